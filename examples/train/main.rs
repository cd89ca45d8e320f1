//! Trains what `src/model` embeds, writes the weights and a manifest of what they were made from, and prints figures on documents
//! held back. The same seed, data and lexicon give the same bytes; `--check` trains again and compares.
//!
//!     cargo run --release --example train -- --data ../shared/data --seed 1 [--keep-tagger] [--check]
//!
//! What the rest of the program fits to parts of speech is fitted to the tagger that ships: `--keep-tagger` trains all but it.

mod clusters;
mod corpora;
mod field;
mod kinds;
mod manifest;
mod names;
mod perceptron;
mod silver;
mod tags;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use onrecord::model::clusters::Clusters;

/// Where the weights live, from the package's folder.
const WEIGHTS: &str = "src/model/weights";

/// Trains the tagger, the name tagger and the weights of names' kinds.
#[derive(Parser)]
struct Options {
    /// Folder that holds `open/`.
    #[arg(long)]
    data: PathBuf,
    /// Seed of everything that is drawn by lot.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Train again and compare with the weights that are there, writing nothing.
    #[arg(long)]
    check: bool,
    /// Leave the tagger as it is, and train the rest on its tags.
    #[arg(long)]
    keep_tagger: bool,
    /// Only one of the four: "clusters", "tagger", "names" or "kinds".
    #[arg(long)]
    only: Option<String>,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let mut manifest = manifest::Manifest::new(options.seed);
    let mut files = Vec::new();
    let wanted = |part: &str| options.only.as_deref().is_none_or(|only| only == part);
    let clusters = match wanted("clusters") {
        true => clusters::train(&options.data, options.seed, &mut manifest)?,
        false => std::fs::read(Path::new(WEIGHTS).join("clusters.bin"))?,
    };
    let table = Clusters::new(&clusters);
    if options.keep_tagger {
        // What it was trained on stays in the manifest (MASC is read for the clusters too).
        corpora::gum(&options.data, &mut manifest)?;
        files.push(("tagger.bin", std::fs::read(Path::new(WEIGHTS).join("tagger.bin"))?));
    } else if wanted("tagger") {
        files.push(("tagger.bin", tags::train(&options.data, options.seed, &table, &mut manifest)?));
    }
    if wanted("names") {
        let tagger = match files.first() {
            Some((_, bytes)) => bytes.clone(),
            None => std::fs::read(Path::new(WEIGHTS).join("tagger.bin"))?,
        };
        files.push(("names.bin", names::train(&options.data, options.seed, &tagger, &table, &mut manifest)?));
    }
    if wanted("kinds") {
        let read = |name: &str| match files.iter().find(|(file, _)| *file == name) {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => std::fs::read(Path::new(WEIGHTS).join(name)),
        };
        let (tagger, names) = (read("tagger.bin")?, read("names.bin")?);
        files.push(("kinds.bin", kinds::train(&options.data, options.seed, [&tagger, &names], &table, &mut manifest)?));
    }
    if wanted("clusters") {
        files.push(("clusters.bin", clusters.clone()));
    }
    let mut same = true;
    for (name, bytes) in &files {
        manifest.weights(name, bytes);
        let path = Path::new(WEIGHTS).join(name);
        if options.check {
            let equal = std::fs::read(&path)? == *bytes;
            println!("{name}: {}", if equal { "the same" } else { "DIFFERS" });
            same &= equal;
        } else {
            std::fs::write(&path, bytes)?;
        }
    }
    if !options.check && options.only.is_none() {
        std::fs::write(Path::new(WEIGHTS).join("manifest.toml"), manifest.to_string())?;
    }
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
