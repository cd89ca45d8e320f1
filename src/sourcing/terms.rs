//! The terms a source stands under: named, organisation, document, anonymous or vague.
//!
//! A reader trusts a statement by who stands behind it, so the kind is read from the source's own words: its entity where it has
//! one, else its head noun, its determiner and what describes it. A spokesperson speaks for an organisation and the holder of a
//! unique office is known to everyone: neither is ever anonymous.

use std::ops::Range;

use crate::entity::{Entities, EntityId, EntityType};
use crate::lexicon::{Class, Classes};
use crate::syntax::{Parse, Shape, Tag};
use crate::text::Span;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// An identified person.
    Named,
    /// An identified organisation speaking as one.
    Organization,
    /// An identified document or data set.
    Document,
    /// Unnamed but concrete people.
    Anonymous,
    /// Nobody concrete.
    Vague,
}

impl SourceKind {
    /// All of them, in their order.
    pub const ALL: [SourceKind; 5] =
        [SourceKind::Named, SourceKind::Organization, SourceKind::Document, SourceKind::Anonymous, SourceKind::Vague];
}

/// How a source is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// What it is.
    pub kind: SourceKind,
    /// An unnamed source is described ("a senior official at the ministry").
    pub described: bool,
    /// Why an unnamed source is unnamed, if its sentence says, in prose bytes.
    pub reason: Option<Span>,
}

/// Classifies a source. `phrase` are the tokens of its whole noun phrase, `head` is the phrase's head, `entity` what it was resolved
/// to, if anything.
pub fn classify(parse: &Parse, entities: &Entities, phrase: Range<usize>, head: usize, entity: Option<EntityId>) -> Terms {
    let phrase = phrase.start..phrase.end.min(parse.tokens.len());
    if head >= parse.tokens.len() || phrase.is_empty() {
        return Terms { kind: SourceKind::Vague, described: false, reason: None };
    }
    let kind = kind_of(parse, entities, phrase.clone(), head, entity);
    let anonymous = kind == SourceKind::Anonymous;
    Terms {
        kind,
        described: anonymous && is_described(parse, phrase.clone(), head),
        reason: if anonymous { reason_after(parse, phrase) } else { None },
    }
}

/// Whether the word names one who speaks for others ("spokeswoman").
pub fn is_spokesperson(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, SPOKESPEOPLE) || (parse.is(at, "secretary") && at > 0 && parse.is(at - 1, "press"))
}

/// Whether the noun at `head` ends an office's name of two words that begins behind `first`: "the harbour master".
pub(super) fn is_office(parse: &Parse, first: usize, head: usize) -> bool {
    let phrase = || parse.lexicon.phrase(parse.word(head - 1), std::iter::once(parse.word(head)));
    head > first && phrase().is_some_and(|(_, classes)| classes.has(Class::Title))
}

const SPOKESPEOPLE: &[&str] =
    &["spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen", "spokeswomen", "spokespersons", "representative"];

fn kind_of(parse: &Parse, entities: &Entities, phrase: Range<usize>, head: usize, entity: Option<EntityId>) -> SourceKind {
    let classes = parse.tokens[head].entry.classes;
    let common = !parse.tags[head].is_proper() || !parse.tokens[head].shape.is_capitalized();
    // "Many in the town": so many, wherever they are.
    if some_somewhere(parse, phrase.clone()) {
        return SourceKind::Vague;
    }
    let named = entity.and_then(|id| entities.entities.get(id as usize)).is_some_and(|entity| entity.kind == EntityType::Person);
    // Nameless, a spokesperson is the body's voice; "the spokesman, Tom Hale" is himself.
    let named = named && phrase.clone().any(|at| parse.tags[at].is_proper() && at > head);
    if common && is_spokesperson(parse, head) && !named {
        return SourceKind::Organization;
    }
    // "Some Republicans", "Democrats": so many of a kind, whatever body the word also names.
    if parse.tokens[head].shape.is_capitalized() && plural_of_people(parse, phrase.clone(), head) {
        return if counts_people(parse, phrase.clone(), head) { SourceKind::Document } else { SourceKind::Vague };
    }
    if let Some(kind) = entity.and_then(|id| entities.entities.get(id as usize)).map(|entity| entity.kind) {
        // "a poll by the university", "the Vellmouth Times/Tide poll": the paper speaks, not the body that made it.
        let paper = common && classes.has(Class::DocumentNoun) || kind != EntityType::Person && paper_behind(parse, phrase.clone(), head);
        return match kind {
            EntityType::Person if !paper => SourceKind::Named,
            EntityType::Organization | EntityType::Place if !paper => SourceKind::Organization,
            EntityType::Other if people(classes) => SourceKind::Vague,
            EntityType::Other if !paper && classes.any(&[Class::BodyNoun, Class::OrganizationWord]) => SourceKind::Organization,
            _ => SourceKind::Document,
        };
    }
    if let Some(kind) = pronoun(parse, phrase.clone(), head) {
        return kind;
    }
    if counts_people(parse, phrase.clone(), head) {
        return SourceKind::Document;
    }
    if !common && !people(classes) && !classes.has(Class::DocumentNoun) {
        return proper(parse, phrase, head, classes);
    }
    common_noun(parse, phrase, head, classes)
}

