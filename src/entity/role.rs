//! What the article says a person is, in its own voice: the title before a name, the apposition around it, the clause that tells it; and
//! the places where the role then stands for the person.
//!
//! Every mention of a person outside quotation marks gives candidates; the one that tells most, soonest and most surely is the role.

use rustc_hash::FxHashMap;

use super::{Entities, EntityId, EntityType, Form, Mention};
use crate::lexicon::Class;
use crate::syntax::Parse;
use crate::text::Span;

mod description;
mod noun;
mod phrase;
mod ways;
mod worth;

pub use description::{Description, find, mentions};
pub use worth::NAMES;

/// So many mentions of a person are asked; who is not introduced by then is not.
const ASKED: usize = 12;

/// Words that may be the role of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The person.
    pub entity: EntityId,
    /// The words, in prose bytes.
    pub span: Span,
    /// What holds of them, a bit a name of [`NAMES`].
    pub evidence: u128,
}

/// All words that may be the role of somebody, in text order of the mentions that they stand beside.
pub fn offers(parse: &Parse, all: &Entities) -> Vec<Offer> {
    let mut offers = Vec::new();
    let mut asked = vec![0usize; all.entities.len()];
    let mut found = Vec::new();
    for mention in &all.mentions {
        if mention.quoted || !mention.form.is_name() || all.get(mention.entity).kind != EntityType::Person {
            continue;
        }
        let place = &mut asked[mention.entity as usize];
        *place += 1;
        if *place > ASKED && mention.form != Form::Full && mention.title.is_none() {
            continue;
        }
        ways::find(parse, mention, all, &mut found);
        offers.extend(found.drain(..).map(|candidate| Offer {
            entity: mention.entity,
            evidence: worth::evidence(parse, &candidate, mention, *place),
            span: parse.span(candidate.tokens),
        }));
    }
    offers
}

/// Whether the words right behind two mentions of one full name tell of two people: two trades or offices that have no word in common, or
/// two ages.
pub(super) fn are_told_apart(parse: &Parse, one: &Mention, other: &Mention) -> bool {
    let age = |mention: &Mention| {
        let number = parse.word(mention.last as usize + 1).parse::<u32>().ok().filter(|age| (1..=120).contains(age));
        number.filter(|_| parse.is(mention.last as usize, ",") && parse.is_any(mention.last as usize + 2, &[",", "."]))
    };
    if let (Some(one), Some(other)) = (age(one), age(other)) {
        return one.abs_diff(other) > 1;
    }
    let told = |mention: &Mention| {
        let mut found = Vec::new();
        ways::find(parse, mention, &Entities::default(), &mut found);
        let office = |candidate: &ways::Candidate| {
            let head = candidate.head.filter(|head| !noun::is_stance(parse, *head) && !parse.has(*head, Class::Kin));
            candidate.way == ways::Way::Apposed
                && candidate.known
                && head.is_some()
                && !parse.is_any(candidate.tokens.start, &["former", "then"])
        };
        found.into_iter().find(office).map(|candidate| candidate.tokens)
    };
    let (Some(one), Some(other)) = (told(one), told(other)) else { return false };
    !one.clone().any(|a| parse.tokens[a].shape.is_word() && other.clone().any(|b| parse.is(a, parse.word(b))))
}

/// Gives each person the role that the article tells: of all that is offered what most speaks for, the first of equals.
pub fn assign(parse: &Parse, all: &mut Entities) {
    let mut best = FxHashMap::<EntityId, (i32, Span)>::default();
    for offer in offers(parse, all) {
        let worth = worth::weigh(offer.evidence);
        if (worth > 0 || worth::is_plain(offer.evidence)) && best.get(&offer.entity).is_none_or(|(other, _)| worth > *other) {
            best.insert(offer.entity, (worth, offer.span));
        }
    }
    for (id, (_, span)) in best {
        let entity = &mut all.entities[id as usize];
        entity.role = span.of(&parse.prose.text).to_owned();
        entity.role_span = Some(span);
    }
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
