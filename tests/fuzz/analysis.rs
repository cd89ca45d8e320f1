//! Analysis and rules: whatever the words are, what is said of them stands where they stand.

use fastrand::Rng;
use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::output::jsonl::{self, Offsets};
use onrecord::text::Document;

use super::{runner, text};

#[test]
fn what_is_said_of_words_stands_where_they_stand() {
    runner::each("analysis", 500, one);
}

fn one(rng: &mut Rng) {
    let format = text::format(rng);
    let source = text::article(rng, format);
    let article = Article::analyze(Document::new(text::path(format), source.as_str(), format), Lexicon::shipped(), None);
    let parse = article.parse();
    assert!(
        parse.tokens.iter().all(|token| parse.prose.text.get(token.span.start as usize..token.span.end as usize).is_some()),
        "{source:?}"
    );
    assert!(parse.tokens.is_sorted_by(|one, next| one.span.end <= next.span.start), "{source:?}");
    let mut tokens = 0;
    for sentence in parse.sentences {
        assert_eq!(sentence.first, tokens, "{source:?}");
        tokens = sentence.last;
    }
    assert_eq!(tokens as usize, parse.tokens.len(), "{source:?}");
    let checked = check(&article, &Settings::default());
    for shown in &checked.shown {
        let finding = &shown.finding;
        let mut spans = vec![finding.span];
        spans.extend(finding.related.iter().map(|related| related.span));
        for span in spans {
            assert!(source.get(span.start as usize..span.end as usize).is_some(), "{finding:?} of {source:?}");
        }
        assert!(!finding.message.is_empty());
    }
    jsonl::document(&article, &checked, &Default::default(), Offsets::Char);
}
