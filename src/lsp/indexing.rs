//! What happens beside the open buffers: articles on disk, files that change, settings, and what the client is asked. Nothing here is
//! waited for by a handler.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::ls_types::*;

use super::capabilities::own;
use super::from_proto;
use super::server::{State, lock};
use crate::article::Article;
use crate::ide;
use crate::lexicon::Lexicon;
use crate::rules;
use crate::text::{Document, Encoding, Format, LineColumn, LineIndex, document::decode};
use crate::workspace::{IndexedFile, find_articles};

/// Articles of the open folders that are read for names; more are left out, and the log says so.
const MOST_ARTICLES: usize = 5_000;

/// How long the client may take to answer a question of ours.
const PATIENCE: Duration = Duration::from_secs(5);

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

    /// Reads the articles of the open folders in the background.
    pub(super) fn index_folders(self: &Arc<State>) {
        let state = self.clone();
        let roots = lock(&self.roots).clone();
        if roots.is_empty() {
            return;
        }
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || {
            state
                .workspace
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .files
                .retain(|path, _| roots.iter().any(|root| path.starts_with(root)));
            let mut articles = Vec::new();
            for root in &roots {
                let (found, more) = find_articles(root, &state.configurations, MOST_ARTICLES.saturating_sub(articles.len()));
                articles.extend(found);
                if more {
                    let message = format!("names are read from the first {MOST_ARTICLES} articles only");
                    runtime.block_on(state.client.log_message(MessageType::INFO, message));
                    break;
                }
            }
            let progress = (articles.len() > 20 && state.negotiated().progress).then(|| runtime.block_on(state.begin_progress())).flatten();
            for (done, path) in articles.iter().enumerate() {
                state.index_file(path);
                if let Some(progress) = progress.as_ref().filter(|_| done % 16 == 0) {
                    runtime.block_on(progress.report((done * 100 / articles.len()) as u32));
                }
            }
            if let Some(progress) = progress {
                runtime.block_on(progress.finish());
            }
        });
    }

    async fn begin_progress(&self) -> Option<tower_lsp::OngoingProgress<tower_lsp::Bounded, tower_lsp::NotCancellable>> {
        let token = NumberOrString::String("onrecord/index".into());
        // A client that never answers costs the bar, not the index.
        tokio::time::timeout(PATIENCE, self.client.create_work_done_progress(token.clone())).await.ok()?.ok()?;
        Some(self.client.progress(token, "Reading articles").with_percentage(0).begin().await)
    }

    fn index_file(&self, path: &Path) {
        let governing = lock(&self.configurations).is_article(path);
        let text = governing.as_ref().and_then(|governing| {
            let small = std::fs::metadata(path).is_ok_and(|metadata| metadata.len() <= governing.max_size);
            decode(small.then(|| std::fs::read(path).ok()).flatten()?).ok()
        });
        let Some(text) = text else {
            self.workspace.write().unwrap_or_else(PoisonError::into_inner).files.remove(path);
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
        let mut wanted = lock(&self.inlay);
        wanted.pronouns = switch("pronouns").unwrap_or(wanted.pronouns);
        wanted.sources = switch("sources").unwrap_or(wanted.sources);
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

    /// Opens the page of a rule beside the article, or shows its first words where the client opens nothing.
    pub(super) fn explain(self: &Arc<State>, name: &str) {
        let Some(rule) = rules::find(name) else { return };
        let state = self.clone();
        tokio::spawn(async move {
            let page = state.negotiated().show_document.then(|| write_page(rule)).flatten();
            if let Some(uri) = page {
                let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
                let shown = tokio::time::timeout(PATIENCE, state.client.show_document(params)).await;
                if matches!(shown, Ok(Ok(true))) {
                    return;
                }
            }
            let words = format!("{}: {}. {}", rule.name, rule.summary, rule.section("What it flags"));
            state.client.show_message(MessageType::INFO, words).await;
        });
    }

    /// The page of the rule that a configuration names under the cursor.
    pub(super) fn hover_configuration(&self, uri: &Uri, position: Position) -> Option<Hover> {
        let text = lock(&self.documents).open.get(uri).map(|buffer| String::from(&buffer.text))?;
        let encoding: Encoding = self.negotiated().encoding;
        let lines = LineIndex::new(&text);
        let offset = lines.offset(&text, LineColumn { line: position.line, column: position.character }, encoding);
        let rule = ide::subject::rule_at(&text, offset)?;
        let kind = if self.negotiated().markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value: rule.documentation.to_owned() }), range: None })
    }
}

/// Writes a rule's page where an editor can open it.
fn write_page(rule: &rules::Rule) -> Option<Uri> {
    let folder = std::env::temp_dir().join("onrecord-rules");
    std::fs::create_dir_all(&folder).ok()?;
    let path = folder.join(format!("{}.md", rule.name));
    std::fs::write(&path, format!("# {}\n\n{}.\n\n{}", rule.name, rule.summary, rule.documentation)).ok()?;
    from_proto::uri_of(&path)
}
