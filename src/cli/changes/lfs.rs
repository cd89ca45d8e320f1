//! Git LFS: a repository holds a pointer in the place of a text, and the text lies beside it, or on another machine. It is read where it lies
//! here; nothing is fetched, and no pointer is taken for an article.

use std::path::{Path, PathBuf};

use crate::config::regular;

/// How a pointer begins, whatever made it.
const BEGINS: &[u8] = b"version https://git-lfs.github.com/spec/v1";
/// The largest pointer, in bytes.
const MOST: usize = 1024;

/// What is told of a text that is not here.
pub const NOT_HERE: &str = "not fetched (Git LFS): what is here is a pointer to it; run git lfs pull";

/// Whether these bytes are a pointer.
pub fn is_pointer(bytes: &[u8]) -> bool {
    bytes.len() <= MOST && bytes.starts_with(BEGINS)
}

/// The text that a pointer stands for, in the store in `folder`, if it lies there; `None` of it where it has more than `most` bytes.
pub fn text(folder: &Path, pointer: &[u8], most: u64) -> Option<Option<Vec<u8>>> {
    let path = place(folder, pointer)?;
    let size = std::fs::metadata(&path).ok()?.len();
    if size > most {
        return Some(None);
    }
    regular::read(&path, most).ok().map(Some)
}

/// Where the store keeps it: by the hash of its bytes.
fn place(folder: &Path, pointer: &[u8]) -> Option<PathBuf> {
    let lines = std::str::from_utf8(pointer).ok()?.lines();
    let hash = lines.filter_map(|line| line.strip_prefix("oid sha256:")).map(str::trim).next()?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| folder.join(&hash[..2]).join(&hash[2..4]).join(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_known_and_leads_nowhere_else() {
        let hash = "a1".repeat(32);
        let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 5\n");
        assert!(is_pointer(pointer.as_bytes()) && !is_pointer(b"The version of the mayor.\n"));
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(text(folder.path(), pointer.as_bytes(), 9), None);
        let place = folder.path().join("a1/a1").join(&hash);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, "Quay.").unwrap();
        assert_eq!(text(folder.path(), pointer.as_bytes(), 9), Some(Some(b"Quay.".to_vec())));
        assert_eq!(text(folder.path(), pointer.as_bytes(), 4), Some(None));
        for wrong in ["../../../etc/passwd", &"é".repeat(32), ""] {
            assert_eq!(place_of(wrong), None);
        }
    }

    fn place_of(hash: &str) -> Option<PathBuf> {
        place(Path::new("/store"), format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\n").as_bytes())
    }
}
