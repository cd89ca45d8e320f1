//! The answers of an interview or transcript, and whose they are: "Mond: …", "Q: … A: …", "GM: …", a question and a plain answer.

use std::ops::Range;

use super::{ANNOUNCED, FIRST_PERSON, Interviewed, QUESTIONS, Turn, interviewee, turns};
use crate::entity::{Entities, EntityId, EntityType, Form, Mention};
use crate::syntax::{Parse, Shape};
use rustc_hash::{FxHashMap, FxHashSet};

/// Words of the longest label.
const LABEL: usize = 5;
/// A label that stands once only may be any heading with a colon.
const LABELLED: usize = 2;

/// Who speaks an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Whoever the label says, in tokens of the article.
    Label(Range<usize>),
    /// A person whom the article names elsewhere.
    Person(EntityId),
}

/// A paragraph that somebody speaks though no quotation marks say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who speaks.
    pub who: Who,
    /// What is said, in tokens of the article.
    pub words: Range<usize>,
}

/// More labels than this are no people who speak with each other.
const SPEAKERS: usize = 64;

/// A paragraph's label.
#[derive(Debug, Clone)]
struct Label {
    name: Range<usize>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// "Q".
    Question,
    /// "A".
    Answer,
    /// Somebody whom the article names.
    Person(EntityId),
    /// Anybody else.
    Other,
}

/// Which paragraphs a label gives to somebody.
pub(super) fn labelled(parse: &Parse, all: &Entities) -> Vec<bool> {
    labels(parse, all).iter().map(Option::is_some).collect()
}

/// The answers of an article, in text order; none where it is no interview.
pub fn answers(parse: &Parse, all: &Entities) -> Vec<Answer> {
    let labels = labels(parse, all);
    let turns = turns(parse);
    let asks = |block: usize| turns[block] == Turn::Question && asks_only(parse, block);
    let questions = (0..turns.len()).filter(|block| labels[*block].is_none() && asks(*block)).count();
    let labelled = labels.iter().flatten().count();
    let declared = parse.prose.front_matter.kind.as_ref().is_some_and(|(kind, _)| kind.trim().eq_ignore_ascii_case("interview"));
    if labelled == 0 && questions < if declared { 1 } else { ANNOUNCED } {
        return Vec::new();
    }
    let interviewed = interviewed(parse, all, &turns, &labels);
    // A plain answer is one only in what is surely an interview.
    let sure = declared || labelled > 0 || interviewed.is_some_and(|one| one.announced) && questions >= ANNOUNCED || questions > QUESTIONS;
    let person = interviewed.filter(|one| one.other.is_none() && sure).map(|one| one.person);
    let askers = askers(parse, &labels);
    let mut found = Vec::new();
    let mut speaking: Option<Who> = None;
    for (block, label) in labels.iter().enumerate() {
        if !parse.prose.blocks[block].role.is_body() {
            speaking = if asks(block) { person.map(Who::Person) } else { None };
            continue;
        }
        let tokens = tokens_of(parse, block);
        let asked_first = label.is_none() && person.is_some();
        let start = if asked_first { behind_question(parse, block) } else { tokens.start };
        let leads = start > tokens.start;
        let words = label.as_ref().map_or(start, |label| label.name.end + 1)..tokens.end;
        let who = match label {
            Some(Label { kind: Kind::Question, .. }) => None,
            Some(Label { kind: Kind::Answer, .. }) => person.map(Who::Person),
            Some(label) if asks_only(parse, block) || askers.contains(key(parse, label)) => None,
            Some(Label { kind: Kind::Person(id), name }) if all.mentions_in(name.clone()).all(|mention| mention.entity != *id) => {
                Some(Who::Person(*id))
            }
            Some(Label { name, .. }) => Some(Who::Label(name.clone())),
            None if leads => person.map(Who::Person),
            None if turns[block] == Turn::Question => None,
            // A paragraph that goes on with an answer speaks of its speaker, and nobody else is quoted in it.
            None => speaking.clone().filter(|_| !quotes_others(parse, block)),
        };
        let asked = match label {
            Some(label) => label.kind == Kind::Question || asks_only(parse, block) || askers.contains(key(parse, label)),
            None => asks(block) && !leads,
        };
        speaking = if asked { person.map(Who::Person) } else { who.clone().filter(|_| goes_on(parse, block)) };
        if let Some(who) = who.filter(|_| !words.is_empty()) {
            found.push(Answer { who, words });
        }
    }
    found
}

