//! Which mentions stand for one entity: sieves from the most to the least precise, each of which only joins what the earlier ones left
//! apart. Roles come last, when the people are known; whom pronouns stand for is known only with who speaks (`sourcing::referent`).

use rustc_hash::{FxHashMap, FxHashSet};

use super::detect::Found;
use super::evidence::Evidence;
use super::role::Description;
use super::{Entities, Entity, EntityType, Form, Gender, PersonalName, body, fold, inside, interview, name, role};
use crate::lexicon::Class;
use crate::syntax::Parse;
use crate::syntax::kept::{Kept, PerSentence};

mod acronym;
mod alias;
pub(super) mod country;
mod forms;
mod short;
#[cfg(test)]
pub(super) mod tests;

use acronym::{bracketed_acronym, initials, label_initials};
use alias::other_name_given;
use country::{demonym_of_country, other_name_of_country};
use forms::{settle, told_sex};
use short::{bare, head_noun, shortened, without_country};

/// A sieve joins clusters of mentions.
type Sieve = fn(&mut Linker);

/// From the most precise to the least.
const SIEVES: &[Sieve] = &[
    same_words,
    same_person,
    label_initials,
    bracketed_acronym,
    other_name_given,
    other_name_of_country,
    surname,
    given_name,
    lone_surname,
    initials,
    shortened,
    without_country,
    head_noun,
    bare,
    demonym_of_country,
];

/// How many earlier namesakes are compared; an article has few, a generated file may have thousands.
const NAMESAKES: usize = 24;

/// So many times somebody is called by a surname before it is theirs and no namesake's.
const USUAL: usize = 3;

/// The words that stand for somebody who is named elsewhere, before it is known for whom.
#[derive(Debug, Clone, Default)]
pub struct Anaphora {
    descriptions: PerSentence<Description>,
    bodies: PerSentence<Description>,
}

impl Anaphora {
    /// Finds them in each sentence; where a sentence stays, they are taken from `earlier`.
    pub fn find(parse: &Parse, earlier: Option<(&Anaphora, &Kept)>) -> Anaphora {
        let (fresh, sentences) = (|_| false, parse.sentences.len());
        let descriptions = earlier.map(|(old, kept)| (&old.descriptions, kept));
        let bodies = earlier.map(|(old, kept)| (&old.bodies, kept));
        Anaphora {
            descriptions: PerSentence::read(sentences, descriptions, fresh, |index, found| role::find(parse, index, found)),
            bodies: PerSentence::read(sentences, bodies, fresh, |index, found| body::find(parse, index, found)),
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
    let mut linker = Linker { parse, evidence, found, names, parent, apart: FxHashSet::default() };
    for sieve in SIEVES {
        sieve(&mut linker);
    }
    let mut entities = linker.entities();
    role::assign(parse, &mut entities);
    let mut roles = role::mentions(parse, anaphora.descriptions.all(), &entities);
    roles.extend(body::mentions(parse, anaphora.bodies.all(), &entities));
    entities.add(roles);
    let answers = interview::resolve(parse, &entities);
    entities.add(answers);
    inside::add_names(parse, evidence, &mut entities);
    entities
}

struct Linker<'a> {
    parse: &'a Parse<'a>,
    evidence: &'a Evidence,
    found: Vec<Found>,
    names: Vec<Option<PersonalName>>,
    parent: Vec<u32>,
    /// Two people of one full name.
    apart: FxHashSet<(usize, usize)>,
}

impl Linker<'_> {
    /// "Paul Oru, a baker, … Paul Oru, the judge, …": who is introduced twice within a few sentences, as two who cannot be one, is two.
    fn are_namesakes(&self, a: usize, b: usize) -> bool {
        const NEAR: usize = 3;
        let (one, other) = (&self.found[a].mention, &self.found[b].mention);
        let sentence = |mention: &super::Mention| self.parse.sentence_of(mention.first as usize);
        let body = |mention: &super::Mention| !mention.quoted && self.parse.block_of(sentence(mention)).role.is_article();
        body(one) && body(other) && sentence(other).saturating_sub(sentence(one)) <= NEAR && role::are_told_apart(self.parse, one, other)
    }

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

    /// "Oru" in "pro-Oru": the name is a part of a word.
    fn is_within_word(&self, at: usize) -> bool {
        let mention = &self.found[at].mention;
        mention.span != self.parse.span(mention.tokens())
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
        let (kind, key) = (found.kind, found.key);
        let earlier = *seen.entry((kind, key)).or_insert(at);
        if earlier != at && kind == EntityType::Person && linker.are_namesakes(earlier, at) {
            seen.insert((kind, key), at);
            linker.apart.insert((earlier, at));
            continue;
        }
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
        let apart = |linker: &Linker, other: usize| linker.apart.contains(&(other, at));
        let same = namesakes.iter().rev().take(NAMESAKES).copied().find(|other| agrees(linker, *other, at) && !apart(linker, *other));
        match same {
            Some(other) => linker.join(other, at),
            None => namesakes.push(at),
        }
    }
}

