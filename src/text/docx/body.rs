//! The paragraphs of a part of a document, a line each.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::styles::{Names, Style};
use super::{DocxError, Styles};

/// A reader that believes end tags without a word, since only the text matters.
pub(super) fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Whether a property is on: it stands there, and does not say that it is off.
fn is_on(tag: &BytesStart) -> bool {
    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

/// The lines read so far, each ended by a line feed, and what each is.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The text.
    pub text: String,
    /// The style of each line.
    pub styles: Styles,
}

/// A paragraph that is read.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    style: Style,
    /// Its mark is deleted: it goes on in the next one.
    goes_on: bool,
    hidden: bool,
}

impl Text {
    /// Adds the paragraphs of a part; `notes`: they are notes, each in an element of its own.
    pub fn add(&mut self, xml: &str, part: &'static str, names: &Names, notes: bool) -> Result<(), DocxError> {
        let mut reader = reader(xml);
        let mut walk =
            Walk { text: self, names, notes, open: Vec::new(), tables: 0, left_out: 0, words: false, mark: 0, carried: String::new() };
        loop {
            let event = reader.read_event();
            match event.map_err(|_| DocxError::Xml { part, at: reader.error_position() })? {
                Event::Start(tag) => walk.start(&tag, false),
                Event::Empty(tag) => walk.start(&tag, true),
                Event::End(tag) => walk.end(tag.local_name().as_ref()),
                Event::Text(words) if walk.words && walk.left_out == 0 => walk.push(&words),
                Event::CData(words) if walk.words && walk.left_out == 0 => walk.push(&words),
                Event::GeneralRef(reference) if walk.words && walk.left_out == 0 => {
                    let known = reference.resolve_char_ref().ok().flatten();
                    let named = match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    };
                    if let Some(c) = known.or(named) {
                        walk.push(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        walk.finish();
        Ok(())
    }

    fn line(&mut self, words: &str, style: Style) {
        self.text.push_str(words);
        self.text.push('\n');
        self.styles.push(style);
    }
}

/// What is left out with all that stands in it.
fn is_left_out(name: &str, tag: &BytesStart) -> bool {
    match name {
        // Deleted and moved away; the second telling of a drawing; codes of fields; what is drawn.
        "del" | "moveFrom" | "Fallback" | "instrText" | "delInstrText" | "comment" | "binData" => true,
        // The lines that part notes from the text.
        "footnote" | "endnote" => attribute(tag, "type").is_some_and(|kind| kind != "normal"),
        _ => false,
    }
}

struct Walk<'a> {
    text: &'a mut Text,
    names: &'a Names,
    notes: bool,
    /// Paragraphs that are open: those of text in a drawing stand in another.
    open: Vec<Paragraph>,
    tables: u32,
    left_out: u32,
    /// Whether words stand here.
    words: bool,
    /// How deep in the properties of a paragraph's mark.
    mark: u32,
    /// The words of a paragraph whose mark is deleted.
    carried: String,
}

impl Walk<'_> {
    fn start(&mut self, tag: &BytesStart, empty: bool) {
        let name = tag.local_name();
        let name = name.as_ref();
        // In the properties of a mark "del" deletes the mark.
        if self.mark > 0 && name == "del" {
            if let Some(paragraph) = self.open.last_mut() {
                paragraph.goes_on = true;
            }
            return;
        }
        if self.left_out > 0 || is_left_out(name, tag) {
            self.left_out += u32::from(!empty);
            return;
        }
        match name {
            "p" if empty => self.emit(Paragraph::default()),
            "p" => self.open.push(Paragraph::default()),
            "tbl" if !empty => self.tables += 1,
            "pPr" if !empty => self.mark += 1,
            "r" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.hidden = false;
                }
            }
            "t" => self.words = !empty,
            "tab" if self.mark == 0 => self.push(" "),
            "br" | "cr" => self.push(" "),
            "noBreakHyphen" => self.push("\u{2011}"),
            "vanish" if self.mark == 0 && is_on(tag) => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.hidden = true;
                }
            }
            _ => self.property(name, tag),
        }
    }

    /// A property of the paragraph that is open.
    fn property(&mut self, name: &str, tag: &BytesStart) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = attribute(tag, "val").map_or(Style::Plain, |id| self.names.of(&id)),
            "numPr" if matches!(paragraph.style, Style::Plain) => paragraph.style = Style::Item,
            "outlineLvl" if paragraph.style == Style::Plain => {
                let level = attribute(tag, "val").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
                paragraph.style = level.map_or(Style::Plain, |level| Style::Heading(level + 1));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.emit(paragraph);
                }
            }
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "pPr" => self.mark = self.mark.saturating_sub(1),
            "t" => self.words = false,
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        let Some(paragraph) = self.open.last_mut().filter(|paragraph| !paragraph.hidden) else { return };
        paragraph.words.extend(words.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    }

    fn emit(&mut self, paragraph: Paragraph) {
        let mut words = std::mem::take(&mut self.carried);
        words.push_str(&paragraph.words);
        if paragraph.goes_on {
            self.carried = words;
            return;
        }
        let style = match paragraph.style {
            _ if self.notes => Style::Note,
            Style::Plain if self.tables > 0 => Style::Cell,
            style => style,
        };
        self.text.line(words.trim(), style);
    }

    fn finish(&mut self) {
        while let Some(paragraph) = self.open.pop() {
            self.emit(paragraph);
        }
        if !self.carried.is_empty() {
            let words = std::mem::take(&mut self.carried);
            self.text.line(words.trim(), Style::Plain);
        }
    }
}
