//! The open buffers: text as the editor has it, versions, and edits in the negotiated encoding.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::{Rope, RopeSlice};
use tokio::sync::watch;
use tower_lsp::ls_types::{Position, Range, TextDocumentContentChangeEvent, Uri};

use super::from_proto::uri_of;
use crate::text::Encoding;
use crate::workspace::Analysis;

/// The newest analysis of a buffer and the state of the buffer it was made from.
#[derive(Debug, Clone, Default)]
pub struct Latest {
    /// The buffer's generation; 0 before the first analysis.
    pub generation: u64,
    /// `None` when it failed, which was logged.
    pub analysis: Option<Arc<Analysis>>,
}

/// The address of a file, and its version as the client counts, if it is open.
pub type Address = (Uri, Option<i32>);

/// One open buffer.
#[derive(Debug)]
pub struct Buffer {
    /// Its text.
    pub text: Rope,
    /// As the client counts.
    pub version: i32,
    /// As we count: grows with every change of the text or of what governs it, and no two texts of a session have the same.
    pub generation: u64,
    /// The client's word for its format.
    pub language: String,
    /// Where it is stored, as [`crate::workspace::place`] says it; `None` for buffers without a file.
    pub path: Option<PathBuf>,
    /// Which opening of the document this is; no other has the same.
    pub opening: u64,
    /// An analysis is under way.
    pub busy: bool,
    /// Where somebody is writing: the byte behind the last edit. `None` while the text is as it was opened or saved.
    pub writing: Option<u32>,
    /// The client is about to save the text by itself, while somebody may be in mid-sentence.
    pub saves_itself: bool,
    /// The newest analysis.
    pub latest: watch::Sender<Latest>,
    /// Told with every change of the text.
    pub edited: watch::Sender<()>,
}

impl Buffer {
    /// The newest analysis, which may be of an older text.
    pub fn analysis(&self) -> Option<Arc<Analysis>> {
        self.latest.borrow().analysis.clone()
    }

    /// Whether this is the analysis of the text as it is now.
    pub fn is_newest(&self, analysis: &Analysis) -> bool {
        let latest = self.latest.borrow();
        latest.generation == self.generation && latest.analysis.as_deref().is_some_and(|newest| std::ptr::eq(newest, analysis))
    }
}

/// All open buffers.
#[derive(Debug, Default)]
pub struct Documents {
    /// By address.
    pub open: HashMap<Uri, Buffer>,
    generation: u64,
}

impl Documents {
    /// Opens a buffer; one that is open already is replaced.
    pub fn open(&mut self, uri: Uri, path: Option<PathBuf>, language: String, version: i32, text: &str) {
        self.generation += 1;
        let (text, generation) = (Rope::from_str(text), self.generation);
        if let Some(buffer) = self.open.get_mut(&uri) {
            (buffer.text, buffer.version, buffer.generation, buffer.language) = (text, version, generation, language);
            (buffer.writing, buffer.saves_itself) = (None, false);
            buffer.edited.send_replace(());
            return;
        }
        let (latest, edited) = (watch::Sender::default(), watch::Sender::default());
        let buffer = Buffer {
            text,
            version,
            generation,
            language,
            path,
            opening: generation,
            busy: false,
            writing: None,
            saves_itself: false,
            latest,
            edited,
        };
        self.open.insert(uri, buffer);
    }

    /// Applies edits in order, as one change; `false` if the buffer is not open.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> bool {
        self.generation += 1;
        let Some(buffer) = self.open.get_mut(uri) else { return false };
        for change in changes {
            match change.range {
                Some(range) => buffer.writing = Some(replace(&mut buffer.text, range, &change.text, encoding)),
                None => {
                    buffer.writing = place_of_change(&buffer.text, &change.text).or(buffer.writing);
                    buffer.text = Rope::from_str(&change.text);
                }
            }
        }
        (buffer.version, buffer.generation) = (version, self.generation);
        buffer.edited.send_replace(());
        true
    }

    /// A buffer was saved. Whoever did it has done with writing, unless the client saves by itself; `true` where that is news.
    pub fn saved(&mut self, uri: &Uri) -> bool {
        let Some(buffer) = self.open.get_mut(uri) else { return false };
        if std::mem::take(&mut buffer.saves_itself) || buffer.writing.take().is_none() {
            return false;
        }
        self.generation += 1;
        buffer.generation = self.generation;
        true
    }

    /// Closes a buffer; returns where it is stored.
    pub fn close(&mut self, uri: &Uri) -> Option<PathBuf> {
        let closed = self.open.remove(uri);
        if self.open.capacity() > 4 * self.open.len() + 64 {
            self.open.shrink_to_fit();
        }
        closed.and_then(|buffer| buffer.path)
    }

    /// The buffer of a file, if it is open and has at most `most` bytes. A file that is open at several addresses is as it was edited last.
    pub fn at(&self, path: &Path, most: usize) -> Option<&Buffer> {
        self.find(path, most).map(|(_, buffer)| buffer)
    }

    /// Where edits of a file go: to its address, and, if it is open, for its version. Of an open file it is the client's own address: there
    /// are many ways to spell one, and the client may know but its own.
    pub fn address(&self, path: &Path) -> Option<Address> {
        let open = self.find(path, usize::MAX).map(|(uri, buffer)| (uri.clone(), Some(buffer.version)));
        open.or_else(|| Some((uri_of(path)?, None)))
    }

    fn find(&self, path: &Path, most: usize) -> Option<(&Uri, &Buffer)> {
        let all = self.open.iter().filter(|(_, buffer)| buffer.path.as_deref() == Some(path) && buffer.text.len_bytes() <= most);
        all.max_by_key(|(_, buffer)| (buffer.generation, buffer.opening))
    }

    /// Marks every buffer as in need of a new analysis.
    pub fn touch_all(&mut self) -> Vec<Uri> {
        self.generation += 1;
        for buffer in self.open.values_mut() {
            buffer.generation = self.generation;
        }
        self.open.keys().cloned().collect()
    }
}