fn agrees(linker: &Linker, a: usize, b: usize) -> bool {
    let (short, long) = if linker.words(a).len() <= linker.words(b).len() { (a, b) } else { (b, a) };
    let (Some(x), Some(y)) = (linker.names[short], linker.names[long]) else { return false };
    if other_initials(linker, x, y) {
        return false;
    }
    let (Some(x), Some(y)) = (x.given, y.given) else { return false };
    if linker.words(long).ends_with(linker.words(short)) || linker.evidence.keys[x] == linker.evidence.keys[y] {
        return true;
    }
    let (x, y) = (linker.parse.word(x), linker.parse.word(y));
    let initial = fold::folded(x).next() == fold::folded(y).next() && (name::is_initial(x) || name::is_initial(y));
    let shortened = x.len() >= 3 && y.len() >= 3 && (starts(x, y) || starts(y, x));
    initial || shortened
}

/// "Marit J. Oru" and "Marit K. Oru" are two people. "Marit J." and "Marit K. L." lack a family name, and say nothing but their initials.
fn other_initials(linker: &Linker, a: PersonalName, b: PersonalName) -> bool {
    let initials = |name: PersonalName| {
        let bare = name::is_initial(linker.parse.word(name.family));
        let middle = name.given.map_or(0, |given| given + 1)..if bare { name.family_end } else { name.family };
        let letters = middle.map(|at| linker.parse.word(at)).filter(|word| name::is_initial(word)).collect::<String>();
        (letters.replace('.', ""), bare)
    };
    let ((a, bare), (b, other_bare)) = (initials(a), initials(b));
    a != b && (bare || other_bare || !a.is_empty() && !b.is_empty() && !a.starts_with(&b) && !b.starts_with(&a))
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
            let within = linker.is_within_word(at);
            let text = || linker.found[at].mention.span.of(&linker.parse.prose.text);
            Some(if within { fold::key(text()) } else { linker.evidence.keys[name.family_end - 1] })
        },
        |linker, at| {
            let Some(name) = linker.names[at] else { return Vec::new() };
            let words = name.family..name.family_end;
            let bare = name::without_particle(linker.parse.word(name.family_end - 1)).map(fold::key);
            words.map(|token| linker.evidence.keys[token]).chain(bare).collect()
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
    // How often somebody was called by the single name already.
    let mut called = FxHashMap::<usize, usize>::default();
    let mut last_person = None;
    for at in 0..linker.found.len() {
        if !linker.is(at, EntityType::Person) {
            continue;
        }
        let before = last_person.replace(at);
        let root = linker.root(at);
        if linker.is_full_person(at) || root != at || settled.contains(&root) {
            seen.insert(root, at);
            continue;
        }
        let Some(candidates) = asked(linker, at).and_then(|key| bearers.get(&key)) else { continue };
        let sex = linker.told_sex(at);
        let before = before.map(|before| linker.root(before));
        let usual = candidates.iter().any(|candidate| called.get(&linker.root(*candidate)).is_some_and(|times| *times >= USUAL));
        let best = candidates
            .iter()
            .map(|candidate| {
                let root = linker.root(*candidate);
                let wrong = sex.is_some_and(|woman| given_sex(linker, *candidate).is_some_and(|other| other != woman));
                let bare = || name::without_particle(linker.parse.word(linker.found[*candidate].mention.last as usize - 1)).map(fold::key);
                let whole = linker.is_within_word(at)
                    || linker.words(at).len() == 1 && bare() == Some(linker.words(at)[0])
                    || linker.words(at).iter().all(|word| linker.words(*candidate).contains(word));
                // Once the text has gone on to others, the name is again that of whom it usually calls so, not of a relative named in passing.
                let relative = before != Some(root) || is_relative(linker, *candidate);
                let passing = usual && !called.contains_key(&root) && relative;
                (!wrong, whole, !passing, seen.get(&root).map_or(i64::MIN + 1, |last| *last as i64), -(*candidate as i64), root)
            })
            .max();
        if let Some((_, true, _, _, _, root)) = best {
            linker.join(root, at);
            let root = linker.root(at);
            *called.entry(root).or_default() += 1;
            settled.insert(root);
            seen.insert(root, at);
        }
    }
}

/// "his father Tanel Oru", "Tanel Oru, her brother": who is introduced as a relative keeps the full name or the given name.
fn is_relative(linker: &Linker, at: usize) -> bool {
    let mention = &linker.found[at].mention;
    let kin = |at: usize| linker.parse.tokens.get(at).is_some_and(|token| token.entry.classes.has(Class::Kin));
    let (first, last) = (mention.first as usize, mention.last as usize);
    let comma = first > 1 && linker.parse.is(first - 1, ",");
    first > 0 && kin(first - 1 - usize::from(comma)) || linker.parse.is(last, ",") && kin(last + 2)
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
        // "Marit II" is Marit, and "Van Oru" may go by Oru.
        let Some(key) = linker.family_key(at) else { continue };
        match seen.get(&key) {
            Some(earlier) => linker.join(*earlier, at),
            None => {
                seen.insert(key, at);
            }
        }
    }
}
