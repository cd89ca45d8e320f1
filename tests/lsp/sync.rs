//! The text as the server has it: in every encoding, with edits anywhere, always the same findings as the checker's.

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

/// Rule, line and column (of the first word and behind the last one, from zero), message.
pub type Found = Vec<(String, (u64, u64), (u64, u64), String)>;

/// What `onrecord check` finds in a text, hints included, with columns in the unit of `encoding`.
pub fn checked(text: &str, encoding: &str) -> Found {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["check", "-", "--format", "json", "--show", "hint", "--fail-on", "never"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = |finding: &Value, line: &str, column: &str| {
        let (line, column) = (finding[line].as_u64().unwrap() - 1, finding[column].as_u64().unwrap() - 1);
        let before = line_of(text, line as usize).chars().take(column as usize);
        let wide = |c: char| match encoding {
            "utf-8" => c.len_utf8(),
            "utf-16" => c.len_utf16(),
            _ => 1,
        };
        (line, before.map(wide).sum::<usize>() as u64)
    };
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| {
        let message = format!("{} {}", finding["message"].as_str().unwrap(), finding["reason"].as_str().unwrap());
        (
            finding["rule"].as_str().unwrap().to_owned(),
            place(finding, "line", "column"),
            place(finding, "end_line", "end_column"),
            message.trim_end().to_owned(),
        )
    });
    findings.collect()
}

/// What the server sent, in the same form.
pub fn sent(diagnostics: &[Value]) -> Found {
    let place = |place: &Value| (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
    let found = diagnostics.iter().map(|diagnostic| {
        let range = &diagnostic["range"];
        let words = |part: &str| diagnostic[part].as_str().unwrap().to_owned();
        (words("code"), place(&range["start"]), place(&range["end"]), words("message"))
    });
    found.collect()
}

/// The lines of a text with their bytes, ended by LF, CRLF or CR alone; told by a plain reading of the protocol.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let bytes = text.as_bytes();
    let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let end = at;
        match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'\r' | b'\n' => at += 1,
            _ => {
                at += 1;
                continue;
            }
        }
        lines.push((start, &text[start..end]));
        start = at;
    }
    lines.push((start, &text[start..]));
    lines
}

fn line_of(text: &str, line: usize) -> &str {
    lines(text)[line].1
}

#[test]
fn columns_are_right_in_the_three_encodings() {
    for (encoding, name, hover) in [("utf-8", 13, 14), ("utf-16", 9, 10), ("utf-32", 8, 9)] {
        let mut client = Client::initialized(json!({"general": {"positionEncodings": [encoding]}}), None);
        client.open("untitled:article", ARTICLE);
        let answer = client.at("hover", "untitled:article", 2, hover);
        assert_eq!(answer["range"]["start"], json!({"line": 2, "character": name}), "{encoding}");
        assert_eq!(answer["range"]["end"], json!({"line": 2, "character": name + 9}), "{encoding}");
        let from = json!({"line": 2, "character": name});
        client.change("untitled:article", 2, json!([{"range": {"start": from, "end": {"line": 2, "character": name + 5}}, "text": "Ada"}]));
        let answer = client.at("hover", "untitled:article", 2, hover);
        assert!(answer["contents"]["value"].as_str().unwrap().starts_with("Ada Oru"), "{encoding}: {answer}");
    }
}

#[test]
fn the_encoding_is_the_best_that_is_offered() {
    for (offered, taken) in [(json!(["utf-32", "utf-8", "utf-16"]), "utf-8"), (json!(["utf-16"]), "utf-16"), (json!(["utf-32"]), "utf-32")]
    {
        let mut client = Client::start();
        let answer = client.request(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": {"general": {"positionEncodings": offered}}}),
        );
        assert_eq!(answer["capabilities"]["positionEncoding"], taken);
    }
}

#[test]
fn edits_out_of_bounds_are_clamped() {
    let uri = "untitled:article";
    let mut client = Client::with("The ferry was sold.");
    let far = json!({"line": 900, "character": 900});
    client.change(uri, 2, json!([{"range": {"start": far, "end": far}, "text": " XXX signed."}]));
    let found = client.published(uri, Some(2));
    assert_eq!((found.len(), &found[0]["range"]["start"]), (1, &json!({"line": 0, "character": 20})));
    client.change("untitled:other", 3, json!([{"range": {"start": far, "end": far}, "text": "x"}]));
    client.change(uri, 3, json!([{"range": {"start": {"line": 0, "character": 500}, "end": {"line": 0, "character": 3}}, "text": ""}]));
    assert!(client.published(uri, Some(3)).is_empty());
}

