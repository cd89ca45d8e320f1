//! The sentence encoder: a small transformer that reads the words of one sentence.
//!
//! What it gives depends on the sentence alone, and on every processor, by itself or among others, with the same bits: so it can be kept by
//! content, and the editor and a check agree. The heavy sums are exact (`linear`); the rest is plain arithmetic in a fixed order.
//!
//! Weights are embedded bytes, little-endian, read in place: six `u32` (layers, width, heads, inner width, most pieces, pieces known); the vocabulary
//! (its length as `u32`, then a piece a line); the pieces' embeddings as `i8` and their scales; then as `f32` the embeddings of case and place, and a norm's
//! weight and bias; for each layer six linear layers (query, key, value, joined, inner, outer: packed `i8`, then the scale, the sum of the weights and the bias
//! of each output as `f32`) and two norms; at the end sixteen bytes that seal all the others (SHA-256). `examples/reader/encoder.py` writes them.

mod linear;
mod pieces;

use linear::{Linear, Rows};
use pieces::{Piece, Vocabulary};

use super::arithmetic::{exp, tanh};
use super::network::Instructions;

/// Floats that are computed together, in every sum.
const LANES: usize = 8;

/// The bytes of the seal.
const SEAL: usize = 16;

/// An encoder.
#[derive(Debug, Clone)]
pub struct Encoder {
    width: usize,
    heads: usize,
    longest: usize,
    vocabulary: Vocabulary,
    words: &'static [u8],
    scales: Vec<f32>,
    cases: Vec<f32>,
    places: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

#[derive(Debug, Clone)]
struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    joined: Linear,
    inner: Linear,
    outer: Linear,
    norm: Norm,
    last: Norm,
}

/// Makes the numbers of a row alike in mean and spread.
#[derive(Debug, Clone)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// A sentence, cut into pieces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cut(Vec<Piece>);

/// Memory that is used again.
#[derive(Debug, Default)]
struct Scratch {
    rows: Rows,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    seen: Vec<f32>,
    out: Vec<f32>,
    shares: Vec<f32>,
}

