//! Where sentences end.
//!
//! A full stop ends a sentence unless something speaks against it, and what speaks against it is structure: an abbreviation before a
//! name, an initial, small letters after it. A closed quotation or bracket is never cut: its sentences belong to the one sentence
//! that quotes them, so that "She said: “It leaks. We told them.”" is one piece with its speaker. What never closes is cut as usual.

use std::ops::Range;

use super::quotation_marks::Quoted;
use super::token::{Shape, Token};
use crate::lexicon::Class;
use crate::prose::{Block, Prose, Role};
use crate::text::Span;

/// A sentence, or what stands alone as one (a byline, a menu).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Prose bytes, from the first token to the last.
    pub span: Span,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Index of its block.
    pub block: u32,
}

impl Sentence {
    /// Its tokens as a range.
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// A sentence of more tokens is cut there: nobody writes one, and what looks at each pair of words must stay fast on files that are no
/// prose.
const LONGEST: usize = 500;

/// Cuts the tokens `range` of one block into sentences. `quoted` are the block's quoted stretches, in order of their opening marks.
pub fn split(prose: &Prose, block_index: usize, tokens: &[Token], range: Range<usize>, quoted: &[Quoted], sentences: &mut Vec<Sentence>) {
    let block: &Block = &prose.blocks[block_index];
    let mut push = |from: usize, to: usize| {
        for first in (from..to).step_by(LONGEST) {
            let last = to.min(first + LONGEST);
            let span = Span::new(tokens[first].span.start, tokens[last - 1].span.end);
            sentences.push(Sentence { span, first: first as u32, last: last as u32, block: block_index as u32 });
        }
    };
    let sentences_stand_there =
        block.role.is_body() || matches!(block.role, Role::Caption | Role::Standfirst | Role::Headline | Role::Heading);
    if !sentences_stand_there {
        push(range.start, range.end);
        return;
    }
    let text = &prose.text;
    let own = &tokens[..range.end];
    let mut closed = quoted.iter().filter(|quoted| quoted.ends.is_closed()).peekable();
    // Up to here, nothing may be cut: a quotation or bracket is open.
    let mut whole = range.start;
    let mut start = range.start;
    let mut at = range.start;
    let mut openings = Openings::default();
    while at < range.end {
        while let Some(quoted) = closed.next_if(|quoted| quoted.open as usize <= at) {
            whole = whole.max(quoted.end as usize);
        }
        if at >= whole && tokens[at].span.len() == 1 && tokens[at].span.of(text) == "(" {
            whole = bracket_end(text, own, at);
        }
        let Some((after, ends)) = ends_at(text, own, start, at, &mut openings) else {
            at += 1;
            continue;
        };
        if ends && after >= whole {
            push(start, after);
            start = after;
        }
        at = after;
    }
    push(start, range.end);
}

/// A bracket longer than this is taken for one that was never closed.
const LONGEST_BRACKET: usize = 120;

/// One past the bracket that closes the one at `at`, or `at` if it is not closed soon.
fn bracket_end(text: &str, tokens: &[Token], at: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(at).take(LONGEST_BRACKET) {
        match token.span.of(text) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    at
}

/// If token `at` may end a sentence: one past it and the closing marks behind it, and whether it does.
fn ends_at(text: &str, tokens: &[Token], start: usize, at: usize, openings: &mut Openings) -> Option<(usize, bool)> {
    let token = &tokens[at];
    let word = token.span.of(text);
    let abbreviation = token.shape.is_word() && word.ends_with('.') && word.len() > 1;
    let ellipsis = word == "…" || (word.starts_with("..") && word.bytes().all(|b| b == b'.'));
    let emphatic = word.starts_with(['!', '?']);
    if !(abbreviation || ellipsis || emphatic || word == ".") {
        return None;
    }
    let mut after = at + 1;
    while after < tokens.len() && closes(text, tokens, after) {
        after += 1;
    }
    let quoted = tokens[at + 1..after].iter().any(|token| token.shape == Shape::CloseQuote);
    let stopped = tokens[at + 1..after].iter().any(|token| matches!(token.span.of(text), "." | "!" | "?"));
    let Some(next) = tokens.get(after) else { return Some((after, true)) };
    // Four dots are an ellipsis and a full stop; three, with the words running on, are a pause.
    let pause = ellipsis && !quoted && word.len() != 4;
    // "You can't!" Mr. Oru shouted.
    let spoken = || {
        let verb =
            if quoted { speaker_follows(text, tokens, after).or_else(|| described_speaker_follows(text, tokens, after)) } else { None };
        verb.is_some_and(|verb| emphatic || ellipsis || tokens.get(verb + 1).is_none_or(|end| matches!(end.span.of(text), "." | "!" | "?")))
    };
    let goes_on = !openings.begin_sentence(text, tokens, after)
        || pause
        || (abbreviation && !quoted && !stopped && !abbreviation_ends(text, tokens, start, at, next))
        || spoken();
    Some((after, !goes_on))
}

/// Whether token `at` closes what stands before it. A stop doubled by mistake (".”.") goes with its sentence too.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let word = token.span.of(text);
    token.shape == Shape::CloseQuote || matches!(word, ")" | "]" | "}") || (!token.spaced && matches!(word, "." | "!" | "?"))
}

/// The run of opening marks and dashes that was looked over last: each ellipsis of `… … …` asks what stands behind them all.
#[derive(Default)]
struct Openings {
    run: Range<usize>,
}

impl Openings {
    /// Whether a sentence can begin at token `at`: with a capital or a figure, opening marks and dashes aside.
    fn begin_sentence(&mut self, text: &str, tokens: &[Token], at: usize) -> bool {
        if !self.run.contains(&at) {
            let first = (at..tokens.len()).find(|at| !opens_or_pauses(text, &tokens[*at]));
            self.run = at..first.unwrap_or(tokens.len());
        }
        tokens.get(self.run.end).is_some_and(|token| match token.shape {
            Shape::Capitalized | Shape::Upper | Shape::Number | Shape::Alphanumeric => true,
            Shape::Mixed => true,
            Shape::Punctuation => matches!(token.span.of(text), "$" | "£" | "€" | "#" | "@" | "•"),
            _ => false,
        })
    }
}

fn opens_or_pauses(text: &str, token: &Token) -> bool {
    let pauses = |word: &str| matches!(word, "(" | "[" | "—" | "–" | "-" | "--" | "…" | "...");
    token.shape == Shape::OpenQuote || pauses(token.span.of(text))
}

/// Abbreviations that what they abbreviate goes on after.
const NEVER_LAST: [&str; 12] = ["v.", "vs.", "e.g.", "i.e.", "cf.", "approx.", "ca.", "viz.", "incl.", "est.", "al.", "resp."];

/// Abbreviations of titles and given names stand before a name; these, too, end a sentence now and then.
const AFTER_A_NAME: [&str; 11] = ["jr.", "sr.", "inc.", "corp.", "co.", "cos.", "ltd.", "bros.", "plc.", "esq.", "ph.d."];

/// Whether an abbreviation's full stop also ends the sentence.
fn abbreviation_ends(text: &str, tokens: &[Token], start: usize, at: usize, next: &Token) -> bool {
    let word = tokens[at].span.of(text);
    let classes = tokens[at].entry.classes;
    let one_of = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    // "I." and "no." are words more often than numerals where a sentence could end.
    if word == "I." {
        return true;
    }
    if word.eq_ignore_ascii_case("no.") || word.eq_ignore_ascii_case("nos.") {
        return next.shape != Shape::Number && at != start || next.entry.classes.has(Class::Opener);
    }
    if at == start || one_of(&NEVER_LAST) || classes.has(Class::Month) {
        return false;
    }
    if classes.any(&[Class::Honorific, Class::Title]) && !one_of(&AFTER_A_NAME) {
        return false;
    }
    // "U.S. On", "Inc. The": only a closed-class word, or a quotation, surely begins a sentence; a name may go on.
    let name_like = next.entry.classes.any(&[Class::GivenName, Class::FamilyName]) && next.shape == Shape::Capitalized;
    let opener = next.entry.classes.has(Class::Opener) && next.shape.is_capitalized();
    let stem = word.trim_end_matches('.');
    if stem.chars().count() == 1 {
        // "John F. May" goes on; "at Berth B. The" does not.
        return opener && !name_like;
    }
    let clock = word.len() == 4 && (word.ends_with(".m.") || word.ends_with(".M."));
    let dated = next.entry.classes.any(&[Class::Weekday, Class::Month]);
    // Shares, officials, analysts: behind a company a plain noun with a capital begins the next sentence; behind "U.S." it need not.
    let after_company = one_of(&AFTER_A_NAME) && next.shape == Shape::Capitalized && plain_noun(next);
    opener || next.shape == Shape::OpenQuote || (clock && !dated && next.shape == Shape::Capitalized) || after_company
}

fn plain_noun(token: &Token) -> bool {
    token.entry.classes.any(&[Class::PeopleNoun, Class::PersonNoun, Class::DocumentNoun, Class::CueNoun, Class::Weekday])
        && !token.entry.classes.any(&[Class::GivenName, Class::FamilyName])
}

/// The reporting verb of a speaker who comes next ("Mr. Oru shouted", "she said", "shouted Mr. Oru").
fn speaker_follows(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    for (index, token) in tokens.iter().enumerate().skip(at).take(6) {
        if token.entry.verb.is_some() && token.shape == Shape::Lower {
            return Some(index);
        }
        let word = token.span.of(text);
        let goes_on = word.starts_with(char::is_uppercase)
            || token.entry.classes.any(&[Class::Title, Class::Honorific, Class::PersonNoun])
            || matches!(word, "the" | "a" | "an" | "of" | "he" | "she" | "they");
        if !goes_on {
            return None;
        }
    }
    None
}

/// Tokens of the longest description between a name and its reporting verb.
const DESCRIPTION: usize = 30;

/// The reporting verb of a speaker who is described first: "Marit Oru, a fitter, told the mayor", "Oru (a nurse) asked". A verb that a
/// clause follows tells of its own.
fn described_speaker_follows(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let named =
        |token: &Token| token.span.of(text).starts_with(char::is_uppercase) || token.entry.classes.any(&[Class::Title, Class::Honorific]);
    let name = tokens[at..].iter().take(6).take_while(|token| named(token)).count();
    let end = tokens.len().min(at + DESCRIPTION);
    if name == 0 || !matches!(word(at + name), "," | "(" | "–" | "—" | "--") {
        return None;
    }
    let described = at + name + 1..end;
    let stops = described.clone().find(|at| matches!(word(*at), "." | "!" | "?" | ";" | ":") || tokens[*at].shape == Shape::OpenQuote);
    let described = described.start..stops.unwrap_or(end);
    let closes = |at: &usize| if word(*at) == ")" { at + 1 } else { *at };
    let verbs = described.filter(|at| matches!(word(*at - 1), "," | ")" | "–" | "—" | "--")).map(|at| closes(&at));
    let verb = verbs.into_iter().find(|at| {
        let adverb = usize::from(word(*at).ends_with("ly"));
        tokens.get(at + adverb).is_some_and(|token| token.entry.verb.is_some() && token.shape == Shape::Lower)
    })?;
    let clause =
        |at: usize| matches!(word(at), "that" | "he" | "she" | "it" | "they" | "we" | "there" | "the" | "his" | "her" | "its" | "their");
    let addresses = matches!(word(verb), "told" | "tells" | "asked" | "asks" | "reminded" | "informed" | "warned" | "assured");
    let own_clause = if addresses { (verb + 1..end.min(verb + 8)).any(|at| word(at) == "that") } else { clause(verb + 1) };
    (!own_clause).then_some(verb)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn cut(text: &str) -> Vec<String> {
        let article = Article::analyze(Document::new("t.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        parse.sentences.iter().map(|sentence| sentence.span.of(&article.prose.text).to_owned()).collect()
    }

    /// "|" stands where one sentence ends and the next begins, "¦" where no space is between them.
    #[test]
    fn hard_cases_are_cut_where_a_reader_would() {
        let cases = [
            "Mr. Oru met Dr. J. R. Hale at St. Anne's.|He stayed.",
            "She flew to the U.S.|On Wednesday she came back.",
            "She flew to the U.S. on Wednesday.|The U.S. Navy waited.",
            "Sen. Marit Oru (R., Fla.) spoke.|Rep. Hale (D., N.Y.) did not.",
            "It was No. 2 on the list.|No.|They stayed.",
            "They met at 10 a.m. Tuesday.|The talks ended at 5 p.m.|He left.",
            "He runs Vellmouth Ports Inc.|Officials met on Monday.",
            "He runs Hale Bros. Inc.|The board met.",
            "“You can’t do that!” Mr. Oru shouted.|Nobody moved.",
            "“Who leaked it?” she asked.|He said nothing.",
            "“Who leaked it?”|The hall was silent.",
            "She waited ... and waited.|Then he came.",
            "“I saw … Nobody else did,” he said.|“Why?”",
            "He said: “It leaks. We told them. They laughed.”|The board met.",
            "\"It leaks. We told them,\" Oru said.|\"They laughed.\"",
            "The pier closed.|(The ferry did not. It never does.)|Boats left.",
            "He called it “a disgrace.”|The board disagreed.",
            "He said: “It leaks.|We told them.|They laughed.",
            "The council met.¦The mayor left.",
            "Prof. Hale and Sec. Oru wrote to Gov. Lind.|Gen. Wey did not.",
            "It cost $2.5 million.|$3 million was planned.",
            "Oru vs. Hale was heard on Jan. 5 by Judge B. Lind Jr.|It was short.",
            "The boat left from Berth B.|The crew slept.",
            "What now?!|Who pays?|Nobody knows....|They left.",
            "He wrote to oru@vellmouth.example.|See www.vellmouth.example.|Thanks.",
            "It rose by 3.5 per cent, to 1,200.|In 2019 it fell.",
        ];
        for case in cases {
            let wanted: Vec<&str> = case.split(['|', '¦']).collect();
            assert_eq!(cut(&case.replace('|', " ").replace('¦', "")), wanted, "{case}");
        }
    }

    #[test]
    fn marks_that_never_close_cost_no_more_than_others() {
        let started = std::time::Instant::now();
        assert!(cut(&"“He left. ".repeat(10_000)).len() > 9_000);
        assert!(!cut(&"(".repeat(5_000)).is_empty());
        assert_eq!(cut(&"He left (again. ".repeat(5_000)).len(), 5_000);
        // Three seconds where nothing else runs.
        assert!(started.elapsed().as_secs() < 20);
    }
}
