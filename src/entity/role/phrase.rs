//! Noun phrases that may tell what a person is: where they begin and end, and what of them a role may hold.

use std::ops::Range;

use super::noun::{is_age, is_plural, is_stigma, looks_personal, may_be_personal, phrase_length};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape, Tag};

/// How many words a role may have; more do not help a reader to know who somebody is.
const LONGEST: usize = 8;
/// How many tokens before its noun's end a phrase may have.
const WIDEST: usize = 14;

/// A noun phrase that may tell what a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What of it a role may hold: no determiner, no age, no opinion, [`LONGEST`] words.
    pub(super) tokens: Range<usize>,
    /// Its main noun.
    pub(super) head: usize,
    /// One past the last token of the whole phrase, with all that hangs on it.
    pub(super) stop: usize,
    /// "a", "the", "his" stands before it.
    pub(super) determined: bool,
    /// The lists hold its noun.
    pub(super) known: bool,
    /// Its noun is of several people.
    pub(super) plural: bool,
}

const DETERMINERS: &[&str] = &["a", "an", "the", "his", "her", "its", "their", "our", "my", "whose", "another", "both", "fellow"];
const ASIDE: &[&str] = &["now", "then", "once", "also", "currently", "formerly", "previously", "himself", "herself", "today", "perhaps"];

/// The phrase that starts at token `from` and ends before token `end`.
pub(super) fn ahead(parse: &Parse, from: usize, end: usize) -> Option<Phrase> {
    let mut start = from;
    while start < end && parse.is_any(start, ASIDE) && !(parse.is(start, "then") && parse.is(start + 1, "-")) {
        start += 1;
    }
    let determined = start < end && parse.is_any(start, DETERMINERS);
    let indefinite = determined && parse.is_any(start, &["a", "an", "another"]);
    start += usize::from(determined);
    // "one of the leaders of the fencing team".
    let mut inner = start;
    let one = !determined && parse.is(start, "one") && parse.is(start + 1, "of");
    if one {
        inner = start + 2 + usize::from(parse.is_any(start + 2, DETERMINERS));
    }
    while inner < end && (is_age(parse, inner) || parse.is(inner, ",") && inner > start && is_age(parse, inner - 1)) {
        inner += 1;
    }
    start = if one { start } else { inner };
    let base = base(parse, inner, end, indefinite)?;
    if one && !base.plural {
        return None;
    }
    let stop = tail(parse, base.last, end);
    let whole = Phrase {
        tokens: start..stop,
        head: base.head,
        stop,
        determined: determined || one,
        known: base.known,
        plural: base.plural && !one,
    };
    trimmed(parse, whole, base.last)
}

/// A noun with what stands before it.
struct Base {
    head: usize,
    last: usize,
    known: bool,
    plural: bool,
}

/// Words before a noun that are no nouns or adjectives of the tagger's.
const MODIFIERS: &[&str] = &[
    "former",
    "then",
    "late",
    "current",
    "acting",
    "deputy",
    "longtime",
    "incoming",
    "outgoing",
    "interim",
    "senior",
    "ex",
    "veteran",
    "first",
    "second",
    "third",
    "last",
    "newly",
    "fellow",
    "associate",
    "assistant",
    "vice",
    "chief",
    "junior",
    "lead",
    "retired",
    "long-time",
    "one-time",
];

/// Whether the word at token `at` may stand before the noun of a phrase, or be it.
fn fits(parse: &Parse, at: usize) -> bool {
    let (token, tag) = (&parse.tokens[at], parse.tags[at]);
    let word = token.shape.is_word() || matches!(token.shape, Shape::Alphanumeric | Shape::Mixed);
    let kind = tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Vbn | Tag::Vbg | Tag::Fw | Tag::Nnp);
    let number = tag == Tag::Cd && token.shape != Shape::Number;
    let listed = parse.is_any(at, MODIFIERS) || phrase_length(parse, at).is_some() && !tag.is_finite();
    let calendar = token.entry.classes.any(&[Class::Weekday, Class::Month]) && token.shape.is_capitalized();
    (word && kind || number || listed || tag == Tag::Cd && parse.tokens.get(at + 1).is_some_and(|next| next.shape.is_capitalized()))
        && !calendar
        && !parse.is_any(at, &["who", "whose", "that", "which", "i", "it", "such", "said", "says"])
}

