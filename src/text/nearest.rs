//! "Did you mean": the name nearest to a misspelt one, for configuration keys and rules alike.

/// The name among `names` that `wrong` most likely means; `None` when nothing is near.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let score = |name: &str| {
        let same_words = name.split('-').filter(|word| word.len() > 3 && wrong.contains(word)).count() as f64;
        strsim::jaro_winkler(&wrong, name).max(strsim::normalized_damerau_levenshtein(&wrong, name)) + same_words * 0.02
    };
    names
        .into_iter()
        .map(|name| (score(name), name))
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|best| best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_or_none() {
        let names = ["unattributed-number", "unattributed-cause", "placeholder"];
        assert_eq!(nearest("unatributed-number", names), Some("unattributed-number"));
        assert_eq!(nearest("place-holder", names), Some("placeholder"));
        assert_eq!(nearest("PLACEHOLDER", names), Some("placeholder"));
        assert_eq!(nearest("zebra", names), None);
        assert_eq!(nearest("", names), None);
    }
}
