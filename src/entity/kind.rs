//! Person, organisation, place or other: small pieces of evidence, added up over all places where the same words stand.

use super::evidence::Evidence;
use super::segment::Segment;
use super::{EntityType, name};
use crate::lexicon::{Class, Classes};
use crate::model::clusters::Clusters;
use crate::model::kinds::{self, Kinds};
use crate::syntax::{NameTag, Parse, Shape};

mod around;
mod lists;
mod within;

/// How much speaks for each type.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    sums: [f32; 4],
    /// The sum over all places; what counts is their mean.
    context: [f32; 4],
    /// What is told once and for all ("the town of Oru"): the most over all places.
    told: [f32; 4],
    mentions: f32,
}

const PERSON: usize = 0;
const ORGANIZATION: usize = 1;
const PLACE: usize = 2;
const OTHER: usize = 3;

/// What nothing speaks for is a work, an event, a product.
const BASE: [f32; 4] = [0.0, 0.0, 0.0, 0.7];

impl Scores {
    /// Adds the evidence of one place. What counts in the end is the mean, and a little the number of places.
    pub fn add_context(&mut self, context: &Scores) {
        self.mentions += 1.0;
        for (sum, value) in self.context.iter_mut().zip(context.sums) {
            *sum += value;
        }
        for (most, value) in self.told.iter_mut().zip(context.told) {
            *most = most.max(value);
        }
    }

    fn total(&self, at: usize) -> f32 {
        let mentions = self.mentions.max(1.0);
        self.sums[at] + BASE[at] + self.told[at] + self.context[at] / mentions * (1.0 + mentions.ln())
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Scores) {
        for (sum, value) in self.sums.iter_mut().zip(other.sums) {
            *sum += value;
        }
    }

    /// Raises one type to at least `value`.
    pub fn raise(&mut self, kind: EntityType, value: f32) {
        let sum = &mut self.sums[index(kind)];
        *sum = sum.max(value);
    }

    /// Adds to one type.
    pub fn raise_by(&mut self, kind: EntityType, value: f32) {
        self.sums[index(kind)] += value;
    }

    /// The same with what counts once multiplied.
    pub fn times(self, factor: f32) -> Scores {
        Scores { sums: self.sums.map(|sum| sum * factor), ..self }
    }

    /// Takes from one type.
    pub fn lower(&mut self, kind: EntityType, value: f32) {
        self.sums[index(kind)] -= value;
    }

    /// Adds what the trained table says of features.
    fn add_trained(&mut self, kinds: &Kinds, keys: &[u64]) {
        let trained = kinds.scores(keys);
        self.sums.iter_mut().zip(trained).for_each(|(sum, score)| *sum += score);
    }

    /// What counts for each kind: person, organisation, place, other.
    pub fn totals(&self) -> [f32; 4] {
        [PERSON, ORGANIZATION, PLACE, OTHER].map(|at| self.total(at))
    }

    /// How far the best type is ahead of the next.
    pub fn margin(&self) -> f32 {
        let mut totals = self.totals();
        totals.sort_unstable_by(f32::total_cmp);
        totals[3] - totals[2]
    }

    /// The type with the most for it.
    pub fn best(&self) -> EntityType {
        let mut best = OTHER;
        for at in [PERSON, ORGANIZATION, PLACE] {
            if self.total(at) > self.total(best) {
                best = at;
            }
        }
        [EntityType::Person, EntityType::Organization, EntityType::Place, EntityType::Other][best]
    }
}

fn index(kind: EntityType) -> usize {
    match kind {
        EntityType::Person => PERSON,
        EntityType::Organization => ORGANIZATION,
        EntityType::Place => PLACE,
        EntityType::Other => OTHER,
    }
}

/// What the words themselves say.
pub fn lexical(parse: &Parse, evidence: &Evidence, kinds: &Kinds, segment: &Segment) -> Scores {
    let mut sums = [0.0f32; 4];
    let text = segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens())).of(&parse.prose.text);
    let first = parse.tokens[segment.first].entry.classes;
    let mut last = parse.tokens[segment.last - 1].entry.classes;
    if let Some(end) = name::before_participle(parse.word(segment.last - 1)) {
        last = parse.lexicon.word(&parse.word(segment.last - 1)[..end]).classes;
    }
    let whole = if segment.len() == 1 && segment.narrowed.is_none() { first } else { whole(parse, segment, text) };
    if whole.has(Class::Country) {
        sums[PLACE] += if evidence.sport { 0.0 } else { 6.0 };
        sums[ORGANIZATION] += if evidence.sport { 8.0 } else { 0.0 };
    }
    if segment.work {
        sums[OTHER] += 4.0;
    }
    if whole.has(Class::KnownBody) {
        sums[ORGANIZATION] += if whole.any(&[Class::FamilyName, Class::GivenName, Class::Town]) { 1.5 } else { 3.0 };
    }
    if whole.has(Class::KnownOther) {
        sums[OTHER] += if whole.any(&[Class::FamilyName, Class::GivenName]) { 1.5 } else { 3.5 };
    }
    // Words that people are called by too ("Hong", "Kong") do not make a person of a whole name that the lists hold.
    if segment.len() > 1 && whole.any(&[Class::Country, Class::KnownBody, Class::KnownOther]) {
        sums[PERSON] -= KNOWN;
    }
    if segment.len() == 1 {
        within::single(parse, segment, whole, text, &mut sums);
    } else {
        within::several(parse, segment, first, last, whole, &mut sums);
    }
    if segment.tokens().any(|at| matches!(parse.tokens[at].shape, Shape::Alphanumeric | Shape::Number)) {
        sums[OTHER] += 2.0;
    }
    let mut keys = Vec::with_capacity(64);
    lexical_keys(parse, evidence, segment, &mut keys);
    let mut scores = Scores { sums, ..Scores::default() };
    scores.add_trained(kinds, &keys);
    scores
}

