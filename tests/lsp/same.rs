//! One file has many addresses, and one address may stand for many texts: an edit goes to the text that it was made for and nowhere else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;
use super::sync::offset;

const TOLD: &str = "Marit Oru, the mayor, said so. Oru left.\n";
const RENAMED: &str = "Ada Holm, the mayor, said so. Holm left.\n";

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}/{name}", folder.display())
}

/// A client that takes versions, and asks before it renames in other articles.
fn client(encoding: &str, folder: &Path) -> Client {
    let workspace = json!({"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"], "changeAnnotationSupport": {}}});
    let capabilities = json!({"general": {"positionEncodings": [encoding]}, "workspace": workspace});
    let client = Client::initialized(capabilities, Some(folder));
    client.settle();
    client
}

/// What a new name changes: the version and the edits of each document, by the end of its address.
fn renamed(client: &mut Client, article: &str) -> BTreeMap<String, (Value, Vec<Value>)> {
    client.settle();
    let place = json!({"textDocument": {"uri": article}, "position": {"line": 0, "character": 1}, "newName": "Ada Holm"});
    let edit = client.request("textDocument/rename", place);
    let one = |document: &Value| {
        let address = document["textDocument"]["uri"].as_str().unwrap();
        let name = address.rsplit('/').next().unwrap().to_owned();
        (name, (document["textDocument"]["version"].clone(), document["edits"].as_array().unwrap().clone()))
    };
    edit["documentChanges"].as_array().unwrap().iter().map(one).collect()
}

/// The documents that a new name changes.
fn changed(client: &mut Client, article: &str) -> Vec<String> {
    renamed(client, article).into_keys().collect()
}

fn after(text: &str, edits: &[Value], encoding: &str) -> String {
    let place = |position: &Value| {
        let part = |name: &str| position[name].as_u64().unwrap() as u32;
        offset(text, (part("line"), part("character")), encoding)
    };
    let mut text_after = text.to_owned();
    for edit in edits.iter().rev() {
        let range = place(&edit["range"]["start"])..place(&edit["range"]["end"]);
        text_after.replace_range(range, edit["newText"].as_str().unwrap());
    }
    text_after
}

fn close(client: &mut Client, uri: &str) {
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
}

#[test]
fn a_file_with_a_byte_order_mark_is_edited_as_editors_open_it() {
    let folder = tempfile::tempdir().unwrap();
    let marked = format!("\u{feff}{TOLD}");
    let utf16 = |order: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    fs::write(folder.path().join("utf8.md"), &marked).unwrap();
    fs::write(folder.path().join("little.md"), utf16(u16::to_le_bytes)).unwrap();
    fs::write(folder.path().join("big.md"), utf16(u16::to_be_bytes)).unwrap();
    fs::write(folder.path().join("placeholder.md"), "\u{feff}TK town.\n").unwrap();
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = client(encoding, folder.path());
        let article = uri(folder.path(), "a.md");
        client.open(&article, TOLD);
        let edits = renamed(&mut client, &article);
        assert_eq!(edits.keys().collect::<Vec<_>>(), ["a.md", "big.md", "little.md", "utf8.md"]);
        for (name, (_, edits)) in edits {
            assert_eq!(after(TOLD, &edits, encoding), RENAMED, "{name} in {encoding}");
        }
        let all = client.request("workspace/diagnostic", json!({"previousResultIds": []}));
        let of = |one: &&Value| one["uri"].as_str().unwrap().ends_with("placeholder.md");
        let found = all["items"].as_array().unwrap().iter().find(of).unwrap();
        assert_eq!(found["items"][0]["range"]["start"], json!({"line": 0, "character": 0}), "{encoding}");
        let names = client.request("workspace/symbol", json!({"query": "marit"}));
        let starts: Vec<&Value> = names.as_array().unwrap().iter().map(|one| &one["location"]["range"]["start"]["character"]).collect();
        assert_eq!(starts, [0, 0, 0, 0], "{encoding}");
        // Where the editor has kept the mark it is counted, in all places alike.
        let kept = uri(folder.path(), "utf8.md");
        client.open(&kept, &marked);
        let (version, edits) = renamed(&mut client, &article).remove("utf8.md").unwrap();
        assert_eq!((version, after(&marked, &edits, encoding)), (json!(1), format!("\u{feff}{RENAMED}")), "{encoding}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_lets_no_file_in_and_none_in_twice() {
    use std::os::unix::fs::symlink;
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (root, outside) = (folder.path(), other.path());
    fs::create_dir(root.join("news")).unwrap();
    for file in [root.join("a.md"), root.join("c.md"), root.join("news/d.md"), outside.join("secret.md")] {
        fs::write(file, TOLD).unwrap();
    }
    symlink(outside.join("secret.md"), root.join("link.md")).unwrap();
    symlink(outside, root.join("out")).unwrap();
    symlink("c.md", root.join("same.md")).unwrap();
    symlink("news", root.join("desk")).unwrap();
    let mut client = client("utf-16", root);
    let article = uri(root, "a.md");
    client.open(&article, TOLD);
    let all = ["a.md", "c.md", "d.md"];
    assert_eq!(changed(&mut client, &article), all);
    let links = ["link.md", "out/secret.md", "same.md", "desk/d.md", "news/../out/secret.md", "desk/../link.md"];
    let told: Vec<Value> = links.iter().map(|name| json!({"uri": uri(root, name), "type": 2})).collect();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": told}));
    assert_eq!(changed(&mut client, &article), all);
    for name in links {
        client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri(root, name)}}));
        client.open(&uri(root, name), TOLD);
        close(&mut client, &uri(root, name));
    }
    assert_eq!(changed(&mut client, &article), all);
    // A file that is open by a link is edited where it is open, and there alone.
    client.open(&uri(root, "same.md"), &format!("Unsaved. {TOLD}"));
    let mut edits = renamed(&mut client, &article);
    assert_eq!(edits.keys().collect::<Vec<_>>(), ["a.md", "d.md", "same.md"]);
    let (version, edits) = edits.remove("same.md").unwrap();
    assert_eq!((version, after(&format!("Unsaved. {TOLD}"), &edits, "utf-16")), (json!(1), format!("Unsaved. {RENAMED}")));
    client.change(&uri(root, "same.md"), 2, json!([{"text": TOLD}]));
    assert_eq!(changed(&mut client, &uri(root, "same.md")), ["a.md", "d.md", "same.md"]);
    close(&mut client, &uri(root, "same.md"));
    // What has become a link since it was read is not edited either, whoever does not tell.
    fs::remove_file(root.join("c.md")).unwrap();
    symlink(outside.join("secret.md"), root.join("c.md")).unwrap();
    assert_eq!(changed(&mut client, &article), ["a.md", "d.md"]);
}

