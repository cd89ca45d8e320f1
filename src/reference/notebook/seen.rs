//! What an article says of an entity, as far as it tells who that is: the whole names, and what it is called beside them in the paper's own voice.

use std::ops::Range;

use crate::article::Article;
use crate::entity::{Entity, EntityType, Form, Gender, Mention};
use crate::lexicon::Class;
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Words that tell one person of a name from another; the comma before them may be missing.
const SUFFIXES: &[&str] = &["jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii", "iv"];
/// Words before a name that say that it may be anybody's.
const ANYBODY: &[&str] = &["named", "called", "different", "another", "name", "fictional"];
/// Words of a role that say that it is no more.
const FORMER: &[&str] = &[
    "former",
    "formerly",
    "ex",
    "then",
    "onetime",
    "erstwhile",
    "past",
    "previous",
    "retired",
    "late",
    "outgoing",
    "departing",
    "ousted",
    "sacked",
];
/// How many tokens a role may have.
const LONGEST: usize = 12;

/// What an article calls somebody.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Called {
    /// The whole phrase without what says that it is no more: "deputy mayor", "mayor's wife", "mayor of Otherton".
    pub words: String,
    /// Where the title or role stands, in prose bytes.
    pub span: Span,
    /// It is said to be no more.
    pub former: bool,
    /// The token behind it.
    pub end: usize,
}

/// What an article says of an entity.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Seen {
    /// What it is.
    pub kind: EntityType,
    /// The whole names.
    pub names: Vec<String>,
    /// For each place with a whole name that says more: what it is called there.
    pub called: Vec<Vec<Called>>,
    /// The pronouns used of it.
    pub gender: Gender,
    /// Something says that the name alone does not tell who it is: "Jr.", "a man named", "of Otherton".
    pub doubtful: bool,
}

impl Seen {
    /// What an article says of an entity.
    pub fn of(article: &Article, entity: &Entity) -> Seen {
        let parse = article.parse();
        let whole: Vec<&Mention> = article.entities.mentions_of(entity.id).filter(|mention| mention.form == Form::Full).collect();
        let mut names: Vec<String> = Vec::new();
        for mention in &whole {
            let name = mention.span.of(&parse.prose.text).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            names.push(entity.name.clone());
        }
        let own = whole.iter().filter(|mention| !mention.quoted);
        let called = own.clone().map(|mention| called(&parse, entity, mention)).filter(|called| !called.is_empty()).collect();
        let doubtful = own.clone().count() == 0 || whole.iter().any(|mention| is_doubtful(&parse, entity.kind, mention));
        Seen { kind: entity.kind, names, called, gender: entity.gender, doubtful }
    }
}

/// What the words around a mention call it: a title before it, what stands between commas behind it, a role before a comma.
fn called(parse: &Parse, entity: &Entity, mention: &Mention) -> Vec<Called> {
    let sentence = parse.sentences[parse.sentence_of(mention.first as usize)].tokens();
    let mut found = Vec::new();
    if let Some(title) = mention.title {
        found.extend(phrase(parse, &sentence, parse.tokens_over(title), title));
    }
    if let Some(behind) = apposition(parse, &sentence, mention.last as usize) {
        let role =
            entity.role_span.filter(|role| parse.span(behind.clone()).start <= role.start && role.end <= parse.span(behind.clone()).end);
        found.extend(phrase(parse, &sentence, behind.clone(), role.unwrap_or(parse.span(behind))));
    }
    // "The harbour master, Marit Oru, said"; but "the man who shot the mayor, Bo Holt," tells nothing.
    if let Some(role) = entity.role_span {
        let tokens = parse.tokens_over(role);
        let first = mention.first as usize;
        let beside = tokens.end + 1 == first && parse.is(tokens.end, ",") || tokens.end == first && mention.title.is_none();
        let determiner = tokens.start.checked_sub(1).filter(|at| *at >= sentence.start && parse.tags[*at] == Tag::Dt);
        let opens = determiner.unwrap_or(tokens.start);
        let before = opens.checked_sub(1).filter(|at| *at >= sentence.start);
        let begins = before.is_none_or(|at| parse.is_any(at, &[",", ":", ";", "and", "but", "that", "said", "by", "“", "\""]));
        if beside && begins && tokens.start >= sentence.start {
            found.extend(phrase(parse, &sentence, tokens, role));
        }
    }
    found
}

