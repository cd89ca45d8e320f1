//! What a cluster of mentions becomes: the form of each, the fullest name, the first reference, the gender.

use crate::entity::{Entities, EntityType, Form, Gender, Mention, PersonalName, fold, name};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Gives the mentions of one entity their forms, and the entity its name, gender and first reference.
pub(super) fn settle(parse: &Parse, names: &[Option<PersonalName>], all: &mut Entities, id: usize) {
    let indices = all.entities[id].mentions.clone();
    let kind = all.entities[id].kind;
    let length = |all: &Entities, index: u32| all.mentions[index as usize].last - all.mentions[index as usize].first;
    let plain = |all: &Entities, index: u32| {
        let mention = &all.mentions[index as usize];
        let shouted = kind == EntityType::Person && mention.tokens().all(|at| parse.tokens[at].shape == Shape::Upper);
        mention.form != Form::Demonym && !shouted
    };
    let longest = |wanted: &dyn Fn(u32) -> bool| {
        indices.iter().copied().filter(|index| wanted(*index)).max_by_key(|index| (length(all, *index), std::cmp::Reverse(*index)))
    };
    let full = longest(&|index| plain(all, index)).or_else(|| longest(&|_| true));
    let Some(full) = full else { return };
    let span = all.mentions[full as usize].span;
    let full_name = names[full as usize];
    let full_length = length(all, full);
    let given_key = full_name.and_then(|name| name.given).map(|at| fold::key(parse.word(at)));
    let mut women = 0i32;
    for index in &indices {
        let mention = &all.mentions[*index as usize];
        if let Some(woman) = told_sex(parse, mention) {
            women += if woman { 4 } else { -4 };
        }
        let form = form_of(parse, mention, kind, names[*index as usize], given_key, full_length);
        all.mentions[*index as usize].form = form;
    }
    let entity = &mut all.entities[id];
    entity.name = span.of(&parse.prose.text).to_owned();
    if kind == EntityType::Person {
        if let Some(given) = full_name.map(|name| name.given.unwrap_or(name.family)) {
            let classes = parse.tokens[given].entry.classes;
            if !classes.has(Class::UnisexName) {
                women += if classes.has(Class::WomansName) { 2 } else { -i32::from(classes.has(Class::GivenName)) };
            }
        }
        entity.gender = match women {
            1.. => Gender::Female,
            ..=-1 => Gender::Male,
            0 => Gender::Unknown,
        };
    }
    let body = |index: &u32| {
        let mention = &all.mentions[*index as usize];
        mention.form == Form::Full && parse.block_of(parse.sentence_of(mention.first as usize)).role.is_body()
    };
    all.entities[id].first = indices.iter().copied().find(body);
}

fn form_of(parse: &Parse, mention: &Mention, kind: EntityType, name: Option<PersonalName>, given: Option<u64>, longest: u32) -> Form {
    if mention.form == Form::Demonym {
        return Form::Demonym;
    }
    let first = mention.first as usize;
    let length = mention.last - mention.first;
    if kind == EntityType::Person {
        return match name {
            Some(PersonalName { given: Some(_), .. }) => Form::Full,
            Some(_) if given == Some(fold::key(parse.word(first))) && length == 1 => Form::Given,
            Some(_)
                if given.is_none() && !mention.honorific && parse.has(first, Class::GivenName) && !parse.has(first, Class::FamilyName) =>
            {
                Form::Given
            }
            _ => Form::Surname,
        };
    }
    let token = &parse.tokens[first];
    if length == 1 && token.shape == Shape::Upper && longest > 1 {
        Form::Acronym
    } else if length < longest && kind == EntityType::Organization {
        Form::Short
    } else {
        Form::Full
    }
}

pub(super) fn told_sex(parse: &Parse, mention: &Mention) -> Option<bool> {
    let first = mention.first as usize;
    if mention.honorific
        && let Some(sex) = first.checked_sub(1).and_then(|at| name::sex_of_title(parse.word(at)))
    {
        return Some(sex);
    }
    let title = mention.title?;
    let last = title.of(&parse.prose.text).rsplit(' ').next().unwrap_or_default();
    name::sex_of_title(last)
}
