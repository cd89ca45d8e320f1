//! Words that stand where a source should and name nobody: "critics say", "studies show", "is accused of", "reportedly".
//!
//! Some are sources ("many", "experts"), some are wordings that hold no source phrase at all, so that no attribution shows them. Whatever
//! might be one is taken up ([`wording`], [`candidate`]); whether a reader is left without anybody to ask is weighed ([`evidence`]): the
//! same words are harmless where somebody is named beside them, or where they only tell of a crowd.

mod candidate;
mod crowd;
pub mod evidence;
mod identified;
mod passive;
mod talk;
mod wording;

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

/// Of each sentence the likeliest that is one of `wanted`, in text order: one fault, one finding. `nobody` are those of an article.
pub fn likeliest(nobody: &[Nobody], wanted: Wording) -> impl Iterator<Item = &Nobody> {
    let of_sentence = nobody.chunk_by(|one, next| one.sentence == next.sentence);
    of_sentence.filter_map(move |found| {
        let ours = found.iter().filter(|nobody| nobody.wording == wanted);
        ours.max_by(|one, other| one.weight.total_cmp(&other.weight).then(other.span.cmp(&one.span)))
    })
}
