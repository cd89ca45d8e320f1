//! What of an earlier reading of a text still holds after an edit: so many blocks at its start, and so many at its end.

use std::ops::Range;

use super::{Phrase, Quoted, Sentence, Token};
use crate::prose::{Block, Prose};
use crate::text::Span;

/// How far something moved between two states of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    /// Prose bytes, modulo 2^32.
    pub bytes: u32,
    /// Tokens, modulo 2^32.
    pub tokens: u32,
    /// Blocks, modulo 2^32.
    pub blocks: u32,
}

impl Shift {
    /// A moved span.
    #[inline]
    pub fn span(self, span: Span) -> Span {
        Span { start: span.start.wrapping_add(self.bytes), end: span.end.wrapping_add(self.bytes) }
    }

    /// A moved token index.
    #[inline]
    pub fn token(self, at: u32) -> u32 {
        at.wrapping_add(self.tokens)
    }

    /// Moved token indices.
    #[inline]
    pub fn tokens(self, range: Range<usize>) -> Range<usize> {
        self.token(range.start as u32) as usize..self.token(range.end as u32) as usize
    }
}

/// Something that can be moved.
pub trait Movable: Clone {
    /// The same, moved.
    fn moved(&self, shift: Shift) -> Self;
}

impl Movable for Token {
    #[inline]
    fn moved(&self, shift: Shift) -> Token {
        Token { span: shift.span(self.span), ..*self }
    }
}

impl Movable for Sentence {
    fn moved(&self, shift: Shift) -> Sentence {
        let (first, last) = (shift.token(self.first), shift.token(self.last));
        Sentence { span: shift.span(self.span), first, last, block: self.block.wrapping_add(shift.blocks) }
    }
}

impl Movable for Phrase {
    fn moved(&self, shift: Shift) -> Phrase {
        Phrase { first: shift.token(self.first), last: shift.token(self.last), head: shift.token(self.head) }
    }
}

impl Movable for Quoted {
    fn moved(&self, shift: Shift) -> Quoted {
        let block = self.block.wrapping_add(shift.blocks);
        Quoted { span: shift.span(self.span), open: shift.token(self.open), end: shift.token(self.end), block, ..*self }
    }
}

/// Which parts of a list stay: the first `head` are as they were, and from index `tail` on they are those that stood from `old_tail` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stays {
    /// How many stay in place.
    pub head: usize,
    /// Where the moved ones begin.
    pub tail: usize,
    /// Where they began.
    pub old_tail: usize,
}

impl Stays {
    /// Nothing of a list of `length` stays.
    pub fn nothing(length: usize) -> Stays {
        Stays { head: 0, tail: length, old_tail: usize::MAX }
    }

    /// The part between, which is new.
    pub fn new_part(&self) -> Range<usize> {
        self.head..self.tail
    }

    /// Where item `index` stood before, if it stays.
    pub fn old(&self, index: usize) -> Option<usize> {
        match index {
            _ if index < self.head => Some(index),
            _ if index >= self.tail => Some(index - self.tail + self.old_tail),
            _ => None,
        }
    }
}

/// What still holds of an earlier state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// The sentences that stand unchanged, as do the [`Kept::REACH`] tokens before and behind them. What is read from a sentence and
    /// from no token farther away holds for them still.
    pub sentences: Stays,
    /// How the end moved.
    pub shift: Shift,
}

impl Kept {
    /// How many tokens beyond its sentence a reading may look.
    pub const REACH: usize = 24;

    /// Keeps of the unchanged sentences those that stand far enough from the changed ones.
    pub fn new(mut stays: Stays, shift: Shift, sentences: &[Sentence]) -> Kept {
        let end = sentences.last().map_or(0, |sentence| sentence.last as usize);
        let from = sentences.get(stays.head).map_or(end, |sentence| sentence.first as usize);
        let to = sentences.get(stays.tail).map_or(end, |sentence| sentence.first as usize);
        stays.head = sentences[..stays.head].partition_point(|sentence| sentence.last as usize + Kept::REACH <= from);
        let near = sentences[stays.tail..].partition_point(|sentence| (sentence.first as usize) < to + Kept::REACH);
        (stays.tail, stays.old_tail) = (stays.tail + near, stays.old_tail + near);
        Kept { sentences: stays, shift }
    }
}

/// Which blocks of `old` have the same words and role in `new`, at its start and at its end.
pub fn blocks(old: &Prose, new: &Prose) -> Stays {
    let (before, after) = (old.text.as_bytes(), new.text.as_bytes());
    let same_start = common(before.chunks(64), after.chunks(64), before.iter(), after.iter());
    let head = std::iter::zip(&old.blocks, &new.blocks).take_while(|(old, new)| old == new && (old.span.end as usize) < same_start).count();
    let same_end = common(before.rchunks(64), after.rchunks(64), before.iter().rev(), after.iter().rev());
    let bytes = (after.len() as u32).wrapping_sub(before.len() as u32);
    let floor = |text: &[u8]| (text.len() - same_end) as u32;
    let (old_floor, new_floor) = (floor(before), floor(after));
    let pairs = std::iter::zip(old.blocks[head..].iter().rev(), new.blocks[head..].iter().rev());
    let tail =
        pairs.take_while(|(old, new)| same_block(old, new, bytes) && old.span.start > old_floor && new.span.start > new_floor).count();
    Stays { head, tail: new.blocks.len() - tail, old_tail: old.blocks.len() - tail }
}

