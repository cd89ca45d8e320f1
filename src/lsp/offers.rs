//! What is offered to do and to write: code actions, renames and completions, with what is filled in when one is chosen.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, PoisonError};

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use super::documents::{Address, Buffer};
use super::from_proto;
use super::server::{State, lock};
use super::to_proto::{self, Positions, actions, decorations, edits};
use crate::ide;
use crate::ide::actions::{Action, Effect};
use crate::ide::hover::Part;
use crate::ide::rename::Elsewhere;
use crate::rules;
use crate::workspace::{as_opened, place};

impl State {
    /// Where edits of a file go.
    pub(super) fn address(&self, path: &Path) -> Option<Address> {
        lock(&self.documents).address(path)
    }

    /// What can be done in a range.
    pub(super) async fn code_actions(self: &Arc<State>, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        let found = self.ask(&params.text_document.uri, move |state, workspace, analysis| {
            let negotiated = state.negotiated();
            let range = from_proto::span(&analysis.article, params.range, negotiated.encoding);
            let asked_about = |buffer: &&Buffer| buffer.is_newest(analysis);
            let generation = lock(&state.documents).open.get(&uri).filter(asked_about).map(|buffer| buffer.generation);
            let roots = lock(&state.roots).clone();
            let mut found = ide::actions::actions(workspace, analysis, range, &roots);
            found.retain(|action| state.is_current(action));
            let (diagnostics, only) = (&params.context.diagnostics, params.context.only.as_deref());
            let asked = actions::Asked { uri: &uri, range: params.range, diagnostics, only, generation };
            actions::actions(&asked, analysis, &found, |path| state.address(path), negotiated)
        });
        found.await
    }

    /// Whether the configuration that an action adds to is still the one that the article was read with: the end of another one stands
    /// elsewhere.
    fn is_current(&self, action: &Action) -> bool {
        let Effect::Configure { config, text, .. } = &action.effect else { return true };
        match text {
            Some(text) => lock(&self.configurations).at(config).0.is_ok_and(|now| now.text == *text),
            None => !config.exists(),
        }
    }

    /// An action with its edit, made from the text as it is now.
    pub(super) async fn resolved_action(self: &Arc<State>, mut action: CodeAction) -> Result<CodeAction> {
        let Some(chosen) = actions::Chosen::read(action.data.as_ref()).filter(|_| action.edit.is_none()) else { return Ok(action) };
        let (uri, title) = (chosen.uri.clone(), action.title.clone());
        let edit = self.ask(&uri, move |state, workspace, analysis| {
            let negotiated = state.negotiated();
            let range = from_proto::span(&analysis.article, chosen.range, negotiated.encoding);
            let roots = lock(&state.roots).clone();
            let found = ide::actions::actions(workspace, analysis, range, &roots);
            let action = found.iter().find(|action| chosen.is(&title, analysis, action) && state.is_current(action))?;
            actions::edit(&chosen.uri, analysis, action, |path| state.address(path), negotiated)
        });
        // What was offered is not there any more.
        action.edit = Some(edit.await?.flatten().ok_or_else(Error::content_modified)?);
        Ok(action)
    }

    /// The changes of a new name, here and in other articles.
    pub(super) async fn renamed(self: &Arc<State>, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let uri = text_document.uri;
        self.freshen(&uri, position).await?;
        let address = uri.clone();
        let found = self.ask(&uri, move |state, workspace, analysis| {
            let negotiated = state.negotiated();
            let offset = from_proto::offset(&analysis.article, position, negotiated.encoding);
            let renaming = ide::rename::rename(workspace, analysis, offset, &params.new_name);
            let renaming = renaming.map_err(|reason| Error { message: reason.into(), ..Error::invalid_params("") })?;
            // An article that was edited since it was looked at would be changed in the wrong places.
            let documents = lock(&state.documents);
            let same = |other: &Elsewhere| documents.at(&other.path, usize::MAX).is_none_or(|buffer| buffer.text == *other.text);
            if !renaming.elsewhere.iter().all(same) {
                return Err(Error::content_modified());
            }
            // Taken together with the look at the texts: the version is of the text that was looked at.
            let addresses = renaming.elsewhere.iter().map(|other| (&other.path, documents.address(&other.path)));
            let addresses: HashMap<_, _> = addresses.collect();
            drop(documents);
            let unchanged = renaming.unchanged(&analysis.article, negotiated.confirms());
            let address_of = |path: &Path| addresses.get(&path.to_path_buf()).cloned().flatten();
            Ok((edits::rename(&address, analysis, &renaming, address_of, negotiated), unchanged))
        });
        let (edit, unchanged) = found.await?.transpose()?.unzip();
        let unread = self.unread();
        let kind = if unread.is_some() { MessageType::WARNING } else { MessageType::INFO };
        // One message: of two, an editor may show the last one alone.
        let words: Vec<String> = unchanged.flatten().into_iter().chain(unread).collect();
        if !words.is_empty() {
            self.say(kind, words.join(" "));
        }
        Ok(edit)
    }

