//! `check --fix`: what is repaired, what is left as it is, and that nothing of a file is lost.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const TOLD: &str = "The council dismissed Oru on Monday. It gave no reason.\n\nMarit Oru, the harbour master, had asked for new pilots.\n";
const MENDED: &str =
    "The council dismissed Marit Oru on Monday. It gave no reason.\n\nMarit Oru, the harbour master, had asked for new pilots.\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn repairs_keep_the_encoding_and_the_line_ends_and_a_second_run_changes_nothing() {
    let encoded = |text: &str, order: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(order).collect::<Vec<u8>>();
    type Encoding = Box<dyn Fn(&str) -> Vec<u8>>;
    let ways: [Encoding; 5] = [
        Box::new(|text| text.as_bytes().to_vec()),
        Box::new(|text| text.replace('\n', "\r\n").into_bytes()),
        Box::new(|text| format!("\u{feff}{text}").into_bytes()),
        Box::new(move |text| encoded(text, u16::to_le_bytes)),
        Box::new(move |text| encoded(text, u16::to_be_bytes)),
    ];
    for (number, way) in ways.iter().enumerate() {
        let folder = folder(&[("a.txt", &way(TOLD)), ("b.txt", &way("The quay of Skerry is old.\n"))]);
        let dry = run(folder.path(), &["check", ".", "--fix", "--dry-run"]);
        assert_eq!(dry.status.code(), Some(1), "{number}: {}", err(&dry));
        let patch = String::from_utf8(dry.stdout).unwrap();
        assert!(patch.contains("--- a/a.txt\n+++ b/a.txt\n@@ ") && patch.contains("The council dismissed Marit Oru on Monday."), "{patch}");
        assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), way(TOLD), "{number}");
        let first = run(folder.path(), &["check", ".", "--fix"]);
        assert_eq!(first.status.code(), Some(0), "{number}: {}", err(&first));
        assert!(err(&first).contains("1 repair made in 1 article"), "{}", err(&first));
        assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), way(MENDED), "{number}");
        let second = run(folder.path(), &["check", ".", "--fix"]);
        assert!(err(&second).contains("nothing to repair"), "{}", err(&second));
        assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), way(MENDED), "{number}");
        assert_eq!(names(folder.path()), ["a.txt", "b.txt"], "nothing is left behind");
        assert_eq!(run(folder.path(), &["check", ".", "--fix", "--dry-run"]).status.code(), Some(0));
    }
}

#[test]
fn the_patch_of_a_dry_run_can_be_applied() {
    let folder = folder(&[("a.txt", TOLD.as_bytes())]);
    let dry = run(folder.path(), &["check", "a.txt", "--fix", "--dry-run"]);
    fs::write(folder.path().join("a.patch"), &dry.stdout).unwrap();
    let applied = Command::new("git").args(["apply", "a.patch"]).current_dir(folder.path()).output();
    if applied.is_ok_and(|output| output.status.success()) {
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), MENDED);
    } else {
        println!("skipped: there is no git");
    }
}

#[test]
fn only_what_is_new_is_repaired_where_that_was_asked() {
    let folder = folder(&[("a.txt", TOLD.as_bytes())]);
    let known = run(folder.path(), &["baseline", "write"]);
    assert_eq!(known.status.code(), Some(0));
    run(folder.path(), &["check", ".", "--fix", "--baseline"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), TOLD);
}

#[test]
fn a_wording_that_finds_its_own_suggestion_is_left() {
    let config = "[[wording]]\nname = \"quay\"\npattern = 'quay'\nmessage = \"Which quay?\"\nsuggestion = \"old quay\"\n";
    let folder = folder(&[("onrecord.toml", config.as_bytes()), ("a.txt", b"The quay of Skerry is closed.\n")]);
    let output = run(folder.path(), &["check", "a.txt", "--unsafe-fixes"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("a.txt: its repairs come to no end, so none was made"), "{}", err(&output));
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "The quay of Skerry is closed.\n");
    // Asked for the safe ones alone it is not touched.
    assert!(err(&run(folder.path(), &["check", "a.txt", "--fix"])).contains("nothing to repair"));
}

#[test]
fn what_cannot_be_changed_is_told() {
    let folder = folder(&[("a.txt", TOLD.as_bytes())]);
    let mut piped = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    piped.args(["check", "-", "--fix"]).current_dir(folder.path()).stdin(fs::File::open(folder.path().join("a.txt")).unwrap());
    let output = piped.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("what comes from another program cannot be changed; --dry-run prints the patch"), "{}", err(&output));
    let mut rights = fs::metadata(folder.path().join("a.txt")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(folder.path().join("a.txt"), rights).unwrap();
    let output = run(folder.path(), &["check", "a.txt", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("a.txt: it may not be written"), "{}", err(&output));
    // What there is to ask is told all the same.
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("surname-before-full-name") && told.contains("1 article"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), TOLD);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay_as_they_were() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder(&[("a.txt", TOLD.as_bytes())]);
    let path = folder.path().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
    symlink("a.txt", folder.path().join("link.txt")).unwrap();
    let output = run(folder.path(), &["check", "link.txt", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(folder.path().join("link.txt").is_symlink());
    assert_eq!((fs::read_to_string(&path).unwrap(), fs::metadata(&path).unwrap().permissions().mode() & 0o777), (MENDED.to_owned(), 0o604));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_repository_is_not_written_through() {
    use std::os::unix::fs::symlink;

    let (folder, outside) = (folder(&[]), folder(&[("b.txt", TOLD.as_bytes())]));
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("news")).unwrap();
    fs::write(folder.path().join("news/c.txt"), TOLD).unwrap();
    symlink(outside.path().join("b.txt"), folder.path().join("a.txt")).unwrap();
    symlink(outside.path(), folder.path().join("wire")).unwrap();
    symlink("news/c.txt", folder.path().join("inside.txt")).unwrap();
    for name in ["a.txt", "wire/b.txt"] {
        let output = run(folder.path(), &["check", name, "--fix"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(err(&output).contains("a link that leads out of here, so nothing was written"), "{}", err(&output));
        assert_eq!(fs::read_to_string(outside.path().join("b.txt")).unwrap(), TOLD);
    }
    assert_eq!(run(folder.path(), &["check", "inside.txt", "--fix"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("news/c.txt")).unwrap(), MENDED);
}

#[test]
fn a_patch_has_paths_from_the_root_of_the_repository() {
    let folder = folder(&[]);
    let git = |at: &Path, arguments: &[&str]| {
        Command::new("git").args(arguments).current_dir(at).output().is_ok_and(|output| output.status.success())
    };
    if !git(folder.path(), &["init", "-q"]) {
        return println!("skipped: there is no git");
    }
    let news = folder.path().join("news");
    fs::create_dir(&news).unwrap();
    fs::write(news.join("a.txt"), TOLD).unwrap();
    let dry = run(&news, &["check", "a.txt", "--fix", "--dry-run"]);
    let patch = String::from_utf8(dry.stdout).unwrap();
    assert!(patch.starts_with("diff --git a/news/a.txt b/news/a.txt\n--- a/news/a.txt\n+++ b/news/a.txt\n@@ "), "{patch}");
    fs::write(folder.path().join("a.patch"), &patch).unwrap();
    for (at, name) in [(folder.path(), "a.patch"), (news.as_path(), "../a.patch")] {
        assert!(git(at, &["apply", name]), "{name}");
        assert_eq!(fs::read_to_string(news.join("a.txt")).unwrap(), MENDED);
        fs::write(news.join("a.txt"), TOLD).unwrap();
    }
}
