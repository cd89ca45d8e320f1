//! Which entity a source is, and which earlier unnamed source it goes back to.

use super::body::{body_before, paper_before, same_body, several};
use super::handle;
use super::joined;
use super::maker;
use super::misspelt;
use super::referent::{self, Anaphora, Around, Record, Scene, Scores, Who};
use super::terms;
use super::twins;
use super::{Attribution, Cue, Quote, Source, SourceKind};
use crate::entity::{Entities, EntityId, EntityType, Form, Mention};
use crate::lexicon::{Act, Class};
use crate::syntax::{Parse, Shape, Tag};
use crate::text::Span;
use std::ops::Range;

/// How many attributions back "the official" is looked for.
const REACH: usize = 30;

/// Resolves the sources of `attributions` to entities and kinds, and the third-person pronouns of the article with them: who speaks tells
/// whom "she" stands for, and the other way round. Returns the pronouns that stand for people with names, in text order.
/// What is known from an `earlier` state of the text changes only the cost.
pub fn sources(
    parse: &Parse,
    entities: &Entities,
    anaphora: &Anaphora,
    attributions: &mut [Attribution],
    earlier: Option<&Scores>,
) -> (Vec<Mention>, Scores) {
    let mut scene = Scene::new(parse, entities, anaphora, attributions).knowing(earlier);
    resolve_all(parse, entities, attributions, &mut scene);
    (scene.mentions(), scene.scores())
}

/// What the ranking is asked in an article, for training: each word with those who can be meant.
pub fn ranked(parse: &Parse, entities: &Entities, anaphora: &Anaphora, attributions: &mut [Attribution]) -> Vec<Record> {
    let mut scene = Scene::new(parse, entities, anaphora, attributions).recorded();
    resolve_all(parse, entities, attributions, &mut scene);
    scene.into_record()
}

fn resolve_all(parse: &Parse, entities: &Entities, attributions: &mut [Attribution], scene: &mut Scene) {
    let mut silent = Vec::new();
    for index in 0..attributions.len() {
        let (earlier, later) = attributions.split_at(index);
        scene.advance(referent::anchor(parse, &later[0]), Around { earlier, later });
        let (earlier, rest) = attributions.split_at_mut(index);
        let Some((attribution, later)) = rest.split_first_mut() else { break };
        let Attribution { source, cue, content, sentence, quote, .. } = attribution;
        let Some(source) = source else {
            silent.push(index);
            continue;
        };
        let around = Around { earlier, later };
        let mut question = Question {
            parse,
            entities,
            scene,
            source,
            cue: cue.as_ref(),
            content,
            quoted: *quote != Quote::Indirect,
            sentence: *sentence,
            around,
        };
        for (asked, sieve) in SIEVES {
            if *asked == Asked::Always || question.is_open() {
                sieve(&mut question);
            }
        }
    }
    misspelt::put_right(parse, entities, attributions);
    twins::find(parse, entities, attributions, &silent);
    scene.finish(attributions);
}

/// Who is this source? What is known while it is asked.
struct Question<'a, 'b> {
    parse: &'a Parse<'a>,
    entities: &'a Entities,
    scene: &'a mut Scene<'b>,
    source: &'a mut Source,
    cue: Option<&'a Cue>,
    content: &'a [Span],
    /// It has words of the source's own.
    quoted: bool,
    sentence: u32,
    around: Around<'a>,
}

impl Question<'_, '_> {
    /// Whether nobody is found yet.
    fn is_open(&self) -> bool {
        self.source.entity.is_none() && self.source.likely.is_none() && self.source.same_as.is_none()
    }
}

/// When a sieve is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Always,
    /// Only where nobody is found yet.
    WhileOpen,
}

/// One way to find out.
type Sieve = fn(&mut Question);

