//! YAML front matter, read event by event.

use rustc_hash::FxHashSet;
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::value::{Key, Value, Words};
use crate::text::{LineIndex, Span};

/// How deep lists and mappings may lie in one another.
const DEEPEST: usize = 128;

/// What is wrong, and where.
type Fault = (String, Span);

/// The keys of `wanted` that stand at the top, in text order; or what is wrong, and where.
pub(super) fn keys(inner: &str, wanted: &[&'static str]) -> Result<Vec<Key>, Fault> {
    let too_deep = |at: usize| (format!("The front matter is nested deeper than {DEEPEST} levels."), line_at(inner, at));
    // The parser looks at all that a bracket opens before it says anything of it.
    if let Some(at) = deepest_bracket(inner) {
        return Err(too_deep(at));
    }
    let places = Places::new(inner);
    let mut reader = Reader { source: inner, wanted, open: Vec::new(), asked: None, found: Vec::new() };
    let mut documents = 0;
    for event in Parser::new_from_str(inner) {
        let (event, span) = event.map_err(|error| {
            let at = places.byte(error.marker().index());
            (format!("The front matter is not valid YAML: {}.", error.info()), line_at(inner, at))
        })?;
        let span = Span::new(places.byte(span.start.index()) as u32, places.byte(span.end.index()) as u32);
        if reader.open.is_empty() && is_other_than_keys(&event) {
            return Err(("The front matter holds no keys.".into(), Span::new(0, inner.trim_end().len() as u32)));
        }
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
        }
        if documents > 1 {
            return Err((
                "The front matter is not valid YAML: a second document begins in it.".into(),
                line_at(inner, span.start as usize),
            ));
        }
        reader.event(event, span)?;
        if reader.open.len() > DEEPEST {
            return Err(too_deep(span.start as usize));
        }
    }
    Ok(reader.found)
}

/// Whether what stands at the top is a list or words.
fn is_other_than_keys(event: &Event) -> bool {
    match event {
        Event::Scalar(text, style, ..) => !is_null(text, *style),
        Event::SequenceStart(..) => true,
        _ => false,
    }
}

