//! Messages that are sent wrongly, or too early: what can be read is read, and nothing that follows is lost.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::Client;
use super::random::Random;

const URI: &str = "untitled:article";

/// A message with its header, which tells `more` bytes than there are.
fn framed(body: &str, more: i64) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len() as i64 + more).into_bytes()
}

fn hover(id: i64) -> String {
    let params = json!({"textDocument": {"uri": URI}, "position": {"line": 2, "character": 14}});
    json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": params}).to_string()
}

#[test]
fn a_key_that_is_said_twice_ends_nothing() {
    let mut client = Client::with(ARTICLE);
    for body in [
        r#"{"jsonrpc":"2.0","jsonrpc":"2.0","id":901,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:article"},"position":{"line":2,"character":14}}}"#,
        r#"{"jsonrpc":"2.0","id":7,"id":902,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:article"},"position":{"line":2,"character":14}}}"#,
        r#"{"jsonrpc":"2.0","id":903,"method":"x","method":"textDocument/hover","params":{"textDocument":{"uri":"a","uri":"untitled:article"},"position":{"line":2,"line":2,"character":14}}}"#,
        r#"{"jsonrpc":"2.0","id":904,"method":"textDocument/hover","params":3,"params":{"textDocument":{"uri":"untitled:article"},"position":{"line":2,"character":14}}}"#,
    ] {
        client.bytes(&framed(body, 0));
    }
    for id in 901..905 {
        assert!(client.reply(id)["result"].is_object(), "{id}");
    }
    client.bytes(&framed(r#"{"jsonrpc":"2.0","id":1,"id":2,"result":null,"error":{"code":1,"message":"x"}}"#, 0));
    assert!(client.at("hover", URI, 2, 14).is_object());
}

#[test]
fn half_a_character_is_one_unit_and_shifts_nothing() {
    for half in [r"\ud83d", r"\ude00", r"\uDBFF\ud83d", r"\ude00\ud83d"] {
        let units = half.matches("\\u").count();
        let mut client = Client::initialized(json!({}), None);
        let open = r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:article","languageId":"plaintext","version":1,"text":"The HALF ferry was TK.\n"}}}"#;
        client.bytes(&framed(&open.replace("HALF", half), 0));
        let found = client.published(URI, Some(1));
        assert_eq!(found[0]["range"]["start"], json!({"line": 0, "character": 15 + units}), "{half}");
        // The edit that the editor makes next counts its own units.
        let change = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:article","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":4}},"text":"HALF"}]}}"#;
        client.bytes(&framed(&change.replace("HALF", half), 0));
        let found = client.published(URI, Some(2));
        assert_eq!(found[0]["range"]["start"], json!({"line": 0, "character": 15 + 2 * units}), "{half}");
        let end = json!({"line": 0, "character": 15 + 2 * units});
        client.change(URI, 3, json!([{"range": {"start": {"line": 0, "character": 4}, "end": end}, "text": "old ferry was "}]));
        assert_eq!(client.published(URI, Some(3))[0]["range"]["start"], json!({"line": 0, "character": 18}), "{half}");
    }
}

#[test]
fn a_wrong_length_costs_one_message_at_most() {
    let mut client = Client::with(ARTICLE);
    for (turn, more) in [-200, -40, -1, 1, 2, 14, 20, 25, 60, 5_000, 100_000_000].into_iter().enumerate() {
        let id = 900 + turn as i64 * 2;
        let mut bytes = framed(&hover(id), more);
        bytes.extend(framed(&hover(id + 1), 0));
        client.bytes(&bytes);
        assert!(client.reply(id + 1)["result"].is_object(), "{more}");
        // What was sent whole is read, however long it was said to be.
        if more > 0 {
            assert!(client.reply(id)["result"].is_object(), "{more}");
        }
    }
    client.bytes(b"Content-Length: -5\r\n\r\n{}Content-Length: 1e3\r\n\r\n{}");
    client.bytes(&framed(&hover(990), 0));
    assert!(client.reply(990)["result"].is_object());
}

#[test]
fn shutdown_that_asks_nothing_refuses_nothing() {
    let mut client = Client::with(ARTICLE);
    client.notify("shutdown", Value::Null);
    assert!(client.at("hover", URI, 2, 14).is_object());
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code().0, Some(0));
}

#[test]
fn a_client_that_says_wrong_things_of_itself_is_served() {
    for params in [
        json!({"processId": -1, "rootUri": null, "capabilities": {}}),
        json!({"processId": 1e300, "rootUri": 5, "capabilities": {}}),
        json!({"processId": null, "trace": "loud", "capabilities": {}}),
        json!({"processId": null, "trace": 1, "locale": [], "clientInfo": "vellmouth", "capabilities": {}}),
        json!({"processId": null, "capabilities": {"workspace": {"workspaceEdit": {"resourceOperations": ["copy", "create"]}}}}),
        json!({"processId": null, "capabilities": {"general": {"positionEncodings": [8, "utf-8"]}, "textDocument": {"hover": 5}}}),
        json!({"processId": null, "capabilities": {"textDocument": {"codeAction": {"codeActionLiteralSupport": true}, "synchronization": [1]}}}),
        json!({"processId": null, "capabilities": [], "workspaceFolders": [{"uri": "no address at all"}]}),
        json!({}),
        json!([1, 2]),
        Value::Null,
    ] {
        let mut client = Client::start();
        let answer = client.request("initialize", params.clone());
        assert!(answer["capabilities"]["hoverProvider"].as_bool().unwrap(), "{params}");
        if params.to_string().contains("positionEncodings") {
            assert_eq!(answer["capabilities"]["positionEncoding"], "utf-8");
        }
        client.notify("initialized", json!({}));
        client.open(URI, ARTICLE);
        assert!(client.at("hover", URI, 2, 14).is_object(), "{params}");
    }
}

#[test]
fn what_is_sent_before_initialize_is_answered_waits_for_the_answer() {
    for _ in 0..10 {
        let mut client = Client::start();
        let begin =
            json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}});
        let mut bytes = framed(&begin.to_string(), 0);
        bytes.extend(framed(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#, 0));
        let document = json!({"uri": URI, "languageId": "plaintext", "version": 1, "text": ARTICLE});
        let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}});
        bytes.extend(framed(&open.to_string(), 0));
        bytes.extend(framed(&hover(2), 0));
        client.bytes(&bytes);
        assert!(client.reply(2)["result"].is_object());
        assert!(client.has(|message| message["id"] == 1), "initialize is answered first");
        assert!(!client.published(URI, Some(1)).is_empty());
    }
}

