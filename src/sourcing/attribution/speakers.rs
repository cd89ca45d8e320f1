//! Who speaks a quotation that no reporting verb of its sentence governs.
//!
//! The marks prove that somebody's words stand there, so the question is only whose: the person a colon waits for, the phrase and verb
//! behind the closing mark, the subject of the verb before the opening one, the subject of the sentence.

use super::draft::{Draft, Reader, SourcePhrase};
use super::quotations::{covering, whole_paragraph};
use super::{clause, content, noun_phrase, verbs};
use crate::lexicon::{Act, Class, Frames};
use crate::sourcing::twins::{REACH, Words};
use crate::syntax::{NameTag, Quoted, Sentence, Shape, Tag};

/// Adds attributions for quotations whose verb is no listed one: `"…," Oru went on`, `she put it this way: "…"`, `his "gift" to the port`.
pub(super) fn find(reader: &Reader, drafts: &mut Vec<Draft>) {
    let parse = reader.parse;
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| drafts[*index].anchor());
    let mut found = Vec::new();
    for quoted in parse.quoted.iter().filter(|quoted| reader.is_quotation(quoted)) {
        if covering(drafts, &order, quoted).is_some() || !parse.prose.blocks[quoted.block as usize].role.is_article() {
            continue;
        }
        found.extend(beside(reader, quoted).or_else(|| before(reader, quoted)));
    }
    drafts.extend(found);
}

/// Whoever stands right beside a quotation, or is announced by the colon before it.
pub(super) fn beside(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    announced(reader, quoted).or_else(|| behind(reader, quoted)).or_else(|| introduced(reader, quoted))
}

/// A draft that gives a quotation to `source` by the word at `cue`.
pub(super) fn draft(
    reader: &Reader,
    source: Option<SourcePhrase>,
    cue: std::ops::Range<usize>,
    content: std::ops::Range<usize>,
    weight: f32,
) -> Draft {
    let head = cue.end.saturating_sub(1);
    let verb = reader.parse.reporting_verb(head);
    Draft {
        source,
        head,
        lemma: verb.map_or_else(|| reader.parse.word(head).to_lowercase(), |verb| verb.lemma.clone()),
        act: Act::Speech,
        passive: false,
        content: vec![content],
        weight,
        sentence: reader.parse.sentence_of(head),
        cue: vec![cue],
        shown: false,
    }
}

/// "Oru issued this statement:" and a quotation in the next paragraph.
fn announced(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let index = parse.sentence_of(open);
    let previous = &parse.sentences[index.checked_sub(1)?];
    let colon = (previous.last as usize).checked_sub(1)?;
    if parse.sentences[index].first as usize != open || reader.quoted(colon).is_some() {
        return None;
    }
    let floor = previous.first as usize;
    let verb = (floor..colon).rev().find(|at| reader.tag(*at).is_finite() && reader.tag(*at).is_verb() && reader.quoted(*at).is_none());
    let Some(verb) = verb else {
        let content = open..quoted.end as usize;
        let headed = headed(reader, previous, colon, content.clone());
        return headed.or_else(|| from_whom(reader, floor..colon, content).filter(|_| reader.is(colon, ":")));
    };
    // A comma waits for a quotation only behind the reporting verb itself.
    let waits = reader.is(colon, ":") || reader.is_comma(colon) && verb + 1 == colon && parse.reporting_verb(verb).is_some();
    if !waits {
        return None;
    }
    let group = clause::verb_group(reader, verb, floor);
    let source = clause::subject(reader, &group, floor).or_else(|| first_subject(reader, previous, colon))?;
    Some(draft(reader, Some(source), group.range, open..quoted.end as usize, 0.85))
}

