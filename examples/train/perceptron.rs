//! An averaged perceptron over hashed features.

use rustc_hash::FxHashMap;

/// A perceptron in training: a row of weights a feature.
pub struct Perceptron {
    ids: FxHashMap<u64, u32>,
    order: Vec<u64>,
    labels: usize,
    weights: Vec<f32>,
    totals: Vec<f64>,
    stamps: Vec<u32>,
    step: u32,
}

impl Perceptron {
    /// A perceptron over the features of `counts` that were seen at least `least` times, the commonest first.
    pub fn new(counts: &FxHashMap<u64, u32>, least: u32, labels: usize) -> Perceptron {
        let mut order: Vec<u64> = counts.iter().filter(|(_, count)| **count >= least).map(|(key, _)| *key).collect();
        // The commonest first: what is read most then lies together in the table.
        order.sort_unstable_by_key(|key| (std::cmp::Reverse(counts[key]), *key));
        let ids = order.iter().enumerate().map(|(id, key)| (*key, id as u32)).collect();
        let size = order.len() * labels;
        Perceptron { ids, order, labels, weights: vec![0.0; size], totals: vec![0.0; size], stamps: vec![0; size], step: 0 }
    }

    /// The score of each label.
    pub fn scores(&self, keys: &[u64], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.labels, 0.0);
        for id in keys.iter().filter_map(|key| self.ids.get(key)) {
            let row = &self.weights[*id as usize * self.labels..][..self.labels];
            scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight);
        }
    }

    /// Learns that `keys` mean `right`, where they were read as `wrong`.
    pub fn learn(&mut self, keys: &[u64], right: usize, wrong: usize) {
        self.step += 1;
        if right == wrong {
            return;
        }
        for id in keys.iter().filter_map(|key| self.ids.get(key)) {
            for (label, change) in [(right, 1.0), (wrong, -1.0)] {
                let at = *id as usize * self.labels + label;
                self.totals[at] += f64::from(self.weights[at]) * f64::from(self.step - self.stamps[at]);
                self.stamps[at] = self.step;
                self.weights[at] += change;
            }
        }
    }

    /// The averaged weights as small integers, the commonest features first.
    ///
    /// `unit` is the averaged weight that becomes 1; larger units make a smaller and coarser table. Weights under `least` units are dropped.
    pub fn averaged(&self, unit: f64, least: i8) -> Vec<(u64, Vec<(u8, i8)>)> {
        let mut features = Vec::new();
        for (id, key) in self.order.iter().enumerate() {
            let mut pairs = Vec::new();
            for label in 0..self.labels {
                let at = id * self.labels + label;
                let total = self.totals[at] + f64::from(self.weights[at]) * f64::from(self.step - self.stamps[at]);
                let weight = (total / f64::from(self.step.max(1)) / unit).round().clamp(-127.0, 127.0) as i8;
                if weight.unsigned_abs() >= least.unsigned_abs() {
                    pairs.push((label as u8, weight));
                }
            }
            if !pairs.is_empty() {
                features.push((*key, pairs));
            }
        }
        features
    }
}

/// A small generator of random numbers (SplitMix64), the same on every machine.
pub struct Lot(pub u64);

impl Lot {
    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) % bound.max(1) as u64) as usize
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
