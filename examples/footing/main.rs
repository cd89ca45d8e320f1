//! Prints the evidence on whether each sentence rests on somebody, for refitting the weights with `fit.py`: one JSON object a sentence, on
//! standard output.
//!
//!     cargo run --profile quick --example footing -- ARTICLE.txt... > sentences.jsonl
//!
//! `start` and `end` are code points into the file; `kinds` is what the program finds that the sentence rests on. `--weights FILE` has it
//! judge by other weights than its own.

use std::io::Write;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::footing;
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.first().is_some_and(|first| first == "--weights") {
        anyhow::ensure!(paths.len() > 1 && footing::choose(&std::fs::read_to_string(&paths[1])?), "no weights");
        paths.drain(..2);
    }
    for path in paths {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let article = Article::analyze(Document::new(path.clone(), text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let points = |byte: u32| article.document.text[..byte as usize].chars().count();
        let sourcing = &article.sourcing;
        let found = footing::training(&parse, &article.entities, &sourcing.attributions, &sourcing.own_words);
        for ((sentence, grounds), features) in parse.sentences.iter().zip(&sourcing.grounds).zip(found) {
            let kinds: Vec<String> = grounds.kinds.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
            let span = article.source(sentence.span);
            let features: serde_json::Map<String, serde_json::Value> =
                features.into_iter().map(|(feature, value)| (footing::evidence::name(feature as usize), value.into())).collect();
            let object = serde_json::json!({ "path": path, "start": points(span.start), "end": points(span.end), "kinds": kinds, "carried": grounds.carried, "weight": grounds.weight, "evidence": features });
            serde_json::to_writer(&mut out, &object)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
