//! What each sentence rests on: its own attributions, and those that carry over to it.

use std::sync::Arc;

use super::footing::reports::Reports;
use super::{Attribution, Memory, OwnWords, SourceKind, footing, telling};
use crate::entity::Entities;
use crate::syntax::Parse;

/// What a sentence rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grounds {
    /// Every kind of source its content rests on, in text order, without repetition.
    pub kinds: Vec<SourceKind>,
    /// The attributions, as indices; own or carried.
    pub attributions: Vec<u32>,
    /// The source stands in a neighbouring sentence and carries over.
    pub carried: bool,
    /// How likely it rests on anybody at all, 0 to 1.
    pub weight: f32,
}

/// The grounds of every sentence; `own_words[i]` is what sentence `i` says by itself.
pub fn grounds(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    own_words: &[Arc<OwnWords>],
    memory: &Memory,
) -> Vec<Grounds> {
    let reports = Reports::new(parse, entities, attributions, memory);
    let mut grounds: Vec<Grounds> = Vec::with_capacity(parse.sentences.len());
    for (index, footing) in footing::read(&reports, own_words).into_iter().enumerate() {
        let mut ground = Grounds { weight: footing.rests, ..Grounds::default() };
        if footing.is_likely() {
            ground.attributions = own(&reports, index);
            if ground.attributions.is_empty() && !own_words[index].is_vague() {
                ground.attributions = before(&grounds);
            }
            ground.kinds = in_order(attributions, &ground.attributions, footing.likely_kinds());
        }
        ground.carried =
            !ground.attributions.is_empty() && !ground.attributions.iter().any(|at| attributions[*at as usize].sentence as usize == index);
        grounds.push(ground);
    }
    grounds
}

/// How many sentences back a source carries over.
const REACH: usize = 12;

/// What reports in the sentence itself: the attributions that tell, else the likeliest one.
fn own(reports: &Reports, index: usize) -> Vec<u32> {
    let best = reports.own(index).map(|(_, odds)| odds).fold(telling::NEVER, f32::max);
    let tells = |(_, odds): &(u32, f32)| *odds > 0.0 || *odds == best && best > telling::NEVER;
    reports.own(index).filter(tells).map(|(at, _)| at).collect()
}

/// What the sentences before rest on carries over to one that only goes on: the next figures of a poll, the rest of a story.
fn before(grounds: &[Grounds]) -> Vec<u32> {
    let last = grounds.iter().rev().take(REACH).find(|ground| !ground.attributions.is_empty());
    last.map(|last| last.attributions.clone()).unwrap_or_default()
}

/// `kinds`, those of the attributions first, in text order.
fn in_order(attributions: &[Attribution], own: &[u32], mut kinds: Vec<SourceKind>) -> Vec<SourceKind> {
    let place = |kind: &SourceKind| own.iter().position(|at| kind_of(&attributions[*at as usize]) == *kind).unwrap_or(own.len());
    kinds.sort_by_key(place);
    kinds
}

/// A cue without a source ("is widely seen as") rests on nobody in particular.
fn kind_of(attribution: &Attribution) -> SourceKind {
    attribution.source.as_ref().map_or(SourceKind::Vague, |source| source.kind)
}
