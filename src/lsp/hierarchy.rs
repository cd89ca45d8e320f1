//! Who cites whom, as the protocol's call hierarchy.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::from_proto;
use super::server::State;
use super::to_proto::{Positions, relations};
use crate::article::Article;
use crate::ide::citations::{self, Citation};

impl State {
    /// The party whose name or words stand at a place.
    pub(super) async fn party(self: &Arc<State>, params: CallHierarchyPrepareParams) -> Result<Option<Vec<CallHierarchyItem>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let uri = text_document.uri.clone();
        let found = self.ask(&text_document.uri, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let party = citations::party(&analysis.article, from_proto::offset(&analysis.article, position, encoding))?;
            Some(vec![relations::party(&uri, &Positions::of(&analysis.article, encoding), &party)])
        });
        Ok(found.await?.flatten())
    }

    /// The relations of a party, each made into what the protocol wants.
    pub(super) async fn citations<T: Send + 'static>(
        self: &Arc<State>,
        item: CallHierarchyItem,
        find: fn(&Article, u32) -> Vec<Citation>,
        make: fn(&Uri, &Positions, &[Citation]) -> Vec<T>,
    ) -> Result<Option<Vec<T>>> {
        let (uri, address) = (item.uri.clone(), item.uri.clone());
        let found = self.ask(&address, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let offset = from_proto::offset(&analysis.article, relations::place(&item), encoding);
            make(&uri, &Positions::of(&analysis.article, encoding), &find(&analysis.article, offset))
        });
        found.await
    }
}
