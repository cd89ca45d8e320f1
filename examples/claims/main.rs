//! Prints what the claim formula sees, for refitting it with `fit.py`: one JSON object a sentence, on standard output.
//!
//!     cargo run --profile quick --example claims -- ARTICLE.txt... > features.jsonl
//!
//! `start` and `end` are code points into the file. `--footing FILE` has what a sentence rests on judged by other weights than the
//! program's own: by some that were fitted without these articles.

use std::io::Write;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::claim::{feature, weight};
use onrecord::sourcing::footing;
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.first().is_some_and(|first| first == "--footing") {
        anyhow::ensure!(paths.len() > 1 && footing::choose(&std::fs::read_to_string(&paths[1])?), "no weights");
        paths.drain(..2);
    }
    for path in paths {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let article = Article::analyze(Document::new(path.clone(), text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let text = &article.document.text;
        let points = |byte: u32| text[..byte as usize].chars().count();
        let sourcing = &article.sourcing;
        let statements: Vec<_> = sourcing.own_words.iter().map(|own| own.statement.as_ref()).collect();
        for reading in weight::read(&parse, &article.entities, &sourcing.attributions, &sourcing.grounds, &statements) {
            let sentence = parse.sentences[reading.sentence];
            let span = article.source(sentence.span);
            let features: serde_json::Map<String, serde_json::Value> = reading
                .statement
                .features
                .iter()
                .chain(&reading.place)
                .map(|(feature, value)| (feature::name(*feature as usize), (*value).into()))
                .collect();
            let first = sentence.first as usize;
            let opens = reading.sentence == 0 || parse.sentences[reading.sentence - 1].block != sentence.block;
            let triggers = reading.statement.triggers.iter().map(|trigger| {
                let span = parse.span(trigger.tokens.start + first..trigger.tokens.end + first);
                let supported = sourcing
                    .claims
                    .iter()
                    .any(|claim| claim.sentence as usize == reading.sentence && claim.kind == trigger.kind && claim.support.is_some());
                (format!("{:?}", trigger.kind), span.of(&parse.prose.text), supported)
            });
            let triggers: Vec<_> = triggers.collect();
            let object = serde_json::json!({
                "path": path, "start": points(span.start), "end": points(span.end), "opens": opens, "odds": reading.odds, "features": features, "triggers": triggers,
            });
            serde_json::to_writer(&mut out, &object)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
