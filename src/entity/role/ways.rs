//! The ways in which an article tells what somebody is, beside one mention of the name.

use std::ops::Range;

use super::noun::{is_age, is_stigma, phrase_length};
use super::phrase::{self, Phrase, ahead, behind};
use crate::entity::{Entities, EntityType, Mention};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{Parse, Shape, Tag, Token};

mod clauses;
mod lists;

use clauses::{copula, relative, renamed, revealed, working};
use lists::{listed, shared_behind};

/// How the words stand to the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// "Marit Oru, the harbour master,", "Marit Oru (harbour master)".
    Apposed,
    /// "The harbour master, Marit Oru,".
    Leading,
    /// "harbour master Marit Oru".
    Titled,
    /// "Marit Oru is the harbour master", "has been harbour master".
    Is,
    /// "Marit Oru was the harbour master".
    Was,
    /// "The harbour master is Marit Oru".
    Reversed,
    /// "Marit Oru, who is the harbour master".
    WhoIs,
    /// "Marit Oru, who runs the harbour".
    Who,
    /// "pilots such as Marit Oru and Ola Saar", "Senators Oru and Saar".
    Listed,
    /// "a pilot called Marit Oru".
    Called,
    /// "By Marit Oru, staff reporter", in a byline.
    Credited,
    /// "the Harbour Board's Marit Oru".
    Owned,
    /// "Marit Oru of the Harbour Board".
    Of,
    /// "Marit Oru, working as a pilot".
    As,
    /// "Marit Oru chairs the board".
    Does,
    /// "Oru won. The former pilot …": what the next sentence calls its subject.
    Renamed,
    /// "The founder spoke. “I am sad,” Marit Oru said.": who was spoken of before the name comes.
    Revealed,
}

/// Words that may tell what somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its main noun, where it has one.
    pub(super) head: Option<usize>,
    /// How they stand to the name.
    pub(super) way: Way,
    /// The lists hold the noun.
    pub(super) known: bool,
    /// It is several people's.
    pub(super) plural: bool,
}

impl Candidate {
    fn of(phrase: Phrase, way: Way) -> Candidate {
        Candidate { tokens: phrase.tokens, head: Some(phrase.head), way, known: phrase.known, plural: phrase.plural }
    }

    fn plain(tokens: Range<usize>, way: Way) -> Candidate {
        Candidate { tokens, head: None, way, known: false, plural: false }
    }
}

/// Appends what the words around one mention may tell.
pub(super) fn find(parse: &Parse, mention: &Mention, all: &Entities, found: &mut Vec<Candidate>) {
    let index = parse.sentence_of(mention.first as usize);
    let Some(sentence) = parse.sentences.get(index).map(|sentence| sentence.tokens()) else { return };
    let mut first = mention.first as usize;
    while first > sentence.start && parse.has(first - 1, Class::Honorific) {
        first -= 1;
    }
    let name = first..mention.last as usize;
    let role = parse.block_of(index).role;
    let byline = matches!(role, Role::Byline | Role::Credit);
    found.extend(titled(parse, mention, &name, &sentence, role.is_body() || role == Role::Caption || byline));
    after(parse, &name, &sentence, byline, found);
    let title = mention.title.map_or(name.start, |title| parse.token_from(title.start).clamp(sentence.start, name.start));
    found.extend(leading(parse, &(title..name.end), &sentence, all));
    found.extend(copula(parse, &name, &sentence));
    found.extend(called(parse, &name, &sentence));
    if role.is_body() {
        found.extend(working(parse, &name, &sentence));
    }
    found.extend(renamed(parse, &name, index, all));
    found.extend(revealed(parse, mention, index, all));
    found.extend(listed(parse, mention, &sentence, all));
    found.extend(shared_behind(parse, mention, &sentence, all));
    found.extend(owned(parse, &name, &sentence, all));
    found.extend(affiliation(parse, mention, &sentence, all));
    found.retain(|candidate| !candidate.tokens.is_empty() && !crosses_quotation(parse, &candidate.tokens));
}

/// Whether words lie in quotation marks, which are somebody's and not the paper's.
fn crosses_quotation(parse: &Parse, tokens: &Range<usize>) -> bool {
    parse.quoted_at(tokens.start).is_some() || parse.quoted_at(tokens.end - 1).is_some()
}

