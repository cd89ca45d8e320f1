//! Arguments: whatever is typed, the program ends with 0, 1 or 2 and never with a panic.

use std::io::Write;
use std::process::{Command, Stdio};

use fastrand::Rng;
use tempfile::TempDir;

use super::{runner, text};

#[test]
fn whatever_is_typed_ends_with_an_exit_code_of_ours() {
    runner::each("arguments", 400, one);
}

fn one(rng: &mut Rng) {
    // Whatever the program writes, it writes here.
    let folder = TempDir::new().expect("a folder");
    for _ in 0..rng.usize(..3) {
        let format = text::format(rng);
        std::fs::write(folder.path().join(text::path(format)), text::article(rng, format)).expect("an article");
    }
    let arguments = arguments(rng);
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(&arguments).current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    // The program need not read what it is given.
    let _ = child.stdin.take().expect("its input").write_all(text::article(rng, onrecord::text::Format::Plain).as_bytes());
    let output = child.wait_with_output().expect("its end");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0..=2)), "{arguments:?}: {} {told}", output.status);
    assert!(!told.contains("panicked") && !told.contains("a defect in onrecord"), "{arguments:?}: {told}");
}

/// A command, often a right one, with options and paths that fit and do not. Paths stay in the folder.
fn arguments(rng: &mut Rng) -> Vec<String> {
    let commands =
        ["check", "check", "check", "annotate", "rule", "init", "completions", "help", "lsp", "generate", "chek", "", "--version"];
    let words = [
        "article.txt",
        "article.md",
        "article.html",
        ".",
        "-",
        "missing.txt",
        "sub/",
        "--format",
        "text",
        "json",
        "sarif",
        "github",
        "report",
        "jsonl",
        "--format=loud",
        "--kind",
        "opinion",
        "--strictness=picky",
        "--select",
        "placeholder",
        "--ignore",
        "placeholder,no-such",
        "--fail-on",
        "error",
        "never",
        "--show",
        "hint",
        "-j",
        "2",
        "0",
        "-1",
        "99999999999999999999",
        "--jobs=1",
        "--offsets",
        "utf16",
        "--config",
        "onrecord.toml",
        "--config=article.txt",
        "--cache",
        "cache",
        "--cache=article.txt",
        "--stdin-filename",
        "a.md",
        "--force-exclude",
        "--help",
        "--no-such",
        "--",
        "bash",
        "zsh",
        "placeholder",
        "no-such-rule",
        "",
        "é😀",
        "\u{1b}[31m",
        "a\nb",
        "*",
        "--stdio",
        "docs",
    ];
    let mut arguments = vec![text::one_of(rng, &commands).to_owned()];
    for _ in 0..rng.usize(..6) {
        arguments.push(text::one_of(rng, &words).to_owned());
    }
    arguments
}
