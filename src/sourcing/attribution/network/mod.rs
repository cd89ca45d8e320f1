//! The network that corrects the rules' attributions.
//!
//! The rules know grammar; the network, trained on annotated articles without seeing an open-class word of them, knows where the rules
//! go wrong and what annotators count as reporting. It marks sources, cues and contents sentence by sentence ([`rows`] says what it
//! sees), [`link`] joins the marks, and what the rules know of a cue (its act, its voice) is kept where they found it too.

pub mod link;
pub mod rows;

use std::cell::OnceCell;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::clause;
use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use super::{noun_phrase, verbs};
use crate::entity::Entities;
use crate::lexicon::{Act, Class};
use crate::model::network::{Instructions, Network, Scratch};
use crate::sourcing::readings::{Of, Readings};
use crate::syntax::Tag;
use crate::syntax::kept::Kept;
use link::{Made, Marked, Wanted};
use rows::{Rows, Seen};

/// What the labels say: outside, then first and further words of a source, a cue and a content.
pub const LABELS: usize = 7;

pub(in crate::sourcing) static WEIGHTS: &[u8] = include_bytes!("weights.bin");

fn shipped() -> Option<&'static Network> {
    static SHIPPED: OnceLock<Option<Network>> = OnceLock::new();
    let fits = |network: &Network| network.labels() == LABELS && network.features() == rows::FEATURES;
    SHIPPED.get_or_init(|| Network::new(WEIGHTS).filter(fits)).as_ref()
}

/// What the network said of a sentence. Tokens count from the sentence's first, so that it holds wherever the sentence stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What it saw besides the sentence's words.
    outside: Vec<u16>,
    /// A number for all that it saw: two readings with the same number saw the same.
    seen: u64,
    /// A label a token.
    path: Vec<u8>,
    /// How probable it is that the token is of its label's kind.
    sure: Vec<f32>,
    /// What that says of the whole sentence.
    doubt: Doubt,
}

/// How sure the network was of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Doubt {
    /// The share of its tokens that are likely of no attribution.
    pub free: f32,
    /// How probable it is, of the token of no attribution that is likeliest of one, that it is.
    pub overlooked: f32,
    /// How probable it is, of the surest token of an attribution, that it is of one.
    pub surest: f32,
    /// The least sure of those.
    pub doubtful: f32,
}

impl Reading {
    fn new(outside: Vec<u16>, seen: u64, path: Vec<u8>, sure: Vec<f32>) -> Reading {
        let doubt = Doubt::read(&path, &sure);
        Reading { outside, seen, path, sure, doubt }
    }

    /// How sure the network was.
    pub(super) fn doubt(&self) -> Doubt {
        self.doubt
    }
}

impl Doubt {
    fn read(path: &[u8], sure: &[f32]) -> Doubt {
        let mut doubt = Doubt { free: 0.0, overlooked: 0.0, surest: 0.0, doubtful: 1.0 };
        for (label, sure) in path.iter().zip(sure) {
            if *label == 0 {
                doubt.free += sure;
                doubt.overlooked = doubt.overlooked.max(1.0 - sure);
            } else {
                doubt.free += 1.0 - sure;
                doubt.surest = doubt.surest.max(*sure);
                doubt.doubtful = doubt.doubtful.min(*sure);
            }
        }
        doubt.free /= path.len().max(1) as f32;
        doubt
    }
}

/// The readings of an earlier state of an article, and which of its sentences stand yet.
type Earlier<'a> = Option<(&'a [Option<Arc<Reading>>], &'a Kept)>;

/// Sentences that are read together: more save no time, and need memory.
const TOGETHER: usize = 8;

/// A sentence that nothing is known of yet.
struct Unread {
    sentence: usize,
    outside: Vec<u16>,
    seen: u64,
    rows: Rows,
}

