//! Ledgers that an editor can open. A ledger holds who said what, so it lies where its user alone can read it, in memory where the system has
//! such a folder, and only as long as it is open: it goes when its article or itself is closed, and all go with the session. A session
//! that was killed cannot remove its own; the next one does.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

use super::from_proto::uri_of;
use super::server::lock;
use crate::workspace::private;

/// How the names of the sessions' folders begin.
const PREFIX: &str = "session-";
/// The file that a session holds locked as long as it lives.
const LOCK: &str = "lock";
/// How long a session may take from making its folder to locking it.
const BEGINNING: Duration = Duration::from_secs(60);

/// The ledgers of this session.
static SESSION: Mutex<Option<Session>> = Mutex::new(None);

/// It is over: what is still under way writes nothing more.
static ENDED: AtomicBool = AtomicBool::new(false);

struct Session {
    folder: TempDir,
    /// Held until the session ends, however it ends.
    _lock: File,
    /// The page of each article, by the article's address.
    pages: HashMap<String, PathBuf>,
    count: usize,
}

/// Removes the ledgers of sessions that are no more.
pub fn remove_left() {
    for folder in folders() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let ours = entry.file_name().to_string_lossy().starts_with(PREFIX) && entry.file_type().is_ok_and(|kind| kind.is_dir());
            if ours && is_left(&entry.path()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// Removes the ledgers of this session.
pub fn end() {
    let mut session = lock(&SESSION);
    ENDED.store(true, Ordering::Release);
    *session = None;
}

/// Writes the ledger of the article at an address; the address of the page, `None` where it cannot be written.
pub fn write(article: &Uri, ledger: &str) -> Option<Uri> {
    let mut session = lock(&SESSION);
    if ENDED.load(Ordering::Acquire) {
        return None;
    }
    if session.is_none() {
        *session = folders().iter().find_map(|folder| Session::begin(folder).ok());
    }
    let session = session.as_mut()?;
    let path = match session.pages.get(article.as_str()) {
        Some(path) => path.clone(),
        None => {
            session.count += 1;
            session.folder.path().join(format!("ledger-{}.md", session.count))
        }
    };
    private::write(&path, ledger.as_bytes()).ok()?;
    session.pages.insert(article.as_str().to_owned(), path.clone());
    uri_of(&path)
}

/// An article or a ledger was closed in the editor: the ledger goes.
pub fn closed(address: &Uri) {
    let mut session = lock(&SESSION);
    let Some(session) = session.as_mut() else { return };
    session.pages.retain(|article, page| {
        let stays = article != address.as_str() && uri_of(page).as_ref() != Some(address);
        if !stays {
            let _ = fs::remove_file(page);
        }
        stays
    });
}

impl Session {
    fn begin(folder: &Path) -> io::Result<Session> {
        private::folder(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(folder)?;
        let held = OpenOptions::new().write(true).create_new(true).open(folder.path().join(LOCK))?;
        held.try_lock()?;
        Ok(Session { folder, _lock: held, pages: HashMap::new(), count: 0 })
    }
}

/// Where sessions may keep their ledgers, the best place first.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [private::session_folder(), private::cache_folder()].into_iter().flatten().collect();
    folders.dedup();
    folders.iter().map(|folder| folder.join("onrecord")).collect()
}

/// Whether a session's folder was left: nobody holds its lock.
fn is_left(folder: &Path) -> bool {
    match OpenOptions::new().write(true).open(folder.join(LOCK)) {
        Ok(held) => held.try_lock().is_ok(),
        // It may be about to be locked.
        Err(_) => fs::metadata(folder).and_then(|data| data.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age > BEGINNING)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_left_when_nobody_holds_its_lock() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::begin(folder.path()).unwrap();
        let own = session.folder.path().to_owned();
        assert!(own.join(LOCK).is_file() && !is_left(&own));
        let Session { folder: kept, _lock, .. } = session;
        drop(_lock);
        assert!(is_left(&own));
        drop(kept);
        assert!(!own.exists());
        let beginning = folder.path().join("session-new");
        fs::create_dir(&beginning).unwrap();
        assert!(!is_left(&beginning));
    }
}
