//! A whole and the list of its parts.
//!
//! Where the list is all of the whole ("nine people: …", "made up of …", "… and the other four", "… a total of nine"), it has to make it up
//! exactly; where it may leave something out ("of the 12, seven … and six …"), it must not be more.

use std::ops::Range;

use super::Wrong;
use super::figure::{Figure, counted, is_rough, written};
use crate::fairness;
use crate::lexicon::Fairness;
use crate::syntax::number::small;
use crate::syntax::{Parse, Tag, Unit};

/// What is farther from its whole than so many times it is a list of something else.
const NEAR: Range<f64> = 0.55..1.75;

/// A list of parts.
struct List {
    parts: Vec<Figure>,
    /// Everything in it is counted.
    complete: bool,
}

/// A whole, where its parts are told, and whether they are all of it.
struct Told {
    whole: Figure,
    list: List,
    exact: bool,
}

/// A sentence and its figures.
pub(super) struct Read<'a> {
    pub(super) parse: &'a Parse<'a>,
    pub(super) sentence: Range<usize>,
    pub(super) figures: &'a [Figure],
}

/// Parts that do not make their whole. `before`: the figures of the sentence before, in the same paragraph.
pub(super) fn find(read: &Read, before: &[Figure]) -> Option<Wrong> {
    let told = [marked, made_of, totalled, of_whole, one_of_whole, in_whole, bracketed, apposed, clause];
    told.iter().find_map(|told| told(read).and_then(|told| judge(read, told))).or_else(|| other_half(read, before).and_then(|told| judge(read, told))).or_else(|| gone_on(read, before).and_then(|told| judge(read, told)))
}

/// "Five men and three women were on board. All nine were rescued."
pub(super) fn all_of(read: &Read, before: &[Figure], last: &Range<usize>) -> Option<Wrong> {
    let parse = read.parse;
    let start = read.sentence.start + usize::from(parse.tags[read.sentence.start] == Tag::OpenQuote);
    let whole = read.figures.first().filter(|whole| parse.is(start, "all") && whole.tokens.start <= start + 2)?;
    let [first, .., end] = before else { return None };
    let joined = before.windows(2).all(|two| two[1].tokens.start - two[0].tokens.end <= 8 && (two[0].tokens.end..two[1].tokens.start).any(|at| parse.is_any(at, &["and", ","])));
    let region = first.tokens.start..end.noun.map_or(end.tokens.end, |noun| noun + 1);
    let nouns = before.iter().all(|part| part.noun.is_some_and(|noun| !parse.in_fairness(noun, "measure")));
    let plain = joined && nouns && parse.is_any(end.tokens.start - 1, &["and"]) && region.clone().all(|at| !parse.tags[at].is_finite());
    let list = list(&Read { parse, sentence: last.clone(), figures: before }, region, true).filter(|list| list.parts.len() == before.len() && plain)?;
    let (tokens, reason) = judge(read, Told { whole: whole.clone(), list, exact: true })?;
    Some((tokens.start.max(whole.tokens.start)..whole.tokens.end.max(tokens.start.max(whole.tokens.start) + 1), reason))
}

fn judge(read: &Read, told: Told) -> Option<Wrong> {
    let Told { whole, list: List { parts, complete }, exact } = told;
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let largest = parts.iter().map(|part| part.value).fold(0.0, f64::max);
    let slack = whole.slack + parts.iter().map(|part| part.slack).sum::<f64>() + if whole.unit == Unit::Percent { 0.6 } else { 1e-6 };
    let units = parts.iter().all(|part| part.unit == whole.unit || whole.unit == Unit::Money && part.unit == Unit::Count && part.noun.is_none());
    let rough = is_rough(read.parse, &read.sentence, &whole) || parts.iter().any(|part| is_rough(read.parse, &read.sentence, part));
    let first = parts.first()?.tokens.start.min(whole.tokens.start);
    let end = parts.last()?.tokens.end.max(whole.tokens.end);
    let inside = first.max(read.sentence.start)..end.min(read.sentence.end);
    // More than the whole is too much even of "them".
    let some = inside.clone().any(|at| read.parse.in_fairness(at, if sum > whole.value { "part-of" } else { "some-of" })) || (inside.end..read.sentence.end.min(inside.end + 3)).any(|at| read.parse.is_any(at, &["others", "each", "apiece"]));
    let wrong = sum - whole.value > slack || exact && complete && whole.value - sum > slack;
    let fits = parts.len() < 2 || !units || rough || some || largest >= whole.value || !NEAR.contains(&(sum / whole.value)) || whole.fraction || !same_measure(read.parse, &whole, &parts);
    (wrong && !fits).then(|| {
        let more = if exact { "not" } else { "more than" };
        (first..end, format!("the parts make {}, {more} {}. Check the figures, or say what is left out.", written(sum), written(whole.value)))
    })
}

