//! What the article says a person is: the title before a name, the apposition around it, the clause that tells it; and the places
//! where the role then stands for the person.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Entities, EntityType, Form, Mention, fold};
use crate::lexicon::Class;
use crate::syntax::kept::{Movable, Shift};
use crate::syntax::{Parse, Shape};
use crate::text::Span;

/// How many words a role may have.
const LONGEST: usize = 18;

/// Gives each person the first role that the article tells.
pub fn assign(parse: &Parse, all: &mut Entities) {
    for index in 0..all.mentions.len() {
        let mention = &all.mentions[index];
        let entity = mention.entity as usize;
        if all.entities[entity].kind != EntityType::Person || all.entities[entity].role_span.is_some() || !mention.form.is_name() {
            continue;
        }
        if let Some(span) = of_mention(parse, mention, all) {
            all.entities[entity].role = span.of(&parse.prose.text).to_owned();
            all.entities[entity].role_span = Some(span);
        }
    }
}

fn of_mention(parse: &Parse, mention: &Mention, all: &Entities) -> Option<Span> {
    let index = parse.sentence_of(mention.first as usize);
    let sentence = parse.sentences.get(index)?.tokens();
    title(parse, mention, &sentence)
        .or_else(|| after(parse, mention, &sentence))
        .or_else(|| before(parse, mention, &sentence))
        .or_else(|| affiliation(parse, mention, &sentence, all))
        .map(|range| parse.span(range))
}

fn title(parse: &Parse, mention: &Mention, sentence: &Range<usize>) -> Option<Range<usize>> {
    let title = mention.title?;
    let (mut from, to) = (parse.token_from(title.start), parse.token_from(title.end));
    // "real-estate magnate", "chief harbour pilot": the nouns and adjectives before the noun belong to it.
    while from > sentence.start
        && parse.tokens[from - 1].shape == Shape::Lower
        && (parse.tags[from - 1].is_noun()
            || parse.tags[from - 1].is_adjective()
            || parse.is_any(
                from - 1,
                &[
                    "former", "then", "current", "acting", "deputy", "longtime", "incoming", "outgoing", "interim", "senior", "ex", "late",
                    "veteran",
                ],
            ))
    {
        from -= 1;
    }
    Some(from..to)
}

/// If a noun for what a person is starts at token `at` ("mayor", "harbour master", "secretary of state"): its main word.
fn role_noun(parse: &Parse, at: usize) -> Option<usize> {
    let token = &parse.tokens[at];
    let following = (at + 1..parse.tokens.len().min(at + 6)).map(|next| parse.word(next));
    if let Some((length, classes)) = parse.lexicon.phrase(parse.word(at), following)
        && classes.any(&[Class::Title, Class::PersonNoun])
    {
        let of = (at..at + length).any(|word| parse.is(word, "of"));
        return Some(if of { at } else { at + length - 1 });
    }
    let classes = token.entry.classes;
    let name = token.shape == Shape::Capitalized && classes.any(&[Class::GivenName, Class::FamilyName]);
    (classes.any(&[Class::Title, Class::PersonNoun, Class::Kin]) && !name).then_some(at)
}

/// ", the harbour master", ", 54, a harbour master", " is the harbour master", ", who runs the harbour".
fn after(parse: &Parse, mention: &Mention, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut at = mention.last as usize;
    let end = sentence.end;
    if at < end && parse.is(at, "(") {
        let close = (at..end.min(at + 8)).find(|i| parse.is(*i, ")"))?;
        let party =
            parse.tokens[at + 1].shape.is_capitalized() && parse.word(at + 1).starts_with(['R', 'D', 'I']) && parse.word(at + 1).len() <= 9;
        if party && (parse.word(at + 1).contains('-') || parse.word(at + 1).len() <= 2) {
            return Some(at + 1..close);
        }
        at = close + 1;
    }
    if at >= end {
        return None;
    }
    if parse.is_any(at, &[",", "—", "–", "-", "--"]) {
        let mut from = at + 1;
        if from + 1 < end && parse.tokens[from].shape == Shape::Number && parse.is(from + 1, ",") {
            from += 2;
        }
        if parse.is_any(from, &["who", "whose"]) && from < end {
            return relative(parse, from, end);
        }
        return predicate(parse, from, end, true);
    }
    if parse.is_any(at, &["is", "was", "became", "remains"]) {
        return predicate(parse, at + 1, end, false);
    }
    None
}

