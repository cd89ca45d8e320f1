//! What is drawn into or beside a text: highlights, hints, colours, folds, the line over the headline, what completes a word.

use serde_json::json;
use tower_lsp::ls_types::*;

use super::{Positions, shown};
use crate::ide::completion::{About, Completion, CompletionKind};
use crate::ide::folding::Fold;
use crate::ide::inlay::Inlay;
use crate::ide::lens::Lens;
use crate::ide::references::Highlight;
use crate::ide::tokens::{Kind, MODIFIERS, Token};
use crate::lsp::commands::LEDGER;
use crate::lsp::from_proto::uri_of;
use crate::text::Span;

/// Places of the same thing; the one that introduces it counts as written.
pub fn highlights(positions: &Positions, places: &[Highlight]) -> Vec<DocumentHighlight> {
    let kind = |first| if first { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
    places.iter().map(|place| DocumentHighlight { range: positions.range(place.span), kind: Some(kind(place.first)) }).collect()
}

/// Hints in the text.
pub fn inlays(positions: &Positions, inlays: &[Inlay]) -> Vec<InlayHint> {
    let hint = |inlay: &Inlay| InlayHint {
        position: positions.at(inlay.offset),
        label: InlayHintLabel::String(shown(&inlay.label)),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    inlays.iter().map(hint).collect()
}

/// The names of the colours.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: Kind::LEGEND.iter().map(|name| SemanticTokenType::new(name)).collect(),
        token_modifiers: MODIFIERS.iter().map(|name| SemanticTokenModifier::new(name)).collect(),
    }
}

/// Colours, each told by its distance from the one before.
pub fn tokens(positions: &Positions, tokens: &[Token], range: Option<Span>) -> SemanticTokens {
    let mut last = Position::default();
    let wanted = tokens.iter().filter(|token| range.is_none_or(|range| range.overlaps(token.span)));
    let token = |token: &Token| {
        let range = positions.range(token.span);
        let (start, length) = (range.start, range.end.character.saturating_sub(range.start.character));
        let delta_line = start.line - last.line;
        let delta_start = if delta_line == 0 { start.character - last.character } else { start.character };
        last = start;
        SemanticToken { delta_line, delta_start, length, token_type: token.kind as u32, token_modifiers_bitset: token.modifiers }
    };
    SemanticTokens { result_id: None, data: wanted.map(token).collect() }
}

/// Folds, by line.
pub fn folds(folds: &[Fold]) -> Vec<FoldingRange> {
    let fold = |fold: &Fold| FoldingRange { start_line: fold.first, end_line: fold.last, ..FoldingRange::default() };
    folds.iter().map(fold).collect()
}

/// Spans around a place, each the parent of the one inside it.
pub fn selection(positions: &Positions, spans: &[Span]) -> SelectionRange {
    let outer = spans.iter().rev().fold(None, |parent, span| Some(Box::new(SelectionRange { range: positions.range(*span), parent })));
    outer.map_or_else(|| SelectionRange { range: Range::default(), parent: None }, |selection| *selection)
}

/// What turns the colours `old` into `new`: what stands between their common beginning and their common end.
pub fn changed_tokens(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let first = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let (gone, come) = (old.len() - first - last, new.get(first..new.len() - last).unwrap_or_default());
    if gone == 0 && come.is_empty() {
        return Vec::new();
    }
    // The protocol counts numbers, of which a token has five.
    vec![SemanticTokensEdit { start: first as u32 * 5, delete_count: gone as u32 * 5, data: Some(come.to_vec()) }]
}

/// A line over some words; a click shows the sourcing ledger.
pub fn lens(uri: &Uri, positions: &Positions, lens: &Lens) -> CodeLens {
    let command = Command { title: lens.title.clone(), command: LEDGER.into(), arguments: Some(vec![json!(uri)]) };
    CodeLens { range: positions.range(lens.span), command: Some(command), data: None }
}

/// What completes a word; nothing is chosen beforehand.
pub fn completions(uri: &Uri, positions: &Positions, completions: &[Completion]) -> Vec<CompletionItem> {
    let item = |(index, one): (usize, &Completion)| CompletionItem {
        label: shown(&one.text),
        kind: Some(match one.kind {
            CompletionKind::Name(_) | CompletionKind::Speaker => CompletionItemKind::TEXT,
            CompletionKind::Rule => CompletionItemKind::CONSTANT,
            CompletionKind::Key => CompletionItemKind::PROPERTY,
        }),
        detail: (!one.detail.is_empty()).then(|| shown(&one.detail)),
        sort_text: Some(format!("{index:04}")),
        filter_text: one.filter.as_deref().map(shown),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: positions.range(one.span), new_text: one.text.clone() })),
        data: match &one.about {
            About::Nothing => None,
            About::Rule(rule) => Some(json!({"rule": rule})),
            About::Name { name, path } => Some(json!({"name": name, "uri": path.as_deref().and_then(uri_of).as_ref().unwrap_or(uri)})),
        },
        ..CompletionItem::default()
    };
    completions.iter().enumerate().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_between_two_colourings_is_told() {
        let token = |length| SemanticToken { delta_line: 0, delta_start: 1, length, token_type: 0, token_modifiers_bitset: 0 };
        let all = |lengths: &[u32]| lengths.iter().map(|length| token(*length)).collect::<Vec<_>>();
        let edit = |old: &[u32], new: &[u32]| changed_tokens(&all(old), &all(new));
        assert!(edit(&[1, 2], &[1, 2]).is_empty());
        assert_eq!(edit(&[1, 2, 3], &[1, 9, 8, 3]), [SemanticTokensEdit { start: 5, delete_count: 5, data: Some(all(&[9, 8])) }]);
        assert_eq!(edit(&[1, 1], &[1, 1, 1]), [SemanticTokensEdit { start: 10, delete_count: 0, data: Some(all(&[1])) }]);
        assert_eq!(edit(&[1], &[]), [SemanticTokensEdit { start: 0, delete_count: 5, data: Some(Vec::new()) }]);
    }
}
