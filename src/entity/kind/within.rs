//! What the words of a name say of its kind.

use super::{ORGANIZATION, OTHER, PERSON, PLACE};
use crate::entity::name;
use crate::entity::segment::Segment;
use crate::lexicon::{Class, Classes};
use crate::model::clusters::Clusters;
use crate::syntax::{Parse, Shape};

/// Last words of events, works, laws and awards.
const EVENTS: &[&str] = &[
    "Act",
    "Prize",
    "Award",
    "Awards",
    "War",
    "Cup",
    "Day",
    "Games",
    "Festival",
    "Treaty",
    "Agreement",
    "Bill",
    "Amendment",
    "Championship",
    "Championships",
    "Election",
    "Elections",
    "Revolution",
    "Accord",
    "Accords",
    "Summit",
    "Olympics",
    "Paralympics",
    "Protocol",
    "Plan",
    "Deal",
    "Code",
    "Law",
    "Laws",
    "Carnival",
    "Prix",
    "Trail",
    "List",
    "Programme",
    "Program",
    "Project",
    "Exposition",
    "Expo",
    "Tournament",
    "Marathon",
    "Report",
    "Index",
    "Call",
    "Declaration",
    "Strategy",
    "Initiative",
    "Month",
    "Week",
    "Year",
    "Night",
    "Show",
    "Edition",
    "Series",
    "Rule",
    "Rules",
    "Test",
    "Constitution",
    "Resolution",
    "Crisis",
    "Era",
    "Rebellion",
    "Uprising",
    "Massacre",
    "Medal",
    "Fair",
    "Parade",
    "Pageant",
    "Derby",
    "Challenge",
    "Policy",
    "Doctrine",
    "Theory",
    "Disease",
    "Syndrome",
    "Virus",
    "Version",
    "Framework",
    "Bible",
    "Quran",
    "Gospel",
    "Language",
    "Eve",
    "Scheme",
    "Pact",
    "Bowl",
    "Open",
    "Masters",
    "Trophy",
    "Finals",
    "Rally",
    "Regatta",
    "Stakes",
    "Memorandum",
    "Platform",
    "Regulation",
    "Regulations",
    "Period",
    "Olympiad",
    "Studies",
];

/// Bodies that are known by one common word.
const BODIES: &[&str] = &[
    "Senate",
    "Congress",
    "Parliament",
    "Cabinet",
    "Kremlin",
    "Pentagon",
    "Vatican",
    "Treasury",
    "Navy",
    "Army",
    "House",
    "Knesset",
    "Assembly",
    "Legislature",
    "Diet",
    "Tribunal",
    "Police",
    "Commons",
    "Lords",
    "Bundestag",
    "Duma",
    "Labour",
    "Interpol",
    "Hamas",
    "Hezbollah",
    "Taliban",
];

/// Last words of ways that are named after people.
const STREETS: &[&str] =
    &["Drive", "Avenue", "Street", "Road", "Boulevard", "Highway", "Expressway", "Freeway", "Parkway", "Bridge", "Airport"];

/// Endings of family names in languages that have many.
const FAMILY_ENDINGS: &[&str] = &[
    "ov", "ova", "ev", "eva", "sky", "skyy", "skiy", "ski", "ska", "enko", "chuk", "yan", "ian", "shvili", "dze", "escu", "vic", "vić",
    "ić", "sson", "sen", "opoulos", "idis", "akis", "oglu", "zadeh", "pour", "nejad", "ez", "in", "wala", "singh", "ullah",
];

