//! Keys that a build service, or a desk that shares something, hands in by the environment.

use sha2::{Digest, Sha256};

/// A value with fewer characters may be guessed.
const LEAST: usize = 32;

/// The key that `variable` holds, for one `purpose`: the same value gives another key for each. `None` where it is not set.
///
/// # Errors
///
/// That it is empty (`or` says what else would do), not UTF-8, or may be guessed.
pub fn of_environment(variable: &str, purpose: &str, or: &str) -> Option<Result<[u8; 32], String>> {
    match std::env::var(variable) {
        Err(std::env::VarError::NotPresent) => None,
        Err(std::env::VarError::NotUnicode(_)) => Some(Err(format!("{variable} is not UTF-8"))),
        Ok(value) if value.trim().is_empty() => {
            Some(Err(format!("{variable} is set and empty (some services hand no secrets to foreign branches){or}")))
        }
        Ok(value) if value.chars().count() < LEAST => {
            Some(Err(format!("{variable} has fewer than {LEAST} characters and could be guessed")))
        }
        Ok(value) => Some(Ok(Sha256::new().chain_update(purpose).chain_update("\n").chain_update(value).finalize().into())),
    }
}
