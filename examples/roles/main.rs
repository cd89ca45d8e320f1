//! Prints what could be the role of each person, for refitting the choice with `fit.py`: one JSON object an article, on standard output.
//!
//!     cargo run --profile quick --example roles -- ARTICLE... > offers.jsonl
//!
//! `people` holds each person's places (code points of the names' beginnings in the file) and offers: the words, and the features that hold
//! of them as numbers into `names` (the first line).

use std::io::Write;

use onrecord::article::Article;
use onrecord::entity::{EntityType, role};
use onrecord::lexicon::Lexicon;
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": role::NAMES }))?;
    for path in std::env::args().skip(1) {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let format = Format::from_path(std::path::Path::new(&path)).unwrap_or(Format::Plain);
        let article = Article::analyze(Document::new(path.clone(), text, format), Lexicon::shipped(), None);
        let (parse, entities) = (article.parse(), &article.entities);
        let points = |byte: u32| article.document.text[..byte as usize].chars().count();
        let offers = role::offers(&parse, entities);
        let features = |set: u128| (0..role::NAMES.len()).filter(|bit| set >> bit & 1 == 1).collect::<Vec<_>>();
        let people = entities.entities.iter().filter(|entity| entity.kind == EntityType::Person).map(|entity| {
            let names = entities.mentions_of(entity.id).filter(|mention| mention.form.is_name());
            let places: Vec<usize> = names.map(|mention| points(article.source(mention.span).start)).collect();
            let offered = offers.iter().filter(|offer| offer.entity == entity.id);
            let offered: Vec<_> =
                offered.map(|offer| serde_json::json!([offer.span.of(&parse.prose.text), features(offer.evidence)])).collect();
            serde_json::json!({ "name": entity.name, "places": places, "offers": offered })
        });
        let object = serde_json::json!({ "path": path, "people": people.collect::<Vec<_>>() });
        writeln!(out, "{object}")?;
    }
    Ok(())
}
