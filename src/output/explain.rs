//! What `onrecord explain` prints of a line: plain words for people, one JSON object for programs. Why somebody accepted a finding is a
//! note of theirs and is not printed.

use serde_json::{Value, json};

use crate::article::Article;
use crate::check::explain::{Explanation, Fate, Judged, KindBy, OffBy, Sentence, WeighedClaim};
use crate::config::Strictness;
use crate::sourcing::{ClaimKind, SourceKind};
use crate::text::visible;
use crate::text::visible::visible_json;

/// The place that is explained.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The article's path, as it is printed.
    pub path: &'a str,
    /// The line, from one.
    pub line: u32,
    /// The configuration's path, as it is printed, where there is one.
    pub config: Option<&'a str>,
}

/// For people.
pub fn text(article: &Article, told: &Explanation, place: Place) -> String {
    let config = place.config.unwrap_or("onrecord.toml");
    let mut page =
        format!("{}:{}: {}{}, {}\n", place.path, place.line, told.kind.name(), kind_by(&told.kind_by, config), strictness(told.strictness));
    if told.ignored {
        page.push_str("\nThe front matter asks that this article be left alone (onrecord: ignore).\n");
    }
    if told.sentences.is_empty() && told.apart.is_empty() {
        page.push_str("\nNo words of the article stand on this line.\n");
    }
    for sentence in &told.sentences {
        page.push_str(&format!("\n> {}\n", sentence.span.of(&article.prose.text)));
        page.push_str(&format!("  rests on: {}\n", rests(article, sentence)));
        for claim in &sentence.claims {
            page.push_str(&format!("  claim: {}\n", claim_line(article, claim)));
        }
        for one in &sentence.judged {
            page.push_str(&format!("  {}\n", judged_line(article, one, config)));
        }
        if sentence.judged.is_empty() {
            page.push_str("  no rule has anything to ask here\n");
        }
    }
    if !told.apart.is_empty() {
        page.push_str("\nBeside the sentences:\n");
        told.apart.iter().for_each(|one| page.push_str(&format!("  {}\n", judged_line(article, one, config))));
    }
    if !told.off.is_empty() {
        page.push_str("\nRules that are off in this article:\n");
        told.off.iter().for_each(|(rule, by)| page.push_str(&format!("  {rule}: {}\n", off_by(*by, config))));
    }
    page.lines().map(|line| format!("{}\n", visible(line))).collect()
}

/// For programs.
pub fn json(article: &Article, told: &Explanation, place: Place) -> String {
    let config = place.config.unwrap_or("onrecord.toml");
    let sentences: Vec<Value> = told.sentences.iter().map(|sentence| sentence_value(article, sentence, config)).collect();
    let off: Vec<Value> = told.off.iter().map(|(rule, by)| json!({"rule": rule, "by": off_by(*by, config)})).collect();
    let apart: Vec<Value> = told.apart.iter().map(|one| judged_value(article, one, config)).collect();
    let value = json!({
        "schema": "onrecord-explain/1", "path": place.path, "line": place.line, "kind": told.kind, "ignored": told.ignored,
        "strictness": told.strictness, "sentences": sentences, "beside": apart, "off": off,
    });
    format!("{}\n", visible_json(&value.to_string()))
}

fn sentence_value(article: &Article, sentence: &Sentence, config: &str) -> Value {
    let grounds = article.sourcing.grounds.get(sentence.index);
    let claims: Vec<Value> = sentence
        .claims
        .iter()
        .map(|one| {
            json!({
                "rule": one.rule, "text": one.claim.span.of(&article.prose.text), "weight": round(one.claim.weight), "bar": round(one.bar),
                "supported": one.claim.support.is_some(),
            })
        })
        .collect();
    let judged: Vec<Value> = sentence.judged.iter().map(|one| judged_value(article, one, config)).collect();
    json!({
        "text": sentence.span.of(&article.prose.text), "sources": sources(article, sentence),
        "rests": grounds.map(|grounds| round(grounds.weight)), "claims": claims, "findings": judged,
    })
}

fn judged_value(article: &Article, one: &Judged, config: &str) -> Value {
    let shown = match one.fate {
        Fate::Shown(severity) => Some(severity.name()),
        Fate::Calmed => Some("hint"),
        _ => None,
    };
    json!({
        "rule": one.finding.rule, "text": words(article, one), "weight": round(one.finding.weight), "bar": one.bar.map(round),
        "shown": shown, "why": fate(&one.fate, config),
    })
}

