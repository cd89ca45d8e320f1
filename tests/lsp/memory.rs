//! Memory: of a client that never reads, and of a session that lasts.

use std::fs;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

/// Writes messages until the server takes no more or all are written; how many were.
fn flood(client: &mut Client, most: usize, message: impl Fn(usize) -> Value + Send + 'static) -> usize {
    let mut input = client.input.take().unwrap();
    let written = Arc::new(AtomicUsize::new(0));
    let count = written.clone();
    std::thread::spawn(move || {
        for number in 0..most {
            let body = message(number).to_string();
            if write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).is_err() {
                return;
            }
            count.fetch_add(1, Ordering::Relaxed);
        }
        // The input stays open.
        std::thread::sleep(Duration::from_secs(600));
    });
    let (mut last, mut still) = (0, 0);
    while still < 20 {
        std::thread::sleep(Duration::from_millis(50));
        let now = written.load(Ordering::Relaxed);
        still = if now == last { still + 1 } else { 0 };
        last = now;
    }
    client.settle();
    last
}

fn question(number: usize) -> Value {
    json!({"jsonrpc": "2.0", "id": 1000 + number, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": "untitled:article"}}})
}

#[cfg(target_os = "linux")]
#[test]
fn a_client_that_never_reads_fills_nothing() {
    let mut client = Client::with(&ARTICLE.repeat(60));
    client.published("untitled:article", Some(1));
    let before = client.memory();
    client.read_no_more();
    let asked = flood(&mut client, 50_000, question);
    let (grown, threads) = (client.memory().saturating_sub(before), client.threads());
    assert!(asked < 40_000, "all {asked} questions were taken");
    assert!(grown < 160 * 1024, "{grown} KB more, after {asked} questions");
    assert!(threads < 40, "{threads} threads");
    // When it reads again, it is answered.
    client.read_again();
    assert!(client.reply(1000)["result"].is_array());
    assert!(client.reply(1000 + asked as i64 - 1)["result"].is_array());
}

#[cfg(target_os = "linux")]
#[test]
fn findings_that_nobody_reads_are_replaced_by_newer_ones() {
    let mut client = Client::with(&"It was XXX who signed. ".repeat(400));
    client.published("untitled:article", Some(1));
    let before = client.memory();
    client.read_no_more();
    let change = |number: usize| {
        let start = json!({"line": 0, "character": 0});
        let changes = json!([{"range": {"start": start, "end": start}, "text": if number.is_multiple_of(2) { "TK " } else { "a " }}]);
        let document = json!({"uri": "untitled:article", "version": number + 2});
        json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": changes}})
    };
    let sent = flood(&mut client, 3_000, change);
    let grown = client.memory().saturating_sub(before);
    assert!(grown < 160 * 1024, "{grown} KB more, after {sent} changes");
    client.read_again();
    client.published("untitled:article", Some(sent as i64 + 1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_session_that_lasts_does_not_grow() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..4 {
        fs::write(folder.path().join(format!("{number}.txt")), ARTICLE).unwrap();
    }
    // A client that answers none of the server's questions.
    let can = json!({
        "textDocument": {"diagnostic": {}},
        "window": {"workDoneProgress": true},
        "workspace": {"configuration": true, "diagnostics": {"refreshSupport": true}, "inlayHint": {"refreshSupport": true}}
    });
    let mut client = Client::initialized(can, Some(folder.path()));
    let mut opened = 0;
    let mut turn = |client: &mut Client| {
        for _ in 0..400 {
            opened += 1;
            let uri = format!("file://{}/new/{opened}.txt", folder.path().display());
            client.open(&uri, ARTICLE);
            client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": uri}}));
            client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
            client.request("workspace/executeCommand", json!({"command": "onrecord.index", "arguments": []}));
            client.received();
        }
        client.settle();
        client.memory()
    };
    let sizes: Vec<usize> = (0..4).map(|_| turn(&mut client)).collect();
    assert!(sizes[3] < sizes[1] + 2 * 1024, "KB after each 400 documents: {sizes:?}");
    assert!(client.threads() < 40);
}

#[cfg(target_os = "linux")]
#[test]
fn a_client_that_leaves_without_a_word_ends_the_server_that_waits_for_it() {
    let mut client = Client::with(&ARTICLE.repeat(60));
    client.published("untitled:article", Some(1));
    client.read_no_more();
    flood(&mut client, 50_000, question);
    // The end of the output alone: the input stays open, and the server does not read it.
    client.close_output();
    let (code, took) = client.exit_code();
    assert_eq!(code, Some(1));
    assert!(took < Duration::from_secs(5), "{took:?}");
}
