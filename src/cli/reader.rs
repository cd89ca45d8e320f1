//! Reads files, many at once, and hands over what was made of each in the order of the files.

use std::io::Read;

use rayon::prelude::*;

use super::changes::git::{Text, Texts};
use super::changes::lfs;
use super::files::{Earlier, Failure, Input, Origin};
use super::terminal;
use crate::article::{Aids, Article};
use crate::config::{Settings, regular};
use crate::lexicon::Lexicon;
use crate::sourcing::Readings;
use crate::text::document::decode;
use crate::text::{Document, Format, docx};
use crate::workspace::defect::guarded;

/// How many files are held at once: enough to keep every core busy, few enough to bound the memory.
const BATCH: usize = 128;

/// What articles are read with.
#[derive(Clone, Copy, Default)]
pub struct Reader<'a> {
    /// What is known of sentences from earlier runs.
    pub kept: Option<&'a Readings>,
    /// Where what is stored is read.
    pub texts: Option<&'a Texts>,
}

impl Reader<'_> {
    /// Reads and analyses each file, makes something of it, and hands that over in the order of the files; what cannot be read is an error
    /// that costs that file only. The outcomes are the same at any number of threads, and whatever is kept of earlier runs.
    pub fn for_each<T: Send>(
        &self,
        files: &[Input],
        jobs: Option<usize>,
        make: impl Fn(&Input, Article) -> Result<T, String> + Sync,
        mut hand_over: impl FnMut(&Input, Result<T, Failure>),
    ) {
        if let Some(jobs) = jobs {
            // More threads than files that are held at once would have nothing to do. It fails only if threads were started before, and they are not.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.min(BATCH).min(files.len().max(1))).build_global();
        }
        let one = |input: &Input| {
            let made = guarded(|| self.read(input).map(|document| make(input, self.analyze(document, &input.settings))));
            made.and_then(|made| made).and_then(|made| made)
        };
        let progress = terminal::progress(files.len());
        for batch in files.chunks(BATCH) {
            let made: Vec<_> =
                if batch.len() == 1 || jobs == Some(1) { batch.iter().map(one).collect() } else { batch.par_iter().map(one).collect() };
            for (input, made) in batch.iter().zip(made) {
                hand_over(input, made.map_err(|reason| Failure::of(&input.path, reason)));
            }
            progress.inc(batch.len() as u64);
        }
        progress.finish_and_clear();
    }

    /// Analyses a document by what is set for it.
    pub fn analyze(&self, document: Document, settings: &Settings) -> Article {
        let aids = Aids { kept: self.kept, reader: settings.reader, ..Aids::default() };
        Article::analyze_with(document, Lexicon::shipped(), aids)
    }

    /// An earlier version of a file, analysed; `None` where it was no text that is read, so that nothing of it is known.
    ///
    /// # Errors
    ///
    /// What to tell where it should be there and is not.
    pub fn earlier(&self, input: &Input, earlier: &Earlier) -> Result<Option<Article>, String> {
        let unread = |why: &str| format!("its earlier version cannot be read: {why}");
        let bytes = self.bytes(&earlier.origin, input.max_size).map_err(|why| unread(&why))?;
        if bytes.as_deref().is_some_and(lfs::is_pointer) {
            return Err(unread(lfs::NOT_HERE));
        }
        let document = bytes.and_then(|bytes| document(&input.path, bytes, earlier.format).ok());
        Ok(document.map(|document| self.analyze(document, &input.settings)))
    }

    fn read(&self, input: &Input) -> Result<Document, String> {
        let too_large = || format!("larger than {} bytes, which is the limit (max-file-size in onrecord.toml)", input.max_size);
        document(&input.path, self.bytes(&input.origin, input.max_size)?.ok_or_else(too_large)?, input.format)
    }

    /// The bytes of a text; `None` if there are more than `most`.
    pub fn bytes(&self, origin: &Origin, most: u64) -> Result<Option<Vec<u8>>, String> {
        let source: Box<dyn Read> = match origin {
            Origin::Standard => Box::new(std::io::stdin().lock()),
            Origin::File(path) => {
                let file = regular::open(path).map_err(|error| error.to_string())?;
                if file.metadata().is_ok_and(|metadata| metadata.len() > most) {
                    return Ok(None);
                }
                Box::new(file)
            }
            Origin::Stored(blob) => {
                return Ok(match self.texts.ok_or("no repository is open")?.read(blob, most)? {
                    Text::Here(bytes) => Some(bytes),
                    Text::TooLarge => None,
                });
            }
            Origin::Bytes(bytes) => return Ok((bytes.len() as u64 <= most).then(|| bytes.to_vec())),
        };
        let mut bytes = Vec::new();
        // A pipe or a device has no size to ask for.
        source.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }
}

fn document(path: &str, bytes: Vec<u8>, format: Option<Format>) -> Result<Document, String> {
    if lfs::is_pointer(&bytes) {
        return Err(lfs::NOT_HERE.to_owned());
    }
    let word = format == Some(Format::Docx) || format.is_none() && docx::is_archive(&bytes);
    if word {
        let (text, styles) = docx::read(&bytes).map_err(|error| error.to_string())?;
        return Ok(Document::of_word(path, text, styles));
    }
    let text = decode(bytes).map_err(|error| error.to_string())?;
    let format = format.unwrap_or_else(|| Format::of_text(&text));
    Ok(Document::new(path, text, format))
}