/// Bytes that are taken from the front.
pub(super) struct Bytes(pub &'static [u8]);

impl Bytes {
    pub(super) fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let taken = self.take(count.checked_mul(4)?)?;
        Some(taken.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }
}

impl Encoder {
    /// What tells the encoder in `bytes` from another: their last sixteen, a hash of the others.
    pub fn seal(bytes: &'static [u8]) -> &'static [u8] {
        &bytes[bytes.len().saturating_sub(SEAL)..]
    }

    /// The encoder in `bytes`; `None` if they are none.
    pub fn new(bytes: &'static [u8]) -> Option<Encoder> {
        let mut bytes = Bytes(&bytes[..bytes.len().saturating_sub(SEAL)]);
        let mut sizes = [0; 6];
        for size in &mut sizes {
            *size = bytes.number().filter(|size| *size <= 65_536)?;
        }
        let [layers, width, heads, inner, longest, known] = sizes;
        let part = width.checked_div(heads)?;
        if !width.is_multiple_of(heads) || !part.is_multiple_of(LANES) || longest < 3 {
            return None;
        }
        let length = bytes.number()?;
        let vocabulary = Vocabulary::new(std::str::from_utf8(bytes.take(length)?).ok()?)?;
        let words = bytes.take(known * width)?;
        let norm = |bytes: &mut Bytes| Some(Norm { weight: bytes.floats(width)?, bias: bytes.floats(width)? });
        let mut encoder = Encoder {
            width,
            heads,
            longest,
            vocabulary,
            words,
            scales: bytes.floats(known)?,
            cases: bytes.floats(4 * width)?,
            places: bytes.floats(longest * width)?,
            norm: norm(&mut bytes)?,
            layers: Vec::with_capacity(layers),
        };
        for _ in 0..layers {
            encoder.layers.push(Layer {
                query: Linear::read(&mut bytes, width, width)?,
                key: Linear::read(&mut bytes, width, width)?,
                value: Linear::read(&mut bytes, width, width)?,
                joined: Linear::read(&mut bytes, width, width)?,
                inner: Linear::read(&mut bytes, width, inner)?,
                outer: Linear::read(&mut bytes, inner, width)?,
                norm: norm(&mut bytes)?,
                last: norm(&mut bytes)?,
            });
        }
        bytes.0.is_empty().then_some(encoder)
    }

    /// How many numbers it gives of a sentence: the mean, the greatest and the first of its pieces.
    pub fn numbers(&self) -> usize {
        3 * self.width
    }

    /// Cuts a sentence (prose).
    pub fn cut(&self, sentence: &str) -> Cut {
        Cut(self.vocabulary.cut(sentence, self.longest))
    }

    /// Reads sentences: [`Encoder::numbers`] of each, one after another. What a sentence gets is the same whichever others it is read with: only the
    /// time is less, because weights that are at hand serve all.
    pub fn read(&self, sentences: &[&Cut], instructions: Instructions) -> Vec<f32> {
        let mut read = Vec::with_capacity(sentences.len() * self.numbers());
        let mut scratch = Scratch::default();
        match instructions {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 if Instructions::best() == Instructions::Avx2 => {
                // SAFETY: the processor has these instructions, as was just asked.
                unsafe { self.run_avx2(sentences, &mut scratch, &mut read) }
            }
            _ => self.run(sentences, Instructions::Plain, &mut scratch, &mut read),
        }
        read
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, sentences: &[&Cut], scratch: &mut Scratch, read: &mut Vec<f32>) {
        self.run(sentences, Instructions::Avx2, scratch, read);
    }

    #[inline(always)]
    fn run(&self, sentences: &[&Cut], instructions: Instructions, scratch: &mut Scratch, read: &mut Vec<f32>) {
        let width = self.width;
        let mut x = Vec::with_capacity(sentences.iter().map(|cut| cut.0.len()).sum::<usize>() * width);
        for cut in sentences {
            for (place, piece) in cut.0.iter().enumerate() {
                self.embed(*piece, place, &mut x);
            }
        }
        self.norm.apply(&mut x);
        let Scratch { rows, query, key, value, seen, out, shares } = scratch;
        for layer in &self.layers {
            rows.fill(&x, width);
            layer.query.apply(rows, instructions, query);
            layer.key.apply(rows, instructions, key);
            layer.value.apply(rows, instructions, value);
            seen.clear();
            seen.resize(x.len(), 0.0);
            let mut first = 0;
            for cut in sentences {
                let own = first * width..(first + cut.0.len()) * width;
                attend(&query[own.clone()], &key[own.clone()], &value[own.clone()], &mut seen[own], width, self.heads, shares);
                first += cut.0.len();
            }
            rows.fill(seen, width);
            layer.joined.apply(rows, instructions, out);
            add(&mut x, out);
            layer.norm.apply(&mut x);
            rows.fill(&x, width);
            layer.inner.apply(rows, instructions, out);
            for value in out.iter_mut() {
                *value = gelu(*value);
            }
            rows.fill(out, layer.inner.outputs());
            layer.outer.apply(rows, instructions, out);
            add(&mut x, out);
            layer.last.apply(&mut x);
        }
        let mut first = 0;
        for cut in sentences {
            let own = &x[first * width..(first + cut.0.len()) * width];
            let from = read.len();
            read.resize(from + 3 * width, 0.0);
            pool(own, width, &mut read[from..]);
            first += cut.0.len();
        }
    }

    fn embed(&self, piece: Piece, place: usize, x: &mut Vec<f32>) {
        let (number, case) = (usize::from(piece.number), piece.case as usize);
        let scale = self.scales.get(number).copied().unwrap_or_default();
        let word = self.words.get(number * self.width..(number + 1) * self.width).unwrap_or(&self.words[..self.width]);
        let (case, place) = (&self.cases[case * self.width..], &self.places[place * self.width..]);
        x.extend(word.iter().zip(case.iter().zip(place)).map(|(word, (case, place))| f32::from(*word as i8) * scale + place + case));
    }
}

impl Norm {
    #[inline(always)]
    fn apply(&self, rows: &mut [f32]) {
        let width = self.weight.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = sum(row) / width as f32;
            let mut lanes = [0.0; LANES];
            for eight in row.as_chunks::<LANES>().0 {
                for lane in 0..LANES {
                    lanes[lane] += (eight[lane] - mean) * (eight[lane] - mean);
                }
            }
            let turned = 1.0 / (folded(lanes) / width as f32 + 1e-12).sqrt();
            for (value, (weight, bias)) in row.iter_mut().zip(self.weight.iter().zip(&self.bias)) {
                *value = (*value - mean) * turned * weight + bias;
            }
        }
    }
}

/// The sum of eight numbers, always in the same order.
#[inline(always)]
fn folded(lanes: [f32; LANES]) -> f32 {
    ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]))
}

