//! Whom "he" and "she" mean: gender, nearness, the subject before others, and never the speaker of the words in which they stand.

use super::{Entities, EntityId, EntityType, Form, Gender, Mention, name};
use crate::lexicon::Class;
use crate::syntax::kept::{Movable, PerSentence, Shift};
use crate::syntax::{Parse, Shape};

/// How many sentences back an antecedent may stand.
const REACH: usize = 4;
/// How many mentions back are looked at.
const WINDOW: usize = 40;

/// Whoever has no name in the article ("a spokeswoman").
const NOBODY: EntityId = EntityId::MAX;
/// Ships are "she" too.
const VESSELS: &[&str] =
    &["ship", "ferry", "boat", "vessel", "yacht", "tanker", "trawler", "schooner", "liner", "frigate", "submarine", "lifeboat", "steamer"];

/// Someone who could be meant, with the place of the mention.
#[derive(Debug, Clone, Copy)]
struct Antecedent {
    entity: EntityId,
    /// The gender that the noun of somebody without a name tells.
    gender: Gender,
    at: usize,
    sentence: usize,
    subject: bool,
    possessive: bool,
    quoted: bool,
    pronoun: bool,
}

/// A third-person pronoun of a person, or a noun of somebody whom such a pronoun may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronoun {
    /// Its token.
    at: u32,
    gender: Gender,
    object: bool,
    /// It stands for somebody without a name: no pronoun, but whom one may mean.
    noun: bool,
}

impl Movable for Pronoun {
    fn moved(&self, shift: Shift) -> Pronoun {
        Pronoun { at: shift.token(self.at), ..*self }
    }
}

/// Appends the third-person pronouns of sentence `index`, and the nouns of people whose sex they tell, in text order.
pub fn find(parse: &Parse, index: usize, pronouns: &mut Vec<Pronoun>) {
    if parse.block_of(index).role.is_article() {
        let end = parse.sentences[index].last as usize;
        pronouns.extend(parse.sentences[index].tokens().filter_map(|at| third_person(parse, at).or_else(|| stranger(parse, at, end))));
    }
}

/// Resolves the third-person pronouns of people, and sets the gender of those whose only sign they are.
pub fn resolve(parse: &Parse, pronouns: &PerSentence<Pronoun>, all: &mut Entities) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut recent: Vec<Antecedent> = Vec::new();
    let mut counts = vec![0u32; all.entities.len()];
    let mut speaker: Option<(usize, EntityId)> = None;
    let mut vessel: Option<usize> = None;
    let mut next = 0;
    for (index, sentence) in parse.sentences.iter().enumerate() {
        if !parse.block_of(index).role.is_article() {
            continue;
        }
        let own_speaker = speaker_of(parse, all, index);
        let named = |end: usize, next: &mut usize, recent: &mut Vec<Antecedent>, counts: &mut [u32], all: &Entities| {
            while let Some(mention) = all.mentions.get(*next).filter(|mention| (mention.first as usize) < end) {
                *next += 1;
                if all.get(mention.entity).kind == EntityType::Person && (mention.first as usize) >= sentence.first as usize {
                    counts[mention.entity as usize] += 1;
                    recent.push(antecedent(parse, mention, index));
                }
            }
        };
        if sentence.tokens().any(|at| (4..=9).contains(&parse.tokens[at].span.len()) && parse.is_any(at, VESSELS)) {
            vessel = Some(index);
        }
        for Pronoun { at, gender, object, noun } in pronouns.of(index).iter().copied() {
            let at = at as usize;
            named(at + 1, &mut next, &mut recent, &mut counts, all);
            if noun {
                if !all.mentions_in(at..at + 1).any(|mention| all.get(mention.entity).kind == EntityType::Person) {
                    let quoted = parse.quoted_at(at).is_some();
                    let someone = Antecedent {
                        entity: NOBODY,
                        gender,
                        at,
                        sentence: index,
                        subject: true,
                        possessive: false,
                        quoted,
                        pronoun: false,
                    };
                    recent.push(someone);
                }
                continue;
            }
            let quoted = parse.quoted_at(at).is_some();
            let barred =
                if quoted { own_speaker.or_else(|| speaker.filter(|(last, _)| index - last <= 2).map(|(_, id)| id)) } else { None };
            let place = Place { at, sentence: index, quoted, object, gender, barred, speaker: speaker.map(|(_, id)| id) };
            let best = best(parse, all, &recent, &counts, place).or_else(|| following(all, next, sentence.last as usize, place));
            let Some(entity) = best else { continue };
            if entity == NOBODY {
                let someone =
                    Antecedent { entity, gender, at, sentence: index, subject: !object, possessive: false, quoted, pronoun: true };
                recent.push(someone);
                if !quoted && speaks(parse, at, at + 1) {
                    speaker = Some((index, NOBODY));
                }
                continue;
            }
            let ship = gender == Gender::Female && vessel.is_some_and(|seen| index - seen <= 3);
            // "We should have stopped her": who is quoted on a ship hardly means somebody who was named in passing.
            if ship && (all.get(entity).gender == Gender::Unknown || quoted && object) {
                continue;
            }
            all.entities[entity as usize].gender = gender;
            counts[entity as usize] += 1;
            let mention = pronoun_mention(parse, at, entity);
            recent.push(antecedent(parse, &mention, index));
            if !quoted && speaks(parse, at, at + 1) {
                speaker = Some((index, entity));
            }
            found.push(mention);
        }
        named(sentence.last as usize, &mut next, &mut recent, &mut counts, all);
        if let Some(id) = own_speaker {
            speaker = Some((index, id));
        }
        if recent.len() > 4 * WINDOW {
            recent.drain(..recent.len() - WINDOW);
        }
    }
    found
}

