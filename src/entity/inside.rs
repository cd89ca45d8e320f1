//! Names that stand inside longer names: the town in "University of Vellmouth", the board in "Harbour Board Prize".
//!
//! They are no mentions of their own (a reader who looks for the town does not mean the university), but they do tell what the longer
//! name is about, so they are kept beside the mentions. A place that stands only inside longer names is an entity without mentions.

use rustc_hash::FxHashMap;

use super::evidence::Evidence;
use super::{Entities, Entity, EntityId, EntityType, Form, Gender, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Names of so many words at most are looked for.
const LONGEST: usize = 5;
/// How many names that begin with the same word are compared.
const NAMESAKES: usize = 12;

/// Finds the names inside the longer names of an article: those of entities that are also named on their own, and places.
pub fn add_names(parse: &Parse, evidence: &Evidence, all: &mut Entities) {
    let mut found = known_names(parse, evidence, all);
    add_places(parse, evidence, all, &mut found);
    found.sort_by_key(|mention| mention.first);
    all.inside = found;
}

/// The names inside longer ones that are named on their own too.
fn known_names(parse: &Parse, evidence: &Evidence, all: &Entities) -> Vec<Mention> {
    let mut known = FxHashMap::<u64, Vec<(usize, EntityId)>>::default();
    for (index, mention) in all.mentions.iter().enumerate() {
        let person = all.get(mention.entity).kind == EntityType::Person;
        if !mention.form.is_name() || mention.tokens().len() > LONGEST || person && mention.form != Form::Full {
            continue;
        }
        let names = known.entry(evidence.keys[mention.first as usize]).or_default();
        let same = |(other, _): &(usize, EntityId)| words(evidence, &all.mentions[*other]) == words(evidence, mention);
        if names.len() < NAMESAKES && !names.iter().any(same) {
            names.push((index, mention.entity));
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

/// Adds the places inside longer names that are named nowhere else.
fn add_places(parse: &Parse, evidence: &Evidence, all: &mut Entities, found: &mut Vec<Mention>) {
    let mut places = FxHashMap::<u64, EntityId>::default();
    let mut new = Vec::new();
    for outer in &all.mentions {
        let kind = all.get(outer.entity).kind;
        if outer.tokens().len() < 2 || !outer.form.is_name() || kind == EntityType::Person {
            continue;
        }
        let Some((first, last)) = place_inside(parse, outer) else { continue };
        if found.iter().chain(&new).any(|other| (other.first as usize) < last && first < other.last as usize) {
            continue;
        }
        let key = fold::join(evidence.keys[first..last].iter().copied());
        let next = (all.entities.len() + places.len()) as EntityId;
        let entity = *places.entry(key).or_insert(next);
        new.push(mention(parse, first, last, entity, outer.quoted));
    }
    for mention in &new {
        let id = mention.entity;
        if id as usize == all.entities.len() {
            all.entities.push(Entity {
                id,
                name: mention.span.of(&parse.prose.text).to_owned(),
                kind: EntityType::Place,
                role: String::new(),
                role_span: None,
                first: None,
                mentions: Vec::new(),
                gender: Gender::Unknown,
            });
        }
    }
    found.extend(new);
}

/// The tokens of the place that a longer name says it is in: all behind its last "of", or all before its first word for a body or a site.
fn place_inside(parse: &Parse, outer: &Mention) -> Option<(usize, usize)> {
    let (first, last) = (outer.first as usize, outer.last as usize);
    let behind = (first + 1..last).rev().find(|at| parse.is_any(*at, &["of", "in"])).map(|of| if parse.is(of + 1, "the") { of + 2 } else { of + 1 });
    let behind = behind.filter(|from| is_place(parse, *from, last)).map(|from| (from, last));
    let site = |at: &usize| parse.tokens[*at].entry.classes.any(&[Class::OrganizationWord, Class::BodyNoun, Class::PlaceWord]);
    let before = || {
        let end = (first + 1..last).find(site)?;
        is_place(parse, first, end).then_some((first, end))
    };
    behind.or_else(before)
}

/// Whether the tokens are the name of a country or town.
fn is_place(parse: &Parse, first: usize, last: usize) -> bool {
    if first >= last || !(first..last).all(|at| parse.tokens[at].shape != Shape::Lower) {
        return false;
    }
    let words = (first + 1..last).map(|at| parse.word(at));
    let phrase = parse.lexicon.phrase(parse.word(first), words).filter(|(length, _)| *length == last - first);
    let text = parse.span(first..last).of(&parse.prose.text);
    let classes = parse.lexicon.word(text).classes | phrase.map(|(_, classes)| classes).unwrap_or_default();
    classes.any(&[Class::Country, Class::Town])
}

fn words<'e>(evidence: &'e Evidence, mention: &Mention) -> &'e [u64] {
    &evidence.keys[mention.tokens()]
}

fn mention(parse: &Parse, first: usize, last: usize, entity: EntityId, quoted: bool) -> Mention {
    let span = parse.span(first..last);
    Mention { span, first: first as u32, last: last as u32, form: Form::Demonym, entity, honorific: false, title: None, quoted }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn read(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

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
}
