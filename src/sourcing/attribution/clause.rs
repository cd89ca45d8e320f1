//! The clause around a cue: its verb group, its voice, its subject.

use std::ops::Range;

use super::draft::{Reader, SourcePhrase};
use super::noun_phrase;
use crate::lexicon::Class;
use crate::syntax::Tag;

/// A verb with its auxiliaries and adverbs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct VerbGroup {
    /// From the first auxiliary or adverb to the verb.
    pub range: Range<usize>,
    /// The verb.
    pub verb: usize,
    /// "was asked", "is expected".
    pub passive: bool,
    /// It has a finite form; a bare participle or gerund has not.
    pub finite: bool,
    /// An infinitive ("to say").
    pub infinitive: bool,
}

const BE: &[&str] = &["is", "are", "was", "were", "been", "being", "be", "am", "'re", "’re", "'m", "’m"];

/// The group that ends with the verb at `verb`, not reaching before token `floor`.
pub(super) fn verb_group(reader: &Reader, verb: usize, floor: usize) -> VerbGroup {
    let mut first = verb;
    let (mut passive, mut auxiliary, mut infinitive) = (false, false, false);
    while first > floor {
        let at = first - 1;
        let tag = reader.tag(at);
        let be = reader.is_any(at, BE);
        let s = reader.is_any(at, &["'s", "’s"]) && tag == Tag::Vbz;
        let have = reader.is_any(at, &["has", "have", "had", "having", "'ve", "’ve", "'d", "’d", "do", "does", "did"]) && tag != Tag::Nn;
        let adverb =
            tag.is_adverb() && !reader.is_any(at, &["then", "there", "here", "so", "ago"]) || reader.is_any(at, &["not", "n't", "n’t"]);
        let got = reader.is_any(at, &["got", "get", "gets"]) && reader.tag(verb) == Tag::Vbn;
        if be || s || have || tag == Tag::Md || got {
            auxiliary = true;
            passive |= (be || got) && first == main_start(reader, first, verb);
        } else if tag == Tag::To {
            infinitive = reader.tag(verb) == Tag::Vb;
            first = at;
            break;
        } else if !adverb {
            break;
        }
        first = at;
    }
    // An adverb alone before the subject's verb belongs to the group; one after a comma does not begin it.
    passive &= matches!(reader.tag(verb), Tag::Vbn | Tag::Vbd);
    let present = reader.tag(verb) == Tag::Vb && !infinitive && first > floor && has_plural_subject(reader, first - 1);
    let finite = auxiliary || present || reader.tag(verb).is_finite() || (first == verb && main_verb_in_disguise(reader, verb, floor));
    VerbGroup { range: first..verb + 1, verb, passive, finite, infinitive }
}

/// "critics say": a base form behind a plural or a pronoun is a present tense, whatever it was tagged.
fn has_plural_subject(reader: &Reader, at: usize) -> bool {
    matches!(reader.tag(at), Tag::Nns | Tag::Nnps)
        || reader.is_any(at, &["they", "we", "you", "i", "many", "some", "others", "most", "people", "who", "police"])
}

/// A past form tagged as a participle that is its sentence's main verb all the same: no finite verb stands before it, none between it
/// and its content.
fn main_verb_in_disguise(reader: &Reader, verb: usize, floor: usize) -> bool {
    if reader.tag(verb) != Tag::Vbn || reader.is(verb + 1, "by") || verb == floor {
        return false;
    }
    if reader.is(verb + 1, "that") && reader.is_comma(verb - 1) {
        return true;
    }
    let after_subject = reader.tag(verb - 1).is_noun() || reader.tag(verb - 1) == Tag::Prp || reader.is_comma(verb - 1);
    let finite_before = (floor..verb).any(|at| reader.quoted(at).is_none() && reader.tag(at).is_finite());
    let finite_after = (verb + 1..verb + 40)
        .take_while(|at| reader.tag(*at) != Tag::Stop && !reader.is(*at, "that") && reader.quoted(*at).is_none())
        .any(|at| reader.tag(at).is_finite());
    after_subject && !finite_before && !finite_after
}

/// The first token of the main verb with its adverbs: where an auxiliary "be" must stand directly before.
fn main_start(reader: &Reader, first: usize, verb: usize) -> usize {
    let only_adverbs = (first..verb).all(|at| reader.tag(at).is_adverb() || reader.is_any(at, &["being", "been", "not", "n't"]));
    if only_adverbs { first } else { usize::MAX }
}

/// The subject of a verb group: the noun phrase before it, over parentheses, relative pronouns and earlier verbs that share it.
pub(super) fn subject(reader: &Reader, group: &VerbGroup, floor: usize) -> Option<SourcePhrase> {
    subject_before(reader, group.range.start, floor)
}

