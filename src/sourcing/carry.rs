//! What each sentence rests on: its own attributions, and those that carry over to it.

use super::telling::{self, tells};
use super::vague::{self, Nobody};
use super::{Attribution, SourceKind};
use crate::lexicon::Class;
use crate::syntax::Parse;
use crate::text::Span;

/// What a sentence rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grounds {
    /// Every kind of source its content rests on, in text order, without repetition.
    pub kinds: Vec<SourceKind>,
    /// The attributions, as indices; own or carried.
    pub attributions: Vec<u32>,
    /// The source stands in a neighbouring sentence and carries over.
    pub carried: bool,
}

/// What every sentence rests on by the attributions that report in it.
pub fn own(parse: &Parse, attributions: &[Attribution]) -> Vec<Grounds> {
    let mut grounds = vec![Grounds::default(); parse.sentences.len()];
    let nested = nested(parse, attributions);
    for (index, attribution) in attributions.iter().enumerate() {
        if nested[index] || !tells(parse, attribution) {
            continue;
        }
        for span in &attribution.content {
            let from = parse.sentences.partition_point(|sentence| sentence.span.end <= span.start);
            for (sentence, _) in (from..).zip(parse.sentences[from..].iter().take_while(|sentence| sentence.span.start < span.end)) {
                let ground = &mut grounds[sentence];
                if ground.attributions.contains(&(index as u32)) {
                    continue;
                }
                ground.attributions.push(index as u32);
                add(ground, kind_of(attribution));
                if sentence == attribution.sentence as usize && paper_of(parse, attribution) {
                    add(ground, SourceKind::Document);
                }
            }
        }
    }
    grounds
}

/// The grounds of every sentence, from its `own` and from what is laid to `nobody` in it, with what carries over to it.
pub fn settle(parse: &Parse, attributions: &[Attribution], nobody: &[Nobody], own: Vec<Grounds>) -> Vec<Grounds> {
    let mut grounds = own;
    let laid = |index: usize| nobody.iter().any(|nobody| nobody.sentence as usize == index && nobody.weight >= vague::LIKELY as f32);
    for (index, ground) in grounds.iter_mut().enumerate() {
        match laid(index) {
            true => add(ground, SourceKind::Vague),
            // "Republicans said" may be nobody or their party; that they said it is sure.
            false if ground.attributions.iter().any(|at| surely_told(parse, &attributions[*at as usize])) => {}
            false => ground.kinds.retain(|kind| *kind != SourceKind::Vague),
        }
    }
    for index in 1..grounds.len() {
        carry_over(parse, index, &mut grounds);
    }
    for (index, ground) in grounds.iter_mut().enumerate() {
        ground.carried =
            !ground.attributions.is_empty() && !ground.attributions.iter().any(|at| attributions[*at as usize].sentence as usize == index);
    }
    grounds
}

/// Whether a vague source surely tells what it is said to tell.
fn surely_told(parse: &Parse, attribution: &Attribution) -> bool {
    kind_of(attribution) == SourceKind::Vague && attribution.source.is_some() && telling::surely(parse, attribution)
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

/// Which attributions lie wholly inside the content of another: their source is only reported.
fn nested(parse: &Parse, attributions: &[Attribution]) -> Vec<bool> {
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
                .any(|(span, other)| *other != index && span.contains(*cue) && tells(parse, &attributions[*other]))
        })
        .collect()
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

/// An attribution carries over to a sentence that only goes on with it: the next figures of a poll, "she would", "therefore".
fn carry_over(parse: &Parse, index: usize, grounds: &mut [Grounds]) {
    let (before, here) = grounds.split_at_mut(index);
    let (Some(previous), Some(ground)) = (before.last(), here.first_mut()) else { return };
    let sentence = &parse.sentences[index];
    if !ground.kinds.is_empty()
        || previous.attributions.is_empty()
        || !parse.block_of(index).role.is_body()
        || !parse.block_of(index - 1).role.is_body()
    {
        return;
    }
    let same = parse.sentences[index - 1].block == sentence.block;
    let first = sentence.first as usize;
    let turns = parse.is_any(
        first,
        &["but", "however", "still", "meanwhile", "yet", "nonetheless", "nevertheless", "although", "though", "while", "when", "after"],
    );
    let share =
        sentence.tokens().any(|at| parse.is_any(at, &["percent", "%", "percentage"]) || (parse.is(at, "per") && parse.is(at + 1, "cent")));
    let paper = previous.kinds.contains(&SourceKind::Document);
    let counted = share && !previous.kinds.contains(&SourceKind::Vague) && (same || paper);
    let spoken = previous.kinds.iter().all(|kind| matches!(kind, SourceKind::Named | SourceKind::Anonymous));
    let reported_future = sentence.tokens().any(|at| parse.is(at, "would") && parse.quoted_at(at).is_none());
    let goes_on = parse.is_any(
        first,
        &["he", "she", "therefore", "hence", "then", "first", "second", "third", "finally", "also", "instead", "moreover", "furthermore"],
    );
    let carries = counted || (same && !turns && (paper || (spoken && (reported_future || goes_on))));
    if carries {
        ground.kinds = match paper && share {
            true => vec![SourceKind::Document],
            false => previous.kinds.clone(),
        };
        ground.attributions.clone_from(&previous.attributions);
    }
}
