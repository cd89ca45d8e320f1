//! What the program reads and writes on disk: files that are none, files that are too large, full disks, planted links, and what is left.

#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const ARTICLE: &str =
    "Marit Oru, the harbour master, said the quay was closed. “It is not safe,” she said.\n\nFares fell by 40 per cent.\n";

/// The program with a home of its own.
fn onrecord(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env("HOME", folder.join("home"));
    for variable in ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "ONRECORD_CACHE_KEY"] {
        command.env_remove(variable);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    in_time(onrecord(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

/// What a child says that must end by itself: one that waits for ever is stopped, and fails the test.
fn in_time(mut child: Child) -> Output {
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("the program waits for ever");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("home")).unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    folder
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_would_never_end_is_told_and_costs_that_file_alone() {
    let folder = folder();
    pipe(&folder.path().join("pipe.txt"));
    symlink("pipe.txt", folder.path().join("link.txt")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.txt")).unwrap();
    for (path, what) in [
        ("pipe.txt", "a named pipe"),
        ("link.txt", "a named pipe"),
        ("socket.txt", "a socket"),
        ("/dev/zero", "a device"),
        ("/dev/tty", "a device"),
    ] {
        let output = run(folder.path(), &["annotate", path, "a.txt"]);
        assert_eq!(code(&output), 2, "{path}: {}", err(&output));
        assert!(err(&output).contains(&format!("{path}: not a file but {what}")), "{}", err(&output));
        assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1, "{path}");
    }
    // In a folder they are nothing.
    assert_eq!(err(&run(folder.path(), &["annotate", "."])), "");
    // Nor does a list of what is left out hold anything up.
    fs::create_dir_all(folder.path().join("lists/pipe")).unwrap();
    fs::write(folder.path().join("lists/pipe/b.txt"), ARTICLE).unwrap();
    fs::write(folder.path().join("lists/c.txt"), ARTICLE).unwrap();
    pipe(&folder.path().join("lists/pipe/.gitignore"));
    let lists = run(folder.path(), &["annotate", "lists"]);
    assert_eq!((code(&lists), String::from_utf8(lists.stdout.clone()).unwrap().lines().count()), (2, 1));
    assert!(err(&lists).contains("lists/pipe/.gitignore: not a file, so its folder is left out"), "{}", err(&lists));
    for (option, path) in [("--config", "pipe.txt"), ("--model", "pipe.txt"), ("--footing", "/dev/zero")] {
        let output = run(folder.path(), &["annotate", "a.txt", option, path]);
        assert!(code(&output) == 2 && err(&output).contains("not a file but"), "{option}: {}", err(&output));
    }
}

#[test]
fn the_lists_of_git_at_home_are_neither_read_nor_waited_for() {
    let folder = folder();
    let home = folder.path().join("home");
    fs::create_dir_all(home.join(".config/git")).unwrap();
    let articles = |home: &str, settings: Option<&str>| {
        let mut command = onrecord(folder.path(), &["annotate", "."]);
        command.env("HOME", home).env_remove("XDG_CONFIG_HOME");
        settings.map(|settings| command.env("XDG_CONFIG_HOME", settings));
        let output = in_time(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        assert_eq!((code(&output), err(&output)), (0, String::new()), "{home} {settings:?}");
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    // Nothing above is given for a home; the folder's own files would speak where it is a relative path.
    fs::create_dir_all(folder.path().join(".config/git")).unwrap();
    fs::write(folder.path().join(".config/git/ignore"), "*\n").unwrap();
    for (home, settings) in [(".", None), ("", None), ("/nonexistent", Some(".config")), ("./home/..", None)] {
        assert_eq!(articles(home, settings), 1, "{home} {settings:?}");
    }
    fs::write(folder.path().join("all"), "*\n").unwrap();
    fs::write(folder.path().join(".gitconfig"), format!("[core]\nexcludesFile = {}\n", folder.path().join("all").display())).unwrap();
    assert_eq!(articles(".", Some("/nonexistent")), 1);
    let absolute = home.to_str().unwrap();
    let (list, settings) = (home.join(".config/git/ignore"), home.join(".gitconfig"));
    pipe(&list);
    pipe(&settings);
    assert_eq!(articles(absolute, None), 1);
    for path in [&list, &settings] {
        fs::remove_file(path).unwrap();
        symlink("/dev/zero", path).unwrap();
    }
    assert_eq!(articles(absolute, None), 1);
}

#[test]
fn what_is_given_open_is_read_like_standard_input() {
    let folder = folder();
    for path in ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] {
        let mut child = onrecord(folder.path(), &["check", path, "--format", "github", "--select", "placeholder"]);
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"It cost TK crowns.\n").unwrap();
        let output = in_time(child);
        assert_eq!(code(&output), 1, "{path}: {}", err(&output));
    }
    if Command::new("bash").arg("-c").arg("true").status().is_ok_and(|status| status.success()) {
        let script = format!("{} check <(echo It cost TK crowns.) --select placeholder", env!("CARGO_BIN_EXE_onrecord"));
        let output = Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        assert_eq!(code(&output), 1, "{}", err(&output));
    } else {
        eprintln!("skipped: no bash, so <(command) was not tried");
    }
}

#[test]
fn a_configuration_that_is_too_large_costs_its_folder_alone() {
    let folder = folder();
    fs::create_dir(folder.path().join("large")).unwrap();
    fs::write(folder.path().join("large/onrecord.toml"), "# padding\n".repeat(200_000)).unwrap();
    fs::write(folder.path().join("large/b.txt"), ARTICLE).unwrap();
    let output = run(folder.path(), &["annotate", "a.txt", "large/b.txt"]);
    assert_eq!((code(&output), String::from_utf8(output.stdout.clone()).unwrap().lines().count()), (2, 1));
    assert!(err(&output).contains("large/onrecord.toml: larger than 1048576 bytes, which is the limit"), "{}", err(&output));
    let told = run(folder.path(), &["annotate", "a.txt", "--config", "/dev/zero"]);
    assert!(code(&told) == 2 && err(&told).contains("not a file but a device"), "{}", err(&told));
}

#[test]
fn a_cache_that_is_no_cache_changes_nothing() {
    let folder = folder();
    let plain = run(folder.path(), &["annotate", "a.txt"]).stdout;
    let kept = folder.path().join("kept");
    fs::create_dir(&kept).unwrap();
    let file = kept.join("readings.bin");
    let same = |what: &str, told: &str| {
        let output = run(folder.path(), &["annotate", "a.txt", "--cache", "kept"]);
        assert_eq!((code(&output), output.stdout == plain), (0, true), "{what}");
        assert!(err(&output).contains(told), "{what}: {}", err(&output));
    };
    pipe(&file);
    same("a named pipe", "the cache is not used: readings.bin: not a file but a named pipe");
    fs::remove_file(&file).unwrap();
    File::create(&file).unwrap().set_len(3 << 30).unwrap();
    same("three gigabytes", "larger than");
    fs::remove_file(&file).unwrap();
    symlink("/dev/zero", &file).unwrap();
    same("a device", "not a file but a device");
    fs::remove_file(&file).unwrap();
    fs::write(&file, b"onrecord readings 1\nof an earlier version").unwrap();
    same("of an earlier version", "made with another key or damaged");
    same("made anew", "");
    // A link in its place is replaced, what it leads to stays.
    let mine = folder.path().join("mine");
    fs::write(&mine, "mine").unwrap();
    fs::remove_file(&file).unwrap();
    symlink(&mine, &file).unwrap();
    same("a link", "");
    assert_eq!(fs::read(&mine).unwrap(), b"mine");
    assert!(fs::symlink_metadata(&file).unwrap().is_file());
}

#[test]
fn links_that_are_planted_at_temporary_names_are_not_followed() {
    let folder = folder();
    let (kept, mine) = (folder.path().join("kept"), folder.path().join("mine"));
    fs::create_dir(&kept).unwrap();
    fs::write(&mine, "mine").unwrap();
    let own = std::process::id();
    for process in own..own + 3_000 {
        symlink(&mine, kept.join(format!("readings.bin.{process}"))).unwrap();
    }
    let output = run(folder.path(), &["annotate", "a.txt", "--cache", "kept"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    assert_eq!(fs::read(&mine).unwrap(), b"mine");
    assert!(fs::symlink_metadata(kept.join("readings.bin")).unwrap().is_file());
}

#[test]
fn a_cache_is_nothing_without_its_key() {
    let folder = folder();
    let annotate = |key: Option<&str>| {
        let mut command = onrecord(folder.path(), &["annotate", "a.txt", "--cache", "kept"]);
        key.map(|key| command.env("ONRECORD_CACHE_KEY", key));
        let output = command.output().unwrap();
        assert_eq!(code(&output), 0);
        err(&output)
    };
    let file = folder.path().join("kept/readings.bin");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(annotate(None), "");
    let key = folder.path().join("home/.local/state/onrecord/cache.key");
    assert_eq!((mode(&file), mode(&key), mode(key.parent().unwrap()), fs::read(&key).unwrap().len()), (0o600, 0o600, 0o700, 32));
    let first = fs::read(&file).unwrap();
    assert_eq!(annotate(None), "");
    assert_eq!(fs::read(&file).unwrap(), first, "what has not changed is not written");
    // The same article under another key has nothing in common with it.
    assert!(annotate(Some(&"k".repeat(32))).contains("made with another key"));
    let other = fs::read(&file).unwrap();
    assert_eq!(first.len(), other.len());
    let head = b"onrecord sealed 1\n".len();
    let common = first[head..].windows(8).filter(|part| other.windows(8).any(|other| other == *part)).count();
    assert_eq!(common, 0);
    assert_eq!(annotate(Some(&"k".repeat(32))), "");
    assert!(annotate(Some("short")).contains("ONRECORD_CACHE_KEY has fewer than 32 characters"));
    // A key that others may read is none.
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(annotate(None).contains("not a file of your own that only you may read"));
    fs::remove_file(&key).unwrap();
    symlink("/dev/zero", &key).unwrap();
    assert!(annotate(None).contains("not a file of your own"));
    // Nor is there one in the cache itself.
    let inside = run(folder.path(), &["annotate", "a.txt", "--cache", "home"]);
    assert!(code(&inside) == 0 && err(&inside).contains("would lie in it"), "{}", err(&inside));
}

#[test]
fn a_home_that_is_no_absolute_path_is_none() {
    let folder = folder();
    for home in ["home", ".", "../x", "a.txt"] {
        let output = onrecord(folder.path(), &["annotate", "a.txt", "--cache", "kept"]).env("HOME", home).output().unwrap();
        assert_eq!(code(&output), 0);
        assert!(err(&output).contains("there is no home folder for its key; set ONRECORD_CACHE_KEY"), "{home}: {}", err(&output));
        assert_eq!(names(folder.path()), ["a.txt", "home"]);
        assert!(!folder.path().join(".local").exists() && names(&folder.path().join("home")).is_empty());
    }
}

#[test]
fn a_run_that_is_killed_leaves_the_old_cache_or_the_new() {
    let folder = folder();
    run(folder.path(), &["annotate", "a.txt", "--cache", "kept"]);
    let articles: Vec<String> =
        (0..40).map(|n| format!("Marit Oru{n} told the council {n} that the quay {n} would close. ").repeat(5)).collect();
    for (n, text) in articles.iter().enumerate() {
        fs::write(folder.path().join("b.txt"), text).unwrap();
        let mut child = onrecord(folder.path(), &["annotate", "b.txt", "--cache", "kept"]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 * n as u64));
        let _ = child.kill();
        let _ = child.wait();
    }
    let output = run(folder.path(), &["annotate", "a.txt", "--cache", "kept"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
}

#[test]
fn a_full_disk_is_told_by_every_command_that_prints() {
    let folder = folder();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["check", "--help"],
        &["rule"],
        &["rule", "placeholder"],
        &["completions", "bash"],
        &["check", "a.txt"],
        &["check", "a.txt", "--format", "sarif"],
        &["annotate", "a.txt"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = onrecord(folder.path(), arguments).stdout(full).output().unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains("standard output: No space left on device"), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn init_leaves_nothing_on_a_full_disk() {
    let folder = folder();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8k", "tmpfs"]).arg(&disk).stderr(Stdio::null()).status();
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("skipped: only root can make a disk that is full");
        return;
    }
    let _ = fs::write(disk.join("filler"), vec![b'x'; 64 << 10]);
    let init = run(folder.path(), &["init", "disk"]);
    let cache = run(folder.path(), &["annotate", "a.txt", "--cache", "disk"]);
    let left = names(&disk);
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    assert_eq!((code(&init), left), (2, vec!["filler".to_owned()]), "{}", err(&init));
    assert!(err(&init).contains("disk/onrecord.toml: ") && err(&init).contains("No space left"), "{}", err(&init));
    assert!(code(&cache) == 0 && err(&cache).contains("disk: the cache was not written: No space left"), "{}", err(&cache));
}

#[test]
fn init_writes_a_file_like_any_other_and_over_nothing() {
    let folder = folder();
    symlink("nowhere", folder.path().join("home/onrecord.toml")).unwrap();
    let refused = run(folder.path(), &["init", "home"]);
    assert!(code(&refused) == 2 && err(&refused).contains("is already there"), "{}", err(&refused));
    assert_eq!(
        (code(&run(folder.path(), &["init"])), names(folder.path())),
        (0, ["a.txt", "home", "onrecord.toml"].map(str::to_owned).to_vec())
    );
    let mode = |path: &str| fs::metadata(folder.path().join(path)).unwrap().permissions().mode();
    assert_eq!(mode("onrecord.toml"), mode("a.txt"));
}

#[test]
fn as_many_threads_as_have_work() {
    let folder = folder();
    let plain = run(folder.path(), &["annotate", "."]);
    for jobs in ["0", "1000000", "4294967295"] {
        let many = run(folder.path(), &["annotate", ".", "-j", jobs]);
        assert_eq!((code(&many), many.stdout == plain.stdout, err(&many)), (0, true, String::new()), "{jobs}");
    }
}

#[test]
fn no_image_of_the_memory_is_left() {
    let folder = folder();
    let mut child = onrecord(folder.path(), &["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let limits = format!("/proc/{}/limits", child.id());
    if !Path::new(&limits).exists() {
        eprintln!("skipped: this system shows no limits");
        child.kill().unwrap();
        child.wait().unwrap();
        return;
    }
    let mut core = String::new();
    for _ in 0..400 {
        let limits = fs::read_to_string(&limits).unwrap();
        core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap().split_whitespace().nth(4).unwrap().to_owned();
        if core == "1" || core == "0" {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(core == "1" || core == "0", "{core}");
}

#[test]
fn a_strangers_configuration_above_is_told_and_does_not_govern() {
    let folder = folder();
    let root = folder.path();
    fs::create_dir_all(root.join("repository/.git")).unwrap();
    fs::write(root.join("repository/a.txt"), "It cost TK crowns.\n").unwrap();
    fs::write(root.join("onrecord.toml"), "[rules]\nplaceholder = \"off\"\n").unwrap();
    // One's own governs from above.
    assert_eq!(code(&run(root, &["check", "repository"])), 0);
    if std::os::unix::fs::chown(root.join("onrecord.toml"), Some(65534), None).is_err() {
        eprintln!("skipped: only root can give a file away");
        return;
    }
    for path in ["repository", "repository/a.txt"] {
        let output = run(root, &["check", path]);
        assert_eq!(code(&output), 1, "{path}");
        assert!(err(&output).contains("onrecord.toml: not used, since it is somebody else's"), "{}", err(&output));
    }
    // Nor where everybody may write, and somebody said that it is a repository.
    fs::create_dir(root.join(".git")).unwrap();
    fs::remove_dir(root.join("repository/.git")).unwrap();
    for mode in [0o777, 0o1777] {
        fs::set_permissions(root, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(code(&run(root, &["check", "repository"])), 1, "{mode:o}");
    }
    fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code(&run(root, &["check", "repository"])), 0);
    fs::create_dir(root.join("repository/.git")).unwrap();
    fs::remove_dir(root.join(".git")).unwrap();
    fs::rename(root.join("onrecord.toml"), root.join("repository/onrecord.toml")).unwrap();
    let inside = run(root, &["check", "repository"]);
    assert_eq!((code(&inside), err(&inside)), (0, String::new()), "inside the repository nobody asks");
}
