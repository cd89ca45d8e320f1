//! Words that come through somebody else: "“…,” Oru was quoted as saying by the agency", "Oru said the quay was “sold,” the paper reported".
//!
//! The network gives each token one label, so what is said within somebody's report it gives to who reports. A reader takes the words in the
//! marks for those of the speaker closest to them.

use std::ops::Range;

use super::clause;
use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use super::noun_phrase;
use super::speakers::draft;
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
        quotes_as_saying(reader, draft);
        made_by(reader, draft);
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

/// "The paper quoted Oru as saying": the object of "quoted" speaks, not the paper.
fn quotes_as_saying(reader: &Reader, draft: &mut Draft) {
    let quotes = matches!(draft.lemma.as_str(), "quote" | "cite") && !draft.passive && !draft.cue.is_empty();
    let Some(sentence) = reader.parse.sentences.get(draft.sentence).filter(|_| quotes) else { return };
    let Some(verb) = draft.cue.iter().flat_map(Range::clone).find(|at| reader.is_any(*at, &["quoted", "quotes", "cited", "cites"])) else {
        return;
    };
    let says = |at: &usize| reader.tag(*at) == Tag::Vbg && reader.parse.reporting_verb(*at).is_some_and(|verb| verb.act == Act::Speech);
    let last = (verb + 2 + REACH).min(sentence.last as usize);
    let near = (verb + 2..last.max(verb + 2)).take_while(|at| reader.quoted(*at).is_none());
    let Some(saying) = near.into_iter().find(says) else { return };
    let end = saying - usize::from(reader.is(saying - 1, "as"));
    let Some(mut object) = noun_phrase::starting_at(reader, verb + 1, end).filter(|object| speaks(reader, object, None)) else { return };
    object.range.end = object.range.end.max(end - usize::from(reader.is_comma(end - 1)));
    let content: Vec<Range<usize>> = draft.content.iter().filter(|range| range.end > saying).cloned().collect();
    let content: Vec<Range<usize>> = content
        .into_iter()
        .map(|range| content::trim(reader, range.start.max(saying + 1)..range.end))
        .filter(|range| !range.is_empty())
        .collect();
    if !content.is_empty() {
        (draft.content, draft.source) = (content, Some(object));
        draft.cue = vec![verb..verb + 1, end.max(verb + 1)..saying + 1];
        (draft.head, draft.lemma, draft.act) = (saying, "say".to_owned(), Act::Speech);
    }
}

/// "Oru knocked a statement by Hale that …": the words are Hale's.
fn made_by(reader: &Reader, draft: &mut Draft) {
    let Some(that) = draft.content.first().map(|range| range.start).filter(|that| reader.is(*that, "that")) else { return };
    let made = (that.saturating_sub(8)..that).rev().find(|at| reader.is_any(*at, &["by", "from"]));
    let Some(by) = made.filter(|by| *by > 0 && reader.has(by - 1, Class::CueNoun) && reader.tag(by - 1) == Tag::Nn) else { return };
    let maker = noun_phrase::starting_at(reader, by + 1, that).filter(|maker| maker.range.end == that);
    if let Some(maker) = maker.filter(|maker| speaks(reader, maker, None)) {
        draft.source = Some(maker);
    }
}

/// Who is reported to have said what a report quotes: "Oru said the quay was “sold”" within what the paper reports, "Hale's claim that it was
/// “sold”" within what Oru says. `cues` are the tokens of cues.
fn within(reader: &Reader, draft: &Draft, cues: &[bool]) -> Option<Draft> {
    draft.content.iter().find_map(|range| {
        let sentence = reader.parse.sentences[reader.parse.sentence_of(range.start)];
        let end = range.end.min(sentence.last as usize).min(reader.parse.tokens.len());
        let mut from = range.start;
        while let Some(open) = (from..end).find(|at| reader.quoted(*at).is_some()) {
            let found = spoken(reader, draft, cues, range, from..open).or_else(|| claimed(reader, draft, cues, range, from..open));
            if found.is_some() {
                return found;
            }
            from = (open..end).find(|at| reader.quoted(*at).is_none())?;
        }
        None
    })
}