/// Years are made of years, and people of no hours.
fn same_measure(parse: &Parse, whole: &Figure, parts: &[Figure]) -> bool {
    let measure = |figure: &Figure| figure.noun.map(|noun| parse.word(noun).trim_end_matches('s').to_lowercase()).filter(|noun| Fairness::shipped().has("measure", noun));
    let of_whole = measure(whole);
    let both = |part: &Figure| part.noun.is_some() && whole.noun.is_some() || whole.noun.is_none() && parts.iter().any(|other| measure(other) != measure(part) && other.noun.is_some());
    parts.iter().all(|part| part.noun.is_none() || !both(part) || measure(part) == of_whole)
}

/// The list in `region`: what commas and "and" part, each with one figure. `leading`: each figure stands first in its piece.
fn list(read: &Read, region: Range<usize>, leading: bool) -> Option<List> {
    let parse = read.parse;
    let mut parts: Vec<Figure> = Vec::new();
    let (mut complete, mut tail) = (true, false);
    let mut start = region.start;
    while start < region.end {
        let end = (start..region.end).find(|at| parse.is_any(*at, &[",", ";", "and", "&", "plus", "with"]) && *at > start || parse.is(*at, ",") || votes(parse, *at)).unwrap_or(region.end);
        let piece = start..end;
        start = end + 1;
        if piece.is_empty() {
            continue;
        }
        let mut own = read.figures.iter().filter(|figure| piece.contains(&figure.tokens.start));
        let figure = own.next().cloned().or_else(|| one(parse, &piece));
        if own.next().is_some() {
            return None;
        }
        match figure {
            // What follows a clause is no part of the list.
            Some(_) if tail => return None,
            None if tail => {}
            Some(figure) => {
                let first = piece.clone().find(|at| !parse.is_any(*at, &["and", "with", "the", "another", "a", "further", "an", "(", "“", "\"", "plus", "other", "remaining"])).unwrap_or(piece.start);
                if leading && figure.tokens.start > first {
                    return None;
                }
                parts.push(figure);
            }
            None if piece.clone().any(|at| parse.tags[at].is_finite()) && !parts.is_empty() => tail = true,
            None => complete &= !names_something(parse, &piece),
        }
    }
    (!parts.is_empty()).then_some(List { parts, complete })
}

/// "Seven votes to six".
fn votes(parse: &Parse, at: usize) -> bool {
    parse.is(at, "to") && parse.number_at(at + 1).is_some() && at > 1 && (parse.number_at(at - 1).is_some() || parse.is(at - 1, "votes"))
}

/// Whether a piece of a list without a figure may be a part: "the lifeboat".
fn names_something(parse: &Parse, piece: &Range<usize>) -> bool {
    let start = piece.clone().find(|at| parse.tags[*at] != Tag::Cc).unwrap_or(piece.start);
    let tag = parse.tags[start];
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpS | Tag::Prp | Tag::Cd | Tag::Nnp)
}

/// "A tug": one.
fn one(parse: &Parse, piece: &Range<usize>) -> Option<Figure> {
    let at = piece.start + usize::from(parse.is(piece.start, "and"));
    let noun = counted(parse, at + 1).filter(|noun| *noun < piece.end)?;
    let counts = parse.is_any(at, &["a", "an", "one"]) && !parse.in_fairness(at + 1, "no-one-thing") && parse.tags[noun] != Tag::Nns && !piece.clone().any(|at| parse.tags[at].is_finite());
    counts.then(|| Figure { value: 1.0, slack: 0.0, unit: Unit::Count, tokens: at..at + 1, noun: Some(noun), fraction: false })
}

