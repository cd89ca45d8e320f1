//! What each request answers.

use std::fs;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

const URI: &str = "untitled:article";

/// A client that can do what Visual Studio Code can, with `text` open at a file of `folder`.
fn rich(folder: &std::path::Path, name: &str, text: &str) -> (Client, String) {
    let can = json!({
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            "diagnostic": {}
        },
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"], "changeAnnotationSupport": {}}}
    });
    let mut client = Client::initialized(can, Some(folder));
    let uri = format!("file://{}/{name}", folder.display());
    client.open(&uri, text);
    (client, uri)
}

#[test]
fn a_diagnostic_has_rule_reason_and_related_places() {
    let mut client =
        Client::with("The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the mayor, had asked for new pilots.\n");
    let found = client.published(URI, Some(1));
    let one = found.iter().find(|one| one["code"] == "surname-before-full-name").unwrap();
    assert_eq!(one["range"], json!({"start": {"line": 0, "character": 22}, "end": {"line": 0, "character": 25}}));
    assert_eq!(one["source"], "onrecord");
    assert_eq!(one["message"], "Does the full name come too late? “Oru” stands before “Marit Oru”. Give the full name first.");
    let related = &one["relatedInformation"][0];
    assert_eq!(related["location"]["range"], json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 9}}));
    assert_eq!(one["data"], json!({"rule": "surname-before-full-name"}));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    assert!(client.published(URI, None).is_empty());
}

#[test]
fn a_client_that_pulls_is_sent_nothing_and_told_when_nothing_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let full = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(full["kind"], "full");
    assert!(full["items"].as_array().unwrap().iter().any(|one| one["code"] == "placeholder"));
    let again = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}, "previousResultId": full["resultId"]}));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &full["resultId"]));
    client.change(&uri, 2, json!([{"text": "The ferry was sold."}]));
    let empty = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}, "previousResultId": full["resultId"]}));
    assert_eq!((&empty["kind"], &empty["items"]), (&json!("full"), &json!([])));
}

#[test]
fn hover_is_plain_or_markdown_as_the_client_asks() {
    let mut client = Client::with(ARTICLE);
    let plain = client.at("hover", URI, 2, 10);
    assert_eq!(plain["contents"]["kind"], "plaintext");
    let lines: Vec<&str> = plain["contents"]["value"].as_str().unwrap().lines().collect();
    assert_eq!(lines[..2], ["Marit Oru, mayor", "First reference: here, line 3"]);
    assert_eq!(client.at("hover", URI, 0, 1), Value::Null);
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let rich = client.at("hover", &uri, 4, 42);
    assert_eq!(rich["contents"]["kind"], "markdown");
    assert!(
        rich["contents"]["value"].as_str().unwrap().starts_with(&format!("**Marit Oru**, mayor  \nFirst reference: [line 3]({uri}#L3)")),
        "{rich}"
    );
}

#[test]
fn definition_references_and_highlights_of_a_name() {
    let full = json!({"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 18}});
    let mut client = Client::with(ARTICLE);
    assert_eq!(client.at("definition", URI, 4, 42), json!({"uri": URI, "range": full}));
    assert_eq!(client.at("declaration", URI, 4, 42), json!({"uri": URI, "range": full}));
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": 4, "character": 42}, "context": {"includeDeclaration": false}});
    let references = client.request("textDocument/references", place);
    assert_eq!(references.as_array().unwrap().len(), 2);
    assert_eq!(references[1]["range"]["start"], json!({"line": 4, "character": 41}));
    let highlights = client.at("documentHighlight", URI, 4, 42);
    assert_eq!((&highlights[0]["range"], &highlights[0]["kind"]), (&full, &json!(3)));
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let link = client.at("definition", &uri, 4, 42);
    assert_eq!(
        (&link[0]["targetSelectionRange"], &link[0]["originSelectionRange"]["start"]),
        (&full, &json!({"line": 4, "character": 41}))
    );
}

#[test]
fn names_are_found_across_articles() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("b.txt"), "Márit Oru, the mayor, opened the new bridge on Friday.\n").unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let mut found = Value::Null;
    for _ in 0..200 {
        found = client.request("workspace/symbol", json!({"query": "marit"}));
        if found.as_array().is_some_and(|found| found.len() == 2) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(found[1]["name"], "Márit Oru", "{found}");
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 4, "character": 42}, "context": {"includeDeclaration": true}});
    let references = client.request("textDocument/references", place);
    assert!(references.as_array().unwrap().iter().any(|one| one["uri"].as_str().unwrap().ends_with("/b.txt")), "{references}");
}

