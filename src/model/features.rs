//! What the taggers see of a sentence. Training and reading share these functions, so that they never see different things.
//!
//! A feature is a 64-bit hash of its template and its parts. Digits count as one digit and case is told apart only where a
//! template says so: "1998" and "2004" are one word, and a headline in capitals still shares most of its features.

use super::clusters::Clusters;
use crate::lexicon::{Class, Classes};
use crate::syntax::{Shape, Tag, Token};

/// What is asked of one word, computed once a token.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Hash of the word as written.
    form: u64,
    /// Hash of its lower-case form, digits folded.
    pub(super) lower: u64,
    /// Hashes of its last one to four bytes.
    pub(super) endings: [u64; 4],
    /// Hashes of its first one to three bytes.
    pub(super) beginnings: [u64; 3],
    /// Shape, hyphen, full stop.
    pub(super) look: u64,
    pub(super) classes: Classes,
    /// 0, or one plus the inflection of the reporting verb it is a form of.
    pub(super) verb: u64,
    /// Its coarse and its fine cluster; 0 for rare words.
    pub(super) clusters: [u64; 2],
    /// Whether it may begin a name in small letters ("van", "bin").
    particle: bool,
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_STEP: u64 = 0x0000_0100_0000_01b3;

/// Words in small letters that names begin with.
const PARTICLES: [&str; 22] = [
    "bin", "ibn", "bint", "al", "el", "da", "de", "del", "della", "dos", "das", "di", "du", "la", "le", "van", "von", "der", "den", "ter",
    "ten", "zu",
];

/// The classes that tell parts of speech apart.
const GRAMMATICAL: [Class; 9] = [
    Class::ReportingVerb,
    Class::Title,
    Class::PersonNoun,
    Class::PeopleNoun,
    Class::BodyNoun,
    Class::Demonym,
    Class::GivenName,
    Class::FamilyName,
    Class::Opener,
];

/// The classes that tell names apart.
pub(super) const NOMINAL: [Class; 17] = [
    Class::GivenName,
    Class::FamilyName,
    Class::Town,
    Class::Country,
    Class::Demonym,
    Class::OrganizationWord,
    Class::BodyNoun,
    Class::PlaceWord,
    Class::Title,
    Class::Honorific,
    Class::PersonNoun,
    Class::Weekday,
    Class::Month,
    Class::KnownAcronym,
    Class::Opener,
    Class::KnownBody,
    Class::KnownOther,
];

impl Word {
    /// Reads a token whose words are `written`.
    pub fn new(token: &Token, written: &str, clusters: &Clusters) -> Word {
        let mut lower = FNV_START;
        let mut folded = [0u8; 4];
        let mut beginnings = [0; 3];
        let (mut length, mut marks) = (0usize, 0u64);
        let mut see = |byte: u8| {
            lower = (lower ^ u64::from(byte)).wrapping_mul(FNV_STEP);
            folded = [folded[1], folded[2], folded[3], byte];
            if let Some(place) = beginnings.get_mut(length) {
                *place = lower;
            }
            length += 1;
        };
        for character in written.chars() {
            match character {
                '0'..='9' => see(b'0'),
                // One apostrophe, however it is written.
                '’' => see(b'\''),
                _ if character.is_ascii() => see(character.to_ascii_lowercase() as u8),
                _ => character.to_lowercase().for_each(|c| c.encode_utf8(&mut [0; 4]).bytes().for_each(&mut see)),
            }
            marks |= match character {
                '-' => 1,
                '.' => 2,
                _ => 0,
            };
        }
        let ending = |count: usize| {
            let last = u32::from_be_bytes(folded) & u32::MAX.checked_shr(32 - 8 * count as u32).unwrap_or(0);
            u64::from(last) << 3 | count as u64
        };
        let endings = [ending(1), ending(2), ending(3), ending(4)];
        let look = (token.shape as u64) << 2 | marks;
        let verb = token.entry.verb.map_or(0, |verb| verb.inflection as u64 + 1);
        let form = form(written);
        let clusters = clusters.of(form).map(u64::from);
        let particle = token.shape == Shape::Lower && PARTICLES.contains(&written);
        Word { form, lower, endings, beginnings, look, classes: token.entry.classes, verb, clusters, particle }
    }

    /// Whether it may begin a name in small letters ("van", "bin").
    pub fn is_particle(&self) -> bool {
        self.particle
    }

