//! Linear layers in whole numbers.
//!
//! Weights are whole numbers from -63 to 63, with a scale an output; each row that comes in is made whole numbers from 0 to 127 on a line from its
//! least to its greatest value. The products of two such numbers, four at a time, fit 16 bits, so that sums are exact and the order in which they
//! are added is free: every set of instructions gives the same bits.

use super::Bytes;
use crate::model::network::Instructions;

/// Outputs that are computed together, and inputs that stand together in the packed weights.
const OUTPUTS: usize = 8;
const INPUTS: usize = 4;
/// Rows that are computed together.
const ROWS: usize = 4;
/// The greatest number of a row.
const MOST: f32 = 127.0;
/// Two to the 23: what is added to it is rounded.
const ROUND: f32 = 8_388_608.0;

/// A linear layer, read in place.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    inner: usize,
    /// By eight outputs, then by four inputs: for each of the eight outputs its four weights.
    weights: &'static [u8],
    scales: Vec<f32>,
    /// The sum of each output's weights.
    sums: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of whole numbers, and the line that each lies on.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    numbers: Vec<u8>,
    /// The least value of each row, and the step from number to number.
    lines: Vec<(f32, f32)>,
}

impl Rows {
    /// Makes rows of `inner` floats whole numbers.
    #[inline(always)]
    pub(super) fn fill(&mut self, values: &[f32], inner: usize) {
        self.numbers.resize(values.len(), 0);
        self.lines.clear();
        for (row, numbers) in values.chunks_exact(inner).zip(self.numbers.chunks_exact_mut(inner)) {
            let (mut least, mut most) = ([f32::INFINITY; 8], [f32::NEG_INFINITY; 8]);
            // Two loops, because each is then a vector.
            for lanes in row.as_chunks::<8>().0 {
                least.iter_mut().zip(lanes).for_each(|(least, value)| *least = if value < least { *value } else { *least });
            }
            for lanes in row.as_chunks::<8>().0 {
                most.iter_mut().zip(lanes).for_each(|(most, value)| *most = if value > most { *value } else { *most });
            }
            let least = least.into_iter().fold(f32::INFINITY, f32::min);
            let most = most.into_iter().fold(f32::NEG_INFINITY, f32::max);
            let step = ((most - least) / MOST).max(f32::MIN_POSITIVE);
            let turned = 1.0 / step;
            for (number, value) in numbers.iter_mut().zip(row) {
                let place = (value - least) * turned;
                // Beside two to the 23 nothing is left behind the point: the lowest byte is the rounded number.
                *number = (if place < MOST { place } else { MOST } + ROUND).to_bits() as u8;
            }
            self.lines.push((least, step));
        }
    }
}

impl Linear {
    /// The layer of `inner` inputs and `outer` outputs that comes next in `bytes`.
    pub(super) fn read(bytes: &mut Bytes, inner: usize, outer: usize) -> Option<Linear> {
        if !inner.is_multiple_of(2 * INPUTS) || !outer.is_multiple_of(2 * OUTPUTS) {
            return None;
        }
        let weights = bytes.take(inner * outer)?;
        Some(Linear { inner, weights, scales: bytes.floats(outer)?, sums: bytes.floats(outer)?, bias: bytes.floats(outer)? })
    }

