//! A client without an editor: starts the real server and speaks the protocol with it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How a client reads: all that comes, nothing, or never again.
const READING: u8 = 0;
const RESTING: u8 = 1;
const GONE: u8 = 2;

/// The server and what it has sent.
pub struct Client {
    pub server: Child,
    pub input: Option<ChildStdin>,
    received: Receiver<Value>,
    reading: Arc<AtomicU8>,
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
        // Another program can be measured with the same tests.
        let program = std::env::var_os("ONRECORD_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_onrecord").into());
        let mut command = Command::new(program);
        command.arg("lsp").env("HOME", home).env("XDG_CACHE_HOME", home.join(".cache")).env_remove("XDG_RUNTIME_DIR");
        command.env("XDG_STATE_HOME", home.join(".local/state"));
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = server.stdout.take().unwrap();
        let reading = Arc::new(AtomicU8::new(READING));
        let how = reading.clone();
        let (sender, received) = channel();
        thread::spawn(move || {
            let mut reader = BufReader::new(output);
            while let Some(message) = read(&mut reader) {
                if sender.send(message).is_err() {
                    break;
                }
                while how.load(Ordering::Acquire) == RESTING {
                    thread::sleep(Duration::from_millis(5));
                }
                if how.load(Ordering::Acquire) == GONE {
                    break;
                }
            }
        });
        Client { input: server.stdin.take(), server, received, reading, waiting: VecDeque::new(), last_id: 0 }
    }

    /// A server that knows what the client can do, opened on `folder`.
    pub fn initialized(capabilities: Value, folder: Option<&Path>) -> Client {
        Client::start().initialize(capabilities, folder)
    }

    /// The same server, that knows what the client can do, opened on `folder`.
    pub fn initialize(self, capabilities: Value, folder: Option<&Path>) -> Client {
        let mut client = self;
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

    /// From the next message on, nothing is read.
    pub fn read_no_more(&mut self) {
        self.reading.store(RESTING, Ordering::Release);
    }

    /// Reads again.
    pub fn read_again(&mut self) {
        self.reading.store(READING, Ordering::Release);
    }

    /// Closes the end that reads.
    pub fn close_output(&mut self) {
        self.reading.store(GONE, Ordering::Release);
    }

    /// Returns when the server has nothing to do any more.
    pub fn settle(&self) {
        let (mut last, mut still) = (self.processor_time(), 0);
        while still < 4 {
            thread::sleep(Duration::from_millis(40));
            let now = self.processor_time();
            still = if now == last { still + 1 } else { 0 };
            last = now;
        }
    }

    /// The processor's time that the server has taken, in hundredths of a second; none where that cannot be seen.
    pub fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.server.id())).unwrap_or_default();
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_millis(10 * ticks)
    }

    /// All that has come and nobody has waited for.
    pub fn received(&mut self) -> Vec<Value> {
        self.waiting.drain(..).chain(self.received.try_iter()).collect()
    }

    /// What the server keeps in memory, in KB; 0 where that cannot be seen.
    pub fn memory(&self) -> usize {
        self.status("VmRSS:")
    }

    /// How many threads the server has; 0 where that cannot be seen.
    pub fn threads(&self) -> usize {
        self.status("Threads:")
    }

    fn status(&self, name: &str) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
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
