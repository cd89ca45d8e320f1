//! Names that stand inside longer names: the town in "University of Vellmouth", the board in "Harbour Board Prize".
//!
//! They are no mentions of their own (a reader who looks for the town does not mean the university), but they do tell what the longer
//! name is about, so they are kept beside the mentions. A place that stands only inside longer names is an
//! entity without mentions.

mod eponym;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::coreference::country;
use super::evidence::Evidence;
use super::{Entities, Entity, EntityId, EntityType, Form, Gender, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Names of so many words at most are looked for.
const LONGEST: usize = 5;
/// How many names that begin with the same word are compared.
const NAMESAKES: usize = 12;

/// Finds the names inside the longer names of an article: those of entities that are also named on their own, places and
/// well-known bodies.
pub fn add_names(parse: &Parse, evidence: &Evidence, all: &mut Entities) {
    let mut found = known_names(parse, evidence, all);
    add_others(parse, evidence, all, &mut found);
    found.sort_by_key(|mention| mention.first);
    all.inside = found;
}

/// The names inside longer ones that are named on their own too.
fn known_names(parse: &Parse, evidence: &Evidence, all: &Entities) -> Vec<Mention> {
    let mut known = FxHashMap::<u64, Vec<(usize, EntityId)>>::default();
    for (index, mention) in all.mentions.iter().enumerate() {
        let kind = all.get(mention.entity).kind;
        let person = kind == EntityType::Person;
        let first = parse.tokens[mention.first as usize].entry.classes;
        // A single word that names nothing in particular ("Health", "the Council") is no name inside another.
        let vague = mention.tokens().len() == 1 && (kind == EntityType::Other || mention.form == Form::Short && first.has(Class::BodyNoun));
        // "the Oru Foundation" is named after Oru, but a surname that is also a town's tells nothing.
        let surname =
            mention.form == Form::Surname && !first.any(&[Class::Town, Class::Country, Class::OrganizationWord, Class::PlaceWord]);
        if !mention.form.is_name() || vague || mention.tokens().len() > LONGEST || person && mention.form != Form::Full && !surname {
            continue;
        }
        let names = known.entry(evidence.keys[mention.first as usize]).or_default();
        let same = |(other, _): &(usize, EntityId)| words(evidence, &all.mentions[*other]) == words(evidence, mention);
        if names.len() < NAMESAKES && !names.iter().any(same) {
            names.push((index, mention.entity));
        }
    }
    // "VHB" in "VHB Prize", where the Vellmouth Harbour Board is named.
    let mut spelled = FxHashMap::<u64, EntityId>::default();
    for mention in all.mentions.iter().filter(|mention| mention.form.is_name() && mention.tokens().len() > 2) {
        if all.get(mention.entity).kind != EntityType::Person {
            let initials: String = mention.tokens().filter_map(|at| parse.word(at).chars().next()).filter(|c| c.is_uppercase()).collect();
            spelled.entry(fold::key(&initials)).or_insert(mention.entity);
        }
    }
    let mut found = Vec::new();
    for outer in &all.mentions {
        if outer.tokens().len() < 2 || !outer.form.is_name() || all.get(outer.entity).kind == EntityType::Person {
            continue;
        }
        let mut at = outer.first as usize;
        while at < outer.last as usize {
            let here = &evidence.keys[at..outer.last as usize];
            let fits = |(index, entity): &&(usize, EntityId)| {
                let name = words(evidence, &all.mentions[*index]);
                *entity != outer.entity && name.len() < outer.tokens().len() && here.starts_with(name)
            };
            let inner = known
                .get(&here[0])
                .and_then(|names| names.iter().filter(fits).max_by_key(|(index, _)| all.mentions[*index].tokens().len()));
            let Some((index, entity)) = inner else {
                let acronym = parse.tokens[at].shape == Shape::Upper && parse.tokens[at].span.len() > 2;
                if let Some(entity) = spelled.get(&here[0]).filter(|entity| acronym && **entity != outer.entity) {
                    found.push((at, at + 1, *entity, outer.quoted));
                }
                at += 1;
                continue;
            };
            let length = all.mentions[*index].tokens().len();
            found.push((at, at + length, *entity, outer.quoted));
            at += length;
        }
    }
    found.into_iter().map(|(first, last, entity, quoted)| mention(parse, first, last, entity, quoted)).collect()
}

/// Adds the places and well-known bodies inside longer names that are named nowhere else.
fn add_others(parse: &Parse, evidence: &Evidence, all: &mut Entities, found: &mut Vec<Mention>) {
    let mut others = FxHashMap::<u64, EntityId>::default();
    let mut countries = FxHashMap::<usize, EntityId>::default();
    for mention in all.mentions.iter().filter(|mention| mention.form.is_name()) {
        let group = country::group_of(fold::join(words(evidence, mention).iter().copied()));
        countries.extend(group.map(|group| (group, mention.entity)));
    }
    let mut new = Vec::new();
    for outer in &all.mentions {
        let kind = all.get(outer.entity).kind;
        if outer.tokens().len() < 2 || !outer.form.is_name() || kind == EntityType::Person {
            continue;
        }
        let (first, last) = (outer.first as usize, outer.last as usize);
        let places = [place_behind(parse, first, last), place_before(parse, first, last, kind), eponym::administered(parse, first, last)];
        let body = body_before(parse, first, last).map(|range| (range, EntityType::Organization));
        let namesake = eponym::find(parse, first, last).filter(|_| kind != EntityType::Other);
        let site = eponym::nearby_site(parse, first, last).map(|range| (range, EntityType::Place));
        for (range, kind) in places.into_iter().flatten().map(|range| (range, EntityType::Place)).chain(body).chain(site).chain(namesake) {
            let overlaps = |other: &&Mention| (other.first as usize) < range.end && range.start < other.last as usize;
            // "Oru" may stand in "Oru Hospital", which stands in "Oru Hospital Station".
            let around = |other: &Mention| kind != EntityType::Place && other.tokens().len() > range.len();
            if found.iter().chain(&new).filter(overlaps).any(|other| !around(other)) {
                continue;
            }
            let key = fold::join(evidence.keys[range.clone()].iter().copied());
            let next = all.entities.len() as EntityId;
            let country = country::group_of(key).and_then(|group| countries.get(&group).copied());
            let entity = country.unwrap_or_else(|| *others.entry(key).or_insert(next));
            new.push(mention(parse, range.start, range.end, entity, outer.quoted));
            if entity == next {
                let name = parse.span(range).of(&parse.prose.text).to_owned();
                all.entities.push(Entity {
                    id: next,
                    name,
                    kind,
                    role: String::new(),
                    role_span: None,
                    first: None,
                    mentions: Vec::new(),
                    gender: Gender::Unknown,
                });
            }
        }
    }
    found.extend(new);
}

/// The place behind a name's last "of" or at its end: "University of Vellmouth", "Lantern Fair Venezuela".
fn place_behind(parse: &Parse, first: usize, last: usize) -> Option<Range<usize>> {
    let of = (first + 1..last).rev().find(|at| parse.is_any(*at, &["of", "in"]));
    let from = match of {
        Some(of) if parse.is(of + 1, "the") => of + 2,
        Some(of) => of + 1,
        None => last - 1,
    };
    let wanted: &[Class] = if of.is_some() { &[Class::Country, Class::Town] } else { &[Class::Country] };
    is_any(parse, from..last, wanted).then_some(from..last)
}

/// The place that a name begins with: all before its first word for a body or a site, or a country, or the town of a body.
fn place_before(parse: &Parse, first: usize, last: usize, kind: EntityType) -> Option<Range<usize>> {
    let site = |at: &usize| parse.tokens[*at].entry.classes.any(&[Class::OrganizationWord, Class::BodyNoun, Class::PlaceWord]);
    let whole =
        (first + 1..last).find(site).map(|end| first..end).filter(|range| is_any(parse, range.clone(), &[Class::Country, Class::Town]));
    let wanted: &[Class] = if kind == EntityType::Organization { &[Class::Country, Class::Town] } else { &[Class::Country] };
    let personal = parse.tokens[first].entry.classes.any(&[Class::GivenName, Class::FamilyName]);
    let alone = || (!personal && last - first > 1 && is_any(parse, first..first + 1, wanted)).then_some(first..first + 1);
    whole.or_else(alone)
}

/// The well-known body whose part or work is named: "UNESCO Harbour Commission".
fn body_before(parse: &Parse, first: usize, last: usize) -> Option<Range<usize>> {
    let acronym = parse.tokens[first].shape == Shape::Upper && parse.tokens[first].span.len() > 2;
    (acronym && last - first > 1 && is_any(parse, first..first + 1, &[Class::KnownAcronym, Class::KnownBody])).then_some(first..first + 1)
}

/// Whether the tokens are a name that the lists hold in one of these classes.
fn is_any(parse: &Parse, range: Range<usize>, wanted: &[Class]) -> bool {
    if range.is_empty() || range.clone().any(|at| parse.tokens[at].shape == Shape::Lower) {
        return false;
    }
    let words = (range.start + 1..range.end).map(|at| parse.word(at));
    let phrase = parse.lexicon.phrase(parse.word(range.start), words).filter(|(length, _)| *length == range.len());
    let text = parse.span(range).of(&parse.prose.text);
    let classes = parse.lexicon.word(text).classes | phrase.map(|(_, classes)| classes).unwrap_or_default();
    classes.any(wanted)
}

fn words<'e>(evidence: &'e Evidence, mention: &Mention) -> &'e [u64] {
    &evidence.keys[mention.tokens()]
}

