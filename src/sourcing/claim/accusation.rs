//! Flat accusations: that somebody did wrong, told in the paper's own voice without a doubt.
//!
//! They are rare in edited news, so that no formula learns them there; and no desk lets one pass. What makes one is read from the
//! sentence itself: a deed and what it is done to (`deed`), done by somebody, whatever stands between the two (`subject`); or a word for
//! a wrongdoer that somebody is called (`called`). Whether a charge, a verdict or a doubt stands with it is asked last (`settled`).

mod called;
mod deed;
mod settled;
mod subject;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::ClaimKind;
use crate::lexicon::Weightiness;
use crate::syntax::Parse;
pub use subject::Whom;

/// How much somebody is accused of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// A fault: "ignored the warnings"; or a crime that is only taken for granted: "arrested him for stabbing his wife".
    Fault,
    /// What most readers call a crime: "bribed two inspectors", "is a thief", "beat his wife".
    Grave,
}

impl Gravity {
    /// The least weight of such an accusation: no desk lets one pass, and of a grave one every desk asks. The labelled articles hold too
    /// few of them for the formula to know.
    pub fn least(self) -> f32 {
        match self {
            Gravity::Fault => super::LIKELY as f32,
            Gravity::Grave => 0.7,
        }
    }
}

/// A flat accusation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accusation {
    /// The words that tell it, without the one who is accused.
    pub tokens: Range<usize>,
    /// [`ClaimKind::Allegation`], or [`ClaimKind::Private`] for what is no wrong and nobody's business.
    pub kind: ClaimKind,
    /// How much it is.
    pub gravity: Gravity,
    /// Somebody is said to say or think it, in so many words: "a source said Oru stole the money".
    pub told: bool,
    /// It is a wrong only where somebody else tells it of them, or where they are charged.
    pub soft: bool,
    /// The token of the one who is accused: a noun, the last of a name, or a pronoun.
    pub accused: usize,
}

/// Whether a name of a person ends, begins or goes on at token `at`.
pub fn is_person(parse: &Parse, at: usize) -> bool {
    subject::is_person(parse, at)
}

/// Whether the word at `at` is a noun for a person: "engineer", "skipper", "aunt".
pub fn is_person_noun(parse: &Parse, at: usize) -> bool {
    subject::is_person_noun(parse, at)
        || subject::is_agent(parse, at)
        || parse.is_any(at, &["man", "woman", "person", "someone", "somebody"])
}

/// Whoever is the subject of the verb at `at`, if it is somebody: a noun, the last of a name or a pronoun.
pub fn subject_of(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    subject::before(parse, sentence, subject::group_start(parse, sentence, at), Whom::Alleged).map(|subject| subject.head)
}

/// Whether the word at `at` is a noun for a body: "cannery", "council", "clinic".
pub fn is_body_noun(parse: &Parse, at: usize) -> bool {
    subject::is_body_noun(parse, at)
}

/// Whether a charge, a verdict, a denial, a doubt or a story stands with the words `tokens` of a sentence, whoever they tell of.
pub fn is_settled(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    settled::is_settled(parse, sentence, tokens, tokens)
}

