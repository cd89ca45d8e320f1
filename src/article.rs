//! An article: everything the analysis knows of one file, an immutable value. No input or output, no configuration.

mod words;

use words::Words;

use crate::entity::{self, Entities};
use crate::lexicon::Lexicon;
use crate::prose::Prose;
use crate::prose::date::Date;
use crate::sourcing::{self, Readings, Sourcing};
use crate::syntax::Parse;
use crate::text::{Document, LineIndex, Span};

/// One file, analysed.
#[derive(Debug, Clone)]
pub struct Article {
    /// The file.
    pub document: Document,
    /// Its lines.
    pub lines: LineIndex,
    /// Its readable text.
    pub prose: Prose,
    /// Who and what is named.
    pub entities: Entities,
    /// Who says what.
    pub sourcing: Sourcing,
    lexicon: &'static Lexicon,
    words: Words,
    names: entity::Memory,
    reports: sourcing::Memory,
}

/// What helps to analyse an article.
#[derive(Debug, Clone, Copy)]
pub struct Aids<'a> {
    /// An earlier state of the same file; it changes only what the analysis costs.
    pub previous: Option<&'a Article>,
    /// What is kept of sentences, and what was not known is kept in; it changes only what the analysis costs.
    pub kept: Option<&'a Readings>,
    /// Whether the reader is asked; without it the formulas alone weigh claims, in a tenth of the time.
    pub reader: bool,
}

impl Default for Aids<'_> {
    fn default() -> Self {
        Aids { previous: None, kept: None, reader: true }
    }
}

impl Article {
    /// Analyses a document. Never fails and does no input or output; `previous`, an earlier state of the same file, changes only what
    /// it costs.
    pub fn analyze(document: Document, lexicon: &'static Lexicon, previous: Option<&Article>) -> Article {
        Article::analyze_with(document, lexicon, Aids { previous, ..Aids::default() })
    }

    /// Analyses a document with what helps to.
    pub fn analyze_with(document: Document, lexicon: &'static Lexicon, aids: Aids) -> Article {
        let Aids { previous, kept: readings, reader } = aids;
        let lines = LineIndex::new(&document.text);
        let prose = Prose::read(&document);
        let earlier = previous.map(|previous| (&previous.prose, &previous.words));
        let (words, kept) = Words::read(&prose, lexicon, earlier);
        let mut article = Article {
            document,
            lines,
            prose,
            entities: Entities::default(),
            sourcing: Sourcing::default(),
            lexicon,
            words,
            names: entity::Memory::default(),
            reports: sourcing::Memory::default(),
        };
        let old_parse = previous.map(Article::parse);
        let earlier = previous.zip(old_parse.as_ref()).map(|(previous, parse)| (parse, &previous.names, &kept));
        (article.entities, article.names) = entity::read(&article.parse(), earlier);
        let earlier = previous.map(|previous| (&previous.sourcing, &previous.reports, &kept));
        let mut entities = std::mem::take(&mut article.entities);
        (article.sourcing, article.reports) = sourcing::read(&article.parse(), &mut entities, earlier, readings, reader);
        article.entities = entities;
        article
    }

    /// Its words, sentences, tags and quotation marks.
    pub fn parse(&self) -> Parse<'_> {
        Parse {
            prose: &self.prose,
            lexicon: self.lexicon,
            tokens: &self.words.tokens,
            sentences: &self.words.sentences,
            tags: &self.words.tags,
            names: &self.words.names,
            chances: &self.words.chances,
            phrases: &self.words.phrases,
            quoted: &self.words.quoted,
            places: &self.words.places,
        }
    }

    /// The source bytes of a prose span.
    pub fn source(&self, prose: Span) -> Span {
        self.prose.to_source(prose)
    }

    /// Whether running text of the article writes a word in lower case.
    pub fn has_in_lower_case(&self, word: &str) -> bool {
        self.names.has_in_lower_case(word)
    }

    /// The day of the article; see [`Prose::published`].
    pub fn published(&self) -> Option<Date> {
        self.prose.published(&self.document.path)
    }

    /// How many words the article's own text has.
    pub fn word_count(&self) -> usize {
        let body = self.prose.blocks.iter().filter(|block| block.role.is_article());
        body.map(|block| block.span.of(&self.prose.text).bytes().filter(|byte| *byte == b' ').count() + 1).sum()
    }
}
