//! Which mentions stand for one entity: sieves from the most to the least precise, each of which only joins what the earlier ones left
//! apart. Pronouns and roles come last, when the people are known.

use rustc_hash::{FxHashMap, FxHashSet};

use super::detect::Found;
use super::evidence::Evidence;
use super::pronoun::Pronoun;
use super::role::Description;
use super::{Entities, Entity, EntityType, Form, Gender, PersonalName, fold, inside, interview, name, pronoun, role};
use crate::lexicon::Class;
use crate::syntax::kept::{Kept, PerSentence};
use crate::syntax::{Parse, Shape, Tag};

mod acronym;
pub(super) mod country;
mod forms;
mod short;

use acronym::{bracketed_acronym, initials};
use country::{demonym_of_country, other_name_of_country};
use forms::{add, settle, told_sex};
use short::{bare, shortened};

/// A sieve joins clusters of mentions.
type Sieve = fn(&mut Linker);

/// From the most precise to the least.
const SIEVES: &[Sieve] = &[
    same_words,
    same_person,
    bracketed_acronym,
    other_name_of_country,
    surname,
    given_name,
    lone_surname,
    initials,
    shortened,
    bare,
    demonym_of_country,
];

/// How many earlier namesakes are compared; an article has few, a generated file may have thousands.
const NAMESAKES: usize = 24;

/// The words that stand for somebody who is named elsewhere, before it is known for whom.
#[derive(Debug, Clone, Default)]
pub struct Anaphora {
    pronouns: PerSentence<Pronoun>,
    descriptions: PerSentence<Description>,
}

impl Anaphora {
    /// Finds them in each sentence; where a sentence stays, they are taken from `earlier`.
    pub fn find(parse: &Parse, earlier: Option<(&Anaphora, &Kept)>) -> Anaphora {
        let (fresh, sentences) = (|_| false, parse.sentences.len());
        let pronouns = earlier.map(|(old, kept)| (&old.pronouns, kept));
        let descriptions = earlier.map(|(old, kept)| (&old.descriptions, kept));
        Anaphora {
            pronouns: PerSentence::read(sentences, pronouns, fresh, |index, found| pronoun::find(parse, index, found)),
            descriptions: PerSentence::read(sentences, descriptions, fresh, |index, found| role::find(parse, index, found)),
        }
    }
}

/// Links mentions into entities.
pub fn link(parse: &Parse, evidence: &Evidence, found: Vec<Found>, anaphora: &Anaphora) -> Entities {
    let parent = (0..found.len() as u32).collect();
    let personal = |found: &Found| {
        let mention = &found.mention;
        (found.kind == EntityType::Person).then(|| PersonalName::read(parse, mention.first as usize, mention.last as usize))
    };
    let names = found.iter().map(personal).collect();
    let mut linker = Linker { parse, evidence, found, names, parent };
    for sieve in SIEVES {
        sieve(&mut linker);
    }
    let mut entities = linker.entities();
    role::assign(parse, &mut entities);
    let roles = role::mentions(parse, anaphora.descriptions.all(), &entities);
    add(&mut entities, roles);
    let mut pronouns = pronoun::resolve(parse, &anaphora.pronouns, &mut entities);
    pronouns.extend(interview::resolve(parse, &entities));
    add(&mut entities, pronouns);
    inside::add_names(parse, evidence, &mut entities);
    entities
}

struct Linker<'a> {
    parse: &'a Parse<'a>,
    evidence: &'a Evidence,
    found: Vec<Found>,
    names: Vec<Option<PersonalName>>,
    parent: Vec<u32>,
}

