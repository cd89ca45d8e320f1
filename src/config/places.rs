//! The folders in which a program keeps files of its own.

use std::path::{Path, PathBuf};

/// Where what can be made again is kept; `None` where the user has no such folder. A home folder that is no absolute path is none: it would
/// mean another place in each folder.
pub fn cache_folder() -> Option<PathBuf> {
    base("XDG_CACHE_HOME", ".cache", "Library/Caches")
}

/// Where what cannot be made again is kept.
pub fn state_folder() -> Option<PathBuf> {
    base("XDG_STATE_HOME", ".local/state", "Library/Application Support")
}

fn base(variable: &str, below_home: &str, on_a_mac: &str) -> Option<PathBuf> {
    if cfg!(windows) {
        return absolute("LOCALAPPDATA");
    }
    let home = || std::env::home_dir().filter(|home| home.is_absolute());
    if cfg!(target_os = "macos") {
        return home().map(|home| home.join(on_a_mac));
    }
    absolute(variable).or_else(|| home().map(|home| home.join(below_home)))
}

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The absolute path that a variable of the environment holds.
pub fn absolute(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute())
}
