//! What the article says a person is, in its own voice: the title before a name, the apposition around it, the clause that tells it; and
//! the places where the role then stands for the person.
//!
//! Every mention of a person outside quotation marks gives candidates; the one that tells most, soonest and most surely is the role.

use rustc_hash::FxHashMap;

use super::{Entities, EntityId, EntityType, Form, Mention};
use crate::lexicon::Class;
use crate::syntax::Parse;

mod description;
mod noun;
mod phrase;
mod ways;

pub use description::{Description, find, mentions};

use ways::{Candidate, Way};

/// So many mentions of a person are asked; who is not introduced by then is not.
const ASKED: usize = 12;

/// Gives each person the role that the article tells.
pub fn assign(parse: &Parse, all: &mut Entities) {
    let mut best = FxHashMap::<EntityId, (f32, Candidate)>::default();
    let mut asked = FxHashMap::<EntityId, usize>::default();
    let mut found = Vec::new();
    for mention in &all.mentions {
        if mention.quoted || !mention.form.is_name() || all.get(mention.entity).kind != EntityType::Person {
            continue;
        }
        let place = asked.entry(mention.entity).or_default();
        *place += 1;
        if *place > ASKED && mention.form != Form::Full && mention.title.is_none() {
            continue;
        }
        let body = parse.block_of(parse.sentence_of(mention.first as usize)).role.is_body();
        ways::find(parse, mention, all, &mut found);
        for candidate in found.drain(..) {
            let worth = worth(parse, &candidate, mention, *place, body);
            if best.get(&mention.entity).is_none_or(|(other, _)| worth > *other) {
                best.insert(mention.entity, (worth, candidate));
            }
        }
    }
    for (id, (_, candidate)) in best {
        let span = parse.span(candidate.tokens);
        let entity = &mut all.entities[id as usize];
        entity.role = span.of(&parse.prose.text).to_owned();
        entity.role_span = Some(span);
    }
}

/// How much speaks for a candidate at the person's `place`th mention, counted from one.
fn worth(parse: &Parse, candidate: &Candidate, mention: &Mention, place: usize, body: bool) -> f32 {
    let way = match candidate.way {
        Way::Apposed => 5.0,
        Way::Leading => 5.0,
        Way::Titled => 4.4,
        Way::Credited => 2.0,
        Way::Is => 3.8,
        Way::Reversed => 3.6,
        Way::WhoIs => 4.6,
        Way::Was => 3.2,
        Way::Listed => 2.8,
        Way::Called => 3.0,
        Way::Who => 2.4,
        Way::Owned => 1.6,
        Way::Of => 1.4,
    };
    let words = candidate.tokens.len();
    let specific = if words >= 2 { 0.9 } else { 0.0 };
    let bare = if ways::is_bare(parse, candidate) { -1.2 } else { 0.0 };
    let unknown = if candidate.known || candidate.head.is_none() { 0.0 } else { -1.5 };
    let kin = if candidate.head.is_some_and(|head| parse.has(head, Class::Kin)) { -1.2 } else { 0.0 };
    let stance = if candidate.head.is_some_and(|head| noun::is_stance(parse, head)) { -1.3 } else { 0.0 };
    let full = if mention.form == Form::Full { 0.3 } else { 0.0 };
    let late = -0.25 * (place.min(6) as f32 - 1.0);
    let heading = if body { 0.0 } else { -0.6 };
    way + specific + bare + unknown + kin + stance + full + late + heading
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
