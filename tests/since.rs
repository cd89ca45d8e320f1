//! Only what is new: a Git repository of 200 commits that the test makes, with renames, moved paragraphs, other line ends and merges, where
//! `--since`, `--staged`, `--patch` and the baseline must all tell exactly the findings that a change made.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=Oru", "-c", "user.email=oru@quay.example", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"]);
    git.args(["-c", "commit.gpgsign=false", "-c", "merge.conflictStyle=merge"]).args(arguments).current_dir(folder);
    let output = git.stdin(Stdio::null()).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", err(&output));
    out(&output)
}

/// Whether there is a Git; without one these tests have nothing to ask.
fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        println!("skipped: there is no git");
    }
    there
}

/// The findings of a run: "path rule words", in order.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = run(folder, &[&["check", "--format", "json", "--fail-on", "never"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.iter().map(|finding| format!("{} {} {}", text(&finding["path"]), text(&finding["rule"]), text(&finding["reason"]))).collect()
}

/// The same without the words: "path rule".
fn rules(folder: &Path, arguments: &[&str]) -> Vec<String> {
    found(folder, arguments).into_iter().map(|told| told.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
}

const NAMES: &[&str] = &["Oru", "Hale", "Vane", "Sund", "Holm", "Brandt", "Lind", "Coyle"];
const THINGS: &[&str] = &["quay", "ferry", "lighthouse", "slipway", "harbour office", "fish market", "sea wall", "boatyard"];

/// A paragraph without anything to ask.
fn calm(number: usize) -> String {
    let (name, thing) = (NAMES[number % 8], THINGS[(number / 8) % 8]);
    format!("Councillor Marit {name} of Penhallow told the meeting on day {number} that the {thing} was painted and opened again.")
}

/// A paragraph with something to ask, of three kinds.
fn wrong(number: usize) -> String {
    let (name, thing) = (NAMES[number % 8], THINGS[(number / 8) % 8]);
    match number % 3 {
        0 => format!("On day {number} the council of Skerry paid TK crowns for the new {thing} by the shore."),
        1 => format!("The firm that built {thing} number {number} embezzled the money of the {name} fund and misled the inspectors."),
        _ => format!(
            "The {thing} will certainly be the largest of its kind by day {number}, and repairs rose by {number} per cent last year."
        ),
    }
}

fn write(folder: &Path, name: &str, paragraphs: &[String]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("{}\n", paragraphs.join("\n\n"))).unwrap();
}

fn read(folder: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(name)).unwrap();
    text.replace('\r', "").trim_end().split("\n\n").map(str::to_owned).collect()
}

/// Adds a paragraph with something to ask to an article.
fn add_wrong(folder: &Path, name: &str) {
    let mut paragraphs = read(folder, name);
    paragraphs.push(wrong(300));
    write(folder, name, &paragraphs);
}

/// A repository with one article of each of 12 names, in one commit.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    git(folder.path(), &["init", "-q"]);
    fs::write(folder.path().join("onrecord.toml"), "outlet = \"The Vellmouth Courier\"\n").unwrap();
    for article in 0..12 {
        let paragraphs = [calm(article), wrong(article), calm(article + 20), wrong(article + 40), calm(article + 60)];
        write(folder.path(), &format!("articles/{article:02}.txt"), &paragraphs);
    }
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "begin"]);
    folder
}

/// Every way to ask what is new in what is not committed yet gives the same.
fn every_way(folder: &Path, what: &str) -> Vec<String> {
    git(folder, &["add", "-A"]);
    let since = found(folder, &["--since", "HEAD"]);
    let staged = found(folder, &["--staged"]);
    assert_eq!(since, staged, "{what}: since and staged");
    let patch = git(folder, &["diff", "--cached", "-M", "HEAD"]);
    fs::write(folder.join(".git/change.patch"), patch).unwrap();
    assert_eq!(found(folder, &["--patch", ".git/change.patch"]), since, "{what}: patch");
    let known = found(folder, &["--baseline", ".git/known.baseline", "."]);
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    assert_eq!(sorted(known), sorted(since.clone()), "{what}: baseline");
    since
}

