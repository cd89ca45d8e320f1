//! What a block's marks say of a quotation that may run on from the blocks before it.

use std::ops::Range;

use super::{Family, Turn, mark};
use crate::syntax::token::Token;

/// How many paragraphs without a mark a quotation may run on over before the one that closes it.
const SILENT: usize = 4;

/// What a block's marks say of a quotation that may run into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// It opens with a mark of this family.
    Opens(Family),
    /// Its first double mark can only close what was opened before.
    Closes,
    /// It has no double mark.
    Silent,
    /// It has marks of its own.
    Other,
}

impl Edge {
    pub(super) fn of(text: &str, tokens: &[Token], range: &Range<usize>) -> Edge {
        if let Some((family, Turn::Opens | Turn::Either)) = range.clone().next().and_then(|at| mark(text, tokens, at)) {
            return Edge::Opens(family);
        }
        let mut doubles = range
            .clone()
            .filter_map(|at| mark(text, tokens, at).filter(|(family, _)| *family == Family::Double).map(|(_, turn)| (at, turn)));
        let Some((first, turn)) = doubles.next() else { return Edge::Silent };
        // A mark right behind a comma or stop, with no partner in its block, closes even where it was turned the wrong way.
        let alone = doubles.count() % 2 == 0;
        let looks_open = tokens[first].spaced && first + 1 < range.end && !tokens[first + 1].spaced;
        let pauses: &[char] = if looks_open { &[',', ';'] } else { &[',', '.', '!', '?', '…', ';'] };
        let behind_pause = first > range.start && tokens[first - 1].span.of(text).ends_with(pauses);
        match turn {
            Turn::Closes if first > range.start => Edge::Closes,
            _ if alone && behind_pause => Edge::Closes,
            _ => Edge::Other,
        }
    }
}

/// Whether a quotation left open before the blocks of `next` is closed in one of them.
pub(super) fn closes_later(next: &[Edge]) -> bool {
    next.iter().take(SILENT + 1).find(|edge| **edge != Edge::Silent) == Some(&Edge::Closes)
}
