//! The layer over an article: what was read of each sentence and some facts about it go in, answers about each come out, those around it considered.
//!
//! It knows nothing of what its facts and answers mean. Like the encoder it gives the same bits on every processor.
//!
//! Weights are embedded bytes, little-endian: five `u32` (numbers read of a sentence, facts, width, hidden units of a direction, answers), then 16-bit
//! floats: the weights of what was read (by input) and a bias, the weights of the facts; for each direction (forward, backward) what
//! `Direction::read` (recurrent.rs) takes; the weights of the answers (by input) and their bias. `examples/reader/article.py` writes them.

use super::arithmetic::{half, tanh};
use super::network::Instructions;
use super::product::multiply;
use super::recurrent::{self, Direction, Way};

/// An article layer, unpacked.
#[derive(Debug, Clone)]
pub struct Sequence {
    numbers: usize,
    facts: usize,
    hidden: usize,
    read: Vec<f32>,
    bias: Vec<f32>,
    known: Vec<f32>,
    directions: [Direction; 2],
    answer: Vec<f32>,
    answer_bias: Vec<f32>,
}

impl Sequence {
    /// The layer in `bytes`; `None` if they are none.
    pub fn new(bytes: &[u8]) -> Option<Sequence> {
        let (header, rest) = bytes.split_first_chunk::<20>()?;
        let mut sizes =
            header.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four) as usize).filter(|size| (1..65_536).contains(size));
        let [numbers, facts, width, hidden, answers] = [sizes.next()?, sizes.next()?, sizes.next()?, sizes.next()?, sizes.next()?];
        let mut values = rest.as_chunks::<2>().0.iter().map(|two| half(u16::from_le_bytes(*two)));
        let mut take = |count: usize| {
            let taken: Vec<f32> = values.by_ref().take(count).collect();
            (taken.len() == count).then_some(taken)
        };
        let (read, bias, known) = (take(numbers * width)?, take(width)?, take(facts * width)?);
        let directions = [Direction::read(&mut take, width, hidden)?, Direction::read(&mut take, width, hidden)?];
        let (answer, answer_bias) = (take((width + 2 * hidden) * answers)?, take(answers)?);
        values.next().is_none().then_some(Sequence { numbers, facts, hidden, read, bias, known, directions, answer, answer_bias })
    }

    /// How many numbers of a sentence it takes, how many facts, and how many answers it gives.
    pub fn sizes(&self) -> [usize; 3] {
        [self.numbers, self.facts, self.answer_bias.len()]
    }

    /// How wide what it keeps of a sentence is.
    pub fn width(&self) -> usize {
        self.bias.len()
    }

    /// What of the numbers read of sentences matters here: [`Sequence::width`] numbers of each. It depends on nothing else.
    pub fn reduce(&self, read: &[f32], instructions: Instructions) -> Vec<f32> {
        let mut reduced = self.bias.repeat(read.len() / self.numbers);
        product(read, &self.read, &mut reduced, self.numbers, instructions);
        reduced
    }

    /// The answers about each sentence of an article, as scores. `reduced` are those of all its sentences, and so are the `facts`.
    pub fn answers(&self, reduced: &[f32], facts: &[f32], instructions: Instructions) -> Vec<f32> {
        let (width, hidden) = (self.width(), self.hidden);
        let count = reduced.len() / width;
        debug_assert!(facts.len() == count * self.facts);
        let mut own = reduced.to_vec();
        product(facts, &self.known, &mut own, self.facts, instructions);
        own.iter_mut().for_each(|value| *value = tanh::<false>(*value));
        let wide = width + 2 * hidden;
        let mut joined = vec![0.0; count * wide];
        for (joined, own) in joined.chunks_exact_mut(wide).zip(own.chunks_exact(width)) {
            joined[..width].copy_from_slice(own);
        }
        let mut scratch = recurrent::Scratch::default();
        for (side, (direction, way)) in self.directions.iter().zip([Way::Forward, Way::Backward]).enumerate() {
            let out = |at: usize, state: &[f32]| joined[at * wide + width + side * hidden..][..hidden].copy_from_slice(state);
            run(direction, way, &own, width, count, instructions, &mut scratch, out);
        }
        let mut answers = self.answer_bias.repeat(count);
        product(&joined, &self.answer, &mut answers, wide, instructions);
        answers
    }
}

