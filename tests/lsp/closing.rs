//! What stays of a document when it is closed: the file on disk, or nothing.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;
use super::growth::surname;

const DISK: &str = "The town knows Ada Berg, a pilot.\n";
const UNSAVED: &str = "The town knows Marit Oru, the mayor, who spoke of the ferry on Monday and of the harbour on Friday.\n\n";

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

fn close(client: &mut Client, uri: &str) {
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
}

/// The files that name somebody, when the server has nothing more to do.
fn naming(client: &mut Client, query: &str) -> Vec<String> {
    client.settle();
    let found = client.request("workspace/symbol", json!({"query": query}));
    let name = |one: &Value| one["location"]["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let mut files: Vec<String> = found.as_array().unwrap().iter().map(name).collect();
    files.dedup();
    files
}

#[test]
fn a_document_that_is_closed_while_it_is_read_leaves_the_file_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DISK).unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let (on_disk, new) = (uri(folder.path(), "a.txt"), uri(folder.path(), "new.txt"));
    // The more is named in a text, the longer it takes from the end of its analysis until the index knows of it.
    let named = |number| format!("It was XXX who met Marit {}, the mayor, and Marit Oru.\n\n", surname(number));
    let long: String = (0..600).map(named).collect();
    let begin = Instant::now();
    client.open(&new, &long);
    client.published(&new, Some(1));
    let read = begin.elapsed();
    close(&mut client, &new);
    for turn in 0..12 {
        client.open(&on_disk, &long);
        client.open(&new, &long);
        if turn % 2 == 0 {
            // It is answered as soon as the text is read, before others know of it.
            client.at("hover", &new, 0, 1);
        } else {
            std::thread::sleep(read * (turn + 4) / 10);
        }
        close(&mut client, &new);
        close(&mut client, &on_disk);
        assert_eq!(naming(&mut client, "marit"), [] as [&str; 0], "closed in turn {turn}");
        assert_eq!(naming(&mut client, "ada berg"), ["a.txt"], "closed in turn {turn}");
        client.received();
    }
}

#[test]
fn a_document_that_is_opened_again_stands_as_it_was_opened_last() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DISK).unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let article = uri(folder.path(), "a.txt");
    let long = UNSAVED.repeat(1_000);
    for _ in 0..6 {
        client.open(&article, &long);
        close(&mut client, &article);
        client.open(&article, "The town knows Ida Quist, a teacher.\n");
        assert_eq!(naming(&mut client, "quist"), ["a.txt"]);
        assert_eq!(naming(&mut client, "ada berg"), [] as [&str; 0]);
        assert_eq!(naming(&mut client, "marit"), [] as [&str; 0]);
        // Saved by somebody else: the editor's text counts.
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": article, "type": 2}]}));
        assert_eq!(naming(&mut client, "quist"), ["a.txt"]);
        close(&mut client, &article);
        assert_eq!(naming(&mut client, "ada berg"), ["a.txt"]);
    }
}

#[test]
fn what_is_no_article_of_the_folders_leaves_nothing() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(other.path().join("a.txt"), DISK).unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    // Outside of the folders, without an extension that articles have, and above the size that is indexed at once.
    let closed = [uri(other.path(), "a.txt"), uri(folder.path(), "notes.xyz"), uri(folder.path(), "long.txt")];
    for article in &closed {
        let text = if article.ends_with("long.txt") { UNSAVED.repeat(4_000) } else { UNSAVED.to_owned() };
        client.open(article, &text);
        client.published(article, Some(1));
    }
    assert_eq!(naming(&mut client, "marit").len(), 2);
    let place = json!({"textDocument": {"uri": closed[0]}, "position": {"line": 0, "character": 16}, "newName": "Marit Holm"});
    client.request("textDocument/rename", place);
    // A rename reads every open article, however long.
    assert_eq!(naming(&mut client, "marit").len(), 3);
    closed.iter().for_each(|article| close(&mut client, article));
    assert_eq!(naming(&mut client, "marit"), [] as [&str; 0]);
    assert_eq!(naming(&mut client, "ada berg"), [] as [&str; 0]);
}

#[test]
fn one_file_under_two_addresses_stays_while_one_is_open() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a b.txt"), DISK).unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let (one, other) = (uri(folder.path(), "a%20b.txt"), uri(folder.path(), "%61%20b.txt"));
    for article in [&one, &other] {
        client.open(article, UNSAVED);
        client.published(article, Some(1));
    }
    close(&mut client, &one);
    assert_eq!(naming(&mut client, "marit").len(), 1);
    close(&mut client, &other);
    assert_eq!((naming(&mut client, "marit").len(), naming(&mut client, "ada berg").len()), (0, 1));
}

#[test]
fn findings_of_a_closed_document_are_taken_back_last() {
    let mut client = Client::initialized(json!({}), None);
    let long = "It was XXX who signed the sale of the ferry.\n\n".repeat(1_000);
    for turn in 0..10 {
        let article = format!("untitled:{turn}");
        client.open(&article, &long);
        std::thread::sleep(Duration::from_millis(turn * 30));
        close(&mut client, &article);
        client.settle();
        client.request("workspace/symbol", json!({"query": "nobody"}));
        let told = client.received();
        let last = told.iter().rfind(|message| message["params"]["uri"] == article).unwrap();
        assert_eq!(last["params"]["diagnostics"], json!([]));
    }
}