/// "And from Chairwoman Oru:", "From the desk of Marit Oru, an analyst:", "Marit Oru, chairwoman:": a sentence without a verb leads into
/// the words of the only person that it names, else of the body that "from" or "by" names.
pub(super) fn from_whom(reader: &Reader, tokens: std::ops::Range<usize>, content: std::ops::Range<usize>) -> Option<Draft> {
    let parse = reader.parse;
    let person = |at: &usize| matches!(parse.names[*at], NameTag::PersonBegin | NameTag::PersonInside);
    let first = tokens.clone().find(person);
    let outside = tokens.clone().all(|at| reader.quoted(at).is_none() && !reader.tag(at).is_finite());
    let source = match first {
        Some(first) => {
            let name = first..(first..tokens.end).take_while(person).last().map_or(first, |last| last + 1);
            // Another name behind it may be whoever speaks, and other words what is spoken of.
            let set_off = reader.is_comma(name.end) || reader.is(name.end, "(") || reader.tag(name.end).is_adverb();
            let described = set_off || name.end == tokens.end;
            let other = (name.end..tokens.end).any(|at| person(&at)) || (tokens.start..name.start).any(|at| reader.is_dash(at));
            let end = noun_phrase::starting_at(reader, name.start, tokens.end).map_or(name.end, |phrase| phrase.range.end);
            (!other && described).then(|| SourcePhrase { head: name.end - 1, range: name.start..end.max(name.end) })
        }
        None => {
            let by = tokens.clone().rev().find(|at| reader.is_any(*at, &["from", "by"]))?;
            noun_phrase::starting_at(reader, by + 1, tokens.end).filter(|source| speaks(reader, source.head))
        }
    }?;
    let cue = content.start..content.start + 1;
    let mut draft = draft(reader, Some(source), cue, content, 0.75);
    (draft.cue, draft.lemma) = (Vec::new(), String::new());
    outside.then_some(draft)
}

/// "Oru reports:": a verb that looks like a noun behind a name, right before the colon.
fn headed(reader: &Reader, previous: &Sentence, colon: usize, content: std::ops::Range<usize>) -> Option<Draft> {
    let (floor, verb) = (previous.first as usize, colon.checked_sub(1)?);
    let named = verb > floor && reader.is(colon, ":") && reader.tag(verb - 1).is_proper() && reader.parse.tokens[verb].entry.verb.is_some();
    let first = reader.parse.phrase_of(verb).filter(|_| named)?.first as usize;
    let source = SourcePhrase { range: first.max(floor)..verb, head: verb - 1 };
    (first < verb).then(|| draft(reader, Some(source), verb..colon, content, 0.8))
}

/// `"…," Oru went on`, `"…!" beamed Oru`, `"…," the aide who would not be named told the paper`.
fn behind(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let index = parse.sentence_of((quoted.end as usize).checked_sub(1)?);
    let sentence = &parse.sentences[index];
    let (last, end) = (sentence.last as usize, quoted.end as usize);
    let first = parse.sentences[parse.sentence_of(quoted.open as usize)].first as usize;
    let pause = end >= 2 && (reader.is_any(end - 2, &[",", "!", "?", "…", "..."]) || reader.is_comma(end));
    let opens = first == quoted.open as usize;
    if !quoted.ends.is_closed() || !pause {
        return None;
    }
    let at = end + usize::from(reader.is_comma(end));
    if at >= last {
        return None;
    }
    let content = if opens { quoted.open as usize..end } else { first..end };
    let content = content::trim(reader, content);
    // Where more stands before the quotation only a reporting verb is sure to govern both.
    let reports = |verb: usize| parse.reporting_verb(verb).is_some_and(|verb| verb.frames.has(Frames::QUOTE));
    let verbal = reader.tag(at).is_verb() && !matches!(reader.tag(at), Tag::Vbg | Tag::Vbn) || reports(at);
    if verbal && (opens || reports(at)) {
        let source = noun_phrase::starting_at(reader, at + 1, last)?;
        return Some(draft(reader, Some(source), at..at + 1, content, 0.8));
    }
    let source = noun_phrase::starting_at(reader, at, last)?;
    let mut verb = source.range.end;
    while verb < last && reader.tag(verb).is_adverb() {
        verb += 1;
    }
    // `"…," a voice can be heard saying`
    let heard = opens && reader.tag(verb) == Tag::Md && (verb + 1..last.min(verb + 5)).any(reports);
    if verb < last && (reader.tag(verb).is_verb() || heard) && !matches!(reader.tag(verb), Tag::Vbg | Tag::Vbn) && (opens || reports(verb))
    {
        return Some(draft(reader, Some(source), verb..verb + 1, content, 0.8));
    }
    // Over a relative clause or an apposition to the verb that reports.
    let reporting = (source.range.end..last.min(source.range.end + 30))
        .take_while(|at| reader.quoted(*at).is_none())
        .filter(|at| reports(*at) && reader.tag(*at).is_finite())
        .find(|at| reader.is_comma(*at - 1) || reader.tag(*at + 1) != Tag::To);
    if let Some(verb) = reporting {
        let end = verb - usize::from(reader.is_comma(verb - 1));
        let source = SourcePhrase { range: source.range.start..end, head: source.head };
        return Some(draft(reader, Some(source), verb..verb + 1, content, 0.8));
    }
    // `"…," Oru from his desk.`: the verb was forgotten.
    let verbless = opens && speaks(reader, source.head) && (at..last).all(|at| !reader.tag(at).is_finite());
    verbless.then(|| {
        let mut draft = draft(reader, Some(source.clone()), source.head..source.head + 1, content, 0.6);
        draft.cue.clear();
        draft
    })
}