/// The one figure before `end` that may be the whole of `list`.
fn whole_before(read: &Read, from: usize, end: usize, list: &List) -> Option<Figure> {
    let largest = list.parts.iter().map(|part| part.value).fold(0.0, f64::max);
    let sum: f64 = list.parts.iter().map(|part| part.value).sum();
    let mut wholes = read.figures.iter().filter(|figure| figure.tokens.start >= from && figure.tokens.end <= end && figure.value > largest);
    // "Three countries: 22 from Eritrea, …" counts the list itself.
    let mut wholes = wholes.by_ref().filter(|figure| figure.value != list.parts.len() as f64 || figure.value == sum);
    wholes.next().filter(|_| wholes.next().is_none()).cloned()
}

/// "Nine people were rescued: five men and three women", "five vessels – three trawlers, a tug and two yachts – sank".
fn marked(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let marks: Vec<usize> = read.sentence.clone().filter(|at| parse.is_any(*at, &[":", "–", "—", "--", "("]) && *at > read.sentence.start).take(6).collect();
    marks.into_iter().find_map(|mark| {
        let colon = parse.is(mark, ":");
        let close = match () {
            _ if colon => None,
            _ if parse.is(mark, "(") => Some((mark..read.sentence.end).find(|at| parse.is(*at, ")"))?),
            _ => (mark + 1..read.sentence.end).find(|at| parse.is_any(*at, &["–", "—", "--"])),
        };
        let end = close.unwrap_or_else(|| last_word(read));
        let list = list(read, mark + 1..end, true).filter(|list| list.parts.len() > 1 && list.parts[0].tokens.start <= mark + 2)?;
        // A dash may follow its whole from near only.
        let from = if colon { read.sentence.start } else { mark.saturating_sub(9).max(read.sentence.start) };
        let whole = whole_before(read, from, mark, &list)?;
        let votes = (mark..end).any(|at| parse.is_any(at, &["for", "against", "favour", "favor", "voted"]));
        let list = List { complete: list.complete && !votes, ..list };
        Some(Told { whole, list, exact: true })
    })
}

fn last_word(read: &Read) -> usize {
    let stop = read.sentence.end.checked_sub(1).filter(|stop| *stop > read.sentence.start && read.parse.tags[*stop] == Tag::Stop);
    stop.unwrap_or(read.sentence.end)
}

/// "The bill of £90,000 was made up of £52,000 for labour and …".
fn made_of(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let cue = read.sentence.clone().find_map(|at| {
        let length = parse.fairness_entry(at..read.sentence.end, "made-of")?;
        Some(at + length)
    })?;
    let list = list(read, cue..last_word(read), true)?;
    let whole = whole_before(read, read.sentence.start, cue, &list)?;
    Some(Told { whole, list, exact: true })
}

/// "Three years for the burglary and two for the assault, a total of six"; "four men and a boy; all six lived".
fn totalled(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let (cue, whole) = read.figures.iter().skip(1).find_map(|whole| {
        let at = whole.tokens.start;
        let back = |steps: usize| at.checked_sub(steps).filter(|back| *back > read.sentence.start);
        let before = (1..=7).filter_map(back).find(|from| {
            let length = parse.fairness_entry(*from..at, "totals");
            let profit = parse.is(*from, "for") && parse.is_any(from + 1, &["a", "an"]) && parse.is(at - 1, "of") && (from + 2..at).all(|at| !parse.tags[at].is_finite() && !parse.tags[at].is_punctuation());
            length == Some(at - from) || profit
        });
        let end = whole.noun.map_or(whole.tokens.end, |noun| noun + 1);
        let behind = parse.is(end, "in") && parse.is_any(end + 1, &["all", "total"]) || parse.is_any(end, &["altogether"]);
        before.or_else(|| behind.then_some(at)).map(|cue| (cue, whole.clone()))
    })?;
    if read.sentence.clone().any(|at| parse.in_fairness(at, "running-total")) {
        return None;
    }
    let first = read.figures.first()?.tokens.start;
    let lead = (read.sentence.start..first).rev().find(|at| parse.is_any(*at, &[",", "were", "are"])).map_or(read.sentence.start, |at| at + 1);
    let list = list(read, lead..cue, false)?;
    let gapped = list.parts.iter().all(|part| part.tokens.end <= cue);
    gapped.then_some(Told { whole, list, exact: true })
}

