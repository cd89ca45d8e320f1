//! What a finding is known by from one run to the next. A line says little: a paragraph is one, and moves. So it is the rule and the words it lies on,
//! and which of several such in the file it is.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::CheckedFile;
use crate::text::hex;

/// For each finding of a file, hints among them, 32 hexadecimal digits: the same rule on the same words has the same, wherever in the file it stands.
pub(super) fn fingerprints(file: &CheckedFile) -> Vec<String> {
    let mut seen: HashMap<(&str, String), u32> = HashMap::new();
    let mut prints = Vec::with_capacity(file.shown.len());
    for shown in &file.shown {
        let words = file.words(shown.finding.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let count = seen.entry((shown.finding.rule.as_ref(), words.clone())).or_default();
        prints.push(digest(&[&shown.finding.rule, &words, &count.to_string()]));
        *count += 1;
    }
    prints
}

/// 32 hexadecimal digits of some words; where one ends and the next begins counts.
pub(super) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Shown;
    use crate::finding::{Finding, Severity};
    use crate::text::Span;

    fn prints(text: &str) -> Vec<String> {
        let found = text.match_indices("TK").map(|(at, _)| Shown {
            finding: Finding {
                rule: "placeholder".into(),
                span: Span::new(at as u32, at as u32 + 2),
                weight: 1.0,
                message: String::new(),
                reason: String::new(),
                related: Vec::new(),
            },
            severity: Severity::Error,
        });
        fingerprints(&CheckedFile::of_config("a.txt".into(), text.into(), found.collect()))
    }

    #[test]
    fn a_finding_is_known_wherever_it_stands() {
        let (before, after) = (prints("It cost TK crowns.\n"), prints("Headline\r\n\r\nThey say it cost TK crowns.\r\n"));
        assert_eq!(before, after);
        assert_eq!(before[0].len(), 32);
        let two = prints("TK and TK");
        assert!(two[0] == before[0] && two[1] != two[0]);
    }

    #[test]
    fn where_a_part_ends_counts() {
        assert_ne!(digest(&["a", "bc"]), digest(&["ab", "c"]));
    }
}
