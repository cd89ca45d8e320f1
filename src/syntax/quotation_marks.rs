//! Which quotation mark opens, which closes, and what lies between.
//!
//! Curly marks say what they do; straight ones are read from their place. Single marks look like apostrophes, so they open only before
//! a word and close only where an apostrophe is unlikely; where their pairing stays in doubt they end as [`QuotedEnd::Doubtful`] with
//! their sentence's paragraph, and never swallow later paragraphs.

mod edge;

use std::ops::Range;

use super::token::{Shape, Token};
use crate::prose::Prose;
use crate::text::Span;
use edge::{Edge, closes_later};

/// How a quoted stretch ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotedEnd {
    /// With its closing mark.
    Closed,
    /// With its paragraph, and the next paragraph opens again: one quotation over several paragraphs.
    Continued,
    /// With its paragraph, or inside a quotation with that one; no closing mark is there.
    Unclosed,
    /// With its closing mark; the opening one is missing, and it is taken to begin where its sentence does.
    Unopened,
    /// No closing mark is there, but the opening one may be an apostrophe or misread.
    Doubtful,
}

impl QuotedEnd {
    /// Whether it has its closing mark.
    pub fn is_closed(self) -> bool {
        matches!(self, QuotedEnd::Closed | QuotedEnd::Unopened)
    }
}

/// A stretch between quotation marks, inside one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    /// Prose bytes, marks included.
    pub span: Span,
    /// Token of the opening mark (or the first token, where a quotation goes on from the paragraph before without a mark or the mark is
    /// missing).
    pub open: u32,
    /// One past the last token (the closing mark, if there is one).
    pub end: u32,
    /// 0 for the outermost, 1 for a quotation inside a quotation.
    pub depth: u8,
    /// How it ends.
    pub ends: QuotedEnd,
    /// Index of its block.
    pub block: u32,
}

/// What stands right before a closing mark.
const PAUSES: &[char] = &[',', '.', '!', '?', '…'];

/// A sentence that lost its opening mark is looked over for so many tokens.
const LONGEST: usize = 200;

/// Deeper nesting than this is a mistake in the text.
const DEEPEST: usize = 4;

/// The mark's family; a mark closes only its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

impl Family {
    /// The other family of outer marks.
    fn other(self) -> Family {
        if self == Family::Angle { Family::Double } else { Family::Angle }
    }

    /// Whether an open mark of this family may be meant by a closing one of `closing`.
    fn closes_for(self, closing: Family) -> bool {
        self != Family::Single && self == closing.other()
    }
}

/// What a mark may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
}

struct Open {
    token: usize,
    family: Family,
}

/// Pairs the quotation marks of an article; in text order of their opening marks. `blocks[i]` holds the token range of block `i`.
pub fn pair(prose: &Prose, tokens: &[Token], blocks: &[Range<usize>]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut carried = false;
    let edges: Vec<Edge> = blocks.iter().map(|range| Edge::of(&prose.text, tokens, range)).collect();
    for (block, range) in blocks.iter().enumerate() {
        let first = found.len();
        let mut reader =
            BlockReader { text: &prose.text, tokens, range: range.clone(), block: block as u32, open: Vec::new(), found: &mut found };
        carried = reader.read(carried, edges[block], edges.get(block + 1..).unwrap_or_default());
        found[first..].sort_by_key(|quoted| (quoted.open, std::cmp::Reverse(quoted.end)));
    }
    found
}

struct BlockReader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    range: Range<usize>,
    block: u32,
    open: Vec<Open>,
    found: &'a mut Vec<Quoted>,
}