/// From the most to the least precise.
const SIEVES: &[(Asked, Sieve)] = &[
    (Asked::Always, |asked| resolve(asked.parse, asked.entities, asked.source, asked.around.earlier)),
    (Asked::Always, by_pronoun),
    (Asked::Always, by_body),
    (Asked::WhileOpen, by_name_told),
    (Asked::WhileOpen, by_spokesperson),
    (Asked::WhileOpen, |asked| go_back(asked.parse, asked.source, asked.sentence, asked.around.earlier)),
    (Asked::WhileOpen, |asked| several(asked.parse, asked.entities, asked.source, asked.sentence, asked.around.earlier)),
    (Asked::WhileOpen, by_role),
    (Asked::WhileOpen, |asked| stranger(asked.parse, asked.source)),
    (Asked::Always, |asked| maker::resolve(asked.parse, asked.entities, asked.source, asked.quoted, asked.around.earlier)),
    (Asked::Always, |asked| handle::resolve(asked.parse, asked.entities, asked.source)),
];

/// "She said": whoever the pronoun stands for.
fn by_pronoun(asked: &mut Question) {
    let Some(referent) = asked.scene.of_pronoun(asked.source.head) else { return };
    match referent.who {
        Who::Named(id) => name(asked.entities, asked.source, id, referent.is_sure()),
        Who::Stranger(index) => {
            let Some((range, head)) = asked.scene.phrase_of(index) else { return };
            let same = |other: &Source| {
                other.head as usize == head || asked.scene.of_pronoun(other.head).is_some_and(|found| found.who == referent.who)
            };
            let sources = asked.around.earlier.iter().enumerate().rev().take(REACH);
            let before = sources
                .filter_map(|(index, other)| Some((index, other.source.as_ref()?)))
                .find(|(_, other)| other.entity.is_none() && same(other));
            let source = &mut *asked.source;
            match before {
                Some((index, other)) => {
                    (source.kind, source.described) = (other.kind, other.described);
                    source.same_as = Some(other.same_as.unwrap_or(index as u32));
                    source.reason = source.reason.or(other.reason);
                    source.name.clone_from(&other.name);
                }
                None => {
                    let terms = terms::classify(asked.parse, asked.entities, range.clone(), head, None);
                    (source.kind, source.described) = (terms.kind, terms.described);
                    source.reason = source.reason.or(terms.reason);
                    source.name = asked.parse.span(range).of(&asked.parse.prose.text).to_owned();
                }
            }
        }
    }
}

/// "The statement said", behind the paper's name; "the board said", behind the board's.
fn by_body(asked: &mut Question) {
    let source = &mut *asked.source;
    if let Some(paper) = paper_before(asked.parse, source, asked.cue, asked.sentence) {
        source.kind = SourceKind::Document;
        source.name = paper;
    } else if let Some(body) = same_body(asked.parse, source, asked.sentence, asked.around.earlier) {
        source.entity = body.entity;
        source.kind = body.kind;
        source.name = body.name;
    }
}

/// "A man called Rob Fane told the police": the name stands in the source's own words.
fn by_name_told(asked: &mut Question) {
    let (parse, source) = (asked.parse, &mut *asked.source);
    let words = source.head as usize + 1..source.last as usize;
    let Some(told) = words.clone().find(|at| parse.is_any(*at, &["called", "named"])) else { return };
    let named =
        asked.entities.mentions_in(told + 1..words.end).find(|mention| mention.first as usize == told + 1 && mention.form == Form::Full);
    let person = |id: &EntityId| asked.entities.get(*id).kind == EntityType::Person;
    if let Some(id) = named.map(|mention| mention.entity).filter(person) {
        name(asked.entities, source, id, true);
    }
}

/// "The spokesman", where one person was called so.
fn by_spokesperson(asked: &mut Question) {
    if let Some(id) = spokesperson(asked.parse, asked.entities, asked.source) {
        name(asked.entities, asked.source, id, true);
    }
}

/// "The governor", "the former candidate", "the Republican": a definite role that speaks and is nobody's so far is the likeliest of those
/// who were named before it.
fn by_role(asked: &mut Question) {
    if !is_bare_role(asked.parse, asked.source) {
        return;
    }
    let found = asked.scene.of_role(asked.source.first..asked.source.last, asked.source.head, asked.content, asked.around);
    if let Some((Who::Named(id), sure)) = found.map(|found| (found.who, found.is_sure())) {
        name(asked.entities, asked.source, id, sure);
    }
}