/// The mention of `entity` by the pronoun at token `at`.
pub(super) fn pronoun_mention(parse: &Parse, at: usize, entity: EntityId) -> Mention {
    Mention {
        span: parse.tokens[at].span,
        first: at as u32,
        last: at as u32 + 1,
        form: Form::Pronoun,
        entity,
        honorific: false,
        title: None,
        quoted: parse.quoted_at(at).is_some(),
    }
}

fn antecedent(parse: &Parse, mention: &Mention, sentence: usize) -> Antecedent {
    let last = mention.last as usize;
    let possessive = parse.tokens.get(last).is_some_and(|_| matches!(parse.word(last), "'s" | "’s" | "'" | "’"))
        || mention.form == Form::Pronoun && parse.is_any(mention.first as usize, &["his", "her"]);
    Antecedent {
        entity: mention.entity,
        gender: Gender::Unknown,
        at: mention.first as usize,
        sentence,
        subject: subject(parse, mention),
        possessive,
        quoted: mention.quoted,
        pronoun: mention.form == Form::Pronoun,
    }
}

/// Whether the mention looks like the subject of a clause: a verb follows, possibly after an apposition, and no preposition precedes.
fn subject(parse: &Parse, mention: &Mention) -> bool {
    let (first, last) = (mention.first as usize, mention.last as usize);
    if mention.form == Form::Pronoun {
        return parse.is_any(first, &["he", "she"]);
    }
    let Some(next) = parse.tokens.get(last) else { return false };
    let tag = parse.tags[last];
    if next.shape == Shape::Lower
        && (tag.is_finite()
            || next.entry.verb.is_some()
            || parse.is_any(last, &["is", "was", "has", "had", "will", "would", "did", "does", "who"]))
    {
        return true;
    }
    let sentence = parse.sentences.get(parse.sentence_of(first));
    sentence.is_some_and(|sentence| first < sentence.first as usize + 3) && matches!(parse.word(last), "," | "(")
}

/// The third-person pronoun that token `at` is.
fn third_person(parse: &Parse, at: usize) -> Option<Pronoun> {
    let token = &parse.tokens[at];
    if !(2..=7).contains(&token.span.len()) || !matches!(token.shape, Shape::Lower | Shape::Capitalized) {
        return None;
    }
    let pronoun = |gender, object| Some(Pronoun { at: at as u32, gender, object, noun: false });
    if parse.is_any(at, &["he", "his", "himself"]) {
        return pronoun(Gender::Male, false);
    }
    if parse.is(at, "him") {
        return pronoun(Gender::Male, true);
    }
    if parse.is_any(at, &["she", "hers", "herself"]) {
        return pronoun(Gender::Female, false);
    }
    if parse.is(at, "her") {
        let noun = parse.tags.get(at + 1).is_some_and(|tag| tag.is_noun() || tag.is_adjective());
        return pronoun(Gender::Female, !noun);
    }
    None
}

