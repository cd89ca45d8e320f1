//! The parts of a personal name: given name, middle names and initials, particles, family name, suffix, in either order.

use crate::lexicon::{Class, Classes};
use crate::syntax::Parse;

/// Where the parts of a person's name stand, as tokens of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonalName {
    /// The given name or first initial; `None` where only a family name or a mononym stands.
    pub given: Option<usize>,
    /// First token of the family name, particles included.
    pub family: usize,
    /// One past the last token of the family name; a suffix comes after.
    pub family_end: usize,
}

impl PersonalName {
    /// Reads the name in tokens `first..last`.
    pub fn read(parse: &Parse, first: usize, last: usize) -> PersonalName {
        let mut end = last;
        while end > first + 1 && (is_suffix(parse.word(end - 1)) || parse.is(end - 1, ",")) {
            end -= 1;
        }
        if end - first < 2 {
            return PersonalName { given: None, family: first, family_end: end };
        }
        let lower = is_particle(parse.word(first)) && !parse.tokens[first].shape.is_capitalized();
        if lower
            || is_particle(parse.word(first))
                && parse.tokens[first].shape.is_capitalized()
                && end - first == 2
                && !parse.has(first, Class::GivenName)
        {
            return PersonalName { given: None, family: first, family_end: end };
        }
        if family_first(parse, first, end) {
            return PersonalName { given: Some(first + 1), family: first, family_end: first + 1 };
        }
        let particle = (first + 1..end - 1).find(|at| is_particle(parse.word(*at)));
        PersonalName { given: Some(first), family: particle.unwrap_or(end - 1), family_end: end }
    }
}

/// Family names of one syllable that come first in Chinese, Korean and Vietnamese names.
const FIRST_FAMILY_NAMES: &[&str] = &[
    "Ahn", "Bae", "Baek", "Bai", "Bui", "Byun", "Cai", "Cao", "Chang", "Chau", "Chen", "Cheng", "Cheung", "Chiang", "Chien", "Chiu", "Cho",
    "Choe", "Choi", "Chou", "Chow", "Chu", "Chuang", "Chui", "Chun", "Chung", "Cui", "Dai", "Dang", "Deng", "Ding", "Dinh", "Doan", "Dong",
    "Du", "Duan", "Duong", "Fan", "Fang", "Feng", "Fong", "Fu", "Gao", "Gong", "Gu", "Guo", "Ha", "Han", "Hao", "He", "Heo", "Ho", "Hoang",
    "Hong", "Hou", "Hsiao", "Hsieh", "Hsin", "Hsiung", "Hsu", "Hsueh", "Hu", "Huang", "Hur", "Huynh", "Hwang", "Jang", "Jeon", "Jeong",
    "Ji", "Jia", "Jiang", "Jin", "Jo", "Joo", "Jung", "Kang", "Kao", "Kim", "Ko", "Kong", "Koo", "Kuo", "Kwak", "Kwan", "Kwok", "Kwon",
    "Lai", "Lam", "Lau", "Le", "Lei", "Leong", "Leung", "Li", "Liang", "Liao", "Lim", "Lin", "Liu", "Long", "Lu", "Lui", "Luo", "Ma",
    "Mao", "Meng", "Min", "Mok", "Moon", "Nah", "Ng", "Ngo", "Ngoc", "Nguyen", "Noh", "Oh", "Pai", "Paik", "Pan", "Park", "Peng", "Pham",
    "Phan", "Phung", "Poon", "Pyo", "Qian", "Qin", "Qiu", "Quach", "Ren", "Rhee", "Roh", "Ryu", "Seo", "Seol", "Shao", "Shen", "Shi",
    "Shih", "Shim", "Shin", "Sim", "Siu", "Sohn", "Song", "Su", "Suh", "Sun", "Sung", "Szeto", "Tam", "Tan", "Tang", "Tao", "Teng",
    "Thach", "Tian", "Ting", "Tran", "Trieu", "Trinh", "Truong", "Tsai", "Tsang", "Tsao", "Tse", "Tseng", "Tsui", "Vo", "Vu", "Wan",
    "Wang", "Wei", "Wen", "Weng", "Won", "Wong", "Woo", "Wu", "Xi", "Xia", "Xiao", "Xie", "Xu", "Xue", "Yan", "Yang", "Yao", "Yau", "Ye",
    "Yeh", "Yen", "Yeom", "Yeung", "Yi", "Yim", "Yin", "Yip", "Yoo", "Yoon", "Yu", "Yuan", "Yuen", "Yun", "Zeng", "Zhang", "Zhao", "Zheng",
    "Zhong", "Zhou", "Zhu", "Zou",
];