/// "many in the town", "some on the quay", "others at the port": a bare number of people, and where they are.
fn some_somewhere(parse: &Parse, phrase: Range<usize>) -> bool {
    let places = parse.is_any(phrase.start + 1, &["in", "on", "at", "across", "around", "along", "inside", "within", "here", "there"]);
    phrase.len() > 1 && places && parse.is_any(phrase.start, &["many", "some", "most", "others", "few", "plenty", "everyone", "everybody"])
}

/// Whether the name at `head` only begins a longer one that ends in a paper: over slashes, names, possessives and adjectives.
fn paper_behind(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    let end = parse.tokens.len().min(phrase.end + 6);
    for at in head + 1..end {
        let tag = parse.tags[at];
        if parse.has(at, Class::DocumentNoun) && tag.is_noun() {
            return true;
        }
        let passes =
            tag.is_proper() || tag.is_adjective() || matches!(tag, Tag::Pos | Tag::Vbg | Tag::Cd) || parse.is_any(at, &["/", "-", "–"]);
        if !passes && tag != Tag::Nn {
            return false;
        }
    }
    false
}

/// What a pronoun or bare quantifier stands for when nothing resolved it.
fn pronoun(parse: &Parse, phrase: Range<usize>, head: usize) -> Option<SourceKind> {
    const PERSONAL: &[&str] = &["he", "she", "i", "him", "her", "his", "himself", "herself", "my", "me"];
    const VAGUE: &[&str] = &[
        "some",
        "many",
        "most",
        "others",
        "few",
        "everyone",
        "everybody",
        "nobody",
        "no",
        "anyone",
        "anybody",
        "people",
        "one",
        "someone",
        "somebody",
        "all",
        "any",
        "none",
        "those",
        "more",
    ];
    if parse.is_any(head, PERSONAL) {
        return Some(SourceKind::Named);
    }
    if parse.is_any(head, &["they", "we", "it", "them", "us", "their", "our", "its", "who", "which", "itself"]) {
        let body = parse.is_any(head, &["it", "its", "we", "our", "us", "which", "itself"]);
        return Some(if body { SourceKind::Organization } else { SourceKind::Anonymous });
    }
    if parse.is_any(head, &["this", "that", "these"]) && phrase.len() == 1 {
        return Some(SourceKind::Document);
    }
    if parse.is_any(head, &["two", "three", "four", "five", "several", "another", "both"]) && !parse.tags[head].is_noun() {
        return Some(SourceKind::Anonymous);
    }
    if parse.is(head, "one") && parse.is(head + 1, "of") {
        return Some(SourceKind::Anonymous);
    }
    let vague = parse.is_any(head, VAGUE) && (phrase.len() <= 2 || !parse.is(head, "people") || !is_described(parse, phrase, head));
    vague.then_some(SourceKind::Vague)
}

/// "45 percent of voters", "one in four", "two thirds of tenants": people as a survey counts them.
fn counts_people(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    const SHARES: &[&str] = &[
        "percent",
        "per",
        "cent",
        "%",
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "respondents",
        "percentage",
        "majority",
        "fifth",
    ];
    let near = phrase.start..phrase.end.min(head + 3).max(phrase.start);
    let ratio = near.clone().any(|at| parse.is_any(at, &["in", "of"]) && at > near.start && number(parse, at - 1) && number(parse, at + 1));
    ratio || near.clone().any(|at| parse.is_any(at, SHARES) && (at == head || at == phrase.start || number(parse, at.saturating_sub(1))))
}