/// What the words at token `at` take for granted of somebody, whatever stands with them in the sentence: the deed that somebody is
/// arrested for ("for stabbing his wife"), or the wrongdoer that somebody is labelled as ("the killer, Dan Holt").
pub fn taken_for_granted(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Accusation> {
    let deed = || deed::at(parse, sentence, at, Whom::Somebody).filter(|deed| deed.assumed && deed.weightiness != Weightiness::Private);
    let (tokens, subject) = match called::label(parse, sentence, at) {
        Some(label) => label,
        None => deed().map(|deed| (deed.tokens, deed.subject))?,
    };
    Some(Accusation {
        tokens,
        kind: ClaimKind::Allegation,
        gravity: Gravity::Fault,
        told: subject.told,
        soft: false,
        accused: subject.head,
    })
}

/// What a sentence tells that somebody did wrong, whoever says so, in quotation marks or without, and whatever charge or court stands with it;
/// not what it denies, supposes or tells of a story. In text order.
pub fn told(parse: &Parse, sentence: &Range<usize>, whom: Whom) -> Vec<Accusation> {
    let mut found: Vec<Accusation> = Vec::new();
    for at in sentence.clone().filter(|at| parse.tokens[*at].shape.is_word()) {
        let deed = deed::at(parse, sentence, at, whom).filter(|deed| !deed.assumed && deed.weightiness != Weightiness::Private);
        if let Some((tokens, subject)) =
            Some(()).filter(|()| deed.is_none() && whom.is_told()).and_then(|()| called::is(parse, sentence, at))
        {
            let accused = subject::first_of(parse, sentence, subject.head)..subject.head + 1;
            if !settled::is_unsaid(parse, sentence, &tokens, &accused) {
                let (kind, gravity) = (ClaimKind::Allegation, Gravity::Fault);
                found.push(Accusation { tokens, kind, gravity, told: subject.told, soft: true, accused: subject.head });
            }
        }
        let Some(deed) = deed else { continue };
        let accused = subject::first_of(parse, sentence, deed.subject.head)..deed.subject.head + 1;
        if settled::is_unsaid(parse, sentence, &deed.tokens, &accused) {
            continue;
        }
        let gravity = if deed.weightiness == Weightiness::Grave { Gravity::Grave } else { Gravity::Fault };
        let told = deed.subject.told || settled::is_told(parse, sentence, &deed.tokens);
        let soft = deed.weightiness == Weightiness::Told;
        found.push(Accusation { tokens: deed.tokens, kind: ClaimKind::Allegation, gravity, told, soft, accused: deed.subject.head });
    }
    found
}

/// Whether the word at `at`, of a story ("film", "novel"), makes a story of what its sentence tells: "in the film", "the novel's hero".
pub fn is_in_story(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    settled::in_story(parse, sentence, at)
}

/// The tokens of the wrong that the word at `at` begins to tell, whoever does it: "stealing the bell", "have bribed two inspectors".
pub fn wrong_at(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    deed::of_anybody(parse, sentence, at)
}

/// The first flat accusation of a sentence: the paper's own before one that somebody is told to make, a grave one before a fault.
pub fn find(parse: &Parse, sentence: &Range<usize>) -> Option<Accusation> {
    find_where(parse, sentence, |at| parse.quoted_at(at).is_none())
}

/// The same, of what stands inside quotation marks.
pub fn find_quoted(parse: &Parse, sentence: &Range<usize>) -> Option<Accusation> {
    find_where(parse, sentence, |at| parse.quoted_at(at).is_some())
}

fn find_where(parse: &Parse, sentence: &Range<usize>, here: impl Fn(usize) -> bool) -> Option<Accusation> {
    let mut found: Option<Accusation> = None;
    for at in sentence.clone() {
        if !parse.tokens[at].shape.is_word() {
            continue;
        }
        let deed = deed::at(parse, sentence, at, Whom::Somebody).map(|deed| {
            let kind = if deed.weightiness == Weightiness::Private { ClaimKind::Private } else { ClaimKind::Allegation };
            let grave = deed.weightiness == Weightiness::Grave && !deed.assumed;
            (deed.tokens, kind, if grave { Gravity::Grave } else { Gravity::Fault }, deed.subject)
        });
        let called = || called::at(parse, sentence, at).map(|(tokens, gravity, subject)| (tokens, ClaimKind::Allegation, gravity, subject));
        let hit = deed.or_else(called);
        let Some((tokens, kind, gravity, subject)) = hit else { continue };
        let accused = subject::first_of(parse, sentence, subject.head)..subject.head + 1;
        if !here(tokens.start) || settled::is_settled(parse, sentence, &tokens, &accused) {
            continue;
        }
        let told = subject.told || settled::is_told(parse, sentence, &tokens);
        if found.as_ref().is_some_and(|found| (!found.told, found.gravity) >= (!told, gravity)) {
            continue;
        }
        found = Some(Accusation { tokens, kind, gravity, told, soft: false, accused: subject.head });
    }
    found
}
