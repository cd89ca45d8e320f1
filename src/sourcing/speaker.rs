//! Whom a "he", "she" or bare role that speaks stands for.
//!
//! Nearness alone is a poor judge: the last person named is often only spoken of. So the people of the sentences before are ranked by
//! what a reader goes by: who spoke last, who was the subject of the sentence before, who has just been introduced, who is mentioned
//! inside the very words. `examples/speakers` fits how much each counts.

mod sex;

use std::sync::OnceLock;

use super::Attribution;
use super::points::Points;
use crate::entity::{Entities, EntityId, EntityType, Form, Gender, Mention, role};
use crate::lexicon::Act;
use crate::syntax::{Parse, Shape, Tag};
use crate::text::Span;
use sex::{fits, given, may_be, other};

/// How many sentences back people are looked for.
const REACH: usize = 9;
/// At most so many mentions are looked at.
const WINDOW: usize = 80;
/// At most so many attributions are looked at for who spoke last.
const TURNS: usize = 24;
/// At most so many mentions of a person are asked for a title.
const TITLES: usize = 8;
/// At most so many attributions are looked at for who speaks next.
const AHEAD: usize = 6;

/// What speaks.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its token.
    pub head: usize,
    /// What it says.
    pub content: &'a [Span],
    /// Its pronoun's gender; unknown for a role.
    pub gender: Gender,
}

/// What can be said of a candidate, in the order of [`NAMES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Feature {
    Inside,
    OwnClause,
    Turn,
    TurnHere,
    TurnBefore,
    TurnNear,
    TurnBySource,
    Spoke,
    NearestOfNoTurn,
    Nearest,
    Here,
    Before,
    TwoBefore,
    Far,
    SameBlock,
    BlockBefore,
    Subject,
    SubjectBefore,
    OpensBefore,
    OpensBlock,
    Full,
    New,
    Often,
    Most,
    Sex,
    Linked,
    Possessive,
    Headline,
    Quoted,
    Follows,
    OtherSex,
    NamedOtherwise,
    BesideVerb,
    Bears,
    Introduced,
    OnlyBefore,
    SpeaksNext,
    InsideTurn,
    RoleTurn,
    RoleNearest,
    RoleMost,
    RoleSubject,
    RoleOther,
}

/// The names of the features in `weights.txt`.
pub const NAMES: &[&str] = &[
    "inside the words",
    "in the clause",
    "spoke last",
    "spoke last, this paragraph",
    "spoke last, paragraph before",
    "spoke last, sentence before",
    "source of the last cue",
    "spoke",
    "nearest of no turn",
    "nearest",
    "this sentence",
    "sentence before",
    "two sentences before",
    "over three sentences before",
    "this paragraph",
    "paragraph before",
    "subject",
    "subject of sentence before",
    "opens sentence before",
    "opens the paragraph before",
    "in full",
    "new",
    "often named",
    "named most",
    "of this sex",
    "linked",
    "possessive",
    "of the headline",
    "only quoted",
    "follows",
    "of the other sex",
    "with a given name of the other sex",
    "beside a reporting verb",
    "bears the role",
    "just introduced",
    "alone in the sentence before",
    "speaks next",
    "inside the words, spoke last",
    "role: spoke last",
    "role: nearest",
    "role: named most",
    "role: subject",
    "role: bears another",
];

/// The weights in force.
static WEIGHTS: OnceLock<Points> = OnceLock::new();

/// Puts other weights in force than those that ship, for fitting; of no effect once an article was read.
pub fn preset(text: &str) {
    let _ = WEIGHTS.set(Points::read(text, NAMES));
}

/// Log-odds in hundredths that a candidate of whom this holds speaks.
fn weigh(set: u64) -> i32 {
    WEIGHTS.get_or_init(|| Points::read(include_str!("speaker/weights.txt"), NAMES)).of(set)
}

/// The attributions around a place: those before it, the sources of which are resolved, and those behind it.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// In text order.
    pub earlier: &'a [Attribution],
    /// In text order.
    pub later: &'a [Attribution],
}

