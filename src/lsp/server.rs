//! The session's state, and when articles are analysed.

use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{MessageType, Uri};
use tower_lsp::{Client, LspService};

use super::capabilities::Negotiated;
use super::documents::{Documents, Latest};
use super::transport::{self, Session};
use super::{colours, configuration, diagnostics, from_proto, to_proto};
use crate::ide::inlay::Wanted;
use crate::text::Document;
use crate::workspace::{Analysis, Configurations, IndexedFile, Workspace};

/// How many requests are worked on at once; fewer would let slow ones hold up a cancel.
const CONCURRENCY: usize = 64;

/// How long what is under way may take after the end was told.
const GRACE: Duration = Duration::from_millis(400);

/// Articles larger than this many bytes reach the index of names when they are saved, not with every edit.
const INDEXED_AT_ONCE: usize = 256 * 1024;

/// The server, as the framework knows it.
#[derive(Debug)]
pub struct Server {
    pub(super) state: Arc<State>,
}

/// All that a session holds.
#[derive(Debug)]
pub struct State {
    pub(super) client: Client,
    pub(super) session: Arc<Session>,
    pub(super) negotiated: OnceLock<Negotiated>,
    pub(super) documents: Mutex<Documents>,
    pub(super) configurations: Mutex<Configurations>,
    pub(super) workspace: RwLock<Workspace>,
    pub(super) roots: Mutex<Vec<PathBuf>>,
    pub(super) inlay: Mutex<Wanted>,
    /// What was last sent about configurations.
    pub(super) faults: Mutex<configuration::Faults>,
    /// What was last sent about articles that are not open, to a client that asks.
    pub(super) reports: Mutex<diagnostics::Reports>,
    /// The colours that were last sent, by document.
    pub(super) colours: Mutex<colours::Sent>,
    /// Which reading of the open folders counts; a greater number ends the one under way.
    pub(super) reading: AtomicU64,
}

/// A lock that a panic elsewhere does not take away: every holder leaves the state whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves a client on standard input and output; returns the exit code.
pub fn serve_stdio() -> std::io::Result<i32> {
    serve(std::io::stdin(), std::io::stdout())
}

/// Connects to a client that listens on a local port; returns the exit code.
pub fn serve_socket(port: u16) -> std::io::Result<i32> {
    let stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    serve(stream.try_clone()?, stream)
}

fn serve(reader: impl std::io::Read + Send + 'static, writer: impl std::io::Write + Send + 'static) -> std::io::Result<i32> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build()?;
    let session = Arc::new(Session::default());
    let (input, output, writing) = transport::start(reader, writer, session.clone());
    runtime.block_on(async {
        let (service, socket) = LspService::build(|client| Server { state: Arc::new(State::new(client, session.clone())) })
            .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
            .finish();
        let serving = tower_lsp::Server::new(input, output, socket).concurrency_level(CONCURRENCY).serve(service);
        let ended = async {
            session.ended.notified().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            () = serving => {}
            () = ended => {}
        }
    });
    // An analysis that is still under way must not hold up the end.
    runtime.shutdown_background();
    let mut waited = Duration::ZERO;
    while !writing.is_finished() && waited < GRACE {
        std::thread::sleep(Duration::from_millis(5));
        waited += Duration::from_millis(5);
    }
    Ok(session.exit_code())
}

impl State {
    fn new(client: Client, session: Arc<Session>) -> State {
        State {
            client,
            session,
            negotiated: OnceLock::new(),
            documents: Mutex::default(),
            configurations: Mutex::default(),
            workspace: RwLock::default(),
            roots: Mutex::default(),
            inlay: Mutex::default(),
            faults: Mutex::default(),
            reports: Mutex::default(),
            colours: Mutex::default(),
            reading: AtomicU64::new(0),
        }
    }

    /// What was agreed on; before that, what every client can.
    pub(super) fn negotiated(&self) -> &Negotiated {
        self.negotiated.get_or_init(|| Negotiated::new(&Default::default()))
    }

    /// Sees to it that the newest text of a buffer is analysed. Returns at once.
    pub(super) fn schedule(self: &Arc<State>, uri: &Uri) {
        if let Some(buffer) = lock(&self.documents).open.get_mut(uri) {
            if buffer.busy {
                return;
            }
            buffer.busy = true;
        }
        let (state, uri) = (self.clone(), uri.clone());
        tokio::task::spawn_blocking(move || state.analyze(&uri));
    }

