//! What the server withstands: clients that end badly, messages that are none, storms of edits, questions that nobody answers.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;

#[test]
fn exit_after_shutdown_is_0_with_the_input_still_open() {
    let mut client = Client::with(ARTICLE);
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    let (code, took) = client.exit_code();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[test]
fn exit_without_shutdown_is_1() {
    let mut client = Client::with(ARTICLE);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code().0, Some(1));
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let mut client = Client::with(ARTICLE);
    client.input = None;
    let (code, took) = client.exit_code();
    assert_eq!(code, Some(1));
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_dead_parent_ends_the_server() {
    let mut parent = Command::new("sleep").arg("100").stdout(Stdio::null()).spawn().unwrap();
    let mut client = Client::start();
    client.request("initialize", json!({"processId": parent.id(), "rootUri": null, "capabilities": {}}));
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.exit_code().0, Some(1));
}

#[test]
fn a_client_may_listen_on_a_port() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let mut server = Command::new(env!("CARGO_BIN_EXE_onrecord")).args(["lsp", "--socket", &port]).spawn().unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    let mut say = |method: &str, id: Option<i64>, answer: &str| {
        let mut message = json!({"jsonrpc": "2.0", "method": method});
        if let Some(id) = id {
            message["id"] = json!(id);
            message["params"] = if id == 1 { json!({"processId": null, "rootUri": null, "capabilities": {}}) } else { Value::Null };
        }
        let body = message.to_string();
        write!(stream, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let (mut heard, mut part) = (String::new(), [0; 4096]);
        while !heard.contains(answer) {
            let read = stream.read(&mut part).unwrap();
            assert!(read > 0, "the server has gone: {heard}");
            heard.push_str(&String::from_utf8_lossy(&part[..read]));
        }
    };
    say("initialize", Some(1), "\"name\":\"onrecord\"");
    say("shutdown", Some(2), "\"id\":2");
    say("exit", None, "");
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

#[test]
fn unknown_methods_are_answered_and_unknown_notifications_ignored() {
    let mut client = Client::with(ARTICLE);
    let id = client.ask("vellmouth/ferry", json!({}));
    assert_eq!(client.reply(id)["error"]["code"], -32601);
    client.notify("vellmouth/ferry", json!({}));
    client.notify("$/vellmouth", json!({}));
    assert!(client.at("hover", "untitled:article", 2, 14).is_object());
}

#[test]
fn requests_before_initialize_are_refused() {
    let mut client = Client::start();
    let id = client.ask("textDocument/hover", json!({"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 0}}));
    assert_eq!(client.reply(id)["error"]["code"], -32002);
}

#[test]
fn what_is_no_message_costs_an_error_and_nothing_else() {
    let mut client = Client::with(ARTICLE);
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let broken: Vec<(String, i64)> = vec![
        ("Content-Length: 3\r\n\r\n{{{".into(), -32700),
        ("Content-Length: many\r\n\r\n".into(), -32700),
        ("Content-Type: text/plain\r\n\r\n".into(), -32700),
        (format!("Content-Length: {}\r\n\r\n{deep}", deep.len()), -32700),
        ("Content-Length: 2\r\n\r\n[]".into(), -32600),
        ("Content-Length: 28\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":1}".into(), -32600),
    ];
    for (bytes, code) in broken {
        client.bytes(bytes.as_bytes());
        let answer = client.wait(|message| message["id"].is_null() && message.get("error").is_some());
        assert_eq!(answer["error"]["code"], code, "{bytes:.60}");
    }
    client.bytes(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc");
    assert_eq!(client.wait(|message| message["id"].is_null() && message.get("error").is_some())["error"]["code"], -32700);
    let id = client.ask("textDocument/hover", json!({"textDocument": "no document"}));
    assert_eq!(client.reply(id)["error"]["code"], -32602);
    assert!(client.at("hover", "untitled:article", 2, 14).is_object());
}

#[test]
fn a_storm_of_edits_is_applied_in_order_and_read_as_few() {
    let uri = "untitled:article";
    let mut client = Client::with("");
    let mut typed = String::new();
    for version in 2..2002 {
        let c = char::from(b'a' + (version % 26) as u8);
        let end = json!({"line": 0, "character": typed.len()});
        client.change(uri, version, json!([{"range": {"start": end, "end": end}, "text": c.to_string()}]));
        typed.push(c);
    }
    client.change(
        uri,
        2002,
        json!([{"range": {"start": {"line": 0, "character": 2000}, "end": {"line": 0, "character": 2000}}, "text": "\n\nXXX"}]),
    );
    let last = client.published(uri, Some(2002));
    assert_eq!(last.len(), 1);
    assert_eq!(last[0]["range"]["start"], json!({"line": 2, "character": 0}));
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert!(symbols[0]["name"].as_str().unwrap().starts_with(&typed[..40]));
}

#[test]
fn a_client_that_never_answers_wedges_nothing() {
    let can = json!({"workspace": {"configuration": true, "didChangeWatchedFiles": {"dynamicRegistration": true}}, "window": {"workDoneProgress": true, "showDocument": {"support": true}}});
    let mut client = Client::initialized(can, None);
    client.open("untitled:article", ARTICLE);
    for _ in 0..20 {
        client.ask("workspace/executeCommand", json!({"command": "onrecord.explain", "arguments": ["placeholder"]}));
        client.notify("workspace/didChangeConfiguration", json!({"settings": {}}));
    }
    let ids: Vec<i64> = (0..130)
        .map(|_| {
            client.ask("textDocument/hover", json!({"textDocument": {"uri": "untitled:article"}, "position": {"line": 2, "character": 14}}))
        })
        .collect();
    for id in ids {
        assert!(client.reply(id)["result"].is_object());
    }
}

#[test]
fn a_request_is_cancelled_while_an_article_is_read() {
    let mut client = Client::initialized(json!({}), None);
    let long = ARTICLE.repeat(8_000);
    client.open("untitled:article", &long);
    let id =
        client.ask("textDocument/hover", json!({"textDocument": {"uri": "untitled:article"}, "position": {"line": 2, "character": 14}}));
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.reply(id)["error"]["code"], -32800);
}

#[test]
fn a_document_above_the_limit_is_told_and_not_read() {
    let mut client = Client::initialized(json!({}), None);
    client.open("untitled:article", &"The ferry was sold. ".repeat(1_000_000));
    let found = client.published("untitled:article", Some(1));
    assert_eq!(found.len(), 1);
    assert!(found[0]["message"].as_str().unwrap().contains("max-file-size"));
    client.change("untitled:article", 2, json!([{"text": "It was XXX who signed the sale."}]));
    assert_eq!(client.published("untitled:article", Some(2))[0]["code"], "placeholder");
}

#[test]
fn fifty_edits_at_once_are_read_as_few_and_stale_findings_are_dropped() {
    let uri = "untitled:article";
    let mut client = Client::with(&ARTICLE.repeat(200));
    client.published(uri, Some(1));
    let mut storm = Vec::new();
    for version in 2..52 {
        let start = json!({"line": 0, "character": 0});
        let change = json!([{"range": {"start": start, "end": start}, "text": "a"}]);
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": change});
        let body = json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}).to_string();
        storm.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    }
    client.bytes(&storm);
    let mut versions = Vec::new();
    while versions.last() != Some(&51) {
        let message = client.wait(|message| message["method"] == "textDocument/publishDiagnostics");
        versions.push(message["params"]["version"].as_i64().unwrap());
    }
    assert!(versions.len() <= 10 && versions.is_sorted(), "{versions:?}");
}

#[test]
fn a_folder_without_a_configuration_is_nothing_to_speak_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::initialized(json!({"workspace": {"configuration": true}}), Some(folder.path()));
    let uri = format!("file://{}/a.txt", folder.path().display());
    client.open(&uri, ARTICLE);
    client.published(&uri, Some(1));
    client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert!(!client.has(|message| message["method"] == "window/showMessage" || message["method"] == "window/logMessage"));
}

#[test]
fn the_nearest_configuration_counts_whatever_the_repository_root_is() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path().join("desk");
    std::fs::create_dir_all(folder.path().join(".git")).unwrap();
    std::fs::create_dir_all(&desk).unwrap();
    std::fs::write(folder.path().join("onrecord.toml"), "[rules]\nplaceholder = \"off\"\n").unwrap();
    std::fs::write(desk.join("onrecord.toml"), "[rules]\nplaceholder = \"hint\"\n").unwrap();
    let mut client = Client::initialized(json!({}), Some(folder.path()));
    let severities = |client: &mut Client, path: &str| {
        let uri = format!("file://{}/{path}", folder.path().display());
        client.open(&uri, "It was XXX who signed the sale.\n");
        client.published(&uri, Some(1)).iter().map(|one| one["severity"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(severities(&mut client, "desk/a.txt"), [4]);
    assert_eq!(severities(&mut client, "a.txt"), [] as [u64; 0]);
}

#[test]
fn settings_count_however_a_client_sends_them() {
    let ask = |client: &mut Client| {
        client.open("untitled:article", ARTICLE);
        let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        client.request("textDocument/inlayHint", json!({"textDocument": {"uri": "untitled:article"}, "range": whole}))
    };
    let wanted = json!({"inlayHints": {"pronouns": true}});
    let mut begun = Client::start();
    begun.request(
        "initialize",
        json!({"processId": null, "rootUri": null, "capabilities": {}, "initializationOptions": {"onrecord": wanted}}),
    );
    begun.notify("initialized", json!({}));
    assert_eq!(ask(&mut begun)[0]["label"], "= Marit Oru");
    for settings in [json!({"onrecord": wanted}), wanted.clone()] {
        let mut pushed = Client::initialized(json!({}), None);
        pushed.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        assert_eq!(ask(&mut pushed)[0]["label"], "= Marit Oru");
    }
    let mut pulled = Client::initialized(json!({"workspace": {"configuration": true, "inlayHint": {"refreshSupport": true}}}), None);
    let asked = pulled.wait(|message| message["method"] == "workspace/configuration");
    pulled.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [wanted]}));
    pulled.wait(|message| message["method"] == "workspace/inlayHint/refresh");
    assert_eq!(ask(&mut pulled)[0]["label"], "= Marit Oru");
}

