//! Finds the articles of an archive and reads the corrections in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem;
use rayon::prelude::*;

use super::{below, records, regular};
use crate::prose::{Prose, Role};
use crate::reference::corrections::{Correction, Corrections, of_note};
use crate::text::document::decode;
use crate::text::{Document, Format};

/// How deep folders may lie in an archive.
const DEEPEST: usize = 16;
/// What a note has at least one of; most articles have none and are read no further.
const SIGNS: [&[u8]; 3] = [b"orrect", b"ORRECT", b"mended"];

/// The corrections in an archive, read when they are first asked for.
#[derive(Debug, Default)]
pub struct Archived {
    base: PathBuf,
    folders: Vec<String>,
    largest: u64,
    known: Mutex<Option<Known>>,
}

/// What each article has, and all of it.
#[derive(Debug, Default)]
struct Known {
    by_file: BTreeMap<PathBuf, Vec<Correction>>,
    all: Arc<Corrections>,
}

impl Archived {
    /// Of these folders below `base`; files of more than `largest` bytes are left out.
    pub fn new(base: &Path, folders: Vec<String>, largest: u64) -> Archived {
        Archived { base: base.to_path_buf(), folders, largest, known: Mutex::default() }
    }

    /// Whether a path from `base` lies in one of the folders.
    pub fn holds(&self, path: &str) -> bool {
        self.folders.iter().any(|folder| records::lies_in(folder, path))
    }

    /// Of texts that stand in no file.
    pub fn of_texts(texts: &[&str]) -> Archived {
        let one = |(at, text): (usize, &&str)| {
            let name = format!("archive/{at}.md");
            (PathBuf::from(&name), of_text(Path::new(&name), &name, Document::new(name.as_str(), *text, Format::Markdown)))
        };
        let mut known = Known { by_file: texts.iter().enumerate().map(one).collect(), ..Known::default() };
        known.gather();
        Archived { folders: vec!["archive".to_owned()], known: Mutex::new(Some(known)), ..Archived::default() }
    }

    /// Whether this is the same archive.
    pub fn is_same(&self, other: &Archived) -> bool {
        (&self.base, &self.folders, self.largest) == (&other.base, &other.folders, other.largest)
    }

    /// All corrections.
    pub fn corrections(&self) -> Arc<Corrections> {
        if self.folders.is_empty() {
            return Arc::default();
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get_or_insert_with(|| self.read()).all.clone()
    }

    /// A file is new, changed or gone; whether it lies in the archive and corrections changed with it.
    pub fn changed(&self, path: &Path) -> bool {
        let inside = self.folders.iter().any(|folder| path.starts_with(self.base.join(folder)));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = known.as_mut().filter(|_| inside) else { return false };
        let new = self.of_file(path);
        let old = known.by_file.remove(path).unwrap_or_default();
        let differs = old != new;
        if !new.is_empty() {
            known.by_file.insert(path.to_path_buf(), new);
        }
        if differs {
            known.gather();
        }
        differs
    }

    fn read(&self) -> Known {
        let enters = |name: &str, depth: usize| !name.starts_with('.') && depth < DEEPEST;
        let takes = |name: &str| Format::from_path(Path::new(name)).is_some();
        let below = |folder: &String| below::files(&self.base.join(folder), enters, takes, usize::MAX);
        let paths: Vec<PathBuf> = self.folders.iter().flat_map(below).collect();
        let found = paths.into_par_iter().map(|path| (self.of_file(&path), path)).filter(|(found, _)| !found.is_empty());
        let mut known = Known { by_file: found.map(|(found, path)| (path, found)).collect(), ..Known::default() };
        known.gather();
        known
    }

    /// The corrections in one article; none in a draft.
    fn of_file(&self, path: &Path) -> Vec<Correction> {
        let Some(format) = Format::from_path(path) else { return Vec::new() };
        let Ok(bytes) = regular::read(path, self.largest) else { return Vec::new() };
        if !SIGNS.iter().any(|sign| memmem::find(&bytes, sign).is_some()) {
            return Vec::new();
        }
        let Ok(text) = decode(bytes) else { return Vec::new() };
        of_text(path, &records::shown(&self.base, path), Document::new(path.to_string_lossy(), text, format))
    }
}

/// The corrections in a text that was published.
fn of_text(path: &Path, shown: &str, document: Document) -> Vec<Correction> {
    let prose = Prose::read(&document);
    if prose.front_matter.draft {
        return Vec::new();
    }
    let day = prose.published(&document.path);
    let blocks = prose.blocks.iter().filter(|block| block.role == Role::Correction).map(|block| block.span.of(&prose.text));
    let notes = blocks.chain(prose.front_matter.corrections.iter().map(String::as_str));
    notes.flat_map(|note| of_note(note, path, shown, day)).collect()
}

impl Known {
    fn gather(&mut self) {
        self.all = Arc::new(Corrections::new(self.by_file.values().flatten().cloned().collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_from_the_articles_and_their_front_matter() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("2025").join(name);
        std::fs::create_dir(folder.path().join("2025")).unwrap();
        let note = "Correction: The harbour master is Marit Oru, not Maret Oru.";
        std::fs::write(path("2025-05-03-a.md"), format!("# The ferry\n\nThe ferry is red.\n\n*{note}*\n")).unwrap();
        std::fs::write(path("b.md"), "---\ndate: 2025-05-04\ncorrection: The mayor is Ivor Holt, not Ivar Holt.\n---\n\nThe ferry.\n")
            .unwrap();
        std::fs::write(path("c.md"), format!("---\ndraft: true\n---\n\n{}\n", note.replace("Maret", "Marret"))).unwrap();
        std::fs::write(path("d.html"), "<p>The ferry is red.</p>\n<p><em>Correction: It is Annaale, not Anaale.</em></p>\n").unwrap();
        let archived = Archived::new(folder.path(), vec!["2025".to_owned()], 1_000_000);
        let right = |name: &str| archived.corrections().of_spelling(name).map(|one| (one.right.clone(), one.shown.clone()));
        let expected = |right: &str, shown: &str| Some((right.to_owned(), shown.to_owned()));
        assert_eq!(right("Maret Oru"), expected("Marit Oru", "2025/2025-05-03-a.md"));
        assert_eq!(right("Ivar Holt"), expected("Ivor Holt", "2025/b.md"));
        assert_eq!((right("Marret Oru"), right("Anaale")), (None, expected("Annaale", "2025/d.html")));
        std::fs::remove_file(path("b.md")).unwrap();
        assert!(archived.changed(&path("b.md")) && !archived.changed(&path("c.md")) && !archived.changed(&folder.path().join("b.md")));
        assert_eq!(right("Ivar Holt"), None);
    }
}
