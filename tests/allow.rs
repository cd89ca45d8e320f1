//! `onrecord allow`: what is accepted is what somebody looked at, and not whatever the rule finds in the article later.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).output().unwrap()
}

fn folder(article: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), article).unwrap();
    folder
}

/// Accepts what a rule finds on the first line.
fn accept(folder: &Path, place: &str, rule: &str) {
    let output = run(folder, &["allow", place, rule, "--reason", "The desk knows."]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// How often a rule asks.
fn asked(folder: &Path, rule: &str) -> usize {
    let output = run(folder, &["check", "a.txt", "--select", rule, "--format", "concise"]);
    String::from_utf8(output.stdout).unwrap().lines().filter(|line| line.contains(&format!("[{rule}]"))).count()
}

#[test]
fn an_accepted_placeholder_accepts_no_other() {
    let article = "The new quay was opened by TK at noon.\n";
    let folder = folder(article);
    accept(folder.path(), "a.txt:1", "placeholder");
    assert_eq!(asked(folder.path(), "placeholder"), 0);
    for more in ["It cost TK crowns.\n", "\nThe old quay was closed by TK at dusk.\n", " TK.\n"] {
        fs::write(folder.path().join("a.txt"), format!("{}{more}", article.trim_end())).unwrap();
        assert_eq!(asked(folder.path(), "placeholder"), 1, "{more}");
    }
    // Of two in one sentence one is accepted.
    fs::remove_file(folder.path().join("onrecord.toml")).unwrap();
    fs::write(folder.path().join("a.txt"), "The new quay was opened by TK at noon, and cost TKTK crowns.\n").unwrap();
    accept(folder.path(), "a.txt:1:28", "placeholder");
    assert_eq!(asked(folder.path(), "placeholder"), 1);
}

#[test]
fn an_accepted_accusation_is_asked_about_again_when_it_is_of_somebody_else() {
    const RULE: &str = "unattributed-allegation";
    for (article, one, other) in [
        ("The contractor skimmed the harbour fund for years.\n", "contractor", "minister"),
        ("Oskar Brenn, a farmer, drove drunk and killed two cyclists.\n", "Oskar Brenn", "Nils Hammer"),
        ("Oskar Brenn is a farmer. He drove drunk and killed two cyclists.\n", "Oskar Brenn", "Nils Hammer"),
        ("The contractor skimmed the harbour fund for years.\n", "harbour", "school"),
    ] {
        let folder = folder(article);
        assert_eq!(asked(folder.path(), RULE), 1, "{article}");
        accept(folder.path(), "a.txt:1", RULE);
        assert_eq!(asked(folder.path(), RULE), 0, "{article}");
        // What stands elsewhere changes nothing.
        fs::write(folder.path().join("a.txt"), format!("The ferry is old.\n\n{article}\nIt rained.\n")).unwrap();
        assert_eq!(asked(folder.path(), RULE), 0, "{article}");
        fs::write(folder.path().join("a.txt"), article.replace(one, other)).unwrap();
        assert_eq!(asked(folder.path(), RULE), 1, "{article}");
    }
}

#[test]
fn the_entry_stands_at_the_root_of_the_repository() {
    let folder = folder("Fine.\n");
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    let news = folder.path().join("news/today");
    fs::create_dir_all(&news).unwrap();
    fs::write(news.join("a.txt"), "The new quay was opened by TK at noon.\n").unwrap();
    accept(&news, "a.txt:1", "placeholder");
    assert!(folder.path().join("onrecord.toml").exists() && !news.join("onrecord.toml").exists());
    assert_eq!(asked(&news, "placeholder"), 0);
}
