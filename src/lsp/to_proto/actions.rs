//! Code actions, in the form the client takes: whole, with what depends on other files filled in when one is chosen, or as commands.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};
use tower_lsp::ls_types::*;

use super::{Positions, edits, shown};
use crate::ide::actions::{Action, ActionKind, Effect};
use crate::lsp::capabilities::Negotiated;
use crate::lsp::commands::{self, APPLY, LEDGER, PAGE, REASON};
use crate::lsp::documents::Address;
use crate::text::{LineIndex, Span};
use crate::workspace::Analysis;

/// The kind of the action that shows the ledger.
pub const LEDGER_KIND: CodeActionKind = CodeActionKind::new("source.ledger");

/// The protocol's word for a kind of action.
pub fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::FixAll => CodeActionKind::SOURCE_FIX_ALL,
        ActionKind::Source => LEDGER_KIND,
    }
}

/// Whether a client that wants `only` some kinds wants this one. The ledger is offered only when it is asked for.
pub fn is_wanted(kind: &CodeActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let within = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        wanted.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.map_or(*kind != LEDGER_KIND, |only| only.iter().any(within))
}

/// What the client asked about.
pub struct Asked<'a> {
    /// The document.
    pub uri: &'a Uri,
    /// The range.
    pub range: Range,
    /// The diagnostics that it has there.
    pub diagnostics: &'a [Diagnostic],
    /// The kinds that it wants; `None`: all.
    pub only: Option<&'a [CodeActionKind]>,
    /// Which text of the document it asked about, as we count; `None` if it is gone.
    pub generation: Option<u64>,
}

/// A code action, or a command, for each thing to do. `address_of` tells where the edits of a file go.
pub fn actions(
    asked: &Asked,
    analysis: &Analysis,
    actions: &[Action],
    address_of: impl Fn(&Path) -> Option<Address>,
    negotiated: &Negotiated,
) -> CodeActionResponse {
    let wanted = actions.iter().filter(|action| is_wanted(&kind(action.kind), asked.only) && (action.near || asked.only.is_some()));
    let positions = Positions::of(&analysis.article, negotiated.encoding);
    let place = |range: Range| (range.start.line, range.start.character, range.end.line, range.end.character);
    let mut sent: HashMap<_, Vec<&Diagnostic>> = HashMap::new();
    asked.diagnostics.iter().for_each(|diagnostic| sent.entry(place(diagnostic.range)).or_default().push(diagnostic));
    let action = |action: &Action| {
        let later = negotiated.resolves_edits && (matches!(action.effect, Effect::Configure { .. }) || action.kind == ActionKind::FixAll);
        let edit = if later { None } else { edit(asked.uri, analysis, action, &address_of, negotiated) };
        let command = command(asked.uri, action).or_else(|| reason(asked.uri, analysis, action, &address_of, negotiated));
        if edit.is_none() && command.is_none() && !later {
            return None;
        }
        if !negotiated.literals {
            let apply = |edit: WorkspaceEdit| Command {
                title: shown(&action.title),
                command: APPLY.into(),
                arguments: Some(vec![commands::application(asked, analysis.version, &edit)]),
            };
            return edit.map(apply).or(command).map(CodeActionOrCommand::Command);
        }
        let diagnostics = action.finding.and_then(|index| analysis.checked.shown.get(index)).map(|shown| {
            let own = super::diagnostic(&positions, shown, Some(asked.uri));
            // The client knows its diagnostics by value, so it is given back the one it sent.
            let same = sent.get(&place(own.range)).into_iter().flatten().find(|sent| sent.code == own.code);
            vec![same.map_or(own, |same| (*same).clone())]
        });
        Some(CodeActionOrCommand::CodeAction(CodeAction {
            title: shown(&action.title),
            kind: Some(kind(action.kind)),
            diagnostics,
            edit,
            command,
            is_preferred: action.preferred.then_some(true),
            data: later.then(|| json!({"uri": asked.uri, "range": asked.range, "finding": finding_of(analysis, action)})),
            ..CodeAction::default()
        }))
    };
    wanted.filter_map(action).collect()
}