fn is_null(text: &str, style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Where a bracket is opened inside more than [`DEEPEST`] others, quotation marks not heeded.
fn deepest_bracket(inner: &str) -> Option<usize> {
    let mut depth = 0usize;
    inner.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// The words of the line that holds byte `at`.
fn line_at(inner: &str, at: usize) -> Span {
    let lines = LineIndex::new(inner);
    let line = lines.line_of((at.min(inner.len())) as u32);
    // What is missing is missing at the end of the last line that has words.
    let line = (0..=line).rev().filter_map(|line| lines.line(inner, line)).find(|line| !line.of(inner).trim().is_empty());
    line.unwrap_or_default()
}

/// The bytes of a text by number of character, which is how the parser counts.
struct Places {
    /// Empty when the text is all of one byte a character.
    bytes: Vec<u32>,
    length: usize,
}

impl Places {
    fn new(text: &str) -> Places {
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Places { bytes, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match self.bytes.is_empty() {
            true => character.min(self.length),
            false => self.bytes.get(character).map_or(self.length, |byte| *byte as usize),
        }
    }
}

/// A list or mapping that is open.
enum Open {
    List,
    Mapping {
        /// Its keys so far.
        keys: FxHashSet<String>,
        /// A key was read, and its value is to come.
        value_next: bool,
    },
}

/// The key whose value is being read.
struct Asked {
    name: &'static str,
    span: Span,
    /// Where the value begins, once it has.
    start: Option<u32>,
    /// The items of the list that it is.
    items: Vec<Words>,
    /// Something in it is no list of scalars.
    odd: Option<Value>,
}

struct Reader<'a> {
    source: &'a str,
    wanted: &'a [&'static str],
    open: Vec<Open>,
    asked: Option<Asked>,
    found: Vec<Key>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, span: Span) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, _, tag) => {
                if self.is_key() {
                    return self.key(&text, span);
                }
                let words = self.words(&text, style, tag.as_deref(), span);
                self.leaf(words.ok_or(Value::Other(span)));
            }
            Event::Alias(_) => {
                if !self.is_key() {
                    self.leaf(Err(Value::Alias(span)));
                }
            }
            Event::SequenceStart(..) => self.begin(Open::List, span)?,
            Event::MappingStart(..) => self.begin(Open::Mapping { keys: FxHashSet::default(), value_next: false }, span)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// Whether what begins here is a key; notes that its value is next, or that the value is here.
    fn is_key(&mut self) -> bool {
        match self.open.last_mut() {
            Some(Open::Mapping { value_next, .. }) => {
                *value_next = !*value_next;
                *value_next
            }
            _ => false,
        }
    }

    fn key(&mut self, text: &str, span: Span) -> Result<(), Fault> {
        if let Some(Open::Mapping { keys, .. }) = self.open.last_mut()
            && !keys.insert(text.to_owned())
        {
            let message = format!("The front matter is not valid YAML: duplicate entry with key {text:?}.");
            return Err((message, line_at(self.source, span.start as usize)));
        }
        if self.open.len() == 1 {
            let name = self.wanted.iter().find(|name| **name == text);
            self.asked = name.map(|name| Asked { name, span, start: None, items: Vec::new(), odd: None });
        }
        Ok(())
    }

    /// A value, or an item of a list, that holds nothing further; in `Err` one that has no words.
    fn leaf(&mut self, words: Result<Words, Value>) {
        match (self.open.len(), &mut self.asked) {
            (0, _) => {}
            (1, Some(_)) => self.settle(words.map_or_else(|other| other, Value::Words)),
            (2, Some(asked)) => match words {
                Ok(words) => asked.items.push(words),
                Err(other) => asked.odd = Some(other),
            },
            _ => {}
        }
    }

    fn begin(&mut self, open: Open, span: Span) -> Result<(), Fault> {
        let is_key = self.is_key();
        if let Some(asked) = &mut self.asked {
            match (self.open.len(), &open) {
                (1, Open::List) => asked.start = Some(span.start),
                (1, Open::Mapping { .. }) => (asked.start, asked.odd) = (Some(span.start), Some(Value::Other(span))),
                _ => asked.odd = Some(Value::Other(span)),
            }
        }
        if is_key && self.open.len() == 1 {
            self.asked = None;
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self, span: Span) {
        self.open.pop();
        if self.open.len() != 1 {
            return;
        }
        let Some(Asked { start: Some(start), items, odd, .. }) = &mut self.asked else { return };
        // A block ends where the next key begins: less the white space before it.
        let whole = Span::new(*start, span.end.max(*start));
        let whole = Span::new(whole.start, whole.start + whole.of(self.source).trim_end().len() as u32);
        let value = match odd.take() {
            Some(Value::Alias(at)) => Value::Alias(at),
            Some(_) => Value::Other(whole),
            None if items.is_empty() => Value::Other(whole),
            None => Value::List(std::mem::take(items)),
        };
        self.settle(value);
    }

    fn settle(&mut self, value: Value) {
        if let Some(Asked { name, span, .. }) = self.asked.take() {
            self.found.push(Key { name, span, value });
        }
    }

    /// A scalar's words; `None` for null and for what a tag makes another thing.
    fn words(&self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Option<Words> {
        let is_text = |tag: &Tag| (tag.is_yaml_core_schema() && tag.suffix != "null") || (tag.handle.is_empty() && tag.suffix == "!");
        match tag {
            None if is_null(text, style) => return None,
            Some(tag) if !is_text(tag) => return None,
            _ => {}
        }
        Some(Words::new(text, bare(self.source, style, span)))
    }
}

/// The span of a scalar without its marks, in `source`; `span` is what the parser says: white space, a comment, an anchor and a tag may
/// lie in it.
fn bare(source: &str, style: ScalarStyle, span: Span) -> Span {
    let written = span.of(source).trim_end();
    let mut rest = written;
    if matches!(style, ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
        while rest.starts_with(['&', '!']) {
            rest = rest.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
        }
    }
    let rest = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let inside = rest.get(1..).unwrap_or("");
            &inside[..closing_mark(inside, style)]
        }
        _ => rest.trim_start(),
    };
    let start = span.start + (rest.as_ptr() as usize - written.as_ptr() as usize) as u32;
    Span::new(start, start + rest.len() as u32)
}

/// Bytes before the mark that closes a quoted scalar.
fn closing_mark(inside: &str, style: ScalarStyle) -> usize {
    let mut bytes = inside.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match (style, byte) {
            (ScalarStyle::DoubleQuoted, b'\\') => {
                bytes.next();
            }
            (ScalarStyle::DoubleQuoted, b'"') => return at,
            (ScalarStyle::SingleQuoted, b'\'') if bytes.next_if(|(_, next)| *next == b'\'').is_none() => return at,
            _ => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_be_a_list() {
        let lists = [
            "categories: [comment, \"é\"]\n",
            "categories:\n- comment\n- \"é\"\nb: [c]\n",
            "a: é\ncategories:\n  - comment # ours\n  - 'é' # 'theirs'",
        ];
        for inner in lists {
            let keys = keys(inner, &["categories"]).unwrap();
            let [Key { value: Value::List(items), span, .. }] = keys.as_slice() else { panic!("{keys:?}") };
            assert_eq!(span.of(inner), "categories");
            let seen: Vec<_> = items.iter().map(|item| (item.text.as_str(), item.span.of(inner))).collect();
            assert_eq!(seen, [("comment", "comment"), ("é", "é")]);
        }
        for inner in ["categories: [comment, [a]]\n", "categories: []\n", "categories: [{a: b}]\n", "categories: {a: [b]}\n"] {
            assert!(matches!(keys(inner, &["categories"]).unwrap()[0].value, Value::Other(_)), "{inner}");
        }
    }
}
