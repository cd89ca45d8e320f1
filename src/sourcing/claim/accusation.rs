//! Flat accusations: that somebody did wrong, told in the paper's own voice without a doubt.
//!
//! They are rare in edited news, so that no formula learns them there; and no desk lets one pass. What makes one is read from the
//! sentence itself: a deed between its doer and its object ("bribed two inspectors"), a word for a wrongdoer that somebody is called
//! ("is a thief"), violence of a named person against a person ("beat his wife").

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::scan::Scan;
use super::trigger::content;
use crate::lexicon::Class;
use crate::syntax::{NameTag, Parse, Tag};

/// Denied, wished, supposed, or told of those whom nobody names.
const DOUBTS: &[&str] = &[
    "to", "not", "n't", "n’t", "never", "no", "would", "could", "may", "might", "must", "should", "can", "will", "whether", "be", "been",
    "was", "were", "is", "are", "being", "who", "that", "which",
];

/// The sentence supposes, or names what an accusation may rest on: a charge, a trial, a verdict.
const SETTLED: &[&str] = &[
    "if",
    "alleged",
    "allegedly",
    "accused",
    "suspected",
    "charged",
    "charges",
    "indicted",
    "indictment",
    "tried",
    "trial",
    "court",
    "jury",
    "judge",
    "prosecutors",
    "verdict",
    "convicted",
    "conviction",
    "sentenced",
    "guilty",
    "pleaded",
];

/// How much somebody is accused of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gravity {
    /// A fault: "ignored the warnings".
    Fault,
    /// What most readers call a crime: "bribed two inspectors", "is a thief", "beat his wife".
    Grave,
}

impl Gravity {
    /// The least weight of such an accusation: no desk lets one pass, and of a grave one every desk asks. The labelled articles hold too
    /// few of them for the formula to know.
    pub fn least(self) -> f32 {
        match self {
            Gravity::Fault => 0.55,
            Gravity::Grave => 0.7,
        }
    }
}

/// The words of the first flat accusation in a sentence, and how grave it is.
pub fn find(parse: &Parse, sentence: &Range<usize>, scan: &Scan) -> Option<(Range<usize>, Gravity)> {
    if sentence.clone().any(|at| parse.is_any(at, SETTLED)) {
        return None;
    }
    let open = |tokens: &Range<usize>| parse.quoted_at(tokens.start).is_none();
    let weighed = |hit: Range<usize>| {
        let grave = hit.clone().any(|at| grave().contains(parse.word(at).to_lowercase().as_str()));
        (hit, if grave { Gravity::Grave } else { Gravity::Fault })
    };
    let deed = || {
        scan.of(Class::Wrongdoing)
            .filter(|hit| content(parse, hit))
            .map(|hit| &hit.tokens)
            .find(|hit| open(hit) && deed(parse, sentence, hit))
            .cloned()
    };
    let called = || sentence.clone().find_map(|at| called(parse, sentence, at).filter(open));
    let violent = || sentence.clone().find_map(|at| violence(parse, sentence, at).filter(open));
    deed().map(weighed).or_else(|| called().or_else(violent).map(|tokens| (tokens, Gravity::Grave)))
}

/// Words of grave deeds, in lower case.
fn grave() -> &'static FxHashSet<&'static str> {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| include_str!("grave.txt").lines().filter(|line| !line.starts_with('#')).collect())
}

/// Whether the word or phrase `hit` is what somebody did. The parts of speech of rare verbs are not to be trusted, so endings count too.
fn deed(parse: &Parse, sentence: &Range<usize>, hit: &Range<usize>) -> bool {
    let at = hit.start;
    let follows = parse.tags.get(hit.end).filter(|_| hit.end < sentence.end);
    let done = parse.tags[at].is_finite()
        || parse.tags[at] == Tag::Vbn
        || parse.word(at).ends_with("ed")
        || follows.is_some_and(|next| matches!(next, Tag::Dt | Tag::PrpS | Tag::Cd));
    // "took bribes" has its object; "covered up" needs one.
    let whole = hit.len() > 1 && !matches!(parse.tags[hit.end - 1], Tag::Rp | Tag::In | Tag::To | Tag::Rb);
    let object = whole
        || follows.is_some_and(|next| {
            parse.is_any(hit.end, &["from", "to"])
                || next.is_noun()
                || next.is_adjective()
                || matches!(next, Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Prp)
        });
    // "Beyond the bridge lies the dump", "They ignored us".
    let other = parse.is_any(at, &["lie", "lies"]) || parse.is_any(hit.end, &["me", "us", "itself", "themselves"]);
    done && object && !other && doer(parse, sentence, at).is_some()
}

/// "is a liar", "was a thief and a fraud", "is corrupt": from the verb to the word, where somebody is called so.
fn called(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let is = parse.is_any(at, &["is", "was", "are", "were", "'s", "’s"]);
    let subject = doer(parse, sentence, at).filter(|_| is)?;
    let somebody = parse.is_any(subject, &["he", "she", "they"])
        || parse.tags[subject].is_proper()
        || [Class::PersonNoun, Class::PeopleNoun, Class::Title, Class::BodyNoun].iter().any(|class| parse.has(subject, *class));
    let leads = |at: &usize| matches!(parse.tags[*at], Tag::Dt | Tag::Rb | Tag::Jj) && !parse.is_any(*at, DOUBTS);
    let end = (at + 1..sentence.end.min(at + 6)).find(|next| parse.has(*next, Class::Culprit) || !leads(next))?;
    let word = somebody && parse.has(end, Class::Culprit) && !parse.is_any(at + 1, &["no", "the"]);
    // "a fraud investigator", "a rape victim" are no wrongdoers.
    let head = parse.tags.get(end + 1).is_none_or(|next| end + 1 >= sentence.end || !next.is_noun());
    (word && head).then_some(at..end + 1)
}

