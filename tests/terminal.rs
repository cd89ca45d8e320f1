//! Text of others that reaches a terminal, a build log or an editor's panel: whatever an article, a path, a comment, a configuration or an
//! argument holds, nothing of it acts there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// What a hostile hand would put anywhere: the title of a window, colour, a bell, a line begun anew, letters turned round, words that are not
/// seen, and commands of build services.
const HOSTILE: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}1m\u{85}\u{202e}\u{2066}\u{200b}\u{200f}\u{ad}\u{2028}\u{7f}\u{8}\u{e0041}##[group]";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("XDG_STATE_HOME")
        .env_remove("GITHUB_ACTIONS")
        .env_remove("GITLAB_CI")
        .env("HOME", folder)
        .output()
        .unwrap()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Whether a character steers, is not seen, or ends a line of its own accord. Written down apart from what the program goes by.
fn acts(c: char) -> bool {
    let code = u32::from(c);
    (code < 0x20 && c != '\n')
        || (0x7f..=0x9f).contains(&code)
        || matches!(code, 0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xe0000..=0xe007f)
}

/// Everything that was printed, after a look at it.
fn harmless(output: &Output) -> String {
    let printed = [output.stdout.as_slice(), &output.stderr].concat();
    let printed = String::from_utf8(printed).expect("UTF-8");
    for line in printed.lines() {
        assert!(!line.contains(acts), "{line:?}");
        let own = ["::error file=", "::warning file=", "::notice file="].iter().any(|own| line.starts_with(own));
        assert!(own || !line.trim_start().starts_with("::"), "{line:?}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{line:?}");
    }
    printed
}

/// Every way to print what was found.
const FORMATS: &[&[&str]] = &[
    &["check", ".", "--show", "hint", "--format", "text"],
    &["check", ".", "--show", "hint", "--format", "github"],
    &["check", ".", "--show", "hint", "--format", "json"],
    &["check", ".", "--show", "hint", "--format", "sarif"],
    &["annotate", "."],
    &["check", ".", "--show", "hint", "--format", "concise"],
    &["check", ".", "--show", "hint", "--format", "csv"],
    &["check", ".", "--show", "hint", "--format", "sheet"],
    &["check", ".", "--show", "hint", "--format", "markdown"],
    &["check", ".", "--show", "hint", "--format", "gitlab"],
    &["check", ".", "--show", "hint", "--format", "junit"],
    &["check", ".", "--show", "hint", "--format", "rdjson"],
    &["check", ".", "--show", "hint", "--format", "rdjsonl"],
    &["check", ".", "--show", "hint", "--format", "checkstyle"],
];

