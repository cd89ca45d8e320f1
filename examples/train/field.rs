//! A linear-chain conditional random field over hashed features, trained by steps along each sentence's slope.

use onrecord::model::names::{LABELS, may_follow};
use rustc_hash::FxHashMap;

use crate::perceptron::Lot;

/// A stretch of words: the features of each, and its right label.
pub type Stretch = Vec<(Vec<u32>, u8)>;

type Row = [f32; LABELS];

/// A field in training.
pub struct Field {
    weights: Vec<Row>,
    squares: Vec<Row>,
    steps: [Row; LABELS],
    step_squares: [Row; LABELS],
}

/// How it is trained.
pub struct Plan {
    /// Times that all sentences are seen.
    pub rounds: usize,
    /// Length of the first step.
    pub rate: f32,
    /// Of the squared weights, for each time a feature is seen.
    pub penalty: f32,
    /// Share of the features that are hidden each time a word is seen.
    pub hidden: f32,
}

impl Field {
    /// Trains a field of `features` features on stretches of words.
    pub fn train(stretches: &[Stretch], features: usize, plan: &Plan, lot: &mut Lot) -> Field {
        let mut field = Field::empty(features);
        let mut order: Vec<usize> = (0..stretches.len()).collect();
        for round in 0..plan.rounds {
            lot.shuffle(&mut order);
            let rate = plan.rate * (1.0 - 0.8 * round as f32 / plan.rounds as f32);
            let loss: f32 = order.iter().map(|index| field.learn(&stretches[*index], plan, rate, lot)).sum();
            if round + 1 == plan.rounds {
                println!("field: loss {:.3} a stretch", loss / stretches.len().max(1) as f32);
            }
        }
        field
    }

    fn empty(features: usize) -> Field {
        let none = [0.0; LABELS];
        Field {
            weights: vec![none; features],
            squares: vec![[1e-3; LABELS]; features],
            steps: [none; LABELS],
            step_squares: [[1e-3; LABELS]; LABELS],
        }
    }

    /// The mean of fields over the same features.
    pub fn mean(fields: Vec<Field>) -> Field {
        let share = 1.0 / fields.len().max(1) as f32;
        let mut fields = fields.into_iter();
        let mut mean = fields.next().unwrap_or_else(|| Field::empty(0));
        for other in fields {
            let rows = mean.weights.iter_mut().zip(&other.weights).chain(mean.steps.iter_mut().zip(&other.steps));
            rows.for_each(|(own, other)| own.iter_mut().zip(other).for_each(|(own, weight)| *own += weight));
        }
        mean.weights.iter_mut().chain(&mut mean.steps).flatten().for_each(|weight| *weight *= share);
        mean
    }

    /// The weights of a feature.
    pub fn weights(&self, feature: usize) -> Row {
        self.weights[feature]
    }

    /// What speaks for each label behind label `last`.
    pub fn after(&self, last: usize) -> Row {
        self.steps[last]
    }

    fn learn(&mut self, stretch: &Stretch, plan: &Plan, rate: f32, lot: &mut Lot) -> f32 {
        // What is left speaks for what is hidden.
        let fill = 1.0 / (1.0 - plan.hidden);
        let kept: Vec<Vec<u32>> = stretch
            .iter()
            .map(|(features, _)| features.iter().copied().filter(|_| lot.below(1000) as f32 >= plan.hidden * 1000.0).collect())
            .collect();
        let scores: Vec<Row> = kept.iter().map(|features| self.score(features).map(|score| score * fill)).collect();
        let step = |from: usize, to: usize| if may_follow(from as u8, to as u8) { self.steps[from][to] } else { -1e4 };
        let count = stretch.len();
        // Sums of the ways up to each label, and from it on; the words beside a stretch are outside of names.
        let mut fore = vec![[0.0f32; LABELS]; count];
        for at in 0..count {
            for to in 0..LABELS {
                fore[at][to] = scores[at][to]
                    + match at {
                        0 => step(0, to),
                        _ => sum_of(std::array::from_fn(|from| fore[at - 1][from] + step(from, to))),
                    };
            }
        }
        let mut back = vec![[0.0f32; LABELS]; count];
        for at in (0..count).rev() {
            for from in 0..LABELS {
                back[at][from] = match at + 1 == count {
                    true => step(from, 0),
                    false => sum_of(std::array::from_fn(|to| step(from, to) + scores[at + 1][to] + back[at + 1][to])),
                };
            }
        }
        let all = sum_of(std::array::from_fn(|label| fore[count - 1][label] + back[count - 1][label]));
        let mut slopes = [[0.0f32; LABELS]; LABELS];
        let mut loss = all;
        for at in 0..=count {
            let (right, before) =
                (stretch.get(at).map_or(0, |(_, label)| usize::from(*label)), if at == 0 { 0 } else { usize::from(stretch[at - 1].1) });
            loss -= step(before, right) + scores.get(at).map_or(0.0, |scores| scores[right]);
            slopes[before][right] -= 1.0;
            for (from, row) in slopes.iter_mut().enumerate() {
                for (to, slope) in row.iter_mut().enumerate() {
                    if at == 0 && from > 0 || at == count && to > 0 {
                        continue;
                    }
                    let up = if at == 0 { 0.0 } else { fore[at - 1][from] };
                    let on = if at == count { 0.0 } else { scores[at][to] + back[at][to] };
                    *slope += (up + step(from, to) + on - all).exp();
                }
            }
        }
        for at in 0..count {
            let mut slope: Row = std::array::from_fn(|label| (fore[at][label] + back[at][label] - all).exp());
            slope[usize::from(stretch[at].1)] -= 1.0;
            for feature in &kept[at] {
                let feature = *feature as usize;
                for label in 0..LABELS {
                    let slope = fill * slope[label] + plan.penalty * self.weights[feature][label];
                    self.squares[feature][label] += slope * slope;
                    self.weights[feature][label] -= rate * slope / self.squares[feature][label].sqrt();
                }
            }
        }
        for (from, row) in slopes.into_iter().enumerate() {
            for (to, slope) in row.into_iter().enumerate() {
                self.step_squares[from][to] += slope * slope;
                self.steps[from][to] -= rate * slope / self.step_squares[from][to].sqrt();
            }
        }
        loss
    }

    fn score(&self, features: &[u32]) -> Row {
        let mut scores = [0.0; LABELS];
        for feature in features {
            scores.iter_mut().zip(self.weights[*feature as usize]).for_each(|(score, weight)| *score += weight);
        }
        scores
    }
}

/// The ids of features that are seen often enough.
pub fn ids(counts: &FxHashMap<u64, u32>, least: u32) -> (Vec<u64>, FxHashMap<u64, u32>) {
    let mut order: Vec<u64> = counts.iter().filter(|(_, count)| **count >= least).map(|(key, _)| *key).collect();
    // The commonest first: what is read most then lies together in the table.
    order.sort_unstable_by_key(|key| (std::cmp::Reverse(counts[key]), *key));
    let ids = order.iter().enumerate().map(|(id, key)| (*key, id as u32)).collect();
    (order, ids)
}

/// The logarithm of the sum of exponentials.
fn sum_of(values: Row) -> f32 {
    let most = values.iter().copied().fold(f32::MIN, f32::max);
    most + values.iter().map(|value| (value - most).exp()).sum::<f32>().ln()
}