fn base(parse: &Parse, start: usize, end: usize, indefinite: bool) -> Option<Base> {
    let (mut at, mut noun, mut head) = (start, None, None);
    let limit = end.min(start + WIDEST);
    while at < limit {
        if matches!(parse.tokens[at].shape, Shape::OpenQuote | Shape::CloseQuote) && !parse.is_any(at, &["'", "’"]) {
            break;
        }
        let after_noun = noun == at.checked_sub(1);
        if let Some(length) = phrase_length(parse, at).filter(|length| *length > 1 && at + length <= limit) {
            let of = (at..at + length).any(|word| parse.is(word, "of"));
            (noun, head) = (Some(at + length - 1), Some((if of { at } else { at + length - 1 }, at + length - 1)));
            at += length;
        } else if fits(parse, at) {
            if parse.tags[at].is_noun() || phrase_length(parse, at).is_some() {
                noun = Some(at);
                if phrase_length(parse, at).is_some() || is_plural(parse, at) {
                    head = Some((at, at));
                }
            }
            at += 1;
        } else if parse.is_any(at, &["'s", "’s", "'", "’"]) && after_noun && at > start
            || parse.is_any(at, &["-", "&", "/", "–"]) && at > start && at + 1 < limit && !parse.tokens[at].spaced
            || parse.is(at, "&") && at > start
        {
            at += 1;
        } else if head.is_none() && after_noun && bridges(parse, at, limit) {
            at += 1 + usize::from(parse.is(at + 1, "the"));
        } else if parse.is(at, "and") && at > start && conjunct(parse, at, limit, head.is_some_and(|(_, last)| last + 1 == at)) {
            at += 1;
        } else {
            break;
        }
    }
    let last = noun? + 1;
    match head {
        Some((head, end)) if end + 1 == last => Some(Base { head, last, known: true, plural: is_plural(parse, head) }),
        // "the mayor Marit Oru": no phrase of its own; "a student newspaper" is no student.
        Some((_, end)) if parse.tokens[end + 1].shape.is_capitalized() || !looks_personal(parse, last - 1) => None,
        _ if looks_personal(parse, last - 1) => Some(Base { head: last - 1, last, known: true, plural: parse.tags[last - 1] == Tag::Nns }),
        None if indefinite && may_be_personal(parse, last - 1) => Some(Base { head: last - 1, last, known: false, plural: false }),
        _ => None,
    }
}

/// Whether a small word at token `at` stands within the name of a body ("Department of Health officer", "Bureau for Tides").
fn bridges(parse: &Parse, at: usize, end: usize) -> bool {
    let next = at + 1 + usize::from(parse.is(at + 1, "the"));
    let capital = |at: usize| parse.tokens[at].shape.is_capitalized();
    at > 0
        && next < end
        && parse.is_any(at, &["of", "for"])
        && capital(at - 1)
        && capital(next)
        && parse.tokens[at - 1].entry.classes.any(&[Class::OrganizationWord, Class::BodyNoun])
}

/// Whether "and" at token `at` goes on with the phrase: with another noun for the person ("singer and activist"), or with what stands
/// before the noun ("arts and culture editor").
fn conjunct(parse: &Parse, at: usize, end: usize, behind_head: bool) -> bool {
    let next = (at + 1..end.min(at + 5)).take_while(|word| fits(parse, *word)).find(|word| phrase_length(parse, *word).is_some());
    let Some(next) = next else { return false };
    let length = phrase_length(parse, next).unwrap_or(1);
    let name = parse.tokens.get(next + length).is_some_and(|after| after.shape == Shape::Capitalized) && behind_head;
    let kin = parse.has(next, Class::Kin) && !behind_head;
    !name && !kin
}

const PREPOSITIONS: &[&str] = &["of", "for", "at", "in", "with", "on", "to", "from", "behind"];