#[inline(always)]
fn sum(values: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for eight in values.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            lanes[lane] += eight[lane];
        }
    }
    folded(lanes)
}

#[inline(always)]
fn add(sums: &mut [f32], values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// The Gaussian error linear unit, by its usual approximation.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + tanh::<false>(0.797_884_6 * (x + 0.044_715 * x * x * x)))
}

/// What each piece of a sentence takes from the others, head by head. `shares` is memory.
#[inline(always)]
fn attend(query: &[f32], key: &[f32], value: &[f32], seen: &mut [f32], width: usize, heads: usize, shares: &mut Vec<f32>) {
    let (count, part) = (query.len() / width, width / heads);
    let scale = 1.0 / (part as f32).sqrt();
    // The keys of a head, number by number: eight pieces are compared together.
    let wide = count.next_multiple_of(LANES);
    let mut turned = vec![0.0; part * wide];
    shares.clear();
    shares.resize(wide, 0.0);
    for head in 0..heads {
        for piece in 0..count {
            for at in 0..part {
                turned[at * wide + piece] = key[piece * width + head * part + at];
            }
        }
        for piece in 0..count {
            let own = &query[piece * width + head * part..][..part];
            mix(own, &turned, wide, shares);
            let most = shares[..count].iter().fold(f32::NEG_INFINITY, |most, share| if *share > most { *share } else { most });
            for share in shares.iter_mut() {
                *share = exp::<false>((*share - most) * scale);
            }
            shares[count..].fill(0.0);
            let whole = 1.0 / sum(shares);
            shares.iter_mut().for_each(|share| *share *= whole);
            mix(&shares[..count], &value[head * part..], width, &mut seen[piece * width + head * part..][..part]);
        }
    }
}

/// The sum of lines, each `stride` behind the one before, times their factors.
#[inline(always)]
fn mix(factors: &[f32], lines: &[f32], stride: usize, out: &mut [f32]) {
    let mut blocks = out.chunks_exact_mut(4 * LANES);
    let mut at = 0;
    for block in blocks.by_ref() {
        block.copy_from_slice(mixed::<4>(factors, &lines[at..], stride).as_flattened());
        at += 4 * LANES;
    }
    for block in blocks.into_remainder().chunks_exact_mut(LANES) {
        block.copy_from_slice(mixed::<1>(factors, &lines[at..], stride).as_flattened());
        at += LANES;
    }
}

#[inline(always)]
fn mixed<const WIDE: usize>(factors: &[f32], lines: &[f32], stride: usize) -> [[f32; LANES]; WIDE] {
    let mut held = [[0.0; LANES]; WIDE];
    for (factor, line) in factors.iter().zip(lines.chunks(stride)) {
        let (eights, _) = line[..WIDE * LANES].as_chunks::<LANES>();
        for (held, eight) in held.iter_mut().zip(eights) {
            for lane in 0..LANES {
                held[lane] += factor * eight[lane];
            }
        }
    }
    held
}

