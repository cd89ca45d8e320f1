//! Whom or what a site or an institution is named after: "Oru" in "Oru Hospital".

use std::ops::Range;

use crate::entity::EntityType;
use crate::lexicon::{Class, Classes};
use crate::model::clusters::Clusters;
use crate::syntax::{Parse, Shape};

/// What is named after somebody or some place, and is not itself called by that name as a company is by its founder's.
const NAMED_AFTER: &[&str] = &[
    "Academy",
    "Airport",
    "Arena",
    "Award",
    "Barracks",
    "Clinic",
    "College",
    "Foundation",
    "Hall",
    "Hospital",
    "Institute",
    "Laboratory",
    "Library",
    "Memorial",
    "Museum",
    "Observatory",
    "Prison",
    "Prize",
    "School",
    "Sea",
    "Stadium",
    "Station",
    "Theater",
    "Theatre",
    "University",
];

/// The same in languages that say it first: "Instituto Oru".
const FOREIGN: &[&str] = &[
    "Clínica",
    "Colegio",
    "Colégio",
    "Collège",
    "Estadio",
    "Estádio",
    "Fondation",
    "Fondazione",
    "Fundación",
    "Fundação",
    "Hôpital",
    "Instituto",
    "Istituto",
    "Lycée",
    "Musée",
    "Museo",
    "Ospedale",
    "Stade",
    "Stadio",
    "Teatro",
    "Théâtre",
    "Universidad",
    "Università",
    "Université",
];

/// Sites that are named after what stands beside them.
const BESIDE: &[&str] = &["Station", "Bridge", "Square", "Street", "Road", "Airport", "Terminal"];

/// What is administered, before its own name: "Municipality of Vellmouth".
const ADMINISTERED: &[&str] =
    &["Municipality", "City", "Town", "Village", "Province", "County", "Borough", "Governorate", "Prefecture", "Port"];

/// Words that a name inside another is not made of.
const GENERIC: &[Class] = &[
    Class::OrganizationWord,
    Class::BodyNoun,
    Class::PlaceWord,
    Class::Title,
    Class::Honorific,
    Class::Demonym,
    Class::PersonNoun,
    Class::PeopleNoun,
    Class::KnownAcronym,
    Class::CommonAcronym,
    Class::KnownBody,
    Class::KnownOther,
    Class::Country,
    Class::Opener,
    Class::Month,
    Class::Weekday,
    Class::NumberWord,
];

/// The name that the words before "Hospital", "Foundation", "Stadium" are.
pub(super) fn find(parse: &Parse, first: usize, last: usize) -> Option<(Range<usize>, EntityType)> {
    let before = (first + 1..last).find(|at| parse.is_any(*at, NAMED_AFTER)).map(|end| first..end);
    let name = before.or_else(|| (last - first > 1 && parse.is_any(first, FOREIGN)).then_some(first + 1..last))?;
    let words = || name.clone().map(|at| (parse.word(at), parse.tokens[at].entry.classes));
    let personal = |classes: Classes| classes.any(&[Class::GivenName, Class::FamilyName]);
    let usual = Clusters::shipped();
    let proper = |(word, classes): (&str, Classes)| {
        !usual.holds(&word.to_lowercase()) && !classes.any(GENERIC) && (personal(classes) || !usual.holds(word))
    };
    // "Vellmouth-based Oru Hospital".
    let adjective = |word: &str| word.split(['-', '‑']).skip(1).any(|part| part.starts_with(char::is_lowercase) && part.len() > 4);
    let written = |at: usize| matches!(parse.tokens[at].shape, Shape::Capitalized | Shape::Mixed) && !adjective(parse.word(at));
    if !name.clone().all(written) || !words().all(proper) {
        return None;
    }
    let kind = if words().any(|(_, classes)| personal(classes)) { EntityType::Person } else { EntityType::Other };
    Some((name, kind))
}

/// The hospital in "Oru Hospital Station".
pub(super) fn nearby_site(parse: &Parse, first: usize, last: usize) -> Option<Range<usize>> {
    let beside = last - first > 2 && parse.is_any(last - 1, BESIDE) && parse.is_any(last - 2, NAMED_AFTER);
    beside.then_some(first..last - 1)
}

/// The town in "Municipality of Vellmouth", whether or not the lists know it.
pub(super) fn administered(parse: &Parse, first: usize, last: usize) -> Option<Range<usize>> {
    let of = last - first > 2 && parse.is_any(first, ADMINISTERED) && parse.is(first + 1, "of");
    let capital = |at: usize| parse.tokens[at].shape.is_capitalized();
    (of && (first + 2..last).all(capital)).then_some(first + 2..last)
}

#[cfg(test)]
mod tests {
    use crate::entity::coreference::tests::read;

    /// The names inside longer names of a text.
    fn inside(text: &str) -> Vec<String> {
        let article = read(text);
        article.entities.inside.iter().map(|mention| mention.span.of(&article.prose.text).to_owned()).collect()
    }

    #[test]
    fn an_institution_is_named_after_somebody() {
        assert_eq!(inside("She studied at Dobbs College. The Quorra Stadium was full."), ["Dobbs", "Quorra"]);
        assert_eq!(inside("The money came from the Instituto Quorra."), ["Quorra"]);
        assert!(inside("She studied at High School, and sang in the Convention Hall.").is_empty());
    }

    #[test]
    fn a_station_is_named_after_the_hospital_beside_it() {
        assert_eq!(inside("The train stops at Quorra Hospital Station."), ["Quorra Hospital", "Quorra"]);
    }

    #[test]
    fn what_is_administered_is_a_place_whether_known_or_not() {
        assert_eq!(inside("The Municipality of Quorra has no money."), ["Quorra"]);
    }
}
