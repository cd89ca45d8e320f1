//! Which body or paper "the company", "it" and "they" stand for.

use std::ops::Range;

use super::joined;
use super::resolve::speaks;
use super::terms;
use super::{Attribution, Cue, Source, SourceKind};
use crate::entity::{Entities, EntityId, EntityType, Mention};
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};

/// How many tokens back bodies are looked for.
const BACK: usize = 400;
/// At most so many attributions are looked at for a body that spoke.
const TURNS: usize = 8;
/// Bodies that a business is called.
const BUSINESSES: &[&str] = &["company", "firm", "startup", "business", "platform", "studio", "airline", "brand", "carmaker", "retailer"];

/// "The company", "the agency": the body that is likeliest among those named before. What a reader goes by is how near it was named, whether
/// it has spoken, how much the article is about it, and whether its name says that it is something else.
pub(super) fn body_before(
    parse: &Parse,
    entities: &Entities,
    range: Range<usize>,
    head: usize,
    earlier: &[Attribution],
) -> Option<EntityId> {
    let definite = parse.is(range.start, "the") && range.len() == 2 && head + 1 == range.end;
    if !definite || !parse.has(head, Class::BodyNoun) || parse.tags[head] != Tag::Nn {
        return None;
    }
    let business = parse.is_any(head, BUSINESSES);
    let generic = parse.is_any(head, &["group", "organization", "organisation", "body", "agency", "institution"]);
    // What is much spoken of may be a business though nothing in its name tells.
    let fits = |id: EntityId| {
        let entity = entities.get(id);
        entity.kind == EntityType::Organization || business && entity.kind == EntityType::Other && entity.mentions.len() >= OFTEN
    };
    let sentence = parse.sentence_of(range.start);
    let near = range.start.saturating_sub(BACK)..range.start;
    let named = entities.mentions_in(near).filter(|mention| mention.form.is_name() && mention.last as usize <= range.start);
    let recent = || earlier.iter().rev().take(TURNS).filter_map(|other| other.source.as_ref());
    let spoke = |mention: &Mention| {
        recent().any(|source| {
            let within = source.first <= mention.first && mention.last <= source.last;
            source.entity == Some(mention.entity) || source.entity.is_none() && within
        })
    };
    let mut best: Option<(i32, bool, EntityId)> = None;
    for mention in named.filter(|mention| fits(mention.entity)) {
        let first = mention.first as usize;
        // "The department" is the State Department before it is any other body, and "the company" is no ministry.
        let called = mention.tokens().any(|at| parse.is(at, parse.word(head)));
        let other = !generic && !called && mention.tokens().any(|at| parse.has(at, Class::BodyNoun));
        let outlet = first > 0 && parse.is_any(first - 1, &["told", "with"]);
        let about = entities.get(mention.entity).mentions.len() >= OFTEN;
        let back = sentence.saturating_sub(parse.sentence_of(first)).min(12) as i32;
        let mut score = -10 * back;
        score += if called { 300 } else { 0 };
        score -= if other { 150 } else { 0 };
        score -= if outlet { 25 } else { 0 };
        score -= if mention.quoted { 10 } else { 0 };
        score += if about { 15 } else { 0 };
        score += if spoke(mention) { 25 } else { 0 };
        if best.is_none_or(|(top, ..)| score >= top) {
            best = Some((score, called, mention.entity));
        }
    }
    // "The government", "the police": of these a place has one, and no other body is called so.
    best.filter(|(score, called, _)| *called || *score > (if business { 2 * FAR } else { FAR }) && !parse.is_any(head, PUBLIC))
        .map(|(.., id)| id)
}

/// A body of which no more speaks than that it was named some time ago is none of these; a business has to be named somewhere.
const FAR: i32 = -65;
/// Who is named so often is what the article is about.
const OFTEN: usize = 3;

/// Bodies that are meant by their noun alone, whoever else was named.
const PUBLIC: &[&str] = &[
    "government",
    "administration",
    "police",
    "court",
    "army",
    "military",
    "navy",
    "parliament",
    "senate",
    "congress",
    "cabinet",
    "state",
    "council",
    "opposition",
    "campaign",
    "press",
    "media",
    "church",
];

