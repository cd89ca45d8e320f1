//! Which `onrecord.toml` governs a folder: the nearest one upwards, if those who may have put it there are to be trusted.
//!
//! Inside a repository, or where there is none inside the folder that was opened, nobody asks who owns it: whoever can write there can write
//! the articles too, and build services check what others own. Above that, as in a shared `/tmp`, a stranger may lie in wait with a
//! configuration that silences every rule; there only the user's own counts, and the system's.

use std::path::{Path, PathBuf};

use super::FILE_NAME;

/// What makes a folder the root of a repository.
const REPOSITORIES: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// What was found upwards from a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nearest {
    /// The configuration that governs.
    pub path: Option<PathBuf>,
    /// Those nearer that do not, since they are somebody else's.
    pub refused: Vec<PathBuf>,
}

/// Finds the configuration that governs `folder`, an absolute path, of which the user opened `opened` or named something in it.
/// `is_there` says whether there is a configuration at a path.
pub fn nearest(folder: &Path, opened: &Path, is_there: impl Fn(&Path) -> bool) -> Nearest {
    let mut nearest = Nearest::default();
    for place in folder.ancestors() {
        let path = place.join(FILE_NAME);
        if is_there(&path) {
            if counts(folder, opened, &path) {
                nearest.path = Some(path);
                break;
            }
            nearest.refused.push(path);
        }
    }
    nearest
}

/// Whether the file at `path`, in `folder` or above it, may say what holds in `folder`, an absolute path, of which the user opened `opened`.
pub fn counts(folder: &Path, opened: &Path, path: &Path) -> bool {
    let place = path.parent().unwrap_or(path);
    let outside = folder.ancestors().take_while(|below| *below != place).any(is_repository);
    (!outside && is_inside(place, opened)) || is_own(path)
}

/// Whether `place`, below which no repository was met, lies in one; or where there is none, in what was opened.
fn is_inside(place: &Path, opened: &Path) -> bool {
    place.ancestors().any(is_repository) || (place.starts_with(opened) && !is_shared(place))
}

/// Whether a folder is the root of a repository. Where everybody may write, anybody may say so.
fn is_repository(folder: &Path) -> bool {
    REPOSITORIES.iter().any(|name| folder.join(name).exists()) && !is_shared(folder)
}

/// Whether everybody may write into a folder: with files of their own alone, as in `/tmp`, or over others' too.
#[cfg(unix)]
fn is_shared(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    const OTHERS_WRITE: u32 = 0o002;
    std::fs::metadata(folder).is_ok_and(|data| data.mode() & OTHERS_WRITE != 0)
}

