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

mod alias;
pub(super) mod country;
mod forms;

use alias::other_name_given;
use country::{demonym_of_country, other_name_of_country};
use forms::{add, settle, told_sex};

/// A sieve joins clusters of mentions.
type Sieve = fn(&mut Linker);

/// From the most precise to the least.
const SIEVES: &[Sieve] = &[
    same_words,
    same_person,
    bracketed_acronym,
    other_name_given,
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

/// "Vellmouth Harbour Board (VHB)".
fn bracketed_acronym(linker: &mut Linker) {
    let mut places = FxHashMap::<u64, Vec<usize>>::default();
    for (at, found) in linker.found.iter().enumerate().filter(|(_, found)| found.mention.last == found.mention.first + 1) {
        places.entry(found.key).or_default().push(at);
    }
    for at in 1..linker.found.len() {
        spelled_behind(linker, at);
        let (before, acronym) = (&linker.found[at - 1], &linker.found[at]);
        let open = before.mention.last as usize;
        let adjacent = acronym.mention.first as usize == open + 1 && linker.parse.is(open, "(");
        let closes = linker.parse.is(acronym.mention.last as usize, ")");
        let upper = acronym.mention.last == acronym.mention.first + 1
            && matches!(linker.parse.tokens[acronym.mention.first as usize].shape, Shape::Upper | Shape::Mixed | Shape::Capitalized);
        let spelled = before.mention.last - before.mention.first > 1 && shares_initial(linker, at - 1, at);
        let common = linker.parse.tokens[acronym.mention.first as usize].entry.classes.has(Class::CommonAcronym);
        if adjacent && closes && upper && spelled && before.kind != EntityType::Person && before.mention.form != Form::Demonym {
            // "Gross Domestic Product (GDP)": what the letters are known for, the words are.
            let (kind, key) = (if common { acronym.kind } else { before.kind }, acronym.key);
            linker.found[at - 1].kind = kind;
            // Later brackets with the same letters find nothing left to do.
            for other in places.remove(&key).unwrap_or_default() {
                linker.found[other].kind = kind;
                linker.names[other] = None;
                linker.join(at - 1, other);
            }
        }
    }
}

/// "VHB (Vellmouth Harbour Board)", "CVH (Harbour Council of Vellmouth)": the letters of names in another language come in another order.
fn spelled_behind(linker: &mut Linker, at: usize) {
    let (acronym, full) = (&linker.found[at - 1].mention, &linker.found[at].mention);
    let first = acronym.first as usize;
    let open = acronym.last as usize;
    let bracketed = linker.parse.is(open, "(") && full.first as usize == open + 1 && linker.parse.is(full.last as usize, ")");
    let upper = acronym.last == acronym.first + 1 && linker.parse.tokens[first].shape == Shape::Upper;
    if !bracketed || !upper || full.last - full.first < 2 || linker.is(at, EntityType::Person) {
        return;
    }
    let mut initials: Vec<char> = full.tokens().filter_map(|token| fold::folded(linker.parse.word(token)).next()).collect();
    let spelled = fold::folded(linker.parse.word(first))
        .filter(|c| c.is_alphabetic())
        .all(|letter| initials.iter().position(|initial| *initial == letter).map(|place| initials.swap_remove(place)).is_some());
    if spelled && !linker.parse.tokens[first].entry.classes.any(&[Class::Country, Class::CommonAcronym]) {
        linker.found[at - 1].kind = linker.found[at].kind;
        linker.names[at - 1] = None;
        linker.join(at - 1, at);
    }
}

fn shares_initial(linker: &Linker, name: usize, acronym: usize) -> bool {
    let word = linker.parse.word(linker.found[acronym].mention.first as usize);
    let Some(letter) = fold::folded(word).next() else { return false };
    linker.found[name].mention.tokens().any(|at| fold::folded(linker.parse.word(at)).next() == Some(letter))
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

/// "VHB" for "Vellmouth Harbour Board", without brackets.
fn initials(linker: &mut Linker) {
    let mut spelled = FxHashMap::<u64, usize>::default();
    for at in 0..linker.found.len() {
        let mention = &linker.found[at].mention;
        if linker.found[at].kind == EntityType::Person || mention.last - mention.first < 2 {
            continue;
        }
        let letters: String =
            mention.tokens().filter_map(|token| linker.parse.word(token).chars().next()).filter(|c| c.is_uppercase()).collect();
        spelled.entry(fold::key(&letters)).or_insert(at);
    }
    for at in 0..linker.found.len() {
        let mention = &linker.found[at].mention;
        let first = mention.first as usize;
        let upper = linker.parse.tokens[first].shape == Shape::Upper && mention.last == mention.first + 1;
        // "GDP" is no body, whatever else its letters may stand for.
        let common = linker.parse.tokens[first].entry.classes.any(&[Class::Country, Class::CommonAcronym]);
        if upper
            && !common
            && linker.found[at].kind != EntityType::Person
            && let Some(full) = spelled.get(&linker.evidence.keys[first]).copied()
            // Two letters may stand for a state or anything else, if no place of two words is named, and no body before.
            && (letters(linker, first) > 2
                || linker.is(full, EntityType::Place)
                || full < at && linker.is(full, EntityType::Organization))
        {
            linker.found[at].kind = linker.found[full].kind;
            linker.join(full, at);
        }
    }
}

/// How many letters a word has.
fn letters(linker: &Linker, at: usize) -> usize {
    linker.parse.word(at).chars().filter(|c| *c != '.').count()
}

/// "the Harbour Board" for "Vellmouth Harbour Board", "Oru" for "Oru Industries".
fn shortened(linker: &mut Linker) {
    let mut heads = FxHashMap::<u64, Vec<usize>>::default();
    let mut tails = FxHashMap::<u64, Vec<usize>>::default();
    for at in 0..linker.found.len() {
        if !linker.is(at, EntityType::Organization) || linker.words(at).len() < 2 || linker.root(at) != at {
            continue;
        }
        let (Some(first), Some(last)) = (linker.words(at).first().copied(), linker.words(at).last().copied()) else { continue };
        for (map, key) in [(&mut heads, first), (&mut tails, last)] {
            let list = map.entry(key).or_default();
            if list.len() < NAMESAKES {
                list.push(at);
            }
        }
    }
    for at in 0..linker.found.len() {
        // "LA" is no short name of "LA Weekly".
        let first = linker.found[at].mention.first as usize;
        let token = &linker.parse.tokens[first];
        let upper = linker.words(at).len() == 1 && token.shape == Shape::Upper;
        if !linker.is(at, EntityType::Organization) || upper && (letters(linker, first) <= 2 || linker.root(at) != at) {
            continue;
        }
        let words = linker.words(at);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let place =
            linker.parse.tokens[linker.found[at].mention.first as usize].entry.classes.any(&[Class::Country, Class::Town, Class::Demonym]);
        let head = heads.get(first).filter(|_| !place).and_then(|list| {
            list.iter().rev().copied().find(|full| linker.words(*full).len() > words.len() && linker.words(*full).starts_with(words))
        });
        let tail = || {
            tails.get(last).filter(|_| !place).and_then(|list| {
                list.iter()
                    .rev()
                    .copied()
                    .filter(|full| words.len() > 1 || !is_of_last(linker, *full))
                    .find(|full| *full < at && linker.words(*full).len() > words.len() && linker.words(*full).ends_with(words))
            })
        };
        if let Some(full) = head.or_else(tail) {
            linker.join(full, at);
        }
    }
}

/// "University of Vellmouth": its last word alone is the town, not the university.
fn is_of_last(linker: &Linker, at: usize) -> bool {
    linker.parse.tags[linker.found[at].mention.last as usize - 2] == Tag::In
}

/// "Saarholm" for "Saarholm Springs", "Rovers" for "Saarholm Rovers": a word that nothing is known of, and the one longer place or body that
/// begins with it, or the one body that ends in it.
fn bare(linker: &mut Linker) {
    let (mut heads, mut tails) = (FxHashMap::<u64, Option<usize>>::default(), FxHashMap::<u64, Option<usize>>::default());
    for at in 0..linker.found.len() {
        let named = linker.is(at, EntityType::Place) || linker.is(at, EntityType::Organization);
        if !named || linker.words(at).len() < 2 {
            continue;
        }
        let root = linker.root(at);
        let last = linker.words(at).last().copied().filter(|_| linker.is(at, EntityType::Organization) && !is_of_last(linker, at));
        for (longer, word) in [(&mut heads, Some(linker.words(at)[0])), (&mut tails, last)] {
            let Some(word) = word else { continue };
            let known = longer.entry(word).or_insert(Some(root));
            // Two longer names share it.
            if *known != Some(root) {
                *known = None;
            }
        }
    }
    for at in 0..linker.found.len() {
        let first = linker.found[at].mention.first as usize;
        let known = [Class::Country, Class::Town, Class::Demonym, Class::OrganizationWord, Class::BodyNoun, Class::PlaceWord, Class::Title];
        if linker.words(at).len() != 1
            || !(linker.is(at, EntityType::Other) || linker.is(at, EntityType::Place))
            || linker.parse.tokens[first].shape != Shape::Capitalized
            || linker.parse.tokens[first].entry.classes.any(&known)
            || linker.evidence.uses(first).lower
        {
            continue;
        }
        let word = linker.words(at)[0];
        if let Some(full) = heads.get(&word).or_else(|| tails.get(&word)).copied().flatten() {
            linker.found[at].kind = linker.found[full].kind;
            linker.join(full, at);
        }
    }
}
