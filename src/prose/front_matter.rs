//! What an article says of itself before it begins (YAML between `---`, TOML between `+++`, a JSON object, `<meta>` in HTML).
//!
//! Front matter comes from anywhere, and few of its keys are ours. So it is read by events, up to a size and a depth, and nothing is
//! built of what is not asked for. YAML's aliases are not followed: a few lines of them stand for gigabytes.

mod json;
mod toml;
mod value;
mod yaml;

use crate::text::{LineIndex, Span};
use value::{Key, Value};

pub(super) use value::Words;

/// The keys onrecord reads; every other key is the site's business.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The whole front matter, in source bytes.
    pub span: Option<Span>,
    /// `kind`, as written, with its source bytes.
    pub kind: Option<(String, Span)>,
    /// What the article is filed under, field by field, in the order of the file.
    pub signs: Vec<Sign>,
    /// `date`, as written.
    pub date: Option<String>,
    /// `draft: true`, or an embargo: it is not published yet.
    pub draft: bool,
    /// `correction` and `corrections`: what was put right after the article was published.
    pub corrections: Vec<String>,
    /// `onrecord: ignore` (the whole file is left alone).
    pub ignore: bool,
    /// What could not be read, with its source bytes.
    pub error: Option<(String, Span)>,
}

/// A field that may tell the kind of an article, and one of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The field's name, as in the file.
    pub field: String,
    /// The value, as written.
    pub value: String,
    /// It is one of many: a tag.
    pub tag: bool,
}

/// Front matter and what of it belongs to the article's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// The keys.
    pub front_matter: FrontMatter,
    /// `title`, with its source bytes.
    pub title: Option<Words>,
    /// Source byte at which the text begins.
    pub body: usize,
}

/// Reads the front matter that opens `text`, if there is any; a byte order mark may stand before it.
pub(super) fn read(text: &str) -> Opening {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let none = Opening { body: start, ..Opening::default() };
    let rest = &text[start..];
    if rest.starts_with('{') {
        return json_object(rest, start).unwrap_or(none);
    }
    let toml = rest.starts_with("+++");
    if !toml && !rest.starts_with("---") {
        return none;
    }
    let lines = LineIndex::new(rest);
    let is_fence = |line: &str| if toml { line == "+++" } else { line == "---" || line == "..." };
    let fence = |number: u32| lines.line(rest, number).is_some_and(|line| is_fence(line.of(rest).trim_end()));
    let json = lines.line(rest, 0).is_some_and(|line| line.of(rest).trim_end() == "---json");
    if !json && !fence(0) || lines.line(rest, 0).is_some_and(|line| line.of(rest).starts_with("...")) {
        return none;
    }
    let Some(last) = (1..lines.lines()).find(|number| fence(*number)) else { return none };
    let at = |line: u32| lines.line(rest, line).map_or(rest.len(), |span| span.start as usize);
    let inner = &rest[at(1)..at(last)];
    let offset = (start + at(1)) as u32;
    let end = start + at(last + 1);
    let mut opening = Opening { body: end, ..none };
    opening.front_matter.span = Some(Span::new(start as u32, lines.line(rest, last).map_or(end as u32, |line| start as u32 + line.end)));
    let keys = match inner.len() {
        0..=LARGEST if json => json::keys(inner, &KEYS),
        0..=LARGEST if toml => toml::keys(inner, &KEYS),
        0..=LARGEST => yaml::keys(inner, &KEYS),
        _ => {
            let message = format!("The front matter is larger than {} KB, so it was not read.", LARGEST / 1024);
            opening.front_matter.error = Some((message, Span::new(start as u32, start as u32 + 3)));
            return opening;
        }
    };
    match keys {
        Ok(keys) => take(&mut opening, keys.into_iter().map(|key| key.shifted(offset)).collect()),
        Err((message, span)) => opening.front_matter.error = Some((message, value::shifted(span, offset))),
    }
    opening
}