/// "Republicans", "many Germans", not "the Germans" or "the Democrats", which speak as one.
fn plural_of_people(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    let crowd = phrase.start == head
        || parse.is_any(phrase.start, &["some", "many", "most", "other", "few", "more", "fellow"])
        || parse.tags[phrase.start].is_adjective();
    crowd && parse.word(head).ends_with('s') && parse.tokens[head].entry.classes.any(&[Class::VagueNoun, Class::Demonym])
}

fn number(parse: &Parse, at: usize) -> bool {
    at < parse.tokens.len() && (parse.tokens[at].shape == Shape::Number || parse.has(at, Class::NumberWord))
}

fn people(classes: Classes) -> bool {
    classes.any(&[Class::PeopleNoun, Class::PersonNoun, Class::AnonymousNoun, Class::VagueNoun, Class::Title, Class::Kin])
}

/// A name that nothing resolved.
fn proper(parse: &Parse, phrase: Range<usize>, head: usize, classes: Classes) -> SourceKind {
    use crate::syntax::NameTag::*;
    match parse.names[head] {
        PersonBegin | PersonInside => return SourceKind::Named,
        OrganizationBegin | OrganizationInside | PlaceBegin | PlaceInside => return SourceKind::Organization,
        _ => {}
    }
    if classes.any(&[Class::OrganizationWord, Class::BodyNoun, Class::Country, Class::PlaceWord, Class::Town]) {
        return SourceKind::Organization;
    }
    if classes.has(Class::Demonym) && parse.word(head).ends_with('s') {
        return if indefinite(parse, phrase.start) { SourceKind::Anonymous } else { SourceKind::Vague };
    }
    let upper = parse.tokens[head].shape == Shape::Upper;
    let personal = phrase.clone().any(|at| parse.tokens[at].entry.classes.any(&[Class::GivenName, Class::Honorific, Class::Title]));
    let definite = parse.is(phrase.start, "the");
    if (upper || definite) && !personal { SourceKind::Organization } else { SourceKind::Named }
}

fn common_noun(parse: &Parse, phrase: Range<usize>, head: usize, classes: Classes) -> SourceKind {
    let plural = parse.tags[head] == Tag::Nns || parse.tags[head] == Tag::Nnps || classes.has(Class::PeopleNoun);
    let definite = is_definite(parse, phrase.clone(), head);
    if classes.has(Class::DocumentNoun) && !parse.is_any(head, &["source", "sources"]) {
        return paper(parse, phrase, head, definite);
    }
    if parse.is_any(head, &["police", "prosecutors", "prosecution", "defence", "defense", "management"]) {
        return SourceKind::Organization;
    }
    // Whoever works in a named body for its research speaks as that body: "researchers at the university".
    if classes.has(Class::VagueNoun) {
        let counted = phrase.start < head && (number(parse, phrase.start) || parse.is_any(phrase.start, &["a", "an", "one", "two"]));
        let placed = placed_in_a_body(parse, phrase.clone(), head)
            && parse.is_any(head, &["researchers", "scientists", "scholars", "economists", "analysts", "activists"]);
        return match () {
            () if placed => SourceKind::Organization,
            () if counted && !generic(parse, phrase.clone(), head) => SourceKind::Anonymous,
            () if definite
                && parse.is(phrase.start, "the")
                && plural
                && phrase.len() == 2
                && parse.is_any(head, &["researchers", "scientists"]) =>
            {
                SourceKind::Organization
            }
            () => SourceKind::Vague,
        };
    }
    if classes.has(Class::BodyNoun) {
        // "advocacy groups", "media outlets": bodies of a kind, none of them named.
        let kind_of_body = plural
            && !definite
            && parse.is_any(head, &["groups", "outlets", "organizations", "organisations", "unions", "companies", "firms"])
            && !phrase.clone().any(|at| parse.tags[at].is_proper() || number(parse, at));
        return if kind_of_body || parse.is_any(phrase.start, &["some", "many", "most", "other", "various"]) {
            SourceKind::Vague
        } else {
            SourceKind::Organization
        };
    }
    if classes.has(Class::AnonymousNoun) && !(definite && classes.has(Class::Title)) {
        return if sweeping(parse, phrase.start) && !is_described(parse, phrase, head) { SourceKind::Vague } else { SourceKind::Anonymous };
    }
    // The harbour master, his wife: one who can be found by anyone.
    let office = is_office(parse, phrase.start, head);
    if !plural && definite && (office || classes.any(&[Class::Title, Class::Kin])) {
        return SourceKind::Named;
    }
    if classes.any(&[Class::PersonNoun, Class::Title, Class::Kin, Class::PeopleNoun]) {
        return if sweeping(parse, phrase.start) { SourceKind::Vague } else { SourceKind::Anonymous };
    }
    SourceKind::Organization
}