/// Whether what a list says of its parts may be true of one thing twice: "12 speak French and nine German".
fn may_overlap(read: &Read, region: Range<usize>) -> bool {
    // "Have been released": no having.
    let helps = |at: usize| read.parse.is_any(at, &["have", "has", "had"]) && read.parse.tags.get(at + 1).is_some_and(|tag| *tag == Tag::Vbn);
    // "60 in the first round and 55 in the second": each of all.
    let rounds = region.clone().any(|at| read.parse.is(at, "first")) && region.clone().any(|at| read.parse.is(at, "second"));
    rounds || region.clone().any(|at| read.parse.in_fairness(at, "overlapping") && !helps(at))
}

/// The complement at the end of a list: "the other nine", "the remaining two".
fn complement(read: &Read) -> Option<usize> {
    let at = |back: usize, figure: &Figure| figure.tokens.start.checked_sub(back).filter(|at| *at >= read.sentence.start);
    read.figures.iter().rposition(|figure| {
        let other = at(1, figure).is_some_and(|at| read.parse.is_any(at, &["other", "remaining"]));
        other && at(2, figure).is_some_and(|at| read.parse.is_any(at, &["the", "its", "their", "his", "her"]))
    })
}

/// "Of the 12 councillors, seven … and six …"; "seven people were held, of whom five … and three …".
fn of_whole(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let is = |at: usize, words: &[&str]| read.sentence.contains(&at) && parse.is_any(at, words);
    let whom = read.sentence.clone().find(|at| is(*at, &["of"]) && is(at + 1, &["whom", "which", "them", "these", "those"]));
    let (whole, from) = match whom {
        Some(whom) => {
            let mut before = read.figures.iter().filter(|figure| figure.tokens.end <= whom);
            let whole = before.next_back().filter(|whole| whom - whole.tokens.end < 12)?;
            (whole.clone(), whom + 2)
        }
        None => {
            let whole = read.figures.first()?;
            let at = whole.tokens.start;
            let determined = usize::from(at > read.sentence.start && is(at - 1, &["the", "its", "their", "all", "his", "her", "those", "these", "every"]));
            let of = at.checked_sub(determined + 1).filter(|of| is(*of, &["of"]))?;
            let opens = of == read.sentence.start || is(of - 1, &[",", "“", "\"", ":", ";", "that", "but", "and", "out"]) || is(at - 1, &["every"]) || parse.tags[of - 1] == Tag::OpenQuote;
            let comma = (whole.tokens.end..read.sentence.end).find(|at| is(*at, &[","])).filter(|_| opens)?;
            (whole.clone(), comma + 1)
        }
    };
    let exact = complement(read).is_some();
    let list = list(read, from..last_word(read), false)?;
    let blocked = !exact && may_overlap(read, from..last_word(read));
    (!blocked && whole.unit == Unit::Count).then_some(Told { whole, list, exact })
}

/// "Five of the 12 councillors voted for, six against and two …".
fn one_of_whole(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let (first, whole) = (read.figures.first()?, read.figures.get(1)?);
    let gap = first.tokens.end..whole.tokens.start;
    let of = gap.len() <= 3 && parse.is(gap.start, "of") && first.tokens.start <= read.sentence.start + 3;
    let rest: Vec<Figure> = read.figures[2..].to_vec();
    let from = (whole.tokens.end..read.sentence.end).find(|at| parse.is_any(*at, &[",", "and", ";"])).filter(|_| of && !rest.is_empty())? + 1;
    if rest.first()?.tokens.start < from || rest.iter().any(|part| part.noun.is_some()) || may_overlap(read, whole.tokens.end..read.sentence.end) {
        return None;
    }
    let mut list = list(&Read { parse, sentence: read.sentence.clone(), figures: &rest }, from..last_word(read), false)?;
    list.parts.insert(0, first.clone());
    (whole.unit == Unit::Count).then(|| Told { whole: whole.clone(), list, exact: complement(read).is_some() })
}

