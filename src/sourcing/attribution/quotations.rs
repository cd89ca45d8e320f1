//! Quotations without a cue of their own: whose words they continue.

use super::draft::{Draft, Reader};
use super::{clause, content, noun_phrase, verbs};
use crate::lexicon::{Act, Class};
use crate::prose::Role;
use crate::syntax::{Quoted, QuotedEnd};

/// Gives every outermost quotation to a speaker: by a verb of its own, or as going on with somebody's words.
pub(super) fn assign(reader: &Reader, drafts: &mut Vec<Draft>) {
    govern(reader, drafts);
    go_on(reader, drafts);
}

/// Gives every outermost quotation that no attribution covers to the speaker whose words it continues.
pub(super) fn go_on(reader: &Reader, drafts: &mut [Draft]) {
    let parse = reader.parse;
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| drafts[*index].anchor());
    let mut previous: Option<(&Quoted, Option<usize>)> = None;
    for quoted in parse.quoted.iter().filter(|quoted| reader.is_quotation(quoted)) {
        let owner = covering(drafts, &order, quoted).or_else(|| continued(reader, drafts, &order, quoted, previous));
        if let Some(owner) = owner {
            let range = content::trim(reader, quoted.open as usize..quoted.end as usize);
            let covered = drafts[owner].content.iter().any(|content| content.start <= range.start && range.end <= content.end);
            if !covered && !range.is_empty() {
                // What a quotation only touches grows to its end.
                match drafts[owner].content.iter_mut().find(|content| content.start <= range.start && range.start < content.end) {
                    Some(content) => content.end = content.end.max(range.end),
                    None => drafts[owner].content.push(range),
                }
                drafts[owner].content.sort_by_key(|range| range.start);
            }
        }
        previous = Some((quoted, owner));
    }
}

fn covering(drafts: &[Draft], order: &[usize], quoted: &Quoted) -> Option<usize> {
    let (open, end) = (quoted.open as usize, quoted.end as usize);
    let near = order.partition_point(|index| drafts[*index].anchor() + 400 < open);
    order[near..]
        .iter()
        .take_while(|index| drafts[**index].anchor() < end + 400)
        .copied()
        .find(|index| drafts[*index].content.iter().any(|content| content.start < end && open < content.end))
}

/// The attribution whose words the quotation goes on with.
fn continued(
    reader: &Reader,
    drafts: &[Draft],
    order: &[usize],
    quoted: &Quoted,
    previous: Option<(&Quoted, Option<usize>)>,
) -> Option<usize> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let sentence = parse.sentence_of(open);
    let block = quoted.block as usize;
    let opens_sentence = parse.sentences[sentence].first as usize == open;
    // A paragraph that ended inside its quotation goes on in this one.
    if let Some((before, owner)) = previous
        && before.ends == QuotedEnd::Continued
        && before.block as usize + 1 == block
    {
        return owner;
    }
    if !opens_sentence {
        return None;
    }
    let last = order.partition_point(|index| drafts[*index].anchor() < open);
    let block_of = |index: usize| parse.sentences[drafts[index].sentence].block as usize;
    let quotes = |index: usize| {
        drafts[index].content.is_empty()
            || drafts[index]
                .content
                .iter()
                .any(|content| reader.quoted(content.start).is_some() || reader.quoted(content.end - 1).is_some())
    };
    let near = || order[..last].iter().rev().copied().filter(|index| drafts[*index].source.is_some() || drafts[*index].content.is_empty());
    // Who was quoted last is likelier to go on than who was only mentioned as thinking something.
    let candidates = || near().take_while(|index| block_of(*index) + 3 >= block);
    let speaker = candidates()
        .find(|index| quotes(*index))
        .or_else(|| candidates().find(|index| drafts[*index].weight >= 0.8))
        .or_else(|| near().next())?;
    let draft = &drafts[speaker];
    let spoken_in = parse.sentences[draft.sentence].block as usize;
    let speaks = quotes(speaker);
    let body = parse.prose.blocks[block].role == Role::Paragraph;
    // `"A," Oru said. "B."`
    if spoken_in == block && (speaks || draft.weight >= 0.5) {
        return Some(speaker);
    }
    // A paragraph of nothing but a quotation, some way behind the last speaker and with nobody speaking in between.
    if whole_paragraph(reader, quoted) && spoken_in + 3 >= block && quotes(speaker) && draft.weight >= 0.8 {
        return Some(speaker);
    }
    // A paragraph of nothing but a quotation after the speaker's paragraph.
    let whole = whole_paragraph(reader, quoted);
    let follows =
        spoken_in + 1 == block || previous.is_some_and(|(before, owner)| owner == Some(speaker) && before.block as usize + 2 >= block);
    (body && follows && (speaks || (whole && draft.weight >= 0.5))).then_some(speaker)
}

fn whole_paragraph(reader: &Reader, quoted: &Quoted) -> bool {
    let block = reader.parse.prose.blocks[quoted.block as usize].span;
    block.start + 3 >= quoted.span.start && quoted.span.end + 2 >= block.end
}