#[test]
fn the_outline_has_levels_where_the_client_knows_them() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let outline = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert_eq!(outline[0]["name"], "Vellmouth sells its last ferry");
    assert_eq!(outline[1]["children"][0]["detail"], "Marit Oru");
    let mut client = Client::with(ARTICLE);
    let flat = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert!(flat.as_array().unwrap().iter().any(|one| one["name"] == "Marit Oru" && one["containerName"] == "People"));
}

#[test]
fn rename_offers_the_full_name_and_changes_every_form() {
    let mut client = Client::with(ARTICLE);
    let offered = client.at("prepareRename", URI, 4, 42);
    assert_eq!((&offered["placeholder"], &offered["range"]["start"]), (&json!("Marit Oru"), &json!({"line": 4, "character": 41})));
    assert_eq!(client.at("prepareRename", URI, 0, 20), Value::Null);
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": 4, "character": 42}, "newName": "Ada Berg"});
    let edit = client.request("textDocument/rename", place);
    let words: Vec<&str> = edit["changes"][URI].as_array().unwrap().iter().map(|edit| edit["newText"].as_str().unwrap()).collect();
    assert_eq!(words, ["Ada", "Berg", "Berg"]);
    let id =
        client.ask("textDocument/rename", json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 20}, "newName": "x"}));
    assert_eq!(client.reply(id)["error"]["message"], "Only a name can be renamed; the cursor is on none.");
}

#[test]
fn inside_quotations_a_new_name_asks_for_confirmation() {
    let text = "Marit Oru, the mayor, spoke on Monday. “I trust Oru and nobody else,” Ada Berg, a pilot, said.\n";
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", text);
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}, "newName": "Marit Holm"});
    let edit = client.request("textDocument/rename", place.clone());
    let edits = edit["documentChanges"][0]["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 2);
    assert_eq!((&edits[1]["newText"], &edits[1]["annotationId"]), (&json!("Holm"), &json!("quoted")));
    assert_eq!(edit["changeAnnotations"]["quoted"]["needsConfirmation"], true);
}

#[test]
fn a_quick_fix_makes_its_finding_go() {
    let folder = tempfile::tempdir().unwrap();
    let text = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the mayor, had asked for new pilots.\n";
    let (mut client, uri) = rich(folder.path(), "a.txt", text);
    let range = json!({"start": {"line": 0, "character": 23}, "end": {"line": 0, "character": 23}});
    let ask = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", ask);
    let fix = actions.as_array().unwrap().iter().find(|one| one["title"] == "Write “Marit Oru” here").unwrap();
    assert_eq!(
        (&fix["kind"], &fix["isPreferred"], &fix["diagnostics"][0]["code"]),
        (&json!("quickfix"), &json!(true), &json!("surname-before-full-name"))
    );
    let edit = &fix["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"]["version"], 1);
    client.change(&uri, 2, json!([{"range": edit["edits"][0]["range"], "text": edit["edits"][0]["newText"]}]));
    let now = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert!(now["items"].as_array().unwrap().iter().all(|one| one["code"] != "surname-before-full-name"), "{now}");
}

#[test]
fn accepting_a_finding_creates_the_configuration_and_the_unsaved_entry_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let range = json!({"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 200}});
    let ask = json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = client.request("textDocument/codeAction", ask);
    let accept =
        actions.as_array().unwrap().iter().find(|one| one["title"] == "Accept: allow placeholder here (in onrecord.toml)").unwrap();
    let operations = &accept["edit"]["documentChanges"];
    assert_eq!(operations[0]["kind"], "create");
    let config = operations[0]["uri"].as_str().unwrap().to_owned();
    assert!(config.ends_with("/onrecord.toml"));
    let entry = operations[1]["edits"][0]["newText"].as_str().unwrap().to_owned();
    let (head, text) = entry.split_once("\ntext = ").unwrap();
    assert!(head.ends_with("[[allow]]\npath = \"/a.txt\"\nrule = \"placeholder\""), "{entry}");
    // With the words around it: not whatever is to be filled in later.
    assert!(text.contains("XXX") && text.lines().next().unwrap().split(' ').count() > 3, "{entry}");
    client.open(&config, &entry);
    let now = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert!(now["items"].as_array().unwrap().iter().all(|one| one["code"] != "placeholder"), "{now}");
}

#[test]
fn a_broken_configuration_is_told_where_it_is_broken_and_an_excluded_file_keeps_its_hovers() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("onrecord.toml"), "exclude = [\"a.txt\"]\nstrictnes = \"calm\"\n").unwrap();
    let (mut client, uri) = rich(folder.path(), "a.txt", ARTICLE);
    let config = format!("file://{}/onrecord.toml", folder.path().display());
    let faults = client.published(&config, None);
    assert_eq!(faults[0]["range"]["start"], json!({"line": 1, "character": 0}));
    assert!(faults[0]["message"].as_str().unwrap().contains("did you mean “strictness”?"));
    client.open(&config, "exclude = [\"a.txt\"]\n");
    assert!(client.published(&config, None).is_empty());
    let none = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(none["items"], json!([]));
    assert!(client.at("hover", &uri, 4, 42).is_object());
}