/// Reads every sentence of an article, or takes it from `earlier` or `kept` where the network would see the same.
fn read(reader: &Reader, network: &Network, seen: &Seen, earlier: Earlier, kept: Option<&Readings>) -> Vec<Option<Arc<Reading>>> {
    let parse = reader.parse;
    let mut readings: Vec<Option<Arc<Reading>>> = vec![None; parse.sentences.len()];
    let mut unread: Vec<Unread> = Vec::new();
    // Sentences that look the same to the network are read once: which is the first of each, and the others.
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let mut again: Vec<(usize, Vec<u16>, u64)> = Vec::new();
    let marks = parse.tokens.len() > PAGES && is_mostly_marks(parse.prose.text.len(), parse.tokens.len());
    let known: OnceCell<FxHashMap<u64, &Arc<Reading>>> = OnceCell::new();
    for (index, reading) in readings.iter_mut().enumerate() {
        let sentence = &parse.sentences[index];
        if !parse.block_of(index).role.is_article() || sentence.tokens().is_empty() {
            continue;
        }
        if marks && is_mostly_marks(sentence.span.len() as usize, sentence.tokens().len()) {
            continue;
        }
        let around = seen.around(reader, index);
        let outside = seen.outside(reader, index, &around);
        let stays = earlier.and_then(|(old, kept)| old.get(kept.sentences.old(index)?)?.as_ref());
        if let Some(old) = stays.filter(|old| old.outside == outside) {
            *reading = Some(Arc::clone(old));
            continue;
        }
        let mut rows = Rows::default();
        seen.rows(reader, index, &around, None, &mut rows);
        let mut hasher = DefaultHasher::new();
        (&rows.ids, &rows.ends).hash(&mut hasher);
        let number = hasher.finish();
        let old = earlier.and_then(|(old, _)| {
            let known = known.get_or_init(|| old.iter().flatten().map(|reading| (reading.seen, reading)).collect());
            known.get(&number).copied()
        });
        let said =
            old.map(|old| (old.path.clone(), old.sure.clone())).or_else(|| unpack(&kept?.find(Of::Attributions, number)?, rows.len()));
        match said {
            Some((path, sure)) => *reading = Some(Arc::new(Reading::new(outside, number, path, sure))),
            None => match first.entry(number) {
                Entry::Occupied(_) => again.push((index, outside, number)),
                Entry::Vacant(entry) => {
                    entry.insert(index);
                    unread.push(Unread { sentence: index, outside, seen: number, rows });
                }
            },
        }
    }
    unread.sort_by_key(|unread| std::cmp::Reverse(unread.rows.len()));
    let (instructions, mut scratch) = (Instructions::best(), Scratch::default());
    while !unread.is_empty() {
        // The shortest first: they are at the end, longest first among themselves.
        let group = unread.split_off(unread.len().saturating_sub(TOGETHER));
        let ids: Vec<&[u16]> = group.iter().flat_map(|unread| (0..unread.rows.len()).map(|at| unread.rows.of(at))).collect();
        let lengths: Vec<usize> = group.iter().map(|unread| unread.rows.len()).collect();
        let mut scores = network.scores(&ids, &lengths, instructions, &mut scratch);
        for Unread { sentence, outside, seen, rows } in group {
            let own;
            (own, scores) = scores.split_at(rows.len() * LABELS);
            let (path, probabilities) = (network.path(own), network.probabilities(own));
            let sure: Vec<f32> = path.iter().zip(probabilities.chunks_exact(LABELS)).map(|(label, each)| in_kind(each, *label)).collect();
            if let Some(kept) = kept {
                kept.keep(Of::Attributions, seen, pack(&path, &sure));
            }
            readings[sentence] = Some(Arc::new(Reading::new(outside, seen, path, sure)));
        }
    }
    for (sentence, outside, seen) in again {
        let same = first.get(&seen).and_then(|first| readings[*first].as_ref());
        readings[sentence] = same.map(|same| Arc::new(Reading { outside, ..Reading::clone(same) }));
    }
    readings
}

