//! Whose words a statement's are: "the statement", "Oru's speech", "the board's website". What carries somebody's words is no source of
//! its own; a report, a letter or an order is.

use std::ops::Range;

use super::resolve::mention_of;
use super::{Attribution, Source, SourceKind};
use crate::entity::{Entities, EntityId, EntityType, Mention};
use crate::syntax::{Parse, Tag};

/// What only carries the words of whoever has it.
const CARRIERS: &[&str] =
    &["statement", "speech", "remarks", "website", "site", "blog", "page", "account", "feed", "post", "tweet", "channel"];

/// How many sentences back a paper is looked for.
const BACK: usize = 3;

/// Names the maker of the statement that `source` is, if the article tells: in the phrase itself where it is quoted, else in the sentences
/// before.
pub(super) fn resolve(parse: &Parse, entities: &Entities, source: &mut Source, quoted: bool, earlier: &[Attribution]) {
    let (first, head) = (source.first as usize, source.head as usize);
    if source.entity.is_some() || source.kind != SourceKind::Document || !parse.is_any(head, CARRIERS) {
        return;
    }
    if quoted && let Some(id) = of_phrase(parse, entities, first..source.last as usize, head) {
        source.entity = Some(id);
        source.name.clone_from(&entities.get(id).name);
        return;
    }
    let bare = parse.is(first, "the") && source.last - source.first == 2;
    let spoken = parse.is_any(head, &["statement", "speech"]);
    if !bare || !spoken {
        return;
    }
    let floor = parse.sentences[parse.sentence_of(head).saturating_sub(BACK)].first as usize;
    let Some(made) = (floor..head).rev().find(|at| parse.is(*at, parse.word(head)) && parse.quoted_at(*at).is_none()) else { return };
    let phrase = parse.phrase_of(made).map_or(made..made + 1, |phrase| phrase.first as usize..phrase.last as usize);
    let whole = phrase.start..(made + 4).min(parse.sentences[parse.sentence_of(made)].last as usize);
    let found = of_phrase(parse, entities, whole, made).map(|id| (Some(id), entities.get(id).name.clone()));
    let found = found.or_else(|| by_or_before(parse, entities, source, made, earlier));
    if let Some((entity, name)) = found {
        (source.entity, source.name) = (entity, name);
    }
}

/// "the Harbour Board's report", "the HB report", "a decree signed by the Pope": the person or body that the phrase of a paper names as its
/// maker; `head` is the paper's noun.
fn of_phrase(parse: &Parse, entities: &Entities, range: Range<usize>, head: usize) -> Option<EntityId> {
    let maker = |mention: &&Mention| {
        let kind = entities.get(mention.entity).kind;
        mention.form.is_name() && matches!(kind, EntityType::Person | EntityType::Organization)
    };
    let owner = entities.mentions_in(range.start..head).filter(maker).last().filter(|mention| {
        let next = mention.last as usize;
        let owns =
            parse.tags.get(next) == Some(&Tag::Pos) && (next + 1..head).all(|at| parse.tags[at].is_noun() || parse.tags[at].is_adjective());
        let modifies = next == head && entities.get(mention.entity).kind == EntityType::Organization;
        owns || modifies
    });
    let by = || {
        let by = (head + 1..range.end.min(head + 4)).find(|at| parse.is_any(*at, &["by", "from"]))?;
        let phrase = parse.phrase_of(by + 1)?;
        mention_of(parse, entities, phrase.first as usize..phrase.last as usize, phrase.head as usize).filter(|mention| maker(mention))
    };
    owner.or_else(by).map(|mention| mention.entity)
}

/// Who made the statement or speech that was told of at token `made`: whom "by" names, who was named before it, who spoke last.
fn by_or_before(
    parse: &Parse,
    entities: &Entities,
    source: &Source,
    made: usize,
    earlier: &[Attribution],
) -> Option<(Option<EntityId>, String)> {
    let head = source.head as usize;
    let sentence = &parse.sentences[parse.sentence_of(made)];
    let by = (made + 1..(made + 4).min(sentence.last as usize)).find(|at| parse.is_any(*at, &["by", "from"]));
    let phrase = by.and_then(|by| parse.phrase_of(by + 1));
    if let Some(phrase) = phrase {
        let range = phrase.first as usize..phrase.last as usize;
        let mention = mention_of(parse, entities, range.clone(), phrase.head as usize);
        let words = parse.span(range).of(&parse.prose.text).to_owned();
        return Some(mention.map_or((None, words), |mention| (Some(mention.entity), entities.get(mention.entity).name.clone())));
    }
    let spoke = earlier.iter().rev().take_while(|other| other.sentence as usize + BACK >= parse.sentence_of(head));
    let spoke = spoke.filter_map(|other| other.source.as_ref()).filter(|other| other.first != source.first);
    let maker = entities.mentions_in(sentence.first as usize..made).filter(|mention| mention.form.is_name() && !mention.quoted).last();
    let maker = maker.filter(|mention| matches!(entities.get(mention.entity).kind, EntityType::Person | EntityType::Organization));
    let maker = maker.map(|mention| (Some(mention.entity), entities.get(mention.entity).name.clone()));
    maker.or_else(|| spoke.filter(|other| other.kind != SourceKind::Document).map(|other| (other.entity, other.name.clone())).next())
}
