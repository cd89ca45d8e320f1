//! Reads a patch, as `diff -u` and `git diff` write them, and takes it back: from a file as it is now to the file as it was.

use std::path::PathBuf;

/// What a patch says of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patched {
    /// Its path as the patch has it; `None` where the file was removed.
    pub path: Option<PathBuf>,
    /// Its earlier path; `None` where there was no such file.
    pub before: Option<PathBuf>,
    /// The line of the patch that names it, from one.
    pub line: usize,
    hunks: Vec<Hunk>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Hunk {
    /// The first line of the file that it is about, from zero.
    at: usize,
    /// Lines with their ends: as they were, and as they are.
    old: Vec<Vec<u8>>,
    new: Vec<Vec<u8>>,
    /// The line of the patch, from one.
    line: usize,
}

/// Reads a patch.
///
/// # Errors
///
/// The line, from one, and what is wrong there.
pub fn read(patch: &[u8]) -> Result<Vec<Patched>, (usize, String)> {
    let lines: Vec<&[u8]> = patch.split_inclusive(|byte| *byte == b'\n').collect();
    let mut files: Vec<Patched> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = trimmed(lines[at]);
        if line.starts_with(b"diff --git ") {
            files.push(Patched { line: at + 1, ..Patched::default() });
        } else if let Some(name) = line.strip_prefix(b"rename from ") {
            if let Some(file) = files.last_mut() {
                file.before = named(name, false);
            }
        } else if let Some(name) = line.strip_prefix(b"rename to ") {
            if let Some(file) = files.last_mut() {
                file.path = named(name, false);
            }
        } else if line.starts_with(b"--- ") && lines.get(at + 1).is_some_and(|next| next.starts_with(b"+++ ")) {
            let git = files.last().is_some_and(|file| file.hunks.is_empty() && file.line > 0 && is_git(&lines, file.line));
            if !git {
                files.push(Patched { line: at + 1, ..Patched::default() });
            }
            let (before, path) = (named(&line[4..], true), named(&trimmed(lines[at + 1])[4..], true));
            if let Some(file) = files.last_mut() {
                (file.before, file.path) = (before, path);
            }
            at += 1;
        } else if line.starts_with(b"@@ ") {
            let (hunk, next) = hunk(&lines, at)?;
            let Some(file) = files.last_mut() else { return Err((at + 1, "a hunk before any file is named".to_owned())) };
            file.hunks.push(hunk);
            at = next;
            continue;
        }
        at += 1;
    }
    files.retain(|file| file.path.is_some() || file.before.is_some());
    if files.is_empty() && !patch.trim_ascii().is_empty() {
        return Err((1, "not a patch: no file is named in it (`--- old` and `+++ new`, as diff -u writes them)".to_owned()));
    }
    Ok(files)
}

fn is_git(lines: &[&[u8]], line: usize) -> bool {
    lines[line - 1].starts_with(b"diff --git ")
}

fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The path in a line of a patch; `None` where there is no such file. Behind a tab a time may stand.
fn named(name: &[u8], prefixed: bool) -> Option<PathBuf> {
    let name = match name.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        None => name.split(|byte| *byte == b'\t').next().unwrap_or_default().to_vec(),
    };
    let name = String::from_utf8_lossy(&name).into_owned();
    if name == "/dev/null" || name.is_empty() {
        return None;
    }
    let bare = [("a/", prefixed), ("b/", prefixed)].into_iter().find_map(|(prefix, may)| name.strip_prefix(prefix).filter(|_| may));
    Some(PathBuf::from(bare.unwrap_or(&name)))
}

/// A name as Git quotes it: `\t`, `\"`, `\303`.
fn unquoted(quoted: &[u8]) -> Vec<u8> {
    let mut name = Vec::new();
    let mut bytes = quoted.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => match bytes.next() {
                Some(b't') => name.push(b'\t'),
                Some(b'n') => name.push(b'\n'),
                Some(b'r') => name.push(b'\r'),
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        if let Some(next @ b'0'..=b'7') = bytes.peek().copied() {
                            value = value * 8 + u32::from(next - b'0');
                            bytes.next();
                        }
                    }
                    name.push(value as u8);
                }
                Some(other) => name.push(other),
                None => break,
            },
            other => name.push(other),
        }
    }
    name
}

/// `@@ -1,7 +1,6 @@`: start and length on both sides.
fn ranges(head: &[u8]) -> Option<[usize; 4]> {
    let text = std::str::from_utf8(head.get(3..)?).ok().or_else(|| std::str::from_utf8(head.get(3..head.len().min(80))?).ok())?;
    let mut sides = text.split(' ');
    let mut side = |sign: char| {
        let side = sides.next()?.strip_prefix(sign)?;
        let (start, length) = side.split_once(',').unwrap_or((side, "1"));
        Some((start.parse::<usize>().ok()?, length.parse::<usize>().ok()?))
    };
    let ((old, old_length), (new, new_length)) = (side('-')?, side('+')?);
    Some([old, old_length, new, new_length])
}