#[test]
fn two_hundred_commits_tell_exactly_what_is_new() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let mut random = fastrand::Rng::with_seed(11);
    let mut names: Vec<String> = (0..12).map(|article| format!("articles/{article:02}.txt")).collect();
    let mut next = 200;
    let mut kinds: BTreeMap<usize, usize> = BTreeMap::new();
    // The baseline stands in the repository's own folder of Git's, so that no change is one of it; its paths are those from there.
    let whole = |folder: &Path| run(folder, &["baseline", "write", "--baseline", ".git/known.baseline", "."]);
    for commit in 0..200 {
        // Most commits are only made, so that the test ends.
        let asked = commit % 8 == 7;
        if asked {
            let written = whole(folder);
            assert_eq!(written.status.code(), Some(0), "{}", err(&written));
        }
        let at = random.usize(..names.len());
        let name = names[at].clone();
        let mut paragraphs = read(folder, &name);
        next += 1;
        // Whether a claim is asked about depends on what stands around it; that a word is to be filled in does not.
        let news = if asked { wrong(3 * next) } else { wrong(next) };
        let kind = if asked { (commit / 8) % 8 } else { random.usize(..8) };
        let new = match kind {
            // Something new to ask.
            0 => {
                paragraphs.insert(random.usize(..=paragraphs.len()), news);
                write(folder, &name, &paragraphs);
                true
            }
            1 => {
                paragraphs.insert(random.usize(..=paragraphs.len()), calm(next));
                write(folder, &name, &paragraphs);
                false
            }
            // A paragraph moves.
            2 => {
                let moved = paragraphs.remove(random.usize(..paragraphs.len()));
                paragraphs.insert(random.usize(..=paragraphs.len()), moved);
                write(folder, &name, &paragraphs);
                false
            }
            // Other line ends.
            3 => {
                let text = fs::read_to_string(folder.join(&name)).unwrap();
                let text = if text.contains('\r') { text.replace('\r', "") } else { text.replace('\n', "\r\n") };
                fs::write(folder.join(&name), text).unwrap();
                false
            }
            // Another name, with or without a paragraph more.
            4 | 5 => {
                let new_name = format!("articles/desk {}/{next}.txt", next % 3);
                fs::create_dir_all(folder.join(&new_name).parent().unwrap()).unwrap();
                fs::rename(folder.join(&name), folder.join(&new_name)).unwrap();
                names[at] = new_name.clone();
                if kind == 5 {
                    paragraphs.push(news);
                    write(folder, &new_name, &paragraphs);
                }
                kind == 5
            }
            // What was asked is mended.
            6 => {
                paragraphs.retain(|paragraph| !paragraph.contains("TK"));
                if paragraphs.is_empty() {
                    paragraphs.push(calm(next));
                }
                write(folder, &name, &paragraphs);
                false
            }
            // A new article.
            _ => {
                let new_name = format!("articles/new {next}.txt");
                write(folder, &new_name, &[calm(next), news, calm(next + 1)]);
                names.push(new_name);
                true
            }
        };
        if asked {
            *kinds.entry(kind).or_default() += 1;
            let told = every_way(folder, &format!("commit {commit}, kind {kind}, {name}"));
            let of_it = told
                .iter()
                .all(|told| told.starts_with(&format!("{} ", names[at])) || told.starts_with(&format!("{} ", names.last().unwrap())));
            assert!(of_it, "{told:?}");
            assert_eq!(!told.is_empty(), new, "commit {commit}, kind {kind}, {name}: {told:?}");
        }
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-q", "--allow-empty", "-m", &format!("commit {commit}")]);
    }
    assert_eq!(git(folder, &["rev-list", "--count", "HEAD"]).trim(), "201");
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

