//! How an article introduces its people: which names stand in its body, who carries a title that needs no more, and whether a reader
//! is told who somebody is.

use rustc_hash::FxHashMap;

use super::{Entities, Entity, EntityId, EntityType, Form, Mention, name};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{NameTag, Parse, Shape, Tag};
use crate::text::Span;

/// The mentions of an entity by name that stand in running text, in text order; a label that tells who speaks introduces nobody.
pub fn in_body<'a>(parse: &Parse, all: &'a Entities, id: EntityId) -> Vec<&'a Mention> {
    all.mentions_of(id)
        .filter(|mention| mention.form.is_name() && role_of(parse, mention).is_body())
        .filter(|mention| !label(parse, mention))
        .collect()
}

fn label(parse: &Parse, mention: &Mention) -> bool {
    super::interview::is_label(parse, mention.first as usize, mention.last as usize)
}

/// The role of the block a mention stands in.
pub fn role_of(parse: &Parse, mention: &Mention) -> Role {
    parse.block_of(parse.sentence_of(mention.first as usize)).role
}

/// The index of the block a mention stands in.
pub fn block_of(parse: &Parse, mention: &Mention) -> usize {
    parse.sentences.get(parse.sentence_of(mention.first as usize)).map_or(0, |sentence| sentence.block as usize)
}

/// Whether a person is named as a writer or photographer of the article.
pub fn is_credited(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    all.mentions_of(id).any(|mention| matches!(role_of(parse, mention), Role::Byline | Role::Credit | Role::Contact))
}

/// Titles of which a country has one at a time: with them a surname is enough.
const HEADS: &[&str] = &[
    "president",
    "premier",
    "chancellor",
    "king",
    "queen",
    "pope",
    "emperor",
    "sultan",
    "emir",
    "prince",
    "princess",
    "taoiseach",
    "ayatollah",
    "archbishop",
];

/// Whether the article once gives the title of a head of state or government, a monarch or a pope right before the name.
pub fn is_head_of_state(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    all.mentions_of(id).filter_map(|mention| mention.title).any(|title| {
        let words = title.of(&parse.prose.text);
        let prime = words.to_ascii_lowercase().contains("prime minister") || words.eq_ignore_ascii_case("first lady");
        prime
            || words.rsplit([' ', '-']).next().is_some_and(|last| {
                HEADS.iter().any(|head| head.eq_ignore_ascii_case(last)) && !words.to_ascii_lowercase().contains("vice")
            })
    })
}

/// Titles that a surname follows by custom: peers, and judges in their courts.
const STYLED: &[&str] = &[
    "lord",
    "lady",
    "baron",
    "baroness",
    "viscount",
    "viscountess",
    "earl",
    "countess",
    "duke",
    "duchess",
    "marquess",
    "justice",
    "judge",
];

/// Whether a person is called by a title that takes no given name: "Lord Penhale", "Mrs Justice Trewin".
pub fn is_styled(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    all.mentions_of(id).filter(|mention| mention.form.is_name()).any(|mention| {
        let first = mention.first as usize;
        let titled = |title: Span| STYLED.iter().any(|styled| title.of(&parse.prose.text).to_ascii_lowercase().ends_with(styled));
        first.checked_sub(1).is_some_and(|before| parse.is_any(before, STYLED)) || mention.title.is_some_and(titled)
    })
}

/// Whether the article says that a person has one name only: "a farmer who like many here uses one name".
pub fn has_one_name(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    const GOES_BY: &[&str] = &["use", "uses", "used", "using", "go", "goes", "went", "going", "has", "had", "have", "known", "bears", "by"];
    let says = |mention: &Mention| {
        let tokens = parse.sentences.get(parse.sentence_of(mention.first as usize)).map(|sentence| sentence.tokens()).unwrap_or_default();
        tokens.clone().any(|at| {
            let one = parse.is_any(at, &["one", "single"]) && parse.is(at + 1, "name");
            let led = (at.saturating_sub(4).max(tokens.start)..at).any(|before| parse.is_any(before, GOES_BY));
            one && led || parse.is_any(at, &["mononym", "mononymous"])
        })
    };
    all.mentions_of(id).filter(|mention| mention.form.is_name()).any(says)
}

