//! The people of an article in the order of their mentions: those with a name, and those without one.

use rustc_hash::FxHashMap;

use super::anaphor::{Anaphora, Case, Pronoun, Stranger};
use crate::entity::{Entities, EntityId, EntityType, Form, Gender, Mention};
use crate::syntax::{Parse, Shape, Tag};

/// Somebody who can be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// A person with a name.
    Named(EntityId),
    /// A person without one: an index into the article's strangers, that of the phrase that brought them in.
    Stranger(u32),
}

/// How somebody is mentioned at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    FullName,
    Name,
    /// "the harbour master", of somebody with a name.
    Role,
    /// "a man at the back".
    Noun,
    Pronoun,
}

/// A mention of somebody, and what it looks like in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub who: Who,
    pub by: By,
    /// First token, and one past the last.
    pub first: u32,
    pub last: u32,
    pub sentence: u32,
    pub quoted: bool,
    /// It looks like the subject of its clause.
    pub subject: bool,
    /// Its phrase begins its sentence.
    pub opens: bool,
    /// "'s" follows, or it is "his" or "her".
    pub owner: bool,
    /// A preposition governs it.
    pub governed: bool,
    /// A verb stands right before it.
    pub object: bool,
}

/// The mentions of people so far, in text order.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub spots: Vec<Spot>,
    /// The phrases of people without names.
    pub strangers: Vec<Stranger>,
    /// For the head of each such phrase, the stranger it stands for.
    heads: FxHashMap<u32, u32>,
    /// For each sentence, how many sentences and paragraphs before it speak of people.
    before: Vec<(u32, u32)>,
}

/// How many sentences back "the farmer" may go back to "a farmer".
const MEMORY: u32 = 30;

impl Trail {
    /// Everybody who is mentioned by a name, a role or a noun.
    pub fn new(parse: &Parse, entities: &Entities, anaphora: &Anaphora) -> Trail {
        let mut trail = Trail { strangers: anaphora.strangers.all().to_vec(), ..Trail::default() };
        let mut spots = Vec::with_capacity(entities.mentions.len() + trail.strangers.len());
        for mention in &entities.mentions {
            if entities.get(mention.entity).kind == EntityType::Person && mention.form != Form::Demonym {
                spots.push(named(parse, mention));
            }
        }
        let pronouns = anaphora.pronouns.all().iter().map(|pronoun| pronoun.at);
        let strangers = trail.strangers.iter().map(|stranger| stranger.head);
        trail.before = measured(parse, spots.iter().map(|spot: &Spot| spot.first).chain(pronouns).chain(strangers));
        let mut known = FxHashMap::<&str, u32>::default();
        for (index, stranger) in trail.strangers.iter().enumerate() {
            if is_named(parse, entities, stranger) {
                continue;
            }
            let word = parse.word(stranger.head as usize);
            let before = known.get(word).copied().filter(|_| !stranger.new);
            let sentence = |stranger: &Stranger| parse.sentence_of(stranger.head as usize) as u32;
            let same = before.filter(|before| trail.steps(sentence(&trail.strangers[*before as usize]), sentence(stranger)) <= MEMORY);
            // "The mayor" that goes back to no one without a name may be somebody with one.
            let Some(who) = same.or_else(|| stranger.new.then_some(index as u32)) else { continue };
            known.insert(word, who);
            trail.heads.insert(stranger.head, who);
            spots.push(unnamed(parse, stranger, who));
        }
        spots.sort_by_key(|spot| (spot.first, spot.last));
        trail.spots = spots;
        trail
    }

    /// How many sentences lie between two, the later one counted; paragraphs that speak of nobody and quote nobody do not count, so that
    /// one more or less of them changes nothing.
    pub fn steps(&self, from: u32, to: u32) -> u32 {
        let count = |sentence: u32| self.before.get(sentence as usize).map_or(0, |before| before.0);
        count(to).saturating_sub(count(from))
    }

    /// The same for paragraphs.
    pub fn paragraphs(&self, from: u32, to: u32) -> u32 {
        let count = |sentence: u32| self.before.get(sentence as usize).map_or(0, |before| before.1);
        count(to).saturating_sub(count(from))
    }

    /// The stranger whose phrase has its head at a token.
    pub fn stranger_at(&self, head: u32) -> Option<u32> {
        self.heads.get(&head).copied()
    }

    /// Adds what a pronoun stands for.
    pub fn add(&mut self, parse: &Parse, pronoun: Pronoun, who: Who) {
        self.insert(pronoun_spot(parse, pronoun, who));
    }

    /// Adds whom a role stands for, by its first token and one past its last.
    pub fn add_role(&mut self, parse: &Parse, first: u32, last: u32, who: Who) {
        self.insert(spot(parse, who, By::Role, first, last));
    }

    fn insert(&mut self, spot: Spot) {
        let place = self.spots.partition_point(|other| other.first <= spot.first);
        self.spots.insert(place, spot);
    }
}

