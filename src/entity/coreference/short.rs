//! Bodies and places by a part of their names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::acronym::letters;
use super::{Linker, NAMESAKES};
use crate::entity::{EntityType, fold, name};
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
    // One word stands for one body, however many longer names hold it; "the Harbour Board" may be spelled out in several ways.
    let mut told = FxHashSet::<u64>::default();
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
        let place = is_place(linker, at);
        let head = heads.get(first).filter(|_| !place).and_then(|list| {
            let fits = |full: &&usize| {
                linker.words(**full).len() > words.len() && linker.words(**full).starts_with(words) && !is_part_of_first(linker, **full)
            };
            // "Oru Inc." is Oru itself, "Oru Radio" may be a part of it.
            let company = |full: &&usize| fits(full) && is_company(linker, **full, words.len());
            let latest = || list.iter().rev().filter(|full| **full < at).find(fits);
            list.iter().rev().find(company).or_else(latest).or_else(|| list.iter().find(fits)).copied()
        });
        let tail = || {
            tails.get(last).filter(|_| !place).and_then(|list| {
                list.iter()
                    .rev()
                    .copied()
                    .filter(|full| preposition_before(linker, *full, words.len()).is_none_or(|of| is_of_subject(linker, *full, of)))
                    .find(|full| *full < at && linker.words(*full).len() > words.len() && linker.words(*full).ends_with(words))
            })
        };
        if told.contains(&linker.found[at].key) && (words.len() == 1 || head.is_some()) {
            continue;
        }
        if let Some(full) = head.or_else(tail) {
            told.insert(linker.found[at].key);
            linker.join(full, at);
        }
    }
}

/// Whether nothing but "Inc." or "Group" follows the first words, so many.
fn is_company(linker: &Linker, at: usize, words: usize) -> bool {
    linker.found[at].mention.tokens().skip(words).all(|token| name::is_corporate(linker.parse.word(token)))
}

/// Whether the name is that of a place, too: "Vellmouthia" and "Saarholm City", but not "Vellmouthia Northern".
fn is_place(linker: &Linker, at: usize) -> bool {
    let wanted = [Class::Country, Class::Town, Class::Demonym];
    let tokens = linker.found[at].mention.tokens();
    let words = tokens.clone().skip(1).map(|token| linker.parse.word(token));
    let phrase = linker.parse.lexicon.phrase(linker.parse.word(tokens.start), words).filter(|(length, _)| *length == tokens.len());
    let first = linker.parse.tokens[tokens.start].entry.classes.any(&wanted);
    let site = tokens.len() == 1 || linker.parse.tokens[tokens.end - 1].entry.classes.has(Class::PlaceWord);
    phrase.is_some_and(|(_, known)| known.any(&wanted)) || first && site
}

/// What a part of a body is called: nobody says the body's name and means its committee.
const PARTS: &[&str] = &["Committee", "Subcommittee", "Caucus", "Panel", "Division", "Branch", "Wing"];

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
    // Clusters with a longer name: their noun is spoken for.
    let longer: Vec<usize> = (0..linker.found.len()).filter(|at| linker.words(*at).len() > 1).collect();
    let mut spoken_for: FxHashSet<usize> = longer.into_iter().map(|at| linker.root(at)).collect();
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
            && !spoken_for.contains(&linker.root(at))
            && let Some(full) = latest.get(&linker.evidence.keys[tokens.start]).copied()
        {
            linker.found[at].kind = linker.found[full].kind;
            linker.join(full, at);
            spoken_for.insert(linker.root(at));
        }
    }
}

/// What is followed by what it is for, and seldom by where it is.
const OF_SUBJECTS: &[&str] = &["Church", "Department", "Ministry", "Movement", "Society"];

/// "Ministry of Navigation": what stands behind this "of" may be the ministry.
fn is_of_subject(linker: &Linker, at: usize, of: usize) -> bool {
    of > linker.found[at].mention.first as usize && linker.parse.is_any(of - 1, OF_SUBJECTS)
}

/// The "of" in "University of Vellmouth", "Friends of the Vellmouth Harbour": the last words alone, so many, are not the whole.
fn preposition_before(linker: &Linker, at: usize, last: usize) -> Option<usize> {
    let mention = &linker.found[at].mention;
    let before = (mention.last as usize).checked_sub(last + 1).filter(|before| *before >= mention.first as usize)?;
    let of = if linker.parse.is(before, "the") { before.checked_sub(1)? } else { before };
    (linker.parse.tags[of] == Tag::In).then_some(of)
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
        let last = linker
            .words(at)
            .last()
            .copied()
            .filter(|_| linker.is(at, EntityType::Organization) && preposition_before(linker, at, 1).is_none());
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
        let article = read("Norway Meridian Ferries Ltd. bought twenty ships. The price was too high for Norway Meridian.");
        assert_eq!(chain(&article, "Norway Meridian Ferries Ltd."), ["Norway Meridian Ferries Ltd.", "Norway Meridian"]);
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

    #[test]
    fn a_company_is_meant_before_what_it_makes() {
        let article = read("Quorra opens Quorra Radio Network. The shares of Quorra Inc. rose on Monday. Quorra has a new chairman.");
        assert_eq!(chain(&article, "Quorra Inc."), ["Quorra", "Quorra Inc.", "Quorra"]);
    }

    #[test]
    fn the_ministry_is_the_one_named_last_and_not_two() {
        let article = read(
            "The Ministry of Navigation closed a port on Monday. The Ministry gave no reason. The Ministry of Fisheries was silent. \
             Pilots wrote to the Ministry.",
        );
        let chain = chain(&article, "Ministry of Navigation");
        assert!(chain.starts_with(&["Ministry of Navigation", "Ministry"]) && !chain.contains(&"Ministry of Fisheries"), "{chain:?}");
    }
}
