//! One fuzz target for each boundary that something from outside crosses: articles in three formats, edits, configuration, caches,
//! arguments.
//!
//! Each target runs a fixed number of seeded inputs on the stable toolchain, so that every machine does the same; `tests/fuzz.sh` runs
//! them for longer. What is fed in is made by grammars of nasty things and not by coverage: the grammar knows what an article, a
//! configuration and a command line consist of, which no coverage tool would find out in a minute.
//!
//!     ONRECORD_FUZZ_SECONDS=60 cargo test fuzz:: -- --nocapture   each target for a minute
//!     ONRECORD_FUZZ_SEED=1234 cargo test fuzz::prose             what seed 1234 and those after it give

// What fuzzing needs: seeds, time limits, articles.
mod runner;
mod text;
mod words;

// The targets, one module a boundary.
mod analysis;
mod arguments;
mod cache;
mod configuration;
mod edits;
mod incremental;
mod prose;
