//! Whether a sentence rests on somebody: on who reports in it, or on who reports around it.
//!
//! That an attribution reports in a sentence does not settle it. "Oru welcomed the plan" tells of Oru; the figures behind "a poll found"
//! are the poll's, sentence after sentence. So everything that a reader goes by is weighed together ([`evidence`]): the sentence's words,
//! the attribution that reports most of it, who speaks before and after. The weights are boosted trees that `examples/footing/fit.py` fits
//! on labelled sentences; no open-class word of them is among the evidence.

pub mod evidence;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::claim::feature::Features;
use super::trees::Trees;
use super::{Attribution, OwnWords};
use crate::entity::Entities;
use crate::syntax::Parse;
use evidence::Reports;

/// The chance of every sentence that it rests on somebody, 0 to 1.
pub(super) fn chances(reports: &Reports, own_words: &[Arc<OwnWords>]) -> Vec<f32> {
    let weights = chosen();
    let mut row = vec![0.0; weights.columns];
    own_words.iter().enumerate().map(|(index, own)| weights.chance(&reports.of(index, own), &mut row)).collect()
}

/// The evidence on every sentence, for training.
pub fn training(parse: &Parse, entities: &Entities, attributions: &[Attribution], own_words: &[Arc<OwnWords>]) -> Vec<Features> {
    let (_, memory) = super::attribution::find(parse, entities, None, None);
    let reports = Reports::new(parse, entities, attributions, &memory);
    own_words.iter().enumerate().map(|(index, own)| reports.of(index, own)).collect()
}

static CHOSEN: OnceLock<Weights> = OnceLock::new();

fn chosen() -> &'static Weights {
    CHOSEN.get_or_init(|| Weights::parse(include_str!("footing/weights.txt")).unwrap_or_default())
}

/// Has every article judged by the weights in `text` from now on. `false` if `text` holds none, or if an article was read already.
pub fn choose(text: &str) -> bool {
    Weights::parse(text).is_some_and(|weights| CHOSEN.set(weights).is_ok())
}

/// Fitted trees over the evidence.
#[derive(Debug, Clone, Default, PartialEq)]
struct Weights {
    /// Log-odds where nothing is known.
    start: f32,
    trees: Trees,
    /// The column of each piece of evidence; none past the last.
    column: Vec<Option<u16>>,
    columns: usize,
}

impl Weights {
    /// Reads weights; `None` if the text is none or knows evidence that nobody gathers. A line is a comment (`#`), `start` (tab, log-odds),
    /// `column` (tab, the name of evidence) or `tree` (tab, its nodes as [`Trees::add`] reads them).
    fn parse(text: &str) -> Option<Weights> {
        let mut weights = Weights { column: vec![None; evidence::COUNT], ..Weights::default() };
        let numbers: FxHashMap<&str, usize> = evidence::names().iter().enumerate().map(|(number, name)| (name.as_str(), number)).collect();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            match line.split_once('\t')? {
                ("start", value) => weights.start = value.parse().ok().filter(|value: &f32| value.is_finite())?,
                ("column", name) => {
                    weights.column[*numbers.get(name)?] = Some(u16::try_from(weights.columns).ok()?);
                    weights.columns += 1;
                }
                ("tree", nodes) => weights.trees.add(nodes, weights.columns)?,
                _ => return None,
            }
        }
        (weights.columns > 0).then_some(weights)
    }

    /// The chance that a sentence of this evidence rests on somebody. `row` holds noughts, and is left so.
    fn chance(&self, evidence: &Features, row: &mut [f32]) -> f32 {
        let place = |number: u16| self.column.get(usize::from(number)).copied().flatten().map(usize::from);
        for (number, value) in evidence {
            if let Some(place) = place(*number) {
                row[place] = *value;
            }
        }
        let odds = self.start + self.trees.score(row);
        for (number, _) in evidence {
            if let Some(place) = place(*number) {
                row[place] = 0.0;
            }
        }
        1.0 / (1.0 + (-odds).exp())
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
        assert_eq!(Weights::parse("column\tthe weather\ntree\t=1"), None);
        assert_eq!(Weights::parse("column\ttells\ntree\t1<=0 =1 =2"), None);
        let weights = Weights::parse("start\t-1\ncolumn\ttells\ntree\t0<=0.5 =0 =2").expect("weights");
        let tells = evidence::names().iter().position(|name| name == "tells").expect("evidence") as u16;
        let mut row = [0.0];
        assert!(weights.chance(&vec![(tells, 1.0)], &mut row) > 0.7 && weights.chance(&Features::new(), &mut row) < 0.3);
    }

    #[test]
    fn what_is_said_rests_on_somebody_and_what_is_seen_on_nobody() {
        let article = read("The port was shut for a year, Marit Oru said.\n\nThe pier was painted in May. It is 300 metres long.");
        let weights: Vec<f32> = article.sourcing.grounds.iter().map(|grounds| grounds.weight).collect();
        assert!(weights[0] > 0.8 && weights[1] < 0.3 && weights[2] < 0.3, "{weights:?}");
    }
}
