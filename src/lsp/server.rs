//! The session's state, and when articles are analysed.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{MessageType, Uri};
use tower_lsp::{Client, LspService};

use super::capabilities::Negotiated;
use super::documents::{Buffer, Documents, Latest};
use super::indexing::{INDEXED_AT_ONCE, Share};
use super::outbox::Outbox;
use super::panics::guarded;
use super::requests::{DIAGNOSTICS, OUTLINE, REFERENCES};
use super::transport::{self, Room, Session};
use super::turns::{self, Abandoned, Turn, Turns};
use super::{colours, configuration, diagnostics, from_proto, ledgers, pages, serving, to_proto};
use crate::ide::inlay::Wanted;
use crate::text::Document;
use crate::workspace::archive::Archive;
use crate::workspace::{Analysis, Configurations, Workspace};

/// How long what is under way may take after the end was told.
const GRACE: Duration = Duration::from_millis(400);

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
    room: Room,
    pub(super) outbox: Outbox,
    pub(super) turns: Turns,
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
    /// How many articles of the open folders the index knows.
    pub(super) share: Mutex<Share>,
    /// What is to be kept of archived articles.
    pub(super) archive: Mutex<Archive>,
    /// That the client asks for diagnostics again.
    pub(super) refresh: turns::Wanted,
    /// The client's settings.
    pub(super) settings: turns::Wanted,
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
    let told = session.clone();
    // A session that is told to end by a signal leaves as little behind as any other. Where signals cannot be watched, it ends at once.
    let _ = ctrlc::set_handler(move || told.ended.notify_one());
    let (messages, output, writing) = transport::start(reader, writer, session.clone());
    runtime.block_on(async {
        let (service, socket) = LspService::build(|client| Server { state: Arc::new(State::new(client, session.clone(), output.room())) })
            .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
            .custom_method(OUTLINE, Server::outline)
            .custom_method(REFERENCES, Server::places)
            .custom_method(DIAGNOSTICS, Server::diagnostics)
            .finish();
        let state = service.inner().state.clone();
        let ended = async {
            session.ended.notified().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            () = serving::serve(service, socket, messages, output.clone()) => {}
            () = state.outbox.send(&output) => {}
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
    fn new(client: Client, session: Arc<Session>, room: Room) -> State {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        State {
            client,
            session,
            room,
            outbox: Outbox::default(),
            turns: Turns::new(cores),
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
            share: Mutex::default(),
            archive: Mutex::default(),
            refresh: turns::Wanted::default(),
            settings: turns::Wanted::default(),
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
        self.turns.analysis.take(move || state.analyze(&uri));
    }

    /// Analyses until nothing newer is there, or the document is closed; what was read of it then counts no more, whatever was opened at
    /// the same address since. What was read while newer text arrived is kept for the next turn but not sent.
    fn analyze(self: &Arc<State>, uri: &Uri) {
        let mut previous = None;
        let mut opening = None;
        loop {
            let (text, version, generation, language, path, writing) = {
                let mut documents = lock(&self.documents);
                let Some(buffer) = documents.open.get_mut(uri).filter(|buffer| *opening.get_or_insert(buffer.opening) == buffer.opening)
                else {
                    return;
                };
                let latest = buffer.latest.borrow().clone();
                if latest.generation == buffer.generation {
                    buffer.busy = false;
                    return;
                }
                previous = previous.or(latest.analysis);
                let Buffer { text, version, generation, language, path, writing, .. } = buffer;
                (text.clone(), *version, *generation, language.clone(), path.clone(), *writing)
            };
            let now = |documents: &mut Documents, change: &mut dyn FnMut(&mut Buffer)| {
                let buffer =
                    documents.open.get_mut(uri).filter(|buffer| Some(buffer.opening) == opening && buffer.generation == generation);
                buffer.map(change).is_some()
            };
            if from_proto::is_config(path.as_deref()) {
                now(&mut lock(&self.documents), &mut |buffer| drop(buffer.latest.send_replace(Latest { generation, analysis: None })));
                continue;
            }
            let made = guarded(uri.as_str(), || {
                let folder = lock(&self.roots).first().cloned();
                let mut governing = lock(&self.configurations).of(path.as_deref(), folder.as_deref());
                // What we wrote ourselves is no article.
                governing.selected &= !ledgers::is_page(uri) && !pages::is_page(path.as_deref());
                self.tell_configuration(&governing, path.as_deref());
                let format = from_proto::format(path.as_deref(), &language);
                let document = Document::new(uri.as_str(), String::from(&text), format);
                let analysis = Analysis::new(document, path.clone(), governing, version, previous.as_deref());
                match writing {
                    Some(place) => analysis.while_writing(place),
                    None => analysis,
                }
            });
            let analysis = match made {
                Ok(analysis) => Some(Arc::new(analysis)),
                Err(defect) => {
                    self.log(MessageType::ERROR, defect);
                    None
                }
            };
            previous.clone_from(&analysis);
            let fresh = now(&mut lock(&self.documents), &mut |buffer| {
                buffer.latest.send_replace(Latest { generation, analysis: analysis.clone() });
            });
            let Some(analysis) = analysis.filter(|_| fresh) else { continue };
            if !self.negotiated().pull {
                let mut found = to_proto::diagnostics(uri, &analysis, self.negotiated().encoding);
                now(&mut lock(&self.documents), &mut |_| self.outbox.put(uri, std::mem::take(&mut found), Some(version)));
            }
            self.index_open(&analysis, INDEXED_AT_ONCE);
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

    /// Asks a question about a buffer as it is now; when its text changes meanwhile, the answer would be about words that are gone.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        question: impl FnOnce(&State, &Workspace, &Analysis) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(mut edited) = lock(&self.documents).open.get(uri).map(|buffer| buffer.edited.subscribe()) else { return Ok(None) };
        tokio::select! {
            biased;
            answer = self.ask_newest(uri, question) => answer,
            Ok(()) = edited.changed() => Err(Error::content_modified()),
        }
    }

    /// Asks a question about a buffer as it is when the question is answered.
    pub(super) async fn ask_newest<T: Send + 'static>(
        self: &Arc<State>,
        uri: &Uri,
        question: impl FnOnce(&State, &Workspace, &Analysis) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(analysis) = self.analysis(uri).await else { return Ok(None) };
        let state = self.clone();
        let answer = self.work(uri.as_str(), move || {
            let workspace = state.workspace.read().unwrap_or_else(PoisonError::into_inner);
            question(&state, &workspace, &analysis)
        });
        answer.await.map(Some)
    }

    /// Does work on a document, or on what else the name says, in its turn and on a thread of its own; a panic becomes an error of this
    /// request. Work that nobody waits for any more is not begun.
    pub(super) async fn work<T: Send + 'static>(&self, name: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        self.work_in(&self.turns.answers, name, work).await
    }

    /// Does work in a turn of another kind.
    pub(super) async fn work_in<T: Send + 'static>(
        &self,
        turns: &Turn,
        name: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        self.room.wait().await;
        let turn = turns.acquire().await;
        let abandoned = Arc::new(AtomicBool::new(false));
        let _guard = Abandoned(abandoned.clone());
        let document = name.to_owned();
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work, which goes on when nobody waits for it.
            let _turn = turn;
            guarded(&document, || (!abandoned.load(Ordering::Relaxed)).then(work))
        });
        match done.await {
            Ok(Ok(Some(answer))) => Ok(answer),
            Ok(Err(defect)) => {
                self.log(MessageType::ERROR, defect);
                Err(Error::internal_error())
            }
            Ok(Ok(None)) | Err(_) => Err(Error::internal_error()),
        }
    }

    /// Shows a message to whoever sits at the editor, without waiting.
    pub(super) fn say(&self, kind: MessageType, message: String) {
        let client = self.client.clone();
        tokio::runtime::Handle::current().spawn(async move { client.show_message(kind, message).await });
    }

    /// Writes to the client's log without waiting.
    pub(super) fn log(&self, kind: MessageType, message: String) {
        // A path in it may hold anything.
        let (client, message) = (self.client.clone(), to_proto::shown(&message));
        tokio::runtime::Handle::current().spawn(async move { client.log_message(kind, message).await });
    }
}
