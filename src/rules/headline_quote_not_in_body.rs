//! Words in quotation marks over an article that stand nowhere in it.

use super::{Basis, Context, Kind, Rule};
use crate::finding::{Finding, Severity};
use crate::sourcing::QuotationKind;
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Fewer words may be anybody's.
const FEWEST: usize = 3;
/// A text of fewer words may be a part of the article only.
const SHORTEST: usize = 100;
/// Of so many words one may be another: headlines write figures, and leave out.
const TOLERANCE: usize = 5;
/// So many words may tell in the middle of it who says it.
const ASIDE: usize = 7;
/// Letters that words of one stem begin with.
const STEM: usize = 4;

pub(super) static RULE: Rule = Rule {
    name: "headline-quote-not-in-body",
    basis: Basis::Mechanical,
    severity: Severity::Information,
    summary: "Words in quotation marks over the article are not in it",
    documentation: "\
## What it flags

Three words or more in quotation marks in a headline or a standfirst that the article below does not hold, in quotation marks or without. Other
forms of the same words count as the same, words may be left out, and of each five one may be another. What something is called (capitals throughout, three words without a verb), titles of works and texts of fewer than a
hundred words are left alone.

## Why it matters

Quotation marks promise that somebody said it in these words. Readers who look for the words and find others take it as made up, and so may
whoever is quoted.

## Example

```markdown
# Harbour master: “We were never asked about the pier”

Ivo Penhallow, the harbour master, said on Monday that the pier would stay closed until May. “It is not safe to stand on, and I would not let my own
children near it,” he said. Penhallow said that divers had found eleven broken piles under the deck and that the oak for the new ones had to come by
ship from the north. The council will meet on Thursday to hear him and the divers. The pier was built in 1897, after a storm took the old one, and was mended
twice, according to the town's archive. Two ferries a day will land at the fish dock instead, the company said, and tickets will be sold on board. “We know
what that means for the shops,” said Ada Berg, who speaks for the company.
```

## Instead

```markdown
# Harbour master: “It is not safe to stand on”

Ivo Penhallow, the harbour master, said on Monday that the pier would stay closed until May. “It is not safe to stand on, and I would not let my own
children near it,” he said. Penhallow said that divers had found eleven broken piles under the deck and that the oak for the new ones had to come by
ship from the north. The council will meet on Thursday to hear him and the divers. The pier was built in 1897, after a storm took the old one, and was mended
twice, according to the town's archive. Two ferries a day will land at the fish dock instead, the company said, and tickets will be sold on board. “We know
what that means for the shops,” said Ada Berg, who speaks for the company.
```
",
    options: &[],
    off_for: &[Kind::Live, Kind::PressReview],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let (article, text) = (context.article, &context.article.prose.text);
    let quotations = article.sourcing.quotations.iter().filter(|quotation| quotation.closed && quotation.kind != QuotationKind::Title);
    let blocks = &article.prose.blocks;
    let stands_over = |span: Span| blocks.iter().any(|block| block.role.is_over() && block.span.start <= span.start && span.end <= block.span.end);
    let quoted: Vec<Span> = quotations.map(|quotation| quotation.span).filter(|span| stands_over(*span)).collect();
    if quoted.is_empty() {
        return Vec::new();
    }
    let body: Vec<Vec<String>> =
        blocks.iter().filter(|block| block.role.is_article() && !block.role.is_over()).map(|block| words(block.span.of(text))).collect();
    if body.iter().map(Vec::len).sum::<usize>() < SHORTEST {
        return Vec::new();
    }
    let parse = article.parse();
    let mut findings: Vec<Finding> = Vec::new();
    for span in quoted {
        let parts: Vec<Vec<String>> = span.of(text).split(['…', '[', ']']).flat_map(|part| part.split("...")).map(words).collect();
        if is_name(&parse, span) {
            continue;
        }
        let count: usize = parts.iter().map(Vec::len).sum();
        let is_below = |part: &Vec<String>| part.len() < 2 || body.iter().any(|block| holds(block, part));
        if count >= FEWEST && !parts.iter().all(is_below) && !findings.iter().any(|finding| finding.reason.contains(span.of(text))) {
            let reason = format!("{}: these words were not found below. Quote what is said there, or take the marks off.", span.of(text));
            findings.push(context.finding(span, "Where does the article say this?", reason));
        }
    }
    findings
}

/// Whether quoted words are what something is called, and not what somebody said: capitals throughout, or three words without a verb.
fn is_name(parse: &Parse, span: Span) -> bool {
    let words: Vec<usize> = parse.tokens_over(span).filter(|at| parse.tokens[*at].shape.is_word()).collect();
    let long = words.iter().filter(|at| parse.tokens[**at].span.len() > 3);
    let capitals = long.clone().count() > 0 && long.clone().all(|at| parse.word(*at).starts_with(char::is_uppercase));
    // "Would cut toll", "found in street", but not "failed states index".
    let says = |at: &usize| {
        let (tag, next) = (parse.tags[*at], parse.tags.get(at + 1).copied());
        let goes_on = next.is_some_and(|next| next.is_adverb() || matches!(next, Tag::In | Tag::To | Tag::Prp));
        tag == Tag::Md || parse.is_any(*at, &["is", "are", "was", "were", "has", "have", "had"]) || tag.is_verb() && goes_on
    };
    capitals && words.len() > 1 || words.len() <= FEWEST && !words.iter().any(says)
}

