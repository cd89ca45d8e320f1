//! Files of the program's own: pages, ledgers, keys. They lie where only their user may read them, and are put in place whole, so that
//! nobody can plant a link at a name that is about to be written, and a run that is killed leaves the old file or the new.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the name of a file begins that is not in place yet.
const NEW: &str = ".onrecord-new-";
/// A file that is older and not in place yet was left by a run that was killed.
const LEFT: Duration = Duration::from_secs(3600);

pub use crate::config::places::{cache_folder, folder_of, state_folder};

/// Where what ends with the session is kept: in memory where the system has such a folder.
pub fn session_folder() -> Option<PathBuf> {
    crate::config::places::absolute("XDG_RUNTIME_DIR").filter(|folder| is_own(folder)).or_else(cache_folder)
}

/// Sees to it that `folder` is there, is the user's own and can be read and written by nobody else.
///
/// # Errors
///
/// What the system says, or that the folder is somebody else's.
pub fn folder(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    if !is_own(folder) {
        let message = format!("{} is a link, belongs to somebody else or can be written by others", folder.display());
        return Err(Error::new(ErrorKind::PermissionDenied, message));
    }
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Whether a folder is none that a link leads to, belongs to the user and can be written by nobody else. One that is not there is none.
pub fn is_own(folder: &Path) -> bool {
    let Ok(metadata) = fs::symlink_metadata(folder) else { return false };
    metadata.is_dir() && is_private(&metadata, 0o022)
}

/// Whether what is described belongs to the user and grants others nothing of `rights`.
#[cfg(unix)]
pub fn is_private(metadata: &fs::Metadata, rights: u32) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & rights == 0
}

/// Whether what is described is the user's alone; the user's folders are, on this system.
#[cfg(not(unix))]
pub fn is_private(_: &fs::Metadata, _: u32) -> bool {
    true
}

/// Writes a file that only its user may read, in one step: whoever reads it finds the old one or the new. A link in its place is replaced, not
/// followed.
///
/// # Errors
///
/// What the system says; then nothing is left behind.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    draft(path, bytes)?.persist(path)?;
    Ok(())
}

/// Writes a file as [`write()`] does, unless something is there already.
///
/// # Errors
///
/// [`ErrorKind::AlreadyExists`], or what else the system says.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    draft(path, bytes)?.persist_noclobber(path)?;
    Ok(())
}

/// Writes 32 bytes by chance to `path`, unless there is a file; whether it did.
///
/// # Errors
///
/// What the system says.
pub fn make_key(path: &Path) -> Result<bool> {
    if path.exists() {
        return Ok(false);
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(Error::other)?;
    match write_new(path, &bytes) {
        // A run beside this one was first.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        written => written.map(|()| true),
    }
}

/// A file that is not in place at `path` yet; it is removed when it is dropped.
///
/// # Errors
///
/// What the system says; then nothing is left behind.
pub fn draft(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile> {
    // It is created under a name that nobody can know before, readable by the user alone, and removed unless it is put in place.
    let mut file = tempfile::Builder::new().prefix(NEW).tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// An empty draft of a file of the user's own, which is like any other: the mask of its user says who may read it.
///
/// # Errors
///
/// What the system says; then nothing is left behind.
pub fn own_draft(path: &Path) -> Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(NEW);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder_of(path))
}

/// Whether a file is called like one that is not in place yet.
pub fn is_draft(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with(NEW)
}

/// Removes what a run that was killed did not put in place.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let left = || entry.metadata().ok()?.modified().ok()?.elapsed().ok().filter(|age| *age > LEFT);
        if is_draft(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_file()) && left().is_some() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_in_its_place_is_replaced_and_not_followed() {
        let there = tempfile::tempdir().unwrap();
        let (target, page) = (there.path().join("mine"), there.path().join("page"));
        fs::write(&target, "mine").unwrap();
        symlink(&target, &page).unwrap();
        write(&page, b"page").unwrap();
        assert_eq!((fs::read(&target).unwrap(), fs::read(&page).unwrap()), (b"mine".to_vec(), b"page".to_vec()));
        assert_eq!(fs::symlink_metadata(&page).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(write_new(&page, b"other").unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!((fs::read(&page).unwrap(), fs::read_dir(there.path()).unwrap().count()), (b"page".to_vec(), 2));
    }

    #[test]
    fn a_folder_is_the_users_alone_or_not_used() {
        let there = tempfile::tempdir().unwrap();
        let own = there.path().join("a/b");
        folder(&own).unwrap();
        assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
        fs::set_permissions(&own, fs::Permissions::from_mode(0o755)).unwrap();
        folder(&own).unwrap();
        assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
        fs::set_permissions(&own, fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(folder(&own).unwrap_err().kind(), ErrorKind::PermissionDenied);
        symlink(there.path(), there.path().join("link")).unwrap();
        assert_eq!(folder(&there.path().join("link")).unwrap_err().kind(), ErrorKind::PermissionDenied);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_when_it_is_old() {
        let there = tempfile::tempdir().unwrap();
        let old = std::time::SystemTime::now() - 2 * LEFT;
        for (name, age) in [(".onrecord-new-a", Some(old)), (".onrecord-new-b", None), ("other", Some(old))] {
            let file = fs::File::create(there.path().join(name)).unwrap();
            if let Some(age) = age {
                file.set_modified(age).unwrap();
            }
        }
        sweep(there.path());
        let mut names: Vec<_> = fs::read_dir(there.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".onrecord-new-b", "other"]);
    }
}
