//! A small recurrent network that labels the tokens of a sentence: sums of feature embeddings, gated recurrent layers in both
//! directions, scores of labels, and the best path through them.
//!
//! It knows nothing of what its features and labels mean. What a sentence gets depends on that sentence's features alone, so a reading
//! can be kept as long as they stay the same. The arithmetic is plain Rust that compilers vectorise; on x86-64 it is
//! compiled a second time for AVX2 with fused multiplication, which is chosen when the program runs.
//!
//! Weights are embedded bytes, little-endian: six `u32` (features, width of an embedding, hidden units of a direction, layers, labels,
//! and 0), then 16-bit floats: the embeddings by feature; for each layer and direction (forward, backward) the input weights (by input,
//! then by gate: reset, update, candidate), the recurrent weights, the bias, the candidate's recurrent bias; the output's weights (by
//! input) and bias; transitions (by label before, then label) and the labels' scores at the start.

use super::arithmetic::half;
use super::product::multiply;
use super::recurrent::{self, Direction, Way};

/// A network, unpacked.
#[derive(Debug, Clone)]
pub struct Network {
    width: usize,
    hidden: usize,
    labels: usize,
    features: usize,
    embedding: Vec<f32>,
    layers: Vec<[Direction; 2]>,
    output: Vec<f32>,
    output_bias: Vec<f32>,
    transitions: Vec<f32>,
    start: Vec<f32>,
}

/// Memory that is used again from sentence to sentence.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    layer: Vec<f32>,
    next: Vec<f32>,
    recurrent: recurrent::Scratch,
    scores: Vec<f32>,
}

/// Which instructions to compute with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instructions {
    /// Whatever the program was compiled for.
    Plain,
    /// AVX2 with fused multiplication.
    Avx2,
}

impl Instructions {
    /// The best that this processor has.
    pub fn best() -> Instructions {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
            return Instructions::Avx2;
        }
        Instructions::Plain
    }
}

impl Network {
    /// The network in `bytes`; `None` if they are none.
    pub fn new(bytes: &[u8]) -> Option<Network> {
        let (header, rest) = bytes.split_first_chunk::<24>()?;
        let mut sizes = header.chunks_exact(4).filter_map(|four| Some(u32::from_le_bytes(four.try_into().ok()?) as usize));
        let [features, width, hidden, layers, labels] = [sizes.next()?, sizes.next()?, sizes.next()?, sizes.next()?, sizes.next()?];
        if [features, width, hidden, labels].contains(&0) || [features, width, hidden, layers, labels].iter().any(|size| *size > 65_536) {
            return None;
        }
        let mut values = rest.chunks_exact(2).map(|two| half(u16::from_le_bytes([two[0], two[1]])));
        let mut take = |count: usize| {
            let taken: Vec<f32> = values.by_ref().take(count).collect();
            (taken.len() == count).then_some(taken)
        };
        let embedding = take(features.checked_mul(width)?)?;
        let mut found = Vec::new();
        for layer in 0..layers {
            let inputs = if layer == 0 { width } else { 2 * hidden };
            let mut direction = || Direction::read(&mut take, inputs, hidden);
            found.push([direction()?, direction()?]);
        }
        let last = if layers == 0 { width } else { 2 * hidden };
        let (output, output_bias) = (take(last * labels)?, take(labels)?);
        let (transitions, start) = (take(labels * labels)?, take(labels)?);
        Some(Network { width, hidden, labels, features, embedding, layers: found, output, output_bias, transitions, start })
    }

