//! Whether a text that markup sets as code is copy all the same.
//!
//! Copy is indented, or set as it was typed, by systems that mean nothing by it. What is code has signs where copy has small words.

use super::formulas;
use super::lines::is_finished;

/// Fewer words are too few to tell.
const FEWEST: usize = 12;

/// Whether `text`, tags aside, is sentences of English: small words among its words, more letters than signs, and an end of a sentence.
pub(super) fn looks_like_copy(text: &str) -> bool {
    let (mut words, mut small, mut signs) = (0usize, 0usize, 0usize);
    let mut finished = false;
    for line in text.lines() {
        let line = line.trim();
        finished |= is_finished(without_tags(line));
    }
    let mut tag = false;
    for word in text.split_ascii_whitespace() {
        tag |= word.starts_with('<');
        if tag {
            tag = !word.ends_with('>') && !word.contains('>');
            // "<p>The" holds a word.
            let Some((_, rest)) = word.rsplit_once('>').filter(|(_, rest)| !rest.is_empty()) else { continue };
            count(rest, &mut words, &mut small, &mut signs);
        } else {
            count(word, &mut words, &mut small, &mut signs);
        }
    }
    finished && words >= FEWEST && small * 7 >= words && signs * 12 <= words
}

fn count(word: &str, words: &mut usize, small: &mut usize, signs: &mut usize) {
    *signs += word.bytes().filter(|byte| matches!(byte, b'{' | b'}' | b'=' | b'\\' | b'|' | b'$' | b'`' | b'_')).count();
    let bare = word.split('<').next().unwrap_or(word).trim_matches(|c: char| !c.is_alphabetic());
    *words += usize::from(!bare.is_empty());
    *small += usize::from(formulas::shipped().is_small(bare));
}

/// A line without the tags that end it.
fn without_tags(mut line: &str) -> &str {
    while let Some(before) = line.strip_suffix('>')
        && let Some(at) = before.rfind('<')
    {
        line = before[..at].trim_end();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_is_told_from_code() {
        for copy in [
            "The ferry company skimmed the harbour fund for years, and 40 per cent of the money is gone.",
            "<p>The board met on Monday, and it was told that the ferry\n<b>is to be sold</b> in the spring.</p>",
            "<div class=\"wp\">\n  <p style=\"text-align: left;\">Nobody at the quay had heard of it until she said so in June.</p>\n</div>",
        ] {
            assert!(looks_like_copy(copy), "{copy}");
        }
        for code in [
            "let total = prices.iter().sum();\nif total > the_limit { return Err(of(total)); }",
            "npm install the-package\ncd the-package && make all of it in one go with no tests at all",
            "$ onrecord check articles",
            "Name   Count  Share\nOru      12     40\nVeddel   13     41\n",
            "<svg><path d=\"M 0 0 L 10 10\"/></svg>",
        ] {
            assert!(!looks_like_copy(code), "{code}");
        }
    }
}
