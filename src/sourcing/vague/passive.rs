//! Passives without an agent: "is accused of", "was widely seen as", and bare participles.

use std::ops::Range;

use super::Form;
use super::wording::Found;
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};

/// Participles that report when nobody is named as their agent, with what must follow.
pub(super) const PASSIVES: &[(&str, &[&str])] = &[
    ("accused", &["of"]),
    ("seen", &["as", "by"]),
    ("viewed", &["as", "by"]),
    ("regarded", &["as", "by"]),
    ("perceived", &["as", "by", "to"]),
    ("considered", &[]),
    ("criticised", &["for", "as", "over"]),
    ("criticized", &["for", "as", "over"]),
    ("blamed", &["for"]),
    ("credited", &["with"]),
    ("praised", &["for", "as"]),
    ("described", &["as"]),
    ("believed", &["to", "that"]),
    ("thought", &["to"]),
    ("expected", &["to", "that"]),
    ("assumed", &["to", "that"]),
    ("presumed", &["to"]),
    ("interpreted", &["as"]),
    ("dubbed", &[]),
    ("deemed", &[]),
    ("portrayed", &["as"]),
    ("revered", &["as"]),
    ("recognised", &["as"]),
    ("recognized", &["as"]),
    ("estimated", &["to", "that"]),
    ("predicted", &["to", "that"]),
    ("found", &["to"]),
    ("announced", &["that"]),
    ("rumoured", &["for"]),
    ("attributed", &["to"]),
    ("anticipated", &["to"]),
    ("projected", &["to"]),
    ("hailed", &["as"]),
    ("touted", &["as"]),
    ("feared", &["to", "that"]),
    ("suspected", &["of", "to"]),
    ("understood", &["to", "that"]),
    ("acknowledged", &["that", "as"]),
    ("mocked", &["for", "as"]),
    ("ridiculed", &["for", "as"]),
    ("derided", &["as", "for"]),
    ("lauded", &["for", "as"]),
    ("faulted", &["for"]),
    ("said", &["that"]),
    ("billed", &["as"]),
    ("condemned", &["for", "as"]),
    ("tipped", &["to", "as"]),
    ("forecast", &["to"]),
    ("reckoned", &["to"]),
];

/// "widely" and the like: so often or by so many that nobody need be named.
pub(super) const WIDELY: &[&str] = &[
    "widely",
    "generally",
    "often",
    "commonly",
    "long",
    "broadly",
    "largely",
    "increasingly",
    "roundly",
    "sometimes",
    "frequently",
    "repeatedly",
];

/// Those that report only when "widely" or the like stands before them: alone they are as often the reporter's own word.
const NEED_WIDELY: &[&str] = &["considered", "dubbed", "credited", "praised", "acknowledged", "suspected", "blamed"];

/// Agents that are nobody in particular.
const NOBODY: &[&str] = &["many", "some", "most", "critics", "others", "supporters", "several", "experts", "observers"];

/// The wording whose participle stands at `at`.
pub(super) fn find(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Found> {
    if !(parse.tags[at].is_verb() || parse.tags[at].is_adjective()) {
        return None;
    }
    let word = parse.word(at);
    let (participle, follow) = PASSIVES.iter().find(|(participle, _)| word.eq_ignore_ascii_case(participle))?;
    let next = at + 1;
    let follows = next < sentence.end && parse.is_any(next, follow);
    let Some(be) = be_before(parse, sentence, at) else {
        // ", viewed as a sign", "a surge of thefts blamed on gangs": the participle alone.
        let loose = at > sentence.start && (parse.is(at - 1, ",") || parse.tags[at - 1].is_noun() || parse.tags[at - 1] == Tag::CloseQuote);
        let leads_on = follows && parse.is_any(next, &["as", "to"]) && parse.tags[at] == Tag::Vbn;
        let expected = parse.is(at, "expected");
        if leads_on && (loose || expected) {
            return Some((Form::Participle, at..at + 2, expected || parse.is(next, "as")));
        }
        // "at the time considered one of the most dangerous gangs".
        let called = follow.is_empty() && loose && parse.tags[at] == Tag::Vbn && next < sentence.end;
        return called.then_some((Form::Participle, at..next, false));
    };
    let widely = (be + 1..at).any(|between| parse.is_any(between, WIDELY));
    if !(follow.is_empty() || follows || widely || parse.is(next, "by")) {
        return None;
    }
    // "should not be viewed as", "without being seen as" say what may be, and of nobody that they hold it.
    let modal = be > sentence.start && parse.tags[be - 1] == Tag::Md
        || be > sentence.start + 1
            && parse.tags[be - 2] == Tag::Md
            && parse.is_any(be - 1, &["not", "n't", "n’t", "never", "only", "also"]);
    let possible = modal || parse.is(be, "being") && matches!(parse.tags[be.saturating_sub(1)], Tag::In | Tag::To);
    let plain = (widely || !possible && !NEED_WIDELY.contains(participle)) && agent(parse, sentence, at) != Agent::Somebody;
    Some((Form::Passive, be..if follows { next + 1 } else { next }, plain))
}

/// By whom a passive is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agent {
    /// The sentence does not tell.
    Untold,
    /// "by critics", "by many".
    Nobody,
    /// It is an attribution of its own: "accused by the auditor of".
    Somebody,
}

/// The "by" behind the participle at `at`.
fn by(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let behind = at + 1..(at + 15).min(sentence.end);
    behind.take_while(|after| !matches!(parse.tags[*after], Tag::Stop | Tag::Colon)).find(|after| parse.is(*after, "by"))
}

/// Whether people or a body, by noun or by name, are the agent of the participle at `at`: "described as a joke by members of the Forum".
pub(super) fn names_agent(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let agent = by(parse, sentence, at).filter(|by| !parse.is_any(by + 1, NOBODY)).and_then(|by| parse.phrase_of(by + 1));
    agent.is_some_and(|phrase| {
        let head = phrase.head as usize;
        let kinds = [Class::PersonNoun, Class::PeopleNoun, Class::BodyNoun, Class::Title, Class::Kin, Class::OrganizationWord];
        let vague = parse.has(head, Class::VagueNoun) && phrase.first as usize == head;
        let known = parse.tokens[head].entry.classes.any(&kinds) || parse.tags[head].is_proper() && !parse.has(head, Class::Month);
        known && !vague && !parse.has(head, Class::Weekday)
    })
}

/// The agent of the participle at `at`.
pub(super) fn agent(parse: &Parse, sentence: &Range<usize>, at: usize) -> Agent {
    match by(parse, sentence, at) {
        Some(by) if parse.is_any(by + 1, NOBODY) => Agent::Nobody,
        Some(by) if parse.tags.get(by + 1) != Some(&Tag::Vbg) => Agent::Somebody,
        _ => Agent::Untold,
    }
}

/// The form of "be" (or "has been") that makes the participle at `at` a passive, at most three words before it.
pub(super) fn be_before(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let from = at.saturating_sub(4).max(sentence.start);
    for before in (from..at).rev() {
        if parse.is_any(before, &["is", "are", "was", "were", "been", "be", "being", "'s", "’s"]) {
            let auxiliary =
                before > sentence.start && parse.is_any(before - 1, &["has", "have", "had", "'s", "’s"]) && parse.is(before, "been");
            return Some(if auxiliary { before - 1 } else { before });
        }
        if !(parse.tags[before].is_adverb() || parse.is_any(before, &["also", "not", "n't", "n’t"])) {
            return None;
        }
    }
    None
}