#[test]
fn every_finding_of_a_range_has_its_actions() {
    let can = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}});
    let mut client = Client::initialized(can, None);
    client.open("untitled:article", "It was XXX who signed. It was TK who paid.\n");
    let found = client.published("untitled:article", Some(1));
    assert_eq!(found.len(), 2);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let ask = json!({"textDocument": {"uri": "untitled:article"}, "range": whole, "context": {"diagnostics": found}});
    let actions = client.request("textDocument/codeAction", ask);
    for one in &found {
        assert!(actions.as_array().unwrap().iter().any(|action| action["diagnostics"][0] == *one), "{actions}");
    }
}

#[test]
fn the_same_is_offered_to_every_client() {
    let offered = |can: Value| {
        let mut client = Client::start();
        let answer = client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": can}));
        let mut offered = answer["capabilities"].clone();
        let own = offered.as_object_mut().unwrap();
        (own.remove("positionEncoding"), own.remove("diagnosticProvider").is_some(), offered)
    };
    let poor = offered(json!({}));
    let rich = offered(json!({
        "general": {"positionEncodings": ["utf-32"]},
        "textDocument": {"diagnostic": {}, "codeAction": {"resolveSupport": {"properties": ["edit"]}}},
        "workspace": {"workspaceEdit": {"documentChanges": true}, "fileOperations": {"willRename": true}}
    }));
    assert_eq!((&poor.0, poor.1), (&Some(json!("utf-16")), false));
    assert_eq!((&rich.0, rich.1), (&Some(json!("utf-32")), true));
    assert_eq!(poor.2, rich.2);
    for provider in ["callHierarchyProvider", "documentLinkProvider", "typeDefinitionProvider", "inlayHintProvider", "renameProvider"] {
        assert!(!poor.2[provider].is_null(), "{provider}");
    }
    assert_eq!(poor.2["semanticTokensProvider"]["full"]["delta"], true);
    assert!(poor.2["workspace"]["fileOperations"]["willRename"]["filters"].is_array());
}
