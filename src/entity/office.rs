//! Offices that are told by what they are of or for: "Minister of Tides, Harbours and Trade", "Leader of the Opposition".

use crate::model::clusters::Clusters;
use crate::syntax::{Parse, Shape};

/// Those whose field stands behind "of" or "for", in small letters.
const MINISTERS: &[&str] = &["minister", "ministers", "secretary", "undersecretary", "commissioner"];

/// Words of an office's fields before the last one.
const LONGEST: usize = 10;

/// The word whose fields or body go on at token `from` of a sentence that begins at token `start`: "Minister" for each of "Tides",
/// "Harbours" and "Trade", "Leader" for "Opposition".
pub fn head(parse: &Parse, start: usize, from: usize) -> Option<usize> {
    let earlier = |at: usize| parse.tokens[at].shape == Shape::Capitalized || parse.is_any(at, &[",", "and", "&"]);
    let listed = from > start && parse.is_any(from - 1, &[",", "and", "&"]);
    let back = if listed { (start..from).rev().take(LONGEST).take_while(|at| earlier(*at)).count() } else { 0 };
    let mut first = from - back;
    if first > start + 2 && parse.is(first - 1, "the") {
        first -= 1;
    }
    (first >= start + 2 && parse.is_any(first - 1, &["of", "for"])).then(|| first - 2)
}

/// Whether the word is a minister's, whose fields are common words with capitals.
pub fn is_minister(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    MINISTERS.iter().any(|minister| word.ends_with(minister))
}

/// Whether a token's word stands in small letters elsewhere in English.
pub fn is_common(parse: &Parse, at: usize) -> bool {
    Clusters::shipped().holds(&parse.word(at).to_ascii_lowercase())
}
