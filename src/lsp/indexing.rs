//! What happens beside the open buffers: articles on disk, files that change, settings, and what the client is asked. Nothing here is
//! waited for by a handler.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};
use tower_lsp::ls_types::*;

use super::capabilities::own;
use super::documents::Buffer;
use super::from_proto;
use super::panics::guarded;
use super::server::{State, lock};
use super::serving::PATIENCE;
use crate::article::{Aids, Article};
use crate::lexicon::Lexicon;
use crate::text::{Document, Format};
use crate::workspace::archive::{Kept, Stamp, Store, today};
use crate::workspace::{Analysis, IndexedFile, as_opened, find_articles, is_refused, place};

/// Articles of the open folders that are read for names; more are left out, and the log says so.
const MOST_ARTICLES: usize = 5_000;

/// Fewer articles are read before a bar would be seen.
const WITH_PROGRESS: usize = 20;

/// Archived articles that are kept in one transaction; a run that is killed reads as many again.
const KEPT_AT_ONCE: usize = 200;

/// Archived articles that the index takes while others wait.
const TAKEN_AT_ONCE: usize = 500;

/// Articles larger than this many bytes reach the index of names when they are saved, not with every edit.
pub(super) const INDEXED_AT_ONCE: usize = 256 * 1024;

/// How many articles of the open folders the index has read, and how many there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Share {
    read: usize,
    all: usize,
    /// A folder is open that is not read as a whole.
    refused: bool,
}

impl State {
    /// The text of a buffer is new: it is analysed, or, if it is a configuration, all others are.
    pub(super) fn text_changed(self: &Arc<State>, uri: &Uri, path: Option<PathBuf>) {
        self.schedule(uri);
        if let Some(path) = path.filter(|path| from_proto::is_config(Some(path))) {
            let text = lock(&self.documents).open.get(uri).map(|buffer| Arc::from(String::from(&buffer.text)));
            self.configuration_changed(Some((path, text)));
        }
    }

    /// A buffer was saved: what was held back while somebody was writing is told.
    pub(super) fn text_saved(self: &Arc<State>, uri: &Uri) {
        let news = lock(&self.documents).saved(uri);
        if news {
            self.schedule(uri);
            self.refresh_diagnostics();
        }
    }

