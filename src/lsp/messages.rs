//! From a body to a message that the framework understands.
//!
//! The framework gives up at the first message that it cannot read, so none such reaches it: what is said twice is said once, half of a
//! character becomes a whole one, and what a client says wrongly of itself at the beginning is left out.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::ls_types::InitializeParams;

use super::frames::Frame;

/// How many wrong parts of a client's introduction are left out one by one; then whole sections are.
const WRONG_PARTS: usize = 64;

/// A message of the client.
#[derive(Debug, PartialEq)]
pub enum Message {
    /// It asks or tells something.
    Request(Request),
    /// It replies to what it was asked.
    Reply(Response),
    /// It cannot be read; this is the answer.
    Unsound(Response),
}

/// Reads a message. A body that was cut may hold one, with the beginning of something else behind it.
pub fn read(frame: Frame) -> Message {
    let parsed = match frame {
        Frame::Headless => return unsound(Id::Null, -32700, "a header that cannot be read, or a message that is too long"),
        Frame::Whole(body) => serde_json::from_str(&text(body)).ok(),
        Frame::Cut(body) => serde_json::Deserializer::from_str(&text(body)).into_iter().next().and_then(Result::ok),
    };
    match parsed {
        Some(value) => message(value),
        None => unsound(Id::Null, -32700, "a message that is not JSON"),
    }
}

fn unsound(id: Id, code: i64, words: &'static str) -> Message {
    Message::Unsound(Response::from_error(id, Error { code: ErrorCode::from(code), message: words.into(), data: None }))
}

