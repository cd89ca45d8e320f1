//! The words of an article: tokens, sentences, tags and phrases, taken from an earlier state where its paragraphs are the same.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::model::{self, names::Chances};
use crate::prose::Prose;
use crate::syntax::kept::{self, Kept, Movable, Shift, Stays};
use crate::syntax::{NameTag, Phrase, Placement, Quoted, Sentence, Tag, Token, phrase, quotation_marks, retag, sentence, token};

/// Tokens, sentences, tags, phrases and quotation marks; see [`crate::syntax::Parse`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Words {
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    pub tags: Vec<Tag>,
    pub names: Vec<NameTag>,
    pub chances: Vec<Chances>,
    pub phrases: Vec<Phrase>,
    pub quoted: Vec<Quoted>,
    pub places: Vec<Placement>,
}

impl Words {
    /// Reads the words of `prose`, and says what of `previous` still holds.
    pub fn read(prose: &Prose, lexicon: &Lexicon, previous: Option<(&Prose, &Words)>) -> (Words, Kept) {
        let nothing = (&Prose::default(), &Words::default());
        let (old_prose, old) = previous.unwrap_or(nothing);
        let mut blocks = kept::blocks(old_prose, prose);
        let mut shift = Shift {
            bytes: (prose.text.len() as u32).wrapping_sub(old_prose.text.len() as u32),
            tokens: 0,
            blocks: (prose.blocks.len() as u32).wrapping_sub(old_prose.blocks.len() as u32),
        };

        let old_first = |block: usize| old.tokens.partition_point(|token| token.span.start < start_of(old_prose, block));
        let tokens_stay = Stays { head: old_first(blocks.head), tail: 0, old_tail: old_first(blocks.old_tail) };
        let mut behind = 0;
        let tokens = kept::splice(&old.tokens, tokens_stay, shift, |tokens| {
            for block in &prose.blocks[blocks.new_part()] {
                token::tokenize(&prose.text, block.span, lexicon, tokens);
            }
            behind = tokens.len();
        });
        shift.tokens = (behind as u32).wrapping_sub(tokens_stay.old_tail as u32);

        let starts = tokens_by_block(prose, &tokens);
        let quoted = quotation_marks::pair(prose, &tokens, &starts);
        narrow(&mut blocks, shift, &old.quoted, &quoted);
        let old_sentence = |block: usize| old.sentences.partition_point(|sentence| (sentence.block as usize) < block);
        let mut stays = Stays { head: old_sentence(blocks.head), tail: 0, old_tail: old_sentence(blocks.old_tail) };
        let sentences = kept::splice(&old.sentences, stays, shift, |sentences| {
            for block in blocks.new_part() {
                let of_block = |side: usize| quoted.partition_point(|quoted| (quoted.block as usize) < block + side);
                sentence::split(prose, block, &tokens, starts[block].clone(), &quoted[of_block(0)..of_block(1)], sentences);
            }
            stays.tail = sentences.len();
        });
        let new = &sentences[stays.new_part()];

        let reading = model::read(&prose.text, &tokens, new, lexicon);
        let before = |sentences: &[Sentence], at: usize| sentences[..at].last().map_or(0, |sentence| sentence.last as usize);
        let (head, old_tail) = (before(&sentences, stays.head), before(&old.sentences, stays.old_tail.min(old.sentences.len())));
        let mut tags = around(&old.tags, head, reading.tags, old_tail);
        retag::retag(&prose.text, &tokens, new, lexicon, &mut tags);
        let names = around(&old.names, head, reading.names, old_tail);
        let chances = around(&old.chances, head, reading.chances, old_tail);
        let old_phrase = |token: usize| old.phrases.partition_point(|phrase| (phrase.first as usize) < token);
        let phrases_stay = Stays { head: old_phrase(head), tail: 0, old_tail: old_phrase(old_tail) };
        let phrases = kept::splice(&old.phrases, phrases_stay, shift, |phrases| {
            new.iter().for_each(|sentence| phrase::noun_phrases(sentence.tokens(), &tags, phrases));
        });
        let kept = Kept::new(stays, shift, &sentences);
        let places = Placement::of_all(tokens.len(), &sentences, &phrases, &quoted);
        (Words { tokens, sentences, tags, names, chances, phrases, quoted, places }, kept)
    }
}

/// The prose byte at which a block starts; the text's end for the one behind the last.
fn start_of(prose: &Prose, block: usize) -> u32 {
    prose.blocks.get(block).map_or(u32::MAX, |block| block.span.start)
}

fn tokens_by_block(prose: &Prose, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut at = 0;
    let ranges = prose.blocks.iter().map(|block| {
        let first = at;
        let before = |token: &Token| token.span.start < block.span.end;
        // A block is short beside a long text: its end is looked for nearby first.
        let mut reach = 64;
        while tokens.get(first + reach).is_some_and(before) {
            reach *= 2;
        }
        at += tokens[first..tokens.len().min(first + reach)].partition_point(before);
        first..at
    });
    ranges.collect()
}

/// The first `head` items of `old`, then `new`, then those of `old` from `tail` on.
fn around<T: Copy>(old: &[T], head: usize, new: Vec<T>, tail: usize) -> Vec<T> {
    let mut items = Vec::with_capacity(head + new.len() + old.len() - tail);
    items.extend_from_slice(&old[..head]);
    items.extend(new);
    items.extend_from_slice(&old[tail..]);
    items
}

/// A block whose quotation marks pair in another way does not stay: its sentences are cut elsewhere.
fn narrow(blocks: &mut Stays, shift: Shift, old: &[Quoted], new: &[Quoted]) {
    let same = std::iter::zip(old, new).take_while(|(old, new)| old == new).count();
    let first_other = [old.get(same), new.get(same)].into_iter().flatten().map(|quoted| quoted.block as usize).min();
    blocks.head = blocks.head.min(first_other.unwrap_or(usize::MAX));
    let same = std::iter::zip(old.iter().rev(), new.iter().rev()).take_while(|(old, new)| old.moved(shift) == **new).count();
    let past = |list: &[Quoted]| list[..list.len() - same].last().map_or(0, |quoted| quoted.block as usize + 1);
    let more = past(old).saturating_sub(blocks.old_tail).max(past(new).saturating_sub(blocks.tail));
    (blocks.tail, blocks.old_tail) = (blocks.tail + more, blocks.old_tail + more);
}
