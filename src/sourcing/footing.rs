//! Whether a sentence rests on somebody: on who reports in it, or on who reports around it.
//!
//! That an attribution reports in a sentence does not settle it. "Oru welcomed the plan" tells of Oru; the figures behind "a poll found"
//! are the poll's, sentence after sentence. So everything that a reader goes by is weighed together ([`evidence`]): the sentence's words,
//! the attribution that reports most of it, who speaks before and after. The weights are boosted trees that `examples/footing/fit.py` fits
//! on labelled sentences; no open-class word of them is among the evidence.

mod clause;
pub mod evidence;
pub(super) mod reports;
mod words;

use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHasher};

use super::claim::feature::{self, Feature, Features};
use super::reader::Answer;
use super::trees::Trees;
use super::{Attribution, OwnWords, SourceKind};
use crate::entity::Entities;
use crate::syntax::Parse;
use crate::syntax::kept::Kept;
pub(super) use clause::Clause;
use reports::Reports;

/// What speaks for a sentence resting on somebody, weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Footing {
    /// The chance that it rests on anybody, 0 to 1.
    pub rests: f32,
    /// If it does, the chance of each of [`SourceKind::ALL`].
    pub kinds: [f32; SourceKind::ALL.len()],
}

/// The chance between two: the mean of their log odds.
pub(super) fn between(one: f32, other: f32) -> f32 {
    let odds = |chance: f32| (chance.max(1e-4) / (1.0 - chance).max(1e-4)).ln();
    1.0 / (1.0 + (-(odds(one) + odds(other)) / 2.0).exp())
}

/// The chance from which on something holds.
const LIKELY: f32 = 0.5;

impl Footing {
    /// What the evidence and the reader say together; what the evidence says where the reader did not read.
    pub fn joined(self, answer: Option<Answer>) -> Footing {
        let Some(answer) = answer else { return self };
        let anybody = 1.0 - answer.kinds.iter().map(|kind| 1.0 - kind).product::<f32>();
        let mut kinds = answer.kinds;
        if self.is_likely() {
            for (kind, own) in kinds.iter_mut().zip(self.kinds) {
                *kind = between(*kind, own);
            }
        }
        Footing { rests: between(anybody, self.rests), kinds }
    }

    /// Whether it rests on somebody.
    pub fn is_likely(&self) -> bool {
        self.rests > LIKELY
    }

    /// The kinds of source that it likely rests on, the likeliest first; never none.
    pub fn likely_kinds(&self) -> Vec<SourceKind> {
        let mut ranked: Vec<(SourceKind, f32)> = SourceKind::ALL.into_iter().zip(self.kinds).collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        let count = ranked.iter().filter(|(_, chance)| *chance > LIKELY).count().max(1);
        ranked.into_iter().take(count).map(|(kind, _)| kind).collect()
    }
}

/// What was weighed of a sentence, and serves as long as the evidence is the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    /// A number for the evidence beside the sentence's own words.
    seen: u64,
    pub footing: Footing,
}

/// The evidence on every sentence beside what its words say by themselves.
pub(super) fn beside(reports: &Reports, own_words: &[Arc<OwnWords>]) -> Vec<Features> {
    own_words.iter().enumerate().map(|(index, own)| reports.of(index, own)).collect()
}

/// Weighs every sentence by its words and the evidence `beside` them; what is known from an earlier state stays where both are the same.
pub(super) fn read(own_words: &[Arc<OwnWords>], beside: &[Features], earlier: Option<(&[Weighed], &Kept)>) -> Vec<Weighed> {
    let weights = chosen();
    let mut row = vec![0.0; weights.columns];
    let weigh = |(index, (own, beside)): (usize, (&Arc<OwnWords>, &Features))| {
        let seen = number(beside);
        let old = earlier.and_then(|(old, kept)| old.get(kept.sentences.old(index)?)).filter(|old| old.seen == seen);
        old.copied().unwrap_or_else(|| Weighed { seen, footing: weights.read(all(own, beside), &mut row) })
    };
    own_words.iter().zip(beside).enumerate().map(weigh).collect()
}

/// All evidence on a sentence: of its own words, and `beside` them.
pub(super) fn all<'a>(own: &'a OwnWords, beside: &'a Features) -> impl Iterator<Item = &'a (Feature, f32)> + Clone {
    own.features().iter().chain(&own.clause.looks).chain(beside)
}

/// A number for evidence: what has the same number is the same.
fn number(evidence: &Features) -> u64 {
    let mut hasher = FxHasher::default();
    feature::hash(evidence, &mut hasher);
    hasher.finish()
}

