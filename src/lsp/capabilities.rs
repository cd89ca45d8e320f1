//! What the server can do, and what the client said it can.

use serde_json::Value;
use tower_lsp::ls_types::*;

use super::to_proto::actions::LEDGER_KIND;
use super::{commands, files};
use crate::text::Encoding;

/// What was agreed on when the session began.
#[derive(Debug, Clone)]
pub struct Negotiated {
    /// The unit of columns.
    pub encoding: Encoding,
    /// The client asks for diagnostics; otherwise they are sent to it.
    pub pull: bool,
    /// Hovers may hold Markdown.
    pub markdown: bool,
    /// Definitions may say which words they start from.
    pub links: bool,
    /// Outlines may have levels.
    pub levels: bool,
    /// Edits may name the version they are for.
    pub document_changes: bool,
    /// Edits may create files.
    pub create_files: bool,
    /// Edits may ask for confirmation.
    pub annotations: bool,
    /// Code actions may be more than commands.
    pub literals: bool,
    /// What an action changes may be told when it is chosen.
    pub resolves_edits: bool,
    /// Completions may be documented in Markdown.
    pub rich_completions: bool,
    /// Progress can be shown.
    pub progress: bool,
    /// Documents can be shown.
    pub show_document: bool,
    /// The client can be asked to ask for diagnostics again.
    pub refresh: bool,
    /// The client can be asked to ask for hints in the text again.
    pub refresh_hints: bool,
    /// The client tells of changed files when asked to.
    pub watches: bool,
    /// The client answers when asked for its settings.
    pub settings: bool,
}

impl Negotiated {
    /// Whether somebody can be asked before single edits are made.
    pub fn confirms(&self) -> bool {
        self.annotations && self.document_changes
    }

    /// Reads what the client can do. Nothing is demanded of it.
    pub fn new(capabilities: &ClientCapabilities) -> Negotiated {
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let window = capabilities.window.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        let hover = text.and_then(|text| text.hover.as_ref()?.content_format.as_ref()?.first());
        let creates =
            edit.and_then(|edit| edit.resource_operations.as_ref()).is_some_and(|all| all.contains(&ResourceOperationKind::Create));
        Negotiated {
            encoding: encoding(offered),
            pull: text.is_some_and(|text| text.diagnostic.is_some()),
            markdown: hover == Some(&MarkupKind::Markdown),
            links: text.and_then(|text| text.definition?.link_support).unwrap_or(false),
            levels: text.and_then(|text| text.document_symbol.as_ref()?.hierarchical_document_symbol_support).unwrap_or(false),
            document_changes: edit.and_then(|edit| edit.document_changes).unwrap_or(false),
            create_files: creates,
            annotations: edit.is_some_and(|edit| edit.change_annotation_support.is_some()),
            literals: text.and_then(|text| text.code_action.as_ref()).is_some_and(|actions| actions.code_action_literal_support.is_some()),
            resolves_edits: text
                .and_then(|text| text.code_action.as_ref()?.resolve_support.as_ref())
                .is_some_and(|resolve| resolve.properties.iter().any(|property| property == "edit")),
            rich_completions: text
                .and_then(|text| text.completion.as_ref()?.completion_item.as_ref()?.documentation_format.as_ref()?.first())
                == Some(&MarkupKind::Markdown),
            progress: window.and_then(|window| window.work_done_progress).unwrap_or(false),
            show_document: window.and_then(|window| window.show_document.as_ref()).is_some_and(|show| show.support),
            refresh: workspace.and_then(|workspace| workspace.diagnostics.as_ref()?.refresh_support).unwrap_or(false),
            refresh_hints: workspace.and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support).unwrap_or(false),
            watches: workspace.and_then(|workspace| workspace.did_change_watched_files?.dynamic_registration).unwrap_or(false),
            settings: workspace.and_then(|workspace| workspace.configuration).unwrap_or(false),
        }
    }
}

/// UTF-8 where it is offered, since spans are bytes; else UTF-16, which every client knows.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

/// What the server offers: the same to every client, except encoding and who starts diagnostics.
pub fn server(negotiated: &Negotiated) -> ServerCapabilities {
    let encoding = match negotiated.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    };
    ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            // Says whether a person saves or the client does by itself.
            will_save: Some(true),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: negotiated.pull.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("onrecord".into()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::REFACTOR_REWRITE,
                CodeActionKind::SOURCE_FIX_ALL,
                LEDGER_KIND,
            ]),
            resolve_provider: Some(true),
            ..CodeActionOptions::default()
        })),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        completion_provider: Some(CompletionOptions {
            // No capital letters: they would open a list at the beginning of every sentence.
            trigger_characters: Some(vec![" ".into()]),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
            legend: super::to_proto::decorations::legend(),
            range: Some(true),
            full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
            ..SemanticTokensOptions::default()
        })),
        inlay_hint_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(String::from).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                will_rename: Some(files::registration()),
                did_rename: Some(files::registration()),
                ..WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        ..ServerCapabilities::default()
    }
}

/// The folders a client opens: its folders, else its one root, else none.
pub fn folders(params: &InitializeParams) -> Vec<Uri> {
    if let Some(folders) = params.workspace_folders.as_ref().filter(|folders| !folders.is_empty()) {
        return folders.iter().map(|folder| folder.uri.clone()).collect();
    }
    #[allow(deprecated)]
    params.root_uri.iter().cloned().collect()
}

/// The process that started the server, as the client says.
pub fn parent(params: &InitializeParams) -> Option<u32> {
    params.process_id
}

/// The server's own part of a client's settings, which some send below its name and some do not.
pub fn own(settings: &Value) -> &Value {
    settings.get("onrecord").unwrap_or(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_encoding_that_is_offered() {
        let (utf8, utf16, utf32) = (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32);
        assert_eq!(encoding(&[]), Encoding::Utf16);
        assert_eq!(encoding(std::slice::from_ref(&utf16)), Encoding::Utf16);
        assert_eq!(encoding(&[utf32.clone(), utf8, utf16]), Encoding::Utf8);
        assert_eq!(encoding(&[utf32]), Encoding::Utf32);
    }
}
