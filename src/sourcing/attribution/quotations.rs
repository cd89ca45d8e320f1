//! Quotations without a cue of their own: whose words they continue.

use std::ops::Range;

use super::draft::{Draft, Reader};
use super::{content, heading, silent, speakers};
use crate::prose::Role;
use crate::syntax::{Quoted, QuotedEnd, Tag};

/// Gives every outermost quotation to a speaker: by a verb of its own, or as going on with somebody's words.
pub(super) fn assign(reader: &Reader, drafts: &mut Vec<Draft>) {
    speakers::find(reader, drafts);
    go_on(reader, drafts);
}

/// Gives every outermost quotation that no attribution covers to the speaker whose words it continues.
pub(super) fn go_on(reader: &Reader, drafts: &mut Vec<Draft>) {
    let parse = reader.parse;
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| drafts[*index].anchor());
    let mut previous: Option<(&Quoted, Option<usize>)> = None;
    for (index, quoted) in parse.quoted.iter().enumerate().filter(|(_, quoted)| reader.is_quotation(quoted)) {
        let labelled = silent::labelled(reader, quoted).map(|draft| put_right(drafts, &order, quoted, draft));
        let covered = labelled.or_else(|| covering(drafts, &order, quoted));
        let no_source = |owner: &usize| all_covering(drafts, &order, quoted).chain([*owner]).all(|owner| drafts[owner].source.is_none());
        if let Some(owner) = covered.filter(no_source)
            && let Some(found) = silent::beside(reader, quoted).or_else(|| heading::above(reader, quoted))
        {
            drafts[owner] = found;
        }
        let owner = covered.or_else(|| runs_on(quoted, previous.filter(|_| silent::label(reader, quoted).is_none())));
        let owner = owner.or_else(|| {
            // A verb beside it was weighed by the network already; a name without one was not.
            let beside = speakers::beside(reader, quoted).filter(|draft| draft.cue.is_empty());
            let beside = beside.or_else(|| silent::end_of_run(reader, drafts, &order, quoted, &parse.quoted[index + 1..]));
            let beside = beside.or_else(|| silent::told_behind(reader, quoted)).or_else(|| heading::above(reader, quoted));
            let beside = beside.or_else(|| speakers::told_of(reader, quoted))?;
            drafts.push(beside);
            Some(drafts.len() - 1)
        });
        let owner = owner.or_else(|| next_paragraph(reader, drafts, quoted, previous));
        let owner = owner.or_else(|| continued(reader, drafts, &order, quoted, previous));
        let owner = owner.or_else(|| {
            let guess = speakers::guess(reader, quoted, drafts, &order).or_else(|| speakers::repeated(reader, quoted, drafts, &order));
            let sure = guess.as_ref().is_some_and(|guess| guess.source.is_some());
            let beside = if sure { None } else { silent::surely_beside(reader, quoted) };
            drafts.push(beside.or(guess)?);
            Some(drafts.len() - 1)
        });
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

/// Puts `sure`, what the quotation itself says of its speaker, in place of what was found outside of it and tells of nothing else; its index.
fn put_right(drafts: &mut Vec<Draft>, order: &[usize], quoted: &Quoted, sure: Draft) -> usize {
    let inside = |range: &Range<usize>| quoted.open as usize <= range.start && range.end <= quoted.end as usize;
    let of_it = |index: &usize| drafts[*index].content.iter().all(inside) && !drafts[*index].cue.iter().any(inside);
    let same: Vec<usize> = all_covering(drafts, order, quoted).filter(of_it).collect();
    for index in &same {
        drafts[*index].source.clone_from(&sure.source);
    }
    match same.first() {
        Some(index) => {
            drafts[*index] = sure;
            *index
        }
        None => {
            drafts.push(sure);
            drafts.len() - 1
        }
    }
}

pub(super) fn covering(drafts: &[Draft], order: &[usize], quoted: &Quoted) -> Option<usize> {
    all_covering(drafts, order, quoted).next()
}

fn all_covering<'a>(drafts: &'a [Draft], order: &'a [usize], quoted: &Quoted) -> impl Iterator<Item = usize> + 'a {
    let (open, end) = (quoted.open as usize, quoted.end as usize);
    let near = order.partition_point(|index| drafts[*index].anchor() + 400 < open);
    order[near..]
        .iter()
        .take_while(move |index| drafts[**index].anchor() < end + 400)
        .copied()
        .filter(move |index| drafts[*index].content.iter().any(|content| content.start < end && open < content.end))
}

/// A paragraph that ended inside its quotation goes on in this one.
fn runs_on(quoted: &Quoted, previous: Option<(&Quoted, Option<usize>)>) -> Option<usize> {
    previous.filter(|(before, _)| before.ends == QuotedEnd::Continued && before.block + 1 == quoted.block)?.1
}

/// A paragraph of nothing but a quotation behind another such: the same person speaks.
fn next_paragraph(reader: &Reader, drafts: &[Draft], quoted: &Quoted, previous: Option<(&Quoted, Option<usize>)>) -> Option<usize> {
    let (before, owner) = previous?;
    let draft = drafts.get(owner?)?;
    let follows = before.block + 1 == quoted.block && whole_paragraph(reader, before) && whole_paragraph(reader, quoted);
    (follows && draft.source.is_some() && draft.weight >= 0.5).then_some(owner?)
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
    let first = parse.sentences[sentence].first as usize;
    let inside = |at: usize| reader.quoted(at).is_some();
    // "But “…”", "Oru “was always late.”", "Then, on the radio: “…”": where the reporter's words have no verb, the last speaker's go on.
    let verbless = !parse.sentences[sentence].tokens().any(|at| !inside(at) && (reader.tag(at).is_verb() || reader.tag(at) == Tag::Md));
    let same_block = || parse.sentences[sentence - 1].block == parse.sentences[sentence].block || reader.is(open - 1, ":");
    let goes_on = verbless && open < first + 12 && first < open && sentence > 0 && same_block();
    let opens_sentence = first == open || goes_on;
    if !opens_sentence {
        return None;
    }
    // `"A," Oru from his desk. "B."`: the quotation before in the paragraph has got a speaker only now.
    let before = previous.filter(|(before, _)| before.block == quoted.block).and_then(|(_, owner)| owner);
    if let Some(owner) = before.filter(|owner| *owner >= order.len() && drafts[*owner].source.is_some()) {
        return Some(owner);
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
    // `"A," Oru said, according to the minutes. "B."`: Oru goes on, not the minutes.
    let paper = |index: &usize| drafts[*index].lemma == "according";
    let speaker = candidates()
        .find(|index| quotes(*index) && !paper(index))
        .filter(|index| {
            candidates().find(|other| quotes(*other)).is_some_and(|nearest| drafts[nearest].sentence == drafts[*index].sentence)
        })
        .or_else(|| candidates().find(|index| quotes(*index)))
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

pub(super) fn whole_paragraph(reader: &Reader, quoted: &Quoted) -> bool {
    let block = reader.parse.prose.blocks[quoted.block as usize].span;
    block.start + 3 >= quoted.span.start && quoted.span.end + 2 >= block.end
}