/// Whether a person who seems to be called by a surname only has a given name that looks like a particle: "Van Johansen … Johansen".
pub fn has_given_name(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    let names = || all.mentions_of(id).filter(|mention| mention.form.is_name());
    let given = |long: &Mention| {
        let (first, last) = (long.first as usize, long.last as usize);
        let alone = |short: &Mention| short.last - short.first == 1 && parse.word(short.first as usize) == parse.word(last - 1);
        last - first > 1 && parse.tokens[first].shape == Shape::Capitalized && names().any(alone)
    };
    names().any(given)
}

/// Whether the words around some mention of a person show that the name is a given name, or give the rest of it: "her brother Quillan",
/// "JT Quist", "the pilot Quist (Jory Pell)".
pub fn shows_given_name(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    all.mentions_of(id).filter(|mention| mention.form.is_name()).any(|mention| {
        let (first, last) = (mention.first as usize, mention.last as usize);
        let relative = first > 0 && parse.tokens[first - 1].shape == Shape::Lower && parse.has(first - 1, Class::Kin);
        let initials = first > 0 && {
            let token = &parse.tokens[first - 1];
            let known = [Class::Title, Class::KnownAcronym, Class::CommonAcronym, Class::OrganizationWord];
            token.shape == Shape::Upper && token.span.len() <= 3 && parse.tags[first - 1].is_proper() && !token.entry.classes.any(&known)
        };
        let capital = |at: usize| parse.tokens.get(at).is_some_and(|token| token.shape == Shape::Capitalized);
        let played = parse.is(last, "(") && capital(last + 1) && capital(last + 2) && parse.is(last + 3, ")");
        relative || initials || played
    })
}

/// How sure it is that an entity which is never named in full is a person: 0 when only its form speaks for it.
pub fn certainty(parse: &Parse, all: &Entities, id: EntityId) -> f32 {
    let mut best: f32 = 0.0;
    let mut tagged = 0;
    let mut names = 0;
    let (mut family, mut plain, mut branded) = (false, false, false);
    for mention in all.mentions_of(id).filter(|mention| mention.form.is_name()) {
        let first = mention.first as usize;
        names += 1;
        let classes = parse.tokens[first].entry.classes;
        if mention.honorific || mention.title.is_some_and(|title| parse.has(parse.token_from(title.start), Class::Title)) {
            best = best.max(0.9);
        }
        if matches!(parse.names[first], NameTag::PersonBegin | NameTag::PersonInside) {
            tagged += 1;
        }
        let elsewhere = classes.any(&[Class::Town, Class::Country, Class::OrganizationWord, Class::PlaceWord, Class::Demonym]);
        let unknown = !classes.any(&[Class::GivenName, Class::OrganizationWord]) && !elsewhere;
        family |= classes.has(Class::FamilyName) && !classes.has(Class::GivenName);
        plain |= unknown && parse.tokens[first].shape == Shape::Capitalized;
        branded |= parse.is_any(mention.last as usize, &["'s", "’s"])
            && parse
                .tokens
                .get(mention.last as usize + 1)
                .is_some_and(|next| next.shape == Shape::Capitalized && !next.entry.classes.has(Class::Title));
    }
    // "a Venn diagram": a word that only once stands before a noun may be anything.
    if names == 1 && best < 0.9 && branded {
        return 0.0;
    }
    if names == 1
        && best < 0.9
        && all.mentions_of(id).find(|mention| mention.form.is_name()).is_some_and(|mention| is_modifier(parse, mention))
    {
        return 0.0;
    }
    if best > 0.0 || !plain {
        return best;
    }
    // Neither title nor honorific: the list of family names, the model and repetition have to agree.
    match (family, tagged * 2 >= names, names > 1) {
        (true, true, _) => 0.8,
        (false, true, true) => 0.7,
        (true, false, true) => 0.55,
        (false, false, true) => 0.4,
        _ => 0.3,
    }
}

