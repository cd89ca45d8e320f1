//! What lies inside the open folders, whatever links and `..` a path leads through: nothing else is edited for an article, or linked to.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Whether `path` lies inside one of `roots`, absolute paths, as it is written and where it leads. What is not there lies where it would be
/// created.
pub fn is_inside(path: &Path, roots: &[PathBuf]) -> bool {
    // Asked first, so that no path of an article makes the system look outside, where another machine may be asked.
    let written = plain(path);
    let Some(written) = written.filter(|written| roots.iter().any(|root| written.starts_with(root))) else { return false };
    let Some(real) = real(&written) else { return false };
    roots.iter().any(|root| root.canonicalize().is_ok_and(|root| real.starts_with(root)))
}

/// Whether nothing is at `path` yet and it lies inside one of `roots`.
pub fn may_be_created(path: &Path, roots: &[PathBuf]) -> bool {
    std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound) && is_inside(path, roots)
}

/// The path of a file in one of `roots`, absolute paths, as one finds it who follows no links below them: of all the ways that links lead to
/// a file the same one. `None` for what lies outside or in a hidden folder, where nobody looks.
pub fn place(path: &Path, roots: &[PathBuf]) -> Option<PathBuf> {
    let real = real(path)?;
    let below = |root: &PathBuf| Some(root.join(real.strip_prefix(root.canonicalize().ok()?).ok()?));
    let hidden = |place: &Path, root: &Path| {
        let below = place.strip_prefix(root).into_iter().flat_map(Path::components);
        below.into_iter().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
    };
    roots.iter().find_map(|root| below(root).filter(|place| !hidden(place, root)))
}

/// An absolute path without `.` and `..`.
pub fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if !plain.pop() => return None,
            Component::ParentDir | Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain.is_absolute().then_some(plain)
}

/// Where a path leads; of what is not there, where its folder does. `None` for a link that leads nowhere.
fn real(path: &Path) -> Option<PathBuf> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => path.canonicalize().ok(),
        Err(_) => Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?)),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_parents_are_followed_before_it_is_said() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (root, outside) = (folder.path(), other.path());
        fs::create_dir(root.join("news")).unwrap();
        for file in [root.join("a"), outside.join("b")] {
            fs::write(file, "").unwrap();
        }
        symlink(outside, root.join("out")).unwrap();
        symlink(root.join("news"), root.join("in")).unwrap();
        symlink(outside.join("new"), root.join("nowhere")).unwrap();
        let roots = [root.to_owned()];
        for (path, inside) in [
            (root.join("a"), true),
            (root.join("news/../a"), true),
            (root.join("in/new"), true),
            (root.join("new"), true),
            (root.to_owned(), true),
            (root.join("../x"), false),
            (root.join("out/b"), false),
            (root.join("out/new"), false),
            (root.join("nowhere"), false),
            (outside.join("b"), false),
            ("a".into(), false),
            ("/..".into(), false),
        ] {
            assert_eq!(is_inside(&path, &roots), inside, "{}", path.display());
        }
        assert!(!is_inside(&root.join("a"), &[]));
        assert!(may_be_created(&root.join("new"), &roots) && !may_be_created(&root.join("a"), &roots));
    }

    #[test]
    fn a_file_has_one_place_however_links_lead_to_it() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (root, outside) = (folder.path(), other.path());
        for inner in ["news", "desk", ".store"] {
            fs::create_dir(root.join(inner)).unwrap();
        }
        for file in [root.join("news/a"), root.join(".store/s"), outside.join("b")] {
            fs::write(file, "").unwrap();
        }
        symlink(root.join("news"), root.join("in")).unwrap();
        symlink("news/a", root.join("l")).unwrap();
        symlink("l", root.join("ll")).unwrap();
        symlink(".store/s", root.join("s")).unwrap();
        symlink(root, outside.join("back")).unwrap();
        symlink(outside, root.join("out")).unwrap();
        symlink(outside.join("b"), root.join("news/b")).unwrap();
        symlink("nothing", root.join("nowhere")).unwrap();
        let a = Some(root.join("news/a"));
        for (path, expected) in [
            (root.join("news/a"), a.clone()),
            (root.join("in/a"), a.clone()),
            (root.join("l"), a.clone()),
            (root.join("ll"), a.clone()),
            (outside.join("back/in/a"), a.clone()),
            (root.join("in/gone"), Some(root.join("news/gone"))),
            (root.join("out/back/ll"), a),
            (root.join("out/b"), None),
            (root.join("in/b"), None),
            (root.join("s"), None),
            (root.join("nowhere"), None),
            (root.join("no/folder"), None),
            (outside.join("b"), None),
        ] {
            assert_eq!(place(&path, &[root.to_owned()]), expected, "{}", path.display());
        }
        // The open folder itself may be a link; of two that hold a file the first one counts.
        let roots = [outside.join("back"), root.join("news")];
        assert_eq!(place(&root.join("in/a"), &roots), Some(outside.join("back/news/a")));
        assert_eq!(place(&root.join("in/a"), &[root.join("desk"), root.join("in")]), Some(root.join("in/a")));
    }
}
