//! One name in two spellings.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Basis, Context, Rule};
use crate::entity::{Entity, EntityType, Form, fold, introduction, name};
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Classes};
use crate::model::clusters::Clusters;
use crate::reference::notebook::{Record, Seen, is_called, is_spelled};
use crate::syntax::{Parse, Shape};
use crate::text::Span;

/// Letters of the shortest family name that is compared: shorter ones differ by a letter too often.
const SHORTEST: usize = 5;
/// Letters of a word that are compared.
const LONGEST: usize = 32;
/// How many spellings that are nearly alike are compared.
const NEARBY: usize = 16;
/// So often the usual spelling stands, at least, for each place of the other.
const USUAL: usize = 2;

pub(super) static RULE: Rule = Rule {
    name: "name-variant",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "One name is spelled in two ways",
    documentation: "\
## What it flags

A person's family name that differs by a letter, or by an accent or umlaut, from the one that the article gives elsewhere. The spelling of
the full name counts as the right one, else the more frequent. Two people who are both introduced by their full names are two people, also
where their names are nearly alike. Words inside quotation marks are looked at too: nobody pronounces a misspelling.

A full name is also held against the records of the notebook, where the article calls somebody what the record calls them: with other accents than the
record's, or another letter, it is asked about. The aliases of a record are right too.

## Why it matters

A misspelt name is the error that readers forgive least, and words may end up with the wrong person.

## Example

```text
Ivo Penhallow, the harbour master, closed the pier on Monday. “It is not safe,” Penhallow said.

The council met on Tuesday. Penhalow did not speak.
```

## Instead

```text
Ivo Penhallow, the harbour master, closed the pier on Monday. “It is not safe,” Penhallow said.

The council met on Tuesday. Penhallow did not speak.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let spellings = spellings(context, &parse);
    let near = Near::of(&spellings);
    let mut findings = Vec::new();
    for (at, odd) in spellings.iter().enumerate().filter(|(_, odd)| !context.is_well_known(&odd.word)) {
        let slips = near.to(&odd.word).filter(|other| *other != at).map(|other| &spellings[other]).filter(|usual| is_slip(&parse, odd, usual));
        let Some(usual) = slips.max_by_key(|usual| (usual.full.is_some(), usual.places.len())) else { continue };
        let (word, right) = (&odd.word, &usual.word);
        let times = if usual.places.len() == 1 { "once".to_owned() } else { format!("{} times", usual.places.len()) };
        let mut finding = context.finding(
            odd.places[0].span,
            "Is this name spelled right?".to_owned(),
            format!("“{word}” stands here, “{right}” {times} elsewhere. Spell both alike, or say who {word} is."),
        );
        finding.related.push(context.related(usual.full.unwrap_or(usual.places[0]).span, "The other spelling"));
        findings.push(finding);
    }
    for (span, reason) in against_records(context) {
        let is_told = findings.iter().any(|finding| finding.span.start < context.article.source(span).end && context.article.source(span).start < finding.span.end);
        if !is_told {
            findings.push(context.finding(span, "Is this name spelled right?", reason));
        }
    }
    findings
}

/// Full names that the notebook spells in another way, by accents or a letter, of people whom the article calls what their record does.
fn against_records(context: &Context) -> Vec<(Span, String)> {
    let (all, text, day) = (&context.article.entities, &context.article.prose.text, context.article.published());
    let mut told = Vec::new();
    for entity in all.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        let full = all.mentions_of(entity.id).find(|mention| mention.form == Form::Full && mention.span.of(text).contains(' '));
        let Some((mention, words)) = full.map(|mention| (mention, mention.span.of(text))) else { continue };
        let is_chosen = context.who.iter().any(|chosen| chosen.name == entity.name || chosen.name == words);
        let near_by = || context.notebook.named(words).into_iter().chain(context.notebook.beginning(words));
        if is_chosen || !words.chars().any(char::is_lowercase) || near_by().next().is_none() {
            continue;
        }
        let seen = Seen::of(context.article, entity);
        let is_asked = |record: &&Arc<Record>| {
            record.kind == entity.kind && !record.private && !record.no_card && record.goes_by(seen.gender) && is_called(record, &seen, day)
        };
        let spelled = |record: &Arc<Record>| {
            let lower = |name: &str| name.replace('’', "'").to_lowercase();
            record.names().any(|name| lower(name) == lower(words))
        };
        let (given, family) = words.rsplit_once(' ').unwrap_or_default();
        let slips = |name: &str| {
            let family_slips = |(first, last): (&str, &str)| first == given && family.chars().count() >= SHORTEST && near(family, last);
            is_spelled(name, words) || name.rsplit_once(' ').is_some_and(family_slips)
        };
        if near_by().any(spelled) {
            continue;
        }
        // Where both spellings stand they are two people, or the rule above asks.
        let stands = |record: &&Arc<Record>| {
            all.mentions.iter().any(|mention| mention.form == Form::Full && record.names().any(|name| name == mention.span.of(text)))
        };
        let asked = near_by().filter(is_asked).find(|record| record.names().any(slips));
        if let Some(record) = asked.filter(|record| !stands(record)) {
            let reason = format!("“{words}” stands here, “{}” in {}. Spell it as the record does, or mend the record.", record.name, record.shown);
            told.push((mention.span, reason));
        }
    }
    told
}

/// Spellings that may differ by a letter, found by what is left of a word without one.
struct Near(FxHashMap<u64, Vec<usize>>);

impl Near {
    fn of(spellings: &[Spelling]) -> Near {
        let mut near = FxHashMap::<u64, Vec<usize>>::default();
        for (at, spelling) in spellings.iter().enumerate() {
            for key in Near::keys(&spelling.word) {
                let list = near.entry(key).or_default();
                if list.len() < NEARBY && list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        Near(near)
    }

    /// The spellings that may be near a word, some of them more than once.
    fn to(&self, word: &str) -> impl Iterator<Item = usize> + use<'_> {
        Near::keys(word).into_iter().filter_map(|key| self.0.get(&key)).flatten().copied()
    }

    /// Keys of a word, of its plain letters and of the word without each of its letters.
    fn keys(word: &str) -> Vec<u64> {
        let lower: Vec<char> = word.to_lowercase().chars().take(LONGEST).collect();
        let without = |gap: usize| lower.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, letter)| *letter).collect::<String>();
        let mut keys: Vec<u64> = (0..=lower.len()).map(|gap| fold::key(&without(gap))).collect();
        keys.push(fold::key(&unmarked(word)));
        keys
    }
}

/// Where a name stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    span: Span,
    /// One past its last token.
    last: usize,
}

/// A family name as the article spells it.
struct Spelling {
    word: String,
    /// Where it stands, in text order.
    places: Vec<Place>,
    /// The first place with a given name.
    full: Option<Place>,
    /// The given names that stand before it.
    given: Vec<String>,
    /// Somewhere it stands with a title or a role of its own.
    introduced: bool,
}

/// The family names of an article, in text order.
fn spellings(context: &Context, parse: &Parse) -> Vec<Spelling> {
    let all = &context.article.entities;
    let mut places = FxHashMap::<String, usize>::default();
    let mut spellings: Vec<Spelling> = Vec::new();
    for mention in all.mentions.iter().filter(|mention| mention.form.is_name() && is_person(all.get(mention.entity))) {
        let role = introduction::role_of(parse, mention);
        let mut last = mention.last as usize;
        while last > mention.first as usize + 1 && name::is_suffix(parse.word(last - 1)) {
            last -= 1;
        }
        let word = parse.word(last - 1);
        let letters = word.chars().count();
        let plain = letters >= SHORTEST && parse.tokens[last - 1].shape == Shape::Capitalized && word.chars().all(char::is_alphabetic);
        if !plain || mention.form == Form::Given || !role.is_article() || mention.span != parse.span(mention.tokens()) {
            continue;
        }
        let spelling = entry(&mut spellings, &mut places, word);
        let place = Place { span: mention.span, last: mention.last as usize };
        spelling.places.push(place);
        spelling.introduced |= mention.title.is_some() || all.get(mention.entity).role_span.is_some();
        if mention.form == Form::Full && last - mention.first as usize > 1 {
            spelling.full.get_or_insert(place);
            let given = parse.word(mention.first as usize).to_owned();
            if !spelling.given.contains(&given) {
                spelling.given.push(given);
            }
        }
    }
    if spellings.iter().all(|spelling| spelling.full.is_none()) {
        return spellings;
    }
    // A misspelt name may look like no name at all.
    let mut unknown = (0..parse.tokens.len()).filter(|at| is_unknown(context, parse, *at)).peekable();
    if unknown.peek().is_some() {
        unknown.for_each(|at| {
            let place = Place { span: parse.tokens[at].span, last: at + 1 };
            entry(&mut spellings, &mut places, parse.word(at)).places.push(place);
        });
        spellings.iter_mut().for_each(|spelling| spelling.places.sort_unstable_by_key(|place| place.span.start));
    }
    spellings
}

fn entry<'s>(spellings: &'s mut Vec<Spelling>, places: &mut FxHashMap<String, usize>, word: &str) -> &'s mut Spelling {
    let place = *places.entry(word.to_owned()).or_insert_with(|| {
        spellings.push(Spelling { word: word.to_owned(), places: Vec::new(), full: None, given: Vec::new(), introduced: false });
        spellings.len() - 1
    });
    &mut spellings[place]
}

/// Whether a word with a capital is no name that was found, and no word that the lists or the article know.
fn is_unknown(context: &Context, parse: &Parse, at: usize) -> bool {
    let token = &parse.tokens[at];
    let word = parse.word(at);
    token.shape == Shape::Capitalized
        && token.span.len() as usize >= SHORTEST
        && token.entry.classes == Classes::default()
        && !Clusters::shipped().holds(&word.to_lowercase())
        && word.chars().all(char::is_alphabetic)
        && parse.block_of(parse.sentence_of(at)).role.is_article()
        && !context.article.has_in_lower_case(word)
        && context.article.entities.mentions_in(at..at + 1).next().is_none()
}

fn is_person(entity: &Entity) -> bool {
    entity.kind == EntityType::Person
}

/// Whether `odd` is most likely a slip for `usual`.
fn is_slip(parse: &Parse, odd: &Spelling, usual: &Spelling) -> bool {
    // Of two spellings that stand equally often, the later one is asked about.
    let later = odd.places.len() == usual.places.len() && odd.full.is_some() == usual.full.is_some() && odd.places[0].last < usual.places[0].last;
    let marked = odd.places.iter().any(|place| is_marked(parse, place));
    if later || marked || odd.word.eq_ignore_ascii_case(&usual.word) || odd.places.len() * USUAL > usual.places.len() + usize::from(usual.full.is_some()) {
        return false;
    }
    // "Anna Holm" and "Anna Holme" may be one; "Anna Holm" and "Peter Holme" are two.
    let same_given = odd.given.iter().any(|given| usual.given.contains(given));
    if !odd.given.is_empty() && !same_given || usual.full.is_none() && usual.places.len() < 3 {
        return false;
    }
    let known = |spelling: &Spelling| {
        let classes = parse.lexicon.word(&spelling.word).classes;
        classes.any(&[Class::FamilyName, Class::GivenName, Class::Town, Class::Country, Class::Demonym])
    };
    let alike = unmarked(&odd.word) == unmarked(&usual.word);
    // Two names that both are names may be two people's, but nobody is told who the second one is.
    let stray = odd.given.is_empty() && !odd.introduced && usual.full.is_some() && scrambled(&odd.word, &usual.word);
    (alike || !known(odd) || same_given || stray) && (alike || near(&odd.word, &usual.word))
}

/// "Oru [sic]": the paper knows.
fn is_marked(parse: &Parse, place: &Place) -> bool {
    (place.last..place.last + 5).any(|at| parse.is(at, "sic"))
}

/// A word with umlauts spelled out and without accents: "Müller" and "Mueller" are the same.
fn unmarked(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.to_lowercase().chars() {
        match c {
            'ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'ø' | 'œ' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'å' => plain.push_str("aa"),
            'ß' => plain.push_str("ss"),
            c => plain.push(c),
        }
    }
    fold::folded(&plain).collect()
}

/// Whether two neighbouring letters are swapped, or one is doubled: the slips of a hand, not of an ear.
fn scrambled(odd: &str, usual: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (odd.to_lowercase().chars().collect(), usual.to_lowercase().chars().collect());
    let start = std::iter::zip(&a, &b).take_while(|(a, b)| a == b).count();
    if a.len() == b.len() {
        let (rest, other) = (&a[start..], &b[start..]);
        return rest.len() > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..] == other[2..];
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    long.len() == short.len() + 1 && start > 0 && start < long.len() && long[start] == long[start - 1] && long[start + 1..] == short[start..]
}

/// Whether one letter is left out, put in, changed or two are swapped; the first letters agree, and no plural's or possessive's s is all.
fn near(odd: &str, usual: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (odd.to_lowercase().chars().collect(), usual.to_lowercase().chars().collect());
    let start = std::iter::zip(&a, &b).take_while(|(a, b)| a == b).count();
    let end = std::iter::zip(a[start..].iter().rev(), b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (a.len() - start - end, b.len() - start - end);
    let ending = start + left == a.len() && start + right == b.len();
    let plural = ending && (left + right == 1) && (a.last() == Some(&'s') || b.last() == Some(&'s'));
    let swapped = left == 2 && right == 2 && a[start] == b[start + 1] && a[start + 1] == b[start];
    let sex = ending && left + right == 1 && (a.last() == Some(&'a') || b.last() == Some(&'a'));
    start > 0 && !plural && !sex && (left <= 1 && right <= 1 || swapped)
}
