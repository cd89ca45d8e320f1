//! When two findings are the same one: what a text's earlier version and a baseline are asked.
//!
//! Lines say nothing, since a paragraph is one line; nor do weights, which another model changes. A finding is its rule, its words and the
//! words around them, by which it stays itself where its paragraph moves. It may lose one side of what is around it, to an edit beside it,
//! but not both. What a rule asks once an article, of a name, is that name wherever it stands first.
//!
//! An accusation is another one when an attribution in its paragraph, or a denial beside it, was cut.
//!
//! All of it is kept as salted hashes: a list of them tells nothing to those who lack the articles.

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::Shown;
use crate::article::Article;
use crate::finding::{Finding, RuleName};
use crate::lexicon::Stance;
use crate::text::Span;

/// The rules that ask once an article, where a name or an acronym first stands.
const ONCE: &[&str] = &[
    "acronym-not-spelled-out",
    "name-never-in-full",
    "name-variant",
    "person-without-role",
    "speaker-without-role",
    "surname-before-full-name",
];

/// The rule of which a finding is another one when what answered it was cut.
const ACCUSATION: &str = "unattributed-allegation";

/// Words on each side that count.
const AROUND: usize = 5;
/// With fewer words on a side, that side alone tells too little.
const ENOUGH: usize = 3;
/// What answers an accusation is counted no farther.
const MOST: u8 = 3;

/// A finding without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    rule: RuleName,
    words: String,
    before: String,
    after: String,
    /// Attributions in its paragraph, and denials or refusals to comment beside it; zero but for accusations.
    answers: [u8; 2],
}

impl Identity {
    /// The identity of a finding on an article.
    pub fn of(article: &Article, finding: &Finding) -> Identity {
        let prose = &article.prose;
        let found = prose.of_source(finding.span);
        let Some((span, block)) = found.and_then(|span| Some((span, prose.block_at(span.start)?))) else {
            return Identity::of_text(&article.document.text, finding);
        };
        let whole = prose.blocks[block].span;
        let around = |span: Span| words(span.of(&prose.text));
        let before: Vec<String> = around(Span::new(whole.start, span.start)).into_iter().rev().take(AROUND).collect();
        let after: Vec<String> = around(Span::new(span.end, whole.end.max(span.end))).into_iter().take(AROUND).collect();
        // A side that ends early is told with the nearest words of the other.
        let side = |own: &[String], other: &[String]| match own.len() < ENOUGH {
            true => format!("{}\n{}", own.join(" "), other[..other.len().min(ENOUGH)].join(" ")),
            false => own.join(" "),
        };
        let (left, right) = (side(&before, &after), side(&after, &before));
        let answers = if finding.rule == ACCUSATION { answers(article, block) } else { [0, 0] };
        Identity { rule: finding.rule.clone(), words: normal(span.of(&prose.text)), before: left, after: right, answers }
    }

    /// The identity of a finding on what is no copy: front matter, a comment, a configuration.
    pub fn of_text(text: &str, finding: &Finding) -> Identity {
        let words = normal(finding.span.of(text));
        Identity { rule: finding.rule.clone(), words, before: String::new(), after: String::new(), answers: [0, 0] }
    }

    /// How it is written down, in the article at `place`.
    fn mark(&self, salt: &[u8], place: &str) -> Mark {
        self.mark_with(salt, place, self.answers)
    }

    fn mark_with(&self, salt: &[u8], place: &str, answers: [u8; 2]) -> Mark {
        let hash = |what: &str, beside: &str| {
            hash(salt, &[what.as_bytes(), self.rule.as_bytes(), self.words.as_bytes(), beside.as_bytes(), &answers])
        };
        let [before, after] = match ONCE.contains(&self.rule.as_ref()) {
            true => [hash("here", place), hash("around", &format!("{}\n{}", self.before, self.after))],
            false => [hash("before", &self.before), hash("after", &self.after)],
        };
        Mark { before, after, place: place_of(salt, place) }
    }

    /// The marks that it may have had: nothing that answered it was cut since. The likeliest come first.
    fn earlier(&self, salt: &[u8], place: &str) -> Vec<Mark> {
        let [attributions, denials] = self.answers;
        let all = (0..=attributions).rev().flat_map(|one| (0..=denials).rev().map(move |other| [one, other]));
        all.map(|answers| self.mark_with(salt, place, answers)).collect()
    }
}

/// The identities of what is shown of an article.
pub fn of_all(article: &Article, shown: &[Shown]) -> Vec<Identity> {
    shown.iter().map(|shown| Identity::of(article, &shown.finding)).collect()
}

