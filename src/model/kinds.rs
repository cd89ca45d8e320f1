//! What a name is of (a person, a body, a place, something else), by words inside and around it: weights to add to other evidence.
//!
//! The weights are those of a logistic formula fitted on top of the entity layer's own evidence, so that an empty table changes nothing.
//! What stands inside counts once for all places where a name stands; what stands around it is asked at each of them.

use super::clusters::Clusters;
use super::features::{NOMINAL, Word, key};
use super::weights::Weights;
use crate::syntax::{Shape, Tag, Token};

static WEIGHTS: &[u8] = include_bytes!("weights/kinds.bin");

/// How many kinds there are: person, organisation, place, other, in this order.
pub const KINDS: usize = 4;
/// The score that one unit of the table is worth.
pub const UNIT: f32 = 0.03;
/// Words of a name that are looked at: the first ones, and always the last.
const WORDS: usize = 8;

/// A table of weights for kinds of names.
#[derive(Debug, Clone, Copy)]
pub struct Kinds<'a> {
    weights: Weights<'a>,
}

impl Kinds<'static> {
    /// The one that ships with the program.
    pub fn shipped() -> Kinds<'static> {
        Kinds::new(WEIGHTS)
    }
}

impl<'a> Kinds<'a> {
    /// A table over packed weights (see [`super::weights`]); its labels are the numbers of the kinds.
    pub fn new(bytes: &'a [u8]) -> Kinds<'a> {
        Kinds { weights: Weights::new(bytes) }
    }

    /// The scores that features with these keys give the kinds.
    pub fn scores(&self, keys: &[u64]) -> [f32; KINDS] {
        let mut scores = [0; KINDS];
        self.weights.add(keys, &mut scores);
        scores.map(|score| score as f32 * UNIT)
    }
}

/// A sentence's tokens with what was read of them.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The text the tokens point into.
    pub text: &'a str,
    /// The sentence's tokens.
    pub tokens: &'a [Token],
    /// Their parts of speech.
    pub tags: &'a [Tag],
    /// The numbers of word clusters.
    pub clusters: Clusters<'a>,
}

impl Words<'_> {
    fn word(&self, at: Option<usize>) -> Word {
        let read = |token: &Token| Word::new(token, token.span.of(self.text), &self.clusters);
        at.and_then(|at| self.tokens.get(at)).map(read).unwrap_or_default()
    }

    fn tag(&self, at: Option<usize>) -> u64 {
        at.and_then(|at| self.tags.get(at)).map_or(99, |tag| *tag as u64)
    }
}

/// The features of the words `name` of a sentence; `seen` are bits of what else is known of the name.
pub fn inside(words: &Words, name: std::ops::Range<usize>, seen: u64, keys: &mut Vec<u64>) {
    keys.clear();
    let (first, last) = (words.word(Some(name.start)), words.word(name.end.checked_sub(1)));
    let count = (name.len().min(5)) as u64;
    let one = u64::from(count == 1);
    keys.extend([
        key(100, count, 0),
        key(101, seen, one),
        key(102, first.lower, one),
        key(103, last.lower, one),
        key(104, last.endings[1], one),
        key(105, last.endings[2], one),
        key(106, last.endings[3], one),
        key(107, first.beginnings[2], one),
        key(108, first.look, one),
        key(109, last.look, one),
        key(110, first.clusters[0], one),
        key(111, last.clusters[0], one),
        key(112, last.clusters[1], one),
        key(113, first.classes_among(&NOMINAL), one),
        key(114, last.classes_among(&NOMINAL), one),
        key(115, first.classes_among(&NOMINAL), last.classes_among(&NOMINAL) << 20 | count),
        key(116, words.tag(Some(name.start)), one),
        key(117, words.tag(name.end.checked_sub(1)), one),
        key(118, first.clusters[0], last.clusters[0] << 8 | count << 20),
        key(119, first.look << 8 | last.look, count),
    ]);
    for at in name.clone().take(WORDS) {
        let word = words.word(Some(at));
        keys.push(key(120, word.lower, one));
        keys.push(key(121, word.clusters[1], one));
        if words.tokens[at].shape == Shape::Lower {
            keys.push(key(122, word.lower, count));
        }
        for (index, class) in NOMINAL.iter().enumerate() {
            if word.classes.has(*class) {
                keys.push(key(123, index as u64, one));
            }
        }
    }
    for (index, class) in NOMINAL.iter().enumerate() {
        if last.classes.has(*class) {
            keys.push(key(124, index as u64, one));
        }
    }
}

/// The features of what stands beside the words `name` of a sentence; `seen` are bits of what else is known of this place.
pub fn beside(words: &Words, name: std::ops::Range<usize>, seen: u64, keys: &mut Vec<u64>) {
    keys.clear();
    let before = [1, 2].map(|back| name.start.checked_sub(back));
    let after = [0, 1].map(|on| Some(name.end + on));
    let [last, before_last] = before.map(|at| words.word(at));
    let [next, after_next] = after.map(|at| words.word(at));
    let one = u64::from(name.len() == 1);
    let opens = u64::from(name.start == 0);
    keys.extend([
        key(130, seen, one),
        key(131, last.lower, one),
        key(132, before_last.lower, last.lower),
        key(133, next.lower, one),
        key(134, next.lower, after_next.lower),
        key(135, last.lower, next.lower),
        key(136, words.tag(before[0]), one | opens << 1),
        key(137, words.tag(after[0]), one),
        key(138, words.tag(before[0]) << 8 | words.tag(after[0]), one),
        key(139, words.tag(after[0]) << 8 | words.tag(after[1]), one),
        key(140, last.clusters[0], one),
        key(141, next.clusters[0], one),
        key(142, last.clusters[1], 0),
        key(143, next.clusters[1], 0),
        key(144, last.classes_among(&NOMINAL), one),
        key(145, next.classes_among(&NOMINAL), one),
        key(146, next.verb, one),
        key(147, last.look, one),
        key(148, next.look, one),
        key(149, before_last.clusters[0], last.clusters[0]),
        key(150, next.clusters[0], after_next.clusters[0]),
        key(151, before_last.lower, 0),
        key(152, after_next.lower, 0),
    ]);
}
