//! Words that are set apart instead of quoted: block quotations, what a reporting sentence and its colon lead into, the answers of an
//! interview. They are somebody's own words, not the paper's.
//!
//! Whose they are is told by the markup or by a signature below them, else by the sentence before them.

use std::ops::Range;

use super::draft::{Draft, Reader, SourcePhrase};
use super::posts::by_block;
use super::{clause, content, noun_phrase, signature, speakers};
use crate::entity::interview::{self, Who};
use crate::entity::{Entities, Form};
use crate::lexicon::{Class, Frames};
use crate::prose::Role;
use crate::syntax::{NameTag, Shape, Tag};
use rustc_hash::FxHashSet;

/// How sure the source is that the markup or a signature names.
const SIGNED: f32 = 0.95;
/// And the one that the sentence before introduces.
const INTRODUCED: f32 = 0.85;
/// A quotation is set apart in at most so many blocks.
const BLOCKS: usize = 40;
/// At most so many tokens stand between a reporting verb and its colon.
const NEAR: usize = 16;

/// Adds an attribution for each stretch of words that is set apart, in place of what was found of them.
pub(super) fn find(reader: &Reader, entities: &Entities, drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|draft| (draft.sentence, draft.anchor()));
    let tokens = reader.parse.tokens.len();
    let mut found = apart(reader, drafts);
    let apart = Covered::new(&found, tokens);
    found.extend(answers(reader, entities).into_iter().filter(|answer| !answer.content.iter().any(|range| apart.any(range))));
    if found.is_empty() {
        return;
    }
    let shown = Covered::new(&found, tokens);
    let cues: FxHashSet<usize> = found.iter().filter(|shown| !shown.cue.is_empty()).map(|shown| shown.head).collect();
    // "Oru: We waited": a label alone is taken for a cue.
    let label = |draft: &Draft| draft.cue.is_empty() || reader.is(draft.head, ":");
    let replaced = |draft: &Draft| cues.contains(&draft.head) || label(draft) && draft.content.iter().any(|range| shown.any(range));
    drafts.retain(|draft| !replaced(draft));
    // Whoever only seems to be quoted further on, in words that are shown.
    for draft in drafts.iter_mut().filter(|draft| !draft.cue.is_empty()) {
        if !draft.cue.iter().any(|range| shown.all(range)) && draft.content.iter().any(|range| !shown.all(range)) {
            draft.content.retain(|range| !shown.all(range));
        }
    }
    drafts.extend(found);
}

/// How many tokens before each are covered by the contents of some drafts.
struct Covered(Vec<u32>);

impl Covered {
    fn new(drafts: &[Draft], tokens: usize) -> Covered {
        let mut before = vec![0u32; tokens + 1];
        for range in drafts.iter().flat_map(|draft| &draft.content) {
            before[range.start + 1..=range.end.min(tokens)].fill(1);
        }
        let mut sum = 0;
        for count in &mut before {
            sum += *count;
            *count = sum;
        }
        Covered(before)
    }

    fn of(&self, range: &Range<usize>) -> usize {
        let at = |token: usize| self.0.get(token).or(self.0.last()).copied().unwrap_or_default();
        at(range.end).saturating_sub(at(range.start)) as usize
    }

    /// Whether any token of `range` is covered.
    fn any(&self, range: &Range<usize>) -> bool {
        self.of(range) > 0
    }

    /// Whether every token of `range` is.
    fn all(&self, range: &Range<usize>) -> bool {
        self.of(range) == range.len()
    }
}