/// Whether a mention only modifies the noun behind it ("the Oru administration"), or stands for one of many ("an Oru").
pub fn is_modifier(parse: &Parse, mention: &Mention) -> bool {
    let (first, next) = (mention.first as usize, mention.last as usize);
    let noun = parse.tokens.get(next).is_some_and(|token| token.shape == Shape::Lower) && parse.tags[next].is_noun();
    noun || first.checked_sub(1).is_some_and(|before| parse.is_any(before, &["a", "an"]))
}

/// Whether token `at` stands in a line above the article that only its words tell from a paragraph: one sentence of headline English
/// ("Council drops plan for harbour after protests.") before the first paragraph.
pub fn is_above_body(parse: &Parse, at: usize) -> bool {
    const WORDS: usize = 18;
    let number = parse.sentence_of(at);
    let Some(sentence) = parse.sentences.get(number) else { return false };
    let alone = parse.sentences.get(number + 1).is_none_or(|next| next.block != sentence.block);
    let first = !parse.sentences[..number].iter().rev().take(4).any(|before| parse.prose.blocks[before.block as usize].role.is_body());
    let tokens = sentence.tokens();
    let determined = tokens.clone().any(|at| matches!(parse.tags[at], Tag::Dt | Tag::PrpS));
    let past = tokens.clone().find(|at| parse.tags[*at].is_finite()).is_some_and(|at| matches!(parse.tags[at], Tag::Vbd | Tag::Md));
    first && alone && number < 4 && tokens.len() <= WORDS && !determined && !past
}

/// The people named in full, by the last word of their family name: each with the place of the first full name.
pub type Families<'a> = FxHashMap<&'a str, Vec<(EntityId, u32)>>;

/// How many people of one family are kept.
const FAMILY: usize = 8;

/// Groups the people of an article by family name.
pub fn families(all: &Entities) -> Families<'_> {
    let mut families = Families::default();
    for entity in all.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        let full = all.mentions_of(entity.id).find(|mention| mention.form == Form::Full);
        let Some(full) = full else { continue };
        let members = families.entry(family_name(&entity.name)).or_default();
        if members.len() < FAMILY {
            members.push((entity.id, full.span.start));
        }
    }
    families
}

fn family_name(words: &str) -> &str {
    words.rsplit(' ').find(|word| !name::is_suffix(word)).unwrap_or_default()
}

/// Whether another person of the same family name is named in full before prose byte `offset`.
pub fn shares_family(families: &Families, entity: &Entity, offset: u32) -> bool {
    let members = families.get(family_name(&entity.name));
    members.is_some_and(|members| members.iter().any(|(id, start)| *id != entity.id && *start < offset))
}

/// Whether the words around some mention of a person tell a reader who that is, even where they give no role by name.
pub fn is_described(parse: &Parse, all: &Entities, id: EntityId) -> bool {
    let entity = all.get(id);
    entity.role_span.is_some()
        || all.mentions_of(id).any(|mention| match mention.form {
            Form::Role => true,
            Form::Pronoun | Form::Demonym => false,
            _ => mention.title.is_some() || is_doctor(parse, mention) || described(parse, mention),
        })
}

/// Whether an honorific tells what the person does: a doctor, a professor, a cleric.
fn is_doctor(parse: &Parse, mention: &Mention) -> bool {
    const CALLINGS: &[&str] =
        &["Dr", "Dr.", "Prof", "Prof.", "Rev", "Rev.", "Fr.", "Rabbi", "Imam", "Pastor", "Father", "Sister", "Sheikh", "Mullah", "Msgr."];
    let before = (mention.first as usize).checked_sub(1);
    mention.honorific && before.is_some_and(|before| CALLINGS.contains(&parse.word(before)))
}

