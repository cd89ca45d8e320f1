//! What was read of the articles of an archive, kept from one session to the next in a database of the user's own.
//!
//! Names, roles and places of words are kept, and never the words: those are read from the article when they are shown. Whatever is kept can be
//! read again from the archive, so a database that is another program's, cut short or broken is made anew. It is open only while it is read or
//! written, so that several servers share it; each sees what was there when it began, and reads the rest itself.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;
use redb::{Database, DatabaseError, ReadableDatabase, ReadableTable, TableDefinition};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::private::{self, state_folder};
use super::{IndexedFile, defect};
use crate::prose::date::Date;
use crate::text::hex;

/// Counts the layouts there have been.
const LAYOUT: u32 = 1;
/// By path from the folder of the configuration.
const ARTICLES: TableDefinition<&str, &[u8]> = TableDefinition::new("articles");
/// What made it, and of which folder.
const ABOUT: TableDefinition<&str, &str> = TableDefinition::new("about");
/// How often a database is tried that another program has open, and how long is waited between.
const TRIES: (u32, Duration) = (40, Duration::from_millis(50));
/// Bytes of what is kept of one article, at most.
const LARGEST: u64 = 16 * 1024 * 1024;
/// Bytes of a database's cache.
const CACHE: usize = 8 * 1024 * 1024;

/// What is kept of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The file as it was, so that a change is seen without reading it.
    pub stamp: Stamp,
    /// What was read.
    pub file: IndexedFile,
}

/// A file's size in bytes and when it was written, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp(u64, u64);

impl Stamp {
    /// Of the file at `path`; `None` where there is none.
    pub fn of(path: &Path) -> Option<Stamp> {
        let data = std::fs::symlink_metadata(path).ok()?;
        let written = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Stamp(data.len(), written.as_nanos() as u64))
    }
}

/// Today, by the clock, in universal time.
pub fn today() -> Date {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    Date::of_days(days as u32)
}

/// What is to be written of the archives of the open folders, each by the folder of its configuration.
#[derive(Debug, Default)]
pub struct Archive {
    waiting: BTreeMap<PathBuf, BTreeMap<PathBuf, Option<Kept>>>,
}

impl Archive {
    /// Takes note of what is known of the article at `path`; `None`: nothing is kept of it.
    pub fn note(&mut self, folder: &Path, path: &Path, kept: Option<Kept>) {
        self.waiting.entry(folder.to_path_buf()).or_default().insert(path.to_path_buf(), kept);
    }

    /// How many articles wait.
    pub fn waiting(&self) -> usize {
        self.waiting.values().map(BTreeMap::len).sum()
    }

    /// Writes what waits, all of an archive or nothing; why that could not be done, and what was made anew.
    pub fn write(&mut self) -> Vec<String> {
        let waiting = std::mem::take(&mut self.waiting);
        let written = waiting.into_iter().map(|(folder, articles)| Store::of(&folder).and_then(|store| store.write(&articles)));
        written.filter_map(|written| written.unwrap_or_else(Some)).collect()
    }
}

/// The database of one archive.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    folder: PathBuf,
}

impl Store {
    /// The database of the archive of the configuration in `folder`.
    ///
    /// # Errors
    ///
    /// Why there can be none.
    pub fn of(folder: &Path) -> Result<Store, String> {
        let state = state_folder().ok_or("the archive is not kept: there is no folder for it")?.join("onrecord").join("archive");
        private::folder(&state).map_err(|error| format!("the archive is not kept: {error}"))?;
        let name = hex(&Sha256::digest(folder.as_os_str().as_encoded_bytes())[..12]);
        Ok(Store { path: state.join(name + ".redb"), folder: folder.to_path_buf() })
    }