    /// How many outputs it has.
    pub(super) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Writes a row of outputs for each of `rows`.
    #[inline(always)]
    pub(super) fn apply(&self, rows: &Rows, instructions: Instructions, out: &mut Vec<f32>) {
        let outer = self.bias.len();
        out.resize(rows.lines.len() * outer, 0.0);
        debug_assert_eq!(rows.numbers.len(), rows.lines.len() * self.inner);
        #[cfg(target_arch = "x86_64")]
        let products = Products::best();
        for at in (0..outer).step_by(2 * OUTPUTS) {
            let block = &self.weights[at * self.inner..(at + 2 * OUTPUTS) * self.inner];
            let mut row = 0;
            while row < rows.lines.len() {
                let count = ROWS.min(rows.lines.len() - row);
                let numbers = &rows.numbers[row * self.inner..(row + count) * self.inner];
                let sums = match instructions {
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: the caller asked the processor for AVX2, and `products` for what it names.
                    Instructions::Avx2 => unsafe {
                        match products {
                            Products::Pairs => rows_pairs(numbers, block, self.inner, count),
                            Products::Fours => rows_fours(numbers, block, self.inner, count),
                            Products::FoursWide => rows_fours_wide(numbers, block, self.inner, count),
                        }
                    },
                    _ => rows_plain(numbers, block, self.inner, count),
                };
                for (side, sums) in sums.iter().take(count).enumerate() {
                    let (least, step) = rows.lines[row + side];
                    let out = &mut out[(row + side) * outer + at..][..2 * OUTPUTS];
                    let (scales, whole, bias) = (&self.scales[at..], &self.sums[at..], &self.bias[at..]);
                    for lane in 0..2 * OUTPUTS {
                        out[lane] = (step * sums[lane] as f32 + least * whole[lane]) * scales[lane] + bias[lane];
                    }
                }
                row += count;
            }
        }
    }
}

/// The sums of up to [`ROWS`] rows for twice eight outputs.
type Sums = [[i32; 2 * OUTPUTS]; ROWS];

fn rows_plain(numbers: &[u8], block: &[u8], inner: usize, count: usize) -> Sums {
    let mut sums = [[0; 2 * OUTPUTS]; ROWS];
    let (first, second) = block.split_at(OUTPUTS * inner);
    for (row, sums) in numbers.chunks_exact(inner).take(count).zip(&mut sums) {
        for (side, weights) in [first, second].into_iter().enumerate() {
            let sums = &mut sums[side * OUTPUTS..][..OUTPUTS];
            for (four, weights) in row.as_chunks::<INPUTS>().0.iter().zip(weights.as_chunks::<{ INPUTS * OUTPUTS }>().0) {
                for output in 0..OUTPUTS {
                    for input in 0..INPUTS {
                        sums[output] += i32::from(four[input]) * i32::from(weights[output * INPUTS + input] as i8);
                    }
                }
            }
        }
    }
    sums
}

/// How a processor with AVX2 multiplies bytes.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Products {
    /// Two at a time.
    Pairs,
    /// Four at a time, as processors without AVX-512 name it.
    Fours,
    /// Four at a time, as those with AVX-512 do.
    FoursWide,
}

#[cfg(target_arch = "x86_64")]
impl Products {
    fn best() -> Products {
        if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512vl") {
            Products::FoursWide
        } else if is_x86_feature_detected!("avxvnni") {
            Products::Fours
        } else {
            Products::Pairs
        }
    }
}

