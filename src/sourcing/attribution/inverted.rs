//! Sources that stand behind their verb or are longer than they look: "…, said a person who asked not to be named", "a source close to the
//! committee said".
//!
//! The network marks spans token by token, and long phrases at a sentence's end it takes for part of what is said.

use std::ops::Range;

use super::draft::{Draft, Reader, SourcePhrase};
use super::{content, noun_phrase};
use crate::lexicon::{Act, Class, Frames, Inflection, Tone};
use crate::syntax::{NameTag, Shape, Tag};

/// Verbs that name whom they speak to: nobody is "told Oru".
pub(super) const ADDRESSING: &[&str] = &["tell", "inform", "assure", "remind", "convince", "persuade", "notify"];

/// Gives verbs without a source the phrase behind them, and sources the whole of their phrase; whom a verb speaks to is not what it says.
pub(super) fn find(reader: &Reader, drafts: &mut Vec<Draft>) {
    drafts.retain(|draft| !only_addresses(reader, draft) && !article_alone(reader, draft));
    drafts.extend(missed(reader, drafts));
    for draft in drafts.iter_mut() {
        if draft.source.is_none()
            && let Some(source) = behind(reader, draft)
        {
            let cue = draft.cue[0].clone();
            if draft.content.iter().all(|range| range.start >= cue.end) {
                draft.content = said_before(reader, draft, cue.start).into_iter().collect();
            }
            without(reader, draft, &source);
            draft.source = Some(source);
            draft.weight = draft.weight.max(0.8);
        }
        if let Some(source) = &draft.source
            && let Some(wider) = wider(reader, draft, source)
        {
            without(reader, draft, &wider);
            draft.source = Some(wider);
        }
    }
}

/// "The leaked papers trace …": the participle is no verb, and "the" no source.
fn article_alone(reader: &Reader, draft: &Draft) -> bool {
    draft.source.as_ref().is_some_and(|source| source.range.len() == 1 && reader.is_any(source.range.start, &["the", "a", "an"]))
}

/// "Oru informed the police": all that stands behind the verb is whom it speaks to.
fn only_addresses(reader: &Reader, draft: &Draft) -> bool {
    let [content] = draft.content.as_slice() else { return false };
    let Some(cue) = draft.cue.last().filter(|cue| cue.end == content.start && !draft.passive) else { return false };
    // "Accused Oru", "challenged Oru": of whom it is said belongs to what is said.
    let addresses = |at: usize| {
        let verb = reader.parse.reporting_verb(at).filter(|verb| verb.tone == Tone::Neutral);
        verb.is_some_and(|verb| verb.frames.has(Frames::ADDRESSEE) && !verb.frames.has(Frames::NOUN))
    };
    let somebody = |at: usize| {
        let kinds = [Class::PersonNoun, Class::PeopleNoun, Class::BodyNoun, Class::Title, Class::Kin, Class::AnonymousNoun];
        reader.parse.tokens[at].entry.classes.any(&kinds) || reader.tag(at).is_proper() || reader.tag(at) == Tag::Prp
    };
    let phrase = reader.parse.phrase_of(content.start).filter(|phrase| phrase.first as usize == content.start);
    let bare = phrase.is_some_and(|phrase| phrase.last as usize == content.end && somebody(phrase.head as usize));
    addresses(cue.end - 1) && bare && reader.quoted(content.start).is_none()
}

/// What the sentences of which nothing was found say all the same.
fn missed(reader: &Reader, drafts: &[Draft]) -> Vec<Draft> {
    let parse = reader.parse;
    let mut known = vec![false; parse.sentences.len()];
    let mut cues = vec![false; parse.tokens.len()];
    for draft in drafts {
        known[draft.sentence] = true;
        draft.cue.iter().cloned().flatten().for_each(|at| cues[at] = true);
    }
    let body = (0..known.len()).filter(|index| parse.block_of(*index).role.is_body());
    body.filter_map(|index| {
        let unnamed = unnamed(reader, index).filter(|draft| !cues[draft.head]);
        unnamed.or_else(|| paper(reader, index).filter(|_| !known[index]))
    })
    .collect()
}

/// "…, warned a clerk who asked not to be named": a sentence that keeps somebody's name back.
fn unnamed(reader: &Reader, index: usize) -> Option<Draft> {
    let parse = reader.parse;
    let sentence = &parse.sentences[index];
    let kept_back = |at: usize| reader.is_any(at, KEPT_BACK);
    if !sentence.tokens().any(kept_back) {
        return None;
    }
    let verb = sentence.tokens().skip(2).find(|at| {
        let speaks = parse.reporting_verb(*at).is_some_and(|verb| verb.act == Act::Speech && verb.frames.has(Frames::QUOTE));
        let past = reader.tag(*at).is_finite() || reader.tag(*at) == Tag::Vbn;
        speaks && past && reader.is_comma(at - 1) && reader.quoted(*at).is_none()
    })?;
    let draft = reporting(reader, index, verb, content::before(reader, sentence, verb)?)?;
    behind(reader, &draft).is_some().then_some(draft)
}