pub(super) fn single(parse: &Parse, segment: &Segment, classes: Classes, text: &str, sums: &mut [f32; 4]) {
    let shape = parse.tokens[segment.first].shape;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if classes.has(Class::CommonAcronym) {
        sums[OTHER] += 5.0;
    } else if letters >= 2 && text.bytes().all(|letter| b"IVXLC".contains(&letter)) || stressed(text, letters) {
        // "XIX" counts, "PHOTO" is a common word that somebody shouts.
        sums[OTHER] += 4.0;
    } else if shape == Shape::Upper && (2..=6).contains(&letters) && !segment.upper {
        sums[ORGANIZATION] += 2.2;
    }
    if plural_acronym(text) {
        sums[OTHER] += 4.0;
    }
    if BODIES.contains(&text) {
        sums[ORGANIZATION] += 1.8;
    } else if classes.any(&[Class::BodyNoun, Class::DocumentNoun, Class::PlaceWord])
        && !classes.any(&[Class::FamilyName, Class::GivenName, Class::Town])
    {
        // "the Government": a common noun that the writer honours with a capital.
        sums[OTHER] += 2.2;
    } else if classes.has(Class::OrganizationWord) {
        sums[ORGANIZATION] += 0.4;
        sums[PERSON] -= if classes.has(Class::FamilyName) { 0.0 } else { 3.0 };
    }
    if letters >= 6 && ["news", "soft", "tech", "corp", "bank", "media"].iter().any(|ending| text.ends_with(ending)) {
        sums[ORGANIZATION] += 1.5;
    }
    let person = classes.any(&[Class::GivenName, Class::FamilyName]);
    sums[PERSON] += f32::from(u8::from(classes.has(Class::GivenName))) * 1.3 + f32::from(u8::from(classes.has(Class::FamilyName))) * 0.9;
    if !person && name::is_first_family_name(text) {
        sums[PERSON] += 0.9;
    }
    if classes.has(Class::Town) {
        sums[PLACE] += if person { 1.2 } else { 2.4 };
    }
    if classes.has(Class::PlaceWord) {
        sums[PLACE] += 0.8;
    }
    if ["logy", "ism", "ismo", "isme", "ness", "ship"].iter().any(|ending| text.ends_with(ending)) {
        sums[PLACE] -= 2.5;
        sums[PERSON] -= 1.5;
    }
    let known = [Class::GivenName, Class::FamilyName, Class::Town, Class::Country, Class::OrganizationWord, Class::Demonym];
    if letters >= 5 && shape == Shape::Capitalized && !classes.any(&known) && FAMILY_ENDINGS.iter().any(|ending| text.ends_with(ending)) {
        sums[PERSON] += 0.9;
    }
    if text.contains('-') && name::particle_prefix(text) {
        sums[PERSON] += 1.0;
    }
    // "GreenPeace", "PlayStation": capitals inside a word are a brand's, but for Mc and Mac.
    if shape == Shape::Mixed && !text.starts_with("Mc") && !text.starts_with("Mac") && !text.contains(['-', '\'', '’']) {
        sums[ORGANIZATION] += 1.2;
    }
    if letters >= 4 && (text.ends_with("stan") || text.ends_with("burg") || text.ends_with("ville") || text.ends_with("grad")) {
        sums[PLACE] += 1.0;
    }
}

