//! The trees that weigh who is meant, fitted by `examples/referents/fit.py`.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::Who;
use super::evidence::{COUNT, NAMES, Row};
use crate::sourcing::trees::Trees;

static CHOSEN: OnceLock<Weights> = OnceLock::new();

/// Has every article judged by the weights in `text` from now on. `false` if `text` holds none, or if an article was read already.
pub fn choose(text: &str) -> bool {
    Weights::parse(text).is_some_and(|weights| CHOSEN.set(weights).is_ok())
}

fn chosen() -> &'static Weights {
    CHOSEN.get_or_init(|| Weights::parse(include_str!("weights.txt")).unwrap_or_default())
}

/// What rows were found to be worth, by a number for each: what looks the same is worth the same.
#[derive(Debug, Clone, Default)]
pub struct Scores(FxHashMap<u64, f32>);

impl Scores {
    /// What a row is worth; what is known from an `earlier` state of the text is not asked again.
    fn of(&mut self, row: &Row, earlier: Option<&Scores>) -> f32 {
        let mut hasher = FxHasher::default();
        row.iter().for_each(|value| hasher.write_u32(value.to_bits()));
        let number = hasher.finish();
        let known = || earlier.and_then(|earlier| earlier.0.get(&number).copied());
        *self.0.entry(number).or_insert_with(|| known().unwrap_or_else(|| chosen().score(row)))
    }
}

/// The chance of each candidate; they sum to one.
pub(super) fn chances(rows: &[(Option<Who>, Row)], scores: &mut Scores, earlier: Option<&Scores>) -> Vec<f32> {
    let scores: Vec<f32> = rows.iter().map(|(_, row)| scores.of(row, earlier)).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let every: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let sum: f32 = every.iter().sum();
    every.iter().map(|one| one / sum).collect()
}

/// Fitted trees over the columns.
#[derive(Debug, Clone, Default, PartialEq)]
struct Weights {
    trees: Trees,
    /// The columns that the trees ask about, as indices into a row.
    columns: Vec<usize>,
}

impl Weights {
    /// Reads weights: lines of `column` (tab, a name) and `tree` (tab, its nodes as [`Trees::add`] reads them), comments (`#`). `None` if
    /// the text is none or knows columns that nobody fills.
    fn parse(text: &str) -> Option<Weights> {
        let mut weights = Weights::default();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            match line.split_once('\t')? {
                ("column", name) => weights.columns.push(NAMES.iter().position(|known| *known == name)?),
                ("tree", nodes) => weights.trees.add(nodes, weights.columns.len())?,
                _ => return None,
            }
        }
        (!weights.columns.is_empty()).then_some(weights)
    }

    /// Log-odds, up to a constant of the place, that the candidate is meant.
    fn score(&self, row: &Row) -> f32 {
        let mut asked = [0.0; COUNT];
        for (slot, column) in asked.iter_mut().zip(&self.columns) {
            *slot = row[*column];
        }
        self.trees.score(&asked[..self.columns.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_unknown_columns_are_refused() {
        assert_eq!(Weights::parse("column\tthe weather\ntree\t=1"), None);
        assert_eq!(Weights::parse("column\tspeaks\ntree\t3<=1 =1 =2"), None);
        assert!(Weights::parse("column\tspeaks\ntree\t0<=0.5 =1 =2").is_some());
    }

    #[test]
    fn chances_sum_to_one() {
        let rows = vec![(None, [0.0; COUNT]); 3];
        let sum: f32 = chances(&rows, &mut Scores::default(), None).iter().sum();
        assert!((sum - 1.0).abs() < 1e-5);
        assert!(weights_ship(), "the shipped weights do not parse");
    }

    fn weights_ship() -> bool {
        Weights::parse(include_str!("weights.txt")).is_some()
    }
}