/// An "it" that speaks is the body or paper that spoke last.
pub(super) fn same_body(parse: &Parse, source: &Source, sentence: u32, earlier: &[Attribution]) -> Option<Source> {
    if !parse.is(source.head as usize, "it") {
        return None;
    }
    let block = |sentence: u32| parse.sentences[sentence as usize].block;
    let near = earlier.iter().rev().take_while(|other| block(other.sentence) + 1 >= block(sentence));
    let sources = near.filter(|other| speaks(parse, other)).filter_map(|other| other.source.as_ref());
    sources
        .filter(|other| matches!(other.kind, SourceKind::Organization | SourceKind::Document))
        .find(|other| other.entity.is_some() || !parse.is(other.head as usize, "it"))
        .cloned()
}

/// "It read", behind "sent a letter": the paper that was named last.
pub(super) fn paper_before(parse: &Parse, source: &Source, cue: Option<&Cue>, sentence: u32) -> Option<String> {
    let head = source.head as usize;
    if !parse.is(head, "it") || cue.is_none_or(|cue| cue.lemma != "read") {
        return None;
    }
    let floor = parse.sentences[sentence.saturating_sub(1) as usize].first as usize;
    let noun = (floor..head)
        .rev()
        .find(|at| parse.has(*at, Class::DocumentNoun) && parse.tags[*at] == Tag::Nn && parse.quoted_at(*at).is_none())?;
    let phrase = parse.phrase_of(noun).filter(|phrase| phrase.head as usize == noun)?;
    Some(parse.span(phrase.first as usize..phrase.last as usize).of(&parse.prose.text).to_owned())
}

/// The people who are together the subject of the sentence before: "Oru and Hale left at noon. They said …".
fn two_before(parse: &Parse, entities: &Entities, sentence: u32) -> Option<(EntityId, Vec<EntityId>)> {
    let before = parse.sentences.get(sentence.checked_sub(1)? as usize)?;
    let verb = before.tokens().find(|at| parse.tags[*at].is_finite())?;
    let first = entities.mentions_in(before.first as usize..verb).next()?;
    let person = first.form.is_name() && !first.quoted && entities.get(first.entity).kind == EntityType::Person;
    let opens = parse.phrase_of(first.first as usize).is_some_and(|phrase| phrase.first == before.first);
    let others = joined::joined(parse, entities, first.first as usize..verb, first.entity);
    (person && opens && !others.is_empty()).then_some((first.entity, others))
}

/// A "they" that nobody unnamed explains: the body that spoke last, else the people whom the sentence before tells of.
pub(super) fn several(parse: &Parse, entities: &Entities, source: &mut Source, sentence: u32, earlier: &[Attribution]) {
    if !parse.is(source.head as usize, "they") {
        return;
    }
    let near = earlier.iter().rev().take_while(|other| other.sentence + 2 >= sentence).filter_map(|other| other.source.as_ref());
    let together = near.clone().filter(|other| other.first < source.first).find(|other| !other.others.is_empty());
    if let Some(other) = together {
        (source.entity, source.kind, source.name) = (other.entity, other.kind, other.name.clone());
        source.others.clone_from(&other.others);
        return;
    }
    if let Some((id, others)) = two_before(parse, entities, sentence) {
        (source.entity, source.kind, source.name) = (Some(id), SourceKind::Named, joined::names(entities, id, &others));
        source.others = others;
        return;
    }
    let body = |other: &&Source| other.entity.is_some() && other.kind == SourceKind::Organization;
    if let Some(other) = near.filter(|other| other.first < source.first).find(body) {
        (source.entity, source.kind, source.name) = (other.entity, other.kind, other.name.clone());
        return;
    }
    let Some(before) = sentence.checked_sub(1).and_then(|before| parse.sentences.get(before as usize)) else { return };
    let people = before.tokens().take(8).find(|at| {
        let several = matches!(parse.tags[*at], Tag::Nns | Tag::Nnps) && parse.quoted_at(*at).is_none();
        several && (parse.has(*at, Class::PeopleNoun) || parse.has(*at, Class::PersonNoun) || parse.has(*at, Class::BodyNoun))
    });
    if let Some(phrase) = people.and_then(|at| parse.phrase_of(at).filter(|phrase| phrase.head as usize == at)) {
        let range = phrase.first as usize..phrase.last as usize;
        source.name = parse.span(range.clone()).of(&parse.prose.text).to_owned();
        let terms = terms::classify(parse, entities, range, phrase.head as usize, None);
        (source.kind, source.described) = (terms.kind, terms.described);
    }
}
