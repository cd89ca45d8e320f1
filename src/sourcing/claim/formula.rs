//! The fitted formula of who needs a source: coefficients, boosted trees and the line that makes a probability of their sum, as text.
//!
//! `weights.txt` holds the one that ships. It is read once, in a pass over its bytes; another may be chosen before anything is read,
//! so that articles can be judged by a formula that was fitted without them.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::feature::{self, Features};
use super::neighbours::{AROUND, Around};
use crate::sourcing::trees::Trees;

/// Feature that the trees do not ask about.
const UNASKED: u16 = u16::MAX;

/// A fitted formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// Of the first odds, by feature.
    first: Vec<f32>,
    /// Of a sentence's own first odds, of its article's mean, and a constant.
    joined: [f32; 3],
    /// Turns the score into log odds: slope and shift.
    line: [f32; 2],
    /// What log odds never exceed: nothing seen was surer.
    most: f32,
    /// The trees' score where they know nothing.
    start: f32,
    trees: Trees,
    /// The column of each feature of a sentence.
    own: Vec<u16>,
    /// The column of each of [`AROUND`].
    around: [u16; AROUND.len()],
    /// What the trees compare each of [`AROUND`] with.
    thresholds: [Vec<f32>; AROUND.len()],
    /// How many columns there are.
    columns: usize,
}

static CHOSEN: OnceLock<Formula> = OnceLock::new();

/// The formula in use: the one chosen, else the one that ships.
pub(super) fn chosen() -> &'static Formula {
    CHOSEN.get_or_init(|| Formula::parse(include_str!("weights.txt")).unwrap_or_else(Formula::empty))
}

/// Has every article judged by the formula in `text` from now on. `false` if `text` holds none, or if an article was read already.
pub fn choose(text: &str) -> bool {
    Formula::parse(text).is_some_and(|formula| CHOSEN.set(formula).is_ok())
}

impl Formula {
    /// Reads a formula; `None` if the text is none or knows features that nobody computes.
    ///
    /// A line is a comment (`#`), a coefficient (name, tab, value), `column` (tab, name) or `tree` (tab, its nodes in preorder, parted
    /// by spaces: `COLUMN<=VALUE`, or `=VALUE` for a leaf).
    pub fn parse(text: &str) -> Option<Formula> {
        let mut formula = Formula::empty();
        let numbers: FxHashMap<String, usize> = (0..feature::COUNT).map(|index| (feature::name(index), index)).collect();
        let mut given = 0;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (name, value) = line.split_once('\t')?;
            match name {
                "column" => formula.column(value, &numbers)?,
                "tree" => formula.trees.add(value, formula.columns)?,
                _ => {
                    let value: f32 = value.trim().parse().ok().filter(|value: &f32| value.is_finite())?;
                    match name {
                        "second own" => formula.joined[0] = value,
                        "second article" => formula.joined[1] = value,
                        "second shift" => formula.joined[2] = value,
                        "last slope" => formula.line[0] = value,
                        "last shift" => formula.line[1] = value,
                        "last most" => formula.most = value,
                        "trees" => formula.start = value,
                        _ => formula.first[*numbers.get(name)?] = value,
                    }
                    given += 1;
                }
            }
        }
        formula.thresholds = formula.around.map(|column| formula.trees.thresholds(column));
        (given > 0).then_some(formula)
    }

    /// The formula that finds every sentence as likely as not.
    fn empty() -> Formula {
        Formula {
            first: vec![0.0; feature::COUNT],
            joined: [1.0, 0.0, 0.0],
            line: [1.0, 0.0],
            most: f32::INFINITY,
            start: 0.0,
            trees: Trees::default(),
            own: vec![UNASKED; feature::COUNT],
            around: [UNASKED; AROUND.len()],
            thresholds: Default::default(),
            columns: 0,
        }
    }

    fn column(&mut self, name: &str, numbers: &FxHashMap<String, usize>) -> Option<()> {
        let column = u16::try_from(self.columns).ok().filter(|column| *column < UNASKED)?;
        self.columns += 1;
        if let Some(at) = AROUND.iter().position(|around| *around == name) {
            self.around[at] = column;
        } else {
            self.own[*numbers.get(name)?] = column;
        }
        Some(())
    }

    /// The log odds that a desk asks, as far as `features` by themselves tell.
    pub(super) fn first(&self, features: &Features) -> f32 {
        features.iter().map(|(feature, value)| self.first[*feature as usize] * value).sum()
    }

    /// What the trees are asked about, to be filled for each sentence.
    pub(super) fn row(&self) -> Row {
        Row { values: vec![0.0; self.columns] }
    }

    /// The log odds that a desk asks, all told; `boosted` is what the trees say.
    pub(super) fn last(&self, around: &Around, boosted: f32) -> f32 {
        let [own, article, shift] = self.joined;
        let linear = around[0] * own + around[1] * article + shift;
        ((linear + boosted) * self.line[0] + self.line[1]).min(self.most)
    }

    /// A number for what the trees are asked beside the features of a statement: where it is the same, so is what they say.
    pub(super) fn number(&self, place: &Features, around: &Around) -> u64 {
        let mut hasher = FxHasher::default();
        feature::hash(place, &mut hasher);
        for (thresholds, value) in self.thresholds.iter().zip(around) {
            hasher.write_usize(thresholds.partition_point(|threshold| threshold < value));
        }
        hasher.finish()
    }

    /// What the trees say. `row` is left as it was.
    pub(super) fn boosted<'a>(
        &self,
        row: &mut Row,
        features: impl Iterator<Item = &'a (feature::Feature, f32)> + Clone,
        around: &Around,
    ) -> f32 {
        for (feature, value) in features.clone() {
            if let Some(place) = row.values.get_mut(usize::from(self.own[*feature as usize])) {
                *place = *value;
            }
        }
        for (column, value) in self.around.iter().zip(around) {
            if let Some(place) = row.values.get_mut(usize::from(*column)) {
                *place = *value;
            }
        }
        let boosted = self.trees.score(&row.values) + self.start;
        for (feature, _) in features {
            if let Some(place) = row.values.get_mut(usize::from(self.own[*feature as usize])) {
                *place = 0.0;
            }
        }
        boosted
    }
}