fn subject_before(reader: &Reader, start: usize, floor: usize) -> Option<SourcePhrase> {
    let mut at = start.checked_sub(1)?;
    if at < floor {
        return None;
    }
    // "who said", "which showed": the phrase before.
    if matches!(reader.tag(at), Tag::Wp | Tag::Wdt)
        || reader.is_any(at, &["who", "which"])
        || (reader.is(at, "that") && at > floor && reader.tag(at - 1).is_noun())
    {
        let mut end = at.checked_sub(1)?;
        if reader.is_comma(end) || reader.is_dash(end) {
            end = end.checked_sub(1)?;
        }
        return (end >= floor).then(|| noun_phrase::ending_at(reader, end, floor)).flatten();
    }
    if reader.is_comma(at) || reader.is_dash(at) || reader.is(at, ")") {
        let opening = parenthesis(reader, at, floor)?;
        let before = opening.checked_sub(1).filter(|before| *before >= floor)?;
        // "Oru (R), a member, said": one parenthesis behind the other.
        if reader.is(before, ")") && before + 1 < start {
            return subject_before(reader, before + 1, floor);
        }
        let mut phrase = noun_phrase::ending_at(reader, before, floor)?;
        let described = reader.is(at, ")") || belongs(reader, opening + 1, at);
        if described {
            phrase.range.end = if reader.is(at, ")") { at + 1 } else { at };
        }
        return Some(phrase);
    }
    // "Oru met the board and said": the subject of the verb before.
    if reader.tag(at) == Tag::Cc {
        let mut earlier = at;
        while earlier > floor {
            earlier -= 1;
            if reader.quoted(earlier).is_none() && reader.tag(earlier).is_finite() {
                let previous = verb_group(reader, earlier, floor);
                return (previous.range.start < start).then(|| subject(reader, &previous, floor)).flatten();
            }
        }
        return None;
    }
    // "Oru once said": adverbs of time between.
    let mut skipped = 0;
    while at > floor && skipped < 4 && (reader.tag(at).is_adverb() || reader.is_time(at)) {
        at -= 1;
        skipped += 1;
        if reader.is_any(at, &["on", "in", "last", "this", "earlier", "late", "early"]) && at > floor {
            at -= 1;
        }
    }
    let joint = matches!(reader.tag(at), Tag::Wp | Tag::Wdt | Tag::Cc);
    if skipped > 0 && (reader.is_comma(at) || reader.is(at, ")") || reader.is_dash(at) || joint) {
        return subject_before(reader, at + 1, floor);
    }
    let phrase = noun_phrase::ending_at(reader, at, floor)?;
    // "The board this week appealed", "a report released last year found": words of time are no subject.
    if let Some(before) = time_before(reader, at, floor) {
        return subject_before(reader, before, floor);
    }
    // "officials who met the board said": the phrase is an object inside a relative clause.
    let before = phrase.range.start.checked_sub(1).filter(|before| *before >= floor);
    if let Some(before) = before
        && (reader.tag(before).is_verb() || reader.tag(before) == Tag::To)
        && let Some(relative) = (floor..before).rev().take(25).find(|at| reader.is_any(*at, &["who", "which", "whose"]))
        && relative > floor
        && !(relative..before).any(|at| reader.is_comma(at))
    {
        let mut antecedent = noun_phrase::ending_at(reader, relative - 1, floor)?;
        antecedent.range.end = at + 1;
        return Some(antecedent);
    }
    Some(phrase)
}

/// Where the words of time that end with token `at` begin, with the participle or preposition they belong to.
fn time_before(reader: &Reader, at: usize, floor: usize) -> Option<usize> {
    let phrase = reader.parse.phrase_of(at)?;
    let first = phrase.first as usize;
    // "an advertisement released Thursday"
    if reader.has(at, Class::Weekday) && first == at && at > floor + 1 && matches!(reader.tag(at - 1), Tag::Vbn | Tag::Vbd) {
        return reader.tag(at - 2).is_noun().then_some(at - 1);
    }
    let named =
        reader.is_any(at, &["week", "month", "year", "night", "weekend", "summer", "spring", "autumn", "fall", "winter", "morning"]);
    if first <= floor || !named || !reader.is_any(first, &["this", "last", "next", "earlier", "late", "early", "the"]) {
        return None;
    }
    let released = reader.tag(first - 1) == Tag::Vbn || reader.tag(first - 1) == Tag::Vbd;
    let before = if released { first - 1 } else { first };
    (before > floor && reader.tag(before - 1).is_noun()).then_some(before)
}

/// The mark that opens the parenthesis that the mark at `close` ends: the nearest whose words before it begin a clause, over the commas
/// inside the parenthesis ("Oru, 81 and retired in Westmark, Vell., said").
fn parenthesis(reader: &Reader, close: usize, floor: usize) -> Option<usize> {
    if reader.is(close, ")") {
        return (floor..close).rev().take(40).find(|at| reader.is(*at, "("));
    }
    let commas =
        || (floor..close).rev().take(45).filter(|at| (reader.is_comma(*at) || reader.is_dash(*at)) && reader.quoted(*at).is_none());
    let begins_clause = |comma: &usize| {
        let Some(phrase) = comma.checked_sub(1).and_then(|at| noun_phrase::ending_at(reader, at, floor)) else { return false };
        let first = phrase.range.start;
        first == floor
            || reader.quoted(first - 1).is_some()
            || matches!(reader.tag(first - 1), Tag::Cc | Tag::Wrb)
            || reader.is_any(first - 1, &["that", "because", "while", "as"])
    };
    commas().take(4).find(begins_clause).or_else(|| commas().next())
}

/// Whether the words of a parenthesis say who the phrase before it is (an apposition, an age, a relative clause) and are no adverbial.
fn belongs(reader: &Reader, first: usize, end: usize) -> bool {
    if first >= end {
        return false;
    }
    let opener = reader.tag(first);
    let adverbial = matches!(opener, Tag::In | Tag::To | Tag::Vbg | Tag::Rb | Tag::Wrb) || reader.is_time(first);
    !adverbial
}
