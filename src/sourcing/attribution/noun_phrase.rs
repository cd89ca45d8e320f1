//! How far a source's noun phrase reaches, from the base phrase at its head.

use std::ops::Range;

use super::draft::{Reader, SourcePhrase};
use crate::lexicon::Class;
use crate::syntax::{Parse, Phrase, Tag};

/// Longer phrases than this are a misreading.
const LONGEST: usize = 45;

/// The whole noun phrase whose last base phrase ends with token `at`, not reaching before token `floor`.
pub(super) fn ending_at(reader: &Reader, at: usize, floor: usize) -> Option<SourcePhrase> {
    let phrase = *reader.parse.phrase_of(at)?;
    if phrase.last as usize != at + 1 || (phrase.first as usize) < floor {
        return None;
    }
    let first = extend_left(reader.parse, phrase, floor);
    let head = head_of(reader.parse, first..at + 1);
    Some(SourcePhrase { range: first..at + 1, head })
}

/// The whole noun phrase whose first base phrase starts at token `at`, not reaching past `ceiling`.
pub(super) fn starting_at(reader: &Reader, at: usize, ceiling: usize) -> Option<SourcePhrase> {
    // "said retired teacher Oru": a participle before the phrase may have been read as a verb.
    let modified = matches!(reader.tag(at), Tag::Vbn | Tag::Vbg) && reader.parse.phrase_of(at).is_none();
    let phrase = *reader.parse.phrase_of(at + usize::from(modified))?;
    if phrase.first as usize != at + usize::from(modified) {
        return None;
    }
    let end = extend_right(reader.parse, phrase, ceiling);
    Some(SourcePhrase { range: at..end, head: phrase.head as usize })
}

/// "according to police in Vellmouth": the tagger takes a bare noun behind "to" for an infinitive. The noun phrase that starts with such a
/// token, where no infinitive can stand.
pub(super) fn misread_at(reader: &Reader, at: usize, ceiling: usize) -> Option<SourcePhrase> {
    let speaks = [Class::PersonNoun, Class::PeopleNoun, Class::BodyNoun, Class::DocumentNoun, Class::Title];
    if at >= ceiling || reader.tag(at) != Tag::Vb || !reader.parse.tokens[at].entry.classes.any(&speaks) {
        return None;
    }
    let alone = Phrase { first: at as u32, last: at as u32 + 1, head: at as u32 };
    // "study author Marit Oru": the noun modifies the phrase behind it.
    let behind = reader.parse.phrase_of(at + 1).filter(|behind| behind.first == alone.last && reader.tag(at + 1).is_noun());
    let phrase = behind.map_or(alone, |behind| Phrase { first: alone.first, ..*behind });
    Some(SourcePhrase { range: at..extend_right(reader.parse, phrase, ceiling), head: phrase.head as usize })
}

/// The head of a whole noun phrase: that of its first base phrase.
pub(super) fn head_of(parse: &Parse, range: Range<usize>) -> usize {
    let index = parse.phrases.partition_point(|phrase| (phrase.first as usize) < range.start);
    parse.phrases.get(index).filter(|phrase| phrase.last as usize <= range.end).map_or(range.start, |phrase| phrase.head as usize)
}

/// First token of the noun phrase that `phrase` ends: over "of", "for", "at" and the like, over participles and adjectives behind a noun
/// ("people familiar with the talks"), over "and".
pub(super) fn extend_left(parse: &Parse, phrase: Phrase, floor: usize) -> usize {
    let mut first = phrase.first as usize;
    loop {
        let limit = floor.max((phrase.last as usize).saturating_sub(LONGEST));
        let Some(joint) = first.checked_sub(1).filter(|joint| *joint >= limit) else { return first };
        let tag = parse.tags[joint];
        let mut before = joint;
        let preposition = matches!(tag, Tag::In | Tag::To)
            && !parse.is_any(
                joint,
                &[
                    "that",
                    "because",
                    "if",
                    "while",
                    "as",
                    "since",
                    "although",
                    "though",
                    "whether",
                    "than",
                    "before",
                    "after",
                    "until",
                    "unless",
                    "like",
                    "according",
                    "so",
                ],
            );
        if preposition {
            // "familiar with", "briefed on", "close to", "working for".
            if before > limit
                && (parse.tags[before - 1].is_adjective() || matches!(parse.tags[before - 1], Tag::Vbn | Tag::Vbg))
                && parse.phrase_of(before - 1).is_none_or(|inside| inside.head as usize != before - 1)
            {
                before -= 1;
                while before > limit && parse.tags[before - 1].is_adverb() {
                    before -= 1;
                }
            }
        } else if tag == Tag::Cc && parse.is_any(joint, &["and", "or"]) {
            // "Oru, Hale and Brandt": a list.
            let listed = before > limit && parse.is(before - 1, ",");
            before -= usize::from(listed);
        } else if tag == Tag::Comma && joint > limit {
            // "Oru, Hale": only inside a list that "and" has already shown.
            let list =
                parse.is_any(phrase.first as usize - 1, &["and", "or"]) && first < phrase.first as usize && parse.tags[joint - 1].is_noun();
            if !list {
                return first;
            }
        } else {
            return first;
        }
        let Some(previous) = before.checked_sub(1).and_then(|at| parse.phrase_of(at)).filter(|previous| previous.last as usize == before)
        else {
            return first;
        };
        let time = preposition && parse.tokens[previous.head as usize].entry.classes.any(&[Class::Weekday, Class::Month]);
        if (previous.first as usize) < limit || time {
            return first;
        }
        if tag == Tag::Cc {
            // What is joined must be alike: after a verb or preposition the first phrase is somebody's object.
            let object = previous.first as usize > limit && {
                let left = parse.tags[previous.first as usize - 1];
                left.is_verb() || left == Tag::In
            };
            if object {
                return first;
            }
        }
        first = previous.first as usize;
    }
}

