//! Writes what the attribution network sees of articles, for training it with `train.py` beside this file.
//!
//!     cargo run --profile quick --example attribution -- OUT.bin ARTICLE.txt...
//!
//! All numbers are little-endian. The file holds a JSON line with the groups of features, then for each article: name (u32 length,
//! UTF-8), sentences (u32 count; each u32 tokens), tokens (u32 count; each u32 start, u32 end in code points of the file, u16 count of
//! ids, u16 ids), and the rules' attributions (u32 count; each u32 source count, cue count, content count, then the token ranges as
//! pairs of u32, then f32 weight, u32 sentence).

use std::io::Write;
use std::ops::Range;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::sourcing::attribution::{network::rows, training_rows};
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or_else(|| anyhow::anyhow!("OUT.bin ARTICLE.txt..."))?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "{}", serde_json::json!(rows::GROUPS))?;
    for path in arguments {
        let Ok(text) = decode(std::fs::read(&path)?) else { continue };
        let article = Article::analyze(Document::new(path.clone(), text, Format::Plain), Lexicon::shipped(), None);
        write(&mut out, &path, &article)?;
    }
    Ok(())
}

fn write(out: &mut impl Write, path: &str, article: &Article) -> anyhow::Result<()> {
    let parse = article.parse();
    let (rows, made) = training_rows(&parse, &article.entities);
    // Code points before each byte, so that no span is counted from the start.
    let mut points = vec![0u32; article.document.text.len() + 1];
    let mut count = 0;
    for (byte, _) in article.document.text.char_indices() {
        points[byte] = count;
        count += 1;
    }
    if let Some(last) = points.last_mut() {
        *last = count;
    }
    let number = |out: &mut dyn Write, value: usize| out.write_all(&(value as u32).to_le_bytes());
    number(out, path.len())?;
    out.write_all(path.as_bytes())?;
    number(out, parse.sentences.len())?;
    for sentence in parse.sentences {
        number(out, sentence.tokens().len())?;
    }
    number(out, rows.len())?;
    for (index, token) in parse.tokens.iter().enumerate() {
        let span = article.source(token.span);
        number(out, points[span.start as usize] as usize)?;
        number(out, points[span.end as usize] as usize)?;
        let ids = rows.of(index);
        out.write_all(&(ids.len() as u16).to_le_bytes())?;
        for id in ids {
            out.write_all(&id.to_le_bytes())?;
        }
    }
    number(out, made.len())?;
    for draft in made {
        let source: Vec<Range<usize>> = draft.source.into_iter().collect();
        for ranges in [&source, &draft.cue, &draft.content] {
            number(out, ranges.len())?;
        }
        for range in source.iter().chain(&draft.cue).chain(&draft.content) {
            number(out, range.start)?;
            number(out, range.end)?;
        }
        out.write_all(&draft.weight.to_le_bytes())?;
        number(out, draft.sentence)?;
    }
    Ok(())
}
