//! `onrecord baseline`: what is written down, what is known by it, what is forgotten, and files that are none.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const FERRY: &str = "Marit Oru, the harbour master, told the council on Monday that the quay is closed.\n\nThe new quay was opened by TK at noon \
                     on a day in spring.\n\nThe contractor skimmed the harbour fund for years and lied to the inspectors.\n\nTom Hale, who runs the firm, \
                     denied it.\n";
const BRIDGE: &str =
    "Petra Sund, an engineer, told the council on Friday that the bridge is sound.\n\nPainting it took TKTK days of work last year.\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn desk() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    fs::write(folder.path().join("onrecord.toml"), "outlet = \"The Vellmouth Courier\"\n").unwrap();
    fs::write(folder.path().join("news/ferry.txt"), FERRY).unwrap();
    fs::write(folder.path().join("news/bridge.txt"), BRIDGE).unwrap();
    folder
}

fn done(folder: &Path, arguments: &[&str]) -> Output {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}{}", out(&output), err(&output));
    output
}

/// What is new: "path rule".
fn new(folder: &Path, more: &[&str]) -> Vec<String> {
    let output = run(folder, &[&["check", "--format", "github", "."], more, &["--baseline"]].concat());
    let property = |line: &str, name: &str| line.split(&format!("{name}=")).nth(1).unwrap().split([',', ':']).next().unwrap().to_owned();
    out(&output).lines().map(|line| format!("{} {}", property(line, "file"), property(line, "title"))).collect()
}

fn lines(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("onrecord.baseline")).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn what_is_written_down_is_known_and_what_comes_is_new() {
    let folder = desk();
    let folder = folder.path();
    let written = done(folder, &["baseline", "write"]);
    assert!(err(&written).contains("onrecord.baseline: ") && err(&written).contains("of 2 articles"), "{}", err(&written));
    assert_eq!(new(folder, &[]), [""; 0]);
    let text = done(folder, &["check", "news", "--baseline"]);
    assert!(out(&text).contains("Nothing new to ask.") && out(&text).contains("known findings were left out"), "{}", out(&text));
    let json = done(folder, &["check", "news", "--format", "json", "--baseline"]);
    assert!(out(&json).contains("\"known\":"), "{}", out(&json));
    // From any folder, by name, and through standard input.
    done(&folder.join("news"), &["check", "ferry.txt", "--baseline"]);
    let path = folder.join("news/ferry.txt");
    let mut piped = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    piped.args(["check", "-", "--stdin-filename", "news/ferry.txt", "--baseline"]).current_dir(folder);
    let piped = piped.stdin(fs::File::open(&path).unwrap()).output().unwrap();
    assert_eq!(piped.status.code(), Some(0), "{}", out(&piped));
    // Without it everything is told, as in an editor.
    assert_eq!(run(folder, &["check", "news"]).status.code(), Some(1));
    // A second one is new, in the same article and in another.
    fs::write(&path, format!("{FERRY}\nThe old quay was closed by TK at dusk in its time.\n")).unwrap();
    fs::write(folder.join("news/new.txt"), "The new quay was opened by TK at noon on a day in spring.\n").unwrap();
    assert_eq!(new(folder, &[]), ["news/ferry.txt placeholder", "news/new.txt placeholder"]);
    fs::remove_file(folder.join("news/new.txt")).unwrap();
    // A known accusation is new again when the denial was cut.
    fs::write(&path, FERRY.replace("Tom Hale, who runs the firm, denied it.\n", "")).unwrap();
    assert_eq!(new(folder, &[]), ["news/ferry.txt unattributed-allegation"]);
    // A moved article is known.
    fs::write(&path, FERRY).unwrap();
    fs::rename(&path, folder.join("ferry of old.txt")).unwrap();
    assert_eq!(new(folder, &[]), [""; 0]);
}

