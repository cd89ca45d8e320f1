//! Colours of a text, whole or as what changed since they were last sent.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::server::{State, lock};
use super::to_proto::{Positions, decorations};
use crate::ide;

/// The colours that were last sent, by document.
pub type Sent = HashMap<Uri, SemanticTokens>;

impl State {
    /// The colours of a document, and those that were last sent.
    pub(super) async fn colours(self: &Arc<State>, uri: Uri) -> Result<Option<(Option<SemanticTokens>, SemanticTokens)>> {
        let found = self.ask(&uri, |state, _, analysis| {
            let positions = Positions::of(&analysis.article, state.negotiated().encoding);
            let tokens = decorations::tokens(&positions, &ide::tokens::tokens(&analysis.article), None);
            SemanticTokens { result_id: Some(analysis.version.to_string()), ..tokens }
        });
        let Some(new) = found.await? else { return Ok(None) };
        let documents = lock(&self.documents);
        let open = documents.open.contains_key(&uri);
        let old = open.then(|| lock(&self.colours).insert(uri, new.clone())).flatten();
        Ok(Some((old, new)))
    }

    /// What turns the colours that the client has into those of today; all of them where it has others than were last sent.
    pub(super) async fn changed_colours(self: &Arc<State>, uri: Uri, known: &str) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let Some((old, new)) = self.colours(uri).await? else { return Ok(None) };
        Ok(Some(match old.filter(|old| old.result_id.as_deref() == Some(known)) {
            Some(old) => {
                let edits = decorations::changed_tokens(&old.data, &new.data);
                SemanticTokensDelta { result_id: new.result_id, edits }.into()
            }
            None => new.into(),
        }))
    }
}