/// The title or noun before the name, with all that stands before it in the same phrase.
fn titled(parse: &Parse, mention: &Mention, name: &Range<usize>, sentence: &Range<usize>, running: bool) -> Option<Candidate> {
    let title = mention.title.map(|title| parse.token_from(title.start)..parse.token_from(title.end));
    let title = title.filter(|title| !title.clone().any(|at| is_stigma(parse, at)));
    // Every word of a headline may have a capital, so there nothing tells where a phrase before a title begins.
    if !running {
        return title.map(|title| Candidate { head: Some(title.end - 1), known: true, ..Candidate::plain(title, Way::Titled) });
    }
    let phrase = phrase::office_behind(parse, sentence.start, name.start).or_else(|| behind(parse, sentence.start, name.start));
    match (phrase, title) {
        (Some(phrase), Some(title)) if phrase.tokens.start <= title.start || phrase.tokens.end <= title.start => {
            Some(Candidate::of(phrase, Way::Titled))
        }
        (_, Some(title)) if !title.is_empty() => {
            let whole = behind(parse, sentence.start, title.end).filter(|phrase| phrase.tokens.start <= title.start);
            let fallback = Candidate { head: Some(title.end - 1), known: true, ..Candidate::plain(title, Way::Titled) };
            Some(whole.map_or(fallback, |phrase| Candidate::of(phrase, Way::Titled)))
        }
        (Some(phrase), None) => Some(Candidate::of(phrase, Way::Titled)),
        _ => None,
    }
}

/// Whether a phrase ends where its clause does, and no verb goes on with it as its subject.
fn closes(parse: &Parse, at: usize, sentence: &Range<usize>) -> bool {
    if at >= sentence.end {
        return true;
    }
    let tag = parse.tags[at];
    let verb = tag.is_finite() || tag == Tag::Vb || parse.is_any(at, &["is", "was", "has", "had", "will", "would"]);
    let capital = parse.tokens[at].shape.is_capitalized();
    // "Director of Take Back the Harbour": a name that goes on with verbs.
    let within = capital && parse.tokens[at - 1].shape == Shape::Lower && parse.is_any(at - 1, &["of", "for", "at", "with"]);
    within || !verb && !tag.is_noun() && !capital
}

/// ", the harbour master", ", 54, a harbour master", "(harbour master)", ", who runs the harbour".
fn after(parse: &Parse, name: &Range<usize>, sentence: &Range<usize>, byline: bool, found: &mut Vec<Candidate>) {
    let (mut at, end) = (name.end, sentence.end);
    if at < end && parse.is_any(at, &["(", "["]) {
        let Some(close) = (at..end.min(at + 14)).find(|i| parse.is_any(*i, &[")", "]"])) else { return };
        let inside = ahead(parse, at + 1, close).filter(|phrase| phrase.known && phrase.plural == listed_before(parse, name.start));
        if let Some(phrase) = inside.filter(|phrase| phrase.stop == close || !phrase.plural && closes(parse, phrase.stop, sentence)) {
            found.push(Candidate::of(phrase, Way::Apposed));
            return;
        }
        at = close + 1;
    }
    if at >= end {
        return;
    }
    if byline && !parse.is(at, ",") {
        found.extend(ahead(parse, at, end).filter(|phrase| phrase.known).map(|phrase| Candidate::of(phrase, Way::Credited)));
        return;
    }
    if !parse.is_any(at, &[",", "—", "–", "-", "--"]) {
        return;
    }
    let from = past_details(parse, at + 1, end);
    if from < end && parse.is_any(from, &["who", "whose"]) {
        found.extend(relative(parse, from, end));
        return;
    }
    let Some(phrase) = ahead(parse, from, end) else { return };
    let first = phrase.tokens.start;
    let acting =
        parse.tags[first] == Tag::Vbg && phrase_length(parse, first).is_none_or(|length| length < 2) && !parse.is_any(first, OFFICES);
    let verb_first = !phrase.determined && (parse.tags[first].is_finite() || acting);
    // "Oru, his wife and two children left".
    let kin = parse.has(phrase.head, Class::Kin) && !phrase.tokens.clone().any(|at| parse.is_any(at, &["'s", "’s"]));
    let party = kin && parse.is_any(phrase.stop, &["and", "or"]);
    // "Oru, President Saar and …" is a list of people.
    let person = |at: usize| {
        let named = |next: &Token| next.shape == Shape::Capitalized && next.entry.classes.any(&[Class::GivenName, Class::FamilyName]);
        parse.tokens.get(at).is_some_and(named)
    };
    let listed = !phrase.determined && phrase.stop < end && person(phrase.stop);
    let shared = !phrase.plural || listed_before(parse, name.start) && !phrase.determined;
    if !closes(parse, phrase.stop, sentence) || verb_first || party || listed || !shared {
        return;
    }
    // "a former pilot who is now harbour master".
    if parse.is(phrase.stop, "who") && parse.is(phrase.stop + 2, "now") {
        found.extend(relative(parse, phrase.stop, end));
    }
    found.push(Candidate::of(phrase, Way::Apposed));
}

