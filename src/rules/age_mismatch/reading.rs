//! What an article tells of people's ages, births and deaths.

use std::ops::Range;

use crate::article::Article;
use crate::entity::{EntityId, EntityType, Form, Mention};
use crate::fairness;
use crate::lexicon::{Class, Fairness};
use crate::prose::Role;
use crate::syntax::number::{ordinal, small};
use crate::syntax::{Parse, Shape, Tag, Unit};

/// Nobody is older.
const OLDEST: u32 = 122;
/// So far before the word for it stands who is born or dies.
const REACH: usize = 30;

/// The time of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// That of the article.
    Now,
    /// The person's death.
    Death,
    /// A year.
    Year(u32),
}

/// An age that an article tells of a person.
#[derive(Clone)]
pub(super) struct Age {
    pub(super) person: EntityId,
    pub(super) years: u32,
    pub(super) when: When,
    pub(super) tokens: Range<usize>,
    /// It is tied to the person by their name, not by "the 43-year-old" alone.
    pub(super) beside: bool,
    /// A figure in brackets: it may count something else.
    pub(super) weak: bool,
    /// The year of a day that is told with it.
    pub(super) day: Option<u32>,
    /// The article reports it as news.
    pub(super) recent: bool,
}

/// A year of birth.
pub(super) struct Birth {
    pub(super) person: EntityId,
    pub(super) year: u32,
    pub(super) tokens: Range<usize>,
}

/// All of an article.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) ages: Vec<Age>,
    pub(super) births: Vec<Birth>,
    pub(super) deaths: Vec<(EntityId, u32)>,
}

/// Reads an article.
pub(super) fn read(article: &Article, parse: &Parse) -> Facts {
    let mut facts = Facts::default();
    let body = |index: &usize| parse.block_of(*index).role != Role::Table;
    let (mut dead, mut news): (Option<EntityId>, Vec<EntityId>) = (None, Vec::new());
    for index in fairness::sentences(parse).filter(body) {
        let reader = Reader { article, parse, index, sentence: parse.sentences[index].tokens() };
        let (mut here, mut died) = (Vec::new(), None);
        for at in reader.sentence.clone() {
            if parse.quoted_at(at).is_some() {
                here.extend(reader.own_words(at));
                continue;
            }
            facts.births.extend(reader.birth(at, &mut facts.deaths));
            if let Some((person, year)) = reader.death(at) {
                facts.deaths.extend(year.map(|year| (person, year)));
                (died, dead) = (Some(person), Some(person));
                if year.is_none() && reader.is_news() {
                    news.push(person);
                }
            }
            here.extend(reader.birthday(at));
            here.extend(reader.compound(at).or_else(|| reader.alone(at, died.or(dead))));
        }
        for mut age in here {
            age.recent |= news.contains(&age.person);
            facts.ages.push(age);
        }
    }
    let headline = fairness::sentences(parse).find(|index| parse.block_of(*index).role == Role::Headline);
    let headline = headline.and_then(|index| in_headline(parse, parse.sentences[index].tokens(), facts.ages.first()?));
    if let Some(age) = headline {
        facts.ages.insert(0, age);
    }
    facts
}

/// "Teacher, 52, cleared" above "Joan Abara, 25, a teacher": the age of a headline is that of whom the first age below is told, if the
/// word for them is the same.
fn in_headline(parse: &Parse, headline: Range<usize>, first: &Age) -> Option<Age> {
    let below = parse.sentences[parse.sentence_of(first.tokens.start)].tokens();
    let at = (headline.start + 2..headline.end).find(|at| parse.is(at - 1, ",") && parse.is_any(at + 1, &[",", "("]) && years_of(parse, *at).is_some())?;
    let role = parse.word(at - 2);
    let same = role.len() > 3 && below.clone().any(|below| parse.is(below, role)) || Fairness::shipped().has("somebody", role) && below.clone().all(|at| compound_years(parse.word(at)).is_none());
    let ages = below.filter(|at| years_of(parse, *at).is_some()).count();
    let sure = first.when == When::Now && first.beside && same && ages == 1;
    let years = years_of(parse, at)?;
    sure.then(|| Age { years, tokens: at - 2..at + 1, ..first.clone() })
}