    pub(super) fn classes_among(&self, classes: &[Class]) -> u64 {
        classes.iter().enumerate().fold(0, |bits, (index, class)| bits | u64::from(self.classes.has(*class)) << index)
    }
}

/// The hash of a word as written, by which clusters and dictionary know it.
pub fn form(written: &str) -> u64 {
    let hash = written.bytes().fold(FNV_START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_STEP));
    // The table takes its slots from the upper half, where FNV's bits are well mixed, and checks with the lower.
    hash ^ hash >> 29
}

/// How the words of a sentence are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Case {
    /// Written as usual.
    #[default]
    Sentence,
    /// Most Words Begin With a Capital, as in some headlines.
    Title,
    /// HARDLY A WORD HAS SMALL LETTERS.
    Upper,
}

impl Case {
    /// How the words of a sentence are written.
    pub fn of(tokens: &[Token]) -> Case {
        let (mut lower, mut capitalized, mut upper) = (0, 0, 0);
        for token in tokens {
            match token.shape {
                Shape::Lower => lower += 1,
                Shape::Capitalized | Shape::Mixed => capitalized += 1,
                Shape::Upper => upper += 1,
                _ => {}
            }
        }
        match (upper, capitalized, lower) {
            _ if upper > 2 && upper > 3 * (lower + capitalized) => Case::Upper,
            // Small words stay small in a headline; more than half of the rest is capitalised there.
            _ if capitalized + upper > 3 && (capitalized + upper) * 2 > 3 * lower => Case::Title,
            _ => Case::Sentence,
        }
    }
}

