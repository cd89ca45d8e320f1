//! What is drawn into or beside a text: highlights and hints.

use tower_lsp::ls_types::*;

use super::Positions;
use crate::ide::inlay::Inlay;
use crate::ide::references::Highlight;

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