/// Reads one sentence.
struct Reader<'a> {
    article: &'a Article,
    parse: &'a Parse<'a>,
    index: usize,
    sentence: Range<usize>,
}

/// A whole number that may be an age.
fn years_of(parse: &Parse, at: usize) -> Option<u32> {
    let number = parse.number_at(at).filter(|number| number.unit == Unit::Count && number.value.fract() == 0.0 && number.tokens.len() == 1)?;
    let digits = parse.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1.0..=f64::from(OLDEST)).contains(&number.value) && (digits || number.value >= 13.0);
    fits.then_some(number.value as u32)
}

/// The years of "34-year-old", "seventy-two-year-old".
fn compound_years(word: &str) -> Option<u32> {
    let lower = word.replace('‑', "-").to_lowercase();
    let years = lower.strip_suffix("-year-old").or_else(|| lower.strip_suffix("-years-old"))?;
    let years = years.parse().ok().or_else(|| small(years).map(|years| years as u32))?;
    (1..=OLDEST).contains(&years).then_some(years)
}

fn year_at(parse: &Parse, at: usize) -> Option<u32> {
    let word = parse.word(at);
    word.parse().ok().filter(|year| word.len() == 4 && (1800..2100).contains(year))
}

impl Reader<'_> {
    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.sentence.contains(&at) && self.parse.is_any(at, words)
    }

    /// Whether a mention is that of a person whom it tells apart from all others.
    fn person(&self, mention: &Mention) -> bool {
        let all = &self.article.entities;
        let entity = all.get(mention.entity);
        let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        // Of two Holts, one may be meant as well as the other.
        let shared = mention.form == Form::Surname
            && all.entities.iter().any(|other| other.id != entity.id && other.kind == EntityType::Person && last(&other.name) == last(&entity.name));
        entity.kind == EntityType::Person && mention.form.is_name() && !shared
    }

    /// The person whose name ends right before token `end`.
    fn ends_at(&self, end: usize) -> Option<&Mention> {
        let all = &self.article.entities;
        all.mentions_in(end.checked_sub(1)?..end).find(|mention| mention.last as usize == end && self.person(mention))
    }

    /// The only person named in this sentence and the one before it, or in the article.
    fn lone(&self) -> Option<EntityId> {
        let all = &self.article.entities;
        let before = self.index.checked_sub(1).map_or(self.sentence.start, |before| self.parse.sentences[before].first as usize);
        let mut near = all.mentions_in(before..self.sentence.end).filter(|mention| all.get(mention.entity).kind == EntityType::Person && mention.form.is_name());
        if let Some(first) = near.next() {
            return near.all(|mention| mention.entity == first.entity).then_some(first.entity);
        }
        // "The poet was born in 1887. When she died, Zofia Malek was 20."
        let next = self.parse.sentences.get(self.index + 1).map(|next| next.tokens()).filter(|_| self.parse.block_of(self.index + 1) == self.parse.block_of(self.index));
        let mut behind = all.mentions_in(next.unwrap_or(0..0)).filter(|mention| all.get(mention.entity).kind == EntityType::Person && mention.form.is_name());
        if let Some(first) = behind.next() {
            return behind.all(|mention| mention.entity == first.entity).then_some(first.entity);
        }
        let mut people = all.entities.iter().filter(|entity| entity.kind == EntityType::Person);
        people.next().filter(|_| people.next().is_none()).map(|entity| entity.id)
    }

    /// Whom "he" at `at` means.
    fn pronoun(&self, at: usize) -> Option<EntityId> {
        if !self.is(at, &["he", "she"]) {
            return None;
        }
        if self.kin_or_other() {
            return None;
        }
        let all = &self.article.entities;
        let known = all.mentions_in(at..at + 1).find(|mention| mention.form == Form::Pronoun && mention.sure && all.get(mention.entity).kind == EntityType::Person);
        self.lone().or(known.map(|mention| mention.entity))
    }

    /// Who is the subject of a verb at `at`: the nearest before it, if no relative and nobody else comes between.
    fn subject(&self, at: usize) -> Option<EntityId> {
        let start = at.saturating_sub(REACH).max(self.sentence.start);
        let all = &self.article.entities;
        // What a closed relative clause tells is no matter: "Oru, whose diary is in print, was born …".
        let comma = (start..at).rev().find(|at| self.is(*at, &[","]));
        let blocked = |from: usize| (comma.filter(|comma| *comma > from + 1 && self.is(from, &[","]) && self.is(from + 1, &["who", "whose", "a", "an", "the"])).unwrap_or(from)..at).any(|at| self.parse.has(at, Class::Kin) || self.is(at, &["'s", "’s", "whose", "his", "her", "their", "when", "after", "before", "that", "as"]) || self.is(at, &["and"]) && !self.parse.tags.get(at + 1).is_some_and(|tag| tag.is_verb()));
        let named = all.mentions_in(start..at).filter(|mention| mention.last as usize <= at && self.person(mention)).last();
        let pronoun = (start..at).rev().find(|at| self.is(*at, &["he", "she"]));
        let led = (comma.unwrap_or(start)..at).all(|at| !self.parse.has(at, Class::Kin) && !self.is(at, &["his", "her", "whose"]));
        match (named, pronoun) {
            (_, Some(at)) if named.is_none_or(|named| (named.first as usize) < at) => self.pronoun(at).filter(|_| led),
            (Some(named), _) => (!blocked(named.last as usize) && led).then_some(named.entity),
            _ => None,
        }
    }

    /// Somebody whom the sentence does not name, and whom its own years and ages are of: "the goalkeeper, born in 1980, …".
    fn unnamed(&self, at: usize) -> Option<EntityId> {
        let all = &self.article.entities;
        let named = all.mentions_in(self.sentence.start..at).any(|mention| all.get(mention.entity).kind == EntityType::Person && mention.form.is_name());
        let kin = (self.sentence.start..self.sentence.end.min(at + 8)).any(|at| self.parse.has(at, Class::Kin) || self.parse.quoted_at(at).is_some() || self.is(at, &["whose"]));
        if named || kin {
            return None;
        }
        let the = self.is(self.sentence.start, &["the", "he", "she", "born"]);
        self.lone().filter(|_| the).or_else(|| EntityId::MAX.checked_sub(self.index as EntityId))
    }

    fn age(&self, person: EntityId, years: u32, when: When, tokens: Range<usize>) -> Age {
        let (parse, sentence) = (self.parse, &self.sentence);
        let day = sentence.clone().find_map(|at| {
            let month = (at.saturating_sub(3).max(sentence.start)..at).any(|at| parse.has(at, Class::Month));
            let born = (at.saturating_sub(6).max(sentence.start)..at).any(|at| parse.is(at, "born"));
            year_at(parse, at).filter(|_| month && !born)
        });
        let recent = self.is_news();
        Age { person, years, when, tokens, beside: true, weak: false, day, recent }
    }

    fn is_news(&self) -> bool {
        self.sentence.clone().any(|at| self.parse.has(at, Class::Weekday) || self.is(at, &["has", "today", "yesterday"]))
    }

    /// "34-year-old Dan Holt", "Dan Holt, a 34-year-old baker", "a 34-year-old baker, Dan Holt,", "the 34-year-old".
    fn compound(&self, at: usize) -> Option<Age> {
        let parse = self.parse;
        let years = compound_years(parse.word(at))?;
        let all = &self.article.entities;
        let behind = all.mentions_in(at + 1..self.sentence.end.min(at + 8)).find(|mention| mention.last as usize > at + 1 && mention.form.is_name());
        let plain = |at: usize| {
            !parse.tags[at].is_finite() && (!parse.tags[at].is_punctuation() || parse.is(at, ",")) && parse.quoted_at(at).is_none()
                && !parse.has(at, Class::Kin) && !self.is(at, &["and", "of", "by", "to", "'s", "’s", "with", "for", "from", "who", "whose", "that", "in", "at", "on", "as"])
        };
        if let Some(behind) = behind.filter(|mention| self.person(mention) && (at + 1..mention.first as usize).all(plain)) {
            let commas = (at + 1..behind.first as usize).filter(|at| parse.is(*at, ",")).count();
            let apposed = commas == 0 || commas == 1 && parse.is(behind.first as usize - 1, ",");
            return apposed.then(|| self.age(behind.entity, years, When::Now, at..at + 1));
        }
        let article = at > self.sentence.start && self.is(at - 1, &["a", "an", "the"]);
        if article && at >= self.sentence.start + 2 {
            let apposed = self.is(at - 2, &[","]) || self.is(at - 2, &["is"]) && self.is(at - 1, &["a", "an"]);
            if let Some(named) = self.ends_at(at - 2).filter(|_| apposed) {
                return Some(self.age(named.entity, years, When::Now, named.first as usize..at + 1));
            }
        }
        let before = self.index.checked_sub(1).map(|before| parse.sentences[before].tokens()).unwrap_or(0..0);
        let known = parse.word(at + 1).len() > 3 && before.clone().any(|before| parse.is(before, parse.word(at + 1)));
        let alone = parse.tags.get(at + 1).is_none_or(|tag| !tag.is_noun()) || known || parse.in_fairness(at + 1, "somebody");
        let definite = article && parse.is(at - 1, "the");
        let opens = at - 1 == self.sentence.start;
        let person = if opens { self.last_alone(at) } else { self.lone().filter(|_| !self.somebody_else()) };
        let person = person.filter(|_| definite && alone)?;
        Some(Age { beside: false, ..self.age(person, years, When::Now, at..at + 1) })
    }

    /// Whether "she" may be a relative or another woman whom this sentence or the one before brings in.
    fn kin_or_other(&self) -> bool {
        let parse = self.parse;
        let from = self.index.checked_sub(1).map_or(self.sentence.start, |before| parse.sentences[before].first as usize);
        (from..self.sentence.end).any(|at| {
            let led = |words: &[&str]| (at.saturating_sub(3).max(from)..at).any(|at| parse.is_any(at, words));
            parse.has(at, Class::Kin) && led(&["a", "an", "his", "her", "their", "'s", "’s"]) || parse.is_any(at, &["man", "woman", "boy", "girl"]) && led(&["a", "another", "second"])
        })
    }

    /// Whether this sentence or the one before brings in somebody without a name: "another man", "two women", "a driver".
    fn somebody_else(&self) -> bool {
        let parse = self.parse;
        let from = self.index.checked_sub(1).map_or(self.sentence.start, |before| parse.sentences[before].first as usize);
        (from..self.sentence.end).any(|at| {
            let people = parse.has(at, Class::PersonNoun) || parse.has(at, Class::PeopleNoun) || parse.has(at, Class::Kin) || parse.is_any(at, &["man", "woman", "boy", "girl", "men", "women"]);
            people && (at.saturating_sub(3).max(from)..at).any(|at| parse.is_any(at, &["a", "an", "another", "other", "two", "three", "his", "her", "their", "second"]))
        })
    }

    /// The only person of the sentence before.
    fn last_alone(&self, at: usize) -> Option<EntityId> {
        let all = &self.article.entities;
        let before = self.parse.sentences[self.parse.sentence_of(at).checked_sub(1)?].tokens();
        let mut people = all.mentions_in(before).filter(|mention| all.get(mention.entity).kind == EntityType::Person && mention.form.is_name());
        let first = people.next()?;
        people.all(|mention| mention.entity == first.entity).then_some(first.entity)
    }

    /// An age that is told by a bare number.
    fn alone(&self, at: usize, dead: Option<EntityId>) -> Option<Age> {
        let years = years_of(self.parse, at)?;
        if let Some(age) = self.then(at, years) {
            return Some(age);
        }
        self.apposed(at, years, dead).or_else(|| self.predicated(at, years, dead)).or_else(|| self.at_death(at, years))
    }

    /// "Aged 34, Dan Holt is"; "became mayor in 2010 at the age of 30", "then 19, joined the navy in 1990": of the only year that is told.
    fn then(&self, at: usize, years: u32) -> Option<Age> {
        let parse = self.parse;
        let start = self.sentence.start;
        let back = |steps: usize, words: &[&str]| at.checked_sub(steps).is_some_and(|at| at >= start && parse.is_any(at, words));
        let ended = self.sentence.clone().any(|at| self.is(at, &["died", "dies", "dead", "killed"]));
        let mut told = self.sentence.clone().filter(|at| !(at.saturating_sub(6).max(start)..*at).any(|at| self.is(at, &["born"]))).filter_map(|at| year_at(parse, at));
        let year = told.next();
        let alone = told.all(|other| Some(other) == year);
        if at == start + 1 && back(1, &["aged", "at"]) && self.is(at + 1, &[","]) && year.is_none() {
            let all = &self.article.entities;
            let named = all.mentions_in(at + 2..at + 4).find(|mention| mention.first as usize > at && self.person(mention))?;
            let is = back(1, &["aged"]) || self.is(named.last as usize, &["is", "has"]);
            return is.then(|| self.age(named.entity, years, When::Now, start..at + 1));
        }
        let aged = back(1, &["of"]) && back(2, &["age"]) || back(1, &["aged"]);
        let then = back(1, &["then"]) && back(2, &[","]) || self.is(at + 1, &["at"]) && self.is(at + 2, &["the"]) && self.is(at + 3, &["time"]);
        let year = year.filter(|_| alone && !ended && (aged || then))?;
        let named = if then { self.ends_at(at - if back(1, &["then"]) { 2 } else { 1 }).map(|named| named.entity) } else { None };
        let person = named.or_else(|| self.subject(at))?;
        Some(self.age(person, years, When::Year(year), at - 1..at + 1))
    }

    fn closes(&self, at: usize) -> bool {
        at >= self.sentence.end || self.is(at, &[",", ".", ";", ")", "(", "–", "—", ":"])
    }

    /// "Dan Holt, 34,", "Holt (34)", "Holt, aged 34,", "Holt, who is 34,", "Holt, a diver of 34,".
    fn apposed(&self, at: usize, years: u32, dead: Option<EntityId>) -> Option<Age> {
        let (parse, start) = (self.parse, self.sentence.start);
        let back = |steps: usize, words: &[&str]| at.checked_sub(steps).is_some_and(|at| at >= start && parse.is_any(at, words));
        let old = self.is(at + 1, &["years"]) && self.is(at + 2, &["old"]);
        let end = if old { at + 3 } else { at + 1 };
        let listed = parse.number_at(at + 2).is_some() && self.is(at + 1, &[","]) || self.is(at + 1, &["to"]);
        // A sentence about another year tells of that time.
        let past = self.sentence.clone().any(|at| year_at(parse, at).is_some_and(|_| !(at.saturating_sub(6).max(start)..at).any(|at| self.is(at, &["since", "born"])) && !self.is(at - 1, &["("])));
        let named = |end: usize| self.ends_at(end).map(|named| (named.entity, named.first as usize));
        if !self.closes(end) || listed {
            return None;
        }
        let tokens = |first: usize| first..end;
        if back(1, &["("]) && self.is(end, &[")"]) {
            let named = self.ends_at(at - 1).filter(|_| !past && years > 15)?;
            return Some(Age { weak: true, ..self.age(named.entity, years, When::Now, named.first as usize..at + 1) });
        }
        let bare = back(1, &[","]).then(|| named(at - 1)).flatten();
        let aged = (back(1, &["aged", "age", "now"]) && back(2, &[",", "("])).then(|| named(at - 2)).flatten();
        let of = (back(1, &["of"]) && back(3, &["a", "an"]) && back(4, &[","]) && parse.tags[at - 2].is_noun()).then(|| named(at - 4)).flatten();
        // "Oru, at 26, is": but "Oru, at 19, left home" is of then.
        let stands = self.is(end, &[","]) && self.is(end + 1, &["is", "has", "had", "remains"]);
        let parenthetic = (back(1, &["at"]) && back(2, &[","]) && stands).then(|| named(at - 2)).flatten();
        if let Some((person, first)) = bare.or(aged).or(of).or(parenthetic).filter(|_| !past) {
            return Some(self.age(person, years, When::Now, tokens(first)));
        }
        // "Who is 34": of the name before, or of whom the text is about.
        let now = usize::from(back(1, &["now", "only", "just"]));
        let is = at.checked_sub(now + 1).filter(|is| *is > start + 1 && self.is(is - 1, &["who"]) && self.is(is - 2, &[","]))?;
        let of_noun = || (!parse.tags[is - 3].is_verb() && !parse.tags[is - 3].is_proper() && is > start + 2 && !parse.has(is - 3, Class::Kin)).then(|| self.lone()).flatten();
        let person = self.ends_at(is - 2).map(|named| named.entity).or_else(of_noun)?;
        match () {
            _ if self.is(is, &["is", "'s", "’s"]) => Some(self.age(person, years, When::Now, is..end)),
            _ if self.is(is, &["was"]) && dead == Some(person) => Some(self.age(person, years, When::Death, is..end)),
            _ => None,
        }
    }

    /// "She is 34.", "Holt is now 34 and", "Holt, who turned 34 in May", "he was 34 when … in 2012", "She was 34."
    fn predicated(&self, at: usize, years: u32, dead: Option<EntityId>) -> Option<Age> {
        let parse = self.parse;
        let light = usize::from(at > self.sentence.start && self.is(at - 1, &["now", "only", "just", "already"]));
        let verb = at.checked_sub(light + 1).filter(|verb| *verb > self.sentence.start)?;
        let who = usize::from(self.is(verb - 1, &["who"]) && verb > self.sentence.start + 1);
        let comma = usize::from(who > 0 && self.is(verb - 2, &[","]));
        let person = || {
            let near = self.pronoun(verb - 1).or_else(|| self.ends_at(verb - who - comma).map(|named| named.entity));
            let bracket = || {
                let open = (verb.saturating_sub(9).max(self.sentence.start)..verb).rev().find(|at| self.is(*at, &["("])).filter(|_| self.is(verb - 1, &[")"]))?;
                self.ends_at(open).map(|named| named.entity)
            };
            near.or_else(bracket).or_else(|| if self.is(verb - 1, &[","]) { self.subject(verb) } else { None })
        };
        let old = self.is(at + 1, &["years"]) && self.is(at + 2, &["old"]);
        let end = if old { at + 3 } else { at + 1 };
        let alone = self.closes(end) || self.is(end, &["and", "today", "but"]) && parse.number_at(end + 1).is_none();
        if self.is(verb, &["turned", "turns"]) {
            return self.turned(at, verb, years, person()?);
        }
        if self.is(verb, &["is", "'s", "’s"]) {
            return alone.then(person).flatten().map(|person| self.age(person, years, When::Now, verb..end));
        }
        if !self.is(verb, &["was"]) {
            return None;
        }
        // The year of "he was 12 when he signed in 2018", "in 1998, when he was 16": the only one but that of a birth.
        let when = self.sentence.clone().any(|at| self.is(at, &["when"]));
        let mut years_told = self.sentence.clone().filter(|at| !(at.saturating_sub(6).max(self.sentence.start)..*at).any(|at| self.is(at, &["born"]))).filter_map(|at| year_at(parse, at));
        let year = years_told.next().filter(|year| years_told.all(|other| other == *year));
        // "Was 70 when she died".
        if self.is(end, &["when"]) && (end + 1..self.sentence.end.min(end + 5)).any(|at| self.is(at, &["died", "killed"])) {
            return person().map(|person| self.age(person, years, When::Death, verb..end));
        }
        let when_year = year.filter(|_| when && (alone || self.is(end, &["when"])));
        if let Some(year) = when_year {
            let person = person().or_else(|| if self.is(verb - 1, &["he", "she"]) { self.unnamed(verb) } else { None });
            return person.map(|person| self.age(person, years, When::Year(year), verb..end));
        }
        let person = (alone && !when && year.is_none()).then(person).flatten()?;
        (dead == Some(person)).then(|| self.age(person, years, When::Death, verb..end))
    }

    /// "Turned 40 on Thursday": as of today; "before he turned 18" is not.
    fn turned(&self, at: usize, verb: usize, years: u32, person: EntityId) -> Option<Age> {
        let parse = self.parse;
        let near = at + 1..self.sentence.end.min(at + 4);
        let recent = near.clone().any(|at| parse.has(at, Class::Weekday) || parse.has(at, Class::Month) || self.is(at, &["last", "this", "yesterday", "today", "week"]));
        let past = (at + 1..self.sentence.end.min(at + 6)).any(|at| year_at(parse, at).is_some());
        let led = (verb.saturating_sub(4).max(self.sentence.start)..verb).any(|at| self.is(at, &["before", "when", "after", "until", "since", "as", "once", "if", "had", "by"]));
        (recent && !past && !led).then(|| self.age(person, years, When::Now, verb..at + 1))
    }

    /// "Celebrated her 90th birthday on Sunday".
    fn birthday(&self, at: usize) -> Option<Age> {
        let word = self.parse.word(at);
        let years = ordinal(word).or_else(|| ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?.parse().ok())?;
        let verb = at.checked_sub(2).filter(|verb| *verb > self.sentence.start && self.is(at - 1, &["her", "his"]) && self.is(at + 1, &["birthday"]))?;
        let dated = self.sentence.clone().any(|at| year_at(self.parse, at).is_some_and(|_| at > verb));
        let marks = self.is(verb, &["celebrated", "celebrates", "marked", "marks", "celebrating", "marking"]) && (1..=OLDEST).contains(&years) && !dated;
        let person = self.subject(verb).filter(|_| marks)?;
        Some(self.age(person, years, When::Now, verb..at + 2))
    }

    /// "Died on Wednesday at 77", "has died at the age of 84", "died in 2010, aged 70".
    fn at_death(&self, at: usize, years: u32) -> Option<Age> {
        let back = |steps: usize, words: &[&str]| at.checked_sub(steps).is_some_and(|at| self.is(at, words));
        let led = back(1, &["aged", "age", "at"]) || back(1, &["of"]) && back(2, &["age"]);
        let closed = self.closes(at + 1) || self.parse.tags[at + 1] == Tag::In && !self.is(at + 1, &["of", "per"]) || self.is(at + 1, &["and"]);
        if !led || !closed {
            return None;
        }
        let from = at.saturating_sub(18).max(self.sentence.start);
        let died = (from..at).rev().find(|at| self.is(*at, &["died", "dies", "dead"]))?;
        let other = (died..at).any(|at| self.is(at, &["she", "he", "who", "while", "but", "and"]) || self.parse.tags[at].is_finite() && at > died && !self.is(at, &["aged"]));
        let person = self.subject(died).or_else(|| self.named_behind(died)).or_else(|| self.unnamed(died)).filter(|_| !other)?;
        Some(self.age(person, years, When::Death, died..at + 1))
    }

    /// "Born in 1948, Dan Holt …": whom a sentence names first, behind what opens it.
    fn named_behind(&self, at: usize) -> Option<EntityId> {
        let all = &self.article.entities;
        let comma = (at..self.sentence.end.min(at + 12)).find(|at| self.is(*at, &[","]))?;
        let opens = at <= self.sentence.start + 2 || self.is(at - 1, &[":", "–", "—", "(", ";"]);
        let next = all.mentions_in(comma + 1..self.sentence.end.min(comma + 4)).find(|mention| mention.first as usize > comma && self.person(mention));
        next.map(|mention| mention.entity).or_else(|| self.pronoun(comma + 1)).filter(|_| opens)
    }

    /// "Born in Skerry in 1990", "Holt (1950–2010)", "(born 1950)".
    fn birth(&self, at: usize, deaths: &mut Vec<(EntityId, u32)>) -> Option<Birth> {
        let parse = self.parse;
        if parse.is(at, "(") && at > self.sentence.start {
            let named = self.ends_at(at)?.entity;
            let (from, to, end) = match parse.word(at + 1).split_once(['-', '‑']) {
                Some((from, to)) => (from.parse().ok()?, to.parse().ok()?, at + 2),
                None if self.is(at + 2, &["–", "-", "—"]) => (year_at(parse, at + 1)?, year_at(parse, at + 3)?, at + 4),
                None => return None,
            };
            // A term of office is told in the same way.
            let lived = (1700..2100).contains(&from) && from < to && to < 2100 && to - from > 15 && parse.is(end, ")");
            deaths.extend(lived.then_some((named, to)));
            return lived.then(|| Birth { person: named, year: from, tokens: at + 1..end });
        }
        if !parse.is(at, "born") {
            return None;
        }
        let end = self.sentence.end.min(at + 11);
        let (last, year) = (at + 1..end).take_while(|next| !parse.tags[*next].is_finite() && !self.is(*next, &[";", "–"])).find_map(|next| Some((next, year_at(parse, next)?)))?;
        let person = self.subject(at).or_else(|| self.named_behind(at)).or_else(|| self.unnamed(at))?;
        Some(Birth { person, year, tokens: at..last + 1 })
    }

    /// Who died, and in which year.
    fn death(&self, at: usize) -> Option<(EntityId, Option<u32>)> {
        if !(self.is(at, &["died", "dies", "killed", "dead", "drowned", "murdered", "executed"]) || self.is(at, &["body"]) && self.is(at + 1, &["of"])) {
            return None;
        }
        let of_body = || self.article.entities.mentions_in(at + 2..at + 3).find(|mention| self.person(mention)).map(|mention| mention.entity);
        let person = self.subject(at).or_else(|| self.named_behind(at)).or_else(of_body).or_else(|| self.unnamed(at))?;
        let year = (at + 1..self.sentence.end.min(at + 10)).take_while(|at| !self.is(*at, &["born"])).find_map(|at| year_at(self.parse, at));
        Some((person, year))
    }

    /// "I'm 63", "I turned 40 last week", in the words of the only person whom the sentence names outside them.
    fn own_words(&self, at: usize) -> Option<Age> {
        let parse = self.parse;
        let years = years_of(parse, at)?;
        // "At 41, I am".
        let at_age = at > self.sentence.start && self.is(at - 1, &["at"]) && self.is(at + 1, &[","]) && self.is(at + 2, &["I"]) && self.is(at + 3, &["am", "'m", "’m", "have", "can"]);
        let verb = at.checked_sub(1).filter(|verb| at_age || *verb > self.sentence.start && self.is(verb - 1, &["I"]))?;
        let end = at + 1;
        let closed = self.closes(end) || self.is(end, &["and", "now", "but", "years", "today"]) || parse.tokens.get(end).is_some_and(|token| token.shape == Shape::CloseQuote);
        let all = &self.article.entities;
        let mut named = all.mentions_in(self.sentence.clone()).filter(|mention| !mention.quoted && mention.form.is_name() && all.get(mention.entity).kind == EntityType::Person);
        let speaker = named.next()?;
        let alone = named.all(|mention| mention.entity == speaker.entity) && self.person(speaker);
        match () {
            _ if !alone => None,
            _ if at_age => Some(self.age(speaker.entity, years, When::Now, verb..end)),
            _ if self.is(verb, &["am", "'m", "’m"]) && closed => Some(self.age(speaker.entity, years, When::Now, verb..end)),
            _ if self.is(verb, &["turned"]) => self.turned(at, verb, years, speaker.entity),
            _ => None,
        }
    }
}
