//! The notebook: what the desk knows of people, bodies and places, and whom of them an article means.
//!
//! A card on the wrong person is libel by software. So of a person a record is meant only where, beside the whole name, the article calls them just what the
//! record does, or somebody said so; where the article does not, or nothing tells two of a name apart, it is said that this is not known.

pub mod record;
pub mod seen;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::entity::fold::folded;
use crate::entity::{Entity, EntityType};
use crate::prose::date::Date;
use crate::text::Span;
pub use record::{Fault, Record, Role};
pub use seen::{Called, Seen};

/// The folder in it that is never read but for hovers.
pub const PRIVATE: &str = "private";

/// All records.
#[derive(Debug, Default)]
pub struct Notebook {
    records: Vec<Arc<Record>>,
    names: FxHashMap<String, Vec<usize>>,
    firsts: FxHashMap<String, Vec<usize>>,
    /// The files that are no records.
    pub faults: Vec<Fault>,
    /// Records of one name that nothing tells apart.
    pub clashes: Vec<Fault>,
}

/// Whom an article means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nobody whom the desk knows.
    Nobody,
    /// Somebody, for sure.
    One(Arc<Record>),
    /// Somebody of a name that the desk knows, but it is not known whether that is the one; or one of several.
    Unsure(Vec<Arc<Record>>),
}

/// Whom somebody said that a name of an article means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The full name.
    pub name: String,
    /// The record as it is shown; empty: nobody whom the desk knows.
    pub record: String,
}

/// A file that may be a record.
#[derive(Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// From the folder of the configuration, with `/` between folders.
    pub shown: String,
    /// Its text.
    pub text: Arc<str>,
    /// It lies in the private folder.
    pub private: bool,
}

