//! What the `git` program tells of a repository: which files differ, and their texts. It is asked for plumbing only, reads no answer from a
//! terminal, starts no program that a repository names, takes no lock and reaches no other machine: objects that a partial clone lacks are
//! told, not fetched.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::lfs;

/// The hash of a file's bytes, as Git writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Blob(String);

impl Blob {
    fn new(hash: &[u8]) -> Option<Blob> {
        let text = std::str::from_utf8(hash).ok()?;
        let is_hash = text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) && text.bytes().any(|byte| byte != b'0');
        is_hash.then(|| Blob(text.to_owned()))
    }
}

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path from the root; `None` where it is there no more.
    pub path: Option<PathBuf>,
    /// What is staged, if anything is.
    pub staged: Option<Blob>,
    /// Its earlier path and text; `None` where there was none.
    pub before: Option<(PathBuf, Blob)>,
    /// A merge left it undecided.
    pub unmerged: bool,
}

/// A repository with a working tree.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
}

/// What a repository may not bring about.
const SAFE: &[&str] =
    &["core.fsmonitor=false", "core.hooksPath=/dev/null", "core.untrackedCache=false", "protocol.allow=never", "diff.renameLimit=4000"];

fn git(folder: &Path, arguments: &[&OsStr]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).arg("--no-pager").arg("--literal-pathspecs");
    SAFE.iter().for_each(|setting| {
        command.arg("-c").arg(setting);
    });
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, value) in [
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_ATTR_NOSYSTEM", "1"),
        ("LC_ALL", "C"),
    ] {
        command.env(name, value);
    }
    command.env_remove("GIT_EXTERNAL_DIFF").env_remove("GIT_TRACE");
    command
}

/// The first line of what a program complains of.
fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it says nothing");
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

fn no_program(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            "the program git was not found; without it nobody can tell what changed (--patch needs none)".to_owned()
        }
        _ => format!("git could not be started: {error}"),
    }
}

impl Repository {
    /// The repository that holds `folder`.
    ///
    /// # Errors
    ///
    /// What to tell where there is none, or no `git`.
    pub fn of(folder: &Path) -> Result<Repository, String> {
        let asked = git(folder, &["rev-parse".as_ref(), "--show-toplevel".as_ref()]).output().map_err(|error| no_program(&error))?;
        let root = asked.stdout.strip_suffix(b"\n").unwrap_or(&asked.stdout);
        if asked.status.success() && !root.is_empty() {
            let root = path(root);
            return Ok(Repository { root: root.canonicalize().unwrap_or(root) });
        }
        let why = complaint(&asked.stderr);
        let shown = folder.display();
        Err(if why.contains("not a git repository") {
            format!("{shown}: not in a Git repository; --patch FILE needs none")
        } else {
            format!("{shown}: git cannot read the repository: {why}")
        })
    }

