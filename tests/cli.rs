//! The program as it is used: commands, exit codes, bad input. What is text in and text out stands in `tests/cli/*.trycmd`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const BROKEN: &str = "The harbour cost TK million crowns to dredge.\n";

#[test]
fn commands_print_what_their_pages_say() {
    // On a public repository's CI service the pages would quote nothing.
    trycmd::TestCases::new().case("tests/cli/*.trycmd").env("GITHUB_ACTIONS", "").env("GITLAB_CI", "").run();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).output().unwrap()
}

fn piped(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program may stop reading early, when the input is too large.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const CHECK: &[&str] = &["check", "--select", "placeholder", "--format", "github"];

fn check(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[CHECK, arguments].concat())
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_the_others_are_checked() {
    let folder = folder(&[
        ("good.txt", BROKEN.as_bytes()),
        ("binary.txt", b"GIF89a\n\x00\x01"),
        ("latin1.txt", b"The caf\xe9 closed.\n"),
        ("utf16.txt", &[0xFF, 0xFE, b'T', 0, b'K', 0, b' ', 0, b'x', 0]),
        ("odd.txt", &[0xFF, 0xFE, 0x00, 0xDC]),
    ]);
    let output = check(folder.path(), &["binary.txt", "latin1.txt", "odd.txt", "missing.txt", "utf16.txt", "good.txt"]);
    assert_eq!(code(&output), 2);
    let told = err(&output);
    for message in [
        "missing.txt: no such file or folder",
        "binary.txt: not a text file: a zero byte at byte 7 (line 2)",
        "latin1.txt: not valid UTF-8: byte 7 (line 1) is 0xe9",
        "odd.txt: not valid UTF-16",
    ] {
        assert!(told.contains(message), "{message}\n{told}");
    }
    assert!(out(&output).contains("file=good.txt,line=1") && out(&output).contains("file=utf16.txt,line=1"), "{}", out(&output));
}

#[cfg(unix)]
#[test]
fn a_broken_link_is_an_error_by_name_and_nothing_in_a_folder() {
    let folder = folder(&[("a/good.txt", BROKEN.as_bytes())]);
    std::os::unix::fs::symlink("nowhere.txt", folder.path().join("a/link.txt")).unwrap();
    let by_name = check(folder.path(), &["a/link.txt"]);
    assert_eq!((code(&by_name), err(&by_name).contains("a/link.txt: broken link")), (2, true));
    assert_eq!(code(&check(folder.path(), &["a"])), 1);
}

#[test]
fn what_is_empty_is_a_note() {
    let folder = folder(&[("empty.txt", b""), ("blank.txt", b"\xEF\xBB\xBF \r\n")]);
    fs::create_dir(folder.path().join("nothing")).unwrap();
    for (path, note) in
        [("empty.txt", "empty.txt: the file is empty"), ("blank.txt", "the file is empty"), ("nothing", "nothing: no articles here")]
    {
        let output = check(folder.path(), &[path]);
        assert_eq!(code(&output), 0, "{path}");
        assert!(err(&output).contains(note), "{}", err(&output));
    }
}

#[test]
fn the_size_of_a_file_is_bounded() {
    let large = vec![b'a'; 5 << 20];
    let folder = folder(&[
        ("large.txt", &large),
        ("good.txt", BROKEN.as_bytes()),
        ("small/onrecord.toml", b"max-file-size = 10\n"),
        ("small/a.txt", b"12345678901"),
    ]);
    let start = Instant::now();
    let output = check(folder.path(), &["large.txt", "good.txt", "small/a.txt"]);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("large.txt: larger than 4194304 bytes") && err(&output).contains("small/a.txt: larger than 10 bytes"));
    assert!(out(&output).contains("file=good.txt"));
    let from_pipe = piped(folder.path(), &["check", "-"], &large);
    assert_eq!((code(&from_pipe), err(&from_pipe).contains("-: larger than")), (2, true));
}