/// "The papers trace the money to a fund": the tagger takes a rare verb behind a plural for a noun.
fn paper(reader: &Reader, index: usize) -> Option<Draft> {
    let parse = reader.parse;
    let sentence = &parse.sentences[index];
    let first = sentence.first as usize;
    let head = (first + 1..first + 5).find(|at| reader.has(*at, Class::DocumentNoun)).filter(|_| reader.is(first, "the"))?;
    let verb = head + 1;
    let form = parse.tokens.get(verb).filter(|token| token.shape == Shape::Lower)?.entry.verb?;
    let shows =
        parse.lexicon.verb(form).act == Act::Evidence && matches!(form.inflection, Inflection::Base | Inflection::Third | Inflection::Past);
    // "The report found guilty", "the papers show": what it shows stands behind it.
    let object = parse.phrase_of(verb + 1).is_some_and(|phrase| phrase.first as usize <= verb + 1) || reader.is(verb + 1, "that");
    let content = content::after(reader, sentence, verb + 1).filter(|_| shows && object && verb + 1 < sentence.last as usize)?;
    let source = SourcePhrase { range: first..head + 1, head };
    Some(Draft { source: Some(source), ..reporting(reader, index, verb, content)? })
}

/// A draft of the verb form at token `verb`, without a source.
fn reporting(reader: &Reader, sentence: usize, verb: usize, content: Range<usize>) -> Option<Draft> {
    let known = reader.parse.lexicon.verb(reader.parse.tokens.get(verb)?.entry.verb?);
    let (lemma, act) = (known.lemma.clone(), known.act);
    let (cue, content) = (vec![verb..verb + 1], vec![content]);
    Some(Draft { source: None, cue, head: verb, lemma, act, passive: false, content, weight: 0.7, sentence, shown: false })
}

/// The whole phrase of a source of which only a part was marked.
fn wider(reader: &Reader, draft: &Draft, source: &SourcePhrase) -> Option<SourcePhrase> {
    let sentence = draft.sentence;
    close_to(reader, source, sentence)
        .or_else(|| both(reader, source, sentence))
        .or_else(|| described(reader, draft, source))
        .or_else(|| trailing(reader, draft, source))
}

/// "…, admitted one employee, who asked not to be named": the clause behind the source that ends its sentence says why it has no name.
fn trailing(reader: &Reader, draft: &Draft, source: &SourcePhrase) -> Option<SourcePhrase> {
    let last = reader.parse.sentences.get(draft.sentence)?.last as usize;
    let behind = draft.cue.first().is_some_and(|cue| cue.end == source.range.start);
    let comma = source.range.end;
    let clause = reader.is_comma(comma) && reader.is_any(comma + 1, &["who", "whose"]) || reader.is_any(comma, &["who", "whose"]);
    let unnamed = source.range.clone().all(|at| !reader.tag(at).is_proper());
    let plain = (comma..last).all(|at| reader.quoted(at).is_none()) && (comma..last).any(|at| reader.is_any(at, KEPT_BACK));
    let range = content::trim(reader, source.range.start..last);
    (behind && clause && unnamed && plain).then_some(SourcePhrase { range, head: source.head })
}

/// Words that keep a name back.
const KEPT_BACK: &[&str] = &["anonymity", "anonymously", "named", "identified", "authorised", "authorized"];

/// "A woman, who declined to give her name, said": the clause between an unnamed source and its verb says who it is.
fn described(reader: &Reader, draft: &Draft, source: &SourcePhrase) -> Option<SourcePhrase> {
    let cue = draft.cue.first().filter(|cue| cue.start > source.range.end + 2 && !draft.passive)?;
    let (comma, close) = (source.range.end, cue.start - 1);
    let clause = reader.is_comma(comma) && reader.is_any(comma + 1, &["who", "whose"]) && reader.is_comma(close);
    let unnamed = source.range.clone().all(|at| !reader.tag(at).is_proper());
    let whole = (comma..close).all(|at| reader.quoted(at).is_none() && reader.tag(at) != Tag::Stop);
    (clause && unnamed && whole).then_some(SourcePhrase { range: source.range.start..close, head: source.head })
}