/// The person most likely to speak at `place`, if anybody who can was named.
pub(super) fn rank(parse: &Parse, entities: &Entities, place: Place, around: Around) -> Option<EntityId> {
    let mut best: Option<(i32, EntityId)> = None;
    for (entity, set) in read(parse, entities, place, around) {
        let score = weigh(set);
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// Who could speak at `place`, the nearest first, and for each the set of what holds: bit `i` for the feature `NAMES[i]`.
pub fn read(parse: &Parse, entities: &Entities, place: Place, around: Around) -> Vec<(EntityId, u64)> {
    let Around { earlier, later } = around;
    let role = place.gender == Gender::Unknown;
    let next = next_speaker(parse, entities, place, later);
    let start = place.content.first().map_or(place.head, |span| parse.token_from(span.start)).min(place.head);
    let Some(last) = parse.sentences.len().checked_sub(1) else { return Vec::new() };
    let sentence = parse.sentence_of(start).min(last);
    let turn = last_speaker(parse, entities, place.head, earlier);
    let source = earlier.iter().rev().take(TURNS).find_map(|other| person_of(entities, other));
    let linked = entities.mentions_in(place.head..place.head + 1).next().map(|mention| mention.entity);
    let said = pronouns(parse, entities, earlier);
    let found = candidates(parse, entities, place, sentence, &said);
    let fitting = || found.iter().filter(|candidate| fits(entities, candidate.entity, place));
    let most = fitting().map(|candidate| named_before(entities, candidate.entity, place.head)).max().unwrap_or_default();
    let nearest = fitting().next().map(|candidate| candidate.entity);
    let headline = |id: EntityId| {
        let first = entities.get(id).mentions.first().map(|index| &entities.mentions[*index as usize]);
        first.is_some_and(|mention| !parse.block_of(parse.sentence_of(mention.first as usize)).role.is_body())
    };
    let before = |candidate: &&Candidate| {
        candidate.outside.iter().any(|index| parse.sentence_of(entities.mentions[*index].first as usize) + 1 == sentence)
    };
    let alone = fitting().filter(before).take(2).count() == 1;
    let spoke: Vec<EntityId> = earlier.iter().rev().take(4 * TURNS).filter_map(entity_of).collect();
    let read = |candidate: &Candidate| {
        let id = candidate.entity;
        let mut set = 0u64;
        let mut mark = |feature: Feature, holds: bool| set |= u64::from(holds) << feature as u32;
        mark(Feature::Inside, candidate.inside);
        mark(Feature::OwnClause, candidate.own_clause);
        if let Some(turn) = turn.filter(|turn| turn.entity == id) {
            mark(Feature::Turn, true);
            mark(Feature::TurnHere, turn.blocks == 0);
            mark(Feature::TurnBefore, turn.blocks == 1);
            mark(Feature::TurnNear, turn.sentences <= 1);
        }
        mark(Feature::TurnBySource, source == Some(id));
        mark(Feature::Spoke, spoke.contains(&id));
        mark(Feature::NearestOfNoTurn, turn.is_none() && nearest == Some(id));
        mark(Feature::Nearest, nearest == Some(id));
        let named = named_before(entities, id, place.head);
        mark(Feature::Often, named >= 4);
        mark(Feature::Most, named == most);
        mark(Feature::Sex, place.gender != Gender::Unknown && entities.get(id).gender == place.gender);
        mark(Feature::Linked, linked == Some(id));
        mark(Feature::Follows, candidate.follows);
        mark(Feature::Headline, headline(id));
        mark(Feature::Quoted, candidate.outside.is_empty());
        let other_sex = other(place.gender);
        mark(Feature::OtherSex, !role && entities.get(id).gender == other_sex);
        mark(Feature::NamedOtherwise, !role && given(parse, entities, id, other_sex));
        let borne = role && bears(parse, entities, id, place.head);
        mark(Feature::Bears, borne);
        mark(Feature::RoleOther, role && !borne && !entities.get(id).role.is_empty());
        mark(Feature::SpeaksNext, next == Some(id));
        mark(Feature::OnlyBefore, alone && before(&candidate));
        mark(Feature::InsideTurn, candidate.inside && turn.is_some_and(|turn| turn.entity == id));
        mark(Feature::RoleTurn, role && turn.is_some_and(|turn| turn.entity == id));
        mark(Feature::RoleNearest, role && nearest == Some(id));
        mark(Feature::RoleMost, role && named == most);
        let Some(mention) = candidate.outside.first().map(|index| &entities.mentions[*index]) else { return (id, set) };
        let here = parse.sentence_of(mention.first as usize);
        let back = sentence.saturating_sub(here);
        let blocks = parse.sentences[sentence].block.saturating_sub(parse.sentences[here].block);
        let subject = |index: &usize| is_subject(parse, &entities.mentions[*index]);
        let near_back = |index: &&usize| parse.sentence_of(entities.mentions[**index].first as usize) + 2 >= sentence;
        let at_back = |index: &&usize| parse.sentence_of(entities.mentions[**index].first as usize) + 1 == sentence;
        let before: Vec<&usize> = candidate.outside.iter().filter(at_back).collect();
        let beside = |index: &&usize| beside_verb(parse, &entities.mentions[**index]);
        mark(Feature::BesideVerb, candidate.outside.iter().take(4).filter(near_back).any(|index| beside(&index)));
        mark(Feature::Introduced, named == 1 && introduced(parse, mention));
        mark(Feature::RoleSubject, role && candidate.outside.first().is_some_and(subject));
        mark(Feature::Here, back == 0);
        mark(Feature::Before, back == 1);
        mark(Feature::TwoBefore, back == 2);
        mark(Feature::Far, back > 3);
        mark(Feature::SameBlock, blocks == 0);
        mark(Feature::BlockBefore, blocks == 1);
        mark(Feature::Subject, candidate.outside.first().is_some_and(subject));
        mark(Feature::SubjectBefore, before.iter().any(|index| subject(index)));
        mark(Feature::OpensBefore, before.iter().any(|index| opens_sentence(parse, &entities.mentions[**index])));
        let opens_block = |index: &usize| {
            let mention = &entities.mentions[*index];
            let own = parse.sentence_of(mention.first as usize);
            let block = parse.sentences[own].block;
            let begins = own == 0 || parse.sentences[own - 1].block != block;
            begins && block + 1 >= parse.sentences[sentence].block && opens_sentence(parse, mention)
        };
        mark(Feature::OpensBlock, candidate.outside.iter().any(opens_block));
        mark(Feature::Full, mention.form == Form::Full);
        mark(Feature::New, named == 1);
        mark(Feature::Possessive, parse.tags.get(mention.last as usize).is_some_and(|tag| *tag == Tag::Pos));
        (id, set)
    };
    found.iter().map(read).collect()
}

/// How often an entity is mentioned before a token.
fn named_before(entities: &Entities, id: EntityId, head: usize) -> usize {
    entities.get(id).mentions.partition_point(|index| (entities.mentions[*index as usize].first as usize) < head)
}

#[derive(Debug, Clone)]
struct Candidate {
    entity: EntityId,
    /// Indices of the mentions outside quotation marks, the last first.
    outside: Vec<usize>,
    /// The very words name this person.
    inside: bool,
    /// Mentioned in the sentence of the cue.
    own_clause: bool,
    /// Named only behind the place, in its sentence.
    follows: bool,
}

/// The pronouns that spoke before, and for whom.
fn pronouns(parse: &Parse, entities: &Entities, earlier: &[Attribution]) -> Vec<(u32, EntityId)> {
    let spoken = earlier.iter().rev().take(TURNS).filter_map(|other| {
        let source = other.source.as_ref()?;
        let pronoun = parse.is_any(source.head as usize, &["he", "she"]);
        Some((source.head, source.entity?)).filter(|(_, id)| pronoun && entities.get(*id).kind == EntityType::Person)
    });
    spoken.collect()
}

/// The people mentioned before the place, the nearest first. `said` are pronouns whose person is known better than by nearness.
fn candidates(parse: &Parse, entities: &Entities, place: Place, sentence: usize, said: &[(u32, EntityId)]) -> Vec<Candidate> {
    let until = entities.mentions.partition_point(|mention| (mention.first as usize) < place.head);
    let own = parse.sentences.get(parse.sentence_of(place.head)).map_or(0, |sentence| sentence.first);
    let mut found: Vec<Candidate> = Vec::new();
    for (index, mention) in entities.mentions[..until].iter().enumerate().rev().take(WINDOW) {
        if parse.sentence_of(mention.first as usize) + REACH < sentence {
            break;
        }
        let known = said.iter().find(|(at, _)| *at == mention.first && mention.form == Form::Pronoun);
        let id = known.map_or(mention.entity, |(_, id)| *id);
        if !may_be(parse, entities, id, place) {
            continue;
        }
        let slot = found.iter().position(|candidate| candidate.entity == id).unwrap_or_else(|| {
            found.push(Candidate { entity: id, outside: Vec::new(), inside: false, own_clause: false, follows: false });
            found.len() - 1
        });
        let candidate = &mut found[slot];
        if place.content.iter().any(|span| span.contains(mention.span)) {
            candidate.inside |= mention.form != Form::Pronoun;
            continue;
        }
        candidate.own_clause |= mention.first >= own;
        if !mention.quoted {
            candidate.outside.push(index);
        }
    }
    if let Some((index, mention)) = following(parse, entities, place, until)
        && !found.iter().any(|candidate| candidate.entity == mention.entity && !candidate.outside.is_empty())
    {
        found.retain(|candidate| candidate.entity != mention.entity);
        found.push(Candidate { entity: mention.entity, outside: vec![index], inside: false, own_clause: true, follows: true });
    }
    found
}

/// Whether the article has called the person what the noun at `head` says, in a role or in a title before the name.
fn bears(parse: &Parse, entities: &Entities, id: EntityId, head: usize) -> bool {
    let noun = parse.word(head);
    let titles = || entities.mentions_of(id).take(TITLES).filter_map(|mention| mention.title);
    role::tells(&entities.get(id).role, noun) || titles().any(|title| role::tells(title.of(&parse.prose.text), noun))
}

/// Whether a reporting verb stands right before or behind the name.
fn beside_verb(parse: &Parse, mention: &Mention) -> bool {
    let (first, last) = (mention.first as usize, mention.last as usize);
    let reports = |at: usize| {
        parse.tokens.get(at).is_some_and(|token| token.entry.verb.is_some() && token.shape == Shape::Lower) && parse.tags[at].is_verb()
    };
    reports(last)
        || parse.tags.get(last).is_some_and(|tag| tag.is_adverb()) && reports(last + 1)
        || first.checked_sub(1).is_some_and(|before| reports(before) && parse.tags[before].is_finite())
}

/// Whether the article brings the person in with a word on who it is: a title before the name, an apposition behind it.
fn introduced(parse: &Parse, mention: &Mention) -> bool {
    let before = (mention.first as usize).checked_sub(1);
    mention.form == Form::Full
        && (mention.title.is_some()
            || parse.tokens.get(mention.last as usize).is_some() && matches!(parse.word(mention.last as usize), "," | "(")
            || before.is_some_and(|before| parse.is(before, ",") || parse.tags[before].is_noun()))
}

/// Who is named as the next to speak, if that is in the paragraph of the place or in the next one.
fn next_speaker(parse: &Parse, entities: &Entities, place: Place, later: &[Attribution]) -> Option<EntityId> {
    let sentence = parse.sentence_of(place.head) as u32;
    let block = parse.sentences.get(sentence as usize)?.block;
    let near = later.iter().take(AHEAD).filter(|other| other.sentence > sentence);
    let near = near.take_while(|other| parse.sentences[other.sentence as usize].block <= block + 1);
    near.filter_map(|other| other.source.as_ref()).find(|source| !parse.is_any(source.head as usize, &["he", "she"])).and_then(|source| {
        let mention = entities.mention_at(source.head as usize)?;
        (mention.form.is_name() && entities.get(mention.entity).kind == EntityType::Person).then_some(mention.entity)
    })
}

/// "After she spoke, Marit Oru …": the first subject behind a pronoun of an opening clause.
fn following<'a>(parse: &Parse, entities: &'a Entities, place: Place, until: usize) -> Option<(usize, &'a Mention)> {
    let sentence = parse.sentences.get(parse.sentence_of(place.head))?;
    let opens = place.head <= sentence.first as usize + 2 && parse.is_any(sentence.first as usize, CONJUNCTIONS);
    if place.gender == Gender::Unknown || !opens {
        return None;
    }
    let own = entities.mentions[until..].iter().enumerate().take_while(|(_, mention)| mention.first < sentence.last);
    own.map(|(offset, mention)| (until + offset, mention)).find(|(_, mention)| {
        let outside = !mention.quoted && !place.content.iter().any(|span| span.contains(mention.span));
        outside && mention.form.is_name() && fits(entities, mention.entity, place) && is_subject(parse, mention)
    })
}

/// Words that open a clause before the main one.
const CONJUNCTIONS: &[&str] =
    &["after", "although", "as", "because", "before", "even", "if", "once", "since", "though", "until", "when", "where", "while"];

/// Who spoke last, and how far back.
#[derive(Debug, Clone, Copy)]
struct Turn {
    entity: EntityId,
    blocks: u32,
    sentences: u32,
}

fn last_speaker(parse: &Parse, entities: &Entities, head: usize, earlier: &[Attribution]) -> Option<Turn> {
    let sentence = parse.sentence_of(head);
    let block = parse.sentences.get(sentence)?.block;
    let recent = || earlier.iter().rev().take(TURNS);
    recent().find_map(|other| {
        let entity = person_of(entities, other)?;
        let cue = other.cue.as_ref();
        let spoken = cue.is_none_or(|cue| parse.tags[cue.head as usize].is_verb() && !cue.passive && cue.act == Act::Speech);
        // What is itself reported is not what was said last.
        let nested = cue
            .and_then(|cue| cue.spans.first())
            .is_some_and(|cue| recent().any(|outer| !std::ptr::eq(outer, other) && outer.content.iter().any(|span| span.contains(*cue))));
        let blocks = block.saturating_sub(parse.sentences[other.sentence as usize].block);
        (spoken && !nested).then_some(Turn { entity, blocks, sentences: (sentence as u32).saturating_sub(other.sentence) })
    })
}

fn entity_of(attribution: &Attribution) -> Option<EntityId> {
    attribution.source.as_ref()?.entity
}

fn person_of(entities: &Entities, attribution: &Attribution) -> Option<EntityId> {
    entity_of(attribution).filter(|id| entities.get(*id).kind == EntityType::Person)
}

/// Whether the mention looks like the subject of its clause.
fn is_subject(parse: &Parse, mention: &Mention) -> bool {
    let (first, last) = (mention.first as usize, mention.last as usize);
    if mention.form == Form::Pronoun {
        return parse.is_any(first, &["he", "she"]);
    }
    let next = last + usize::from(parse.tags.get(last).is_some_and(|tag| tag.is_adverb()));
    let verb = parse.tags.get(next).is_some_and(|tag| tag.is_finite()) && parse.tokens[next].shape == Shape::Lower;
    verb || matches!(parse.word(last), "," | "(") && opens_sentence(parse, mention)
}

/// Whether the name's phrase begins its sentence.
fn opens_sentence(parse: &Parse, mention: &Mention) -> bool {
    let sentence = parse.sentences.get(parse.sentence_of(mention.first as usize));
    let first = parse.phrase_of(mention.first as usize).map_or(mention.first, |phrase| phrase.first);
    sentence.is_some_and(|sentence| first <= sentence.first + 1)
}

#[cfg(test)]
mod tests;