/// "The spokesman", "the Guards Brigade spokesman": the only person before whom the article calls so, and so whole.
fn spokesperson(parse: &Parse, entities: &Entities, source: &Source) -> Option<EntityId> {
    let (first, head) = (source.first as usize, source.head as usize);
    let one = terms::is_spokesperson(parse, head) && parse.tags[head] == Tag::Nn && head + 1 == source.last as usize;
    if !one || !(parse.is(first, "the") || parse.tags[first].is_proper()) {
        return None;
    }
    let called = |id: EntityId| {
        let titles = entities.mentions_of(id).take(TITLES).filter_map(|mention| mention.title).map(|title| title.of(&parse.prose.text));
        titles.chain([entities.get(id).role.as_str()]).any(|role| {
            let speaks =
                role.split(' ').any(|word| word.to_lowercase().starts_with("spokes")) || role.to_lowercase().contains("press secretary");
            let whole = (first..head).filter(|at| parse.tags[*at].is_noun()).all(|at| crate::entity::role::tells(role, parse.word(at)));
            speaks && whole
        })
    };
    let people = entities.entities.iter().take(PEOPLE).filter(|entity| entity.kind == EntityType::Person).map(|entity| entity.id);
    let before = |id: &EntityId| entities.mentions_of(*id).next().is_some_and(|mention| (mention.first as usize) < first);
    let mut found = people.filter(before).filter(|id| called(*id));
    found.next().filter(|_| found.next().is_none())
}

/// At most so many are asked whether they are spokespeople.
const PEOPLE: usize = 300;
/// At most so many mentions of a person are asked for a title.
const TITLES: usize = 4;

/// Nouns that only say that somebody is a person.
const ANYBODY: &[&str] = &["man", "woman", "boy", "girl", "person"];

/// "The woman", behind "a cashier was shaken": the person without a name who was brought in last.
fn stranger(parse: &Parse, source: &mut Source) {
    let head = source.head as usize;
    if !parse.is(source.first as usize, "the") || !parse.is_any(head, ANYBODY) {
        return;
    }
    if let Some(phrase) = unnamed_before(parse, head) {
        source.name = parse.span(phrase).of(&parse.prose.text).to_owned();
    }
}

/// The phrase that last brought in somebody without a name before token `head`: "a cashier", "another fisherman".
fn unnamed_before(parse: &Parse, head: usize) -> Option<Range<usize>> {
    let sentence = parse.sentence_of(head);
    let floor = parse.sentences.get(sentence.saturating_sub(2))?.first as usize;
    let mut at = head;
    while let Some(before) = at.checked_sub(1).filter(|before| *before >= floor) {
        let Some(phrase) = parse.phrase_of(before) else {
            at = before;
            continue;
        };
        let (first, noun) = (phrase.first as usize, phrase.head as usize);
        let person = parse.has(noun, Class::PersonNoun) || parse.has(noun, Class::Title) || parse.has(noun, Class::Demonym);
        let one = !matches!(parse.tags[noun], Tag::Nns | Tag::Nnps) && parse.is_any(first, &["a", "an", "one", "another"]);
        let apposed = first > 1 && parse.is(first - 1, ",") && parse.tags[first - 2].is_proper();
        let governed = first > 0 && matches!(parse.tags[first - 1], Tag::In | Tag::To);
        if person && one && !apposed && !governed && parse.quoted_at(noun).is_none() {
            return Some(first..phrase.last as usize);
        }
        at = first.min(before);
    }
    None
}