/// Attributions in a block; denials and refusals to comment in it and the blocks on both sides.
fn answers(article: &Article, block: usize) -> [u8; 2] {
    let parse = article.parse();
    let mut answers = [0, 0];
    for attribution in &article.sourcing.attributions {
        let Some(sentence) = parse.sentences.get(attribution.sentence as usize) else { continue };
        let apart = block.abs_diff(sentence.block as usize);
        if apart == 0 && attribution.source.is_some() {
            answers[0] = MOST.min(answers[0] + 1);
        }
        if apart <= 1 && attribution.stance != Stance::Said {
            answers[1] = MOST.min(answers[1] + 1);
        }
    }
    answers
}

/// Words in small letters, without marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Words as they are compared; marks alone where there are no words.
fn normal(text: &str) -> String {
    match words(text).join(" ") {
        none if none.is_empty() => text.split_whitespace().collect(),
        words => words,
    }
}

/// A finding as it is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Of the rule, the words and what stands before them; of a name, that it is asked about in this article.
    pub before: u64,
    /// Of the rule, the words and what stands behind them; of a name, all around it.
    pub after: u64,
    /// Of the article's path.
    pub place: u64,
}

/// The hash of an article's path.
pub fn place_of(salt: &[u8], place: &str) -> u64 {
    hash(salt, &[b"place", place.as_bytes()])
}

