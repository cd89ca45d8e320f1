//! Whether words of a list make their claim where they stand: "ignored the warnings" does, "cannot be ignored" does not.

use std::ops::Range;

use super::super::scan::finite_verb;
use super::{Wording, counted};
use crate::lexicon::{Act, Class, Counted, Counting};
use crate::sourcing::ClaimKind;
use crate::syntax::{Parse, Tag};

/// How far back a word is looked for that takes a claim's edge off.
const REACH: usize = 4;
/// How far back somebody may be said to claim it: "an allegation from the clerk, Marit Oru, that …".
const TOLD: usize = 14;
const MODALS: &[&str] =
    &["would", "could", "may", "might", "can", "cannot", "should", "must", "will", "not", "n't", "n’t", "never", "no", "without"];
const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "'s", "’s"];

/// How plainly the words of a list at `tokens` say what their list stands for.
pub(super) fn wording(parse: &Parse, sentence: &Range<usize>, kind: ClaimKind, tokens: &Range<usize>) -> Wording {
    let place = Place { parse, sentence, tokens };
    let (void, plain) = match kind {
        ClaimKind::Allegation => (false, place.accuses()),
        ClaimKind::Private => {
            (place.is_staged(), !(place.before(1, &["no", "open"]) && parse.is_any(tokens.start, &["secret", "secrets"])))
        }
        ClaimKind::Motive => {
            let describes = parse.tags[tokens.start].is_adjective() && place.next_is(Tag::is_noun);
            (false, !(place.tries() || describes))
        }
        ClaimKind::Number => (counted::needs_no_source(parse, sentence, tokens), place.counts()),
        ClaimKind::Superlative => (parse.is(tokens.start, "historically") && tokens.start > sentence.start, true),
        ClaimKind::Prediction => (place.looks_back() || place.supposes(), true),
        ClaimKind::Evaluation => (false, place.judges()),
        _ => (false, true),
    };
    match (void, plain) {
        (true, _) => Wording::Void,
        (_, true) => Wording::Plain,
        _ => Wording::Loose,
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

    /// What goes on in a story, or a match that nobody may watch: "in the film she is told behind closed doors".
    fn is_staged(&self) -> bool {
        let (parse, counting) = (self.parse, Counting::shipped());
        let common = |at: usize| parse.tags[at].is_noun() && counting.is(parse.word(at), Counted::Work);
        self.sentence.clone().any(common)
    }

    /// Who sees to what is theirs needs no motive: "trying to improve its position".
    fn tries(&self) -> bool {
        let (parse, Range { start, end }) = (self.parse, self.tokens.clone());
        parse.is_any(start, &["trying", "attempting", "seeking"]) && parse.is(end - 1, "to") && parse.tags.get(end + 1) == Some(&Tag::PrpS)
    }

    /// A forecast looks ahead: "may have failed" looks back, and "a potentially deadly disease" is one today.
    fn looks_back(&self) -> bool {
        let (parse, Range { start, end }) = (self.parse, self.tokens.clone());
        let modal = parse.is_any(start, &["may", "might", "could", "would", "must"]);
        let not = usize::from(parse.is_any(start + 1, &["not", "n't", "n’t", "well", "also", "never", "still"]));
        let perfect = modal && parse.is(start + 1 + not, "have") && parse.tags.get(start + 2 + not).is_some_and(|tag| tag.is_verb());
        // Before what it says of something, and not behind "is".
        let modifies = end - start == 1
            && parse.tags[start].is_adverb()
            && parse.tags.get(end).is_some_and(|tag| tag.is_adjective() || matches!(tag, Tag::Vbg | Tag::Vbn))
            && parse.tags.get(end + 1).is_some_and(|tag| tag.is_noun() || tag.is_adjective());
        perfect || modifies
    }

    /// What a rule or a wish says would be done where a condition holds: "if one is attacked, the others would send ships".
    fn supposes(&self) -> bool {
        let (parse, at) = (self.parse, self.tokens.start);
        let supposed = (self.sentence.start..at).rev().find(|at| parse.is_any(*at, &["if", "unless", "whenever"]));
        // "If the owner were to sell, it would close" is a forecast like any other.
        let holds = |at: usize| finite_verb(parse, at..self.tokens.start).is_some_and(|(_, tag)| matches!(tag, Tag::Vbz | Tag::Vbp));
        parse.is(at, "would") && supposed.is_some_and(holds)
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

    /// The kinds that a sentence is asked about.
    fn kinds(text: &str) -> Vec<ClaimKind> {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let statement = article.sourcing.own_words[0].statement.as_ref();
        statement.map(|statement| statement.triggers.iter().map(|trigger| trigger.kind).collect()).unwrap_or_default()
    }

    #[test]
    fn a_claim_stands_on_a_whole_phrase() {
        for (text, words) in [
            ("The board lost at least 80 percent of the harbour fund.", "at least 80 percent of the harbour fund"),
            ("The new port has cost tens of billions of crowns.", "tens of billions of crowns"),
            ("Between 30 and 40 per cent of the tenants moved out.", "Between 30 and 40 per cent of the tenants"),
            ("It was the council's most painful cut of the year.", "the council's most painful cut of the year"),
            ("The town's biggest employer left.", "The town's biggest employer"),
            ("The council has repeatedly feared the owners of the port.", "has repeatedly feared the owners of the port"),
        ] {
            assert_eq!(first(text).2, words, "{text}");
        }
    }

    #[test]
    fn what_looks_back_or_follows_a_rule_is_no_forecast() {
        for text in [
            "The pump may have failed in the storm.",
            "The ferry might not have been flown to Skerry.",
            "It is a potentially deadly disease of harbour seals.",
            "If one port is attacked, then the others would send boats.",
            "The harbour would have stayed open with two more pilots.",
            "The crew could well have slept.",
        ] {
            assert!(!kinds(text).contains(&ClaimKind::Prediction), "{text}");
        }
        for text in ["The pier will close for good.", "If the owner were to sell, the ferry would close.", "The crisis could get worse."] {
            assert!(kinds(text).contains(&ClaimKind::Prediction), "{text}");
        }
    }

    #[test]
    fn a_story_and_a_match_hold_no_private_account() {
        for text in ["In the play the mayor lies behind closed doors.", "The match was played behind closed doors after the riot."] {
            assert!(!kinds(text).contains(&ClaimKind::Private), "{text}");
        }
        assert!(kinds("The mayor wept behind closed doors.").contains(&ClaimKind::Private));
    }

    #[test]
    fn a_figure_that_is_read_off_or_set_needs_no_source() {
        for text in [
            "Otto Hemming learned to sail aged nearly five.",
            "The bar takes no more than 15 guests at a time.",
            "The mast of the ferry is about 30 metres tall.",
            "She bought a 30 per cent stake in the ferry.",
            "The fund awarded the town more than $440 million for a pier.",
            "A ticket to Skerry costs about $12 in summer.",
            "The visitors were losing by 3-19 at noon.",
            "Shares of the ferry company closed 3 per cent lower on Tuesday.",
            "In 1897 about 300 people watched the opening of the pier.",
            "The family was stateless for hundreds of years.",
            "Her channel has more than 900 followers.",
            "It magnifies the problem out of proportion.",
        ] {
            assert!(!kinds(text).contains(&ClaimKind::Number), "{text}");
        }
        for text in [
            "Rents rose by 15 per cent.",
            "About 1,200 tenants lost their homes.",
            "The town uses 10 million litres of water in a year.",
            "Sea levels rose by 62 centimetres.",
            "The minister wasted tens of billions of crowns.",
        ] {
            assert!(kinds(text).contains(&ClaimKind::Number), "{text}");
        }
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