/// Frames with something wrong in them, each followed by one that is right; `ONRECORD_FRAMES` tells how many.
#[test]
fn whatever_comes_the_next_message_is_answered() {
    let mut client = Client::with(ARTICLE);
    let mut random = Random(5);
    let mut below = |most: usize| random.below(most);
    let frames: i64 = std::env::var("ONRECORD_FRAMES").ok().map_or(2_000, |number| number.parse().unwrap());
    for turn in 0..frames {
        let id = 10_000_000 + turn;
        let mut bytes = framed(&hover(1_000_000), 0);
        for _ in 0..=below(3) {
            let at = below(bytes.len());
            match below(6) {
                0 if at < bytes.len() => bytes[at] = below(256) as u8,
                1 => drop(bytes.drain(at..(at + below(30)).min(bytes.len()))),
                2 => drop(bytes.splice(at..at, b"\r\n\r\nContent-Length: 7\r\n\r\n".iter().copied().take(below(25)))),
                3 => drop(bytes.splice(at..at, br#""id":5,"id":{},\ud800[{"#.iter().copied().take(below(24)))),
                4 => bytes.truncate(at),
                _ => drop(bytes.splice(at..at, std::iter::repeat_n(b'{', below(300)))),
            }
        }
        bytes.extend(framed(&hover(id), 0));
        client.bytes(&bytes);
        // A frame that is told longer than it is swallows no more than up to the next header.
        assert!(client.reply(id)["result"].is_object(), "{turn}: {}", String::from_utf8_lossy(&bytes));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_client_that_is_killed_ends_the_server() {
    // A shell that holds both pipes and dies at once, as an editor does that is killed.
    let server = env!("CARGO_BIN_EXE_onrecord");
    let script = format!("mkfifo in out; {server} lsp <in >out & echo $!; exec 3>in 4<out; read -r _; kill -9 $$");
    let folder = tempfile::tempdir().unwrap();
    let mut editor = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = std::io::BufReader::new(editor.stdout.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut told, &mut line).unwrap();
    let process = std::path::PathBuf::from(format!("/proc/{}", line.trim()));
    let mut input = std::fs::OpenOptions::new().write(true).open(folder.path().join("in")).unwrap();
    let begin = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": editor.id(), "capabilities": {}}});
    input.write_all(&framed(&begin.to_string(), 0)).unwrap();
    let text = ARTICLE.repeat(3_000);
    let document = json!({"uri": URI, "languageId": "plaintext", "version": 1, "text": text});
    let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}});
    input.write_all(&framed(&open.to_string(), 0)).unwrap();
    assert!(process.exists());
    editor.stdin.take().unwrap().write_all(b"\n").unwrap();
    editor.wait().unwrap();
    // The input is held open still, by this process.
    for _ in 0..200 {
        let state = std::fs::read_to_string(process.join("stat")).unwrap_or_default();
        if state.is_empty() || state.contains(") Z ") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the server is still running");
}