fn same_block(old: &Block, new: &Block, bytes: u32) -> bool {
    let shift = Shift { bytes, ..Shift::default() };
    let dateline = old.dateline.map(|span| shift.span(span));
    shift.span(old.span) == new.span && dateline == new.dateline && old.role == new.role && old.level == new.level
}

/// How many bytes two texts have in common from one side, first by the chunk.
fn common<'a>(
    chunks: impl Iterator<Item = &'a [u8]>,
    others: impl Iterator<Item = &'a [u8]>,
    bytes: impl Iterator<Item = &'a u8>,
    other_bytes: impl Iterator<Item = &'a u8>,
) -> usize {
    let whole: usize = std::iter::zip(chunks, others).take_while(|(a, b)| a == b).map(|(chunk, _)| chunk.len()).sum();
    whole + std::iter::zip(bytes.skip(whole), other_bytes.skip(whole)).take_while(|(a, b)| a == b).count()
}

/// The items that stay, moved, around those that `new` makes.
pub fn splice<T: Movable>(old: &[T], stays: Stays, shift: Shift, new: impl FnOnce(&mut Vec<T>)) -> Vec<T> {
    let tail = old.get(stays.old_tail..).unwrap_or_default();
    let mut items = Vec::with_capacity(stays.head + tail.len() + 64);
    items.extend_from_slice(&old[..stays.head]);
    new(&mut items);
    items.extend(tail.iter().map(|item| item.moved(shift)));
    items
}

/// What was found in each sentence, in text order.
#[derive(Debug, Clone)]
pub struct PerSentence<T> {
    items: Vec<T>,
    /// One past the last item of each sentence.
    ends: Vec<u32>,
}

impl<T> Default for PerSentence<T> {
    fn default() -> PerSentence<T> {
        PerSentence { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Movable> PerSentence<T> {
    /// Finds what is in each of so many `sentences`: from `earlier` where the sentence stays and is not `stale`, else by `find`, which
    /// appends what it finds in one sentence.
    pub fn read(
        sentences: usize,
        earlier: Option<(&PerSentence<T>, &Kept)>,
        stale: impl Fn(usize) -> bool,
        mut find: impl FnMut(usize, &mut Vec<T>),
    ) -> PerSentence<T> {
        let room = earlier.map_or(0, |(old, _)| old.items.len() + 64);
        let mut found = PerSentence { items: Vec::with_capacity(room), ends: Vec::with_capacity(sentences) };
        for index in 0..sentences {
            match earlier.and_then(|(old, kept)| Some((old, kept.sentences.old(index)?, kept))).filter(|_| !stale(index)) {
                Some((old, was, kept)) => {
                    let shift = if was < kept.sentences.head { Shift::default() } else { kept.shift };
                    found.items.extend(old.of(was).iter().map(|item| item.moved(shift)));
                }
                None => find(index, &mut found.items),
            }
            found.ends.push(found.items.len() as u32);
        }
        found
    }

    /// What is in one sentence.
    pub fn of(&self, sentence: usize) -> &[T] {
        let from = sentence.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.items[from..self.ends[sentence] as usize]
    }

    /// Everything.
    pub fn all(&self) -> &[T] {
        &self.items
    }

    /// For each item of [`PerSentence::all`], its sentence.
    pub fn sentences(&self) -> impl Iterator<Item = usize> {
        let mut from = 0;
        self.ends.iter().enumerate().flat_map(move |(sentence, end)| {
            let count = (*end - from) as usize;
            from = *end;
            std::iter::repeat_n(sentence, count)
        })
    }

    /// Everything, to be changed.
    pub fn all_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Format};

    fn prose(text: &str) -> Prose {
        Prose::read(&Document::new("t.txt", text, Format::Plain))
    }

    #[test]
    fn blocks_before_and_behind_an_edit_stay() {
        let old = prose("One one.\n\nTwo two.\n\nThree three.\n\nFour four.\n");
        let stays = |text: &str| blocks(&old, &prose(text));
        assert_eq!(stays("One one.\n\nTwo, two.\n\nThree three.\n\nFour four.\n"), Stays { head: 1, tail: 2, old_tail: 2 });
        assert_eq!(stays("One one.\n\nThree three.\n\nFour four.\n"), Stays { head: 1, tail: 1, old_tail: 2 });
        assert_eq!(stays("One one.\n\nTwo two.\n\nThree three.\n\nFour four!\n"), Stays { head: 3, tail: 4, old_tail: 4 });
        assert_eq!(stays("").new_part(), 0..0);
    }

    #[test]
    fn a_paragraph_written_twice_is_not_counted_twice() {
        let (old, new) = (prose("A a.\n\nA a.\n"), prose("A a.\n\nA a.\n\nA a.\n"));
        let stays = blocks(&old, &new);
        assert!(stays.head + (new.blocks.len() - stays.tail) <= old.blocks.len(), "{stays:?}");
        assert!(stays.head <= stays.tail && stays.head <= stays.old_tail, "{stays:?}");
    }
}