/// "who is the harbour master", "who has run the harbour since the flood".
fn relative(parse: &Parse, at: usize, end: usize) -> Option<Range<usize>> {
    let verb = at + 1;
    if verb >= end {
        return None;
    }
    if parse.is_any(
        verb,
        &[
            "is",
            "was",
            "became",
            "serves",
            "served",
            "works",
            "worked",
            "heads",
            "headed",
            "leads",
            "led",
            "runs",
            "ran",
            "chairs",
            "chaired",
            "represents",
            "represented",
            "teaches",
            "owns",
            "founded",
            "directs",
            "directed",
            "oversees",
            "manages",
            "covers",
            "studies",
            "has",
            "had",
            "coaches",
            "edits",
            "edited",
            "plays",
            "played",
            "co-founded",
            "wrote",
            "won",
            "lives",
            "helped",
        ],
    ) {
        if parse.is_any(verb, &["is", "was", "became"])
            && let Some(role) = predicate(parse, verb + 1, end, false)
        {
            return Some(role);
        }
        if parse.is_any(verb, &["is", "was", "has", "had", "became"]) {
            let participle = parse.is_any(
                verb + 1,
                &[
                    "been",
                    "served",
                    "worked",
                    "led",
                    "run",
                    "headed",
                    "covered",
                    "chaired",
                    "studied",
                    "represented",
                    "writing",
                    "running",
                    "leading",
                ],
            );
            if !participle || verb + 1 >= end {
                return None;
            }
        }
        let stop = stop(parse, verb, end);
        return (stop > verb + 1).then_some(verb..stop);
    }
    None
}

/// A noun phrase that says what a person is, from `from`: its tokens without the determiner.
fn predicate(parse: &Parse, from: usize, end: usize, apposition: bool) -> Option<Range<usize>> {
    let mut start = from;
    let determined = start < end && parse.is_any(start, &["a", "an", "the", "his", "her", "its", "their", "our", "one", "another"]);
    if determined {
        start += 1;
    } else if !apposition {
        return None;
    }
    let stop = stop(parse, start, end);
    let head = (start..stop.min(start + 9)).find_map(|at| role_noun(parse, at).filter(|noun| !parse.is_any(noun + 1, &["'s", "’s"])));
    let head = head?;
    // A preposition or a verb before the head means that the head belongs to something else.
    let modified = (start..head).all(|at| {
        let token = &parse.tokens[at];
        token.shape.is_word() && !token.entry.classes.has(Class::Opener) && !parse.tags[at].is_finite()
            || parse.is_any(at, &["'s", "’s", "first", "last", "former", "late", "second", "-", "and"])
    });
    // "Oru, President Saar and …" is a list of people; without a determiner a capital tells the next person.
    let next_person = parse.tokens.get(head + 1).is_some_and(|next| {
        next.shape == Shape::Capitalized && next.entry.classes.any(&[Class::GivenName, Class::FamilyName]) && head + 1 < stop
    });
    if !modified || next_person {
        return None;
    }
    let verb_first = !determined
        && start < end
        && (parse.tags[start].is_finite() || parse.tokens[start].entry.verb.is_some() && parse.tokens[start].shape == Shape::Lower);
    (!verb_first).then_some(start..stop.max(head + 1))
}

/// Where a role's phrase ends: the next comma, stop, bracket, quotation mark or relative clause.
fn stop(parse: &Parse, from: usize, end: usize) -> usize {
    let limit = end.min(from + LONGEST);
    (from..limit)
        .find(|at| {
            let token = &parse.tokens[*at];
            matches!(token.shape, Shape::OpenQuote | Shape::CloseQuote)
                || token.shape == Shape::Punctuation && !matches!(parse.word(*at), "-" | "&" | "/")
                || parse.is_any(*at, &["who", "whose", "which", "that", "when", "where", "while", "but", "said", "says", "told"])
        })
        .unwrap_or(limit)
}