/// Whether the paragraph that begins with token `first` opens with a name and a colon: "Mond: …", "**GM:** …".
pub fn is_label(parse: &Parse, first: usize, last: usize) -> bool {
    let block = parse.sentences.get(parse.sentence_of(first)).map(|sentence| sentence.block as usize);
    parse.is(last, ":") && block.is_some_and(|block| tokens_of(parse, block).start == first)
}

fn tokens_of(parse: &Parse, block: usize) -> Range<usize> {
    let span = parse.prose.blocks[block].span;
    let first = parse.token_from(span.start);
    first..parse.token_from_near(span.end, first)
}

/// Whether the paragraph after this one may go on with its answer.
fn goes_on(parse: &Parse, block: usize) -> bool {
    let next = block + 1;
    let own = |at: usize| parse.is_any(at, FIRST_PERSON) || parse.is_any(at, &["we", "our", "us"]);
    next < parse.prose.blocks.len() && tokens_of(parse, next).any(|at| parse.tokens[at].span.len() <= 6 && own(at))
}

/// Bytes of a quotation that is more than a few words.
const LONG: u32 = 60;

/// Where the answer begins in a paragraph that opens with a question to "you"; else where the paragraph begins.
fn behind_question(parse: &Parse, block: usize) -> usize {
    let tokens = tokens_of(parse, block);
    let Some(first) = parse.sentences.get(parse.sentence_of(tokens.start)).filter(|first| (first.last as usize) < tokens.end) else {
        return tokens.start;
    };
    let asks = parse.word((first.last as usize).saturating_sub(1)).starts_with('?');
    let addressed = first.tokens().any(|at| parse.is_any(at, &["you", "your"]) && parse.quoted_at(at).is_none());
    let more = parse.word(tokens.end - 1).starts_with('?');
    if asks && addressed && !more { first.last as usize } else { tokens.start }
}

/// Whether the paragraph quotes somebody at length.
fn quotes_others(parse: &Parse, block: usize) -> bool {
    let from = parse.quoted.partition_point(|quoted| (quoted.block as usize) < block);
    parse.quoted[from..].iter().take_while(|quoted| quoted.block as usize == block).any(|quoted| quoted.span.len() >= LONG)
}

/// Whether the article names what the label names elsewhere, too.
fn is_known(all: &Entities, label: &Label) -> bool {
    all.mentions_in(label.name.clone()).any(|mention| all.get(mention.entity).mentions.len() > 1)
}

/// A label's words.
fn key<'a>(parse: &Parse<'a>, label: &Label) -> &'a str {
    parse.span(label.name.clone()).of(&parse.prose.text)
}

/// The labels half of whose paragraphs end with a question: they ask, and what they say between is the paper's too.
fn askers<'a>(parse: &Parse<'a>, labels: &[Option<Label>]) -> FxHashSet<&'a str> {
    let mut counts: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
    for (block, label) in labels.iter().enumerate() {
        let Some(label) = label else { continue };
        let ends = tokens_of(parse, block).next_back().is_some_and(|last| parse.word(last).starts_with('?'));
        let (all, asking) = counts.entry(key(parse, label)).or_default();
        (*all, *asking) = (*all + 1, *asking + u32::from(ends));
    }
    counts.into_iter().filter(|(_, (all, asking))| asking * 2 >= *all && *asking > 0).map(|(words, _)| words).collect()
}

/// Whether every sentence of the paragraph asks.
fn asks_only(parse: &Parse, block: usize) -> bool {
    let tokens = tokens_of(parse, block);
    let Some(last) = tokens.clone().next_back() else { return false };
    let marks = tokens.clone().filter(|at| parse.is_any(*at, &["?", ".", "!"]));
    let (mut asking, mut telling) = (0, 0);
    for mark in marks {
        if parse.is(mark, "?") { asking += 1 } else { telling += 1 }
    }
    asking > telling && parse.word(last).starts_with(['?', '”', '"']) && tokens.len() <= 120
}

