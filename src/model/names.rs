//! Name tags, by a linear-chain conditional random field over words, parts of speech and the lists of names.

use super::features::{self, Case, Run, Word};
use super::weights::Weights;
use crate::syntax::{NameTag, Shape, Tag, Token};

static WEIGHTS: &[u8] = include_bytes!("weights/names.bin");

/// How many name tags are told apart; no training text marks other names.
pub const LABELS: usize = 7;
/// What never happens.
const NEVER: i32 = -1 << 20;

/// A tagger of names: a conditional random field over the words of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    weights: Weights<'a>,
    /// What speaks for each tag behind each other.
    steps: [[i32; LABELS]; LABELS],
}

impl Names<'static> {
    /// The one that ships with the program.
    pub fn shipped() -> Names<'static> {
        Names::new(WEIGHTS)
    }
}

impl<'a> Names<'a> {
    /// A tagger over packed weights (see [`super::weights`]); its labels are the numbers of [`NameTag`].
    pub fn new(bytes: &'a [u8]) -> Names<'a> {
        let weights = Weights::new(bytes);
        let mut steps = [[NEVER; LABELS]; LABELS];
        for (last, row) in steps.iter_mut().enumerate() {
            for (label, step) in row.iter_mut().enumerate().filter(|(label, _)| may_follow(last as u8, *label as u8)) {
                *step = weights.of(features::after_name(last as u8)).filter(|(other, _)| *other == label).map(|(_, weight)| weight).sum();
            }
        }
        Names { weights, steps }
    }

    /// Appends a name tag for each of a sentence's tokens; `words` and `tags` are of the same tokens, `keys` is room to work in.
    pub fn tag(&self, tokens: &[Token], words: &[Word], tags: &[Tag], case: Case, keys: &mut Vec<u64>, names: &mut Vec<NameTag>) {
        let first = names.len();
        names.resize(first + tokens.len(), NameTag::Outside);
        let mut ways: Vec<([i32; LABELS], [u8; LABELS])> = Vec::new();
        for at in 0..=tokens.len() {
            if at < tokens.len() && may_be_named(tokens, words, at) {
                features::for_name(words, tags, at, Run::around(words, at), case, keys);
                let mut scores = [0; LABELS];
                self.weights.add(keys, &mut scores);
                let outside = [0, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER];
                ways.push(self.step(ways.last().map_or(&outside, |(best, _)| best), scores));
            } else if !ways.is_empty() {
                // What stands outside on both sides is settled by itself.
                self.settle(&mut ways, &mut names[first..first + at]);
            }
        }
    }

    /// The best score of each tag of a word, and the tag before it on the way there.
    fn step(&self, before: &[i32; LABELS], scores: [i32; LABELS]) -> ([i32; LABELS], [u8; LABELS]) {
        let (mut best, mut back) = ([i32::MIN; LABELS], [0; LABELS]);
        for (last, (sum, row)) in before.iter().zip(&self.steps).enumerate() {
            for (label, step) in row.iter().enumerate() {
                let way = sum + step + scores[label];
                if way > best[label] {
                    (best[label], back[label]) = (way, last as u8);
                }
            }
        }
        (best, back)
    }

    /// Writes the best tags of the words behind which `names` ends, and forgets the ways to them.
    fn settle(&self, ways: &mut Vec<([i32; LABELS], [u8; LABELS])>, names: &mut [NameTag]) {
        let ends = ways.last().map_or([0; LABELS], |(best, _)| std::array::from_fn(|label| best[label] + self.steps[label][0]));
        let mut label = (0..LABELS).rev().max_by_key(|label| ends[*label]).unwrap_or_default();
        for ((_, back), name) in ways.drain(..).rev().zip(names.iter_mut().rev()) {
            *name = NameTag::ALL[label];
            label = usize::from(back[label]);
        }
    }
}

/// Whether a token may be part of a name: a capital, or small letters and figures between capitals or behind one.
pub fn may_be_named(tokens: &[Token], words: &[Word], at: usize) -> bool {
    let small = |at: usize| {
        matches!(
            tokens[at].shape,
            Shape::OpenQuote | Shape::CloseQuote | Shape::Punctuation | Shape::Lower | Shape::Number
        ) && !words[at].is_particle()
    };
    if !small(at) {
        return true;
    }
    let behind = (1..=SMALL).any(|back| at >= back && !small(at - back));
    let ahead = tokens[at].shape == Shape::Number || (1..=SMALL).any(|on| at + on < tokens.len() && !small(at + on));
    behind && ahead
}

/// So many words in small letters may stand together inside a name.
const SMALL: usize = 3;

/// Whether name tag `label` may stand after `last`: the inside of a name goes on with a name of its kind.
pub fn may_follow(last: u8, label: u8) -> bool {
    // Begin tags are odd, each inside tag is one more than its begin tag.
    label % 2 == 1 || label == 0 || last == label || last + 1 == label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inside_tag_needs_a_name_of_its_kind_before_it() {
        let (person, inside, place) = (NameTag::PersonBegin as u8, NameTag::PersonInside as u8, NameTag::PlaceInside as u8);
        assert!(may_follow(person, inside) && may_follow(inside, inside));
        assert!(!may_follow(person, place) && !may_follow(0, inside));
        assert!(may_follow(inside, 0) && may_follow(inside, person));
    }
}