/// Whether the word is a family name that comes first, as in "Kim Bo-ra".
pub fn is_first_family_name(word: &str) -> bool {
    FIRST_FAMILY_NAMES.contains(&word)
}

/// Whether the family name stands first: "Kim Bo-ra", "Xu Lian".
pub fn family_first(parse: &Parse, first: usize, end: usize) -> bool {
    if !FIRST_FAMILY_NAMES.contains(&parse.word(first)) || end - first > 3 {
        return false;
    }
    let last = parse.word(end - 1);
    let lower_second = last.split_once('-').is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
    lower_second || (!FIRST_FAMILY_NAMES.contains(&last) && !parse.has(end - 1, Class::FamilyName))
}

/// What stands behind a name with a hyphen and makes an adjective of it.
const PARTICIPLES: &[&str] = &[
    "based",
    "led",
    "backed",
    "born",
    "owned",
    "run",
    "ruled",
    "controlled",
    "held",
    "listed",
    "educated",
    "trained",
    "raised",
    "funded",
    "administered",
    "occupied",
    "sponsored",
    "built",
    "made",
    "friendly",
    "style",
    "affiliated",
    "linked",
    "aligned",
    "dominated",
    "allied",
    "appointed",
    "nominated",
    "endorsed",
    "inspired",
    "headquartered",
    "bound",
    "era",
    "governed",
    "majority",
    "speaking",
    "supported",
];

/// The bytes of the name in an adjective made of it: "Vellmouth" in "Vellmouth-based".
pub fn before_participle(word: &str) -> Option<usize> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let (dash, mark) = word.char_indices().rfind(|(_, mark)| matches!(mark, '-' | '–' | '‑'))?;
    (dash > 1 && PARTICIPLES.contains(&&word[dash + mark.len_utf8()..])).then_some(dash)
}

/// A word, of "Vellmouth-based" the name.
pub fn without_participle(word: &str) -> &str {
    before_participle(word).map_or(word, |end| &word[..end])
}

/// "Jr.", "III".
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV" | "Esq." | "PhD" | "Ph.D." | "M.D.")
}

/// "J.", "R" before a further name.
pub fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    let first = characters.next().is_some_and(char::is_uppercase);
    let rest = characters.as_str();
    first
        && (rest.is_empty()
            || rest == "."
            || (word.len() <= 6 && word.split_terminator('.').all(|part| part.chars().count() == 1) && word.ends_with('.')))
}

/// "van", "de", "bin": stands inside a name and belongs to the family name.
pub fn is_particle(word: &str) -> bool {
    let lower = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "ter", "ten", "bin", "ibn",
        "bint", "ben", "al", "el", "e", "y", "zu", "af", "st.", "san", "abu", "ould", "dal",
    ];
    lower.contains(&word)
        || [
            "Van", "Von", "De", "Del", "Della", "Di", "Da", "Dos", "Du", "La", "Le", "Bin", "Ibn", "Abu", "Al", "El", "Ter", "Ould", "Den",
            "Der",
        ]
        .contains(&word)
}