/// The evidence on every sentence, for training.
pub fn training(parse: &Parse, entities: &Entities, attributions: &[Attribution], own_words: &[Arc<OwnWords>]) -> Vec<Features> {
    let (_, memory) = super::attribution::find(parse, entities, None, None);
    let reports = Reports::new(parse, entities, attributions, &memory, own_words);
    own_words.iter().zip(beside(&reports, own_words)).map(|(own, beside)| all(own, &beside).copied().collect()).collect()
}

static CHOSEN: OnceLock<Weights> = OnceLock::new();

fn chosen() -> &'static Weights {
    CHOSEN.get_or_init(|| Weights::parse(include_str!("footing/weights.txt")).unwrap_or_default())
}

/// Has every article judged by the weights in `text` from now on. `false` if `text` holds none, or if an article was read already.
pub fn choose(text: &str) -> bool {
    Weights::parse(text).is_some_and(|weights| CHOSEN.set(weights).is_ok())
}

/// The questions that the trees answer, as the file of weights names them: whether a sentence rests on anybody, then one for each of
/// [`SourceKind::ALL`].
const QUESTIONS: [&str; 6] = ["rests", "named", "organization", "document", "anonymous", "vague"];

/// Fitted trees over the evidence.
#[derive(Debug, Clone, Default, PartialEq)]
struct Weights {
    /// For each of [`QUESTIONS`], log-odds where nothing is known, and the trees that add to them.
    questions: [(f32, Trees); QUESTIONS.len()],
    /// The column of each piece of evidence.
    column: Vec<Option<u16>>,
    columns: usize,
}

impl Weights {
    /// Reads weights; `None` if the text is none or knows evidence that nobody gathers. A line is a comment (`#`), `column` (tab, the name
    /// of evidence), or one of [`QUESTIONS`] (tab, its log-odds at the start, or the nodes of a tree as [`Trees::add`] reads them).
    fn parse(text: &str) -> Option<Weights> {
        let mut weights = Weights { column: vec![None; evidence::COUNT], ..Weights::default() };
        let numbers: FxHashMap<&str, usize> = evidence::names().iter().enumerate().map(|(number, name)| (name.as_str(), number)).collect();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (name, value) = line.split_once('\t')?;
            if name == "column" {
                weights.column[*numbers.get(value)?] = Some(u16::try_from(weights.columns).ok()?);
                weights.columns += 1;
                continue;
            }
            let (start, trees) = &mut weights.questions[QUESTIONS.iter().position(|question| *question == name)?];
            match value.parse::<f32>() {
                Ok(odds) => *start = odds,
                Err(_) => trees.add(value, weights.columns)?,
            }
        }
        (weights.columns > 0).then_some(weights)
    }

    /// What the evidence says. `row` holds noughts, and is left so.
    fn read<'a>(&self, evidence: impl Iterator<Item = &'a (Feature, f32)> + Clone, row: &mut [f32]) -> Footing {
        let place = |number: u16| self.column.get(usize::from(number)).copied().flatten().map(usize::from);
        for (number, value) in evidence.clone() {
            if let Some(place) = place(*number) {
                row[place] = *value;
            }
        }
        let chance = |(start, trees): &(f32, Trees)| 1.0 / (1.0 + (-(start + trees.score(row))).exp());
        let [rests, kinds @ ..] = &self.questions;
        let mut footing = Footing { rests: chance(rests), kinds: Default::default() };
        if footing.is_likely() {
            footing.kinds = kinds.each_ref().map(chance);
        }
        for (number, _) in evidence {
            if let Some(place) = place(*number) {
                row[place] = 0.0;
            }
        }
        footing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn read(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    #[test]
    fn weights_of_unknown_evidence_are_refused() {
        assert_eq!(Weights::parse("column\tthe weather\nrests\t=1"), None);
        assert_eq!(Weights::parse("column\ttells\nrests\t1<=0 =1 =2"), None);
        let weights = Weights::parse("column\ttells\nrests\t-1\nrests\t0<=0.5 =0 =2\nvague\t1").expect("weights");
        let tells = evidence::names().iter().position(|name| name == "tells").expect("evidence") as u16;
        let mut row = [0.0];
        let told = weights.read([(tells, 1.0)].iter(), &mut row);
        assert!(told.is_likely() && told.rests < 0.75);
        assert_eq!(told.likely_kinds(), [SourceKind::Vague]);
        assert!(!weights.read([].iter(), &mut row).is_likely(), "the row was left as it was");
    }

    #[test]
    fn what_is_said_rests_on_somebody_and_what_is_seen_on_nobody() {
        let article = read("The port was shut for a year, Marit Oru said.\n\nThe pier was painted in May. It is 300 metres long.");
        let weights: Vec<f32> = article.sourcing.grounds.iter().map(|grounds| grounds.weight).collect();
        assert!(weights[0] > 0.8 && weights[1] < 0.3 && weights[2] < 0.3, "{weights:?}");
    }
}