impl Linker<'_> {
    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] as usize != root {
            let up = self.parent[root] as usize;
            self.parent[root] = self.parent[up];
            root = up;
        }
        root
    }

    /// Joins two clusters; the earlier mention stays the root.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b) as u32;
    }

    fn words(&self, at: usize) -> &[u64] {
        &self.evidence.keys[self.found[at].mention.tokens()]
    }

    fn is(&self, at: usize, kind: EntityType) -> bool {
        self.found[at].kind == kind && self.found[at].mention.form != Form::Demonym
    }

    /// Given and family name both stand there.
    fn is_full_person(&self, at: usize) -> bool {
        self.names[at].is_some_and(|name| name.given.is_some())
    }

    fn family_key(&self, at: usize) -> Option<u64> {
        self.names[at].map(|name| self.evidence.keys[name.family_end - 1])
    }

    /// The sex that an honorific or a title before the mention tells.
    fn told_sex(&self, at: usize) -> Option<bool> {
        told_sex(self.parse, &self.found[at].mention)
    }

    fn entities(mut self) -> Entities {
        let mut ids = FxHashMap::<usize, u32>::default();
        let mut entities: Vec<Entity> = Vec::new();
        let roots: Vec<usize> = (0..self.found.len()).map(|at| self.root(at)).collect();
        let mut mentions = Vec::with_capacity(self.found.len());
        for (at, root) in roots.iter().enumerate() {
            let id = *ids.entry(*root).or_insert_with(|| {
                let id = entities.len() as u32;
                entities.push(Entity {
                    id,
                    name: String::new(),
                    kind: self.found[*root].kind,
                    role: String::new(),
                    role_span: None,
                    first: None,
                    mentions: Vec::new(),
                    gender: Gender::Unknown,
                });
                id
            });
            let mut mention = self.found[at].mention.clone();
            mention.entity = id;
            entities[id as usize].mentions.push(at as u32);
            if mention.form != Form::Demonym {
                entities[id as usize].kind = self.found[at].kind;
            }
            mentions.push(mention);
        }
        let mut all = Entities { entities, mentions, inside: Vec::new() };
        for id in 0..all.entities.len() {
            settle(self.parse, &self.names, &mut all, id);
        }
        all
    }
}

/// The same words; a lone surname waits for its own sieve, for two people may share it.
fn same_words(linker: &mut Linker) {
    let mut seen = FxHashMap::<(EntityType, u64), usize>::default();
    for at in 0..linker.found.len() {
        let found = &linker.found[at];
        if found.kind == EntityType::Person && !linker.is_full_person(at) {
            continue;
        }
        let earlier = *seen.entry((found.kind, found.key)).or_insert(at);
        linker.join(earlier, at);
    }
}

/// "Marit Oru" and "Marit J. Oru", "M. Oru": the same family name, and given names that agree.
fn same_person(linker: &mut Linker) {
    let mut families = FxHashMap::<u64, Vec<usize>>::default();
    for at in 0..linker.found.len() {
        if !linker.is_full_person(at) || linker.root(at) != at {
            continue;
        }
        let Some(family) = linker.family_key(at) else { continue };
        let namesakes = families.entry(family).or_default();
        let same = namesakes.iter().rev().take(NAMESAKES).copied().find(|other| agrees(linker, *other, at));
        match same {
            Some(other) => linker.join(other, at),
            None => namesakes.push(at),
        }
    }
}

fn agrees(linker: &Linker, a: usize, b: usize) -> bool {
    let (short, long) = if linker.words(a).len() <= linker.words(b).len() { (a, b) } else { (b, a) };
    let (Some(x), Some(y)) = (linker.names[short], linker.names[long]) else { return false };
    let (Some(x), Some(y)) = (x.given, y.given) else { return false };
    if linker.words(long).ends_with(linker.words(short)) || linker.evidence.keys[x] == linker.evidence.keys[y] {
        return true;
    }
    let (x, y) = (linker.parse.word(x), linker.parse.word(y));
    let initial = fold::folded(x).next() == fold::folded(y).next() && (name::is_initial(x) || name::is_initial(y));
    let shortened = x.len() >= 3 && y.len() >= 3 && (starts(x, y) || starts(y, x));
    initial || shortened
}