#[test]
fn a_branch_tells_its_own_findings_across_merges() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    git(folder, &["checkout", "-qb", "desk"]);
    add_wrong(folder, "articles/03.txt");
    git(folder, &["commit", "-qam", "ours"]);
    let ours = rules(folder, &["--since", "main"]);
    assert_eq!(ours, ["articles/03.txt placeholder"]);
    // Somebody else writes on; what is theirs is not ours, before and after it is merged.
    git(folder, &["checkout", "-q", "main"]);
    let mut other = read(folder, "articles/05.txt");
    other.push(wrong(303));
    write(folder, "articles/05.txt", &other);
    write(folder, "articles/theirs.txt", &[calm(5), wrong(306)]);
    git(folder, &["add", "."]);
    git(folder, &["commit", "-qm", "theirs"]);
    git(folder, &["checkout", "-q", "desk"]);
    assert_eq!(rules(folder, &["--since", "main"]), ours);
    assert_eq!(rules(folder, &["--since", "main", "--no-merge-base"]), ours);
    git(folder, &["merge", "-q", "--no-commit", "--no-ff", "main"]);
    assert_eq!(rules(folder, &["--staged"]), [""; 0], "a merge brings nothing of its own");
    let mut merged = read(folder, "articles/05.txt");
    merged.push(wrong(309));
    write(folder, "articles/05.txt", &merged);
    git(folder, &["add", "."]);
    assert_eq!(rules(folder, &["--staged"]), ["articles/05.txt placeholder"], "but for what is added in it");
    git(folder, &["commit", "-qm", "merge"]);
    assert_eq!(rules(folder, &["--since", "main"]), ["articles/03.txt placeholder", "articles/05.txt placeholder"]);
    assert_eq!(rules(folder, &["--since", "HEAD"]), [""; 0]);
}

#[test]
fn what_is_staged_is_read_and_not_what_lies_in_the_folder() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let clean = read(folder, "articles/01.txt");
    let mut broken = clean.clone();
    broken.push(wrong(300));
    write(folder, "articles/01.txt", &broken);
    git(folder, &["add", "."]);
    write(folder, "articles/01.txt", &clean);
    assert_eq!(rules(folder, &["--staged"]), ["articles/01.txt placeholder"]);
    // From a folder below, by name, by folder, and when the file is gone.
    let below = folder.join("articles");
    assert_eq!(rules(&below, &["--staged"]), ["01.txt placeholder"]);
    fs::remove_file(folder.join("articles/01.txt")).unwrap();
    assert_eq!(rules(folder, &["--staged", "articles/01.txt"]), ["articles/01.txt placeholder"]);
    assert_eq!(rules(folder, &["--staged", "articles"]), ["articles/01.txt placeholder"]);
    assert_eq!(rules(folder, &["--staged", "articles/02.txt"]), [""; 0]);
    git(folder, &["checkout", "-q", "articles/01.txt"]);
    // What is excluded stays so, and hidden folders are not looked into.
    fs::write(folder.join("onrecord.toml"), "exclude = [\"drafts/\"]\n").unwrap();
    write(folder, "drafts/a.txt", &[wrong(3)]);
    write(folder, ".hidden/a.txt", &[wrong(3)]);
    git(folder, &["add", "."]);
    assert_eq!(rules(folder, &["--staged"]), ["articles/01.txt placeholder"]);
    assert_eq!(rules(folder, &["--staged", "--force-exclude", "drafts/a.txt"]), [""; 0]);
    // A first commit has nothing before it.
    let first = TempDir::new().unwrap();
    git(first.path(), &["init", "-q"]);
    write(first.path(), "a.txt", &[wrong(3)]);
    git(first.path(), &["add", "."]);
    assert_eq!(rules(first.path(), &["--staged"]), ["a.txt placeholder"]);
}

