//! What the server tells of articles beyond the first questions: colours that change, who cites whom, links, all articles at once.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

const URI: &str = "untitled:article";

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

#[test]
fn colours_that_changed_are_told_alone() {
    let mut client = Client::with(ARTICLE);
    let before = client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}}));
    client.change(
        URI,
        2,
        json!([{"range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}, "text": "On Monday "}]),
    );
    let ask = |id: &Value| json!({"textDocument": {"uri": URI}, "previousResultId": id});
    let delta = client.request("textDocument/semanticTokens/full/delta", ask(&before["resultId"]));
    let mut numbers: Vec<Value> = before["data"].as_array().unwrap().clone();
    for edit in delta["edits"].as_array().unwrap() {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        numbers.splice(start..end, edit["data"].as_array().cloned().unwrap_or_default());
    }
    let after = client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}}));
    assert_eq!(Value::Array(numbers), after["data"]);
    assert!(delta.to_string().len() < before.to_string().len());
    let unknown = client.request("textDocument/semanticTokens/full/delta", ask(&json!("another")));
    assert_eq!(unknown["data"], after["data"]);
}

#[test]
fn who_cites_whom() {
    let text = "Marit Oru, the mayor, spoke on Monday. Ada Berg, a pilot, said that Oru had sold the ferry. Oru said Berg knew nothing.\n";
    let mut client = Client::with(text);
    let items = client.at("prepareCallHierarchy", URI, 0, 2);
    assert_eq!((&items[0]["name"], &items[0]["detail"]), (&json!("Marit Oru"), &json!("mayor")));
    let incoming = client.request("callHierarchy/incomingCalls", json!({"item": items[0]}));
    assert_eq!((incoming.as_array().unwrap().len(), &incoming[0]["from"]["name"]), (1, &json!("Ada Berg")));
    assert_eq!(incoming[0]["fromRanges"], json!([{"start": {"line": 0, "character": 68}, "end": {"line": 0, "character": 71}}]));
    let outgoing = client.request("callHierarchy/outgoingCalls", json!({"item": items[0]}));
    assert_eq!((outgoing.as_array().unwrap().len(), &outgoing[0]["to"]["name"]), (1, &json!("Ada Berg")));
    assert_eq!(client.at("prepareCallHierarchy", URI, 0, 34), Value::Null);
}

#[test]
fn the_kind_of_a_name_is_its_introduction() {
    let mut client = Client::with(ARTICLE);
    let first = client.at("typeDefinition", URI, 4, 42);
    assert_eq!(first["range"]["start"], json!({"line": 2, "character": 9}));
    assert_eq!(first, client.at("declaration", URI, 4, 42));
}