fn hash(salt: &[u8], parts: &[&[u8]]) -> u64 {
    let mut digest = Sha256::new();
    for part in std::iter::once(&salt).chain(parts) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let digest = digest.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Findings that are known, each as often as it was there.
#[derive(Debug, Clone, Default)]
pub struct Known {
    salt: Vec<u8>,
    entries: Vec<(Mark, usize)>,
    by_hash: FxHashMap<u64, Vec<usize>>,
}

impl Known {
    /// Nothing is known yet; `salt` goes into every hash.
    pub fn new(salt: Vec<u8>) -> Known {
        Known { salt, ..Known::default() }
    }

    /// What goes into every hash.
    pub fn salt(&self) -> &[u8] {
        &self.salt
    }

    /// Takes note of findings on the article at `place`.
    pub fn add(&mut self, place: &str, identities: &[Identity]) {
        for identity in identities {
            self.add_mark(identity.mark(&self.salt, place), 1);
        }
    }

    /// Takes note of what was written down, `count` times.
    pub fn add_mark(&mut self, mark: Mark, count: usize) {
        let index = self.entries.len();
        self.entries.push((mark, count));
        self.by_hash.entry(mark.before).or_default().push(index);
        if mark.after != mark.before {
            self.by_hash.entry(mark.after).or_default().push(index);
        }
    }

    /// For each of the findings on the article at `place` the entry that knows it, if one does; no entry knows more findings of an article
    /// than were there. `others` are the articles that are asked about too: what is known of one that is not among them may have moved
    /// here.
    pub fn claim(&self, place: &str, identities: &[Identity], others: &FxHashSet<u64>) -> Vec<Option<usize>> {
        let mut claimed = vec![None; identities.len()];
        if self.entries.is_empty() {
            return claimed;
        }
        let mut taken: FxHashMap<usize, usize> = FxHashMap::default();
        let marks: Vec<Vec<Mark>> = identities.iter().map(|identity| identity.earlier(&self.salt, place)).collect();
        let here = place_of(&self.salt, place);
        let both = |one: &Mark, other: &Mark| one.before == other.before && one.after == other.after;
        let either = |one: &Mark, other: &Mark| one.before == other.before || one.after == other.after;
        // What stands where it stood comes before what moved, and what is the same before what was edited on one side.
        for (own, whole) in [(true, true), (true, false), (false, true), (false, false)] {
            for (claimed, marks) in claimed.iter_mut().zip(&marks).filter(|(claimed, _)| claimed.is_none()) {
                let may = |place: u64| if own { place == here } else { place != here && !others.contains(&place) };
                let fits = |entry: &Mark, mark: &Mark| if whole { both(entry, mark) } else { either(entry, mark) };
                *claimed = marks.iter().find_map(|mark| {
                    let found = [mark.before, mark.after].into_iter().filter_map(|hash| self.by_hash.get(&hash)).flatten();
                    found.copied().find(|index| {
                        let (entry, count) = &self.entries[*index];
                        taken.get(index).is_none_or(|taken| taken < count) && may(entry.place) && fits(entry, mark)
                    })
                });
                if let Some(entry) = claimed {
                    *taken.entry(*entry).or_default() += 1;
                }
            }
        }
        claimed
    }

    /// What is left when findings have claimed these entries: known and not there any more. Sorted, each with its count.
    pub fn left(&self, claimed: impl IntoIterator<Item = usize>) -> Vec<(Mark, usize)> {
        let mut left = self.entries.clone();
        claimed.into_iter().for_each(|entry| left[entry].1 = left[entry].1.saturating_sub(1));
        left.retain(|(_, count)| *count > 0);
        left.sort_unstable();
        left.dedup_by(|next, last| {
            let same = next.0 == last.0;
            last.1 += if same { next.1 } else { 0 };
            same
        });
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::config::Settings;
    use crate::lexicon::Lexicon;
    use crate::rules;
    use crate::text::{Document, Format};

    fn found(text: &str) -> (Vec<String>, Vec<Identity>) {
        let article = Article::analyze(Document::new("a.txt", text, Format::Plain), Lexicon::shipped(), None);
        let checked = check(&article, &Settings::default());
        let shown: Vec<Shown> = checked.shown;
        (shown.iter().map(|one| format!("{} {}", one.finding.rule, one.finding.span.of(text))).collect(), of_all(&article, &shown))
    }

    /// What is new in a text.
    fn new(old: &str, text: &str) -> Vec<String> {
        let mut known = Known::new(Vec::new());
        known.add("", &found(old).1);
        let (told, identities) = found(text);
        let claimed = known.claim("", &identities, &FxHashSet::default());
        told.into_iter().zip(claimed).filter(|(_, known)| known.is_none()).map(|(told, _)| told).collect()
    }

    const OPENING: &str = "Marit Oru, the harbour master, told the council on Monday that the quay is closed.\n\n";
    const COST: &str = "The new quay was opened by TK at noon on a day in spring.\n\n";
    const SHORT: &str = "The new quay was paid for by TK in all.\n\n";
    const ACCUSED: &str = "The contractor skimmed the harbour fund for years and lied to the inspectors.\n\n";

    #[test]
    fn every_name_is_a_rule() {
        assert!(ONCE.iter().chain([&ACCUSATION]).all(|name| rules::find(name).is_some()));
    }

    #[test]
    fn a_finding_stays_itself_where_its_paragraph_moves_or_is_wrapped_or_edited_on_one_side() {
        let old = format!("{OPENING}{COST}{ACCUSED}");
        for text in [
            format!("{OPENING}{ACCUSED}{COST}"),
            format!("{COST}{OPENING}{ACCUSED}"),
            old.replace('\n', "\r\n"),
            old.replace("at noon on a day in spring", "when all was ready for it"),
            old.replace("The new quay was opened", "All that they built was run"),
            old.replace("opened by TK", "Opened, by TK"),
            format!("{old}The ferry sails at noon.\n"),
        ] {
            assert_eq!(new(&old, &text), [""; 0], "{text}");
        }
        // Of a short side the nearest words of the other count.
        let old = format!("{OPENING}{SHORT}");
        assert_eq!(new(&old, &old.replace("The new quay was paid", "All that they built was paid")), [""; 0]);
        assert_eq!(new(&old, &old.replace("was paid for by TK", "belongs to nobody but TK")), ["placeholder TK"]);
    }

    #[test]
    fn a_second_one_is_new_and_so_is_one_in_other_words() {
        let old = format!("{OPENING}{COST}");
        assert_eq!(new(&old, &format!("{old}{COST}")), ["placeholder TK"]);
        assert_eq!(new(&old, &format!("{old}The ferry sails at TK each day from now on.\n")), ["placeholder TK"]);
        // The old one was filled in, and another stands elsewhere.
        let text = format!("{OPENING}{}\n\nThe ferry sails at TK each day from now on.\n", COST.trim().replace("TK", "nine"));
        assert_eq!(new(&old, &text), ["placeholder TK"]);
        assert_eq!(new(&text, &old), ["placeholder TK"]);
    }

    #[test]
    fn an_accusation_is_new_again_when_what_answered_it_was_cut() {
        let accused = found(&format!("{OPENING}{ACCUSED}")).0.into_iter().filter(|told| told.starts_with(ACCUSATION)).collect::<Vec<_>>();
        assert!(!accused.is_empty());
        let denial = "Tom Hale, who runs the firm, denied it.\n\n";
        let said = ACCUSED.trim().to_owned() + " The firm employs forty people, the harbour master said.\n\n";
        for (old, text, is_new) in [
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}"), true),
            (format!("{OPENING}{ACCUSED}"), format!("{OPENING}{ACCUSED}{denial}"), false),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{ACCUSED}{denial}{OPENING}"), false),
            (format!("{OPENING}{ACCUSED}{denial}"), format!("{OPENING}{ACCUSED}{}{denial}", "The ferry is old.\n\n"), true),
            (format!("{OPENING}{said}"), format!("{OPENING}{ACCUSED}"), true),
            (format!("{OPENING}{ACCUSED}"), format!("{OPENING}{said}"), false),
        ] {
            let accused = new(&old, &text).iter().any(|told| told.starts_with(ACCUSATION));
            assert_eq!(accused, is_new, "{old}---\n{text}");
        }
    }
}
