//! What an earlier state of an article is reused for must never show: after any edit the analysis is the one of the new text alone.

use std::path::Path;

use onrecord::article::Article;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

/// What is typed, pasted or deleted: words, and all that opens, closes and parts quotations and paragraphs.
const PIECES: &[&str] = &[
    "a",
    " ",
    ".",
    "\n",
    "\n\n",
    "“",
    "”",
    "\"",
    "’",
    "'",
    "(",
    " she said",
    "Oru",
    "Marit Oru, the harbour master, said: ",
    "VHB",
    "Å😀",
    "e\u{301}",
    ", according to a senior official,",
    "\n\nHe said the fund was empty.\n\n",
    "\"We told them,\" Hale said. \"Twice.\"",
    "<p>",
    "# ",
    "reportedly 40 million ",
    " goal match scored striker penalty",
];

/// A generator of numbers; the test must do the same on every machine.
struct Lot(u64);

impl Lot {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

fn edited(text: &str, lot: &mut Lot) -> String {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = boundary(lot.below(text.len() + 1));
    let longest = [0, 1, 12, 300][lot.below(4)];
    let to = boundary((from + lot.below(longest + 1)).min(text.len()));
    let piece = if lot.below(4) == 0 { "" } else { PIECES[lot.below(PIECES.len())] };
    format!("{}{piece}{}", &text[..from], &text[to.max(from)..])
}

/// Compares all that the analysis says of two articles.
fn assert_same(one: &Article, other: &Article, what: &str) {
    let (a, b) = (one.parse(), other.parse());
    assert_eq!(a.tokens, b.tokens, "tokens: {what}");
    assert_eq!(a.sentences, b.sentences, "sentences: {what}");
    assert_eq!(a.quoted, b.quoted, "quotation marks: {what}");
    assert_eq!((a.tags, a.names), (b.tags, b.names), "tags: {what}");
    assert_eq!(a.phrases, b.phrases, "phrases: {what}");
    assert_eq!(one.entities, other.entities, "entities: {what}");
    assert_eq!(one.sourcing, other.sourcing, "sourcing: {what}");
}

#[test]
fn an_earlier_state_changes_the_cost_and_never_the_result() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files: Vec<_> = std::fs::read_dir(seeds).expect("seeds").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut articles = 0;
    let mut all = String::new();
    for path in &files {
        let Some(format) = Format::from_path(path) else { continue };
        let text = std::fs::read_to_string(path).expect("a seed");
        all = if format == Format::Plain { format!("{all}\n\n{text}") } else { all };
        edit_for_a_while(&path.to_string_lossy(), text, format, 30);
        articles += 1;
    }
    edit_for_a_while("all.txt", all, Format::Plain, 30);
    assert!(articles >= 5, "{articles} seeds");
}

fn edit_for_a_while(path: &str, mut text: String, format: Format, edits: usize) {
    let mut lot = Lot(text.len() as u64);
    let mut previous = Article::analyze(Document::new(path, text.as_str(), format), Lexicon::shipped(), None);
    for edit in 0..edits {
        text = edited(&text, &mut lot);
        let document = Document::new(path, text.as_str(), format);
        let article = Article::analyze(document.clone(), Lexicon::shipped(), Some(&previous));
        let alone = Article::analyze(document, Lexicon::shipped(), None);
        assert_same(&article, &alone, &format!("edit {edit} of {path}"));
        previous = article;
    }
}
