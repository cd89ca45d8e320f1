//! The folder of `--cache`: what was read of sentences, kept between runs.
//!
//! Nothing depends on it but the time a run takes. So what cannot be read is as good as empty, and what cannot be written is a note. The
//! file is sealed with a [`key`] that lies elsewhere: whoever finds it can neither see whether a sentence that they guess was read, nor
//! make one that is believed.

mod key;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::terminal;
use crate::config::regular;
use crate::sourcing::Readings;
use crate::workspace::private;
use key::Key;

const FILE: &str = "readings.bin";
/// The line that backup programs look for.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of onrecord. It may be deleted.\n";
/// The largest file that is read: what [`Readings::bytes`] gives at most, sealed.
const MAX_SIZE: u64 = Readings::LIMIT as u64 + 1024;

/// The cache of a run; without a folder it does nothing.
pub struct Cache {
    open: Option<Open>,
}

struct Open {
    folder: PathBuf,
    key: Key,
    readings: Readings,
    /// As they were read.
    old: Vec<u8>,
}

impl Cache {
    /// Opens the cache in `folder`, which need not be there yet.
    pub fn open(folder: Option<&Path>) -> Cache {
        let open = folder.and_then(|folder| {
            read(folder).inspect_err(|reason| terminal::note(&format!("{}: the cache is not used: {reason}", folder.display()))).ok()
        });
        Cache { open }
    }

    /// What is known of sentences.
    pub fn readings(&self) -> Option<&Readings> {
        self.open.as_ref().map(|open| &open.readings)
    }

    /// Writes what is known, in one step, so that a run beside this one finds the old file or the new.
    pub fn save(&self) {
        let Some(open) = &self.open else { return };
        let new = open.readings.bytes();
        if new == open.old {
            return;
        }
        let written = open.key.seal(&new).map_err(io::Error::other).and_then(|sealed| write(&open.folder, &sealed));
        if let Err(error) = written {
            terminal::note(&format!("{}: the cache was not written: {error}", open.folder.display()));
        }
    }
}

fn read(folder: &Path) -> Result<Open, String> {
    let key = Key::find(folder)?;
    let path = folder.join(FILE);
    let old = match regular::read(&path, MAX_SIZE) {
        Ok(sealed) => key.open(&sealed).unwrap_or_else(|| {
            terminal::note(&format!("{}: made with another key or damaged, so it is made anew", path.display()));
            Vec::new()
        }),
        // What is above `a.txt/cache` is told when it is written.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Vec::new(),
        Err(error) => return Err(format!("{FILE}: {error}")),
    };
    Ok(Open { folder: folder.to_owned(), key, readings: Readings::new(&old), old })
}

fn write(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    // A folder that was there may hold other things, so only one of our own is marked.
    if !folder.exists() {
        fs::create_dir_all(folder)?;
        private::write(&folder.join("CACHEDIR.TAG"), TAG.as_bytes())?;
        private::write(&folder.join(".gitignore"), b"*\n")?;
    }
    private::sweep(folder);
    private::write(&folder.join(FILE), bytes)
}