/// A label and a probability (`f32`, little-endian) a token, as [`Readings`] keep them.
fn pack(path: &[u8], sure: &[f32]) -> Vec<u8> {
    path.iter().copied().chain(sure.iter().flat_map(|value| value.to_le_bytes())).collect()
}

/// The labels and probabilities of so many tokens; `None` if the bytes are none.
fn unpack(bytes: &[u8], tokens: usize) -> Option<(Vec<u8>, Vec<f32>)> {
    let (path, sure) = bytes.split_at_checked(tokens).filter(|(_, sure)| sure.len() == 4 * tokens)?;
    let sure: Vec<f32> = sure.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
    // What follows takes a label for an index and a probability for one; a sum of probabilities may be one and a little more.
    let sound = path.iter().all(|label| usize::from(*label) < LABELS) && sure.iter().all(|sure| (0.0..=1.001).contains(sure));
    sound.then(|| (path.to_vec(), sure))
}

/// Whether so many bytes are no sentences, but runs of marks, digits and letters: of a page of prose each token takes four bytes and more.
/// The network makes nothing of such runs, and a page of them would cost it many times a page of prose.
fn is_mostly_marks(bytes: usize, tokens: usize) -> bool {
    bytes * 2 < tokens * 7
}

/// A text of fewer tokens costs little whatever it is, and may be one short answer.
const PAGES: usize = 4_000;

/// The attributions of an article, from those that the rules made, and what the network said of each sentence.
pub(super) fn correct(
    reader: &Reader,
    entities: &Entities,
    by_rule: Vec<Draft>,
    earlier: Earlier,
    kept: Option<&Readings>,
) -> (Vec<Draft>, Vec<Option<Arc<Reading>>>) {
    let Some(network) = shipped() else { return (by_rule, Vec::new()) };
    let parse = reader.parse;
    let readings = read(reader, network, &Seen::new(reader, entities, &by_rule), earlier, kept);
    let mut marked = vec![Marked::default(); parse.sentences.len()];
    let mut sure = vec![1.0f32; parse.tokens.len()];
    for ((reading, sentence), marked) in readings.iter().zip(parse.sentences).zip(&mut marked) {
        let Some(reading) = reading else { continue };
        *marked = spans(&reading.path, sentence.first as usize);
        sure[sentence.tokens()].copy_from_slice(&reading.sure);
    }
    let made = Made::new(&by_rule, parse.tokens.len());
    let mut drafts = join(reader, &marked, &made, &sure);
    let mut taken = vec![false; parse.tokens.len()];
    for range in drafts.iter().flat_map(|draft| draft.cue.iter().chain(&draft.content)) {
        taken[range.clone()].fill(true);
    }
    let contents = Contents::new(&drafts);
    let overlooked = by_rule.iter().filter(|draft| stands(reader, draft, &taken) || is_nested(reader, draft, &contents));
    let overlooked: Vec<Draft> = overlooked.cloned().collect();
    drafts.extend(overlooked);
    (drafts, readings)
}

/// Rules this sure stand where the network found nothing.
const SURE: f32 = 0.9;

/// Whether a rule's attribution stands though the network has none there: "according to" says by itself what it does, and so does what ends
/// a sentence behind its comma. `taken` are the tokens of the network's cues and contents.
fn stands(reader: &Reader, draft: &Draft, taken: &[bool]) -> bool {
    let free = |range: &Range<usize>| !taken[range.clone()].contains(&true);
    let Some(source) = &draft.source else { return false };
    let according = draft.lemma == "according" && draft.weight >= SURE && draft.cue.iter().chain(&draft.content).all(free);
    according || ends_sentence(reader, source, draft) && draft.cue.iter().all(free) && free(&source.range)
}