/// For each sentence, how many sentences and paragraphs before it speak of somebody: those of the paragraphs that hold one of `tokens` or a
/// quotation.
fn measured(parse: &Parse, tokens: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut speaks = vec![false; parse.prose.blocks.len()];
    for token in tokens {
        if let Some(sentence) = parse.sentences.get(parse.sentence_of(token as usize)) {
            speaks[sentence.block as usize] = true;
        }
    }
    for quoted in parse.quoted {
        speaks[quoted.block as usize] = true;
    }
    let (mut sentences, mut paragraphs, mut last) = (0, 0, None);
    let before = |sentence: &crate::syntax::Sentence| {
        if speaks[sentence.block as usize] {
            sentences += 1;
            paragraphs += u32::from(last.replace(sentence.block) != Some(sentence.block));
        }
        (sentences, paragraphs)
    };
    parse.sentences.iter().map(before).collect()
}

fn spot(parse: &Parse, who: Who, by: By, first: u32, last: u32) -> Spot {
    let at = first as usize;
    let sentence = parse.sentence_of(at);
    let start = parse.sentences.get(sentence).map_or(0, |sentence| sentence.first);
    let phrase = parse.phrase_of(at).map_or(first, |phrase| phrase.first.min(first));
    let before = (phrase as usize).checked_sub(1).filter(|before| *before >= start as usize);
    Spot {
        who,
        by,
        first,
        last,
        sentence: sentence as u32,
        quoted: parse.quoted_at(at).is_some(),
        subject: is_subject(parse, last as usize),
        opens: phrase <= start + 1,
        owner: parse.tags.get(last as usize) == Some(&Tag::Pos),
        governed: before.is_some_and(|before| matches!(parse.tags[before], Tag::In | Tag::To)),
        object: before.is_some_and(|before| parse.tags[before].is_verb()),
    }
}

fn named(parse: &Parse, mention: &Mention) -> Spot {
    let by = match mention.form {
        Form::Full => By::FullName,
        Form::Role => By::Role,
        Form::Pronoun => By::Pronoun,
        _ => By::Name,
    };
    let mut spot = spot(parse, Who::Named(mention.entity), by, mention.first, mention.last);
    spot.quoted = mention.quoted;
    spot.subject |= spot.opens && matches!(parse.word(mention.last as usize), "," | "(");
    spot
}

fn unnamed(parse: &Parse, stranger: &Stranger, who: u32) -> Spot {
    let mut spot = spot(parse, Who::Stranger(who), By::Noun, stranger.first, stranger.last);
    // "A farmer from the north side told": what describes the farmer stands before the verb.
    let sentence = parse.sentences.get(spot.sentence as usize).map_or(stranger.last, |sentence| sentence.last);
    let reach = (stranger.last as usize..sentence.min(stranger.last + 10) as usize)
        .take_while(|at| !parse.is_any(*at, &[",", ".", ";"]) && !parse.tags[*at].is_finite());
    let verb = stranger.last as usize + reach.count();
    spot.subject |= !spot.governed && parse.tags.get(verb).is_some_and(|tag| tag.is_finite());
    spot
}

fn pronoun_spot(parse: &Parse, pronoun: Pronoun, who: Who) -> Spot {
    let mut spot = spot(parse, who, By::Pronoun, pronoun.at, pronoun.at + 1);
    spot.subject = pronoun.case == Case::Subject;
    spot.owner = pronoun.case == Case::Possessive;
    spot
}

/// Whether a verb follows the words that end before token `last`.
fn is_subject(parse: &Parse, last: usize) -> bool {
    let next = last + usize::from(parse.tags.get(last).is_some_and(|tag| tag.is_adverb()));
    parse.tags.get(next).is_some_and(|tag| tag.is_finite()) && parse.tokens[next].shape == Shape::Lower
}

/// Whether a phrase is a name's: "a pilot, Marit Oru", "Marit Oru, a pilot", or a role that stands for somebody with a name.
fn is_named(parse: &Parse, entities: &Entities, stranger: &Stranger) -> bool {
    let (first, last) = (stranger.first as usize, stranger.last as usize);
    let head = stranger.head as usize;
    let person = |mention: &&Mention| entities.get(mention.entity).kind == EntityType::Person && mention.form != Form::Demonym;
    let holds = entities.mentions_in(head..head + 1).any(|mention| person(&mention));
    let told = |id: EntityId| {
        let role = entities.get(id).role_span;
        role.is_some_and(|role| role.contains(parse.tokens[head].span))
    };
    let beside = first.saturating_sub(30)..(last + 30).min(parse.tokens.len());
    let behind = parse.is(last, ",") && entities.mentions_in(last + 1..last + 2).any(|mention| person(&mention));
    let before = first > 1
        && parse.is(first - 1, ",")
        && entities.mentions_in(first - 2..first - 1).any(|mention| person(&mention) && mention.last as usize == first - 1);
    let adjoins = entities.mentions_in(last..last + 1).any(|mention| person(&mention) && mention.first as usize == last);
    holds || behind || before || adjoins || entities.mentions_in(beside).any(|mention| person(&mention) && told(mention.entity))
}

/// The sex that a stranger's noun tells.
pub(super) fn sex(trail: &Trail, who: u32) -> Gender {
    trail.strangers.get(who as usize).map_or(Gender::Unknown, |stranger| stranger.gender)
}
