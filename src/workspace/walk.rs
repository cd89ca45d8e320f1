//! The files below a folder, by `.gitignore`. Its lists are read by a library that opens whatever has their name; so they are looked at before:
//! a named pipe would make it wait for ever, a link to a device would fill the memory, and one that a stranger put above the folder would
//! hide every article.

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
    let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
    // The library reads the lists above too, whether or not they count.
    if let Some(fault) = whole.ancestors().find_map(fault) {
        below.faults.push(fault);
        return below;
    }
    let mut above = whole.ancestors().skip(1).flat_map(|folder| LISTS.iter().map(move |name| folder.join(name)));
    let strange = above.find(|list| list.exists() && !governs::counts(&whole, &whole, list));
    if let Some(list) = &strange {
        let (list, root) = (list.display(), root.display());
        below.notes.push(format!("{list}: not used, nor any other list above {root}, since it is somebody else's"));
    }
    let left_out = Arc::new(Mutex::new(Vec::new()));
    let faults = left_out.clone();
    let walk = ignore::WalkBuilder::new(root)
        .require_git(false)
        // It would read what `.git` names, wherever that is.
        .git_exclude(false)
        .parents(strange.is_none())
        .sort_by_file_name(|a, b| a.cmp(b))
        .filter_entry(move |entry| match entry.file_type().filter(|kind| kind.is_dir()).and_then(|_| fault(entry.path())) {
            Some(fault) => {
                faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
                false
            }
            None => true,
        })
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => below.files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => below.faults.push(error.to_string()),
        }
    }
    below.faults.append(&mut left_out.lock().unwrap_or_else(PoisonError::into_inner));
    below
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
        let found = below(&mine);
        assert_eq!((names(&found), found.notes.len()), (vec!["a.txt".to_owned()], 1));
    }
}