#[test]
fn it_holds_hashes_sorted_and_is_the_same_each_time() {
    let folder = desk();
    let folder = folder.path();
    done(folder, &["baseline", "write"]);
    let first = fs::read_to_string(folder.join("onrecord.baseline")).unwrap();
    for word in ["placeholder", "allegation", "ferry", "bridge", "skimmed", "Oru", "TK"] {
        assert!(!first.lines().filter(|line| !line.starts_with('#')).any(|line| line.contains(word)), "{word}");
    }
    let entries = &lines(folder)[1..];
    assert!(entries[..entries.len() - 1].is_sorted() && entries.last().unwrap() == "end");
    for jobs in ["1", "4"] {
        done(folder, &["baseline", "write", "-j", jobs]);
        assert_eq!(fs::read_to_string(folder.join("onrecord.baseline")).unwrap(), first, "{jobs}");
    }
    // One article of two: the other's stays.
    fs::write(folder.join("news/bridge.txt"), BRIDGE.replace("TKTK", "nine")).unwrap();
    done(folder, &["baseline", "write", "news/bridge.txt"]);
    assert_eq!(lines(folder).len(), entries.len());
    assert_eq!(new(folder, &[]), [""; 0]);
    // Another repository has other hashes of the same.
    let other = desk();
    done(other.path(), &["baseline", "write"]);
    assert!(lines(other.path()).iter().all(|line| line == "end" || !first.contains(line.as_str())));
}

#[test]
fn what_is_gone_is_told_pruned_and_forgotten() {
    let folder = desk();
    let folder = folder.path();
    done(folder, &["baseline", "write"]);
    let shown = out(&done(folder, &["baseline", "show"]));
    assert!(shown.contains("news/ferry.txt:3:28: placeholder: “TK”\n"), "{shown}");
    fs::write(folder.join("news/ferry.txt"), FERRY.replace("TK", "nine")).unwrap();
    let told = done(folder, &["check", ".", "--baseline"]);
    assert!(err(&told).contains("onrecord.baseline: 1 known finding is there no more"), "{}", err(&told));
    assert!(err(&done(folder, &["baseline", "show"])).contains("1 known finding fits nothing"));
    let count = lines(folder).len();
    assert!(err(&done(folder, &["baseline", "prune"])).contains("1 known finding gone"));
    assert_eq!(lines(folder).len(), count - 1);
    assert!(!err(&done(folder, &["check", ".", "--baseline"])).contains("no more"));
    // What comes back is new.
    fs::write(folder.join("news/ferry.txt"), FERRY).unwrap();
    assert_eq!(new(folder, &[]), ["news/ferry.txt placeholder"]);
    // An article is forgotten, there or not.
    done(folder, &["baseline", "write"]);
    done(folder, &["baseline", "purge", "news/ferry.txt"]);
    assert!(new(folder, &[]).iter().all(|told| told.starts_with("news/ferry.txt ")) && new(folder, &[]).len() > 1);
    fs::remove_file(folder.join("news/bridge.txt")).unwrap();
    let told = err(&done(folder, &["baseline", "purge", "news/bridge.txt"]));
    assert!(told.contains("forgotten; what was committed stays in the repository's history"), "{told}");
    assert_eq!(lines(folder).len(), 2);
    done(folder, &["baseline", "purge"]);
    assert!(!folder.join("onrecord.baseline").exists());
}