/// Whether a file, and what leads to it, belongs to the user or the system. What is not on disk is in the user's editor.
#[cfg(unix)]
fn is_own(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = |data: std::fs::Metadata| data.uid() == 0 || data.uid() == rustix::process::geteuid().as_raw();
    match std::fs::symlink_metadata(path) {
        Ok(link) => own(link) && std::fs::metadata(path).is_ok_and(own),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn is_own(_: &Path) -> bool {
    true
}

/// The one path, from its configuration's folder, that a pattern as in `.gitignore` may fit; `None` for a pattern that fits at any depth or
/// many names, and for one that takes something back.
pub fn only_place(pattern: &str) -> Option<PathBuf> {
    let anchored = pattern.trim_end_matches('/').contains('/');
    if !anchored || pattern.starts_with(['!', '#']) || pattern.ends_with(' ') {
        return None;
    }
    let mut place = String::new();
    let mut letters = pattern.trim_start_matches('/').chars();
    while let Some(letter) = letters.next() {
        match letter {
            '*' | '?' | '[' => return None,
            '\\' => place.push(letters.next()?),
            letter => place.push(letter),
        }
    }
    let leads_out = Path::new(&place).components().any(|part| !matches!(part, std::path::Component::Normal(_)));
    (!place.is_empty() && !leads_out).then(|| place.into())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, chown, symlink};

    use super::*;

    /// A folder that strangers share, with a configuration of a stranger; `None` where files cannot be given away.
    fn shared() -> Option<tempfile::TempDir> {
        let shared = tempfile::tempdir().unwrap();
        fs::create_dir_all(shared.path().join("mine/news")).unwrap();
        fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o1777)).unwrap();
        fs::write(shared.path().join(FILE_NAME), "").unwrap();
        if chown(shared.path().join(FILE_NAME), Some(65534), None).is_err() {
            eprintln!("skipped: only root can give a file away");
            return None;
        }
        Some(shared)
    }

    fn found(folder: &Path, opened: &Path) -> Nearest {
        nearest(folder, opened, Path::is_file)
    }

    #[test]
    fn a_pattern_may_fit_one_place_alone() {
        for (pattern, place) in [
            ("/a.txt", Some("a.txt")),
            ("news/a.txt", Some("news/a.txt")),
            ("news/a \\[1\\].txt", Some("news/a [1].txt")),
            ("a.txt", None),
            ("news/", None),
            ("news/*.txt", None),
            ("!/a.txt", None),
            ("/../a.txt", None),
            ("/", None),
            ("news/a\\", None),
        ] {
            assert_eq!(only_place(pattern), place.map(PathBuf::from), "{pattern}");
        }
    }

    #[test]
    fn a_strangers_configuration_does_not_govern_from_above() {
        let Some(shared) = shared() else { return };
        let (root, mine) = (shared.path(), shared.path().join("mine"));
        let refused = Nearest { path: None, refused: vec![root.join(FILE_NAME)] };
        assert_eq!(found(&mine.join("news"), &mine), refused);
        // Not where it was opened either, since everybody may write there, nor when somebody says that it is a repository.
        fs::create_dir(root.join(".git")).unwrap();
        assert_eq!(found(&mine.join("news"), root), refused);
        fs::create_dir(mine.join(".git")).unwrap();
        assert_eq!(found(&mine.join("news"), root), refused);
        // A link to what is one's own is a stranger's all the same.
        fs::write(mine.join("own.toml"), "").unwrap();
        fs::remove_file(root.join(FILE_NAME)).unwrap();
        symlink(mine.join("own.toml"), root.join(FILE_NAME)).unwrap();
        assert!(found(&mine, &mine).path.is_some());
        std::os::unix::fs::lchown(root.join(FILE_NAME), Some(65534), None).unwrap();
        assert_eq!(found(&mine, &mine), refused);
    }

    #[test]
    fn a_folder_that_everybody_may_write_is_shared_with_the_sticky_bit_and_without() {
        let Some(shared) = shared() else { return };
        let (root, mine) = (shared.path(), shared.path().join("mine"));
        fs::create_dir(root.join(".git")).unwrap();
        for (mode, governs) in
            [(0o1777, false), (0o777, false), (0o757, false), (0o2777, false), (0o703, false), (0o775, true), (0o755, true)]
        {
            fs::set_permissions(root, fs::Permissions::from_mode(mode)).unwrap();
            for folder in [mine.as_path(), root] {
                let found = found(folder, root);
                assert_eq!((found.path.is_some(), found.refused.is_empty()), (governs, governs), "{mode:o} {}", folder.display());
            }
        }
        // One's own governs from there, as in a checkout that a build service made for everybody.
        fs::set_permissions(root, fs::Permissions::from_mode(0o777)).unwrap();
        chown(root.join(FILE_NAME), Some(rustix::process::geteuid().as_raw()), None).unwrap();
        assert!(found(&mine, root).path.is_some());
    }

    #[test]
    fn inside_a_repository_or_what_was_opened_nobody_asks_who_owns_it() {
        let Some(shared) = shared() else { return };
        let mine = shared.path().join("mine");
        let own = mine.join(FILE_NAME);
        fs::write(&own, "").unwrap();
        chown(&own, Some(65534), None).unwrap();
        let governs = Nearest { path: Some(own.clone()), refused: Vec::new() };
        assert_eq!(found(&mine.join("news"), &mine), governs);
        assert_eq!(found(&mine.join("news"), &mine.join("news")).path, None);
        fs::create_dir(mine.join(".git")).unwrap();
        assert_eq!(found(&mine.join("news"), &mine.join("news")), governs);
        // A repository of its own ends where it does.
        fs::write(mine.join("news/.git"), "gitdir: ../.git/modules/news").unwrap();
        assert_eq!(found(&mine.join("news"), &mine).path, None);
        chown(&own, Some(0), None).unwrap();
        assert_eq!(found(&mine.join("news"), &mine), governs);
    }
}
