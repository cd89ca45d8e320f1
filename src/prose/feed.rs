//! Feeds and exports (RSS, Atom, WordPress): articles in XML, each body as a text of its own.
//!
//! The file is made HTML before it is read, and no byte moves: the tags around a title and a body become other tags of their length, marks
//! of quoted text and escapes of tags become what stands for nothing, and whatever else the feed says is blanked.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

/// What no reader sees.
const BLANK: u8 = 0x01;

/// How many bytes are looked at to tell a feed.
const HEAD: usize = 4096;

/// Whether `text` is a feed.
pub(super) fn is_feed(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    let opens = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
    opens && ["<rss", "<feed", "<rdf:RDF"].iter().any(|tag| memmem::find(head, tag.as_bytes()).is_some())
}

/// `text`, if it is a feed, as HTML of the same length.
pub(super) fn as_html(text: &str) -> Cow<'_, str> {
    if !is_feed(text) {
        return Cow::Borrowed(text);
    }
    let source = text.as_bytes();
    let mut html: Vec<u8> = source.iter().map(|byte| if matches!(byte, b'\n' | b'\r') { *byte } else { BLANK }).collect();
    for item in items(text) {
        if let Some(title) = element(text, &["title"], item.clone()) {
            write(source, &mut html, &title, "h1");
        }
        let body = element(text, &["content:encoded", "content"], item.clone()).filter(|body| !body.inner.is_empty());
        if let Some(body) = body.or_else(|| element(text, &["description", "summary"], item)) {
            write(source, &mut html, &body, "div");
        }
    }
    // What is blanked or copied is whole characters, or it would be no text any more.
    String::from_utf8(html).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// An element's start tag, what stands in it, and its end tag.
struct Element {
    open: Range<usize>,
    inner: Range<usize>,
    close: Range<usize>,
}

/// The bytes of each article.
fn items(text: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = ["<item>", "<item ", "<entry>", "<entry "]
        .iter()
        .flat_map(|tag| memmem::find_iter(text.as_bytes(), tag.as_bytes()).collect::<Vec<_>>())
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The first of the elements `names`, in their order, that stands `within`.
fn element(text: &str, names: &[&str], within: Range<usize>) -> Option<Element> {
    names.iter().find_map(|name| {
        let bytes = &text.as_bytes()[within.clone()];
        let tag = format!("<{name}");
        let start = memmem::find_iter(bytes, tag.as_bytes())
            .find(|at| bytes.get(at + tag.len()).is_some_and(|byte| matches!(byte, b'>' | b' ' | b'\n' | b'\r' | b'\t')))?;
        let open = start + memchr::memchr(b'>', &bytes[start..])? + 1;
        if bytes[open - 2] == b'/' {
            return None;
        }
        let inner = open + memmem::find(&bytes[open..], format!("</{name}").as_bytes())?;
        let close = inner + memchr::memchr(b'>', &bytes[inner..])? + 1;
        let shifted = |range: Range<usize>| within.start + range.start..within.start + range.end;
        Some(Element { open: shifted(start..open), inner: shifted(open..inner), close: shifted(inner..close) })
    })
}

fn write(source: &[u8], html: &mut [u8], element: &Element, name: &str) {
    tag(&mut html[element.open.clone()], &format!("<{name}"));
    tag(&mut html[element.close.clone()], &format!("</{name}"));
    let inner = &source[element.inner.clone()];
    let to = &mut html[element.inner.clone()];
    to.copy_from_slice(inner);
    let quoted = memmem::find(inner, b"<![CDATA[").is_some();
    for mark in [b"<![CDATA[".as_slice(), b"]]>"] {
        memmem::find_iter(inner, mark).for_each(|at| to[at..at + mark.len()].fill(BLANK));
    }
    if !quoted {
        unescape(to);
    }
}

/// A tag of a name, filled up with white space.
fn tag(bytes: &mut [u8], name: &str) {
    let last = bytes.len() - 1;
    bytes.fill(b' ');
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    bytes[last] = b'>';
}

/// Takes back one step of escaping: a tag's marks stand beside its name, and what is left of an escape is blank.
fn unescape(bytes: &mut [u8]) {
    for (escape, mark, first) in [
        ("&lt;", b'<', false),
        ("&gt;", b'>', true),
        ("&quot;", b'"', true),
        ("&#39;", b'\'', true),
        ("&apos;", b'\'', true),
        ("&amp;", b'&', false),
    ] {
        let places: Vec<usize> = memmem::find_iter(bytes, escape.as_bytes()).collect();
        for at in places {
            let whole = &mut bytes[at..at + escape.len()];
            whole.fill(BLANK);
            let place = if first { 0 } else { escape.len() - 1 };
            whole[place] = mark;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Role, html};
    use super::*;

    fn blocks(feed: &str) -> Vec<(Role, String)> {
        let html = as_html(feed);
        assert_eq!(html.len(), feed.len());
        let prose = html::read(feed);
        prose.blocks.iter().map(|block| (block.role, block.span.of(&prose.text).to_owned())).collect()
    }

    #[test]
    fn the_articles_of_a_feed_are_its_titles_and_bodies() {
        let rss = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Gazette</title><link>https://gazette.example</link>\
            <item><title>The ferry</title><category>News</category><description>Short.</description>\
            <content:encoded><![CDATA[<p>The ferry left the quay on Monday &amp; nobody saw it.</p><p>It was late, said Marit Oru.</p>]]></content:encoded></item>\
            <item><title>The pier</title><description>&lt;p&gt;The pier&amp;rsquo;s &lt;b&gt;gone&lt;/b&gt;, the board said.&lt;/p&gt;</description></item></channel></rss>";
        let found = blocks(rss);
        let seen: Vec<_> = found.iter().map(|(role, words)| (*role, words.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Role::Headline, "The ferry"),
                (Role::Paragraph, "The ferry left the quay on Monday & nobody saw it."),
                (Role::Paragraph, "It was late, said Marit Oru."),
                (Role::Heading, "The pier"),
                (Role::Paragraph, "The pier’s gone, the board said."),
            ]
        );
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Gazette</title><entry><title>The ferry</title>\
            <content type=\"html\">&lt;p&gt;The ferry left the quay on Monday.&lt;/p&gt;</content></entry></feed>";
        assert_eq!(blocks(atom)[1].1, "The ferry left the quay on Monday.");
    }
}
