//! Claims: statements a careful desk asks "says who?" of, by kind.
//!
//! Two questions are kept apart. Which words make a claim, and of what kind, is answered by structure and by membership in general
//! word lists ([`trigger`]). How likely a desk asks is answered by a formula over the same classes, closed-class words and parts of speech
//! ([`weight`], [`formula`]); it holds no open-class word, so that it knows no topic and no name.

pub mod accusation;
pub mod feature;
pub mod formula;
pub mod neighbours;
mod place;
pub mod scan;
pub mod trigger;
pub mod weight;

pub use accusation::Gravity;
pub use weight::{Statement, Weighed};

use super::{Attribution, Grounds};
use crate::entity::Entities;
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// The kind of a claim, in the order of precedence when one sentence holds several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClaimKind {
    /// Wrongdoing, failure, fault.
    Allegation,
    /// What was said, decided or felt where no reporter was.
    Private,
    /// A rate, share, change, estimate, count of casualties.
    Number,
    /// What the article itself shows to be contested.
    Disputed,
    /// "The first since", "the largest ever".
    Superlative,
    /// An aim, fear, hope or belief ascribed to someone.
    Motive,
    /// Cause and effect.
    Cause,
    /// What will come.
    Prediction,
    /// A sweeping judgement.
    Evaluation,
    /// Any other disputable fact.
    Other,
}

impl ClaimKind {
    /// All of them, in their order.
    pub const ALL: [ClaimKind; 10] = [
        ClaimKind::Allegation,
        ClaimKind::Private,
        ClaimKind::Number,
        ClaimKind::Disputed,
        ClaimKind::Superlative,
        ClaimKind::Motive,
        ClaimKind::Cause,
        ClaimKind::Prediction,
        ClaimKind::Evaluation,
        ClaimKind::Other,
    ];
}

/// A claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The words that make it, in prose bytes.
    pub span: Span,
    /// Its kind.
    pub kind: ClaimKind,
    /// How likely a desk asks for a source, 0 to 1, if nothing supports it.
    pub weight: f32,
    /// Index of its sentence.
    pub sentence: u32,
    /// The attribution whose content covers it, or that carries over to it.
    pub support: Option<u32>,
    /// Why it is one, in words for a reader ("“skimmed” says that someone did wrong").
    pub reason: String,
}

/// The weight from which a desk is shown a claim without a source. Of articles that the formula was not fitted on, two findings in three
/// are right there, and half of what a desk would send back is found.
pub const LIKELY: f64 = 0.53;

/// Finds the claims of an article, whether supported or not: at most one of a kind a sentence, in text order of the sentences and
/// in precedence within one.
///
/// `statements[i]` is what sentence `i` says of itself. Also gives what was weighed of each, for the next reading; that of `earlier` changes
/// only what it costs.
pub(super) fn find(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    grounds: &[Grounds],
    statements: &[Option<&Statement>],
    earlier: weight::Earlier,
) -> (Vec<Claim>, Vec<Option<Weighed>>) {
    let readings = weight::read_again(parse, entities, attributions, grounds, statements, earlier);
    let mut weighed = vec![None; statements.len()];
    let mut claims = Vec::new();
    for reading in &readings {
        weighed[reading.sentence] = Some(reading.weighed);
        let grounds = grounds.get(reading.sentence);
        let first = parse.sentences[reading.sentence].first as usize;
        for trigger in &reading.statement.triggers {
            let span = parse.span(trigger.tokens.start + first..trigger.tokens.end + first);
            claims.push(Claim {
                span,
                kind: trigger.kind,
                weight: trigger.weigh(reading.weight()),
                sentence: reading.sentence as u32,
                support: support(attributions, grounds, span),
                reason: trigger.reason.clone(),
            });
        }
    }
    (claims, weighed)
}

/// The claims a desk asks about: of each sentence, the first in precedence that nothing supports. `claims` are those of an article.
pub fn unsupported(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    let mut last = None;
    claims.iter().filter(move |claim| claim.support.is_none() && last.replace(claim.sentence) != Some(claim.sentence))
}