    /// The top folder of the working tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn ask(&self, arguments: &[&OsStr]) -> Result<Vec<u8>, String> {
        let output = git(&self.root, arguments).output().map_err(|error| no_program(&error))?;
        if output.status.success() { Ok(output.stdout) } else { Err(complaint(&output.stderr)) }
    }

    fn ask_all(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        self.ask(&arguments)
    }

    fn word(&self, arguments: &[&str]) -> Result<String, String> {
        self.ask_all(arguments).map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned())
    }

    fn is_shallow(&self) -> bool {
        self.word(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer == "true")
    }

    /// The commit to compare with: where the history of `revision` and of what is checked out parted, or with `exactly` the revision itself.
    ///
    /// # Errors
    ///
    /// What to tell where the revision is unknown or there is no such commit.
    pub fn base(&self, revision: &str, exactly: bool) -> Result<String, String> {
        let deeper = |what: String| {
            let hint =
                "; the clone is shallow, so fetch more of its history (git fetch --unshallow, or fetch-depth: 0 for actions/checkout)";
            if self.is_shallow() { what + hint } else { what }
        };
        let unknown = || deeper(format!("--since {revision}: no such revision in {}", self.root.display()));
        if revision.trim().is_empty() {
            return Err("--since: no revision was given; is a variable empty that should hold one?".to_owned());
        }
        if revision.starts_with('-') || revision.contains('\0') {
            return Err(format!("--since {revision}: not a revision"));
        }
        let commit = self.word(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]).map_err(|_| unknown())?;
        if commit.is_empty() {
            return Err(unknown());
        }
        if exactly {
            return Ok(commit);
        }
        if self.word(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).is_err() {
            return Err("there is no commit yet; --staged checks what the first one will hold".to_owned());
        }
        let base = self.word(&["merge-base", &commit, "HEAD"]).unwrap_or_default();
        match base.lines().next() {
            Some(base) => Ok(base.to_owned()),
            None => Err(deeper(format!(
                "--since {revision}: it has no commit in common with what is checked out; --no-merge-base compares with the revision itself"
            ))),
        }
    }

    /// The files of the working tree that differ from `commit`.
    pub fn changed_since(&self, commit: &str) -> Result<Vec<Change>, String> {
        let differences = self.ask_all(&[&RAW[..], &[commit, "--"]].concat());
        changes(&differences.map_err(|why| format!("git cannot compare with {commit}: {why}"))?)
    }

    /// What is staged and differs from the last commit.
    pub fn staged(&self) -> Result<Vec<Change>, String> {
        let differences = self.ask_all(&[&RAW[..], &["--cached", "--"]].concat());
        changes(&differences.map_err(|why| format!("git cannot tell what is staged: {why}"))?)
    }

    /// The files of a commit with their texts, and the folders in it that are repositories of their own.
    pub fn files_of(&self, commit: &str) -> Result<(HashMap<PathBuf, Blob>, Vec<PathBuf>), String> {
        let listed =
            self.ask_all(&["ls-tree", "-r", "-z", "--full-tree", commit]).map_err(|why| format!("git cannot list {commit}: {why}"))?;
        let (mut files, mut modules) = (HashMap::new(), Vec::new());
        for line in listed.split(|byte| *byte == 0) {
            let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { continue };
            let path = path(&line[tab + 1..]);
            if line.starts_with(b"160000") {
                modules.push(path);
            } else if let Some(blob) = line[..tab].rsplit(|byte| *byte == b' ').next().and_then(Blob::new) {
                files.insert(path, blob);
            }
        }
        Ok((files, modules))
    }

    /// The folders of the index that are repositories of their own.
    pub fn modules(&self) -> Result<Vec<PathBuf>, String> {
        let staged = self.staged_as(b"160000")?;
        Ok(staged.into_iter().map(|(path, _)| path).collect())
    }

    /// Those of some files of which a filter makes another text than is stored. Git LFS is not among them: it would fetch.
    pub fn filtered(&self, paths: &BTreeSet<PathBuf>) -> Result<HashSet<PathBuf>, String> {
        let broken = |why: String| format!("git cannot tell how files are stored: {why}");
        let mut filtered = HashSet::new();
        // A command line holds some thousands of paths.
        for paths in paths.iter().collect::<Vec<_>>().chunks(500) {
            let paths: Vec<OsString> = paths.iter().map(|path| slashed(path)).collect();
            let asked = ["check-attr", "-z", "filter", "--"].iter().map(OsStr::new).chain(paths.iter().map(OsString::as_os_str));
            let told = self.ask(&asked.collect::<Vec<_>>()).map_err(broken)?;
            let mut fields = told.split(|byte| *byte == 0);
            while let (Some(file), Some(_), Some(filter)) = (fields.next(), fields.next(), fields.next()) {
                if !matches!(filter, b"unspecified" | b"unset" | b"set" | b"lfs") {
                    filtered.insert(path(file));
                }
            }
        }
        Ok(filtered)
    }

    /// A text as a filter of the user's gives it, which is how it lies in the working tree.
    pub fn smudged(&self, file: &Path, blob: &Blob) -> Result<Vec<u8>, String> {
        let mut named = OsString::from("--path=");
        named.push(slashed(file));
        let asked = ["cat-file".as_ref(), "--filters".as_ref(), named.as_os_str(), blob.0.as_ref()];
        self.ask(&asked).map_err(|why| format!("{}: its filter gives no text: {why}", file.display()))
    }

    /// The files that are staged, changed or not.
    pub fn index(&self) -> Result<Vec<(PathBuf, Blob)>, String> {
        self.staged_as(b"100")
    }

    fn staged_as(&self, mode: &[u8]) -> Result<Vec<(PathBuf, Blob)>, String> {
        let listed = self.ask_all(&["ls-files", "--stage", "-z", "--full-name"]);
        let listed = listed.map_err(|why| format!("git cannot list what is staged: {why}"))?;
        let file = |line: &[u8]| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let mut head = line[..tab].split(|byte| *byte == b' ');
            let (own, hash) = (head.next()?, head.next()?);
            Some((path(&line[tab + 1..]), Blob::new(hash)?)).filter(|_| own.starts_with(mode))
        };
        Ok(listed.split(|byte| *byte == 0).filter_map(file).collect())
    }

    /// The commit that is being merged into this one, if one is.
    pub fn merged(&self) -> Option<String> {
        let commit = self.word(&["rev-parse", "--verify", "--quiet", "MERGE_HEAD^{commit}"]).ok()?;
        Some(commit).filter(|commit| !commit.is_empty())
    }

    /// The text of a file in a commit, if it is there.
    pub fn blob(&self, commit: &str, file: &Path) -> Option<Blob> {
        let mut name = OsString::from(format!("{commit}:"));
        name.push(slashed(file));
        let hash = self.ask(&["rev-parse".as_ref(), "--verify".as_ref(), "--quiet".as_ref(), &name]).ok()?;
        Blob::new(hash.trim_ascii())
    }

    /// Opens the store of texts.
    pub fn texts(&self) -> Result<Texts, String> {
        let mut command = git(&self.root, &["cat-file".as_ref(), "--batch".as_ref()]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|error| no_program(&error))?;
        let (Some(asked), Some(answer)) = (child.stdin.take(), child.stdout.take()) else { return Err("git has no pipes".to_owned()) };
        let large = self.word(&["rev-parse", "--git-common-dir"]).ok().map(|folder| self.root.join(folder).join("lfs/objects"));
        Ok(Texts { open: Mutex::new(Open { child, asked: Some(asked), answer: BufReader::new(answer) }), large })
    }
}