impl BlockReader<'_> {
    /// Reads one block. `carried`: the block before left a quotation open; returns the same for this one.
    fn read(&mut self, carried: bool, edge: Edge, next: &[Edge]) -> bool {
        // A quotation that goes on without a new opening mark must be closed by an unmistakable mark.
        if carried && (edge == Edge::Closes || edge == Edge::Silent && closes_later(next)) {
            self.open.push(Open { token: self.range.start, family: Family::Double });
        }
        for at in self.range.clone() {
            let Some((family, turn)) = mark(self.text, self.tokens, at) else { continue };
            let is_open = self.open.iter().any(|open| open.family == family);
            let german = self.open.last().is_some_and(|open| self.tokens[open.token].span.of(self.text) == "„");
            // A typing slip: “word“, “word “., or ”word“.
            let slip = is_open
                && family == Family::Double
                && turn == Turn::Opens
                && (self.closes_all_the_same(at) || self.closes_behind_pause(at));
            match turn {
                Turn::Opens if slip => self.close(at, family),
                Turn::Opens if german && family == Family::Double => self.close(at, family),
                Turn::Opens if family != Family::Single => self.begin(at, family),
                Turn::Closes if is_open && family != Family::Single => self.close(at, family),
                // «word” where no “ is open.
                Turn::Closes if family != Family::Single && self.open.last().is_some_and(|open| open.family.closes_for(family)) => {
                    self.close(at, family.other());
                }
                Turn::Closes if family != Family::Single => {
                    // ”word” for “word”.
                    if at == self.range.start || self.tokens[at].spaced && self.before_word(at) {
                        self.begin(at, family);
                    } else {
                        self.unopened(at);
                    }
                }
                Turn::Either if family == Family::Double => self.straight(at, is_open),
                // “word,’’ with two single marks for the closing one.
                Turn::Closes if family == Family::Single && self.is_second(at) => self.close(at, Family::Double),
                _ => self.single(at, turn, is_open),
            }
        }
        self.finish(next)
    }

    fn straight(&mut self, at: usize, is_open: bool) {
        let opens = self.tokens[at].spaced && self.before_word(at);
        if !is_open {
            let inches = at > self.range.start && !self.tokens[at].spaced && self.tokens[at - 1].shape == Shape::Number;
            if opens || at == self.range.start || (!inches && self.before_word(at)) || self.loosely_opens(at) {
                self.begin(at, Family::Double);
            } else {
                self.unopened(at);
            }
        } else if opens && at > self.range.start && self.ends_sentence(at - 1) && !self.opened_just_before(at) {
            self.begin(at, Family::Double);
        } else {
            self.close(at, Family::Double);
        }
    }

    fn single(&mut self, at: usize, turn: Turn, is_open: bool) {
        let before = (at > self.range.start && !self.tokens[at].spaced).then(|| &self.tokens[at - 1]);
        let elided = self.elision(at) || self.decade(at, is_open);
        // "[it]'s": an apostrophe; '…behind,'”: a mark before another that closes.
        let joined = before.is_some_and(|token| token.shape.is_word() || matches!(token.span.of(self.text), "]" | ")"));
        let next = self.tokens.get(at + 1).filter(|_| self.before_word(at));
        let closing = next.is_some_and(|next| next.shape == Shape::CloseQuote && !self.before_word(at + 1));
        let opens = turn != Turn::Closes && !joined && !closing && self.before_word(at) && !elided;
        if opens && !self.after_stop_without_space(at) {
            self.begin(at, Family::Single);
            return;
        }
        if !is_open {
            self.unopened(at);
            return;
        }
        let Some(before) = before else { return };
        let word = before.span.of(self.text);
        // "the workers' party": a plural possessive, if a better closing mark comes later.
        let plural = before.shape.is_word() && word.ends_with(['s', 'S']) && self.goes_on_as_possessive(at);
        if !plural {
            self.close(at, Family::Single);
        }
    }

    fn begin(&mut self, at: usize, family: Family) {
        let same = self.open.iter().rposition(|open| open.family == family);
        if let Some(index) = same {
            // A new quotation after a full stop: the one before was never closed.
            let restarts = at > self.range.start && self.ends_sentence(at - 1);
            if restarts || self.open.len() >= DEEPEST {
                self.abandon(index, at);
            }
        } else if self.open.len() >= DEEPEST {
            self.abandon(0, at);
        }
        self.open.push(Open { token: at, family });
    }

    fn close(&mut self, at: usize, family: Family) {
        let Some(index) = self.open.iter().rposition(|open| open.family == family) else { return };
        // What was opened inside and not closed is no quotation, but a slip.
        while self.open.len() > index + 1 {
            let Some(inner) = self.open.pop() else { break };
            self.push(inner.token, at, QuotedEnd::Unclosed);
        }
        // '' and ' behind one another close an inner and an outer quotation.
        let third = at + 1 < self.range.end && !self.tokens[at + 1].spaced && self.tokens[at + 1].span.of(self.text) == "'";
        let end = at + 1 + usize::from(third && self.tokens[at].span.of(self.text) == "''");
        if let Some(open) = self.open.pop()
            && open.token < at
        {
            self.push(open.token, end, QuotedEnd::Closed);
        }
    }

    /// A straight mark with space on both sides, where the next one of its paragraph closes: `" not one dime"`.
    fn loosely_opens(&self, at: usize) -> bool {
        let loose = self.tokens[at].spaced && at + 1 < self.range.end && self.tokens[at + 1].spaced;
        let mut later = (at + 1..self.range.end.min(at + LONGEST)).filter(|later| self.double(*later).is_some());
        loose && later.next().is_some_and(|next| !self.tokens[next].spaced && !self.before_word(next))
    }

    /// The mark at `at` can only close a quotation, and none is open: right behind a pause, with no word after it.
    fn unopened(&mut self, at: usize) {
        let pause = at > self.range.start && !self.tokens[at].spaced && self.tokens[at - 1].span.of(self.text).ends_with(PAUSES);
        let behind = self.tokens.get(at + 1).filter(|_| at + 1 < self.range.end);
        let ends = behind.is_none_or(|next| next.spaced || next.shape == Shape::Punctuation);
        if !pause || !ends || !self.open.is_empty() || self.range.len() < 3 {
            return;
        }
        let before = self.found.iter().rev().take(DEEPEST).take_while(|quoted| quoted.block == self.block);
        let floor =
            before.map(|quoted| quoted.end as usize).max().unwrap_or_default().max(self.range.start).max(at.saturating_sub(LONGEST));
        let from = (floor + 1..at - 1).rev().find(|start| self.begins(*start - 1)).unwrap_or(floor);
        if (from..at).any(|word| self.tokens[word].shape.is_word()) {
            self.push(from, at + 1, QuotedEnd::Unopened);
        }
    }

    /// Whether words that were spoken may begin behind token `at`: a full stop, a colon, or a reporting verb's comma.
    fn begins(&self, at: usize) -> bool {
        match self.tokens[at].span.of(self.text) {
            "." | "!" | "?" | "…" | ":" => true,
            "," => at > self.range.start && self.tokens[at - 1].entry.verb.is_some(),
            _ => false,
        }
    }

    /// Ends the open quotations from `index` on before token `at`.
    fn abandon(&mut self, index: usize, at: usize) {
        while self.open.len() > index {
            let Some(open) = self.open.pop() else { break };
            let ends = if open.family == Family::Single { QuotedEnd::Doubtful } else { QuotedEnd::Unclosed };
            self.push(open.token, at, ends);
        }
    }

    fn finish(&mut self, next: &[Edge]) -> bool {
        let mut carried = false;
        while let Some(open) = self.open.pop() {
            let ends = match (open.family, next.first()) {
                (_, Some(Edge::Opens(family))) if *family == open.family && self.open.is_empty() => {
                    carried = true;
                    QuotedEnd::Continued
                }
                (Family::Single, _) => QuotedEnd::Doubtful,
                _ => {
                    let closes_later = open.family == Family::Double && closes_later(next);
                    carried |= closes_later;
                    if closes_later { QuotedEnd::Continued } else { QuotedEnd::Unclosed }
                }
            };
            self.push(open.token, self.range.end, ends);
        }
        carried
    }

    fn push(&mut self, open: usize, end: usize, ends: QuotedEnd) {
        if open >= end {
            return;
        }
        let span = Span::new(self.tokens[open].span.start, self.tokens[end - 1].span.end);
        let depth = self.open.len().min(DEEPEST) as u8;
        self.found.push(Quoted { span, open: open as u32, end: end as u32, depth, ends, block: self.block });
    }

    fn before_word(&self, at: usize) -> bool {
        at + 1 < self.range.end && !self.tokens[at + 1].spaced
    }

    /// Whether an opening mark stands where only a closing one can: right behind a word, before a stop or at the end, or for a mark
    /// that was itself turned the wrong way.
    fn closes_all_the_same(&self, at: usize) -> bool {
        let next = (at + 1 < self.range.end).then(|| &self.tokens[at + 1]);
        let stops = next.is_none_or(|next| !next.spaced && next.span.of(self.text).starts_with(['.', ',', ';', '!', '?']));
        let behind_word = !self.tokens[at].spaced && next.is_none_or(|next| next.spaced || next.shape == Shape::Punctuation);
        let turned = self.open.last().is_some_and(|open| self.tokens[open.token].span.of(self.text) == "”");
        stops || behind_word || turned
    }

    /// A mark turned the wrong way right before the reporting clause ("… the land, “Oru said."): behind a pause, and the last of its block.
    fn closes_behind_pause(&self, at: usize) -> bool {
        let pause = at > self.range.start && self.tokens[at - 1].span.of(self.text).ends_with([',', '.', '!', '?', '…']);
        pause && !self.opened_just_before(at) && (at + 1..self.range.end).all(|later| self.double(later).is_none())
    }

    /// Whether a single mark is the second of two that close a double one.
    fn is_second(&self, at: usize) -> bool {
        let double = self.open.iter().any(|open| open.family == Family::Double);
        double && at > self.range.start && !self.tokens[at].spaced && self.tokens[at - 1].span.of(self.text) == "’"
    }

    fn double(&self, at: usize) -> Option<Turn> {
        mark(self.text, self.tokens, at).filter(|(family, _)| *family == Family::Double).map(|(_, turn)| turn)
    }

    fn opened_just_before(&self, at: usize) -> bool {
        self.open.last().is_some_and(|open| open.token + 1 == at)
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let word = self.tokens[at].span.of(self.text);
        word.ends_with(['.', '!', '?', '…'])
            || (self.tokens[at].shape == Shape::CloseQuote && at > 0 && self.tokens[at - 1].span.of(self.text).ends_with(['.', '!', '?']))
    }

    fn after_stop_without_space(&self, at: usize) -> bool {
        at > self.range.start && !self.tokens[at].spaced && self.ends_sentence(at - 1)
    }

    /// 'em, 'til, 'tis, 'n', '90s.
    fn elision(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return true };
        let word = next.span.of(self.text);
        let closed_soon = self.tokens.get(at + 2).is_some_and(|token| !token.spaced && matches!(token.shape, Shape::CloseQuote));
        let short = ["em", "til", "tis", "twas", "cause", "n", "round", "bout"].iter().any(|elided| word.eq_ignore_ascii_case(elided));
        short && (!closed_soon || word.eq_ignore_ascii_case("n"))
    }

    /// "in '62", "the '57 model": an apostrophe for a century inside a quotation, or behind a word that no quotation follows.
    fn decade(&self, at: usize, is_open: bool) -> bool {
        let Some(next) = self.tokens.get(at + 1).filter(|_| self.before_word(at)) else { return false };
        let digits = next.span.of(self.text).trim_end_matches('s');
        let year = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let before = at.checked_sub(1).filter(|before| *before >= self.range.start).map(|before| &self.tokens[before]);
        let within = before.is_some_and(|before| before.shape.is_word() && before.entry.verb.is_none());
        let opened = self.opened_just_before(at);
        year && (is_open || within || opened || next.span.of(self.text).ends_with('s'))
    }

    /// Whether the mark at `at` stands before a word of the same phrase and another closing mark comes before the next opening one.
    fn goes_on_as_possessive(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1).filter(|_| at + 1 < self.range.end) else { return false };
        if !next.spaced || !next.shape.is_word() {
            return false;
        }
        for later in at + 2..self.range.end.min(at + 80) {
            if let Some((Family::Single, turn)) = mark(self.text, self.tokens, later) {
                let spaced = self.tokens[later].spaced;
                return turn != Turn::Opens && !spaced;
            }
        }
        false
    }
}