/// Reads the JSON object that opens a file, as some generators have it; `None` where what opens it is no such object.
fn json_object(rest: &str, start: usize) -> Option<Opening> {
    let end = json::object(rest.get(..LARGEST.min(rest.len())).unwrap_or(rest))?;
    let line = rest[end..].find('\n').map_or(rest.len(), |at| end + at + 1);
    if !rest[end..line].trim().is_empty() {
        return None;
    }
    let mut opening = Opening { body: start + line, ..Opening::default() };
    opening.front_matter.span = Some(Span::new(start as u32, (start + end) as u32));
    let keys = json::keys(&rest[..end], &KEYS).ok()?;
    take(&mut opening, keys.into_iter().map(|key| key.shifted(start as u32)).collect());
    Some(opening)
}

/// Bytes of the largest front matter whose keys are read.
const LARGEST: usize = 64 * 1024;

/// The keys onrecord reads.
const KEYS: [&str; 29] = [
    "kind",
    "date",
    "title",
    "onrecord",
    "draft",
    "embargo",
    "embargoed",
    "correction",
    "corrections",
    "article_type",
    "articleType",
    "categories",
    "category",
    "channel",
    "collection",
    "content_type",
    "contentType",
    "desk",
    "format",
    "genre",
    "kicker",
    "layout",
    "primary_section",
    "rubric",
    "section",
    "sections",
    "tags",
    "topic",
    "type",
];

/// The keys that say what an article is filed under follow the first nine; those that hold tags.
const TAGS: &[&str] = &["tags", "categories", "topic"];

/// The most values of a field that are looked at.
const MOST_VALUES: usize = 64;

fn take(opening: &mut Opening, keys: Vec<Key>) {
    let front_matter = &mut opening.front_matter;
    for Key { name, span, value } in keys {
        // A value without words is shown by its key.
        let wrong = |message: String, at: Span| Some((message, if at.is_empty() { span } else { at }));
        let error = match (name, value) {
            (name, value) if !KEYS[..9].contains(&name) => {
                file_under(front_matter, name, value);
                None
            }
            ("draft" | "embargo" | "embargoed", value) => {
                let no = |words: &str| matches!(words.to_lowercase().as_str(), "false" | "no" | "");
                front_matter.draft |= !matches!(value, Value::Words(words) if no(&words.text));
                None
            }
            ("correction" | "corrections", value) => {
                match value {
                    Value::Words(words) => front_matter.corrections.push(words.text),
                    Value::List(items) => front_matter.corrections.extend(items.into_iter().take(MOST_VALUES).map(|item| item.text)),
                    Value::Alias(_) | Value::Other(_) => {}
                }
                None
            }
            (name, Value::Alias(at)) => {
                wrong(format!("“{name}” repeats another value, which onrecord does not look up: write the value itself."), at)
            }
            ("kind", Value::Words(words)) => {
                front_matter.kind = Some((words.text, words.span));
                None
            }
            ("date", Value::Words(words)) => {
                front_matter.date = Some(words.text);
                None
            }
            ("title", Value::Words(words)) => {
                opening.title = Some(words);
                None
            }
            ("onrecord", Value::Words(words)) if ["ignore", "false", "False", "FALSE"].contains(&words.text.as_str()) => {
                front_matter.ignore = true;
                None
            }
            ("kind", value) => wrong("“kind” takes one word.".into(), value.span()),
            ("onrecord", value) => wrong("“onrecord” takes “ignore”.".into(), value.span()),
            _ => None,
        };
        front_matter.error = front_matter.error.take().or(error);
    }
}

