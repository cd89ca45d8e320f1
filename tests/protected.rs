//! Protected names: nothing that leaves the program repeats one, and nobody can read one from the list.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const KEY: &str = "a key of the newsroom, long enough to be one";

fn run(folder: &Path, arguments: &[&str], input: &str, key: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).current_dir(folder).env("XDG_STATE_HOME", folder.join("state")).env_remove("ONRECORD_PROTECTED_KEY");
    if let Some(key) = key {
        command.env("ONRECORD_PROTECTED_KEY", key);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder whose configuration names a list with one name on it.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("onrecord.toml"), "[protected]\nfile = \"list.txt\"\n").unwrap();
    let added = run(folder.path(), &["protect", "add"], "Pétra Sundt\n", Some(KEY));
    assert!(added.status.success(), "{}", text(&added));
    folder
}

#[test]
fn a_hit_is_an_error_that_no_output_quotes() {
    let folder = desk();
    let list = fs::read_to_string(folder.path().join("list.txt")).unwrap();
    assert!(!list.to_lowercase().contains("petra") && list.lines().count() == 4, "{list}");
    let copy = "# The books\n\nSources said the clerk, Petra Sundt, gave us the books.\n\n![](pier.jpg \"Sundt, Petra\")\n\n<!-- ask PÉTRA SUNDT -->\n";
    fs::write(folder.path().join("a.md"), copy).unwrap();
    for format in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "csv", "markdown", "sheet"] {
        let output = run(folder.path(), &["check", "a.md", "--show", "hint", "--format", format], "", Some(KEY));
        let said = text(&output);
        assert!(!["petra", "pétra", "sundt"].iter().any(|name| said.to_lowercase().contains(name)), "{format}: {said}");
        assert!(said.contains("protected"), "{format}: {said}");
        // SARIF lists all rules.
        assert!(format == "sarif" || !said.contains("bare-anonymous-source"), "{format} tells more, which could quote it");
        assert_eq!(output.status.code(), Some(1), "{format}");
    }
    let explained = run(folder.path(), &["explain", "a.md:3"], "", Some(KEY));
    assert!(!text(&explained).contains("bare-anonymous-source"), "{}", text(&explained));
    let baseline = run(folder.path(), &["baseline", "write", "a.md"], "", Some(KEY));
    let known = run(folder.path(), &["check", "a.md", "--baseline"], "", Some(KEY));
    assert_eq!(known.status.code(), Some(1), "no baseline knows it: {} {}", text(&baseline), text(&known));
    let allowed = run(folder.path(), &["allow", "a.md:3", "protected-name", "--reason", "known"], "", Some(KEY));
    assert!(!allowed.status.success() && !text(&allowed).to_lowercase().contains("sundt"), "{}", text(&allowed));
}

#[test]
fn without_its_key_the_list_is_said_to_be_unread() {
    let folder = desk();
    fs::write(folder.path().join("a.txt"), "The clerk, Petra Sundt, gave us the books.\n").unwrap();
    let output = run(folder.path(), &["check", "a.txt"], "", None);
    assert!(text(&output).contains("were not looked for: its key is not here") && output.status.code() == Some(1), "{}", text(&output));
    let output = run(folder.path(), &["check", "a.txt"], "", Some("another key of another newsroom, long enough"));
    assert!(text(&output).contains("made with another key"), "{}", text(&output));
    let output = run(folder.path(), &["check", "a.txt"], "", Some("short"));
    assert!(text(&output).contains("could be guessed"), "{}", text(&output));
    fs::write(folder.path().join("list.txt"), "Petra Sundt\n").unwrap();
    let output = run(folder.path(), &["check", "a.txt"], "", Some(KEY));
    assert!(text(&output).contains("no list of protected names"), "{}", text(&output));
    fs::write(folder.path().join("onrecord.toml"), "[protected]\nfile = \"list.txt\"\nrequired = true\n").unwrap();
    let output = run(folder.path(), &["check", "a.txt", "--fail-on", "error"], "", None);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
}

#[test]
fn names_are_added_asked_for_and_never_printed() {
    let folder = desk();
    let output = run(folder.path(), &["protect", "add"], "Jonas Vik\n\npetra sundt\n", Some(KEY));
    assert!(text(&output).contains("1 added, 2 in all"), "{}", text(&output));
    let output = run(folder.path(), &["protect", "has"], "Vik, Jonas\nMarit Oru\n", Some(KEY));
    assert_eq!((text(&output).as_str(), output.status.code()), ("line 1: on the list\nline 2: not on the list\n", Some(1)));
    let output = run(folder.path(), &["protect", "add"], "Marit Oru\n..\n", Some(KEY));
    assert!(!output.status.success() && text(&output).contains("line 2: no name") && !text(&output).contains("Oru"), "{}", text(&output));
    let output = run(folder.path(), &["protect", "check"], "", Some(KEY));
    assert!(text(&output).contains("2 names, and the key fits"), "{}", text(&output));
    let empty = tempfile::tempdir().unwrap();
    let output = run(empty.path(), &["protect", "check"], "", Some(KEY));
    assert!(text(&output).contains("no onrecord.toml here") && output.status.code() == Some(2), "{}", text(&output));
}
