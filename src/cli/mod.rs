//! The command line.

use std::io::Write;
use std::path::Path;

use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::output::jsonl;
use crate::text::document::decode;
use crate::text::{Document, Format};

/// Runs the program; returns its exit code.
pub fn run() -> i32 {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(2).filter(|a| a != "--format" && a != "jsonl") {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Ok(text) = decode(bytes) else { continue };
        let format = Format::from_path(Path::new(&path)).unwrap_or(Format::Plain);
        let article = Article::analyze(Document::new(path, text, format), Lexicon::shipped(), None);
        let findings = crate::check::check(&article);
        let _ = serde_json::to_writer(&mut out, &jsonl::document(&article, &findings, jsonl::Offsets::Char));
        let _ = out.write_all(b"\n");
    }
    0
}