#[test]
fn words_of_an_article_do_nothing_in_any_format() {
    let text = format!(
        "The cost {HOSTILE} was TK{HOSTILE} crowns, said Mar{HOSTILE}it Oru.\n\nHale{HOSTILE} stole it. Critics{HOSTILE} say “it is so{HOSTILE}.\n\n\
         The council dismissed Or\u{200b}u, and the “har\u{202e}bour” board (V\u{7}HB) lied to the inspectors.\n"
    );
    let markdown = format!("---\nkind: ne{HOSTILE}ws\ntitle: x\n---\n\n{text}");
    let folder = folder(&[("a.txt", &text), ("b.md", &text), ("d.html", &format!("<p>{text}</p>")), ("e.md", &markdown)]);
    for format in FORMATS {
        let printed = harmless(&run(folder.path(), format));
        assert!(printed.contains("TK"), "{format:?}: {printed}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_with_a_command_for_a_name_gives_none() {
    let name = format!("dir\n::error::dir\r{HOSTILE}/a.txt");
    let folder = folder(&[(&name, "It cost TK crowns.\n"), ("dir\n::error::dir/b.txt", "\u{0}")]);
    for format in FORMATS {
        let printed = harmless(&run(folder.path(), format));
        assert!(
            printed.contains(r"\n::error")
                || printed.contains("%0A%3A%3Aerror")
                || printed.contains("%0A::error")
                || printed.contains(r"\n%3A%3A")
                || printed.contains(r"\n\:"),
            "{printed}"
        );
    }
    // What a program reads is what is there.
    let output = run(folder.path(), FORMATS[2]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["findings"][0]["path"], name);
    let line = String::from_utf8(run(folder.path(), FORMATS[4]).stdout).unwrap();
    assert_eq!(serde_json::from_str::<Value>(line.trim_end()).unwrap()["path"], name);
    for missing in ["no\n::error::such\u{1b}[2J", "dir\n::error::dir/none.txt"] {
        harmless(&run(folder.path(), &["check", missing]));
        harmless(&run(folder.path(), &["check", ".", "--config", missing]));
        harmless(&run(folder.path(), &["check", ".", "--cache", "a.txt/\n::error::x\u{1b}c"]));
        harmless(&run(folder.path(), &["annotate", ".", "--model", missing]));
        harmless(&run(folder.path(), &["init", missing]));
    }
}

#[test]
fn a_comment_to_onrecord_gives_no_command() {
    let comments = [
        "<!-- onrecord: allow placeholder foo\n::add-mask::the -->",
        "<!-- onrecord: allow place\u{1b}[31mholder -->",
        "<!-- onrecord: \n::error::x -->",
        "<!-- onrecord: allow placeholder \"w\r::error::x\u{202e}\" -->",
        "<!-- onrecord: al\u{200b}low-line x -->",
        "<!-- onrecord: allow-file vague-hedge ##[add-matcher]x ] -->",
    ];
    for comment in comments {
        let folder = folder(&[("a.md", &format!("{comment}\n\nIt cost TK crowns.\n"))]);
        for format in FORMATS {
            assert!(harmless(&run(folder.path(), format)).contains("TK"), "{comment}");
        }
    }
}

#[test]
fn a_configuration_gives_no_command() {
    for config in [
        "\"a\\n::error::x\\u001b[31m\" = 1\n",
        "strictness = \"\\u001b]0;x\\u0007\\n::error::x\"\n",
        "[rules]\n\"place\\n::error::x\\u202e\" = \"off\"\n",
        "[rules.placeholder]\nseverity = \"\\r\\n::error::x\"\n",
        "exclude = [\"a{\\n::error::x\\u009b\"]\n",
        "[[allow]]\npath = \"a.txt\"\nrule = \"x\\n::add-mask::the\"\n[[allow]]\npath = \"a.txt\"\nrule = \"vague-hedge\"\ntext = \"\\u001b\\n::add-mask::the\"\n",
        "# \u{1b}[31m\noutlet = \u{1b}\n",
    ] {
        let folder = folder(&[("a.txt", "It cost TK crowns.\n"), ("onrecord.toml", config)]);
        for format in FORMATS {
            let output = run(folder.path(), format);
            harmless(&output);
            assert!(matches!(output.status.code(), Some(0..=2)));
        }
    }
}

#[cfg(unix)]
#[test]
fn arguments_are_told_without_what_they_do() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("a.txt", "It cost TK crowns.\n")]);
    let hostile = format!("x\n::error::x{HOSTILE}");
    let option = format!("--{hostile}");
    for arguments in [
        &["check", "a.txt", &option][..],
        &["check", "a.txt", "--format", &hostile],
        &["check", "a.txt", "--select", &hostile],
        &["check", "a.txt", "--jobs", &hostile],
        &["rule", &hostile],
        &["completions", &hostile],
        &["lsp", "--socket", &hostile],
        &[&hostile],
        &["check", "-", "--stdin-filename", &hostile],
    ] {
        let output = run(folder.path(), arguments);
        harmless(&output);
        assert_eq!(output.status.code(), Some(if arguments.contains(&"-") { 0 } else { 2 }), "{arguments:?}");
    }
    let mut odd = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let output = odd.args([OsStr::new("check"), OsStr::from_bytes(b"\xff\x1b[2J")]).current_dir(folder.path()).output().unwrap();
    harmless(&output);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_people_write_is_printed_as_they_write_it() {
    let text = "Die Fähre, das “naïve café”, صباح الخير and 👩‍🚒 cost TK crowns.\n";
    let folder = folder(&[("Fähre صباح.txt", text)]);
    let printed = String::from_utf8(run(folder.path(), &["check", ".", "--select", "placeholder"]).stdout).unwrap();
    // The renderer of excerpts leaves out the joiner of an emoji, so that its parts stand side by side.
    let printed = printed.replace('\u{200d}', "");
    assert!(printed.contains("Fähre صباح.txt:1:") && printed.contains("صباح الخير and 👩🚒 cost TK crowns."), "{printed}");
}

#[test]
fn sarif_makes_no_links_of_an_article() {
    let folder = folder(&[("a.txt", "It is [TK](https://vellmouth.example/x) who paid, [CQ](javascript:x).\n")]);
    let output = run(folder.path(), &["check", ".", "--format", "sarif", "--show", "hint"]);
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty() && results.iter().all(|result| !result["message"]["text"].as_str().unwrap().contains("](")), "{results:?}");
}