/// Stretches of blocks that are set apart, each with its source.
fn apart(reader: &Reader, drafts: &[Draft]) -> Vec<Draft> {
    let parse = reader.parse;
    let blocks = &parse.prose.blocks;
    let mut found = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let run = match blocks[at].role {
            Role::BlockQuote => quoted_blocks(reader, at),
            _ => led_into(reader, at, drafts),
        };
        if let Some((draft, end)) = run {
            found.extend(draft);
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// The block quotation that begins with block `first`, and one past its last block.
fn quoted_blocks(reader: &Reader, first: usize) -> Option<(Option<Draft>, usize)> {
    let blocks = &reader.parse.prose.blocks;
    let mut end = first;
    let mut signed = None;
    while end < blocks.len() && end < first + BLOCKS && blocks[end].role == Role::BlockQuote && signed.is_none() {
        signed = cited(reader, end).or_else(|| signature::at_end(reader, end));
        end += 1;
    }
    let words = tokens_of(reader, first).start..tokens_of(reader, end - 1).end;
    // A post's author stands in front of it.
    let posts = &reader.parse.prose.posts;
    let post = posts.get(posts.partition_point(|post| post.author.end <= blocks[first].span.start));
    if post.is_some_and(|post| blocks[first].span.contains(post.author)) {
        return Some((None, end));
    }
    if let Some((source, sign)) = signed {
        let content = by_block(reader, words.start..sign.max(words.start));
        let draft =
            (!content.is_empty()).then(|| shown(Draft::without_cue(source, sign, content, SIGNED, reader.parse.sentence_of(words.start))));
        return Some((draft, end));
    }
    if let Some(source) = signature::below(reader, end) {
        let head = source.range.start;
        let draft = Draft::without_cue(source, head, by_block(reader, words.clone()), SIGNED, reader.parse.sentence_of(words.start));
        return Some((Some(shown(draft)), end + 1));
    }
    let draft = first.checked_sub(1).and_then(|before| introduced(reader, before, true)).map(|draft| with_content(reader, draft, words));
    Some((draft, end))
}

/// The paragraph or list that begins with block `first`, if the sentence before it leads into somebody's words.
fn led_into(reader: &Reader, first: usize, drafts: &[Draft]) -> Option<(Option<Draft>, usize)> {
    let parse = reader.parse;
    let blocks = &parse.prose.blocks;
    let draft = introduced(reader, first.checked_sub(1)?, false)?;
    let tokens = tokens_of(reader, first);
    let end = match blocks[first].role {
        Role::ListItem => first + blocks[first..].iter().take(BLOCKS).take_while(|block| block.role == Role::ListItem).count(),
        Role::Paragraph if !reader.opens_quote(tokens.start) => {
            // The words of a foreign language are followed by their translation.
            let translated = is_foreign(parse.prose.blocks[first].span.of(&parse.prose.text))
                && blocks.get(first + 1).is_some_and(|next| next.role == Role::Paragraph && !is_foreign(next.span.of(&parse.prose.text)));
            first + 1 + usize::from(translated)
        }
        _ => return None,
    };
    let words = tokens.start..tokens_of(reader, end - 1).end;
    let leads_on = words.end > words.start && reader.is(words.end - 1, ":");
    // A paragraph with a speaker of its own is the paper's.
    let quotes = |draft: &Draft| {
        let cue = draft.cue.first().is_some_and(|cue| words.start <= cue.start && cue.start < words.end);
        let named = draft.source.as_ref().is_some_and(|source| {
            words.contains(&source.head) && (reader.tag(source.head).is_proper() || reader.tag(source.head) == Tag::Prp)
        });
        cue && named && draft.content.iter().any(|range| range.clone().any(|at| reader.quoted(at).is_some()))
    };
    let near = drafts.partition_point(|draft| draft.sentence < parse.sentence_of(words.start));
    let own = drafts[near.min(drafts.len())..].iter().take_while(|draft| draft.anchor() < words.end + NEAR).any(quotes);
    // A list of names or things is nobody's words.
    let clause = content::has_clause(reader, words.clone()) || is_foreign(blocks[first].span.of(&parse.prose.text));
    if leads_on || !clause || own && blocks[first].role == Role::Paragraph || reader.opens_quote(words.start) {
        return None;
    }
    Some((Some(with_content(reader, draft, words)), end))
}

fn shown(draft: Draft) -> Draft {
    Draft { shown: true, ..draft }
}

fn with_content(reader: &Reader, draft: Draft, words: Range<usize>) -> Draft {
    shown(Draft { content: by_block(reader, words), ..draft })
}

fn tokens_of(reader: &Reader, block: usize) -> Range<usize> {
    let span = reader.parse.prose.blocks[block].span;
    let first = reader.parse.token_from(span.start);
    first..reader.parse.token_from_near(span.end, first)
}

/// Whether most letters of a text are of another script than English is written in.
fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (all, other) = letters.fold((0, 0), |(all, other), c| (all + 1, other + usize::from(c > '\u{24F}')));
    other * 2 > all
}

/// The source that the markup names at the end of block `block`, and the token where it begins.
fn cited(reader: &Reader, block: usize) -> Option<(SourcePhrase, usize)> {
    let parse = reader.parse;
    let span = parse.prose.blocks[block].span;
    let cites = &parse.prose.cites;
    let cite = cites[cites.partition_point(|cite| cite.end <= span.start)..].iter().take_while(|cite| cite.start < span.end).last()?;
    let (first, end) = (parse.token_from(cite.start), parse.token_from(cite.end));
    let closes = (end..tokens_of(reader, block).end).all(|at| !parse.tokens[at].shape.is_word());
    let first = (first..end).find(|at| parse.tokens[*at].shape.is_word())?;
    closes.then(|| Some((signature::source(reader, first, end)?, first))).flatten()
}

/// Whose words the last sentence of block `block` leads into: "Oru said in a statement:", "As Oru, a nurse, put it:", "The report says:".
/// A block quotation needs no colon.
fn introduced(reader: &Reader, block: usize, quotation: bool) -> Option<Draft> {
    let parse = reader.parse;
    if !parse.prose.blocks[block].role.is_article() {
        return None;
    }
    let tokens = tokens_of(reader, block);
    let last = tokens.end.checked_sub(1).filter(|last| *last > tokens.start)?;
    let sentence = &parse.sentences[parse.sentence_of(last)];
    let floor = sentence.first as usize;
    let colon = reader.is(last, ":");
    if !colon && !quotation || reader.quoted(last).is_some() {
        return None;
    }
    let finite = |at: &usize| reader.quoted(*at).is_none() && reader.tag(*at).is_finite() && reader.tag(*at).is_verb();
    let content = content::trim(reader, floor..last);
    // "As Oru put it:": the form is no sure past tense to the tagger.
    let put = (floor + 1..last).find(|at| reader.is_any(*at, &["put", "puts"]) && reader.is_any(at + 1, &["it", "this"]));
    if let Some(put) = put.filter(|put| last - put <= NEAR && colon) {
        let group = clause::VerbGroup { range: put..put + 1, verb: put, passive: false, finite: true, infinitive: false };
        let subject = clause::subject(reader, &group, floor).filter(|source| speakers::speaks(reader, source.head));
        let source = subject.or_else(|| named(reader, floor..put))?;
        return Some(speakers::draft(reader, Some(source), put..put + 2, content, INTRODUCED));
    }
    let Some(verb) = (floor..last).rev().find(finite) else { return speakers::from_whom(reader, floor..last, last..last + 1) };
    let reports = |at: usize| parse.reporting_verb(at).is_some_and(|verb| verb.frames.has(Frames::QUOTE)) && reader.quoted(at).is_none();
    let paper = |at: &usize| (reader.has(*at, Class::DocumentNoun) || reader.has(*at, Class::CueNoun)) && reader.tag(*at).is_noun();
    let weight = if colon { INTRODUCED } else { 0.6 };
    let reports = (verb..last).any(reports);
    if !reports && let Some((source, noun)) = (floor..last).rev().filter(paper).find_map(|noun| Some((maker(reader, noun, last)?, noun))) {
        return Some(speakers::draft(reader, Some(source), noun..noun + 1, content, weight));
    }
    let makes = reader.is_any(verb, MAKES) && (verb..last).any(|at| paper(&at));
    if !(reports || makes) || last - verb > NEAR {
        return None;
    }
    let group = clause::verb_group(reader, verb, floor);
    let subject = clause::subject(reader, &group, floor).filter(|source| speakers::speaks(reader, source.head));
    let source = subject.or_else(|| speakers::first_subject(reader, sentence, last)).or_else(|| named(reader, floor..verb));
    let source = source.filter(|_| !group.passive)?;
    Some(speakers::draft(reader, Some(source), group.range, content, weight))
}

/// The person whose name comes first among `tokens`.
fn named(reader: &Reader, tokens: Range<usize>) -> Option<SourcePhrase> {
    let names = &reader.parse.names;
    let first = tokens.clone().find(|at| names[*at] == NameTag::PersonBegin)?;
    let end = (first + 1..tokens.end).find(|at| names[*at] != NameTag::PersonInside).unwrap_or(tokens.end);
    Some(SourcePhrase { range: first..end, head: end - 1 })
}

/// What is done with a paper by whoever made it.
const MAKES: &[&str] = &["issued", "issues", "released", "releases", "published", "publishes", "posted", "posts", "made", "sent", "shared"];

/// "a teacher's comments on it:", "this quotation of Oru, from 1931:": whose the paper or speech at token `noun` is.
fn maker(reader: &Reader, noun: usize, last: usize) -> Option<SourcePhrase> {
    let speaks = |source: &SourcePhrase| speakers::speaks(reader, source.head);
    if reader.is_any(noun + 1, &["of", "by", "from"]) {
        return noun_phrase::starting_at(reader, noun + 2, last).filter(speaks);
    }
    let owned = noun.checked_sub(2).filter(|at| reader.tag(at + 1) == Tag::Pos)?;
    let phrase = reader.parse.phrase_of(owned)?;
    let head = owned;
    Some(SourcePhrase { range: phrase.first as usize..owned + 1, head }).filter(speaks)
}

/// The answers of an interview.
fn answers(reader: &Reader, entities: &Entities) -> Vec<Draft> {
    let parse = reader.parse;
    let source = |who: Who| match who {
        Who::Label(name) => {
            let head = (name.clone()).rev().find(|at| parse.tokens[*at].shape != Shape::Punctuation)?;
            Some(SourcePhrase { range: name, head })
        }
        Who::Person(id) => {
            let mut mentions = entities.mentions_of(id);
            let mention = mentions.find(|mention| mention.form == Form::Full)?;
            Some(SourcePhrase { range: mention.tokens(), head: mention.last as usize - 1 })
        }
    };
    let draft = |answer: interview::Answer| {
        let content = by_block(reader, answer.words.clone());
        let sentence = parse.sentence_of(answer.words.start);
        let source = source(answer.who)?;
        (!content.is_empty()).then(|| shown(Draft::without_cue(source, answer.words.start, content, SIGNED, sentence)))
    };
    interview::answers(parse, entities).into_iter().filter_map(draft).collect()
}