/// The mean, the greatest and the first of a sentence's pieces, number by number.
#[inline(always)]
fn pool(pieces: &[f32], width: usize, out: &mut [f32]) {
    let (mean, rest) = out.split_at_mut(width);
    let (most, first) = rest.split_at_mut(width);
    most.fill(f32::NEG_INFINITY);
    first.copy_from_slice(&pieces[..width]);
    for piece in pieces.chunks_exact(width) {
        for at in 0..width {
            mean[at] += piece[at];
            most[at] = if piece[at] > most[at] { piece[at] } else { most[at] };
        }
    }
    let count = (pieces.len() / width) as f32;
    mean.iter_mut().for_each(|value| *value /= count);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An encoder of made-up weights.
    fn encoder() -> Encoder {
        let vocabulary = "[UNK]\n[CLS]\n[SEP]\nthe\nharbour\nmast\n##er\nsaid\n.";
        let (layers, width, heads, inner, longest, known) = (2u32, 32u32, 2u32, 64u32, 12u32, 9u32);
        let mut rng = fastrand::Rng::with_seed(5);
        let mut bytes: Vec<u8> =
            [layers, width, heads, inner, longest, known, vocabulary.len() as u32].iter().flat_map(|size| size.to_le_bytes()).collect();
        bytes.extend(vocabulary.bytes());
        let floats = |rng: &mut fastrand::Rng, count: u32, about: f32, spread: f32| -> Vec<u8> {
            (0..count).flat_map(|_| (about + (rng.f32() - 0.5) * spread).to_le_bytes()).collect()
        };
        bytes.extend((0..known * width).map(|_| rng.i8(..) as u8));
        bytes.extend(floats(&mut rng, known, 0.01, 0.0));
        bytes.extend(floats(&mut rng, (4 + longest + 2) * width, 0.5, 1.0));
        for _ in 0..layers {
            for (inner, outer) in [(width, width), (width, width), (width, width), (width, width), (width, inner), (inner, width)] {
                bytes.extend((0..inner * outer).map(|_| rng.i8(-63..=63) as u8));
                bytes.extend(floats(&mut rng, 3 * outer, 0.004, 0.004));
            }
            bytes.extend(floats(&mut rng, 4 * width, 0.5, 1.0));
        }
        bytes.extend([7; SEAL]);
        Encoder::new(bytes.leak()).expect("enough weights")
    }

    const SENTENCES: [&str; 4] =
        ["The harbour master said.", "", "said said THE masters of the harbour, the harbour and the harbour.", "The."];

    #[test]
    fn a_sentence_gets_the_same_bits_alone_and_among_others_and_with_every_set_of_instructions() {
        let encoder = encoder();
        let cuts = SENTENCES.map(|sentence| encoder.cut(sentence));
        let all: Vec<&Cut> = cuts.iter().collect();
        let together = encoder.read(&all, Instructions::best());
        assert_eq!(together, encoder.read(&all, Instructions::Plain));
        assert!(together.iter().all(|value| value.is_finite()));
        for (cut, among) in all.iter().zip(together.chunks_exact(encoder.numbers())) {
            assert_eq!(encoder.read(&[cut], Instructions::best()), among);
        }
    }

    #[test]
    fn other_words_and_another_case_are_read_otherwise() {
        let encoder = encoder();
        let read = |sentence: &str| encoder.read(&[&encoder.cut(sentence)], Instructions::best());
        assert_ne!(read("The harbour"), read("The master"));
        assert_ne!(read("the harbour"), read("The harbour"));
        assert_eq!(read("the  harbour"), read("the harbour"));
    }

    #[test]
    fn bytes_that_hold_no_encoder_give_none() {
        assert!(Encoder::new(&[]).is_none());
        assert!(Encoder::new(&[255; 64]).is_none());
        assert!(Encoder::new(&[0; 64]).is_none());
    }
}
