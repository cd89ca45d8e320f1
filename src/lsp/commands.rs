//! What the client may ask the server to do. Whatever needs an answer of the client is spawned, never awaited by the handler.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use super::server::{State, lock};
use super::serving::PATIENCE;
use super::to_proto::actions::Asked;
use super::{ledgers, pages};
use crate::ide;
use crate::rules::{self, Rule};

/// Opens a rule's page. Argument: the rule's name.
pub const PAGE: &str = "onrecord.page";
/// The sourcing ledger of an article, as Markdown: returned, and shown where the client can show documents. Argument: the document's URI.
pub const LEDGER: &str = "onrecord.ledger";
/// Reads all articles of the open folders again. No argument.
pub const INDEX: &str = "onrecord.index";
/// Makes an edit, for clients whose code actions are commands alone. Argument: as a code action gave it.
pub const APPLY: &str = "onrecord.apply";

/// Shows where a reason is to be written. Arguments: a document's URI and the range, as a code action gave them.
pub const REASON: &str = "onrecord.reason";

/// All commands.
pub const ALL: [&str; 5] = [PAGE, LEDGER, INDEX, APPLY, REASON];

/// An edit as the argument of [`APPLY`].
pub fn application(asked: &Asked, version: i32, edit: &WorkspaceEdit) -> Value {
    json!({"uri": asked.uri, "version": version, "text": asked.generation, "edit": edit})
}

impl State {
    /// Runs a command.
    pub(super) async fn execute(self: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let mut arguments = params.arguments.into_iter();
        let (first, second) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
        match params.command.as_str() {
            PAGE => {
                let rule = first.as_str().and_then(rules::find);
                self.show_page(rule.ok_or_else(|| wrong("the argument is the name of a rule"))?);
                Ok(None)
            }
            LEDGER => {
                let uri: Uri = serde_json::from_value(first).map_err(|_| wrong("the argument is the URI of an open document"))?;
                let ledger = self
                    .ask_newest(&uri, |_, _, analysis| (!analysis.governing.record).then(|| ide::ledger::ledger(analysis)))
                    .await?
                    .flatten();
                let ledger = ledger.ok_or_else(|| wrong("the document is not open, or is no article"))?;
                self.show_ledger(&uri, ledger.clone());
                Ok(Some(Value::String(ledger)))
            }
            INDEX => {
                self.index_folders();
                Ok(None)
            }
            REASON => {
                let uri: Uri = serde_json::from_value(first).map_err(|_| wrong("the first argument is the URI of a document"))?;
                let range: Range = serde_json::from_value(second).map_err(|_| wrong("the second argument is a range"))?;
                self.show_reason(uri, range);
                Ok(None)
            }
            APPLY => self.apply(&first),
            other => Err(wrong(&format!("no command is named {other}"))),
        }
    }

    /// Opens the page of a rule beside the article, or shows its gist where the client opens nothing.
    fn show_page(self: &Arc<State>, rule: &'static Rule) {
        let state = self.clone();
        tokio::spawn(async move {
            let page = if state.negotiated().show_document { pages::of_rule(rule.name) } else { None };
            if !state.show(page, None).await {
                let words = format!("{}: {}. {}", rule.name, rule.summary, rule.section("What it flags"));
                state.client.show_message(MessageType::INFO, words).await;
            }
        });
    }

    fn show_ledger(self: &Arc<State>, article: &Uri, ledger: String) {
        if !self.negotiated().show_document {
            return;
        }
        let (state, article) = (self.clone(), article.clone());
        tokio::spawn(async move { state.show(ledgers::write(&article, &ledger), None).await });
    }

    /// Opens a configuration, or an article, where a reason is to be written.
    fn show_reason(self: &Arc<State>, uri: Uri, range: Range) {
        let state = self.clone();
        tokio::spawn(async move { state.show(Some(uri), Some(range)).await });
    }

    /// Whether the client has opened a page.
    async fn show(&self, page: Option<Uri>, selection: Option<Range>) -> bool {
        let Some(uri) = page else { return false };
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
        matches!(tokio::time::timeout(PATIENCE, self.client.show_document(params)).await, Ok(Ok(true)))
    }

    /// Has the client make an edit, unless the document has changed since the edit was offered.
    fn apply(self: &Arc<State>, argument: &Value) -> Result<Option<Value>> {
        let part = |name: &str| argument.get(name).cloned().unwrap_or_default();
        let edit: WorkspaceEdit = serde_json::from_value(part("edit")).map_err(|_| wrong("the argument holds no edit"))?;
        let uri: Uri = serde_json::from_value(part("uri")).map_err(|_| wrong("the argument names no document"))?;
        // A client may give the number of a version to another text: when it opens the document again, or by mistake.
        let now = lock(&self.documents).open.get(&uri).map(|buffer| (json!(buffer.version), json!(buffer.generation)));
        if now != Some((part("version"), part("text"))) {
            return Err(Error::content_modified());
        }
        let state = self.clone();
        tokio::spawn(async move { tokio::time::timeout(PATIENCE, state.client.apply_edit(edit)).await });
        Ok(None)
    }
}

fn wrong(reason: &str) -> Error {
    Error { message: reason.to_owned().into(), ..Error::invalid_params("") }
}