/// The words between a comma behind a name and the next comma or the end, where they may be a role: not "34", not "who was ill".
fn apposition(parse: &Parse, sentence: &Range<usize>, last: usize) -> Option<Range<usize>> {
    if last + 1 >= sentence.end || !parse.is_any(last, &[",", "("]) {
        return None;
    }
    // "Marit Oru, 52, the mayor,".
    let age = parse.tags[last + 1] == Tag::Cd && last + 3 < sentence.end && parse.is(last + 2, ",");
    let first = if age { last + 3 } else { last + 1 };
    let stop =
        |at: &usize| parse.is_any(*at, &[",", ")", ";", ":", "—", "–"]) || parse.tags[*at] == Tag::Stop || parse.tags[*at].is_finite();
    let end = (first..sentence.end).find(stop).unwrap_or(sentence.end);
    let noun = (first..end).any(|at| parse.tags[at].is_noun());
    let opens =
        matches!(parse.tags[first], Tag::Dt | Tag::Nn | Tag::Nnp | Tag::Nns | Tag::PrpS | Tag::Rb) || parse.tags[first].is_adjective();
    // "Marit Oru, the mayor, and", but not "Marit Oru, Bo Holt and": a list of names is no role.
    let names = (first..end).all(|at| parse.tags[at].is_proper() || parse.is_any(at, &["and"])) && !parse.has(first, Class::Title);
    (noun && opens && !names && end - first <= LONGEST).then_some(first..end)
}

/// The whole phrase of a title or role: with what stands before and behind its words.
fn phrase(parse: &Parse, sentence: &Range<usize>, tokens: Range<usize>, span: Span) -> Option<Called> {
    if tokens.is_empty() || tokens.start < sentence.start {
        return None;
    }
    let of_time = |at: usize| parse.has(at, Class::Weekday) || parse.has(at, Class::Month);
    let before = |at: usize| {
        let tag = parse.tags[at];
        (tag.is_noun()
            || tag.is_adjective()
            || matches!(tag, Tag::Vbn | Tag::Vbg | Tag::Pos | Tag::Rb | Tag::PrpS | Tag::Cd)
            || parse.is_any(at, &["-", "not"]))
            && !of_time(at)
    };
    let mut start = tokens.start;
    while start > sentence.start && tokens.end - start < LONGEST && before(start - 1) {
        start -= 1;
    }
    let behind = |at: usize| {
        let tag = parse.tags[at];
        tag.is_noun() && !of_time(at)
            || tag.is_adjective()
            || matches!(tag, Tag::Pos | Tag::In | Tag::Dt | Tag::To)
            || parse.is_any(at, &["-", "and"])
    };
    let mut end = tokens.end;
    let is_title = parse.tokens.get(end).is_some_and(|token| token.shape.is_capitalized()) && parse.tags[end].is_proper();
    while !is_title && end < sentence.end && end - start < LONGEST && behind(end) {
        end += 1;
    }
    let (former, rest): (Vec<usize>, Vec<usize>) = (start..end).partition(|at| {
        let word = parse.word(*at).to_lowercase();
        FORMER.contains(&word.trim_end_matches('-'))
    });
    let words: Vec<&str> = rest.into_iter().map(|at| parse.word(at)).collect();
    let mut words = words.join(" ");
    let ex = words.to_lowercase().strip_prefix("ex-").map(str::len);
    if let Some(length) = ex {
        words = words.split_off(words.len() - length);
    }
    (!words.is_empty()).then(|| Called { words, span, former: ex.is_some() || !former.is_empty(), end })
}

/// Whether the words around a whole name say that it does not tell who it is.
fn is_doubtful(parse: &Parse, kind: EntityType, mention: &Mention) -> bool {
    let sentence = parse.sentences[parse.sentence_of(mention.first as usize)].tokens();
    let (first, last) = (mention.first as usize, mention.last as usize);
    let word = |at: usize| if sentence.contains(&at) { parse.word(at).trim_end_matches('.').to_lowercase() } else { String::new() };
    let behind = if word(last) == "," { last + 1 } else { last };
    let suffix = SUFFIXES.contains(&word(behind).as_str()) || word(last) == "the" && matches!(word(last + 1).as_str(), "younger" | "elder");
    let before = first.checked_sub(1).map(word).unwrap_or_default();
    let anybody = ANYBODY.contains(&before.as_str());
    let elsewhere = match kind {
        // "Norland's Ministry of Finance", "the Ministry of Finance of Norland", "Cambridge, Massachusetts".
        EntityType::Person => false,
        _ => {
            let possessive = first > sentence.start && parse.tags[first - 1] == Tag::Pos;
            let placed = word(last) == "," && behind < sentence.end && parse.tags[behind].is_proper();
            possessive
                || placed
                || matches!(word(last).as_str(), "of" | "in") && parse.tags.get(last + 1).is_some_and(|tag| tag.is_proper())
        }
    };
    suffix || anybody || elsewhere
}
