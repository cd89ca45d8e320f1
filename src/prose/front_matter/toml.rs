//! TOML front matter.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Key, Value, Words};
use crate::text::Span;

/// The keys of `wanted` that stand at the top, in order of their values; or what is wrong, and where. The parser limits the depth.
pub(super) fn keys(inner: &str, wanted: &[&'static str]) -> Result<Vec<Key>, (String, Span)> {
    // TOML knows no lone carriage return; a line feed has the same length.
    let lines = inner.replace("\r\n", " \n").replace('\r', "\n");
    let table = DeTable::parse(&lines).map_err(|error| {
        let span = error.span().map_or(Span::default(), |range| Span::new(range.start as u32, range.end as u32));
        (format!("The front matter is not valid TOML: {}.", error.message()), span)
    })?;
    let table = table.get_ref();
    let mut keys: Vec<Key> = wanted
        .iter()
        .filter_map(|name| {
            let (key, value) = table.get_key_value(*name)?;
            Some(Key { name, span: span_of(key), value: read(value, &lines) })
        })
        .collect();
    keys.sort_by_key(|key| key.span);
    Ok(keys)
}

fn read(value: &Spanned<DeValue>, source: &str) -> Value {
    match value.get_ref() {
        DeValue::Table(_) => Value::Other(span_of(value)),
        DeValue::Array(items) => {
            let words: Option<Vec<Words>> = items.iter().map(|item| words(item, source)).collect();
            words.map_or(Value::Other(span_of(value)), Value::List)
        }
        _ => words(value, source).map_or(Value::Other(span_of(value)), Value::Words),
    }
}

fn words(value: &Spanned<DeValue>, source: &str) -> Option<Words> {
    let span = span_of(value);
    match value.get_ref() {
        DeValue::Table(_) | DeValue::Array(_) => None,
        DeValue::String(text) => {
            let written = span.of(source);
            let marks = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
            let mut inside = Span::new(span.start + marks, span.end - marks);
            // A line end right behind the opening marks does not count.
            if marks == 3 && inside.of(source).starts_with('\n') {
                inside.start += 1;
            }
            Some(Words::new(text, inside))
        }
        _ => Some(Words::new(span.of(source), span)),
    }
}

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start as u32, range.end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_numbers_dates_and_lists_have_their_places() {
        let inner = "x = 'é'\na = \"b\\u00e9\"\nb = '''\nc'''\nc = 1_000\nd = 2031-05-03\ne = [\"x\", 'y']\nf = [[1]]\ng = {h = 1}\n";
        let keys = keys(inner, &["a", "b", "c", "d", "e", "f", "g"]).unwrap();
        let seen: Vec<_> = keys
            .iter()
            .map(|key| match &key.value {
                Value::Words(words) => (words.text.as_str(), words.span.of(inner)),
                other => ("", other.span().of(inner)),
            })
            .collect();
        let expected = [
            ("bé", "b\\u00e9"),
            ("c", "c"),
            ("1_000", "1_000"),
            ("2031-05-03", "2031-05-03"),
            ("", "x\", 'y"),
            ("", "[[1]]"),
            ("", "{h = 1}"),
        ];
        assert_eq!(seen, expected);
    }
}
