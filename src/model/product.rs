//! Products of matrices, the one place where the network's time goes.
//!
//! The sums of a block of rows and columns stay in registers while the inner dimension is run through. Each sum is added up in the same
//! order with every set of instructions; only the rounding of a fused multiplication differs.

use crate::model::arithmetic::fused;

/// Floats that are computed together.
const LANES: usize = 8;

/// Adds `rows` (each `inner` wide) times `weights` (`inner` rows) to `sums`. `FUSED` code runs only where AVX2 is.
#[inline(always)]
pub(super) fn multiply<const FUSED: bool>(rows: &[f32], weights: &[f32], sums: &mut [f32], inner: usize) {
    let columns = weights.len() / inner.max(1);
    if columns == 0 || inner == 0 {
        return;
    }
    let whole = columns - columns % LANES;
    let mut four = rows.chunks_exact(4 * inner);
    let mut four_sums = sums.chunks_exact_mut(4 * columns);
    for (rows, sums) in four.by_ref().zip(four_sums.by_ref()) {
        let at = blocks::<FUSED, 4, 2>(rows, weights, sums, inner, columns, 0);
        blocks::<FUSED, 4, 1>(rows, weights, sums, inner, columns, at);
        narrow::<FUSED>(rows, weights, sums, inner, columns, whole);
    }
    for (row, sums) in four.remainder().chunks_exact(inner).zip(four_sums.into_remainder().chunks_exact_mut(columns)) {
        let at = blocks::<FUSED, 1, 8>(row, weights, sums, inner, columns, 0);
        let at = blocks::<FUSED, 1, 4>(row, weights, sums, inner, columns, at);
        blocks::<FUSED, 1, 1>(row, weights, sums, inner, columns, at);
        narrow::<FUSED>(row, weights, sums, inner, columns, whole);
    }
}

/// As many blocks of `ROWS` rows and `WIDE` times [`LANES`] columns as fit from column `at` on; the first column that is left.
#[inline(always)]
fn blocks<const FUSED: bool, const ROWS: usize, const WIDE: usize>(
    rows: &[f32],
    weights: &[f32],
    sums: &mut [f32],
    inner: usize,
    columns: usize,
    at: usize,
) -> usize {
    let mut at = at;
    while at + WIDE * LANES <= columns {
        #[cfg(target_arch = "x86_64")]
        if FUSED {
            // SAFETY: fused code runs only where these instructions are.
            unsafe { block_avx2::<ROWS, WIDE>(rows, weights, sums, inner, columns, at) };
            at += WIDE * LANES;
            continue;
        }
        block_plain::<ROWS, WIDE>(rows, weights, sums, inner, columns, at);
        at += WIDE * LANES;
    }
    at
}

#[inline(always)]
fn block_plain<const ROWS: usize, const WIDE: usize>(
    rows: &[f32],
    weights: &[f32],
    sums: &mut [f32],
    inner: usize,
    columns: usize,
    at: usize,
) {
    let mut held = [[[0.0f32; LANES]; WIDE]; ROWS];
    for (index, line) in weights.chunks_exact(columns).take(inner).enumerate() {
        let (lanes, _) = line[at..at + WIDE * LANES].as_chunks::<LANES>();
        for (row, held) in held.iter_mut().enumerate() {
            let factor = rows[row * inner + index];
            for (held, lanes) in held.iter_mut().zip(lanes) {
                for lane in 0..LANES {
                    held[lane] += factor * lanes[lane];
                }
            }
        }
    }
    for (row, held) in held.iter().enumerate() {
        let sums = &mut sums[row * columns + at..][..WIDE * LANES];
        sums.iter_mut().zip(held.as_flattened()).for_each(|(sum, held)| *sum += held);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[allow(clippy::needless_range_loop)]
fn block_avx2<const ROWS: usize, const WIDE: usize>(
    rows: &[f32],
    weights: &[f32],
    sums: &mut [f32],
    inner: usize,
    columns: usize,
    at: usize,
) {
    use std::arch::x86_64::{_mm256_add_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps};
    assert!(rows.len() >= ROWS * inner && weights.len() >= inner * columns && sums.len() >= ROWS * columns && at + WIDE * LANES <= columns);
    let mut held = [[_mm256_setzero_ps(); WIDE]; ROWS];
    // SAFETY: every address lies inside the slices, as was just asked: rows below ROWS, lines below `inner`, columns from `at` on as far
    // as the block is wide. Counted loops, because these are unrolled and leave the sums in registers.
    unsafe {
        for index in 0..inner {
            let line = weights.as_ptr().add(index * columns + at);
            let mut lanes = [_mm256_setzero_ps(); WIDE];
            for wide in 0..WIDE {
                lanes[wide] = _mm256_loadu_ps(line.add(wide * LANES));
            }
            for row in 0..ROWS {
                let factor = _mm256_set1_ps(*rows.as_ptr().add(row * inner + index));
                for wide in 0..WIDE {
                    held[row][wide] = _mm256_fmadd_ps(factor, lanes[wide], held[row][wide]);
                }
            }
        }
        for row in 0..ROWS {
            for wide in 0..WIDE {
                let sum = sums.as_mut_ptr().add(row * columns + at + wide * LANES);
                _mm256_storeu_ps(sum, _mm256_add_ps(_mm256_loadu_ps(sum), held[row][wide]));
            }
        }
    }
}

/// The columns from `at` on, fewer than [`LANES`].
#[inline(always)]
fn narrow<const FUSED: bool>(rows: &[f32], weights: &[f32], sums: &mut [f32], inner: usize, columns: usize, at: usize) {
    if at == columns {
        return;
    }
    for (row, sums) in rows.chunks_exact(inner).zip(sums.chunks_exact_mut(columns)) {
        let mut held = [0.0f32; LANES];
        for (factor, line) in row.iter().zip(weights.chunks_exact(columns)) {
            for (held, weight) in held.iter_mut().zip(&line[at..]) {
                *held = fused::<FUSED>(*factor, *weight, *held);
            }
        }
        sums[at..].iter_mut().zip(held).for_each(|(sum, held)| *sum += held);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_of_every_width_are_right() {
        for (rows, inner, columns) in [(1, 1, 1), (1, 3, 7), (5, 4, 29), (4, 2, 72), (9, 6, 200)] {
            let left: Vec<f32> = (0..rows * inner).map(|at| (at % 7) as f32 - 3.0).collect();
            let right: Vec<f32> = (0..inner * columns).map(|at| (at % 5) as f32 - 2.0).collect();
            let mut sums = vec![1.0; rows * columns];
            multiply::<false>(&left, &right, &mut sums, inner);
            for row in 0..rows {
                for column in 0..columns {
                    let wanted: f32 = 1.0 + (0..inner).map(|at| left[row * inner + at] * right[at * columns + column]).sum::<f32>();
                    assert_eq!(sums[row * columns + column], wanted, "{rows} {inner} {columns}");
                }
            }
        }
    }
}
