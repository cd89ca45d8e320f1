//! The names of one country, or of one of the few bodies that have several; and the people who belong to a country.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Linker;
use crate::entity::{EntityType, Form, fold};
use crate::lexicon::Class;

/// Names of one country, and at the end of one body.
const NAMES: &[&[&str]] = &[
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
    &["South Korea", "Korea Republic", "Republic of Korea"],
    &["North Korea", "DPRK", "Korea DPR", "Democratic People's Republic of Korea"],
    &["China", "PRC", "People's Republic of China", "Mainland China"],
    &["Taiwan", "Republic of China", "Chinese Taipei"],
    &["Russia", "Russian Federation"],
    &["Syria", "Syrian Arab Republic"],
    &["Turkey", "Türkiye"],
    &["Bosnia", "Bosnia and Herzegovina", "Bosnia-Herzegovina"],
    &["Eswatini", "Swaziland"],
    &["Cape Verde", "Cabo Verde"],
    &["East Timor", "Timor-Leste"],
    &["North Macedonia", "Macedonia", "Former Yugoslav Republic of Macedonia"],
    &["Papua New Guinea", "PNG"],
    &["Federal Reserve", "Fed", "US Federal Reserve", "United States Federal Reserve", "Federal Reserve Board", "Federal Reserve System"],
    &["Republican Party", "GOP", "US Republican Party"],
    &["Liberal Democrats", "Lib Dems"],
    &["Doctors Without Borders", "Médecins Sans Frontières", "MSF"],
];

fn phrase_key(words: &str) -> u64 {
    fold::join(words.split(' ').map(fold::key))
}

/// The group of names of one country that a name with this key is in.
pub(in crate::entity) fn group_of(key: u64) -> Option<usize> {
    static GROUPS: OnceLock<FxHashMap<u64, usize>> = OnceLock::new();
    let all = || NAMES.iter().enumerate().flat_map(|(group, names)| names.iter().map(move |name| (phrase_key(name), group))).collect();
    GROUPS.get_or_init(all).get(&key).copied()
}

/// What stands before a country's short name in its long one.
const STATES: &[&str] = &["Republic", "Kingdom", "Union", "Commonwealth", "Sultanate", "Principality", "State", "Emirate"];

/// The key of the country's short name in "Republic of Vellmouthia", "Islamic Republic of Vellmouthia".
fn short_name(linker: &Linker, at: usize) -> Option<u64> {
    let tokens = linker.found[at].mention.tokens();
    let of = tokens.clone().take(4).find(|token| linker.parse.is(*token, "of"))?;
    let state = of > tokens.start && linker.parse.is_any(of - 1, STATES) && of + 1 < tokens.end;
    let name = if linker.parse.is(of + 1, "the") { of + 2 } else { of + 1 };
    let country = state && name + 1 == tokens.end && linker.parse.tokens[name].entry.classes.has(Class::Country);
    country.then(|| fold::join(linker.evidence.keys[name..tokens.end].iter().copied()))
}

/// "the U.S." and "the United States".
pub(super) fn other_name_of_country(linker: &mut Linker) {
    let north = group_of(phrase_key("North Korea"));
    let one_korea = !linker.found.iter().any(|found| group_of(found.key) == north);
    let mut first = vec![None::<usize>; NAMES.len()];
    let mut short = FxHashMap::<u64, usize>::default();
    let mut long = Vec::new();
    for at in 0..linker.found.len() {
        if linker.found[at].kind == EntityType::Person || linker.found[at].mention.form == Form::Demonym {
            continue;
        }
        let key = linker.found[at].key;
        let plain = if one_korea && key == phrase_key("Korea") { phrase_key("South Korea") } else { key };
        match group_of(plain) {
            Some(group) => match first[group] {
                Some(earlier) => {
                    // "the Fed": what the longer name tells of it.
                    if linker.found[at].kind == EntityType::Other {
                        linker.found[at].kind = linker.found[earlier].kind;
                    }
                    linker.join(earlier, at);
                }
                None => first[group] = Some(at),
            },
            None => long.extend(short_name(linker, at).map(|name| (name, at))),
        }
        short.entry(key).or_insert(at);
    }
    for (name, at) in long {
        let known = short.get(&name).copied();
        linker.join(*short.entry(name).or_insert(at), at);
        if let Some(known) = known {
            linker.found[at].kind = linker.found[known].kind;
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
        if let Some(group) = group_of(linker.found[at].key) {
            by_group.entry(group).or_insert(at);
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
                group_of(key).and_then(|group| by_group.get(&group)).or_else(|| by_name.get(&key))
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

#[cfg(test)]
mod tests {
    use crate::entity::EntityType;
    use crate::entity::coreference::tests::{chain, read};

    #[test]
    fn the_fed_is_the_federal_reserve() {
        let article = read("The U.S. Federal Reserve met on Monday. On Tuesday the Fed lent money to Vellmouth.");
        assert_eq!(chain(&article, "U.S. Federal Reserve"), ["U.S. Federal Reserve", "Fed"]);
        let body = article.entities.entities.iter().find(|entity| entity.name == "U.S. Federal Reserve");
        assert_eq!(body.map(|entity| entity.kind), Some(EntityType::Organization));
    }
}
