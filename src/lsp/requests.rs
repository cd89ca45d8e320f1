//! One method a request, a few lines each: from the protocol's words to ours, ask, and back.
//!
//! Every `did…` method changes the state before it first waits: the framework starts them in order, and only the part before the first
//! wait is sure to run in that order.

use serde_json::Value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::capabilities::{self, Negotiated};
use super::packed::Packed;
use super::server::{Server, lock};
use super::to_proto::{self, Positions, decorations, relations};
use super::{from_proto, ledgers, parent};
use crate::ide;

/// Requests whose answers are long, by the names that the framework knows them by.
pub(super) const OUTLINE: &str = "onrecord/outline";
pub(super) const REFERENCES: &str = "onrecord/references";
pub(super) const DIAGNOSTICS: &str = "onrecord/diagnostics";

/// Names that one search returns.
const MOST_SYMBOLS: usize = 200;

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let negotiated = Negotiated::new(&params.capabilities);
        let capabilities = capabilities::server(&negotiated);
        let _ = self.state.negotiated.set(negotiated);
        let roots: Vec<_> = capabilities::folders(&params).iter().filter_map(from_proto::path).collect();
        lock(&self.state.configurations).open(&roots);
        *lock(&self.state.roots) = roots;
        if let Some(options) = &params.initialization_options {
            self.state.take_settings(options);
        }
        if let Some(id) = capabilities::parent(&params) {
            parent::watch(id, self.state.session.clone());
        }
        let server_info = Some(ServerInfo { name: "onrecord".into(), version: Some(env!("CARGO_PKG_VERSION").into()) });
        Ok(InitializeResult { capabilities, server_info, ..InitializeResult::default() })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.state.register();
        self.state.ask_for_settings();
        self.state.index_folders();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let path = self.state.path_of(&document.uri);
        lock(&self.state.documents).open(document.uri.clone(), path.clone(), document.language_id, document.version, &document.text);
        self.state.text_changed(&document.uri, path);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let encoding = self.state.negotiated().encoding;
        if lock(&self.state.documents).change(&uri, version, &params.content_changes, encoding) {
            let path = lock(&self.state.documents).open.get(&uri).and_then(|buffer| buffer.path.clone());
            self.state.text_changed(&uri, path);
        }
    }

    async fn will_save(&self, params: WillSaveTextDocumentParams) {
        if let Some(buffer) = lock(&self.state.documents).open.get_mut(&params.text_document.uri) {
            buffer.saves_itself = params.reason == TextDocumentSaveReason::AFTER_DELAY;
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let uri = params.text_document.uri;
        self.state.text_saved(&uri);
        self.state.files_changed([&uri]);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        ledgers::closed(&uri);
        let path = {
            let mut documents = lock(&self.state.documents);
            let path = documents.close(&uri);
            // What was found in it goes with it, before anything is found in what is opened next.
            if !self.state.negotiated().pull {
                self.state.outbox.put(&uri, Vec::new(), None);
            }
            lock(&self.state.colours).remove(&uri);
            path
        };
        match path {
            Some(path) if from_proto::is_config(Some(&path)) => self.state.configuration_changed(Some((path, None))),
            Some(path) => self.state.document_closed(path),
            None => {}
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.state.take_settings(&params.settings);
        self.state.ask_for_settings();
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.state.files_changed(params.changes.iter().map(|change| &change.uri));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let gone: Vec<_> = params.event.removed.iter().filter_map(|folder| from_proto::path(&folder.uri)).collect();
        let new = params.event.added.iter().filter_map(|folder| from_proto::path(&folder.uri));
        {
            let mut roots = lock(&self.state.roots);
            roots.retain(|root| !gone.contains(root));
            roots.extend(new);
            lock(&self.state.configurations).open(&roots);
        }
        self.state.index_folders();
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        self.state.files_were_renamed(&params);
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.state.files_to_be_renamed(params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.state.workspace_diagnostics(params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let uri = text_document.uri;
        if from_proto::is_config(from_proto::path(&uri).as_deref()) {
            return Ok(self.state.hover_configuration(&uri, position));
        }
        let address = uri.clone();
        let found = self.state.ask(&uri, move |state, workspace, analysis| {
            let Negotiated { encoding, markdown, .. } = *state.negotiated();
            let found = ide::hover::hover(workspace, analysis, from_proto::offset(&analysis.article, position, encoding))?;
            Some(to_proto::hover(&address, &analysis.article, &found, markdown, encoding))
        });
        Ok(found.await?.flatten())
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.go(params, ide::definition::of_name).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.go(params, |analysis, offset| ide::definition::declaration(&analysis.article, offset)).await
    }

    async fn goto_type_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.go(params, ide::definition::of_type).await
    }

    async fn prepare_call_hierarchy(&self, params: CallHierarchyPrepareParams) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.state.party(params).await
    }

    async fn incoming_calls(&self, params: CallHierarchyIncomingCallsParams) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.state.citations(params.item, ide::citations::incoming, relations::incoming).await
    }

    async fn outgoing_calls(&self, params: CallHierarchyOutgoingCallsParams) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.state.citations(params.item, ide::citations::outgoing, relations::outgoing).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let found = self.state.ask(&text_document.uri, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let places = ide::references::highlights(&analysis.article, from_proto::offset(&analysis.article, position, encoding));
            decorations::highlights(&Positions::of(&analysis.article, encoding), &places)
        });
        found.await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let state = self.state.clone();
        let found = self.state.work("all articles", move || {
            let workspace = state.workspace.read().unwrap_or_else(std::sync::PoisonError::into_inner);
            let found = ide::symbols::search(&workspace, &params.query, MOST_SYMBOLS);
            to_proto::workspace_symbols(&found, |path| state.address(path), state.negotiated().encoding)
        });
        Ok(Some(found.await?.into()))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.state.code_actions(params).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.state.resolved_action(action).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let found = self.state.ask(&params.text_document.uri, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let found = ide::rename::prepare(&analysis.article, from_proto::offset(&analysis.article, params.position, encoding))?;
            let range = Positions::of(&analysis.article, encoding).range(found.span);
            Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: found.full })
        });
        Ok(found.await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.state.renamed(params).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let found = self.state.ask(&params.text_document.uri, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let range = from_proto::span(&analysis.article, params.range, encoding);
            let wanted = *lock(&state.inlay);
            decorations::inlays(&Positions::of(&analysis.article, encoding), &ide::inlay::inlays(&analysis.article, range, wanted))
        });
        found.await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.state.completions(params).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(self.state.resolved_completion(item))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri.clone();
        let found = self.state.ask(&params.text_document.uri, move |state, _, analysis| {
            let positions = Positions::of(&analysis.article, state.negotiated().encoding);
            ide::lens::lens(analysis).iter().map(|lens| decorations::lens(&uri, &positions, lens)).collect()
        });
        found.await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let uri = params.text_document.uri;
        if let Some(path) = self.state.path_of(&uri).filter(|path| from_proto::is_config(Some(path))) {
            return Ok(self.state.links_in_configuration(&path));
        }
        let found = self.state.ask(&uri, move |state, _, analysis| {
            let positions = Positions::of(&analysis.article, state.negotiated().encoding);
            let within = state.within(analysis.path.as_deref());
            relations::links(&positions, &ide::links::links(&analysis.article, analysis.path.as_deref()), &within)
        });
        found.await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let found =
            self.state.ask(&params.text_document.uri, move |_, _, analysis| decorations::folds(&ide::folding::folds(&analysis.article)));
        found.await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let found = self.state.ask(&params.text_document.uri, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let positions = Positions::of(&analysis.article, encoding);
            let offsets = params.positions.iter().map(|position| from_proto::offset(&analysis.article, *position, encoding));
            offsets.map(|offset| decorations::selection(&positions, &ide::selection::selections(&analysis.article, offset))).collect()
        });
        found.await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        Ok(self.state.colours(params.text_document.uri).await?.map(|(_, new)| new.into()))
    }

    async fn semantic_tokens_full_delta(&self, params: SemanticTokensDeltaParams) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.state.changed_colours(params.text_document.uri, &params.previous_result_id).await
    }

    async fn semantic_tokens_range(&self, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokensRangeResult>> {
        let found = self.state.ask(&params.text_document.uri, move |state, _, analysis| {
            let encoding = state.negotiated().encoding;
            let range = from_proto::span(&analysis.article, params.range, encoding);
            decorations::tokens(&Positions::of(&analysis.article, encoding), &ide::tokens::tokens(&analysis.article), Some(range)).into()
        });
        found.await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.state.execute(params).await
    }
}