/// "The harbour master, Marit Oru,": the role stands first.
fn before(parse: &Parse, mention: &Mention, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut first = mention.first as usize;
    while first > sentence.start && parse.has(first - 1, Class::Honorific) {
        first -= 1;
    }
    let comma = first.checked_sub(1).filter(|at| *at > sentence.start && parse.is_any(*at, &[",", "—", "–"]))?;
    let closes = parse
        .tokens
        .get(mention.last as usize)
        .is_none_or(|next| mention.last as usize >= sentence.end || next.shape == Shape::Punctuation || next.shape == Shape::CloseQuote);
    if !closes {
        return None;
    }
    let limit = comma.saturating_sub(12).max(sentence.start);
    let start =
        (limit..comma).rev().take_while(|at| parse.tokens[*at].shape.is_word() || matches!(parse.word(*at), "'s" | "’s")).find(|at| {
            parse.is_any(*at, &["the", "a", "an", "his", "her", "its", "their", "our"])
                && !(*at > sentence.start && parse.is_any(at - 1, &["of", "at", "for", "in", "on"]))
        })?;
    let head = (start + 1..comma.min(start + 7)).find_map(|at| role_noun(parse, at))?;
    let plain = (start + 1..head).all(|at| {
        !parse.tokens[at].entry.classes.has(Class::Opener) && !parse.tags[at].is_finite()
            || parse.is_any(at, &["former", "late", "first", "last"])
    });
    let verbless = (head + 1..comma).all(|at| !parse.tags[at].is_finite() || parse.tokens[at].shape.is_capitalized());
    (plain && verbless).then_some(start + 1..comma)
}

/// "Marit Oru of the Harbour Board", "Oru, of the Harbour Board".
fn affiliation(parse: &Parse, mention: &Mention, sentence: &Range<usize>, all: &Entities) -> Option<Range<usize>> {
    let mut at = mention.last as usize;
    if at < sentence.end && parse.is(at, ",") {
        at += 1;
    }
    if at + 1 >= sentence.end
        || !parse.is_any(at, &["of", "from", "with", "at"])
        || (at == mention.last as usize && parse.is_any(at, &["at", "with", "from"]))
    {
        return None;
    }
    let name = if parse.is(at + 1, "the") { at + 2 } else { at + 1 };
    let body = all
        .mentions_in(name..name + 1)
        .find(|other| other.first as usize == name && all.get(other.entity).kind != EntityType::Person && other.form.is_name())?;
    Some(at..body.last as usize)
}

/// Words that may stand before a role's noun without changing whom it means.
const PLAIN: &[&str] =
    &["the", "this", "that", "former", "then", "late", "veteran", "embattled", "ousted", "newly", "elected", "outgoing", "current"];

/// "the harbour master", "the secretary of state": a definite description of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its tokens.
    tokens: Range<usize>,
    /// Its noun.
    head: usize,
}

impl Movable for Description {
    fn moved(&self, shift: Shift) -> Description {
        Description { tokens: shift.tokens(self.tokens.clone()), head: shift.token(self.head as u32) as usize }
    }
}

/// Appends the definite descriptions of sentence `index`, in text order.
pub fn find(parse: &Parse, index: usize, descriptions: &mut Vec<Description>) {
    if !parse.block_of(index).role.is_article() {
        return;
    }
    let sentence = parse.sentences[index].tokens();
    let described =
        sentence.clone().filter(|at| parse.is_any(*at, &["the", "that", "this"])).filter_map(|at| definite(parse, at, sentence.end));
    descriptions.extend(described);
}