#[test]
fn standard_input_is_checked_under_the_name_it_is_given() {
    let folder = folder(&[("onrecord.toml", b"[rules]\nplaceholder = \"information\"\n")]);
    let output = piped(folder.path(), &[CHECK, &["-", "--stdin-filename", "a/ferry.md"]].concat(), b"# Ferry\n\nIt cost **TK** crowns.\n");
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).starts_with("::notice file=a/ferry.md,line=3,endLine=3,col=11,"), "{}", out(&output));
}

#[test]
fn standard_input_without_a_name_is_read_as_it_looks() {
    let folder = folder(&[]);
    for (input, format) in [
        ("<html><body><h1>Ferry</h1><p>It cost <b>TK</b> crowns.</p></body></html>", "html"),
        ("# Ferry\n\nIt cost **TK** crowns.\n", "markdown"),
        ("Ferry\n\nIt cost TK crowns.\n", "plain"),
    ] {
        let output = piped(folder.path(), &["annotate", "-"], input.as_bytes());
        assert!(out(&output).contains(&format!("\"format\":\"{format}\"")), "{}", out(&output));
        let output = piped(folder.path(), &["check", "-", "--format", "json"], input.as_bytes());
        assert_eq!(out(&output).matches("\"rule\":\"placeholder\"").count(), 1, "{}", out(&output));
    }
}

#[test]
fn markdown_comments_silence_and_say_when_they_do_not() {
    let text = "<!-- onrecord: allow placeholder (the desk knows) -->\n\nIt cost TK crowns.\n\n<!-- onrecord: allow placeholder -->\n\nAll is paid.\n";
    let folder = folder(&[("a.md", text.as_bytes())]);
    let output = run(folder.path(), &["check", "a.md", "--format", "github", "--select", "placeholder,unused-suppression,unknown-rule"]);
    assert_eq!(out(&output).lines().count(), 1, "{}", out(&output));
    assert!(out(&output).contains("line=5,") && out(&output).contains("title=unused-suppression"));
}

