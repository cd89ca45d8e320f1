//! What an article says of itself before it begins (YAML between `---`, TOML between `+++`, `<meta>` in HTML).

use crate::text::{LineIndex, Span};

/// The keys onrecord reads; every other key is the site's business.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The whole front matter, in source bytes.
    pub span: Option<Span>,
    /// `kind`, as written, with its source bytes.
    pub kind: Option<(String, Span)>,
    /// `date`, as written.
    pub date: Option<String>,
    /// `onrecord: ignore` (the whole file is left alone).
    pub ignore: bool,
    /// What could not be read, with its source bytes.
    pub error: Option<(String, Span)>,
}

/// Front matter and what of it belongs to the article's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// The keys.
    pub front_matter: FrontMatter,
    /// `title`, with its source bytes.
    pub title: Option<(String, Span)>,
    /// Source byte at which the text begins.
    pub body: usize,
}

/// Reads the front matter that opens `text`, if there is any; a byte order mark may stand before it.
pub(super) fn read(text: &str) -> Opening {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let none = Opening { body: start, ..Opening::default() };
    let rest = &text[start..];
    let toml = rest.starts_with("+++");
    if !toml && !rest.starts_with("---") {
        return none;
    }
    let lines = LineIndex::new(rest);
    let is_fence = |line: &str| if toml { line == "+++" } else { line == "---" || line == "..." };
    let fence = |number: u32| lines.line(rest, number).is_some_and(|line| is_fence(line.of(rest).trim_end()));
    if !fence(0) || lines.line(rest, 0).is_some_and(|line| line.of(rest).starts_with("...")) {
        return none;
    }
    let Some(last) = (1..lines.lines()).find(|number| fence(*number)) else { return none };
    let at = |line: u32| lines.line(rest, line).map_or(rest.len(), |span| span.start as usize);
    let inner = &rest[at(1)..at(last)];
    let offset = (start + at(1)) as u32;
    let end = start + at(last + 1);
    let mut opening = Opening { body: end, ..none };
    opening.front_matter.span = Some(Span::new(start as u32, lines.line(rest, last).map_or(end as u32, |line| start as u32 + line.end)));
    let keys = if toml { toml_keys(inner) } else { yaml_keys(inner) };
    match keys {
        Ok(keys) => take(&mut opening, keys, inner, offset, if toml { '=' } else { ':' }),
        Err((message, span)) => opening.front_matter.error = Some((message, shift(span, offset))),
    }
    opening
}

/// A key's value: words, or why it is none.
type Value = Result<String, ()>;

/// The keys onrecord reads, with their values.
type Keys = Vec<(&'static str, Value)>;

const KEYS: [&str; 4] = ["kind", "date", "title", "onrecord"];

fn yaml_keys(inner: &str) -> Result<Keys, (String, Span)> {
    use serde_yaml_ng::Value as Yaml;
    let value = match serde_yaml_ng::from_str::<Yaml>(inner) {
        Ok(value) => value,
        Err(error) => {
            let line = error.location().map_or(0, |location| location.line().saturating_sub(1) as u32);
            let span = LineIndex::new(inner).line(inner, line).unwrap_or_default();
            return Err((format!("The front matter is not valid YAML: {error}."), span));
        }
    };
    let words = |value: &Yaml| match value {
        Yaml::String(words) => Ok(words.clone()),
        Yaml::Number(number) => Ok(number.to_string()),
        Yaml::Bool(value) => Ok(value.to_string()),
        _ => Err(()),
    };
    match &value {
        Yaml::Mapping(map) => Ok(KEYS.iter().filter_map(|key| map.get(*key).map(|value| (*key, words(value)))).collect()),
        Yaml::Null => Ok(Vec::new()),
        _ => Err(("The front matter holds no keys.".into(), Span::new(0, inner.trim_end().len() as u32))),
    }
}

fn toml_keys(inner: &str) -> Result<Keys, (String, Span)> {
    // TOML knows no lone carriage return; a line feed has the same length.
    let lines = inner.replace("\r\n", " \n").replace('\r', "\n");
    let table = lines.parse::<toml::Table>().map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        (format!("The front matter is not valid TOML: {}.", error.message()), Span::new(span.start as u32, span.end as u32))
    })?;
    let words = |value: &toml::Value| match value {
        toml::Value::String(words) => Ok(words.clone()),
        toml::Value::Array(_) | toml::Value::Table(_) => Err(()),
        other => Ok(other.to_string()),
    };
    Ok(KEYS.iter().filter_map(|key| table.get(*key).map(|value| (*key, words(value)))).collect())
}

