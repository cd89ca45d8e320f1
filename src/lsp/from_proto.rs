//! From the protocol's words to ours.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{Position, Range, Uri};

use crate::article::Article;
use crate::config::FILE_NAME;
use crate::text::{Encoding, Format, LineColumn, Span};

/// The file behind an address; `None` for buffers without one.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    file.then(|| uri.to_file_path().map(|path| path.into_owned())).flatten()
}

/// The address of a file.
pub fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

/// Whether a path is a configuration.
pub fn is_config(path: Option<&Path>) -> bool {
    path.and_then(Path::file_name).is_some_and(|name| name == FILE_NAME)
}

/// How a buffer is written: by its extension as on the command line, else by what the client calls it.
pub fn format(path: Option<&Path>, language: &str) -> Format {
    path.and_then(Format::from_path).unwrap_or(match language {
        "markdown" | "pandoc" | "quarto" | "mdx" => Format::Markdown,
        "html" | "xhtml" => Format::Html,
        _ => Format::Plain,
    })
}

/// A position as an offset into an article.
pub fn offset(article: &Article, position: Position, encoding: Encoding) -> u32 {
    let position = LineColumn { line: position.line, column: position.character };
    article.lines.offset(&article.document.text, position, encoding)
}

/// A range as a span of an article; an end before its start gives an empty span.
pub fn span(article: &Article, range: Range, encoding: Encoding) -> Span {
    Span::new(offset(article, range.start, encoding), offset(article, range.end, encoding))
}
