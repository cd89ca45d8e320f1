//! The sample articles are the first thing a newcomer sees: together they show every rule, none of them drowns in findings, and a
//! well-sourced one is left in peace.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use onrecord::rules;
use serde_json::Value;

/// More findings than this in one article, and nobody reads them.
const MOST: usize = 14;
/// The article in which every word has its source.
const CLEAN: &str = "seeds/lifeboat.txt";

/// The list of this one needs a key, which no folder of samples can hold.
const WITH_A_KEY: &str = "protected-name";

/// What `check seeds` prints with `arguments` beside, as JSON.
fn check(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "seeds", "--format", "json"])
        .args(arguments)
        .output()
        .expect("the binary runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1), "the sample articles hold warnings");
    serde_json::from_slice(&output.stdout).expect("the output is JSON")
}

/// Rule and path of each finding.
fn findings(checked: &Value) -> Vec<(String, String)> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_string();
    let findings = checked["findings"].as_array().expect("there are findings");
    findings.iter().map(|finding| (text(finding, "rule"), text(finding, "path"))).collect()
}

#[test]
fn the_seeds_show_every_rule() {
    let fired: BTreeSet<String> = findings(&check(&["--show", "hint"])).into_iter().map(|(rule, _)| rule).collect();
    let silent: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).filter(|name| !fired.contains(*name) && *name != WITH_A_KEY).collect();
    assert_eq!(silent, [""; 0]);
}

#[test]
fn a_well_sourced_article_is_left_in_peace_and_no_other_drowns() {
    let mut by_article = BTreeMap::<String, usize>::new();
    for (_, path) in findings(&check(&[])) {
        *by_article.entry(path).or_default() += 1;
    }
    assert_eq!(by_article.get(CLEAN), None);
    assert!(by_article.len() >= 6, "{by_article:?}");
    assert!(by_article.values().all(|count| *count <= MOST), "{by_article:?}");
}

#[test]
fn what_is_accepted_in_the_configuration_and_in_comments_stays_silent() {
    let accepted = |checked: &Value, rule: &str, path: &str| findings(checked).iter().any(|found| found.0 == rule && found.1 == path);
    let checked = check(&[]);
    assert!(!accepted(&checked, "unattributed-judgement", "seeds/columns/promenade.md"), "a column may judge");
    assert!(accepted(&checked, "unused-suppression", "seeds/port-talks.md"), "one comment silences nothing");
    assert!(!accepted(&checked, "unused-suppression", "seeds/onrecord.toml"), "the entry of the configuration is used");
}