#[test]
fn a_file_that_git_does_not_know_yet_is_new_or_moved() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    write(folder, "articles/new.txt", &[calm(9), wrong(300)]);
    fs::rename(folder.join("articles/04.txt"), folder.join("articles/moved.txt")).unwrap();
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/new.txt placeholder"]);
    let mut moved = read(folder, "articles/moved.txt");
    moved.push(wrong(303));
    write(folder, "articles/moved.txt", &moved);
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/moved.txt placeholder", "articles/new.txt placeholder"]);
}

#[test]
fn a_comment_that_silenced_and_an_entry_in_vain_are_told_when_they_are_new() {
    if !has_git() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    git(folder, &["init", "-q"]);
    let entry = |path: &str, rule: &str| format!("[[allow]]\npath = \"{path}\"\nrule = \"{rule}\"\nreason = \"The desk knows.\"\n");
    fs::write(folder.join("onrecord.toml"), entry("/a.txt", "placeholder") + &entry("/a.txt", "broken-sentence")).unwrap();
    fs::write(folder.join("a.txt"), "The quay cost TK crowns to build.\n").unwrap();
    fs::write(folder.join("b.md"), "<!-- onrecord: allow placeholder (on file) -->\n\nThe quay cost TK crowns to build.\n").unwrap();
    git(folder, &["add", "."]);
    git(folder, &["commit", "-qm", "a"]);
    fs::write(folder.join("b.md"), "The quay cost TK crowns to build.\n").unwrap();
    fs::write(folder.join("a.txt"), "The quay cost nine crowns to build.\n").unwrap();
    let told = rules(folder, &["--since", "HEAD"]);
    assert_eq!(told, ["b.md placeholder", "onrecord.toml unused-suppression"], "the other entry was in vain before");
    // A wrong name is new with the change that wrote it.
    fs::write(folder.join("onrecord.toml"), "[rules]\nplace-holder = \"off\"\n").unwrap();
    let told = rules(folder, &["--since", "HEAD"]);
    assert!(told.contains(&"onrecord.toml unknown-rule".to_owned()), "{told:?}");
    git(folder, &["add", "."]);
    git(folder, &["commit", "-qm", "b"]);
    fs::write(folder.join("a.txt"), "The quay cost TK crowns to build.\n").unwrap();
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["a.txt placeholder"]);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "a.txt", &[wrong(3)]);
    let told = |folder: &Path, arguments: &[&str]| {
        let output = run(folder, &[&["check"], arguments].concat());
        assert_eq!((output.status.code(), out(&output)), (Some(2), String::new()), "{arguments:?}");
        err(&output)
    };
    if !has_git() {
        return;
    }
    assert!(told(folder.path(), &["--since", "main"]).contains("not in a Git repository; --patch FILE needs none"));
    assert!(told(folder.path(), &["--staged"]).contains("not in a Git repository"));
    let repository = repository();
    let root = repository.path();
    assert!(told(root, &["--since", ""]).contains("--since: no revision was given"));
    for revision in ["nowhere", "--all", "HEAD:articles", "HEAD~99"] {
        let message = told(root, &[&format!("--since={revision}")]);
        assert!(message.contains(&format!("--since {revision}: ")), "{message}");
    }
    assert!(told(root, &["--since", "HEAD", "-"]).contains("standard input has no earlier version"));
    let outside = folder.path().join("a.txt");
    let output = run(root, &["check", "--since", "HEAD", "articles", outside.to_str().unwrap()]);
    assert!(output.status.code() == Some(2) && err(&output).contains("lies outside the repository"), "{}", err(&output));
    // A shallow clone says what it lacks.
    for commit in 0..3 {
        write(root, "articles/00.txt", &[calm(commit)]);
        git(root, &["commit", "-qam", "more"]);
    }
    let clones = TempDir::new().unwrap();
    git(clones.path(), &["clone", "-q", "--depth", "1", &format!("file://{}", root.display()), "shallow"]);
    let message = told(&clones.path().join("shallow"), &["--since", "HEAD~1"]);
    assert!(message.contains("the clone is shallow, so fetch more of its history"), "{message}");
    // A repository that is damaged.
    fs::write(root.join(".git/HEAD"), "nonsense\n").unwrap();
    assert!(told(root, &["--since", "HEAD"]).contains("repository"));
}