/// Which files differ, in a form that no setting changes.
const RAW: [&str; 12] = [
    "diff",
    "--raw",
    "-z",
    "--no-abbrev",
    // Two files may have exchanged their names.
    "--break-rewrites",
    "--find-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules",
    "--diff-filter=ABCDMRTU",
];

fn changes(raw: &[u8]) -> Result<Vec<Change>, String> {
    let strange = || "git tells what changed in a form that is not known".to_owned();
    let mut changes: Vec<Change> = Vec::new();
    let mut fields = raw.split(|byte| *byte == 0).filter(|field| !field.is_empty());
    while let Some(head) = fields.next() {
        let parts: Vec<&[u8]> = head.strip_prefix(b":").ok_or_else(strange)?.split(|byte| *byte == b' ').collect();
        let [old_mode, mode, old, new, status] = parts[..] else { return Err(strange()) };
        let name = path(fields.next().ok_or_else(strange)?);
        let is_file = |mode: &[u8]| mode.starts_with(b"100");
        let kind = status.first().copied().unwrap_or_default();
        let (was, is) = match kind {
            b'R' | b'C' => (name, Some(path(fields.next().ok_or_else(strange)?))),
            b'D' => (name, None),
            _ => (name.clone(), Some(name)),
        };
        let before = Blob::new(old).filter(|_| is_file(old_mode) && kind != b'A').map(|blob| (was, blob));
        let unmerged = kind == b'U';
        if unmerged && changes.iter().any(|change| change.path == is) {
            continue;
        }
        // A link is no article, and a file that became one is gone.
        let path = is.filter(|_| is_file(mode) || unmerged);
        changes.push(Change { path, staged: Blob::new(new), before, unmerged });
    }
    // An undecided file is told as changed too.
    let undecided: Vec<PathBuf> = changes.iter().filter(|change| change.unmerged).filter_map(|change| change.path.clone()).collect();
    changes.retain(|change| change.unmerged || change.path.as_ref().is_none_or(|path| !undecided.contains(path)));
    Ok(changes)
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// A path below the root as Git writes it.
fn slashed(path: &Path) -> OsString {
    if cfg!(windows) { path.to_string_lossy().replace('\\', "/").into() } else { path.as_os_str().to_owned() }
}

/// Texts by their hash, from one `git` that many may ask.
#[derive(Debug)]
pub struct Texts {
    open: Mutex<Open>,
    /// The store of Git LFS, which may not be there.
    large: Option<PathBuf>,
}

#[derive(Debug)]
struct Open {
    child: Child,
    asked: Option<ChildStdin>,
    answer: BufReader<ChildStdout>,
}

/// What came of asking for a text.
#[derive(Debug)]
pub enum Text {
    /// Its bytes.
    Here(Vec<u8>),
    /// It has more bytes than were asked for.
    TooLarge,
}

impl Texts {
    /// The bytes of a text, `most` at most.
    ///
    /// # Errors
    ///
    /// What to tell where it is not in this clone, or `git` does not answer.
    pub fn read(&self, blob: &Blob, most: u64) -> Result<Text, String> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let text = open.read(blob, most)?;
        // A pointer stays one where its text is not here, which is told where it is checked.
        let large = match &text {
            Text::Here(bytes) if lfs::is_pointer(bytes) => self.large.as_ref().and_then(|folder| lfs::text(folder, bytes, most)),
            _ => None,
        };
        Ok(large.map_or(text, |large| large.map_or(Text::TooLarge, Text::Here)))
    }
}

