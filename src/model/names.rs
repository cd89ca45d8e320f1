//! Name tags, by a linear-chain conditional random field over words, parts of speech and the lists of names.

use super::features::{self, Case, Run, Word};
use super::weights::Weights;
use crate::syntax::{NameTag, Shape, Tag, Token};

static WEIGHTS: &[u8] = include_bytes!("weights/names.bin");

/// How many name tags are told apart; no training text marks other names.
pub const LABELS: usize = 7;
/// What never happens.
const NEVER: i32 = -1 << 20;

/// The chance that a word is part of a person's, a body's, a place's name, each in 255ths.
pub type Chances = [u8; 3];

/// The score that one unit of the weights is worth.
pub const UNIT: f32 = 0.03;

/// A tagger of names: a conditional random field over the words of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    weights: Weights<'a>,
    /// What speaks for each tag behind each other.
    steps: [[i32; LABELS]; LABELS],
    /// The same as odds.
    odds: [[f32; LABELS]; LABELS],
}

/// A word that may be part of a name: its scores, and the best way to each of its tags.
#[derive(Debug, Clone, Copy)]
struct Way {
    scores: [i32; LABELS],
    best: [i32; LABELS],
    back: [u8; LABELS],
}

/// What the tagger says, a word each, and room to work in.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// The name tags.
    pub tags: Vec<NameTag>,
    /// How sure they are.
    pub chances: Vec<Chances>,
    keys: Vec<u64>,
    ways: Vec<Way>,
    fore: Vec<[f32; LABELS]>,
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
        let odds = steps.map(|row| row.map(|step| if step == NEVER { 0.0 } else { (step as f32 * UNIT).exp() }));
        Names { weights, steps, odds }
    }

    /// Appends a name tag for each of a sentence's tokens; `words` and `tags` are of the same tokens.
    pub fn tag(&self, tokens: &[Token], words: &[Word], tags: &[Tag], case: Case, named: &mut Named) {
        let first = named.tags.len();
        named.tags.resize(first + tokens.len(), NameTag::Outside);
        named.chances.resize(first + tokens.len(), [0; 3]);
        named.ways.clear();
        for at in 0..=tokens.len() {
            if at < tokens.len() && may_be_named(tokens, words, at) {
                features::for_name(words, tags, at, Run::around(words, at), case, &mut named.keys);
                let mut scores = [0; LABELS];
                self.weights.add(&named.keys, &mut scores);
                let outside = [0, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER];
                let way = self.step(named.ways.last().map_or(&outside, |way| &way.best), scores);
                named.ways.push(way);
            } else if !named.ways.is_empty() {
                // What stands outside on both sides is settled by itself.
                self.settle(named, first + at);
                self.weigh(named, first + at);
                named.ways.clear();
            }
        }
    }

    fn step(&self, before: &[i32; LABELS], scores: [i32; LABELS]) -> Way {
        let (mut best, mut back) = ([i32::MIN; LABELS], [0; LABELS]);
        for (last, (sum, row)) in before.iter().zip(&self.steps).enumerate() {
            for (label, step) in row.iter().enumerate() {
                let way = sum + step + scores[label];
                if way > best[label] {
                    (best[label], back[label]) = (way, last as u8);
                }
            }
        }
        Way { scores, best, back }
    }

    /// Writes the best tags of the words before word `end`.
    fn settle(&self, named: &mut Named, end: usize) {
        let Some(last) = named.ways.last() else { return };
        let ends: [i32; LABELS] = std::array::from_fn(|label| last.best[label] + self.steps[label][0]);
        let mut label = (0..LABELS).rev().max_by_key(|label| ends[*label]).unwrap_or_default();
        for (way, tag) in named.ways.iter().rev().zip(named.tags[..end].iter_mut().rev()) {
            *tag = NameTag::ALL[label];
            label = usize::from(way.back[label]);
        }
    }

    /// Writes the chances of the words before word `end`: the share of all ways that go through a kind's tags.
    fn weigh(&self, named: &mut Named, end: usize) {
        let none = [0.0; LABELS];
        named.fore.clear();
        let mut before = none;
        before[0] = 1.0;
        for way in &mut named.ways {
            let most = way.scores.iter().copied().max().unwrap_or_default();
            let odds = way.scores.map(|score| ((score - most) as f32 * UNIT).exp());
            let mut sums = none;
            for (sum, row) in before.iter().zip(&self.odds) {
                sums.iter_mut().zip(row).for_each(|(total, step)| *total += sum * step);
            }
            sums.iter_mut().zip(odds).for_each(|(total, odds)| *total *= odds);
            before = share(sums);
            named.fore.push(before);
        }
        let mut behind: [f32; LABELS] = std::array::from_fn(|label| self.odds[label][0]);
        let first = end - named.ways.len();
        for (at, way) in named.ways.iter().enumerate().rev() {
            let all = share(std::array::from_fn(|label| named.fore[at][label] * behind[label]));
            let chance = |kind: usize| ((all[2 * kind + 1] + all[2 * kind + 2]) * 255.0).round() as u8;
            named.chances[first + at] = [chance(0), chance(1), chance(2)];
            let most = way.scores.iter().copied().max().unwrap_or_default();
            let here: [f32; LABELS] = std::array::from_fn(|label| ((way.scores[label] - most) as f32 * UNIT).exp() * behind[label]);
            behind = share(std::array::from_fn(|label| self.odds[label].iter().zip(here).map(|(step, here)| step * here).sum()));
        }
    }
}

/// The same values with a sum of one.
fn share(values: [f32; LABELS]) -> [f32; LABELS] {
    let sum: f32 = values.iter().sum();
    values.map(|value| value / sum.max(f32::MIN_POSITIVE))
}

/// Whether a token may be part of a name: a capital, or small letters and figures between capitals or behind one.
pub fn may_be_named(tokens: &[Token], words: &[Word], at: usize) -> bool {
    let small = |at: usize| {
        matches!(tokens[at].shape, Shape::OpenQuote | Shape::CloseQuote | Shape::Punctuation | Shape::Lower | Shape::Number)
            && !words[at].is_particle()
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
