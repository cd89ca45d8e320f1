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

/// What a sentence that can hold claims says of itself, before anybody's source is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The words that make claims in it; what its first finite verb says where no words do. Tokens count from the sentence's first.
    pub triggers: Vec<Trigger>,
    /// The features of its words.
    pub features: Features,
    /// Their part of the log odds that a desk asks.
    odds: f32,
    /// "I" or "we" stands outside quotation marks.
    writer: bool,
    /// "You" stands outside quotation marks.
    addressed: bool,
    /// Its first finite verb is in the past.
    past: bool,
}

impl Statement {
    /// Reads the tokens of a sentence; `None` if it can hold no claims.
    pub fn read(parse: &Parse, sentence: usize) -> Option<Statement> {
        if !super::states(parse, sentence) {
            return None;
        }
        let tokens = parse.sentences[sentence].tokens();
        let scan = scan(parse, tokens.clone());
        let mut triggers = trigger::find(parse, tokens.clone(), &scan);
        if triggers.is_empty() {
            triggers.extend(trigger::other(parse, tokens.clone()));
        }
        for trigger in &mut triggers {
            trigger.tokens = trigger.tokens.start - tokens.start..trigger.tokens.end - tokens.start;
        }
        let features = feature::of_words(parse, tokens.clone(), &scan);
        let outside = |words: &[&str]| {
            tokens.clone().any(|at| parse.tokens[at].span.len() < 4 && parse.is_any(at, words) && parse.quoted_at(at).is_none())
        };
        Some(Statement {
            triggers,
            odds: coefficients().odds(&features),
            features,
            writer: outside(&["i", "we", "my", "our", "us"]),
            addressed: outside(&["you"]),
            past: finite_verb(parse, tokens.clone()).is_some_and(|(_, tag)| tag == Tag::Vbd),
        })
    }
}

/// A statement, weighed where it stands.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    /// Index of the sentence.
    pub sentence: usize,
    /// What its words say.
    pub statement: &'a Statement,
    /// The features of its place, the article's mean last.
    pub place: Features,
    /// Log odds that a desk asks.
    pub odds: f32,
}

impl Reading<'_> {
    /// The weight of the sentence's claims, 0 to 1.
    pub fn weight(&self) -> f32 {
        1.0 / (1.0 + (-self.odds).exp())
    }
}

/// Weighs every statement; `statements[i]` is that of sentence `i`.
pub fn read<'a>(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    grounds: &[Grounds],
    statements: &[Option<&'a Statement>],
) -> Vec<Reading<'a>> {
    let coefficients = coefficients();
    let stated: Vec<(usize, &Statement)> =
        statements.iter().enumerate().filter_map(|(index, statement)| Some((index, (*statement)?))).collect();
    let sourced = |index: usize| grounds.get(index).is_some_and(|grounds| !grounds.kinds.is_empty());
    let unsourced: FxHashSet<usize> =
        attributions.iter().filter(|attribution| attribution.source.is_none()).map(|attribution| attribution.sentence as usize).collect();
    let around = surroundings(&stated, &sourced);
    let mut readings = Vec::with_capacity(stated.len());
    for (number, (index, statement)) in stated.into_iter().enumerate() {
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
        let place = feature::of_place(entities, sentence.tokens(), place, around);
        let odds = statement.odds + coefficients.odds(&place);
        readings.push(Reading { sentence: index, statement, place, odds });
    }
    let mean = readings.iter().map(|reading| reading.odds).sum::<f32>() / readings.len().max(1) as f32;
    for reading in &mut readings {
        reading.place.push((feature::neighbourhood(), mean));
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

fn surroundings(stated: &[(usize, &Statement)], sourced: &impl Fn(usize) -> bool) -> Surroundings {
    let total = stated.len().max(1) as f32;
    let share = |check: &dyn Fn(&(usize, &Statement)) -> bool| stated.iter().filter(|one| check(one)).count() as f32 / total;
    Surroundings {
        sourced: share(&|(index, _)| sourced(*index)),
        writer: share(&|(_, statement)| statement.writer),
        addressed: share(&|(_, statement)| statement.addressed),
        past: share(&|(_, statement)| statement.past),
        sentences: stated.len(),
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

impl Coefficients {
    fn odds(&self, features: &Features) -> f32 {
        features.iter().map(|(feature, value)| self.first[*feature as usize] * value).sum()
    }
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
