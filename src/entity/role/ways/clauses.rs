//! Clauses that tell what somebody is: "is the harbour master", "who runs the harbour", "working as a pilot"; and what the sentences around
//! call somebody.

use std::ops::Range;

use super::{Candidate, Way};
use crate::entity::role::noun::{self, is_age, is_stigma};
use crate::entity::role::phrase::{self, ahead};
use crate::entity::{Entities, EntityType, Form, Mention};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Verbs that tell what somebody does for a living or in a body.
const DUTIES: &[&str] = &[
    "serves",
    "served",
    "works",
    "worked",
    "heads",
    "headed",
    "leads",
    "led",
    "ran",
    "chairs",
    "chaired",
    "represents",
    "represented",
    "teaches",
    "taught",
    "owns",
    "owned",
    "founded",
    "directs",
    "directed",
    "oversees",
    "oversaw",
    "manages",
    "managed",
    "covers",
    "covered",
    "studies",
    "studied",
    "coaches",
    "coached",
    "edits",
    "edited",
    "plays",
    "played",
    "co-founded",
    "wrote",
    "won",
    "lives",
    "helped",
    "commands",
    "commanded",
    "presides",
    "operates",
    "operated",
    "sits",
    "farms",
    "fishes",
    "keeps",
    "sells",
    "sold",
    "built",
    "designed",
    "created",
    "invented",
    "developed",
    "voiced",
    "reported",
    "survived",
    "organizes",
    "organises",
    "organized",
    "organised",
    "coordinates",
];

/// "who is the harbour master", "who has run the harbour since the flood".
pub(super) fn relative(parse: &Parse, at: usize, end: usize) -> Option<Candidate> {
    let verb = at + 1;
    if verb >= end || parse.is(at, "whose") {
        return None;
    }
    if let Some(candidate) = being(parse, verb, end) {
        return Some(Candidate { way: Way::WhoIs, ..candidate });
    }
    let has = parse.is_any(verb, &["has", "had", "is", "was"]);
    let participle = parse.is_any(
        verb + 1,
        &[
            "served",
            "worked",
            "led",
            "run",
            "headed",
            "covered",
            "chaired",
            "studied",
            "represented",
            "writing",
            "running",
            "leading",
            "taught",
        ],
    );
    if !(parse.is_any(verb, DUTIES) || has && participle) {
        return None;
    }
    let stop = clause_end(parse, verb, end);
    let stigma = (verb..stop).any(|at| is_stigma(parse, at) || parse.has(at, Class::Wrongdoing));
    (stop > verb + 1 && !stigma).then(|| Candidate::plain(verb..stop, Way::Who))
}

/// Where a clause's own words end: the next comma, stop, bracket, quotation mark or further clause, or a length that a line holds.
fn clause_end(parse: &Parse, from: usize, end: usize) -> usize {
    let breaks = |at: &usize| {
        let token = &parse.tokens[*at];
        let possessive = parse.is_any(*at, &["'", "’"]) && parse.tags.get(*at + 1).is_some_and(|tag| tag.is_noun()) && !token.spaced;
        matches!(token.shape, Shape::OpenQuote | Shape::CloseQuote) && !possessive
            || token.shape == Shape::Punctuation && !matches!(parse.word(*at), "-" | "&" | "/")
            || parse.is_any(*at, &["who", "whose", "which", "that", "when", "while", "but", "said", "says", "told", "since"])
    };
    let stop = (from..end.min(from + 18)).find(breaks).unwrap_or(end.min(from + 18));
    if phrase::words(parse, from..stop) <= 10 {
        return stop;
    }
    let joint = |at: &usize| parse.is_any(*at, &["of", "for", "at", "in", "with", "on", "to", "from", "and", "where", "as"]);
    (from + 2..stop).rev().filter(joint).find(|at| phrase::words(parse, from..*at) <= 10).unwrap_or(stop)
}

/// A form of "to be" or "to serve as" at token `verb`, and what somebody is or was.
fn being(parse: &Parse, verb: usize, end: usize) -> Option<Candidate> {
    let (mut at, mut way) = (verb, Way::Is);
    while at < end && (parse.is_any(at, &["also", "now", "currently", "once", "already", "still", "later", "himself", "herself"])) {
        at += 1;
    }
    let mut bare = false;
    if parse.is_any(at, &["has", "had"]) && parse.is(at + 1, "been") {
        way = if parse.is(at, "had") { Way::Was } else { Way::Is };
        (at, bare) = (at + 2, true);
    } else if parse.is_any(at, &["is", "remains", "'s", "’s"]) && !parse.is_any(at, &["'s", "’s"]) {
        at += 1;
    } else if parse.is_any(at, &["was", "became", "becomes"]) {
        (at, way) = (at + 1, Way::Was);
        if parse.is_any(at, &["appointed", "elected", "named", "hired", "re-elected", "sworn"]) {
            (at, bare) = (at + 1, true);
            at += usize::from(parse.is(at, "as"));
        }
    } else if parse.is_any(at, &["serves", "works", "served", "worked"]) && parse.is(at + 1, "as") {
        (at, bare) = (at + 2, true);
    } else {
        return None;
    }
    let office = parse.has(at, Class::Title);
    let phrase = ahead(parse, at, end).filter(|phrase| phrase.known && (phrase.determined || bare || office) && !phrase.plural)?;
    let goes_on = phrase.stop < end && (parse.tags[phrase.stop].is_noun() || parse.is_any(phrase.stop, &["'s", "’s"]));
    (!goes_on).then(|| Candidate::of(phrase, way))
}

