//! Addresses in an article, and files that a Markdown link or a configuration names.

use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag};

use crate::article::Article;
use crate::config::Config;
use crate::text::{Format, Span};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// An address on the web.
    Address(String),
    /// A file, if it is there.
    File(PathBuf),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words, in source bytes.
    pub span: Span,
    /// Where it leads.
    pub destination: Destination,
}

/// Links of one article at most; a page with more is no article.
const MOST: usize = 5_000;

/// The links of an article stored at `path`, in text order: addresses as they are written, and in Markdown files beside it.
pub fn links(article: &Article, path: Option<&Path>) -> Vec<Link> {
    let text = &article.document.text;
    let mut links = addresses(text);
    if let Some(folder) = path.and_then(Path::parent).filter(|_| article.document.format == Format::Markdown) {
        links.extend(files(text, folder));
        links.sort_by_key(|link| link.span);
    }
    links
}

/// The files that the accepted findings of a configuration name.
pub fn links_in_configuration(config: &Config) -> Vec<Link> {
    let Some(folder) = config.path.parent() else { return Vec::new() };
    let entries = config.file.allow.iter().map(|allow| &allow.get_ref().path);
    let entries = entries.filter(|path| is_relative(path.get_ref().trim_start_matches('/')));
    let link = |path: &toml::Spanned<String>| {
        let file = folder.join(path.get_ref().trim_start_matches('/'));
        let span = Span::new(path.span().start as u32 + 1, (path.span().end as u32).saturating_sub(1));
        Link { span, destination: Destination::File(file) }
    };
    entries.map(link).collect()
}

/// Whether a path leads on from a folder: no root, no other disk, and no other machine (`\\\\host`).
fn is_relative(path: &str) -> bool {
    !path.starts_with(['/', '\\']) && path.as_bytes().get(1) != Some(&b':')
}

fn addresses(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("://")).map(|at| from + at) {
        from = found + 3;
        let scheme = ["https", "http"].into_iter().find(|scheme| text.get(..found).is_some_and(|before| before.ends_with(scheme)));
        let Some(scheme) = scheme else { continue };
        let start = found - scheme.len();
        let words = text.get(start..).unwrap_or_default();
        let length = words.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"“”«»`|\\^{}".contains(c)).unwrap_or(words.len());
        let words = trimmed(words.get(..length).unwrap_or_default());
        if words.len() > scheme.len() + 3 {
            from = start + words.len();
            let span = Span::new(start as u32, from as u32);
            links.push(Link { span, destination: Destination::Address(words.to_owned()) });
        }
        if links.len() == MOST {
            break;
        }
    }
    links
}

/// An address without the punctuation of the sentence around it; a closing bracket stays when it was opened inside.
fn trimmed(words: &str) -> &str {
    let mut depth = 0_i32;
    let mut end = words.len();
    for (at, c) in words.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => {
                end = at;
                break;
            }
            ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    words.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…', '*', '_'])
}

fn files(text: &str, folder: &Path) -> Vec<Link> {
    let mut links = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let (Event::Start(Tag::Link { dest_url, .. }) | Event::Start(Tag::Image { dest_url, .. })) = event else { continue };
        let named = dest_url.split(['#', '?']).next().unwrap_or_default();
        if named.is_empty() || named.contains("://") || named.starts_with("mailto:") || !is_relative(named) {
            continue;
        }
        let Some(at) = text.get(range.clone()).and_then(|words| words.rfind(&*dest_url)) else { continue };
        let start = range.start + at;
        let span = Span::new(start as u32, (start + dest_url.len()) as u32);
        links.push(Link { span, destination: Destination::File(folder.join(named)) });
        if links.len() == MOST {
            break;
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::analysis;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let text = "It stands at https://vellmouth.example/a_(b), and (http://x.example/c). Not ftp://x or https:// alone; see “https://ü.example”.";
        let article = &analysis(text, Format::Plain).article;
        let words: Vec<&str> = links(article, None).iter().map(|link| link.span.of(text)).collect();
        assert_eq!(words, ["https://vellmouth.example/a_(b)", "http://x.example/c", "https://ü.example"]);
    }

    #[test]
    fn a_markdown_link_leads_to_the_file_that_it_names() {
        let text = "See [the ferry](ferry.md#sale) and [the top](#top) or <https://x.example/>.\n";
        let article = &analysis(text, Format::Markdown).article;
        let found = links(article, Some(Path::new("/n/a.md")));
        assert_eq!(found.iter().map(|link| link.span.of(text)).collect::<Vec<_>>(), ["ferry.md#sale", "https://x.example/"]);
        assert_eq!(found[0].destination, Destination::File("/n/ferry.md".into()));
        let elsewhere = "[a](/etc/hosts) [b](\\\\host\\share) [c](c:\\x) [d](//host/x) ![e](/x.png)\n";
        assert_eq!(links(&analysis(elsewhere, Format::Markdown).article, Some(Path::new("/n/a.md"))), []);
    }
}
