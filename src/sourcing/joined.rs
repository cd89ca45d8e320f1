//! People who speak as one: "Marit Oru and Tom Hale said".

use std::ops::Range;

use crate::entity::{Entities, EntityId, EntityType, Form, Mention};
use crate::lexicon::Class;
use crate::syntax::Parse;

/// "Marit Oru and Tom Hale", "Oru, a pilot, and Hale, a fitter": who else of the people named in tokens `range` speaks with `id`, the first
/// of them.
pub(super) fn joined(parse: &Parse, entities: &Entities, range: Range<usize>, id: EntityId) -> Vec<EntityId> {
    let person = |mention: &&Mention| mention.form.is_name() && entities.get(mention.entity).kind == EntityType::Person;
    // The first may be taken for something else: "Ann-Edda Vole and Tom Hale".
    let named = |mention: &&Mention| person(mention) || mention.form == Form::Full && mention.entity == id;
    let mut names = entities.mentions_in(range.clone()).filter(named);
    let Some(first) = names.next().filter(|first| first.entity == id && first.first as usize <= range.start + 2) else { return Vec::new() };
    let mut others: Vec<EntityId> = Vec::new();
    let mut before = first;
    for name in names {
        let phrase = parse.phrase_of(name.first as usize).map_or(name.first as usize, |phrase| phrase.first as usize);
        let joint = phrase.checked_sub(1).filter(|joint| *joint >= before.last as usize);
        // What stands between two names describes the first, and closes before "and": "Oru, head of sales and marketing at Vole" is one.
        let titled = (phrase..name.first as usize).all(|at| parse.has(at, Class::Title) || parse.has(at, Class::Honorific));
        let apart = joint.is_some_and(|joint| {
            let adjacent = before.last as usize == joint && parse.is_any(joint, &["and", ","]);
            let described = parse.is_any(before.last as usize, &[",", "("]) && parse.is_any(joint - 1, &[",", ")"]);
            adjacent || titled && parse.is(joint, "and") && described
        });
        if !apart || name.entity == id || others.contains(&name.entity) || others.len() > 3 {
            return Vec::new();
        }
        others.push(name.entity);
        before = name;
    }
    let last = before.last as usize;
    let and = (first.last as usize..last).any(|at| parse.is(at, "and"));
    let closed = last >= range.end || last + 1 == range.end || parse.is_any(last, &[",", "("]);
    if and && closed { others } else { Vec::new() }
}

/// The names of people who speak as one: "Marit Oru, Ann Vole and Tom Hale".
pub(super) fn names(entities: &Entities, id: EntityId, others: &[EntityId]) -> String {
    let mut name = entities.get(id).name.clone();
    for (index, other) in others.iter().enumerate() {
        name.push_str(if index + 1 == others.len() { " and " } else { ", " });
        name.push_str(&entities.get(*other).name);
    }
    name
}
