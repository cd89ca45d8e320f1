//! The files below a folder, by `.gitignore`. Its lists are read by a library that opens whatever has their name; so they are looked at before:
//! a named pipe would make it wait for ever, a link to a device would fill the memory, and one that a stranger put above the folder, or into
//! a folder where everybody may write, would hide every article. Git's lists elsewhere, of the user and of a repository's `.git`, are not read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::governs;

/// The names of lists of what is left out.
const LISTS: &[&str] = &[".gitignore", ".ignore"];
/// The largest list that is read, in bytes.
const MAX_LIST: u64 = 1024 * 1024;

/// What lies below a folder.
#[derive(Debug)]
pub struct Below {
    /// The files, by name.
    pub files: Vec<PathBuf>,
    /// What could not be read, and the folders that are left out for it.
    pub faults: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// The files below `root`. Links are not followed.
pub fn below(root: &Path) -> Below {
    let mut below = Below { files: Vec::new(), faults: Vec::new(), notes: Vec::new() };
    // The library looks above what a link leads to, not above the link.
    let whole = root.canonicalize().or_else(|_| std::path::absolute(root)).unwrap_or_else(|_| root.to_path_buf());
    // It reads the lists above too, whether or not they count.
    if let Some(fault) = whole.ancestors().find_map(fault) {
        below.faults.push(fault);
        return below;
    }
    let own = strange(&whole, &whole);
    let above = own.clone().or_else(|| whole.ancestors().skip(1).find_map(|folder| strange(folder, &whole)));
    if let Some(list) = &above {
        let (list, root) = (list.display(), root.display());
        let rest = if own.is_some() { "in it or above it" } else { "above it" };
        below.notes.push(format!("{list}: not used in {root}, nor any other list {rest}, since it is somebody else's"));
    }
    let apart = Arc::new(Mutex::new(Apart::default()));
    let found_apart = apart.clone();
    let (start, base) = (root.to_path_buf(), whole);
    let walk = ignore::WalkBuilder::new(root)
        .require_git(false)
        // It would read what `.git` names, wherever that is.
        .git_exclude(false)
        // It would look for the user's own list where a home says that is no absolute path, so in the folder itself, and wait for a pipe.
        .git_global(false)
        .git_ignore(own.is_none())
        .ignore(own.is_none())
        .parents(above.is_none())
        .sort_by_file_name(|a, b| a.cmp(b))
        .filter_entry(move |entry| {
            if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
                return true;
            }
            let mut apart = apart.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(fault) = fault(entry.path()) {
                apart.faults.push(fault);
            } else if entry.path().strip_prefix(&start).is_ok_and(|path| strange(&base.join(path), &base.join(path)).is_some()) {
                apart.strange.push(entry.path().to_path_buf());
            } else {
                return true;
            }
            false
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => below.files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => below.faults.push(error.to_string()),
        }
    }
    let mut apart = std::mem::take(&mut *found_apart.lock().unwrap_or_else(PoisonError::into_inner));
    below.faults.append(&mut apart.faults);
    for folder in apart.strange {
        let mut found = self::below(&folder);
        below.files.append(&mut found.files);
        below.faults.append(&mut found.faults);
        below.notes.append(&mut found.notes);
        below.files.sort();
    }
    below
}

/// The folders that are not walked with the others.
#[derive(Default)]
struct Apart {
    /// Why those are left out that are left out.
    faults: Vec<String>,
    /// Those in which no list counts.
    strange: Vec<PathBuf>,
}

/// A list in `folder` that may not say what holds in `whole`, which lies there or below.
fn strange(folder: &Path, whole: &Path) -> Option<PathBuf> {
    LISTS.iter().map(|name| folder.join(name)).find(|list| list.exists() && !governs::counts(whole, whole, list))
}

/// Why a folder cannot be walked: one of its lists is none.
fn fault(folder: &Path) -> Option<String> {
    let (list, reason) = LISTS.iter().map(|name| folder.join(name)).find_map(|list| wrong(&list).map(|reason| (list, reason)))?;
    Some(format!("{}: {reason}, so its folder is left out", list.display()))
}