/// The words of a text: letters and digits, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    // "It's" and "it is" begin alike.
    let bare = |word: &str| word.trim_matches(['\'', '’']).split(['\'', '’']).next().unwrap_or_default().to_lowercase();
    words.map(bare).filter(|word| !word.is_empty()).map(told).collect()
}

/// A word as it stands where somebody tells what another said: "I will never sell" is "he would never sell" there.
fn told(word: String) -> String {
    const SAME: &[(&str, &[&str])] = &[
        ("i", &["i", "he", "she", "we", "you", "they", "it", "me", "him", "her", "us", "them"]),
        ("my", &["my", "his", "her", "our", "your", "their", "its"]),
        ("be", &["am", "is", "are", "was", "were", "be", "been", "isn", "wasn", "aren", "weren"]),
        ("will", &["will", "would", "won", "wouldn", "shall", "should"]),
        ("have", &["have", "has", "had", "haven", "hasn", "hadn"]),
        ("do", &["do", "does", "did", "don", "doesn", "didn"]),
        ("can", &["can", "could", "couldn", "cannot"]),
    ];
    let same = SAME.iter().find(|(_, words)| words.contains(&word.as_str()));
    same.map_or(word, |(one, _)| (*one).to_owned())
}

/// Whether a paragraph has the words of `part` in their order, with few others between them.
fn holds(block: &[String], part: &[String]) -> bool {
    let missed = part.len() / TOLERANCE;
    let first = |word: &String| part.iter().take(missed + 1).any(|own| alike(own, word));
    (0..block.len()).filter(|at| first(&block[*at])).any(|at| {
        let window = &block[at..(at + part.len() + part.len() / 2 + ASIDE).min(block.len())];
        common(window, part) + missed >= part.len()
    })
}

/// How many words two texts share in the same order.
fn common(one: &[String], other: &[String]) -> usize {
    let mut row = vec![0usize; other.len() + 1];
    for word in one {
        let mut diagonal = 0;
        for (at, own) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if alike(word, own) { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

/// Whether two words are the same, or forms of one.
fn alike(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.chars().count(), other.chars().count());
    shared == one && shared == other || shared >= STEM && shared + 3 >= one.max(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found_in;
    use crate::text::{Document, Format};

    const BODY: &str = "Ivo Penhallow, the harbour master, said on Monday that the pier would stay closed until May. “It is not safe to stand on, and I would \
                        not let my own four children near it,” he said. Penhallow said that divers had found eleven broken piles under the deck and that the \
                        oak for the new ones had to come by ship from the north. The council will meet on Thursday to hear him and the divers. The pier was built in \
                        1897, after a storm took the old one, and was mended twice, according to the town's archive. Two ferries a day will land at the fish dock \
                        instead, the company said, and tickets will be sold on board. They haven't paid the divers, he said.";

    fn found(headline: &str) -> Vec<String> {
        let text = format!("# {headline}\n\n{BODY}\n");
        found_in(RULE.name, Document::new("a.md", text.as_str(), Format::Markdown), &Default::default())
    }

    #[test]
    fn words_that_are_not_below_are_asked_about() {
        for (headline, quoted) in [
            ("Harbour master: “We were never asked about the pier”", "“We were never asked about the pier”"),
            ("Pier “is a danger to everybody”, says harbour master", "“is a danger to everybody”"),
            ("Harbour master “would let my children near it”", ""),
            ("Harbour master: “It is not safe to stand on”", ""),
            ("Harbour master: 'It is not safe'", ""),
            ("Harbour master: “It's not safe … I would not let my own children near it”", ""),
            ("Harbour master: “Not safe to stand on, and I wouldn't let my own 4 children near it”", ""),
            ("Harbour master fears “broken piles”", ""),
            ("Pier “mended twice in a century of storms and war”", "“mended twice in a century of storms and war”"),
            ("Company: “Two ferries will land at the fish dock”", ""),
            ("The pier stays closed", ""),
            ("Council debates “Save Our Pier” plan", ""),
            ("Council debates “grand pier plan”", ""),
            ("Council debates “failed piers list”", ""),
            ("Pier “would cost lives”", "“would cost lives”"),
            ("Pier “was never safe”", "“was never safe”"),
        ] {
            let expected: Vec<&str> = [quoted].into_iter().filter(|quoted| !quoted.is_empty()).collect();
            assert_eq!(found(headline), expected, "{headline}");
        }
    }
}
