//! Which file that is gone a new one was: Git tells of those that are much alike, and not of one to which as much was added as it had.

use std::collections::{HashMap, HashSet};

/// Files that are gone and hold the same sentence: what more of them hold tells nothing.
const MOST: usize = 32;
/// The shortest sentence that tells anything, in bytes.
const SHORTEST: usize = 12;

/// What a text is made of, whatever its order.
pub struct Sentences(HashSet<Vec<u8>>);

impl Sentences {
    /// Of a text.
    pub fn of(text: &[u8]) -> Sentences {
        let mut sentences = HashSet::new();
        let mut sentence: Vec<u8> = Vec::new();
        for word in text.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty()) {
            sentence.extend_from_slice(word);
            sentence.push(b' ');
            if word.last().is_some_and(|last| b".!?:\"".contains(last)) {
                sentences.insert(std::mem::take(&mut sentence));
            }
        }
        sentences.insert(sentence);
        sentences.retain(|sentence| sentence.len() >= SHORTEST);
        Sentences(sentences)
    }
}

/// For each new text the one of `gone` that it was: the one it has most sentences of, if they are half of the shorter one's. Each is given once.
pub fn find(gone: &[Sentences], new: &[Sentences]) -> Vec<Option<usize>> {
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (index, sentences) in gone.iter().enumerate() {
        for sentence in &sentences.0 {
            holders.entry(sentence).or_default().push(index);
        }
    }
    let mut pairs: Vec<(std::cmp::Reverse<usize>, usize, usize)> = Vec::new();
    for (index, sentences) in new.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for holders in sentences.0.iter().filter_map(|sentence| holders.get(sentence.as_slice())).filter(|holders| holders.len() <= MOST) {
            holders.iter().for_each(|holder| *shared.entry(*holder).or_default() += 1);
        }
        for (holder, count) in shared {
            if count * 2 >= sentences.0.len().min(gone[holder].0.len()) {
                pairs.push((std::cmp::Reverse(count), index, holder));
            }
        }
    }
    pairs.sort_unstable();
    let (mut found, mut taken) = (vec![None; new.len()], vec![false; gone.len()]);
    for (_, index, holder) in pairs {
        if found[index].is_none() && !taken[holder] {
            (found[index], taken[holder]) = (Some(holder), true);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Sentences {
        Sentences::of(text.as_bytes())
    }

    #[test]
    fn a_text_that_moved_is_found_whatever_was_added_or_wrapped_and_once() {
        let old = "The ferry of Skerry is old. The quay of Skerry is closed. It rained on Monday again.";
        let gone = [of("Nobody came to the meeting. It was about the pool."), of(old)];
        let longer = format!("{} {old}", "A sentence of another article.")
            + &(0..30).map(|n| format!(" Line number {n} is new.")).collect::<String>();
        let new = [of("Something else was told here."), of(&longer.replace("of Skerry", "of\nSkerry")), of(old)];
        assert_eq!(find(&gone, &new), [None, Some(1), None]);
        assert_eq!(find(&gone, &[of("The ferry of Skerry is old. One thing more is told. And another thing too.")]), [None]);
        assert_eq!(find(&gone, &[of("")]), [None]);
        assert_eq!(find(&[], &new), [None, None, None]);
    }
}
