//! Edits, in the form the client takes: with versions and confirmations where it can, else as plain changes.

use std::collections::HashMap;
use std::path::Path;

use tower_lsp::ls_types::*;

use super::Positions;
use crate::ide::Replacement;
use crate::ide::rename::{Elsewhere, Renamed, Renaming};
use crate::lsp::capabilities::Negotiated;
use crate::lsp::documents::Address;
use crate::text::LineIndex;
use crate::workspace::Analysis;

/// What a person confirms before a quotation is changed.
const QUOTED: &str = "quoted";
/// What a person confirms before another article is changed.
const ELSEWHERE: &str = "elsewhere";

type Edit = OneOf<TextEdit, AnnotatedTextEdit>;

/// Replacements in one article.
pub fn replace(uri: &Uri, analysis: &Analysis, replacements: &[Replacement], negotiated: &Negotiated) -> WorkspaceEdit {
    let positions = Positions::of(&analysis.article, negotiated.encoding);
    let document = document(uri.clone(), Some(analysis.version), text_edits(&positions, replacements));
    together(vec![document], HashMap::new(), negotiated)
}

/// Replacements in a text.
pub fn text_edits(positions: &Positions, replacements: &[Replacement]) -> Vec<Edit> {
    replacements.iter().map(|one| OneOf::Left(TextEdit { range: positions.range(one.span), new_text: one.text.clone() })).collect()
}

/// A new name, here and in other articles. Inside quotations and in other articles it changes only where the client can ask for
/// confirmation. `address_of` tells where the edits of another article go.
pub fn rename(
    uri: &Uri,
    analysis: &Analysis,
    renaming: &Renaming,
    address_of: impl Fn(&Path) -> Option<Address>,
    negotiated: &Negotiated,
) -> WorkspaceEdit {
    let confirms = negotiated.confirms();
    let edit = |positions: &Positions, one: &Renamed, other: Option<&str>| {
        let text_edit = TextEdit { range: positions.range(one.replacement.span), new_text: one.replacement.text.clone() };
        let annotation = if one.quoted { Some(QUOTED) } else { other };
        match annotation.filter(|_| confirms) {
            Some(annotation) => Some(OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: annotation.into() })),
            None => (!one.quoted).then_some(OneOf::Left(text_edit)),
        }
    };
    let positions = Positions::of(&analysis.article, negotiated.encoding);
    let here = renaming.here.iter().filter_map(|one| edit(&positions, one, None)).collect();
    let mut documents = vec![document(uri.clone(), Some(analysis.version), here)];
    for Elsewhere { path, text, changes, .. } in renaming.elsewhere.iter().filter(|_| confirms) {
        let Some((other, version)) = address_of(path) else { continue };
        let lines = LineIndex::new(text);
        let positions = Positions::new(text, &lines, negotiated.encoding);
        let edits = changes.iter().filter_map(|one| edit(&positions, one, Some(ELSEWHERE))).collect();
        documents.push(document(other, version, edits));
    }
    documents.retain(|document| !document.edits.is_empty());
    let used = |id: &str| {
        let mut edits = documents.iter().flat_map(|document| &document.edits);
        edits.any(|edit| matches!(edit, OneOf::Right(edit) if edit.annotation_id == id))
    };
    let kinds = [
        (QUOTED, "Inside quotations", "These are somebody's own words; change them only if the name was written down wrongly."),
        (ELSEWHERE, "In other articles", "Another article has the same name; it may be somebody else's."),
    ];
    let annotations = kinds.iter().filter(|(id, ..)| used(id)).map(|(id, label, description)| {
        let annotation =
            ChangeAnnotation { label: (*label).into(), needs_confirmation: Some(true), description: Some((*description).into()) };
        ((*id).into(), annotation)
    });
    let annotations = annotations.collect();
    together(documents, annotations, negotiated)
}

/// Words at the end of a file that may have to be created first.
pub fn append(uri: &Uri, text: Option<&str>, entry: &str, version: Option<i32>, negotiated: &Negotiated) -> WorkspaceEdit {
    let end = text.map_or(Position::default(), |text| {
        let lines = LineIndex::new(text);
        Positions::new(text, &lines, negotiated.encoding).at(text.len() as u32)
    });
    let edit = TextEdit { range: Range { start: end, end }, new_text: entry.to_owned() };
    let insert = document(uri.clone(), version, vec![OneOf::Left(edit)]);
    if text.is_some() || !(negotiated.document_changes && negotiated.create_files) {
        return together(vec![insert], HashMap::new(), negotiated);
    }
    let create = CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) }),
        annotation_id: None,
    };
    let operations = vec![DocumentChangeOperation::Op(ResourceOp::Create(create)), DocumentChangeOperation::Edit(insert)];
    WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() }
}

/// Edits of one document; `version` as the client counts, `None` where it is not open.
pub fn document(uri: Uri, version: Option<i32>, edits: Vec<Edit>) -> TextDocumentEdit {
    TextDocumentEdit { text_document: OptionalVersionedTextDocumentIdentifier { uri, version }, edits }
}

/// Edits of several documents as one.
pub fn together(
    documents: Vec<TextDocumentEdit>,
    annotations: HashMap<ChangeAnnotationIdentifier, ChangeAnnotation>,
    negotiated: &Negotiated,
) -> WorkspaceEdit {
    if negotiated.document_changes {
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(documents)),
            change_annotations: (!annotations.is_empty()).then_some(annotations),
            ..WorkspaceEdit::default()
        };
    }
    let plain = |edit: Edit| match edit {
        OneOf::Left(edit) => Some(edit),
        OneOf::Right(_) => None,
    };
    let changes =
        documents.into_iter().map(|document| (document.text_document.uri, document.edits.into_iter().filter_map(plain).collect()));
    WorkspaceEdit { changes: Some(changes.collect()), ..WorkspaceEdit::default() }
}