/// The label of each paragraph, where the article is a transcript: labels come again, and say that they ask and answer or name a person.
fn labels(parse: &Parse, all: &Entities) -> Vec<Option<Label>> {
    let mut known = FxHashMap::default();
    let mut labels: Vec<Option<Label>> = (0..parse.prose.blocks.len()).map(|block| label(parse, all, block, &mut known)).collect();
    let count = labels.iter().flatten().count();
    called_often(all, &mut labels);
    let kinds = || labels.iter().flatten().map(|label| label.kind);
    let people = kinds().any(|kind| matches!(kind, Kind::Person(_)));
    let pair = kinds().any(|kind| kind == Kind::Question) && kinds().any(|kind| kind == Kind::Answer);
    if count < LABELLED || !people && !pair {
        return vec![None; labels.len()];
    }
    // What names nobody and stands once is a heading.
    let mut times: FxHashMap<&str, u32> = FxHashMap::default();
    for label in labels.iter().flatten() {
        *times.entry(key(parse, label)).or_default() += 1;
    }
    for label in &mut labels {
        let heading = |label: &Label| label.kind == Kind::Other && times.get(key(parse, label)) == Some(&1) && !is_known(all, label);
        label.take_if(|label| heading(label));
    }
    labels
}

/// So often two people at least are labelled, though nobody introduces them: it is they who speak with each other.
const OFTEN: usize = 3;

/// "Tom: …", "Ada: …": people by a given name alone, whose labels come again and again.
fn called_often(all: &Entities, labels: &mut [Option<Label>]) {
    let mut times: FxHashMap<EntityId, usize> = FxHashMap::default();
    let bearer = |label: &Label| {
        let mention = all.mentions_in(label.name.clone()).find(|mention| mention.form.is_name())?;
        let whole = mention.first as usize == label.name.start && mention.last as usize == label.name.end;
        (whole && label.kind == Kind::Other && all.get(mention.entity).kind == EntityType::Person).then_some(mention.entity)
    };
    for id in labels.iter().flatten().filter_map(bearer) {
        *times.entry(id).or_default() += 1;
    }
    if times.values().filter(|count| **count >= OFTEN).count() < 2 {
        return;
    }
    for label in labels.iter_mut().flatten() {
        if let Some(id) = bearer(label).filter(|id| times[id] >= OFTEN) {
            label.kind = Kind::Person(id);
        }
    }
}

fn label<'a>(parse: &Parse<'a>, all: &Entities, block: usize, known: &mut FxHashMap<&'a str, Option<EntityId>>) -> Option<Label> {
    if !parse.prose.blocks[block].role.is_body() {
        return None;
    }
    let tokens = tokens_of(parse, block);
    let first = tokens.start;
    // "Q. How did you start?"
    let stop = usize::from(parse.is(first + 1, "."));
    let letter = match (parse.word(first), stop) {
        ("Q.", _) | ("Q", 1) => Some(Kind::Question),
        ("A.", _) | ("A", 1) => Some(Kind::Answer),
        _ => None,
    };
    if let Some(kind) = letter.filter(|_| tokens.len() > stop + 2 && parse.tokens[first + stop + 1].shape.is_capitalized()) {
        return Some(Label { name: first..first + stop, kind });
    }
    // "MO. With a brush."
    let initials = |word: &str| (2..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
    if parse.is(first + 1, ".")
        && initials(parse.word(first))
        && parse.tokens.get(first + 2).is_some_and(|next| next.shape.is_capitalized())
    {
        let of = |mention: &Mention| all.get(mention.entity).kind == EntityType::Person && mention.form.is_name();
        return all
            .mentions_in(first..first + 1)
            .find(|mention| of(mention))
            .map(|mention| Label { name: first..first + 1, kind: Kind::Person(mention.entity) });
    }
    let named = |at: &usize| {
        let shape = parse.tokens[*at].shape;
        shape.is_capitalized() || matches!(shape, Shape::Mixed) || parse.is_any(*at, &[".", "-", "'", "’"])
    };
    let length = tokens.clone().take(LABEL).take_while(named).count();
    let colon = first + length;
    if length == 0 || colon + 1 >= tokens.end || !parse.is(colon, ":") || parse.tokens[first].shape == Shape::OpenQuote {
        return None;
    }
    let name = first..colon;
    let words: Vec<&str> = name.clone().map(|at| parse.word(at)).filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let kind = match words.as_slice() {
        ["Q" | "Q." | "Question" | "QUESTION"] => Kind::Question,
        ["A" | "A." | "Answer" | "ANSWER"] => Kind::Answer,
        _ => {
            let key = parse.span(name.clone()).of(&parse.prose.text);
            let found = match known.get(key) {
                Some(found) => *found,
                None if known.len() < SPEAKERS => *known.entry(key).or_insert(person(parse, all, &name, &words)),
                None => None,
            };
            found.map_or(Kind::Other, Kind::Person)
        }
    };
    Some(Label { name, kind })
}