/// "…, Detective Marit Oru said.": a named source and a verb of speech, and nothing else, between the last comma and the end.
fn ends_sentence(reader: &Reader, source: &SourcePhrase, draft: &Draft) -> bool {
    let [cue] = draft.cue.as_slice() else { return false };
    let Some(sentence) = reader.parse.sentences.get(draft.sentence) else { return false };
    let comma = source.range.start.checked_sub(1).is_some_and(|at| reader.is_comma(at));
    let before = draft.content.iter().all(|content| content.end <= source.range.start);
    draft.act == Act::Speech
        && !draft.passive
        && reader.tag(source.head).is_proper()
        && comma
        && before
        && cue.start == source.range.end
        && cue.len() == 1
        && sentence.last as usize <= cue.end + 1
        && reader.quoted(cue.start).is_none()
}

/// Rules this sure stand inside what the network gives to somebody.
const NESTED: f32 = 0.8;

/// "Oru blamed Hale's claim that the port “was sold”": whether a rule's attribution quotes somebody inside the content of another. The
/// network gives each token one label, so it knows no content within a content.
fn is_nested(reader: &Reader, draft: &Draft, found: &Contents) -> bool {
    let (Some(source), Some(cue)) = (&draft.source, draft.cue.first()) else { return false };
    let quotes = |range: &Range<usize>| range.clone().any(|at| reader.quoted(at).is_some());
    let outside = |range: &Range<usize>| !quotes(range);
    let named = reader.tag(source.head) != Tag::Prp;
    if !named
        || draft.act != Act::Speech
        || draft.passive
        || draft.weight < NESTED
        || !draft.content.iter().any(quotes)
        || !outside(cue)
        || !outside(&source.range)
    {
        return false;
    }
    let inside = |outer: &Range<usize>, range: &Range<usize>| outer.start <= range.start && range.end <= outer.end;
    found.around(cue).any(|outer| draft.content.iter().all(|range| inside(outer, range)))
}

/// The contents of attributions, in text order.
struct Contents {
    ranges: Vec<Range<usize>>,
    longest: usize,
}

impl Contents {
    fn new(drafts: &[Draft]) -> Contents {
        let mut ranges: Vec<Range<usize>> = drafts.iter().flat_map(|draft| draft.content.iter().cloned()).collect();
        ranges.sort_by_key(|range| range.start);
        let longest = ranges.iter().map(|range| range.len()).max().unwrap_or_default();
        Contents { ranges, longest }
    }

    /// Those that hold all of `inner`.
    fn around<'a>(&'a self, inner: &'a Range<usize>) -> impl Iterator<Item = &'a Range<usize>> {
        let from = self.ranges.partition_point(|range| range.start + self.longest < inner.end);
        let near = self.ranges[from..].iter().take_while(|range| range.start <= inner.start);
        near.filter(|range| inner.end <= range.end)
    }
}

/// How probable it is that a token labelled `label` is of that kind at all.
fn in_kind(probabilities: &[f32], label: u8) -> f32 {
    match usize::from(label) {
        0 => probabilities[0],
        label => {
            let first = (label - 1) / 2 * 2 + 1;
            probabilities[first] + probabilities[first + 1]
        }
    }
}

/// The spans of a path of labels whose first token is `first`.
fn spans(path: &[u8], first: usize) -> Marked {
    let mut marked = Marked::default();
    let mut at = 0;
    while at < path.len() {
        let label = path[at];
        if label == 0 {
            at += 1;
            continue;
        }
        let inside = (label + 1) & !1;
        let length = 1 + path[at + 1..].iter().take_while(|next| **next == inside).count();
        let list = match inside {
            2 => &mut marked.sources,
            4 => &mut marked.cues,
            _ => &mut marked.contents,
        };
        list.push(first + at..first + at + length);
        at += length;
    }
    marked
}

