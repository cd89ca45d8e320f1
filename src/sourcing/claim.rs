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
mod teller;
pub mod trigger;
pub mod weight;

pub use accusation::Gravity;
pub(super) use place::Places;
use teller::Teller;
pub use weight::{Statement, Weighed};

use super::reader::Answer;
use super::{Attribution, Grounds, SourceKind};
use crate::entity::Entities;
use crate::lexicon::Class;
use crate::prose::Role;
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
    /// The attribution that a flat accusation rests on alone, to somebody who is not named or to nobody in particular.
    pub weak: Option<u32>,
    /// Why it is one, in words for a reader ("“skimmed”: no accuser, charge or finding found. …").
    pub reason: String,
}

/// The weight from which a desk is shown a claim without a source. Of articles that nothing was fitted on, 46 to 79 findings in a hundred are
/// asked about there, by collection, and a third and more of what a desk would send back is found.
pub const LIKELY: f64 = 0.65;

/// Finds the claims of an article, whether supported or not: at most one of a kind a sentence, in text order of the sentences and
/// in precedence within one.
///
/// `statements[i]` is what sentence `i` says of itself, `answers[i]` what the reader says of it. Also gives what was weighed of each, for the next reading; that of `earlier` changes
/// only what it costs.
pub(super) fn find(
    parse: &Parse,
    entities: &Entities,
    attributions: &[Attribution],
    grounds: &[Grounds],
    statements: &[Option<&Statement>],
    answers: &[Option<Answer>],
    earlier: weight::Earlier,
) -> (Vec<Claim>, Vec<Option<Weighed>>) {
    let readings = weight::read_again(parse, entities, attributions, grounds, statements, earlier);
    let mut weighed = vec![None; statements.len()];
    let mut claims = Vec::new();
    for reading in &readings {
        weighed[reading.sentence] = Some(reading.weighed);
        let answer = answers.get(reading.sentence).copied().flatten();
        let grounds = grounds.get(reading.sentence);
        let first = parse.sentences[reading.sentence].first as usize;
        let mut answered = None;
        for trigger in &reading.statement.triggers {
            // Whoever makes a flat accusation answers for the words of the lists as well.
            if answered == Some(trigger.kind) {
                continue;
            }
            let span = parse.span(trigger.tokens.start + first..trigger.tokens.end + first);
            let accused = trigger.accused.map(|accused| accused + first);
            let rests = match accused {
                Some(accused) => {
                    let shown = teller::shown(parse, attributions, grounds, span);
                    let teller = shown.unwrap_or_else(|| teller::of(parse, attributions, reading.sentence, span, trigger.told));
                    answered = Some(trigger.kind).filter(|_| teller != Teller::Nobody || trigger.told);
                    match teller {
                        Teller::Firm(index) => Some((Some(index), None)),
                        Teller::Weak(index) => Some((Some(index), Some(index))),
                        // Somebody is said to say it whom no attribution shows.
                        Teller::Nobody if trigger.told => None,
                        Teller::Nobody => Some((teller::carried(parse, attributions, grounds, reading.sentence), None)),
                    }
                    .filter(|_| !teller::proved(parse, reading.sentence, accused))
                }
                None => {
                    let sued = trigger.kind == ClaimKind::Allegation && grounds.is_some_and(|grounds| grounds.carried);
                    let asked = |index: &u32| !sued || attributions.get(*index as usize).is_some_and(|one| !teller::is_weak(parse, one));
                    Some((support(attributions, grounds, span).filter(asked), None))
                }
            };
            let Some((support, weak)) = rests else {
                answered = Some(trigger.kind);
                continue;
            };
            // A block quotation's words are not the paper's, whoever says them.
            if support.is_none() && parse.block_of(reading.sentence).role == Role::BlockQuote {
                continue;
            }
            claims.push(Claim {
                span,
                kind: trigger.kind,
                weight: trigger.weigh(weight::weight(trigger.kind, reading.odds, answer)),
                sentence: reading.sentence as u32,
                support,
                weak,
                reason: trigger.reason.clone(),
            });
        }
    }
    (claims, weighed)
}

/// Takes from a sentence the source that only carries over to it where it makes an accusation that nobody else answers for: what it rests
/// on is then what reports in it. `claims` are those of an article.
pub(super) fn disown(claims: &[Claim], attributions: &[Attribution], grounds: &mut [Grounds]) {
    for claim in claims.iter().filter(|claim| claim.kind == ClaimKind::Allegation && claim.support.is_none()) {
        let Some(ground) = grounds.get_mut(claim.sentence as usize).filter(|ground| ground.carried) else { continue };
        let first = attributions.partition_point(|attribution| attribution.sentence < claim.sentence);
        let own = attributions[first..].iter().take_while(|attribution| attribution.sentence == claim.sentence);
        let sourced: Vec<(u32, SourceKind)> =
            (first as u32..).zip(own).filter_map(|(index, own)| Some((index, own.source.as_ref()?.kind))).collect();
        let mut kinds: Vec<SourceKind> = Vec::new();
        for (_, kind) in &sourced {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
        *ground = Grounds { kinds, attributions: sourced.iter().map(|(index, _)| *index).collect(), carried: false, weight: ground.weight };
    }
}

/// The claims a desk asks about: of each sentence, the first in precedence that nothing supports, or that only rests on somebody unnamed.
/// `claims` are those of an article.
pub fn unsupported(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    let mut last = None;
    claims
        .iter()
        .filter(move |claim| (claim.support.is_none() || claim.weak.is_some()) && last.replace(claim.sentence) != Some(claim.sentence))
}

/// Whether a sentence can hold claims at all: running text that states something in the paper's own voice.
fn states(parse: &Parse, sentence: usize) -> bool {
    let tokens = parse.sentences[sentence].tokens();
    let words = tokens.clone().filter(|at| parse.tokens[*at].shape.is_word()).count();
    if words < 4 || !may_accuse(parse, sentence) {
        return false;
    }
    // The tagger takes rare verbs for nouns; what says that somebody did wrong is never passed over for that.
    tokens.clone().any(|at| {
        parse.tags[at].is_finite()
            || matches!(parse.tags[at], Tag::Vb | Tag::Vbn)
            || parse.has(at, Class::Wrongdoing)
            || parse.has(at, Class::Violence)
    })
}

/// Whether a sentence can hold an accusation, were it of three words: it is running text, and asks nothing.
fn may_accuse(parse: &Parse, sentence: usize) -> bool {
    let asks = || parse.sentences[sentence].tokens().rev().take(3).any(|at| parse.word(at).starts_with('?'));
    parse.block_of(sentence).role.is_body() && !asks()
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
