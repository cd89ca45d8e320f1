//! Files of the user's own that are changed: an article that is fixed, a configuration, a baseline. Each is put in place whole, with the rights
//! that it had, and only if it still is what was read.

use std::fs;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;

use crate::config::regular;
use crate::workspace::private::own_draft;

/// Writes the file at `path`, which held `before` when it was read; `None`: nothing was there. What a link leads to is written, not the link.
///
/// # Errors
///
/// What the system says, or that the file is not what was read any more; then nothing was written.
pub fn replace(path: &Path, before: Option<&[u8]>, bytes: &[u8]) -> Result<()> {
    let real = match before {
        Some(_) => path.canonicalize()?,
        None => path.to_path_buf(),
    };
    let Some(before) = before else {
        if fs::symlink_metadata(&real).is_ok() {
            return Err(changed());
        }
        let mut file = own_draft(&real)?;
        file.write_all(bytes)?;
        file.persist_noclobber(&real)?;
        return Ok(());
    };
    let rights = fs::metadata(&real)?.permissions();
    if rights.readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it may not be written"));
    }
    let mut file = own_draft(&real)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(rights)?;
    // Asked last, when all that takes time is done.
    match regular::read(&real, before.len() as u64) {
        Ok(now) if now == before => {}
        Ok(_) => return Err(changed()),
        Err(error) if matches!(error.kind(), ErrorKind::FileTooLarge | ErrorKind::NotFound) => return Err(changed()),
        Err(error) => return Err(error),
    }
    file.persist(&real)?;
    Ok(())
}

fn changed() -> Error {
    Error::other("it was changed by somebody else meanwhile, so nothing was written")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_file_is_replaced_whole_with_its_rights_and_through_links() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("link"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a", &link).unwrap();
        replace(&link, Some(b"old"), b"new and longer").unwrap();
        assert!(link.is_symlink());
        assert_eq!((fs::read(&path).unwrap(), fs::metadata(&path).unwrap().mode_bits()), (b"new and longer".to_vec(), 0o640));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    trait Bits {
        fn mode_bits(&self) -> u32;
    }

    impl Bits for fs::Metadata {
        fn mode_bits(&self) -> u32 {
            self.permissions().mode() & 0o777
        }
    }

    #[test]
    fn what_somebody_else_changed_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert!(replace(&path, Some(b"old"), b"new").is_err());
        replace(&path, None, b"first").unwrap();
        for before in [None, Some(&b"old"[..]), Some(b"firs"), Some(b"first and more")] {
            let told = replace(&path, before, b"new").unwrap_err().to_string();
            assert!(told.contains("changed by somebody else"), "{told}");
        }
        assert_eq!(fs::read(&path).unwrap(), b"first");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(replace(&path, Some(b"first"), b"new").unwrap_err().to_string(), "it may not be written");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
