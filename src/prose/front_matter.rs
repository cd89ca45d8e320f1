//! What an article says of itself before it begins (YAML between `---`, TOML between `+++`, `<meta>` in HTML).

use crate::text::Span;

/// The keys onrecord reads; every other key is the site's business.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The whole front matter, in source bytes.
    pub span: Option<Span>,
    /// `kind`, as written, with its source bytes.
    pub kind: Option<(String, Span)>,
    /// `date`, as written.
    pub date: Option<String>,
    /// `onrecord: ignore` (the whole file is left alone).
    pub ignore: bool,
    /// What could not be read, with its source bytes.
    pub error: Option<(String, Span)>,
}
