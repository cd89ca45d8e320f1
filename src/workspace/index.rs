//! Who is named across articles: an index of entities, small enough to hold a newsroom's folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Configurations;
use crate::article::Article;
use crate::entity::fold::folded;
use crate::entity::{EntityId, EntityType, Form};
use crate::prose::Role;
use crate::prose::date::Date;
use crate::reference::notebook::Seen;
use crate::sourcing::{Quote, Stance};
use crate::text::{Format, Span};

/// Statements that are kept of an entity and an article.
const MOST_SAID: usize = 4;

/// A place that names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexedMention {
    /// Source bytes.
    pub span: Span,
    /// How it names the entity.
    pub form: Form,
    /// It lies inside quotation marks.
    pub quoted: bool,
}

/// An entity of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedEntity {
    /// The fullest name in the article.
    pub name: String,
    /// The name without case and accents.
    pub folded: String,
    /// What it is.
    pub kind: EntityType,
    /// Role as the article gives it.
    pub role: String,
    /// Index of the first reference among the mentions.
    pub first: usize,
    /// In text order; never empty.
    pub mentions: Vec<IndexedMention>,
    /// What the article says of who that is.
    pub seen: Seen,
    /// What they are quoted or cited as saying, in source bytes, their own words first.
    pub said: Vec<Span>,
}

/// One article, as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedFile {
    /// Absolute.
    pub path: PathBuf,
    /// The file's text.
    pub text: Arc<str>,
    /// How it is written.
    pub format: Format,
    /// The day it was published; `None` where it does not say, or is a draft or under an embargo.
    pub published: Option<Date>,
    /// Its headline; empty where it has none.
    pub headline: String,
    /// Its entities.
    pub entities: Vec<IndexedEntity>,
}

impl IndexedFile {
    /// What the index keeps of an article.
    pub fn new(path: PathBuf, article: &Article) -> IndexedFile {
        let all = &article.entities;
        let entities = all.entities.iter().filter(|entity| !entity.mentions.is_empty());
        let entities = entities.map(|entity| IndexedEntity {
            name: entity.name.clone(),
            folded: folded(&entity.name).collect(),
            kind: entity.kind,
            role: entity.role.clone(),
            first: entity.first.and_then(|first| entity.mentions.iter().position(|mention| *mention == first)).unwrap_or(0),
            mentions: all
                .mentions_of(entity.id)
                .map(|mention| IndexedMention { span: article.source(mention.span), form: mention.form, quoted: mention.quoted })
                .collect(),
            seen: Seen::of(article, entity),
            said: said(article, entity.id),
        });
        let headline = article.prose.blocks.iter().find(|block| block.role == Role::Headline);
        IndexedFile {
            path,
            text: article.document.text.clone(),
            format: article.document.format,
            published: article.published().filter(|_| !article.prose.front_matter.draft),
            headline: headline.map_or(String::new(), |block| block.span.of(&article.prose.text).to_owned()),
            entities: entities.collect(),
        }
    }
}

/// What an article has an entity say, for sure; never what others say of it.
fn said(article: &Article, entity: EntityId) -> Vec<Span> {
    let telling = article.sourcing.attributions.iter().zip(article.sourcing.telling());
    let own = telling.filter(|(attribution, tells)| {
        let source = attribution.source.as_ref();
        *tells
            && attribution.stance == Stance::Said
            && source.is_some_and(|source| source.entity == Some(entity) && source.likely.is_none())
    });
    let mut said: Vec<(bool, Span)> =
        own.filter_map(|(attribution, _)| Some((attribution.quote == Quote::Indirect, *attribution.content.first()?))).collect();
    said.sort_by_key(|(indirect, _)| *indirect);
    said.into_iter().take(MOST_SAID).map(|(_, span)| article.source(span)).collect()
}

/// The articles of the open folders.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    files: BTreeMap<PathBuf, Arc<IndexedFile>>,
    /// Which files name an entity, by its folded name.
    named: FxHashMap<String, BTreeSet<PathBuf>>,
}

impl Workspace {
    /// Adds an article, or replaces what was known of it.
    pub fn insert(&mut self, file: IndexedFile) {
        self.remove(&file.path);
        for entity in &file.entities {
            self.named.entry(entity.folded.clone()).or_default().insert(file.path.clone());
        }
        self.files.insert(file.path.clone(), Arc::new(file));
    }

    /// Forgets an article.
    pub fn remove(&mut self, path: &Path) {
        let Some(file) = self.files.remove(path) else { return };
        for entity in &file.entities {
            if let Some(files) = self.named.get_mut(&entity.folded) {
                files.remove(path);
                if files.is_empty() {
                    self.named.remove(&entity.folded);
                }
            }
        }
    }