/// Participles that begin the name of an office.
const OFFICES: &[&str] = &[
    "acting",
    "commanding",
    "consulting",
    "contributing",
    "coordinating",
    "founding",
    "incoming",
    "leading",
    "managing",
    "operating",
    "outgoing",
    "presiding",
    "sitting",
    "supervising",
    "visiting",
];

/// Whether a name is the last of several: "and" stands before it.
fn listed_before(parse: &Parse, first: usize) -> bool {
    first > 0 && parse.is_any(first - 1, &["and", "&"])
}

/// Past ages, places and parties that stand behind a name before what somebody is: "54, of Vellmouth,".
fn past_details(parse: &Parse, from: usize, end: usize) -> usize {
    let mut from = from;
    for _ in 0..3 {
        let aged = |at: usize| parse.tokens[at].shape == Shape::Number || is_age(parse, at);
        let state = from > 1 && is_party(parse, from - 2) && parse.tokens[from.min(parse.tokens.len() - 1)].shape.is_capitalized();
        let detail = from < end && (aged(from) || parse.is_any(from, &["of", "from", "aged"]) || is_party(parse, from) || state);
        let comma = (from..end.min(from + 7)).find(|i| parse.is_any(*i, &[",", "—", "–"])).filter(|_| detail);
        match comma {
            Some(comma) => from = comma + 1,
            None => break,
        }
    }
    from
}

/// "D., Calif." and "R-Fla.".
fn is_party(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    matches!(word, "D" | "R" | "I" | "D." | "R." | "I.")
        || word.len() <= 8 && ["R-", "D-", "I-"].iter().any(|party| word.starts_with(party))
}

/// "The harbour master, Marit Oru,", "VHB Chief Executive, Marit Oru, said": the role stands first.
fn leading(parse: &Parse, name: &Range<usize>, sentence: &Range<usize>, all: &Entities) -> Option<Candidate> {
    let comma = name.start.checked_sub(1).filter(|at| *at > sentence.start && parse.is_any(*at, &[",", "—", "–"]))?;
    let next = parse.tokens.get(name.end).filter(|_| name.end < sentence.end);
    let closed =
        next.is_none_or(|next| matches!(next.shape, Shape::Punctuation | Shape::CloseQuote)) && !parse.is_any(name.end, &["'s", "’s"]);
    let said = name.end < sentence.end && parse.tags[name.end].is_finite();
    let limit = comma.saturating_sub(16).max(sentence.start);
    for start in (limit..comma).rev() {
        if matches!(parse.word(start), "," | ";" | ":" | "(" | ")")
            || matches!(parse.tokens[start].shape, Shape::OpenQuote | Shape::CloseQuote)
        {
            return None;
        }
        let determined = parse.is_any(start, &["the", "a", "an", "his", "her", "its", "their", "our", "another", "whose"]);
        let edge = start == sentence.start || matches!(parse.word(start - 1), "," | ";" | ":" | ")" | "—" | "–") || {
            let before = &parse.tokens[start - 1];
            matches!(before.shape, Shape::OpenQuote | Shape::CloseQuote)
        };
        let behind_word = !edge
            && (parse.tags[start - 1].is_verb()
                || parse.is_any(
                    start - 1,
                    &[
                        "to", "by", "with", "from", "that", "and", "as", "on", "for", "of", "under", "when", "if", "but", "because",
                        "while", "where",
                    ],
                ));
        let inside = start > sentence.start && parse.is_any(start - 1, &["of", "for", "in", "at"]) && determined;
        let bare = behind_word && (parse.tokens[start].shape.is_capitalized() || closed && parse.is_any(start - 1, &["to", "by", "as"]));
        if !(determined && !inside || edge || bare) {
            continue;
        }
        let Some(phrase) = ahead(parse, start, comma).filter(|phrase| phrase.stop == comma && phrase.known && !phrase.plural) else {
            continue;
        };
        // "Marit Oru, a baker, Ola Saar, …": the baker is she.
        let other = |at: usize| {
            all.mentions_in(at..at + 1).any(|other| other.last as usize == at + 1 && all.get(other.entity).kind == EntityType::Person)
        };
        if start > sentence.start + 1 && matches!(parse.word(start - 1), "," | "—" | "–") && other(start - 2) {
            return None;
        }
        // "According to the mayor, Oru said" and "the mayor, Oru and Saar" tell nothing of Oru.
        let as_office = start > sentence.start && parse.is(start - 1, "as");
        let subject = as_office || edge && !parse.is_any(start, &["when", "if", "as"]);
        return (closed || said && subject).then(|| Candidate::of(phrase, Way::Leading));
    }
    None
}

