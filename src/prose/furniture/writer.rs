//! Lines about who wrote an article, before and behind it.

use super::super::formulas::{self, Kind};
use super::is_name;

/// Bytes of the longest line about a writer.
const LONGEST: usize = 700;

/// The name that opens a line which says who somebody is: "Marit Oru is a reporter at the Gazette.", "Marit Oru, a fellow at the institute,
/// writes about ferries." The noun must be one that writers are called by.
pub(in super::super) fn described(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if text.len() > LONGEST || text.contains(['“', '"']) {
        return None;
    }
    let (name, rest) = opening_name(bare)?;
    let rest = rest.trim_start();
    let says = |words: &str| ["is", "Is", "was", "writes", "covers", "works", "teaches", "has"].contains(&words);
    let first = rest.split(' ').next().unwrap_or_default();
    let verb = if let Some(aside) = rest.strip_prefix(',') {
        aside.split_once(',')?.1.trim_start().split(' ').next().unwrap_or_default()
    } else {
        first
    };
    let sentence = &bare[..bare.find(". ").map_or(bare.len(), |at| at + 1)];
    let noun = sentence.split(|c: char| !c.is_alphanumeric()).any(|word| formulas::shipped().fills(word, Kind::Writer));
    (says(verb) && noun).then_some(name)
}

/// Two to four words of a name at the start of `text`, and what follows.
fn opening_name(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut longest = None;
    for word in text.split_inclusive(' ').take(5) {
        end += word.trim_end().trim_end_matches(',').len();
        let name = &text[..end];
        if is_name(name) {
            longest = Some(end);
        }
        let ends = word.trim_end().ends_with(',') || !word.starts_with(|c: char| c.is_uppercase());
        if ends && longest.is_some() {
            break;
        }
        end = name.len() + (word.len() - word.trim_end().trim_end_matches(',').len());
    }
    longest.map(|end| (&text[..end], &text[end..]))
}

/// Whether a line goes on about somebody who was named before it.
pub(in super::super) fn goes_on(text: &str, name: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = bare.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let given = name.split(' ').next().unwrap_or_default();
    let surname = name.rsplit(' ').next().unwrap_or_default();
    !text.contains(['“', '"'])
        && text.len() <= LONGEST
        && (["He", "She", "They", "His", "Her", "Their", "Follow", "Contact"].contains(&first)
            || first == given
            || first == surname
            || bare.starts_with("You can "))
}

/// Whether it says who helped: "Marit Oru and Nils Veddel contributed to this report."
pub(super) fn credits(text: &str) -> bool {
    let tail = text.len() <= 400 && !text.contains(['“', '"']);
    tail && ["contributed to this report", "contributed to this story", "contributed to this article", "contributed reporting"]
        .iter()
        .any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_about_a_writer_opens_with_the_name() {
        for (text, name) in [
            ("Marit Oru is a reporter at the Vellmouth Gazette.", Some("Marit Oru")),
            ("— Marit van der Oru is a writer and editor in the Bay Area.", Some("Marit van der Oru")),
            ("Marit Oru, a fellow at the Harbour Institute, is a journalist and author.", Some("Marit Oru")),
            ("Marit Oru is the harbour master.", None),
            ("Marit Oru is a reporter, “and a good one,” said Nils Veddel.", None),
            ("The editor is a writer.", None),
        ] {
            assert_eq!(described(text), name, "{text}");
        }
        assert!(goes_on("She hopes to see the ferry.", "Marit Oru") && goes_on("Marit is a student.", "Marit Oru"));
        assert!(!goes_on("The ferry left.", "Marit Oru"));
    }
}