/// One past the last token of the noun phrase that `phrase` begins: prepositions, participles and adjectives behind it, coordination, and
/// an apposition or relative clause set off by commas.
pub(super) fn extend_right(parse: &Parse, phrase: Phrase, ceiling: usize) -> usize {
    let mut end = phrase.last as usize;
    let limit = ceiling.min(phrase.first as usize + LONGEST);
    while end < limit {
        let tag = parse.tags[end];
        let mut next = end;
        if parse.tags[next].is_adjective()
            || matches!(tag, Tag::Vbn | Tag::Vbg)
            || (tag.is_adverb() && next + 1 < limit && parse.tags[next + 1].is_adjective())
        {
            next += usize::from(tag.is_adverb()) + 1;
        }
        if next < limit
            && (matches!(parse.tags[next], Tag::In | Tag::To)
                || (next == end && parse.tags[next] == Tag::Cc && parse.is_any(next, &["and", "or"])))
            && !parse.is_any(
                next,
                &[
                    "that", "because", "if", "while", "as", "since", "although", "though", "whether", "than", "after", "before", "until",
                    "during", "when",
                ],
            )
        {
            let follows = parse.phrase_of(next + 1).filter(|follows| follows.first as usize == next + 1 && follows.last as usize <= limit);
            let Some(follows) = follows else { return end };
            let head = &parse.tokens[follows.head as usize].entry.classes;
            let place_of_speech = parse.is_any(next, &["in", "on", "during", "to"])
                && (head.any(&[Class::Weekday, Class::Month, Class::DocumentNoun, Class::CueNoun])
                    || parse.is_any(follows.head as usize, &["interview", "conference", "briefing", "call", "hearing", "reporters"]));
            let clause = parse.tags[next] == Tag::Cc && (follows.last as usize) < limit && parse.tags[follows.last as usize].is_finite();
            if place_of_speech || clause {
                return end;
            }
            end = follows.last as usize;
        } else if tag == Tag::Comma {
            let role = parse.tokens[phrase.head as usize].entry.classes.any(&[Class::Title, Class::PersonNoun, Class::Kin]);
            return apposition(parse, end, limit).or_else(|| role.then(|| apposed_name(parse, end, limit)).flatten()).unwrap_or(end);
        } else {
            return end;
        }
    }
    end
}

/// "the harbour master, Marit Oru": where the name that the comma at `comma` sets off ends.
fn apposed_name(parse: &Parse, comma: usize, limit: usize) -> Option<usize> {
    let phrase = parse.phrase_of(comma + 1).filter(|phrase| phrase.first as usize == comma + 1)?;
    let end = phrase.last as usize;
    let proper = phrase.tokens().all(|at| parse.tags[at].is_proper());
    let closed = end >= limit || parse.tags[end].is_punctuation();
    (proper && closed).then_some(end)
}

/// Where the apposition or relative clause that the comma at `comma` opens ends (before its own closing comma); `None` if there is none.
pub(super) fn apposition(parse: &Parse, comma: usize, limit: usize) -> Option<usize> {
    let first = comma + 1;
    if first >= limit {
        return None;
    }
    let close = (first..limit)
        .find(|at| parse.is(*at, ",") || parse.tags[*at] == Tag::Stop || parse.tokens[*at].shape == crate::syntax::Shape::OpenQuote)
        .unwrap_or(limit);
    if parse.is_any(first, &["who", "whose", "whom"]) {
        return Some(close);
    }
    // "Oru, 54,"
    if parse.tags[first] == Tag::Cd && close == first + 1 {
        return Some(close);
    }
    let phrase = parse.phrase_of(first).filter(|phrase| phrase.first as usize == first)?;
    let classes = parse.tokens[phrase.head as usize].entry.classes;
    let person = classes.any(&[Class::Title, Class::PersonNoun, Class::Kin, Class::PeopleNoun, Class::BodyNoun]);
    let clause = (phrase.last as usize..close)
        .any(|at| parse.tags[at].is_finite() && !(phrase.last as usize..at).any(|w| parse.is_any(w, &["who", "that", "which"])));
    (person && !clause).then_some(close)
}
