//! Bodies and places by a part of their names.

use rustc_hash::FxHashMap;

use super::acronym::letters;
use super::{Linker, NAMESAKES};
use crate::entity::{EntityType, fold};
use crate::lexicon::Class;
use crate::syntax::{Shape, Tag};

/// "the Harbour Board" for "Vellmouth Harbour Board", "Oru" for "Oru Industries", "Navigation" for "Ministry of Navigation".
pub(super) fn shortened(linker: &mut Linker) {
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
        let place = lexicon_has(linker, at, &[Class::Country, Class::Town, Class::Demonym]);
        let head = heads.get(first).filter(|_| !place).and_then(|list| {
            list.iter().rev().copied().find(|full| {
                linker.words(*full).len() > words.len() && linker.words(*full).starts_with(words) && !is_part_of_first(linker, *full)
            })
        });
        let tail = || {
            tails.get(last).filter(|_| !place).and_then(|list| {
                list.iter()
                    .rev()
                    .copied()
                    .filter(|full| words.len() > 1 || !is_of_last(linker, *full) || is_of_subject(linker, *full))
                    .find(|full| *full < at && linker.words(*full).len() > words.len() && linker.words(*full).ends_with(words))
            })
        };
        if let Some(full) = head.or_else(tail) {
            linker.join(full, at);
        }
    }
}

/// Whether the lists hold the whole name in one of the classes: "Vellmouthia", but not "Vellmouthia Northern".
fn lexicon_has(linker: &Linker, at: usize, classes: &[Class]) -> bool {
    let tokens = linker.found[at].mention.tokens();
    let words = tokens.clone().skip(1).map(|token| linker.parse.word(token));
    let phrase = linker.parse.lexicon.phrase(linker.parse.word(tokens.start), words).filter(|(length, _)| *length == tokens.len());
    phrase.is_some_and(|(_, known)| known.any(classes)) || tokens.len() == 1 && linker.parse.tokens[tokens.start].entry.classes.any(classes)
}

/// What a part of a body is called: nobody says the body's name and means its committee.
const PARTS: &[&str] = &["Committee", "Subcommittee", "Caucus", "Panel", "Division", "Department", "Office", "Unit", "Branch", "Wing"];

/// "Harbour Board Committee": the first words alone are the board, whose committee it is.
fn is_part_of_first(linker: &Linker, at: usize) -> bool {
    linker.parse.is_any(linker.found[at].mention.last as usize - 1, PARTS)
}

/// "RVF" and "the Vellmouthian RVF", "Air Guard" and "Vellmouthia Air Guard": the country before a body's name tells whose it is.
pub(super) fn without_country(linker: &mut Linker) {
    let mut named = FxHashMap::<u64, usize>::default();
    for at in 0..linker.found.len() {
        if linker.is(at, EntityType::Organization) {
            named.entry(linker.found[at].key).or_insert(at);
        }
    }
    let mut of_countries = FxHashMap::<u64, Vec<usize>>::default();
    for at in 0..linker.found.len() {
        let mention = &linker.found[at].mention;
        let rest = mention.first as usize + 1;
        let length = (mention.last as usize).saturating_sub(rest);
        let acronym = length == 1 && linker.parse.tokens[rest].shape == Shape::Upper && letters(linker, rest) > 2;
        let country = linker.parse.tokens[rest - 1].entry.classes.any(&[Class::Country, Class::Demonym]);
        if linker.is(at, EntityType::Organization) && country && (acronym || length > 1) {
            let key = fold::join(linker.words(at)[1..].iter().copied());
            of_countries.entry(key).or_default().push(at);
        }
    }
    for (key, longer) in of_countries {
        let first = longer[0];
        let one = longer.iter().all(|at| linker.words(*at)[0] == linker.words(first)[0]);
        if let Some(bare) = named.get(&key).copied().filter(|_| one) {
            longer.into_iter().for_each(|at| linker.join(bare, at));
        }
    }
}

