//! What an editor offers, in an editor's words: one file a feature. Each takes the workspace, an article and an offset and returns plain
//! data with public fields; no protocol type is known here.
//!
//! Offsets and spans are bytes of the article's source.

pub mod actions;
pub mod card;
pub mod citations;
pub mod completion;
pub mod definition;
pub mod edit;
pub mod excerpt;
pub mod file_rename;
pub mod folding;
pub mod hover;
pub mod inlay;
pub mod ledger;
pub mod lens;
pub mod links;
pub mod personal;
pub mod references;
pub mod rename;
pub mod selection;
pub mod subject;
pub mod symbols;
pub mod tokens;

use std::path::PathBuf;
use std::sync::Arc;

use crate::text::Span;

/// A place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The file and its text; `None` for the article that was asked about.
    pub file: Option<(PathBuf, Arc<str>)>,
    /// Its bytes.
    pub span: Span,
}

impl Target {
    /// A place in the article that was asked about.
    pub fn here(span: Span) -> Target {
        Target { file: None, span }
    }
}

/// A replacement in the article that was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The words that go.
    pub span: Span,
    /// The words that come.
    pub text: String,
}

#[cfg(test)]
pub(crate) mod testing {
    use crate::text::{Document, Format};
    use crate::workspace::{Analysis, Configurations};

    /// An article of invented people with `$0` where the cursor is, and the cursor's offset.
    pub(crate) fn marked(text: &str) -> (Analysis, u32) {
        let at = text.find("$0").unwrap_or(0);
        (analysis(&text.replacen("$0", "", 1), Format::Plain), at as u32)
    }

    pub(crate) fn analysis(text: &str, format: Format) -> Analysis {
        let governing = Configurations::default().of(None, None);
        Analysis::new(Document::new("article", text, format), None, governing, 1, None)
    }

    pub(crate) const FERRY: &str = "\
Vellmouth sells its last ferry

Marit Oru, the mayor, said on Monday that the ferry had been sold. “We had no choice,” she said.

The contractor skimmed the harbour fund. Oru said the town would publish the accounts.
";
}
