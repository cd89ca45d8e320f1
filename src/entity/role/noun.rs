//! Nouns that say what a person is.

use crate::lexicon::Class;
use crate::syntax::{Parse, Shape, Tag};

/// Classes of nouns for a person by role.
const PEOPLE: &[Class] = &[Class::Title, Class::PersonNoun, Class::Kin];

/// If a noun for what a person is starts at token `at` ("mayor", "harbour master", "secretary of state"): its main word.
pub(super) fn role_noun(parse: &Parse, at: usize) -> Option<usize> {
    let length = phrase_length(parse, at)?;
    let of = (at..at + length).any(|word| parse.is(word, "of"));
    Some(if of { at } else { at + length - 1 })
}

/// How many tokens the noun for what a person is has that starts at token `at`; the lists hold it.
pub(super) fn phrase_length(parse: &Parse, at: usize) -> Option<usize> {
    let token = parse.tokens.get(at)?;
    let following = (at + 1..parse.tokens.len().min(at + 6)).map(|next| parse.word(next));
    if let Some((length, classes)) = parse.lexicon.phrase(parse.word(at), following)
        && classes.any(&[Class::Title, Class::PersonNoun])
    {
        return Some(length);
    }
    let classes = token.entry.classes;
    let name = token.shape == Shape::Capitalized && classes.any(&[Class::GivenName, Class::FamilyName]) && !classes.has(Class::Title);
    (classes.any(PEOPLE) && !name).then_some(1)
}

/// Whether the plural noun at token `at` is of several people ("senators", "trust members").
pub(super) fn is_plural(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    parse.has(at, Class::PeopleNoun)
        || word.len() > 4 && word.ends_with('s') && {
            let one = parse.lexicon.word(&word[..word.len() - 1]).classes;
            one.any(PEOPLE)
        }
}

/// Endings of nouns for people by what they do.
const ENDINGS: &[&str] = &[
    "ist", "ician", "ologist", "grapher", "woman", "person", "monger", "smith", "wright", "keeper", "maker", "holder", "owner", "worker",
    "player", "leader", "driver", "writer", "trainer", "seeker", "teacher", "hunter", "dealer", "fighter", "lover", "goer", "star",
];

/// Whether an unlisted noun in small letters looks like one for a person.
pub(super) fn looks_personal(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let token = &parse.tokens[at];
    let named =
        token.shape.is_capitalized() && (parse.tags[at].is_proper() || token.entry.classes.any(&[Class::GivenName, Class::FamilyName]));
    let lower = token.shape != Shape::Upper && !named;
    let man = word.len() > 5 && word.ends_with("man") && !word.ends_with("human");
    let listed = || {
        let last = word.rsplit('-').next().filter(|last| last.len() < word.len());
        last.is_some_and(|last| parse.lexicon.word(last).classes.any(PEOPLE))
    };
    lower && parse.tags[at].is_noun() && (man || ENDINGS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end)) || listed())
}

/// Endings of nouns for what is no person.
const ABSTRACT: &[&str] =
    &["tion", "sion", "ment", "ness", "ity", "ship", "ism", "ing", "age", "ure", "ance", "ence", "hood", "dom", "cy", "gy", "phy", "ware"];

/// Nouns of no person that may stand behind a name.
const THINGS: &[&str] = &[
    "account", "act", "age", "amount", "area", "bid", "bit", "bill", "book", "car", "case", "chance", "change", "city", "club", "comedy",
    "county", "day", "deal", "decade", "drama", "effort", "event", "example", "fact", "feat", "film", "game", "goal", "home", "hour",
    "house", "idea", "issue", "job", "kind", "law", "line", "look", "loss", "lot", "minute", "moment", "month", "move", "movie", "name",
    "night", "novel", "number", "pair", "part", "place", "plan", "play", "point", "post", "quarter", "record", "role", "room", "seat",
    "series", "set", "ship", "show", "side", "song", "sort", "state", "step", "story", "street", "summer", "suburb", "team", "term",
    "thing", "time", "title", "total", "town", "type", "village", "vote", "way", "week", "weekend", "win", "winter", "word", "work",
    "world", "year", "years", "zone", "building", "piece", "position", "practice", "process", "project", "proposal", "release", "route",
    "site", "source", "sum", "theme", "threat", "tour", "trip", "version", "view", "area", "chunk", "couple", "crowd", "dozen", "family",
    "half", "handful", "majority", "third", "top", "track", "variety", "disease", "dog", "cat", "horse", "letter", "tribute", "tweet",
    "video", "percent", "cent", "mile", "miles",
];

/// Whether a noun may tell what somebody is though no list holds it, by its word alone.
pub(super) fn may_be_personal(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let token = &parse.tokens[at];
    let things = [
        Class::BodyNoun,
        Class::DocumentNoun,
        Class::CueNoun,
        Class::PlaceWord,
        Class::Month,
        Class::Weekday,
        Class::OrganizationWord,
        Class::Country,
        Class::Town,
        Class::PeopleNoun,
        Class::Event,
        Class::Wrongdoing,
        Class::Stigma,
    ];
    token.shape == Shape::Lower
        && word.len() > 2
        && parse.tags[at] == Tag::Nn
        && !token.entry.classes.any(&things)
        && !ABSTRACT.iter().any(|end| word.ends_with(end))
        && !THINGS.contains(&word)
}

/// Whether no role may hold the word: it accuses, tells a verdict or an illness, or judges.
pub(super) fn is_stigma(parse: &Parse, at: usize) -> bool {
    let classes = parse.tokens[at].entry.classes;
    classes.any(&[Class::Stigma, Class::Culprit]) || {
        let following = (at + 1..parse.tokens.len().min(at + 4)).map(|next| parse.word(next));
        parse.lexicon.phrase(parse.word(at), following).is_some_and(|(_, classes)| classes.has(Class::Stigma))
    }
}

/// Whether token `at` is an age ("54", "54-year-old").
pub(super) fn is_age(parse: &Parse, at: usize) -> bool {
    parse.word(at).starts_with(|first: char| first.is_ascii_digit()) && parse.word(at).ends_with("year-old") || parse.is(at, "year-old")
}

/// Nouns that tell how somebody stands to others or to a party, and less than what somebody does.
const STANCES: &[&str] = &[
    "Democrat",
    "Republican",
    "Tory",
    "Conservative",
    "Liberal",
    "supporter",
    "backer",
    "critic",
    "ally",
    "friend",
    "opponent",
    "rival",
    "native",
    "resident",
    "billionaire",
    "millionaire",
    "survivor",
    "victim",
    "candidate",
    "fan",
    "voter",
    "member",
    "colleague",
    "constituent",
    "neighbour",
    "neighbor",
    "contender",
    "hopeful",
    "challenger",
    "successor",
    "predecessor",
    "counterpart",
    "namesake",
    "donor",
    "confidant",
    "confidante",
    "teenager",
    "winner",
    "finalist",
    "man",
    "woman",
    "boy",
    "girl",
    "child",
    "participant",
    "star",
    "figure",
    "icon",
    "hero",
];

/// Whether the noun at token `at` tells a stance, and less than an office or a trade does.
pub(super) fn is_stance(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, STANCES)
}