/// "Oru said": the last verb before a quotation that can report it; `before` is what stands before the quotation.
fn spoken(reader: &Reader, draft: &Draft, cues: &[bool], content: &Range<usize>, before: Range<usize>) -> Option<Draft> {
    let says = |at: &usize| {
        let verb = reader.parse.reporting_verb(*at);
        verb.is_some_and(|verb| verb.act == Act::Speech && verb.frames.has(Frames::QUOTE)) && !cues[*at]
    };
    let verb = before.rev().take(REACH).find(says)?;
    let group = clause::verb_group(reader, verb, content.start);
    let subject = clause::subject(reader, &group, content.start).filter(|_| group.finite && !group.passive)?;
    inner(reader, draft, content, subject, group.range, verb + 1)
}

/// "Hale's claim that".
fn claimed(reader: &Reader, draft: &Draft, cues: &[bool], content: &Range<usize>, before: Range<usize>) -> Option<Draft> {
    let tells = |at: &usize| reader.has(*at, Class::CueNoun) && reader.tag(*at) == Tag::Nn && !cues[*at];
    let noun = before.rev().take(REACH).find(tells).filter(|noun| reader.is(noun + 1, "that") && *noun >= content.start + 2)?;
    let phrase = reader.parse.phrase_of(noun).filter(|_| reader.tag(noun - 1) == Tag::Pos)?;
    let source = SourcePhrase { range: (phrase.first as usize).max(content.start)..noun - 1, head: noun - 2 };
    if source.range.is_empty() {
        return None;
    }
    inner(reader, draft, content, source, noun..noun + 1, noun + 2)
}

/// The attribution of what stands from token `from` in the content of `within` to `source`, if that is somebody else.
fn inner(reader: &Reader, within: &Draft, content: &Range<usize>, source: SourcePhrase, cue: Range<usize>, from: usize) -> Option<Draft> {
    let outer = within.source.as_ref();
    let other =
        source.range.start >= content.start && outer.is_none_or(|outer| outer.range != source.range) && speaks(reader, &source, outer);
    let content = content::trim(reader, from..content.end);
    (other && !content.is_empty()).then(|| draft(reader, Some(source), cue, content, WEIGHT))
}

/// Whether the phrase can stand for another speaker than `outer`: a person, a body, or a pronoun where no pronoun reports.
fn speaks(reader: &Reader, phrase: &SourcePhrase, outer: Option<&SourcePhrase>) -> bool {
    let head = phrase.head;
    let Some(token) = reader.parse.tokens.get(head) else { return false };
    let named = reader.tag(head).is_proper()
        && token.shape != Shape::Number
        && !reader.has(head, Class::Month)
        && !reader.has(head, Class::Weekday);
    let described = token.entry.classes.any(&[Class::Title, Class::PersonNoun, Class::AnonymousNoun, Class::Kin, Class::BodyNoun]);
    let alone = outer.is_some_and(|outer| reader.tag(outer.head) != Tag::Prp && !reader.tag(outer.head).is_proper());
    let pronoun = alone && reader.is_any(head, &["he", "she"]);
    named || described || pronoun
}

#[cfg(test)]
mod tests {
    use crate::sourcing::attribution::testing::speakers;

    #[test]
    fn whoever_is_quoted_as_saying_speaks_and_not_the_agency() {
        let text = "“There will be boats again,” Marit Oru was quoted as saying by the Vellmouth news agency.";
        assert_eq!(speakers(text), ["Marit Oru"]);
        let text = "The Vellmouth Courier quoted harbour master Marit Oru as saying the boats were “never safe at all.”";
        assert_eq!(speakers(text), ["Marit Oru"]);
    }

    #[test]
    fn the_speaker_within_a_report_speaks_and_not_the_report() {
        let text = "The board met on Monday. Marit Oru said the order was to “avoid a long delay,” according to the report.";
        assert_eq!(speakers(text), ["Marit Oru"]);
        let text = "Gerda Hale blamed the board for Marit Oru's claim that the port “was sold to nobody at all.”";
        assert_eq!(speakers(text), ["Marit Oru"]);
        let text = "Gerda Hale knocked a statement by pilot Marit Oru that the plan was “a gift to nobody at all.”";
        assert_eq!(speakers(text), ["Marit Oru"]);
    }
}
