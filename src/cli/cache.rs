//! The folder of `--cache`: what was read of sentences, kept between runs.
//!
//! Nothing depends on it but the time a run takes. So what cannot be read is as good as empty, and what cannot be written is a warning.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::terminal;
use crate::sourcing::Readings;

const FILE: &str = "readings.bin";
/// The line that backup programs look for.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of onrecord. It may be deleted.\n";

/// The cache of a run; without a folder it does nothing.
pub struct Cache {
    open: Option<(PathBuf, Readings)>,
}

impl Cache {
    /// Opens the cache in `folder`, which need not be there yet.
    pub fn open(folder: Option<&Path>) -> Cache {
        let read = |folder: &Path| Readings::new(&fs::read(folder.join(FILE)).unwrap_or_default());
        Cache { open: folder.map(|folder| (folder.to_owned(), read(folder))) }
    }

    /// What is known of sentences.
    pub fn readings(&self) -> Option<&Readings> {
        self.open.as_ref().map(|(_, readings)| readings)
    }

    /// Writes what is known, in one step, so that a run beside this one finds the old file or the new.
    pub fn save(&self) {
        let Some((folder, readings)) = &self.open else { return };
        if let Err(error) = write(folder, &readings.bytes()) {
            terminal::note(&format!("{}: the cache was not written: {error}", folder.display()));
        }
    }
}

fn write(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(folder.join(FILE)).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    // A folder that was there may hold other things, so only one of our own is marked.
    if !folder.exists() {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("CACHEDIR.TAG"), TAG)?;
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    let new = folder.join(format!("{FILE}.{}", std::process::id()));
    fs::write(&new, bytes).and_then(|()| fs::rename(&new, folder.join(FILE))).inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}
