//! The names of one country, and the people who belong to it.

use rustc_hash::FxHashMap;

use super::Linker;
use crate::entity::{EntityType, Form, fold};
use crate::lexicon::Class;

/// Names of one country.
const COUNTRIES: &[&[&str]] = &[
    &["US", "USA", "United States", "America", "United States of America"],
    &["UK", "United Kingdom", "Britain", "Great Britain"],
    &["UAE", "United Arab Emirates"],
    &["EU", "European Union"],
    &["UN", "United Nations"],
    &["USSR", "Soviet Union"],
    &["Netherlands", "Holland"],
    &["Burma", "Myanmar"],
    &["DRC", "Democratic Republic of Congo", "Democratic Republic of the Congo"],
    &["Czech Republic", "Czechia"],
    &["Ivory Coast", "Côte d'Ivoire"],
];

fn phrase_key(words: &str) -> u64 {
    fold::join(words.split(' ').map(fold::key))
}

/// "the U.S." and "the United States".
pub(super) fn other_name_of_country(linker: &mut Linker) {
    let groups: FxHashMap<u64, usize> =
        COUNTRIES.iter().enumerate().flat_map(|(group, names)| names.iter().map(move |name| (phrase_key(name), group))).collect();
    let mut first = vec![None; COUNTRIES.len()];
    for at in 0..linker.found.len() {
        if linker.found[at].kind == EntityType::Person {
            continue;
        }
        let Some(group) = groups.get(&linker.found[at].key) else { continue };
        match first[*group] {
            Some(earlier) => linker.join(earlier, at),
            None => first[*group] = Some(at),
        }
    }
}

/// Peoples whose name does not begin like their country's.
const PEOPLES: &[(&str, &str)] = &[
    ("American", "US"),
    ("British", "UK"),
    ("Dutch", "Netherlands"),
    ("French", "France"),
    ("Spanish", "Spain"),
    ("Swiss", "Switzerland"),
    ("Welsh", "Wales"),
    ("Greek", "Greece"),
    ("Danish", "Denmark"),
    ("Turkish", "Turkey"),
    ("Filipino", "Philippines"),
    ("Thai", "Thailand"),
    ("Polish", "Poland"),
    ("Finnish", "Finland"),
    ("Irish", "Ireland"),
    ("German", "Germany"),
    ("Czech", "Czech Republic"),
];

/// "Venezuelan" belongs to Venezuela, when the article names it.
pub(super) fn demonym_of_country(linker: &mut Linker) {
    let irregular: FxHashMap<u64, &str> = PEOPLES.iter().map(|(people, country)| (fold::key(people), *country)).collect();
    let aliases: FxHashMap<u64, usize> =
        COUNTRIES.iter().enumerate().flat_map(|(group, names)| names.iter().map(move |name| (phrase_key(name), group))).collect();
    let mut by_stem = FxHashMap::<u64, usize>::default();
    let mut by_name = FxHashMap::<u64, usize>::default();
    let mut by_group = FxHashMap::<usize, usize>::default();
    for at in 0..linker.found.len() {
        let token = &linker.parse.tokens[linker.found[at].mention.first as usize];
        let team = linker.evidence.sport && linker.is(at, EntityType::Organization) && token.entry.classes.has(Class::Country);
        if !linker.is(at, EntityType::Place) && !team {
            continue;
        }
        by_name.entry(linker.found[at].key).or_insert(at);
        if let Some(group) = aliases.get(&linker.found[at].key) {
            by_group.entry(*group).or_insert(at);
        }
        if linker.words(at).len() == 1 {
            let stem: String = fold::folded(linker.found[at].mention.span.of(&linker.parse.prose.text)).take(5).collect();
            by_stem.entry(fold::key(&stem)).or_insert(at);
        }
    }
    for at in 0..linker.found.len() {
        if linker.found[at].mention.form != Form::Demonym {
            continue;
        }
        let word = linker.found[at].mention.span.of(&linker.parse.prose.text);
        let singular = if word.ends_with("ans") { &word[..word.len() - 1] } else { word };
        let country = match irregular.get(&fold::key(singular)) {
            Some(country) => {
                let key = phrase_key(country);
                aliases.get(&key).and_then(|group| by_group.get(group)).or_else(|| by_name.get(&key))
            }
            None => {
                let stem: String = fold::folded(word).take(5).collect();
                by_stem.get(&fold::key(&stem))
            }
        };
        match country.copied() {
            Some(country) => linker.join(country, at),
            None => {
                let key = linker.found[at].key;
                if let Some(earlier) = by_name.get(&key).copied() {
                    linker.join(earlier, at);
                } else {
                    by_name.insert(key, at);
                }
            }
        }
    }
}