#[test]
fn an_open_document_is_edited_by_the_address_that_its_client_knows() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    for name in ["é (1).md", "news/b.md"] {
        fs::write(folder.path().join(name), TOLD).unwrap();
    }
    let mut client = client("utf-16", folder.path());
    let article = uri(folder.path(), "a.md");
    client.open(&article, TOLD);
    for (name, address) in [
        ("%c3%a9%20%281%29.md", uri(folder.path(), "%c3%a9%20%281%29.md")),
        ("%C3%A9%20(1).md", uri(folder.path(), "%C3%A9%20(1).md")),
        ("%62.md", uri(folder.path(), "news/%62.md")),
        ("b.md", uri(folder.path(), "news/../news//b.md")),
        ("b.md", uri(folder.path(), "%6Eews/b.md")),
    ] {
        let text = format!("Unsaved. {TOLD}");
        client.open(&address, &text);
        client.change(&address, 7, json!([{"text": text}]));
        let mut edits = renamed(&mut client, &article);
        assert_eq!(edits.len(), 3, "{address}: {edits:?}");
        let (version, edits) = edits.remove(name).unwrap_or_else(|| panic!("{address}: {edits:?}"));
        assert_eq!((version, after(&text, &edits, "utf-16")), (json!(7), format!("Unsaved. {RENAMED}")), "{address}");
        let found = client.request("workspace/symbol", json!({"query": "marit"}));
        assert!(found.as_array().unwrap().iter().any(|one| one["location"]["uri"] == address), "{address}: {found}");
        close(&mut client, &address);
        assert!(renamed(&mut client, &article).values().all(|(version, _)| version.is_null() || *version == 1));
    }
}

#[test]
fn an_edit_is_made_in_the_text_that_it_was_offered_for() {
    let text = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the mayor, had asked for new pilots.\n";
    let other = "The ferry was sold, and nobody is named.\n";
    let article = "untitled:article";
    for name in ["changed", "changed at the same version", "opened twice", "closed and opened", "closed"] {
        let mut client = Client::with(text);
        let range = json!({"start": {"line": 0, "character": 23}, "end": {"line": 0, "character": 23}});
        let ask = json!({"textDocument": {"uri": article}, "range": range, "context": {"diagnostics": []}});
        let actions = client.request("textDocument/codeAction", ask);
        let fix = actions.as_array().unwrap().iter().find(|one| one["title"] == "Write “Marit Oru” here").unwrap();
        let command = json!({"command": "onrecord.apply", "arguments": fix["arguments"]});
        assert_eq!(client.request("workspace/executeCommand", command.clone()), Value::Null, "{name}");
        match name {
            "changed" => client.change(article, 2, json!([{"text": other}])),
            "changed at the same version" => client.change(article, 1, json!([{"text": other}])),
            "opened twice" => client.open(article, other),
            _ => close(&mut client, article),
        }
        if name == "closed and opened" {
            client.open(article, other);
        }
        let id = client.ask("workspace/executeCommand", command);
        assert_eq!(client.reply(id)["error"]["code"], -32801, "{name}");
    }
}

#[test]
fn accepting_writes_the_path_however_its_address_is_spelt() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    let last = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
    for address in ["a.txt", "./a.txt", &format!("sub/../../{last}/a.txt"), "sub/%2e%2e/%61.txt", "/a.txt"] {
        let mut client = client("utf-16", folder.path());
        let article = uri(folder.path(), address);
        client.open(&article, "It was XXX who signed.\n");
        let range = json!({"start": {"line": 0, "character": 7}, "end": {"line": 0, "character": 7}});
        let ask = json!({"textDocument": {"uri": article}, "range": range, "context": {"diagnostics": []}});
        let actions = client.request("textDocument/codeAction", ask).to_string();
        assert!(actions.contains(r#"path = \\\"/a.txt\\\""#) || actions.contains(r#"path = \"/a.txt\""#), "{address}: {actions}");
    }
}