/// Adds attributions for quotations whose verb is no listed one: `"…," Oru went on`, `she put it this way: "…"`, `his "gift" to the port`.
fn govern(reader: &Reader, drafts: &mut Vec<Draft>) {
    let parse = reader.parse;
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| drafts[*index].anchor());
    let mut found = Vec::new();
    for quoted in parse.quoted.iter().filter(|quoted| quoted.depth == 0 && quoted.ends == QuotedEnd::Closed) {
        if covering(drafts, &order, quoted).is_none() && parse.prose.blocks[quoted.block as usize].role.is_article() {
            found.extend(announced(reader, quoted).or_else(|| behind(reader, quoted)).or_else(|| before(reader, quoted)));
        }
    }
    drafts.extend(found);
}

/// "Oru issued this statement:" and a quotation in the next paragraph.
fn announced(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let index = parse.sentence_of(open);
    let previous = &parse.sentences[index.checked_sub(1)?];
    let colon = previous.last as usize - 1;
    if parse.sentences[index].first as usize != open || !reader.is(colon, ":") || reader.quoted(colon).is_some() {
        return None;
    }
    let floor = previous.first as usize;
    let verb = (floor..colon).rev().find(|at| reader.tag(*at).is_finite() && reader.tag(*at).is_verb() && reader.quoted(*at).is_none())?;
    let group = clause::verb_group(reader, verb, floor);
    let source = clause::subject(reader, &group, floor)?;
    let content = vec![open..quoted.end as usize];
    let lemma = parse.word(verb).to_lowercase();
    Some(Draft {
        source: Some(source),
        cue: vec![group.range],
        head: verb,
        lemma,
        act: Act::Speech,
        passive: false,
        content,
        weight: 0.85,
        sentence: index - 1,
    })
}

/// `"…," Oru went on`, `"…!" beamed Oru`.
fn behind(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let index = parse.sentence_of(quoted.end as usize - 1);
    let sentence = &parse.sentences[index];
    let (last, end) = (sentence.last as usize, quoted.end as usize);
    let first = parse.sentences[parse.sentence_of(quoted.open as usize)].first as usize;
    let pause = end >= 2 && (reader.is_any(end - 2, &[",", "!", "?", "…", "..."]) || reader.is_comma(end));
    if first != quoted.open as usize || !pause {
        return None;
    }
    let at = end + usize::from(reader.is_comma(end));
    if at >= last {
        return None;
    }
    let content = vec![quoted.open as usize..end];
    let draft = |source, cue: usize| Draft {
        source: Some(source),
        cue: vec![cue..cue + 1],
        head: cue,
        lemma: parse.word(cue).to_lowercase(),
        act: Act::Speech,
        passive: false,
        content,
        weight: 0.8,
        sentence: index,
    };
    if matches!(reader.tag(at), crate::syntax::Tag::Vbd | crate::syntax::Tag::Vbz) {
        let source = noun_phrase::starting_at(reader, at + 1, last)?;
        return Some(draft(source, at));
    }
    let source = noun_phrase::starting_at(reader, at, last)?;
    let mut verb = source.range.end;
    while verb < last && reader.tag(verb).is_adverb() {
        verb += 1;
    }
    (verb < last && reader.tag(verb).is_finite()).then(|| draft(source, verb))
}

/// "Oru put it this way: “…”", "his reward for “loyalty”": the nearest verb before the quotation, and its subject.
fn before(reader: &Reader, quoted: &Quoted) -> Option<Draft> {
    let parse = reader.parse;
    let open = quoted.open as usize;
    let index = parse.sentence_of(open);
    let sentence = &parse.sentences[index];
    let floor = sentence.first as usize;
    let colon = open > floor && reader.is_any(open - 1, &[":", ","]);
    let verb = (floor..open)
        .rev()
        .take(if colon { 25 } else { 10 })
        .take_while(|at| reader.quoted(*at).is_none())
        .find(|at| reader.tag(*at).is_verb())?;
    let group = clause::verb_group(reader, verb, floor);
    if group.passive {
        return None;
    }
    let source =
        if group.finite { clause::subject(reader, &group, floor)? } else { verbs::participle_subject(reader, sentence, &group, &[])? };
    let head = source.head;
    let classes = parse.tokens[head].entry.classes;
    let speaks = reader.tag(head).is_proper() && !classes.any(&[Class::Weekday, Class::Month])
        || reader.is_any(head, &["he", "she", "they", "who", "i", "we"])
        || classes.any(&[Class::Title, Class::PersonNoun, Class::PeopleNoun, Class::Kin, Class::BodyNoun, Class::DocumentNoun]);
    if !speaks {
        return None;
    }
    let end = (quoted.end as usize).min(parse.tokens.len());
    let content = content::trim(reader, if colon { open..end } else { verb + 1..end });
    let weight = if colon { 0.8 } else { 0.5 };
    Some(Draft {
        source: Some(source),
        cue: vec![group.range.clone()],
        head: verb,
        lemma: parse.word(verb).to_lowercase(),
        act: Act::Speech,
        passive: false,
        content: vec![content],
        weight,
        sentence: index,
    })
}
