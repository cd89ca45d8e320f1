//! Which words are names, and of what. Capitals, the word lists, the model's tags and the whole article's use of a word are evidence;
//! none of them decides alone.

use rustc_hash::FxHashMap;

use super::evidence::Evidence;
use super::kind::{self, Scores};
use super::segment::{self, Segment};
use super::{EntityType, Form, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// A mention before it is linked, with what it seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The mention; its form is settled when it is linked.
    pub mention: Mention,
    /// What it seems to be.
    pub kind: EntityType,
    /// The key of its folded words.
    pub key: u64,
}

/// All names of an article, in text order.
pub fn mentions(parse: &Parse, evidence: &Evidence) -> Vec<Found> {
    let segments = segment::segments(parse, evidence);
    let keys: Vec<u64> = segments.iter().map(|segment| key(parse, evidence, segment)).collect();
    let mut groups = FxHashMap::<u64, Scores>::default();
    for (segment, key) in segments.iter().zip(&keys) {
        let scores = groups.entry(*key).or_insert_with(|| kind::lexical(parse, evidence, segment));
        scores.add_context(&kind::contextual(parse, segment));
    }
    inherit(parse, evidence, &segments, &keys, &mut groups);
    let mut found = Vec::with_capacity(segments.len());
    for (segment, key) in segments.iter().zip(keys) {
        let Some(scores) = groups.get(&key) else { continue };
        let Some((kind, form)) = settle(parse, evidence, segment, scores) else { continue };
        let span = segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens()));
        let title = segment.title.clone().filter(|_| kind == EntityType::Person).map(|title| parse.span(title));
        let mention = Mention {
            span,
            first: segment.first as u32,
            last: segment.last as u32,
            form,
            entity: 0,
            honorific: segment.honorific,
            title,
            quoted: parse.quoted_at(segment.first).is_some(),
        };
        found.push(Found { mention, kind, key });
    }
    found
}

fn key(parse: &Parse, evidence: &Evidence, segment: &Segment) -> u64 {
    match segment.narrowed {
        Some(span) => fold::join(std::iter::once(fold::key(span.of(&parse.prose.text)))),
        None => fold::join(segment.tokens().map(|at| evidence.keys[at])),
    }
}

/// What a segment is, or `None` when its capitals mean nothing.
fn settle(parse: &Parse, evidence: &Evidence, segment: &Segment, scores: &Scores) -> Option<(EntityType, Form)> {
    if segment.demonym {
        return Some((EntityType::Other, Form::Demonym));
    }
    let kind = scores.best();
    let word = &parse.tokens[segment.first];
    if segment.doubtful && kind == EntityType::Other && evidence.uses(segment.first).capital == 0 {
        return None;
    }
    if kind == EntityType::Person && segment.len() == 1 && word.shape == Shape::Upper && word.span.len() < 4 {
        return Some((EntityType::Other, Form::Full));
    }
    Some((kind, Form::Full))
}

/// A word that is part of a longer name elsewhere is most likely the same person or body.
fn inherit(parse: &Parse, evidence: &Evidence, segments: &[Segment], keys: &[u64], groups: &mut FxHashMap<u64, Scores>) {
    let mut parts = FxHashMap::<u64, Scores>::default();
    for (segment, key) in segments.iter().zip(keys) {
        if segment.len() < 2 || segment.demonym {
            continue;
        }
        let Some(scores) = groups.get(key) else { continue };
        let (first, last) = (evidence.keys[segment.first], evidence.keys[segment.last - 1]);
        match scores.best() {
            EntityType::Person => {
                parts.entry(last).or_default().raise(EntityType::Person, 4.0);
                parts.entry(first).or_default().raise(EntityType::Person, 2.5);
            }
            EntityType::Organization => {
                let named = !parse.tokens[segment.first].entry.classes.any(&[Class::Country, Class::Town, Class::Demonym]);
                parts.entry(first).or_default().raise(EntityType::Organization, if named { 1.5 } else { 0.0 });
                let initials = initials(parse, segment);
                parts.entry(initials).or_default().raise(EntityType::Organization, 3.0);
            }
            _ => {}
        }
    }
    let mut times = FxHashMap::<u64, u32>::default();
    for key in keys {
        *times.entry(*key).or_default() += 1;
    }
    for (segment, key) in segments.iter().zip(keys) {
        if segment.len() == 1
            && !parts.contains_key(&evidence.keys[segment.first])
            && times.remove(key).is_some_and(|times| times > 2)
            && let Some(scores) = groups.get_mut(key)
        {
            // News gives people's full names: a word that never stands in one is seldom a person.
            scores.lower(EntityType::Person, 1.0);
        }
        if segment.len() == 1
            && let Some(part) = parts.remove(&evidence.keys[segment.first])
            && let Some(scores) = groups.get_mut(key)
        {
            scores.add(&part);
        }
    }
}

/// The key of the capitals that open the words of a name.
pub(super) fn initials(parse: &Parse, segment: &Segment) -> u64 {
    let mut letters = String::with_capacity(8);
    for at in segment.tokens() {
        let word = parse.word(at);
        letters.extend(word.split('-').filter_map(|part| part.chars().next()).filter(|c| c.is_uppercase()));
    }
    fold::key(&letters)
}
