//! What figures count or measure, as far as nobody asks for a source of it: seats, miles, the price of a ticket, the sum of a grant.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const LIST: &str = include_str!("data/counted.txt");

/// What a word says of a figure beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Counted {
    /// A unit that is read off: "miles".
    Measure = 1,
    /// What stands in a record or before everybody's eyes: "seats".
    Tally = 2,
    /// What is given or set at an amount: "grant".
    Sum = 4,
    /// A verb of whoever gives or sets it: "awarded".
    Act = 8,
    /// What a share is of where a deal or a law sets it: "stake".
    Term = 16,
    /// Words of what one thing costs: "ticket".
    Price = 32,
    /// What a public market tells: "shares".
    Market = 64,
    /// What such a market does: "closed".
    Closed = 128,
    /// What changes a figure: "rose".
    Moves = 256,
    /// What is made up or played: "drama".
    Work = 512,
}

const KINDS: &[(&str, Counted)] = &[
    ("measure", Counted::Measure),
    ("tally", Counted::Tally),
    ("sum", Counted::Sum),
    ("act", Counted::Act),
    ("term", Counted::Term),
    ("price", Counted::Price),
    ("market", Counted::Market),
    ("closed", Counted::Closed),
    ("moves", Counted::Moves),
    ("work", Counted::Work),
];

/// The list, by lower-case form.
#[derive(Debug, Default)]
pub struct Counting(FxHashMap<&'static str, u16>);

impl Counting {
    /// The list that ships.
    pub fn shipped() -> &'static Counting {
        static SHIPPED: OnceLock<Counting> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut counting = Counting::default();
            for line in LIST.lines().filter(|line| !line.starts_with('#')) {
                let Some((name, words)) = line.split_once('\t') else { continue };
                let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else { continue };
                for word in words.split_whitespace() {
                    *counting.0.entry(word).or_default() |= *kind as u16;
                }
            }
            counting
        })
    }

    /// Whether the word, in any case, is of a kind.
    pub fn is(&self, word: &str, kind: Counted) -> bool {
        self.0.get(word.to_lowercase().as_str()).is_some_and(|kinds| kinds & kind as u16 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_of_a_known_kind_and_a_word_may_be_of_two() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let kind = line.split_once('\t').map(|(kind, _)| kind);
            assert!(KINDS.iter().any(|(known, _)| Some(*known) == kind), "{line}");
        }
        let counting = Counting::shipped();
        assert!(counting.is("Miles", Counted::Measure) && !counting.is("miles", Counted::Tally));
        assert!(counting.is("fee", Counted::Sum) && counting.is("fee", Counted::Price));
    }
}
