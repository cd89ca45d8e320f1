//! What is wrong in a configuration, shown where it is written. A folder without one is nothing to speak of.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::*;

use super::server::{State, lock};
use super::to_proto::{Positions, decorations, relations};
use super::{from_proto, to_proto};
use crate::check::check_config;
use crate::config::settings::Overrides;
use crate::config::{ConfigError, Settings};
use crate::ide;
use crate::text::{Encoding, LineColumn, LineIndex};
use crate::workspace::Governing;

/// What was last sent about each configuration.
pub type Faults = HashMap<PathBuf, Vec<Diagnostic>>;

impl State {
    /// Tells what is wrong in the configuration that governs an article, unless that was told before.
    pub(super) fn tell_configuration(&self, governing: &Governing, article: Option<&Path>) {
        for path in lock(&self.configurations).refused() {
            self.log(
                MessageType::INFO,
                format!("{}: not used, since it is somebody else's and lies outside the repository", path.display()),
            );
        }
        let config = governing.config.as_ref().map(|config| config.path.clone());
        let broken = || article.and_then(Path::parent).and_then(|folder| lock(&self.configurations).nearest(folder));
        let path = if governing.error.is_some() { broken().or(config) } else { config };
        if let Some(path) = path {
            self.tell_faults(&path);
        }
    }

    /// Tells what is wrong in the configuration at `path`, or that nothing is any more.
    pub(super) fn tell_faults(&self, path: &Path) {
        let Some(uri) = from_proto::uri_of(path) else { return };
        let found = self.faults_in(path);
        {
            let mut told = lock(&self.faults);
            if told.get(path).map_or(&[][..], Vec::as_slice) == found {
                return;
            }
            match found.is_empty() {
                true => told.remove(path),
                false => told.insert(path.to_path_buf(), found.clone()),
            };
        }
        self.outbox.put(&uri, found, None);
    }

    fn faults_in(&self, path: &Path) -> Vec<Diagnostic> {
        let (result, _) = lock(&self.configurations).at(path);
        match result {
            Ok(config) => {
                let settings = Settings::new(Some(&config), "", &Overrides::default());
                let lines = LineIndex::new(&config.text);
                let positions = Positions::new(&config.text, &lines, self.negotiated().encoding);
                check_config(&config, &settings, &[]).iter().map(|shown| to_proto::diagnostic(&positions, shown, None)).collect()
            }
            // A file that is gone has no faults.
            Err(ConfigError::Unreadable { .. }) if !path.exists() => Vec::new(),
            Err(ConfigError::Unreadable { reason, .. }) => vec![fault(0, 0, reason)],
            Err(ConfigError::Wrong { line, column, message, .. }) => vec![fault(line.saturating_sub(1), column.saturating_sub(1), message)],
        }
    }

    /// Takes a configuration as an editor has it, and reads every open article again. `None`: as it is on disk.
    pub(super) fn configuration_changed(self: &Arc<State>, path: Option<(PathBuf, Option<Arc<str>>)>) {
        if let Some((path, text)) = &path {
            lock(&self.configurations).overlay(path, text.clone());
        }
        let all = lock(&self.documents).touch_all();
        for uri in &all {
            self.schedule(uri);
        }
        let state = self.clone();
        self.turns.files.take(move || {
            if let Some((path, _)) = path {
                state.tell_faults(&path);
            }
        });
        self.refresh_diagnostics();
    }

    /// The rules that may be meant at a place of a configuration.
    pub(super) fn completions_in_configuration(&self, uri: &Uri, position: Position) -> Option<CompletionResponse> {
        let text = lock(&self.documents).open.get(uri).map(|buffer| String::from(&buffer.text))?;
        let encoding = self.negotiated().encoding;
        let lines = LineIndex::new(&text);
        let offset = lines.offset(&text, LineColumn { line: position.line, column: position.character }, encoding);
        let found = ide::completion::in_configuration(&text, offset);
        Some(decorations::completions(uri, &Positions::new(&text, &lines, encoding), &found).into())
    }

    /// The files that a configuration names.
    pub(super) fn links_in_configuration(&self, path: &Path) -> Option<Vec<DocumentLink>> {
        let config = lock(&self.configurations).at(path).0.ok()?;
        let lines = LineIndex::new(&config.text);
        let positions = Positions::new(&config.text, &lines, self.negotiated().encoding);
        let within = self.within(Some(path));
        Some(relations::links(&positions, &ide::links::links_in_configuration(&config), &within))
    }

    /// The gist of the rule that a configuration names under the cursor.
    pub(super) fn hover_configuration(&self, uri: &Uri, position: Position) -> Option<Hover> {
        let text = lock(&self.documents).open.get(uri).map(|buffer| String::from(&buffer.text))?;
        let encoding: Encoding = self.negotiated().encoding;
        let lines = LineIndex::new(&text);
        let offset = lines.offset(&text, LineColumn { line: position.line, column: position.character }, encoding);
        let gist = ide::hover::gist(ide::subject::rule_at(&text, offset)?);
        Some(Hover { contents: HoverContents::Markup(to_proto::lines(None, &gist, self.negotiated().markdown)), range: None })
    }
}

fn fault(line: u32, character: u32, message: String) -> Diagnostic {
    let start = Position { line, character };
    Diagnostic {
        range: Range { start, end: Position { line, character: character + 1 } },
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("onrecord".into()),
        code: Some(NumberOrString::String("configuration".into())),
        message: to_proto::shown(&message),
        ..Diagnostic::default()
    }
}