/// "beat his wife", "shot two students": from the verb to the one who suffers it, where a person of a name does it.
fn violence(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !parse.has(at, Class::Violence) {
        return None;
    }
    let person = |at: usize| matches!(parse.names[at], NameTag::PersonBegin | NameTag::PersonInside);
    doer(parse, sentence, at).filter(|doer| person(*doer))?;
    let leads = |at: usize| matches!(parse.tags[at], Tag::Dt | Tag::PrpS | Tag::Cd | Tag::Jj | Tag::Nn) || parse.has(at, Class::NumberWord);
    let suffers = |at: usize| [Class::PersonNoun, Class::PeopleNoun, Class::Kin].iter().any(|class| parse.has(at, *class));
    let end =
        (at + 1..sentence.end.min(at + 6)).find(|next| suffers(*next) || !leads(*next)).filter(|end| suffers(*end) && *end > at + 1)?;
    Some(at..end + 1)
}

/// The token just before the verb at `at` that names who does it, told without a doubt.
fn doer(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let before = at.saturating_sub(4).max(sentence.start)..at;
    let aside = |doer: &usize| parse.tags[*doer].is_adverb() || parse.is_any(*doer, &["has", "have", "had"]);
    let doer = before.clone().rev().find(|doer| !aside(doer))?;
    let doubt = before.clone().any(|at| parse.is_any(at, DOUBTS))
        || supposed(parse, sentence, doer)
        || parse.is_any(at + 1, &["not", "n't", "n’t", "never"]);
    // "thought she was a liar": somebody else's belief.
    let embedded = doer > sentence.start && parse.tags[doer - 1].is_verb() && parse.reporting_verb(doer - 1).is_some();
    (!doubt && !embedded && (parse.tags[doer].is_noun() || parse.tags[doer] == Tag::Prp)).then_some(doer)
}

/// Whether the clause that `doer` begins only tells what somebody thinks or claims: "the perception that she is a liar".
fn supposed(parse: &Parse, sentence: &Range<usize>, doer: usize) -> bool {
    let first = parse.phrase_of(doer).map_or(doer, |phrase| phrase.first as usize);
    let leads = first.checked_sub(1).filter(|before| *before >= sentence.start);
    leads.is_some_and(|before| parse.is_any(before, &["that", "whether", "if"]) && parse.tags[before] == Tag::In)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    /// The flat accusations of a text, each with its words.
    fn flat(text: &str) -> Vec<String> {
        accusations(text).into_iter().map(|(words, _)| words).collect()
    }

    fn accusations(text: &str) -> Vec<(String, Gravity)> {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let mut found = Vec::new();
        for (sentence, own) in parse.sentences.iter().zip(&article.sourcing.own_words) {
            let first = sentence.first as usize;
            for trigger in own.statement.iter().flat_map(|statement| &statement.triggers) {
                let span = parse.span(trigger.tokens.start + first..trigger.tokens.end + first);
                found.extend(trigger.flat.map(|gravity| (span.of(&parse.prose.text).to_owned(), gravity)));
            }
        }
        found
    }

    #[test]
    fn a_deed_stands_between_its_doer_and_its_object() {
        assert_eq!(flat("The contractor bribed two councillors and left."), ["bribed two councillors"]);
        assert_eq!(flat("Petter Holm took bribes from two shipping companies."), ["took bribes from two shipping companies"]);
        assert_eq!(flat("The police covered up the crime."), ["covered up the crime"]);
        assert_eq!(flat("Marit Oru has repeatedly defrauded the harbour board."), ["defrauded the harbour board"]);
    }

    #[test]
    fn a_crime_is_graver_than_a_fault() {
        let gravity = |text: &str| accusations(text).first().map(|(_, gravity)| *gravity);
        assert_eq!(gravity("The company has lied to the inspectors for years."), Some(Gravity::Grave));
        assert_eq!(gravity("Marit Oru is a thief."), Some(Gravity::Grave));
        assert_eq!(gravity("The ministry ignored the warnings of the pilots."), Some(Gravity::Fault));
    }

    #[test]
    fn who_is_called_a_wrongdoer_is_accused() {
        assert_eq!(flat("Marit Oru is a liar."), ["is a liar"]);
        assert_eq!(flat("The mayor was a notorious swindler, and everybody left."), ["was a notorious swindler"]);
        assert!(flat("Marit Oru is not a liar.").is_empty());
        assert!(flat("Marit Oru is a fraud investigator.").is_empty());
    }

    #[test]
    fn violence_of_a_named_person_is_an_accusation() {
        assert_eq!(flat("On Monday Lars Tamm beat his wife."), ["beat his wife"]);
        assert!(flat("On Monday Lars Tamm beat Petter Reyes in the final.").is_empty());
        assert!(flat("On Monday Lars Tamm shot two photographs.").is_empty());
        assert!(flat("The storm killed two fishermen.").is_empty(), "nobody of a name did it");
    }

    #[test]
    fn what_is_denied_supposed_or_settled_is_none() {
        for text in [
            "The contractor never bribed the councillors.",
            "The contractor wanted to bribe the councillors.",
            "The contractor allegedly bribed the councillors.",
            "If the contractor bribed the councillors, the board will act.",
            "The contractor was accused of bribing the councillors.",
            "Petter Holm, who stole the money, was convicted in May.",
            "Petter Holm stole the show on Monday.",
            "Voters told the paper that many thought she was a liar.",
            "Lars Tamm wants to change the impression that Marit Oru is a thief.",
            "Beyond the bridge lies the old harbour.",
            "The keeper robbed Petter Holm of a goal.",
        ] {
            assert!(flat(text).is_empty(), "{text}");
        }
    }
}
