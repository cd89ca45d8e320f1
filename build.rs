//! Compiles the large name lists into one finite-state map: lower-case word to class bits.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

/// Folder of the large lists and the bit of each; `src/lexicon/class.rs` holds the same order.
const LISTS: &[(&str, u64)] = &[("given_names.txt", 1), ("family_names.txt", 2), ("towns.txt", 4), ("womens_names.txt", 1 | 8)];

fn main() -> io::Result<()> {
    let folder = Path::new("src/lexicon/names");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut words = BTreeMap::<String, u64>::new();
    for (file, bits) in LISTS {
        let text = fs::read_to_string(folder.join(file))?;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            *words.entry(line.to_lowercase()).or_default() |= bits;
        }
    }
    let mut map = fst::MapBuilder::memory();
    for (word, bits) in words {
        map.insert(word, bits).map_err(io::Error::other)?;
    }
    let bytes = map.into_inner().map_err(io::Error::other)?;
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    fs::write(Path::new(&out).join("names.fst"), bytes)
}