/// Puts a text in the place of a range; the byte behind it.
fn replace(rope: &mut Rope, range: Range, text: &str, encoding: Encoding) -> u32 {
    let from = character(rope, range.start, encoding);
    let to = character(rope, range.end, encoding);
    let (from, to) = (from.min(to), from.max(to));
    rope.remove(from..to);
    rope.insert(from, text);
    (rope.char_to_byte(from) + text.len()) as u32
}

/// The byte behind what is new in a text that was sent whole; `None` if nothing is.
fn place_of_change(old: &Rope, new: &str) -> Option<u32> {
    let same = |one: &(u8, u8)| one.0 == one.1;
    let front = old.bytes().zip(new.bytes()).take_while(same).count();
    if front == old.len_bytes() && front == new.len() {
        return None;
    }
    let rest = (old.len_bytes() - front).min(new.len() - front);
    let back = old.bytes_at(old.len_bytes()).reversed().zip(new.bytes().rev()).take(rest).take_while(same).count();
    let mut place = new.len() - back;
    while !new.is_char_boundary(place) {
        place += 1;
    }
    Some(place as u32)
}

/// The character a position points at. Past the end of a line means its end, past the last line the end of the text; a column inside a
/// character means the start of it.
fn character(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_chars();
    }
    let words = without_end(rope.line(line));
    let column = position.character as usize;
    let inside = match encoding {
        Encoding::Utf8 => words.byte_to_char(column.min(words.len_bytes())),
        Encoding::Utf16 => words.utf16_cu_to_char(column.min(words.len_utf16_cu())),
        Encoding::Utf32 => column.min(words.len_chars()),
    };
    rope.line_to_char(line) + inside
}

fn without_end(line: RopeSlice) -> RopeSlice {
    let mut end = line.len_chars();
    while end > 0 && matches!(line.char(end - 1), '\n' | '\r') {
        end -= 1;
    }
    line.slice(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, from: (u32, u32), to: (u32, u32), with: &str, encoding: Encoding) -> String {
        let mut rope = Rope::from_str(text);
        let position = |(line, character)| Position { line, character };
        replace(&mut rope, Range { start: position(from), end: position(to) }, with, encoding);
        rope.to_string()
    }

    #[test]
    fn edits_count_in_the_negotiated_unit() {
        let text = "Ä 😀 teh end.\nx";
        assert_eq!(edited(text, (0, 5), (0, 8), "the", Encoding::Utf16), "Ä 😀 the end.\nx");
        assert_eq!(edited(text, (0, 8), (0, 11), "the", Encoding::Utf8), "Ä 😀 the end.\nx");
        assert_eq!(edited(text, (0, 4), (0, 7), "the", Encoding::Utf32), "Ä 😀 the end.\nx");
    }

    #[test]
    fn what_is_new_in_a_whole_text_is_found() {
        let place = |old: &str, new: &str| place_of_change(&Rope::from_str(old), new);
        assert_eq!(place("The ferry.", "The old ferry."), Some(8));
        assert_eq!((place("aa", "aaa"), place("aaa", "aa"), place("a", "a")), (Some(3), Some(2), None));
        assert_eq!((place("xö", "xü"), place("", "ab"), place("ab", "")), (Some(3), Some(2), Some(0)));
    }

    #[test]
    fn positions_out_of_bounds_are_clamped_to_line_and_text() {
        assert_eq!(edited("ab\r\ncd", (0, 99), (0, 99), "!", Encoding::Utf16), "ab!\r\ncd");
        assert_eq!(edited("ab\r\ncd", (7, 0), (9, 9), "!", Encoding::Utf16), "ab\r\ncd!");
        assert_eq!(edited("ab\rcd\u{2028}ef", (1, 3), (1, 3), "!", Encoding::Utf16), "ab\rcd\u{2028}!ef");
        assert_eq!(edited("😀", (0, 1), (0, 1), "!", Encoding::Utf16), "!😀");
        assert_eq!(edited("abc", (0, 2), (0, 1), "", Encoding::Utf8), "ac");
    }
}
