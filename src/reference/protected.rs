//! Names that must not appear: of sources, complainants, whoever a court protects. The list holds keyed hashes only, and the key lies elsewhere: whoever
//! has the list, a cache or a report without the key cannot tell whether a name that they guess is on it.

use std::ops::Range;

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::hex;

/// The most words of a name.
pub const LONGEST: usize = 4;
/// Bytes of a hash that are kept.
const BYTES: usize = 16;

/// What goes into every hash.
pub type Key = [u8; 32];
/// A name, hashed with the key.
pub type Hash = [u8; BYTES];

/// The protected names of a desk.
#[derive(Debug, Clone, Default)]
pub struct Protected {
    key: Key,
    hashes: FxHashSet<Hash>,
    /// Why they cannot be looked for.
    pub fault: Option<String>,
}

/// A word of a text: its bytes, and how it is compared.
struct Word {
    span: Range<usize>,
    plain: String,
}

impl Protected {
    /// The names of some hashes.
    pub fn new(key: Key, hashes: impl IntoIterator<Item = Hash>) -> Protected {
        Protected { key, hashes: hashes.into_iter().collect(), fault: None }
    }

    /// The names themselves, for tests.
    pub fn of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Protected {
        let key = [7; 32];
        Protected::new(key, names.into_iter().filter_map(|name| hash(&key, name)))
    }

    /// That the names cannot be looked for.
    pub fn unreadable(fault: String) -> Protected {
        Protected { fault: Some(fault), ..Protected::default() }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Where a text holds a protected name, in bytes: in any case, with or without accents, the family name first or last, joined by spaces, hyphens,
    /// underscores or marks.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let words = words(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + LONGEST) {
                let span = words[start].span.start..words[end - 1].span.end;
                let mut parts: Vec<&str> = words[start..end].iter().map(|word| word.plain.as_str()).collect();
                if self.hashes.contains(&digest(&self.key, &mut parts)) && found.last().is_none_or(|last| last.end <= span.start) {
                    found.push(span);
                }
            }
        }
        found
    }
}

/// The hash of a name; `None` of what has no letters, fewer than three, or too many words.
pub fn hash(key: &Key, name: &str) -> Option<Hash> {
    let words = words(name);
    let mut parts: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let letters: usize = parts.iter().map(|part| part.chars().filter(|c| c.is_alphabetic()).count()).sum();
    (letters >= 3 && parts.len() <= LONGEST).then(|| digest(key, &mut parts))
}

/// What tells a key from another without telling the key.
pub fn check_of(key: &Key) -> String {
    let digest = Sha256::new().chain_update(key).chain_update(b"onrecord protected names\n").finalize();
    hex(&digest[..8])
}

fn digest(key: &Key, parts: &mut [&str]) -> Hash {
    parts.sort_unstable();
    let mut hash = Sha256::new().chain_update(key);
    for part in parts.iter() {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut kept = [0; BYTES];
    kept.copy_from_slice(&hash.finalize()[..BYTES]);
    kept
}

/// The words of a text: letters and digits without accents, in lower case; "DanHolt" is two.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<usize> = None;
    let mut lower = false;
    let mut close = |open: &mut Option<usize>, end: usize| {
        if let Some(start) = open.take() {
            let plain: String = text[start..end].nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
            // The "s" of "Holt's" is no word of a name.
            if plain != "s" {
                words.push(Word { span: start..end, plain });
            }
        }
    };
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || is_combining_mark(c);
        if !inside || lower && c.is_uppercase() {
            close(&mut open, at);
        }
        if inside {
            open.get_or_insert(at);
        }
        lower = c.is_lowercase();
    }
    close(&mut open, text.len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_written_and_nothing_else() {
        let protected = Protected::of_names(["Marit Örú", "Dan Holt-Vik"]);
        for text in [
            "Marit Oru left.",
            "ORU, Marit",
            "marit_oru.jpg",
            "MaritOru",
            "Marit\u{a0}Örú’s boat",
            "by marit-oru (2)",
            "Dan Holt Vik",
            "Holt-Vik, Dan",
        ] {
            assert_eq!(protected.find(text).len(), 1, "{text}");
        }
        for text in ["Marit left. Oru stayed.", "Marit Orup", "Dan Holt", "Marit and Oru", ""] {
            assert!(protected.find(text).is_empty(), "{text}");
        }
        let text = "Then Marit Örú left.";
        assert_eq!(&text[protected.find(text)[0].clone()], "Marit Örú");
    }

    #[test]
    fn a_hash_depends_on_the_key_and_not_on_the_order() {
        let (one, other) = ([1; 32], [2; 32]);
        assert_eq!(hash(&one, "Marit Oru"), hash(&one, "Oru, Marit"));
        assert_ne!(hash(&one, "Marit Oru"), hash(&other, "Marit Oru"));
        assert_eq!((hash(&one, "  "), hash(&one, "A. B."), hash(&one, "one two three four five")), (None, None, None));
        assert_ne!(check_of(&one), check_of(&other));
    }
}
