//! Gated recurrent layers, one direction at a time.

use super::arithmetic::{fused, sigmoid, tanh};
use super::product::multiply;

/// One direction of a layer.
#[derive(Debug, Clone)]
pub(super) struct Direction {
    input: Vec<f32>,
    recurrent: Vec<f32>,
    bias: Vec<f32>,
    candidate: Vec<f32>,
}

/// Memory that is used again.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    gates: Vec<f32>,
    step: Vec<f32>,
    state: Vec<f32>,
}

/// Which way a direction runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From the first row on.
    Forward,
    /// From the last row back.
    Backward,
}

impl Direction {
    /// The direction of `inputs` and `hidden` units that `take` gives the floats of: the input weights (by input, then by gate: reset, update,
    /// candidate), the recurrent weights, the bias, the candidate's recurrent bias.
    pub(super) fn read(take: &mut impl FnMut(usize) -> Option<Vec<f32>>, inputs: usize, hidden: usize) -> Option<Direction> {
        Some(Direction {
            input: take(inputs * 3 * hidden)?,
            recurrent: take(hidden * 3 * hidden)?,
            bias: take(3 * hidden)?,
            candidate: take(hidden)?,
        })
    }

    /// Runs over sequences of `rows` (each `width` wide), which have so many rows each (`lengths`), the longest first, and tells `out` the state at
    /// each row.
    #[inline(always)]
    pub(super) fn run<const FUSED: bool>(
        &self,
        way: Way,
        rows: &[f32],
        width: usize,
        lengths: &[usize],
        scratch: &mut Scratch,
        mut out: impl FnMut(usize, &[f32]),
    ) {
        let Scratch { gates, step, state } = scratch;
        let hidden = self.candidate.len();
        gates.clear();
        (0..rows.len() / width).for_each(|_| gates.extend_from_slice(&self.bias));
        multiply::<FUSED>(rows, &self.input, gates, width);
        state.clear();
        state.resize(lengths.len() * hidden, 0.0);
        for number in 0..lengths.first().copied().unwrap_or_default() {
            // As sequences end, the last ones fall out.
            state.truncate(lengths.partition_point(|length| *length > number) * hidden);
            step.clear();
            step.resize(state.len() * 3, 0.0);
            multiply::<FUSED>(state, &self.recurrent, step, hidden);
            let mut first = 0;
            for ((state, step), length) in state.chunks_exact_mut(hidden).zip(step.chunks_exact(3 * hidden)).zip(lengths) {
                let at = first + if way == Way::Forward { number } else { length - 1 - number };
                turn::<FUSED>(&gates[at * 3 * hidden..][..3 * hidden], step, &self.candidate, state);
                out(at, state);
                first += length;
            }
        }
    }
}

/// One step of a gated recurrent unit; `gates` come from the input, `step` from the state before, both as reset, update, candidate.
#[inline(always)]
fn turn<const FUSED: bool>(gates: &[f32], step: &[f32], bias: &[f32], state: &mut [f32]) {
    let hidden = state.len();
    let (reset, update, candidate) = (&gates[..hidden], &gates[hidden..2 * hidden], &gates[2 * hidden..3 * hidden]);
    let (reset_step, update_step, candidate_step) = (&step[..hidden], &step[hidden..2 * hidden], &step[2 * hidden..3 * hidden]);
    let bias = &bias[..hidden];
    for at in 0..hidden {
        let r = sigmoid::<FUSED>(reset[at] + reset_step[at]);
        let z = sigmoid::<FUSED>(update[at] + update_step[at]);
        let inner = fused::<FUSED>(r, candidate_step[at] + bias[at], candidate[at]);
        let c = tanh::<FUSED>(inner);
        state[at] = fused::<FUSED>(z, c - state[at], state[at]);
    }
}