fn described(parse: &Parse, mention: &Mention) -> bool {
    let index = parse.sentence_of(mention.first as usize);
    let Some(sentence) = parse.sentences.get(index) else { return false };
    let (mut first, last) = (mention.first as usize, mention.last as usize);
    let (start, end) = (sentence.first as usize, sentence.last as usize);
    while first > start && parse.has(first - 1, Class::Honorific) {
        first -= 1;
    }
    // "the singer and activist Marit Oru", "Vellmouth's Marit Oru", "teammate Oru"
    if first > start {
        let before = first - 1;
        let token = &parse.tokens[before];
        let noun = token.shape == Shape::Lower
            && (parse.tags[before].is_noun() || parse.tags[before].is_adjective())
            && token.entry.verb.is_none()
            && !token.entry.classes.has(Class::Opener);
        let told = parse.is_any(before, &["called", "named"]) && before > start && parse.tags[before - 1].is_noun();
        let owned = told || matches!(parse.word(before), "'s" | "’s") || parse.tags[before] == Tag::Pos;
        if noun || owned || among_people(parse, start, first) {
            return true;
        }
        let apposed = matches!(parse.word(before), "," | "—" | "–") && first >= start + 2;
        let closes = last >= end || matches!(parse.word(last), "," | "." | "—" | "–" | ")");
        if apposed
            && closes
            && (start.max(first.saturating_sub(9))..before)
                .any(|at| parse.tokens[at].entry.classes.any(&[Class::Title, Class::PersonNoun, Class::Kin]))
        {
            return true;
        }
    }
    if last >= end {
        return false;
    }
    if parse.is(last, "(") || matches!(parse.word(last), "of" | "from") || is_class_year(parse, last) {
        return true;
    }
    if matches!(parse.word(last), "," | "—" | "–" | "-") && last + 1 < end {
        let next = last + 1;
        let number = parse.tokens[next].shape == Shape::Number;
        let begins = parse.is_any(
            next,
            &[
                "a", "an", "the", "who", "whose", "one", "former", "also", "of", "from", "his", "her", "their", "then", "now", "chief",
                "born", "author", "aged", "with",
            ],
        );
        let noun = parse.tokens[next].entry.classes.any(&[Class::Title, Class::PersonNoun, Class::Kin]);
        let token = &parse.tokens[next];
        let phrase = token.shape == Shape::Lower
            && (parse.tags[next].is_adjective() || parse.tags[next].is_noun())
            && !token.entry.classes.has(Class::Opener)
            && token.entry.verb.is_none();
        return number || begins || noun || phrase;
    }
    let employed = parse.is_any(last, &["is", "was"]) && parse.is_any(last + 1, &["working", "serving", "employed", "acting"]);
    let perfect =
        employed || parse.is_any(last, &["has", "had"]) && parse.is_any(last + 1, &["been", "worked", "served", "led", "run", "spent"]);
    let copula = parse.is_any(
        last,
        &["is", "was", "became", "served", "serves", "works", "worked", "runs", "ran", "heads", "leads", "plays", "represents"],
    );
    perfect || copula && last + 1 < end && parse.is_any(last + 1, &["a", "an", "the", "one", "part", "as", "for", "in", "at"])
}

/// Whether a name stands in a row that a noun of people leads: "the harbour pilots Jory Pell and Ruth Lacey".
fn among_people(parse: &Parse, start: usize, first: usize) -> bool {
    const FAR: usize = 10;
    let joins = |at: &usize| parse.tags[*at].is_proper() || parse.is_any(*at, &["and", ","]);
    let led = (start.max(first.saturating_sub(FAR))..first).rev().find(|at| !joins(at));
    parse.is(first - 1, "and") && led.is_some_and(|at| parse.has(at, Class::PeopleNoun) && parse.tags[at + 1].is_proper())
}

/// The class year of a student or a former one, behind the name: "’18".
fn is_class_year(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let digits = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let marked = word.strip_prefix(['‘', '’', '\'']);
    marked.is_some_and(|rest| digits(rest) || rest.is_empty() && digits(parse.word(at + 1)) && !parse.tokens[at + 1].spaced)
}
