//! What the first odds of an article's other sentences say of each: a column asserts in every sentence what a report asserts in one.

/// What is known of a sentence beside its features, in this order: its own first odds; their mean, most and spread in its article; the
/// odds of the sentences before and after it; the mean of the others in its paragraph; the share of the article's that are lower.
pub const AROUND: [&str; 10] = [
    "odds",
    "article mean",
    "article most",
    "article spread",
    "one before",
    "one after",
    "two before",
    "two after",
    "paragraph mean",
    "rank",
];

/// The values of [`AROUND`].
pub type Around = [f32; AROUND.len()];

/// What stands for the odds of a sentence that is not there.
const NOBODY: f32 = -3.0;

/// The values of [`AROUND`] for every sentence, in order. `odds` are the first odds of an article's sentences, `opens` says which of them
/// open a paragraph.
pub fn around(odds: &[f32], opens: &[bool]) -> Vec<Around> {
    let count = odds.len().max(1) as f32;
    let mean = odds.iter().sum::<f32>() / count;
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    let spread = (odds.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt();
    let mut sorted = odds.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut found = Vec::with_capacity(odds.len());
    let mut paragraph = 0..0;
    let mut sum = 0.0;
    for (at, own) in odds.iter().enumerate() {
        if !paragraph.contains(&at) {
            let end = (at + 1..odds.len()).find(|next| opens.get(*next).copied().unwrap_or(true)).unwrap_or(odds.len());
            paragraph = at..end;
            sum = odds[paragraph.clone()].iter().sum();
        }
        let beside = |step: isize| at.checked_add_signed(step).and_then(|place| odds.get(place)).copied().unwrap_or(NOBODY);
        let others = if paragraph.len() > 1 { (sum - own) / (paragraph.len() - 1) as f32 } else { NOBODY };
        let lower = sorted.partition_point(|value| value < own) as f32 / count;
        found.push([*own, mean, most, spread, beside(-1), beside(1), beside(-2), beside(2), others, lower]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_knows_its_article_its_paragraph_and_those_beside_it() {
        let around = around(&[1.0, 3.0, -1.0], &[true, false, true]);
        let spread = (8.0f32 / 3.0).sqrt();
        assert_eq!(around[0], [1.0, 1.0, 3.0, spread, NOBODY, 3.0, NOBODY, -1.0, 3.0, 1.0 / 3.0]);
        assert_eq!(around[2], [-1.0, 1.0, 3.0, spread, 3.0, NOBODY, 1.0, NOBODY, NOBODY, 0.0]);
    }

    #[test]
    fn an_article_without_sentences_has_none() {
        assert!(around(&[], &[]).is_empty());
    }
}
