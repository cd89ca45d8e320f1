//! One article as an editor has it: analysed, checked, and governed by its configuration.

use std::path::PathBuf;
use std::sync::Arc;

use super::Governing;
use crate::article::{Aids, Article};
use crate::check::{Checked, check};
use crate::lexicon::Lexicon;
use crate::reference::notebook::Fault;
use crate::text::Document;

/// An analysed buffer.
#[derive(Debug)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Its findings; none where the file is no article by the configuration.
    pub checked: Checked,
    /// What governs it.
    pub governing: Governing,
    /// Where it is stored.
    pub path: Option<PathBuf>,
    /// As the editor counts.
    pub version: i32,
    /// The text is larger than the limit and was not read.
    pub too_large: bool,
    /// What is wrong in a record of the notebook.
    pub faults: Vec<Fault>,
}

impl Analysis {
    /// Analyses a document. What is too large is treated as empty, so that every answer about it is empty too.
    pub fn new(mut document: Document, path: Option<PathBuf>, governing: Governing, version: i32, previous: Option<&Analysis>) -> Analysis {
        let too_large = document.text.len() as u64 > governing.max_size;
        if too_large {
            document.text = Arc::from("");
        }
        let previous = previous.map(|previous| &previous.article);
        let aids = Aids { previous, reader: governing.settings.reader, ..Aids::default() };
        let article = Article::analyze_with(document, Lexicon::shipped(), aids);
        let checked = if governing.selected { check(&article, &governing.settings) } else { Checked::default() };
        let faults = path
            .as_deref()
            .filter(|_| governing.record && !too_large)
            .map_or(Vec::new(), |path| governing.settings.notebook.faults_in(path, &governing.relative, &article.document.text));
        Analysis { article, checked, governing, path, version, too_large, faults }
    }

    /// The same while somebody writes: what may be found only because the paragraph at `place` is half written is left out. `place` is the
    /// byte behind the last edit.
    pub fn while_writing(mut self, place: u32) -> Analysis {
        self.checked.hold_back(&self.article, place);
        self
    }
}