/// `a surprise to the pilot Marit Oru: "…"`, `Oru rose to speak for the port: "…"`: whom a colon right before the quotation waits for.
fn introduced(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let sentence = &parse.sentences[parse.sentence_of(open)];
    let floor = sentence.first as usize;
    let colon = open.checked_sub(1).filter(|colon| *colon > floor && reader.is(*colon, ":"))?;
    let content = content::trim(reader, open..(quoted.end as usize).min(parse.tokens.len()));
    let verb = (floor..colon).rev().find(|at| reader.quoted(*at).is_none() && reader.tag(*at).is_verb());
    let beside = noun_phrase::ending_at(reader, colon - 1, floor).filter(|phrase| {
        let name = reader.tag(phrase.head).is_proper() && matches!(parse.names[phrase.head], NameTag::PersonBegin | NameTag::PersonInside);
        name && !reader.is_any(phrase.range.start.saturating_sub(1), &["to", "with", "about", "against", "of"])
    });
    if let Some(source) = beside {
        let cue = verb.unwrap_or(colon);
        return Some(draft(reader, Some(source), cue..cue + 1, content, 0.75));
    }
    let group = clause::verb_group(reader, verb?, floor);
    let nearest = if group.passive { None } else { clause::subject(reader, &group, floor) };
    let source = nearest.filter(|source| speaks(reader, source.head)).or_else(|| first_subject(reader, sentence, colon))?;
    Some(draft(reader, Some(source), group.range, content, 0.75))
}

/// "his reward for “loyalty”": the nearest verb before the quotation, and its subject.
fn before(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let sentence = &parse.sentences[parse.sentence_of(open)];
    let floor = sentence.first as usize;
    let comma = open > floor && reader.is_comma(open - 1);
    let verb = (floor..open)
        .rev()
        .take(if comma { 25 } else { 10 })
        .take_while(|at| reader.quoted(*at).is_none())
        .find(|at| reader.tag(*at).is_verb())?;
    let group = clause::verb_group(reader, verb, floor);
    if group.passive {
        return None;
    }
    let source =
        if group.finite { clause::subject(reader, &group, floor)? } else { verbs::participle_subject(reader, sentence, &group, &[])? };
    if !speaks(reader, source.head) {
        return None;
    }
    let end = (quoted.end as usize).min(parse.tokens.len());
    let content = content::trim(reader, if comma { open..end } else { verb + 1..end });
    Some(draft(reader, Some(source), group.range, content, if comma { 0.8 } else { 0.5 }))
}

/// `Oru shook her head. "It never worked."`: whom the sentence before a quotation tells of, if it quotes nobody itself.
pub(super) fn told_of(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let index = parse.sentence_of(open);
    let sentence = &parse.sentences[index];
    let before = &parse.sentences[index.checked_sub(1)?];
    let near = before.block == sentence.block || before.block + 1 == sentence.block && whole_paragraph(reader, quoted);
    if sentence.first as usize != open || !near || !parse.block_of(index).role.is_body() || !parse.block_of(index - 1).role.is_body() {
        return None;
    }
    if before.tokens().any(|at| reader.quoted(at).is_some()) {
        return None;
    }
    let source = first_subject(reader, before, before.last as usize)?;
    let person = reader.is_any(source.head, &["he", "she"])
        || reader.has(source.head, Class::Title)
        || reader.has(source.head, Class::PersonNoun)
        || matches!(parse.names[source.head], NameTag::PersonBegin | NameTag::PersonInside);
    if !person {
        return None;
    }
    let content = content::trim(reader, open..(quoted.end as usize).min(parse.tokens.len()));
    let mut draft = draft(reader, Some(source.clone()), source.head..source.head + 1, content, 0.6);
    (draft.cue, draft.lemma) = (Vec::new(), String::new());
    Some(draft)
}

