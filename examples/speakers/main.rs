//! Prints who could speak at each "he", "she" and bare role that does, for refitting the ranking with `fit.py`: one JSON object a place,
//! on standard output.
//!
//!     cargo run --profile quick --example speakers -- WEIGHTS ARTICLE.txt... > places.jsonl
//!
//! Who spoke before a place is read with the weights of the file WEIGHTS.
//! `content` holds code points into the file; `candidates` are names, each with its features as numbers into `names` (the first line).

use std::io::Write;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::resolve;
use onrecord::sourcing::speaker::{self, Around};
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": speaker::NAMES }))?;
    let mut arguments = std::env::args().skip(1);
    let weights = arguments.next().ok_or_else(|| anyhow::anyhow!("no file of weights"))?;
    speaker::preset(&std::fs::read_to_string(weights)?);
    for path in arguments {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let article = Article::analyze(Document::new(path.clone(), text, Format::Plain), Lexicon::shipped(), None);
        let (parse, entities, attributions) = (article.parse(), &article.entities, &article.sourcing.attributions);
        let points = |byte: u32| article.document.text[..byte as usize].chars().count();
        for (index, place) in resolve::ranked(&parse, attributions) {
            let content: Vec<[usize; 2]> =
                place.content.iter().map(|span| article.source(*span)).map(|span| [points(span.start), points(span.end)]).collect();
            let features = |set: u64| (0..speaker::NAMES.len()).filter(|bit| set >> bit & 1 == 1).collect::<Vec<_>>();
            let candidates: Vec<_> =
                speaker::read(&parse, entities, place, Around { earlier: &attributions[..index], later: &attributions[index + 1..] })
                    .into_iter()
                    .map(|(id, set)| serde_json::json!([entities.get(id).name, features(set)]))
                    .collect();
            let quote = format!("{:?}", attributions[index].quote);
            let object = serde_json::json!({ "path": path, "word": parse.word(place.head), "quote": quote, "content": content, "candidates": candidates });
            writeln!(out, "{object}")?;
        }
    }
    Ok(())
}