fn product(rows: &[f32], weights: &[f32], sums: &mut [f32], inner: usize, instructions: Instructions) {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn product_avx2(rows: &[f32], weights: &[f32], sums: &mut [f32], inner: usize) {
        multiply::<false>(rows, weights, sums, inner);
    }
    match instructions {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the processor has these instructions, as is asked.
        Instructions::Avx2 if Instructions::best() == Instructions::Avx2 => unsafe { product_avx2(rows, weights, sums, inner) },
        _ => multiply::<false>(rows, weights, sums, inner),
    }
}

#[allow(clippy::too_many_arguments)]
fn run(
    direction: &Direction,
    way: Way,
    rows: &[f32],
    width: usize,
    count: usize,
    instructions: Instructions,
    scratch: &mut recurrent::Scratch,
    out: impl FnMut(usize, &[f32]),
) {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(
        direction: &Direction,
        way: Way,
        rows: &[f32],
        width: usize,
        count: usize,
        scratch: &mut recurrent::Scratch,
        out: impl FnMut(usize, &[f32]),
    ) {
        direction.run::<false>(way, rows, width, &[count], scratch, out);
    }
    match instructions {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the processor has these instructions, as is asked.
        Instructions::Avx2 if Instructions::best() == Instructions::Avx2 => unsafe {
            run_avx2(direction, way, rows, width, count, scratch, out);
        },
        _ => direction.run::<false>(way, rows, width, &[count], scratch, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer of made-up weights: 16 numbers, 5 facts, 24 wide, 16 units, 3 answers.
    fn layer() -> Sequence {
        let mut rng = fastrand::Rng::with_seed(4);
        let mut bytes: Vec<u8> = [16u32, 5, 24, 16, 3].iter().flat_map(|size| size.to_le_bytes()).collect();
        let count = 16 * 24 + 24 + 5 * 24 + 2 * (24 * 48 + 16 * 48 + 48 + 16) + (24 + 32) * 3 + 3;
        // Between a sixteenth and a quarter, of either sign.
        bytes.extend((0..count).flat_map(|_| (rng.u16(..) & 0x8000 | 0x2C00 | rng.u16(..) & 0x7FF).to_le_bytes()));
        assert!(Sequence::new(&bytes[..bytes.len() - 2]).is_none());
        Sequence::new(&bytes).expect("enough weights")
    }

    #[test]
    fn every_set_of_instructions_gives_the_same_bits() {
        let (layer, mut rng) = (layer(), fastrand::Rng::with_seed(6));
        let read: Vec<f32> = (0..7 * 16).map(|_| rng.f32() - 0.5).collect();
        let facts: Vec<f32> = (0..7 * 5).map(|_| rng.f32()).collect();
        let of = |instructions| layer.answers(&layer.reduce(&read, instructions), &facts, instructions);
        let answers = of(Instructions::best());
        assert_eq!(answers.len(), 21);
        assert_eq!(answers, of(Instructions::Plain));
        let alone = layer.reduce(&read[16..32], Instructions::best());
        assert_eq!(alone, layer.reduce(&read, Instructions::best())[24..48]);
    }

    #[test]
    fn an_answer_depends_on_the_sentences_on_both_sides() {
        let layer = layer();
        let answers = |read: &[f32]| layer.answers(&layer.reduce(read, Instructions::best()), &[0.0; 15], Instructions::best());
        let plain = answers(&[0.25; 48]);
        for changed in [0..16, 32..48] {
            let mut other = [0.25; 48];
            other[changed].fill(2.0);
            assert_ne!(answers(&other)[3..6], plain[3..6]);
        }
        assert!(layer.answers(&[], &[], Instructions::best()).is_empty());
    }

    #[test]
    fn bytes_that_hold_no_layer_give_none() {
        assert!(Sequence::new(&[]).is_none());
        assert!(Sequence::new(&[0; 64]).is_none());
        assert!(Sequence::new(&[255; 64]).is_none());
    }
}
