//! Sources that stand behind their verb or are longer than they look: "…, said a person who asked not to be named", "a source close to the
//! committee said".
//!
//! The network marks spans token by token, and long phrases at a sentence's end it takes for part of what is said.

use super::draft::{Draft, Reader, SourcePhrase};
use super::{content, noun_phrase};
use crate::lexicon::Frames;
use crate::syntax::{NameTag, Tag};

/// Gives verbs without a source the phrase behind them, and sources the whole of their phrase.
pub(super) fn find(reader: &Reader, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        if draft.source.is_none()
            && let Some(source) = behind(reader, draft)
        {
            without(reader, draft, &source);
            draft.source = Some(source);
            draft.weight = draft.weight.max(0.8);
        }
        if let Some(source) = &draft.source
            && let Some(wider) = close_to(reader, source, draft.sentence).or_else(|| both(reader, source, draft.sentence))
        {
            without(reader, draft, &wider);
            draft.source = Some(wider);
        }
    }
}

/// "…, said a clerk who feared for his job.": the phrase right behind the verb that ends a sentence.
fn behind(reader: &Reader, draft: &Draft) -> Option<SourcePhrase> {
    let parse = reader.parse;
    let cue = draft.cue.first().filter(|cue| cue.len() == 1 && !draft.passive)?;
    let verb = parse.reporting_verb(draft.head).filter(|verb| verb.frames.has(Frames::QUOTE) && !verb.frames.has(Frames::ADDRESSEE))?;
    let sentence = parse.sentences.get(draft.sentence)?;
    let before = cue.start.checked_sub(1).filter(|before| *before > sentence.first as usize)?;
    let closes = reader.quoted(before).is_some_and(|quoted| quoted.end as usize == cue.start);
    let spoken = (reader.is_comma(before) || closes) && reader.tag(draft.head) != Tag::Vbg && verb.act == crate::lexicon::Act::Speech;
    let said = draft.content.iter().any(|range| range.end <= cue.start && content::has_clause(reader, range.clone()));
    let last = sentence.last as usize;
    let mut source = noun_phrase::starting_at(reader, cue.end, last).filter(|_| spoken && said)?;
    let next = source.range.end;
    if reader.is_any(next, &["who", "whose"]) || reader.is_comma(next) && reader.is_any(next + 1, &["who", "whose"]) {
        source.range = content::trim(reader, source.range.start..last);
    }
    // "Oru, said the boat was late": what stands behind is what is said.
    let clause = source.range.end == next && reader.tag(next).is_finite();
    (!clause && !reader.is_any(source.head, &["it", "there"])).then_some(source)
}

/// "a source close to the committee": the network marks what stands behind "close to".
fn close_to(reader: &Reader, source: &SourcePhrase, sentence: usize) -> Option<SourcePhrase> {
    let floor = reader.parse.sentences.get(sentence)?.first as usize;
    let first = source.range.start;
    let near = first.checked_sub(3).filter(|at| *at >= floor)?;
    let joins = reader.is_any(first - 1, &["to", "with"]) && reader.is_any(first - 2, &["close", "familiar", "near", "privy", "loyal"]);
    let phrase = reader.parse.phrase_of(near).filter(|phrase| joins && phrase.first as usize >= floor)?;
    let head = if phrase.head as usize >= first - 2 { near } else { phrase.head as usize };
    Some(SourcePhrase { range: phrase.first as usize..source.range.end, head })
}

/// "Marit Oru, a pilot, and Tom Hale, a fitter, both said": the people whom the word takes together.
fn both(reader: &Reader, source: &SourcePhrase, sentence: usize) -> Option<SourcePhrase> {
    let parse = reader.parse;
    let first = parse.sentences.get(sentence)?.first as usize;
    let at = source.range.start;
    if source.range.len() != 1 || !reader.is_any(at, &["both", "all", "each"]) || at < first + 3 {
        return None;
    }
    let plain = (first..at).all(|at| reader.quoted(at).is_none() && !reader.tag(at).is_finite());
    let begins = |at: &usize| parse.names[*at] == NameTag::PersonBegin;
    let names = (first..at).filter(begins).count();
    let name = (first..at).find(begins)?;
    let head = (name + 1..at).find(|at| parse.names[*at] != NameTag::PersonInside).unwrap_or(at) - 1;
    let joined = (name..at).any(|at| reader.is(at, "and"));
    (plain && names > 1 && joined).then_some(SourcePhrase { range: name..source.range.end, head })
}

/// Takes a source's words out of what it says.
fn without(reader: &Reader, draft: &mut Draft, source: &SourcePhrase) {
    let outside = |range: &std::ops::Range<usize>| {
        let parts = [range.start..range.end.min(source.range.start), range.start.max(source.range.end)..range.end];
        parts.into_iter().filter(|part| part.start < part.end).map(|part| content::trim(reader, part)).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let rest: Vec<_> = draft.content.iter().flat_map(outside).collect();
    if !rest.is_empty() {
        draft.content = rest;
    }
}
