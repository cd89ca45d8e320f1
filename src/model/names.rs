//! Name tags, from left to right by perceptron, over parts of speech and the lists of names.

use super::features::{self, Case, Word};
use super::weights::Weights;
use crate::syntax::{NameTag, Shape, Tag, Token};

static WEIGHTS: &[u8] = include_bytes!("weights/names.bin");

/// A tagger of names.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    weights: Weights<'a>,
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
        Names { weights: Weights::new(bytes) }
    }

    /// Appends a name tag for each of a sentence's tokens; `words` and `tags` are of the same tokens, `keys` is room to work in.
    pub fn tag(&self, tokens: &[Token], words: &[Word], tags: &[Tag], case: Case, keys: &mut Vec<u64>, names: &mut Vec<NameTag>) {
        let mut before = [0, 0];
        for (at, token) in tokens.iter().enumerate() {
            let label = if never_named(token, &words[at], before[0]) {
                0
            } else {
                features::for_name(words, tags, at, before, case, keys);
                self.best(keys, before[0])
            };
            names.push(NameTag::ALL[usize::from(label)]);
            before = [label, before[0]];
        }
    }

    fn best(&self, keys: &[u64], last: u8) -> u8 {
        let mut scores = [0i32; NameTag::ALL.len()];
        self.weights.add(keys, &mut scores);
        (0..scores.len() as u8)
            .rev()
            .filter(|label| may_follow(last, *label))
            .max_by_key(|label| scores[usize::from(*label)])
            .unwrap_or_default()
    }
}

/// Whether a token is never part of a name, whatever stands around it. `last` is the name tag before it.
pub fn never_named(token: &Token, word: &Word, last: u8) -> bool {
    match token.shape {
        Shape::OpenQuote | Shape::CloseQuote | Shape::Punctuation | Shape::Lower | Shape::Number => last == 0 && !word.is_particle(),
        _ => false,
    }
}

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
