//! What a set of weights was made from, and how well it does.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest, Sha256};

/// The contents of `manifest.toml`.
pub struct Manifest {
    seed: u64,
    inputs: BTreeMap<String, String>,
    figures: Vec<(String, String)>,
    weights: Vec<(String, usize, String)>,
}

impl Manifest {
    /// A manifest that knows its seed only.
    pub fn new(seed: u64) -> Manifest {
        Manifest { seed, inputs: BTreeMap::new(), figures: Vec::new(), weights: Vec::new() }
    }

    /// Records an input file by its path below the data folder.
    pub fn input(&mut self, name: &str, bytes: &[u8]) {
        self.inputs.insert(name.to_owned(), hash(bytes));
    }

    /// Records and prints a figure.
    pub fn figure(&mut self, name: &str, value: String) {
        println!("{name:<44} {value}");
        self.figures.push((name.to_owned(), value));
    }

    /// Records a file of weights.
    pub fn weights(&mut self, name: &str, bytes: &[u8]) {
        println!("{name:<44} {} bytes", bytes.len());
        self.weights.push((name.to_owned(), bytes.len(), hash(bytes)));
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "# Written by `cargo run --release --example train`; see src/model/CARD.md.\nseed = {}", self.seed)?;
        for (name, length, hash) in &self.weights {
            writeln!(out, "\n[[weights]]\nfile = \"{name}\"\nbytes = {length}\nsha256 = \"{hash}\"")?;
        }
        writeln!(out, "\n[figures]")?;
        for (name, value) in &self.figures {
            writeln!(out, "\"{name}\" = \"{value}\"")?;
        }
        writeln!(out, "\n# SHA-256 of each input.\n[inputs]")?;
        for (name, hash) in &self.inputs {
            writeln!(out, "\"{name}\" = \"{hash}\"")?;
        }
        Ok(())
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
