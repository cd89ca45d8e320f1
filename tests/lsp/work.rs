//! What the server does when asked to: commands, edits of several files, pages, progress, and folders that change.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

/// What a client can do that takes every kind of edit.
fn editing() -> Value {
    json!({
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}},
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"], "changeAnnotationSupport": {}}}
    })
}

/// Waits until `count` names fit the query.
fn indexed(client: &mut Client, query: &str, count: usize) -> Value {
    for _ in 0..400 {
        let found = client.request("workspace/symbol", json!({"query": query}));
        if found.as_array().is_some_and(|found| found.len() == count) {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("{count} names like {query} were never found");
}

/// A reply to something the server asked.
fn answer(client: &mut Client, method: &str, result: Value) -> Value {
    let asked = client.wait(|message| message["method"] == method);
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": result}));
    asked["params"].clone()
}

#[test]
fn the_ledger_is_returned_and_shown_where_documents_can_be() {
    let mut client = Client::initialized(json!({"window": {"showDocument": {"support": true}}}), None);
    client.open("untitled:article", ARTICLE);
    let lens = client.request("textDocument/codeLens", json!({"textDocument": {"uri": "untitled:article"}}));
    assert_eq!(lens[0]["command"]["command"], "onrecord.ledger");
    let command = json!({"command": "onrecord.ledger", "arguments": lens[0]["command"]["arguments"]});
    let ledger = client.request("workspace/executeCommand", command);
    let page = ledger.as_str().unwrap();
    assert!(page.starts_with("# Sourcing ledger: Vellmouth sells its last ferry\n"), "{page}");
    assert!(page.contains("- **Marit Oru**, mayor\n"), "{page}");
    let shown = answer(&mut client, "window/showDocument", json!({"success": true}));
    let path = shown["uri"].as_str().unwrap().strip_prefix("file://").unwrap();
    assert_eq!(fs::read_to_string(path).unwrap(), page);
    let id = client.ask("workspace/executeCommand", json!({"command": "onrecord.ledger", "arguments": ["untitled:other"]}));
    assert_eq!(client.reply(id)["error"]["code"], -32602);
}

#[test]
fn every_finding_has_its_rules_page_and_a_way_to_open_it() {
    let mut client = Client::initialized(json!({"window": {"showDocument": {"support": true}}}), None);
    client.open("untitled:article", ARTICLE);
    let found = client.published("untitled:article", Some(1));
    let placeholder = found.iter().find(|one| one["code"] == "placeholder").unwrap();
    let href = placeholder["codeDescription"]["href"].as_str().unwrap();
    let page = fs::read_to_string(href.strip_prefix("file://").unwrap()).unwrap();
    assert!(page.starts_with("# placeholder\n") && page.contains("## What it flags"), "{page}");
    assert_eq!(client.request("workspace/executeCommand", json!({"command": "onrecord.page", "arguments": ["placeholder"]})), Value::Null);
    let shown = answer(&mut client, "window/showDocument", json!({"success": true}));
    assert_eq!(shown["uri"], href);
    client.request("workspace/executeCommand", json!({"command": "onrecord.page", "arguments": ["placeholder"]}));
    answer(&mut client, "window/showDocument", json!({"success": false}));
    let words = client.wait(|message| message["method"] == "window/showMessage");
    assert!(words["params"]["message"].as_str().unwrap().starts_with("placeholder: "));
}

#[test]
fn clients_that_know_commands_alone_get_quick_fixes_too() {
    let text = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the mayor, had asked for new pilots.\n";
    let mut client = Client::with(text);
    let range = json!({"start": {"line": 0, "character": 23}, "end": {"line": 0, "character": 23}});
    let ask = json!({"textDocument": {"uri": "untitled:article"}, "range": range, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask);
    let fix = actions.as_array().unwrap().iter().find(|one| one["title"] == "Write “Marit Oru” here").unwrap();
    assert_eq!(fix["command"], "onrecord.apply");
    let command = json!({"command": "onrecord.apply", "arguments": fix["arguments"]});
    assert_eq!(client.request("workspace/executeCommand", command.clone()), Value::Null);
    let applied = answer(&mut client, "workspace/applyEdit", json!({"applied": true}));
    assert_eq!(applied["edit"]["changes"]["untitled:article"][0]["newText"], "Marit Oru");
    client.change("untitled:article", 2, json!([{"text": "The ferry was sold."}]));
    let id = client.ask("workspace/executeCommand", command);
    assert_eq!(client.reply(id)["error"]["code"], -32801);
}

#[test]
fn what_changes_another_file_is_filled_in_when_it_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut can = editing();
    can["textDocument"]["codeAction"]["resolveSupport"] = json!({"properties": ["edit"]});
    let mut client = Client::initialized(can, Some(folder.path()));
    let article = uri(folder.path(), "a.txt");
    client.open(&article, &ARTICLE.replace("who signed.", "who signed. It was TK who paid."));
    let range = json!({"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 200}});
    let ask = json!({"textDocument": {"uri": article}, "range": range, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask);
    let mut accepting =
        actions.as_array().unwrap().iter().filter(|one| one["title"] == "Accept: allow placeholder here (in onrecord.toml)");
    let (_, accept) = (accepting.next().unwrap(), accepting.next().unwrap());
    assert_eq!(accept.get("edit"), None);
    // The configuration comes into being between the offer and the choice.
    fs::write(folder.path().join("onrecord.toml"), "outlet = \"The Vellmouth Herald\"\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(folder.path(), "onrecord.toml"), "type": 1}]}));
    let chosen = client.request("codeAction/resolve", accept.clone());
    let edit = &chosen["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"]["uri"], uri(folder.path(), "onrecord.toml"));
    assert_eq!(edit["edits"][0]["range"]["start"], json!({"line": 1, "character": 0}));
    // Two offers have one title; each is about its own words.
    assert!(edit["edits"][0]["newText"].as_str().unwrap().contains("text = \"It was TK who paid\""), "{edit}");
    client.change(&article, 2, json!([{"text": "The ferry was sold."}]));
    let id = client.ask("codeAction/resolve", accept.clone());
    assert_eq!(client.reply(id)["error"]["code"], -32801);
}

#[test]
fn all_that_is_safe_is_fixed_at_once_and_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::initialized(editing(), Some(folder.path()));
    let text = "The council dismissed Oru on Monday. It gave no reason. XXX met.\n\nMarit Oru, the mayor, had asked for new pilots.\n";
    let article = uri(folder.path(), "a.txt");
    client.open(&article, text);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}});
    let mut ask = |only: Value| {
        let context = json!({"diagnostics": [], "only": only});
        client.request("textDocument/codeAction", json!({"textDocument": {"uri": article}, "range": whole, "context": context}))
    };
    let all = ask(json!(["source.fixAll"]));
    assert_eq!((all.as_array().unwrap().len(), &all[0]["kind"]), (1, &json!("source.fixAll")));
    assert_eq!(all[0]["edit"]["documentChanges"][0]["edits"].as_array().unwrap().len(), 1);
    let fixes = ask(json!(["quickfix"]));
    assert!(fixes.as_array().unwrap().iter().all(|one| one["kind"] == "quickfix"));
    let source = ask(json!(["source"]));
    assert!(source.as_array().unwrap().iter().any(|one| one["command"]["command"] == "onrecord.ledger"));
    assert_eq!(ask(json!(["refactor.extract"])), json!([]));
}

#[test]
fn a_loaded_verb_gives_way_to_a_plain_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::initialized(editing(), Some(folder.path()));
    let article = uri(folder.path(), "a.txt");
    client.open(&article, "Marit Oru, the mayor, claimed that the ferry was safe.\n");
    let cursor = json!({"line": 0, "character": 24});
    let ask = json!({"textDocument": {"uri": article}, "range": {"start": cursor, "end": cursor}, "context": {"diagnostics": [], "only": ["refactor"]}});
    let actions = client.request("textDocument/codeAction", ask);
    assert_eq!(actions[0]["title"], "Write “said”: “claimed” doubts the speaker");
    let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!((&edit["newText"], &edit["range"]["start"]["character"]), (&json!("said"), &json!(22)));
}

