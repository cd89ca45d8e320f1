//! A key of front matter and its value, with the place of each in the source.

use crate::text::Span;

/// A key that was asked for. Spans are bytes of whatever was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// The key, one of those asked for.
    pub name: &'static str,
    /// Where the key stands.
    pub span: Span,
    /// Its value.
    pub value: Value,
}

/// What a key is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// One scalar: text, a number, a date, true or false.
    Words(Words),
    /// Several scalars.
    List(Vec<Words>),
    /// Another place of the front matter is meant (`*name` in YAML).
    Alias(Span),
    /// Nothing, or what has keys or lists of its own.
    Other(Span),
}

/// A scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::prose) struct Words {
    /// As it reads: quotation marks, escapes and folds undone; numbers, dates, true and false as they are written.
    pub text: String,
    /// Where it stands, quotation marks and the sign of a block excluded.
    pub span: Span,
}

impl Words {
    /// `text`, which stands at `span`.
    pub(super) fn new(text: &str, span: Span) -> Words {
        Words { text: text.to_owned(), span }
    }
}

impl Value {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Value::Words(words) => words.span,
            Value::List(items) => items.iter().map(|item| item.span).reduce(Span::join).unwrap_or_default(),
            Value::Alias(span) | Value::Other(span) => *span,
        }
    }
}

impl Key {
    /// The same, so many bytes later.
    pub fn shifted(mut self, by: u32) -> Key {
        self.span = shifted(self.span, by);
        match &mut self.value {
            Value::Words(words) => words.span = shifted(words.span, by),
            Value::List(items) => items.iter_mut().for_each(|item| item.span = shifted(item.span, by)),
            Value::Alias(span) | Value::Other(span) => *span = shifted(*span, by),
        }
        self
    }
}

/// A span so many bytes later.
pub(super) fn shifted(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}