/// "a pilot called Marit Oru", "the victim, identified as Marit Oru".
fn called(parse: &Parse, name: &Range<usize>, sentence: &Range<usize>) -> Option<Candidate> {
    let mut at = name.start.checked_sub(1).filter(|at| *at > sentence.start)?;
    if parse.is(at, "as") && at > sentence.start + 1 && parse.is_any(at - 1, &["identified", "known"]) {
        at -= 1;
        at -= usize::from(at > sentence.start + 1 && parse.is_any(at - 1, &["was", "were", "been"]));
    } else if !parse.is_any(at, &["called", "named"]) {
        return None;
    }
    let noun = if parse.is(at - 1, ",") { at - 1 } else { at };
    let phrase = behind(parse, sentence.start, noun)?;
    let plain = phrase.tokens.len() == 1 && parse.is_any(phrase.head, &["man", "woman", "boy", "girl", "child", "baby", "person"]);
    (phrase.known && phrase.determined && !plain).then(|| Candidate::of(phrase, Way::Called))
}

/// "the Harbour Board's Marit Oru": the body somebody is of.
fn owned(parse: &Parse, name: &Range<usize>, sentence: &Range<usize>, all: &Entities) -> Option<Candidate> {
    let mark = name.start.checked_sub(1).filter(|at| *at > sentence.start && parse.is_any(*at, &["'s", "’s", "'", "’"]))?;
    let body = all
        .mentions_in(mark - 1..mark)
        .find(|other| other.last as usize == mark && other.form.is_name() && all.get(other.entity).kind == EntityType::Organization)?;
    Some(Candidate::plain(body.tokens(), Way::Owned))
}

/// "Marit Oru of the Harbour Board", "Oru, of the Harbour Board".
fn affiliation(parse: &Parse, mention: &Mention, sentence: &Range<usize>, all: &Entities) -> Option<Candidate> {
    let mut at = mention.last as usize;
    let comma = at < sentence.end && parse.is(at, ",");
    at += usize::from(comma);
    if at + 1 >= sentence.end || !parse.is_any(at, &["of", "from", "with", "at"]) {
        return None;
    }
    let name = if parse.is(at + 1, "the") { at + 2 } else { at + 1 };
    let body = all.mentions_in(name..name + 1).find(|other| {
        let body = matches!(all.get(other.entity).kind, EntityType::Organization | EntityType::Other);
        other.first as usize == name && body && other.form.is_name()
    })?;
    let last = body.last as usize;
    let closed = last >= sentence.end || parse.tokens[last].shape == Shape::Punctuation || parse.tags[last].is_finite();
    closed.then(|| Candidate::plain(at..last, Way::Of))
}

/// Whether the words at a candidate's end are a listed phrase that tells a rank alone ("Sgt.", "Rep.").
pub(super) fn is_bare(parse: &Parse, candidate: &Candidate) -> bool {
    candidate.tokens.len() == 1
        && candidate.head.is_some_and(|head| phrase_length(parse, head).is_some() && parse.word(head).ends_with('.'))
}
