//! How much speaks for words that may tell what somebody is, by what holds of them and their place. No word of an article is among it.

use std::sync::OnceLock;

use super::noun;
use super::phrase::words;
use super::ways::{Candidate, Way, is_bare};
use crate::entity::{Form, Mention};
use crate::lexicon::Class;
use crate::model::points::Points;
use crate::prose::Role;
use crate::syntax::Parse;

/// The names of what may hold, in the order of their bits: first what holds of a way by itself (`WAYS` times three), then the rest.
pub const NAMES: &[&str] = &[
    "apposed",
    "apposed at the first mention",
    "apposed and one word",
    "leading",
    "leading at the first mention",
    "leading and one word",
    "titled",
    "titled at the first mention",
    "titled and one word",
    "is",
    "is at the first mention",
    "is and one word",
    "was",
    "was at the first mention",
    "was and one word",
    "reversed",
    "reversed at the first mention",
    "reversed and one word",
    "who is",
    "who is at the first mention",
    "who is and one word",
    "who",
    "who at the first mention",
    "who and one word",
    "listed",
    "listed at the first mention",
    "listed and one word",
    "called",
    "called at the first mention",
    "called and one word",
    "credited",
    "credited at the first mention",
    "credited and one word",
    "owned",
    "owned at the first mention",
    "owned and one word",
    "of",
    "of at the first mention",
    "of and one word",
    "as",
    "as at the first mention",
    "as and one word",
    "does",
    "does at the first mention",
    "does and one word",
    "renamed",
    "renamed at the first mention",
    "renamed and one word",
    "revealed",
    "revealed at the first mention",
    "revealed and one word",
    "second mention",
    "third mention",
    "later mention",
    "no running text",
    "caption",
    "opening",
    "full name",
    "two words",
    "three or four words",
    "five words or more",
    "preposition",
    "stance",
    "kin",
    "abbreviated",
    "unlisted noun",
    "plural",
    "former",
    "indefinite",
    "definite",
    "possessor",
    "title",
    "capital",
    "name inside",
    "titled and former",
    "apposed and stance",
    "titled and stance",
    "apposed and former",
    "is and stance",
    "apposed and indefinite",
    "apposed and kin",
    "leading and kin",
    "titled and kin",
    "apposed and title",
    "titled and title",
    "titled and capital",
    "honorific at the mention",
];

static WEIGHTS: OnceLock<Points> = OnceLock::new();

/// Log-odds in hundredths that the words of whom this holds are the role, against that the article tells none.
pub(super) fn weigh(set: u128) -> i32 {
    WEIGHTS.get_or_init(|| Points::read(include_str!("weights.txt"), NAMES)).of(set)
}

/// Ways that say what somebody is and nothing else, where the lists hold the noun.
const PLAIN: &[Way] = &[Way::Apposed, Way::Leading, Way::Titled, Way::Is, Way::Reversed, Way::WhoIs, Way::Called];
/// What makes them say less.
const DOUBTS: &[&str] = &["later mention", "stance", "unlisted noun", "plural"];

/// Whether what holds of a candidate is enough, whatever its points are: they then only choose among several.
pub(super) fn is_plain(set: u128) -> bool {
    let doubted = DOUBTS.iter().any(|doubt| NAMES.iter().position(|name| name == doubt).is_some_and(|bit| set >> bit & 1 == 1));
    !doubted && PLAIN.iter().any(|way| set >> (3 * *way as usize) & 1 == 1)
}

/// The beginning of an article, in blocks.
const OPENING: u32 = 6;

/// What holds of a candidate at the person's `place`th mention, counted from one.
pub(super) fn evidence(parse: &Parse, candidate: &Candidate, mention: &Mention, place: usize) -> u128 {
    let mut set = 0u128;
    let mut mark = |name: &str, holds: bool| {
        if holds && let Some(bit) = NAMES.iter().position(|known| *known == name) {
            set |= 1 << bit;
        }
    };
    let way = candidate.way;
    let length = words(parse, candidate.tokens.clone());
    let sentence = parse.sentences.get(parse.sentence_of(mention.first as usize));
    let role = sentence.map(|sentence| parse.prose.blocks[sentence.block as usize].role);
    let first = candidate.tokens.start;
    let head = candidate.head;
    let before = |words: &[&str]| first > 0 && parse.is_any(first - 1, words);
    let (stance, kin) = (head.is_some_and(|at| noun::is_stance(parse, at)), head.is_some_and(|at| parse.has(at, Class::Kin)));
    let former = parse.is_any(first, &["former", "then", "retired", "late"]) || parse.word(first).to_ascii_lowercase().starts_with("ex-");
    let title = head.is_some_and(|at| parse.has(at, Class::Title));
    let capital = head.is_some_and(|at| parse.tokens[at].shape.is_capitalized());
    mark("second mention", place == 2);
    mark("third mention", place == 3);
    mark("later mention", place > 3);
    mark("no running text", !role.is_some_and(Role::is_body));
    mark("caption", role == Some(Role::Caption));
    mark("opening", sentence.is_some_and(|sentence| sentence.block < OPENING));
    mark("full name", mention.form == Form::Full);
    mark("two words", length == 2);
    mark("three or four words", length == 3 || length == 4);
    mark("five words or more", length > 4);
    mark("preposition", candidate.tokens.clone().any(|at| parse.is_any(at, &["of", "for", "at", "in", "to", "with", "from"])));
    mark("stance", stance);
    mark("kin", kin);
    mark("abbreviated", is_bare(parse, candidate));
    mark("unlisted noun", !candidate.known && head.is_some());
    mark("plural", candidate.plural);
    mark("former", former);
    mark("indefinite", before(&["a", "an", "another"]));
    mark("definite", before(&["the"]));
    mark("possessor", before(&["his", "her", "its", "their"]) || candidate.tokens.clone().any(|at| parse.is_any(at, &["'s", "’s"])));
    mark("title", title);
    mark("capital", capital);
    mark("name inside", candidate.tokens.clone().any(|at| parse.tokens[at].shape.is_capitalized() && head != Some(at)));
    mark("titled and former", way == Way::Titled && former);
    mark("apposed and former", way == Way::Apposed && former);
    mark("apposed and stance", way == Way::Apposed && stance);
    mark("titled and stance", way == Way::Titled && stance);
    mark("is and stance", way == Way::Is && stance);
    mark("apposed and indefinite", way == Way::Apposed && before(&["a", "an"]));
    mark("apposed and kin", way == Way::Apposed && kin);
    mark("leading and kin", way == Way::Leading && kin);
    mark("titled and kin", way == Way::Titled && kin);
    mark("apposed and title", way == Way::Apposed && title);
    mark("titled and title", way == Way::Titled && title);
    mark("titled and capital", way == Way::Titled && capital);
    mark("honorific at the mention", mention.honorific);
    set | 1 << (3 * way as usize) | u128::from(place == 1) << (3 * way as usize + 1) | u128::from(length == 1) << (3 * way as usize + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_has_its_three_names_and_all_fit_their_bits() {
        assert!(NAMES.len() <= 128);
        for (way, name) in [(Way::Apposed, "apposed"), (Way::Is, "is"), (Way::Of, "of"), (Way::Renamed, "renamed")] {
            assert_eq!(NAMES[3 * way as usize], name);
        }
    }
}