/// Where the finding of an action stands, in source bytes; `None` for an action without one.
fn finding_of(analysis: &Analysis, action: &Action) -> Option<Span> {
    Some(analysis.checked.shown.get(action.finding?)?.finding.span)
}

/// An action that is to be filled in: where it was asked for, and about what.
#[derive(Debug, serde::Deserialize)]
pub struct Chosen {
    /// The document.
    pub uri: Uri,
    /// The range that was asked about.
    pub range: Range,
    finding: Option<Span>,
}

impl Chosen {
    /// What an action's data say.
    pub fn read(data: Option<&Value>) -> Option<Chosen> {
        serde_json::from_value(data?.clone()).ok()
    }

    /// Whether this is the action that was chosen: its title, about the same words.
    pub fn is(&self, title: &str, analysis: &Analysis, action: &Action) -> bool {
        shown(&action.title) == title && finding_of(analysis, action) == self.finding
    }
}

/// The edit that an action makes; `None` where it makes none.
pub fn edit(
    uri: &Uri,
    analysis: &Analysis,
    action: &Action,
    address_of: impl Fn(&Path) -> Option<Address>,
    negotiated: &Negotiated,
) -> Option<WorkspaceEdit> {
    match &action.effect {
        Effect::Edit(replacements) => Some(edits::replace(uri, analysis, replacements, negotiated)),
        Effect::Configure { config, text, entry } => {
            let (config, version) = address_of(config)?;
            Some(edits::append(&config, text.as_deref(), entry, version, negotiated))
        }
        Effect::Page(_) | Effect::Ledger => None,
    }
}

/// The command that opens the place where the reason of an accepted finding is to be written, for clients that can show it.
fn reason(
    uri: &Uri,
    analysis: &Analysis,
    action: &Action,
    address_of: impl Fn(&Path) -> Option<Address>,
    negotiated: &Negotiated,
) -> Option<Command> {
    let at = action.reason.filter(|_| negotiated.show_document && negotiated.literals)?;
    let (uri, text, place, words) = match &action.effect {
        Effect::Configure { config, text, entry } => {
            let text = text.as_deref().unwrap_or_default();
            (address_of(config)?.0, text, text.len() as u32, entry.as_str())
        }
        Effect::Edit(edits) => {
            let edit = edits.first()?;
            (uri.clone(), &*analysis.article.document.text, edit.span.start, edit.text.as_str())
        }
        Effect::Page(_) | Effect::Ledger => return None,
    };
    let after = format!("{}{}", text.get(..place as usize)?, words.get(..at)?);
    let lines = LineIndex::new(&after);
    let start = Positions::new(&after, &lines, negotiated.encoding).at(after.len() as u32);
    // TK has two letters in every unit.
    let end = Position { line: start.line, character: start.character + 2 };
    let arguments = Some(vec![json!(uri), json!(Range { start, end })]);
    Some(Command { title: shown(&action.title), command: REASON.into(), arguments })
}

fn command(uri: &Uri, action: &Action) -> Option<Command> {
    let (command, argument) = match &action.effect {
        Effect::Page(rule) => (PAGE, json!(rule)),
        Effect::Ledger => (LEDGER, json!(uri)),
        Effect::Edit(_) | Effect::Configure { .. } => return None,
    };
    Some(Command { title: shown(&action.title), command: command.into(), arguments: Some(vec![argument]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_wanted_by_its_name_or_a_wider_one() {
        let only = |names: &[&str]| names.iter().map(|name| CodeActionKind::from((*name).to_owned())).collect::<Vec<_>>();
        let wanted = |kind: ActionKind, names: &[&str]| is_wanted(&super::kind(kind), Some(&only(names)));
        assert!(wanted(ActionKind::FixAll, &["source"]) && wanted(ActionKind::FixAll, &["quickfix", "source.fixAll"]));
        assert!(!wanted(ActionKind::FixAll, &["sou"]) && !wanted(ActionKind::QuickFix, &["source"]));
        assert!(wanted(ActionKind::Rewrite, &["refactor"]) && wanted(ActionKind::Rewrite, &[""]));
        assert!(is_wanted(&CodeActionKind::QUICKFIX, None) && !is_wanted(&LEDGER_KIND, None));
    }
}