    /// Sees to it that the index knows the articles that a rename changes as they are now, in the editor or on disk.
    async fn freshen(self: &Arc<State>, uri: &Uri, position: Position) -> Result<()> {
        let buffers: Vec<Uri> = lock(&self.documents).open.keys().cloned().collect();
        let mut open = Vec::new();
        for uri in buffers {
            if let Some(analysis) = self.analysis(&uri).await {
                open.extend(analysis.path.clone());
                self.index_open(&analysis, usize::MAX);
            }
        }
        let stale = self.ask(uri, move |state, workspace, analysis| {
            let offset = from_proto::offset(&analysis.article, position, state.negotiated().encoding);
            let roots = lock(&state.roots).clone();
            let changed = |path: &Path, text: &str| {
                let moved = place(path, &roots).is_none_or(|place| place != path);
                moved || as_opened(path, text.len() as u64 * 2 + 3).as_deref() != Some(text)
            };
            let closed =
                ide::rename::others(workspace, analysis, offset).into_iter().filter(|(path, _)| !open.iter().any(|open| open == path));
            closed.filter(|(path, text)| changed(path, text)).map(|(path, _)| path.to_path_buf()).collect::<Vec<_>>()
        });
        let stale = stale.await?.unwrap_or_default();
        let state = self.clone();
        self.work("other articles", move || stale.iter().for_each(|path| state.index_file(path))).await
    }

    /// What may complete the words at a place.
    pub(super) async fn completions(self: &Arc<State>, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let uri = text_document.uri.clone();
        let path = from_proto::path(&uri);
        if from_proto::is_config(path.as_deref()) {
            return Ok(self.completions_in_configuration(&uri, position));
        }
        let found = self.ask(&text_document.uri, move |state, workspace, analysis| {
            let encoding = state.negotiated().encoding;
            let offset = from_proto::offset(&analysis.article, position, encoding);
            let found = ide::completion::completions(workspace, analysis, offset);
            decorations::completions(&uri, &Positions::of(&analysis.article, encoding), &found).into()
        });
        found.await
    }

    /// A completion with what is known of it: the gist of a rule's page, or who a name is and where it stands.
    pub(super) fn resolved_completion(&self, mut item: CompletionItem) -> CompletionItem {
        let part = |name: &str| item.data.as_ref()?.get(name).and_then(Value::as_str);
        let lines = match (part("rule").and_then(rules::find), part("name"), part("uri")) {
            (Some(rule), ..) => ide::hover::gist(rule),
            (None, Some(name), Some(uri)) => self.about(name, uri),
            _ => return item,
        };
        let markup = to_proto::lines(None, &lines, self.negotiated().rich_completions);
        item.documentation = (!lines.is_empty()).then_some(Documentation::MarkupContent(markup));
        item
    }

    /// Who a name is, and in which article.
    fn about(&self, name: &str, uri: &str) -> Vec<Vec<Part>> {
        let path = uri.parse().ok().and_then(|uri| self.path_of(&uri));
        let workspace = self.workspace.read().unwrap_or_else(PoisonError::into_inner);
        let file = path.as_deref().and_then(|path: &Path| workspace.get(path));
        let Some(entity) = file.and_then(|file| file.entities.iter().find(|entity| *entity.name == *name)) else { return Vec::new() };
        let mut who = vec![Part::Strong(name.to_owned())];
        if !entity.role.is_empty() {
            who.push(Part::Text(format!(", {}", entity.role)));
        }
        let article = path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let times = match entity.mentions.len() {
            1 => "Once".to_owned(),
            times => format!("{times} times"),
        };
        vec![who, vec![Part::Text(format!("{times} in {article}."))]]
    }
}