/// "Marit Oru is the harbour master", "The harbour master is Marit Oru."
pub(super) fn copula(parse: &Parse, name: &Range<usize>, sentence: &Range<usize>) -> Option<Candidate> {
    if name.end < sentence.end
        && let Some(candidate) = being(parse, name.end, sentence.end)
    {
        return Some(candidate);
    }
    let verb = name.start.checked_sub(1).filter(|at| *at > sentence.start && parse.is_any(*at, &["is", "was"]))?;
    let ends = name.end >= sentence.end || parse.tokens[name.end].shape == Shape::Punctuation;
    let phrase = ahead(parse, sentence.start, verb).filter(|phrase| phrase.stop == verb && phrase.known && !phrase.plural && ends)?;
    Some(Candidate::of(phrase, Way::Reversed))
}

/// "Oru was working as a pilot", "Oru as foreman of the jury", "Oru chairs the board".
pub(super) fn working(parse: &Parse, name: &Range<usize>, sentence: &Range<usize>) -> Option<Candidate> {
    let (at, end) = (name.end, sentence.end);
    if at < end && parse.is_any(at, CHARGES) {
        let stop = clause_end(parse, at, end);
        let stigma = (at..stop).any(|at| is_stigma(parse, at) || parse.has(at, Class::Wrongdoing));
        return (stop > at + 1 && !stigma).then(|| Candidate::plain(at..stop, Way::Does));
    }
    let acts = |at: &usize| {
        parse
            .is_any(*at, &["working", "serving", "acting", "acts", "acted", "served", "worked", "serve", "job", "role", "post", "position"])
    };
    let as_ = (at..end.min(at + 7)).find(|at| parse.is(*at, "as"))?;
    if !(as_ == at || (at..as_).any(|at| acts(&at)) && !(at..as_).any(|at| parse.is(at, ","))) {
        return None;
    }
    ahead(parse, as_ + 1, end)
        .filter(|phrase| phrase.known && !phrase.plural && phrase.stop > as_ + 1)
        .map(|phrase| Candidate::of(phrase, Way::As))
}

/// Verbs that tell of an office where their subject is a person and their object a body.
const CHARGES: &[&str] =
    &["chairs", "heads", "directs", "teaches", "owns", "edits", "coaches", "commands", "manages", "oversees", "founded", "co-founded"];

/// "Oru won again. The former pilot …", "… with Oru. The 54-year-old pilot said": the next sentence's subject tells of the one person that
/// this one names.
pub(super) fn renamed(parse: &Parse, name: &Range<usize>, sentence: usize, all: &Entities) -> Option<Candidate> {
    let (here, next) = (parse.sentences.get(sentence)?.tokens(), parse.sentences.get(sentence + 1)?.tokens());
    let start = next.start;
    if !parse.is(start, "the") {
        return None;
    }
    let phrase = ahead(parse, start, next.end).filter(|phrase| phrase.known && !phrase.plural)?;
    let telling = is_age(parse, start + 1)
        || parse.is_any(start + 1, &["former", "retired", "veteran", "ex"])
        || parse.has(start + 1, Class::Demonym);
    let acts = phrase.stop < next.end && (parse.tags[phrase.stop].is_finite() || parse.is(phrase.stop, ","));
    let others = |range: Range<usize>| {
        all.mentions_in(range).filter(|other| other.form.is_name() && all.get(other.entity).kind == EntityType::Person).count()
    };
    let alone = others(here) == 1 && others(start..phrase.stop) == 0 && name.start >= parse.sentences[sentence].tokens().start;
    (telling && acts && alone).then(|| Candidate::of(phrase, Way::Renamed))
}

/// "On Monday the founder of the group spoke. “My heart bleeds,” Marit Oru said.": the one person of whom the sentence before speaks without
/// a name, where the name then comes for the first time and alone.
pub(super) fn revealed(parse: &Parse, mention: &Mention, sentence: usize, all: &Entities) -> Option<Candidate> {
    const BACK: usize = 2;
    let here = parse.sentences.get(sentence)?.tokens();
    let first = all.entities.get(mention.entity as usize)?.mentions.first().map(|index| all.mentions[*index as usize].first);
    let people = |range: Range<usize>| {
        all.mentions_in(range).filter(|other| other.form.is_name() && all.get(other.entity).kind == EntityType::Person).count()
    };
    let (start, end) = (mention.first as usize, mention.last as usize);
    let subject = start <= here.start + 1 || start > 0 && parse.tokens[start - 1].shape == Shape::CloseQuote;
    let acts = end < here.end && (parse.tags[end].is_finite() || parse.is(end, ","));
    if first != Some(mention.first) || mention.form != Form::Full || !subject || !acts || people(here) != 1 {
        return None;
    }
    for back in (sentence.saturating_sub(BACK)..sentence).rev() {
        let before = parse.sentences[back].tokens();
        if people(before.clone()) > 0 {
            return None;
        }
        let described = before.clone().filter(|at| parse.is_any(*at, &["a", "an", "the"]) && parse.quoted_at(*at).is_none());
        let mut phrases = described
            .filter_map(|at| ahead(parse, at, before.end))
            .filter(|phrase| phrase.known && !phrase.plural && !noun::is_stance(parse, phrase.head) && !parse.has(phrase.head, Class::Kin));
        match (phrases.next(), phrases.next()) {
            (Some(phrase), None) => return Some(Candidate::of(phrase, Way::Revealed)),
            (None, _) => {}
            _ => return None,
        }
    }
    None
}
