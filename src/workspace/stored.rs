//! Articles on disk, as an editor has them. Whatever the server knows of a file that is not open is read here, so that its places are those
//! that the editor counts when it opens the file.

use std::path::Path;

use crate::config::regular;
use crate::text::document::decode;

/// The text of the file at `path`, without the byte order mark, which editors take off; `None` if it has more than `most` bytes, cannot be
/// read, or is no text.
pub fn as_opened(path: &Path, most: u64) -> Option<String> {
    let mut text = decode(regular::read(path, most).ok()?).ok()?;
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let utf16 = |order: fn(u16) -> [u8; 2]| "\u{FEFF}é".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for (bytes, text) in [
            ("é".as_bytes().to_vec(), Some("é")),
            ("\u{FEFF}é".as_bytes().to_vec(), Some("é")),
            ("\u{FEFF}\u{FEFF}é".as_bytes().to_vec(), Some("\u{FEFF}é")),
            (utf16(u16::to_le_bytes), Some("é")),
            (utf16(u16::to_be_bytes), Some("é")),
            ("\u{FEFF}".as_bytes().to_vec(), Some("")),
            (b"\xe9".to_vec(), None),
            ("é, far too long".as_bytes().to_vec(), None),
        ] {
            std::fs::write(&path, &bytes).unwrap();
            assert_eq!(as_opened(&path, 10).as_deref(), text, "{bytes:?}");
        }
    }
}
