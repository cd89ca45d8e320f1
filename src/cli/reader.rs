//! Reads files, many at once, and hands over what was made of each in the order of the files.

use std::io::Read;

use rayon::prelude::*;

use super::files::Input;
use super::terminal;
use crate::article::Article;
use crate::config::regular;
use crate::lexicon::Lexicon;
use crate::sourcing::Readings;
use crate::text::document::decode;
use crate::text::{Document, Format, docx};
use crate::workspace::defect::guarded;

/// How many files are held at once: enough to keep every core busy, few enough to bound the memory.
const BATCH: usize = 128;

/// Reads and analyses each file, makes something of it, and hands that over in the order of the files; what cannot be read is an error
/// that costs that file only. The outcomes are the same at any number of threads, and whatever is `kept` of earlier runs.
pub fn for_each<T: Send>(
    files: &[Input],
    jobs: Option<usize>,
    kept: Option<&Readings>,
    make: impl Fn(&Input, Article) -> T + Sync,
    mut hand_over: impl FnMut(&Input, Result<T, String>),
) {
    if let Some(jobs) = jobs {
        // More threads than files that are held at once would have nothing to do. It fails only if threads were started before, and they are not.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.min(BATCH).min(files.len().max(1))).build_global();
    }
    let analyze = |document| match kept {
        Some(kept) => Article::analyze_keeping(document, Lexicon::shipped(), kept),
        None => Article::analyze(document, Lexicon::shipped(), None),
    };
    let one = |input: &Input| guarded(|| read(input).map(|document| make(input, analyze(document)))).and_then(|made| made);
    let progress = terminal::progress(files.len());
    for batch in files.chunks(BATCH) {
        let made: Vec<_> =
            if batch.len() == 1 || jobs == Some(1) { batch.iter().map(one).collect() } else { batch.par_iter().map(one).collect() };
        for (input, made) in batch.iter().zip(made) {
            hand_over(input, made.map_err(|reason| format!("{}: {reason}", input.path)));
        }
        progress.inc(batch.len() as u64);
    }
    progress.finish_and_clear();
}

fn read(input: &Input) -> Result<Document, String> {
    let too_large = || format!("larger than {} bytes, which is the limit (max-file-size in onrecord.toml)", input.max_size);
    let reader: Box<dyn Read> = match &input.file {
        None => Box::new(std::io::stdin().lock()),
        Some(path) => {
            let file = regular::open(path).map_err(|error| error.to_string())?;
            if file.metadata().is_ok_and(|metadata| metadata.len() > input.max_size) {
                return Err(too_large());
            }
            Box::new(file)
        }
    };
    let mut bytes = Vec::new();
    // A pipe or a device has no size to ask for.
    reader.take(input.max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > input.max_size {
        return Err(too_large());
    }
    let word = input.format == Some(Format::Docx) || input.format.is_none() && docx::is_archive(&bytes);
    if word {
        let (text, styles) = docx::read(&bytes).map_err(|error| error.to_string())?;
        return Ok(Document::of_word(input.path.clone(), text, styles));
    }
    let text = decode(bytes).map_err(|error| error.to_string())?;
    let format = input.format.unwrap_or_else(|| Format::of_text(&text));
    Ok(Document::new(input.path.clone(), text, format))
}