#[cfg(unix)]
#[test]
fn without_git_or_with_a_broken_one_nothing_is_guessed() {
    use std::os::unix::fs::PermissionsExt;

    let folder = TempDir::new().unwrap();
    write(folder.path(), "a.txt", &[wrong(3)]);
    let with_path = |path: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(["check", "--since", "HEAD"]).env("PATH", path).current_dir(folder.path()).stdin(Stdio::null()).output().unwrap()
    };
    let programs = TempDir::new().unwrap();
    let missing = with_path(programs.path());
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("the program git was not found"), "{}", err(&missing));
    for (script, told) in
        [("exit 3", "git cannot read the repository: it says nothing"), ("echo /; exit 0", "no such revision"), ("kill -9 $$", "git")]
    {
        let git = programs.path().join("git");
        fs::write(&git, format!("#!/bin/sh\ncase \"$*\" in *toplevel*) {script};; esac\nexit 1\n")).unwrap();
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
        let broken = with_path(programs.path());
        assert_eq!(broken.status.code(), Some(2));
        assert!(err(&broken).contains(told), "{script}: {}", err(&broken));
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_commands_and_no_text_are_compared_too() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let name = OsStr::from_bytes(b"articles/odd \xff\n::error.txt");
    fs::write(folder.join(name), format!("{}\n", calm(3))).unwrap();
    fs::write(folder.join("articles/-q.txt"), format!("{}\n", calm(3))).unwrap();
    git(folder, &["add", "."]);
    git(folder, &["commit", "-qm", "odd"]);
    fs::write(folder.join(name), format!("{}\n\n{}\n", calm(3), wrong(300))).unwrap();
    fs::write(folder.join("articles/-q.txt"), format!("{}\n\n{}\n", calm(3), wrong(300))).unwrap();
    for how in [&["--since", "HEAD"][..], &["--staged"]] {
        let output = run(folder, &[&["check", "--format", "github"], how].concat());
        let printed = out(&output);
        assert_eq!((output.status.code(), printed.lines().count()), (Some(1), 2), "{how:?}: {printed} {}", err(&output));
        git(folder, &["add", "."]);
    }
}

#[test]
fn nothing_is_written_into_the_repository() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    // A hook, a filter or a monitor that a repository names is not started, but for the filters that Git needs to compare.
    let mark = folder.join(".git/started");
    git(folder, &["config", "core.fsmonitor", &format!("touch {}", mark.display())]);
    git(folder, &["config", "diff.external", &format!("touch {}", mark.display())]);
    add_wrong(folder, "articles/00.txt");
    let index = fs::read(folder.join(".git/index")).unwrap();
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/00.txt placeholder"]);
    assert_eq!(rules(folder, &["--staged"]), [""; 0]);
    assert!(!mark.exists(), "a program of the repository's was started");
    assert_eq!(fs::read(folder.join(".git/index")).unwrap(), index);
}

#[test]
fn a_renamed_article_is_compared_with_what_it_was_whatever_was_added_to_it() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let mut longer = read(folder, "articles/03.txt");
    longer.extend((100..130).map(calm));
    fs::remove_file(folder.join("articles/03.txt")).unwrap();
    write(folder, "articles/longer.txt", &longer);
    for how in [&["--since", "HEAD"][..], &["--staged"]] {
        git(folder, &["add", "-A"]);
        assert_eq!(rules(folder, how), [""; 0], "{how:?}");
    }
    git(folder, &["commit", "-qm", "longer"]);
    assert_eq!(rules(folder, &["--since", "HEAD~1"]), [""; 0]);
    // Two articles exchange their names.
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (one, other) = (text("articles/longer.txt"), text("articles/06.txt"));
    fs::write(folder.join("articles/longer.txt"), other).unwrap();
    fs::write(folder.join("articles/06.txt"), one).unwrap();
    assert_eq!(rules(folder, &["--since", "HEAD"]), [""; 0]);
    git(folder, &["add", "-A"]);
    assert_eq!(rules(folder, &["--staged"]), [""; 0]);
    // One that was written anew is no other.
    write(folder, "articles/07.txt", &[calm(3), wrong(300)]);
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/07.txt placeholder"]);
}