/// Whether a sentence can hold claims at all: running text that states something in the paper's own voice.
fn states(parse: &Parse, sentence: usize) -> bool {
    let tokens = parse.sentences[sentence].tokens();
    let words = tokens.clone().filter(|at| parse.tokens[*at].shape.is_word()).count();
    if words < 4 || !parse.block_of(sentence).role.is_body() {
        return false;
    }
    let asks = tokens.clone().rev().take(3).any(|at| parse.word(at).starts_with('?'));
    // The tagger takes rare verbs for nouns; what says that somebody did wrong is never passed over for that.
    let verb = tokens.clone().any(|at| {
        parse.tags[at].is_finite()
            || matches!(parse.tags[at], Tag::Vb | Tag::Vbn)
            || parse.has(at, Class::Wrongdoing)
            || parse.has(at, Class::Violence)
    });
    verb && !asks
}

/// The attribution whose content covers `span`, or that carries over to its sentence.
fn support(attributions: &[Attribution], grounds: Option<&Grounds>, span: Span) -> Option<u32> {
    let grounds = grounds?;
    let covers = |index: &&u32| {
        let reported = attributions.get(**index as usize).filter(|attribution| attribution.source.is_some());
        reported.is_some_and(|attribution| attribution.content.iter().any(|content| content.overlaps(span)))
    };
    let carried = || grounds.attributions.first().filter(|_| grounds.carried);
    grounds.attributions.iter().find(covers).or_else(carried).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn article(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    fn kinds(text: &str) -> Vec<ClaimKind> {
        unsupported(&article(text).sourcing.claims).map(|claim| claim.kind).collect()
    }

    #[test]
    fn each_kind_has_its_words() {
        assert_eq!(kinds("The contractor embezzled the harbour money."), [ClaimKind::Allegation]);
        assert_eq!(kinds("Behind closed doors the mayor told aides to wait."), [ClaimKind::Private]);
        assert_eq!(kinds("Rents in the old town rose by 15 per cent."), [ClaimKind::Number]);
        assert_eq!(kinds("The old pier is the largest in the region."), [ClaimKind::Superlative]);
        assert_eq!(kinds("The council wants to please the owners of the port."), [ClaimKind::Motive]);
    }

    #[test]
    fn the_gravest_claim_of_a_sentence_leads() {
        let text = "The contractor embezzled 15 per cent of the harbour money because the council looked away.";
        assert_eq!(kinds(text), [ClaimKind::Allegation]);
    }

    #[test]
    fn what_somebody_says_is_supported() {
        let article = article("Rents in the old town rose by 15 per cent, Marit Oru said.");
        let number = article.sourcing.claims.iter().find(|claim| claim.kind == ClaimKind::Number).expect("a number");
        assert_eq!(number.support, Some(0));
    }

    #[test]
    fn questions_dates_and_ages_are_no_figures() {
        assert_eq!(kinds("Did rents in the old town rise by 15 per cent?"), []);
        let plain = kinds("Marit Oru, 52, moved to the old town on May 3, 1998.");
        assert!(!plain.contains(&ClaimKind::Number), "{plain:?}");
    }

    #[test]
    fn weights_are_probabilities_and_reasons_quote_the_words() {
        for claim in article("The contractor embezzled the harbour money. The ferry sailed on Tuesday.").sourcing.claims {
            assert!((0.0..=1.0).contains(&claim.weight));
            assert!(claim.reason.starts_with('“'), "{}", claim.reason);
        }
    }

    #[test]
    fn a_flat_accusation_is_never_passed_over() {
        for text in ["The mayor stole the money.", "Marit Oru is a liar.", "On Monday Lars Tamm beat his wife."] {
            assert!(
                article(text)
                    .sourcing
                    .claims
                    .iter()
                    .any(|claim| claim.kind == ClaimKind::Allegation && claim.weight >= Gravity::Grave.least()),
                "{text}"
            );
        }
    }
}
