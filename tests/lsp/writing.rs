//! While somebody writes: what is half written is not told of, and what is accepted, renamed or opened then is as they want it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;

const URI: &str = "untitled:article";
const REST: &str = "\n\nThe council meets again on Thursday at the town hall.\n";
const HALF: &str = "The harbour board told the council on Monday that it would have to close the";

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

fn rules(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// Types a text, a key at a time, at the end of line `line`; the version that it has then.
fn typed(client: &mut Client, uri: &str, line: u32, text: &str, version: i64) -> i64 {
    for (at, key) in text.char_indices() {
        let place = json!({"line": line, "character": text[..at].encode_utf16().count()});
        client.change(uri, version + at as i64 + 1, json!([{"range": {"start": place, "end": place}, "text": key.to_string()}]));
    }
    version + text.chars().count() as i64
}

#[test]
fn what_is_half_written_is_told_when_another_paragraph_is_edited_or_the_text_is_saved() {
    for saved in [false, true] {
        let mut client = Client::with(REST);
        let version = typed(&mut client, URI, 0, HALF, 1);
        assert_eq!(rules(&client.published(URI, Some(version))), [""; 0]);
        // What was sent before was as quiet.
        for message in client.received() {
            assert_eq!(message["params"]["diagnostics"].as_array().map_or(0, Vec::len), 0, "{message}");
        }
        if saved {
            client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
            assert_eq!(rules(&client.published(URI, Some(version))), ["broken-sentence"]);
        } else {
            let end = json!({"line": 2, "character": 0});
            client.change(URI, version + 1, json!([{"range": {"start": end, "end": end}, "text": "O"}]));
            assert_eq!(rules(&client.published(URI, Some(version + 1))), ["broken-sentence"]);
        }
    }
}

#[test]
fn a_text_that_is_opened_is_as_check_finds_it() {
    let mut client = Client::with(&format!("{HALF}{REST}"));
    assert_eq!(rules(&client.published(URI, Some(1))), ["broken-sentence"]);
    // Opened again, nobody is writing in it.
    client.change(URI, 2, json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": " "}]));
    assert_eq!(rules(&client.published(URI, Some(2))), [""; 0]);
    client.open(URI, &format!("{HALF}{REST}"));
    assert_eq!(rules(&client.published(URI, Some(1))), ["broken-sentence"]);
}

#[test]
fn a_client_that_saves_by_itself_has_not_done_with_writing() {
    let mut client = Client::with(REST);
    let version = typed(&mut client, URI, 0, HALF, 1);
    client.published(URI, Some(version));
    let save = |client: &mut Client, reason: u32| {
        client.notify("textDocument/willSave", json!({"textDocument": {"uri": URI}, "reason": reason}));
        client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
        client.request("textDocument/codeLens", json!({"textDocument": {"uri": URI}}));
    };
    save(&mut client, 2);
    assert!(!client.has(|message| message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == version));
    save(&mut client, 1);
    assert_eq!(rules(&client.published(URI, Some(version))), ["broken-sentence"]);
}

#[test]
fn a_client_that_asks_is_told_the_same_and_asked_to_ask_again() {
    let can = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    let mut client = Client::initialized(can, None);
    client.open(URI, REST);
    typed(&mut client, URI, 0, &format!("Marit Oru, the mayor, said: “{HALF}"), 1);
    let ask = |client: &mut Client| {
        let report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
        report["items"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ask(&mut client), [""; 0]);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    assert!(!ask(&mut client).is_empty());
}

#[test]
fn an_accepted_finding_opens_at_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("onrecord.toml"), "outlet = \"The Vellmouth Herald\"\n").unwrap();
    let can = json!({
        "window": {"showDocument": {"support": true}},
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}},
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}
    });
    let mut client = Client::initialized(can, Some(folder.path()));
    let article = uri(folder.path(), "a.md");
    client.open(&article, "It was XXX who signed.\n");
    let range = json!({"start": {"line": 0, "character": 7}, "end": {"line": 0, "character": 7}});
    let ask = json!({"textDocument": {"uri": article}, "range": range, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask);
    for (title, file, line, character) in [("(in onrecord.toml)", "onrecord.toml", 6, 10), ("with a comment", "a.md", 0, 40)] {
        let accept = actions.as_array().unwrap().iter().find(|one| one["title"].as_str().unwrap().contains(title)).unwrap();
        assert!(accept["edit"].is_object());
        assert_eq!(client.request("workspace/executeCommand", accept["command"].clone()), Value::Null);
        let asked = client.wait(|message| message["method"] == "window/showDocument");
        client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": true}}));
        let selection = json!({"start": {"line": line, "character": character}, "end": {"line": line, "character": character + 2}});
        assert_eq!((&asked["params"]["uri"], &asked["params"]["selection"]), (&json!(uri(folder.path(), file)), &selection), "{accept}");
    }
    // Until somebody writes it, that is told where it stands.
    let config = uri(folder.path(), "onrecord.toml");
    client.open(&config, "[[allow]]\npath = \"/a.md\"\nrule = \"placeholder\"\nreason = \"TK\"\n");
    client.open(&article, "It was XXX who signed.\n");
    let faults = loop {
        let found = client.published(&config, None);
        if rules(&found).contains(&"unexplained-suppression") {
            break found;
        }
    };
    assert_eq!(faults.last().unwrap()["range"]["start"], json!({"line": 3, "character": 9}), "{faults:?}");
}

