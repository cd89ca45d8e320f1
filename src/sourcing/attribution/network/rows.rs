//! What the network sees of each token: the ids of the features that hold there.
//!
//! No open-class word is among them, so that the weights hold nothing of the text they were trained on: closed-class words of a fixed
//! list, endings of two letters, parts of speech, the lexicon's classes, names' kinds, quotation marks, noun phrases, positions, and
//! what the rules found. A sentence's features depend on its own tokens, on the attributions that the rules gave it, and on the
//! sentences beside it as far as `Beside` goes.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::clause;
use super::super::draft::{Draft, Reader};
use crate::entity::{Entities, EntityType, Form};
use crate::lexicon::{Act, Frames};
use crate::model::clusters::Clusters;
use crate::model::features;
use crate::prose::Role;
use crate::sourcing::referent;
use crate::syntax::{NameTag, Quoted, QuotedEnd, Sentence, Tag};

/// The kinds of features and how many ids each has, in the order of their ids.
pub const GROUPS: &[(&str, usize)] = &[
    ("bias", 1),
    ("tag", Tag::ALL.len()),
    ("shape", 10),
    ("word", 320),
    ("ending", 27 * 27),
    ("class", 64),
    ("verb", 32),
    ("name", 9),
    ("mention", 32),
    ("quotation", 16),
    ("bracket", 2),
    ("phrase", 8),
    ("place", 32),
    ("block", 24),
    ("beside", 24),
    ("rule source", 8),
    ("rule cue", 16),
    ("rule content", 16),
    ("clause", 16),
    ("coarse cluster", 64),
    ("fine cluster", 324),
];

/// The number of features.
pub const FEATURES: usize = first(GROUPS.len());

/// The first of the features for training alone.
#[cfg(test)]
pub const CLUSTERS: usize = first(Group::Coarse as usize);

const fn first(group: usize) -> usize {
    let (mut sum, mut index) = (0, 0);
    while index < group {
        sum += GROUPS[index].1;
        index += 1;
    }
    sum
}

/// A kind of features, by its place in [`GROUPS`].
#[derive(Debug, Clone, Copy)]
#[repr(usize)]
enum Group {
    Bias,
    Tag,
    Shape,
    Word,
    Ending,
    Class,
    Verb,
    Name,
    Mention,
    Quotation,
    Bracket,
    Phrase,
    Place,
    Block,
    Beside,
    RuleSource,
    RuleCue,
    RuleContent,
    Clause,
    Coarse,
    Fine,
}

/// The features of a run of tokens: ids of token `i` are `ids[ends[i - 1]..ends[i]]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// All ids, token after token.
    pub ids: Vec<u16>,
    /// One past the last id of each token.
    pub ends: Vec<u32>,
}

impl Rows {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The ids of token `index`; none past the last.
    pub fn of(&self, index: usize) -> &[u16] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.ends.get(index).and_then(|end| self.ids.get(start..*end as usize)).unwrap_or_default()
    }

    fn push(&mut self, group: Group, value: usize) {
        let (start, size) = (first(group as usize), GROUPS[group as usize].1);
        self.ids.push((start + value.min(size - 1)) as u16);
    }

    fn push_if(&mut self, holds: bool, group: Group, value: usize) {
        if holds {
            self.push(group, value);
        }
    }
}

/// Closed-class words and marks, by number from 1.
fn closed_class() -> &'static FxHashMap<&'static str, u16> {
    static WORDS: OnceLock<FxHashMap<&'static str, u16>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let words = include_str!("closed_class.txt").lines().filter(|line| !line.starts_with("# "));
        words.zip(1..).collect()
    })
}

/// Words that say what somebody thinks, feels or wants.
fn attitudes() -> &'static FxHashSet<&'static str> {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| include_str!("attitudes.txt").lines().filter(|line| !line.starts_with("# ")).collect())
}

/// What the rules found, token by token, for the whole article.
#[derive(Debug, Clone, Default)]
struct Found {
    source: Vec<u8>,
    cue: Vec<u16>,
    content: Vec<u16>,
}

const SURE: f32 = 0.85;
const LIKELY: f32 = 0.6;