impl Server {
    /// `textDocument/references`, packed.
    pub(super) async fn places(&self, params: ReferenceParams) -> Result<Packed> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let uri = text_document.uri.clone();
        let found = self.state.ask(&text_document.uri, move |state, workspace, analysis| {
            let encoding = state.negotiated().encoding;
            let offset = from_proto::offset(&analysis.article, position, encoding);
            let targets = ide::references::references(workspace, analysis, offset, params.context.include_declaration);
            let positions = Positions::of(&analysis.article, encoding);
            Packed::new(&to_proto::locations(&uri, &positions, &targets, |path| state.address(path), encoding))
        });
        found.await?.unwrap_or_else(|| Packed::new(&()))
    }

    /// `textDocument/documentSymbol`, packed.
    pub(super) async fn outline(&self, params: DocumentSymbolParams) -> Result<Packed> {
        let uri = params.text_document.uri.clone();
        let found = self.state.ask(&params.text_document.uri, move |state, _, analysis| {
            let Negotiated { encoding, levels, .. } = *state.negotiated();
            Packed::new(&to_proto::outline(&uri, &analysis.article, &ide::symbols::outline(&analysis.article), levels, encoding))
        });
        found.await?.unwrap_or_else(|| Packed::new(&()))
    }

    /// `textDocument/diagnostic`, packed.
    pub(super) async fn diagnostics(&self, params: DocumentDiagnosticParams) -> Result<Packed> {
        Packed::new(&self.state.diagnostics(params).await?)
    }

    /// `window/workDoneProgress/cancel`, which the framework leaves to us.
    pub(super) async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.state.cancel_progress(&params.token);
    }

    async fn go(
        &self,
        params: GotoDefinitionParams,
        find: fn(&crate::workspace::Analysis, u32) -> Option<ide::definition::Definition>,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let uri = text_document.uri.clone();
        let found = self.state.ask(&text_document.uri, move |state, _, analysis| {
            let Negotiated { encoding, links, .. } = *state.negotiated();
            let found = find(analysis, from_proto::offset(&analysis.article, position, encoding))?;
            to_proto::definition(&uri, &analysis.article, &found, |path| state.address(path), links, encoding)
        });
        Ok(found.await?.flatten())
    }
}