impl Open {
    fn read(&mut self, blob: &Blob, most: u64) -> Result<Text, String> {
        let broken = |error: std::io::Error| format!("git stopped: {error}");
        let asked = self.asked.as_mut().ok_or("git stopped")?;
        writeln!(asked, "{}", blob.0).and_then(|()| asked.flush()).map_err(broken)?;
        let mut head = Vec::new();
        (&mut self.answer).take(1024).read_until(b'\n', &mut head).map_err(broken)?;
        let head = String::from_utf8_lossy(&head).trim().to_owned();
        let parts: Vec<&str> = head.split(' ').collect();
        let size = match parts[..] {
            [_, "blob", size] => size.parse::<u64>().ok(),
            [_, "missing"] => return Err("its text is not in this clone, which holds some objects only; fetch them first".to_owned()),
            _ => None,
        };
        let Some(size) = size else {
            // What follows would be taken for the next answer.
            self.asked = None;
            return Err(if head.is_empty() { "git stopped".to_owned() } else { "git gave no text".to_owned() });
        };
        if size > most {
            std::io::copy(&mut (&mut self.answer).take(size + 1), &mut std::io::sink()).map_err(broken)?;
            return Ok(Text::TooLarge);
        }
        let mut bytes = vec![0; size as usize + 1];
        self.answer.read_exact(&mut bytes).map_err(broken)?;
        bytes.pop();
        Ok(Text::Here(bytes))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.asked = None;
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_read_with_renames_and_odd_names() {
        let (one, two, none) = ("1".repeat(40), "2".repeat(40), "0".repeat(40));
        let raw = format!(
            ":100644 100644 {one} {two} M\0a b\n.txt\0:100644 100644 {one} {one} R087\0old.txt\0new.txt\0:000000 100644 {none} {two} A\0c.txt\0\
             :100644 000000 {one} {none} D\0d.txt\0:000000 120000 {none} {two} A\0link.txt\0:000000 000000 {none} {none} U\0e.txt\0\
             :100644 100644 {one} {none} M\0e.txt\0"
        );
        let found = changes(raw.as_bytes()).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|change| {
                let path = |path: &Path| path.to_string_lossy().into_owned();
                (change.path.as_deref().map(path), change.before.as_ref().map(|(before, _)| path(before)), change.unmerged)
            })
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                (text("a b\n.txt"), text("a b\n.txt"), false),
                (text("new.txt"), text("old.txt"), false),
                (text("c.txt"), None, false),
                (None, text("d.txt"), false),
                (None, None, false),
                (text("e.txt"), None, true),
            ]
        );
        assert!(changes(b":100644 100644 x").is_err() && changes(b"strange").is_err());
    }
}
