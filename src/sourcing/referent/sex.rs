//! What tells a person's sex, and how surely: an honorific or a title is certain, a given name and the pronouns so far are not.

use crate::entity::{Entities, EntityId, Form, Gender, Mention, name};
use crate::syntax::Parse;

/// At most so many mentions of a person are asked.
const MENTIONS: usize = 8;

/// What is known of a person's sex.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sex {
    /// An honorific, a title or the role tells it.
    pub told: Gender,
    /// The given name hints at it.
    pub given: Gender,
    /// How many pronouns of men and of women stood for the person so far.
    pub called: [u16; 2],
}

impl Sex {
    /// What the article tells of a person, before any pronoun.
    pub fn of(parse: &Parse, entities: &Entities, id: EntityId) -> Sex {
        Sex { told: told_of(parse, entities, id), given: given(parse, entities, id), called: [0; 2] }
    }

    /// Of whom only a noun tells.
    pub fn told(told: Gender) -> Sex {
        Sex { told, ..Sex::default() }
    }

    /// Takes note of a pronoun.
    pub fn call(&mut self, gender: Gender) {
        match gender {
            Gender::Male => self.called[0] = self.called[0].saturating_add(1),
            Gender::Female => self.called[1] = self.called[1].saturating_add(1),
            Gender::Unknown => {}
        }
    }

    /// How well a pronoun's gender agrees: 2 and -2 where it is told, 1 and -1 where a given name hints at it, 0 where nothing does.
    pub fn agrees(&self, gender: Gender) -> f32 {
        let side = |known: Gender, weight: f32| match known {
            Gender::Unknown => 0.0,
            _ if known == gender => weight,
            _ => -weight,
        };
        match (gender, self.told) {
            (Gender::Unknown, _) => 0.0,
            (_, Gender::Unknown) => side(self.given, 1.0),
            _ => side(self.told, 2.0),
        }
    }

    /// How many more pronouns of this gender than of the other stood for the person so far, three at most.
    pub fn history(&self, gender: Gender) -> f32 {
        let [men, women] = self.called.map(i32::from);
        let more = match gender {
            Gender::Male => men - women,
            Gender::Female => women - men,
            Gender::Unknown => 0,
        };
        more.clamp(-3, 3) as f32
    }
}

fn gender(woman: bool) -> Gender {
    if woman { Gender::Female } else { Gender::Male }
}

/// What an honorific or title before one of the first names tells, or a noun of the role.
pub fn told_of(parse: &Parse, entities: &Entities, id: EntityId) -> Gender {
    let of_mention = |mention: &Mention| {
        let honorific = (mention.first as usize).checked_sub(1).filter(|_| mention.honorific);
        let title = || mention.title?.of(&parse.prose.text).rsplit(' ').find_map(name::sex_of_title);
        honorific.and_then(|at| name::sex_of_title(parse.word(at))).or_else(title)
    };
    let role = || {
        let role = &entities.get(id).role;
        // "Chairwoman of the board"; the head of "the mayor's wife" stands last, that of "mother of two" first.
        let head = role.split([',', ';']).next().unwrap_or_default().split(" of ").next().unwrap_or_default();
        head.rsplit(' ').next().and_then(name::sex_of_title)
    };
    let names = entities.mentions_of(id).filter(|mention| mention.form.is_name()).take(MENTIONS);
    names.filter_map(of_mention).next().or_else(role).map_or(Gender::Unknown, gender)
}

/// What the first word of the full name hints at.
fn given(parse: &Parse, entities: &Entities, id: EntityId) -> Gender {
    let full = |mention: &&Mention| mention.form == Form::Full && mention.last - mention.first > 1 || mention.form == Form::Given;
    let full = entities.mentions_of(id).take(MENTIONS).find(full);
    full.and_then(|mention| name::sex_of_given(parse.tokens[mention.first as usize].entry.classes)).map_or(Gender::Unknown, gender)
}