/// "Ben" and "Benjamin".
fn starts(long: &str, short: &str) -> bool {
    let mut letters = fold::folded(long);
    fold::folded(short).all(|c| letters.next() == Some(c))
}

/// "Oru" after or before "Marit Oru": the person of that family name who was mentioned last, else the next to come.
fn surname(linker: &mut Linker) {
    partial(
        linker,
        |linker, at| {
            let name = linker.names[at]?;
            Some(linker.evidence.keys[name.family_end - 1])
        },
        |linker, at| {
            linker.names[at]
                .map(|name| (name.family..name.family_end).map(|token| linker.evidence.keys[token]).collect())
                .unwrap_or_default()
        },
    );
}

/// "Marit" after "Marit Oru".
fn given_name(linker: &mut Linker) {
    partial(
        linker,
        |linker, at| Some(linker.evidence.keys[linker.found[at].mention.first as usize]),
        |linker, at| {
            let Some(name) = linker.names[at] else { return Vec::new() };
            let given = name.given.into_iter().map(|token| linker.evidence.keys[token]);
            let middle = linker.words(at).iter().copied();
            given.chain(middle).collect()
        },
    );
}

/// Links single names to full ones; `asked` gives the key a single name is looked up by, `offered` the keys of a full name.
fn partial(linker: &mut Linker, asked: fn(&Linker, usize) -> Option<u64>, offered: fn(&Linker, usize) -> Vec<u64>) {
    let mut bearers = FxHashMap::<u64, Vec<usize>>::default();
    // Clusters in which somebody is named in full; a headline's surname may be their first mention.
    let mut settled = FxHashSet::<usize>::default();
    for at in 0..linker.found.len() {
        if linker.is_full_person(at) && settled.insert(linker.root(at)) {
            for key in offered(linker, at) {
                let list = bearers.entry(key).or_default();
                if !list.contains(&at) && list.len() < NAMESAKES {
                    list.push(at);
                }
            }
        }
    }
    let mut seen = FxHashMap::<usize, usize>::default();
    for at in 0..linker.found.len() {
        if !linker.is(at, EntityType::Person) {
            continue;
        }
        let root = linker.root(at);
        if linker.is_full_person(at) || root != at || settled.contains(&root) {
            seen.insert(root, at);
            continue;
        }
        let Some(candidates) = asked(linker, at).and_then(|key| bearers.get(&key)) else { continue };
        let sex = linker.told_sex(at);
        let best = candidates
            .iter()
            .map(|candidate| {
                let root = linker.root(*candidate);
                let wrong = sex.is_some_and(|woman| given_sex(linker, *candidate).is_some_and(|other| other != woman));
                let whole = linker.words(at).iter().all(|word| linker.words(*candidate).contains(word));
                (!wrong, whole, seen.get(&root).map_or(i64::MIN + 1, |last| *last as i64), -(*candidate as i64), root)
            })
            .max();
        if let Some((_, true, _, _, root)) = best {
            linker.join(root, at);
            let root = linker.root(at);
            settled.insert(root);
            seen.insert(root, at);
        }
    }
}

fn given_sex(linker: &Linker, at: usize) -> Option<bool> {
    let given = linker.names[at]?.given?;
    linker.told_sex(at).or_else(|| name::sex_of_given(linker.parse.tokens[given].entry.classes))
}

/// "Oru" and "Mr. Oru", where nobody of that name is ever named in full.
fn lone_surname(linker: &mut Linker) {
    let mut seen = FxHashMap::<u64, usize>::default();
    for at in 0..linker.found.len() {
        if !linker.is(at, EntityType::Person) || linker.is_full_person(at) || linker.root(at) != at {
            continue;
        }
        let key = linker.found[at].key;
        match seen.get(&key) {
            Some(earlier) => linker.join(*earlier, at),
            None => {
                seen.insert(key, at);
            }
        }
    }
}
