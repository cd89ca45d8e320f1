//! Interviews in questions and answers: outside quotation marks, "I" is the person who answers and "you" the person who is asked.

mod answers;

pub use answers::{Answer, Who, answers, is_label};

use super::{Entities, EntityId, EntityType, Form, Mention};
use crate::prose::Role;
use crate::syntax::Parse;

/// An interview has at least so many paragraphs that are questions.
const QUESTIONS: usize = 4;
/// So many are enough where the opening says that it is one.
const ANNOUNCED: usize = 2;
/// Who is introduced before the first question stands within so many paragraphs of it.
const INTRODUCTION: usize = 2;
/// The person interviewed is named within so many sentences.
const OPENING: usize = 12;

/// The first and second persons of an interview, resolved to the one person who is interviewed; empty for other articles.
pub fn resolve(parse: &Parse, all: &Entities) -> Vec<Mention> {
    let turns = turns(parse);
    let questions = turns.iter().filter(|turn| **turn == Turn::Question).count();
    if questions < ANNOUNCED {
        return Vec::new();
    }
    let Some(Interviewed { person, other, announced }) = interviewee(parse, all, &turns) else { return Vec::new() };
    if !announced && questions < QUESTIONS {
        return Vec::new();
    }
    let labelled = answers::labelled(parse, all);
    if let Some(other) = other {
        let mut found = of_two(parse, all, &turns, [person, other]);
        found.retain(|mention| labelled.get(parse.sentences[parse.sentence_of(mention.first as usize)].block as usize) != Some(&true));
        return found;
    }
    let mut found = Vec::new();
    let (mut alone, mut together) = (0, Vec::new());
    for (index, sentence) in parse.sentences.iter().enumerate() {
        // Whose a labelled paragraph is its label tells.
        if !parse.block_of(index).role.is_article() || labelled.get(sentence.block as usize) == Some(&true) {
            continue;
        }
        let turn = turns.get(sentence.block as usize).copied().unwrap_or(Turn::Neither);
        let words: &[&str] = if turn == Turn::Question { &["you", "your", "yours", "yourself"] } else { FIRST_PERSON };
        for at in sentence.tokens().filter(|at| parse.tokens[*at].span.len() <= 9) {
            let own = parse.is_any(at, words);
            let ours = !own && turn == Turn::Answer && parse.is_any(at, &["we", "us", "our", "ours", "ourselves"]);
            if !(own || ours) || parse.quoted_at(at).is_some() {
                continue;
            }
            if own {
                alone += usize::from(turn != Turn::Question);
                found.push(pronoun_mention(parse, at, person));
            } else {
                together.push(pronoun_mention(parse, at, person));
            }
        }
    }
    // Who speaks for a firm or a band says "we" throughout.
    if alone * 4 < together.len() {
        found.append(&mut together);
    }
    found
}

/// The pronouns of whoever speaks.
pub const FIRST_PERSON: &[&str] = &["I", "me", "my", "myself", "mine"];

/// The mention of `entity` by the pronoun at token `at`.
fn pronoun_mention(parse: &Parse, at: usize, entity: EntityId) -> Mention {
    Mention::bare(parse, at..at + 1, Form::Pronoun, entity)
}

/// Whose turn a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Question,
    Answer,
    Neither,
}

/// Whose turn each block is: a question asks and does not speak of itself, an answer comes behind a question.
fn turns(parse: &Parse) -> Vec<Turn> {
    const ASKING: &[&str] = &[
        "how", "what", "why", "when", "where", "who", "which", "do", "did", "does", "is", "are", "was", "were", "can", "could", "will",
        "would", "have", "has", "tell",
    ];
    let mut turns = vec![Turn::Neither; parse.prose.blocks.len()];
    let mut asked = false;
    for (index, sentence) in parse.sentences.iter().enumerate() {
        let block = sentence.block as usize;
        let last = parse.word((sentence.last as usize).saturating_sub(1)).starts_with('?');
        let opens = index == 0 || parse.sentences[index - 1].block != sentence.block;
        let first = sentence.first as usize;
        // A question of one sentence may lack its mark.
        let only = opens && parse.sentences.get(index + 1).is_none_or(|next| next.block != sentence.block);
        let unmarked = only && parse.is_any(first, ASKING) && sentence.tokens().any(|at| parse.is_any(at, &["you", "your"]));
        let own =
            sentence.tokens().any(|at| parse.tokens[at].span.len() <= 6 && parse.is_any(at, FIRST_PERSON) && parse.quoted_at(at).is_none());
        let Some(turn) = turns.get_mut(block) else { continue };
        if opens {
            asked = block > 0 && asked;
            *turn = if asked { Turn::Answer } else { Turn::Neither };
        }
        *turn = match *turn {
            Turn::Question if own => Turn::Answer,
            Turn::Neither | Turn::Answer if (last || unmarked) && !own && opens_or_asks(parse, sentence.block as usize, first) => {
                Turn::Question
            }
            turn => turn,
        };
        asked |= *turn == Turn::Question;
    }
    turns
}

/// Whether no first person stands before token `at` in its block.
fn opens_or_asks(parse: &Parse, block: usize, at: usize) -> bool {
    let start = parse.prose.blocks[block].span.start;
    let first = parse.token_from(start);
    at - first.min(at) < 120 && (first..at).all(|before| parse.tokens[before].span.len() > 6 || !parse.is_any(before, FIRST_PERSON))
}