/// The last resort for a quotation that nothing else explains: whoever is the subject of its own sentence, else nobody. Marks around a
/// word or two, or around a title, quote nobody.
pub(super) fn guess(reader: &Reader, quoted: &Quoted, drafts: &[Draft], order: &[usize]) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let end = (quoted.end as usize).min(parse.tokens.len());
    if !parse.prose.blocks[quoted.block as usize].role.is_article() || end <= open {
        return None;
    }
    let index = parse.sentence_of(open);
    let sentence = &parse.sentences[index];
    let (mut words, mut small, mut finite) = (0, 0, false);
    for at in open..end {
        words += usize::from(parse.tokens[at].shape.is_word());
        small += usize::from(parse.tokens[at].shape == Shape::Lower);
        finite |= reader.tag(at).is_finite();
    }
    let alone = sentence.first as usize == open;
    let whole = words >= 3 && small * 2 >= words && (finite || alone);
    let part = words >= 4 && small * 2 >= words;
    if !whole && !part {
        return None;
    }
    let reporting = || {
        let last = order.partition_point(|at| drafts[*at].anchor() < sentence.last as usize);
        let here = order[..last].iter().rev().map(|at| &drafts[*at]).take_while(|draft| draft.anchor() >= sentence.first as usize);
        here.take(8).find_map(|draft| draft.source.clone())
    };
    let source = reporting().or_else(|| main_subject(reader, sentence, open)).or_else(|| first_subject_after(reader, sentence, end));
    let content = content::trim(reader, open..end);
    if content.is_empty() {
        return None;
    }
    let cue = content.start..content.start + 1;
    let mut draft = draft(reader, source, cue, content, 0.4);
    (draft.cue, draft.lemma) = (Vec::new(), String::new());
    Some(draft)
}

/// "Oru came late and said “…”": the subject of the verb before, for a second verb that quotes and has none of its own.
pub(super) fn subject_before(reader: &Reader, draft: &Draft) -> Option<SourcePhrase> {
    let floor = reader.parse.sentences.get(draft.sentence)?.first as usize;
    let quotes = || draft.content.iter().any(|range| range.clone().any(|at| reader.quoted(at).is_some()));
    if draft.source.is_some() || draft.cue.is_empty() || draft.passive || !reader.tag(draft.head).is_finite() || !quotes() {
        return None;
    }
    let group = clause::verb_group(reader, draft.head, floor);
    let joined = group.range.start.checked_sub(1).filter(|at| *at > floor && reader.is_any(*at, &["and", "but", "then"]))?;
    let mut verbs = (floor..joined).rev().filter(|at| reader.tag(*at).is_finite() && reader.quoted(*at).is_none());
    let subject = verbs.find_map(|at| clause::subject(reader, &clause::verb_group(reader, at, floor), floor));
    subject.filter(|source| speaks(reader, source.head))
}

/// A few words that a headline quotes and the text below gives to somebody.
pub(super) fn repeated(reader: &Reader, quoted: &Quoted, drafts: &[Draft], order: &[usize]) -> Option<Draft> {
    let parse = reader.parse;
    let headline = quoted.block == 0 || !parse.prose.blocks[quoted.block as usize].role.is_body();
    if !headline || !quoted.ends.is_closed() {
        return None;
    }
    let words = Words::read(parse, quoted);
    let from = parse.quoted.partition_point(|other| other.block <= quoted.block);
    let below = parse.quoted[from..].iter().take(REACH).filter(|other| reader.is_quotation(other));
    let mut same = below.filter(|other| words.agree(&Words::read(parse, other)));
    same.find_map(|other| drafts[covering(drafts, order, other)?].source.as_ref())?;
    let content = content::trim(reader, quoted.open as usize..quoted.end as usize);
    let mut draft = draft(reader, None, content.start..content.start + 1, content, 0.4);
    (draft.cue, draft.lemma) = (Vec::new(), String::new());
    Some(draft)
}

