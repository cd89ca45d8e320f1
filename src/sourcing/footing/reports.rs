//! The attributions of an article, sentence by sentence: which report in it, how surely they tell, what stands around it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::evidence::{Look, log, look};
use crate::entity::Entities;
use crate::lexicon::{Act, Class};
use crate::sourcing::attribution::Memory;
use crate::sourcing::attribution::network::Doubt;
use crate::sourcing::claim::feature::Features;
use crate::sourcing::{Attribution, OwnWords, SourceKind, telling};
use crate::syntax::{Parse, Shape};
use crate::text::Span;

/// What is known of the attributions that report in one sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    /// Those whose content reaches into it and that are not only reported by another.
    pub(super) own: Vec<u32>,
    /// The one of them that tells most surely, and its log-odds.
    pub(super) best: Option<(u32, f32)>,
    pub(super) second: f32,
    pub(super) nested: usize,
    pub(super) covered: f32,
    pub(super) told: f32,
    pub(super) quoted: f32,
    pub(super) body: bool,
}

impl Sentence {
    pub(super) fn tells(&self) -> bool {
        self.best.is_some_and(|(_, odds)| odds > 0.0)
    }

    pub(super) fn odds(&self) -> f32 {
        self.best.map_or(-4.0, |(_, odds)| odds)
    }
}

/// How many sentences away one that tells still counts.
const NEAR: usize = 12;

/// The attributions of an article by sentence.
pub(in crate::sourcing) struct Reports<'a> {
    pub(super) parse: &'a Parse<'a>,
    pub(super) entities: &'a Entities,
    pub(super) attributions: &'a [Attribution],
    pub(super) sentences: Vec<Sentence>,
    pub(super) opens: Vec<usize>,
    pub(super) closes: Vec<usize>,
    pub(super) article: Features,
    pub(super) odds: Vec<f32>,
    pub(super) by_source: Vec<f32>,
    pub(super) doubts: Vec<Option<Doubt>>,
    pub(super) polls: Vec<bool>,
    /// The nearest sentences that tell before and after each, not far away.
    last_telling: Vec<Option<u32>>,
    next_telling: Vec<Option<u32>>,
    /// What the cue of each attribution says.
    pub(super) cues: Vec<u64>,
}

