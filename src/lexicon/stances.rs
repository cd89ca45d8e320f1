//! Where somebody stands who is cited: said it, denied it, or would not answer.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const LIST: &str = include_str!("data/stances.txt");

/// How a source stands to what an attribution reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Stance {
    /// It said so.
    #[default]
    Said,
    /// It said that it is not so.
    Denied,
    /// It did not answer.
    Declined,
}

impl Stance {
    /// Its name in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Said => "said",
            Stance::Denied => "denied",
            Stance::Declined => "declined",
        }
    }
}

/// What a verb says of who stands where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Denied,
    Declined { of_speech: bool },
    Reply,
    Speech,
}

/// The list, by lemma.
#[derive(Debug, Default)]
pub struct Stances(FxHashMap<&'static str, Says>);

impl Stances {
    /// The list that ships.
    pub fn shipped() -> &'static Stances {
        static SHIPPED: OnceLock<Stances> = OnceLock::new();
        SHIPPED.get_or_init(|| Stances::read(LIST))
    }

    fn read(list: &'static str) -> Stances {
        let mut stances = Stances::default();
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t').map(str::trim);
            let (Some(lemma), Some(stance)) = (columns.next(), columns.next()) else { continue };
            let of_speech = columns.next() == Some("speech");
            let says = match stance {
                "denied" => Says::Denied,
                "declined" => Says::Declined { of_speech },
                "reply" => Says::Reply,
                _ => Says::Speech,
            };
            stances.0.insert(lemma, says);
        }
        stances
    }

    /// Whether the word is the base form of a verb of reply or speech.
    pub fn is_reply(&self, lemma: &str) -> bool {
        matches!(self.0.get(lemma), Some(Says::Reply | Says::Speech))
    }

    /// The stance of a cue: `negated` says that it is not done, `reply` that what it takes is a verb of reply or speech.
    pub fn of(&self, lemma: &str, negated: bool, reply: bool) -> Stance {
        match self.0.get(lemma) {
            Some(Says::Denied) if !negated => Stance::Denied,
            Some(Says::Declined { of_speech }) if !negated && (reply || !of_speech) => Stance::Declined,
            Some(Says::Reply) if negated => Stance::Declined,
            _ => Stance::Said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_the_verbs_and_its_negations() {
        let stances = Stances::shipped();
        assert_eq!(stances.of("deny", false, false), Stance::Denied);
        assert_eq!(stances.of("deny", true, false), Stance::Said);
        assert_eq!(stances.of("decline", false, true), Stance::Declined);
        assert_eq!(stances.of("decline", false, false), Stance::Said);
        assert_eq!(stances.of("reply", true, false), Stance::Declined);
        assert_eq!(stances.of("reply", false, false), Stance::Said);
        assert_eq!(stances.of("say", true, false), Stance::Said);
        assert!(stances.is_reply("comment") && !stances.is_reply("deny"));
    }
}
