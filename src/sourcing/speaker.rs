//! Whom a "he", "she" or bare role that speaks stands for.
//!
//! Nearness alone is a poor judge: the last person named is often only spoken of. So the people of the sentences before are ranked by
//! what a reader goes by: who spoke last, who was the subject of the sentence before, who has just been introduced, who is mentioned
//! inside the very words.

use super::Attribution;
use crate::entity::{Entities, EntityId, EntityType, Form, Gender, Mention};
use crate::lexicon::Act;
use crate::syntax::{Parse, Shape};
use crate::text::Span;

/// How many sentences back people are looked for.
const REACH: usize = 9;
/// At most so many mentions are looked at.
const WINDOW: usize = 80;
/// At most so many attributions are looked at for who spoke last.
const TURNS: usize = 24;

/// What speaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its token.
    pub head: usize,
    /// What it says.
    pub content: &'a [Span],
    /// Its pronoun's gender; unknown for a role.
    pub gender: Gender,
}

/// The person most likely to speak at `place`, if anybody who can was named. `earlier` are the attributions before it.
pub(super) fn rank(parse: &Parse, entities: &Entities, place: Place, earlier: &[Attribution]) -> Option<EntityId> {
    let start = place.content.first().map_or(place.head, |span| parse.token_from(span.start)).min(place.head);
    let sentence = parse.sentence_of(start).min(parse.sentences.len().checked_sub(1)?);
    let last = last_speaker(parse, entities, place.head, earlier);
    let mut best: Option<(i32, EntityId)> = None;
    for (position, candidate) in candidates(parse, entities, place, sentence).iter().enumerate() {
        let turn = last.filter(|turn| turn.entity == candidate.entity);
        let spoke = earlier.iter().rev().take(4 * TURNS).any(|other| entity_of(other) == Some(candidate.entity));
        let mut score = weigh(parse, entities, candidate, sentence, turn);
        score += if spoke { 58 } else { 0 };
        score += if last.is_none() && position == 0 { 49 } else { 0 };
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate.entity));
        }
    }
    best.map(|(_, entity)| entity)
}

/// The points of a candidate: log-odds in hundredths, fitted on the speakers of 537 quotations whose cue has a pronoun or role for its
/// subject.
fn weigh(parse: &Parse, entities: &Entities, candidate: &Candidate, sentence: usize, turn: Option<Turn>) -> i32 {
    let points = |holds: bool, points: i32| if holds { points } else { 0 };
    let mut score = points(candidate.inside, -36) + points(candidate.own_clause, 68);
    if let Some(turn) = turn {
        score += 88 + points(turn.back == 0, 136) + points(turn.back == 1, 111);
    }
    let Some(mention) = candidate.outside.map(|index| &entities.mentions[index]) else { return score };
    let here = parse.sentence_of(mention.first as usize);
    let back = sentence.saturating_sub(here);
    let blocks = parse.sentences[sentence].block.saturating_sub(parse.sentences[here].block);
    let subject = is_subject(parse, mention);
    score += points(back == 0, 142) + points(back == 1, 150) + points(back > 3, -41);
    score += points(blocks == 0, 118) + points(blocks == 1, 59);
    score + points(subject, 39) + points(subject && back == 1, 66) + points(mention.form == Form::Full, 64)
}

#[derive(Debug, Clone)]
struct Candidate {
    entity: EntityId,
    /// Index of the last mention outside quotation marks.
    outside: Option<usize>,
    /// The very words name this person.
    inside: bool,
    /// Mentioned in the sentence of the cue.
    own_clause: bool,
}