/// A whole that a compound tells: "the 39-seat council", "a 12-strong crew".
fn compound(parse: &Parse, at: usize) -> Option<Figure> {
    let (number, kind) = parse.word(at).split_once(['-', '‑'])?;
    let value = number.parse::<f64>().ok().or_else(|| small(number))?;
    let counts = ["seat", "member", "strong", "person", "man", "nation", "bed"].contains(&kind);
    counts.then(|| Figure { value, slack: 0.0, unit: Unit::Count, tokens: at..at + 1, noun: counted(parse, at + 1), fraction: false })
}

/// "Nine people, five men and three women, were rescued"; "the nine victims were five men and three women".
fn apposed(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let compounds = read.sentence.clone().filter_map(|at| compound(parse, at));
    read.figures.iter().cloned().chain(compounds).find_map(|whole| {
        let noun = whole.noun.filter(|_| whole.unit == Unit::Count)?;
        let general = parse.in_fairness(noun, "whole-noun") || parse.word(whole.tokens.start).contains('-') && whole.value > 20.0 || compound(parse, whole.tokens.start).is_some();
        let of = parse.is_any(whole.tokens.start.saturating_sub(2), &["of"]) || parse.is_any(whole.tokens.start.saturating_sub(1), &["of"]);
        let comma = parse.is(noun + 1, ",") && general && !of && !may_overlap(read, noun + 1..read.sentence.end.min(noun + 14));
        let copula = parse.is_any(noun + 1, &["are", "were"]) && whole.tokens.start > read.sentence.start && parse.is_any(whole.tokens.start - 1, &["the", "all"]);
        let rest: Vec<Figure> = read.figures.iter().filter(|figure| figure.tokens.start > noun).cloned().collect();
        let first = rest.first().cloned().filter(|first| first.tokens.start == noun + 2).or_else(|| one(parse, &(noun + 2..(noun + 5).min(read.sentence.end))));
        let first = first.filter(|_| comma || copula)?;
        let after = |part: &Figure| part.noun.map_or(part.tokens.end, |noun| noun + 1);
        let mut end = after(&first);
        let mut parts = vec![first];
        loop {
            let gap = (end..read.sentence.end.min(end + 5)).take_while(|at| !parse.tags[*at].is_finite()).find(|at| parse.is_any(*at, &["and", ","]))?;
            let next = gap + 1 + usize::from(parse.is(gap + 1, "and"));
            let figure = rest.iter().find(|figure| figure.tokens.start == next).cloned().or_else(|| one(parse, &(next..(next + 5).min(read.sentence.end))))?;
            end = after(&figure);
            parts.push(figure);
            if parse.is(next - 1, "and") {
                break;
            }
        }
        // A whole that stands in a list of its own ("three people, two dogs and a cat") goes on without a pause.
        let closed = end + 1 >= read.sentence.end || (end..(end + 4).min(read.sentence.end)).take_while(|at| !parse.tags[*at].is_finite()).any(|at| parse.is_any(at, &[",", ".", ";", "–", ")"]));
        let word = |figure: &Figure| figure.noun.map(|noun| parse.word(noun).to_lowercase());
        let same = parts.iter().all(|part| word(part) == word(&whole)) && word(&whole).is_some();
        let alike = parts.iter().all(|part| part.noun.is_some()) || parts.iter().all(|part| part.noun.is_none());
        let list = List { parts, complete: true };
        (closed && alike && !same && !parse.in_fairness(noun, "measure")).then_some(Told { whole, list, exact: true })
    })
}