/// One past all that hangs on a noun that ends before token `last`: "of the harbour board in Vellmouth".
fn tail(parse: &Parse, last: usize, end: usize) -> usize {
    let mut at = last;
    while at < end && at < last + 24 {
        if parse.is_any(at, PREPOSITIONS)
            && let Some(object) = object(parse, at + 1, end)
        {
            at = object;
        } else if parse.is(at, "and")
            && let Some(next) = base(parse, at + 1 + usize::from(parse.is_any(at + 1, &["a", "an", "the"])), end, false)
            && !parse.has(next.head, Class::Kin)
            && !next.plural
            && (next.last >= end || !parse.tokens[next.last].shape.is_capitalized() && !parse.tags[next.last].is_finite())
        {
            at = next.last;
        } else {
            break;
        }
    }
    at
}

/// One past the object of a preposition that begins at token `from`, lists included ("finance, budget and planning").
fn object(parse: &Parse, from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    while at < end
        && (parse.is_any(at, DETERMINERS) || parse.is_any(at, &["this", "that", "these", "those", "some", "several", "all", "many"]))
    {
        at += 1;
    }
    let mut last = run(parse, at, end).into_iter().chain(name_run(parse, at, end)).max()?;
    let timed = parse.is_any(last - 1, &["time", "times", "years", "months", "weeks", "days", "age", "end", "beginning", "first", "fact"]);
    if timed {
        return None;
    }
    let capital = parse.tokens[last - 1].shape.is_capitalized();
    let mut listed = last;
    for _ in 0..6 {
        let comma = parse.is(listed, ",") && listed < end;
        let joint = listed + usize::from(comma);
        let and = parse.is_any(joint, &["and", "&"]) && joint < end;
        if !comma && !and {
            break;
        }
        let start = joint + usize::from(and) + usize::from(parse.is(joint + usize::from(and), "the"));
        let Some(next) = run(parse, start, end) else { break };
        let same = parse.tokens[next - 1].shape.is_capitalized() == capital;
        let person = (start..next).any(|word| phrase_length(parse, word).is_some());
        let acts = next < end && parse.tags[next].is_finite();
        if !same || person || acts || next - start > 5 {
            break;
        }
        listed = next;
        if and {
            last = next;
            break;
        }
    }
    Some(last)
}

/// One past the words with capitals at token `from`, which may be a name that holds verbs ("Take Back the Harbour Fund").
fn name_run(parse: &Parse, from: usize, end: usize) -> Option<usize> {
    let capital = |at: usize| {
        parse
            .tokens
            .get(at)
            .is_some_and(|token| at < end && token.shape.is_capitalized() && !token.entry.classes.any(&[Class::Weekday, Class::Month]))
    };
    let mut at = from;
    while at < from + WIDEST && capital(at) {
        at += 1;
        let joint = (at..at + 3).take_while(|next| parse.is_any(*next, &["of", "the", "for", "and", "on", "in", "a"])).count();
        if joint > 0
            && joint < 3
            && capital(at + joint)
            && parse.has(at + joint, Class::OrganizationWord) | (joint == 1 && parse.is_any(at, &["the", "of", "a"]))
        {
            at += joint;
        }
    }
    (at > from).then_some(at)
}

/// One past the run of nouns and adjectives at token `at`, which ends in a noun.
fn run(parse: &Parse, from: usize, end: usize) -> Option<usize> {
    let (mut at, mut last) = (from, None);
    while at < end.min(from + WIDEST) {
        if fits(parse, at) || parse.tags[at] == Tag::Cd && at + 1 < end && fits(parse, at + 1) {
            if parse.tags[at].is_noun() || phrase_length(parse, at).is_some() {
                last = Some(at + 1);
            }
            at += 1;
        } else if last == Some(at) && parse.is_any(at, &["'s", "’s", "'", "’", "-", "&", "/", "–"]) && !parse.tokens[at].spaced
            || parse.is(at, "&") && last == Some(at)
        {
            at += 1;
        } else if parse.is_any(at, &["of", "for"])
            && last == Some(at)
            && parse.tokens[at - 1].shape.is_capitalized()
            && (parse.tokens.get(at + 1).is_some_and(|next| next.shape.is_capitalized())
                || parse.is(at + 1, "the") && parse.tokens.get(at + 2).is_some_and(|next| next.shape.is_capitalized()))
        {
            at += 1 + usize::from(parse.is(at + 1, "the"));
        } else {
            break;
        }
    }
    last
}