fn resolve(parse: &Parse, entities: &Entities, source: &mut Source, earlier: &[Attribution]) {
    let (range, head) = match antecedent(parse, source) {
        Some((range, head)) => {
            source.name = parse.span(range.clone()).of(&parse.prose.text).to_owned();
            (range, head)
        }
        None => (source.first as usize..source.last as usize, source.head as usize),
    };
    let head = role_behind(parse, entities, range.clone(), head);
    source.head = head as u32;
    source.entity = mention_of(parse, entities, range.clone(), head)
        .filter(|mention| !only_a_part(parse, entities, range.clone(), mention))
        .map(|mention| mention.entity)
        .filter(|id| !is_role(parse, entities, source, *id))
        .or_else(|| body_before(parse, entities, range.clone(), head, earlier));
    // "The campaign", behind "the Oru campaign said".
    let same = source.entity.filter(|_| range.len() == 2).and_then(|id| same_noun_before(parse, entities, head, id, earlier));
    if let Some(other) = same {
        (source.entity, source.kind, source.name) = (other.entity, other.kind, other.name.clone());
        return;
    }
    let terms = terms::classify(parse, entities, range, head, source.entity);
    source.kind = terms.kind;
    source.described = terms.described;
    source.reason = terms.reason;
    if let Some(id) = source.entity {
        source.others = joined::joined(parse, entities, source.first as usize..source.last as usize, id);
        source.name = joined::names(entities, id, &source.others);
    }
}

/// "the University of Vellmouth biologist": the noun behind a body's name is who speaks; else `head`.
fn role_behind(parse: &Parse, entities: &Entities, range: Range<usize>, head: usize) -> usize {
    let Some(last) = range.end.checked_sub(1).filter(|last| *last > head && parse.is(range.start, "the")) else { return head };
    let person = parse.has(last, Class::PersonNoun) || parse.has(last, Class::Title);
    let body = entities.mentions_in(head..head + 1).any(|mention| {
        let kind = entities.get(mention.entity).kind;
        mention.last as usize == last && matches!(kind, EntityType::Organization | EntityType::Place)
    });
    if person && body && parse.tags[last] == Tag::Nn { last } else { head }
}

/// "The Oldmarshian state's port authority": what is named in the phrase is neither a person nor a body, and the phrase goes on.
fn only_a_part(parse: &Parse, entities: &Entities, range: Range<usize>, mention: &Mention) -> bool {
    let goes_on = (mention.last as usize..without_brackets(parse, range)).any(|at| parse.tags[at].is_noun());
    goes_on && entities.get(mention.entity).kind == EntityType::Other
}

/// "The Oldmarsh Republican": a role, though it looks like a body's name.
fn is_role(parse: &Parse, entities: &Entities, source: &Source, id: EntityId) -> bool {
    let head = source.head as usize;
    let body = entities.get(id).kind != EntityType::Person;
    body && parse.is(source.first as usize, "the")
        && head + 1 == source.last as usize
        && head > source.first as usize + 1
        && (parse.has(head, Class::Demonym) || parse.has(head, Class::PersonNoun))
        && parse.tags[head] == Tag::Nnp
}

/// The earlier source of a body or paper whose phrase has the noun at `head`, where `id` has not.
fn same_noun_before<'a>(parse: &Parse, entities: &Entities, head: usize, id: EntityId, earlier: &'a [Attribution]) -> Option<&'a Source> {
    let noun = parse.word(head);
    let same = |word: &str| word.eq_ignore_ascii_case(noun);
    let common = matches!(parse.tags[head], Tag::Nn) && !entities.get(id).name.split_whitespace().any(same);
    let sources = earlier.iter().rev().take(REACH).filter_map(|other| other.source.as_ref()).filter(|_| common);
    let mut called = sources.filter(|other| parse.is(other.head as usize, noun) && other.last - other.first > 2);
    called.find(|other| matches!(other.kind, SourceKind::Organization))
}

