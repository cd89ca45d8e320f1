//! What every rule keeps: its file is registered, its name is its file's, its documentation has its headings, its examples run, and
//! the pages in `docs` are made from it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::{self, Settings};
use onrecord::lexicon::Lexicon;
use onrecord::output::rule_index;
use onrecord::rules::{self, Rule};
use onrecord::text::Document;

use crate::examples::{self, Example};

const HEADINGS: &[&str] = &["What it flags", "Why it matters", "Example", "Instead"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fires(rule: &Rule, example: &Example) -> bool {
    let article = Article::analyze(Document::new("article", example.text.as_str(), example.format), Lexicon::shipped(), None);
    // What is unused is known only when all rules run.
    let settings = if rule.name == "unused-suppression" { Settings::default() } else { Settings::only(rule.name) };
    check(&article, &example.settings(settings)).shown.iter().any(|shown| shown.finding.rule == rule.name)
}

#[test]
fn the_folder_is_the_registry() {
    let files: BTreeSet<String> = fs::read_dir(root().join("src/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".rs").filter(|name| *name != "mod").map(|name| name.replace('_', "-")))
        .collect();
    let registered: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.name.to_string()).collect();
    assert_eq!(files, registered);
    assert_eq!(registered.len(), rules::ALL.len(), "a rule is registered twice");
    assert!(rules::ALL.is_sorted_by_key(|rule| rule.name), "the list is in alphabetical order");
}

#[test]
fn every_rule_is_documented_under_the_four_headings() {
    for rule in rules::ALL {
        let headings: Vec<&str> = rule.documentation.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.name);
        for heading in HEADINGS {
            assert!(!rule.section(heading).is_empty(), "{}: {heading}", rule.name);
        }
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}: a summary is one line without a full stop", rule.name);
    }
}

#[test]
fn every_example_fires_and_every_correction_is_silent() {
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        let (examples, corrections) = (examples::of(rule, "Example"), examples::of(rule, "Instead"));
        assert!(!examples.is_empty() && !corrections.is_empty(), "{} has no example", rule.name);
        let silent = examples.into_iter().filter(|example| !fires(rule, example));
        wrong.extend(silent.map(|example| format!("{} should fire on:\n{}", rule.name, example.text)));
        let loud = corrections.into_iter().filter(|example| fires(rule, example));
        wrong.extend(loud.map(|example| format!("{} should be silent on:\n{}", rule.name, example.text)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_option_has_a_kebab_case_name_and_a_meaning() {
    for rule in rules::ALL {
        for option in rule.options {
            assert!(option.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}: {}", rule.name, option.name);
            assert!(!option.meaning.is_empty(), "{}: {}", rule.name, option.name);
        }
    }
}

fn assert_current(path: PathBuf, text: &str) {
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{} is not current: run `cargo run -- generate docs`", path.display());
}

#[test]
fn the_pages_and_the_schema_are_current() {
    let docs = root().join("docs");
    for rule in rules::ALL {
        assert_current(docs.join(format!("rules/{}.md", rule.name)), &rule.page());
    }
    assert_current(docs.join("rules/README.md"), &rule_index::index());
    assert_current(docs.join("onrecord.schema.json"), &config::schema::schema());
    let pages = fs::read_dir(docs.join("rules")).unwrap().count();
    assert_eq!(pages, rules::ALL.len() + 1, "docs/rules holds a page of a rule that is gone");
}
