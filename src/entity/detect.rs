//! Which words are names, and of what. Capitals, the word lists, the model's tags and the whole article's use of a word are evidence;
//! none of them decides alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::{Evidence, Touched};
use super::kind::{self, Scores};
use super::segment::{self, Segment};
use super::{EntityType, Form, Mention, fold, name};
use crate::lexicon::Class;
use crate::model::kinds::Kinds;
use crate::syntax::kept::{Kept, Movable, PerSentence, Shift};
use crate::syntax::{Parse, Shape};
use crate::text::Span;

mod homonyms;

/// A mention before it is linked, with what it seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The mention; its form is settled when it is linked.
    pub mention: Mention,
    /// What it seems to be.
    pub kind: EntityType,
    /// The key of its folded words.
    pub key: u64,
}

/// What may be a name, by itself: read once, and kept while the words around it and their use in the article stay.
#[derive(Debug, Clone)]
pub struct Candidate {
    segment: Segment,
    key: u64,
    /// What the words around it say.
    context: Scores,
    /// What its own words say, once somebody asked.
    lexical: Option<Scores>,
}

/// Finds what may be a name in each sentence; sentences that no edit touched are taken from `earlier`.
pub fn candidates(
    parse: &Parse,
    evidence: &Evidence,
    touched: &Touched,
    kinds: &Kinds,
    earlier: Option<(&PerSentence<Candidate>, &Kept)>,
) -> PerSentence<Candidate> {
    let stale = |index: usize| {
        let sentence = parse.sentences[index].tokens();
        let reach = sentence.start.saturating_sub(Kept::REACH)..(sentence.end + Kept::REACH).min(parse.tokens.len());
        touched.touches(&evidence.keys[reach])
    };
    let mut segments = Vec::new();
    PerSentence::read(parse.sentences.len(), earlier, stale, |index, candidates| {
        segment::find(parse, evidence, index, &mut segments);
        candidates.extend(segments.drain(..).map(|segment| Candidate {
            key: key(parse, evidence, &segment),
            context: kind::contextual(parse, kinds, &segment),
            lexical: None,
            segment,
        }));
    })
}

impl Movable for Candidate {
    fn moved(&self, shift: Shift) -> Candidate {
        let segment = &self.segment;
        let range = shift.tokens(segment.tokens());
        let title = segment.title.clone().map(|title| shift.tokens(title));
        let narrowed = segment.narrowed.map(|span| shift.span(span));
        Candidate { segment: Segment { first: range.start, last: range.end, title, narrowed, ..*segment }, ..*self }
    }
}

/// All names of an article, in text order.
pub fn mentions(parse: &Parse, evidence: &Evidence, kinds: &Kinds, candidates: &mut [Candidate]) -> Vec<Found> {
    let groups = scores(parse, evidence, kinds, candidates);
    let mut found = Vec::with_capacity(candidates.len());
    for Candidate { segment, key, .. } in &*candidates {
        let Some(scores) = groups.get(key) else { continue };
        let Some((kind, form)) = settle(parse, evidence, segment, scores) else { continue };
        let span = segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens()));
        let title = segment.title.clone().filter(|_| kind == EntityType::Person).map(|title| parse.span(title));
        let mention = Mention {
            span,
            first: segment.first as u32,
            last: segment.last as u32,
            form,
            entity: 0,
            honorific: segment.honorific,
            title,
            quoted: parse.quoted_at(segment.first).is_some(),
            sure: true,
        };
        found.push(Found { mention, kind, key: *key });
    }
    homonyms::add(parse, evidence, &mut found);
    found
}

/// What speaks for each kind of name, by the key of its words.
fn scores(parse: &Parse, evidence: &Evidence, kinds: &Kinds, candidates: &mut [Candidate]) -> FxHashMap<u64, Scores> {
    let mut groups = FxHashMap::<u64, Scores>::default();
    for candidate in &mut *candidates {
        let scores = groups.entry(candidate.key).or_insert_with(|| {
            let lexical = || kind::lexical(parse, evidence, kinds, &candidate.segment);
            *candidate.lexical.get_or_insert_with(lexical)
        });
        scores.add_context(&candidate.context);
    }
    inherit(parse, evidence, candidates, &mut groups);
    enumerated(parse, candidates, &mut groups);
    groups
}

/// "Saarholm, Oru and Vellmouth": names in one list are mostly of one kind, so those that are sure speak for those that are not.
fn enumerated(parse: &Parse, candidates: &[Candidate], groups: &mut FxHashMap<u64, Scores>) {
    let mut raised = Vec::new();
    let mut from = 0;
    while from < candidates.len() {
        let mut to = from + 1;
        let mut joined = false;
        while to < candidates.len()
            && let Some(last) = listed(parse, &candidates[to - 1].segment, &candidates[to].segment)
        {
            (joined, to) = (last, to + 1);
            if joined {
                break;
            }
        }
        let list = &candidates[from..to];
        let sure = |candidate: &Candidate| groups.get(&candidate.key).filter(|scores| scores.margin() >= SURE).map(Scores::best);
        if joined && list.iter().all(|candidate| !candidate.segment.demonym) {
            let mut kinds = list.iter().filter_map(sure).filter(|kind| *kind != EntityType::Other);
            if let Some(kind) = kinds.next()
                && kinds.all(|other| other == kind)
            {
                raised.extend(list.iter().filter(|candidate| sure(candidate).is_none()).map(|candidate| (candidate.key, kind)));
            }
        }
        from = to;
    }
    raised.sort_unstable_by_key(|(key, kind)| (*key, *kind as u8));
    raised.dedup();
    for (key, kind) in raised {
        groups.entry(key).or_default().raise_by(kind, LISTED);
    }
}

