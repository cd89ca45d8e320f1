//! What a sentence says, as it is compared with another version: its words in their order, without what an edit beside the claim changes.
//!
//! Left out are articles and dates, and the ways of writing: capitals, punctuation, quotation marks, white space. Nothing else is. "The fund
//! was robbed by the mayor" and "for the mayor" differ in a preposition, "did" and "did not" in an adverb.

use std::ops::Range;

use crate::article::Article;
use crate::entity::Form;
use crate::lexicon::Class;
use crate::syntax::Parse;
use crate::text::Span;

const ARTICLES: &[&str] = &["a", "an", "the"];
/// What goes with a date where it goes.
const AT: &[&str] = &["on", "in"];
/// What shows that a word is a date: "in May" is one, and "May lied" is not.
const BEFORE_A_DATE: &[&str] =
    &["on", "in", "since", "until", "till", "during", "before", "after", "last", "next", "this", "late", "early", "mid", "every", "each"];
/// Letters that make no word and yet change what a figure says.
const SIGNS: &str = "$€£¥%";

/// The words of some text in small letters, without marks.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if !open {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        } else if SIGNS.contains(c) {
            words.push(c.to_string());
        }
        open = c.is_alphanumeric();
    }
    words
}

/// Words as they are compared; marks alone where there are no words.
pub(super) fn normal(text: &str) -> String {
    match words(text).join(" ") {
        none if none.is_empty() => text.split_whitespace().collect(),
        words => words,
    }
}

/// The sentences that a span touches, as indices.
pub(super) fn sentences(parse: &Parse, span: Span) -> Range<usize> {
    let first = parse.sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let touched = parse.sentences[first..].iter().take_while(|sentence| sentence.span.start < span.end).count();
    first..first + touched
}

/// The tokens of a span.
pub(super) fn tokens(parse: &Parse, span: Span) -> Range<usize> {
    parse.token_from(span.start)..parse.token_from(span.end)
}

/// What tokens say.
pub(super) fn said(parse: &Parse, tokens: Range<usize>) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let date = date(parse, at, &tokens);
        if date > at {
            if said.last().is_some_and(|last| AT.contains(&last.as_str())) {
                said.pop();
            }
            at = date;
            continue;
        }
        said.extend(words(parse.word(at)).into_iter().filter(|word| !ARTICLES.contains(&word.as_str())));
        at += 1;
    }
    said.join(" ")
}

/// Where the date ends that begins at a token; there where none does.
fn date(parse: &Parse, at: usize, tokens: &Range<usize>) -> usize {
    let is_name = |at: usize, class: Class| parse.tokens[at].shape.is_capitalized() && parse.has(at, class);
    let is_date = |at: usize| is_name(at, Class::Month) || is_name(at, Class::Weekday);
    let digits = |at: usize| parse.word(at).bytes().take_while(u8::is_ascii_digit).count();
    let is_number = |at: usize| (1..=2).contains(&digits(at)) && parse.word(at).len() <= 4;
    let is_year = |at: usize| digits(at) == 4 && parse.word(at).len() == 4;
    let within = |at: usize| tokens.contains(&at);
    // "3 May".
    let first = if is_number(at) && within(at + 1) && is_name(at + 1, Class::Month) { at + 1 } else { at };
    if !is_date(first) {
        return at;
    }
    let before = at.checked_sub(1).filter(|before| within(*before)).map(|before| parse.word(before).to_lowercase());
    let follows = before.is_some_and(|before| BEFORE_A_DATE.contains(&before.as_str()));
    // "said Monday": a weekday behind what is no name.
    let bare = is_name(first, Class::Weekday) && at > tokens.start && !parse.tokens[at - 1].shape.is_capitalized();
    let numbered = first > at || within(at + 1) && is_number(at + 1);
    if !(follows || bare || numbered) {
        return at;
    }
    let mut end = first + 1;
    let comma = |at: usize| within(at + 1) && parse.word(at) == ",";
    while within(end) {
        let next = if comma(end) { end + 1 } else { end };
        let goes_on = is_date(next) && next > end || is_number(next) && next == end && is_name(end - 1, Class::Month) || is_year(next);
        if !goes_on {
            break;
        }
        end = next + 1;
    }
    end
}

/// Words that stand for somebody who was named before.
const PRONOUNS: &[&str] = &["he", "she", "they", "him", "her", "them", "his", "their", "himself", "herself", "themselves"];

/// Whom the names, pronouns and roles among the tokens of a sentence stand for, where the words do not say so themselves. Of a pronoun of
/// which nobody knows, the names of the sentence before count.
pub(super) fn meant(article: &Article, tokens: Range<usize>) -> String {
    let entities = &article.entities;
    let mut meant = Vec::new();
    for mention in entities.mentions_in(tokens.clone()).filter(|mention| !matches!(mention.form, Form::Full | Form::Demonym)) {
        let name = words(&entities.get(mention.entity).name).join(" ");
        if name != words(mention.span.of(&article.prose.text)).join(" ") {
            meant.push(name);
        }
    }
    let parse = article.parse();
    let is_open = |at: &usize| parse.is_any(*at, PRONOUNS) && entities.mentions_in(*at..*at + 1).next().is_none();
    if tokens.clone().any(|at| is_open(&at)) {
        let before = parse.sentence_of(tokens.start).checked_sub(1).map(|before| parse.sentences[before].tokens());
        let named = before.into_iter().flatten().filter(|at| parse.tags[*at].is_proper());
        meant.push(named.flat_map(|at| words(parse.word(at))).collect::<Vec<_>>().join(" "));
    }
    meant.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn read(text: &str) -> Article {
        Article::analyze(Document::new("a.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    fn says(text: &str) -> String {
        let article = read(text);
        let parse = article.parse();
        said(&parse, 0..parse.tokens.len())
    }

    #[test]
    fn ways_of_writing_articles_and_dates_say_nothing() {
        let told = says("The mayor said that “the quay” cost $5 million and would open in May.");
        assert_eq!(told, "mayor said that quay cost $ 5 million and would open");
        for text in [
            "the mayor said that 'a quay' cost $5 million, and would open in June.",
            "The Mayor said\nthat the quay cost $5 million and would open on Monday.",
            "The mayor said that the quay cost $5 million and would open on 3 May 2027.",
            "The mayor said that the quay cost $5 million and would open on Monday, May 3, 2027.",
        ] {
            assert_eq!(says(text), told, "{text}");
        }
    }

    #[test]
    fn everything_else_does() {
        let told = says("Theresa May lied to the council about 3 boats in 2019.");
        for text in [
            "Theresa June lied to the council about 3 boats in 2019.",
            "May lied to the council about 3 boats in 2019.",
            "Theresa May lied for the council about 3 boats in 2019.",
            "Theresa May lied to the council about 4 boats in 2019.",
            "Theresa May never lied to the council about 3 boats in 2019.",
            "The council lied to Theresa May about 3 boats in 2019.",
        ] {
            assert_ne!(says(text), told, "{text}");
        }
        assert_ne!(says("May lied to us."), says("June lied to us."));
        assert_ne!(says("It cost £5."), says("It cost $5."));
        assert_ne!(says("The fund was robbed by May."), says("The fund was robbed by April."));
    }
}