fn take(opening: &mut Opening, keys: Keys, inner: &str, offset: u32, sign: char) {
    let front_matter = &mut opening.front_matter;
    for (key, value) in keys {
        let span = shift(value_span(inner, key, sign), offset);
        match (key, value) {
            ("kind", Ok(words)) => front_matter.kind = Some((words, span)),
            ("date", Ok(words)) => front_matter.date = Some(words),
            ("title", Ok(words)) => opening.title = Some((words, span)),
            ("onrecord", Ok(words)) if matches!(words.as_str(), "ignore" | "false") => front_matter.ignore = true,
            ("kind", Err(())) => front_matter.error = Some(("“kind” takes one word.".into(), span)),
            ("onrecord", _) => front_matter.error = Some(("“onrecord” takes “ignore”.".into(), span)),
            _ => {}
        }
    }
}

fn shift(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Where the value of a key at the start of a line stands, quotation marks and comment excluded; the empty span at 0 when nowhere.
fn value_span(inner: &str, key: &str, sign: char) -> Span {
    let lines = LineIndex::new(inner);
    for number in 0..lines.lines() {
        let Some(line) = lines.line(inner, number) else { continue };
        let bare = line.of(inner);
        let unquoted = bare.strip_prefix(['"', '\'']).unwrap_or(bare);
        let Some(rest) = unquoted.strip_prefix(key) else { continue };
        let Some(value) = rest.trim_start_matches(['"', '\'', ' ', '\t']).strip_prefix(sign) else { continue };
        let value = value.trim_start();
        let start = line.end - value.len() as u32;
        let words = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => {
                let inside = &value[1..];
                let end = inside.rfind(mark).unwrap_or(inside.trim_end().len());
                return Span::new(start + 1, start + 1 + end as u32);
            }
            _ => value.split(" #").next().unwrap_or(value).trim_end(),
        };
        return Span::new(start, start + words.len() as u32);
    }
    Span::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_give_the_same_keys() {
        let yaml =
            "\u{FEFF}---\r\ntitle: \"The last ferry\" # ours\r\nkind: analysis\r\ndate: 2031-05-03\r\nonrecord: ignore\r\n---\r\nText";
        let toml = "+++\rtitle = 'The last ferry'\rkind = \"analysis\" # ours\rdate = 2031-05-03\ronrecord = \"ignore\"\r+++\rText";
        for source in [yaml, toml] {
            let opening = read(source);
            let FrontMatter { kind, date, ignore, error, .. } = opening.front_matter;
            assert_eq!(error, None, "{source:?}");
            let (kind, span) = kind.unwrap();
            assert_eq!((kind.as_str(), span.of(source)), ("analysis", "analysis"));
            assert_eq!((date.as_deref(), ignore), (Some("2031-05-03"), true));
            let (title, span) = opening.title.unwrap();
            assert_eq!((title.as_str(), span.of(source)), ("The last ferry", "The last ferry"));
            assert_eq!(&source[opening.body..], "Text");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_and_nothing_is_lost() {
        let broken = read("---\nkind: [news\n---\nText");
        assert!(broken.front_matter.error.is_some_and(|(message, _)| message.contains("YAML")));
        assert_eq!(broken.body, 20);
        let source = "+++\nkind = news\n+++\n";
        let (message, span) = read(source).front_matter.error.unwrap();
        assert!(message.contains("TOML") && source.len() > span.end as usize);
        assert_eq!(read("---\nA line of its own, and no fence.\n").front_matter.span, None);
        assert_eq!(read("---\nonrecord: never\n---\n").front_matter.error.unwrap().1, Span::new(14, 19));
    }
}