#[test]
fn what_the_server_wrote_itself_is_not_checked() {
    let home = tempfile::tempdir().unwrap();
    let mut client = Client::start_at_home(home.path());
    let can = json!({"window": {"showDocument": {"support": true}}});
    client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": can}));
    client.notify("initialized", json!({}));
    client.open(URI, "Marit Oru, the mayor, spoke.\n\nThe contractor skimmed the harbour fund. It cost TK crowns.\n");
    for (command, argument) in [("onrecord.ledger", URI), ("onrecord.page", "placeholder")] {
        client.request("workspace/executeCommand", json!({"command": command, "arguments": [argument]}));
        let shown = client.wait(|message| message["method"] == "window/showDocument");
        client.send(&json!({"jsonrpc": "2.0", "id": shown["id"], "result": {"success": true}}));
        let page = shown["params"]["uri"].as_str().unwrap().to_owned();
        let text = fs::read_to_string(page.strip_prefix("file://").unwrap()).unwrap();
        assert!(text.contains("TK"), "{text}");
        client.open(&page, &text);
        assert_eq!(client.published(&page, Some(1)), [Value::Null; 0], "{page}");
    }
}

#[test]
fn a_broken_configuration_is_told_over_the_article() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("onrecord.toml"), "\nstrictnes = \"calm\"\n").unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let article = uri(folder.path(), "a.txt");
    client.open(&article, "It was XXX who signed.\n");
    let found = client.published(&article, Some(1));
    assert_eq!((found.len(), &found[0]["code"], &found[0]["range"]["start"]["line"]), (1, &json!("configuration"), &json!(0)));
    let said = "Not checked: onrecord.toml (line 2) cannot be used. unknown key “strictnes”; did you mean “strictness”?";
    assert_eq!(found[0]["message"], said);
    let config = uri(folder.path(), "onrecord.toml");
    client.open(&config, "strictness = \"calm\"\n");
    assert_eq!(rules(&client.published(&article, Some(1))), ["placeholder"]);
    client.change(&config, 2, json!([{"text": "strictnes = \"calm\"\n"}]));
    client.change(&article, 2, json!([{"text": "It was XXX who paid.\n"}]));
    let found = client.published(&article, Some(2));
    assert!(found[0]["message"].as_str().unwrap().starts_with("Checked by what it said before: "), "{found:?}");
    assert_eq!(rules(&found), ["configuration", "placeholder"]);
}