/// "the Court" for "Supreme Court of Vellmouth": the noun that says what kind of body it is, with a capital.
pub(super) fn head_noun(linker: &mut Linker) {
    let mut latest = FxHashMap::<u64, usize>::default();
    for at in 0..linker.found.len() {
        let tokens = linker.found[at].mention.tokens();
        if tokens.len() > 1 {
            if linker.is(at, EntityType::Organization) {
                let of = tokens.clone().skip(1).find(|token| linker.parse.tags[*token] == Tag::In).unwrap_or(tokens.end);
                latest.insert(linker.evidence.keys[of - 1], at);
            }
            continue;
        }
        let token = &linker.parse.tokens[tokens.start];
        let named = linker.is(at, EntityType::Other) || linker.is(at, EntityType::Organization);
        let noun = token.entry.classes.has(Class::OrganizationWord) && token.shape == Shape::Capitalized;
        let definite = tokens.start > 0 && linker.parse.is_any(tokens.start - 1, &["the", "The"]);
        if named
            && noun
            && definite
            && linker.root(at) == at
            && let Some(full) = latest.get(&linker.evidence.keys[tokens.start]).copied()
        {
            linker.found[at].kind = linker.found[full].kind;
            linker.join(full, at);
        }
    }
}

/// What is followed by what it is for, and seldom by where it is.
const OF_SUBJECTS: &[&str] = &["Bureau", "Church", "Department", "Ministry", "Movement", "Office", "Order", "Society"];

/// "Ministry of Navigation": its last word alone may be the ministry.
fn is_of_subject(linker: &Linker, at: usize) -> bool {
    let end = linker.found[at].mention.last as usize;
    end - linker.found[at].mention.first as usize > 2 && linker.parse.is_any(end - 3, OF_SUBJECTS)
}

/// "University of Vellmouth": its last word alone is the town, not the university.
fn is_of_last(linker: &Linker, at: usize) -> bool {
    linker.parse.tags[linker.found[at].mention.last as usize - 2] == Tag::In
}

/// "Saarholm" for "Saarholm Springs", "Rovers" for "Saarholm Rovers": a word that nothing is known of, and the one longer place or body that
/// begins with it, or the one body that ends in it.
pub(super) fn bare(linker: &mut Linker) {
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

#[cfg(test)]
mod tests {
    use crate::entity::coreference::tests::{chain, read};

    #[test]
    fn an_airline_that_begins_with_a_country_has_a_short_name_too() {
        let article = read("China Southern Ferries Ltd. bought twenty ships. The price was too high for China Southern.");
        assert_eq!(chain(&article, "China Southern Ferries Ltd."), ["China Southern Ferries Ltd.", "China Southern"]);
    }

    #[test]
    fn a_house_is_not_called_by_its_committee() {
        let article = read("The House voted on Monday. The House Harbour Committee did not meet.");
        assert_eq!(chain(&article, "House Harbour Committee"), ["House Harbour Committee"]);
    }

    #[test]
    fn a_ministry_goes_by_its_subject_and_a_university_not_by_its_town() {
        let article = read("The Ministry of Navigation closed its office. A spokesman for Navigation said it was too small.");
        assert_eq!(chain(&article, "Ministry of Navigation"), ["Ministry of Navigation", "Navigation"]);
        let article = read("The University of Quorra closed. She lives in Quorra.");
        assert_eq!(chain(&article, "University of Quorra"), ["University of Quorra"]);
    }

    #[test]
    fn the_country_before_an_acronym_tells_whose_body_it_is() {
        let article = read("The UK RVG will buy six ships. The Royal Vellmouth Guard (RVG) has none.");
        assert_eq!(chain(&article, "Royal Vellmouth Guard"), ["UK RVG", "Royal Vellmouth Guard", "RVG"]);
    }

    #[test]
    fn the_court_is_the_one_that_was_named() {
        let article = read("The Supreme Court of Navigation ruled on Monday. The case on which the Court ruled was old.");
        assert_eq!(chain(&article, "Supreme Court of Navigation"), ["Supreme Court of Navigation", "Court"]);
    }
}