#[test]
fn hostile_texts_are_read_like_any_other() {
    let quotes = format!("{}\n", "“He said it was so. ".repeat(10_000));
    let brackets = format!("{}{}\n", "(".repeat(5_000), ")".repeat(5_000));
    let one_line = "Marit Oru said the ferry stays. ".repeat(30_000);
    let open_tags = "<div><b>".repeat(5_000);
    let folder = folder(&[
        ("quotes.txt", quotes.as_bytes()),
        ("brackets.txt", brackets.as_bytes()),
        ("brackets.md", format!("{}\n", "[".repeat(5_000)).as_bytes()),
        ("line.txt", one_line.as_bytes()),
        ("tags.html", open_tags.as_bytes()),
    ]);
    let start = Instant::now();
    let output = run(folder.path(), &["check", ".", "--fail-on", "never"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    // Unoptimised, and on a busy machine; a quadratic step would take minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn the_bytes_are_the_same_at_any_number_of_threads() {
    let articles: Vec<(String, String)> = (0..150)
        .map(|n| {
            (
                format!("{}/{n}.txt", n % 7),
                format!("Ferry {n}\n\nThe ferry cost TK crowns, Marit Oru{n} said.\n\nCritics say it is TKTK.\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = articles.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    for command in [
        &["check", ".", "--show", "hint"][..],
        &["check", ".", "--format", "json"],
        &["check", ".", "--format", "sarif"],
        &["annotate", "."],
    ] {
        let [one, four] = ["1", "4"].map(|jobs| run(folder.path(), &[command, &["--jobs", jobs]].concat()));
        assert!(one.stdout.len() > 10_000 && one.stdout == four.stdout, "{command:?}");
        assert_eq!(code(&one), code(&four));
    }
}

#[test]
fn a_cache_changes_the_time_and_never_the_result() {
    let article = "Marit Oru, the harbour master, said the quay was closed. \u{201c}It is not safe,\u{201d} she said.\n\nFares fell by 40 per cent.\n";
    let folder = folder(&[("a.txt", article.as_bytes())]);
    let annotate = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command
            .args(["annotate", "a.txt"])
            .args(more)
            .current_dir(folder.path())
            .env("ONRECORD_CACHE_KEY", "of these tests alone, and of no use");
        let output = command.output().unwrap();
        assert_eq!(code(&output), 0, "{}", err(&output));
        (out(&output), err(&output))
    };
    let (plain, _) = annotate(&[]);
    let kept = folder.path().join("kept/readings.bin");
    assert_eq!(annotate(&["--cache", "kept"]), (plain.clone(), String::new()));
    let first = fs::read(&kept).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("kept/.gitignore")).unwrap(), "*\n");
    assert!(["Marit", "quay", "Fares"].iter().all(|word| !String::from_utf8_lossy(&first).contains(word)));
    assert_eq!(annotate(&["--cache", "kept"]).0, plain);
    assert_eq!(fs::read(&kept).unwrap(), first);
    fs::write(&kept, &first[..first.len() / 2]).unwrap();
    assert_eq!(annotate(&["--cache", "kept"]).0, plain);
    assert_eq!(fs::read(&kept).unwrap().len(), first.len());
    // A folder that was there gets the one file and no other.
    fs::create_dir(folder.path().join("mine")).unwrap();
    annotate(&["--cache", "mine"]);
    let names: Vec<_> = fs::read_dir(folder.path().join("mine")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["readings.bin"]);
    let (unkept, told) = annotate(&["--cache", "a.txt/kept"]);
    assert_eq!(unkept, plain);
    assert!(told.contains("a.txt/kept: the cache was not written"), "{told}");
}

#[test]
fn annotate_judges_claims_by_the_formula_it_is_given() {
    let text = "Fares on the ferry fell by 40 per cent last year.\n".as_bytes();
    let folder = folder(&[("a.txt", text), ("never.txt", b"bias\t-4\n"), ("none.txt", b"no formula\n")]);
    let weight = |model: &str| {
        let output = run(folder.path(), &["annotate", "a.txt", "--model", model]);
        let article: Value = serde_json::from_str(&out(&output)).unwrap();
        article["sentences"][0]["claims"][0]["weight"].as_f64().unwrap()
    };
    assert_eq!(weight("never.txt"), 0.02);
    for (model, told) in [("none.txt", "none.txt holds no formula of this version"), ("missing.txt", "cannot read missing.txt")] {
        let refused = run(folder.path(), &["annotate", "a.txt", "--model", model]);
        assert_eq!((code(&refused), out(&refused)), (2, String::new()));
        assert!(err(&refused).contains(told), "{}", err(&refused));
    }
}

#[test]
fn json_and_sarif_hold_what_they_promise() {
    let folder = folder(&[("ö a.txt", "Café\n\nThe ferry cost TK crowns.\n".as_bytes())]);
    let json: Value =
        serde_json::from_str(&out(&run(folder.path(), &["check", ".", "--select", "placeholder", "--format", "json"]))).unwrap();
    let finding = &json["findings"][0];
    assert_eq!((&finding["path"], &finding["rule"], &finding["severity"]), (&"ö a.txt".into(), &"placeholder".into(), &"error".into()));
    assert_eq!(
        (finding["line"].as_u64(), finding["column"].as_u64(), finding["start"].as_u64(), finding["end"].as_u64()),
        (Some(3), Some(16), Some(21), Some(23))
    );
    assert_eq!((json["summary"]["articles"].as_u64(), json["summary"]["findings"]["placeholder"].as_u64()), (Some(1), Some(1)));

    let sarif: Value =
        serde_json::from_str(&out(&run(folder.path(), &["check", ".", "--select", "placeholder", "--format", "sarif"]))).unwrap();
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    assert_eq!((sarif["version"].as_str(), result["level"].as_str()), (Some("2.1.0"), Some("error")));
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"].as_str(), Some("%C3%B6%20a.txt"));
    assert_eq!((place["region"]["startLine"].as_u64(), place["region"]["startColumn"].as_u64()), (Some(3), Some(16)));
}

#[cfg(unix)]
#[test]
fn sarif_names_the_file_that_it_speaks_of() {
    let folder = folder(&[("s/back\\slash.txt", BROKEN.as_bytes()), ("s/50%2F#?.txt", BROKEN.as_bytes())]);
    let output = out(&run(folder.path(), &["check", ".", "--select", "placeholder", "--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&output).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let named: Vec<_> =
        results.iter().map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap()).collect();
    assert_eq!(named, ["s/50%252F%23%3F.txt", "s/back%5Cslash.txt"]);
}

#[test]
fn annotate_prints_one_object_a_document_in_the_asked_unit() {
    let folder = folder(&[("a.txt", "😀 The ferry cost TK crowns.\n".as_bytes()), ("b.txt", b"Fine.\n")]);
    for (unit, start) in [("byte", 20), ("char", 17), ("utf16", 18)] {
        let output = run(folder.path(), &["annotate", "a.txt", "b.txt", "--select", "placeholder", "--offsets", unit]);
        assert_eq!((code(&output), out(&output).lines().count()), (0, 2));
        let first: Value = serde_json::from_str(out(&output).lines().next().unwrap()).unwrap();
        assert_eq!(first["findings"][0]["start"].as_u64(), Some(start), "{unit}");
    }
    assert_eq!(code(&run(folder.path(), &["annotate", "a.txt", "missing.txt"])), 2);
}

#[test]
fn init_writes_once_and_never_over() {
    let folder = folder(&[]);
    assert_eq!(code(&run(folder.path(), &["init"])), 0);
    fs::write(folder.path().join("onrecord.toml"), "outlet = \"Vellmouth Courier\"\n").unwrap();
    let again = run(folder.path(), &["init"]);
    assert_eq!((code(&again), err(&again).contains("onrecord.toml: is already there")), (2, true));
    assert_eq!(fs::read_to_string(folder.path().join("onrecord.toml")).unwrap(), "outlet = \"Vellmouth Courier\"\n");
}

#[test]
fn a_rule_is_told_as_on_its_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = run(root, &["rule", "broken-sentence"]);
    assert_eq!((code(&page), out(&page)), (0, fs::read_to_string(root.join("docs/rules/broken-sentence.md")).unwrap()));
    let list = out(&run(root, &["rule"]));
    assert!(list.lines().count() > 20 && list.lines().all(|line| line.split_whitespace().count() > 3), "{list}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(Path::new("."), &["completions", shell]);
        assert!(code(&output) == 0 && out(&output).contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn folders_go_by_gitignore_and_leave_out_what_is_no_article() {
    let broken = BROKEN.as_bytes();
    let folder = folder(&[
        (".gitignore", b"build/\n"),
        ("build/a.txt", broken),
        ("README.md", broken),
        ("requirements-dev.txt", broken),
        ("people/private/oru.md", broken),
        ("transcripts/oru.md", broken),
        ("main.rs", broken),
        (".hidden/a.txt", broken),
        ("b.text", broken),
        ("c/d.HTML", b"<p>It cost TK crowns.</p>"),
    ]);
    let output = check(folder.path(), &["."]);
    let files: Vec<String> = out(&output).lines().map(|line| line.split(['=', ',']).nth(1).unwrap().to_string()).collect();
    assert_eq!(files, ["b.text", "c/d.HTML"]);
    // Twice named is once checked.
    assert_eq!(out(&check(folder.path(), &["b.text", "./b.text", "."])).lines().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let text = BROKEN.repeat(20_000);
    let folder = folder(&[("a.txt", text.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args([CHECK, &["a.txt"]].concat())
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output)), (1, String::new()));
}
