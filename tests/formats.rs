//! The same article as plain text, Markdown and HTML, with each line end and a byte order mark: the same findings on the same words.

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

const PLAIN: &str = "Harbour board closes the north quay

Sund opened the meeting at noon and read out the divers' report.

The harbour board will close the north quay on Monday, said Petra Sund, who chairs it. Sources said the piles were rotten. \
“We’re not gambling with the fishermen’s lives,” Sund said.

The contractor lied to the inspectors for years and pocketed the repair money.

Critics say the board knew. The work costs TK million crowns.

According to the divers’ report, nine of the forty piles are cracked.
";

const MARKDOWN: &str = "---
title: Harbour board closes the north quay
author: Our reporter
---

Sund opened the meeting at *noon* and read out the divers' report.

The harbour board will close the north quay on Monday, said [Petra
Sund](https://example.org/sund), who chairs it. Sources said the piles were rotten.
“We’re *not* gambling with the fishermen&rsquo;s lives,” Sund said.

The contractor **lied to the inspectors** for years and pocketed the repair money.

Critics say the board knew. The work costs TK million crowns.[^1]

According to the divers’ report, nine of the forty piles are cracked.

<!-- set by the night desk -->

[^1]: The board has not said more.
";

const HTML: &str = "<!DOCTYPE html>
<html><head><title>The Vellmouth Post</title><script>let critics = \"TK\";</script></head>
<body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>
<article><h1>Harbour board closes the north quay</h1>
<p>Sund opened the meeting at <em>noon</em> and read out the divers' report.</p>
<p>The harbour board will close the north quay on Monday, said <a href=\"#\"><b>Petra</b> Sund</a>, who chairs it. Sources said the
piles were rotten. &ldquo;We&rsquo;re <i>not</i> gambling with the fishermen&rsquo;s lives,&rdquo; Sund said.</p>
<p>The contractor <strong>lied to the <span>inspectors</span></strong> for years and pocketed the repair money.</p>
<p>Critics say the board knew. The work costs TK million crowns.</p>
<p>According to the divers&rsquo; report, nine of the forty piles are cracked.</p>
</article><script>document.write('Sources said')</script></body></html>
";

/// Rule and words of every finding, the words without markup.
fn findings(text: &str, format: Format) -> Vec<(String, String)> {
    let article = Article::analyze(Document::new("quay", text, format), Lexicon::shipped(), None);
    let shown = check(&article, &Settings::default()).shown;
    let words = |shown: &onrecord::check::Shown| {
        let span = shown.finding.span;
        let (start, end) = (article.prose.to_prose(span.start), article.prose.to_prose(span.end.saturating_sub(1)));
        let (start, end) = (start.unwrap_or_default() as usize, end.unwrap_or_default() as usize + 1);
        article.prose.text.get(start..end).unwrap_or_default().to_owned()
    };
    shown.iter().map(|shown| (shown.finding.rule.to_string(), words(shown))).collect()
}

#[test]
fn every_format_and_line_end_gives_the_same_findings_on_the_same_words() {
    let expected = findings(PLAIN, Format::Plain);
    let rules: Vec<&str> = expected.iter().map(|(rule, _)| rule.as_str()).collect();
    for rule in ["surname-before-full-name", "bare-anonymous-source", "unattributed-allegation", "vague-attribution", "placeholder"] {
        assert!(rules.contains(&rule), "the article should show {rule}: {expected:?}");
    }
    for (text, format) in [(PLAIN, Format::Plain), (MARKDOWN, Format::Markdown), (HTML, Format::Html)] {
        for variant in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{FEFF}{text}")] {
            assert_eq!(findings(&variant, format), expected, "{format:?} {:?}", &variant[..12.min(variant.len())]);
        }
    }
}
