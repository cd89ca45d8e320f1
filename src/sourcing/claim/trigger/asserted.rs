//! Whether words of a list make their claim where they stand: "ignored the warnings" does, "cannot be ignored" does not.

use std::ops::Range;

use crate::lexicon::{Act, Class};
use crate::sourcing::ClaimKind;
use crate::syntax::{Parse, Tag};

/// How far back a word is looked for that takes a claim's edge off.
const REACH: usize = 4;
/// How far back somebody may be said to claim it: "an allegation from the clerk, Marit Oru, that …".
const TOLD: usize = 14;
const MODALS: &[&str] =
    &["would", "could", "may", "might", "can", "cannot", "should", "must", "will", "not", "n't", "n’t", "never", "no", "without"];
const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "'s", "’s"];

/// Whether the words at `tokens` say what their list stands for.
pub(super) fn is_asserted(parse: &Parse, sentence: &Range<usize>, kind: ClaimKind, tokens: &Range<usize>) -> bool {
    let place = Place { parse, sentence, tokens };
    match kind {
        ClaimKind::Allegation => place.accuses(),
        ClaimKind::Private => !(place.before(1, &["no", "open"]) && parse.is_any(tokens.start, &["secret", "secrets"])),
        ClaimKind::Motive => !(parse.tags[tokens.start].is_adjective() && place.next_is(Tag::is_noun)),
        ClaimKind::Number => place.counts(),
        ClaimKind::Evaluation => place.judges(),
        _ => true,
    }
}

/// Words of a list where they stand.
struct Place<'a> {
    parse: &'a Parse<'a>,
    sentence: &'a Range<usize>,
    tokens: &'a Range<usize>,
}