/// What of a phrase whose noun ends before token `noun` a role may hold; nothing if the noun itself accuses or judges.
fn trimmed(parse: &Parse, mut phrase: Phrase, noun: usize) -> Option<Phrase> {
    if (phrase.head..noun).any(|at| is_stigma(parse, at)) {
        return None;
    }
    let judged = (phrase.tokens.start..phrase.head).rev().find(|at| is_stigma(parse, *at));
    if let Some(at) = judged {
        // "pedophile and trafficker": another noun, not a word before this one.
        if phrase_length(parse, at).is_some() && !parse.tags[at].is_adjective() {
            return None;
        }
        phrase.tokens.start = at + 1;
    }
    while phrase.tokens.start < phrase.head && parse.is_any(phrase.tokens.start, &["and", ",", "-", "but"]) {
        phrase.tokens.start += 1;
    }
    let cut = (noun..phrase.tokens.end).find(|at| {
        let joint = parse.is_any(*at, &["on", "under", "in", "with", "from", "and", "at", "to"]);
        let to = (at + 1..phrase.tokens.end).find(|next| parse.is_any(*next, PREPOSITIONS)).unwrap_or(phrase.tokens.end);
        joint && (at + 1..to).any(|word| is_stigma(parse, word))
    });
    phrase.tokens.end = cut.unwrap_or(phrase.tokens.end);
    phrase.tokens.end = shortened(parse, &phrase.tokens, noun);
    while words(parse, phrase.tokens.clone()) > LONGEST && phrase.tokens.start < phrase.head {
        phrase.tokens.start += 1;
    }
    Some(phrase)
}

/// Where a phrase ends so that it has no more than [`LONGEST`] words: before the last preposition or "and" that leaves so many.
fn shortened(parse: &Parse, tokens: &Range<usize>, noun: usize) -> usize {
    if words(parse, tokens.clone()) <= LONGEST {
        return tokens.end;
    }
    // "a supporter of the club and a member of its board": the second role is left out as a whole.
    let second = (noun..tokens.end).find(|at| {
        parse.is(*at, "and")
            && (at + 1..tokens.end.min(at + 6))
                .take_while(|word| fits(parse, *word) || parse.is_any(*word, DETERMINERS))
                .any(|word| phrase_length(parse, word).is_some())
    });
    if let Some(and) = second.filter(|and| words(parse, tokens.start..*and) <= LONGEST) {
        return and;
    }
    // "the Council on Tides" is one name.
    let capital = |at: usize| parse.tokens.get(at).is_some_and(|token| token.shape.is_capitalized());
    let within = |at: usize| {
        at > noun
            && parse.is_any(at, &["on", "and", "for"])
            && capital(at - 1)
            && (capital(at + 1) || parse.is(at + 1, "the") && capital(at + 2))
    };
    let joints =
        (noun..tokens.end).rev().filter(|at| (parse.is_any(*at, PREPOSITIONS) || parse.is_any(*at, &["and", ","])) && !within(*at));
    joints.into_iter().find(|at| words(parse, tokens.start..*at) <= LONGEST).unwrap_or(noun.min(tokens.end))
}

/// How many words a reader counts: "U.S." has two.
pub(super) fn words(parse: &Parse, tokens: Range<usize>) -> usize {
    let split = |word: &str| word.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|part| !part.is_empty()).count();
    tokens.filter(|at| !parse.is_any(*at, &["'s", "’s"])).map(|at| split(parse.word(at))).sum()
}

