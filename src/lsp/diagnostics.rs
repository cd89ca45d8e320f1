//! Diagnostics for clients that ask for them: of one document, and of every article of the open folders.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::from_proto::uri_of;
use super::panics::guarded;
use super::server::{State, lock};
use super::to_proto;
use super::turns::Abandoned;
use crate::config::Config;
use crate::text::{Document, Format};
use crate::workspace::{Analysis, Governing, IndexedFile};

/// What was last told of an article that is not open: its text, its configuration, and the name of what was found.
#[derive(Debug)]
pub struct Told {
    text: Arc<str>,
    config: Option<Arc<Config>>,
    id: String,
}

/// What was last told, by file.
pub type Reports = HashMap<PathBuf, Told>;

impl State {
    /// Has the client ask for diagnostics again; however often that is wanted, one question is under way.
    pub(super) fn refresh_diagnostics(self: &Arc<State>) {
        if !(self.negotiated().pull && self.negotiated().refresh && self.refresh.want()) {
            return;
        }
        let state = self.clone();
        tokio::spawn(async move {
            let mut wanted = 0;
            while state.refresh.is_wanted_after(&mut wanted) {
                let _ = state.client.workspace_diagnostic_refresh().await;
            }
        });
    }

    /// The diagnostics of one document, or that they are what the client has.
    pub(super) async fn diagnostics(self: &Arc<State>, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let (uri, encoding) = (params.text_document.uri, self.negotiated().encoding);
        let address = uri.clone();
        let asked = self.ask_newest(&uri, move |_, _, analysis| to_proto::diagnostics(&address, analysis, encoding)).await?;
        let items = asked.unwrap_or_default();
        let result_id = to_proto::result_id(&items);
        let report = if params.previous_result_id.as_ref() == Some(&result_id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
            })
        };
        Ok(report.into())
    }

    /// The diagnostics of every article of the open folders; what the client has already is only named. A file that it has diagnostics of
    /// and that is no article any more has none.
    pub(super) async fn workspace_diagnostics(
        self: &Arc<State>,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let known: HashMap<Uri, String> = params.previous_result_ids.into_iter().map(|one| (one.uri, one.value)).collect();
        let mut open = HashMap::new();
        let buffers: Vec<Uri> = lock(&self.documents).open.keys().cloned().collect();
        for uri in buffers {
            if let Some(analysis) = self.analysis(&uri).await
                && let Some(path) = analysis.path.clone()
            {
                open.insert(path, (uri, analysis));
            }
        }
        let abandoned = Arc::new(AtomicBool::new(false));
        let _guard = Abandoned(abandoned.clone());
        let state = self.clone();
        let items = self.work_in(&self.turns.reports, "all articles", move || state.report_all(&known, &open, &abandoned)).await?;
        Ok(WorkspaceDiagnosticReport { items }.into())
    }

    fn report_all(
        &self,
        known: &HashMap<Uri, String>,
        open: &HashMap<PathBuf, (Uri, Arc<Analysis>)>,
        abandoned: &AtomicBool,
    ) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let files: Vec<Arc<IndexedFile>> = self.workspace.read().unwrap_or_else(PoisonError::into_inner).files().cloned().collect();
        let encoding = self.negotiated().encoding;
        let mut reported = HashSet::with_capacity(files.len());
        let mut reports = Vec::with_capacity(files.len());
        let paths: HashSet<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
        let governing = lock(&self.configurations).of_all(files.iter().map(|file| file.path.as_path()));
        for (file, governing) in files.into_iter().zip(governing) {
            if abandoned.load(Ordering::Relaxed) {
                break;
            }
            if let Some((uri, analysis)) = open.get(&file.path) {
                let items = to_proto::diagnostics(uri, analysis, encoding);
                reports.push(report(uri, Some(i64::from(analysis.version)), to_proto::result_id(&items), Some(items), known));
                reported.insert(uri.clone());
                continue;
            }
            let Some(uri) = uri_of(&file.path) else { continue };
            if !governing.selected {
                continue;
            }
            reported.insert(uri.clone());
            reports.push(self.report_closed(uri, &file, governing, known));
        }
        if !abandoned.load(Ordering::Relaxed) {
            lock(&self.reports).retain(|path, _| paths.contains(path));
        }
        let none = to_proto::result_id(&[]);
        let gone = known.iter().filter(|(uri, id)| **id != none && !reported.contains(uri));
        reports.extend(gone.map(|(uri, _)| report(uri, None, none.clone(), Some(Vec::new()), known)));
        reports
    }

    /// The report of an article that is not open. It is read again only when its text or its configuration changed, or when the client
    /// does not have what was found.
    fn report_closed(
        &self,
        uri: Uri,
        file: &IndexedFile,
        governing: Governing,
        known: &HashMap<Uri, String>,
    ) -> WorkspaceDocumentDiagnosticReport {
        let same = |one: &Option<Arc<Config>>, other: &Option<Arc<Config>>| match (one, other) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        // What is checked is held; an archived article that a new configuration checks is read again first.
        let Some(text) = file.held().cloned() else { return report(&uri, None, to_proto::result_id(&[]), Some(Vec::new()), known) };
        if let Some(told) = lock(&self.reports).get(&file.path)
            && Arc::ptr_eq(&told.text, &text)
            && same(&told.config, &governing.config)
            && known.get(&uri) == Some(&told.id)
        {
            return report(&uri, None, told.id.clone(), None, known);
        }
        let config = governing.config.clone();
        let format = Format::from_path(&file.path).unwrap_or(Format::Plain);
        let document = Document::new(uri.as_str(), text.clone(), format);
        let read = guarded(uri.as_str(), || Analysis::new(document, Some(file.path.clone()), governing, 0, None));
        let read = read.map_err(|defect| self.log(MessageType::ERROR, defect));
        let items = read.map(|analysis| to_proto::diagnostics(&uri, &analysis, self.negotiated().encoding)).unwrap_or_default();
        let id = to_proto::result_id(&items);
        lock(&self.reports).insert(file.path.clone(), Told { text, config, id: id.clone() });
        report(&uri, None, id, Some(items), known)
    }
}

/// A full report, or, where the client has what was found, its name alone.
fn report(
    uri: &Uri,
    version: Option<i64>,
    result_id: String,
    items: Option<Vec<Diagnostic>>,
    known: &HashMap<Uri, String>,
) -> WorkspaceDocumentDiagnosticReport {
    let uri = uri.clone();
    match items.filter(|_| known.get(&uri) != Some(&result_id)) {
        Some(items) => WorkspaceFullDocumentDiagnosticReport {
            uri,
            version,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
        }
        .into(),
        None => WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into(),
    }
}
