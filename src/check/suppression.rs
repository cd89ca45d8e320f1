//! What comments and `[[allow]]` entries silence, and which of them silence nothing.
//!
//! A page may hold as many comments as it has findings, so neither is gone through for each of the other: findings are looked up by
//! rule and place, all words that comments name are sought in the text at once, and comments that say the same are asked once.

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Shown;
use crate::article::Article;
use crate::config::settings::Allowed;
use crate::finding::Finding;
use crate::prose::Scope;
use crate::rules;
use crate::text::Span;

/// What came of the suppressions.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Findings on comments that silenced nothing.
    pub unused: Vec<Finding>,
    /// Entries of the configuration that silenced something.
    pub used: Vec<usize>,
    /// Entries of the configuration whose rule ran.
    pub tried: Vec<usize>,
}

/// Takes away what is silenced. `ran` are the rules that ran: a suppression of another is not unused.
pub(super) fn apply(article: &Article, allowed: &[Allowed], ran: &FxHashSet<&str>, shown: &mut Vec<Shown>) -> Outcome {
    let (outcome, silenced) = silenced(article, allowed, ran, shown);
    let mut silenced = silenced.into_iter();
    shown.retain(|_| silenced.next().flatten().is_none());
    outcome
}

/// What silences a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The comment at these source bytes.
    Comment(Span),
    /// This entry of the configuration.
    Entry(usize),
}

/// What silences each finding, the first of several. `ran` are the rules that ran: a suppression of another is not unused.
pub(super) fn silenced(article: &Article, allowed: &[Allowed], ran: &FxHashSet<&str>, shown: &[Shown]) -> (Outcome, Vec<Option<By>>) {
    let mut outcome = Outcome::default();
    let comments = &article.prose.suppressions;
    if comments.is_empty() && allowed.is_empty() {
        return (outcome, vec![None; shown.len()]);
    }
    let ran = |name: &str| ran.contains(name);
    let named = comments.iter().map(|comment| comment.text.as_deref()).chain(allowed.iter().map(|entry| entry.text.as_deref()));
    let words = Words::new(article, named.flatten());
    let mut silencer = Silencer { findings: Findings::new(shown), words, silenced: vec![None; shown.len()], asked: FxHashMap::default() };
    for comment in comments {
        let place = (comment.scope != Scope::File).then_some(comment.covers);
        let used = silencer.silence(By::Comment(comment.span), &comment.rule, place, comment.text.as_deref());
        if !used && ran(&comment.rule) {
            outcome.unused.push(rules::unused_suppression_of(&comment.rule, comment.text.as_deref(), comment.span));
        }
    }
    for entry in allowed {
        if silencer.silence(By::Entry(entry.entry), &entry.rule, None, entry.text.as_deref()) {
            outcome.used.push(entry.entry);
        }
        if ran(&entry.rule) {
            outcome.tried.push(entry.entry);
        }
    }
    (outcome, silencer.silenced)
}

/// A rule, the place in which it is silenced (everywhere without one), and the words on which.
type Wish = (String, Option<Span>, Option<String>);

struct Silencer<'a> {
    findings: Findings<'a>,
    words: Words,
    silenced: Vec<Option<By>>,
    /// What was wished before, and whether it silenced anything.
    asked: FxHashMap<Wish, bool>,
}

impl Silencer<'_> {
    /// Silences what a wish names; whether there was anything.
    fn silence(&mut self, by: By, rule: &str, place: Option<Span>, text: Option<&str>) -> bool {
        let wish = (rule.to_owned(), place, text.map(normalised).filter(|text| !text.is_empty()));
        if let Some(used) = self.asked.get(&wish) {
            return *used;
        }
        let within = |span: Span| place.is_none_or(|place| place.overlaps(span) || (span.is_empty() && place.holds(span.start)));
        let mut used = false;
        let mut take = |at: usize| {
            self.silenced[at] = self.silenced[at].or(Some(by));
            used = true;
        };
        let there = self.findings.near(rule, place);
        match &wish.2 {
            None => there.iter().filter(|other| within(other.span)).for_each(|other| take(other.index)),
            Some(text) => {
                let words = self.words.places(text);
                let mut meet = |others: &[Place], words: &[Span]| {
                    let meets = |span: Span| {
                        within(span)
                            && words[..words.partition_point(|words| words.start < span.end)]
                                .last()
                                .is_some_and(|words| words.overlaps(span))
                    };
                    others.iter().filter(|other| meets(other.span)).for_each(|other| take(other.index));
                };
                // Whichever are fewer are gone through.
                if there.len() <= words.len() {
                    meet(there, words);
                } else {
                    words.iter().for_each(|words| meet(self.findings.near(rule, Some(*words)), std::slice::from_ref(words)));
                }
            }
        }
        self.asked.insert(wish, used);
        used
    }
}

/// What is shown, by rule and in text order.
struct Findings<'a> {
    by_rule: FxHashMap<&'a str, Vec<Place>>,
}

#[derive(Clone, Copy)]
struct Place {
    /// Its index in what is shown.
    index: usize,
    span: Span,
    /// Where the farthest of it and those before it ends.
    reach: u32,
}

impl Findings<'_> {
    fn new(shown: &[Shown]) -> Findings<'_> {
        let mut by_rule: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
        for (index, shown) in shown.iter().enumerate() {
            let (rule, span) = (shown.finding.rule.as_ref(), shown.finding.span);
            let places = by_rule.entry(rule).or_default();
            let reach = places.last().map_or(span.end, |before| before.reach.max(span.end));
            places.push(Place { index, span, reach });
        }
        Findings { by_rule }
    }

    /// The findings of a rule that may lie at `place`; all of them without a place.
    fn near(&self, rule: &str, place: Option<Span>) -> &[Place] {
        let places = self.by_rule.get(rule).map_or(&[][..], Vec::as_slice);
        let Some(place) = place else { return places };
        let to = places.partition_point(|other| other.span.start < place.end);
        &places[places[..to].partition_point(|other| other.reach < place.start)..to]
    }
}

/// Where all words that suppressions name stand in the article, in source bytes.
struct Words {
    places: FxHashMap<String, Vec<Span>>,
}

impl Words {
    fn new<'a>(article: &Article, named: impl Iterator<Item = &'a str>) -> Words {
        let mut places: FxHashMap<String, Vec<Span>> = named.map(normalised).map(|text| (text, Vec::new())).collect();
        places.remove("");
        let texts: Vec<String> = places.keys().cloned().collect();
        // It fails only on more words than memory holds numbers for.
        let Ok(finder) = AhoCorasick::new(&texts) else { return Words { places } };
        let mut ends = vec![0; texts.len()];
        for found in finder.find_overlapping_iter(article.prose.text.as_str()) {
            let end = &mut ends[found.pattern().as_usize()];
            // Words that overlap themselves are counted once.
            if found.start() >= *end {
                *end = found.end();
                let span = article.source(Span::new(found.start() as u32, found.end() as u32));
                places.entry(texts[found.pattern().as_usize()].clone()).or_default().push(span);
            }
        }
        places.values_mut().for_each(|places| places.sort());
        Words { places }
    }

    fn places(&self, text: &str) -> &[Span] {
        self.places.get(text).map_or(&[], Vec::as_slice)
    }
}

/// Words as prose writes them: with single spaces.
fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
