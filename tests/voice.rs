//! How a finding speaks: a short question as its title, two sentences at most as its reason, no jargon and no claim that nobody stands
//! behind the words, since about half of the sources are overlooked.

use std::collections::BTreeMap;

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::rules;
use onrecord::text::{Document, Format};

use crate::examples;

/// Texts beside the rules' own examples, for titles and reasons that those do not show.
const MORE: &[&str] = &[
    "A source said the ferry was late. “Nobody warned us,” Petra Sund said.\n",
    "The mayor is accused of selling the ferry. Many say that it was never safe.\n",
    "A senior official at the ministry said that the contractor embezzled the fund.\n",
    "A recent study suggests that the ferry is late. It is widely believed to be unsafe.\n",
    "Oru left on Monday. Oru, who chairs the board, was dismissed.\n",
    "The bridge will collapse in May, and the town could lose its ferry because of it.\n",
];

const BANNED: &[&str] = &[
    "nobody",
    "no one",
    "settle",
    "tells what will come",
    "may be doubted",
    "entity",
    "cue",
    "liar",
    "lie",
    "fake",
    " he ",
    " she ",
    "hallucinat",
];

/// Rule, title and reason of everything found.
fn spoken() -> Vec<(String, String, String)> {
    let mut all: Vec<(Format, String, Settings)> = Vec::new();
    for rule in rules::ALL {
        for heading in ["Example", "Instead"] {
            for example in examples::of(rule, heading) {
                let own = if rule.name == "unused-suppression" { Settings::default() } else { Settings::only(rule.name) };
                for settings in [own, Settings::default()] {
                    all.push((example.format, example.text.clone(), example.settings(settings)));
                }
            }
        }
    }
    all.extend(MORE.iter().map(|text| (Format::Plain, (*text).to_owned(), Settings::default())));
    let mut spoken = Vec::new();
    for (format, text, settings) in all {
        let article = Article::analyze(Document::new("article", text, format), Lexicon::shipped(), None);
        let shown = check(&article, &settings).shown;
        spoken.extend(shown.into_iter().map(|shown| (shown.finding.rule.into_owned(), shown.finding.message, shown.finding.reason)));
    }
    spoken
}

/// Words without what is quoted.
fn own_words(text: &str) -> String {
    let mut depth = 0;
    let mut own = String::new();
    for c in text.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ if depth == 0 => own.push(c),
            _ => {}
        }
    }
    own
}

fn sentences(text: &str) -> usize {
    let own = own_words(text);
    let marks: Vec<char> = own.chars().collect();
    let ends = |at: usize| matches!(marks[at], '.' | '?' | '!') && marks.get(at + 1).is_none_or(|next| next.is_whitespace());
    (0..marks.len()).filter(|at| ends(*at)).count()
}

#[test]
fn a_title_is_a_short_question_of_one_rule() {
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for (rule, title, _) in spoken() {
        assert!(title.split_whitespace().count() <= 8, "{rule}: {title}");
        assert!(title.contains('?'), "{rule}: {title}");
        let first = titles.entry(title.clone()).or_insert(rule.clone());
        assert_eq!(*first, rule, "two rules say: {title}");
    }
    assert!(titles.len() >= rules::ALL.len(), "every rule speaks: {titles:?}");
}

#[test]
fn a_reason_has_two_sentences_at_most_and_quotes_the_words() {
    for (rule, title, reason) in spoken() {
        assert!((1..=2).contains(&sentences(&reason)), "{rule}: {reason}");
        let words = own_words(&format!("{title} {reason}")).to_lowercase();
        for banned in BANNED {
            let there = if banned.len() < 5 {
                words.split(|c: char| !c.is_alphabetic()).any(|word| word == banned.trim())
            } else {
                words.contains(banned)
            };
            assert!(!there, "{rule} says “{banned}”: {title} {reason}");
        }
    }
}

#[test]
fn an_example_is_shown_as_it_is_configured_at_first() {
    let mut silent = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| rule.severity > onrecord::finding::Severity::Hint) {
        for example in examples::of(rule, "Example") {
            let (format, text) = (example.format, &example.text);
            let article = Article::analyze(Document::new("article", text.as_str(), format), Lexicon::shipped(), None);
            let shown = check(&article, &example.settings(Settings::default())).shown;
            let loud =
                |shown: &onrecord::check::Shown| shown.finding.rule == rule.name && shown.severity > onrecord::finding::Severity::Hint;
            if !shown.iter().any(loud) {
                let there: Vec<_> =
                    shown.iter().map(|shown| (shown.finding.rule.to_string(), shown.severity.name(), shown.finding.weight)).collect();
                silent.push(format!("{}: {text} {there:?}", rule.name));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
