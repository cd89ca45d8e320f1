//! A README that shows what is no longer so is worse than none: its table of rules and its picture are compared with the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use onrecord::finding::Severity;
use onrecord::rules;

const BEGIN: &str = "<!-- rules: made from src/rules, checked by tests/readme.rs -->\n";
const END: &str = "<!-- end of rules -->";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn severity(severity: Severity) -> String {
    format!("{severity:?}").to_lowercase()
}

#[test]
fn the_table_of_rules_is_current() {
    let mut table = String::from("\n| rule | severity | what it flags |\n|---|---|---|\n");
    for rule in rules::ALL {
        let name = rule.name;
        table.push_str(&format!("| [{name}](docs/rules/{name}.md) | {} | {} |\n", severity(rule.severity), rule.summary));
    }
    table.push('\n');
    let readme = read("README.md");
    let written = readme.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(table, _)| table);
    assert!(written == Some(&table), "between the two comments of README.md should stand:\n{table}");
}

#[test]
fn the_picture_shows_what_is_printed() {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "seeds/ferry.txt"])
        .output()
        .unwrap();
    let picture = read("docs/check.svg");
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let shown: String = picture.split('>').filter_map(|part| part.split_once('<')).map(|(words, _)| words).collect();
    let shown = bare(&shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    let printed = bare(&String::from_utf8(output.stdout).unwrap());
    assert!(shown.contains(&printed), "draw it again: cargo run --release --example picture -- check seeds/ferry.txt > docs/check.svg");
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    let readme = read("README.md");
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
    let files: Vec<&str> = links.filter(|link| !link.starts_with("https://")).collect();
    assert!(files.len() > rules::ALL.len());
    for file in files {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists(), "{file} is not there");
    }
}
