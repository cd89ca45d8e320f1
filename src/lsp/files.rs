//! Files that the editor renames: the configurations that name them follow before, the index after.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::from_proto;
use super::server::{State, lock};
use super::to_proto::{Positions, edits};
use crate::config::{Config, FILE_NAME};
use crate::ide::file_rename;
use crate::text::{Format, LineIndex};
use crate::workspace::{is_inside, place};

/// Which renames the client tells of: those of articles, and of folders.
pub fn registration() -> FileOperationRegistrationOptions {
    let filter = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".into()),
        pattern: FileOperationPattern { glob: glob.into(), matches: Some(matches), options: None },
    };
    FileOperationRegistrationOptions {
        filters: vec![filter(&Format::pattern(), FileOperationPatternKind::File), filter("**", FileOperationPatternKind::Folder)],
    }
}

fn paths(params: &RenameFilesParams) -> Vec<(PathBuf, PathBuf)> {
    let path = |uri: &str| from_proto::path(&uri.parse().ok()?);
    params.files.iter().filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?))).collect()
}

impl State {
    /// The file behind an address, by the path that it has in the open folders whatever links the address leads through: so nothing takes
    /// one file for two. A link out of the folders, or to what is no article by its name, is what it says it is.
    pub(super) fn path_of(&self, uri: &Uri) -> Option<PathBuf> {
        let path = from_proto::path(uri)?;
        let roots = lock(&self.roots).clone();
        let place = if from_proto::is_config(Some(&path)) {
            path.parent().and_then(|folder| place(folder, &roots)).map(|folder| folder.join(FILE_NAME))
        } else {
            let is_article = |path: &Path| Format::from_path(path).is_some();
            place(&path, &roots).filter(|place| is_article(place) || !is_article(&path))
        };
        Some(place.unwrap_or(path))
    }

    /// Where links of the file at `path` may lead: the open folders, else the file's own.
    pub(super) fn within(&self, path: Option<&Path>) -> Vec<PathBuf> {
        let roots = lock(&self.roots).clone();
        if roots.is_empty() { path.and_then(Path::parent).map(Path::to_path_buf).into_iter().collect() } else { roots }
    }

    /// The changes in configurations that name the files.
    pub(super) async fn files_to_be_renamed(self: &Arc<State>, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let renamed = paths(&params);
        let state = self.clone();
        self.work("the files to be renamed", move || {
            let mut configs: BTreeMap<PathBuf, Arc<Config>> = BTreeMap::new();
            for (old, _) in &renamed {
                let config = lock(&state.configurations).of(Some(old), None).config;
                configs.extend(config.map(|config| (config.path.clone(), config)));
            }
            let negotiated = state.negotiated();
            let roots = lock(&state.roots).clone();
            let mut all = Vec::new();
            for config in configs.values().filter(|config| is_inside(&config.path, &roots)) {
                let changes = file_rename::changes(config, &renamed);
                let Some((uri, version)) = state.address(&config.path).filter(|_| !changes.is_empty()) else { continue };
                let lines = LineIndex::new(&config.text);
                let positions = Positions::new(&config.text, &lines, negotiated.encoding);
                all.push(edits::document(uri, version, edits::text_edits(&positions, &changes)));
            }
            (!all.is_empty()).then(|| edits::together(all, HashMap::new(), negotiated))
        })
        .await
    }

    /// The index follows: what was known by the old names is forgotten, and what stands at the new ones is read.
    pub(super) fn files_were_renamed(self: &Arc<State>, params: &RenameFilesParams) {
        let renamed = paths(params);
        let is_record = |path: &PathBuf| lock(&self.configurations).record_changed(path);
        if renamed.iter().filter(|(old, new)| is_record(old) | is_record(new)).count() > 0 {
            self.configuration_changed(None);
        }
        let state = self.clone();
        self.turns.files.take(move || {
            for (old, new) in renamed {
                let moved: Vec<(PathBuf, PathBuf)> = {
                    let workspace = state.workspace.read().unwrap_or_else(PoisonError::into_inner);
                    file_rename::moved(workspace.files().map(|file| &file.path), &old, &new)
                };
                let new = if moved.is_empty() { vec![(old, new)] } else { moved };
                for (old, new) in new {
                    state.workspace.write().unwrap_or_else(PoisonError::into_inner).remove(&old);
                    if new.is_file() {
                        state.index_file(&new);
                    }
                }
            }
        });
    }
}
