//! Records of the notebook, in an editor.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;

const RECORD: &str = "---\nname: Marit Oru\nroles:\n  - role: harbour master\n    from: 2021\n    until: 2025-03\n  - role: mayor\n    from: 2025-04\ncareful: canary-of-a-note\nconfirmed: 2025-04-09 by Ines Falk\n---\n";
const ARTICLE: &str = "---\ndate: 2025-05-03\n---\n\nMarit Oru, the harbour master, sold the ferry on Monday. She said it was old.\n\nThe town knows Ivor Holt, a baker. Iv\n";

fn desk(folder: &Path) -> (Client, String) {
    fs::create_dir_all(folder.join("people/private")).unwrap();
    fs::write(folder.join("onrecord.toml"), "notebook = \"people\"\n").unwrap();
    fs::write(folder.join("people/oru.md"), RECORD).unwrap();
    fs::write(folder.join("people/private/holt.md"), "---\nname: Ivor Holt\nroles: [{role: baker}]\nstyle: canary-of-a-record\n---\n")
        .unwrap();
    fs::write(folder.join("a.md"), ARTICLE).unwrap();
    let can = json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}});
    let mut client = Client::initialized(can, Some(folder));
    let uri = format!("file://{}/a.md", folder.display());
    client.open(&uri, ARTICLE);
    (client, uri)
}

fn hover(client: &mut Client, uri: &str, line: u32, character: u32) -> Vec<String> {
    let hover = client.at("hover", uri, line, character);
    hover["contents"]["value"].as_str().unwrap_or_default().lines().map(str::to_owned).collect()
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn a_record_is_a_card_a_definition_and_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = desk(folder.path());
    let card = [
        "Marit Oru, mayor",
        "people/oru.md: record, confirmed 9 Apr 2025 by Ines Falk.",
        "Check: “harbour master” here; the record has it 2021 to 2025-03.",
        "Careful (private): canary-of-a-note",
        "First reference: here, line 5",
    ];
    assert_eq!(hover(&mut client, &uri, 4, 7)[..5], card);
    let pronoun = hover(&mut client, &uri, 4, 58);
    assert_eq!((pronoun[0].as_str(), pronoun[1].as_str()), ("She = Marit Oru (line 5)", card[1]));
    assert_eq!(hover(&mut client, &uri, 6, 17)[2], "Style: canary-of-a-record");
    assert!(!client.at("completion", &uri, 6, 36).to_string().contains("private"));
    let record = format!("file://{}/people/oru.md", folder.path().display());
    let place = json!({"uri": record, "range": {"start": {"line": 1, "character": 6}, "end": {"line": 1, "character": 15}}});
    assert_eq!(client.at("definition", &uri, 4, 7), place);
    assert_eq!(client.at("typeDefinition", &uri, 4, 58), place);
    assert_eq!(client.at("declaration", &uri, 4, 7)["uri"], uri);
    let found = client.published(&uri, Some(1));
    assert!(codes(&found).contains(&"stale-title"), "{found:?}");
    assert!(!found.iter().any(|one| one.to_string().contains("canary")), "{found:?}");
}

#[test]
fn a_record_that_is_saved_counts_at_once_and_what_is_wrong_in_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = desk(folder.path());
    assert!(codes(&client.published(&uri, Some(1))).contains(&"stale-title"));
    let (path, record) = (folder.path().join("people/oru.md"), format!("file://{}/people/oru.md", folder.path().display()));
    client.open(&record, RECORD);
    assert_eq!(client.published(&record, Some(1)).len(), 0);
    let mended = RECORD.replace("    until: 2025-03\n", "");
    client.change(&record, 2, json!([{"text": mended.replace("roles:", "rolls:")}]));
    let found = client.published(&record, Some(2));
    assert_eq!(codes(&found), ["record"]);
    assert_eq!(
        (&found[0]["message"], &found[0]["range"]["start"]["line"]),
        (&json!("there is no such key; did you mean “roles”?"), &json!(2))
    );
    client.change(&record, 3, json!([{"text": mended}]));
    assert_eq!(client.published(&record, Some(3)).len(), 0);
    fs::write(&path, &mended).unwrap();
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": record}}));
    client.wait(|message| {
        let params = &message["params"];
        params["uri"] == uri && !params["diagnostics"].as_array().is_none_or(|found| codes(found).contains(&"stale-title"))
    });
    assert_eq!(hover(&mut client, &uri, 4, 7)[0], "Marit Oru, harbour master; mayor");
}