#[test]
fn a_pointer_of_git_lfs_is_no_article_and_is_told() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let text = fs::read(folder.join("articles/00.txt")).unwrap();
    // Any hash that is one will do.
    let hash = "5e".repeat(32);
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize {}\n", text.len());
    fs::write(folder.join("articles/00.txt"), &pointer).unwrap();
    git(folder, &["add", "."]);
    for how in [&["--staged"][..], &["--since", "HEAD"], &["articles/00.txt"], &["."]] {
        let output = run(folder, &[&["check"], how].concat());
        assert_eq!(output.status.code(), Some(2), "{how:?}");
        assert!(
            err(&output).contains("articles/00.txt: not fetched (Git LFS)") && err(&output).contains("git lfs pull"),
            "{}",
            err(&output)
        );
    }
    git(folder, &["commit", "-qm", "large"]);
    fs::write(folder.join("articles/00.txt"), &text).unwrap();
    let output = run(folder, &["check", "--since", "HEAD"]);
    assert!(
        output.status.code() == Some(2) && err(&output).contains("its earlier version cannot be read: not fetched"),
        "{}",
        err(&output)
    );
    // Its text lies in this clone.
    let store = folder.join(".git/lfs/objects/5e/5e");
    fs::create_dir_all(&store).unwrap();
    fs::write(store.join(&hash), &text).unwrap();
    assert_eq!(rules(folder, &["--since", "HEAD"]), [""; 0]);
    add_wrong(folder, "articles/00.txt");
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/00.txt placeholder"]);
}

#[cfg(unix)]
#[test]
fn what_a_filter_stores_is_compared_as_it_lies_in_the_folder() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    git(folder, &["config", "filter.turn.clean", "tr a-z b-za"]);
    git(folder, &["config", "filter.turn.smudge", "tr b-za a-z"]);
    fs::write(folder.join(".gitattributes"), "articles/*.txt filter=turn\n").unwrap();
    git(folder, &["add", "--renormalize", "."]);
    git(folder, &["commit", "-qam", "turned"]);
    add_wrong(folder, "articles/00.txt");
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/00.txt placeholder"]);
    git(folder, &["add", "."]);
    assert_eq!(rules(folder, &["--staged"]), ["articles/00.txt placeholder"]);
}

#[test]
fn a_repository_within_is_left_out_with_a_note() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let own = folder.join("wire");
    fs::create_dir(&own).unwrap();
    git(&own, &["init", "-q"]);
    write(&own, "a.txt", &[wrong(3)]);
    git(&own, &["add", "."]);
    git(&own, &["commit", "-qm", "a"]);
    git(folder, &["-c", "advice.addEmbeddedRepo=false", "add", "."]);
    // Before and after the commit that brought it.
    for _ in 0..2 {
        let output = run(folder, &["check", "--since", "HEAD"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(err(&output).contains("note: wire: a repository of its own (a submodule), so it was left out"), "{}", err(&output));
        git(folder, &["commit", "--allow-empty", "-qm", "b"]);
    }
    add_wrong(folder, "articles/00.txt");
    assert_eq!(rules(folder, &["--since", "HEAD"]), ["articles/00.txt placeholder"]);
}

#[test]
fn pre_commit_in_ci_asks_what_is_new_since_the_revision_that_it_was_given() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let mut more = read(folder, "articles/00.txt");
    more.push(wrong(300));
    write(folder, "articles/00.txt", &more);
    git(folder, &["commit", "-qam", "more"]);
    let hook = |from: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(["check", "--staged", "--format", "concise"]).env("PRE_COMMIT_FROM_REF", from).current_dir(folder);
        command.stdin(Stdio::null()).output().unwrap()
    };
    let output = hook("HEAD~1");
    assert!(output.status.code() == Some(1) && out(&output).starts_with("articles/00.txt:"), "{}", out(&output));
    assert_eq!(hook("HEAD").status.code(), Some(0));
    assert_eq!(hook("nowhere").status.code(), Some(2));
    let output = hook("");
    assert!(output.status.code() == Some(0) && err(&output).contains("nothing is staged, so nothing was looked at"), "{}", err(&output));
}