/// The hunk at a line, and the line behind it.
fn hunk(lines: &[&[u8]], at: usize) -> Result<(Hunk, usize), (usize, String)> {
    let Some([_, old_length, new, new_length]) = ranges(trimmed(lines[at])) else {
        return Err((at + 1, "a hunk begins like `@@ -1,7 +1,6 @@`".to_owned()));
    };
    let start = if new_length == 0 { new } else { new.saturating_sub(1) };
    let mut hunk = Hunk { at: start, line: at + 1, ..Hunk::default() };
    let mut next = at + 1;
    while hunk.old.len() < old_length || hunk.new.len() < new_length {
        let Some(line) = lines.get(next) else { return Err((next, "the patch ends within a hunk".to_owned())) };
        match line.first() {
            Some(b' ') => {
                hunk.old.push(line[1..].to_vec());
                hunk.new.push(line[1..].to_vec());
            }
            Some(b'-') => hunk.old.push(line[1..].to_vec()),
            Some(b'+') => hunk.new.push(line[1..].to_vec()),
            Some(b'\\') => unended(&mut hunk, lines[next - 1]),
            // An empty line whose blank a mail program cut.
            Some(b'\n' | b'\r') => {
                hunk.old.push(line.to_vec());
                hunk.new.push(line.to_vec());
            }
            _ => return Err((next + 1, "a line of a hunk begins with a blank, + or -".to_owned())),
        }
        next += 1;
    }
    if lines.get(next).is_some_and(|line| line.starts_with(b"\\")) {
        unended(&mut hunk, lines[next - 1]);
        next += 1;
    }
    if hunk.old.len() != old_length || hunk.new.len() != new_length {
        return Err((at + 1, "the hunk has other lines than its head says".to_owned()));
    }
    Ok((hunk, next))
}

/// `\ No newline at end of file`: of the line before it.
fn unended(hunk: &mut Hunk, line: &[u8]) {
    let cut = |lines: &mut Vec<Vec<u8>>| {
        if let Some(last) = lines.last_mut() {
            let end = last.strip_suffix(b"\n").map_or(last.len(), <[u8]>::len);
            last.truncate(end);
        }
    };
    if line.first() != Some(&b'+') {
        cut(&mut hunk.old);
    }
    if line.first() != Some(&b'-') {
        cut(&mut hunk.new);
    }
}

impl Patched {
    /// The file as it was, given as it is now.
    ///
    /// # Errors
    ///
    /// The line of the patch that does not fit, from one.
    pub fn taken_back(&self, now: &[u8]) -> Result<Vec<u8>, usize> {
        let lines: Vec<&[u8]> = now.split_inclusive(|byte| *byte == b'\n').collect();
        let mut old = Vec::with_capacity(now.len());
        let mut at = 0;
        for hunk in &self.hunks {
            let end = hunk.at + hunk.new.len();
            let there = lines.get(hunk.at..end).filter(|_| hunk.at >= at).ok_or(hunk.line)?;
            // Line ends may have been changed on the way.
            let same = |(one, other): (&&[u8], &Vec<u8>)| trimmed(one) == trimmed(other);
            if !there.iter().zip(&hunk.new).all(same) {
                return Err(hunk.line);
            }
            lines[at..hunk.at].iter().for_each(|line| old.extend_from_slice(line));
            hunk.old.iter().for_each(|line| old.extend_from_slice(line));
            at = end;
        }
        lines[at..].iter().for_each(|line| old.extend_from_slice(line));
        Ok(old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATCH: &str = "From: Oru\n\ndiff --git a/news/old.txt b/news/new.txt\nsimilarity index 60%\nrename from news/old.txt\n\
        rename to news/new.txt\n--- a/news/old.txt\n+++ b/news/new.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n@@ -10 +10,2 @@ x\n-ten\n+ten\n+eleven\n\
        \\ No newline at end of file\n";

    #[test]
    fn a_patch_is_read_and_taken_back() {
        let files = read(PATCH.as_bytes()).unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].path.as_deref(), Some("news/new.txt".as_ref()));
        assert_eq!(files[0].before.as_deref(), Some("news/old.txt".as_ref()));
        let now = "one\nTWO\nthree\n4\n5\n6\n7\n8\n9\nten\neleven";
        assert_eq!(files[0].taken_back(now.as_bytes()).unwrap(), b"one\ntwo\nthree\n4\n5\n6\n7\n8\n9\nten\n");
        assert_eq!(files[0].taken_back(now.replace("TWO", "2").as_bytes()), Err(9));
        assert_eq!(files[0].taken_back(b"one\n"), Err(9));
        assert!(files[0].taken_back(now.replace('\n', "\r\n").as_bytes()).is_ok());
    }

    #[test]
    fn every_form_of_a_name_is_read() {
        let plain = "--- old/a.txt\t2026-01-02 03:04:05\n+++ new/a.txt\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n--- /dev/null\n+++ b/c.txt\n@@ -0,0 +1 @@\n+c\n\
            --- a/d.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-d\n--- \"a/n\\303\\251.txt\"\n+++ \"b/n\\303\\251 \\\"x\\\".txt\"\n@@ -1 +1 @@\n-e\n+f\n";
        let files = read(plain.as_bytes()).unwrap();
        let names: Vec<_> = files.iter().map(|file| (file.before.clone(), file.path.clone())).collect();
        let path = |path: &str| Some(PathBuf::from(path));
        assert_eq!(
            names,
            [(path("old/a.txt"), path("new/a.txt")), (None, path("c.txt")), (path("d.txt"), None), (path("né.txt"), path("né \"x\".txt")),]
        );
        assert_eq!(files[1].taken_back(b"c\n").unwrap(), b"");
    }

    #[test]
    fn what_is_no_patch_is_told_with_its_line() {
        assert!(read(b"hello\n").unwrap_err().1.starts_with("not a patch"));
        assert!(read(b"").unwrap().is_empty());
        assert_eq!(read(b"@@ -1 +1 @@\n-a\n+b\n").unwrap_err().0, 1);
        assert_eq!(read(b"--- a\n+++ b\n@@ -1,2 +1,2 @@\n-a\n+b\n").unwrap_err().1, "the patch ends within a hunk");
        assert_eq!(read(b"--- a\n+++ b\n@@ x @@\n").unwrap_err().0, 3);
        assert_eq!(read(b"--- a\n+++ b\n@@ -1 +1 @@\n-a\nb\n").unwrap_err().0, 5);
    }
}
