//! Bodies and places by a part of their names.

use rustc_hash::FxHashMap;

use super::acronym::letters;
use super::{Linker, NAMESAKES};
use crate::entity::EntityType;
use crate::lexicon::Class;
use crate::syntax::{Shape, Tag};

/// "the Harbour Board" for "Vellmouth Harbour Board", "Oru" for "Oru Industries".
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
        let place =
            linker.parse.tokens[linker.found[at].mention.first as usize].entry.classes.any(&[Class::Country, Class::Town, Class::Demonym]);
        let head = heads.get(first).filter(|_| !place).and_then(|list| {
            list.iter().rev().copied().find(|full| linker.words(*full).len() > words.len() && linker.words(*full).starts_with(words))
        });
        let tail = || {
            tails.get(last).filter(|_| !place).and_then(|list| {
                list.iter()
                    .rev()
                    .copied()
                    .filter(|full| words.len() > 1 || !is_of_last(linker, *full))
                    .find(|full| *full < at && linker.words(*full).len() > words.len() && linker.words(*full).ends_with(words))
            })
        };
        if let Some(full) = head.or_else(tail) {
            linker.join(full, at);
        }
    }
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
