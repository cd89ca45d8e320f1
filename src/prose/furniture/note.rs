//! Notes that stand beside an article and are none of its copy: where it appeared first, whose rights it is, how a chart is used; and
//! corrections, which are kept as what they are.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::super::Role;
use super::super::formulas::{self, Kind};

/// Bytes of the longest note.
const LONGEST: usize = 700;

/// The role of a block that is a note; `None` for all others.
pub(in super::super) fn role(text: &str) -> Option<Role> {
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let formulas = formulas::shipped();
    if let Some(length) = formulas.opening(bare, Kind::Correction) {
        let rest = bare[length..].trim_start();
        let label = !bare[..length].contains(' ');
        // "Corrections officers" are no correction.
        let parted = rest.is_empty() || rest.starts_with([':', '(', '—', '–', '-', '.', ',']);
        if !label || parted {
            return Some(Role::Correction);
        }
    }
    let note = formulas.opening(bare, Kind::Notice).is_some() || reserves(text) || is_instruction(bare) || is_mostly_signs(text);
    note.then_some(Role::Boilerplate)
}

/// Whether it says whose views or rights are whose.
fn reserves(text: &str) -> bool {
    const WORDS: &[&str] =
        &["not necessarily reflect", "permission to reprint", "freely reproduced", "all rights reserved", "under a creative commons"];
    static ANY: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasickBuilder::new().ascii_case_insensitive(true).build(WORDS).expect("a few words"));
    ANY.is_match(text) && !text.contains(['“', '"'])
}

/// "Hover over a bar to see how each ward voted.": how to use what stands beside it.
fn is_instruction(text: &str) -> bool {
    if text.len() > 240 || formulas::shipped().opening(text, Kind::Instruction).is_none() {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    [
        " to see",
        " to view",
        " to find",
        " to explore",
        " to read",
        " to compare",
        " to zoom",
        " to move",
        " to learn",
        " for details",
        " for more",
        " below",
    ]
    .iter()
    .any(|aim| lower.contains(aim))
}

/// Lines of stars and dashes, with a word or two.
pub(in super::super) fn is_mostly_signs(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    all >= 4 && letters * 3 < all
}

/// Whether a line is a field of a message's head: "Newsgroups: …", "From marit@quay.example Mon May 3".
pub(in super::super) fn is_field(text: &str) -> bool {
    let envelope = text.strip_prefix("From ").is_some_and(|rest| rest.split(' ').next().is_some_and(|address| address.contains('@')));
    let name = text.split_once(':').map_or("", |(name, _)| name);
    text.len() <= 300 && (envelope || formulas::shipped().fills(name, Kind::Field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_known_by_how_they_open() {
        for (text, wanted) in [
            ("Correction: An earlier version of this story gave the wrong year.", Some(Role::Correction)),
            ("CORRECTION (May 3): The ferry is 40 years old.", Some(Role::Correction)),
            ("*This article was amended on 3 May to correct a name.", Some(Role::Correction)),
            ("Originally published in the Vellmouth Gazette", Some(Role::Boilerplate)),
            ("The views expressed are those of the writer and do not necessarily reflect those of the Gazette.", Some(Role::Boilerplate)),
            ("Hover over a bar to see how each ward voted.", Some(Role::Boilerplate)),
            ("X-=-=-=-=-=-X", Some(Role::Boilerplate)),
            ("Corrections officers met on Monday.", None),
            ("Correction of the record was what Marit Oru asked for.", None),
            ("Hover over the quay long enough and you see it.", None),
            ("The view from the quay reflects nothing.", None),
        ] {
            assert_eq!(role(text), wanted, "{text}");
        }
        assert!(
            is_field("Newsgroups: vellmouth.ferries") && is_field("From oru@quay.example Mon May 3") && !is_field("From Oru: a letter")
        );
    }
}
