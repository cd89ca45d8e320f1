//! Edits, in the form the client takes: with versions and confirmations where it can, else as plain changes.

use std::collections::HashMap;

use serde_json::json;
use tower_lsp::ls_types::*;

use super::Positions;
use crate::ide::Replacement;
use crate::ide::actions::{Action, Effect};
use crate::ide::rename::Renamed;
use crate::lsp::capabilities::{EXPLAIN, Negotiated};
use crate::lsp::from_proto::uri_of;
use crate::text::LineIndex;
use crate::workspace::Analysis;

/// What a person confirms before a quotation is changed.
const QUOTED: &str = "quoted";

/// A code action for each thing to do.
pub fn actions(uri: &Uri, analysis: &Analysis, actions: &[Action], given: &[Diagnostic], negotiated: &Negotiated) -> CodeActionResponse {
    let positions = Positions::of(&analysis.article, negotiated.encoding);
    let action = |action: &Action| {
        let shown = analysis.checked.shown.get(action.finding)?;
        let own = super::diagnostic(&positions, shown, Some(uri));
        // The client knows its diagnostics by value, so it is given back the one it sent.
        let sent = given.iter().find(|sent| sent.range == own.range && sent.code == own.code);
        let (edit, command) = match &action.effect {
            Effect::Edit(replacements) => (Some(replace(uri, analysis, replacements, negotiated)), None),
            Effect::Allow { config, text, entry } => (Some(append(&uri_of(config)?, text.as_deref(), entry, negotiated)?), None),
            Effect::Page(rule) => {
                (None, Some(Command { title: action.title.clone(), command: EXPLAIN.into(), arguments: Some(vec![json!(rule)]) }))
            }
        };
        if !negotiated.literals {
            return command.map(CodeActionOrCommand::Command);
        }
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title: action.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![sent.cloned().unwrap_or(own)]),
            edit,
            command,
            is_preferred: action.preferred.then_some(true),
            ..CodeAction::default()
        }))
    };
    actions.iter().filter_map(action).collect()
}

/// Replacements in one article.
pub fn replace(uri: &Uri, analysis: &Analysis, replacements: &[Replacement], negotiated: &Negotiated) -> WorkspaceEdit {
    let positions = Positions::of(&analysis.article, negotiated.encoding);
    let edits = replacements.iter().map(|one| OneOf::Left(TextEdit { range: positions.range(one.span), new_text: one.text.clone() }));
    changes(uri, Some(analysis.version), edits.collect(), HashMap::new(), negotiated)
}

/// A new name. Inside quotations it changes only where the client can ask for confirmation.
pub fn rename(uri: &Uri, analysis: &Analysis, renamed: &[Renamed], negotiated: &Negotiated) -> WorkspaceEdit {
    let positions = Positions::of(&analysis.article, negotiated.encoding);
    let confirms = negotiated.annotations && negotiated.document_changes;
    let mut edits = Vec::new();
    for one in renamed.iter().filter(|one| confirms || !one.quoted) {
        let text_edit = TextEdit { range: positions.range(one.replacement.span), new_text: one.replacement.text.clone() };
        edits.push(if one.quoted {
            OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: QUOTED.into() })
        } else {
            OneOf::Left(text_edit)
        });
    }
    let mut annotations = HashMap::new();
    if edits.iter().any(|edit| matches!(edit, OneOf::Right(_))) {
        let description = Some("These are somebody's own words; change them only if the name was written down wrongly.".into());
        annotations
            .insert(QUOTED.into(), ChangeAnnotation { label: "Inside quotations".into(), needs_confirmation: Some(true), description });
    }
    changes(uri, Some(analysis.version), edits, annotations, negotiated)
}

/// Words at the end of a file that may have to be created first; `None` when the client cannot.
fn append(uri: &Uri, text: Option<&str>, entry: &str, negotiated: &Negotiated) -> Option<WorkspaceEdit> {
    let end = text.map_or(Position::default(), |text| {
        let lines = LineIndex::new(text);
        Positions::new(text, &lines, negotiated.encoding).at(text.len() as u32)
    });
    let edit = TextEdit { range: Range { start: end, end }, new_text: entry.to_owned() };
    if text.is_some() || !(negotiated.document_changes && negotiated.create_files) {
        return Some(changes(uri, None, vec![OneOf::Left(edit)], HashMap::new(), negotiated));
    }
    let create = CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) }),
        annotation_id: None,
    };
    let insert = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: None },
        edits: vec![OneOf::Left(edit)],
    };
    let operations = vec![DocumentChangeOperation::Op(ResourceOp::Create(create)), DocumentChangeOperation::Edit(insert)];
    Some(WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() })
}

fn changes(
    uri: &Uri,
    version: Option<i32>,
    edits: Vec<OneOf<TextEdit, AnnotatedTextEdit>>,
    annotations: HashMap<ChangeAnnotationIdentifier, ChangeAnnotation>,
    negotiated: &Negotiated,
) -> WorkspaceEdit {
    if !negotiated.document_changes {
        let plain = edits.into_iter().filter_map(|edit| if let OneOf::Left(edit) = edit { Some(edit) } else { None }).collect();
        return WorkspaceEdit { changes: Some(HashMap::from([(uri.clone(), plain)])), ..WorkspaceEdit::default() };
    }
    let document = TextDocumentEdit { text_document: OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version }, edits };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![document])),
        change_annotations: (!annotations.is_empty()).then_some(annotations),
        ..WorkspaceEdit::default()
    }
}
