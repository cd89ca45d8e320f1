//! What one inserted character costs the analysis and the rules, and what an article costs from nothing.
//!
//!     cargo bench --bench keystroke
//!
//! Times vary with the machine; compare two builds in one sitting. `tests/latency.py` measures the same through the server.

use std::path::Path;

use divan::{Bencher, black_box};
use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

const SIZES: [usize; 3] = [5_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

/// About `length` bytes of the sample articles, one after another; a paragraph that comes again is another one.
fn text(length: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let seeds: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).expect("a seed")).collect();
    let mut text = String::new();
    for turn in 0.. {
        for paragraph in seeds.iter().flat_map(|seed| seed.split('\n')).filter(|paragraph| !paragraph.is_empty()) {
            if text.len() >= length {
                return text;
            }
            text.push_str(&format!("{paragraph} That was on day {turn}.\n\n"));
        }
    }
    text
}

fn article(text: &str, previous: Option<&Article>) -> Article {
    Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), previous)
}

/// The text with a word begun in the middle, a letter longer than the last time.
fn typed(text: &str, letters: usize) -> String {
    let middle = text.len() / 2 + text[text.len() / 2..].find(' ').unwrap_or_default() + 1;
    format!("{}{}{}", &text[..middle], &"harbourmaster"[..letters], &text[middle..])
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn keystroke(bencher: Bencher, length: usize) {
    let text = text(length);
    let (before, after) = (article(&typed(&text, 3), None), typed(&text, 4));
    bencher.bench_local(|| article(black_box(&after), Some(&before)));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn rules(bencher: Bencher, length: usize) {
    let article = article(&text(length), None);
    bencher.bench_local(|| check(black_box(&article), &Settings::default()));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn from_nothing(bencher: Bencher, length: usize) {
    let text = text(length);
    bencher.bench_local(|| article(black_box(&text), None));
}