#[test]
fn links_lead_to_addresses_and_to_files_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("b.md"), "# The bridge\n").unwrap();
    fs::write(folder.path().join("onrecord.toml"), "[[allow]]\npath = \"/b.md\"\nrule = \"placeholder\"\n").unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let article = uri(folder.path(), "a.md");
    client.open(&article, "😀 See [the bridge](b.md), [the ferry](gone.md) and https://vellmouth.example/ferry.\n");
    let links = client.request("textDocument/documentLink", json!({"textDocument": {"uri": article}}));
    assert_eq!(links[0]["target"], uri(folder.path(), "b.md"));
    assert_eq!(links[0]["range"]["start"], json!({"line": 0, "character": 20}));
    assert_eq!((&links[1]["target"], links.as_array().unwrap().len()), (&json!("https://vellmouth.example/ferry"), 2));
    let config = uri(folder.path(), "onrecord.toml");
    client.open(&config, "[[allow]]\npath = \"/b.md\"\nrule = \"placeholder\"\n");
    let links = client.request("textDocument/documentLink", json!({"textDocument": {"uri": config}}));
    assert_eq!(links[0]["target"], uri(folder.path(), "b.md"));
    assert_eq!(links[0]["range"], json!({"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 13}}));
}

#[test]
fn all_articles_are_told_of_at_once_and_unchanged_ones_only_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("onrecord.toml"), "exclude = [\"drafts/\"]\n").unwrap();
    fs::create_dir(root.join("drafts")).unwrap();
    for (name, text) in [("a.txt", "It was XXX who signed the sale.\n"), ("b.txt", "The ferry is red.\n"), ("drafts/c.txt", "XXX spoke.\n")]
    {
        fs::write(root.join(name), text).unwrap();
    }
    let mut client = Client::initialized(json!({"textDocument": {"diagnostic": {}}}), Some(root));
    let ask =
        |client: &mut Client, known: Value| client.request("workspace/diagnostic", json!({"previousResultIds": known}))["items"].clone();
    let mut first = ask(&mut client, json!([]));
    for _ in 0..200 {
        if first.as_array().unwrap().len() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
        first = ask(&mut client, json!([]));
    }
    let codes =
        |report: &Value| report["items"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!((&first[0]["uri"], codes(&first[0])), (&json!(uri(root, "a.txt")), vec!["placeholder".to_owned()]));
    assert_eq!((&first[1]["uri"], codes(&first[1])), (&json!(uri(root, "b.txt")), Vec::new()));
    let known = json!([
        {"uri": first[0]["uri"], "value": first[0]["resultId"]},
        {"uri": first[1]["uri"], "value": first[1]["resultId"]},
        {"uri": uri(root, "gone.txt"), "value": "something"}
    ]);
    let again = ask(&mut client, known.clone());
    assert_eq!((&again[0]["kind"], &again[1]["kind"]), (&json!("unchanged"), &json!("unchanged")));
    assert_eq!((&again[2]["uri"], &again[2]["items"]), (&json!(uri(root, "gone.txt")), &json!([])));
    // What is open counts as the editor has it.
    client.open(&uri(root, "b.txt"), "The ferry is TK.\n");
    let open = ask(&mut client, known.clone());
    assert_eq!((&open[1]["version"], codes(&open[1])), (&json!(1), vec!["placeholder".to_owned()]));
    // A configuration that changes is obeyed.
    client.open(&uri(root, "onrecord.toml"), "exclude = [\"drafts/\", \"/a.txt\"]\n");
    let excluded = ask(&mut client, known);
    let report = excluded.as_array().unwrap().iter().find(|one| one["uri"] == uri(root, "a.txt")).unwrap();
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
}

#[test]
fn completions_are_explained_when_asked() {
    let mut client = Client::initialized(json!({}), None);
    let text = "---\nkind: news\n---\n\n<!-- onrecord: allow placeh -->\n\nIt was XXX.\n";
    client.notify("textDocument/didOpen", json!({"textDocument": {"uri": URI, "languageId": "markdown", "version": 1, "text": text}}));
    let offered = client.at("completion", URI, 4, 27);
    assert_eq!((offered.as_array().unwrap().len(), &offered[0]["label"]), (1, &json!("placeholder")));
    let whole = client.request("completionItem/resolve", offered[0].clone());
    assert_eq!(whole["documentation"]["kind"], "plaintext");
    let words = whole["documentation"]["value"].as_str().unwrap();
    assert!(words.starts_with("placeholder: ") && words.contains("What it flags: ") && words.lines().count() <= 8, "{words}");
    client.change(
        URI,
        2,
        json!([{"range": {"start": {"line": 4, "character": 27}, "end": {"line": 4, "character": 27}}, "text": "older"}]),
    );
    assert_eq!(client.at("hover", URI, 4, 24)["contents"]["value"], words);
}

#[test]
fn a_name_of_another_article_is_explained_with_its_role() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("b.txt"), "The town knows Marit Oru, the mayor. Oru spoke on Monday.\n").unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let article = uri(folder.path(), "a.txt");
    client.open(&article, "The ferry was sold by Mar");
    let mut offered = client.at("completion", &article, 0, 25);
    for _ in 0..200 {
        if offered.as_array().is_some_and(|offered| !offered.is_empty()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
        offered = client.at("completion", &article, 0, 25);
    }
    let whole = client.request("completionItem/resolve", offered[0].clone());
    assert_eq!(whole["documentation"]["value"], "Marit Oru, mayor\n2 times in b.txt.");
}