/// A paper is identified by a name, a maker, an owner or the article's having spoken of it; "studies show" names none.
fn paper(parse: &Parse, phrase: Range<usize>, head: usize, definite: bool) -> SourceKind {
    let named = phrase.clone().any(|at| {
        (parse.tokens[at].shape.is_capitalized() && at > phrase.start && parse.tags[at].is_proper())
            || parse.tags[at] == Tag::Pos
            || parse.tokens[at].shape == Shape::Number
            || parse.tokens[at].entry.classes.any(&[Class::Weekday, Class::Month])
    });
    let first = parse.tokens[phrase.start].shape.is_capitalized() && parse.tags[phrase.start].is_proper();
    let made =
        (head + 1..phrase.end).any(|at| parse.is_any(at, &["by", "from", "of", "obtained", "released", "published", "commissioned"]));
    if named || first || made || definite {
        return SourceKind::Document;
    }
    // "an e-mail", "a new study", "court papers" stand for one thing that someone has seen; "polls", "other studies" for any.
    let many = matches!(parse.tags[head], Tag::Nns | Tag::Nnps) || parse.is_any(head, &["research", "polling", "media"]);
    let any = parse.is_any(
        head,
        &[
            "polls",
            "polling",
            "studies",
            "surveys",
            "reports",
            "research",
            "stories",
            "accounts",
            "estimates",
            "projections",
            "forecasts",
            "analyses",
        ],
    ) || parse.has(head, Class::VagueNoun);
    let exit = head > phrase.start && parse.is_any(head - 1, &["exit", "court", "official", "tax", "government", "internal"]);
    if many && any && !exit { SourceKind::Vague } else { SourceKind::Document }
}

fn is_definite(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    let possessive = (phrase.start..head).any(|at| parse.tags[at] == Tag::Pos || parse.tags[at] == Tag::PrpS);
    possessive || parse.is_any(phrase.start, &["the", "this", "that", "these", "those"])
}

fn indefinite(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["a", "an", "one", "another", "two", "three", "several"]) || number(parse, at)
}

fn sweeping(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["some", "many", "most", "other", "others", "few", "all", "more", "various", "numerous", "ordinary"])
}

/// "supporters", "Democrats": a whole kind of people, even when "a few" or "several" of them speak.
fn generic(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    parse.tokens[head].shape.is_capitalized() || (parse.is(phrase.start, "several") && !is_described(parse, phrase, head))
}

fn placed_in_a_body(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    (head + 1..phrase.end).any(|at| parse.is_any(at, &["at", "from", "with"]) && parse.tokens.get(at + 1).is_some())
        && (head + 1..phrase.end).any(|at| parse.tokens[at].shape.is_capitalized())
}

/// Whether an unnamed source's words tell more than that it exists: whose, of what rank, from where, in what position to know.
fn is_described(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    const SAY_NOTHING: &[&str] =
        &["other", "several", "many", "some", "few", "various", "same", "more", "another", "certain", "multiple", "different"];
    let before = (phrase.start..head).any(|at| {
        let tag = parse.tags[at];
        (tag.is_adjective() || tag.is_noun() || matches!(tag, Tag::PrpS | Tag::Pos | Tag::Vbn | Tag::Vbg))
            && !parse.is_any(at, SAY_NOTHING)
            && !number(parse, at)
    });
    let after = (head + 1..phrase.end.min(head + 4)).any(|at| {
        parse.is_any(
            at,
            &[
                "at", "in", "with", "from", "close", "familiar", "who", "to", "for", "of", "on", "briefed", "involved", "near", "inside",
                "within", "whose",
            ],
        )
    });
    before || after
}

/// The reason for not being named that stands after a source in its sentence, in prose bytes.
pub fn reason_after(parse: &Parse, phrase: Range<usize>) -> Option<Span> {
    let sentence = parse.sentences.get(parse.sentence_of(phrase.start))?;
    reason_in(parse, phrase.start..sentence.last as usize)
}

