//! Words without case, accents and full stops: "Nicolás" and "NICOLAS", "U.S." and "US" are the same name.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A hash of the folded word; equal words have equal keys.
pub fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut length = 0u32;
    if word.is_ascii() {
        for byte in word.bytes().filter(|byte| *byte != b'.') {
            hasher.write_u32(u32::from(byte.to_ascii_lowercase()));
            length += 1;
        }
    } else {
        for c in folded(word) {
            hasher.write_u32(u32::from(c));
            length += 1;
        }
    }
    hasher.write_u32(length);
    hasher.finish()
}

/// The key of a name of several words, from theirs.
pub fn join(keys: impl Iterator<Item = u64>) -> u64 {
    keys.fold(0xA5A5, |hash, key| (hash ^ key).rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// The folded characters of a word.
pub fn folded(word: &str) -> impl Iterator<Item = char> {
    word.nfd().filter(|c| *c != '.' && !is_combining_mark(*c)).flat_map(char::to_lowercase).map(|c| match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        '’' | '‘' => '\'',
        '‑' => '-',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_stops_do_not_matter() {
        assert_eq!(key("Nicolás"), key("NICOLAS"));
        assert_eq!(key("U.S."), key("US"));
        assert_eq!(key("O’Oru"), key("O'Oru"));
        assert_ne!(key("Oru"), key("Orus"));
    }
}