#[test]
fn names_of_other_articles_spell_out_acronyms_and_surnames() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("b.txt"),
        "Ada Quist, the councillor, spoke for the Vellmouth Harbour Board (VHB) on Friday. The VHB has pilots.\n",
    )
    .unwrap();
    let mut client = Client::initialized(editing(), Some(folder.path()));
    indexed(&mut client, "quist", 1);
    let article = uri(folder.path(), "a.txt");
    client.open(&article, "The mayor met the heads of the VHB on Monday. Councillor Quist asked for new pilots.\n");
    let titles = |client: &mut Client, at: u32| {
        let cursor = json!({"line": 0, "character": at});
        let ask = json!({"textDocument": {"uri": article}, "range": {"start": cursor, "end": cursor}, "context": {"diagnostics": []}});
        let actions = client.request("textDocument/codeAction", ask);
        actions.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let acronym = titles(&mut client, 32);
    assert_eq!(acronym[0], "Write “Vellmouth Harbour Board (VHB)”, as in b.txt", "{acronym:?}");
    assert_eq!(acronym[1], "Ask for the full form: “TK (VHB)”");
    let surname = titles(&mut client, 59);
    assert_eq!(surname[0], "Write “Ada Quist”, as in b.txt", "{surname:?}");
}

#[test]
fn a_new_name_reaches_other_articles_as_they_are_now() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("b.txt", "The town knows Marit Oru, the mayor.\n"), ("c.txt", "The town heard Marit Oru, the mayor.\n")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut client = Client::initialized(editing(), Some(folder.path()));
    indexed(&mut client, "marit oru", 2);
    let (article, open) = (uri(folder.path(), "a.txt"), uri(folder.path(), "b.txt"));
    client.open(&article, ARTICLE);
    client.open(&open, "On Monday the town met Marit Oru, the mayor.\n");
    // Nobody tells the server of this change.
    fs::write(folder.path().join("c.txt"), "Nobody in the town heard Marit Oru, the mayor.\n").unwrap();
    let place = json!({"textDocument": {"uri": article}, "position": {"line": 4, "character": 42}, "newName": "Marit Holm"});
    let edit = client.request("textDocument/rename", place.clone());
    assert!(!client.has(|message| message["method"] == "window/showMessage"));
    let of = |name: &str| {
        let wanted = uri(folder.path(), name);
        let documents = edit["documentChanges"].as_array().unwrap();
        documents.iter().find(|one| one["textDocument"]["uri"] == wanted).unwrap_or_else(|| panic!("{name}: {edit}")).clone()
    };
    assert_eq!(of("a.txt")["edits"][0].get("annotationId"), None);
    assert_eq!((&of("b.txt")["textDocument"]["version"], &of("c.txt")["textDocument"]["version"]), (&json!(1), &Value::Null));
    assert_eq!(of("b.txt")["edits"][0]["range"]["start"], json!({"line": 0, "character": 29}));
    assert_eq!(of("c.txt")["edits"][0]["range"]["start"], json!({"line": 0, "character": 31}));
    assert_eq!(of("c.txt")["edits"][0]["annotationId"], "elsewhere");
    assert_eq!(edit["changeAnnotations"]["elsewhere"]["needsConfirmation"], true);
    // Where nobody can be asked, they stay, and that is said: Neovim states annotations, but no versions of documents that would hold them.
    for can in [json!({}), json!({"workspace": {"workspaceEdit": {"changeAnnotationSupport": {"groupsOnLabel": true}}}})] {
        let mut plain = Client::initialized(can, Some(folder.path()));
        indexed(&mut plain, "marit oru", 2);
        plain.open(&article, ARTICLE);
        let edit = plain.request("textDocument/rename", place.clone());
        assert_eq!(edit["changes"].as_object().unwrap().keys().collect::<Vec<_>>(), [&article], "{edit}");
        let said = plain.wait(|message| message["method"] == "window/showMessage");
        let said = said["params"]["message"].as_str().unwrap();
        assert!(said.starts_with("The old name stays in b.txt, c.txt: "), "{said}");
    }
}