/// "Twelve votes were cast, eight for and five against": a clause with a whole, and behind its comma parts that name nothing of their own.
fn clause(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let whole = read.figures.first()?;
    let money = whole.unit == Unit::Money;
    let noun = if money { whole.tokens.end - 1 } else { whole.noun? };
    let rest: Vec<Figure> = read.figures[1..].to_vec();
    let first = rest.first()?;
    let with = first.tokens.start.checked_sub(1).filter(|with| parse.is(*with, "with") && money);
    let comma = with.unwrap_or(first.tokens.start).checked_sub(1).filter(|comma| *comma > noun && parse.is_any(*comma, &[",", ";"]))?;
    let own = parse.is(comma, ";");
    let verb = money || (read.sentence.start..comma).any(|at| parse.tags[at].is_finite());
    let singular = |part: &Figure| part.noun.is_none_or(|noun| parse.tags[noun] == Tag::Nn);
    let of_them = |part: &Figure| parse.is(part.tokens.end, "of") && !parse.is_any(part.tokens.end + 1, &["them", "whom", "which"]);
    let bare = rest.len() > 1 && rest.iter().all(|part| singular(part) && part.unit == whole.unit && !of_them(part) && !parse.is(part.tokens.end, "to"));
    let gapped = own || (comma + 1..rest.last()?.tokens.end).all(|at| !parse.tags[at].is_finite());
    // "Four were killed by fire, three by water" goes on with more of the same, and so is no whole.
    let parallel = !own && rest.iter().any(|part| parse.tags.get(part.tokens.end) == Some(&Tag::In) && (noun + 1..comma).any(|at| parse.is(at, parse.word(part.tokens.end))));
    let end = last_word(read);
    let list = list(&Read { parse, sentence: read.sentence.clone(), figures: &rest }, with.map_or(comma, |with| with) + 1..end, true)?;
    let apart = !may_overlap(read, comma + if with.is_some() { 2 } else { 1 }..end) && (money || !parse.in_fairness(noun, "measure"));
    (verb && bare && gapped && apart && !parallel).then(|| Told { whole: whole.clone(), list, exact: false })
}

/// "Voted 7-5".
fn tally(parse: &Parse, at: usize) -> Option<[Figure; 2]> {
    let (yes, no) = parse.word(at).split_once(['-', '‑', '–'])?;
    let voted = (at.saturating_sub(4)..at).any(|at| parse.is_any(at, &["voted", "vote", "votes"]));
    let side = |side: &str| side.parse::<f64>().ok().map(|value| Figure { value, slack: 0.0, unit: Unit::Count, tokens: at..at + 1, noun: None, fraction: false });
    voted.then(|| Some([side(yes)?, side(no)?])).flatten()
}

/// "In the council of 39 seats, Labour holds 18, …"; "the 39-seat council".
fn in_whole(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let of = || {
        let whole = read.figures.first()?;
        let noun = whole.noun?;
        let held = parse.in_fairness(noun, "seats");
        let led = whole.tokens.start > read.sentence.start && parse.is_any(whole.tokens.start - 1, &["of", "with"]) && parse.is_any(read.sentence.start, &["in", "on"]);
        (held && led).then(|| whole.clone())
    };
    let whole = of().or_else(|| read.sentence.clone().find_map(|at| compound(parse, at)))?;
    let tally = read.sentence.clone().find_map(|at| tally(parse, at));
    let rest: Vec<Figure> = read.figures.iter().filter(|figure| figure.tokens.start != whole.tokens.start).cloned().collect();
    let from = rest.first().map(|first| first.tokens.start);
    let parts = match tally {
        Some(sides) => List { parts: sides.into_iter().chain(rest.iter().cloned()).collect(), complete: false },
        None => list(&Read { parse, sentence: read.sentence.clone(), figures: &rest }, from?..last_word(read), false)?,
    };
    let seats = rest.iter().all(|figure| figure.noun.is_none_or(|noun| parse.in_fairness(noun, "seats") || parse.is_any(noun, &["abstentions", "abstention"])));
    let rest = &parts.parts;
    let moved = read.sentence.clone().any(|at| parse.is_any(at, &["from", "lost", "gained", "previously", "before", "had"]));
    (seats && !moved && rest.len() > 1).then_some(Told { whole, list: parts, exact: false })
}

/// "A budget of 60 million, which goes to schools (30 million), roads (22 million) and the harbour (12 million)".
fn bracketed(read: &Read) -> Option<Told> {
    let parse = read.parse;
    let closed = |figure: &&Figure| figure.tokens.start > read.sentence.start && parse.is(figure.tokens.start - 1, "(") && parse.is(figure.tokens.end, ")");
    let parts: Vec<Figure> = read.figures.iter().filter(closed).cloned().collect();
    let first = parts.first()?.tokens.start;
    let list = List { parts, complete: false };
    let whole = whole_before(read, read.sentence.start, first, &list)?;
    let spaced = list.parts.windows(2).all(|two| two[1].tokens.start - two[0].tokens.end < 10);
    (spaced && list.parts.len() > 1).then_some(Told { whole, list, exact: false })
}