/// The phrase that ends right before token `end`, as it stands before a name: "Vellmouth Harbour Board chief engineer".
pub(super) fn behind(parse: &Parse, start: usize, end: usize) -> Option<Phrase> {
    let last = end.checked_sub(1).filter(|at| *at >= start)?;
    let (head, known) = noun_before(parse, start, end)?;
    let mut from = head;
    let mut capital = parse.tokens[head].shape.is_capitalized() && head > start;
    let mut rank = None;
    while from > start && last - from < WIDEST {
        let at = from - 1;
        let token = &parse.tokens[at];
        let opens = at == start && token.entry.classes.has(Class::Opener);
        let owns = parse.is_any(at, &["'s", "’s", "'", "’"]) && !matches!(token.shape, Shape::OpenQuote);
        let joins = owns || parse.is_any(at, &["-", "&", "/"]);
        let two = || parse.is(at, "and") && phrase_length(parse, at - 1).is_some() && !parse.tokens[at - 1].shape.is_capitalized();
        if at > start && (joins && fits(parse, at - 1) || two()) {
            from -= 2;
        } else if let Some(body) = bridged(parse, start, at).filter(|_| parse.tokens[from].shape.is_capitalized()) {
            from = body;
        } else if parse.is(at, ",") && at > start && parse.tags[at - 1].is_adjective() && parse.tags[from].is_adjective() {
            from -= 2;
        } else if fits(parse, at) && !opens && !parse.tags[at].is_finite() && !is_age(parse, at) {
            // "last week President Oru": a small noun before a title with a capital is not its, unless it is a person's too.
            let lower = token.shape == Shape::Lower && !parse.is_any(at, MODIFIERS);
            if lower && capital {
                if phrase_length(parse, at).is_none() || at == start && parse.tags[at].is_verb() {
                    break;
                }
                rank.get_or_insert((from, at));
                capital = false;
            }
            // "fired director Oru": a participle belongs to the noun only behind a determiner.
            let participle = matches!(parse.tags[at], Tag::Vbg | Tag::Vbn) && !parse.is_any(at, MODIFIERS);
            if participle && !(at > start && (parse.is_any(at - 1, DETERMINERS) || parse.tags[at - 1].is_adjective())) {
                break;
            }
            from -= 1;
        } else {
            break;
        }
    }
    let (head, end) = rank.map_or((head, end), |(end, head)| (head, end));
    while from < head && (parse.is_any(from, &["and", "'s", "’s", "-", ","]) || is_age(parse, from)) {
        from += 1;
    }
    let determined = from > start && parse.is_any(from - 1, DETERMINERS);
    let plural = is_plural(parse, head);
    trimmed(parse, Phrase { tokens: from..end, head, stop: end, determined, known, plural }, end)
}

/// If a body's name goes on over the small words that end with token `at`: its word before them.
fn bridged(parse: &Parse, start: usize, at: usize) -> Option<usize> {
    let of = if parse.is(at, "the") { at.checked_sub(1)? } else { at };
    let word = of.checked_sub(1).filter(|word| *word >= start)?;
    let body =
        parse.tokens[word].entry.classes.any(&[Class::OrganizationWord, Class::BodyNoun]) && parse.tokens[word].shape.is_capitalized();
    (parse.is_any(of, &["of", "for"]) && body).then_some(word)
}

/// "Minister in the Ministry of Tides Marit Oru", "Leader of Harbour Business Marit Oru": an office with its field, right before a name.
pub(super) fn office_behind(parse: &Parse, start: usize, end: usize) -> Option<Phrase> {
    let small = |at: &usize| parse.is_any(*at, &["of", "for", "in", "the", "and", "on"]);
    let capital =
        |at: &usize| parse.tokens[*at].shape.is_capitalized() && !parse.tokens[*at].entry.classes.any(&[Class::Weekday, Class::Month]);
    let from = (start.max(end.saturating_sub(WIDEST))..end).rev().take_while(|at| capital(at) || small(at) || parse.is(*at, "&")).last()?;
    let head = (from..end).find(|at| {
        let length = phrase_length(parse, *at).unwrap_or(0);
        length > 0
            && capital(at)
            && parse.is_any(at + length, &["of", "for", "in"])
            && at + length + 1 < end
            && parse.has(*at, Class::Title)
    })?;
    let length = phrase_length(parse, head)?;
    let before = behind(parse, start, head + length)?;
    let determined = before.determined;
    trimmed(
        parse,
        Phrase { tokens: before.tokens.start..end, head, stop: end, determined, known: true, plural: is_plural(parse, head + length - 1) },
        head + length,
    )
}

/// The main noun of a phrase that ends before token `end`, and whether the lists hold it.
fn noun_before(parse: &Parse, start: usize, end: usize) -> Option<(usize, bool)> {
    let listed = (start.max(end.saturating_sub(5))..end).find(|at| phrase_length(parse, *at) == Some(end - at));
    if let Some(at) = listed {
        return Some((at, true));
    }
    let last = end - 1;
    (is_plural(parse, last) || looks_personal(parse, last) || parse.is_any(last, &["lead", "number-two"])).then_some((last, true))
}