    /// Analyses until nothing newer is there. What was read while newer text arrived is kept for the next turn but not sent.
    fn analyze(self: &Arc<State>, uri: &Uri) {
        let mut previous = None;
        loop {
            let (text, version, generation, language, path) = {
                let mut documents = lock(&self.documents);
                let Some(buffer) = documents.open.get_mut(uri) else { return };
                let latest = buffer.latest.borrow().clone();
                if latest.generation == buffer.generation {
                    buffer.busy = false;
                    return;
                }
                previous = previous.or(latest.analysis);
                (buffer.text.clone(), buffer.version, buffer.generation, buffer.language.clone(), buffer.path.clone())
            };
            if from_proto::is_config(path.as_deref()) {
                if let Some(buffer) = lock(&self.documents).open.get_mut(uri) {
                    buffer.latest.send_replace(Latest { generation, analysis: None });
                }
                continue;
            }
            let made = guarded(|| {
                let folder = lock(&self.roots).first().cloned();
                let governing = lock(&self.configurations).of(path.as_deref(), folder.as_deref());
                self.tell_configuration(&governing, path.as_deref());
                let format = from_proto::format(path.as_deref(), &language);
                let document = Document::new(uri.as_str(), String::from(&text), format);
                Analysis::new(document, path.clone(), governing, version, previous.as_deref())
            });
            let analysis = match made {
                Ok(analysis) => Some(Arc::new(analysis)),
                Err(reason) => {
                    self.log(MessageType::ERROR, format!("a defect in onrecord, please report it: {reason}"));
                    None
                }
            };
            previous.clone_from(&analysis);
            let fresh = {
                let mut documents = lock(&self.documents);
                let Some(buffer) = documents.open.get_mut(uri) else { return };
                let fresh = buffer.generation == generation;
                if fresh {
                    buffer.latest.send_replace(Latest { generation, analysis: analysis.clone() });
                }
                fresh
            };
            if let Some(analysis) = analysis.filter(|_| fresh) {
                if !self.negotiated().pull {
                    self.publish(uri, &analysis);
                }
                self.index_open(&analysis, INDEXED_AT_ONCE);
            }
        }
    }

    fn publish(&self, uri: &Uri, analysis: &Analysis) {
        let diagnostics = to_proto::diagnostics(uri, analysis, self.negotiated().encoding);
        let sending = self.client.publish_diagnostics(uri.clone(), diagnostics, Some(analysis.version));
        let runtime = tokio::runtime::Handle::current();
        runtime.block_on(sending);
        // A buffer that was closed meanwhile has been cleared already.
        if !lock(&self.documents).open.contains_key(uri) {
            runtime.block_on(self.client.publish_diagnostics(uri.clone(), Vec::new(), None));
        }
    }

    /// Takes an open article into the index, unless it is larger than `most` bytes.
    pub(super) fn index_open(&self, analysis: &Analysis, most: usize) {
        let article = &analysis.article;
        if let Some(path) = analysis.path.as_ref().filter(|_| analysis.governing.selected && article.document.text.len() <= most) {
            let file = IndexedFile::new(path.clone(), article);
            self.workspace.write().unwrap_or_else(PoisonError::into_inner).insert(file);
        }
    }

    /// The analysis of a buffer's text as it is now; `None` if it is not open or could not be analysed.
    pub(super) async fn analysis(&self, uri: &Uri) -> Option<Arc<Analysis>> {
        let (mut latest, generation) = {
            let documents = lock(&self.documents);
            let buffer = documents.open.get(uri)?;
            (buffer.latest.subscribe(), buffer.generation)
        };
        let ready = latest.wait_for(|latest| latest.generation >= generation).await.ok()?;
        ready.analysis.clone()
    }

    /// Asks a question about a buffer on a thread of its own; a panic costs this answer only.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        question: impl FnOnce(&State, &Workspace, &Analysis) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(analysis) = self.analysis(uri).await else { return Ok(None) };
        let state = self.clone();
        self.work(move || {
            let workspace = state.workspace.read().unwrap_or_else(PoisonError::into_inner);
            question(&state, &workspace, &analysis)
        })
        .await
        .map(Some)
    }

    /// Does work on a thread of its own; a panic becomes an error of this request.
    pub(super) async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let done = tokio::task::spawn_blocking(move || guarded(work)).await;
        match done {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(reason)) => {
                self.log(MessageType::ERROR, format!("a defect in onrecord, please report it: {reason}"));
                Err(Error::internal_error())
            }
            Err(_) => Err(Error::internal_error()),
        }
    }

    /// Writes to the client's log without waiting.
    pub(super) fn log(&self, kind: MessageType, message: String) {
        // A path in it may hold anything.
        let (client, message) = (self.client.clone(), to_proto::shown(&message));
        tokio::runtime::Handle::current().spawn(async move { client.log_message(kind, message).await });
    }
}

/// Runs `work`; a panic becomes its reason.
fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|panic| {
        let reason = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        reason.unwrap_or("no reason given").to_owned()
    })
}