/// A body's text. Where an editor sends half of a surrogate pair, as `\ud83d` alone or as its three bytes, stands U+FFFD, which counts as
/// many UTF-16 units as the half: one. Anything that is no UTF-8 becomes the same character.
fn text(mut body: Vec<u8>) -> String {
    whole_escapes(&mut body);
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xED, &body[at..]) {
        at += found;
        // U+D800 to U+DFFF; U+FFFD has three bytes too.
        if let [_, 0xA0..=0xBF, 0x80..=0xBF, ..] = body[at..] {
            body[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
        at += 1;
    }
    String::from_utf8(body).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Replaces each escape of half a surrogate pair.
fn whole_escapes(body: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &body[at..]) {
        at += found;
        let high = escape(body, at).filter(|unit| matches!(unit, 0xD800..=0xDBFF));
        let low = escape(body, at + if high.is_some() { 6 } else { 0 }).filter(|unit| matches!(unit, 0xDC00..=0xDFFF));
        match (high, low) {
            (Some(_), Some(_)) => at += 12,
            (Some(_), None) | (None, Some(_)) => {
                body[at + 2..at + 6].copy_from_slice(b"FFFD");
                at += 6;
            }
            // The character after a backslash begins no escape of its own.
            (None, None) => at = (at + 2).min(body.len()),
        }
    }
}

/// The UTF-16 unit that is written as `\uXXXX` at a byte.
fn escape(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

fn message(mut value: Value) -> Message {
    let no_message = |id: Id| unsound(id, -32600, "a message that is neither a request nor a reply");
    let id = match value.get("id").map(read_id) {
        Some(None) => return no_message(Id::Null),
        Some(Some(id)) => Some(id),
        None => None,
    };
    let wrong = id.clone().unwrap_or_default();
    if value.get("jsonrpc").and_then(Value::as_str) != Some("2.0") || !value.get("method").is_none_or(Value::is_string) {
        return no_message(wrong);
    }
    let Some(method) = value.get("method").and_then(Value::as_str).map(str::to_owned) else {
        return serde_json::from_value(value).map_or_else(|_| no_message(Id::Null), Message::Reply);
    };
    let mut params = value.get_mut("params").map(Value::take);
    if method == "initialize" {
        params = Some(introduction(params.unwrap_or_default()));
    }
    let request = Request::build(method);
    let request = params.into_iter().fold(request, |request, params| request.params(params));
    Message::Request(id.into_iter().fold(request, |request, id| request.id(id)).finish())
}

/// The id of a message: a whole number, words or nothing. Some clients have one kind of number only, and write 1.0.
fn read_id(id: &Value) -> Option<Id> {
    let number =
        || id.as_i64().or_else(|| id.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 1e15).map(|number| number as i64));
    match id {
        Value::Null => Some(Id::Null),
        Value::String(words) => Some(Id::String(words.clone())),
        _ => number().map(Id::Number),
    }
}

/// What a client says of itself, without the parts that are of the wrong kind: nothing of it is needed.
fn introduction(params: Value) -> Value {
    let mut params = if params.is_object() { params } else { json!({}) };
    if !params.get("capabilities").is_some_and(Value::is_object) {
        params["capabilities"] = json!({});
    }
    for turn in 0.. {
        let Err(error) = serde_path_to_error::deserialize::<_, InitializeParams>(&params) else { return params };
        let path: Vec<String> = error.path().iter().map(ToString::to_string).collect();
        let depth = if turn < WRONG_PARTS { path.len() } else { 2.min(path.len()) };
        if turn == 2 * WRONG_PARTS || !remove(&mut params, &path[..depth]) {
            break;
        }
    }
    // Where it cannot be told which part is wrong, each is taken that is right alone.
    let mut right = json!({"capabilities": {}});
    for (name, part) in params.as_object().into_iter().flatten() {
        let mut with = right.clone();
        with[name] = part.clone();
        if InitializeParams::deserialize(&with).is_ok() {
            right = with;
        }
    }
    right
}

/// Removes what stands at a path, or the part of the path that is there; `false` if nothing was removed.
fn remove(value: &mut Value, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    match value {
        Value::Object(parts) => {
            let inner = parts.get_mut(first).is_some_and(|part| remove(part, rest));
            inner || parts.remove(first).is_some()
        }
        Value::Array(parts) => {
            let Some(index) = first.trim_matches(['[', ']']).parse::<usize>().ok().filter(|index| *index < parts.len()) else {
                return false;
            };
            if !remove(&mut parts[index], rest) {
                parts.remove(index);
            }
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(body: &str) -> Message {
        read(Frame::Whole(body.as_bytes().to_vec()))
    }

    fn code(message: Message) -> i64 {
        match message {
            Message::Unsound(response) => response.error().unwrap().code.code(),
            _ => 0,
        }
    }

    #[test]
    fn what_is_no_message_is_told_from_what_is() {
        let exit = Message::Request(Request::build("exit").finish());
        assert_eq!(whole(r#"{"jsonrpc":"2.0","method":"exit"}"#), exit);
        assert_eq!(whole(r#"{"jsonrpc":"2.0","method":"x","method":"exit","jsonrpc":"2.0"}"#), exit);
        assert_eq!(read(Frame::Cut(br#"{"jsonrpc":"2.0","method":"exit"}Content-Ty"#.to_vec())), exit);
        let reply = Message::Reply(Response::from_ok(Id::Number(1), Value::Null));
        assert_eq!(whole(r#"{"jsonrpc":"2.0","id":1,"result":null}"#), reply);
        assert_eq!(whole(r#"{"jsonrpc":"2.0","id":1.0,"method":"x"}"#), Message::Request(Request::build("x").id(1).finish()));
        for (body, wrong) in [
            ("{", -32700),
            ("[]", -32600),
            (r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#, -32600),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#, -32600),
            (r#"{"jsonrpc":"2.0"}"#, -32600),
            (&"[".repeat(5000), -32700),
        ] {
            assert_eq!(code(whole(body)), wrong, "{body:.40}");
        }
    }

    fn words(body: &[u8]) -> String {
        serde_json::from_str(&text(body.to_vec())).unwrap()
    }

    #[test]
    fn half_a_character_counts_one_unit() {
        for (body, wanted) in [
            (&br#""a\ud800b""#[..], "a\u{FFFD}b"),
            (br#""\uDFFF\uD83D""#, "\u{FFFD}\u{FFFD}"),
            (br#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
            (br#""\\ud800\\\ud800""#, "\\ud800\\\u{FFFD}"),
            (br#""\u00e9\uFFFD\ud83d\u0041""#, "é\u{FFFD}\u{FFFD}A"),
            (b"\"\xed\xa0\xbd!\xed\xbf\xbf\"", "\u{FFFD}!\u{FFFD}"),
            ("\"\u{d7ff}\"".as_bytes(), "\u{d7ff}"),
            (b"\"caf\xe9\"", "caf\u{FFFD}"),
        ] {
            assert_eq!(words(body), wanted);
        }
        assert_eq!(text(br#""\ud8"#.to_vec()), r#""\ud8"#);
        assert_eq!(text(b"\\".to_vec()), "\\");
    }

    #[test]
    fn wrong_parts_of_an_introduction_are_left_out_alone() {
        let said = json!({
            "processId": -1, "trace": "loud", "clientInfo": {"version": 3}, "rootUri": "file:///news", "locale": 5,
            "workspaceFolders": [{"uri": "file:///desk", "name": "desk"}, {"uri": 7, "name": "x"}],
            "capabilities": {
                "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "transmute", 3, "delete"]}},
                "textDocument": {"hover": {"contentFormat": ["markdown", "paper"]}, "diagnostic": {}, "codeAction": [1, 2]},
                "general": {"positionEncodings": ["utf-8", 16]},
                "window": "none"
            }
        });
        let read: InitializeParams = serde_json::from_value(introduction(said)).unwrap();
        assert_eq!((read.process_id, read.trace.is_none()), (None, true));
        assert_eq!(read.workspace_folders.map(|folders| folders.len()), Some(1));
        let can = read.capabilities;
        let edits = can.workspace.unwrap().workspace_edit.unwrap();
        assert_eq!((edits.document_changes, edits.resource_operations.map(|all| all.len())), (Some(true), Some(2)));
        let text = can.text_document.unwrap();
        assert!(text.diagnostic.is_some() && text.hover.is_some_and(|hover| hover.content_format.is_some_and(|all| all.len() == 1)));
        assert_eq!(can.general.unwrap().position_encodings.map(|all| all.len()), Some(1));
        for said in [json!(null), json!([]), json!({"capabilities": 3}), json!({"capabilities": {"workspace": vec![json!(1); 500]}})] {
            assert!(serde_json::from_value::<InitializeParams>(introduction(said)).is_ok());
        }
        let many =
            json!({"rootUri": "file:///news", "capabilities": {"workspace": {"workspaceEdit": {"resourceOperations": vec!["x"; 5000]}}}});
        assert_eq!(introduction(many)["rootUri"], "file:///news");
    }
}
