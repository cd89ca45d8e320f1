//! Which source and which contents belong to which cue.
//!
//! The network marks words; which of them belong together is a choice among few: for each cue one of its sentence's sources or none,
//! for each content one of its sentence's cues, or one of the nearest sentence before that has any. Each option has a handful of
//! features (distance, what stands between, what the rules linked); their weights, in `links.txt`, are those of a multinomial logistic
//! formula fitted on the same annotations as the network. A choice depends on the spans of its sentence and of that one before it.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::draft::{Draft, Reader};

/// The spans of one kind in a sentence, in text order.
pub type Spans = Vec<Range<usize>>;

/// What the network marked in one sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marked {
    /// Who speaks.
    pub sources: Spans,
    /// The words that report.
    pub cues: Spans,
    /// What is reported.
    pub contents: Spans,
}

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A cue's source.
    Source,
    /// A content's cue.
    Cue,
}

/// A choice to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is chosen.
    pub wanted: Wanted,
    /// The cue that wants a source, or the content that wants a cue.
    pub of: Range<usize>,
    /// What there is to choose from, each with its features; `None` is to choose nothing.
    pub options: Vec<(Option<Range<usize>>, Vec<u8>)>,
}

/// How many features an option can have.
pub const FEATURES: usize = 80;

/// So many spans on either side are looked at.
const NEAREST: usize = 6;
/// So many sentences back a content's cue may stand.
const REACH: usize = 3;

/// The rules' attributions, by the tokens of their cues.
#[derive(Debug)]
pub(in super::super) struct Made<'d> {
    drafts: &'d [Draft],
    /// For each token, one more than the index of the draft whose cue it is in.
    cue: Vec<u32>,
    /// For each token, whether it lies in a draft's source (1) or content (2).
    holds: Vec<u8>,
}

impl<'d> Made<'d> {
    /// Of `drafts` in an article of so many tokens.
    pub fn new(drafts: &'d [Draft], tokens: usize) -> Made<'d> {
        let (mut cue, mut holds) = (vec![0; tokens], vec![0; tokens]);
        for (index, draft) in drafts.iter().enumerate() {
            for at in draft.cue.iter().cloned().flatten() {
                if cue[at] == 0 {
                    cue[at] = index as u32 + 1;
                }
            }
            draft.source.iter().flat_map(|source| source.range.clone()).for_each(|at| holds[at] |= 1);
            draft.content.iter().cloned().flatten().for_each(|at| holds[at] |= 2);
        }
        Made { drafts, cue, holds }
    }

    /// The draft whose cue overlaps `cue`.
    pub fn of_cue(&self, cue: Range<usize>) -> Option<&'d Draft> {
        let index = self.cue.get(cue)?.iter().find(|index| **index > 0)?;
        self.drafts.get(*index as usize - 1)
    }

    fn held(&self, span: &Range<usize>, bit: u8) -> bool {
        self.holds.get(span.clone()).is_some_and(|holds| holds.iter().any(|holds| holds & bit != 0))
    }
}

/// All choices of sentence `index`; `marked` are the spans of every sentence.
pub(in super::super) fn choices(reader: &Reader, marked: &[Marked], index: usize, made: &Made) -> Vec<Choice> {
    let Some(own) = marked.get(index) else { return Vec::new() };
    let mut choices = Vec::with_capacity(own.cues.len() + own.contents.len());
    for cue in &own.cues {
        let mut options = vec![(None, nothing(cue, own, made))];
        for source in nearest(&own.sources, cue) {
            options.push((Some(source.clone()), pair(cue, source, own, Wanted::Source, 0, made)));
        }
        choices.push(Choice { wanted: Wanted::Source, of: cue.clone(), options });
    }
    for content in &own.contents {
        let mut options: Vec<_> =
            nearest(&own.cues, content).iter().map(|cue| (Some(cue.clone()), pair(cue, content, own, Wanted::Cue, 0, made))).collect();
        let before = (1..=REACH.min(index)).find(|back| !marked[index - back].cues.is_empty());
        if let Some(back) = before {
            let cues = marked[index - back].cues.iter().rev().take(NEAREST);
            for cue in cues.filter(|cue| reaches(reader, index - back, index, cue, content, made)) {
                options.push((Some(cue.clone()), pair(cue, content, own, Wanted::Cue, back, made)));
            }
        }
        options.push((None, vec![70 + own.cues.len().min(2) as u8]));
        choices.push(Choice { wanted: Wanted::Cue, of: content.clone(), options });
    }
    choices
}

/// Whether a cue of sentence `from` may report what stands in sentence `to`: in its own paragraph, behind a colon, or where a rule has
/// seen its quotation go on.
fn reaches(reader: &Reader, from: usize, to: usize, cue: &Range<usize>, content: &Range<usize>, made: &Made) -> bool {
    let sentences = reader.parse.sentences;
    let overlaps = |range: &Range<usize>| range.start < content.end && content.start < range.end;
    sentences[from].block == sentences[to].block
        || reader.is((sentences[from].last as usize).saturating_sub(1), ":")
        || made.of_cue(cue.clone()).is_some_and(|draft| draft.content.iter().any(overlaps))
}

/// The spans nearest to `to`, on either side.
fn nearest<'s>(spans: &'s [Range<usize>], to: &Range<usize>) -> &'s [Range<usize>] {
    let middle = spans.partition_point(|span| span.start < to.start);
    &spans[middle.saturating_sub(NEAREST)..spans.len().min(middle + NEAREST)]
}

