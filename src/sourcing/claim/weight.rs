//! How likely a desk asks for a source: a logistic formula whose coefficients stand in `weights.txt`.
//!
//! The formula is refitted by `examples/claims/fit.py` on labelled sentences; its features hold no open-class word. A sentence is read twice:
//! the second time it also knows the mean of its article, since a column asserts in every sentence what a report asserts in one.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::feature::{self, Features, Place, Surroundings};
use super::scan::{finite_verb, scan};
use super::trigger::{self, Trigger};
use crate::entity::Entities;
use crate::prose::Role;
use crate::sourcing::{Attribution, Grounds};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// One sentence that can hold claims, read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Index of the sentence.
    pub sentence: usize,
    /// The words that make claims in it.
    pub triggers: Vec<Trigger>,
    /// Its features, the article's mean last.
    pub features: Features,
    /// Log odds that a desk asks.
    pub odds: f32,
}

impl Reading {
    /// The weight of the sentence's claims, 0 to 1.
    pub fn weight(&self) -> f32 {
        1.0 / (1.0 + (-self.odds).exp())
    }
}

/// Reads every sentence that can hold claims.
pub fn read(parse: &Parse, entities: &Entities, attributions: &[Attribution], grounds: &[Grounds]) -> Vec<Reading> {
    let sentences: Vec<usize> = (0..parse.sentences.len()).filter(|index| super::states(parse, *index)).collect();
    let coefficients = coefficients();
    let sourced = |index: usize| grounds.get(index).is_some_and(|grounds| !grounds.kinds.is_empty());
    let unsourced: FxHashSet<usize> =
        attributions.iter().filter(|attribution| attribution.source.is_none()).map(|attribution| attribution.sentence as usize).collect();
    let around = surroundings(parse, &sentences, &sourced);
    let mut counts = vec![0.0; feature::COUNT];
    let mut readings = Vec::with_capacity(sentences.len());
    for (number, index) in sentences.iter().copied().enumerate() {
        let sentence = parse.sentences[index];
        let before = index > 0 && sourced(index - 1);
        let opens = index == 0 || parse.sentences[index - 1].block != sentence.block;
        let closes = parse.sentences.get(index + 1).is_none_or(|next| next.block != sentence.block);
        let rests = grounds.get(index);
        let place = Place {
            number,
            carried: rests.is_some_and(|rests| rests.carried),
            covered: rests.map_or(0.0, |rests| covered(attributions, rests, sentence.span)),
            surely: rests.map_or(0.0, |rests| surely(attributions, rests)),
            unsourced: unsourced.contains(&index),
            sourced_before: before,
            sourced_after: sourced(index + 1),
            sourced: sourced(index),
            opens,
            closes,
            last: parse.sentences.last().is_some_and(|last| last.block == sentence.block),
            item: matches!(parse.block_of(index).role, Role::ListItem | Role::Footnote),
        };
        let scan = scan(parse, sentence.tokens());
        let triggers = trigger::find(parse, sentence.tokens(), &scan);
        let features = feature::of(parse, entities, sentence.tokens(), &scan, place, around, &mut counts);
        let odds = features.iter().map(|(feature, value)| coefficients.first[*feature as usize] * value).sum();
        readings.push(Reading { sentence: index, triggers, features, odds });
    }
    let mean = readings.iter().map(|reading| reading.odds).sum::<f32>() / readings.len().max(1) as f32;
    for reading in &mut readings {
        reading.features.push((feature::neighbourhood(), mean));
        reading.odds = reading.odds * coefficients.own + mean * coefficients.article + coefficients.shift;
    }
    readings
}

/// The share of `sentence` that the contents of its attributions cover, 0 to 1.
fn covered(attributions: &[Attribution], grounds: &Grounds, sentence: Span) -> f32 {
    let contents =
        grounds.attributions.iter().filter_map(|index| attributions.get(*index as usize)).flat_map(|attribution| &attribution.content);
    let bytes: u32 = contents.map(|content| content.end.min(sentence.end).saturating_sub(content.start.max(sentence.start))).sum();
    (bytes as f32 / sentence.len().max(1) as f32).min(1.0)
}

fn surely(attributions: &[Attribution], grounds: &Grounds) -> f32 {
    grounds
        .attributions
        .iter()
        .filter_map(|index| attributions.get(*index as usize))
        .map(|attribution| attribution.weight)
        .fold(0.0, f32::max)
}

fn surroundings(parse: &Parse, sentences: &[usize], sourced: &impl Fn(usize) -> bool) -> Surroundings {
    let total = sentences.len().max(1) as f32;
    let share = |check: &dyn Fn(usize) -> bool| sentences.iter().filter(|index| check(**index)).count() as f32 / total;
    let outside = |index: usize, words: &[&str]| {
        parse.sentences[index]
            .tokens()
            .any(|at| parse.tokens[at].span.len() < 4 && parse.is_any(at, words) && parse.quoted_at(at).is_none())
    };
    Surroundings {
        sourced: share(&|index| sourced(index)),
        writer: share(&|index| outside(index, &["i", "we", "my", "our", "us"])),
        addressed: share(&|index| outside(index, &["you"])),
        past: share(&|index| finite_verb(parse, parse.sentences[index].tokens()).is_some_and(|(_, tag)| tag == Tag::Vbd)),
        sentences: sentences.len(),
    }
}

/// The fitted formula.
struct Coefficients {
    /// Of the first reading, by feature.
    first: Vec<f32>,
    /// Of the sentence's own first reading, in the second.
    own: f32,
    /// Of the article's mean, in the second.
    article: f32,
    /// The second reading's constant.
    shift: f32,
}

fn coefficients() -> &'static Coefficients {
    static SHIPPED: OnceLock<Coefficients> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let values: FxHashMap<&str, f32> = include_str!("weights.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(name, value)| Some((name, value.trim().parse().ok()?)))
            .collect();
        let value = |name: &str, default: f32| values.get(name).copied().unwrap_or(default);
        Coefficients {
            first: (0..feature::COUNT).map(|index| value(&feature::name(index), 0.0)).collect(),
            own: value("second own", 1.0),
            article: value("second article", 0.0),
            shift: value("second shift", 0.0),
        }
    })
}