#[test]
fn what_is_staged_is_read_with_the_configuration_that_is_staged() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    add_wrong(folder, "articles/00.txt");
    git(folder, &["add", "."]);
    // What lies in the folder is not what will be committed.
    fs::write(folder.join("onrecord.toml"), "[rules]\nplaceholder = \"off\"\n").unwrap();
    assert_eq!(rules(folder, &["--staged"]), ["articles/00.txt placeholder"]);
    assert_eq!(rules(folder, &["--since", "HEAD"]), [""; 0]);
    git(folder, &["add", "."]);
    fs::write(folder.join("onrecord.toml"), "outlet = \"The Vellmouth Courier\"\n").unwrap();
    assert_eq!(rules(folder, &["--staged"]), [""; 0]);
    // It is told that the others were not looked at.
    let told = err(&run(folder, &["check", "--staged"]));
    assert!(
        told.contains("onrecord.toml changed: articles that did not change were not looked at; `onrecord check .` looks at all"),
        "{told}"
    );
    git(folder, &["commit", "-qm", "b"]);
    git(folder, &["checkout", "-q", "onrecord.toml"]);
    assert!(err(&run(folder, &["check", "--since", "HEAD~1"])).contains("onrecord.toml changed"));
    assert!(!err(&run(folder, &["check", "--since", "HEAD"])).contains("onrecord.toml changed"));
    // One that cannot be read as staged is told, whatever lies in the folder.
    fs::write(folder.join("onrecord.toml"), "outlet = \n").unwrap();
    git(folder, &["add", "."]);
    write(folder, "articles/00.txt", &[calm(1)]);
    git(folder, &["add", "articles"]);
    fs::write(folder.join("onrecord.toml"), "outlet = \"The Vellmouth Courier\"\n").unwrap();
    let broken = run(folder, &["check", "--staged"]);
    assert!(broken.status.code() == Some(2) && err(&broken).contains("onrecord.toml:1:"), "{}", err(&broken));
}

#[test]
fn an_exchanged_accused_is_new_by_every_route() {
    if !has_git() {
        return;
    }
    let folder = repository();
    let folder = folder.path();
    let accused = |name: &str| format!("{name}, a farmer, drove drunk and killed two cyclists on the coast road near Skerry in May.");
    write(folder, "articles/01.txt", &[calm(1), accused("Oskar Brenn"), calm(2)]);
    git(folder, &["add", "."]);
    git(folder, &["commit", "-qm", "accused"]);
    let written = run(folder, &["baseline", "write", "--baseline", ".git/known.baseline", "."]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    write(folder, "articles/01.txt", &[calm(1), accused("Nils Hammer"), calm(2)]);
    let told = every_way(folder, "the accused");
    assert!(told.iter().any(|told| told.starts_with("articles/01.txt unattributed-allegation")), "{told:?}");
    write(folder, "articles/01.txt", &[calm(2), accused("Oskar Brenn").replace("May", "June"), calm(1)]);
    assert_eq!(every_way(folder, "the date"), [""; 0]);
}