fn mention(parse: &Parse, first: usize, last: usize, entity: EntityId, quoted: bool) -> Mention {
    let span = parse.span(first..last);
    Mention { span, first: first as u32, last: last as u32, form: Form::Demonym, entity, honorific: false, title: None, quoted, sure: true }
}

#[cfg(test)]
mod tests {
    use crate::entity::coreference::tests::read;

    #[test]
    fn a_town_inside_the_name_of_its_university_is_the_town() {
        let article = read("She lives in Vellmouth. The University of Vellmouth is in Vellmouth.");
        let found: Vec<_> = article
            .entities
            .inside
            .iter()
            .map(|mention| (mention.span.of(&article.prose.text), article.entities.get(mention.entity).name.as_str()))
            .collect();
        assert_eq!(found, [("Vellmouth", "Vellmouth")]);
    }

    #[test]
    fn a_place_that_stands_inside_longer_names_only_is_one_entity_without_mentions() {
        let article = read("She left the University of Jerusalem. The Jerusalem Ballet Company has no money.");
        let inside: Vec<_> = article.entities.inside.iter().map(|mention| mention.entity).collect();
        assert_eq!(inside.len(), 2);
        assert_eq!(inside[0], inside[1]);
        let entity = article.entities.get(inside[0]);
        assert!(entity.name == "Jerusalem" && entity.mentions.is_empty());
    }

    #[test]
    fn initials_inside_a_longer_name_are_those_of_the_place_that_is_named() {
        let article = read("She came from New South Tarmiz. The University of NST is closed.");
        let found: Vec<_> = article.entities.inside.iter().map(|mention| mention.entity).collect();
        let place = article.entities.entities.iter().find(|entity| entity.name == "New South Tarmiz").map(|entity| entity.id);
        assert!(place.is_some_and(|place| found.contains(&place)));
    }
}
