//! How far content reaches, and what becomes of contents that meet.

use std::ops::Range;

use super::draft::{Draft, Reader};
use crate::lexicon::Class;
use crate::syntax::{Sentence, Shape, Tag};

/// Tokens `range` without the punctuation at its ends; quotation marks stay.
pub(super) fn trim(reader: &Reader, range: Range<usize>) -> Range<usize> {
    let (mut first, mut last) = (range.start, range.end);
    let loose = |at: usize| {
        reader.parse.tokens[at].shape == Shape::Punctuation
            && !reader.is_any(at, &["$", "£", "€", "%", "#", "@", "(", ")", "[", "]", "...", "…"])
    };
    while first < last && loose(first) {
        first += 1;
    }
    while last > first && loose(last - 1) && !(reader.quoted(last - 1).is_some() && reader.quoted(last - 1) == reader.quoted(first)) {
        last -= 1;
    }
    first..last
}

/// The content that stands before a cue: from the start of the sentence, or of the quotation that runs into it, to token `end`.
pub(super) fn before(reader: &Reader, sentence: &Sentence, end: usize) -> Option<Range<usize>> {
    let first = sentence.first as usize;
    let start = reader.quoted(first).map_or(first, |quoted| quoted.open as usize);
    let range = trim(reader, start..end);
    (!range.is_empty()).then_some(range)
}

/// The content that begins with token `start` and runs to the end of the sentence, or of the quotation that runs on past it.
pub(super) fn after(reader: &Reader, sentence: &Sentence, start: usize) -> Option<Range<usize>> {
    let last = sentence.last as usize;
    let mut end = last;
    if let Some(quoted) = last.checked_sub(1).and_then(|at| reader.quoted(at)) {
        end = end.max(quoted.end as usize);
    }
    // A sentence that ends inside a quotation goes on in the next.
    if let Some(semicolon) = (start..last).find(|at| reader.is(*at, ";") && reader.quoted(*at).is_none()) {
        end = semicolon;
    }
    let range = trim(reader, start..end);
    (!range.is_empty()).then_some(range)
}

/// A noun phrase as content: from `start` to the next comma, semicolon or coordinated verb outside quotation marks.
pub(super) fn phrase(reader: &Reader, sentence: &Sentence, start: usize) -> Option<Range<usize>> {
    let last = sentence.last as usize;
    let mut end = start;
    while end < last {
        if reader.quoted(end).is_none() {
            let tag = reader.tag(end);
            let stops = matches!(tag, Tag::Stop) || reader.is_any(end, &[";", ":"]) || reader.is_dash(end);
            let comma = reader.is_comma(end) && !goes_on_as_list(reader, end, last);
            let joined = tag == Tag::Cc && {
                let next = end + 1 + usize::from(reader.tag(end + 1).is_adverb());
                reader.tag(next).is_finite()
                    || (reader.parse.tokens.get(next).is_some_and(|t| t.entry.verb.is_some()) && reader.tag(next).is_verb())
            };
            if stops || comma || joined {
                break;
            }
        }
        end += 1;
    }
    let range = trim(reader, start..end);
    (!range.is_empty()).then_some(range)
}

/// "the board, the council and the port": a comma between alike parts that "and" joins.
fn goes_on_as_list(reader: &Reader, comma: usize, last: usize) -> bool {
    let joint = (comma + 1..last.min(comma + 10)).find(|at| reader.is_any(*at, &["and", "or"]) || reader.tag(*at).is_finite());
    joint.is_some_and(|at| {
        reader.is_any(at, &["and", "or"])
            && reader.tag(at + 1) != Tag::Prp
            && !reader.tag(at + 1).is_verb()
            && reader.tag(comma + 1) != Tag::Vbg
            && !reader.tag(comma + 1).is_finite()
            && !reader.is_any(comma + 1, &["and", "but", "who", "which", "according"])
    })
}

/// Whether tokens hold a finite verb.
pub(super) fn has_clause(reader: &Reader, range: Range<usize>) -> bool {
    range.into_iter().any(|at| reader.tag(at).is_finite() || reader.tag(at) == Tag::Vbn)
}

/// Cuts the contents of one sentence's attributions where the next attribution begins beside them, and drops what is only nested.
pub(super) fn settle(reader: &Reader, drafts: &mut [Draft]) {
    drafts.sort_by_key(Draft::anchor);
    let regions: Vec<(usize, usize, bool)> = drafts
        .iter()
        .map(|draft| {
            let cue = draft.cue.first().map_or(draft.anchor(), |cue| cue.start);
            let own = draft.source.as_ref().map(|source| source.range.start).filter(|start| *start <= cue && cue - start < 40);
            let shared = own.is_none() || (own != Some(cue) && draft.source.as_ref().is_some_and(|source| source.range.end + 12 < cue));
            (if shared { cue } else { own.unwrap_or(cue) }, cue, shared)
        })
        .collect();
    for index in 0..drafts.len() {
        let cue_end = drafts[index].cue.last().map_or(0, |cue| cue.end);
        for (other, (start, cue, shared)) in regions.iter().enumerate() {
            if other == index || *cue < cue_end {
                continue;
            }
            let cut = boundary(reader, *start, *shared || drafts[other].source == drafts[index].source, drafts[other].lemma == "according");
            let Some(cut) = cut else { continue };
            for range in &mut drafts[index].content {
                if range.start >= cue_end && range.start < cut && cut < range.end {
                    *range = trim(reader, range.start..cut);
                }
            }
        }
        drafts[index].content.retain(|range| !range.is_empty());
    }
}

/// Where an attribution that begins at token `start` cuts off what stands before it, if it stands beside it and not inside it.
fn boundary(reader: &Reader, start: usize, shared: bool, according: bool) -> Option<usize> {
    let before = start.checked_sub(1)?;
    let comma_at = |at: usize| reader.is_comma(at) || reader.is_dash(at);
    if according {
        return comma_at(before).then_some(before);
    }
    if comma_at(before) {
        return shared.then_some(before);
    }
    if reader.tag(before) == Tag::Cc {
        let comma = before.checked_sub(1).filter(|at| comma_at(*at));
        return match comma {
            Some(comma) => Some(comma),
            None => shared.then_some(before),
        };
    }
    let subordinate = reader.is_any(before, &["while", "but", "although", "though"]);
    (subordinate && before.checked_sub(1).is_some_and(comma_at)).then(|| before - 1)
}

/// Whether a token names a paper, letter, interview or place of speech ("in a statement", "at a news conference").
pub(super) fn is_occasion(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::DocumentNoun)
        || reader.has(at, Class::CueNoun)
        || reader.is_any(
            at,
            &[
                "interview",
                "conference",
                "briefing",
                "call",
                "hearing",
                "rally",
                "debate",
                "address",
                "appearance",
                "reporters",
                "reporter",
                "radio",
                "television",
                "tv",
                "twitter",
                "facebook",
                "court",
                "show",
                "event",
                "stop",
                "meeting",
                "speech",
                "remarks",
                "monologue",
                "podcast",
                "broadcast",
                "telephone",
                "phone",
                "crowd",
                "audience",
            ],
        )
}