/// Who answers.
#[derive(Debug, Clone, Copy)]
struct Interviewed {
    person: EntityId,
    /// Who answers too.
    other: Option<EntityId>,
    /// The opening says that it is an interview.
    announced: bool,
}

/// The one person of whom the opening says that an interview was held, or who alone is named there; two of whom it says so; where it
/// names nobody with it, who is introduced right before the first question.
fn interviewee(parse: &Parse, all: &Entities, turns: &[Turn]) -> Option<Interviewed> {
    let end = parse.sentences.get(OPENING.min(parse.sentences.len()).checked_sub(1)?)?.last as usize;
    let mut named: Vec<EntityId> = Vec::new();
    let mut asked: Vec<EntityId> = Vec::new();
    let held = |at: usize| parse.is_any(at, &["interview", "interviews", "interviewed", "interviewing"]);
    // Whoever is credited asks, and answers nothing.
    let block = |mention: &Mention| parse.block_of(parse.sentence_of(mention.first as usize)).role;
    let credited: Vec<EntityId> =
        all.mentions_in(0..end).filter(|mention| block(mention) == Role::Byline).map(|mention| mention.entity).collect();
    let full = |mention: &&Mention| {
        let person = mention.form == Form::Full && all.get(mention.entity).kind == EntityType::Person;
        person && !credited.contains(&mention.entity)
    };
    for mention in all.mentions_in(0..end).filter(full) {
        let from = (mention.first as usize).saturating_sub(9);
        let verb = (from..mention.first as usize).any(|at| {
            held(at)
                || parse.is_any(at, &["with", "to"])
                    && at > 0
                    && parse.is_any(at - 1, &["spoke", "speaks", "talked", "talks", "caught", "sat"])
                    && reaches(parse, all, at + 1, mention)
        });
        for (list, wanted) in [(&mut named, true), (&mut asked, verb)] {
            if wanted && !list.contains(&mention.entity) {
                list.push(mention.entity);
            }
        }
    }
    let one = |person, announced| Some(Interviewed { person, other: None, announced });
    match (asked.as_slice(), named.as_slice()) {
        ([person], _) => one(*person, true),
        ([person, other], _) => Some(Interviewed { person: *person, other: Some(*other), announced: true }),
        ([], [person]) => one(*person, false),
        ([], _) if (0..end).any(held) => {
            let block = turns.iter().position(|turn| *turn == Turn::Question)?;
            let start = parse.token_from(parse.prose.blocks[block.saturating_sub(INTRODUCTION)].span.start);
            let question = parse.token_from(parse.prose.blocks[block].span.start);
            one(all.mentions_in(start..question).filter(full).last()?.entity, true)
        }
        _ => None,
    }
}

/// "Oru talks to Tom Hale and Anna Vole": whether nothing but people joined by "and" stands between a preposition's object, which begins
/// at token `at`, and `mention`. Another sentence may name whoever asked.
fn reaches(parse: &Parse, all: &Entities, at: usize, mention: &Mention) -> bool {
    let first = mention.first as usize;
    let person = |other: &&Mention| other.form.is_name() && all.get(other.entity).kind == EntityType::Person;
    let before = all.mentions_in(at..first).filter(person).filter(|other| other.last <= mention.first).last();
    let joined = |other: &Mention| (other.last as usize..first).all(|at| parse.is_any(at, &[",", "and"]));
    parse.sentence_of(at) == parse.sentence_of(first) && before.is_none_or(joined)
}

/// The first persons of an interview with two people who speak of each other: whoever says the other's name, or "she" where the other
/// alone is a woman, is not the other. "We" are both, and stay open.
fn of_two(parse: &Parse, all: &Entities, turns: &[Turn], people: [EntityId; 2]) -> Vec<Mention> {
    let mut found = Vec::new();
    for (block, turn) in turns.iter().enumerate().filter(|(_, turn)| **turn != Turn::Question) {
        let span = parse.prose.blocks[block].span;
        let tokens = parse.token_from(span.start)..parse.token_from(span.end);
        let (mut own, mut names) = (None, [false; 2]);
        for mention in all.mentions_in(tokens.clone()).filter(|mention| !mention.quoted) {
            let Some(place) = people.iter().position(|person| *person == mention.entity) else { continue };
            let first = mention.first as usize;
            let presents = first > 1 && parse.is(first - 2, "I") && parse.is_any(first - 1, &["'m", "’m", "am"]);
            match presents {
                true => own = Some(place),
                false => names[place] = true,
            }
        }
        if *turn == Turn::Neither && own.is_none() {
            continue;
        }
        let speaker = match (own, names) {
            (Some(place), _) => place,
            (None, [false, true]) => 0,
            (None, [true, false]) => 1,
            _ => continue,
        };
        let first_person =
            |at: &usize| parse.tokens[*at].span.len() <= 6 && parse.is_any(*at, FIRST_PERSON) && parse.quoted_at(*at).is_none();
        found.extend(tokens.filter(first_person).map(|at| pronoun_mention(parse, at, people[speaker])));
    }
    found
}
