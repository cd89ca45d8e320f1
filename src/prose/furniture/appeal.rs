//! What a site says to its readers about itself: subscribe, join, donate, click here.
//!
//! It speaks to the reader in the second person or in commands, of the site in the first, and of what sites ask for. None of these alone
//! is a sign: a column speaks to its readers too.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::super::formulas::{self, Kind};

/// Bytes of the longest appeal.
const LONGEST: usize = 900;

/// What a block says of reader and site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Address {
    /// Words for what sites ask for.
    asks: u32,
    /// Words for the reader.
    you: u32,
    /// Words for the site.
    we: u32,
    /// Whether it opens with a command.
    commands: bool,
    /// It holds a quotation, or somebody says something.
    reports: bool,
    words: u32,
}

impl Address {
    /// What `text` says.
    pub fn of(text: &str) -> Address {
        let mut address = Address::default();
        if text.len() > LONGEST {
            return address;
        }
        let formulas = formulas::shipped();
        let mut taken = 0;
        address.reports = text.contains(['“', '"']);
        for (at, word) in words(text) {
            address.words += 1;
            let lower = word.to_ascii_lowercase();
            match lower.as_str() {
                "you" | "your" | "yours" | "you’ll" | "you'll" | "you’re" | "you're" | "you’ve" | "you've" => address.you += 1,
                "we" | "us" | "our" | "ours" | "we’re" | "we're" | "we’ll" | "we'll" | "we’d" | "we'd" | "we’ve" | "we've" => {
                    address.we += 1
                }
                "said" | "says" | "told" => address.reports = true,
                _ => {}
            }
            if at >= taken
                && let Some(length) = formulas.opening(&text[at..], Kind::Asked)
            {
                address.asks += 1;
                taken = at + length;
            }
        }
        address.commands = commands(text);
        address
    }

    /// Whether it may be an appeal: whatever speaks neither to its reader nor in a command is none, and that is soon seen.
    pub fn may_appeal(text: &str) -> bool {
        let quotes = || text.contains(['“', '"']);
        text.len() <= LONGEST && (YOU.is_match(text) || commands(text)) && !quotes()
    }

    /// Whether it is an appeal by itself.
    pub fn is_appeal(self) -> bool {
        let speaks = self.commands || self.you > 0;
        !self.reports
            && speaks
            && (self.asks >= 2 || self.asks == 1 && (self.commands && self.words <= 30 || self.you > 0 && self.we > 0 && self.words <= 50))
    }

    /// Whether it may belong to one that stands beside it.
    pub fn may_go_on(self) -> bool {
        !self.reports && self.words <= 90 && (self.commands || self.asks > 0 || self.you > 0 || self.we > 0)
    }
}

/// The reader, as a part of whatever word.
static YOU: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasickBuilder::new().ascii_case_insensitive(true).build(["you"]).expect("one word"));

fn commands(text: &str) -> bool {
    formulas::shipped().opening(text.trim_start_matches(|c: char| !c.is_alphanumeric()), Kind::Command).is_some()
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\''))).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appeal_is_known_by_whom_it_speaks_to_and_of_what() {
        for text in [
            "Sign up for our newsletter.",
            "Never miss the latest news by signing up to our newsletter today!",
            "If you learned something from this story, pay it forward and become a member of the Gazette.",
            "The Gazette is funded by readers like you who pay it forward.",
            "Was this email forwarded to you? Sign up here.",
            "You can unsubscribe from our newsletter at any time.",
        ] {
            assert!(Address::of(text).is_appeal(), "{text}");
        }
        for text in [
            "The board asked residents to sign up for the ferry by Friday.",
            "“Sign up for our newsletter,” said Marit Oru.",
            "We cannot go on like this, and you know it.",
            "Donations to the harbour fund fell by a third, Marit Oru said.",
            "You can still get to the island, but you will need a boat of your own.",
        ] {
            assert!(!Address::of(text).is_appeal(), "{text}");
        }
    }
}
