//! A baseline: what was asked before and is known, as a file of hashes.
//!
//! "We knew that this was unsourced" must not lie in a repository for ever. So there is no word, rule or path in it, only hashes with a salt
//! of the file's own; who has the articles can tell what they mean. One line each, sorted, so that the files of two branches merge.

use super::identity::{Identity, Known, Mark};

/// How the first line begins that says what the file is; the number counts the layouts there have been.
const HEADER: &str = "onrecord-baseline";
const VERSION: u32 = 1;
const END: &str = "end";
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
    entries: Vec<(Mark, usize)>,
}

impl Baseline {
    /// Nothing is known yet.
    pub fn new(salt: Vec<u8>) -> Baseline {
        Baseline { salt, entries: Vec::new() }
    }

    /// Reads a baseline's text.
    ///
    /// # Errors
    ///
    /// The line, from one, and what is wrong there.
    pub fn parse(text: &str) -> Result<Baseline, (usize, String)> {
        let mut lines = text.trim_start_matches('\u{FEFF}').lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let conflict = |line: &str| ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
        let undecided = || "a merge left both sides here; keep the lines of both and take its marks out".to_owned();
        let mut found = lines.by_ref().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let Some((number, header)) = found.next() else { return Err((1, "no baseline: the file is empty or cut off".to_owned())) };
        if conflict(header) {
            return Err((number, undecided()));
        }
        let parts: Vec<&str> = header.split(' ').collect();
        let salt = match parts[..] {
            [HEADER, version, ..] if version.parse() != Ok(VERSION) => {
                let message = format!("its layout is “{version}”, and this version of onrecord reads {VERSION}; write it anew");
                return Err((number, message));
            }
            [HEADER, _, salt] => bytes(salt).filter(|salt| salt.len() == SALT),
            [HEADER, ..] => None,
            _ => return Err((number, "not a baseline; `onrecord baseline write` makes one".to_owned())),
        };
        let half = || "half written or damaged; take it from the repository again, or write it anew".to_owned();
        let mut baseline = Baseline::new(salt.ok_or_else(|| (number, half()))?);
        let mut last = number;
        let mut ended = false;
        for (number, line) in found {
            last = number;
            if conflict(line) {
                return Err((number, undecided()));
            }
            if ended || line == END {
                // Both sides of a merge may have kept theirs.
                if line != END {
                    return Err((number, half()));
                }
                ended = true;
                continue;
            }
            baseline.entries.push(entry(line).ok_or_else(|| (number, half()))?);
        }
        if !ended {
            return Err((last, half()));
        }
        // What both sides of a merge knew is known once.
        baseline.entries.sort_unstable_by_key(|(mark, count)| (*mark, std::cmp::Reverse(*count)));
        baseline.entries.dedup_by_key(|(mark, _)| *mark);
        Ok(baseline)
    }

    /// Its text.
    pub fn text(&self) -> String {
        let salt: String = self.salt.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut text = format!("{COMMENT}{HEADER} {VERSION} {salt}\n");
        for (mark, count) in &self.entries {
            text.push_str(&format!("{:016x} {:016x} {:016x}", mark.before, mark.after, mark.place));
            if *count > 1 {
                text.push_str(&format!(" {count}"));
            }
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
        self.entries.iter().map(|(_, count)| count).sum()
    }

    /// What it knows, to be claimed.
    pub fn known(&self) -> Known {
        let mut known = Known::new(self.salt.clone());
        self.entries.iter().for_each(|(mark, count)| known.add_mark(*mark, *count));
        known
    }

    /// Takes note of findings on the article at `place`.
    pub fn add(&mut self, place: &str, identities: &[Identity]) {
        let mut known = self.known();
        known.add(place, identities);
        self.entries = known.left([]);
    }

    /// Takes note of what was written down before.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = (Mark, usize)>) {
        let mut known = self.known();
        entries.into_iter().for_each(|(mark, count)| known.add_mark(mark, count));
        self.entries = known.left([]);
    }

    /// Keeps what is known of the places that `keep` names.
    pub fn keep(&mut self, keep: impl Fn(u64) -> bool) {
        self.entries.retain(|(mark, _)| keep(mark.place));
    }

    /// Takes away what was known and is there no more.
    pub fn forget(&mut self, gone: &[(Mark, usize)]) {
        for (mark, count) in gone {
            if let Ok(index) = self.entries.binary_search_by_key(mark, |(mark, _)| *mark) {
                self.entries[index].1 = self.entries[index].1.saturating_sub(*count);
            }
        }
        self.entries.retain(|(_, count)| *count > 0);
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok()).collect()
}

fn entry(line: &str) -> Option<(Mark, usize)> {
    let parts: Vec<&str> = line.split(' ').collect();
    let hash = |text: &str| u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16);
    let (marks, count) = match parts[..] {
        [before, after, place] => ([before, after, place], 1),
        [before, after, place, count] => ([before, after, place], count.parse().ok().filter(|count| *count > 0)?),
        _ => return None,
    };
    let [before, after, place] = marks.map(hash);
    Some((Mark { before: before?, after: after?, place: place? }, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(number: u64) -> Mark {
        Mark { before: number, after: number + 1, place: 7 }
    }

    fn sample() -> Baseline {
        let mut baseline = Baseline::new(vec![0xab; SALT]);
        baseline.extend([(mark(9), 1), (mark(3), 2), (mark(9), 1), (mark(1 << 63), 1)]);
        baseline
    }

    #[test]
    fn what_is_written_is_read_sorted_and_counted() {
        let text = sample().text();
        assert_eq!(Baseline::parse(&text).unwrap(), sample());
        assert_eq!(sample().count(), 5);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines[0], format!("onrecord-baseline 1 {}", "ab".repeat(16)));
        assert_eq!(lines[1], "0000000000000003 0000000000000004 0000000000000007 2");
        assert!(lines[1..].is_sorted() && lines.last() == Some(&"end"));
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
        assert!(wrong("").1.contains("empty"));
        assert_eq!(wrong("Marit Oru left.\n"), (1, "not a baseline; `onrecord baseline write` makes one".to_owned()));
        assert!(wrong(&text.replace("baseline 1", "baseline 2")).1.starts_with("its layout is “2”"));
        assert!(wrong(&text.replace("end\n", ">>>>>>> theirs\nend\n")).1.starts_with("a merge left both sides"));
        // Wherever it was cut off.
        for length in 0..text.len() - 1 {
            if text[..length].ends_with("end") {
                continue;
            }
            assert!(Baseline::parse(&text[..length]).is_err(), "{length}");
        }
        assert_eq!(wrong(&text.replace(" 2\n", " two\n")).0, 4);
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
