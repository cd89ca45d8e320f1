//! What each sentence rests on: its own attributions, and those that carry over to it.

use std::sync::Arc;

use super::footing::evidence::Reports;
use super::{Attribution, Memory, OwnWords, SourceKind, footing, telling};
use crate::entity::Entities;
use crate::lexicon::Class;
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
    for (index, weight) in footing::chances(&reports, own_words).into_iter().enumerate() {
        let mut ground = Grounds { weight, ..Grounds::default() };
        if weight > RESTS {
            own(parse, attributions, &reports, index, &mut ground);
            if ground.kinds.is_empty() {
                carry_over(parse, &grounds, index, &mut ground);
            }
            if ground.kinds.is_empty() {
                ground.kinds.push(unreported(parse, index, own_words[index].is_vague()));
            }
        }
        ground.carried =
            !ground.attributions.is_empty() && !ground.attributions.iter().any(|at| attributions[*at as usize].sentence as usize == index);
        grounds.push(ground);
    }
    grounds
}

/// The chance from which on a sentence rests on somebody.
const RESTS: f32 = 0.5;

/// How many sentences back a source carries over.
const REACH: usize = 12;

/// What reports in the sentence itself: the attributions that tell, else the likeliest one.
fn own(parse: &Parse, attributions: &[Attribution], reports: &Reports, index: usize, ground: &mut Grounds) {
    let best = reports.own(index).map(|(_, odds)| odds).fold(f32::MIN, f32::max);
    for (at, _) in reports.own(index).filter(|(_, odds)| *odds > 0.0 || *odds == best && best > telling::NEVER) {
        let attribution = &attributions[at as usize];
        ground.attributions.push(at);
        add(ground, kind_of(attribution));
        if index == attribution.sentence as usize && paper_of(parse, attribution) {
            add(ground, SourceKind::Document);
        }
    }
}

/// What a sentence rests on that nobody reports in, and that goes on with nothing: a paper that it names, else nobody in particular.
fn unreported(parse: &Parse, index: usize, vague: bool) -> SourceKind {
    let paper = parse.sentences[index].tokens().any(|at| parse.has(at, Class::DocumentNoun) && parse.tags[at].is_noun());
    if paper && !vague { SourceKind::Document } else { SourceKind::Vague }
}

fn add(ground: &mut Grounds, kind: SourceKind) {
    if !ground.kinds.contains(&kind) {
        ground.kinds.push(kind);
    }
}

/// A cue without a source ("is widely seen as") rests on nobody in particular.
fn kind_of(attribution: &Attribution) -> SourceKind {
    attribution.source.as_ref().map_or(SourceKind::Vague, |source| source.kind)
}

/// "wrote in a memo", "said in the report": a paper stands beside the speaker.
fn paper_of(parse: &Parse, attribution: &Attribution) -> bool {
    let Some(cue) = &attribution.cue else { return false };
    let sentence = &parse.sentences[attribution.sentence as usize];
    let inside = |at: usize| attribution.content.iter().any(|span| span.contains(parse.tokens[at].span));
    sentence.tokens().any(|at| {
        let near = at.abs_diff(cue.head as usize) <= 14;
        let paper = near
            && parse.has(at, Class::DocumentNoun)
            && parse.tags[at].is_noun()
            && !inside(at)
            && !parse.is_any(
                at,
                &["statement", "speech", "interview", "law", "act", "agreement", "order", "bill", "platform", "data", "schedule"],
            );
        let own = attribution.source.as_ref().is_some_and(|source| (source.first as usize..source.last as usize).contains(&at));
        paper && !own && in_phrase(parse, at)
    })
}

/// "in the report", "in an e-mail to staff".
fn in_phrase(parse: &Parse, at: usize) -> bool {
    parse.phrase_of(at).is_some_and(|phrase| {
        phrase.head as usize == at && phrase.first > 0 && parse.is_any(phrase.first as usize - 1, &["in", "on", "by", "via", "through"])
    })
}

/// What the sentences before rest on carries over to one that only goes on with it: the next figures of a poll, the rest of a story.
fn carry_over(parse: &Parse, before: &[Grounds], index: usize, ground: &mut Grounds) {
    let sentence = &parse.sentences[index];
    let Some(last) = before.iter().rev().take(REACH).find(|ground| !ground.attributions.is_empty()) else { return };
    let share =
        sentence.tokens().any(|at| parse.is_any(at, &["percent", "%", "percentage"]) || (parse.is(at, "per") && parse.is(at + 1, "cent")));
    ground.kinds = match share && last.kinds.contains(&SourceKind::Document) {
        true => vec![SourceKind::Document],
        false => last.kinds.clone(),
    };
    ground.attributions.clone_from(&last.attributions);
}