fn wrong(list: &Path) -> Option<String> {
    let data = std::fs::metadata(list).ok()?;
    match data {
        data if !data.is_file() && !data.is_dir() => Some("not a file".to_owned()),
        data if data.len() > MAX_LIST => Some(format!("larger than {MAX_LIST} bytes")),
        _ => None,
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    fn names(below: &Below) -> Vec<String> {
        below.files.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_list_that_is_none_costs_its_folder_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["good", "pipe", "endless", "large"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join(format!("{name}.txt")), "").unwrap();
        }
        fs::write(folder.path().join(".gitignore"), "hidden.txt\n").unwrap();
        fs::write(folder.path().join("good/hidden.txt"), "").unwrap();
        assert!(std::process::Command::new("mkfifo").arg(folder.path().join("pipe/.gitignore")).status().unwrap().success());
        symlink("/dev/zero", folder.path().join("endless/.ignore")).unwrap();
        fs::File::create(folder.path().join("large/.gitignore")).unwrap().set_len(MAX_LIST + 1).unwrap();
        let found = below(folder.path());
        assert_eq!((names(&found), found.faults.len(), found.notes.len()), (vec!["good.txt".to_owned()], 3, 0), "{found:?}");
        assert_eq!(names(&below(&folder.path().join("good"))), ["good.txt"]);
        assert_eq!(below(&folder.path().join("pipe")).faults.len(), 1);
        fs::create_dir(folder.path().join("pipe/inner")).unwrap();
        assert_eq!(below(&folder.path().join("pipe/inner")).faults.len(), 1);
    }

    #[test]
    fn a_strangers_list_above_hides_nothing() {
        use std::os::unix::fs::{PermissionsExt, chown};
        let shared = tempfile::tempdir().unwrap();
        let mine = shared.path().join("mine");
        fs::create_dir(&mine).unwrap();
        fs::write(mine.join("a.txt"), "").unwrap();
        fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o1777)).unwrap();
        fs::write(shared.path().join(".ignore"), "*\n").unwrap();
        assert_eq!(names(&below(&mine)), [""; 0]);
        if chown(shared.path().join(".ignore"), Some(65534), None).is_err() {
            eprintln!("skipped: only root can give a file away");
            return;
        }
        for mode in [0o1777, 0o777] {
            fs::set_permissions(shared.path(), fs::Permissions::from_mode(mode)).unwrap();
            let found = below(&mine);
            assert_eq!((names(&found), found.notes.len()), (vec!["a.txt".to_owned()], 1), "{mode:o}");
            // It hides nothing beside itself either, whether that folder is named or lies below; nor where a link leads there.
            assert_eq!(names(&below(shared.path())), ["a.txt"], "{mode:o}");
            let outer = tempfile::tempdir().unwrap();
            symlink(&mine, outer.path().join("link")).unwrap();
            assert_eq!(names(&below(&outer.path().join("link"))), ["a.txt"], "{mode:o}");
        }
    }

    #[test]
    fn a_strangers_list_counts_for_nothing_in_a_folder_where_everybody_writes_and_others_go_on() {
        use std::os::unix::fs::{PermissionsExt, chown};
        let folder = tempfile::tempdir().unwrap();
        for place in ["a", "drop/inner", "e"] {
            fs::create_dir_all(folder.path().join(place)).unwrap();
        }
        for file in ["a/1.txt", "a/hidden.txt", "drop/2.txt", "drop/inner/3.txt", "e/4.txt", "e/hidden.txt"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        fs::write(folder.path().join(".gitignore"), "hidden.txt\n").unwrap();
        fs::write(folder.path().join("drop/.gitignore"), "*\n").unwrap();
        fs::set_permissions(folder.path().join("drop"), fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(names(&below(folder.path())), ["1.txt", "4.txt"], "one's own counts");
        if chown(folder.path().join("drop/.gitignore"), Some(65534), None).is_err() {
            eprintln!("skipped: only root can give a file away");
            return;
        }
        let found = below(folder.path());
        assert_eq!((names(&found), found.notes.len()), (["1.txt", "2.txt", "3.txt", "4.txt"].map(str::to_owned).to_vec(), 1));
    }
}
