//! What an answer costs grows with the text and no faster: the processor's time at two sizes, on texts that once cost its square.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;

const URI: &str = "untitled:article";

/// How the costs of a text four times as long may compare. What grows with the square costs sixteen times as much.
const FOUR_TIMES: u32 = 7;

/// The processor's time of one answer.
fn cost_of(client: &mut Client, ask: &dyn Fn(&mut Client)) -> Duration {
    ask(client);
    client.settle();
    let (before, mut times) = (client.processor_time(), 0);
    while times < 200 && client.processor_time() - before < Duration::from_millis(200) {
        ask(client);
        times += 1;
    }
    (client.processor_time() - before) / times
}

/// Asks something about a text in which the client has these findings.
type Question<'a> = &'a dyn Fn(&mut Client, &Value);

fn grows_with_the_text(name: &str, unit: &dyn Fn(usize) -> String, count: usize, ask: Question) {
    let cost = |count| {
        let mut client = Client::initialized(
            json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}}),
            None,
        );
        // On one line, and not every character is one byte.
        client.open(URI, &format!("é {}", (0..count).map(unit).collect::<String>()));
        let found = json!(client.published(URI, Some(1)));
        cost_of(&mut client, &|client| ask(client, &found))
    };
    compare(name, cost(count), cost(4 * count));
}

fn compare(name: &str, short: Duration, long: Duration) {
    println!("{name}: {short:?}, four times as long {long:?}");
    assert!(long < FOUR_TIMES * short + Duration::from_millis(3), "{name}: {short:?}, four times as long {long:?}");
}

fn whole() -> Value {
    json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}})
}

/// Editors send the findings of the range along.
fn actions(client: &mut Client, found: &Value) {
    let context = json!({"diagnostics": found});
    let found = client.request("textDocument/codeAction", json!({"textDocument": {"uri": URI}, "range": whole(), "context": context}));
    assert!(!found.as_array().unwrap().is_empty());
}

fn symbols(client: &mut Client, _: &Value) {
    let found = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert!(!found.as_array().unwrap().is_empty());
}

/// A surname that no other number has.
pub fn surname(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + (number / 26usize.pow(place) % 26) as u8);
    format!("Or{}{}{}um", letter(0), letter(1), letter(2))
}

#[cfg(target_os = "linux")]
#[test]
fn actions_on_a_whole_text() {
    grows_with_the_text("actions on TK", &|_| "TK ".into(), 8_000, &actions);
    let early = |number| format!("Yesterday {0} spoke. Marit {0} spoke again. ", surname(number));
    grows_with_the_text("actions on surnames", &early, 500, &actions);
    grows_with_the_text("actions on quotations", &|_| "“No.” It was XXX. ".into(), 1_200, &actions);
}

#[cfg(target_os = "linux")]
#[test]
fn an_outline() {
    grows_with_the_text("outline of quotations", &|_| "“We had no choice,” she said. ".into(), 2_000, &symbols);
    grows_with_the_text("outline of names", &|number| format!("Marit {} met the mayor. ", surname(number)), 1_500, &symbols);
}

#[cfg(target_os = "linux")]
#[test]
fn references_into_one_long_line() {
    let cost = |count: usize| {
        let folder = tempfile::tempdir().unwrap();
        let line = "é Marit Oru, the mayor, spoke. ".repeat(count);
        fs::write(folder.path().join("long.txt"), line).unwrap();
        let mut client = Client::initialized(json!({}), Some(folder.path()));
        client.open(URI, "Marit Oru, the mayor, spoke.\n");
        client.settle();
        cost_of(&mut client, &|client| {
            let place =
                json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 7}, "context": {"includeDeclaration": true}});
            assert!(client.request("textDocument/references", place).as_array().unwrap().len() > count);
        })
    };
    compare("references", cost(1_000), cost(4_000));
}

#[test]
fn a_question_about_words_that_are_gone_is_not_answered() {
    let mut client = Client::initialized(json!({}), None);
    client.open(URI, &super::ARTICLE.repeat(2_000));
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 14}});
    let names = ["hover", "definition", "documentSymbol", "documentHighlight", "codeLens"];
    let ids: Vec<i64> = names.iter().map(|name| client.ask(&format!("textDocument/{name}"), place.clone())).collect();
    let start = json!({"line": 0, "character": 0});
    let before = std::time::Instant::now();
    client.change(URI, 2, json!([{"range": {"start": start, "end": start}, "text": "a"}]));
    for id in ids {
        assert_eq!(client.reply(id)["error"]["code"], -32801);
    }
    // The answer does not wait until the text is read.
    assert!(!client.has(|message| message["method"] == "textDocument/publishDiagnostics"), "{:?}", before.elapsed());
    assert!(before.elapsed() < Duration::from_secs(5));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
}