/// "NGOs", "MOUs": things of a kind, which have no name.
fn plural_acronym(text: &str) -> bool {
    let letters = text.strip_suffix('s').unwrap_or_default();
    (2..=5).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Whether a word in capitals is a common one in small letters.
fn stressed(text: &str, letters: usize) -> bool {
    (4..=12).contains(&letters)
        && text.bytes().all(|letter| letter.is_ascii_uppercase())
        && Clusters::shipped().holds(&text.to_ascii_lowercase())
}

pub(super) fn several(parse: &Parse, segment: &Segment, first: Classes, last: Classes, whole: Classes, sums: &mut [f32; 4]) {
    let words = segment.len();
    let tokens = segment.tokens();
    let joined = tokens.clone().any(|at| parse.is_any(at, &["of", "for", "and", "on", "the", "&", "in", "against"]));
    let given = first.has(Class::GivenName);
    let family = last.has(Class::FamilyName);
    let before_last = parse.tokens[segment.last - 2].entry.classes;
    if whole.has(Class::Town) {
        sums[PLACE] += if given && family { 1.5 } else { 3.0 };
    }
    if whole.any(&[Class::OrganizationWord, Class::BodyNoun]) {
        sums[ORGANIZATION] += 4.0;
    }
    let body = words > 2 && ends_in_body(parse, segment);
    if body {
        sums[ORGANIZATION] += 3.0;
    }
    if !joined && words <= 5 {
        let surname = family || before_last.has(Class::FamilyName) && name::is_suffix(parse.word(segment.last - 1));
        match (given, surname) {
            (true, true) => sums[PERSON] += 4.0,
            (true, false) => sums[PERSON] += if words == 2 { 3.2 } else { 2.6 },
            (false, true) => sums[PERSON] += if words == 2 { 1.5 } else { 1.0 },
            (false, false) => sums[PERSON] += if words == 2 { 0.5 } else { 0.0 },
        }
        if tokens.clone().all(|at| parse.tokens[at].shape == Shape::Upper) && !segment.upper && !whole.any(&[Class::Town, Class::Country]) {
            sums[ORGANIZATION] += 3.0;
            sums[PERSON] -= 2.0;
        } else if words > 1 && name::is_initial(parse.word(segment.first))
            || tokens.clone().skip(1).any(|at| name::is_initial(parse.word(at)))
        {
            sums[PERSON] += 2.0;
        }
        if (given || surname) && tokens.clone().any(|at| at > segment.first && name::is_suffix(parse.word(at))) {
            sums[PERSON] += 3.0;
        }
        if tokens.clone().any(|at| name::is_particle(parse.word(at)) || name::particle_prefix(parse.word(at))) {
            sums[PERSON] += 1.5;
        }
    }
    let corporate = last.has(Class::OrganizationWord) || name::is_corporate(parse.word(segment.last - 1));
    if corporate {
        sums[ORGANIZATION] += if given && family && words == 2 { 1.0 } else { 3.6 };
        // "Oru Chemical Co": people have given names there, firms what they trade in.
        sums[PERSON] -= if words > 2 { 2.0 } else { 0.0 };
    } else if tokens.clone().any(|at| parse.has(at, Class::OrganizationWord)) {
        let head = joined && head_before_of(parse, segment).is_some_and(|at| parse.has(at, Class::OrganizationWord));
        sums[ORGANIZATION] += if head { 3.6 } else { 1.2 };
    }
    // "Marit Oru National Park", "Jon van Saar Drive": "Park" is a family's name too.
    let street = parse.is_any(segment.last - 1, STREETS) && (words > 2 || !last.has(Class::FamilyName));
    let common =
        street || parse.is_any(segment.last - 2, &["National", "State", "International", "Memorial", "Central", "Forest", "Provincial"]);
    if (street || last.has(Class::PlaceWord)) && (!corporate || last.has(Class::Town)) {
        sums[PLACE] += if given && family && !common { 1.0 } else { 3.0 };
        sums[PERSON] -= if common { 3.0 } else { 0.0 };
    } else if !joined && name::family_first(parse, segment.first, segment.last) {
        sums[PERSON] += 2.0;
    } else if first.has(Class::PlaceWord) && !corporate {
        sums[PLACE] += 2.0;
    }
    // "Port of Vellmouth", but not "Centre for Harbour Law".
    let site = |at: usize| parse.has(at, Class::PlaceWord) && !(parse.has(at, Class::OrganizationWord) && parse.is(at + 1, "for"));
    if joined && head_before_of(parse, segment).is_some_and(site) {
        sums[PLACE] += 3.0;
    }
    // "North Vellmouth", "East Oru": a direction and a place.
    if matches!(
        parse.word(segment.first),
        "North" | "South" | "East" | "West" | "New" | "San" | "Santa" | "Saint" | "St." | "El" | "Los" | "Las"
    ) {
        sums[PLACE] += 1.2;
    }
    if first.any(&[Class::Country, Class::Town]) && !given {
        sums[ORGANIZATION] += 0.6;
    }
    // "Council for Trade Law" is what its head says.
    let headed = body
        || joined && head_before_of(parse, segment).is_some_and(|at| parse.has(at, Class::OrganizationWord) && !parse.is_any(at, EVENTS));
    if !headed && parse.is_any(segment.last - 1, EVENTS) {
        sums[OTHER] += 3.5;
        sums[ORGANIZATION] -= 1.5;
    } else if !headed && tokens.clone().any(|at| parse.is_any(at, EVENTS)) {
        sums[OTHER] += 2.0;
    }
}

/// Whether the name ends in a body's that the lists hold: "UN World Food Programme".
fn ends_in_body(parse: &Parse, segment: &Segment) -> bool {
    (segment.first + 1..segment.last.saturating_sub(1)).any(|from| {
        let rest = (from + 1..segment.last).map(|at| parse.word(at));
        let phrase = parse.lexicon.phrase(parse.word(from), rest);
        phrase.is_some_and(|(length, classes)| from + length == segment.last && classes.has(Class::KnownBody))
    })
}

/// The word before the first "of", "for" or "on".
fn head_before_of(parse: &Parse, segment: &Segment) -> Option<usize> {
    segment
        .tokens()
        .find(|at| parse.is_any(*at, &["of", "for", "on", "against"]))
        .and_then(|at| at.checked_sub(1))
        .filter(|at| *at >= segment.first)
}
