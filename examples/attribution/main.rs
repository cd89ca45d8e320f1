//! Writes what the attribution network sees of articles, for training it with `train.py` beside this file.
//!
//!     cargo run --release --example attribution -- features OUT.bin ARTICLE.txt...
//!     cargo run --release --example attribution -- links SPANS.jsonl ARTICLE.txt... > CHOICES.jsonl
//!     cargo run --release --example attribution -- time WIDTH,HIDDEN,LAYERS ARTICLE.txt...
//!
//! `features` writes a JSON line with the groups of features, then for each article, all numbers little-endian: its path (u32 length,
//! UTF-8), its sentences (u32 count; each u32 tokens) and its tokens (u32 count; each u32 start, u32 end in code points of the file,
//! u16 count of ids, u16 ids).
//!
//! `links` reads a JSON line an article, `[[[start, end], …], [cues], [contents]]` of tokens for each sentence, and prints the choices
//! to make between them as `{"article", "wanted": "source" | "cue", "of", "options": [[span or null, [feature, …]], …]}`.
//!
//! `time` prints how long a network of that size takes for a sentence of about 30 tokens, on one core.

use std::io::Write;
use std::ops::Range;
use std::time::{Duration, Instant};

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::model::network::{Instructions, Network, Scratch};
use onrecord::sourcing::attribution::network::LABELS;
use onrecord::sourcing::attribution::network::link::{Marked, Wanted};
use onrecord::sourcing::attribution::network::rows::{self, Rows};
use onrecord::sourcing::attribution::{training_choices, training_rows};
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, file, articles @ ..] = arguments.as_slice() else {
        anyhow::bail!("features OUT | links SPANS | time SIZES, then ARTICLE.txt...")
    };
    match mode.as_str() {
        "features" => features(file, articles),
        "links" => links(file, articles),
        "time" => time(file, articles),
        _ => anyhow::bail!("features, links or time, not {mode}"),
    }
}

fn read(path: &str) -> anyhow::Result<Article> {
    let text = decode(std::fs::read(path)?).map_err(|error| anyhow::anyhow!("{path}: {error:?}"))?;
    Ok(Article::analyze(Document::new(path.to_owned(), text, Format::Plain), Lexicon::shipped(), None))
}

fn features(file: &str, articles: &[String]) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    writeln!(out, "{}", serde_json::json!(rows::GROUPS))?;
    for path in articles {
        write(&mut out, path, &read(path)?)?;
    }
    Ok(())
}

/// Token pairs of one sentence's sources, cues and contents.
type Pairs = [Vec<(usize, usize)>; 3];

fn links(file: &str, articles: &[String]) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let spans = std::fs::read_to_string(file)?;
    for (index, (path, line)) in articles.iter().zip(spans.lines()).enumerate() {
        let article = read(path)?;
        let sentences: Vec<Pairs> = serde_json::from_str(line)?;
        let ranges = |pairs: &[(usize, usize)]| pairs.iter().map(|(start, end)| *start..*end).collect();
        let marked: Vec<Marked> = sentences
            .iter()
            .map(|[sources, cues, contents]| Marked { sources: ranges(sources), cues: ranges(cues), contents: ranges(contents) })
            .collect();
        for choice in training_choices(&article.parse(), &marked) {
            let wanted = if choice.wanted == Wanted::Source { "source" } else { "cue" };
            let pair = |range: &Range<usize>| [range.start, range.end];
            let options: Vec<_> = choice.options.iter().map(|(span, features)| (span.as_ref().map(pair), features)).collect();
            let object = serde_json::json!({"article": index, "wanted": wanted, "of": pair(&choice.of), "options": options});
            writeln!(out, "{object}")?;
        }
    }
    Ok(())
}

/// Times a network without knowledge: only its sizes matter.
fn time(sizes: &str, articles: &[String]) -> anyhow::Result<()> {
    let sizes: Vec<u32> = sizes.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let [width, hidden, layers] = sizes[..] else { anyhow::bail!("WIDTH,HIDDEN,LAYERS") };
    let mut bytes: Vec<u8> =
        [rows::FEATURES as u32, width, hidden, layers, LABELS as u32, 0].iter().flat_map(|size| size.to_le_bytes()).collect();
    let inputs: u32 = (0..layers).map(|layer| if layer == 0 { width } else { 2 * hidden }).sum();
    let last = if layers == 0 { width } else { 2 * hidden } as usize;
    let gates = 2 * 3 * hidden * (inputs + layers * (hidden + 1)) + 2 * layers * hidden;
    let weights = rows::FEATURES * width as usize + gates as usize + (last + LABELS + 2) * LABELS;
    bytes.resize(bytes.len() + 2 * weights, 0);
    let Some(network) = Network::new(&bytes) else { anyhow::bail!("no such network") };
    let read: Vec<Article> = articles.iter().map(|path| read(path)).collect::<anyhow::Result<_>>()?;
    let rows: Vec<Rows> = read.iter().map(|article| training_rows(&article.parse(), &article.entities)).collect();
    let mut sentences: Vec<Vec<&[u16]>> = Vec::new();
    for (article, rows) in read.iter().zip(&rows) {
        let long = article.parse().sentences.iter().filter(|sentence| (27..=33).contains(&sentence.tokens().len()));
        sentences.extend(long.map(|sentence| sentence.tokens().map(|at| rows.of(at)).collect()));
    }
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.len()));
    let (alone, together) = (microseconds(&network, &sentences, 1), microseconds(&network, &sentences, 8));
    println!("{} bytes, {alone:.0} µs a sentence of 27 to 33 tokens, {together:.0} µs with seven others", bytes.len());
    Ok(())
}

/// The time a sentence that is read with others, so many at once. The best of many runs counts: what else the machine does is not the
/// network's.
fn microseconds(network: &Network, sentences: &[Vec<&[u16]>], at_once: usize) -> f64 {
    let (mut sum, mut scratch) = (Duration::ZERO, Scratch::default());
    for group in sentences.chunks(at_once) {
        let ids = group.concat();
        let lengths: Vec<usize> = group.iter().map(Vec::len).collect();
        let once = || {
            let begun = Instant::now();
            let scores = network.scores(&ids, &lengths, Instructions::best(), &mut scratch);
            let mut first = 0;
            for length in &lengths {
                std::hint::black_box(network.path(&scores[first * LABELS..(first + length) * LABELS]));
                first += length;
            }
            begun.elapsed()
        };
        sum += std::iter::repeat_with(once).take(100).min().unwrap_or_default();
    }
    sum.as_secs_f64() * 1e6 / sentences.len().max(1) as f64
}

fn write(out: &mut impl Write, path: &str, article: &Article) -> anyhow::Result<()> {
    let parse = article.parse();
    let rows = training_rows(&parse, &article.entities);
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
    Ok(())
}