/// "Marit Oru of Vellmouth, who called …": the phrase that a relative pronoun goes back to, and its head.
fn antecedent(parse: &Parse, source: &Source) -> Option<(Range<usize>, usize)> {
    let (first, head) = (source.first as usize, source.head as usize);
    if first != head || !parse.is(head, "who") {
        return None;
    }
    let floor = parse.sentences.get(parse.sentence_of(head))?.first as usize;
    let mut end = head;
    if end > floor && parse.is(end - 1, ",") {
        end -= 1;
    }
    let mut phrase = parse.phrase_of(end.checked_sub(1).filter(|at| *at >= floor)?)?;
    // Over "of Vellmouth" to whom the clause tells of.
    while let Some(before) = (phrase.first as usize).checked_sub(2).filter(|before| *before >= floor && parse.is(before + 1, "of")) {
        phrase = parse.phrase_of(before)?;
    }
    // "An official at the port, who": a port is no "who". "An aide to the minister, who was not authorized": nor has the minister no name.
    let person = |at: usize| parse.has(at, Class::PersonNoun) || parse.has(at, Class::Title) || parse.has(at, Class::AnonymousNoun);
    let hidden = (head + 1..head + 12).any(|at| parse.is_any(at, &["anonymity", "authorized", "authorised", "named", "identified"]));
    while let Some(before) = (phrase.first as usize).checked_sub(2).filter(|before| *before >= floor) {
        let governed = matches!(parse.tags[before + 1], Tag::In | Tag::To);
        let noun = phrase.head as usize;
        let thing = parse.has(noun, Class::BodyNoun) && !person(noun);
        match parse.phrase_of(before).filter(|outer| governed && (thing || hidden) && person(outer.head as usize)) {
            Some(outer) => phrase = outer,
            None => break,
        }
    }
    // "Marit Oru on April 30, who said": nobody speaks but people and bodies.
    for _ in 0..3 {
        let noun = phrase.head as usize;
        let speaks = parse.has(noun, Class::PersonNoun)
            || parse.has(noun, Class::PeopleNoun)
            || parse.has(noun, Class::Title)
            || parse.has(noun, Class::BodyNoun)
            || parse.has(noun, Class::Kin)
            || parse.has(noun, Class::Demonym)
            || parse.is_any(noun, &["those", "people"])
            || parse.tags[noun].is_proper() && !parse.has(noun, Class::Month);
        let before = (phrase.first as usize).checked_sub(1).filter(|at| *at > floor && !speaks);
        let mut over = before.map(|at| if matches!(parse.tags[at], Tag::In | Tag::To) { at - 1 } else { at });
        // "familiar with the tender", "briefed on the talks".
        while let Some(at) = over.filter(|at| {
            let describes = parse.tags[*at].is_adjective() || parse.tags[*at].is_adverb() || matches!(parse.tags[*at], Tag::Vbn | Tag::Vbg);
            *at > floor && describes && parse.phrase_of(*at).is_none()
        }) {
            over = Some(at - 1);
        }
        let Some(before) = over.and_then(|at| parse.phrase_of(at)) else { break };
        phrase = before;
    }
    Some((phrase.first as usize..end, phrase.head as usize))
}