    /// Forgets the articles whose paths are not among those to keep.
    pub fn retain(&mut self, keep: impl Fn(&Path) -> bool) {
        let gone: Vec<PathBuf> = self.files.keys().filter(|path| !keep(path)).cloned().collect();
        gone.iter().for_each(|path| self.remove(path));
    }

    /// What is known of an article.
    pub fn get(&self, path: &Path) -> Option<&Arc<IndexedFile>> {
        self.files.get(path)
    }

    /// All articles, by path.
    pub fn files(&self) -> impl Iterator<Item = &Arc<IndexedFile>> {
        self.files.values()
    }

    /// The same entity in other articles than the one at `except`: the same full name, the same type.
    pub fn elsewhere(&self, name: &str, kind: EntityType, except: Option<&Path>) -> Vec<(&IndexedFile, &IndexedEntity)> {
        // A surname alone may be anyone's.
        if kind == EntityType::Person && !name.contains(' ') {
            return Vec::new();
        }
        let wanted: String = folded(name).collect();
        let paths = self.named.get(&wanted).into_iter().flatten().filter(|path| Some(path.as_path()) != except);
        let found = paths.filter_map(|path| {
            let file = self.files.get(path)?;
            let entity = file.entities.iter().find(|entity| entity.kind == kind && entity.folded == wanted)?;
            Some((&**file, entity))
        });
        found.collect()
    }
}

/// Whether a folder is never read as a whole: the home folder, what lies above it, and the root of the disk.
pub fn is_refused(root: &Path) -> bool {
    root.parent().is_none() || std::env::home_dir().is_some_and(|home| home.starts_with(root))
}

/// The articles below a folder, by `.gitignore` and configuration, at most `limit`, and how many more there are.
///
/// The home folder and the root of the disk are no newsroom's folder and are not read.
pub fn find_articles(root: &Path, configurations: &Mutex<Configurations>, limit: usize) -> (Vec<PathBuf>, usize) {
    if is_refused(root) {
        return (Vec::new(), 0);
    }
    let mut found = Vec::new();
    let mut more = 0;
    for path in &super::walk::below(root).files {
        let article = configurations.lock().unwrap_or_else(PoisonError::into_inner).is_article(path);
        let small = |max| std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.len() <= max);
        if article.is_some_and(|governing| small(governing.max_size)) {
            match found.len() < limit {
                true => found.push(path.to_path_buf()),
                false => more += 1,
            }
        }
    }
    (found, more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    #[test]
    fn the_same_full_name_is_found_elsewhere_without_accents() {
        let mut workspace = Workspace::default();
        for (path, text) in [("/n/a.txt", "The harbour master, Márit Oru, spoke."), ("/n/b.txt", "Oru spoke in Vellmouth.")] {
            let article = Article::analyze(Document::new(path, text, Format::Plain), Lexicon::shipped(), None);
            workspace.insert(IndexedFile::new(path.into(), &article));
        }
        let found = workspace.elsewhere("Marit Oru", EntityType::Person, None);
        assert_eq!(
            found.iter().map(|(file, entity)| (file.path.to_str().unwrap(), entity.name.as_str())).collect::<Vec<_>>(),
            [("/n/a.txt", "Márit Oru")]
        );
        assert!(workspace.elsewhere("Marit Oru", EntityType::Person, Some(Path::new("/n/a.txt"))).is_empty());
        workspace.retain(|path| path.ends_with("b.txt"));
        assert!(workspace.elsewhere("Marit Oru", EntityType::Person, None).is_empty());
        assert_eq!((workspace.files().count(), workspace.named.values().flatten().count()), (1, workspace.named.len()));
    }

    #[test]
    fn what_the_limit_leaves_out_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.md", "c.html", "d.rs", "e.txt"] {
            std::fs::write(folder.path().join(name), "The ferry is red.").unwrap();
        }
        let found = |limit| find_articles(folder.path(), &Mutex::new(Configurations::default()), limit);
        assert_eq!((found(3).0.len(), found(3).1), (3, 1));
        assert_eq!((found(4).0.len(), found(4).1), (4, 0));
        assert_eq!((found(0).0.len(), found(0).1), (0, 4));
    }

    #[test]
    fn the_home_folder_is_never_read() {
        let configurations = Mutex::new(Configurations::default());
        let home = std::env::home_dir().unwrap();
        assert_eq!(find_articles(&home, &configurations, 10), (Vec::new(), 0));
        assert_eq!(find_articles(Path::new("/"), &configurations, 10), (Vec::new(), 0));
    }
}
