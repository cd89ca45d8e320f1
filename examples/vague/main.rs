//! Prints the evidence on each source and wording that may name nobody, for refitting the weights with `fit.py`: one JSON object each, on
//! standard output.
//!
//!     cargo run --profile quick --example vague -- ARTICLE.txt... > vague.jsonl
//!
//! `start` and `end` are code points into the file; `evidence` are numbers into `names` (the first line).

use std::io::Write;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::vague::evidence::NAMES;
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": NAMES.as_slice() }))?;
    for path in std::env::args().skip(1) {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let article = Article::analyze(Document::new(path.clone(), text, Format::Plain), Lexicon::shipped(), None);
        let points = |byte: u32| article.document.text[..byte as usize].chars().count();
        for nobody in &article.sourcing.nobody {
            let span = article.source(nobody.span);
            let evidence: Vec<usize> = (0..NAMES.len()).filter(|bit| nobody.evidence >> bit & 1 == 1).collect();
            let object = serde_json::json!({
                "path": path, "start": points(span.start), "end": points(span.end), "wording": format!("{:?}", nobody.wording), "evidence": evidence
            });
            writeln!(out, "{object}")?;
        }
    }
    Ok(())
}
