//! The notebook by the command line: what is printed of it, what is wrong in it, and that nothing private leaves the editor.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const ORU: &str = "---\nname: Märit Oru\naliases: [M. Oru]\nroles:\n  - role: harbour master\n    body: Vellmouth Harbour Board\n    from: 2021\n    until: 2025-03\npronunciation: MAH-rit OH-roo\ncareful: canary-of-a-note\nconfirmed: 2025-04-09 by Ines Falk\n---\n\nMet twice.\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).output().unwrap()
}

fn printed(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

/// A folder with a configuration that names a notebook, and these files.
fn desk(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("onrecord.toml"), "notebook = \"people/\"\n").unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn who_prints_the_card_on_a_day() {
    let folder = desk(&[("people/oru.md", ORU)]);
    let (out, _, code) = printed(&run(folder.path(), &["who", "marit oru", "--at", "2024-01-01"]));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "Märit Oru, harbour master, Vellmouth Harbour Board",
            "people/oru.md: record, confirmed 9 Apr 2025 by Ines Falk.",
            "2021 to 2025-03: harbour master, Vellmouth Harbour Board",
            "Said MAH-rit OH-roo.",
            "Also: M. Oru.",
        ]
    );
    assert_eq!(code, 0);
    let (out, ..) = printed(&run(folder.path(), &["who", "Marit Oru", "--at", "2025-05"]));
    assert!(out.starts_with("Märit Oru, harbour master, Vellmouth Harbour Board until 2025-03\n"), "{out}");
    let found: Value = serde_json::from_str(&printed(&run(folder.path(), &["who", "M. Oru", "--json"])).0).unwrap();
    assert_eq!((&found[0]["name"], &found[0]["roles"][0]["held"]), (&"Märit Oru".into(), &false.into()));
    let (_, err, code) = printed(&run(folder.path(), &["who", "Märit Orru"]));
    assert!(err.contains("did you mean “Märit Oru”?") && code == 2, "{err}");
    let (_, err, code) = printed(&run(folder.path(), &["who", "Oru", "--at", "soon"]));
    assert!(err.contains("“soon” is no date") && code == 2, "{err}");
}

#[test]
fn a_broken_record_is_told_and_the_articles_are_checked_all_the_same() {
    let folder = desk(&[
        ("people/oru.md", &ORU.replace("roles:", "rolls:")),
        ("people/notes.txt", "It was XXX who signed.\n"),
        ("a.txt", "It was XXX who signed.\n"),
    ]);
    let (out, err, code) = printed(&run(folder.path(), &["check", ".", "--format", "concise"]));
    assert_eq!(err.lines().next().unwrap(), "error: people/oru.md:4:1: there is no such key; did you mean “roles”?");
    assert!(out.contains("a.txt:1:") && !out.contains("notes.txt") && code == 2, "{out}");
    let (out, _, code) = printed(&run(folder.path(), &["notebook", "check"]));
    assert_eq!((out.as_str(), code), ("people/oru.md:4:1: there is no such key; did you mean “roles”?\n", 1));
}

#[test]
fn a_folder_of_people_is_a_notebook_only_where_it_is_named() {
    let folder = desk(&[("people/profile.md", "---\nname: a reporter\ntitle: At home\n---\n\nIt was XXX who signed.\n")]);
    let check = |toml: &str| {
        fs::write(folder.path().join("onrecord.toml"), toml).unwrap();
        printed(&run(folder.path(), &["check", ".", "--format", "concise"]))
    };
    let (out, _, code) = check("");
    assert!(out.contains("people/profile.md:6:") && code == 1, "{out}");
    let (_, err, code) = check("notebook = \"people\"\n");
    assert!(err.contains("people/profile.md:3:1: there is no such key") && code == 2, "{err}");
    let (_, err, code) = check("notebook = \"poeple\"\n");
    assert!(err.contains("poeple:1:1: the notebook of onrecord.toml is no folder") && code == 2, "{err}");
    for wrong in [".", "", "../people", "a/../people", "/people", "people\\\\"] {
        let (_, err, code) = check(&format!("notebook = \"{wrong}\"\n"));
        assert!(err.contains("onrecord.toml:1:12: notebook names a folder beside this file") && code == 2, "{wrong} {err}");
    }
    let (_, err, code) = printed(&run(folder.path(), &["notebook", "list"]));
    assert!(err.contains("notebook names a folder") && code == 2, "{err}");
}

#[test]
fn people_of_one_name_stop_no_check() {
    let records: Vec<(String, String)> = (0..200).map(|at| (format!("people/{at}.md"), "---\nname: Kim Lee\n---\n".to_owned())).collect();
    let mut files: Vec<(&str, &str)> = records.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("a.txt", "Kim Lee spoke on Monday.\n"));
    let folder = desk(&files);
    let (_, err, code) = printed(&run(folder.path(), &["check", "."]));
    assert_eq!((err.as_str(), code), ("", 0));
    let (out, _, code) = printed(&run(folder.path(), &["notebook", "check"]));
    assert_eq!((out.lines().count(), code), (200, 1));
}

