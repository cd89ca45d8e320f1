//! A baseline: what was asked before and is known, as a file of hashes.
//!
//! "We knew that this was unsourced" must not lie in a repository for ever. So there is no word, rule or path in it, only hashes with a salt
//! of the file's own; who has the articles can tell what they mean. One line each, sorted, so that the files of two branches merge.

use std::collections::BTreeMap;

use super::identity::{Identity, Mark, folders_of, place_of};
use super::known::Known;
use crate::text::hex;

/// How the first line begins that says what the file is; the number counts the layouts there have been.
const HEADER: &str = "onrecord-baseline";
const VERSION: u32 = 2;
const END: &str = "end";
/// What stands before the hash of a folder that the article lies in.
const FOLDER: char = '/';
/// What stands before the hash of an answer.
const ANSWER: char = '+';
const COMMENT: &str = "\
# What onrecord asked and is known, as hashes: they tell nothing without the articles. `onrecord baseline show` says which findings they
# are, `write` and `prune` write this file anew, `purge` forgets. Of a conflict keep the lines of both sides.
";

/// Bytes of salt.
pub const SALT: usize = 16;

/// What is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    salt: Vec<u8>,
    entries: BTreeMap<Mark, usize>,
    /// By the hash of an article's path those of the folders above it.
    folders: BTreeMap<u64, Vec<u64>>,
}

/// Why a text is not used as a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The line, from one.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
    /// It once was one, or will be: it may be written over by whoever says so.
    pub is_own: bool,
}

impl Baseline {
    /// Nothing is known yet.
    pub fn new(salt: Vec<u8>) -> Baseline {
        Baseline { salt, entries: BTreeMap::new(), folders: BTreeMap::new() }
    }

    /// Reads a baseline's text.
    ///
    /// # Errors
    ///
    /// The line, from one, and what is wrong there.
    pub fn parse(text: &str) -> Result<Baseline, Unusable> {
        let mut lines = text.trim_start_matches('\u{FEFF}').lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let conflict = |line: &str| ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
        let own = |line: usize, why: &str| Unusable { line, why: why.to_owned(), is_own: true };
        let undecided = |line: usize| own(line, "a merge left both sides here; keep the lines of both and take its marks out");
        let mut found = lines.by_ref().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let Some((number, header)) = found.next() else { return Err(own(1, "no baseline: the file is empty or cut off")) };
        if conflict(header) {
            return Err(undecided(number));
        }
        let parts: Vec<&str> = header.split(' ').collect();
        let salt = match parts[..] {
            [HEADER, version, ..] if version.parse() != Ok(VERSION) => {
                return Err(own(number, &format!("its layout is “{version}”, and this version of onrecord reads {VERSION}")));
            }
            [HEADER, _, salt] => bytes(salt).filter(|salt| salt.len() == SALT),
            [HEADER, ..] => None,
            _ => return Err(Unusable { line: number, why: "not a baseline".to_owned(), is_own: false }),
        };
        let half = |line: usize| own(line, "half written or damaged");
        let mut baseline = Baseline::new(salt.ok_or_else(|| half(number))?);
        let mut last = number;
        let mut ended = false;
        for (number, line) in found {
            last = number;
            if conflict(line) {
                return Err(undecided(number));
            }
            if ended || line == END {
                // Both sides of a merge may have kept theirs.
                if line != END {
                    return Err(half(number));
                }
                ended = true;
                continue;
            }
            // What both sides of a merge knew is known once.
            let (mark, count, folders) = entry(line).ok_or_else(|| half(number))?;
            if !folders.is_empty() {
                baseline.folders.insert(mark.place, folders);
            }
            let known = baseline.entries.entry(mark).or_default();
            *known = count.max(*known);
        }
        if !ended {
            return Err(half(last));
        }
        baseline.tidy();
        Ok(baseline)
    }

    /// Its text.
    pub fn text(&self) -> String {
        let salt = hex(&self.salt);
        let mut text = format!("{COMMENT}{HEADER} {VERSION} {salt}\n");
        for (mark, count) in &self.entries {
            text.push_str(&format!("{:016x} {:016x} {:016x}", mark.before, mark.after, mark.place));
            if *count > 1 {
                text.push_str(&format!(" {count}"));
            }
            mark.answers.iter().for_each(|answer| text.push_str(&format!(" {ANSWER}{answer:016x}")));
            let folders = self.folders.get(&mark.place).into_iter().flatten();
            folders.for_each(|folder| text.push_str(&format!(" {FOLDER}{folder:016x}")));
            text.push('\n');
        }
        text.push_str(END);
        text.push('\n');
        text
    }

    /// What goes into every hash.
    pub fn salt(&self) -> &[u8] {
        &self.salt
    }

    /// How many findings it knows.
    pub fn count(&self) -> usize {
        self.entries.values().sum()
    }

    /// What it knows, to be claimed.
    pub fn known(&self) -> Known {
        let mut known = Known::new(self.salt.clone());
        self.entries.iter().for_each(|(mark, count)| known.add_mark(mark.clone(), *count));
        known
    }

    /// Whether the article of a path lies in a folder, both by their hashes.
    pub fn is_below(&self, place: u64, folder: u64) -> bool {
        self.folders.get(&place).is_some_and(|folders| folders.contains(&folder))
    }