    /// How many labels it tells apart.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// How many features it knows.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The score of each label for each token of some sentences (token after token), whose features are `ids`; the sentences have so
    /// many tokens each, the longest first. What a sentence gets is the same whichever others it is read with: only the time is less,
    /// because weights that are at hand serve all.
    pub fn scores<'s>(&self, ids: &[&[u16]], sentences: &[usize], instructions: Instructions, scratch: &'s mut Scratch) -> &'s [f32] {
        debug_assert!(sentences.is_sorted_by(|a, b| a >= b) && sentences.iter().sum::<usize>() == ids.len());
        match instructions {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 if Instructions::best() == Instructions::Avx2 => {
                // SAFETY: the processor has these instructions, as was just asked.
                unsafe { self.run_avx2(ids, sentences, scratch) }
            }
            _ => self.run::<false>(ids, sentences, scratch),
        }
        &scratch.scores
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn run_avx2(&self, ids: &[&[u16]], sentences: &[usize], scratch: &mut Scratch) {
        self.run::<true>(ids, sentences, scratch);
    }

    #[inline(always)]
    fn run<const FUSED: bool>(&self, ids: &[&[u16]], sentences: &[usize], scratch: &mut Scratch) {
        let Scratch { layer, next, recurrent, scores } = scratch;
        let count = ids.len();
        layer.clear();
        layer.resize(count * self.width, 0.0);
        for (row, ids) in layer.chunks_exact_mut(self.width).zip(ids) {
            for id in ids.iter() {
                let at = usize::from(*id) * self.width;
                if let Some(embedding) = self.embedding.get(at..at + self.width) {
                    add(row, embedding);
                }
            }
            row.iter_mut().for_each(|value| *value = value.max(0.0));
        }
        let (mut width, hidden) = (self.width, self.hidden);
        for directions in &self.layers {
            next.clear();
            next.resize(count * 2 * hidden, 0.0);
            for (side, (direction, way)) in directions.iter().zip([Way::Forward, Way::Backward]).enumerate() {
                direction.run::<FUSED>(way, layer, width, sentences, recurrent, |at, state| {
                    next[at * 2 * hidden + side * hidden..][..hidden].copy_from_slice(state);
                });
            }
            std::mem::swap(layer, next);
            width = 2 * hidden;
        }
        scores.clear();
        (0..count).for_each(|_| scores.extend_from_slice(&self.output_bias));
        multiply::<FUSED>(layer, &self.output, scores, width);
    }

    /// The best path through the scores of a sentence, a label a token.
    pub fn path(&self, scores: &[f32]) -> Vec<u8> {
        let (labels, count) = (self.labels, scores.len() / self.labels);
        let mut path = vec![0; count];
        if count == 0 {
            return path;
        }
        let mut back = vec![0u8; count * labels];
        let mut best: Vec<f32> = scores[..labels].iter().zip(&self.start).map(|(score, start)| score + start).collect();
        let mut now = vec![0.0; labels];
        for at in 1..count {
            for label in 0..labels {
                let ways = (0..labels).map(|before| best[before] + self.transitions[before * labels + label]);
                let (before, score) = largest(ways);
                back[at * labels + label] = before as u8;
                now[label] = score + scores[at * labels + label];
            }
            std::mem::swap(&mut best, &mut now);
        }
        let (mut label, _) = largest(best.iter().copied());
        for at in (0..count).rev() {
            path[at] = label as u8;
            label = usize::from(back[at * labels + label]);
        }
        path
    }

    /// How probable each label is for each token of a sentence, all paths through its scores considered; token after token.
    pub fn probabilities(&self, scores: &[f32]) -> Vec<f32> {
        let (labels, count) = (self.labels, scores.len() / self.labels);
        let mut forward: Vec<f32> = Vec::with_capacity(scores.len());
        for at in 0..count {
            for label in 0..labels {
                let before = match at {
                    0 => self.start[label],
                    _ => log_sum((0..labels).map(|before| forward[(at - 1) * labels + before] + self.transitions[before * labels + label])),
                };
                forward.push(before + scores[at * labels + label]);
            }
        }
        let mut backward = vec![0.0; scores.len()];
        for at in (0..count.saturating_sub(1)).rev() {
            for label in 0..labels {
                let after = (0..labels).map(|after| {
                    self.transitions[label * labels + after] + scores[(at + 1) * labels + after] + backward[(at + 1) * labels + after]
                });
                backward[at * labels + label] = log_sum(after);
            }
        }
        let whole = log_sum(forward[count.saturating_sub(1) * labels..].iter().copied());
        forward.iter().zip(&backward).map(|(forward, backward)| (forward + backward - whole).exp().min(1.0)).collect()
    }
}