/// The key of a feature.
pub(super) fn key(template: u64, first: u64, second: u64) -> u64 {
    let mixed = (first.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ second.rotate_left(23)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let mixed = (mixed ^ mixed >> 32 ^ template.wrapping_mul(0xA076_1D64_78BD_642F)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
    mixed ^ mixed >> 29
}

/// The key under which the dictionary holds the tag of a word that has but one.
pub fn dictionary_key(word: &Word) -> u64 {
    key(0, word.form, 0)
}

fn around(words: &[Word], at: usize) -> [Word; 5] {
    let word = |index: Option<usize>| index.and_then(|index| words.get(index)).copied().unwrap_or_default();
    [word(at.checked_sub(2)), word(at.checked_sub(1)), words[at], word(Some(at + 1)), word(Some(at + 2))]
}

/// The features by which word `at` gets its part of speech; `before` are the tags of the two words before it, the nearer first.
pub fn for_tag(words: &[Word], at: usize, before: [Option<Tag>; 2], case: Case, keys: &mut Vec<u64>) {
    keys.clear();
    let [before_last, last, word, next, _] = around(words, at);
    let [tag, tag_before] = before.map(|tag| tag.map_or(99, |tag| tag as u64));
    let tags = tag << 8 | tag_before;
    let first = u64::from(at == 0) | (case as u64) << 1;
    keys.extend([
        key(1, word.lower, 0),
        key(2, word.form, first),
        key(3, word.endings[0], word.look),
        key(4, word.endings[1], 0),
        key(5, word.endings[2], 0),
        key(6, word.endings[3], 0),
        key(7, word.beginnings[0], word.beginnings[2]),
        key(8, word.look, first),
        key(9, last.lower, 0),
        key(10, before_last.lower, 0),
        key(11, next.lower, 0),
        key(13, tag, 0),
        key(14, tags, 0),
        key(15, tag, word.lower),
        key(16, tags, word.endings[1]),
        key(17, tag, next.lower),
        key(18, word.lower, next.lower),
        key(19, last.lower, word.lower),
        key(21, next.look, word.look),
        key(22, last.look << 8 | word.look, first),
        key(23, word.verb, tag),
        key(24, word.classes_among(&GRAMMATICAL), word.look),
        key(27, last.lower, next.lower),
        key(28, tags, word.verb << 16 | next.look),
    ]);
}

/// The run of capitalised words that a word stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run {
    first: usize,
    last: usize,
}

impl Run {
    /// The run around word `at`: the words beside it that begin with a capital. A word in small letters is a run of its own.
    pub fn around(words: &[Word], at: usize) -> Run {
        let capital = |word: &Word| matches!(word.look >> 2, CAPITALIZED | UPPER | MIXED);
        if !capital(&words[at]) {
            return Run { first: at, last: at };
        }
        let back = words[..at].iter().rev().take(LONGEST_RUN).take_while(|word| capital(word)).count();
        let on = words[at + 1..].iter().take(LONGEST_RUN).take_while(|word| capital(word)).count();
        Run { first: at - back, last: at + on }
    }
}

/// So many words of a run are looked at on either side.
const LONGEST_RUN: usize = 8;
const CAPITALIZED: u64 = Shape::Capitalized as u64;
const UPPER: u64 = Shape::Upper as u64;
const MIXED: u64 = Shape::Mixed as u64;

/// The features by which word `at` gets its name tag; `run` is the run of capitalised words around it.
pub fn for_name(words: &[Word], tags: &[Tag], at: usize, run: Run, case: Case, keys: &mut Vec<u64>) {
    keys.clear();
    let [before_last, last, word, next, after_next] = around(words, at);
    let tag_at = |index: Option<usize>| index.and_then(|index| tags.get(index)).map_or(99, |tag| *tag as u64);
    let (tag, tag_last, tag_next) = (tag_at(Some(at)), tag_at(at.checked_sub(1)), tag_at(Some(at + 1)));
    let first = u64::from(at == 0) | (case as u64) << 1;
    let classes = word.classes_among(&NOMINAL);
    let classes_last = last.classes_among(&NOMINAL);
    let classes_next = next.classes_among(&NOMINAL);
    let beside = |index: Option<usize>| index.and_then(|index| words.get(index)).copied().unwrap_or_default();
    let (head, opens) = (words[run.last], words[run.first]);
    let (ahead, behind) = (beside(run.first.checked_sub(1)), beside(Some(run.last + 1)));
    let place = u64::from(at == run.first) | u64::from(at == run.last) << 1;
    let length = (run.last - run.first).min(4) as u64;
    keys.extend([
        key(40, word.lower, 0),
        key(41, word.form, 0),
        key(42, word.endings[1], word.look),
        key(43, word.endings[2], word.look),
        key(44, word.beginnings[2], word.look),
        key(45, word.look, first),
        key(46, tag, word.look),
        key(47, place | length << 2, word.look),
        key(48, place | length << 2, tag),
        key(49, last.lower, word.look),
        key(50, next.lower, word.look),
        key(51, before_last.lower, word.look),
        key(52, after_next.lower, word.look),
        key(54, last.lower, word.lower),
        key(55, word.lower, next.lower),
        key(56, tag_last << 16 | tag << 8 | tag_next, 0),
        key(57, last.look << 16 | word.look << 8 | next.look, first),
        key(58, classes, place),
        key(59, classes, word.look << 8 | first),
        key(60, classes_last, word.look),
        key(61, classes_next, word.look),
        key(62, classes, classes_next << 20),
        key(63, classes_last, classes << 20),
        key(64, next.look << 8 | word.look, classes),
        key(65, word.endings[3], 0),
        key(66, last.endings[2], word.look),
        key(67, next.endings[2], word.look),
        key(72, word.clusters[0], word.look),
        key(73, word.clusters[1], 0),
        key(74, next.clusters[0], word.look),
        key(75, next.clusters[1], word.look),
        key(76, last.clusters[0], word.look),
        key(77, last.clusters[1], word.look),
        key(78, last.clusters[0], word.clusters[0] << 8 | next.clusters[0] << 24),
        key(79, next.verb, word.look),
        key(80, before_last.clusters[0], last.clusters[0] << 8 | word.look << 24),
        key(81, after_next.clusters[0], next.clusters[0] << 8 | word.look << 24),
        key(82, head.lower, place),
        key(83, head.classes_among(&NOMINAL), place | length << 2),
        key(84, head.endings[2], place),
        key(85, head.clusters[1], place),
        key(86, opens.lower, place),
        key(87, opens.classes_among(&NOMINAL), head.classes_among(&NOMINAL) << 20 | place << 44 | length << 48),
        key(88, ahead.lower, place | length << 2),
        key(89, behind.lower, place | length << 2),
        key(90, ahead.clusters[1], place),
        key(91, behind.clusters[1], place),
        key(92, behind.verb, place | length << 2),
    ]);
    for (index, class) in NOMINAL.iter().enumerate() {
        let index = index as u64;
        for (template, word) in [(68, &word), (69, &next), (70, &last), (71, &after_next), (93, &head)] {
            if word.classes.has(*class) {
                keys.push(key(template, index, place));
            }
        }
    }
}

/// The key under which the weights hold what speaks for each name tag after tag `last`.
pub fn after_name(last: u8) -> u64 {
    key(99, u64::from(last), 0)
}
