//! What happens beside the open buffers: articles on disk, files that change, settings, and what the client is asked. Nothing here is
//! waited for by a handler.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::ls_types::*;

use super::capabilities::own;
use super::from_proto;
use super::server::{State, lock};
use crate::article::Article;
use crate::lexicon::Lexicon;
use crate::text::{Document, Format, document::decode};
use crate::workspace::{IndexedFile, find_articles, is_refused};

/// Articles of the open folders that are read for names; more are left out, and the log says so.
const MOST_ARTICLES: usize = 5_000;

/// Fewer articles are read before a bar would be seen.
const WITH_PROGRESS: usize = 20;

/// How long the client may take to answer a question of ours.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

impl State {
    /// The text of a buffer is new: it is analysed, or, if it is a configuration, all others are.
    pub(super) fn text_changed(self: &Arc<State>, uri: &Uri, path: Option<PathBuf>) {
        self.schedule(uri);
        if let Some(path) = path.filter(|path| from_proto::is_config(Some(path))) {
            let text = lock(&self.documents).open.get(uri).map(|buffer| Arc::from(String::from(&buffer.text)));
            self.configuration_changed(Some((path, text)));
        }
    }

    /// Files on disk are new, changed or gone.
    pub(super) fn files_changed<'a>(self: &Arc<State>, uris: impl IntoIterator<Item = &'a Uri>) {
        let mut articles = Vec::new();
        for (uri, path) in uris.into_iter().filter_map(|uri| Some((uri, from_proto::path(uri)?))) {
            if from_proto::is_config(Some(&path)) {
                if !lock(&self.documents).open.contains_key(uri) {
                    self.configuration_changed(Some((path, None)));
                }
            } else if Format::from_path(&path).is_some() {
                articles.push(path);
            }
        }
        if !articles.is_empty() {
            let state = self.clone();
            tokio::task::spawn_blocking(move || articles.iter().for_each(|path| state.index_file(path)));
        }
    }

    /// Reads the articles of the open folders in the background, in place of whatever reading is under way.
    pub(super) fn index_folders(self: &Arc<State>) {
        let state = self.clone();
        let roots = lock(&self.roots).clone();
        let run = self.reading.fetch_add(1, Ordering::AcqRel) + 1;
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || {
            let inside = |path: &Path| roots.iter().any(|root| path.starts_with(root));
            state.workspace.write().unwrap_or_else(PoisonError::into_inner).retain(inside);
            let mut articles = Vec::new();
            for root in &roots {
                if is_refused(root) {
                    state.log(MessageType::INFO, format!("{} is not read for names: it is no folder of articles", root.display()));
                    continue;
                }
                let (found, more) = find_articles(root, &state.configurations, MOST_ARTICLES.saturating_sub(articles.len()));
                articles.extend(found);
                if more {
                    state.log(MessageType::INFO, format!("names are read from the first {MOST_ARTICLES} articles only"));
                    break;
                }
            }
            let shown = articles.len() > WITH_PROGRESS && state.negotiated().progress;
            let progress = shown.then(|| runtime.block_on(state.begin_progress(run))).flatten();
            let mut cancelled = false;
            for (done, path) in articles.iter().enumerate() {
                cancelled = state.reading.load(Ordering::Acquire) != run;
                if cancelled {
                    break;
                }
                state.index_file(path);
                if let Some(progress) = progress.as_ref().filter(|_| done % 16 == 0) {
                    runtime.block_on(progress.report((done * 100 / articles.len()) as u32, Some(true)));
                }
            }
            if let Some(progress) = progress {
                let words = if cancelled { "stopped" } else { "done" };
                runtime.block_on(progress.finish_with_message(words));
            }
            if !cancelled && !articles.is_empty() && state.negotiated().pull && state.negotiated().refresh {
                let client = state.client.clone();
                runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
            }
        });
    }

    /// The person who watches the bar has had enough: the names read so far are kept.
    pub(super) fn cancel_progress(&self, token: &NumberOrString) {
        let run = self.reading.load(Ordering::Acquire);
        if *token == progress_token(run) {
            let _ = self.reading.compare_exchange(run, run + 1, Ordering::AcqRel, Ordering::Acquire);
        }
    }

    async fn begin_progress(&self, run: u64) -> Option<tower_lsp::OngoingProgress<tower_lsp::Bounded, tower_lsp::Cancellable>> {
        let token = progress_token(run);
        // A client that never answers costs the bar, not the index.
        tokio::time::timeout(PATIENCE, self.client.create_work_done_progress(token.clone())).await.ok()?.ok()?;
        Some(self.client.progress(token, "Reading articles").with_percentage(0).with_cancel_button().begin().await)
    }

    /// Reads one article into the index; what is no article, or cannot be read, is taken out of it.
    pub(super) fn index_file(&self, path: &Path) {
        let governing = lock(&self.configurations).is_article(path);
        let text = governing.as_ref().and_then(|governing| decode(crate::config::regular::read(path, governing.max_size).ok()?).ok());
        let Some(text) = text else {
            self.workspace.write().unwrap_or_else(PoisonError::into_inner).remove(path);
            return;
        };
        let format = Format::from_path(path).unwrap_or(Format::Plain);
        let read = std::panic::catch_unwind(|| {
            let article = Article::analyze(Document::new(path.to_string_lossy(), text, format), Lexicon::shipped(), None);
            IndexedFile::new(path.to_path_buf(), &article)
        });
        if let Ok(file) = read {
            self.workspace.write().unwrap_or_else(PoisonError::into_inner).insert(file);
        }
    }

    /// Asks the client to tell of changed files, where it must be asked.
    pub(super) fn register(&self) {
        if !self.negotiated().watches {
            return;
        }
        let patterns = ["**/onrecord.toml", "**/*.{txt,text,md,markdown,html,htm}"];
        let watchers: Vec<Value> = patterns.iter().map(|pattern| json!({"globPattern": pattern})).collect();
        let registration = Registration {
            id: "onrecord/files".into(),
            method: "workspace/didChangeWatchedFiles".into(),
            register_options: Some(json!({"watchers": watchers})),
        };
        let client = self.client.clone();
        tokio::spawn(async move { tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await });
    }

    /// Takes what the client's settings say: only how the editor looks. What is checked stands in `onrecord.toml`, for all alike.
    pub(super) fn take_settings(&self, settings: &Value) {
        let hints = own(settings).get("inlayHints");
        let switch = |name: &str| hints.and_then(|hints| hints.get(name)).and_then(Value::as_bool);
        let changed = {
            let mut wanted = lock(&self.inlay);
            let before = *wanted;
            wanted.pronouns = switch("pronouns").unwrap_or(wanted.pronouns);
            wanted.sources = switch("sources").unwrap_or(wanted.sources);
            *wanted != before
        };
        if changed && self.negotiated().refresh_hints {
            let client = self.client.clone();
            tokio::spawn(async move { tokio::time::timeout(PATIENCE, client.inlay_hint_refresh()).await });
        }
    }

    /// Asks the client for its settings, where it answers.
    pub(super) fn ask_for_settings(self: &Arc<State>) {
        if !self.negotiated().settings {
            return;
        }
        let state = self.clone();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("onrecord".into()) };
            if let Ok(Ok(answer)) = tokio::time::timeout(PATIENCE, state.client.configuration(vec![item])).await {
                answer.iter().for_each(|settings| state.take_settings(settings));
            }
        });
    }
}

/// The name of the bar of one reading.
fn progress_token(run: u64) -> NumberOrString {
    NumberOrString::String(format!("onrecord/index/{run}"))
}