impl Found {
    fn new(reader: &Reader, drafts: &[Draft]) -> Found {
        let count = reader.parse.tokens.len();
        let mut found = Found { source: vec![0; count], cue: vec![0; count], content: vec![0; count] };
        for draft in drafts {
            let weight = match draft.weight {
                SURE.. => 0,
                LIKELY.. => 1,
                _ => 2,
            };
            if let Some(source) = &draft.source {
                for at in source.range.clone() {
                    found.source[at] |= 1 << weight | u8::from(at == source.range.start) << 3 | u8::from(at == source.head) << 4;
                }
            }
            let act = match draft.act {
                Act::Speech => 0,
                Act::Belief => 1,
                Act::Intent => 2,
                Act::Evidence => 3,
            };
            for at in draft.cue.iter().cloned().flatten() {
                let begins = draft.cue.iter().any(|range| range.start == at);
                found.cue[at] |= 1 << weight
                    | u16::from(begins) << 3
                    | u16::from(at == draft.head) << 4
                    | u16::from(draft.source.is_none()) << 5
                    | u16::from(draft.passive) << 6
                    | 1 << (7 + act);
            }
            if draft.cue.is_empty()
                && let Some(label) = found.cue.get_mut(draft.head)
            {
                *label |= 1 << 11;
            }
            let own = &reader.parse.sentences[draft.sentence];
            for range in &draft.content {
                for at in range.clone() {
                    let bits = 1 << weight
                        | u16::from(at == range.start) << 3
                        | u16::from(at + 1 == range.end) << 4
                        | u16::from(!own.tokens().contains(&at)) << 5
                        | u16::from(draft.source.is_none()) << 6
                        | u16::from(draft.cue.is_empty()) << 7
                        | u16::from(found.content[at] != 0) << 8;
                    found.content[at] |= bits;
                }
            }
        }
        found
    }
}

/// What a sentence's tokens are told of the sentences beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Beside {
    /// The sentence stands in the same block.
    same_block: bool,
    /// Its rule-made attributions: none, in the reporter's words, with quotation marks.
    attributed: u8,
    /// Its last token lies in a content.
    ends_reported: bool,
    /// Its last (for the next sentence: first) token lies in quotation marks.
    quoted: bool,
}

/// The features of every token of the article; `drafts` are the rules' attributions.
pub(in super::super) fn rows(reader: &Reader, entities: &Entities, drafts: &[Draft]) -> Rows {
    let (seen, clusters) = (Seen::new(reader, entities, drafts), Clusters::shipped());
    let mut rows = Rows::default();
    for index in 0..reader.parse.sentences.len() {
        seen.rows(reader, index, &seen.around(reader, index), Some(&clusters), &mut rows);
    }
    rows
}

/// What of an article reaches a sentence's features from outside its words.
pub(super) struct Seen {
    found: Found,
    mentions: Vec<u8>,
}

impl Seen {
    pub fn new(reader: &Reader, entities: &Entities, drafts: &[Draft]) -> Seen {
        Seen { found: Found::new(reader, drafts), mentions: mentions(reader, entities) }
    }

    /// The features that all tokens of sentence `index` share: its block, and the sentences beside it.
    pub fn around(&self, reader: &Reader, index: usize) -> Vec<u16> {
        around(reader, index, &self.found)
    }

    /// Everything that the features of sentence `index` depend on besides its words: as long as it stays, and the words do, so do they.
    pub fn outside(&self, reader: &Reader, index: usize, around: &[u16]) -> Vec<u16> {
        let tokens = reader.parse.sentences[index].tokens();
        let mut outside = Vec::with_capacity(around.len() + 1 + 3 * tokens.len());
        outside.push(around.len() as u16);
        outside.extend_from_slice(around);
        for at in tokens {
            outside.push(u16::from(self.found.source[at]) << 8 | u16::from(self.mentions[at]));
            outside.extend([self.found.cue[at], self.found.content[at]]);
        }
        outside
    }

