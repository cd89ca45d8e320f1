use std::time::{Duration, Instant};

use super::*;
use crate::lexicon::Lexicon;
use crate::text::{Document, Format};

fn written(pattern: &str) -> Written<'_> {
    Written { name: "own-words", pattern, message: "Must we?", suggestion: None, unless: None }
}

fn wording(pattern: &str, scope: Scope) -> Wording {
    Wording::new(written(pattern), Severity::Information, scope).unwrap()
}

fn read(text: &str, format: Format) -> Article {
    Article::analyze(Document::new("a", text, format), Lexicon::shipped(), None)
}

fn found_in(wording: &Wording, text: &str, format: Format) -> Vec<String> {
    wording.findings(&read(text, format)).iter().map(|finding| finding.span.of(text).to_owned()).collect()
}

fn found(pattern: &str, scope: Scope, text: &str) -> Vec<String> {
    found_in(&wording(pattern, scope), text, Format::Plain)
}

#[test]
fn a_wording_is_looked_for_where_it_says() {
    let text = "# A very unique ferry\n\nThe very unique ferry left. “It is a very unique boat,” Marit Oru, a pilot, said of the very unique ferry.\n";
    let count = |scope| found_in(&wording("very unique", scope), text, Format::Markdown).len();
    assert_eq!((count(Scope::Copy), count(Scope::Quotations), count(Scope::Headlines)), (3, 1, 1));
    let block = "> The very unique ferry left.\n\nThe mayor saw it.\n";
    let count = |scope| found_in(&wording("very unique", scope), block, Format::Markdown).len();
    assert_eq!((count(Scope::Copy), count(Scope::Quotations)), (0, 1));
}

#[test]
fn words_have_bounds_and_case() {
    let text = "The cat sat in Catalonia. Cat and CAT were there.\n";
    assert_eq!(found(r"\bcat\b", Scope::Copy, text), ["cat"]);
    assert_eq!(found(r"(?i)\bcat\b", Scope::Copy, text), ["cat", "Cat", "CAT"]);
}

#[test]
fn nothing_is_found_in_no_words_and_what_overlaps_is_found_once() {
    assert!(found(r"\b", Scope::Copy, "The ferry left.\n").is_empty());
    assert_eq!(found("an|nan|ana", Scope::Copy, "A banana was there.\n"), ["an", "an"]);
    assert_eq!(found("aa", Scope::Copy, "The aaaa was there.\n"), ["aa", "aa"]);
}

#[test]
fn a_sentence_that_fits_the_exception_is_left_alone() {
    let with = Written { unless: Some("(?i)police"), ..written("incident") };
    let wording = Wording::new(with, Severity::Warning, Scope::Copy).unwrap();
    let text = "The incident was short. Police saw the incident. The incident ended.\n";
    assert_eq!(found_in(&wording, text, Format::Plain).len(), 2);
}

#[test]
fn the_words_of_the_source_are_marked_in_every_format() {
    let markdown = "The *very*\r\nunique ferry left.\r\n";
    assert_eq!(found_in(&wording("very unique", Scope::Copy), markdown, Format::Markdown), ["very*\r\nunique"]);
    let html = "<p>The v&eacute;ry <b>unique</b> ferry left.</p>";
    assert_eq!(found_in(&wording("véry unique", Scope::Copy), html, Format::Html), ["v&eacute;ry <b>unique"]);
    let code = "The `very unique` flag is set.\n";
    assert!(found_in(&wording("very unique", Scope::Copy), code, Format::Markdown).is_empty());
}

#[test]
fn what_to_write_is_said_with_its_groups() {
    let with = Written { suggestion: Some("$1 died"), ..written(r"(\w+) passed away") };
    let wording = Wording::new(with, Severity::Warning, Scope::Copy).unwrap();
    let article = read("On Monday Oru passed away.\n", Format::Plain);
    let findings = wording.findings(&article);
    assert_eq!(findings[0].reason, "“Oru passed away” is a wording that this newsroom asks about. Write: “Oru died”.");
    let (span, words) = wording.replacement(&article, &findings[0]).unwrap();
    assert_eq!((span.of(&article.prose.text), words.as_str()), ("Oru passed away", "Oru died"));
}

#[test]
fn what_cannot_be_used_is_told() {
    fn fault(written: Written) -> Fault {
        Wording::new(written, Severity::Warning, Scope::Copy).unwrap_err()
    }
    let broken = |pattern: &str| match fault(written(pattern)) {
        Fault::Pattern(message) => message,
        other => panic!("{other:?}"),
    };
    assert_eq!(broken("(ferry"), "“(ferry” is no regular expression: unclosed group");
    assert_eq!(broken("a*"), "“a*” also fits where no words are");
    assert_eq!(broken(" "), "an empty pattern fits everywhere");
    assert!(broken(r"(?<=a)b").contains("look-around"));
    assert!(broken(r"(\w{500}){500}").contains("too large a pattern"));
    let long = "a".repeat(1025);
    assert!(broken(&long).ends_with("more than 1024 bytes"));
    assert!(matches!(fault(Written { name: "Own Words", ..written("a") }), Fault::Name(_)));
    assert!(matches!(fault(Written { name: "own--words", ..written("a") }), Fault::Name(_)));
    assert!(matches!(fault(Written { message: " ", ..written("a") }), Fault::Message(_)));
    assert!(matches!(fault(Written { unless: Some("["), ..written("a") }), Fault::Unless(_)));
    assert!(matches!(fault(Written { suggestion: Some("$2"), ..written("(a)") }), Fault::Suggestion(_)));
    assert!(Wording::new(Written { suggestion: Some("$$5 and ${1}"), ..written("(a)") }, Severity::Warning, Scope::Copy).is_ok());
}

/// Every match of such a pattern asks for the rest of the text.
#[test]
fn a_bad_pattern_on_a_long_text_ends() {
    let article = read(&"a".repeat(1_000_000), Format::Plain);
    let start = Instant::now();
    let _ = wording("a+b|a", Scope::Copy).findings(&article);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