#[test]
fn a_file_that_is_renamed_takes_its_accepted_findings_along() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("onrecord.toml"), "[[allow]]\npath = \"/a.txt\"\nrule = \"placeholder\"\nreason = \"It is a sample.\"\n").unwrap();
    fs::write(root.join("a.txt"), "The town knows Marit Oru, the mayor.\n").unwrap();
    let mut client = Client::initialized(editing(), Some(root));
    let found = indexed(&mut client, "marit", 1);
    assert_eq!(found[0]["location"]["uri"], uri(root, "a.txt"));
    let files = json!({"files": [{"oldUri": uri(root, "a.txt"), "newUri": uri(root, "news/b.txt")}]});
    let edit = client.request("workspace/willRenameFiles", files.clone());
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], uri(root, "onrecord.toml"));
    assert_eq!(
        change["edits"],
        json!([{"range": {"start": {"line": 1, "character": 7}, "end": {"line": 1, "character": 15}}, "newText": "\"/news/b.txt\""}])
    );
    fs::create_dir(root.join("news")).unwrap();
    fs::rename(root.join("a.txt"), root.join("news/b.txt")).unwrap();
    client.notify("workspace/didRenameFiles", files);
    for _ in 0..200 {
        let found = client.request("workspace/symbol", json!({"query": "marit"}));
        if found[0]["location"]["uri"] == uri(root, "news/b.txt") {
            assert_eq!(found.as_array().unwrap().len(), 1);
            let other = json!({"files": [{"oldUri": uri(root, "x.txt"), "newUri": uri(root, "y.txt")}]});
            assert_eq!(client.request("workspace/willRenameFiles", other), Value::Null);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("the index did not follow");
}

#[test]
fn folders_come_and_go() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(one.path().join("a.txt"), "The town knows Marit Oru, the mayor.\n").unwrap();
    fs::write(other.path().join("b.txt"), "The town knows Marit Oru, the mayor.\n").unwrap();
    let mut client = Client::initialized(json!({}), Some(one.path()));
    indexed(&mut client, "marit", 1);
    let folder = |folder: &Path| json!({"uri": format!("file://{}", folder.display()), "name": "x"});
    let event = json!({"event": {"added": [folder(other.path())], "removed": []}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    indexed(&mut client, "marit", 2);
    let event = json!({"event": {"added": [], "removed": [folder(one.path()), folder(other.path())]}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    indexed(&mut client, "marit", 0);
    fs::write(one.path().join("c.txt"), "The town knows Marit Oru, the mayor.\n").unwrap();
    let event = json!({"event": {"added": [folder(one.path())], "removed": []}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    indexed(&mut client, "marit", 2);
}

#[test]
fn the_bar_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let text = "The town knows Marit Oru, the mayor. It met on Monday. ".repeat(400);
    for number in 0..400 {
        fs::write(folder.path().join(format!("{number:03}.txt")), &text).unwrap();
    }
    let mut client = Client::initialized(json!({"window": {"workDoneProgress": true}}), Some(folder.path()));
    let asked = answer(&mut client, "window/workDoneProgress/create", Value::Null);
    let step = |client: &mut Client, kind: &str| {
        client.wait(|message| message["method"] == "$/progress" && message["params"]["value"]["kind"] == kind)["params"].clone()
    };
    let begin = step(&mut client, "begin");
    assert_eq!((&begin["token"], &begin["value"]["cancellable"]), (&asked["token"], &json!(true)));
    client.notify("window/workDoneProgress/cancel", json!({"token": asked["token"]}));
    assert_eq!(step(&mut client, "end")["value"]["message"], "stopped");
    let found = client.request("workspace/symbol", json!({"query": "marit"}));
    assert!(found.as_array().unwrap().len() < 200, "the whole folder was read");
    // A rename says what it leaves out.
    client.open("untitled:article", ARTICLE);
    let place = json!({"textDocument": {"uri": "untitled:article"}, "position": {"line": 4, "character": 42}, "newName": "Marit Holm"});
    client.request("textDocument/rename", place);
    let said = client.wait(|message| message["method"] == "window/showMessage")["params"]["message"].as_str().unwrap().to_owned();
    assert!(said.contains(" of 400 articles") && said.contains("have not been read for names"), "{said}");
    client.request("workspace/executeCommand", json!({"command": "onrecord.index", "arguments": []}));
    let again = answer(&mut client, "window/workDoneProgress/create", Value::Null);
    assert_ne!(again["token"], asked["token"]);
}

#[test]
fn the_home_folder_is_not_read_and_the_log_says_so() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.txt"), "The town knows Marit Oru, the mayor.\n").unwrap();
    let mut client = Client::start_at_home(home.path());
    let root = format!("file://{}", home.path().display());
    client.request("initialize", json!({"processId": null, "rootUri": root, "capabilities": {}}));
    client.notify("initialized", json!({}));
    let said = client.wait(|message| message["method"] == "window/logMessage");
    assert!(said["params"]["message"].as_str().unwrap().contains("is not read for names"), "{said}");
    assert_eq!(client.request("workspace/symbol", json!({"query": "marit"})), json!([]));
    client.open("untitled:article", ARTICLE);
    let place = json!({"textDocument": {"uri": "untitled:article"}, "position": {"line": 4, "character": 42}, "newName": "Marit Holm"});
    client.request("textDocument/rename", place);
    let said = client.wait(|message| message["method"] == "window/showMessage");
    assert!(said["params"]["message"].as_str().unwrap().contains("not looked for in the home folder"), "{said}");
}