fn largest(values: impl Iterator<Item = f32>) -> (usize, f32) {
    values.enumerate().fold((0, f32::NEG_INFINITY), |best, (index, value)| if value > best.1 { (index, value) } else { best })
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::NEG_INFINITY, f32::max);
    most + values.map(|value| (value - most).exp()).sum::<f32>().ln()
}

/// Adds `values` to `sums`. A counted loop: iterators are not always inlined into code for other instructions.
#[inline(always)]
fn add(sums: &mut [f32], values: &[f32]) {
    let count = sums.len().min(values.len());
    let (sums, values) = (&mut sums[..count], &values[..count]);
    for at in 0..count {
        sums[at] += values[at];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network of made-up weights.
    fn network(layers: u32) -> Network {
        let (features, width, hidden, labels) = (9u32, 20u32, 24u32, 5u32);
        let mut bytes: Vec<u8> = [features, width, hidden, layers, labels, 0].iter().flat_map(|size| size.to_le_bytes()).collect();
        let mut state = 1u32;
        for _ in 0..40_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Between a sixteenth and a quarter, of either sign.
            let value = (state >> 16 & 0x8000) as u16 | 0x2C00 | (state >> 20 & 0x7FF) as u16;
            bytes.extend(value.to_le_bytes());
        }
        Network::new(&bytes).expect("enough weights")
    }

    #[test]
    fn every_set_of_instructions_gives_the_same_scores() {
        let ids: Vec<&[u16]> = vec![&[0, 3], &[1], &[], &[8, 2, 4], &[700], &[5, 6, 7], &[0]];
        for layers in 0..3 {
            let network = network(layers);
            let mut scratch = Scratch::default();
            let plain = network.scores(&ids, &[7], Instructions::Plain, &mut scratch).to_vec();
            let best = network.scores(&ids, &[7], Instructions::best(), &mut scratch).to_vec();
            assert_eq!(plain.len(), 35);
            assert!(plain.iter().zip(&best).all(|(a, b)| (a - b).abs() < 1e-4), "{plain:?} {best:?}");
            assert_eq!(network.path(&plain), network.path(&best));
        }
    }

    #[test]
    fn sentences_read_together_get_what_each_gets_alone() {
        let ids: Vec<&[u16]> = vec![&[0, 3], &[1], &[], &[8, 2, 4], &[5], &[6, 7], &[0], &[2], &[1, 4], &[3], &[5], &[8]];
        let lengths = [4, 3, 2, 1, 1, 1];
        for layers in 1..3 {
            let network = network(layers);
            let mut scratch = Scratch::default();
            let together = network.scores(&ids, &lengths, Instructions::best(), &mut scratch).to_vec();
            let mut first = 0;
            for length in lengths {
                let own = first * 5..(first + length) * 5;
                assert_eq!(network.scores(&ids[first..first + length], &[length], Instructions::best(), &mut scratch), &together[own]);
                first += length;
            }
        }
    }

    #[test]
    fn probabilities_add_up_and_favour_the_path() {
        let network = network(1);
        let mut scratch = Scratch::default();
        let scores = network.scores(&[&[1], &[2], &[3]], &[3], Instructions::best(), &mut scratch).to_vec();
        let probabilities = network.probabilities(&scores);
        for token in probabilities.chunks_exact(5) {
            assert!((token.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{token:?}");
        }
    }

    #[test]
    fn bytes_that_hold_no_network_give_none_and_no_tokens_give_no_path() {
        assert!(Network::new(&[]).is_none());
        assert!(Network::new(&[255; 64]).is_none());
        let mut scratch = Scratch::default();
        let network = network(1);
        assert!(network.scores(&[], &[], Instructions::best(), &mut scratch).is_empty());
        assert!(network.path(&[]).is_empty());
    }
}
