//! What a document calls its styles, and what they are.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::DocxError;
use super::body::{attribute, reader};

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Running text.
    #[default]
    Plain,
    /// The document's title.
    Title,
    /// The line under it.
    Subtitle,
    /// A heading of a level, 1 to 9.
    Heading(u8),
    /// A quoted paragraph.
    Quote,
    /// An item of a list.
    Item,
    /// A picture's text.
    Caption,
    /// A cell of a table.
    Cell,
    /// A note at the foot or the end.
    Note,
}

/// How many styles may rest on one another.
const DEEPEST: usize = 12;

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Names {
    styles: HashMap<String, Named>,
}

#[derive(Debug, Default)]
struct Named {
    own: Option<Style>,
    rests_on: Option<String>,
}

impl Names {
    /// What a style of an id is.
    pub fn of(&self, id: &str) -> Style {
        let mut id = id;
        for _ in 0..DEEPEST {
            let Some(named) = self.styles.get(id) else { return called(id).unwrap_or_default() };
            match (named.own, &named.rests_on) {
                (Some(style), _) => return style,
                (None, Some(next)) => id = next,
                (None, None) => break,
            }
        }
        Style::Plain
    }
}

/// What a style is by its name; the names of those that come with Word are English in every language.
fn called(name: &str) -> Option<Style> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let level = name.strip_prefix("heading").and_then(|level| level.parse().ok()).filter(|level| (1..=9).contains(level));
    Some(match name.as_str() {
        _ if level.is_some() => Style::Heading(level.unwrap_or(1)),
        "title" => Style::Title,
        "subtitle" => Style::Subtitle,
        "quote" | "intensequote" | "blocktext" | "blockquote" | "blockquotation" => Style::Quote,
        "caption" => Style::Caption,
        "footnotetext" | "endnotetext" => Style::Note,
        _ if name.starts_with("list") => Style::Item,
        _ => return None,
    })
}

/// Reads the styles of a document.
pub(super) fn names(xml: &str) -> Result<Names, DocxError> {
    let mut reader = reader(xml);
    let mut names = Names::default();
    let mut open: Option<(String, Named)> = None;
    loop {
        let event = reader.read_event();
        match event.map_err(|_| DocxError::Xml { part: "word/styles.xml", at: reader.error_position() })? {
            Event::Start(tag) | Event::Empty(tag) => take(&tag, &mut open),
            Event::End(tag) if tag.local_name().as_ref() == "style" => names.styles.extend(open.take()),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(names)
}

fn take(tag: &BytesStart, open: &mut Option<(String, Named)>) {
    let name = tag.local_name();
    match (name.as_ref(), open.as_mut()) {
        ("style", _) => *open = attribute(tag, "styleId").map(|id| (id, Named::default())),
        ("name", Some((_, named))) => named.own = attribute(tag, "val").and_then(|name| called(&name)),
        ("basedOn", Some((_, named))) => named.rests_on = attribute(tag, "val"),
        ("outlineLvl", Some((_, named))) if named.own.is_none() => {
            let level = attribute(tag, "val").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
            named.own = level.map(|level| Style::Heading(level + 1));
        }
        _ => {}
    }
}