/// Joins what was marked to attributions.
fn join(reader: &Reader, marked: &[Marked], made: &Made, sure: &[f32]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut contents: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for index in 0..marked.len() {
        for choice in link::choices(reader, marked, index, made) {
            let chosen = link::best(&choice);
            match choice.wanted {
                Wanted::Source => drafts.push(draft(reader, index, choice.of, chosen, made, sure)),
                Wanted::Cue => contents.extend(chosen.map(|cue| (choice.of, cue))),
            }
        }
    }
    for (content, cue) in contents {
        // Cues are in text order.
        let at = drafts.partition_point(|draft| draft.cue[0].start < cue.start);
        let weight = mean(sure, content.clone());
        let content = content::trim(reader, content);
        if let Some(draft) = drafts.get_mut(at).filter(|_| !content.is_empty()) {
            draft.weight = draft.weight.min(weight);
            draft.content.push(content);
        }
    }
    drafts.retain(|draft| !draft.content.is_empty());
    drafts
}

/// The mean probability of the labels of tokens `range`, 0 to 1.
fn mean(sure: &[f32], range: Range<usize>) -> f32 {
    let count = range.len().max(1) as f32;
    sure.get(range).map_or(0.0, |sure| sure.iter().sum::<f32>() / count)
}

fn draft(reader: &Reader, sentence: usize, cue: Range<usize>, source: Option<Range<usize>>, made: &Made, sure: &[f32]) -> Draft {
    let weight = mean(sure, cue.clone());
    let source = source.map(|range| content::trim(reader, range)).filter(|range| !range.is_empty());
    let source = source.map(|range| SourcePhrase { head: noun_phrase::head_of(reader.parse, range.clone()), range });
    if let Some(draft) = made.of_cue(cue.clone()).filter(|draft| cue.contains(&draft.head)) {
        let source = main_clause(reader, source, draft);
        let (head, lemma, act, passive) = (draft.head, draft.lemma.clone(), draft.act, draft.passive);
        let source = over_relative(reader, sentence, source, head).or_else(|| unmarked(reader, sentence, head));
        return Draft { source, cue: vec![cue], head, lemma, act, passive, content: Vec::new(), weight, sentence, shown: false };
    }
    let (head, lemma, act, passive) = describe(reader, sentence, cue.clone());
    let source = over_relative(reader, sentence, source, head).or_else(|| unmarked(reader, sentence, head));
    Draft { source, cue: vec![cue], head, lemma, act, passive, content: Vec::new(), weight, sentence, shown: false }
}

/// "Two officials, who asked not to be named, said …": over the clause between, which reports too, to the subject that the rule found.
fn main_clause(reader: &Reader, source: Option<SourcePhrase>, by_rule: &Draft) -> Option<SourcePhrase> {
    let relative = |phrase: &SourcePhrase| phrase.range.len() == 1 && reader.is_any(phrase.head, &["who", "which"]);
    let over = |subject: &SourcePhrase| source.as_ref().is_some_and(|who| relative(who) && subject.range.contains(&who.head));
    let subject = by_rule.source.clone().filter(over);
    subject.or(source)
}

/// "A pilot, who asked not to be named, described …": the subject of a verb behind a relative clause, where the network marked nobody or
/// the pronoun of that clause.
fn over_relative(reader: &Reader, sentence: usize, source: Option<SourcePhrase>, head: usize) -> Option<SourcePhrase> {
    let pronoun = |at: usize| reader.is_any(at, &["who", "which"]);
    if source.as_ref().is_some_and(|source| source.range.len() > 1 || !pronoun(source.head)) || !reader.tag(head).is_verb() {
        return source;
    }
    let floor = reader.parse.sentences[sentence].first as usize;
    let group = clause::verb_group(reader, head, floor);
    let subject = clause::subject(reader, &group, floor).filter(|_| group.finite && !group.passive);
    let over = subject.filter(|subject| match &source {
        Some(source) => subject.range.contains(&source.head),
        None => subject.range.clone().any(|at| pronoun(at) && reader.quoted(at).is_none()),
    });
    over.or(source)
}

