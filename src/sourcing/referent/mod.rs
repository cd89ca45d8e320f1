//! Whom a word stands for: "she", "his", "the governor".
//!
//! One ranking answers for a pronoun and for the source of an attribution that is a pronoun or a bare role, and so for hovers, definitions,
//! ledgers and findings alike. Nearness alone is a poor judge: the last person named is often only spoken of. So the people of the
//! sentences before, those without a name among them, are weighed against each other and against nobody (`evidence`);
//! `examples/referents` fits how. Nobody is better than somebody wrong: below [`LIKELY`] no one is meant, below [`SURE`] it is only likely.

mod anaphor;
mod evidence;
mod order;
mod sex;
mod trail;
mod weights;

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

pub use anaphor::Anaphora;
pub use anaphor::third_person;
pub use evidence::{Around, COUNT, NAMES, Place, Row};
pub use order::anchor;
pub use sex::told_of;
pub use trail::Who;
pub use weights::{Scores, choose};

use super::Attribution;
use crate::entity::{Entities, EntityId, EntityType, Form, Gender, Mention};
use crate::syntax::Parse;
use crate::text::Span;
use anaphor::{Pronoun, Stranger};
use order::{Query, in_order};
use sex::Sex;
use trail::Trail;

/// The chance from which on somebody is meant.
pub const LIKELY: f32 = 0.5;
/// The same for a bare role that speaks: few are nobody's.
const LIKELY_ROLE: f32 = 0.45;
/// The chance from which on that is told as known.
pub const SURE: f32 = 0.75;

/// Whom a word stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Referent {
    /// The person.
    pub who: Who,
    /// The chance that it is this one, 0 to 1.
    pub chance: f32,
}

impl Referent {
    /// Whether it may be told without "probably".
    pub fn is_sure(self) -> bool {
        self.chance >= SURE
    }
}

/// What is known of an article's people while its words are resolved, one after another.
pub struct Scene<'a> {
    parse: &'a Parse<'a>,
    entities: &'a Entities,
    trail: Trail,
    /// One an entity.
    sexes: Vec<Sex>,
    /// Of each entity, the tokens at which it is named.
    named: Vec<Vec<u32>>,
    /// The pronouns in the order in which they are resolved; those before `next` are.
    asked: Vec<Query>,
    next: usize,
    /// What each pronoun stands for, by its token.
    found: FxHashMap<u32, Referent>,
    /// The pronouns of men and of women that stand for somebody, in text order.
    chains: [Vec<(u32, Who)>; 2],
    /// The sentences that speak of a ship, which is a "she" too; looked for where there is one.
    vessels: OnceCell<Vec<u32>>,
    /// What the candidates were found to be worth, here and in an earlier state.
    scores: Scores,
    earlier: Option<&'a Scores>,
    /// What was resolved, with what spoke for each candidate, where somebody wants to know.
    record: Option<Vec<Record>>,
}

/// A word that was resolved, for training.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its token.
    pub at: u32,
    /// Who could be meant, nobody last, with what speaks for each.
    pub rows: Vec<(Option<Who>, Row)>,
    /// What it says, if it speaks.
    pub content: Vec<Span>,
}

const VESSELS: &[&str] =
    &["ship", "ferry", "boat", "vessel", "yacht", "tanker", "trawler", "schooner", "liner", "frigate", "submarine", "lifeboat", "steamer"];