/// "…, said a clerk who feared for his job.": the phrase right behind the verb that ends a sentence.
fn behind(reader: &Reader, draft: &Draft) -> Option<SourcePhrase> {
    let parse = reader.parse;
    let cue = draft.cue.first().filter(|cue| cue.len() == 1 && !draft.passive)?;
    let verb =
        parse.reporting_verb(draft.head).filter(|verb| verb.frames.has(Frames::QUOTE) && !ADDRESSING.contains(&verb.lemma.as_str()))?;
    let sentence = parse.sentences.get(draft.sentence)?;
    let before = cue.start.checked_sub(1).filter(|before| *before > sentence.first as usize)?;
    let closes = reader.quoted(before).is_some_and(|quoted| quoted.end as usize == cue.start);
    let spoken = (reader.is_comma(before) || closes) && reader.tag(draft.head) != Tag::Vbg && verb.act == Act::Speech;
    let said = draft.content.iter().any(|range| range.end <= cue.start && content::has_clause(reader, range.clone()))
        || said_before(reader, draft, cue.start).is_some();
    let last = sentence.last as usize;
    let mut source = noun_phrase::starting_at(reader, cue.end, last).filter(|_| spoken && said)?;
    let next = source.range.end;
    if reader.is_any(next, &["who", "whose"]) || reader.is_comma(next) && reader.is_any(next + 1, &["who", "whose"]) {
        source.range = content::trim(reader, source.range.start..last);
    }
    // "Oru, said the boat was late": what stands behind is what is said.
    let clause = source.range.end == next && reader.tag(next).is_finite();
    (!clause && !reader.is_any(source.head, &["it", "there"])).then_some(source)
}

/// The clause that stands before a cue at token `cue` and a comma, where nothing else of its sentence does.
fn said_before(reader: &Reader, draft: &Draft, cue: usize) -> Option<Range<usize>> {
    let sentence = reader.parse.sentences.get(draft.sentence)?;
    let before = content::before(reader, sentence, cue)?;
    // "On Monday, said Oru, …": what leads in is no clause.
    let clause = before.start == sentence.first as usize && before.clone().any(|at| reader.tag(at).is_finite());
    clause.then_some(before)
}

/// "a source close to the committee": the network marks what stands behind "close to".
fn close_to(reader: &Reader, source: &SourcePhrase, sentence: usize) -> Option<SourcePhrase> {
    let floor = reader.parse.sentences.get(sentence)?.first as usize;
    let first = source.range.start;
    let near = first.checked_sub(3).filter(|at| *at >= floor)?;
    let joins = reader.is_any(first - 1, &["to", "with"]) && reader.is_any(first - 2, &["close", "familiar", "near", "privy", "loyal"]);
    let phrase = reader.parse.phrase_of(near).filter(|phrase| joins && phrase.first as usize >= floor)?;
    let head = if phrase.head as usize >= first - 2 { near } else { phrase.head as usize };
    Some(SourcePhrase { range: phrase.first as usize..source.range.end, head })
}

/// "Marit Oru, a pilot, and Tom Hale, a fitter, both said": the people whom the word takes together.
fn both(reader: &Reader, source: &SourcePhrase, sentence: usize) -> Option<SourcePhrase> {
    let parse = reader.parse;
    let first = parse.sentences.get(sentence)?.first as usize;
    let at = source.range.start;
    if source.range.len() != 1 || !reader.is_any(at, &["both", "all", "each"]) || at < first + 3 {
        return None;
    }
    let plain = (first..at).all(|at| reader.quoted(at).is_none() && !reader.tag(at).is_finite());
    let begins = |at: &usize| parse.names[*at] == NameTag::PersonBegin;
    let names = (first..at).filter(begins).count();
    let name = (first..at).find(begins)?;
    let head = (name + 1..at).find(|at| parse.names[*at] != NameTag::PersonInside).unwrap_or(at) - 1;
    let joined = (name..at).any(|at| reader.is(at, "and"));
    (plain && names > 1 && joined).then_some(SourcePhrase { range: name..source.range.end, head })
}

/// Takes a source's words out of what it says.
fn without(reader: &Reader, draft: &mut Draft, source: &SourcePhrase) {
    let outside = |range: &Range<usize>| {
        let parts = [range.start..range.end.min(source.range.start), range.start.max(source.range.end)..range.end];
        parts
            .into_iter()
            .filter(|part| part.start < part.end)
            .map(|part| content::trim(reader, part))
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
    };
    let rest: Vec<_> = draft.content.iter().flat_map(outside).collect();
    if !rest.is_empty() {
        draft.content = rest;
    }
}