#[test]
fn a_spelling_of_another_kind_than_the_records_is_asked_about() {
    let found = |text: &str| {
        let folder = desk(&[("people/oru.md", ORU), ("a.txt", text)]);
        let (out, ..) = printed(&run(folder.path(), &["check", "a.txt", "--format", "concise", "--select", "name-variant"]));
        out.lines().filter(|line| line.contains("name-variant")).count()
    };
    assert_eq!(found("Marit Oru, the harbour master, spoke on Monday.\n"), 1);
    for right in [
        "Märit Oru, the harbour master, spoke on Monday.\n",
        "MARIT ORU, the harbour master, spoke on Monday.\n",
        "Marit Oru, a student, spoke on Monday.\n",
        "Marit Oru spoke on Monday.\n",
        "Marit Oru, the deputy harbour master, spoke on Monday.\n",
    ] {
        assert_eq!(found(right), 0, "{right}");
    }
    let longer = |text: &str| {
        let record = ORU.replace("Märit Oru", "Ivor Penhallow");
        let folder = desk(&[("people/p.md", &record), ("a.txt", text)]);
        let (out, ..) = printed(&run(folder.path(), &["check", "a.txt", "--format", "concise", "--select", "name-variant"]));
        out.lines().filter(|line| line.contains("name-variant")).count()
    };
    assert_eq!(longer("Ivor Penhalow, the harbour master, spoke on Monday.\n"), 1);
    assert!(longer("Ivor Penhalow, the harbour master, met Ivor Penhallow, the mayor, on Monday.\n") <= 1, "one fault, one finding");
    assert_eq!(longer("Ivor Penhalow, a student, spoke on Monday.\n"), 0, "somebody else may be called nearly so");
}

#[test]
fn a_new_record_is_written_once_and_a_private_one_where_git_leaves_it_alone() {
    let folder = desk(&[]);
    let (_, err, code) = printed(&run(folder.path(), &["notebook", "new", "Märit  Oru: the \"first\""]));
    assert_eq!((err.as_str(), code), ("note: wrote people/marit-oru-the-first.md\n", 0));
    assert_eq!(printed(&run(folder.path(), &["notebook", "check"])).2, 0);
    let (_, err, code) = printed(&run(folder.path(), &["notebook", "new", "Marit Oru the first"]));
    assert!(err.contains("is already there; nothing was written") && code == 2, "{err}");
    assert_eq!(printed(&run(folder.path(), &["notebook", "new", "Dan Holt", "--private"])).2, 0);
    assert_eq!(fs::read_to_string(folder.path().join("people/private/.gitignore")).unwrap(), "*\n");
    let (out, ..) = printed(&run(folder.path(), &["notebook", "list"]));
    assert!(out.contains("Märit") && !out.contains("Holt"), "{out}");
    for name in ["", "  ", "😀", "README", "a\u{202e}b", "../.."] {
        assert_eq!(printed(&run(folder.path(), &["notebook", "new", name])).2, 2, "{name}");
    }
    let none = tempfile::tempdir().unwrap();
    assert!(printed(&run(none.path(), &["notebook", "new", "A B"])).1.contains("no onrecord.toml here or above"));
}

/// Two desks that differ in what is private alone give the same bytes on every surface of the command line.
#[test]
fn nothing_private_is_printed_or_changes_a_finding() {
    let article = "---\ndate: 2025-05-03\n---\n\nMärit Oru, the harbour master, met Dan Holt on Monday. Holt stole the fund.\n";
    let private = "---\nname: Dan Holt\nwell-known: true\nroles: [{role: canary-of-a-record}]\n---\n";
    let with = desk(&[("people/oru.md", ORU), ("people/private/holt.md", private), ("a.md", article)]);
    let without = desk(&[("people/oru.md", &ORU.replace("careful: canary-of-a-note\n", "")), ("a.md", article)]);
    for arguments in [
        &["check", ".", "--show", "hint"][..],
        &["check", ".", "--format", "sarif", "--show", "hint"],
        &["check", ".", "--format", "sheet"],
        &["annotate", "."],
        &["explain", "a.md:5"],
        &["config", "show", "a.md"],
        &["who", "Märit Oru"],
        &["who", "Dan Holt"],
        &["who", "Märit Oru", "--json"],
        &["notebook", "list"],
        &["notebook", "check"],
        &["check", ".", "--cache", "kept"],
    ] {
        let (one, other) = (printed(&run(with.path(), arguments)), printed(&run(without.path(), arguments)));
        assert!(!format!("{one:?}").to_lowercase().contains("canary"), "{arguments:?} {one:?}");
        assert_eq!(one, other, "{arguments:?}");
    }
    for entry in fs::read_dir(with.path().join("kept")).unwrap() {
        assert!(!String::from_utf8_lossy(&fs::read(entry.unwrap().path()).unwrap()).contains("canary"));
    }
}

/// What is private leaks by no mistake in a record either.
#[test]
fn a_broken_record_is_not_quoted() {
    for record in [
        "---\nname: Märit Oru\ncareful: met,\nCANARY is ours: yes\n---\n",
        "---\nname: Märit Oru\ncareful: CANARY\n",
        "\n---\nname: Märit Oru\ncareful: CANARY\n---\n",
        "---\nname: Märit Oru\ntype: CANARY\n---\n",
        "---\nname: Märit Oru\ncareful: [CANARY\n---\n",
        "---\nname: Märit Oru\ncareful: {CANARY: 1}\n---\n",
    ] {
        let folder = desk(&[("people/oru.md", record), ("a.txt", "Märit Oru, the harbour master, spoke.\n")]);
        for arguments in [&["check", "."][..], &["check", ".", "--format", "sarif"], &["annotate", "."], &["notebook", "check"]] {
            let told = format!("{:?}", printed(&run(folder.path(), arguments)));
            assert!(!told.contains("CANARY") && told.contains("oru.md"), "{record} {told}");
        }
    }
}