    /// What is kept of all articles, with absolute paths.
    ///
    /// # Errors
    ///
    /// Why it cannot be read; a database that is broken or another program's is empty.
    pub fn read(&self) -> Result<Vec<Kept>, String> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        let Some(database) = self.open()? else { return Ok(Vec::new()) };
        let read = || -> Result<Vec<Kept>, redb::Error> {
            let transaction = database.begin_read()?;
            if transaction.open_table(ABOUT)?.get("made by")?.is_none_or(|made| made.value() != self.maker()) {
                return Ok(Vec::new());
            }
            let mut all = Vec::new();
            for entry in transaction.open_table(ARTICLES)?.iter()? {
                let (path, bytes) = entry?;
                all.push((self.folder.join(path.value()), bytes.value().to_vec()));
            }
            Ok(all.into_par_iter().filter_map(|(path, bytes)| unpacked(&bytes, path)).collect())
        };
        // Whatever is wrong in it, the next writing makes it anew.
        Ok(defect::guarded(read).ok().and_then(Result::ok).unwrap_or_default())
    }

    /// Writes these; what is to be told of it.
    fn write(&self, articles: &BTreeMap<PathBuf, Option<Kept>>) -> Result<Option<String>, String> {
        let written = match self.open()? {
            // Some of what is broken the library notices by a panic.
            Some(database) => defect::guarded(|| self.written(&database, articles)).unwrap_or(Err(Fault::Broken)),
            None => Err(Fault::Broken),
        };
        let written = match written {
            Err(Fault::Broken) => {
                std::fs::remove_file(&self.path).or_else(|error| match error.kind() {
                    std::io::ErrorKind::NotFound => Ok(()),
                    _ => Err(self.told(&error)),
                })?;
                let database = self.open()?.ok_or_else(|| self.told(&"it cannot be made anew"))?;
                let anew = || Some(format!("what was kept of the archive was broken, and is made anew: {}", self.path.display()));
                self.written(&database, articles).map(|()| anew())
            }
            written => written.map(|()| None),
        };
        written.map_err(|fault| match fault {
            Fault::Broken => self.told(&"it is broken"),
            Fault::Told(told) => self.told(&told),
        })
    }

    fn written(&self, database: &Database, articles: &BTreeMap<PathBuf, Option<Kept>>) -> Result<(), Fault> {
        let transaction = database.begin_write()?;
        {
            let mut about = transaction.open_table(ABOUT)?;
            let maker = self.maker();
            let same = about.get("made by")?.is_some_and(|made| made.value() == maker);
            if !same {
                transaction.delete_table(ARTICLES)?;
                about.insert("made by", maker.as_str())?;
            }
            let mut table = transaction.open_table(ARTICLES)?;
            for (path, kept) in articles {
                let Some(key) = path.strip_prefix(&self.folder).ok().and_then(Path::to_str) else { continue };
                match kept {
                    Some(kept) => {
                        table.insert(key, packed(kept)?.as_slice())?;
                    }
                    None => _ = table.remove(key)?,
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// The database, made where there is none; `None` where what is there is none.
    fn open(&self) -> Result<Option<Database>, String> {
        let (tries, pause) = TRIES;
        for _ in 0..tries {
            let opened = defect::guarded(|| Database::builder().set_cache_size(CACHE).create(&self.path));
            match opened {
                Ok(Ok(database)) => return Ok(Some(database)),
                Ok(Err(DatabaseError::DatabaseAlreadyOpen)) => sleep(pause),
                Ok(Err(DatabaseError::Storage(redb::StorageError::Io(error)))) if error.kind() != std::io::ErrorKind::InvalidData => {
                    return Err(self.told(&error));
                }
                Ok(Err(_)) | Err(_) => return Ok(None),
            }
        }
        Err(self.told(&"another onrecord holds it"))
    }

    /// Gives back what a large change left of empty space.
    ///
    /// # Errors
    ///
    /// Why that could not be done; then all is as before.
    pub fn tidy(&self) -> Result<(), String> {
        let Some(mut database) = self.open()? else { return Ok(()) };
        let tidied = defect::guarded(|| database.compact().map_err(|error| error.to_string()));
        tidied.and_then(|done| done).map(|_| ()).map_err(|fault| self.told(&fault))
    }

    /// Who may read it: this version, for this folder.
    fn maker(&self) -> String {
        format!("onrecord {} {LAYOUT} {}", env!("CARGO_PKG_VERSION"), self.folder.display())
    }

    fn told(&self, reason: &dyn std::fmt::Display) -> String {
        format!("the archive is not kept: {}: {reason}", self.path.display())
    }
}

fn packed(kept: &Kept) -> Result<Vec<u8>, Fault> {
    let bytes = postcard::to_stdvec(kept).map_err(|error| Fault::Told(error.to_string()))?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bytes).and_then(|()| encoder.finish()).map_err(|error| Fault::Told(error.to_string()))
}

/// What was packed; `None` where it is not.
fn unpacked(bytes: &[u8], path: PathBuf) -> Option<Kept> {
    let mut plain = Vec::new();
    DeflateDecoder::new(bytes).take(LARGEST).read_to_end(&mut plain).ok()?;
    let mut kept: Kept = postcard::from_bytes(&plain).ok()?;
    kept.file.path = path;
    Some(kept)
}

/// Why nothing was written.
enum Fault {
    /// The database is none; it can be made anew.
    Broken,
    Told(String),
}

impl<E: Into<redb::Error>> From<E> for Fault {
    fn from(error: E) -> Fault {
        match error.into() {
            redb::Error::Corrupted(_) | redb::Error::TableTypeMismatch { .. } | redb::Error::TypeDefinitionChanged { .. } => Fault::Broken,
            error => Fault::Told(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn kept(folder: &Path, name: &str) -> (PathBuf, Option<Kept>) {
        let path = folder.join(name);
        let text = format!("The harbour master, Marit Oru, spoke. “{name} is red,” she said.");
        std::fs::write(&path, &text).unwrap();
        let article = Article::analyze(Document::new(name, text, Format::Plain), Lexicon::shipped(), None);
        let file = IndexedFile::new(path.clone(), &article).stored();
        (path.clone(), Some(Kept { stamp: Stamp::of(&path).unwrap(), file }))
    }

    fn names(store: &Store) -> Vec<String> {
        let shown = |kept: Kept| kept.file.path.file_name().unwrap().to_string_lossy().into_owned();
        store.read().unwrap().into_iter().map(shown).collect()
    }

    #[test]
    fn what_was_kept_is_read_again_and_words_come_from_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { path: folder.path().join("a.redb"), folder: folder.path().to_path_buf() };
        assert_eq!(names(&store), [""; 0]);
        let articles: BTreeMap<_, _> = ["a.txt", "b.txt"].map(|name| kept(folder.path(), name)).into();
        store.write(&articles).unwrap();
        let read = store.read().unwrap();
        assert_eq!(read.iter().cloned().map(Some).collect::<Vec<_>>(), articles.values().cloned().collect::<Vec<_>>());
        let file = &read[0].file;
        assert!(file.text().is_some_and(|text| text.contains("a.txt is red")) && file.held().is_none());
        let bytes = std::fs::read(&store.path).unwrap();
        assert!(!bytes.windows(6).any(|bytes| bytes == b"is red"), "no words are kept");
        std::fs::write(&file.path, "The harbour mistress, Marit Oru, spoke. “a.txt is red,” she said.").unwrap();
        assert_eq!(file.text(), None, "another text than was read");
        store.write(&[(folder.path().join("a.txt"), None)].into()).unwrap();
        assert_eq!(names(&store), ["b.txt"]);
    }

    #[test]
    fn a_database_that_is_none_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { path: folder.path().join("a.redb"), folder: folder.path().to_path_buf() };
        let one: BTreeMap<_, _> = [kept(folder.path(), "a.txt")].into();
        store.write(&one).unwrap();
        let whole = std::fs::read(&store.path).unwrap();
        let mut turned = whole.clone();
        turned[whole.len() / 2..].reverse();
        for (what, bytes) in [("empty", &[][..]), ("a text", b"Marit Oru"), ("cut short", &whole[..whole.len() / 3]), ("turned", &turned)] {
            std::fs::write(&store.path, bytes).unwrap();
            let read = names(&store);
            assert!(read.is_empty() || read == ["a.txt"], "{what}");
            let told = store.write(&one).unwrap();
            assert!(told.is_none_or(|told| told.contains("made anew")), "{what}");
            assert_eq!(names(&store), ["a.txt"], "{what}");
        }
    }

    #[test]
    fn another_program_that_has_it_open_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store { path: folder.path().join("a.redb"), folder: folder.path().to_path_buf() };
        let one: BTreeMap<_, _> = [kept(folder.path(), "a.txt")].into();
        let held = store.open().unwrap().unwrap();
        std::thread::scope(|scope| {
            let written = scope.spawn(|| store.write(&one));
            sleep(Duration::from_millis(150));
            drop(held);
            written.join().unwrap().unwrap();
        });
        assert_eq!(names(&store), ["a.txt"]);
    }
}