/// "We had 30 applications, took 15 and turned down the other 18"; the whole may stand in the sentence before.
fn other_half(read: &Read, before: &[Figure]) -> Option<Told> {
    let parse = read.parse;
    let last = complement(read)?;
    let own = &read.figures[..=last];
    let of = |figure: &Figure| figure.noun.is_some() && figure.unit != Unit::Percent;
    if let [whole, parts @ ..] = own {
        // "Two were held on Monday and the other three on Tuesday" tells parts only.
        // "Oru earned 8, Holt earned 6 and Berg the other one": the first is a part too.
        let verbs = |figure: &Figure| [figure.tokens.start.checked_sub(1), figure.noun.map_or(Some(figure.tokens.end), |noun| Some(noun + 1))].into_iter().flatten().filter(|at| parse.tags.get(*at).is_some_and(|tag| tag.is_verb())).map(|at| parse.word(at).to_lowercase()).next();
        let alike = parts.iter().any(|part| verbs(part).is_some() && verbs(part) == verbs(whole));
        let verb = !alike && parts.first().is_some_and(|part| (whole.tokens.end..part.tokens.start).any(|at| parse.tags[at].is_verb()) && (part.tokens.end..part.tokens.end + 3).chain(part.tokens.start.saturating_sub(2)..part.tokens.start).any(|at| parse.tags.get(at).is_some_and(|tag| tag.is_verb())));
        if parts.len() > 1 && of(whole) && verb {
            let from = parts[0].tokens.start;
            let list = list(&Read { parse, sentence: read.sentence.clone(), figures: parts }, from..last_word(read), false)?;
            return Some(Told { whole: whole.clone(), list, exact: true });
        }
    }
    let [whole] = before else { return None };
    let list = list(read, own.first()?.tokens.start..last_word(read), false)?;
    of(whole).then(|| Told { whole: whole.clone(), list, exact: true })
}

/// "The board has seven members. Four are …, two … and two …"; "Six people died. The dead are three men and two women."
fn gone_on(read: &Read, before: &[Figure]) -> Option<Told> {
    let parse = read.parse;
    let [whole] = before else { return None };
    let noun = whole.noun?;
    let start = read.sentence.start;
    // "They were five men and three women."
    let are = (start..read.sentence.end.min(start + 4)).find(|at| parse.is_any(*at, &["are", "were"]));
    if let Some(are) = are.filter(|are| parse.is_any(start, &["they", "the", "those", "all"]) && (start..*are).all(|at| !parse.tags[at].is_finite())) {
        let list = list(read, are + 1..last_word(read), true).filter(|list| list.parts.first().is_some_and(|part| part.tokens.start == are + 1))?;
        let plain = list.parts.iter().all(|part| part.noun.is_some()) && parse.is_any(start, &["they", "the"]) && are - start <= 2;
        let subject = parse.is(start, "they") || fairness::entries(parse, start + 1..are, "victims").next().is_some();
        return (plain && subject).then(|| Told { whole: whole.clone(), list, exact: true });
    }
    // "The council has 40 seats. The Greens hold 20, the Liberals 15 and …".
    let held = read.sentence.clone().any(|at| parse.is_any(at, &["hold", "holds", "have", "has", "occupy", "won", "control", "controls"])) && parse.in_fairness(noun, "seats");
    if held && read.figures.len() > 1 && read.figures.iter().all(|part| part.noun.is_none_or(|own| parse.is(own, parse.word(noun)))) {
        let list = list(read, start..last_word(read), false)?;
        return Some(Told { whole: whole.clone(), list, exact: false });
    }
    let first = read.figures.first().filter(|first| first.tokens.start <= start + 3)?;
    let led = first.tokens.start == start || parse.is(start, "of") && parse.is_any(start + 1, &["them", "these", "those"]);
    let elided = first.noun.is_none() && parse.tags.get(first.tokens.end).is_some_and(|tag| tag.is_verb() || *tag == Tag::Md);
    if !led || !elided || parse.in_fairness(noun, "measure") || may_overlap(read, read.sentence.clone()) {
        return None;
    }
    let list = list(read, start..last_word(read), false)?;
    let bare = list.parts.iter().all(|part| part.noun.is_none());
    (bare && whole.unit == Unit::Count).then(|| Told { whole: whole.clone(), list, exact: false })
}