impl Place<'_> {
    fn before(&self, reach: usize, words: &[&str]) -> bool {
        let first = self.tokens.start.saturating_sub(reach).max(self.sentence.start);
        (first..self.tokens.start).any(|at| self.parse.is_any(at, words))
    }

    fn next_is(&self, check: impl Fn(Tag) -> bool) -> bool {
        self.tokens.end < self.sentence.end && check(self.parse.tags[self.tokens.end])
    }

    /// Somebody does wrong, is wrong, or has a wrong of their own; nobody only may, must not, or is said to.
    fn accuses(&self) -> bool {
        let (parse, at) = (self.parse, self.tokens.start);
        let tag = parse.tags[at];
        let supposed = (self.sentence.start..at).any(|at| parse.is_any(at, &["if", "whether", "unless"]));
        if supposed || self.before(REACH, MODALS) || self.is_told() {
            return false;
        }
        let time = parse.word(at).starts_with("wast") && (at + 1..(at + 4).min(self.sentence.end)).any(|next| parse.is(next, "time"));
        let modifies = matches!(tag, Tag::Vbn | Tag::Vbd | Tag::Vbg)
            && at > self.sentence.start
            && matches!(parse.tags[at - 1], Tag::Dt | Tag::Jj | Tag::In | Tag::Rb | Tag::PrpS)
            && self.next_is(|next| next.is_noun() || next == Tag::Jj)
            && !self.before(2, &["has", "have", "had", "by"]);
        match tag {
            _ if time || modifies => false,
            // "an attempt to cover up", "tried to bribe".
            Tag::Vb => self.before(
                3,
                &[
                    "attempt",
                    "attempts",
                    "attempted",
                    "tried",
                    "tries",
                    "trying",
                    "bid",
                    "plot",
                    "plotted",
                    "conspired",
                    "effort",
                    "did",
                    "helped",
                ],
            ),
            Tag::Vbg => self.before(1, &[","]) || self.before(3, BE),
            _ if tag.is_verb() => true,
            _ if tag.is_adjective() => {
                let status = parse.word(at).eq_ignore_ascii_case("illegal") && self.next_is(Tag::is_noun);
                !status
            }
            // "the scandal", "barbs about racism" only name what is spoken of.
            _ if tag.is_noun() => {
                let phrase = parse.phrase_of(at);
                let first = phrase.map_or(at, |phrase| phrase.first as usize);
                let owned = (first..at).any(|at| matches!(parse.tags[at], Tag::PrpS | Tag::Pos));
                let called = (first.saturating_sub(2).max(self.sentence.start)..first).any(|at| parse.is_any(at, BE));
                let head = phrase.is_none_or(|phrase| phrase.head as usize == self.tokens.end - 1);
                owned
                    || called && head && !parse.is_any(first, &["the", "this"])
                    || self.tokens.len() > 1 && parse.tags[self.tokens.end - 1] != Tag::In
            }
            _ => true,
        }
    }

    /// The words stand in what somebody is said to claim: "an allegation that", "who say he", "accused of".
    fn is_told(&self) -> bool {
        let parse = self.parse;
        (self.sentence.start..self.tokens.start).rev().take(TOLD).any(|at| {
            let claims = parse.reporting_verb(at).is_some_and(|verb| matches!(verb.act, Act::Speech | Act::Belief));
            claims || parse.has(at, Class::CueNoun)
        })
    }

    /// A figure, or a share of something: "a majority of tenants", not "the average voter" or "the first half of the year".
    fn counts(&self) -> bool {
        let (parse, at) = (self.parse, self.tokens.start);
        let time = self.before(1, &["first", "second", "third", "fourth", "last", "final", "latter", "next"])
            && parse.is_any(at, &["half", "quarter", "third"]);
        let loose =
            parse.is_any(at, &["average", "minority", "majority", "median", "ratio", "annually"]) && !parse.is(self.tokens.end, "of");
        !time && !loose
    }

    /// Words of worth; no "as well", "so far", "rather than", "even in", "divided among".
    fn judges(&self) -> bool {
        let (parse, at) = (self.parse, self.tokens.start);
        let grammar = self.tokens.len() == 1
            && matches!(parse.tags[at], Tag::Rb | Tag::Cc | Tag::In | Tag::Dt | Tag::Rp)
            && !parse.word(at).ends_with("ly");
        let parts = parse.word(at).starts_with("divid") && parse.is_any(self.tokens.end, &["among", "between", "into", "by"]);
        !grammar && !parts
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wording;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::sourcing::ClaimKind;
    use crate::text::{Document, Format};

    /// The kind, the wording and the words that a sentence is asked about first.
    fn first(text: &str) -> (ClaimKind, Wording, String) {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let statement = article.sourcing.own_words[0].statement.as_ref().expect("a statement");
        let trigger = statement.triggers.first().expect("a claim");
        let words = article.parse().span(trigger.tokens.clone()).of(&article.prose.text).to_owned();
        (trigger.kind, trigger.wording, words)
    }

    #[test]
    fn a_wrong_that_is_supposed_denied_or_told_accuses_nobody() {
        for text in [
            "The board must not ignore the pilots.",
            "The warnings cannot be ignored.",
            "Three women claim he assaulted them at the harbour.",
            "The two mayors traded barbs about racism.",
            "The number of illegal immigrants on the ferry is small.",
            "If the contractor lied, the bridge has to be closed.",
        ] {
            assert_ne!((first(text).0, first(text).1), (ClaimKind::Allegation, Wording::Plain), "{text}");
        }
        for text in [
            "The board ignored the pilots.",
            "Critics watched her attempt to cover up the scandal.",
            "His dishonesty cost the town a ferry.",
        ] {
            assert_eq!((first(text).0, first(text).1), (ClaimKind::Allegation, Wording::Plain), "{text}");
        }
    }

    #[test]
    fn what_is_only_spoken_of_leaves_the_lead_to_a_plain_claim() {
        let (kind, _, words) = first("While the temperature has fallen over the scandal, rents rose by 15 per cent.");
        assert_eq!((kind, words.as_str()), (ClaimKind::Number, "15 per cent"));
    }

    #[test]
    fn particles_judge_nothing_and_the_verb_speaks_for_them() {
        let (kind, wording, words) = first("The harbour office so far keeps the old ferry.");
        assert_eq!((kind, wording), (ClaimKind::Evaluation, Wording::Bare));
        assert!(words.starts_with("keeps"), "{words}");
    }

    #[test]
    fn a_half_of_a_year_counts_nothing() {
        assert_eq!(first("In the first half of the year 300 families left, half of the village.").2, "300 families");
    }
}