/// Whose a participle is ("telling reporters", "chanting") where the network marked no source for it.
fn unmarked(reader: &Reader, sentence: usize, head: usize) -> Option<SourcePhrase> {
    let whole = &reader.parse.sentences[sentence];
    let group = clause::verb_group(reader, head, whole.first as usize);
    let participle = reader.tag(head).is_verb() && !group.passive && !group.finite;
    if participle { verbs::participle_subject(reader, whole, &group, &[]) } else { None }
}

/// Head, lemma, act and voice of a cue that the rules did not find.
fn describe(reader: &Reader, sentence: usize, cue: Range<usize>) -> (usize, String, Act, bool) {
    let parse = reader.parse;
    let floor = parse.sentences[sentence].first as usize;
    if let Some((at, verb)) = cue.clone().rev().find_map(|at| parse.reporting_verb(at).map(|verb| (at, verb))) {
        return (at, verb.lemma.clone(), verb.act, clause::verb_group(reader, at, floor).passive);
    }
    let last = |fits: &dyn Fn(usize) -> bool| cue.clone().rev().find(|at| fits(*at));
    let head = last(&|at| reader.has(at, Class::CueNoun) || reader.is(at, "according"))
        .or_else(|| last(&|at| reader.tag(at).is_adjective()))
        .or_else(|| last(&|at| reader.tag(at).is_verb()))
        .or_else(|| last(&|at| reader.tag(at).is_noun()))
        .unwrap_or(cue.start);
    // "is desperate to please": what somebody is about to do, or how they feel, is told of them and not by them.
    let act = match () {
        () if infinitive(reader, head + 1) => Act::Intent,
        () if reader.tag(head).is_adjective() => Act::Belief,
        () => Act::Speech,
    };
    let passive = matches!(reader.tag(head), Tag::Vbn | Tag::Vbd) && clause::verb_group(reader, head, floor).passive;
    (head, parse.word(head).to_lowercase(), act, passive)
}

fn infinitive(reader: &Reader, at: usize) -> bool {
    reader.tag(at) == Tag::To && reader.tag(at + 1) == Tag::Vb
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_spans() {
        let marked = spans(&[1, 2, 3, 4, 5, 6, 6, 0, 5, 5, 6], 10);
        assert_eq!(marked.sources, [10..12]);
        assert_eq!(marked.cues, [12..14]);
        assert_eq!(marked.contents, [14..17, 18..19, 19..21]);
    }

    #[test]
    fn contents_are_found_around_what_they_hold() {
        let contents = Contents { ranges: vec![0..30, 2..4, 10..12, 11..20], longest: 30 };
        let around = |inner: Range<usize>| contents.around(&inner).cloned().collect::<Vec<_>>();
        assert_eq!(around(11..12), [0..30, 10..12, 11..20]);
        assert_eq!(around(2..5), [0..30]);
        assert!(around(29..31).is_empty());
    }

    #[test]
    fn word_clusters_have_no_weight() {
        let width = WEIGHTS[4] as usize | (WEIGHTS[5] as usize) << 8;
        let clusters = &WEIGHTS[24 + 2 * width * rows::CLUSTERS..24 + 2 * width * rows::FEATURES];
        assert!(width > 0 && clusters.iter().all(|byte| *byte == 0));
    }

    #[test]
    fn what_cannot_be_a_reading_is_none() {
        assert_eq!(unpack(&pack(&[0, 6], &[0.25, 1.0]), 2), Some((vec![0, 6], vec![0.25, 1.0])));
        assert_eq!(unpack(&pack(&[0, 6], &[0.25, 1.0]), 1), None);
        for (label, sure) in [(LABELS as u8, 0.5), (1, f32::NAN), (1, 1.5), (1, -0.5)] {
            assert_eq!(unpack(&pack(&[label], &[sure]), 1), None, "{label} {sure}");
        }
    }

    #[test]
    fn the_shipped_weights_fit() {
        assert!(shipped().is_some());
    }
}
