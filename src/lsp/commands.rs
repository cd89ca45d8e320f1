//! What the client may ask the server to do. Whatever needs an answer of the client is spawned, never awaited by the handler.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use super::server::{State, lock};
use super::serving::PATIENCE;
use super::{ledgers, pages};
use crate::ide;
use crate::rules::{self, Rule};

/// Opens a rule's page. Argument: the rule's name.
pub const PAGE: &str = "onrecord.page";
/// The sourcing ledger of an article, as Markdown: returned, and shown where the client can show documents. Argument: the document's URI.
pub const LEDGER: &str = "onrecord.ledger";
/// Reads all articles of the open folders again. No argument.
pub const INDEX: &str = "onrecord.index";
/// Makes an edit, for clients whose code actions are commands alone. Argument: document, version and edit, as a code action gave them.
pub const APPLY: &str = "onrecord.apply";

/// All commands.
pub const ALL: [&str; 4] = [PAGE, LEDGER, INDEX, APPLY];

/// An edit as the argument of [`APPLY`].
pub fn application(uri: &Uri, version: i32, edit: &WorkspaceEdit) -> Value {
    json!({"uri": uri, "version": version, "edit": edit})
}

impl State {
    /// Runs a command.
    pub(super) async fn execute(self: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let first = params.arguments.into_iter().next().unwrap_or_default();
        match params.command.as_str() {
            PAGE => {
                let rule = first.as_str().and_then(rules::find);
                self.show_page(rule.ok_or_else(|| wrong("the argument is the name of a rule"))?);
                Ok(None)
            }
            LEDGER => {
                let uri: Uri = serde_json::from_value(first).map_err(|_| wrong("the argument is the URI of an open document"))?;
                let ledger = self.ask_newest(&uri, |_, _, analysis| ide::ledger::ledger(analysis)).await?;
                let ledger = ledger.ok_or_else(|| wrong("the document is not open"))?;
                self.show_ledger(&uri, ledger.clone());
                Ok(Some(Value::String(ledger)))
            }
            INDEX => {
                self.index_folders();
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
            if !state.show(page).await {
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
        tokio::spawn(async move { state.show(ledgers::write(&article, &ledger)).await });
    }

    /// Whether the client has opened a page.
    async fn show(&self, page: Option<Uri>) -> bool {
        let Some(uri) = page else { return false };
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
        matches!(tokio::time::timeout(PATIENCE, self.client.show_document(params)).await, Ok(Ok(true)))
    }

    /// Has the client make an edit, unless the document has changed since the edit was offered.
    fn apply(self: &Arc<State>, argument: &Value) -> Result<Option<Value>> {
        let part = |name: &str| argument.get(name).cloned().unwrap_or_default();
        let edit: WorkspaceEdit = serde_json::from_value(part("edit")).map_err(|_| wrong("the argument holds no edit"))?;
        let uri: Uri = serde_json::from_value(part("uri")).map_err(|_| wrong("the argument names no document"))?;
        let version = lock(&self.documents).open.get(&uri).map(|buffer| buffer.version);
        if version.map(Value::from) != Some(part("version")) {
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
