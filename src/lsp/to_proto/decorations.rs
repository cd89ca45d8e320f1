//! What is drawn into or beside a text: highlights, hints, colours, folds, the line over the headline, what completes a word.

use tower_lsp::ls_types::*;

use super::Positions;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::folding::Fold;
use crate::ide::inlay::Inlay;
use crate::ide::lens::Lens;
use crate::ide::references::Highlight;
use crate::ide::tokens::{Kind, MODIFIERS, Token};
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
        label: InlayHintLabel::String(inlay.label.clone()),
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

/// A line over some words. It starts no command: a click shows nothing that the hover does not.
pub fn lens(positions: &Positions, lens: &Lens) -> CodeLens {
    let command = Command { title: lens.title.clone(), command: String::new(), arguments: None };
    CodeLens { range: positions.range(lens.span), command: Some(command), data: None }
}

/// What completes a word; nothing is chosen beforehand.
pub fn completions(positions: &Positions, completions: &[Completion]) -> Vec<CompletionItem> {
    let item = |(index, one): (usize, &Completion)| CompletionItem {
        label: one.text.clone(),
        kind: Some(match one.kind {
            CompletionKind::Name(_) | CompletionKind::Speaker => CompletionItemKind::TEXT,
            CompletionKind::Rule => CompletionItemKind::CONSTANT,
            CompletionKind::Key => CompletionItemKind::PROPERTY,
        }),
        detail: (!one.detail.is_empty()).then(|| one.detail.clone()),
        sort_text: Some(format!("{index:04}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: positions.range(one.span), new_text: one.text.clone() })),
        ..CompletionItem::default()
    };
    completions.iter().enumerate().map(item).collect()
}
