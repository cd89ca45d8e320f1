//! The key of the caches. Without it a cache is noise; so it never lies in the cache's folder, which may be kept by a build service or copied
//! by a cloud. It is the value of `ONRECORD_CACHE_KEY`, where that is set, else a file of the user's own that is made once.

use std::fs;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use crate::config::{regular, secret};
use crate::workspace::private;

/// Where a build service puts the key.
const VARIABLE: &str = "ONRECORD_CACHE_KEY";
/// The first bytes of a sealed file; the number counts the layouts there have been.
const MAGIC: &[u8] = b"onrecord sealed 1\n";
const NONCE: usize = 24;

/// What seals and opens a cache.
pub struct Key {
    cipher: XChaCha20Poly1305,
}

impl Key {
    /// The key of the cache in `folder`: that of the environment, else the user's own.
    pub fn find(folder: &Path) -> Result<Key, String> {
        let of_environment = secret::of_environment(VARIABLE, "onrecord cache key", "; unset it or run without --cache");
        of_environment.unwrap_or_else(|| own(folder)).map(|bytes| Key::of(&bytes))
    }

    fn of(bytes: &[u8; 32]) -> Key {
        Key { cipher: XChaCha20Poly1305::new(bytes.into()) }
    }

    /// `bytes` so that nobody without the key can read or change them.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|error| error.to_string())?;
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), bytes).map_err(|error| error.to_string())?;
        Ok([MAGIC, &nonce, &sealed].concat())
    }

    /// What was sealed; `None` if it was sealed with another key, or is damaged.
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.strip_prefix(MAGIC)?.split_first_chunk::<NONCE>()?;
        self.cipher.decrypt(&XNonce::from(*nonce), sealed).ok()
    }
}

/// The user's own key, made the first time.
fn own(cache: &Path) -> Result<[u8; 32], String> {
    let state = private::state_folder().ok_or_else(|| format!("there is no home folder for its key; set {VARIABLE}"))?.join("onrecord");
    let path = state.join("cache.key");
    let told = |error: std::io::Error| format!("its key {}: {error}", path.display());
    private::folder(&state).map_err(told)?;
    if fs::canonicalize(cache).is_ok_and(|cache| fs::canonicalize(&state).is_ok_and(|state| state.starts_with(cache))) {
        return Err(format!("its key {} would lie in it", path.display()));
    }
    private::make_key(&path).map_err(told)?;
    read(&path)
}

fn read(path: &PathBuf) -> Result<[u8; 32], String> {
    let wrong = |reason: &str| format!("its key {}: {reason}; delete it to have a new one", path.display());
    let metadata = fs::symlink_metadata(path).map_err(|error| wrong(&error.to_string()))?;
    if !metadata.is_file() || !private::is_private(&metadata, 0o077) {
        return Err(wrong("not a file of your own that only you may read"));
    }
    let bytes = regular::read(path, 32).map_err(|error| wrong(&error.to_string()))?;
    bytes.try_into().map_err(|_| wrong("not 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_alone_and_undamaged() {
        let (key, other) = (Key::of(&[1; 32]), Key::of(&[2; 32]));
        let sealed = key.seal(b"readings").unwrap();
        assert_eq!(key.open(&sealed).as_deref(), Some(&b"readings"[..]));
        assert_eq!(other.open(&sealed), None);
        assert_ne!(key.seal(b"readings").unwrap(), sealed, "the same readings look the same twice");
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert_eq!((key.open(&damaged), key.open(&sealed[..at])), (None, None), "{at}");
        }
    }
}