impl<'a> Scene<'a> {
    /// The people and pronouns of an article, before any is resolved. Of the attributions only the places count.
    pub fn new(parse: &'a Parse<'a>, entities: &'a Entities, anaphora: &Anaphora, attributions: &[Attribution]) -> Scene<'a> {
        let ids = || 0..entities.entities.len() as EntityId;
        let sex = |id: EntityId| match entities.get(id).kind {
            EntityType::Person => Sex::of(parse, entities, id),
            _ => Sex::default(),
        };
        let named = |id: EntityId| entities.mentions_of(id).filter(|mention| mention.form.is_name()).map(|mention| mention.first).collect();
        Scene {
            parse,
            entities,
            trail: Trail::new(parse, entities, anaphora),
            sexes: ids().map(sex).collect(),
            named: ids().map(named).collect(),
            asked: in_order(parse, entities, anaphora, attributions),
            next: 0,
            found: FxHashMap::default(),
            chains: [Vec::new(), Vec::new()],
            vessels: OnceCell::new(),
            scores: Scores::default(),
            earlier: None,
            record: None,
        }
    }

    /// Takes what is known from an earlier state of the text, which changes only the cost.
    pub fn knowing(mut self, earlier: Option<&'a Scores>) -> Scene<'a> {
        self.earlier = earlier;
        self
    }

    /// What the next state of the text may take.
    pub fn scores(&mut self) -> Scores {
        std::mem::take(&mut self.scores)
    }

    /// Keeps what is resolved from now on, for training.
    pub fn recorded(mut self) -> Scene<'a> {
        self.record = Some(Vec::new());
        self
    }

    /// What was kept.
    pub fn into_record(self) -> Vec<Record> {
        self.record.unwrap_or_default()
    }

    /// Resolves the pronouns outside quotation marks that come before token `until` or stand there. The sources of `around.earlier` are
    /// resolved.
    pub fn advance(&mut self, until: u32, around: Around) {
        while self.asked.get(self.next).is_some_and(|asked| asked.turn <= until) {
            self.resolve(around);
        }
    }

    /// Resolves what is left, last the words in quotation marks: who speaks in them is known now.
    pub fn finish(&mut self, attributions: &[Attribution]) {
        while let Some(asked) = self.asked.get(self.next) {
            let before = attributions.partition_point(|attribution| anchor(self.parse, attribution) <= asked.pronoun.at);
            self.resolve(Around { earlier: &attributions[..before], later: &attributions[before..] });
        }
    }

    fn resolve(&mut self, around: Around) {
        let Query { pronoun, reporter, content, .. } = self.asked[self.next].clone();
        self.next += 1;
        let reporter = reporter.and_then(|(index, quoted)| Some((self.speaker(around.get(index as usize)?)?, quoted)));
        let Pronoun { at, gender, case } = pronoun;
        let place = Place { at: at as usize, gender, case: Some(case), content: content.as_deref(), reporter };
        let Some(referent) = self.rank(place, around, LIKELY).filter(|found| !self.is_ship(pronoun, found.who)) else { return };
        self.found.insert(at, referent);
        self.trail.add(self.parse, pronoun, referent.who);
        if let Who::Named(id) = referent.who {
            self.sexes[id as usize].call(gender);
        }
        let chain = &mut self.chains[usize::from(gender == Gender::Female)];
        let slot = chain.partition_point(|(token, _)| *token <= at);
        chain.insert(slot, (at, referent.who));
    }

    /// Who speaks as "the governor", the phrase `tokens` with its noun at `head`, and says `content`, if anybody who can was named.
    pub fn of_role(&mut self, tokens: std::ops::Range<u32>, head: u32, content: &[Span], around: Around) -> Option<Referent> {
        let place = Place { at: head as usize, gender: Gender::Unknown, case: None, content: Some(content), reporter: None };
        let referent = self.rank(place, around, LIKELY_ROLE)?;
        self.trail.add_role(self.parse, tokens.start, tokens.end, referent.who);
        Some(referent)
    }

    fn rank(&mut self, place: Place, around: Around, bar: f32) -> Option<Referent> {
        let rows = evidence::read(self, place, around);
        let chances = weights::chances(&rows, &mut self.scores, self.earlier);
        let best = rows.iter().zip(&chances).max_by(|one, other| one.1.total_cmp(other.1));
        let best = best.and_then(|((who, _), chance)| Some(Referent { who: (*who)?, chance: *chance }));
        let best = best.filter(|best| best.chance >= bar && !self.is_of_the_other_sex(best.who, place.gender));
        if let Some(record) = &mut self.record {
            record.push(Record { at: place.at as u32, rows, content: place.content.unwrap_or_default().to_vec() });
        }
        best
    }

    /// Whether all that the article tells of somebody's sex speaks against a pronoun's: a given name, where no pronoun was theirs yet. The
    /// ranking has learnt that such names deceive now and then, but nobody is better than somebody wrong.
    fn is_of_the_other_sex(&self, who: Who, gender: Gender) -> bool {
        let sex = self.sex(who);
        sex.agrees(gender) < 0.0 && sex.history(gender) <= 0.0
    }

    /// "We should have stopped her": near a ship a woman is whoever is surely one.
    fn is_ship(&self, pronoun: Pronoun, who: Who) -> bool {
        let near = pronoun.gender == Gender::Female && self.near_vessel(self.parse.sentence_of(pronoun.at as usize) as u32);
        let sex = self.sex(who);
        near && sex.agrees(Gender::Female) <= 0.0 && sex.history(Gender::Female) <= 0.0
    }

    /// Whom the pronoun at a token stands for, if that is known.
    pub fn of_pronoun(&self, at: u32) -> Option<Referent> {
        self.found.get(&at).copied()
    }

    /// The phrase that brought in a person without a name: its tokens and its noun.
    pub fn phrase_of(&self, stranger: u32) -> Option<(std::ops::Range<usize>, usize)> {
        let Stranger { first, last, head, .. } = self.trail.strangers.get(stranger as usize)?;
        Some((*first as usize..*last as usize, *head as usize))
    }

    /// The person who speaks in an attribution.
    fn speaker(&self, attribution: &Attribution) -> Option<Who> {
        let source = attribution.source.as_ref()?;
        match source.entity {
            Some(id) => (self.entities.get(id).kind == EntityType::Person).then_some(Who::Named(id)),
            None => {
                let pronoun = self.found.get(&source.head).map(|found| found.who);
                pronoun.or_else(|| self.trail.stranger_at(source.head).map(Who::Stranger))
            }
        }
    }

    fn sex(&self, who: Who) -> Sex {
        match who {
            Who::Named(id) => self.sexes[id as usize],
            Who::Stranger(index) => Sex::told(trail::sex(&self.trail, index)),
        }
    }

    /// How often somebody is named before token `at`.
    fn named_before(&self, who: Who, at: usize) -> u32 {
        match who {
            Who::Named(id) => self.named[id as usize].partition_point(|token| (*token as usize) < at) as u32,
            Who::Stranger(_) => 0,
        }
    }

    /// The sentence in which somebody is first mentioned.
    fn first_sentence(&self, who: Who) -> u32 {
        let token = match who {
            Who::Named(id) => self.entities.mentions_of(id).next().map(|mention| mention.first),
            Who::Stranger(index) => self.trail.strangers.get(index as usize).map(|stranger| stranger.head),
        };
        token.map_or(0, |token| self.parse.sentence_of(token as usize) as u32)
    }

    /// Whether somebody is first named outside running text.
    fn of_headline(&self, id: EntityId) -> bool {
        let first = self.entities.mentions_of(id).next();
        first.is_some_and(|mention| !self.parse.block_of(self.parse.sentence_of(mention.first as usize)).role.is_body())
    }

    /// Whom the last pronoun of this gender before token `at` stands for, and its sentence.
    fn last_meant(&self, gender: Gender, at: usize) -> Option<(Who, u32)> {
        let chain = match gender {
            Gender::Male => &self.chains[0],
            Gender::Female => &self.chains[1],
            Gender::Unknown => return None,
        };
        let before = chain.partition_point(|(token, _)| (*token as usize) < at).checked_sub(1)?;
        let (token, who) = chain[before];
        Some((who, self.parse.sentence_of(token as usize) as u32))
    }

    /// Whether this sentence or one of the three before speaks of a ship.
    fn near_vessel(&self, sentence: u32) -> bool {
        let parse = self.parse;
        let speaks = |index: &u32| {
            let mut tokens = parse.sentences[*index as usize].tokens();
            tokens.any(|at| (4..=9).contains(&parse.tokens[at].span.len()) && parse.is_any(at, VESSELS))
        };
        let vessels = self.vessels.get_or_init(|| (0..parse.sentences.len() as u32).filter(speaks).collect());
        let last = vessels.partition_point(|index| *index <= sentence).checked_sub(1);
        last.is_some_and(|last| self.trail.steps(vessels[last], sentence) <= 3)
    }

    /// The pronouns that stand for people with names, as mentions in text order.
    pub fn mentions(&self) -> Vec<Mention> {
        let mention = |(at, referent): (&u32, &Referent)| match referent.who {
            Who::Named(entity) => {
                let at = *at as usize;
                Some(Mention { sure: referent.is_sure(), ..Mention::bare(self.parse, at..at + 1, Form::Pronoun, entity) })
            }
            Who::Stranger(_) => None,
        };
        let mut mentions: Vec<Mention> = self.found.iter().filter_map(mention).collect();
        mentions.sort_by_key(|mention| mention.first);
        mentions
    }
}

#[cfg(test)]
mod tests;
