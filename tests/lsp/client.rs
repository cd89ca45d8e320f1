//! A client without an editor: starts the real server and speaks the protocol with it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The server and what it has sent.
pub struct Client {
    pub server: Child,
    pub input: Option<ChildStdin>,
    received: Receiver<Value>,
    waiting: VecDeque<Value>,
    last_id: i64,
}

impl Client {
    /// A server that has not been initialized, with a home folder of its own: it must not write into a person's.
    pub fn start() -> Client {
        Client::start_at_home(&std::env::temp_dir().join("onrecord-tests"))
    }

    /// A server for the person whose home folder this is.
    pub fn start_at_home(home: &Path) -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.arg("lsp").env("HOME", home).env("XDG_CACHE_HOME", home.join(".cache")).env_remove("XDG_RUNTIME_DIR");
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = server.stdout.take().unwrap();
        let (sender, received) = channel();
        thread::spawn(move || {
            let mut reader = BufReader::new(output);
            while let Some(message) = read(&mut reader) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Client { input: server.stdin.take(), server, received, waiting: VecDeque::new(), last_id: 0 }
    }

    /// A server that knows what the client can do, opened on `folder`.
    pub fn initialized(capabilities: Value, folder: Option<&Path>) -> Client {
        let mut client = Client::start();
        let root = folder.map_or(Value::Null, |folder| json!(format!("file://{}", folder.display())));
        client.request("initialize", json!({"processId": null, "rootUri": root, "capabilities": capabilities}));
        client.notify("initialized", json!({}));
        client
    }

    /// A plain client that has opened `text` as an article without a file.
    pub fn with(text: &str) -> Client {
        let mut client = Client::initialized(json!({}), None);
        client.open("untitled:article", text);
        client
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.notify("textDocument/didOpen", json!({"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}}));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        self.notify("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}));
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).and_then(|()| input.flush()).unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}));
        self.last_id
    }

    /// The reply to a request, whole.
    pub fn reply(&mut self, id: i64) -> Value {
        self.wait(|message| message.get("method").is_none() && message["id"] == id)
    }

    /// Sends a request; returns its result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let reply = self.reply(id);
        assert!(reply.get("error").is_none(), "{method}: {reply}");
        reply["result"].clone()
    }

    /// A request at a place of a document.
    pub fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Value {
        self.request(
            &format!("textDocument/{method}"),
            json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}),
        )
    }

    /// The diagnostics that are sent for this version, or without a version.
    pub fn published(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        let message = self.wait(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && version.is_none_or(|version| params["version"] == version)
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The first message that fits, waiting for it; the others stay.
    pub fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&fits) {
            return self.waiting.remove(at).unwrap();
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.received.recv_timeout(left).expect("an answer in time");
            // A panic costs the server one answer; it must not cost a test its patience.
            let said = message["params"]["message"].as_str().unwrap_or_default();
            assert!(!said.contains("a defect in onrecord"), "{said}");
            if fits(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// Whether a message that fits has come and nobody has waited for it.
    pub fn has(&self, fits: impl Fn(&Value) -> bool) -> bool {
        self.waiting.iter().any(fits)
    }

    /// The exit code, and how long the server took to end.
    pub fn exit_code(&mut self) -> (Option<i32>, Duration) {
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.server.try_wait().unwrap() {
                return (status.code(), begin.elapsed());
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the server is still running");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