/// "al-Oru", "O'Oru", "d'Oru": the particle is written together with the name.
pub fn particle_prefix(word: &str) -> bool {
    let Some(at) = word.find(['-', '\'', '’', '‑']) else { return false };
    let (prefix, rest) = word.split_at(at);
    let capital = rest.chars().nth(1).is_some_and(char::is_uppercase);
    capital && ["al", "Al", "el", "El", "as", "ash", "at", "ad", "ar", "an", "az", "ul", "ud", "O", "d", "D", "l", "L"].contains(&prefix)
}

/// "Oru" of "al-Oru": a family name without the particle that is written together with it.
pub fn without_particle(word: &str) -> Option<&str> {
    let (particle, rest) = word.split_once(['-', '‑'])?;
    let known = ["al", "el", "as", "ash", "at", "ad", "ar", "an", "az", "ul"].iter().any(|known| known.eq_ignore_ascii_case(particle));
    (known && rest.starts_with(char::is_uppercase)).then_some(rest)
}

/// Words that only companies end in, besides the organisation words of the lexicon.
pub fn is_corporate(word: &str) -> bool {
    matches!(
        word,
        "Inc."
            | "Inc"
            | "Corp."
            | "Corp"
            | "Ltd."
            | "Ltd"
            | "Co."
            | "Co"
            | "PLC"
            | "plc"
            | "Plc"
            | "SpA"
            | "Bhd"
            | "Pty"
            | "LLC"
            | "LLP"
            | "AG"
            | "SA"
            | "NV"
            | "GmbH"
    )
}

/// What a given name says of its bearer's sex: `Some(true)` for a woman; nothing if both are called so, or if it is none.
pub fn sex_of_given(classes: Classes) -> Option<bool> {
    let telling = classes.has(Class::GivenName) && !classes.has(Class::UnisexName);
    telling.then(|| classes.has(Class::WomansName))
}

/// What an honorific or a title says of its bearer's sex: `Some(true)` for a woman.
pub fn sex_of_title(word: &str) -> Option<bool> {
    let word = word.trim_end_matches('.');
    let is = |list: &[&str]| list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    if is(&[
        "Mrs",
        "Ms",
        "Miss",
        "Dame",
        "Lady",
        "Madam",
        "Madame",
        "Mme",
        "Mlle",
        "Señora",
        "Frau",
        "Queen",
        "Princess",
        "Duchess",
        "Sister",
        "congresswoman",
        "spokeswoman",
        "chairwoman",
        "councilwoman",
        "actress",
        "businesswoman",
        "mother",
        "wife",
        "daughter",
        "sister",
        "widow",
        "girl",
        "woman",
        "aunt",
        "niece",
        "grandmother",
        "waitress",
        "policewoman",
        "heroine",
        "headmistress",
        "assemblywoman",
        "girlfriend",
        "saleswoman",
    ]) {
        return Some(true);
    }
    is(&[
        "Mr",
        "Sir",
        "Lord",
        "Monsieur",
        "Señor",
        "Herr",
        "King",
        "Prince",
        "Duke",
        "Father",
        "Brother",
        "congressman",
        "spokesman",
        "chairman",
        "councilman",
        "actor",
        "businessman",
        "husband",
        "son",
        "brother",
        "widower",
        "boy",
        "man",
        "uncle",
        "nephew",
        "grandfather",
        "waiter",
        "policeman",
        "headmaster",
        "assemblyman",
        "Pope",
        "boyfriend",
        "salesman",
    ])
    .then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words_are_told_apart() {
        assert!(["J.", "R", "J.R."].into_iter().all(is_initial));
        assert!(!is_initial("Oru") && !is_initial("U.S.A.B."));
        assert!(["al-Oru", "O’Oru", "d'Oru"].into_iter().all(particle_prefix));
        assert!(!particle_prefix("Jean-Oru"));
        assert_eq!([sex_of_title("Mrs."), sex_of_title("Mr"), sex_of_title("Dr.")], [Some(true), Some(false), None]);
    }
}
