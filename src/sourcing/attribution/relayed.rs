//! Words that come through somebody else: "“…,” Oru was quoted as saying by the agency", "Oru said the quay was “sold,” the paper reported".
//!
//! The network gives each token one label, so what is said within somebody's report it gives to who reports. A reader takes the words in the
//! marks for those of the speaker closest to them.

use std::ops::Range;

use super::clause;
use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use crate::lexicon::{Act, Class, Frames};
use crate::syntax::{Shape, Tag};

/// How sure a speaker within a report is.
const WEIGHT: f32 = 0.8;
/// How many tokens may stand between the verb and what it quotes.
const REACH: usize = 25;

/// Gives quoted words that come through somebody else to who spoke them.
pub(super) fn find(reader: &Reader, drafts: &mut Vec<Draft>) {
    for draft in drafts.iter_mut() {
        quoted_as_saying(reader, draft);
    }
    let mut cues = vec![false; reader.parse.tokens.len()];
    for range in drafts.iter().flat_map(|draft| &draft.cue) {
        cues[range.clone()].fill(true);
    }
    let within = drafts.iter().filter_map(|draft| within(reader, draft, &cues)).collect::<Vec<_>>();
    drafts.extend(within);
}

/// "Oru was quoted as saying by the agency": the subject of "quoted" speaks, not the agency.
fn quoted_as_saying(reader: &Reader, draft: &mut Draft) {
    if !matches!(draft.lemma.as_str(), "quote" | "cite" | "report" | "hear" | "say") || draft.cue.is_empty() {
        return;
    }
    let Some(sentence) = reader.parse.sentences.get(draft.sentence) else { return };
    let near = draft.cue[0].start..(draft.cue[0].end + 12).min(sentence.last as usize);
    let told = |at: &usize| reader.is_any(*at, &["quoted", "cited", "reported", "heard"]) && reader.quoted(*at).is_none();
    let Some(verb) = near.clone().find(told) else { return };
    let says = |at: usize| reader.tag(at) == Tag::Vbg && reader.parse.tokens[at].entry.verb.is_some();
    let as_saying = (verb + 1..near.end.max(verb + 1)).take_while(|at| reader.quoted(*at).is_none());
    let Some(saying) = as_saying.filter(|at| reader.is(*at, "as")).map(|at| at + 1).find(|at| *at < near.end && says(*at)) else { return };
    let group = clause::verb_group(reader, verb, sentence.first as usize);
    let Some(subject) = clause::subject(reader, &group, sentence.first as usize).filter(|_| group.passive) else { return };
    let outside = |range: &Range<usize>| range.start >= subject.range.end || range.end <= subject.range.start;
    let content: Vec<Range<usize>> = draft
        .content
        .iter()
        .flat_map(|range| match outside(range) {
            true => vec![range.clone()],
            false => [range.start..subject.range.start.max(range.start), subject.range.end.min(range.end)..range.end]
                .into_iter()
                .filter(|part| part.start < part.end)
                .map(|part| content::trim(reader, part))
                .filter(|part| !part.is_empty())
                .collect(),
        })
        .collect();
    if !content.is_empty() {
        draft.content = content;
        draft.source = Some(subject);
        draft.cue = vec![group.range.start..verb + 1, saying - 1..saying + 1];
        (draft.head, draft.lemma, draft.act, draft.passive) = (saying, "say".to_owned(), Act::Speech, false);
    }
}

/// Who is reported to have said what a report quotes: "Oru said the quay was “sold”" within what the paper reports. `cues` are the tokens of
/// cues.
fn within(reader: &Reader, draft: &Draft, cues: &[bool]) -> Option<Draft> {
    let outer = draft.source.as_ref()?;
    draft.content.iter().find_map(|range| {
        let first = reader.parse.sentences[reader.parse.sentence_of(range.start)];
        let end = range.end.min(first.last as usize).min(reader.parse.tokens.len());
        let open = (range.start..end).find(|at| reader.quoted(*at).is_some())?;
        let says = |at: &usize| {
            let verb = reader.parse.reporting_verb(*at);
            verb.is_some_and(|verb| verb.act == Act::Speech && verb.frames.has(Frames::QUOTE)) && !cues[*at]
        };
        let verb = (range.start..open).rev().take(REACH).find(says)?;
        let group = clause::verb_group(reader, verb, range.start);
        let subject = clause::subject(reader, &group, range.start).filter(|_| group.finite && !group.passive)?;
        let other = subject.range.start >= range.start && subject.range != outer.range && speaks(reader, &subject, outer);
        let content = content::trim(reader, verb + 1..range.end);
        let lemma = reader.parse.reporting_verb(verb)?.lemma.clone();
        (other && !content.is_empty()).then(|| Draft {
            source: Some(subject),
            cue: vec![group.range],
            head: verb,
            lemma,
            act: Act::Speech,
            passive: false,
            content: vec![content],
            weight: WEIGHT,
            sentence: reader.parse.sentence_of(verb),
        })
    })
}

/// Whether the phrase can stand for another speaker than `outer`: a person, a body, or a pronoun where no pronoun reports.
fn speaks(reader: &Reader, phrase: &SourcePhrase, outer: &SourcePhrase) -> bool {
    let head = phrase.head;
    let Some(token) = reader.parse.tokens.get(head) else { return false };
    let named = reader.tag(head).is_proper()
        && token.shape != Shape::Number
        && !reader.has(head, Class::Month)
        && !reader.has(head, Class::Weekday);
    let described = token.entry.classes.any(&[Class::Title, Class::PersonNoun, Class::AnonymousNoun, Class::Kin, Class::BodyNoun]);
    let pronoun = reader.is_any(head, &["he", "she"]) && reader.tag(outer.head) != Tag::Prp && !reader.tag(outer.head).is_proper();
    named || described || pronoun
}