/// How much speaks for a person where a word is somebody's surname, and for a body that was named before such a namesake.
const SURNAME: f32 = 4.0;
const NAMESAKE: f32 = 3.0;

/// How far ahead the best kind must be to speak for the rest of a list.
const SURE: f32 = 2.0;
/// How much it speaks for.
const LISTED: f32 = 1.2;

/// Whether `next` goes on with a list after `one`; true inside if it ends it with "and" or "or".
fn listed(parse: &Parse, one: &Segment, next: &Segment) -> Option<bool> {
    let between = one.last..next.first;
    let conjunction = between.clone().next_back().is_some_and(|at| parse.is_any(at, &["and", "or"]));
    let plain = match between.len() {
        1 => conjunction || parse.is(one.last, ","),
        2 => conjunction && parse.is(one.last, ","),
        _ => false,
    };
    (plain && one.narrowed.is_none() && next.narrowed.is_none()).then_some(conjunction)
}

/// What is known of one name of an article, for training: all places with the same words.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// What the rules say for each kind (person, organisation, place, other), in the order of the trained table's labels.
    pub totals: [f32; 4],
    /// The keys of what stands inside the name.
    pub inside: Vec<u64>,
    /// Each place, as a span of the prose, with the keys of what stands beside it.
    pub places: Vec<(Span, Vec<u64>)>,
}

/// The names of an article as they are before the trained table has its say. People's adjectives ("Vellmouthian") are none.
pub fn groups(parse: &Parse) -> Vec<Group> {
    let (evidence, touched) = Evidence::read(parse, None);
    let untrained = Kinds::new(&[]);
    let mut candidates = candidates(parse, &evidence, &touched, &untrained, None);
    let candidates = candidates.all_mut();
    let scores = scores(parse, &evidence, &untrained, candidates);
    let mut places = FxHashMap::<u64, usize>::default();
    let mut groups = Vec::<Group>::new();
    for Candidate { segment, key, .. } in candidates.iter().filter(|candidate| !candidate.segment.demonym) {
        let Some(scores) = scores.get(key) else { continue };
        let at = *places.entry(*key).or_insert(groups.len());
        if at == groups.len() {
            let mut inside = Vec::new();
            kind::lexical_keys(parse, &evidence, segment, &mut inside);
            groups.push(Group { totals: scores.totals(), inside, places: Vec::new() });
        }
        let mut beside = Vec::new();
        kind::contextual_keys(parse, segment, &mut beside);
        groups[at].places.push((segment.narrowed.unwrap_or_else(|| parse.span(segment.tokens())), beside));
    }
    groups
}

fn key(parse: &Parse, evidence: &Evidence, segment: &Segment) -> u64 {
    match segment.narrowed.filter(|_| segment.len() == 1) {
        Some(span) => fold::join(std::iter::once(fold::key(span.of(&parse.prose.text)))),
        None => fold::join(segment.tokens().map(|at| evidence.keys[at])),
    }
}

/// What a segment is, or `None` when its capitals mean nothing.
fn settle(parse: &Parse, evidence: &Evidence, segment: &Segment, scores: &Scores) -> Option<(EntityType, Form)> {
    if segment.demonym {
        return Some((EntityType::Other, Form::Demonym));
    }
    let kind = scores.best();
    let word = &parse.tokens[segment.first];
    if segment.doubtful && kind == EntityType::Other && !evidence.uses(segment.first).capital {
        return None;
    }
    if kind == EntityType::Person && segment.len() == 1 && (word.shape == Shape::Upper && word.span.len() < 4 || word.span.len() == 1) {
        return Some((EntityType::Other, Form::Full));
    }
    Some((kind, Form::Full))
}