/// Functions for up to [`ROWS`] rows with some instructions. `$add` adds to eight sums the products of two times four bytes: `(sums, first, its weights, second,
/// its weights)`.
#[cfg(target_arch = "x86_64")]
macro_rules! rows {
    ($rows:ident, $block:ident, $features:literal, $add:expr) => {
        #[target_feature(enable = $features)]
        fn $rows(numbers: &[u8], block: &[u8], inner: usize, count: usize) -> Sums {
            if count == ROWS {
                return $block::<ROWS>(numbers, block, inner);
            }
            let mut sums = [[0; 2 * OUTPUTS]; ROWS];
            for (row, sums) in numbers.chunks_exact(inner).take(count).zip(&mut sums) {
                *sums = $block::<1>(row, block, inner)[0];
            }
            sums
        }

        #[target_feature(enable = $features)]
        #[allow(clippy::needless_range_loop)]
        fn $block<const COUNT: usize>(numbers: &[u8], block: &[u8], inner: usize) -> Sums {
            use std::arch::x86_64::*;
            assert!(
                numbers.len() >= COUNT * inner && block.len() >= 2 * OUTPUTS * inner && inner.is_multiple_of(2 * INPUTS) && COUNT <= ROWS
            );
            let mut held = [[_mm256_setzero_si256(); 2]; COUNT];
            // SAFETY: every address lies inside the slices, as was just asked: rows below COUNT, inputs below `inner`, two blocks of eight
            // outputs. Counted loops, because these are unrolled and leave the sums in registers.
            unsafe {
                let mut input = 0;
                while input < inner {
                    let mut weights = [[_mm256_setzero_si256(); 2]; 2];
                    for side in 0..2 {
                        let at = block.as_ptr().add((side * inner + input) * OUTPUTS);
                        weights[side][0] = _mm256_loadu_si256(at.cast());
                        weights[side][1] = _mm256_loadu_si256(at.add(INPUTS * OUTPUTS).cast());
                    }
                    for row in 0..COUNT {
                        let at = numbers.as_ptr().add(row * inner + input);
                        let first = _mm256_set1_epi32(at.cast::<i32>().read_unaligned());
                        let second = _mm256_set1_epi32(at.add(INPUTS).cast::<i32>().read_unaligned());
                        for side in 0..2 {
                            held[row][side] = $add(held[row][side], first, weights[side][0], second, weights[side][1]);
                        }
                    }
                    input += 2 * INPUTS;
                }
                let mut sums = [[0; 2 * OUTPUTS]; ROWS];
                for row in 0..COUNT {
                    for side in 0..2 {
                        _mm256_storeu_si256(sums[row].as_mut_ptr().add(side * OUTPUTS).cast(), held[row][side]);
                    }
                }
                sums
            }
        }
    };
}

// Four products of at most 127 and 63 stay below 2^15.
#[cfg(target_arch = "x86_64")]
rows!(rows_pairs, block_pairs, "avx2", |sums, first, own, second, other| {
    let pairs = _mm256_add_epi16(_mm256_maddubs_epi16(first, own), _mm256_maddubs_epi16(second, other));
    _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
});
#[cfg(target_arch = "x86_64")]
rows!(rows_fours, block_fours, "avx2,avxvnni", |sums, first, own, second, other| {
    _mm256_dpbusd_avx_epi32(_mm256_dpbusd_avx_epi32(sums, first, own), second, other)
});
#[cfg(target_arch = "x86_64")]
rows!(rows_fours_wide, block_fours_wide, "avx2,avx512vnni,avx512vl", |sums, first, own, second, other| {
    _mm256_dpbusd_epi32(_mm256_dpbusd_epi32(sums, first, own), second, other)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_instructions_gives_exact_sums() {
        let (inner, mut rng) = (72, fastrand::Rng::with_seed(3));
        let block: Vec<u8> = (0..2 * OUTPUTS * inner).map(|_| rng.i8(-63..=63) as u8).collect();
        for count in 1..=ROWS {
            for extreme in [false, true] {
                let numbers: Vec<u8> = (0..count * inner).map(|_| if extreme { 127 } else { rng.u8(0..=127) }).collect();
                let plain = rows_plain(&numbers, &block, inner, count);
                for (row, sums) in plain.iter().enumerate().take(count) {
                    for (output, sum) in sums.iter().enumerate() {
                        let weight = |input: usize| {
                            let at = output / 8 * 8 * inner + input / 4 * 32 + output % 8 * 4 + input % 4;
                            i32::from(block[at] as i8)
                        };
                        assert_eq!(*sum, (0..inner).map(|input| i32::from(numbers[row * inner + input]) * weight(input)).sum::<i32>());
                    }
                }
                #[cfg(target_arch = "x86_64")]
                if Instructions::best() == Instructions::Avx2 {
                    // SAFETY: the processor has these instructions, as is asked.
                    unsafe {
                        assert_eq!(rows_pairs(&numbers, &block, inner, count), plain);
                        if Products::best() == Products::FoursWide {
                            assert_eq!(rows_fours_wide(&numbers, &block, inner, count), plain);
                        }
                        if is_x86_feature_detected!("avxvnni") {
                            assert_eq!(rows_fours(&numbers, &block, inner, count), plain);
                        }
                    }
                }
            }
        }
    }
}