#[test]
fn the_name_of_a_rule_in_a_configuration_has_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, _) = rich(folder.path(), "a.txt", ARTICLE);
    let config = format!("file://{}/onrecord.toml", folder.path().display());
    client.open(&config, "[rules]\nplaceholder = \"error\"\n");
    let page = client.at("hover", &config, 1, 3);
    let gist = page["contents"]["value"].as_str().unwrap();
    assert!(
        gist.starts_with("**placeholder**: ") && gist.contains("What it flags: ") && gist.contains("[The whole page](file://"),
        "{gist}"
    );
    assert!(gist.lines().count() <= 8);
}

#[test]
fn hints_in_the_text_are_off_unless_wanted() {
    let mut client = Client::with(ARTICLE);
    let whole = json!({"textDocument": {"uri": URI}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}});
    assert_eq!(client.request("textDocument/inlayHint", whole.clone()), json!([]));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"onrecord": {"inlayHints": {"pronouns": true}}}}));
    let hints = client.request("textDocument/inlayHint", whole);
    assert_eq!(hints[0]["label"], "= Marit Oru");
}

#[test]
fn completion_offers_names_and_speakers() {
    let mut client = Client::with("Marit Oru, the mayor, spoke on Monday. “We had no choice,” \n\nThe town knows Or");
    let speakers = client.at("completion", URI, 0, 59);
    assert_eq!((&speakers[0]["label"], &speakers[0].get("preselect")), (&json!("said Marit Oru"), &None));
    let names = client.at("completion", URI, 2, 17);
    assert_eq!(names[0]["textEdit"]["range"]["start"], json!({"line": 2, "character": 15}));
    assert_eq!((names.as_array().unwrap().len(), &names[0]["label"]), (1, &json!("Marit Oru")));
}

#[test]
fn a_line_over_the_article_counts_its_sources() {
    let mut client = Client::with(ARTICLE);
    let lenses = client.request("textDocument/codeLens", json!({"textDocument": {"uri": URI}}));
    let title = lenses[0]["command"]["title"].as_str().unwrap();
    assert!(title.starts_with("1 named · 0 unnamed · 0 documents · "), "{title}");
}

#[test]
fn selections_grow_from_word_to_article() {
    let mut client = Client::with(ARTICLE);
    let grown =
        client.request("textDocument/selectionRange", json!({"textDocument": {"uri": URI}, "positions": [{"line": 2, "character": 12}]}));
    assert_eq!(grown[0]["range"], json!({"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 14}}));
    assert_eq!(grown[0]["parent"]["range"], json!({"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 18}}));
    let beyond =
        client.request("textDocument/selectionRange", json!({"textDocument": {"uri": URI}, "positions": [{"line": 99, "character": 0}]}));
    assert_eq!(beyond[0]["range"]["start"], json!({"line": 0, "character": 0}));
}

#[test]
fn colours_are_told_by_distance_whole_or_in_part() {
    let mut client = Client::with(ARTICLE);
    let whole = client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": URI}}));
    let legend = ["person", "organization", "place", "source", "cue", "quotation", "claim"];
    let places = |data: &Value| {
        let data: Vec<u64> = data["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
        let (mut line, mut start, mut found) = (0, 0, Vec::new());
        for token in data.chunks(5) {
            start = if token[0] == 0 { start + token[1] } else { token[1] };
            line += token[0];
            found.push((line, start, token[2], legend[token[3] as usize]));
        }
        found
    };
    let whole = places(&whole);
    assert!(whole.contains(&(2, 9, 9, "person")) && whole.contains(&(4, 41, 3, "person")), "{whole:?}");
    let range = json!({"start": {"line": 4, "character": 0}, "end": {"line": 5, "character": 0}});
    let part = places(&client.request("textDocument/semanticTokens/range", json!({"textDocument": {"uri": URI}, "range": range})));
    assert_eq!(part, whole.into_iter().filter(|(line, ..)| *line == 4).collect::<Vec<_>>());
}

#[test]
fn paragraphs_of_several_lines_fold() {
    let mut client = Client::initialized(json!({}), None);
    client.notify(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": URI, "languageId": "markdown", "version": 1, "text": "# The ferry\n\nIt was sold\non Monday.\n"}}),
    );
    let folds = client.request("textDocument/foldingRange", json!({"textDocument": {"uri": URI}}));
    assert!(folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == 2 && fold["endLine"] == 3), "{folds}");
}