/// The mention that the phrase's head is, or that stands beside the head as its name ("spokesman Tom Hale", "a fellow, Oru").
pub(super) fn mention_of<'a>(parse: &Parse, entities: &'a Entities, range: Range<usize>, head: usize) -> Option<&'a Mention> {
    let person = |mention: &&Mention| mention.form.is_name() && entities.get(mention.entity).kind == EntityType::Person;
    let end = without_brackets(parse, range.clone());
    let last = || entities.mentions_in(head + 1..end).filter(person).filter(|mention| mention.last as usize == end).last();
    let holding = entities.mentions_in(head..head + 1).max_by_key(|mention| mention.last - mention.first);
    if let Some(mention) = holding.filter(|mention| mention.form != Form::Demonym) {
        // "the board's Marit Oru".
        let owned = |name: &&Mention| name.first > mention.last && parse.tags[name.first as usize - 1] == Tag::Pos;
        let body_or_place = matches!(entities.get(mention.entity).kind, EntityType::Organization | EntityType::Place | EntityType::Person);
        // "Harbour Board counsel Marit Oru": a noun between says what the second is to the first.
        let serves = |name: &&Mention| {
            let between = mention.last as usize..(name.first as usize).max(mention.last as usize);
            let plain =
                |at: usize| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || matches!(parse.tags[at], Tag::Vbg | Tag::Vbn);
            let noun = |at: usize| matches!(parse.tags[at], Tag::Nn | Tag::Nns) || parse.has(at, Class::Title);
            // "Harbour Board (HB) member and former pilot Marit Oru": the noun right before the name says what the person is.
            let role = |at: usize| parse.has(at, Class::Title) || parse.has(at, Class::PersonNoun);
            let barred = if body_or_place { &[",", "of", "for"][..] } else { &[","] };
            let beside = between.end > between.start && role(between.end - 1) && !between.clone().any(|at| parse.is_any(at, barred));
            // "Vellmouth senior Oru": the surname alone, where the noun before it says who it is.
            let short = name.form == Form::Surname && beside && between.len() == 1;
            (name.form == Form::Full || short) && (beside || between.clone().all(plain) && between.clone().any(noun))
        };
        let body = entities.get(mention.entity).kind != EntityType::Person;
        // "Oru supporter Tom Hale when asked about it": the name need not end the phrase.
        let beside = || entities.mentions_in(head + 1..end).filter(person).find(|name| name.first > mention.last);
        return last().filter(|name| body && owned(name) || serves(name)).or_else(|| beside().filter(serves)).or(Some(mention));
    }
    // "Marit Oru, the harbour master said": the closing comma was forgotten.
    let name_before = range.start.checked_sub(1).filter(|comma| parse.is(*comma, ",")).and_then(|comma| {
        let opens = |name: &&Mention| {
            let first = name.first as usize;
            parse.sentences[parse.sentence_of(first)].first == name.first || parse.tokens[first - 1].shape == Shape::CloseQuote
        };
        entities.mentions_in(comma - usize::from(comma > 0)..comma).filter(person).filter(|name| name.last as usize == comma).find(opens)
    });
    if let Some(name) = name_before.filter(|_| parse.has(head, Class::Title) || parse.has(head, Class::PersonNoun)) {
        return Some(name);
    }
    // "the harbour master, Marit Oru", "a third, Tom Hale", "Secretary of State Marit Oru": the name that ends the phrase, if it is set
    // off or stands right behind a noun. "A spokesman for Marit Oru" is somebody else.
    // "the head of the harbour, Marit Oru, said": the phrase ends before the comma.
    let behind = || {
        let name = entities.mentions_in(end + 1..end + 2).find(|name| name.first as usize == end + 1 && person(name))?;
        let closed = parse.is(name.last as usize, ",");
        (parse.is(end, ",") && closed && (parse.has(head, Class::Title) || parse.has(head, Class::PersonNoun))).then_some(name)
    };
    let Some(last) = last() else { return behind() };
    let before = (last.first as usize).checked_sub(1)?;
    let apposed = before > head && (parse.is(before, ",") || parse.tags[before].is_proper() || parse.has(before, Class::Honorific));
    apposed.then_some(last)
}

/// One past the last token of a phrase before what it ends with in brackets: "Marit Oru (HB)".
fn without_brackets(parse: &Parse, range: Range<usize>) -> usize {
    let closed = range.end > range.start && parse.is_any(range.end - 1, &[")", "]"]);
    let open = || (range.start + 1..range.end).rev().find(|at| parse.is_any(*at, &["(", "["]));
    if closed { open().unwrap_or(range.end) } else { range.end }
}

/// Makes the source the person `id`, or probably so.
fn name(entities: &Entities, source: &mut Source, id: EntityId, sure: bool) {
    source.kind = SourceKind::Named;
    source.described = false;
    if sure {
        source.entity = Some(id);
        source.name.clone_from(&entities.get(id).name);
    } else {
        source.likely = Some(id);
    }
}

/// Whether an attribution tells of somebody who speaks, not of what they want or are told.
pub(super) fn speaks(parse: &Parse, attribution: &Attribution) -> bool {
    let verb = attribution.cue.as_ref().is_none_or(|cue| parse.tags[cue.head as usize].is_verb() && !cue.passive && cue.act != Act::Intent);
    verb && (attribution.quote != Quote::Indirect || attribution.weight >= 0.6)
}