/// A word that is part of a longer name elsewhere is most likely the same person or body.
fn inherit(parse: &Parse, evidence: &Evidence, candidates: &[Candidate], groups: &mut FxHashMap<u64, Scores>) {
    let mut times = FxHashMap::<u64, u32>::default();
    for Candidate { key, .. } in candidates {
        *times.entry(*key).or_default() += 1;
    }
    wholes(parse, evidence, candidates, groups);
    let mut parts = FxHashMap::<u64, Scores>::default();
    // Where the first body that begins with a word, and the first person whose surname it is, stand.
    let mut namesakes = FxHashMap::<u64, [Option<usize>; 2]>::default();
    for Candidate { segment, key, .. } in candidates {
        if segment.len() < 2 || segment.demonym {
            continue;
        }
        let Some(scores) = groups.get(key) else { continue };
        let (first, last) = (evidence.keys[segment.first], evidence.keys[segment.last - 1]);
        let known = |at: usize| parse.tokens[at].entry.classes.any(&[Class::Country, Class::Town, Class::Demonym, Class::GivenName]);
        match scores.best() {
            EntityType::Person => {
                let family_first = name::family_first(parse, segment.first, segment.last);
                let (family, given) = if family_first { (first, last) } else { (last, first) };
                parts.entry(family).or_default().raise(EntityType::Person, SURNAME);
                namesakes.entry(family).or_default()[1].get_or_insert(segment.first);
                parts.entry(given).or_default().raise(EntityType::Person, 2.5);
            }
            EntityType::Organization => {
                let named = !parse.tokens[segment.first].entry.classes.any(&[Class::Country, Class::Town, Class::Demonym]);
                parts.entry(first).or_default().raise(EntityType::Organization, if named { 1.5 } else { 0.0 });
                namesakes.entry(first).or_default()[0].get_or_insert(segment.first);
                // "Church of Lanternism": who is named by what it is for may go by that alone.
                if segment.len() > 2 && parse.is(segment.last - 2, "of") && !known(segment.last - 1) {
                    parts.entry(last).or_default().raise(EntityType::Organization, 2.5);
                }
                let initials = initials(parse, segment);
                parts.entry(initials).or_default().raise(EntityType::Organization, 3.0);
            }
            // "the Oru" is the Oru River, and Saarholm is in Saarholm Province.
            EntityType::Place if segment.len() == 2 && parse.is_any(segment.last - 1, SITES) => {
                parts.entry(first).or_default().raise(EntityType::Place, 2.0);
            }
            _ => {}
        }
    }
    for Candidate { segment, key, .. } in candidates {
        if segment.len() != 1 {
            continue;
        }
        let Some(count) = times.remove(key) else { continue };
        let Some(scores) = groups.get_mut(key) else { continue };
        let classes = parse.tokens[segment.first].entry.classes;
        let mut part = parts.remove(&evidence.keys[segment.first]);
        // "Oru Group … Oru … its founder, Karin Oru": the body is meant, not who comes only later.
        if let Some([Some(body), Some(person)]) = namesakes.get(&evidence.keys[segment.first])
            && *body < *person
            && segment.first < *person
            && let Some(part) = &mut part
        {
            part.lower(EntityType::Person, SURNAME);
            part.raise(EntityType::Organization, NAMESAKE);
        }
        match part {
            // What is beside a name that stands often weighs more, and so must what the longer name says.
            Some(part) => {
                // A painter's surname may be a town's name, but hardly a country's.
                let repeated = match (classes.has(Class::Country), classes.has(Class::Town)) {
                    (true, _) => 0.0,
                    (false, true) => REPEATED / 2.0,
                    (false, false) => REPEATED,
                };
                scores.add(&part.times(1.0 + repeated * (count as f32).ln()));
            }
            // News gives people's full names: a word that never stands in one is seldom a person.
            None if count > 2 => scores.lower(EntityType::Person, 1.0),
            None => {}
        }
    }
}

/// A name of two words is most likely a person's when the last of them stands for one alone.
fn wholes(parse: &Parse, evidence: &Evidence, candidates: &[Candidate], groups: &mut FxHashMap<u64, Scores>) {
    let mut people = FxHashMap::<u64, bool>::default();
    for Candidate { segment, key, .. } in candidates.iter().filter(|candidate| candidate.segment.len() == 1) {
        let Some(scores) = groups.get(key) else { continue };
        people.insert(evidence.keys[segment.first], scores.best() == EntityType::Person);
    }
    let mut raised = FxHashSet::default();
    for Candidate { segment, key, .. } in candidates {
        let last = parse.tokens[segment.last - 1].entry.classes;
        let surname = (2..=3).contains(&segment.len())
            && people.get(&evidence.keys[segment.last - 1]) == Some(&true)
            && segment.tokens().all(|at| parse.tokens[at].shape == Shape::Capitalized)
            && !last.any(&[Class::OrganizationWord, Class::PlaceWord, Class::Town, Class::Country]);
        if surname
            && raised.insert(*key)
            && let Some(scores) = groups.get_mut(key).filter(|scores| scores.best() != EntityType::Place)
        {
            scores.raise_by(EntityType::Person, 1.5);
        }
    }
}

/// Last words of places that go by the first word alone as well.
const SITES: &[&str] = &[
    "River",
    "Valley",
    "Island",
    "Islands",
    "Lake",
    "Desert",
    "Peninsula",
    "Province",
    "Prefecture",
    "Governorate",
    "District",
    "County",
    "Region",
    "State",
    "City",
    "Municipality",
];

/// How much more the longer name tells of a word that stands often.
const REPEATED: f32 = 0.6;

/// The key of the capitals that open the words of a name.
pub(super) fn initials(parse: &Parse, segment: &Segment) -> u64 {
    let mut letters = String::with_capacity(8);
    for at in segment.tokens() {
        let word = parse.word(at);
        letters.extend(word.split('-').filter_map(|part| part.chars().next()).filter(|c| c.is_uppercase()));
    }
    fold::key(&letters)
}
