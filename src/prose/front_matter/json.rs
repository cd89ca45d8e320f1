//! JSON front matter.

use serde_json::Value as Json;

use super::value::{Key, Value, Words};
use crate::text::Span;

/// Where the JSON object that opens `text` ends; `None` where none does, or an empty one.
pub(super) fn object(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    let first = values.next()?.ok()?;
    first.as_object().is_some_and(|object| !object.is_empty()).then(|| values.byte_offset())
}

/// The keys of `wanted` that stand at the top of an object; or what is wrong, and where. The parser limits the depth.
pub(super) fn keys(inner: &str, wanted: &[&'static str]) -> Result<Vec<Key>, (String, Span)> {
    let value: Json = serde_json::from_str(inner).map_err(|error| {
        let start: usize = inner.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let end = inner[start..].find('\n').map_or(inner.len(), |at| start + at);
        ("The front matter is not valid JSON.".to_owned(), Span::new(start as u32, end as u32))
    })?;
    let Some(object) = value.as_object() else {
        return Err(("The front matter holds no keys.".into(), Span::new(0, inner.trim_end().len() as u32)));
    };
    let keys = wanted.iter().filter_map(|name| {
        let value = object.get(*name)?;
        let (key, at) = place(inner, name)?;
        let words = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            Json::Bool(yes) => Some(yes.to_string()),
            _ => None,
        };
        let value = match value {
            Json::Array(items) => {
                let all: Option<Vec<Words>> = items.iter().map(|item| words(item).map(|text| Words::new(&text, at))).collect();
                all.map_or(Value::Other(at), Value::List)
            }
            value => words(value).map_or(Value::Other(at), |text| Value::Words(Words::new(&text, at))),
        };
        Some(Key { name, span: key, value })
    });
    let mut keys: Vec<Key> = keys.collect();
    keys.sort_by_key(|key| key.span);
    Ok(keys)
}

/// Where a key stands, and the value behind it, the marks of a text excluded.
fn place(inner: &str, name: &str) -> Option<(Span, Span)> {
    let quoted = format!("\"{name}\"");
    inner.match_indices(&quoted).find_map(|(at, _)| {
        let behind = at + quoted.len();
        let rest = inner[behind..].trim_start().strip_prefix(':')?.trim_start();
        let start = inner.len() - rest.len();
        let text = rest.starts_with('"');
        let start = start + usize::from(text);
        let bytes = &inner.as_bytes()[start..];
        let mut escaped = false;
        let ends = |byte: &u8| {
            let ends = if text { *byte == b'"' && !escaped } else { matches!(byte, b',' | b'}' | b'\n') };
            escaped = *byte == b'\\' && !escaped;
            ends
        };
        let length = bytes.iter().position(ends).unwrap_or(bytes.len());
        Some((Span::new((at + 1) as u32, (behind - 1) as u32), Span::new(start as u32, (start + length) as u32)))
    })
}