/// A distance in steps that grow.
fn step(distance: usize) -> u8 {
    match distance {
        0..=3 => distance as u8,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        21..=35 => 8,
        _ => 9,
    }
}

/// The tokens between two spans.
fn gap(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    first.end..second.start.max(first.end)
}

/// How many of `spans` lie within `tokens`.
fn within(spans: &[Range<usize>], tokens: &Range<usize>) -> u8 {
    let from = spans.partition_point(|span| span.start < tokens.start);
    spans[from..].iter().take_while(|span| span.end <= tokens.end).take(2).count() as u8
}

/// The features of linking `cue` with a source or content that stands `back` sentences behind it.
fn pair(cue: &Range<usize>, other: &Range<usize>, own: &Marked, wanted: Wanted, back: usize, made: &Made) -> Vec<u8> {
    let source = wanted == Wanted::Source;
    let (same, rest) = if source { (&own.sources, &own.contents) } else { (&own.contents, &own.sources) };
    let side = u8::from(cue.start < other.start);
    let between = gap(cue, other);
    let mut features = Vec::with_capacity(12);
    if back > 0 {
        features.push(40 + back.min(3) as u8 - 1);
    }
    features.push(side * 10 + step(between.len()));
    features.push(20 + side * 3 + within(&own.cues, &between));
    features.push(26 + side * 3 + within(same, &between));
    features.push(32 + side * 3 + within(rest, &between));
    let draft = made.of_cue(cue.clone());
    let ranges = |draft: &'_ Draft| -> Spans {
        if source { draft.source.iter().map(|source| source.range.clone()).collect() } else { draft.content.clone() }
    };
    let linked = draft.map(ranges).unwrap_or_default();
    let overlaps = linked.iter().any(|range| range.start < other.end && other.start < range.end);
    features.push(if overlaps { 45 } else { 46 + u8::from(draft.is_none()) });
    if !overlaps && made.held(other, if source { 1 } else { 2 }) {
        features.push(48);
    }
    if linked.contains(other) {
        features.push(49);
    }
    if back == 0 {
        if same.iter().map(|span| gap(cue, span).len()).min() == Some(between.len()) {
            features.push(50);
        }
        if own.cues.iter().map(|span| gap(span, other).len()).min() == Some(between.len()) {
            features.push(51);
        }
    }
    features.push(52 + own.cues.len().saturating_sub(1).min(2) as u8);
    features.push(55 + same.len().saturating_sub(1).min(2) as u8);
    features
}

/// The features of a cue's having no source.
fn nothing(cue: &Range<usize>, own: &Marked, made: &Made) -> Vec<u8> {
    let by_rule = match made.of_cue(cue.clone()) {
        None => 61,
        Some(draft) if draft.source.is_some() => 62,
        Some(_) => 63,
    };
    vec![60, by_rule, 64 + own.sources.len().min(2) as u8, 67 + own.cues.len().min(2) as u8]
}

/// The option with the highest score.
pub fn best(choice: &Choice) -> Option<Range<usize>> {
    let weights = &weights()[usize::from(choice.wanted == Wanted::Cue)];
    let score = |features: &[u8]| features.iter().map(|feature| weights.get(usize::from(*feature)).unwrap_or(&0.0)).sum::<f32>();
    let scored = choice.options.iter().map(|(option, features)| (option, score(features)));
    scored.reduce(|best, other| if other.1 > best.1 { other } else { best }).and_then(|(option, _)| option.clone())
}

/// The fitted weights: for sources, for cues.
fn weights() -> &'static [Vec<f32>; 2] {
    static WEIGHTS: OnceLock<[Vec<f32>; 2]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = [vec![0.0; FEATURES], vec![0.0; FEATURES]];
        for line in include_str!("links.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some(at) = columns.next().and_then(|column| column.parse::<usize>().ok()).filter(|at| *at < FEATURES) else { continue };
            for (weights, value) in weights.iter_mut().zip(columns) {
                weights[at] = value.parse().unwrap_or_default();
            }
        }
        weights
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    #[test]
    fn a_cue_takes_the_source_beside_it_and_a_content_its_own_cue() {
        let text = "Oru said it was cold and Hale thought it was very wet. The quay was empty.\n\nThe ferry sank.";
        let article = Article::analyze(Document::new("t.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let reader = Reader::new(&parse);
        let marked = [
            Marked { sources: vec![0..1, 6..7], cues: vec![1..2, 7..8], contents: vec![2..5, 8..12] },
            Marked { contents: vec![13..17], ..Marked::default() },
            Marked { contents: vec![18..21], ..Marked::default() },
        ];
        let made = Made::new(&[], parse.tokens.len());
        let chosen = |index: usize| choices(&reader, &marked, index, &made).iter().map(best).collect::<Vec<_>>();
        assert_eq!(chosen(0), [Some(0..1), Some(6..7), Some(1..2), Some(7..8)]);
        assert!(chosen(1)[0].is_some(), "the same paragraph");
        assert_eq!(chosen(2), [None], "the next paragraph, without a colon");
    }

    #[test]
    fn distances_and_counts_are_taken_between_spans() {
        assert_eq!(gap(&(5..7), &(1..2)), 2..5);
        assert_eq!(gap(&(0..4), &(2..6)), 4..4);
        assert_eq!(within(&[0..1, 3..4, 5..6, 8..9], &(2..9)), 2);
        assert_eq!([0, 3, 4, 9, 100].map(step), [0, 3, 4, 6, 9]);
    }
}