/// The sources a sentence rests on, by name.
fn sources(article: &Article, sentence: &Sentence) -> Vec<String> {
    let grounds = article.sourcing.grounds.get(sentence.index);
    let all = grounds.into_iter().flat_map(|grounds| &grounds.attributions);
    let mut names = Vec::new();
    for source in all.filter_map(|index| article.sourcing.attributions.get(*index as usize)?.source.as_ref()) {
        if !names.contains(&source.name) {
            names.push(source.name.clone());
        }
    }
    names
}

fn rests(article: &Article, sentence: &Sentence) -> String {
    let Some(grounds) = article.sourcing.grounds.get(sentence.index) else { return "source not found".to_owned() };
    let names = sources(article, sentence);
    let chance = format!("likelihood of a source {:.2}", grounds.weight);
    if !names.is_empty() {
        let carried = if grounds.carried { ", from a neighbouring sentence" } else { "" };
        return format!("{}{carried} ({chance})", names.join(", "));
    }
    let kinds: Vec<&str> = grounds.kinds.iter().map(|kind| kind_of_source(*kind)).collect();
    if kinds.is_empty() { format!("source not found ({chance})") } else { format!("{} ({chance})", kinds.join(", ")) }
}

fn kind_of_source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "a named person",
        SourceKind::Organization => "a body",
        SourceKind::Document => "a document",
        SourceKind::Anonymous => "an unnamed person",
        SourceKind::Vague => "people who are neither named nor counted",
    }
}

fn claim_line(article: &Article, one: &WeighedClaim) -> String {
    let what = match one.claim.kind {
        ClaimKind::Allegation => "accusation",
        ClaimKind::Private => "private account",
        ClaimKind::Number => "figure",
        ClaimKind::Disputed => "disputed fact",
        ClaimKind::Superlative => "record or first",
        ClaimKind::Motive => "motive",
        ClaimKind::Cause => "cause",
        ClaimKind::Prediction => "forecast",
        ClaimKind::Evaluation => "judgement",
        ClaimKind::Other => "statement",
    };
    let supported = match (one.claim.support, one.claim.weak) {
        (_, Some(_)) => "; its only source is not named",
        (Some(_), None) => "; it has a source, so it is not asked about",
        (None, None) => "",
    };
    let words = one.claim.span.of(&article.prose.text);
    format!("{what} “{words}”, weight {:.2}; {} asks from {:.2}{supported}", one.claim.weight, one.rule, one.bar)
}

fn words<'a>(article: &'a Article, one: &Judged) -> &'a str {
    match article.prose.of_source(one.finding.span) {
        Some(prose) => prose.of(&article.prose.text),
        None => one.finding.span.of(&article.document.text),
    }
}

fn judged_line(article: &Article, one: &Judged, config: &str) -> String {
    let weight = match one.bar {
        Some(bar) => format!(" (weight {:.2}; more than a hint from {bar:.2})", one.finding.weight),
        None => String::new(),
    };
    format!("{} on “{}”: {}{weight}", one.finding.rule, words(article, one), fate(&one.fate, config))
}

fn fate(fate: &Fate, config: &str) -> String {
    match fate {
        Fate::Shown(severity) => format!("shown, severity {}", severity.name()),
        Fate::Calmed => "a hint only, since the article has enough that is surer".to_owned(),
        Fate::Unsure => "not shown, since it is not sure enough".to_owned(),
        Fate::Off(by) => format!("not shown, since the rule is {}", off_by(*by, config)),
        Fate::Outranked(rule) => format!("not shown, since {rule} speaks instead"),
        Fate::Comment(line) => format!("not shown, since the comment on line {line} allows it"),
        Fate::Entry(line) => format!("not shown, since {config}:{line} allows it"),
    }
}

fn off_by(by: OffBy, config: &str) -> String {
    match by {
        OffBy::Configuration(line) => format!("off by {config}:{line}"),
        OffBy::Default => "off unless it is turned on".to_owned(),
        OffBy::Kind => "off for this kind of article".to_owned(),
        OffBy::CommandLine => "off by the command line".to_owned(),
    }
}

fn kind_by(by: &KindBy, config: &str) -> String {
    match by {
        KindBy::CommandLine => " (by --kind)".to_owned(),
        KindBy::FrontMatter(line) => format!(" (by line {line})"),
        KindBy::Configuration => format!(" (by [kinds] in {config})"),
        KindBy::Article(because) => format!(" ({because})"),
        KindBy::Default => String::new(),
    }
}

fn strictness(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Calm => "calm",
        Strictness::Normal => "normal",
        Strictness::Picky => "picky",
    }
}

fn round(weight: f32) -> f64 {
    (f64::from(weight) * 100.0).round() / 100.0
}