impl<'a> Reports<'a> {
    /// Gathers what an article's attributions say of its sentences.
    pub(in crate::sourcing) fn new(
        parse: &'a Parse<'a>,
        entities: &'a Entities,
        attributions: &'a [Attribution],
        memory: &Memory,
        own_words: &[Arc<OwnWords>],
    ) -> Reports<'a> {
        let cues: Vec<u64> = attributions.iter().map(|attribution| telling::evidence(parse, attribution)).collect();
        let each = std::iter::zip(attributions, &cues);
        let odds: Vec<f32> = each.map(|(attribution, evidence)| telling::odds_by(parse, attribution, || *evidence)).collect();
        let nested = nested(attributions, &odds);
        let count = parse.sentences.len();
        let mut sentences = vec![Sentence::default(); count];
        for (index, attribution) in attributions.iter().enumerate() {
            for span in &attribution.content {
                let from = parse.sentences.partition_point(|sentence| sentence.span.end <= span.start);
                for (at, sentence) in (from..).zip(parse.sentences[from..].iter().take_while(|sentence| sentence.span.start < span.end)) {
                    let here = &mut sentences[at];
                    if nested[index] {
                        here.nested += 1;
                        continue;
                    }
                    let bytes = span.end.min(sentence.span.end).saturating_sub(span.start.max(sentence.span.start)) as f32;
                    let share = bytes / sentence.span.len().max(1) as f32;
                    here.covered = (here.covered + share).min(1.0);
                    if odds[index] > 0.0 {
                        here.told = (here.told + share).min(1.0);
                    }
                    if here.own.contains(&(index as u32)) {
                        continue;
                    }
                    here.own.push(index as u32);
                    match here.best {
                        Some((_, best)) if best >= odds[index] => here.second = here.second.max(odds[index]),
                        before => {
                            here.second = before.map_or(-4.0, |(_, best)| best);
                            here.best = Some((index as u32, odds[index]));
                        }
                    }
                }
            }
        }
        for (index, sentence) in sentences.iter_mut().enumerate() {
            sentence.body = parse.block_of(index).role.is_body();
        }
        for quoted in parse.quoted.iter().filter(|quoted| quoted.depth == 0) {
            let from = parse.sentences.partition_point(|sentence| sentence.span.end <= quoted.span.start);
            let reached = parse.sentences[from..].iter().take_while(|sentence| sentence.span.start < quoted.span.end);
            for (here, sentence) in sentences[from..].iter_mut().zip(reached) {
                let bytes = quoted.span.end.min(sentence.span.end).saturating_sub(quoted.span.start.max(sentence.span.start)) as f32;
                here.quoted = (here.quoted + bytes / sentence.span.len().max(1) as f32).min(1.0);
            }
        }
        let (mut opens, mut closes) = (vec![0; count], vec![count; count]);
        for index in 1..count {
            opens[index] = if parse.sentences[index].block == parse.sentences[index - 1].block { opens[index - 1] } else { index };
        }
        for index in (0..count.saturating_sub(1)).rev() {
            closes[index] = if parse.sentences[index].block == parse.sentences[index + 1].block { closes[index + 1] } else { index + 1 };
        }
        let mut of_source: FxHashMap<SourceKey, f32> = FxHashMap::default();
        let telling = (0..attributions.len()).filter(|index| odds[*index] > 0.0 && !nested[*index]);
        for index in telling.clone() {
            *of_source.entry(source_key(attributions, index)).or_default() += 1.0;
        }
        let all = of_source.values().sum::<f32>().max(1.0);
        let mut by_source = vec![0.0; attributions.len()];
        for index in telling {
            by_source[index] = of_source.get(&source_key(attributions, index)).copied().unwrap_or_default() / all;
        }
        let near = |from: usize, last: &Option<usize>| last.filter(|last| last.abs_diff(from) <= NEAR).map(|last| last as u32);
        let (mut last_telling, mut next_telling) = (vec![None; count], vec![None; count]);
        let mut last = None;
        for (index, sentence) in sentences.iter().enumerate() {
            last_telling[index] = near(index, &last);
            last = sentence.tells().then_some(index).or(last);
        }
        let mut next = None;
        for (index, sentence) in sentences.iter().enumerate().rev() {
            next_telling[index] = near(index, &next);
            next = sentence.tells().then_some(index).or(next);
        }
        let body = sentences.iter().filter(|sentence| sentence.body).count().max(1) as f32;
        let doubts = (0..count).map(|index| memory.doubt(index)).collect();
        let polls: Vec<bool> = own_words.iter().map(|own| own.clause.poll).collect();
        let article = vec![
            (look(Look::Told), sentences.iter().filter(|sentence| sentence.tells()).count() as f32 / body),
            (look(Look::Quotes), sentences.iter().map(|sentence| sentence.quoted).sum::<f32>() / body),
            (look(Look::Speakers), log(of_source.len())),
            (look(Look::Attributed), attributions.len() as f32 / body),
            (look(Look::Size), log(count)),
            (look(Look::Polls), polls.iter().filter(|poll| **poll).count() as f32 / count.max(1) as f32),
        ];
        Reports {
            parse,
            entities,
            attributions,
            sentences,
            opens,
            closes,
            article,
            odds,
            by_source,
            doubts,
            polls,
            last_telling,
            next_telling,
            cues,
        }
    }

    /// The attributions that report in sentence `index`, in text order, each with the log-odds that it tells; those that are only reported
    /// by another left out.
    pub(in crate::sourcing) fn own(&self, index: usize) -> impl Iterator<Item = (u32, f32)> {
        self.sentences[index].own.iter().map(|own| (*own, self.odds[*own as usize]))
    }

    /// The attribution of sentence `index` to a definite paper that stands right before the verb by which it shows all that follows: "The
    /// papers trace the money to a fund".
    pub(in crate::sourcing) fn paper(&self, index: usize) -> Option<u32> {
        let first = self.parse.sentences[index].first;
        self.sentences[index].own.iter().copied().find(|own| {
            let attribution = &self.attributions[*own as usize];
            let (Some(source), Some(cue)) = (&attribution.source, &attribution.cue) else { return false };
            let opens = source.first == first && self.parse.is(first as usize, "the") && attribution.kind() == SourceKind::Document;
            opens && cue.act == Act::Evidence && !cue.passive && cue.head == source.last
        })
    }

    /// The sentence before, where sentence `index` only goes on with its figures: "That is two fees a head", "Prices are lower, too".
    pub(in crate::sourcing) fn goes_on(&self, index: usize) -> Option<usize> {
        const REST: &[&str] =
            &["is", "was", "means", "meant", "amounts", "amounted", "compares", "compared", "equals", "represents", "makes"];
        const OTHER: &[&str] = &["more", "less", "fewer", "up", "down", "double", "half", "twice", "higher", "lower"];
        let parse = self.parse;
        let sentence = parse.sentences.get(index)?;
        let before = index.checked_sub(1)?;
        let first = sentence.first as usize;
        let figure = |at: usize| parse.tokens[at].shape == Shape::Number || parse.has(at, Class::NumberWord) || parse.is_any(at, OTHER);
        let figures = || sentence.tokens().any(|at| figure(at) && parse.quoted_at(at).is_none());
        let same = parse.sentences[before].block == sentence.block;
        let reckons = parse.is_any(first, &["that", "this", "it"])
            && parse.is_any(first + 1, REST)
            && (first + 2..first + 8).any(|at| at < sentence.last as usize && figure(at));
        let next = self.parse.sentences[before].block + 1 == sentence.block;
        let paper = |kind| matches!(kind, SourceKind::Organization | SourceKind::Document);
        let last = self.last_telling(index).filter(|last| *last + 1 >= before).and_then(|last| self.kind(last));
        let too = sentence.tokens().any(|at| parse.is_any(at, &["too", "also"]) && parse.quoted_at(at).is_none());
        let adds = (same || next) && too && last.is_some_and(paper) && self.sentences[index].own.is_empty();
        (same && reckons || adds && figures()).then_some(before)
    }

    pub(super) fn ends_with(&self, index: usize, word: &str) -> bool {
        self.parse.is((self.parse.sentences[index].last as usize).saturating_sub(1), word)
    }

    pub(super) fn best(&self, index: usize) -> Option<&Attribution> {
        self.sentences[index].best.map(|(best, _)| &self.attributions[best as usize])
    }

    pub(super) fn kind(&self, index: usize) -> Option<SourceKind> {
        self.best(index).map(Attribution::kind)
    }

    pub(super) fn key(&self, index: usize) -> Option<SourceKey> {
        self.sentences[index].best.map(|(best, _)| source_key(self.attributions, best as usize))
    }

    pub(super) fn last_telling(&self, index: usize) -> Option<usize> {
        self.last_telling[index].map(|last| last as usize)
    }

    pub(super) fn next_telling(&self, index: usize) -> Option<usize> {
        self.next_telling[index].map(|next| next as usize)
    }
}

