//! An article: everything the analysis knows of one file, an immutable value. No input or output, no configuration.

use crate::entity::{self, Entities};
use crate::lexicon::Lexicon;
use crate::model;
use crate::prose::Prose;
use crate::sourcing::{self, Sourcing};
use crate::syntax::{NameTag, Parse, Phrase, Quoted, Sentence, Tag, Token, phrase, quotation_marks, retag, sentence, token};
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
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    tags: Vec<Tag>,
    names: Vec<NameTag>,
    phrases: Vec<Phrase>,
    quoted: Vec<Quoted>,
}

impl Article {
    /// Analyses a document. Never fails and does no input or output; `previous`, an earlier state of the same file, changes only what
    /// it costs.
    pub fn analyze(document: Document, lexicon: &'static Lexicon, previous: Option<&Article>) -> Article {
        let _ = previous;
        let lines = LineIndex::new(&document.text);
        let prose = Prose::read(&document);
        let mut tokens = Vec::with_capacity(prose.text.len() / 5);
        let mut sentences = Vec::new();
        let mut blocks = Vec::with_capacity(prose.blocks.len());
        for block in &prose.blocks {
            let first = tokens.len();
            token::tokenize(&prose.text, block.span, lexicon, &mut tokens);
            blocks.push(first..tokens.len());
        }
        let quoted = quotation_marks::pair(&prose, &tokens, &blocks);
        for (index, range) in blocks.iter().enumerate() {
            let of_block = |side: usize| quoted.partition_point(|quoted| (quoted.block as usize) < index + side);
            sentence::split(&prose, index, &tokens, range.clone(), &quoted[of_block(0)..of_block(1)], &mut sentences);
        }
        let mut reading = model::read(&prose.text, &tokens, &sentences, lexicon);
        retag::retag(&prose.text, &tokens, &sentences, lexicon, &mut reading.tags);
        let mut phrases = Vec::with_capacity(tokens.len() / 3);
        for sentence in &sentences {
            phrase::noun_phrases(sentence.tokens(), &reading.tags, &mut phrases);
        }
        let mut article = Article {
            document,
            lines,
            prose,
            entities: Entities::default(),
            sourcing: Sourcing::default(),
            lexicon,
            tokens,
            sentences,
            tags: reading.tags,
            names: reading.names,
            phrases,
            quoted,
        };
        article.entities = entity::read(&article.parse());
        article.sourcing = sourcing::read(&article.parse(), &article.entities);
        article
    }

    /// Its words, sentences, tags and quotation marks.
    pub fn parse(&self) -> Parse<'_> {
        Parse {
            prose: &self.prose,
            lexicon: self.lexicon,
            tokens: &self.tokens,
            sentences: &self.sentences,
            tags: &self.tags,
            names: &self.names,
            phrases: &self.phrases,
            quoted: &self.quoted,
        }
    }

    /// The source bytes of a prose span.
    pub fn source(&self, prose: Span) -> Span {
        self.prose.to_source(prose)
    }

    /// How many words the article's own text has.
    pub fn word_count(&self) -> usize {
        let body = self.prose.blocks.iter().filter(|block| block.role.is_article());
        body.map(|block| block.span.of(&self.prose.text).split_whitespace().count()).sum()
    }
}
