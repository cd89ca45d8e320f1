//! Edits one after another, each analysis from the one before: what is kept must never show.

use fastrand::Rng;
use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

use super::{runner, text};

#[test]
fn an_analysis_from_an_earlier_state_is_that_of_the_text_alone() {
    runner::each("incremental", 60, one);
}

fn one(rng: &mut Rng) {
    let format = text::format(rng);
    let mut source = text::article(rng, format);
    let mut previous = analysed(&source, format, None);
    for _ in 0..5 {
        source = edited(rng, source, format);
        let article = analysed(&source, format, Some(&previous));
        let alone = analysed(&source, format, None);
        let (one, other) = (article.parse(), alone.parse());
        assert_eq!(one.prose.text, other.prose.text, "prose of {source:?}");
        assert_eq!(one.tokens, other.tokens, "tokens of {source:?}");
        assert_eq!(one.sentences, other.sentences, "sentences of {source:?}");
        assert_eq!(one.quoted, other.quoted, "quotation marks of {source:?}");
        assert_eq!((one.tags, one.names, one.chances), (other.tags, other.names, other.chances), "tags of {source:?}");
        assert_eq!(one.phrases, other.phrases, "phrases of {source:?}");
        assert_eq!(article.entities, alone.entities, "entities of {source:?}");
        assert_eq!(article.sourcing, alone.sourcing, "sourcing of {source:?}");
        let found = |article: &Article| check(article, &Settings::default()).shown;
        assert_eq!(found(&article), found(&alone), "findings on {source:?}");
        previous = article;
    }
}

fn analysed(source: &str, format: Format, previous: Option<&Article>) -> Article {
    Article::analyze(Document::new(text::path(format), source, format), Lexicon::shipped(), previous)
}

/// The text with a part of another article pasted in, or damaged as all articles are.
fn edited(rng: &mut Rng, source: String, format: Format) -> String {
    if rng.bool() {
        return text::damaged(rng, source);
    }
    let other = text::article(rng, format);
    let (from, to) = (text::place(rng, &other), text::place(rng, &other));
    let at = text::place(rng, &source);
    format!("{}{}{}", &source[..at], &other[from.min(to)..from.max(to)], &source[at..])
}
