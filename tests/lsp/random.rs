//! A client that does anything in any order. At the end the findings are those of `onrecord check`, every question has had one answer, and
//! the server is no larger and has no more threads than after a fifth of it.
//!
//! `ONRECORD_MESSAGES=100000 cargo test --release lsp::random::anything` does it longer.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ARTICLE;
use super::client::{Client, PATIENCE};
use super::sync::{checked, offset, sent};

/// Numbers that look random and are the same in every run (splitmix64).
pub struct Random(pub u64);

impl Random {
    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % most.max(1) as u64) as usize
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const WORDS: &[&str] = &[
    "a",
    " ",
    "\n\n",
    "\r\n",
    "\r",
    "“",
    "” Oru said.",
    " XXX ",
    "😀e\u{301}\u{2028}",
    " Marit Oru, the mayor, said the fund lost 15 per cent.",
    "é",
    " TK ",
    "\u{FFFD}",
    ". ",
    " Ada Berg claimed that Oru lied. ",
    "<b>",
    "- ",
    "> ",
    "",
];

/// Requests about a place of a document, by name, with what else they ask for.
const QUESTIONS: &[(&str, &str)] = &[
    ("hover", "{}"),
    ("definition", "{}"),
    ("declaration", "{}"),
    ("typeDefinition", "{}"),
    ("references", r#"{"context": {"includeDeclaration": true}}"#),
    ("documentHighlight", "{}"),
    ("documentSymbol", "{}"),
    ("codeAction", r#"{"context": {"diagnostics": []}}"#),
    ("completion", "{}"),
    ("foldingRange", "{}"),
    ("selectionRange", r#"{"positions": [{"line": 0, "character": 1}, {"line": 2, "character": 4}]}"#),
    ("semanticTokens/full", "{}"),
    ("semanticTokens/full/delta", r#"{"previousResultId": "1"}"#),
    ("semanticTokens/range", "{}"),
    ("inlayHint", "{}"),
    ("codeLens", "{}"),
    ("documentLink", "{}"),
    ("prepareRename", "{}"),
    ("rename", r#"{"newName": "Ada Holm"}"#),
    ("prepareCallHierarchy", "{}"),
    ("vellmouth", "{}"),
];

/// The session as the client knows it.
struct Session {
    client: Client,
    random: Random,
    folder: tempfile::TempDir,
    /// Open documents: text and version.
    open: BTreeMap<String, (String, i64)>,
    opened: usize,
    asked: HashSet<i64>,
    /// What was last sent about each document: version and findings.
    told: HashMap<String, (Value, Vec<Value>)>,
}

impl Session {
    fn new(seed: u64) -> Session {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..10 {
            std::fs::write(folder.path().join(format!("{number}.txt")), ARTICLE).unwrap();
        }
        let can =
            json!({"workspace": {"configuration": true, "workspaceEdit": {"documentChanges": true}}, "window": {"workDoneProgress": true}});
        let client = Client::initialized(can, Some(folder.path()));
        Session { client, random: Random(seed), folder, open: BTreeMap::new(), opened: 0, asked: HashSet::new(), told: HashMap::new() }
    }

    /// Sends one message.
    fn step(&mut self) {
        let known: Vec<String> = self.open.keys().cloned().collect();
        let place = json!({"line": self.random.below(9), "character": self.random.below(120)});
        let uri = if known.is_empty() { "untitled:none".to_owned() } else { self.random.of(&known).clone() };
        match self.random.below(20) {
            0 | 1 if known.len() < 8 => {
                self.opened += 1;
                let uri = match self.random.below(3) {
                    0 => format!("untitled:{}", self.opened),
                    1 => format!("file://{}/new/{}.txt", self.folder.path().display(), self.opened),
                    _ => format!("file://{}/{}.txt", self.folder.path().display(), self.opened % 10),
                };
                if !self.open.contains_key(&uri) {
                    self.told.remove(&uri);
                    self.client.open(&uri, ARTICLE);
                    self.open.insert(uri, (ARTICLE.to_owned(), 1));
                }
            }
            0..=2 => {
                self.client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
                self.open.remove(&uri);
            }
            3..=9 => self.edit(&uri),
            10 => match self.random.below(6) {
                0 => self.client.notify("workspace/didChangeConfiguration", json!({"settings": {}})),
                1 => self.client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}})),
                2 => self.ask("workspace/executeCommand", json!({"command": "onrecord.index", "arguments": []})),
                3 => self.ask("workspace/symbol", json!({"query": "oru"})),
                4 => self.client.bytes(b"Content-Length: 5\r\n\r\n{\"a\":"),
                _ => {
                    let id = self.asked.iter().next().copied().unwrap_or_default();
                    self.client.notify("$/cancelRequest", json!({"id": id}));
                }
            },
            _ => {
                let (name, more) = *self.random.of(QUESTIONS);
                let mut params: Value = serde_json::from_str(more).unwrap();
                params["textDocument"] = json!({"uri": uri});
                params["range"] = json!({"start": {"line": 0, "character": 0}, "end": place});
                params["position"] = place;
                self.ask(&format!("textDocument/{name}"), params);
            }
        }
    }

    fn edit(&mut self, uri: &str) {
        let Some((text, version)) = self.open.get_mut(uri) else { return };
        let mut changes = Vec::new();
        for _ in 0..=self.random.below(3) {
            let from = (self.random.below(9) as u32, self.random.below(120) as u32);
            let to = if self.random.below(2) == 0 { from } else { (from.0, from.1 + self.random.below(20) as u32) };
            let new = *self.random.of(WORDS);
            let position = |(line, character): (u32, u32)| json!({"line": line, "character": character});
            changes.push(json!({"range": {"start": position(from), "end": position(to)}, "text": new}));
            text.replace_range(offset(text, from, "utf-16")..offset(text, to, "utf-16"), new);
        }
        if text.len() > 4_000 {
            *text = ARTICLE.to_owned();
            changes.push(json!({"text": ARTICLE}));
        }
        *version += 1;
        self.client.change(uri, *version, Value::Array(changes));
    }

    fn ask(&mut self, method: &str, params: Value) {
        let id = self.client.ask(method, params);
        self.asked.insert(id);
    }

    /// Takes what has come, and waits while more than `most` questions are open.
    fn listen(&mut self, most: usize) {
        let end = Instant::now() + PATIENCE;
        loop {
            for message in self.client.received() {
                self.take(&message);
            }
            if self.asked.len() <= most {
                return;
            }
            assert!(Instant::now() < end, "{} questions are not answered", self.asked.len());
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn take(&mut self, message: &Value) {
        match (message["method"].as_str(), message["id"].as_i64()) {
            (Some("textDocument/publishDiagnostics"), _) => {
                let params = &message["params"];
                let found = params["diagnostics"].as_array().unwrap().clone();
                self.told.insert(params["uri"].as_str().unwrap().to_owned(), (params["version"].clone(), found));
            }
            // Most questions of the server are answered.
            (Some(_), Some(id)) if self.random.below(8) > 0 => self.client.send(&json!({"jsonrpc": "2.0", "id": id, "result": null})),
            (Some(_), _) => {}
            (None, Some(id)) => {
                assert!(self.asked.remove(&id), "answered twice, or never asked: {message}");
                let code = message["error"]["code"].as_i64().unwrap_or_default();
                assert!([0, -32800, -32801, -32601, -32602].contains(&code), "{message}");
            }
            // What could not be read.
            (None, None) => assert_eq!(message["error"]["code"], -32700, "{message}"),
        }
    }

    /// What is told after a text is saved is what is found in it.
    fn compare(&mut self) {
        let end = Instant::now() + PATIENCE;
        for (uri, (text, version)) in self.open.clone() {
            self.client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
            let found = checked(&text, "utf-16");
            while self.told.get(&uri).is_none_or(|(told, sent_last)| *told != version || sent(sent_last) != found) {
                self.listen(usize::MAX);
                assert!(Instant::now() < end, "{uri} in version {version}: {:?} instead of {found:?}", self.told.get(&uri));
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

#[test]
fn anything_in_any_order() {
    let messages: usize = std::env::var("ONRECORD_MESSAGES").ok().map_or(5_000, |number| number.parse().unwrap());
    let mut session = Session::new(12);
    let mut warm = None;
    for number in 0..messages {
        session.step();
        session.listen(24);
        if number == messages / 5 {
            session.listen(0);
            warm = Some(session.client.memory());
        }
    }
    session.listen(0);
    session.compare();
    let (warm, end) = (warm.unwrap(), session.client.memory());
    println!("{messages} messages, {} documents: {warm} KB after a fifth, {end} KB at the end", session.opened);
    if cfg!(target_os = "linux") {
        // What allocators keep for each thread differs by some megabytes from run to run; a leak is more.
        assert!(end < warm + 24 * 1024, "{warm} KB after a fifth, {end} KB at the end");
        assert!(session.client.threads() < 40, "{} threads", session.client.threads());
    }
}
