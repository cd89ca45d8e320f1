//! Who is named across articles: an index of entities, small enough to hold a newsroom's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Configurations, as_opened};
use crate::article::Article;
use crate::entity::fold::folded;
use crate::entity::{EntityId, EntityType, Form};
use crate::prose::Role;
use crate::prose::date::Date;
use crate::reference::notebook::Seen;
use crate::sourcing::{Quote, Stance};
use crate::text::{Format, Span};

/// Files whose configuration is asked for while others wait.
const ASKED_AT_ONCE: usize = 500;

/// Statements that are kept of an entity and an article.
const MOST_SAID: usize = 4;

/// A place that names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedMention {
    /// Source bytes.
    pub span: Span,
    /// How it names the entity.
    pub form: Form,
    /// It lies inside quotation marks.
    pub quoted: bool,
}

/// An entity of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedEntity {
    /// The fullest name in the article.
    pub name: Arc<str>,
    /// The name without case and accents.
    pub folded: Arc<str>,
    /// What it is.
    pub kind: EntityType,
    /// Role as the article gives it.
    pub role: Arc<str>,
    /// Index of the first reference among the mentions.
    pub first: usize,
    /// In text order; never empty.
    pub mentions: Vec<IndexedMention>,
    /// What they say there, if anything.
    pub speaks: Option<Box<Speaks>>,
}

/// What somebody says in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaks {
    /// What the article says of who that is.
    pub seen: Seen,
    /// What they are quoted or cited as saying, in source bytes, their own words first; never empty.
    pub said: Vec<Span>,
}

/// The text of an indexed article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Text {
    /// On disk alone: how many bytes it had when it was read, and the first of their SHA-256.
    Stored(u32, [u8; 16]),
    // What is skipped comes last: the others are counted without it.
    #[serde(skip)]
    Held(Arc<str>),
}

/// The first bytes of the SHA-256 of a text.
fn hash(text: &str) -> [u8; 16] {
    let digest = Sha256::digest(text.as_bytes());
    std::array::from_fn(|at| digest[at])
}

