//! `onrecord.toml`: whatever stands in it, it is read or its fault is told with a place in it, and it governs an article or not.

use std::path::Path;

use fastrand::Rng;
use onrecord::article::Article;
use onrecord::check::{check, check_config};
use onrecord::config::settings::Overrides;
use onrecord::config::{Config, ConfigError, Settings};
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format, LineIndex};

use super::{runner, text};

#[test]
fn a_configuration_is_read_or_its_fault_is_told_with_its_place() {
    let article = "The harbour cost TK million crowns, a source close to the board said.\n";
    let article = Article::analyze(Document::new("a/ferry.txt", article, Format::Plain), Lexicon::shipped(), None);
    runner::each("configuration", 4_000, |rng| one(rng, &article));
}

fn one(rng: &mut Rng, article: &Article) {
    let source = configuration(rng);
    match Config::parse(Path::new("onrecord.toml"), &source) {
        Ok(config) => {
            let settings = Settings::new(Some(&config), "a/ferry.txt", &Overrides::default());
            let checked = check(article, &settings);
            assert!(checked.used.iter().all(|entry| checked.tried.contains(entry)), "{source:?}");
            let unused: Vec<usize> = checked.tried.iter().copied().filter(|entry| !checked.used.contains(entry)).collect();
            for shown in check_config(&config, &settings, &unused) {
                let span = shown.finding.span;
                assert!(config.text.get(span.range()).is_some(), "{span:?} of {source:?}");
            }
        }
        Err(ConfigError::Wrong { line, column, message, .. }) => {
            let lines = LineIndex::new(&source).lines();
            assert!((1..=lines).contains(&line) && column >= 1 && !message.is_empty(), "{line}:{column}: {message} of {source:?}");
        }
        Err(error) => panic!("{error} of {source:?}"),
    }
}

/// A configuration: keys that there are and are not, with values that fit and do not.
fn configuration(rng: &mut Rng) -> String {
    let mut source = String::new();
    for _ in 0..rng.usize(..8) {
        let line = match rng.u8(..12) {
            0 => format!("[[allow]]\npath = {}\nrule = {}\ntext = {}", value(rng), value(rng), value(rng)),
            1 => format!("[rules]\n{} = {{ severity = {}, confidence = {} }}", key(rng), value(rng), value(rng)),
            2 => format!("[rules.{}]\nseverity = {}", key(rng), value(rng)),
            3 => format!("[kinds]\n{} = {}", value(rng), value(rng)),
            4 => format!("[{}]", key(rng)),
            _ => format!("{} = {}", key(rng), value(rng)),
        };
        source.push_str(&line);
        source.push_str(text::one_of(rng, &["\n", "\n", "\n", "\r\n", " # a note\n", "\n\n", " "]));
    }
    if rng.u8(..3) == 0 { text::damaged(rng, source) } else { source }
}

fn key<'a>(rng: &mut Rng) -> &'a str {
    let keys = [
        "include",
        "exclude",
        "strictness",
        "outlet",
        "well-known",
        "acronyms",
        "max-file-size",
        "notebook",
        "transcripts",
        "kinds",
        "rules",
        "allow",
        "placeholder",
        "unattributed-number",
        "placeholdr",
        "strictnes",
        "a.b.c",
        "\"\"",
        "é",
        "'a b'",
    ];
    text::one_of(rng, &keys)
}

fn value(rng: &mut Rng) -> String {
    let values = [
        "\"a/ferry.txt\"",
        "\"placeholder\"",
        "\"TK\"",
        "\"calm\"",
        "\"picky\"",
        "\"error\"",
        "\"off\"",
        "\"loud\"",
        "\"opinion\"",
        "true",
        "0.5",
        "-1",
        "nan",
        "inf",
        "1e400",
        "9223372036854775808",
        "2031-05-03",
        "[]",
        "{}",
        "[\"a/\", \"!b\", \"[\", \"**\", \"{a\"]",
        "\"[z-a]\"",
        "\"\\u202E\"",
        "\"\"",
        "'\u{1b}'",
        "[[[[",
        "\"\"\"\na\n\"\"\"",
        "\"a\u{301}\\n::error::b\"",
        "\"never closed",
    ];
    text::one_of(rng, &values).to_owned()
}