impl Notebook {
    /// Reads records. With `private`, what is private in them is kept.
    pub fn new(files: Vec<File>, private: bool) -> Notebook {
        let mut notebook = Notebook::default();
        for file in files {
            match Record::read(file.path, file.shown, &file.text, private) {
                Ok(mut record) => {
                    record.private = file.private;
                    notebook.records.push(Arc::new(record));
                }
                Err(fault) => notebook.faults.push(fault),
            }
        }
        for (at, record) in notebook.records.iter().enumerate() {
            let first = record.name.split(' ').next().unwrap_or_default();
            notebook.firsts.entry(plain(first)).or_default().push(at);
            for name in record.names() {
                let list: &mut Vec<usize> = notebook.names.entry(plain(name)).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        notebook.clashes = notebook.clashing();
        notebook.faults.sort_by(|a, b| (&a.shown, a.span).cmp(&(&b.shown, b.span)));
        notebook
    }

    /// What is wrong in a record as an editor has it, and with what record it clashes.
    pub fn faults_in(&self, path: &Path, shown: &str, text: &Arc<str>) -> Vec<Fault> {
        match Record::read(path.to_path_buf(), shown.to_owned(), text, false) {
            Err(fault) => vec![fault],
            Ok(record) => {
                let same = |fault: &&Fault| fault.path == path && fault.span == record.name_span;
                self.clashes.iter().filter(same).cloned().collect()
            }
        }
    }

    /// Adds a file that could not be read.
    pub fn unreadable(&mut self, path: PathBuf, shown: String, message: String) {
        self.faults.push(Fault { path, shown, span: Span::default(), line: 1, column: 1, message });
    }

    /// For each record that shares a name with others and that no role, body or pronoun tells from one of them, which that is. Private records are
    /// left out: nobody else knows of them.
    fn clashing(&self) -> Vec<Fault> {
        let roles = |record: &Record| {
            let mut roles: Vec<String> = record.roles.iter().map(|role| plain(&role.told())).collect();
            roles.sort();
            roles
        };
        let mut found = BTreeMap::new();
        for list in self.names.values() {
            let public: Vec<&Arc<Record>> = list.iter().map(|at| &self.records[*at]).filter(|record| !record.private).collect();
            let mut same: FxHashMap<_, Vec<&Arc<Record>>> = FxHashMap::default();
            for record in public {
                same.entry((record.kind, record.gender, roles(record))).or_default().push(record);
            }
            for alike in same.values().filter(|alike| alike.len() > 1) {
                for (at, record) in alike.iter().enumerate() {
                    let other = alike[usize::from(at == 0)];
                    let more = if alike.len() > 2 { format!(" and {} more have", alike.len() - 2) } else { " has".to_owned() };
                    let message = format!("{}{more} a name of this record too, and no role tells them apart", other.shown);
                    let line = record.text[..record.name_span.start as usize].matches('\n').count() as u32 + 1;
                    let (path, shown, span) = (record.path.clone(), record.shown.clone(), record.name_span);
                    found.entry(shown.clone()).or_insert(Fault { path, shown, span, line, column: 1, message });
                }
            }
        }
        found.into_values().collect()
    }

    /// All records, by path.
    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.iter()
    }

    /// The records of a name, whatever its case, accents and full stops.
    pub fn named(&self, name: &str) -> Vec<&Arc<Record>> {
        self.names.get(&plain(name)).into_iter().flatten().map(|at| &self.records[*at]).collect()
    }

    /// The records of people whose name begins with the word that `name` begins with.
    pub fn beginning(&self, name: &str) -> impl Iterator<Item = &Arc<Record>> {
        let first = plain(name.split(' ').next().unwrap_or_default());
        self.firsts.get(&first).into_iter().flatten().map(|at| &self.records[*at])
    }

    /// Names that need no introduction, and acronyms that need no full form.
    pub fn well_known(&self) -> impl Iterator<Item = &str> {
        self.records.iter().filter(|record| record.well_known && !record.private).flat_map(|record| record.names())
    }

    /// Whom an entity of an article is; what somebody chose comes first. With `private`, records of the private folder are asked too.
    pub fn of(&self, article: &Article, entity: &Entity, chosen: &[Chosen], private: bool) -> Known {
        if self.records.is_empty() {
            return Known::Nobody;
        }
        self.who(&Seen::of(article, entity), article.published(), chosen, private)
    }

    /// Whom somebody is of whom an article of a day says this.
    pub fn who(&self, seen: &Seen, day: Option<Date>, chosen: &[Chosen], private: bool) -> Known {
        let is_asked = |record: &Record| record.kind == seen.kind && (private || !record.private);
        if let Some(chosen) = chosen.iter().rev().find(|chosen| seen.names.iter().any(|name| plain(name) == plain(&chosen.name))) {
            let record = self.records.iter().find(|record| record.shown == chosen.record && is_asked(record));
            return record.map_or(Known::Nobody, |record| Known::One(record.clone()));
        }
        let mut found: Vec<&Arc<Record>> = Vec::new();
        for record in seen.names.iter().flat_map(|name| self.named(name)) {
            if is_asked(record) && record.goes_by(seen.gender) && !found.iter().any(|known| known.path == record.path) {
                found.push(record);
            }
        }
        if found.is_empty() {
            return Known::Nobody;
        }
        let sure: Vec<&Arc<Record>> = found.iter().copied().filter(|record| is_sure(record, seen, day)).collect();
        match sure.as_slice() {
            [one] if found.len() == 1 || seen.kind == EntityType::Person && is_called(one, seen, day) => Known::One((*one).clone()),
            _ => Known::Unsure(found.into_iter().cloned().collect()),
        }
    }
}

/// Whether nothing speaks against a record, and something beside the name for it.
fn is_sure(record: &Record, seen: &Seen, day: Option<Date>) -> bool {
    let dead = record.ended.zip(day).is_some_and(|(ended, day)| ended < day);
    if seen.doubtful || dead || !seen.names.iter().all(|name| record.names().any(|own| is_spelled(own, name))) {
        return false;
    }
    match seen.kind {
        EntityType::Person => is_called(record, seen, day) || record.well_known && seen.called.is_empty(),
        // "Apple", "Cambridge": one word may be anything's.
        _ => record.well_known || seen.names.iter().all(|name| name.contains(' ')),
    }
}

/// Whether what an article calls somebody is what the record says, wherever it calls them anything.
pub fn is_called(record: &Record, seen: &Seen, day: Option<Date>) -> bool {
    let fits = |called: &Called| record.roles.iter().any(|role| role.is_called(&called.words) && role.may_be(day, called.former));
    !seen.called.is_empty() && seen.called.iter().all(|place| place.iter().any(fits))
}

/// Whether two names are the same, and not only without marks: "Jonas Muller" may be Jonas Müller, "Hưng" is not Hùng.
pub fn is_spelled(own: &str, name: &str) -> bool {
    let lower = |name: &str| name.replace('’', "'").to_lowercase();
    plain(own) == plain(name) && (own.is_ascii() || name.is_ascii() || lower(own) == lower(name))
}

fn plain(name: &str) -> String {
    folded(name.trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn notebook(records: &[&str]) -> Notebook {
        let file = |(at, text): (usize, &&str)| File {
            path: format!("/n/people/{at}.md").into(),
            shown: format!("people/{at}.md"),
            text: format!("---\n{text}\n---\n").into(),
            private: false,
        };
        Notebook::new(records.iter().enumerate().map(file).collect(), true)
    }

    /// Whom the first entity of an article is: the record's number, "?" where that is not sure.
    fn who(records: &[&str], text: &str) -> String {
        let article = Article::analyze(Document::new("2025-05-03.txt", text, Format::Plain), Lexicon::shipped(), None);
        let number = |record: &Arc<Record>| record.shown.trim_start_matches("people/").trim_end_matches(".md").to_owned();
        match notebook(records).of(&article, &article.entities.entities[0], &[], false) {
            Known::Nobody => "nobody".to_owned(),
            Known::One(record) => number(&record),
            Known::Unsure(_) => "?".to_owned(),
        }
    }

    const MAYOR: &str = "name: Marit Oru\nroles: [{role: mayor, body: Vellmouth}]\npronouns: she/her";
    const BAKER: &str = "name: Marit Oru\nroles: [{role: baker}]";

    #[test]
    fn a_record_is_meant_where_the_article_calls_them_what_it_does() {
        for text in [
            "Marit Oru, the mayor, spoke on Monday.",
            "Marit Oru, mayor of Vellmouth, spoke on Monday.",
            "Mayor Marit Oru spoke on Monday.",
            "Vellmouth Mayor Marit Oru spoke on Monday.",
            "The mayor, Marit Oru, spoke on Monday. She was tired.",
            "Marit Oru, the mayor, spoke on Monday. Oru left early.",
            "Marit Oru, 52, the mayor, spoke on Monday.",
            "Marit Oru, Vellmouth's mayor, spoke on Monday.",
        ] {
            assert_eq!(who(&[MAYOR], text), "0", "{text}");
            assert_eq!(who(&[MAYOR, BAKER], text), "0", "{text}");
        }
        for text in [
            "Marit Oru spoke on Monday.",
            "Marit Oru, a student, spoke on Monday.",
            "Marit Oru, the deputy mayor, spoke on Monday.",
            "Marit Oru, the mayor's wife, spoke on Monday.",
            "Marit Oru, the wife of the mayor, spoke on Monday.",
            "Marit Oru, the mayor of Otherton, spoke on Monday.",
            "Marit Oru, the former mayor, spoke on Monday.",
            "Marit Oru, not the mayor, spoke on Monday.",
            "Deputy Mayor Marit Oru spoke on Monday.",
            "The man who shot the mayor, Marit Oru, was charged on Monday.",
            "Marit Oru, a burglar, was jailed on Monday. Mayor Oru was robbed, police said.",
            "Marit Oru, a skipper, met Marit Oru, the mayor, on Monday.",
            "Marit Oru, 19, was charged on Monday.",
            "A man named Marit Oru was charged on Monday.",
        ] {
            assert_ne!(who(&[MAYOR], text), "0", "{text}");
            assert_ne!(who(&[MAYOR, BAKER], text), "1", "{text}");
        }
        for (records, text, expected) in [
            (
                &["name: Marit Oru\npronouns: he/him\nroles: [{role: mayor}]"][..],
                "Marit Oru, the mayor, spoke on Monday. She said she was tired.",
                "nobody",
            ),
            (&["name: Marit Oru\nroles: [{role: mayor, from: 2030}]"], "Marit Oru, the mayor, spoke on Monday.", "?"),
            (&["name: Marit Oru\nroles: [{role: mayor, until: 2024}]"], "Marit Oru, the former mayor, spoke on Monday.", "0"),
            (&["name: Marit Oru\ndied: 2019\nroles: [{role: mayor}]"], "Marit Oru, the mayor, spoke on Monday.", "?"),
            (&["name: Marit Oru\nwell-known: true"], "Marit Oru spoke on Monday.", "0"),
            (&["name: Marit Oru\nwell-known: true"], "Marit Oru, a burglar, spoke on Monday.", "?"),
            (&["name: John Hale\nroles: [{role: mayor}]"], "John Hale Jr., the mayor, was charged on Monday.", "nobody"),
            (&["name: Märit Oru\nroles: [{role: mayor}]"], "Marit Oru, the mayor, spoke on Monday.", "0"),
            (&["name: Marit Oru\ntype: body"], "Marit Oru spoke on Monday.", "nobody"),
            (&["name: Vellmouth Harbour Board\ntype: body"], "The Vellmouth Harbour Board met on Monday.", "0"),
            (&["name: Ivor Penhallow\nroles: [{role: mayor}]"], "Marit Oru spoke on Monday.", "nobody"),
        ] {
            assert_eq!(who(records, text), expected, "{records:?} {text}");
        }
    }

    #[test]
    fn records_that_nothing_tells_apart_are_told_in_both() {
        let clashes = |records: &[&str]| notebook(records).clashes.iter().map(|fault| fault.shown.clone()).collect::<Vec<_>>();
        assert_eq!(clashes(&[MAYOR, BAKER]), [""; 0]);
        assert_eq!(clashes(&["name: Marit Oru", "name: Marit Oru"]), ["people/0.md", "people/1.md"]);
        assert_eq!(clashes(&["name: A B\naliases: [Oru]", "name: C D\naliases: [oru]"]), ["people/0.md", "people/1.md"]);
        let many: Vec<&str> = vec!["name: Kim Lee"; 300];
        assert_eq!(notebook(&many).clashes.len(), 300);
    }
}