/// One article, as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedFile {
    /// Absolute.
    #[serde(skip)]
    pub path: PathBuf,
    text: Text,
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
            name: entity.name.as_str().into(),
            folded: folded(&entity.name).collect::<String>().into(),
            kind: entity.kind,
            role: entity.role.as_str().into(),
            first: entity.first.and_then(|first| entity.mentions.iter().position(|mention| *mention == first)).unwrap_or(0),
            mentions: all
                .mentions_of(entity.id)
                .map(|mention| IndexedMention { span: article.source(mention.span), form: mention.form, quoted: mention.quoted })
                .collect(),
            speaks: Some(said(article, entity.id))
                .filter(|said| !said.is_empty())
                .map(|said| Box::new(Speaks { seen: Seen::of(article, entity), said })),
        });
        let headline = article.prose.blocks.iter().find(|block| block.role == Role::Headline);
        IndexedFile {
            path,
            text: Text::Held(article.document.text.clone()),
            format: article.document.format,
            published: article.published().filter(|_| !article.prose.front_matter.draft),
            headline: headline.map_or(String::new(), |block| block.span.of(&article.prose.text).to_owned()),
            entities: entities.collect(),
        }
    }

    /// The same without its text, which is read from the disk when it is asked for, and with names alone: an archive is larger than what fits in memory.
    pub fn stored(mut self) -> IndexedFile {
        if let Text::Held(text) = &self.text {
            self.text = Text::Stored(text.len() as u32, hash(text));
        }
        self.entities.retain(|entity| entity.kind != EntityType::Other);
        for entity in &mut self.entities {
            let first = entity.mentions.get(entity.first).copied();
            entity.mentions.retain(|mention| mention.form.is_name());
            entity.mentions.shrink_to_fit();
            entity.first = first.and_then(|first| entity.mentions.iter().position(|mention| *mention == first)).unwrap_or(0);
        }
        self.entities.retain(|entity| !entity.mentions.is_empty());
        self.entities.shrink_to_fit();
        self
    }

    /// The article's text; `None` where the file is no longer what was read, or cannot be read.
    pub fn text(&self) -> Option<Arc<str>> {
        match &self.text {
            Text::Held(text) => Some(text.clone()),
            Text::Stored(length, hashed) => {
                // A byte order mark and UTF-16 are longer on disk.
                let text = as_opened(&self.path, u64::from(*length) * 2 + 8)?;
                (hash(&text) == *hashed).then(|| text.into())
            }
        }
    }

    /// The article's text, where it is held in memory: that of all articles but archived ones.
    pub fn held(&self) -> Option<&Arc<str>> {
        match &self.text {
            Text::Held(text) => Some(text),
            Text::Stored(..) => None,
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
    /// Which files name an entity, by its folded name; by path.
    named: FxHashMap<Arc<str>, Vec<Arc<IndexedFile>>>,
    /// Names and roles, each once: most of an archive are the same.
    words: FxHashSet<Arc<str>>,
}

impl Workspace {
    /// Adds an article, or replaces what was known of it.
    pub fn insert(&mut self, mut file: IndexedFile) {
        self.remove(&file.path);
        for entity in &mut file.entities {
            for word in [&mut entity.name, &mut entity.folded, &mut entity.role] {
                match self.words.get(word) {
                    Some(known) => *word = known.clone(),
                    None => _ = self.words.insert(word.clone()),
                }
            }
        }
        let file = Arc::new(file);
        for entity in &file.entities {
            let files = self.named.entry(entity.folded.clone()).or_default();
            if let Err(at) = files.binary_search_by(|other| other.path.cmp(&file.path)) {
                files.insert(at, file.clone());
            }
        }
        self.files.insert(file.path.clone(), file);
    }

    /// Forgets an article.
    pub fn remove(&mut self, path: &Path) {
        let Some(file) = self.files.remove(path) else { return };
        for entity in &file.entities {
            if let Some(files) = self.named.get_mut(&entity.folded) {
                files.retain(|other| other.path != path);
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
        let files = self.named.get(&*wanted).into_iter().flatten().filter(|file| Some(file.path.as_path()) != except);
        let found = files.filter_map(|file| {
            let entity = file.entities.iter().find(|entity| entity.kind == kind && *entity.folded == *wanted)?;
            Some((&**file, entity))
        });
        found.collect()
    }
}

/// Whether a folder is never read as a whole: the home folder, what lies above it, and the root of the disk.
pub fn is_refused(root: &Path) -> bool {
    root.parent().is_none() || std::env::home_dir().is_some_and(|home| home.starts_with(root))
}

/// The articles below a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Below {
    /// Those that are worked on, by path.
    pub articles: Vec<PathBuf>,
    /// How many more of those there are.
    pub more: usize,
    /// Those of the archive, by path, each with the folder of its configuration.
    pub archived: Vec<(PathBuf, PathBuf)>,
}

/// The articles below a folder, by `.gitignore` and configuration: at most `limit` that are worked on, and all of the archive.
///
/// The home folder and the root of the disk are no newsroom's folder and are not read.
pub fn find_articles(root: &Path, configurations: &Mutex<Configurations>, limit: usize) -> Below {
    let mut below = Below::default();
    if is_refused(root) {
        return below;
    }
    for paths in super::walk::below(root).files.chunks(ASKED_AT_ONCE) {
        let all = configurations.lock().unwrap_or_else(PoisonError::into_inner).are_indexed(paths.iter().map(PathBuf::as_path));
        for (path, governing) in paths.iter().zip(all) {
            let small = |max| std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.len() <= max);
            let Some(governing) = governing.filter(|governing| small(governing.max_size)) else { continue };
            match governing.archive() {
                Some(folder) => below.archived.push((path.clone(), folder.to_path_buf())),
                None if below.articles.len() < limit => below.articles.push(path.clone()),
                None => below.more += 1,
            }
        }
    }
    below
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
            found.iter().map(|(file, entity)| (file.path.to_str().unwrap(), &*entity.name)).collect::<Vec<_>>(),
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
        let found = |limit| {
            let below = find_articles(folder.path(), &Mutex::new(Configurations::default()), limit);
            (below.articles.len(), below.more, below.archived.len())
        };
        assert_eq!((found(3), found(4), found(0)), ((3, 1, 0), (4, 0, 0), (0, 4, 0)));
        std::fs::create_dir(folder.path().join("old")).unwrap();
        std::fs::rename(folder.path().join("b.md"), folder.path().join("old/b.md")).unwrap();
        std::fs::write(folder.path().join("onrecord.toml"), "[archive]\nfolders = [\"old\"]\n").unwrap();
        assert_eq!((found(2), found(9)), ((2, 1, 1), (3, 0, 1)));
    }

    #[test]
    fn the_home_folder_is_never_read() {
        let configurations = Mutex::new(Configurations::default());
        let home = std::env::home_dir().unwrap();
        assert_eq!(find_articles(&home, &configurations, 10), Below::default());
        assert_eq!(find_articles(Path::new("/"), &configurations, 10), Below::default());
    }
}