#[test]
fn an_article_that_cannot_be_read_loses_nothing() {
    let folder = desk();
    let folder = folder.path();
    done(folder, &["baseline", "write"]);
    // One that is in vain, too.
    fs::write(folder.join("onrecord.toml"), "[[allow]]\npath = \"/news/*.txt\"\nrule = \"broken-sentence\"\nreason = \"So.\"\n").unwrap();
    done(folder, &["baseline", "write"]);
    let before = lines(folder);
    fs::write(folder.join("news/bridge.txt"), b"caf\xe9\n").unwrap();
    for command in ["write", "prune"] {
        let output = run(folder, &["baseline", command]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert_eq!(lines(folder), before, "{command}");
    }
}

#[test]
fn what_is_no_baseline_is_told_and_left_alone() {
    let folder = desk();
    let folder = folder.path();
    let missing = run(folder, &["check", "news", "--baseline"]);
    assert_eq!((missing.status.code(), out(&missing)), (Some(2), String::new()));
    assert!(err(&missing).contains("onrecord.baseline: no such file; `onrecord baseline write` makes one"), "{}", err(&missing));
    done(folder, &["baseline", "write"]);
    let path = folder.join("onrecord.baseline");
    let good = fs::read_to_string(&path).unwrap();
    let lines = good.lines().count();
    let half: String = good.lines().take(lines - 1).map(|line| format!("{line}\n")).collect();
    for (text, told) in [
        (good[..good.len() - 30].to_owned(), "half written or damaged".to_owned()),
        (half, format!("onrecord.baseline:{}: half written", lines - 1)),
        (good.replace("baseline 2", "baseline 9"), "onrecord.baseline:3: its layout is “9”".to_owned()),
        (good.replace("end\n", "<<<<<<< ours\nend\n"), format!("onrecord.baseline:{lines}: a merge left both sides here")),
        (String::new(), "onrecord.baseline:1: no baseline: the file is empty".to_owned()),
        (FERRY.to_owned(), "onrecord.baseline:1: not a baseline".to_owned()),
    ] {
        fs::write(&path, &text).unwrap();
        for command in [&["check", "news", "--baseline"][..], &["baseline", "write"], &["baseline", "prune"], &["baseline", "purge"]] {
            let output = run(folder, command);
            assert_eq!((output.status.code(), out(&output)), (Some(2), String::new()), "{command:?}");
            assert!(err(&output).contains(&told), "{command:?}: {}", err(&output));
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        // What was a baseline is replaced where somebody says so; another file never is.
        let forced = run(folder, &["baseline", "write", "--force"]);
        let is_own = text != FERRY;
        assert_eq!(forced.status.code(), Some(if is_own { 0 } else { 2 }), "{}", err(&forced));
        assert_eq!(fs::read_to_string(&path).unwrap() == text, !is_own);
    }
    let folder_given = run(folder, &["check", "--baseline", "news"]);
    assert!(folder_given.status.code() == Some(2), "{}", err(&folder_given));
    let folder_given = run(folder, &["check", "news", "--baseline", "news"]);
    assert!(err(&folder_given).contains("a folder, not a baseline"), "{}", err(&folder_given));
}

#[test]
fn two_branches_that_write_down_other_findings_merge() {
    let folder = desk();
    let folder = folder.path();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Oru", "-c", "user.email=oru@quay.example", "-c", "init.defaultBranch=main"]).args(arguments);
        git.current_dir(folder).output().ok().filter(|output| output.status.success())
    };
    if git(&["init", "-q"]).is_none() {
        println!("skipped: there is no git");
        return;
    }
    // Enough entries, each in words of its own, that two new ones stand apart.
    for number in 0..60 {
        let quay = |berth: u32| format!("Berth {berth} of quay {number} cost TK crowns in all the years of the town of Penhallow.\n\n");
        let text: String = (0..6).map(quay).collect();
        fs::write(folder.join(format!("news/{number}.txt")), text).unwrap();
    }
    done(folder, &["baseline", "write"]);
    git(&["add", "."]).unwrap();
    git(&["commit", "-qm", "a"]).unwrap();
    let mut merged = 0;
    for round in 0..6 {
        let branch = format!("b{round}");
        git(&["checkout", "-qb", &branch]).unwrap();
        fs::write(
            folder.join(format!("news/ours {round}.txt")),
            format!("Our ferry {round} of Skerry cost TK crowns when it was built.\n"),
        )
        .unwrap();
        done(folder, &["baseline", "write"]);
        git(&["add", "."]).unwrap();
        git(&["commit", "-qm", "ours"]).unwrap();
        git(&["checkout", "-q", "main"]).unwrap();
        fs::write(
            folder.join(format!("news/theirs {round}.txt")),
            format!("Their barge {round} from Oru cost TK crowns when it was sold.\n"),
        )
        .unwrap();
        done(folder, &["baseline", "write"]);
        git(&["add", "."]).unwrap();
        git(&["commit", "-qm", "theirs"]).unwrap();
        if git(&["merge", "-q", "--no-edit", &branch]).is_some() {
            merged += 1;
            assert_eq!(new(folder, &[]), [""; 0]);
            assert_eq!(err(&done(folder, &["check", ".", "--baseline"])), "");
        } else {
            git(&["merge", "--abort"]).unwrap();
        }
    }
    assert!(merged >= 4, "{merged} of 6 merged by themselves");
}

const QUAY: &str = "Marit Oru, the harbour master, told the council on Monday that the quay is closed.\n\nThe new quay was opened by TK at noon on a \
                    day in spring.\n";

/// A repository with one article whose placeholder is known; `None` where there is no Git.
fn repository() -> Option<TempDir> {
    let folder = TempDir::new().unwrap();
    git(folder.path(), &["init", "-q"])?;
    fs::write(folder.path().join("old.txt"), QUAY).unwrap();
    fs::write(folder.path().join("bridge.txt"), BRIDGE).unwrap();
    done(folder.path(), &["baseline", "write"]);
    git(folder.path(), &["add", "."])?;
    git(folder.path(), &["commit", "-qm", "a"])?;
    Some(folder)
}

fn git(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=Oru", "-c", "user.email=oru@quay.example", "-c", "init.defaultBranch=main"]).args(arguments);
    git.current_dir(folder).output().ok().filter(|output| output.status.success())
}

/// The articles that a run tells of, whatever was asked.
fn told(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = run(folder, &[&["check", "--format", "concise", "--baseline=onrecord.baseline"], arguments].concat());
    let printed = out(&output);
    printed.lines().filter(|line| line.contains(": ")).map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn what_is_known_of_an_article_is_known_of_no_other_by_whatever_route() {
    let Some(folder) = repository() else { return println!("skipped: there is no git") };
    let folder = folder.path();
    fs::copy(folder.join("old.txt"), folder.join("new.txt")).unwrap();
    let routes: [&[&str]; 4] = [&["."], &["new.txt"], &["--since", "HEAD"], &["new.txt", "bridge.txt"]];
    for route in routes {
        assert_eq!(told(folder, route), ["new.txt"], "{route:?}");
    }
    let mut piped = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    piped.args(["check", "-", "--stdin-filename", "new.txt", "--format", "concise", "--baseline"]).current_dir(folder);
    let piped = piped.stdin(fs::File::open(folder.join("new.txt")).unwrap()).output().unwrap();
    assert!(out(&piped).starts_with("new.txt:3:28: error[placeholder]"), "{}", out(&piped));
    git(folder, &["add", "."]).unwrap();
    assert_eq!(told(folder, &["--staged"]), ["new.txt"]);
    // The other one is gone: one of the two that hold it has what was known of it, whichever is asked about.
    git(folder, &["mv", "old.txt", "older.txt"]).unwrap();
    let whole = told(folder, &["."]);
    assert_eq!(whole.len(), 1);
    for file in ["new.txt", "older.txt"] {
        let expected: Vec<String> = whole.iter().filter(|path| *path == file).cloned().collect();
        assert_eq!(told(folder, &[file]), expected, "{file}");
    }
    assert_eq!(told(folder, &["--staged"]), whole);
    // It was renamed and nothing else.
    git(folder, &["rm", "-qf", "new.txt"]).unwrap();
    for route in [&["."][..], &["older.txt"], &["--staged"]] {
        assert_eq!(told(folder, route), [""; 0], "{route:?}");
    }
    // Whoever holds more of it has it.
    fs::write(folder.join("a quotation.txt"), QUAY.split("\n\n").nth(1).unwrap()).unwrap();
    fs::write(folder.join("older.txt"), format!("{QUAY}\nThe ferry is old.\n")).unwrap();
    assert_eq!(told(folder, &["older.txt"]).len() + told(folder, &["a quotation.txt"]).len(), 1);
}

#[test]
fn writing_one_article_takes_nothing_from_another() {
    let folder = desk();
    let folder = folder.path();
    fs::write(folder.join("news/old.txt"), QUAY).unwrap();
    done(folder, &["baseline", "write"]);
    fs::write(folder.join("news/new.txt"), QUAY).unwrap();
    let before = lines(folder).len();
    done(folder, &["baseline", "write", "news/new.txt"]);
    assert_eq!(lines(folder).len(), before + 1);
    assert_eq!(new(folder, &[]), [""; 0]);
    fs::remove_file(folder.join("news/new.txt")).unwrap();
    assert_eq!(new(folder, &[]), [""; 0]);
}

#[test]
fn what_was_deleted_is_forgotten_by_its_name_and_a_misspelt_name_is_told() {
    let folder = desk();
    let folder = folder.path();
    fs::create_dir(folder.join("web")).unwrap();
    fs::write(folder.join("web/quay.txt"), QUAY).unwrap();
    fs::write(folder.join("news/mill.txt"), QUAY.replace("quay", "mill")).unwrap();
    done(folder, &["baseline", "write"]);
    for command in [&["baseline", "purge", "wbe"][..], &["baseline", "prune", "wbe"], &["baseline", "write", "wbe"]] {
        let output = run(folder, command);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {}", err(&output));
        assert!(err(&output).contains("wbe: no such file or folder"), "{}", err(&output));
    }
    // What is known of others is not told of as gone.
    assert!(!err(&done(folder, &["baseline", "show", "news/ferry.txt"])).contains("fit"), "others fit nothing");
    fs::remove_file(folder.join("news/mill.txt")).unwrap();
    assert!(err(&done(folder, &["check", "news", "--baseline"])).contains("1 known finding is there no more"));
    assert!(err(&done(folder, &["baseline", "prune", "news"])).contains("1 known finding gone"));
    fs::remove_dir_all(folder.join("web")).unwrap();
    let left = lines(folder).len();
    assert!(err(&done(folder, &["baseline", "purge", "web"])).contains("1 known finding forgotten"));
    assert_eq!(lines(folder).len(), left - 1);
    assert!(!err(&done(folder, &["check", ".", "--baseline"])).contains("no more"));
    // One path at a time: a folder that is not there is not the current one.
    fs::remove_dir_all(folder.join("news")).unwrap();
    done(folder, &["baseline", "prune", "news"]);
    assert_eq!(lines(folder), [lines(folder)[0].as_str(), "end"]);
}

#[test]
fn a_baseline_is_looked_for_above_the_articles_and_not_where_one_stands() {
    let Some(folder) = repository() else { return println!("skipped: there is no git") };
    let folder = folder.path();
    fs::create_dir_all(folder.join("web/today")).unwrap();
    let elsewhere = TempDir::new().unwrap();
    let article = folder.join("old.txt");
    done(elsewhere.path(), &["check", article.to_str().unwrap(), "--baseline"]);
    done(&folder.join("web/today"), &["check", "../../old.txt", "--baseline"]);
    // A folder with a configuration of its own has the baseline of all, so that one article is told as all of them are.
    fs::write(folder.join("web/onrecord.toml"), "outlet = \"The Penhallow Post\"\n").unwrap();
    fs::write(folder.join("web/today/ferry.txt"), FERRY).unwrap();
    done(&folder.join("web"), &["baseline", "write", "today"]);
    assert!(!folder.join("web/onrecord.baseline").exists());
    done(folder, &["check", "web/today/ferry.txt", "--baseline"]);
    done(folder, &["check", ".", "--baseline"]);
    // A new one stands at the root.
    fs::remove_file(folder.join("onrecord.baseline")).unwrap();
    fs::remove_file(folder.join("web/onrecord.toml")).unwrap();
    done(&folder.join("web/today"), &["baseline", "write"]);
    assert!(folder.join("onrecord.baseline").exists() && !folder.join("web/today/onrecord.baseline").exists());
}

#[test]
fn what_is_wrong_in_the_configuration_is_known_too() {
    let folder = desk();
    let folder = folder.path();
    let entry = "outlet = \"X\"\n\n[[allow]]\npath = \"/news/ferry.txt\"\nrule = \"broken-sentence\"\nreason = \"The desk knows.\"\n";
    fs::write(folder.join("onrecord.toml"), entry).unwrap();
    assert!(err(&done(folder, &["baseline", "write"])).contains("of 2 articles and the configuration"));
    assert_eq!(new(folder, &[]), [""; 0]);
    assert!(
        out(&done(folder, &["baseline", "show"])).contains("onrecord.toml:5:8: unused-suppression"),
        "{}",
        out(&done(folder, &["baseline", "show"]))
    );
    // Writing down an article leaves it.
    done(folder, &["baseline", "write", "news/ferry.txt"]);
    assert_eq!(new(folder, &[]), [""; 0]);
    let other =
        entry.replace("outlet = \"X\"\n", "") + "\n[[allow]]\npath = \"/news/bridge.txt\"\nrule = \"broken-sentence\"\nreason = \"So.\"\n";
    fs::write(folder.join("onrecord.toml"), other).unwrap();
    assert_eq!(new(folder, &[]), ["onrecord.toml unused-suppression"]);
}

#[test]
fn one_article_is_told_what_all_of_them_are_told_of_it() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("onrecord.toml"), "outlet = \"The Vellmouth Courier\"\n").unwrap();
    let paragraph = |number: usize| match number % 3 {
        0 => format!("The council of Skerry paid TK crowns for quay {number} by the shore."),
        1 => format!("The firm that built quay {number} embezzled the money of the fund and misled the inspectors."),
        _ => format!("Councillor Marit Oru of Penhallow told the meeting that quay {number} was painted and opened again."),
    };
    let write = |name: &str, numbers: &[usize]| {
        let text: Vec<String> = numbers.iter().map(|number| paragraph(*number)).collect();
        fs::write(folder.join(name), text.join("\n\n") + "\n").unwrap();
    };
    for article in 0..5 {
        write(&format!("{article}.txt"), &(0..6).map(|part| 7 * article + part).collect::<Vec<_>>());
    }
    done(folder, &["baseline", "write"]);
    let mut random = fastrand::Rng::with_seed(5);
    for round in 0..12 {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name.ends_with(".txt"));
        names.sort();
        let (one, other) = (names[random.usize(..names.len())].clone(), names[random.usize(..names.len())].clone());
        match round % 6 {
            0 => fs::rename(folder.join(&one), folder.join(format!("moved {round}.txt"))).unwrap(),
            1 => drop(fs::copy(folder.join(&one), folder.join(format!("copy {round}.txt"))).unwrap()),
            2 => write(&format!("new {round}.txt"), &[random.usize(..40), random.usize(..40), 100 + round]),
            3 if names.len() > 2 => fs::remove_file(folder.join(&one)).unwrap(),
            4 => fs::write(folder.join(&one), fs::read_to_string(folder.join(&other)).unwrap() + "\nIt cost TK crowns more.\n").unwrap(),
            _ => drop(fs::copy(folder.join(&one), folder.join("a first one.txt")).unwrap()),
        }
        let mut whole = told(folder, &["."]);
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name.ends_with(".txt"));
        let mut single: Vec<String> = names.iter().flat_map(|name| told(folder, &[name])).collect();
        whole.sort();
        single.sort();
        assert_eq!(single, whole, "round {round}");
        assert!(round > 0 || whole.is_empty(), "a rename brings nothing new: {whole:?}");
    }
}