/// Whether a source is one person by a role alone, who was not brought in as somebody without a name.
fn is_bare_role(parse: &Parse, source: &Source) -> bool {
    let (first, head) = (source.first as usize, source.head as usize);
    let role = parse.has(head, Class::Title)
        || parse.has(head, Class::PersonNoun)
        || terms::is_office(parse, first, head)
        || parse.has(head, Class::Demonym) && parse.tags[head].is_proper()
        || parse.word(head).ends_with("-year-old");
    let bare = head + 1 == source.last as usize || parse.is(head + 1, "of") || parse.is(head + 1, ",") && parse.is(head + 2, "who");
    let one = matches!(parse.tags[head], Tag::Nn | Tag::Nnp) && !parse.has(head, Class::BodyNoun);
    let new = introduced(parse, head) || parse.is_any(head, ANYBODY) && unnamed_before(parse, head).is_some();
    // "The Harbour Board employee" is one of many.
    let of_many =
        parse.has(head, Class::AnonymousNoun) && !parse.has(head, Class::Title) && (first + 1..head).any(|at| parse.tags[at].is_proper());
    parse.is(first, "the") && bare && role && one && !terms::is_spokesperson(parse, head) && !new && !of_many
}

/// How many tokens back an unnamed person may have been introduced.
const MEMORY: usize = 400;

/// "a witness", "an organizer at the hall": whether the noun at `head` was brought in before as somebody of no name.
fn introduced(parse: &Parse, head: usize) -> bool {
    let word = parse.word(head);
    (head.saturating_sub(MEMORY)..head).any(|at| {
        parse.is(at, word)
            && parse.phrase_of(at).is_some_and(|phrase| {
                let first = phrase.first as usize;
                // "Oru is a Republican", "Oru, a pilot": this one has a name.
                let apposed = first > 0 && parse.is_any(first - 1, &[",", "is", "was", "as", "be", "been", "become", "became"]);
                phrase.head as usize == at && !apposed && parse.is_any(first, &["a", "an", "one", "another"])
            })
    })
}

/// "The official", "they", "the people": the same unnamed source as before.
fn go_back(parse: &Parse, source: &mut Source, sentence: u32, earlier: &[Attribution]) {
    let head = source.head as usize;
    // Whom "he" and "she" stand for is asked of the people before.
    if parse.is_any(head, &["he", "she"]) {
        return;
    }
    let pronoun = parse.tags[head] == Tag::Prp;
    let definite =
        parse.is_any(source.first as usize, &["the", "that", "those", "these", "this"]) || parse.is(source.first as usize, "one");
    if !pronoun && (source.described || !definite) {
        return;
    }
    let word = singular(parse.word(head));
    let plural = parse.is_any(head, &["they", "them"]);
    let found = earlier.iter().enumerate().rev().take(REACH).find(|(_, candidate)| {
        let Some(other) = &candidate.source else { return false };
        if pronoun {
            // A pronoun reaches only to the sentence before.
            let near = sentence.saturating_sub(candidate.sentence) <= 2;
            let number = plural == many(parse, other) || !plural;
            return near
                && other.entity.is_none()
                && number
                && matches!(other.kind, SourceKind::Anonymous | SourceKind::Vague | SourceKind::Organization);
        }
        // "the Harbour Board employee" is somebody of no name, too.
        let described = || other.last - other.first > 2 && !parse.has(head, Class::Title);
        let unnamed =
            other.kind == SourceKind::Anonymous || matches!(other.kind, SourceKind::Named | SourceKind::Organization) && described();
        other.entity.is_none() && unnamed && same_noun(&word, &singular(parse.word(other.head as usize)))
    });
    if let Some((index, candidate)) = found
        && let Some(other) = &candidate.source
    {
        source.same_as = Some(other.same_as.unwrap_or(index as u32));
        source.kind = other.kind;
        source.described = other.described;
        source.reason = source.reason.or(other.reason);
        source.name.clone_from(&other.name);
    }
}

fn many(parse: &Parse, source: &Source) -> bool {
    let head = antecedent(parse, source).map_or(source.head as usize, |(_, head)| head);
    matches!(parse.tags[head], Tag::Nns | Tag::Nnps)
        || parse.is_any(head, &["people", "police", "they", "some", "many", "others"])
        || (source.first..source.last).any(|at| parse.is(at as usize, "and"))
}

fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "people" => "person".to_owned(),
        _ => lower.strip_suffix('s').unwrap_or(&lower).to_owned(),
    }
}

/// "the source" may be any unnamed person.
fn same_noun(word: &str, other: &str) -> bool {
    word == other || word == "source" || word == "person"
}
