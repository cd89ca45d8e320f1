//! What is known of an article's words before names and sources.

use std::ops::Range;

use super::{NameTag, Phrase, Quoted, Sentence, Tag, Token};
use crate::lexicon::{Class, DeedForm, Deeds, Fairness, Lexicon, Verb};
use crate::prose::{Block, Prose};
use crate::text::Span;

/// Tokens, sentences, tags, phrases and quotation marks of one article. All indices are into these vectors, all spans prose bytes.
#[derive(Debug, Clone, Copy)]
pub struct Parse<'a> {
    /// The prose it was read from.
    pub prose: &'a Prose,
    /// The word lists.
    pub lexicon: &'a Lexicon,
    /// All tokens, in text order.
    pub tokens: &'a [Token],
    /// All sentences; every token lies in one.
    pub sentences: &'a [Sentence],
    /// A part of speech a token.
    pub tags: &'a [Tag],
    /// A name's part a token.
    pub names: &'a [NameTag],
    /// The chance that a token is part of a person's, a body's, a place's name, in 255ths.
    pub chances: &'a [[u8; 3]],
    /// All base noun phrases, in text order.
    pub phrases: &'a [Phrase],
    /// All stretches between quotation marks, in order of their opening marks.
    pub quoted: &'a [Quoted],
    /// Where each token stands among those; what is past the last is looked for.
    pub places: &'a [Placement],
}

/// Where a token stands among sentences, phrases and quoted stretches: looked up in many places, and so worked out once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placement {
    /// Sentences that end before it.
    sentences: u32,
    /// Phrases that end before it.
    phrases: u32,
    /// Quoted stretches that open before it or there.
    quoted: u32,
}

impl Placement {
    /// The placement of each of `tokens` tokens.
    pub fn of_all(tokens: usize, sentences: &[Sentence], phrases: &[Phrase], quoted: &[Quoted]) -> Vec<Placement> {
        let mut here = Placement::default();
        let placement = |at: usize| {
            here.sentences += ended(&sentences[here.sentences as usize..], |sentence| sentence.last as usize <= at);
            here.phrases += ended(&phrases[here.phrases as usize..], |phrase| phrase.last as usize <= at);
            here.quoted += ended(&quoted[here.quoted as usize..], |quoted| quoted.open as usize <= at);
            here
        };
        (0..tokens).map(placement).collect()
    }
}

fn ended<T>(items: &[T], is: impl Fn(&T) -> bool) -> u32 {
    items.iter().take_while(|item| is(item)).count() as u32
}

