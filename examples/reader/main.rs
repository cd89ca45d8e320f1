//! Writes what the reader's layer over the article is fitted on: for each article what the encoder reads of its sentences, and their facts.
//!
//!     cargo run --profile quick --example reader -- ENCODER.bin OUT ARTICLE...
//!
//! `OUT.jsonl` has a line an article: its path, where its sentences stand (code points into the file), what the formulas say of each (log odds that a
//! desk asks, `null` where it holds no claims; the chance of a source), how many numbers are read of a sentence and how many facts there are. `OUT.f32` has the
//! numbers and then the facts of one sentence after another, as little-endian floats.

use std::fs::{self, File};
use std::io::{BufWriter, Write};

use anyhow::Context;
use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::model::encoder::{Cut, Encoder};
use onrecord::model::network::Instructions;
use onrecord::sourcing::claim::weight;
use onrecord::sourcing::reader::{self, facts};
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

/// Sentences that are read together.
const TOGETHER: usize = 16;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (encoder, out) = arguments.next().zip(arguments.next()).context("an encoder and an output are wanted")?;
    let encoder = Encoder::new(fs::read(&encoder)?.leak()).with_context(|| format!("{encoder} holds no encoder"))?;
    let mut lines = BufWriter::new(File::create(format!("{out}.jsonl"))?);
    let mut numbers = BufWriter::new(File::create(format!("{out}.f32"))?);
    for path in arguments {
        let Ok(text) = decode(fs::read(&path)?) else { continue };
        let format = Format::of_named(path.as_ref()).unwrap_or_else(|| Format::of_text(&text));
        let article = Article::analyze(Document::new(path.clone(), text, format), Lexicon::shipped(), None);
        let (parse, sourcing) = (article.parse(), &article.sourcing);
        let facts = facts::training(&parse, &article.entities, sourcing);
        let statements: Vec<_> = sourcing.own_words.iter().map(|own| own.statement.as_ref()).collect();
        let mut odds = vec![None; parse.sentences.len()];
        for reading in weight::read(&parse, &article.entities, &sourcing.attributions, &sourcing.grounds, &statements) {
            odds[reading.sentence] = Some(reading.odds);
        }
        let own: Vec<usize> = (0..parse.sentences.len()).filter(|index| reader::reads(parse.block_of(*index).role)).collect();
        let cuts: Vec<Cut> = own.iter().map(|index| encoder.cut(parse.sentences[*index].span.of(&parse.prose.text))).collect();
        let some: Vec<&Cut> = cuts.iter().collect();
        let read: Vec<f32> = some.chunks(TOGETHER).flat_map(|some| encoder.read(some, Instructions::best())).collect();
        let text = &article.document.text;
        let points = |byte: u32| text[..byte as usize].chars().count();
        let mut sentences = Vec::new();
        for (index, read) in own.iter().zip(read.chunks_exact(encoder.numbers())) {
            let span = article.source(parse.sentences[*index].span);
            sentences.push(serde_json::json!({
                "start": points(span.start), "end": points(span.end), "odds": odds[*index], "rests": sourcing.grounds[*index].weight,
            }));
            read.iter().chain(&facts[*index]).try_for_each(|number| numbers.write_all(&number.to_le_bytes()))?;
        }
        let line = serde_json::json!({
            "path": path, "sentences": sentences, "numbers": encoder.numbers(), "facts": facts::COUNT,
        });
        writeln!(lines, "{line}")?;
    }
    Ok(())
}