fn mark(text: &str, tokens: &[Token], at: usize) -> Option<(Family, Turn)> {
    if !matches!(tokens[at].shape, Shape::OpenQuote | Shape::CloseQuote) {
        return None;
    }
    Some(match tokens[at].span.of(text) {
        "“" | "„" | "‟" | "``" => (Family::Double, Turn::Opens),
        "”" => (Family::Double, Turn::Closes),
        "\"" | "''" => (Family::Double, Turn::Either),
        "«" => (Family::Angle, Turn::Opens),
        "»" => (Family::Angle, Turn::Closes),
        "‹" => (Family::Single, Turn::Opens),
        "›" => (Family::Single, Turn::Closes),
        "‘" | "‚" | "`" => (Family::Single, Turn::Opens),
        "’" => (Family::Single, Turn::Closes),
        "'" => (Family::Single, Turn::Either),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn quoted(text: &str) -> Vec<(String, u8, QuotedEnd)> {
        let article = Article::analyze(Document::new("t.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        parse.quoted.iter().map(|quoted| (quoted.span.of(&article.prose.text).to_owned(), quoted.depth, quoted.ends)).collect()
    }

    fn closed(text: &str) -> Vec<String> {
        quoted(text).into_iter().filter(|(.., ends)| *ends == QuotedEnd::Closed).map(|(words, ..)| words).collect()
    }

    #[test]
    fn every_kind_of_mark_is_paired() {
        assert_eq!(
            closed("She said “no.” He said \"yes.\" They «sang» it, ''loudly'' they said."),
            ["“no.”", "\"yes.\"", "«sang»", "''loudly''"]
        );
        assert_eq!(closed("„Gut“ was all. A ‘small’ step."), ["„Gut“", "‘small’"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        assert_eq!(
            closed("'If you look at Vellmouth and 'Harbour First,' you start with the board's own quay,' Oru told the crew."),
            ["'If you look at Vellmouth and 'Harbour First,' you start with the board's own quay,'", "'Harbour First,'"]
        );
        assert_eq!(closed("The dockers' union called it 'a fraud' in the '90s, rock 'n' roll years."), ["'a fraud'"]);
        assert_eq!(closed("He said, 'The dockers' union is done.' Then he left."), ["'The dockers' union is done.'"]);
        assert_eq!(closed("Oru's boats don't leave before the crews' pay."), [""; 0]);
    }

    #[test]
    fn a_quotation_over_paragraphs_opens_again_in_each() {
        let found = quoted("“We waited all night.\n\n“Then the boat came,” Oru said.");
        assert_eq!(found[0].2, QuotedEnd::Continued);
        assert_eq!(found[1], ("“Then the boat came,”".to_owned(), 0, QuotedEnd::Closed));
    }

    #[test]
    fn marks_turned_the_wrong_way_are_paired_all_the_same() {
        assert_eq!(
            closed("The play “Low Tide“ ran on. ”We wait, “she added. They meet in “the hall “."),
            ["“Low Tide“", "”We wait, “", "“the hall “"]
        );
    }

    #[test]
    fn a_mark_of_another_kind_closes_where_none_of_its_own_is_open() {
        assert_eq!(closed("It will « open the port to trade, ” said Oru. «Now,» she said."), ["« open the port to trade, ”", "«Now,»"]);
    }

    #[test]
    fn two_single_marks_close_a_double_one() {
        assert_eq!(closed("“We waited all night,’’ Oru said. “Nobody came.’’"), ["“We waited all night,’’", "“Nobody came.’’"]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        let found = quoted("Oru said: “We waited all night.\n\nThe board met on Monday.");
        assert_eq!(found, [("“We waited all night.".to_owned(), 0, QuotedEnd::Unclosed)]);
        let found = quoted("They were 'glad to be here. 'Nobody saw it,' the crew said.");
        assert_eq!(found[0].2, QuotedEnd::Doubtful);
        assert_eq!(found[1], ("'Nobody saw it,'".to_owned(), 0, QuotedEnd::Closed));
    }

    #[test]
    fn a_quotation_runs_on_over_paragraphs_without_marks_to_the_one_that_closes_it() {
        let found = quoted("\"We waited at the quay.\n\nNobody came that night.\n\nIt was cold, \"Oru said.");
        let ends: Vec<_> = found.iter().map(|(words, _, ends)| (words.as_str(), *ends)).collect();
        assert_eq!(
            ends,
            [
                ("\"We waited at the quay.", QuotedEnd::Continued),
                ("Nobody came that night.", QuotedEnd::Continued),
                ("It was cold, \"", QuotedEnd::Closed)
            ]
        );
    }

    #[test]
    fn an_opening_mark_behind_a_pause_closes_when_nothing_else_does() {
        assert_eq!(closed("“We cannot let them take the quay, “Oru stressed."), ["“We cannot let them take the quay, “"]);
        assert_eq!(closed("''They will say 'We waited,''' said Oru."), ["''They will say 'We waited,'''"]);
    }
}
