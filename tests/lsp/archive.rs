//! An archive of published articles, in an editor.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;

const ARTICLE: &str = "---\ndate: 2026-07-10\n---\n\nMarit Oru, the harbour master, spoke on Friday. Ivor Holt, the mayor, left.\n";
const OLD: &str = "---\ndate: 2025-05-30\n---\n\n# Dredger leaves\n\nMarit Oru, the harbour master, spoke on Friday. “The mud smells,” she said.\n\nCorrection: The mayor is Ivo Holt, not Ivor Holt.\n";

fn client(folder: &Path, state: &Path) -> (Client, String) {
    fs::create_dir_all(folder.join("archive")).unwrap();
    fs::write(folder.join("onrecord.toml"), "notebook = \"people\"\n[archive]\nfolders = [\"archive/\"]\n").unwrap();
    fs::create_dir_all(folder.join("people")).unwrap();
    fs::write(folder.join("people/holt.md"), "---\nname: Ivo Holt\nroles: [{role: mayor}]\n---\n").unwrap();
    fs::write(folder.join("a.md"), ARTICLE).unwrap();
    let can = json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}});
    let mut client = Client::start_at_home(state).initialize(can, Some(folder));
    let uri = format!("file://{}/a.md", folder.display());
    client.open(&uri, ARTICLE);
    (client, uri)
}

fn hover(client: &mut Client, uri: &str, character: u32) -> String {
    client.at("hover", uri, 4, character)["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// The hover on the first name, once it has, or has no more, what was said before.
fn until(client: &mut Client, uri: &str, said: bool) -> String {
    for _ in 0..200 {
        let hover = hover(client, uri, 3);
        if hover.contains("Said before") == said {
            return hover;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("what was said before is not as expected: {said}")
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn what_was_published_is_remembered_and_not_checked() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir_all(folder.path().join("archive")).unwrap();
    let old = folder.path().join("archive/old.md");
    fs::write(&old, OLD).unwrap();
    fs::write(folder.path().join("archive/draft.md"), OLD.replace("date:", "draft: true\ndate:").replace("mud", "DRAFT")).unwrap();
    fs::write(folder.path().join("archive/later.md"), OLD.replace("2025", "2099").replace("mud", "LATER")).unwrap();
    let line = "Said before: “The mud smells,” (Dredger leaves, 30 May 2025)";
    for _ in 0..2 {
        let (mut client, uri) = client(folder.path(), state.path());
        let card = until(&mut client, &uri, true);
        assert!(card.contains(line) && !card.contains("draft.md") && !card.contains("later.md"), "{card}");
        assert!(codes(&client.published(&uri, Some(1))).contains(&"corrected-before"));
        let gone = format!("file://{}/archive/old.md", folder.path().display());
        client.open(&gone, OLD);
        assert_eq!(codes(&client.published(&gone, Some(1))), [""; 0], "what was published is not checked");
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": gone}}));
        client.request("shutdown", Value::Null);
    }
    let stores = fs::read_dir(state.path().join(".local/state/onrecord/archive")).unwrap().count();
    assert_eq!(stores, 1);
    let (mut client, uri) = client(folder.path(), state.path());
    until(&mut client, &uri, true);
    fs::remove_file(&old).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": format!("file://{}", old.display()), "type": 3}]}));
    until(&mut client, &uri, false);
}
