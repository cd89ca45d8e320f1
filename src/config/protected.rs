//! Reads the list of protected names that a configuration names, and the key without which it is noise.

use std::path::{Path, PathBuf};

use super::{places, regular, secret};
use crate::reference::protected::{self, Hash, Key, Protected};

/// Where a build service, or a desk that shares a list, puts the key.
pub const VARIABLE: &str = "ONRECORD_PROTECTED_KEY";
/// The first line of a list; the number counts the layouts there have been.
pub const HEAD: &str = "# onrecord protected names 1";
/// The largest list that is read, in bytes: some hundred thousand names.
const MAX_SIZE: u64 = 4 * 1024 * 1024;

/// Where the file of the user's own key lies; `None` where they have no such folder.
pub fn key_file() -> Option<PathBuf> {
    places::state_folder().map(|state| state.join("onrecord").join("protected.key"))
}

/// The key: that of the environment, else the user's own.
///
/// # Errors
///
/// That there is none, or what is wrong with it.
pub fn key() -> Result<Key, String> {
    secret::of_environment(VARIABLE, "onrecord protected key", "").unwrap_or_else(|| {
        let path = key_file().ok_or_else(|| format!("there is no home folder for its key; set {VARIABLE}"))?;
        let none = || format!("its key is not here; set {VARIABLE} to the one it was made with");
        let bytes = regular::read(&path, 32).map_err(|_| none())?;
        bytes.try_into().map_err(|_| "its key is not 32 bytes".to_owned())
    })
}

/// The list that `named` names, from the folder of the configuration; `~/` is the user's home.
pub fn file(base: &Path, named: &str) -> PathBuf {
    match named.strip_prefix("~/").zip(std::env::home_dir()) {
        Some((below, home)) => home.join(below),
        None => base.join(named),
    }
}

/// Reads the list.
pub fn read(base: &Path, named: &str) -> Protected {
    let read = regular::read(&file(base, named), MAX_SIZE).map_err(|error| error.to_string());
    let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned()));
    let list = text.and_then(|text| parse(&text)).and_then(|(check, hashes)| {
        let key = key()?;
        if !hashes.is_empty() && protected::check_of(&key) != check {
            return Err("made with another key than the one at hand".to_owned());
        }
        Ok(Protected::new(key, hashes))
    });
    list.unwrap_or_else(Protected::unreadable)
}

/// A list's check of its key, and its hashes.
///
/// # Errors
///
/// The line that is none.
pub fn parse(text: &str) -> Result<(String, Vec<Hash>), String> {
    let mut lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    if lines.next().is_none_or(|(_, line)| line != HEAD) {
        return Err("no list of protected names; `onrecord protect add` makes one".to_owned());
    }
    let (mut check, mut hashes) = (String::new(), Vec::new());
    for (at, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
        match line.strip_prefix("key ") {
            Some(told) => told.clone_into(&mut check),
            None => hashes.push(hash_of(line).ok_or_else(|| format!("line {}: no hash", at + 1))?),
        }
    }
    Ok((check, hashes))
}

/// The hash of 32 hexadecimal digits.
fn hash_of(line: &str) -> Option<Hash> {
    let bytes: Option<Vec<u8>> = (0..line.len() / 2).map(|at| u8::from_str_radix(line.get(at * 2..at * 2 + 2)?, 16).ok()).collect();
    bytes.filter(|_| line.len() == 32)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_what_is_none_is_told() {
        let hash = "00112233445566778899aabbccddeeff";
        assert_eq!(parse(&format!("{HEAD}\n# note\nkey ab\n{hash}\n")).map(|(key, hashes)| (key, hashes.len())), Ok(("ab".to_owned(), 1)));
        assert!(parse("Marit Oru\n").is_err_and(|error| error.contains("no list") && !error.contains("Oru")));
        assert_eq!(parse(&format!("{HEAD}\nMarit Oru\n")), Err("line 2: no hash".to_owned()));
        assert!(parse(&format!("{HEAD}\n{}\n", "é".repeat(16))).is_err());
    }
}