    /// Appends the features of the tokens of sentence `index`; those of word clusters, which have no weight in what ships, for training
    /// alone.
    pub fn rows(&self, reader: &Reader, index: usize, around: &[u16], clusters: Option<&Clusters>, rows: &mut Rows) {
        let (parse, found, mentions) = (reader.parse, &self.found, &self.mentions);
        let sentence = &parse.sentences[index];
        let (brackets, clauses) = (brackets(reader, sentence), clauses(reader, sentence));
        for (place, at) in sentence.tokens().enumerate() {
            let token = &parse.tokens[at];
            let tag = reader.tag(at);
            rows.push(Group::Bias, 0);
            rows.push(Group::Tag, tag as usize);
            rows.push(Group::Shape, token.shape as usize);
            rows.push_if(!token.spaced, Group::Shape, 9);
            word(reader, at, rows);
            let mut classes = token.entry.classes.bits();
            while classes != 0 {
                rows.push(Group::Class, classes.trailing_zeros() as usize);
                classes &= classes - 1;
            }
            verb(reader, at, rows);
            let name = parse.names.get(at).copied().unwrap_or(NameTag::Outside);
            rows.push_if(name != NameTag::Outside, Group::Name, name as usize);
            rows.push_if(mentions[at] != 0, Group::Mention, usize::from(mentions[at].saturating_sub(1)));
            quotation(reader, sentence.tokens(), at, rows);
            rows.push_if(brackets[place], Group::Bracket, 0);
            phrase(reader, at, rows);
            rows.push(Group::Place, step(place));
            rows.push(Group::Place, 10 + step(sentence.tokens().end - 1 - at));
            rows.push(Group::Place, 20 + step(sentence.tokens().len()));
            rows.ids.extend_from_slice(around);
            bits(rows, Group::RuleSource, found.source[at].into());
            bits(rows, Group::RuleCue, found.cue[at]);
            bits(rows, Group::RuleContent, found.content[at]);
            bits(rows, Group::Clause, clauses[place]);
            if let Some(clusters) = clusters.filter(|_| token.shape.is_word()) {
                let cluster = clusters.of(features::form(token.span.of(&parse.prose.text)));
                rows.push_if(cluster[0] > 0, Group::Coarse, usize::from(cluster[0]));
                rows.push_if(cluster[1] > 0, Group::Fine, usize::from(cluster[1]));
            }
            rows.ends.push(rows.ids.len() as u32);
        }
    }
}

fn bits(rows: &mut Rows, group: Group, mut set: u16) {
    while set != 0 {
        rows.push(group, set.trailing_zeros() as usize);
        set &= set - 1;
    }
}

/// A distance in steps that grow: 0, 1, 2, 3, 4–5, 6–8, 9–13, 14–20, 21–35, more.
fn step(distance: usize) -> usize {
    match distance {
        0..=3 => distance,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        21..=35 => 8,
        _ => 9,
    }
}