    /// Files on disk are new, changed or gone.
    pub(super) fn files_changed<'a>(self: &Arc<State>, uris: impl IntoIterator<Item = &'a Uri>) {
        let (mut articles, mut records) = (Vec::new(), false);
        for path in uris.into_iter().filter_map(|uri| self.path_of(uri)) {
            if from_proto::is_config(Some(&path)) {
                if lock(&self.documents).at(&path, usize::MAX).is_none() {
                    self.configuration_changed(Some((path, None)));
                }
            } else if Format::from_path(&path).is_some() {
                let mut configurations = lock(&self.configurations);
                records |= configurations.record_changed(&path) | configurations.archive_changed(&path);
                drop(configurations);
                articles.push(path);
            }
        }
        if records {
            self.configuration_changed(None);
        }
        if !articles.is_empty() {
            let state = self.clone();
            self.turns.files.take(move || {
                articles.iter().for_each(|path| state.index_file(path));
                state.keep_archive();
            });
        }
    }

    /// A document is closed: what the index knows of it is read from the disk again, or nothing.
    pub(super) fn document_closed(self: &Arc<State>, path: PathBuf) {
        let state = self.clone();
        self.turns.files.take(move || state.index_file(&path));
    }

    /// Reads the articles of the open folders in the background, in place of whatever reading is under way.
    pub(super) fn index_folders(self: &Arc<State>) {
        let state = self.clone();
        let roots = lock(&self.roots).clone();
        let run = self.reading.fetch_add(1, Ordering::AcqRel) + 1;
        let runtime = tokio::runtime::Handle::current();
        self.turns.folders.take(move || {
            let stopped = || state.reading.load(Ordering::Acquire) != run;
            if stopped() {
                return;
            }
            let inside = |path: &Path| roots.iter().any(|root| path.starts_with(root));
            state.workspace.write().unwrap_or_else(PoisonError::into_inner).retain(inside);
            let (mut articles, mut archived) = (Vec::new(), Vec::new());
            let mut left_out = 0;
            for root in &roots {
                if is_refused(root) {
                    state.log(MessageType::INFO, format!("{} is not read for names: it is no folder of articles", root.display()));
                    continue;
                }
                let below = find_articles(root, &state.configurations, MOST_ARTICLES.saturating_sub(articles.len()));
                articles.extend(below.articles);
                archived.extend(below.archived);
                left_out += below.more;
            }
            let folders: BTreeSet<PathBuf> = archived.iter().map(|(_, folder)| folder.clone()).collect();
            let unread = state.read_archive(archived);
            let is_large = unread.len() > KEPT_AT_ONCE;
            articles.extend(unread);
            let refused = roots.iter().any(|root| is_refused(root));
            *lock(&state.share) = Share { read: 0, all: articles.len() + left_out, refused };
            if left_out > 0 {
                let all = articles.len() + left_out;
                state.log(MessageType::INFO, format!("names are read from the first {MOST_ARTICLES} of {all} articles only"));
            }
            let shown = articles.len() > WITH_PROGRESS && state.negotiated().progress;
            let progress = shown.then(|| runtime.block_on(state.begin_progress(run))).flatten();
            let mut cancelled = false;
            for (done, path) in articles.iter().enumerate() {
                cancelled = stopped();
                if cancelled {
                    break;
                }
                state.index_file(path);
                lock(&state.share).read = done + 1;
                if lock(&state.archive).waiting() >= KEPT_AT_ONCE {
                    state.keep_archive();
                }
                if let Some(progress) = progress.as_ref().filter(|_| done % 16 == 0) {
                    runtime.block_on(progress.report((done * 100 / articles.len()) as u32, Some(true)));
                }
            }
            state.keep_archive();
            if is_large {
                state.tidy_archive(&folders);
            }
            if let Some(progress) = progress {
                let words = if cancelled { "stopped" } else { "done" };
                runtime.block_on(progress.finish_with_message(words));
            }
            if !cancelled && !articles.is_empty() {
                state.refresh_diagnostics();
            }
        });
    }

    /// Takes what was kept of archived articles that did not change since, in place of reading them; returns the others.
    fn read_archive(&self, archived: Vec<(PathBuf, PathBuf)>) -> Vec<PathBuf> {
        let mut folders: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for (path, folder) in archived {
            folders.entry(folder).or_default().insert(path);
        }
        let mut unread = Vec::new();
        for (folder, mut paths) in folders {
            let kept = Store::of(&folder).and_then(|store| store.read()).unwrap_or_else(|fault| {
                self.log(MessageType::WARNING, fault);
                Vec::new()
            });
            let (mut known, mut gone) = (Vec::new(), Vec::new());
            for kept in kept {
                match paths.contains(&kept.file.path) {
                    true if Stamp::of(&kept.file.path) == Some(kept.stamp) => {
                        paths.remove(&kept.file.path);
                        known.push(kept.file);
                    }
                    true => {}
                    false => gone.push(kept.file.path),
                }
            }
            let mut archive = lock(&self.archive);
            gone.iter().for_each(|path| archive.note(&folder, path, None));
            drop(archive);
            let mut known = known.into_iter().peekable();
            while known.peek().is_some() {
                let mut workspace = self.workspace.write().unwrap_or_else(PoisonError::into_inner);
                known.by_ref().take(TAKEN_AT_ONCE).for_each(|file| workspace.insert(file));
            }
            unread.extend(paths);
        }
        unread
    }

    /// Gives back the room that the databases of these archives do not use.
    fn tidy_archive(&self, folders: &BTreeSet<PathBuf>) {
        for folder in folders {
            if let Err(fault) = Store::of(folder).and_then(|store| store.tidy()) {
                self.log(MessageType::WARNING, fault);
            }
        }
    }

    /// Writes what waits to be kept of archived articles.
    fn keep_archive(&self) {
        let faults = lock(&self.archive).write();
        faults.into_iter().for_each(|fault| self.log(MessageType::WARNING, fault));
    }

    /// That a new name was not looked for in all articles, where it was not.
    pub(super) fn unread(&self) -> Option<String> {
        let Share { read, all, refused } = *lock(&self.share);
        if read < all {
            let left_out = all - read;
            Some(format!(
                "The new name was looked for in {read} of {all} articles: the other {left_out} have not been read for names. \
                 Search for the old name in them."
            ))
        } else {
            let words = "The new name was not looked for in the home folder, which is not read for names; open its articles first.";
            refused.then(|| words.to_owned())
        }
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

    /// Reads one article into the index, from the disk or, where it is open, as the editor has it; through a link, the file that it leads
    /// to, once. What is no article of the open folders, or leads out of them, or cannot be read, is taken out of the index.
    pub(super) fn index_file(self: &Arc<State>, path: &Path) {
        let open = lock(&self.documents).at(path, INDEXED_AT_ONCE).map(Buffer::analysis);
        if let Some(analysis) = open {
            // Without an analysis there will be one.
            return analysis.into_iter().for_each(|analysis| self.index_open(&analysis, INDEXED_AT_ONCE));
        }
        let roots = lock(&self.roots).clone();
        let place = place(path, &roots);
        if let Some(place) = place.as_deref().filter(|place| *place != path) {
            self.replace(path, None);
            return self.index_file(place);
        }
        let governing = place.and_then(|_| lock(&self.configurations).is_indexed(path));
        let archive = governing.as_ref().and_then(|governing| governing.archive()).map(Path::to_path_buf);
        let stamp = archive.as_ref().and_then(|_| Stamp::of(path));
        let text = governing.as_ref().and_then(|governing| as_opened(path, governing.max_size));
        let format = Format::from_path(path).unwrap_or(Format::Plain);
        let read = text.map(|text| {
            guarded(&path.to_string_lossy(), || {
                // The index holds names; what claims weigh is nothing to it.
                let aids = Aids { reader: false, ..Aids::default() };
                let article = Article::analyze_with(Document::new(path.to_string_lossy(), text, format), Lexicon::shipped(), aids);
                let hidden = archive.is_some() && !is_out(&article);
                (!hidden).then(|| IndexedFile::new(path.to_path_buf(), &article))
            })
        });
        let file = match read {
            Some(Ok(file)) => file,
            Some(Err(defect)) => {
                self.log(MessageType::ERROR, defect);
                None
            }
            None => None,
        };
        let Some(folder) = archive else { return self.replace(path, file) };
        let file = file.map(IndexedFile::stored);
        let kept = file.clone().zip(stamp).map(|(file, stamp)| Kept { stamp, file });
        lock(&self.archive).note(&folder, path, kept);
        self.replace(path, file);
    }

    /// Puts what was read from the disk in the place of what is known of an article, unless it was opened meanwhile.
    fn replace(&self, path: &Path, file: Option<IndexedFile>) {
        let mut workspace = self.workspace.write().unwrap_or_else(PoisonError::into_inner);
        if lock(&self.documents).at(path, INDEXED_AT_ONCE).is_some() {
            return;
        }
        match file {
            Some(file) => workspace.insert(file),
            None => workspace.remove(path),
        }
    }

    /// Takes an open article into the index, unless it is larger than `most` bytes: if it is open still and this is its newest analysis.
    pub(super) fn index_open(&self, analysis: &Arc<Analysis>, most: usize) {
        let article = &analysis.article;
        let Some(path) = analysis.path.as_ref().filter(|_| article.document.text.len() <= most) else { return };
        let governing = &analysis.governing;
        let is_indexed = governing.selected || governing.archived && is_out(article);
        let file = is_indexed.then(|| IndexedFile::new(path.clone(), article));
        // Whoever asks holds the index while it looks at the documents, so they are locked in this order.
        let mut workspace = self.workspace.write().unwrap_or_else(PoisonError::into_inner);
        if lock(&self.documents).at(path, usize::MAX).is_some_and(|buffer| buffer.is_newest(analysis)) {
            match file {
                Some(file) => workspace.insert(file),
                None => workspace.remove(path),
            }
        }
    }

    /// Asks the client to tell of changed files, where it must be asked.
    pub(super) fn register(&self) {
        if !self.negotiated().watches {
            return;
        }
        let patterns = ["**/onrecord.toml".to_owned(), Format::pattern()];
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

    /// Asks the client for its settings, where it answers; however often that is wanted, one question is under way.
    pub(super) fn ask_for_settings(self: &Arc<State>) {
        if !self.negotiated().settings || !self.settings.want() {
            return;
        }
        let state = self.clone();
        tokio::spawn(async move {
            let item = || ConfigurationItem { scope_uri: None, section: Some("onrecord".into()) };
            let mut wanted = 0;
            while state.settings.is_wanted_after(&mut wanted) {
                if let Ok(answer) = state.client.configuration(vec![item()]).await {
                    answer.iter().for_each(|settings| state.take_settings(settings));
                }
            }
        });
    }
}

/// Whether an archived article was published, as far as it says: it is no draft, under no embargo, and of no day to come.
fn is_out(article: &Article) -> bool {
    !article.prose.front_matter.draft && article.published().is_none_or(|day| day <= today())
}

/// The name of the bar of one reading.
fn progress_token(run: u64) -> NumberOrString {
    NumberOrString::String(format!("onrecord/index/{run}"))
}
