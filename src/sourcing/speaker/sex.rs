//! What tells a person's sex, and how surely: an honorific and many pronouns are certain, a given name is not.

use super::{Place, TITLES};
use crate::entity::{Entities, EntityId, EntityType, Form, Gender, Mention, name};
use crate::syntax::Parse;

/// Whether it is a person of the sex that the place tells, if it tells one.
pub(super) fn fits(entities: &Entities, id: EntityId, place: Place) -> bool {
    let entity = entities.get(id);
    let sex = place.gender == Gender::Unknown || entity.gender == Gender::Unknown || entity.gender == place.gender;
    entity.kind == EntityType::Person && sex
}

/// Whether it is a person whom neither an honorific nor pronouns tell to be of the other sex. A given name alone may mislead.
pub(super) fn may_be(parse: &Parse, entities: &Entities, id: EntityId, place: Place) -> bool {
    let other_sex = other(place.gender);
    let told = || titled(parse, entities, id, other_sex) || called(parse, entities, id, other_sex);
    entities.get(id).kind == EntityType::Person && (other_sex == Gender::Unknown || fits(entities, id, place) || !told())
}

/// The other sex, if one is known.
pub(super) fn other(sex: Gender) -> Gender {
    match sex {
        Gender::Male => Gender::Female,
        Gender::Female => Gender::Male,
        Gender::Unknown => Gender::Unknown,
    }
}

/// Whether an honorific before one of the first names of the person tells the sex. A given name is weaker evidence, and a pronoun that was
/// taken for the person's is none.
pub(super) fn titled(parse: &Parse, entities: &Entities, id: EntityId, sex: Gender) -> bool {
    let told = |mention: &Mention| {
        let honorific = (mention.first as usize).checked_sub(1).filter(|_| mention.honorific)?;
        Some(if name::sex_of_title(parse.word(honorific))? { Gender::Female } else { Gender::Male })
    };
    entities.mentions_of(id).take(TITLES).any(|mention| told(mention) == Some(sex))
}

/// Whether pronouns of this sex, and hardly any of the other, stand for the person.
pub(super) fn called(parse: &Parse, entities: &Entities, id: EntityId, sex: Gender) -> bool {
    let (mut this, mut other) = (0, 0);
    let pronouns = entities.mentions_of(id).filter(|mention| mention.form == Form::Pronoun).map(|mention| mention.first as usize);
    for at in pronouns.take(4 * TITLES) {
        let female = parse.is_any(at, &["she", "her", "hers", "herself"]);
        let male = parse.is_any(at, &["he", "him", "his", "himself"]);
        let (same, opposite) = if sex == Gender::Female { (female, male) } else { (male, female) };
        this += usize::from(same);
        other += usize::from(opposite);
    }
    this >= 2 && this > 3 * other
}

/// Whether the first word of the person's full name is a given name of this sex alone.
pub(super) fn given(parse: &Parse, entities: &Entities, id: EntityId, sex: Gender) -> bool {
    let full = entities.mentions_of(id).take(TITLES).find(|mention| mention.form == Form::Full && mention.last - mention.first > 1);
    let woman = full.and_then(|mention| name::sex_of_given(parse.tokens[mention.first as usize].entry.classes));
    woman == Some(sex == Gender::Female)
}
