//! From the protocol's words to ours.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{Position, Range, Uri};

use crate::article::Article;
use crate::config::FILE_NAME;
use crate::text::{Encoding, Format, LineColumn, Span};
use crate::workspace::plain;

/// The file behind an address, `.` and `..` resolved, however the client spells it; `None` for buffers without one.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    file.then(|| uri.to_file_path().and_then(|path| plain(&path))).flatten()
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

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_an_address_is_spelt_its_path_is_one() {
        for (address, expected) in [
            ("file:///ws/a.txt", Some("/ws/a.txt")),
            ("FILE:///ws/a.txt", Some("/ws/a.txt")),
            ("file:///ws/sub/../../ws/./a.txt", Some("/ws/a.txt")),
            ("file:///ws//a.txt", Some("/ws/a.txt")),
            ("file:///ws/%2e%2E/ws/a.txt", Some("/ws/a.txt")),
            ("file:///ws/%61.txt", Some("/ws/a.txt")),
            ("file:///ws/%c3%a9.txt", Some("/ws/é.txt")),
            ("file:///ws/%C3%A9.txt", Some("/ws/é.txt")),
            ("file:///ws/news/", Some("/ws/news")),
            ("untitled:a", None),
        ] {
            let found = path(&address.parse().unwrap());
            // As bytes, since paths that are equal may be written in two ways.
            assert_eq!(found.as_ref().map(|path| path.to_str().unwrap()), expected, "{address}");
        }
    }
}