/// The first reason for not being named among `tokens`: "who was not authorised to speak", "on condition of anonymity because …".
/// The bare condition is no reason.
pub fn reason_in(parse: &Parse, tokens: Range<usize>) -> Option<Span> {
    const WHY: &[&str] = &["because", "as", "since", "to", "for", "fearing", "citing", "given", "so", "due", "out"];
    let end = tokens.end.min(parse.tokens.len());
    for at in tokens.start..end {
        let authorised = parse.is_any(at, &["authorized", "authorised", "permitted", "allowed", "cleared"])
            && (at.saturating_sub(3)..at).any(|before| parse.is_any(before, &["not", "n't", "n’t", "without"]))
            && (at + 1..(at + 4).min(end))
                .any(|after| parse.is_any(after, &["speak", "discuss", "comment", "talk", "disclose", "publicly"]));
        if authorised {
            return Some(parse.span(at.saturating_sub(1)..(at + 3).min(end)));
        }
        let unnamed = parse.is_any(at, &["anonymity", "anonymously"])
            || (parse.is_any(at, &["named", "identified", "quoted"])
                && (at.saturating_sub(4)..at).any(|before| parse.is_any(before, &["not", "n't", "n’t", "declined", "refused"])));
        if unnamed {
            let because = (at + 1..(at + 4).min(end)).find(|after| parse.is_any(*after, WHY));
            return because.map(|why| parse.span(at..(why + 8).min(end)));
        }
    }
    None
}

/// Whether the noun is of those whose names are kept back on purpose: officials, aides, sources, and people described by what they
/// know. Crowds, passers-by and witnesses are unnamed for no reason that a reader would ask for.
pub fn is_confidential(parse: &Parse, phrase: Range<usize>, head: usize) -> bool {
    const CROWDS: &[&str] = &[
        "person",
        "people",
        "witness",
        "witnesses",
        "friend",
        "friends",
        "member",
        "members",
        "employee",
        "employees",
        "individual",
        "individuals",
        "veteran",
        "veterans",
        "colleague",
        "colleagues",
        "figure",
        "figures",
        "engineer",
        "engineers",
        "trader",
        "traders",
        "donor",
        "donors",
        "minister",
        "officer",
        "lawyer",
        "analyst",
        "spokesman",
        "lawmakers",
    ];
    let Some(token) = parse.tokens.get(head) else { return false };
    if !token.entry.classes.has(Class::AnonymousNoun) {
        return false;
    }
    let in_the_know = (head + 1..phrase.end.min(head + 5).min(parse.tokens.len()))
        .any(|at| parse.is_any(at, &["familiar", "knowledge", "close", "briefed", "involved", "direct"]));
    in_the_know || !parse.is_any(head, CROWDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Format};

    /// The terms of the source that is the subject of `text`: everything before " said".
    fn of_subject(text: &str) -> Terms {
        let article = Article::analyze(Document::new("article.txt", text, Format::Plain), Lexicon::shipped(), None);
        let parse = article.parse();
        let said = (0..parse.tokens.len()).find(|at| parse.is(*at, "said")).expect("a cue");
        let phrase = parse.phrases.iter().find(|phrase| (phrase.last as usize) <= said).expect("a phrase");
        classify(&parse, &article.entities, 0..said, phrase.head as usize, None)
    }

    #[test]
    fn a_source_is_what_its_words_say() {
        for (text, kind) in [
            ("A spokeswoman for the port said it was closed.", SourceKind::Organization),
            ("The police said it was closed.", SourceKind::Organization),
            ("Critics said it was closed.", SourceKind::Vague),
            ("Several experts said it was closed.", SourceKind::Vague),
            ("The harbour master said it was closed.", SourceKind::Named),
            ("The report said it was closed.", SourceKind::Document),
            ("Polls said it was closed.", SourceKind::Vague),
            ("Sources said it was closed.", SourceKind::Anonymous),
            ("A senior official said it was closed.", SourceKind::Anonymous),
        ] {
            assert_eq!(of_subject(text).kind, kind, "{text}");
        }
    }

    #[test]
    fn description_and_reason_are_read_from_the_words() {
        assert!(!of_subject("Officials said it was closed.").described);
        let terms = of_subject("A senior official said it was closed, on condition of anonymity because the talks go on.");
        assert!(terms.described && terms.reason.is_some());
        assert_eq!(of_subject("A senior official said it was closed, on condition of anonymity.").reason, None);
    }
}