fn word(reader: &Reader, at: usize, rows: &mut Rows) {
    let written = reader.parse.word(at);
    let mut buffer = [0u8; 16];
    let mut length = 0;
    for c in written.chars() {
        let c = if c == '’' && written.len() > 3 { '\'' } else { c.to_ascii_lowercase() };
        if length + c.len_utf8() > buffer.len() {
            length = 0;
            break;
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    let lower = std::str::from_utf8(&buffer[..length]).unwrap_or_default();
    if let Some(number) = closed_class().get(lower) {
        rows.push(Group::Word, usize::from(*number));
        return;
    }
    rows.push(Group::Word, 0);
    rows.push_if(attitudes().contains(lower), Group::Verb, 21);
    if !reader.parse.tokens[at].shape.is_word() {
        return;
    }
    let letter = |byte: Option<&u8>| {
        byte.map_or(0, |byte| if byte.is_ascii_alphabetic() { usize::from(byte.to_ascii_lowercase() - b'a') + 1 } else { 0 })
    };
    let bytes = written.as_bytes();
    let (last, before) = (letter(bytes.last()), letter(bytes.len().checked_sub(2).and_then(|at| bytes.get(at))));
    rows.push_if(last + before > 0, Group::Ending, before * 27 + last);
}

fn verb(reader: &Reader, at: usize, rows: &mut Rows) {
    let Some(form) = reader.parse.tokens[at].entry.verb else { return };
    let verb = reader.parse.lexicon.verb(form);
    rows.push(Group::Verb, form.inflection as usize);
    rows.push(Group::Verb, 5 + verb.act as usize);
    rows.push(Group::Verb, 9 + verb.tone as usize);
    let frames =
        [Frames::QUOTE, Frames::CLAUSE, Frames::INFINITIVE, Frames::NOUN, Frames::ADDRESSEE, Frames::PREPOSITION, Frames::PREDICATE];
    for (index, frame) in frames.into_iter().enumerate() {
        rows.push_if(verb.frames.has(frame), Group::Verb, 13 + index);
    }
    rows.push_if(reader.tag(at).is_verb(), Group::Verb, 20);
}

fn quotation(reader: &Reader, sentence: Range<usize>, at: usize, rows: &mut Rows) {
    let group = Group::Quotation;
    let Some(quoted) = reader.quoted(at) else {
        rows.push_if(reader.parse.quoted_at(at).is_some(), group, 15);
        return;
    };
    let (open, end) = (quoted.open as usize, quoted.end as usize);
    rows.push(group, 0);
    rows.push_if(at == open, group, 1);
    rows.push_if(at + 1 == end, group, 2);
    rows.push(
        group,
        match quoted.ends {
            QuotedEnd::Closed | QuotedEnd::Unopened => 3,
            QuotedEnd::Continued => 4,
            _ => 5,
        },
    );
    rows.push(
        group,
        match end - open {
            0..=4 => 6,
            5..=8 => 7,
            9..=16 => 8,
            _ => 9,
        },
    );
    rows.push_if(open <= sentence.start, group, 10);
    rows.push_if(end >= sentence.end, group, 11);
    rows.push_if(whole_block(reader, quoted), group, 12);
    rows.push_if(at == open && at > 0 && reader.is_any(at - 1, &[",", ":"]), group, 13);
    rows.push_if(at > open && reader.parse.quoted_at(at).is_some() && nested(reader, at), group, 14);
}

/// Whether a mark stands inside another quotation.
fn nested(reader: &Reader, at: usize) -> bool {
    use crate::syntax::Shape;
    matches!(reader.parse.tokens[at].shape, Shape::OpenQuote | Shape::CloseQuote)
}

fn whole_block(reader: &Reader, quoted: &Quoted) -> bool {
    let Some(block) = reader.parse.prose.blocks.get(quoted.block as usize) else { return false };
    block.span.start + 3 >= quoted.span.start && quoted.span.end + 2 >= block.span.end
}

fn phrase(reader: &Reader, at: usize, rows: &mut Rows) {
    let Some(phrase) = reader.parse.phrase_of(at) else { return };
    let group = Group::Phrase;
    rows.push(group, 0);
    rows.push_if(phrase.first as usize == at, group, 1);
    rows.push_if(phrase.last as usize == at + 1, group, 2);
    rows.push_if(phrase.head as usize == at, group, 3);
}

/// For every token of a sentence, whether it stands in brackets.
fn brackets(reader: &Reader, sentence: &Sentence) -> Vec<bool> {
    let mut depth = 0usize;
    let inside = sentence.tokens().map(|at| {
        if matches!(reader.tag(at), Tag::Open) || reader.is_any(at, &["(", "["]) {
            depth += 1;
        }
        let inside = depth > 0;
        if matches!(reader.tag(at), Tag::Close) || reader.is_any(at, &[")", "]"]) {
            depth = depth.saturating_sub(1);
        }
        inside
    });
    inside.collect()
}

/// For every token, one more than the kind and form of the mention that holds it; 0 outside mentions.
fn mentions(reader: &Reader, entities: &Entities) -> Vec<u8> {
    let mut kinds = vec![0; reader.parse.tokens.len()];
    for mention in &entities.mentions {
        let kind = match entities.get(mention.entity).kind {
            EntityType::Person => 0,
            EntityType::Organization => 1,
            EntityType::Place => 2,
            EntityType::Other => 3,
        };
        for at in mention.tokens() {
            if let Some(slot) = kinds.get_mut(at) {
                *slot = 1 + kind * 8 + mention.form as u8;
            }
        }
    }
    // Whom a pronoun stands for is not known yet, but that it is a person is.
    for (at, slot) in kinds.iter_mut().enumerate().filter(|(_, slot)| **slot == 0) {
        if referent::third_person(reader.parse, at).is_some() {
            *slot = 1 + Form::Pronoun as u8;
        }
    }
    kinds
}

/// For every token of a sentence, what its verb group is and whether it is a reporting verb's subject.
fn clauses(reader: &Reader, sentence: &Sentence) -> Vec<u16> {
    let floor = sentence.first as usize;
    let mut marks = vec![0u16; sentence.tokens().len()];
    for at in sentence.tokens().filter(|at| reader.tag(*at).is_verb()) {
        let group = clause::verb_group(reader, at, floor);
        marks[at - floor] |= 1 | u16::from(group.passive) << 1 | u16::from(group.finite) << 2 | u16::from(group.infinitive) << 3;
        for inside in group.range.clone() {
            marks[inside - floor] |= 1 << 4;
        }
        let reporting = reader.parse.reporting_verb(at).is_some();
        if (reporting || group.finite) && reader.quoted(at).is_none() {
            let Some(subject) = clause::subject(reader, &group, floor) else { continue };
            let shift = if reporting { 5 } else { 8 };
            for inside in subject.range.clone().filter(|at| sentence.tokens().contains(at)) {
                let begins = u16::from(inside == subject.range.start) << 1 | u16::from(inside == subject.head) << 2;
                marks[inside - floor] |= (1 | begins) << shift;
            }
        }
    }
    marks
}

fn around(reader: &Reader, index: usize, found: &Found) -> Vec<u16> {
    let parse = reader.parse;
    let mut rows = Rows::default();
    let sentence = &parse.sentences[index];
    let role = parse.block_of(index).role;
    let role = match role {
        Role::Headline => 0,
        Role::Standfirst => 1,
        Role::Heading => 2,
        Role::Caption => 3,
        Role::Paragraph => 4,
        Role::BlockQuote => 5,
        Role::ListItem => 6,
        _ if role.is_article() => 7,
        _ => 8,
    };
    rows.push(Group::Block, role);
    let same = |other: Option<usize>| other.and_then(|other| parse.sentences.get(other)).is_some_and(|other| other.block == sentence.block);
    let (first, last) = (!same(index.checked_sub(1)), !same(Some(index + 1)));
    rows.push_if(first, Group::Block, 9);
    rows.push_if(last, Group::Block, 10);
    let quoted = sentence.tokens().any(|at| reader.quoted(at).is_some());
    rows.push_if(quoted, Group::Block, 11);
    let asks = sentence.tokens().rev().take(3).any(|at| parse.word(at).starts_with('?'));
    rows.push_if(asks, Group::Block, 12);
    let says = sentence.tokens().any(|at| found.cue[at] != 0);
    rows.push_if(says, Group::Block, 13);
    rows.push(Group::Block, 14 + step(sentence.block as usize).min(9));
    for (side, other) in [(0, index.checked_sub(1)), (12, Some(index + 1))] {
        let Some(beside) = other.and_then(|other| beside(reader, other, sentence.block, side == 12, found)) else { continue };
        rows.push(Group::Beside, side);
        rows.push_if(beside.same_block, Group::Beside, side + 1);
        rows.push(Group::Beside, side + 2 + usize::from(beside.attributed));
        rows.push_if(beside.ends_reported, Group::Beside, side + 5);
        rows.push_if(beside.quoted, Group::Beside, side + 6);
        rows.push_if(beside.same_block && beside.ends_reported, Group::Beside, side + 7);
        rows.push_if(beside.same_block && beside.quoted, Group::Beside, side + 8);
    }
    rows.ids
}

fn beside(reader: &Reader, other: usize, block: u32, next: bool, found: &Found) -> Option<Beside> {
    let sentence = reader.parse.sentences.get(other)?;
    let edge = if next { sentence.first as usize } else { (sentence.last as usize).checked_sub(1)? };
    let says = sentence.tokens().any(|at| found.cue[at] != 0);
    let quotes = sentence.tokens().any(|at| reader.quoted(at).is_some());
    // The stop at the end of a sentence lies in no content; the word before it may.
    let reported = found.content[edge] != 0 || (!next && edge > sentence.first as usize && found.content[edge - 1] != 0);
    Some(Beside {
        same_block: sentence.block == block,
        attributed: if says { 1 + u8::from(quotes) } else { 0 },
        ends_reported: reported,
        quoted: reader.quoted(edge).is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_of_their_names() {
        assert_eq!(GROUPS[Group::Fine as usize].0, "fine cluster");
        assert_eq!(GROUPS[Group::RuleCue as usize].0, "rule cue");
        assert!(closed_class().len() < GROUPS[Group::Word as usize].1);
        assert!(FEATURES < usize::from(u16::MAX));
    }
}
