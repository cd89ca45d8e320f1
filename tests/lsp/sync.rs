//! The text as the server has it: in every encoding, with edits anywhere, always the same findings as the checker's.

use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

/// Rule, first and last line and column (code points, from one), message.
type Found = Vec<(String, u64, u64, String)>;

/// What `onrecord check` finds in a text, hints included.
fn checked(text: &str) -> Found {
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
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| {
        let message = format!("{} {}", finding["message"].as_str().unwrap(), finding["reason"].as_str().unwrap());
        (
            finding["rule"].as_str().unwrap().to_owned(),
            finding["line"].as_u64().unwrap(),
            finding["column"].as_u64().unwrap(),
            message.trim_end().to_owned(),
        )
    });
    findings.collect()
}

/// What the server sent, in the same form; only for a client that counts in code points.
fn sent(diagnostics: &[Value]) -> Found {
    let found = diagnostics.iter().map(|diagnostic| {
        let start = &diagnostic["range"]["start"];
        let place = (start["line"].as_u64().unwrap() + 1, start["character"].as_u64().unwrap() + 1);
        (diagnostic["code"].as_str().unwrap().to_owned(), place.0, place.1, diagnostic["message"].as_str().unwrap().to_owned())
    });
    found.collect()
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
    let mut client = Client::initialized(json!({"general": {"positionEncodings": ["utf-32"]}}), None);
    client.open("untitled:article", ARTICLE);
    let found = sent(&client.published("untitled:article", Some(1)));
    assert_eq!(found, checked(ARTICLE));
    assert!(found.iter().any(|(rule, ..)| rule == "placeholder"));
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
        Just(" Marit Oru, the mayor, said the fund lost 15 per cent.".to_owned()),
    ];
    let place = || (0u32..9, 0u32..120);
    (place(), place(), text)
}

#[test]
fn after_any_edits_the_findings_equal_those_of_check() {
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&proptest::collection::vec(edit(), 1..12), |edits| {
        let uri = "untitled:article";
        let mut client = Client::initialized(json!({"general": {"positionEncodings": ["utf-32"]}}), None);
        client.open(uri, ARTICLE);
        let mut text = ARTICLE.to_owned();
        let mut version = 1;
        for (from, to, new) in &edits {
            version += 1;
            let (from, to) = ((*from).min(*to), (*from).max(*to));
            let position = |(line, character): (u32, u32)| json!({"line": line, "character": character});
            client.change(uri, version, json!([{"range": {"start": position(from), "end": position(to)}, "text": new}]));
            let (start, end) = (offset(&text, from), offset(&text, to));
            text.replace_range(start..end.max(start), new);
        }
        let found = sent(&client.published(uri, Some(version)));
        prop_assert_eq!(found, checked(&text));
        Ok(())
    });
    outcome.unwrap();
}

/// The byte of a line and a column in code points, told by a plain reading of the protocol.
fn offset(text: &str, (line, column): (u32, u32)) -> usize {
    let (mut at_line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if at_line == line {
            break;
        }
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            at_line += 1;
            start = at + 1;
        }
    }
    if at_line < line {
        return text.len();
    }
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    text[start..end].char_indices().nth(column as usize).map_or(end, |(at, _)| start + at)
}
