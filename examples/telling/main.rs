//! Prints the evidence on whether each attribution tells where its sentence comes from, for refitting the weights with `fit.py`: one JSON
//! object an attribution, on standard output.
//!
//!     cargo run --profile quick --example telling -- ARTICLE.txt... > attributions.jsonl
//!
//! `cue` and `content` hold code points into the file; `evidence` are numbers into `names` (the first line).

use std::io::Write;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::telling;
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": telling::NAMES.as_slice() }))?;
    for path in std::env::args().skip(1) {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let article = Article::analyze(Document::new(path.clone(), text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let points = |byte: u32| article.document.text[..byte as usize].chars().count();
        for attribution in &article.sourcing.attributions {
            let Some(cue) = &attribution.cue else { continue };
            let pairs = |spans: &[onrecord::text::Span]| -> Vec<[usize; 2]> {
                spans.iter().map(|span| article.source(*span)).map(|span| [points(span.start), points(span.end)]).collect()
            };
            let set = telling::evidence(&parse, attribution);
            let evidence: Vec<usize> = (0..telling::NAMES.len()).filter(|bit| set >> bit & 1 == 1).collect();
            let sourced = attribution.source.is_some() || cue.passive;
            let object = serde_json::json!({ "path": path, "cue": pairs(&cue.spans), "content": pairs(&attribution.content), "sourced": sourced, "evidence": evidence });
            writeln!(out, "{object}")?;
        }
    }
    Ok(())
}