/// The subject of the first clause behind a quotation, if it can speak.
fn first_subject_after(reader: &Reader, sentence: &Sentence, end: usize) -> Option<SourcePhrase> {
    let last = sentence.last as usize;
    let mut finite = (end..last).filter(|at| reader.quoted(*at).is_none() && reader.tag(*at).is_finite());
    let group = clause::verb_group(reader, finite.next()?, end.min(last));
    clause::subject(reader, &group, end).filter(|source| speaks(reader, source.head))
}

/// The subject of the very first clause of a sentence, before token `end`, if it does something and can speak.
fn main_subject(reader: &Reader, sentence: &Sentence, end: usize) -> Option<SourcePhrase> {
    let floor = sentence.first as usize;
    let verb = (floor..end).find(|at| reader.quoted(*at).is_none() && reader.tag(*at).is_finite())?;
    let main = (verb..end).take_while(|at| reader.tag(*at).is_verb() || reader.tag(*at).is_adverb()).last().unwrap_or(verb);
    let group = clause::verb_group(reader, main, floor);
    let done = group.passive || clause::verb_group(reader, verb, floor).passive;
    clause::subject(reader, &clause::verb_group(reader, verb, floor), floor).filter(|source| !done && speaks(reader, source.head))
}

/// The subject of the first clause of a sentence, before token `end`, if it can speak.
pub(super) fn first_subject(reader: &Reader, sentence: &Sentence, end: usize) -> Option<SourcePhrase> {
    let floor = sentence.first as usize;
    let mut finite = (floor..end).filter(|at| reader.quoted(*at).is_none() && reader.tag(*at).is_finite());
    finite.by_ref().take(3).find_map(|at| {
        let group = clause::verb_group(reader, at, floor);
        clause::subject(reader, &group, floor).filter(|source| speaks(reader, source.head))
    })
}

/// Whether the word can stand for somebody who speaks.
pub(super) fn speaks(reader: &Reader, head: usize) -> bool {
    let Some(token) = reader.parse.tokens.get(head) else { return false };
    let classes = token.entry.classes;
    reader.tag(head).is_proper() && !classes.any(&[Class::Weekday, Class::Month])
        || reader.is_any(head, &["he", "she", "they", "who", "i", "we"])
        || classes.any(&[Class::Title, Class::PersonNoun, Class::PeopleNoun, Class::Kin, Class::BodyNoun, Class::DocumentNoun])
}

#[cfg(test)]
mod tests {
    use crate::sourcing::attribution::testing::speakers;

    #[test]
    fn a_colon_or_comma_waits_for_the_next_paragraph() {
        assert_eq!(speakers("Marit Oru stated,\n\n\"The boat was late. It was not repaired.\""), ["Marit Oru"]);
        assert_eq!(speakers("The news is no surprise to pilot Marit Oru: “The old boats do well in winter.”"), ["Marit Oru"]);
    }

    #[test]
    fn the_sentence_before_tells_who_speaks() {
        assert_eq!(speakers("Marit Oru shook her head. “It never worked at all.”"), ["Marit Oru"]);
    }

    #[test]
    fn paragraph_after_paragraph_the_same_person_speaks() {
        let found = speakers("Marit Oru shook her head.\n\n“It never worked at all.”\n\n“Nobody asked us.”\n\n“We are not ready.”");
        assert_eq!(found, ["Marit Oru"; 3]);
    }

    #[test]
    fn words_quoted_inside_a_report_are_spoken_by_whoever_is_reported_to_have_said_them() {
        let found = speakers("Prosecutors say that Gerda Oru told an agent that the quay “was sold to nobody at all.”");
        assert_eq!(found, ["Gerda Oru"]);
    }

    #[test]
    fn who_speaks_over_a_relative_clause() {
        let found = speakers("“They will both stay here,” the aide who wished to remain unnamed told the board.");
        assert!(found.len() == 1 && found[0].starts_with("the aide"), "{found:?}");
    }
}
