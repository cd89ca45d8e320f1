//! An acronym that is never given in full.

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::{Basis, Context, Rule};
use crate::entity::EntityType;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// Letters of the longest acronym that is looked for.
const LONGEST: usize = 7;

pub(super) static RULE: Rule = Rule {
    name: "acronym-not-spelled-out",
    basis: Basis::Mechanical,
    severity: Severity::Hint,
    summary: "An acronym is never given in full",
    documentation: "\
## What it flags

An acronym whose full form stands nowhere in the article. Well-known ones (NATO, BBC) and those that the configuration names need none.

## Why it matters

Readers outside a field do not know its acronyms; Reuters and AP spell them out.

## Example

```text
The mayor met the heads of the VHB on Monday.
```

## Instead

```text
The mayor met the heads of the Vellmouth Harbour Board (VHB) on Monday.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut wanted = FxHashMap::<String, usize>::default();
    for (index, sentence) in parse.sentences.iter().enumerate() {
        let acronyms: Vec<usize> = sentence.tokens().filter(|at| is_acronym(context, &parse, *at)).collect();
        if acronyms.is_empty() || !parse.block_of(index).role.is_body() || shouts(&parse, sentence.tokens()) {
            continue;
        }
        for at in acronyms {
            wanted.entry(letters(parse.word(at))).or_insert(at);
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    // "It COULD be" is no acronym where the article also writes "could".
    wanted.retain(|letters, _| !context.article.has_in_lower_case(letters));
    remove_spelled_out(&parse, &mut wanted);
    let mut places: Vec<usize> = wanted.into_values().collect();
    places.sort_unstable();
    places
        .into_iter()
        .map(|at| {
            let word = parse.word(at);
            let reason = format!("“{word}”: the full form was not found in the article. Give it once, or list it under acronyms in onrecord.toml.");
            context.finding(parse.tokens[at].span, format!("What does “{word}” stand for?"), reason)
        })
        .collect()
}

fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).collect()
}

fn shouts(parse: &Parse, tokens: std::ops::Range<usize>) -> bool {
    let words = tokens.clone().filter(|at| parse.tokens[*at].shape.is_word()).count();
    let upper = tokens.filter(|at| parse.tokens[*at].shape == Shape::Upper).count();
    upper * 2 > words
}

fn is_acronym(context: &Context, parse: &Parse, at: usize) -> bool {
    let token = &parse.tokens[at];
    if token.shape != Shape::Upper {
        return false;
    }
    let word = parse.word(at);
    let count = word.chars().filter(|c| c.is_alphabetic()).count();
    let known = [Class::KnownAcronym, Class::CommonAcronym, Class::Country, Class::Abbreviation, Class::Honorific, Class::Title];
    if !(3..=LONGEST - 1).contains(&count) || word.contains(['-', '/', '&']) || token.entry.classes.any(&known) || context.is_well_known(word) {
        return false;
    }
    // A model's number follows ("GTX 480"), or the letters are a part of a longer name.
    let numbered = parse.tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Number) || at > 0 && parse.word(at - 1) == "#";
    let shouted = [at.wrapping_sub(1), at + 1].into_iter().any(|near| parse.tokens.get(near).is_some_and(|token| token.shape == Shape::Upper));
    let entities = &context.article.entities;
    let inside = entities.mentions_in(at..at + 1).any(|mention| {
        mention.last - mention.first > 1 || entities.get(mention.entity).kind == EntityType::Person || entities.get(mention.entity).name.contains(' ')
    });
    // "(DNCMP)" after a name in another language, "VHB (…)", "VHB, a board of pilots," are explained.
    let next = parse.word((at + 1).min(parse.tokens.len() - 1));
    let bracketed = at > 0 && parse.word(at - 1) == "(" && next == ")";
    let explained = bracketed || next == "(" || next == "," && parse.is_any(at + 2, &["a", "an", "the", "which", "or"]);
    // Broadcasters of North America have call letters.
    let station = count == 4 && word.starts_with(['W', 'K']);
    let closed = !parse.tags[at].is_noun() || token.entry.classes.has(Class::Opener);
    let dateline = parse.block_of(parse.sentence_of(at)).dateline.is_some_and(|dateline| dateline.contains(token.span));
    !(numbered || shouted || inside || dateline || explained || station || closed)
}

/// Drops the acronyms whose letters some run of words begins with, small words counted or not.
fn remove_spelled_out(parse: &Parse, wanted: &mut FxHashMap<String, usize>) {
    let room = parse.tokens.len() + parse.tokens.len() / 4;
    let (mut every, mut large) = (String::with_capacity(room), String::with_capacity(room));
    for (at, token) in parse.tokens.iter().enumerate() {
        let word = parse.word(at);
        if !token.shape.is_word() && word != "&" {
            every.push('.');
            large.push('.');
            continue;
        }
        let from = every.len();
        match word.as_bytes() {
            [first, rest @ ..] if first.is_ascii() && !rest.contains(&b'-') => every.push(char::from(first.to_ascii_uppercase())),
            // "Non-Governmental": both parts give a letter.
            _ => every.extend(word.split('-').filter_map(|part| part.chars().next()).flat_map(char::to_uppercase)),
        }
        if !is_small(word) {
            large.push_str(&every[from..]);
        }
    }
    wanted.retain(|letters, _| [&every, &large].iter().all(|initials| memmem::find(initials.as_bytes(), letters.as_bytes()).is_none()));
}

/// A word that acronyms may leave out.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "of", "the", "and", "for", "in", "on", "to", "de", "&", "a", "at", "des", "du", "la", "le", "les", "del", "der", "und", "et", "y",
        "e", "do", "da", "with",
    ];
    word.len() <= 4 && SMALL.contains(&word)
}
