//! An attribution while it is being found, in tokens, and what the finders share.

use std::ops::Range;

use crate::lexicon::{Act, Class, Frames};
use crate::syntax::kept::{Movable, Shift};
use crate::syntax::{Parse, Quoted, QuotedEnd, Tag};

/// A source phrase in tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SourcePhrase {
    /// The whole phrase.
    pub range: Range<usize>,
    /// Its head.
    pub head: usize,
}

/// An attribution in tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub source: Option<SourcePhrase>,
    /// Empty for a bare label.
    pub cue: Vec<Range<usize>>,
    /// Token of the cue's main word.
    pub head: usize,
    pub lemma: String,
    pub act: Act,
    pub passive: bool,
    /// In text order.
    pub content: Vec<Range<usize>>,
    pub weight: f32,
    pub sentence: usize,
    /// Its content is somebody's own words, set apart instead of quoted.
    pub shown: bool,
}

impl Draft {
    /// Words given to `source` by a mark alone, without a verb; `head` is the mark or another token that stands for it.
    pub fn without_cue(source: SourcePhrase, head: usize, content: Vec<Range<usize>>, weight: f32, sentence: usize) -> Draft {
        let (cue, lemma) = (Vec::new(), String::new());
        Draft { source: Some(source), cue, head, lemma, act: Act::Speech, passive: false, content, weight, sentence, shown: false }
    }

    /// The token that orders attributions: the cue, else the source, else the content.
    pub fn anchor(&self) -> usize {
        let source = self.source.as_ref().map(|source| source.range.start);
        self.cue.first().map(|cue| cue.start).or(source).or(self.content.first().map(|range| range.start)).unwrap_or_default()
    }
}

impl Movable for Draft {
    /// Its sentence is numbered anew by whoever moves it.
    fn moved(&self, shift: Shift) -> Draft {
        let moved = |ranges: &[Range<usize>]| ranges.iter().map(|range| shift.tokens(range.clone())).collect();
        let token = |at: usize| shift.token(at as u32) as usize;
        let source = self.source.as_ref();
        Draft {
            source: source.map(|source| SourcePhrase { range: shift.tokens(source.range.clone()), head: token(source.head) }),
            cue: moved(&self.cue),
            head: token(self.head),
            content: moved(&self.content),
            lemma: self.lemma.clone(),
            ..*self
        }
    }
}

/// The parse, with what is asked of it again and again.
pub(super) struct Reader<'p> {
    pub parse: &'p Parse<'p>,
    /// For each token, one more than the index of its outermost quoted stretch; 0 outside quotation marks.
    outer: Vec<u32>,
}

impl<'p> Reader<'p> {
    pub fn new(parse: &'p Parse<'p>) -> Reader<'p> {
        let mut outer = vec![0; parse.tokens.len()];
        for (index, quoted) in parse.quoted.iter().enumerate() {
            let surely = match quoted.ends {
                QuotedEnd::Closed | QuotedEnd::Continued => true,
                // A sentence that names its speaker within is not all quotation.
                QuotedEnd::Unopened => !interrupted(parse, quoted),
                // What opens a sentence and is never closed is all quotation, if no speaker interrupts it.
                QuotedEnd::Unclosed => opens_clause(parse, quoted) && !interrupted(parse, quoted),
                QuotedEnd::Doubtful => false,
            };
            if quoted.depth == 0 && surely {
                outer[quoted.open as usize..quoted.end as usize].fill(index as u32 + 1);
            }
        }
        Reader { parse, outer }
    }

    /// Whether a quoted stretch is surely quotation.
    pub fn is_quotation(&self, quoted: &Quoted) -> bool {
        quoted.depth == 0 && self.quoted(quoted.open as usize) == Some(quoted)
    }

    /// The outermost closed (or continued) quoted stretch that holds token `at`.
    pub fn quoted(&self, at: usize) -> Option<&'p Quoted> {
        match self.outer.get(at) {
            None | Some(0) => None,
            Some(index) => self.parse.quoted.get(*index as usize - 1),
        }
    }

    /// Whether token `at` opens an outermost quoted stretch.
    pub fn opens_quote(&self, at: usize) -> bool {
        self.quoted(at).is_some_and(|quoted| quoted.open as usize == at)
    }

    pub fn tag(&self, at: usize) -> Tag {
        self.parse.tags.get(at).copied().unwrap_or(Tag::Stop)
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.parse.is(at, word)
    }

    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.parse.is_any(at, words)
    }

    pub fn has(&self, at: usize, class: Class) -> bool {
        self.parse.tokens.get(at).is_some_and(|token| token.entry.classes.has(class))
    }

    /// A comma, dash or bracket: what sets off a parenthesis.
    pub fn is_comma(&self, at: usize) -> bool {
        self.is(at, ",")
    }

    pub fn is_dash(&self, at: usize) -> bool {
        self.is_any(at, &["—", "–", "--", "-"])
    }

    /// A day, month, "yesterday", "earlier": words of time that stand between a cue and its content.
    pub fn is_time(&self, at: usize) -> bool {
        self.has(at, Class::Weekday)
            || self.has(at, Class::Month)
            || self.is_any(
                at,
                &[
                    "yesterday",
                    "today",
                    "earlier",
                    "later",
                    "recently",
                    "afterwards",
                    "afterward",
                    "tonight",
                    "last",
                    "this",
                    "early",
                    "late",
                ],
            ) && (self.tag(at).is_adverb()
                || self.tag(at) == Tag::Nn
                || self.is_any(at + 1, &["week", "month", "year", "night", "weekend", "summer", "spring", "autumn", "fall", "winter"]))
    }
}

/// Whether a quoted stretch opens a paragraph, a sentence, or what a colon or reporting verb waits for.
fn opens_clause(parse: &Parse, quoted: &Quoted) -> bool {
    let Some(before) = (quoted.open as usize).checked_sub(1) else { return true };
    let sentence = parse.sentences.get(parse.sentence_of(quoted.open as usize));
    sentence.is_some_and(|sentence| sentence.first == quoted.open)
        || parse.is(before, ":")
        || parse.is(before, ",") && before > 0 && parse.tokens[before - 1].entry.verb.is_some()
}

fn interrupted(parse: &Parse, quoted: &Quoted) -> bool {
    let tokens = quoted.open as usize + 1..quoted.end as usize;
    tokens.into_iter().any(|at| {
        let speaks = parse.reporting_verb(at).is_some_and(|verb| verb.frames.has(Frames::QUOTE)) && parse.tags[at].is_finite();
        speaks && (at.saturating_sub(4).max(quoted.open as usize)..at).any(|before| parse.is(before, ","))
    })
}