impl<'a> Parse<'a> {
    /// The words of token `at`; empty past the last.
    #[inline]
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(&self.prose.text))
    }

    /// Whether token `at` exists and is `word`, in any case.
    #[inline]
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.bytes(at).is_some_and(|bytes| same(bytes, word.as_bytes()))
    }

    /// Whether token `at` exists and is one of `words`, in any case.
    #[inline]
    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.bytes(at).is_some_and(|bytes| words.iter().any(|word| same(bytes, word.as_bytes())))
    }

    #[inline]
    fn bytes(&self, at: usize) -> Option<&'a [u8]> {
        let span = self.tokens.get(at)?.span;
        self.prose.text.as_bytes().get(span.start as usize..span.end as usize)
    }

    /// Whether token `at` exists and is in a class of the lexicon.
    #[inline]
    pub fn has(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.entry.classes.has(class))
    }

    /// Whether token `at` exists and is in a set of the list of deeds.
    #[inline]
    pub fn in_deeds(&self, at: usize, set: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.entry.deeds.is_empty() && Deeds::shipped().row_has(token.entry.deeds, set))
    }

    /// The verbs of the list of deeds that token `at` may be a form of.
    pub fn deed_forms(&self, at: usize) -> &'static [DeedForm] {
        let row = self.tokens.get(at).map(|token| token.entry.deeds).filter(|row| !row.is_empty());
        row.map_or(&[], |row| Deeds::shipped().forms(row))
    }

    /// Whether token `at` exists and is an entry of one word in a set of the list on fairness.
    #[inline]
    pub fn in_fairness(&self, at: usize, set: &str) -> bool {
        let row = self.tokens.get(at).map(|token| token.entry.fairness).filter(|row| !row.is_empty());
        row.is_some_and(|row| Fairness::shipped().length(set, row, std::iter::empty()).is_some())
    }

    /// How many words the longest entry has that starts at the first of `tokens`, ends among them and is in a set of the list on fairness.
    #[inline]
    pub fn fairness_entry(&self, tokens: Range<usize>, set: &str) -> Option<usize> {
        let row = self.tokens.get(tokens.start).map(|token| token.entry.fairness).filter(|row| !row.is_empty())?;
        Fairness::shipped().length(set, row, tokens.skip(1).map(|at| self.word(at)))
    }

    /// The reporting verb token `at` is a form of, when it is tagged as a verb.
    #[inline]
    pub fn reporting_verb(&self, at: usize) -> Option<&'a Verb> {
        let form = self.tokens.get(at)?.entry.verb?;
        self.tags[at].is_verb().then(|| self.lexicon.verb(form))
    }

    /// The prose span of tokens `range`.
    #[inline]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// The index of the sentence that holds token `at`.
    #[inline]
    pub fn sentence_of(&self, at: usize) -> usize {
        match self.places.get(at) {
            Some(place) => place.sentences as usize,
            None => self.sentences.partition_point(|sentence| sentence.last as usize <= at),
        }
    }

    /// The block of sentence `index`.
    #[inline]
    pub fn block_of(&self, sentence: usize) -> &'a Block {
        &self.prose.blocks[self.sentences[sentence].block as usize]
    }

    /// The innermost base noun phrase that holds token `at`.
    #[inline]
    pub fn phrase_of(&self, at: usize) -> Option<&'a Phrase> {
        let place = self.places.get(at)?;
        self.phrases.get(place.phrases as usize).filter(|phrase| phrase.first as usize <= at)
    }

    /// The outermost quoted stretch that holds token `at`.
    pub fn quoted_at(&self, at: usize) -> Option<&'a Quoted> {
        let before = self.places.get(at)?.quoted as usize;
        self.quoted[..before].iter().rev().take(8).filter(|quoted| at < quoted.end as usize).min_by_key(|quoted| quoted.depth)
    }

    /// The tokens that a span, in prose bytes, touches.
    pub fn tokens_over(&self, span: Span) -> std::ops::Range<usize> {
        self.tokens.partition_point(|token| token.span.end <= span.start)..self.token_from(span.end)
    }

    /// The first token that starts at or after prose byte `offset`.
    pub fn token_from(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }

    /// The same, found soonest if it stands near token `near`: a long text is not searched for what is a few words away.
    pub fn token_from_near(&self, offset: u32, near: usize) -> usize {
        let before = |at: usize| self.tokens.get(at).is_some_and(|token| token.span.start < offset);
        let (mut from, mut to, mut step) = (near.min(self.tokens.len()), near.min(self.tokens.len()), 16);
        while from > 0 && !before(from - 1) {
            (to, from) = (from, from.saturating_sub(step));
            step *= 2;
        }
        while before(to) {
            (from, to) = (to, (to + step).min(self.tokens.len()));
            step *= 2;
        }
        from + self.tokens[from..to].partition_point(|token| token.span.start < offset)
    }
}

/// Whether two words are the same in any case; the first letters tell most apart.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    let starts = |word: &[u8]| word.first().map(|byte| byte | 0x20);
    one.len() == other.len() && starts(one) == starts(other) && one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn article(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    #[test]
    fn words_are_the_same_in_any_case() {
        let article = article("The @ ferry didn’t sail.");
        let parse = article.parse();
        assert!(parse.is(0, "the") && parse.is_any(2, &["pier", "FERRY"]) && parse.is(1, "@"));
        assert!(!parse.is(1, "`") && !parse.is(0, "tha") && !parse.is(0, "") && !parse.is(99, "") && !parse.is_any(99, &[""]));
    }

    #[test]
    fn placements_are_what_a_search_finds() {
        let article = article(&"“The old ferry,” she said, “has ‘gone’.” The pier of Vellmouth is shut. \n\n“Who".repeat(9));
        let parse = article.parse();
        assert!(parse.quoted.len() > 20 && parse.phrases.len() > 20);
        for at in 0..parse.tokens.len() {
            let sentence = parse.sentences.partition_point(|sentence| sentence.last as usize <= at);
            let phrase = parse.phrases.iter().find(|phrase| (phrase.first as usize..phrase.last as usize).contains(&at));
            let outermost =
                parse.quoted.iter().filter(|quoted| (quoted.open..quoted.end).contains(&(at as u32))).min_by_key(|quoted| quoted.depth);
            assert_eq!((parse.sentence_of(at), parse.phrase_of(at), parse.quoted_at(at)), (sentence, phrase, outermost));
        }
        assert_eq!(parse.sentence_of(parse.tokens.len()), parse.sentences.len());
    }

    #[test]
    fn a_token_is_found_from_wherever_it_is_looked_for() {
        let article = article(&"The ferry sailed to Vellmouth at noon. ".repeat(30));
        let parse = article.parse();
        for offset in (0..parse.prose.text.len() as u32 + 2).step_by(13) {
            for near in (0..parse.tokens.len() + 2).step_by(17) {
                assert_eq!(parse.token_from_near(offset, near), parse.token_from(offset), "byte {offset} from token {near}");
            }
        }
    }
}