/// The people mentioned before the place, the nearest first.
fn candidates(parse: &Parse, entities: &Entities, place: Place, sentence: usize) -> Vec<Candidate> {
    let until = entities.mentions.partition_point(|mention| (mention.first as usize) < place.head);
    let own = parse.sentences.get(parse.sentence_of(place.head)).map_or(0, |sentence| sentence.first);
    let mut found: Vec<Candidate> = Vec::new();
    for (index, mention) in entities.mentions[..until].iter().enumerate().rev().take(WINDOW) {
        if parse.sentence_of(mention.first as usize) + REACH < sentence {
            break;
        }
        let entity = entities.get(mention.entity);
        let fits = place.gender == Gender::Unknown || entity.gender == Gender::Unknown || entity.gender == place.gender;
        if entity.kind != EntityType::Person || !fits {
            continue;
        }
        let slot = found.iter().position(|candidate| candidate.entity == mention.entity).unwrap_or_else(|| {
            found.push(Candidate { entity: mention.entity, outside: None, inside: false, own_clause: false });
            found.len() - 1
        });
        let candidate = &mut found[slot];
        if place.content.iter().any(|span| span.contains(mention.span)) {
            candidate.inside |= mention.form != Form::Pronoun;
            continue;
        }
        candidate.own_clause |= mention.first >= own;
        if !mention.quoted {
            candidate.outside.get_or_insert(index);
        }
    }
    found
}

/// Who spoke last, and how many paragraphs back.
#[derive(Debug, Clone, Copy)]
struct Turn {
    entity: EntityId,
    back: u32,
}

fn last_speaker(parse: &Parse, entities: &Entities, head: usize, earlier: &[Attribution]) -> Option<Turn> {
    let block = parse.sentences.get(parse.sentence_of(head))?.block;
    let recent = || earlier.iter().rev().take(TURNS);
    recent().find_map(|other| {
        let entity = entity_of(other).filter(|id| entities.get(*id).kind == EntityType::Person)?;
        let cue = other.cue.as_ref();
        let spoken = cue.is_none_or(|cue| parse.tags[cue.head as usize].is_verb() && !cue.passive && cue.act == Act::Speech);
        // What is itself reported is not what was said last.
        let nested = cue
            .and_then(|cue| cue.spans.first())
            .is_some_and(|cue| recent().any(|outer| !std::ptr::eq(outer, other) && outer.content.iter().any(|span| span.contains(*cue))));
        let back = block.saturating_sub(parse.sentences[other.sentence as usize].block);
        (spoken && !nested).then_some(Turn { entity, back })
    })
}

fn entity_of(attribution: &Attribution) -> Option<EntityId> {
    attribution.source.as_ref()?.entity
}

/// Whether the mention looks like the subject of its clause.
fn is_subject(parse: &Parse, mention: &Mention) -> bool {
    let (first, last) = (mention.first as usize, mention.last as usize);
    if mention.form == Form::Pronoun {
        return parse.is_any(first, &["he", "she"]);
    }
    let next = last + usize::from(parse.tags.get(last).is_some_and(|tag| tag.is_adverb()));
    let verb = parse.tags.get(next).is_some_and(|tag| tag.is_finite()) && parse.tokens[next].shape == Shape::Lower;
    verb || matches!(parse.word(last), "," | "(") && opens_sentence(parse, mention)
}

/// Whether the name's phrase begins its sentence.
fn opens_sentence(parse: &Parse, mention: &Mention) -> bool {
    let sentence = parse.sentences.get(parse.sentence_of(mention.first as usize));
    let first = parse.phrase_of(mention.first as usize).map_or(mention.first, |phrase| phrase.first);
    sentence.is_some_and(|sentence| first <= sentence.first + 1)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    fn read(text: &str) -> Article {
        Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None)
    }

    /// The last attribution's source.
    fn speaker(text: &str) -> String {
        let article = read(text);
        let source = article.sourcing.attributions.last().and_then(|attribution| attribution.source.clone());
        source.map(|source| source.name).unwrap_or_default()
    }

    #[test]
    fn the_subject_of_the_sentence_before_speaks_and_not_who_is_only_spoken_of() {
        let text = "Marit Oru, the harbour master, was shocked to get a call from Gerda Hale.\n\n“I am honoured,” she said.";
        assert_eq!(speaker(text), "Marit Oru");
    }

    #[test]
    fn whoever_spoke_last_goes_on() {
        let text = "“The quay is closed,” Marit Oru said. Few had known.\n\n“It will stay so,” she said.";
        assert_eq!(speaker(text), "Marit Oru");
    }

    #[test]
    fn somebody_introduced_without_a_name_keeps_none() {
        let text = "Marit Oru met a witness in Vellmouth. “The boat sank,” the witness said.";
        assert_eq!(speaker(text), "the witness");
    }
}