/// The keys of what the trained table is asked about the words themselves.
pub fn lexical_keys(parse: &Parse, evidence: &Evidence, segment: &Segment, keys: &mut Vec<u64>) {
    let whole = whole(parse, segment, segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens())).of(&parse.prose.text));
    let classes = [
        Class::Country,
        Class::Town,
        Class::OrganizationWord,
        Class::BodyNoun,
        Class::CommonAcronym,
        Class::PlaceWord,
        Class::KnownBody,
        Class::KnownOther,
    ];
    let flags = [
        segment.doubtful,
        segment.upper,
        segment.work,
        segment.narrowed.is_some(),
        evidence.sport,
        evidence.uses(segment.first).lower,
        evidence.uses(segment.last - 1).lower,
    ];
    let bits = flags.into_iter().chain(classes.iter().map(|class| whole.has(*class)));
    let seen = bits.enumerate().fold(0, |seen, (place, bit)| seen | u64::from(bit) << place);
    let (words, name) = words(parse, segment);
    kinds::inside(&words, name, seen, keys);
}

/// What speaks against a person where the lists hold the whole name as something else.
const KNOWN: f32 = 4.0;

/// What the tagger adds for a kind that it is sure of.
const SURE: f32 = 1.2;

/// The mean chance of a segment's words to be of a person's, a body's, a place's name.
fn chances(parse: &Parse, segment: &Segment) -> [f32; 3] {
    let words = &parse.chances[segment.tokens()];
    let mean = |kind: usize| words.iter().map(|word| f32::from(word[kind])).sum::<f32>() / (255.0 * words.len().max(1) as f32);
    [mean(PERSON), mean(ORGANIZATION), mean(PLACE)]
}

/// The keys of what the trained table is asked about one place.
pub fn contextual_keys(parse: &Parse, segment: &Segment, keys: &mut Vec<u64>) {
    let names = &parse.names[segment.tokens()];
    let kind = |name: NameTag| (name as u64).div_ceil(2);
    let first = kind(names[0]);
    let begins = names[0] as u64 % 2 == 1;
    let runs_on = names[1..].iter().all(|name| *name != NameTag::Outside && kind(*name) == first && (*name as u64).is_multiple_of(2));
    let ends = parse.names.get(segment.last).is_none_or(|name| *name as u64 % 2 == 1 || *name == NameTag::Outside);
    let last = names.last().map_or(0, |name| kind(*name));
    let flags = [begins, runs_on, ends, segment.honorific, segment.title.is_some()];
    let seen = flags.into_iter().enumerate().fold(first << 8 | last << 12, |seen, (place, bit)| seen | u64::from(bit) << place);
    let (words, name) = words(parse, segment);
    kinds::beside(&words, name, seen, keys);
}

/// The sentence of a segment, and the segment's place in it.
fn words<'a>(parse: &Parse<'a>, segment: &Segment) -> (kinds::Words<'a>, std::ops::Range<usize>) {
    let sentence = parse.sentences[parse.sentence_of(segment.first)].tokens();
    let words = kinds::Words {
        text: &parse.prose.text,
        tokens: &parse.tokens[sentence.clone()],
        tags: &parse.tags[sentence.clone()],
        clusters: Clusters::shipped(),
    };
    (words, segment.first - sentence.start..segment.last - sentence.start)
}

fn whole(parse: &Parse, segment: &Segment, text: &str) -> Classes {
    if segment.narrowed.is_some() {
        return parse.lexicon.name(text);
    }
    let words = segment.tokens().skip(1).map(|at| parse.word(at));
    let phrase = parse.lexicon.phrase(parse.word(segment.first), words).filter(|(length, _)| *length == segment.len());
    parse.lexicon.word(text).classes | phrase.map_or(Classes::default(), |(_, classes)| classes)
}

/// What stands around one place.
pub fn contextual(parse: &Parse, kinds: &Kinds, segment: &Segment) -> Scores {
    let mut sums = [0.0f32; 4];
    if segment.honorific {
        sums[PERSON] += 6.0;
    }
    if segment.title.is_some() {
        sums[PERSON] += 3.5;
    }
    if segment.upper {
        sums.iter_mut().for_each(|sum| *sum *= 0.5);
    }
    // "Vellmouth-based": a place, whatever else is called so.
    if segment.narrowed.is_some() && parse.word(segment.last - 1).ends_with("based") {
        sums[PLACE] += 3.0;
    }
    let mut told = [0.0f32; 4];
    around::before(parse, segment, &mut sums, &mut told);
    around::after(parse, segment, &mut sums, &mut told);
    around::in_dateline(parse, segment, &mut sums);
    for (sum, chance) in sums.iter_mut().zip(chances(parse, segment)) {
        *sum += SURE * chance;
    }
    let mut keys = Vec::with_capacity(32);
    contextual_keys(parse, segment, &mut keys);
    let mut scores = Scores { sums, told, ..Scores::default() };
    scores.add_trained(kinds, &keys);
    scores
}