/// The person whom a label stands for: named by it, written in capitals, or by initials.
fn person(parse: &Parse, all: &Entities, name: &Range<usize>, words: &[&str]) -> Option<EntityId> {
    let is_person = |id: EntityId| all.get(id).kind == EntityType::Person;
    let named = all.mentions_in(name.clone()).find(|mention| mention.form.is_name() && is_person(mention.entity));
    let introduced = |mention: &&Mention| mention.form == Form::Full && !name.contains(&(mention.first as usize));
    if let Some(mention) = named {
        let full = all.mentions_of(mention.entity).any(|other| introduced(&other));
        return full.then_some(mention.entity);
    }
    let [word] = words else { return None };
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 2 || letters.chars().any(char::is_lowercase) || parse.tokens[name.start].span.len() > 24 {
        return None;
    }
    let initials = |id: EntityId| all.get(id).name.split([' ', '-']).filter_map(|part| part.chars().next()).collect::<String>();
    let family = |id: EntityId| all.get(id).name.rsplit(' ').next().is_some_and(|last| last.to_uppercase() == letters);
    let people = || all.entities.iter().filter(|entity| entity.kind == EntityType::Person).map(|entity| entity.id);
    let one = |fits: &dyn Fn(EntityId) -> bool| {
        let mut fitting = people().filter(|id| fits(*id));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    one(&family).or_else(|| one(&|id| initials(id).to_uppercase() == letters))
}

/// Who answers: the one person whose label does, else whom the opening tells of.
fn interviewed(parse: &Parse, all: &Entities, turns: &[Turn], labels: &[Option<Label>]) -> Option<Interviewed> {
    let mut speaking: Vec<EntityId> = Vec::new();
    for (block, label) in labels.iter().enumerate() {
        if let Some(Label { kind: Kind::Person(id), .. }) = label
            && !asks_only(parse, block)
            && !speaking.contains(id)
        {
            speaking.push(*id);
        }
    }
    match speaking.as_slice() {
        [person] => Some(Interviewed { person: *person, other: None, announced: true }),
        _ => interviewee(parse, all, turns),
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::sourcing::Quote;
    use crate::text::{Document, Format};

    /// Who speaks, and what.
    fn spoken(text: &str) -> Vec<(String, String)> {
        let article = Article::analyze(Document::new("article.md", text, Format::Markdown), Lexicon::shipped(), None);
        let shown = article.sourcing.attributions.iter().filter(|attribution| attribution.quote == Quote::Shown);
        let words = |span: &crate::text::Span| span.of(&article.prose.text).to_owned();
        let pair = |attribution: &crate::sourcing::Attribution| {
            let name = attribution.source.as_ref().map(|source| source.name.clone()).unwrap_or_default();
            (name, attribution.content.iter().map(words).collect::<Vec<_>>().join(" / "))
        };
        shown.map(pair).collect()
    }

    #[test]
    fn labels_and_questions_tell_who_speaks() {
        let text = "The painter Asta Mond spoke to us in May.\n\n**Gazette:** How did you start?\n\n**Mond:** With a borrowed brush. They paid \
                    me late.\n\n**How many have you sold?**\n\nNine hundred or so. I keep count.";
        let wanted = [("Asta Mond", "With a borrowed brush. They paid me late"), ("Asta Mond", "Nine hundred or so. I keep count")];
        assert_eq!(spoken(text), wanted.map(|(who, words)| (who.to_owned(), words.to_owned())));
    }

    #[test]
    fn initials_and_letters_stand_for_who_is_introduced() {
        for (question, answer) in [("Q", "A"), ("Courier", "AM"), ("COURIER", "MOND")] {
            let text = format!(
                "An interview with the painter Asta Mond.\n\n{question}: How did you start?\n\n{answer}: With a brush. They paid me \
                 late.\n\n{question}: And now?\n\n{answer}: Now I sleep."
            );
            let found = spoken(&text);
            assert_eq!(found.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), ["Asta Mond"; 2], "{text}");
        }
    }

    #[test]
    fn headings_with_a_colon_and_questions_in_a_report_are_no_interview() {
        for text in [
            "Asta Mond paints.\n\nBENEFITS: It is cheap.\n\nDANGERS: It burns.\n\nBENEFITS: It dries.",
            "Asta Mond paints. Who buys it?\n\nNobody knows. She sold two last year.\n\nWhy does she go on?\n\nThe town wants to know.",
        ] {
            assert_eq!(spoken(text), [], "{text}");
        }
    }
}
