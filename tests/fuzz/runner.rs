//! Runs a target on seeded inputs: a fixed number of them, or as many as fit into the time that the environment gives.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use fastrand::Rng;

/// Runs `one` on `inputs` generators, or on as many as fit into `ONRECORD_FUZZ_SECONDS`; a failure tells the seed that gives it again.
///
/// Seeds count up from `ONRECORD_FUZZ_SEED`, which is 0 unless it is given.
pub fn each(target: &str, inputs: u64, one: impl Fn(&mut Rng)) {
    let first = number("ONRECORD_FUZZ_SEED").unwrap_or(0);
    let limit = number("ONRECORD_FUZZ_SECONDS").map(Duration::from_secs);
    let started = Instant::now();
    let mut seed = first;
    loop {
        let over = match limit {
            Some(limit) => started.elapsed() >= limit,
            None => seed - first >= inputs,
        };
        if over {
            break;
        }
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| one(&mut Rng::with_seed(seed)))) {
            eprintln!("{target}: this is seed {seed}; see it again with ONRECORD_FUZZ_SEED={seed}");
            resume_unwind(panic);
        }
        seed += 1;
    }
    println!("{target}: {} inputs, {:.1} s, no fault", seed - first, started.elapsed().as_secs_f32());
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} takes a whole number, not “{text}”")))
}
