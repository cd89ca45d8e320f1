//! Paths as the host of a repository knows them, and the Git hook of `docs/ci.md`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const COPY: &str = "We have kept the ferry alive for TK years, Marit Oru told the council.\n";

fn onrecord(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_host_is_given_paths_from_the_root_of_the_repository() {
    let root = tempfile::tempdir().unwrap();
    let articles = root.path().join("articles/news");
    fs::create_dir_all(&articles).unwrap();
    fs::write(articles.join("ferry.txt"), COPY).unwrap();
    let check = |folder: &Path, format: &str, path: &str| onrecord(folder, &["check", "--select", "placeholder", "--format", format, path]);
    // Without a repository they are told as they were given.
    assert!(check(&articles, "github", "ferry.txt").contains("file=ferry.txt,"));
    for git in ["folder", "file"] {
        let path = root.path().join(".git");
        let _ = fs::remove_dir(&path);
        if git == "folder" {
            fs::create_dir(&path).unwrap()
        } else {
            fs::write(&path, "gitdir: ../.git/modules/a").unwrap()
        }
        for (folder, path) in [
            (articles.as_path(), "ferry.txt"),
            (articles.as_path(), "."),
            (root.path(), "articles"),
            (articles.as_path(), "../news/ferry.txt"),
        ] {
            let github = check(folder, "github", path);
            assert!(github.contains("file=articles/news/ferry.txt,"), "{git} {path}: {github}");
            assert!(check(folder, "sarif", path).contains("\"uri\":\"articles/news/ferry.txt\""), "{git} {path}");
        }
        assert!(check(&articles, "json", "ferry.txt").contains("\"path\":\"ferry.txt\""));
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=Oru", "-c", "user.email=oru@quay.example", "-c", "init.defaultBranch=main"]);
    git.args(arguments).current_dir(folder).output().ok()
}

#[cfg(unix)]
#[test]
fn the_hook_reads_what_is_staged() {
    use std::os::unix::fs::PermissionsExt;

    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    if git(folder, &["init"]).is_none_or(|output| !output.status.success()) {
        println!("skipped: there is no git");
        return;
    }
    let page = include_str!("../docs/ci.md");
    let hook = page.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_onrecord")).parent().unwrap();
    let script = hook.replacen("#!/bin/sh\n", &format!("#!/bin/sh\nPATH='{}':$PATH\n", program.display()), 1);
    let path = folder.join(".git/hooks/pre-commit");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let commits = |name: &str, staged: &str, there: &str| {
        fs::write(folder.join(name), staged).unwrap();
        git(folder, &["add", name]).unwrap();
        fs::write(folder.join(name), there).unwrap();
        git(folder, &["commit", "-m", "a"]).unwrap().status.success()
    };
    let clean = "Marit Oru told the council of Vellmouth on Monday that the ferry is old.\n";
    for name in ["a b.txt", "c.text", "d.markdown", "e.htm", "f.mdx"] {
        assert!(!commits(name, COPY, clean), "{name}: what is staged holds a placeholder");
        assert!(commits(name, clean, COPY), "{name}: what is staged is clean");
    }
}