pub(super) type SourceKey = (u32, u32, u32);

/// What tells one source from another: its entity, else the attribution that names it first.
fn source_key(attributions: &[Attribution], index: usize) -> SourceKey {
    match attributions[index].source.as_ref() {
        Some(source) => match (source.entity, source.same_as) {
            (Some(entity), _) => (1, entity, 0),
            (_, Some(first)) => (2, first, 0),
            _ => (2, index as u32, 0),
        },
        None => (3, index as u32, 0),
    }
}

/// Which attributions lie wholly inside the content of another: their source is only reported.
fn nested(attributions: &[Attribution], odds: &[f32]) -> Vec<bool> {
    let mut contents: Vec<(Span, usize)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(index, attribution)| attribution.content.iter().map(move |span| (*span, index)))
        .collect();
    contents.sort();
    let longest = contents.iter().map(|(span, _)| span.len()).max().unwrap_or_default();
    attributions
        .iter()
        .enumerate()
        .map(|(index, attribution)| {
            let Some(cue) = attribution.cue.as_ref().and_then(|cue| cue.spans.first()) else { return false };
            let from = contents.partition_point(|(span, _)| span.start + longest < cue.start);
            contents[from..]
                .iter()
                .take_while(|(span, _)| span.start <= cue.start)
                .any(|(span, other)| *other != index && span.contains(*cue) && odds[*other] > 0.0)
        })
        .collect()
}
