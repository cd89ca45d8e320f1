//! Prints who can be meant by each "he", "her" and bare role that speaks, for fitting the ranking with `fit.py`: one JSON object an
//! article, on standard output.
//!
//!     cargo run --profile quick --example referents -- [--weights WEIGHTS] ARTICLE... > places.jsonl
//!
//! The first line holds the names of the columns. Offsets are code points into the file. An article has `people`, the places where each
//! entity is named, and `places`: `span`, `content` (what it says, if it speaks), `candidates`: the entity (-1: nobody; -2 and below: people
//! without a name) and its row.

use std::io::Write;
use std::path::Path;

use onrecord::article::Article;
use onrecord::entity;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::referent::{self, Anaphora, Who};
use onrecord::sourcing::{attribution, resolve};
use onrecord::text::document::decode;
use onrecord::text::{Document, Format, Span};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({ "names": referent::NAMES }))?;
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.first().is_some_and(|first| first == "--weights") {
        anyhow::ensure!(paths.len() > 1 && referent::choose(&std::fs::read_to_string(&paths[1])?), "no weights");
        paths.drain(..2);
    }
    for path in paths {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let format = Format::from_path(Path::new(&path)).unwrap_or(Format::Plain);
        let mut before = 0;
        let points: Vec<usize> = (0..=text.len())
            .map(|byte| {
                before += usize::from(byte > 0 && text.is_char_boundary(byte));
                before
            })
            .collect();
        let article = Article::analyze(Document::new(path.clone(), text, format), Lexicon::shipped(), None);
        let parse = article.parse();
        let span = |prose: Span| {
            let source = article.source(prose);
            [points[source.start as usize], points[source.end as usize]]
        };
        let named = |mention: &&entity::Mention| mention.form.is_name();
        let people: Vec<Value> = (article.entities.entities.iter())
            .map(|entity| {
                json!([
                    entity.name,
                    article.entities.mentions_of(entity.id).filter(named).map(|mention| span(mention.span)).collect::<Vec<_>>()
                ])
            })
            .collect();
        let (entities, _) = entity::read(&parse, None);
        let (mut attributions, _) = attribution::find(&parse, &entities, None, None);
        let anaphora = Anaphora::find(&parse, None);
        let candidate = |(who, row): &(Option<Who>, referent::Row)| {
            let id = match who {
                None => -1,
                Some(Who::Named(id)) => i64::from(*id),
                Some(Who::Stranger(index)) => -2 - i64::from(*index),
            };
            json!([id, row.to_vec()])
        };
        let places: Vec<Value> = resolve::ranked(&parse, &entities, &anaphora, &mut attributions)
            .iter()
            .map(|record| {
                let content: Vec<[usize; 2]> = record.content.iter().map(|content| span(*content)).collect();
                let candidates: Vec<Value> = record.rows.iter().map(candidate).collect();
                json!({ "span": span(parse.tokens[record.at as usize].span), "word": parse.word(record.at as usize), "content": content, "candidates": candidates })
            })
            .collect();
        writeln!(out, "{}", json!({ "path": path, "people": people, "places": places }))?;
    }
    Ok(())
}
