//! Ledgers that an editor can open. A ledger holds who said what, so it lies where its user alone can read it, in memory where the system has
//! such a folder, and only as long as it is open: it goes when its article or itself is closed, and all go with the session. A session
//! that was killed cannot remove its own; the next one does.

use std::collections::HashMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::TempDir;
use tower_lsp::ls_types::Uri;

use super::from_proto::uri_of;
use super::server::lock;
use crate::workspace::private;

/// How the names of the sessions' folders begin.
const PREFIX: &str = "session-";
/// The file that a session holds locked as long as it lives.
const LOCK: &str = "lock";
/// How the names of the pages begin, and how they end.
const PAGE: (&str, &str) = ("ledger-", ".md");

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
    // Where nothing would be written, what lies there is not ours: a link may lead to anybody's folders.
    for folder in folders().iter().filter(|folder| private::is_own(folder)) {
        for entry in entries(folder) {
            if entry.file_name().to_string_lossy().starts_with(PREFIX) {
                remove_if_left(&entry.path());
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
            session.folder.path().join(format!("{}{}{}", PAGE.0, session.count, PAGE.1))
        }
    };
    private::write(&path, ledger.as_bytes()).ok()?;
    session.pages.insert(article.as_str().to_owned(), path.clone());
    uri_of(&path)
}

/// Whether a document is a ledger of this session.
pub fn is_page(address: &Uri) -> bool {
    let session = lock(&SESSION);
    session.as_ref().is_some_and(|session| session.pages.values().any(|page| uri_of(page).as_ref() == Some(address)))
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
        // It is locked before it has its name, so that another server never finds it free.
        let held = private::draft(&folder.path().join(LOCK), &[])?;
        held.as_file().try_lock()?;
        let held = held.persist_noclobber(folder.path().join(LOCK))?;
        Ok(Session { folder, _lock: held, pages: HashMap::new(), count: 0 })
    }
}

/// Where sessions may keep their ledgers, the best place first.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [private::session_folder(), private::cache_folder()].into_iter().flatten().collect();
    folders.dedup();
    folders.iter().map(|folder| folder.join("onrecord")).collect()
}

fn entries(folder: &Path) -> impl Iterator<Item = fs::DirEntry> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

/// Removes a session whose lock nobody holds: what a session writes, and the folder when that was all. What has no lock of ours is no session.
fn remove_if_left(folder: &Path) {
    let alone = |data: &Metadata| private::is_private(data, 0o077);
    let Some(lock) = fs::symlink_metadata(folder).ok().filter(|data| data.is_dir() && alone(data)).and_then(|_| free_lock(folder)) else {
        return;
    };
    for entry in entries(folder) {
        let name = entry.file_name();
        let is_page =
            name.to_str().is_some_and(|name| name.strip_prefix(PAGE.0).and_then(|rest| rest.strip_suffix(PAGE.1)).is_some_and(is_count));
        if (is_page || private::is_draft(&name)) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
    // Some systems remove nothing that is open.
    drop(lock);
    let _ = fs::remove_file(folder.join(LOCK));
    let _ = fs::remove_dir(folder);
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The lock of a session if nobody holds it: an empty file that its user alone may read. `None` for whatever else has its name: to open a named
/// pipe would wait for ever.
fn free_lock(folder: &Path) -> Option<File> {
    let path = folder.join(LOCK);
    let is_ours = |data: Metadata| data.is_file() && data.len() == 0 && private::is_private(&data, 0o077);
    fs::symlink_metadata(&path).ok().filter(|data| is_ours(data.clone()))?;
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // It may have been replaced meanwhile.
        options.custom_flags((rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW).bits() as i32);
    }
    let lock = options.open(path).ok()?;
    (lock.metadata().is_ok_and(is_ours) && lock.try_lock().is_ok()).then_some(lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A session that was killed, with one page.
    fn killed(folder: &Path) -> PathBuf {
        let Session { folder, _lock, .. } = Session::begin(folder).unwrap();
        let path = folder.keep();
        fs::write(path.join("ledger-1.md"), "Marit Oru").unwrap();
        path
    }

    #[test]
    fn a_session_is_left_when_nobody_holds_its_lock() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::begin(folder.path()).unwrap();
        let own = session.folder.path().to_owned();
        remove_if_left(&own);
        assert!(own.join(LOCK).is_file() && free_lock(&own).is_none());
        drop(session);
        assert!(!own.exists());
        let left = killed(folder.path());
        // A page that was not in place yet goes too.
        fs::write(left.join(".onrecord-new-x"), "Marit Oru").unwrap();
        remove_if_left(&left);
        assert!(!left.exists());
    }

    #[test]
    fn only_what_a_session_wrote_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let left = killed(folder.path());
        for name in ["interview.txt", "ledger-.md", "ledger-of-may.md", "notes"] {
            fs::write(left.join(name), "mine").unwrap();
        }
        fs::create_dir(left.join("ledger-2.md")).unwrap();
        remove_if_left(&left);
        let mut names: Vec<_> = entries(&left).map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["interview.txt", "ledger-.md", "ledger-2.md", "ledger-of-may.md", "notes"]);
        // Without its lock it is no session.
        fs::write(left.join("ledger-1.md"), "mine").unwrap();
        remove_if_left(&left);
        assert!(left.join("ledger-1.md").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_ours_is_left_alone_and_not_waited_for() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let stays = |planted: &dyn Fn(&Path)| {
            let left = killed(folder.path());
            planted(&left);
            remove_if_left(&left);
            left.join("ledger-1.md").exists()
        };
        let lock = |left: &Path| left.join(LOCK);
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        assert!(!stays(&|_| ()));
        assert!(stays(&|left| {
            fs::remove_file(lock(left)).unwrap();
            assert!(std::process::Command::new("mkfifo").arg(lock(left)).status().unwrap().success());
        }));
        assert!(stays(&|left| {
            fs::rename(lock(left), left.join("other")).unwrap();
            symlink("other", lock(left)).unwrap();
        }));
        assert!(stays(&|left| {
            fs::remove_file(lock(left)).unwrap();
            fs::create_dir(lock(left)).unwrap();
        }));
        assert!(stays(&|left| fs::write(lock(left), "1234").unwrap()));
        assert!(stays(&|left| mode(&lock(left), 0o666)));
        assert!(stays(&|left| mode(left, 0o755)));
        // The folder itself is a link to a session elsewhere.
        let left = killed(folder.path());
        symlink(&left, folder.path().join("session-link")).unwrap();
        remove_if_left(&folder.path().join("session-link"));
        assert!(left.join("ledger-1.md").exists());
    }
}