/// The noun at token `at`, if it tells the sex of somebody without a name who is the subject of a clause: "A spokeswoman for the port said".
fn stranger(parse: &Parse, at: usize, end: usize) -> Option<Pronoun> {
    let token = &parse.tokens[at];
    if token.shape != Shape::Lower || !token.entry.classes.any(&[Class::PersonNoun, Class::Title]) {
        return None;
    }
    let gender = if name::sex_of_title(parse.word(at))? { Gender::Female } else { Gender::Male };
    // What follows it up to its verb: "for the Harbour Board", "who asked not to be named,". A name there would be the noun's own.
    let verb = (at + 1..end.min(at + 12)).find(|next| parse.tags[*next].is_finite() && parse.tokens[*next].shape == Shape::Lower)?;
    let own = parse.tokens[at + 1].shape.is_capitalized() || parse.is(at + 1, ",") && parse.tokens[at + 2].shape.is_capitalized();
    (verb > at && !own).then_some(Pronoun { at: at as u32, gender, object: false, noun: true })
}

/// The pronoun that is to be resolved.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    sentence: usize,
    quoted: bool,
    object: bool,
    gender: Gender,
    barred: Option<EntityId>,
    speaker: Option<EntityId>,
}

fn best(parse: &Parse, all: &Entities, recent: &[Antecedent], counts: &[u32], place: Place) -> Option<EntityId> {
    let mut best: Option<(i32, usize, EntityId)> = None;
    for candidate in recent.iter().rev().take(WINDOW) {
        if place.sentence - candidate.sentence > REACH {
            break;
        }
        let gender = if candidate.entity == NOBODY { candidate.gender } else { all.get(candidate.entity).gender };
        if place.barred == Some(candidate.entity) || gender != Gender::Unknown && gender != place.gender {
            continue;
        }
        let mut score = 100 - 22 * (place.sentence - candidate.sentence) as i32;
        score += if gender == place.gender { 12 } else { 0 };
        score += if candidate.subject { 14 } else { 0 };
        score -= if candidate.possessive && !candidate.pronoun { 6 } else { 0 };
        score -= if candidate.quoted != place.quoted { 16 } else { 0 };
        score += if candidate.pronoun { 8 } else { 0 };
        score += 2 * counts.get(candidate.entity as usize).map_or(1, |count| *count.min(&6)) as i32;
        score += if !place.quoted && place.speaker == Some(candidate.entity) { 8 } else { 0 };
        if place.object && candidate.sentence == place.sentence && same_clause(parse, candidate.at, place.at) && candidate.subject {
            score -= 40;
        }
        if parse.block_of(candidate.sentence).span != parse.block_of(place.sentence).span {
            score -= 6;
        }
        if best.is_none_or(|(top, at, _)| (score, candidate.at) > (top, at)) {
            best = Some((score, candidate.at, candidate.entity));
        }
    }
    best.map(|(.., entity)| entity)
}

/// Whether no comma, conjunction or quotation mark stands between two tokens.
fn same_clause(parse: &Parse, from: usize, to: usize) -> bool {
    to - from < 12
        && (from + 1..to).all(|at| {
            parse.tokens[at].shape.is_word()
                && !parse
                    .is_any(at, &["that", "who", "which", "and", "but", "when", "because", "if", "as", "while", "after", "before", "to"])
        })
}

/// "In her speech, Oru said": the person named next in the sentence.
fn following(all: &Entities, next: usize, end: usize, place: Place) -> Option<EntityId> {
    let ahead = all.mentions.iter().skip(next).take_while(|mention| (mention.first as usize) < end);
    ahead
        .filter(|mention| {
            let entity = all.get(mention.entity);
            entity.kind == EntityType::Person
                && (entity.gender == Gender::Unknown || entity.gender == place.gender)
                && place.barred != Some(mention.entity)
        })
        .map(|mention| mention.entity)
        .next()
}

/// The named person who says the words quoted in a sentence, by the verb beside the name.
fn speaker_of(parse: &Parse, all: &Entities, index: usize) -> Option<EntityId> {
    let sentence = parse.sentences[index];
    all.mentions_in(sentence.tokens())
        .filter(|mention| all.get(mention.entity).kind == EntityType::Person && !mention.quoted)
        .find(|mention| speaks(parse, mention.first as usize, mention.last as usize))
        .map(|mention| mention.entity)
}

/// Whether a reporting verb stands right before or soon after the words.
fn speaks(parse: &Parse, first: usize, last: usize) -> bool {
    let verb = |at: usize| parse.tokens.get(at).is_some_and(|token| token.entry.verb.is_some() && token.shape == Shape::Lower);
    let before = first.checked_sub(1).is_some_and(verb) || first >= 2 && verb(first - 2) && parse.tokens[first - 1].shape.is_capitalized();
    before || verb(last) || verb(last + 1)
}