/// The columns that the trees ask about.
#[derive(Debug, Clone)]
pub(super) struct Row {
    values: Vec<f32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "# A comment.\nbias\t-1.5\nwords (log)\t0.5\nsecond own\t2\nlast slope\t0.5\ntrees\t0.25\n\
                         column\twords (log)\ncolumn\todds\ntree\t0<=1.5 =-1 1<=0 =2 =3";

    fn feature(name: &str) -> feature::Feature {
        (0..feature::COUNT).find(|index| feature::name(*index) == name).expect("a feature") as feature::Feature
    }

    #[test]
    fn trees_are_asked_from_the_root_and_join_the_coefficients() {
        let formula = Formula::parse(SMALL).expect("a formula");
        let features = vec![(feature("bias"), 1.0), (feature("words (log)"), 2.0)];
        assert_eq!(formula.first(&features), -0.5);
        let mut row = formula.row();
        let mut around = [0.0; AROUND.len()];
        around[0] = -0.5;
        let mut last = |features: &[(feature::Feature, f32)], around: &Around| {
            let boosted = formula.boosted(&mut row, features.iter(), around);
            formula.last(around, boosted)
        };
        assert_eq!(last(&features, &around), (2.0 * -0.5 + 2.0 + 0.25) * 0.5);
        around[0] = 1.0;
        assert_eq!(last(&features, &around), (2.0 + 3.0 + 0.25) * 0.5);
        assert_eq!(last(&features[..1], &around), (2.0 - 1.0 + 0.25) * 0.5, "the row was left as it was");
    }

    #[test]
    fn values_that_no_tree_parts_have_one_number() {
        let formula = Formula::parse(SMALL).expect("a formula");
        let number = |odds: f32, place: f32| {
            let mut around = [0.0; AROUND.len()];
            around[0] = odds;
            formula.number(&vec![(feature("bias"), place)], &around)
        };
        assert_eq!(number(-0.5, 1.0), number(0.0, 1.0));
        assert_ne!(number(0.0, 1.0), number(0.5, 1.0));
        assert_ne!(number(0.0, 1.0), number(0.0, 0.5));
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        for text in [
            "",
            "no tab",
            "word zzz\t1",
            "bias\tx",
            "bias\t1\ntree\t0<=1 =1 =2",
            "bias\t1\ncolumn\tbias\ntree\t0<=1 =1",
            "bias\t1\ntree\t=1 =2",
        ] {
            assert_eq!(Formula::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_one_that_ships_is_one() {
        let formula = Formula::parse(include_str!("weights.txt")).expect("a formula");
        assert!(formula.trees.len() > 50 && formula.columns > 50, "{} trees", formula.trees.len());
    }
}
