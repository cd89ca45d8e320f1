//! The files below a folder that a configuration names.

use std::path::{Path, PathBuf};

/// The files below `folder` that `takes` wants by their names, in order of those, at most `most` and one more. `enters` says into which folders to
/// go, by their names and how many lie above them here. Links are not followed.
pub fn files(folder: &Path, enters: impl Fn(&str, usize) -> bool, takes: impl Fn(&str) -> bool, most: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    gather(folder, 0, &enters, &takes, most, &mut found);
    found
}

fn gather(
    folder: &Path,
    depth: usize,
    enters: &impl Fn(&str, usize) -> bool,
    takes: &impl Fn(&str) -> bool,
    most: usize,
    found: &mut Vec<PathBuf>,
) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && enters(&name, depth) {
            gather(&entry.path(), depth + 1, enters, takes, most, found);
        } else if kind.is_file() && takes(&name) {
            found.push(entry.path());
        }
        if found.len() > most {
            return;
        }
    }
}