#[test]
fn diagnostics_equal_those_of_check() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::initialized(json!({"general": {"positionEncodings": [encoding]}}), None);
        client.open("untitled:article", ARTICLE);
        let found = sent(&client.published("untitled:article", Some(1)));
        assert_eq!(found, checked(ARTICLE, encoding));
        assert!(found.iter().any(|(rule, ..)| rule == "placeholder"));
    }
}

/// An edit: where it begins and ends, as fractions of what is there, and what comes instead.
fn edit() -> impl Strategy<Value = ((u32, u32), (u32, u32), String)> {
    let text = prop_oneof![
        "[ -~]{0,8}",
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("“".to_owned()),
        Just("” Oru said.".to_owned()),
        Just("XXX ".to_owned()),
        Just("😀e\u{301}\u{2028}".to_owned()),
        Just(" 👩\u{200d}🚒 Ma\u{301}rit “Ö😀” Oru said. ".to_owned()),
        Just(" Marit Oru, the mayor, said the fund lost 15 per cent.".to_owned()),
    ];
    let place = || (0u32..9, 0u32..120);
    (place(), place(), text)
}

/// The byte of a line and a column in the unit of `encoding`; a column inside a character means its start.
pub fn offset(text: &str, (line, column): (u32, u32), encoding: &str) -> usize {
    let Some((start, words)) = lines(text).get(line as usize).copied() else { return text.len() };
    let mut left = column as usize;
    for (at, c) in words.char_indices() {
        let wide = match encoding {
            "utf-8" => c.len_utf8(),
            "utf-16" => c.len_utf16(),
            _ => 1,
        };
        if left < wide {
            return start + at;
        }
        left -= wide;
    }
    start + words.len()
}

/// The lines of the paragraph around a byte, and those that touch it: from an empty line to an empty line.
fn paragraph(text: &str, place: usize) -> std::ops::RangeInclusive<u64> {
    let all = lines(text);
    let at = all.iter().rposition(|(start, _)| *start <= place).unwrap_or(0);
    let empty = |line: &(usize, &str)| line.1.trim().is_empty();
    let from = (0..at).rev().find(|line| empty(&all[*line])).unwrap_or(0);
    let to = (at + 1..all.len()).find(|line| empty(&all[*line])).unwrap_or(all.len());
    from as u64..=to as u64
}

#[test]
fn after_any_edits_the_findings_equal_those_of_check_when_the_text_is_saved() {
    for (seed, encoding) in [(1, "utf-8"), (2, "utf-16"), (3, "utf-32")] {
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
        let client = RefCell::new(Client::initialized(json!({"general": {"positionEncodings": [encoding]}}), None));
        let document = Cell::new(0);
        // Some messages hold several edits, each for the text that the one before left.
        let messages = proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..10);
        let outcome = runner.run(&messages, |messages| {
            document.set(document.get() + 1);
            let (uri, mut client) = (format!("untitled:{}", document.get()), client.borrow_mut());
            client.open(&uri, ARTICLE);
            let mut text = ARTICLE.to_owned();
            let (mut version, mut place) = (1, 0);
            for edits in &messages {
                let mut changes = Vec::new();
                for (from, to, new) in edits {
                    let (from, to) = ((*from).min(*to), (*from).max(*to));
                    let position = |(line, character): (u32, u32)| json!({"line": line, "character": character});
                    changes.push(json!({"range": {"start": position(from), "end": position(to)}, "text": new}));
                    let (start, end) = (offset(&text, from, encoding), offset(&text, to, encoding));
                    text.replace_range(start..end.max(start), new);
                    place = start + new.len();
                }
                version += 1;
                client.change(&uri, version, Value::Array(changes));
            }
            let found = checked(&text, encoding);
            let written = sent(&client.published(&uri, Some(version)));
            client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
            let saved = sent(&client.published(&uri, Some(version)));
            client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
            prop_assert_eq!(&saved, &found);
            // While somebody writes, some of it is held back: in the paragraph of the last edit, and there alone.
            let paragraph = paragraph(&text, place);
            prop_assert!(written.iter().all(|one| found.contains(one)), "{:?} in {:?}", written, text);
            for missing in found.iter().filter(|one| !written.contains(one)) {
                let (rule, (line, _), ..) = missing;
                prop_assert!(rule != "placeholder" && paragraph.contains(line), "{:?} in {:?} at {}", missing, text, place);
            }
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{encoding}: {error}"));
    }
}
