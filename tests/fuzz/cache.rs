//! The file of `--cache`: whatever stands in it, an analysis takes from it what fits or nothing, and says nothing that cannot be.

use std::hash::{DefaultHasher, Hasher};
use std::sync::OnceLock;

use fastrand::Rng;
use onrecord::article::{Aids, Article};
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::Readings;
use onrecord::text::{Document, Format};

use super::{runner, text};

const ARTICLE: &str = "Marit Oru, the harbour master, said the ferry sank. “We wait,” she said. “Nobody came,” said Nils Veddel.\n\n\
                       The board denied that it knew, according to a senior official. It rained.\n";

#[test]
fn a_cache_is_taken_as_far_as_it_fits() {
    runner::each("cache", 1_500, one);
}

fn one(rng: &mut Rng) {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    let sound = SOUND.get_or_init(|| {
        let readings = Readings::default();
        analysed(&readings);
        readings.bytes()
    });
    let mut bytes = sound.clone();
    // The first line, the model's hash and the sum stay at times, so that what lies behind them is read.
    let start = if rng.u8(..4) == 0 { 0 } else { bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0) + 17 };
    for _ in 0..rng.usize(1..6) {
        let at = rng.usize(start..bytes.len());
        match rng.u8(..8) {
            0 => bytes.truncate(at.max(start + 1)),
            1 => bytes.extend_from_within(at..),
            2 => drop(bytes.splice(at..(at + 4).min(bytes.len()), f32::NAN.to_le_bytes())),
            3 => drop(bytes.splice(at..(at + 4).min(bytes.len()), u32::MAX.to_le_bytes())),
            _ => bytes[at] = rng.u8(..),
        }
    }
    if start > 0 {
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes[start..]);
        bytes.splice(start - 8..start, hasher.finish().to_le_bytes());
    }
    let article = analysed(&Readings::new(&bytes));
    for attribution in &article.sourcing.attributions {
        assert!((0.0..=1.0).contains(&attribution.weight), "{}", attribution.weight);
    }
}

fn analysed(readings: &Readings) -> Article {
    let aids = Aids { kept: Some(readings), ..Aids::default() };
    Article::analyze_with(Document::new(text::path(Format::Plain), ARTICLE, Format::Plain), Lexicon::shipped(), aids)
}
