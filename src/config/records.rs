//! Finds and reads the records of a newsroom's notebook, in a folder beside its configuration.

use std::path::Path;
use std::sync::Arc;

use super::{below, regular};
use crate::reference::notebook::record::MAX_SIZE;
use crate::reference::notebook::{File, Notebook, PRIVATE};
use crate::text::document::decode;

/// The most records that are read.
const MOST: usize = 50_000;
/// How deep folders may lie in the notebook.
const DEEPEST: usize = 8;

/// Which records are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Those that anybody may see; what is private in them is forgotten.
    Public,
    /// All, with what is private: for hovers.
    Private,
}

/// The notebook in `folder`, below `base`; `None` where nobody named one.
pub fn read(base: &Path, named: Option<&str>, privacy: Privacy) -> Notebook {
    let Some(named) = named else { return Notebook::default() };
    let folder = base.join(named);
    let unreadable = |message: &str| {
        let mut notebook = Notebook::default();
        notebook.unreadable(folder.clone(), shown(base, &folder), message.to_owned());
        notebook
    };
    if !folder.is_dir() {
        return unreadable("the notebook of onrecord.toml is no folder");
    }
    if folder.canonicalize().ok().zip(base.canonicalize().ok()).is_none_or(|(folder, base)| !folder.starts_with(base)) {
        return unreadable("lies outside of the folder of onrecord.toml, so no record in it is read");
    }
    let enters = |name: &str, depth: usize| {
        let skipped = name.starts_with('.') || depth == 0 && name == PRIVATE && privacy == Privacy::Public;
        !skipped && depth < DEEPEST
    };
    let takes = |name: &str| {
        let name = name.to_lowercase();
        [".md", ".markdown"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with("readme")
    };
    let mut paths = below::files(&folder, enters, takes, MOST);
    let more = paths.len() > MOST;
    paths.truncate(MOST);
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        let private = path.strip_prefix(&folder).is_ok_and(|below| below.starts_with(PRIVATE));
        match regular::read(&path, MAX_SIZE)
            .map_err(|error| error.to_string())
            .and_then(|bytes| decode(bytes).map_err(|error| error.to_string()))
        {
            Ok(text) => files.push(File { shown: shown(base, &path), path, text: Arc::from(&*text), private }),
            Err(error) => faults.push((path, error)),
        }
    }
    let mut notebook = Notebook::new(files, privacy == Privacy::Private);
    if more {
        faults.push((folder.clone(), format!("holds more than {MOST} records; those beyond are not read")));
    }
    for (path, message) in faults {
        let shown = shown(base, &path);
        notebook.unreadable(path, shown, message);
    }
    notebook
}

/// Whether a path is that of a folder or leads below it; both with `/` between folders.
pub(super) fn lies_in(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// A path from the folder `base`, with `/` between folders.
pub(super) fn shown(base: &Path, path: &Path) -> String {
    let below = path.strip_prefix(base).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn a_folder_that_is_named_holds_records_alone() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "people/oru.md", "---\nname: Marit Oru\ncareful: a source\n---\n");
        write(folder.path(), "people/profile.md", "---\ntitle: The harbour master at home\n---\n\nThe ferry.\n");
        write(folder.path(), "people/private/holt.md", "---\nname: Dan Holt\n---\n");
        write(folder.path(), "people/README.md", "---\nname: no\n---\n");
        let names = |named, privacy| {
            let notebook = read(folder.path(), named, privacy);
            let names: Vec<String> = notebook.records().map(|record| format!("{}{}", record.shown, record.careful())).collect();
            (names, notebook.faults.iter().map(|fault| fault.shown.clone()).collect::<Vec<_>>())
        };
        let profile = vec!["people/profile.md".to_owned()];
        assert_eq!(names(None, Privacy::Private), (vec![], vec![]));
        assert_eq!(names(Some("people"), Privacy::Public), (vec!["people/oru.md".to_owned()], profile.clone()));
        let all = vec!["people/oru.mda source".to_owned(), "people/private/holt.md".to_owned()];
        assert_eq!(names(Some("people"), Privacy::Private), (all, profile));
        assert_eq!(names(Some("desk"), Privacy::Private), (vec![], vec!["desk".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_leads_out_is_not_read() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(other.path(), "oru.md", "---\nname: Marit Oru\n---\n");
        std::os::unix::fs::symlink(other.path(), folder.path().join("people")).unwrap();
        let notebook = read(folder.path(), Some("people"), Privacy::Private);
        assert_eq!((notebook.records().count(), notebook.faults.len()), (0, 1));
    }
}