    /// Takes note of findings on the article at `place`.
    pub fn add(&mut self, place: &str, identities: &[Identity]) {
        let hash = place_of(&self.salt, place);
        for identity in identities {
            *self.entries.entry(identity.mark(&self.salt, hash)).or_default() += 1;
        }
        let folders = folders_of(&self.salt, place);
        if !identities.is_empty() && !folders.is_empty() {
            self.folders.insert(hash, folders);
        }
    }

    /// Keeps of what is known only these, so often each.
    pub fn keep_only(&mut self, left: Vec<(Mark, usize)>) {
        self.entries = left.into_iter().collect();
        self.tidy();
    }

    /// Keeps what is known of the places that `keep` names.
    pub fn keep(&mut self, keep: impl Fn(u64) -> bool) {
        self.entries.retain(|mark, _| keep(mark.place));
        self.tidy();
    }

    /// Takes away what was known and is there no more.
    pub fn forget(&mut self, gone: &[(Mark, usize)]) {
        for (mark, count) in gone {
            if let Some(known) = self.entries.get_mut(mark) {
                *known = known.saturating_sub(*count);
            }
        }
        self.entries.retain(|_, count| *count > 0);
        self.tidy();
    }

    /// Forgets where articles lie of which nothing is known.
    fn tidy(&mut self) {
        let entries = &self.entries;
        let places: std::collections::BTreeSet<u64> = entries.keys().map(|mark| mark.place).collect();
        self.folders.retain(|place, _| places.contains(place));
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok()).collect()
}

fn hash(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16)
}

/// A finding, how often it is known, and the folders that its article lies in.
fn entry(line: &str) -> Option<(Mark, usize, Vec<u64>)> {
    let mut parts = line.split(' ');
    let mut next = || hash(parts.next()?);
    let (before, after, place) = (next()?, next()?, next()?);
    let (mut count, mut answers, mut folders) = (1, Vec::new(), Vec::new());
    for (index, part) in parts.enumerate() {
        if let Some(answer) = part.strip_prefix(ANSWER) {
            answers.push(hash(answer)?);
        } else if let Some(folder) = part.strip_prefix(FOLDER) {
            folders.push(hash(folder)?);
        } else if index == 0 {
            count = part.parse().ok().filter(|count| *count > 0)?;
        } else {
            return None;
        }
    }
    Some((Mark { before, after, place, answers }, count, folders))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(number: u64) -> Mark {
        Mark { before: number, after: number + 1, place: 7, answers: Vec::new() }
    }

    fn sample() -> Baseline {
        let mut baseline = Baseline::new(vec![0xab; SALT]);
        baseline.folders.insert(7, vec![8]);
        let answered = Mark { answers: vec![4, 5], ..mark(1 << 63) };
        baseline.keep_only(vec![(mark(9), 2), (mark(3), 2), (answered, 1)]);
        baseline
    }

    #[test]
    fn what_is_written_is_read_sorted_and_counted() {
        let text = sample().text();
        assert_eq!(Baseline::parse(&text).unwrap(), sample());
        assert_eq!(sample().count(), 5);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines[0], format!("onrecord-baseline 2 {}", "ab".repeat(16)));
        assert_eq!(lines[1], "0000000000000003 0000000000000004 0000000000000007 2 /0000000000000008");
        assert_eq!(lines[3], "8000000000000000 8000000000000001 0000000000000007 +0000000000000004 +0000000000000005 /0000000000000008");
        assert!(lines[1..].is_sorted() && lines.last() == Some(&"end"));
        assert!(sample().is_below(7, 8) && !sample().is_below(7, 9));
        assert_eq!(Baseline::parse(&text.replace('\n', "\r\n")).unwrap(), sample());
    }

    #[test]
    fn what_both_sides_of_a_merge_knew_is_known_once() {
        let text = sample().text();
        let entry = text.lines().find(|line| line.starts_with("0000000000000009")).unwrap();
        let twice = text.replace(entry, &format!("{entry}\n{entry}"));
        assert_eq!(Baseline::parse(&twice).unwrap(), sample());
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_line() {
        let text = sample().text();
        let wrong = |text: &str| Baseline::parse(text).unwrap_err();
        assert!(wrong("").why.contains("empty"));
        assert_eq!(wrong("Marit Oru left.\n"), Unusable { line: 1, why: "not a baseline".to_owned(), is_own: false });
        assert!(wrong(&text.replace("baseline 2", "baseline 1")).why.starts_with("its layout is “1”"));
        assert!(wrong(&text.replace("end\n", ">>>>>>> theirs\nend\n")).why.starts_with("a merge left both sides"));
        // Wherever it was cut off.
        for length in 0..text.len() - 1 {
            if text[..length].ends_with("end") {
                continue;
            }
            assert!(Baseline::parse(&text[..length]).is_err(), "{length}");
        }
        assert_eq!(wrong(&text.replace(" 2 /", " two /")).line, 4);
    }

    #[test]
    fn what_is_gone_is_forgotten() {
        let mut baseline = sample();
        baseline.forget(&[(mark(3), 1), (mark(9), 2), (mark(4), 1)]);
        assert_eq!(baseline.count(), 2);
        baseline.keep(|place| place != 7);
        assert_eq!(baseline.count(), 0);
    }
}