/// The noun phrases that stand for a person by the role ("the harbour master").
pub fn mentions(parse: &Parse, descriptions: &[Description], all: &Entities) -> Vec<Mention> {
    let mut bearers = FxHashMap::<u64, Vec<u32>>::default();
    let mut spans = Vec::new();
    for entity in &all.entities {
        let Some(span) = entity.role_span.filter(|_| entity.kind == EntityType::Person) else { continue };
        spans.push(span);
        let range = parse.token_from(span.start)..parse.token_from(span.end);
        let limit = range.clone().find(|at| parse.is_any(*at, &["of", "for", "at", "in", "to", "on", "from", "with"])).unwrap_or(range.end);
        for at in range.start..limit {
            if let Some(noun) = role_noun(parse, at).filter(|noun| !parse.has(*noun, Class::Kin)) {
                let word = parse.word(noun);
                let long = SHORT.iter().filter(|(short, _)| short.eq_ignore_ascii_case(word)).map(|(_, long)| *long);
                for noun in std::iter::once(word).chain(long) {
                    let list = bearers.entry(fold::key(noun)).or_default();
                    if list.len() < 16 && !list.contains(&entity.id) {
                        list.push(entity.id);
                    }
                }
            }
        }
    }
    if bearers.is_empty() {
        return Vec::new();
    }
    spans.sort_unstable();
    let mut found: Vec<Mention> = Vec::new();
    let mut last_seen = FxHashMap::<u32, u32>::default();
    let mut next = 0;
    for Description { tokens: range, head } in descriptions {
        let (range, head) = (range.clone(), *head);
        let at = range.start;
        while all.mentions.get(next).is_some_and(|mention| mention.first as usize <= at) {
            last_seen.insert(all.mentions[next].entity, all.mentions[next].first);
            next += 1;
        }
        let span = parse.span(range.clone());
        let inside = spans.partition_point(|other| other.end <= span.start);
        if spans.get(inside).is_some_and(|other| other.overlaps(span))
            || all.mentions_in(range.clone()).next().is_some_and(|mention| mention.form.is_name() && mention.last as usize >= head)
        {
            continue;
        }
        let Some(candidates) = bearers.get(&fold::key(parse.word(head))) else { continue };
        let agreed = |id: &&u32| {
            let entity = all.get(**id);
            let told = entity.role_span.is_some_and(|role| role.start < span.start);
            told && last_seen.contains_key(*id)
                && (at + 1..head)
                    .all(|word| PLAIN.iter().any(|plain| parse.is(word, plain)) || contains_word(&entity.role, parse.word(word)))
                && (head + 1..range.end).all(|word| contains_word(&entity.role, parse.word(word)))
        };
        let best = candidates.iter().filter(agreed).max_by_key(|id| last_seen.get(*id).copied().unwrap_or_default());
        if let Some(id) = best {
            last_seen.insert(*id, at as u32);
            found.push(Mention {
                span,
                first: range.start as u32,
                last: range.end as u32,
                form: Form::Role,
                entity: *id,
                honorific: false,
                title: None,
                quoted: parse.quoted_at(at).is_some(),
                sure: true,
            });
        }
    }
    found
}

/// The definite description that starts at token `at`.
fn definite(parse: &Parse, at: usize, end: usize) -> Option<Description> {
    for head in at + 1..end.min(at + 5) {
        let token = &parse.tokens[head];
        if !token.shape.is_word() {
            return None;
        }
        let phrase = parse.lexicon.phrase(parse.word(head), (head + 1..end.min(head + 6)).map(|i| parse.word(i)));
        if let Some((length, classes)) = phrase
            && classes.any(&[Class::Title, Class::PersonNoun])
        {
            let of = (head..head + length).any(|i| parse.is(i, "of"));
            let noun = if of { head } else { head + length - 1 };
            return singular(parse, head + length, end).then_some(Description { tokens: at..head + length, head: noun });
        }
        if token.entry.classes.any(&[Class::Title, Class::PersonNoun]) && token.shape != Shape::Upper {
            let next = parse.tokens.get(head + 1).filter(|_| head + 1 < end);
            let goes_on = next.is_some_and(|next| next.entry.classes.any(&[Class::Title, Class::PersonNoun]) && next.shape.is_word());
            if goes_on {
                continue;
            }
            return singular(parse, head + 1, end).then_some(Description { tokens: at..head + 1, head });
        }
    }
    None
}

/// Whether the phrase ends here: no further noun, no "of" that would make it another role, no name.
fn singular(parse: &Parse, at: usize, end: usize) -> bool {
    if at >= end {
        return true;
    }
    let token = &parse.tokens[at];
    let name = token.shape == Shape::Capitalized;
    !(name || parse.tags[at].is_noun() && token.shape == Shape::Lower || parse.is(at, "of"))
}

/// What titles are short for.
const SHORT: &[(&str, &str)] = &[
    ("gov.", "governor"),
    ("sen.", "senator"),
    ("rep.", "representative"),
    ("rep.", "congressman"),
    ("rep.", "congresswoman"),
    ("gen.", "general"),
    ("col.", "colonel"),
    ("capt.", "captain"),
    ("sgt.", "sergeant"),
    ("lt.", "lieutenant"),
    ("rev.", "reverend"),
    ("prof.", "professor"),
    ("supt.", "superintendent"),
    ("insp.", "inspector"),
    ("det.", "detective"),
];

/// Whether a role or title has the noun in it, spelled out or short.
pub fn tells(role: &str, noun: &str) -> bool {
    let short = |part: &str| SHORT.iter().any(|(short, long)| short.eq_ignore_ascii_case(part) && long.eq_ignore_ascii_case(noun));
    contains_word(role, noun) || role.split_whitespace().any(short)
}

fn contains_word(role: &str, word: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word))
}
