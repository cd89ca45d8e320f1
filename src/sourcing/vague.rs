//! Words that stand where a source should and name nobody: "critics say", "studies show", "is accused of", "reportedly".
//!
//! Some are sources ("many", "experts"), some are wordings that hold no source phrase at all, so that no attribution shows them. Whatever
//! might be one is taken up (`wording`, `candidate`); whether a reader is left without anybody to ask is weighed ([`evidence`]): the
//! same words are harmless where somebody is named beside them, or where they only tell of a crowd.

mod candidate;
mod crowd;
pub mod evidence;
mod identified;
mod passive;
mod talk;
mod wording;

use super::footing::between;
use super::reader::Answer;
pub use candidate::{Nobody, find as nobody};
pub use wording::{Form, VagueWording, find as wordings};

/// Who is missing: what a finding says of a vague wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Crowds, and passives of nobody: "critics say", "is accused of", "it is understood", "faces questions".
    Passive,
    /// "reportedly", "allegedly", "is said to", "is rumoured to".
    Hedge,
    /// "experts say", "in many polls", "economists consider": knowledge that nobody is named for.
    Authority,
}

/// The weight from which words are laid to nobody: the sentence's kinds of source say so, and the rules show it. Of articles that the
/// weights were not fitted on, seven findings in ten are right there.
pub const LIKELY: f64 = 0.4;

/// Has the reader judge with the evidence: of each sentence, the likeliest weighs what both say together, and no other more.
pub(super) fn judge(nobody: &mut [Nobody], answers: &[Option<Answer>]) {
    for found in nobody.chunk_by_mut(|one, next| one.sentence == next.sentence) {
        let answer = found.first().and_then(|one| *answers.get(one.sentence as usize)?);
        let likeliest = found.iter().map(|one| one.weight).fold(0.0, f32::max);
        let Some(answer) = answer else { continue };
        let together = between(answer.vague, likeliest);
        for one in found {
            one.weight = if one.weight == likeliest { together } else { one.weight.min(together) };
        }
    }
}

/// Of each sentence the likeliest, where it is one of `wanted`, in text order: one fault, one finding ("had been expected by most
/// analysts" is no two). `nobody` are those of an article.
pub fn likeliest(nobody: &[Nobody], wanted: Wording) -> impl Iterator<Item = &Nobody> {
    let of_sentence = nobody.chunk_by(|one, next| one.sentence == next.sentence);
    of_sentence.filter_map(first_to_speak).filter(move |nobody| nobody.wording == wanted)
}

fn first_to_speak(found: &[Nobody]) -> Option<&Nobody> {
    found.iter().max_by(|one, other| one.weight.total_cmp(&other.weight).then(other.span.cmp(&one.span)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn candidate(sentence: u32, wording: Wording, start: u32, weight: f32) -> Nobody {
        Nobody { span: Span::new(start, start + 4), sentence, wording, source: true, weight, evidence: 0 }
    }

    #[test]
    fn a_sentence_has_one_finding_the_likeliest() {
        let nobody = [
            candidate(0, Wording::Passive, 0, 0.5),
            candidate(0, Wording::Authority, 9, 0.8),
            candidate(2, Wording::Passive, 20, 0.6),
            candidate(2, Wording::Passive, 30, 0.6),
        ];
        let starts = |wanted| likeliest(&nobody, wanted).map(|nobody| nobody.span.start).collect::<Vec<_>>();
        assert_eq!(starts(Wording::Authority), [9]);
        assert_eq!(starts(Wording::Passive), [20], "the first of two alike; the other sentence's authority speaks for it");
        assert!(starts(Wording::Hedge).is_empty());
    }
}