/// Takes note of what a field files the article under.
fn file_under(front_matter: &mut FrontMatter, field: &str, value: Value) {
    let tag = TAGS.contains(&field);
    let mut add = |words: &str, tag: bool| {
        let value = words.trim().to_owned();
        front_matter.signs.push(Sign { field: field.to_owned(), value, tag });
    };
    match value {
        Value::Words(words) => {
            // One text may hold several: behind commas or, as Jekyll reads it, white space.
            words.text.split(',').take(MOST_VALUES).for_each(|one| add(one, tag && words.text.contains(',')));
            if tag && !words.text.contains(',') && words.text.contains(' ') {
                words.text.split_whitespace().take(MOST_VALUES).for_each(|one| add(one, true));
            }
        }
        Value::List(items) => items.iter().take(MOST_VALUES).for_each(|one| add(&one.text, tag && field != "categories")),
        Value::Alias(_) | Value::Other(_) => {}
    }
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
            let title = opening.title.unwrap();
            assert_eq!((title.text.as_str(), title.span.of(source)), ("The last ferry", "The last ferry"));
            assert_eq!(&source[opening.body..], "Text");
        }
    }

    #[test]
    fn json_gives_the_same_keys() {
        let object = "{\n  \"title\": \"The \\\"last\\\" ferry\",\n  \"kind\": \"analysis\", \"tags\": [\"a\", \"opinion\"]\n}\n";
        for (source, body) in [(format!("{object}Text"), "Text"), (format!("---json\n{object}---\nText"), "Text")] {
            let opening = read(&source);
            assert_eq!(opening.front_matter.error, None);
            let (kind, span) = opening.front_matter.kind.unwrap();
            assert_eq!((kind.as_str(), span.of(&source)), ("analysis", "analysis"));
            let title = opening.title.unwrap();
            assert_eq!((title.text.as_str(), title.span.of(&source)), ("The \"last\" ferry", "The \\\"last\\\" ferry"));
            assert_eq!((&source[opening.body..], opening.front_matter.signs.len()), (body, 2));
        }
        for text in ["{% include a %}\nText", "{ferry}\n", "{}", "{\"a\": 1} Text", "{{ title }}"] {
            assert_eq!((read(text).body, read(text).front_matter.span), (0, None), "{text}");
        }
        assert!(read("---json\n{\"a\": }\n---\n").front_matter.error.is_some());
    }

    #[test]
    fn what_an_article_is_filed_under_is_read() {
        let signs = |source: &str| {
            let signs = read(source).front_matter.signs;
            signs
                .iter()
                .map(|sign| format!("{}={}{}", sign.field, sign.value, if sign.tag { "~" } else { "" }))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(signs("---\ncategory: Comment\ntags: [a, b]\n---\n"), "category=Comment tags=a~ tags=b~");
        assert_eq!(signs("---\ncategories:\n  - News\n---\n"), "categories=News");
        assert_eq!(signs("---\ntags: a op-ed\nlayout: post\n---\n"), "tags=a op-ed tags=a~ tags=op-ed~ layout=post");
        assert_eq!(signs("+++\nsection = 'Opinion'\ncategories = ['x']\n+++\n"), "section=Opinion categories=x");
        assert_eq!(signs("---\nsection: *a\ntype: {a: b}\n---\n"), "");
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

    #[test]
    fn the_span_of_a_title_is_where_its_words_stand() {
        let cases = [
            ("title: 'Oru''s house'", "Oru's house", "Oru''s house"),
            ("title: \"Oru\\u2019s \\\"house\\\"\" # ours", "Oru’s \"house\"", "Oru\\u2019s \\\"house\\\""),
            ("title: >\n  Oru leaves\n  the quay\n\nkind: news", "Oru leaves the quay\n", "Oru leaves\n  the quay"),
            ("title: |-\r\n  Oru leaves\r\nkind: news", "Oru leaves", "Oru leaves"),
            ("title: >2-\n  > Oru leaves\n\n  the quay\n# ours", "> Oru leaves\nthe quay", "> Oru leaves\n\n  the quay"),
            ("title: Oru leaves\n  the quay # ours\nkind: news", "Oru leaves the quay", "Oru leaves\n  the quay"),
            ("subtitle: Annaale\ntitle : Annaale   # title: x", "Annaale", "Annaale"),
            ("# title: no\n\"title\": title", "title", "title"),
            ("é: ü\ntitle: &t Åse said", "Åse said", "Åse said"),
            ("{kind: news, title: said}", "said", "said"),
            ("title:\n  - said\n", "", ""),
        ];
        for (inner, title, written) in cases {
            let source = format!("\u{FEFF}---\n{inner}\n---\nText");
            let opening = read(&source);
            assert_eq!(opening.front_matter.error, None, "{inner}");
            let found = opening.title.as_ref().map(|words| (words.text.as_str(), words.span.of(&source)));
            assert_eq!(found.unwrap_or_default(), (title, written), "{inner}");
        }
    }

    #[test]
    fn another_key_of_the_same_name_does_not_lead_astray() {
        let source = "---\nauthor:\n  title: editor\ntitle: Oru leaves\n---\n";
        let title = read(source).title.unwrap();
        assert_eq!((title.text.as_str(), title.span), ("Oru leaves", Span::new(35, 45)));
        let source = "+++\ntitle = \"\"\"\nOru leaves\"\"\"\n[author]\ntitle = 'editor'\n+++\n";
        let title = read(source).title.unwrap();
        assert_eq!((title.text.as_str(), title.span.of(source)), ("Oru leaves", "Oru leaves"));
    }

    #[test]
    fn aliases_are_not_followed_and_said_only_where_one_of_our_keys_is_one() {
        let source = "---\nauthor: &oru Marit Oru\neditor: *oru\nkind: &k news\n---\n";
        let front_matter = read(source).front_matter;
        assert_eq!((front_matter.error, front_matter.kind.unwrap().0.as_str()), (None, "news"));
        // Ninety million values, if they were followed.
        let many = format!("---\nx: &a [{}]\ny: [{}]\nkind: news\n---\n", "x, ".repeat(15_000), "*a,".repeat(6_000));
        let front_matter = read(&many).front_matter;
        assert_eq!((front_matter.error, front_matter.kind.unwrap().0.as_str()), (None, "news"));
        for (name, value) in [("kind", "*a"), ("title", "*a"), ("onrecord", "[*a]"), ("date", "\n  - *a")] {
            let source = format!("---\nx: &a news\n{name}: {value}\n---\n");
            let (message, span) = read(&source).front_matter.error.unwrap();
            assert!(message.starts_with(&format!("“{name}” repeats")), "{message}");
            assert_eq!(span.of(&source), "*a");
        }
    }

    #[test]
    fn front_matter_has_a_largest_size_and_depth() {
        for (fence, line) in [("---", "a: [*b, *b]\n"), ("+++", "# a\n"), ("---", "a: [[[[\n"), ("---", "k: v\n")] {
            let source = format!("{fence}\n{}{fence}\nText", line.repeat(LARGEST / line.len() + 1));
            let opening = read(&source);
            let told = ("The front matter is larger than 64 KB, so it was not read.".into(), Span::new(0, 3));
            assert_eq!(opening.front_matter.error, Some(told));
            assert_eq!(&source[opening.body..], "Text");
        }
        for open in ["[", "{a: ", "- ", "[{", "? "] {
            let source = format!("---\nkind: news\nb:\n {}\n---\n", open.repeat(15_000));
            let (message, span) = read(&source).front_matter.error.unwrap();
            assert_eq!(message, "The front matter is nested deeper than 128 levels.", "{open}");
            assert!(span.of(&source).contains(open), "{open}");
        }
        for line in ["a = [[[[", "[a.b]", "a.b.c.", "a = {b = "] {
            let source = format!("+++\n{}1\n+++\n", line.repeat(60_000 / line.len()));
            assert!(read(&source).front_matter.error.unwrap().0.contains("TOML"), "{line}");
        }
    }

    #[test]
    fn what_is_no_word_is_said_where_it_stands() {
        let cases = [
            ("kind: [news, opinion]", "“kind” takes one word.", "news, opinion"),
            ("kind:\n  a: b\ndate: x", "“kind” takes one word.", "a: b"),
            ("kind:", "“kind” takes one word.", "kind"),
            ("kind: !x news", "“kind” takes one word.", "!x news"),
            ("onrecord: ~", "“onrecord” takes “ignore”.", "~"),
            ("a: 1\na: 2", "The front matter is not valid YAML: duplicate entry with key \"a\".", "a: 2"),
            ("a: b: c", "The front matter is not valid YAML: mapping values are not allowed in this context.", "a: b: c"),
            ("- news", "The front matter holds no keys.", "- news"),
            ("news", "The front matter holds no keys.", "news"),
        ];
        for (inner, message, written) in cases {
            let source = format!("---\n{inner}\n---\nText");
            let (told, span) = read(&source).front_matter.error.unwrap_or_default();
            assert_eq!((told.as_str(), span.of(&source)), (message, written), "{inner}");
        }
        for inner in ["", "# a note", "~", "a: {}", "onrecord: False"] {
            assert_eq!(read(&format!("---\n{inner}\n---\nText")).front_matter.error, None, "{inner}");
        }
    }
}
