//! Articles in which all that is said comes from one source.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::{EntityId, Mention};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::sourcing::{QuotationKind, Source, SourceKind, Stance};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// Fewer words are a brief.
const SHORTEST: usize = 250;
/// Fewer statements say little of where an article comes from.
const FEWEST: usize = 4;
/// How far from a name the body stands that somebody speaks for.
const NEAR: usize = 8;

pub(super) static RULE: Rule = Rule {
    name: "single-source-story",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Everything that is attributed rests on one source",
    documentation: "\
## What it flags

An article of 250 words or more with four attributed statements or more, all of them from one person, or from one body and whoever is said to
speak for it (\"its chair\", \"a spokesman for the board\"). Anybody else who says something, a document, a quotation that nobody is given for, or
somebody who was asked and gave no answer makes it silent. Interviews, opinion, obituaries and live reports are left alone.

## Why it matters

One source has one view, and may be wrong. Somebody else, a document or a look at the place makes a story of it.

## Example

```text
The harbour board will close the old ferry terminal in autumn, Ivo Penhallow, the harbour master, said on Monday. The building stands on oak
piles from the time of the first steamers. It has two waiting rooms, a tower with a clock that stopped long ago and a small shop where tickets are
sold. Boats leave from the quay in front of it every hour in summer and four times a day in winter. Penhallow said that divers had found worms in
the piles. The floor of the large waiting room has sunk a little on the side of the water, and the doors on that side no longer shut. A fence was
put up round it in the spring. Behind the building lies a yard with a crane that nobody uses now, and beside the crane the rails of the old
fish railway, which ran up to the market until the road was built. Gulls nest on the roof. In the evening people sit on the steps and look at the
boats, as they have always done. Mending the piles would take two years, Penhallow said. The board has the plans of the first builder in its
archive, on blue paper, with every pile and every beam drawn by hand. The clock of the tower came from a foundry in Skerry and was a present of
the fishermen. It had a bell, which hangs in the church now. On Sundays a band plays in front of the terminal, and in December the town puts a
tree there. Tickets will be sold on board from September, he said.
```

## Instead

```text
The harbour board will close the old ferry terminal in autumn, Ivo Penhallow, the harbour master, said on Monday. The building stands on oak
piles from the time of the first steamers. It has two waiting rooms, a tower with a clock that stopped long ago and a small shop where tickets are
sold. Boats leave from the quay in front of it every hour in summer and four times a day in winter. Penhallow said that divers had found worms in
the piles. The floor of the large waiting room has sunk a little on the side of the water, and the doors on that side no longer shut. A fence was
put up round it in the spring. Behind the building lies a yard with a crane that nobody uses now, and beside the crane the rails of the old
fish railway, which ran up to the market until the road was built. Gulls nest on the roof. In the evening people sit on the steps and look at the
boats, as they have always done. Mending the piles would take two years, Penhallow said. The board has the plans of the first builder in its
archive, on blue paper, with every pile and every beam drawn by hand. The clock of the tower came from a foundry in Skerry and was a present of
the fishermen. It had a bell, which hangs in the church now. On Sundays a band plays in front of the terminal, and in December the town puts a
tree there. The building could be mended in one winter, said Ada Berg, an engineer who looked at it for the town.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[
        Kind::Interview,
        Kind::Opinion,
        Kind::Review,
        Kind::Analysis,
        Kind::Obituary,
        Kind::Live,
        Kind::Brief,
        Kind::Court,
        Kind::Sport,
        Kind::PressReview,
        Kind::Explainer,
    ],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let article = context.article;
    if article.word_count() < SHORTEST {
        return Vec::new();
    }
    let parse = article.parse();
    let sourcing = &article.sourcing;
    let telling = sourcing.telling();
    let mut one = One::default();
    for (index, attribution) in sourcing.attributions.iter().enumerate() {
        let Some(source) = attribution.source.as_ref() else { continue };
        if !one.takes(context, &parse, source) {
            return Vec::new();
        }
        one.statements += usize::from(telling.get(index) == Some(&true) && attribution.stance == Stance::Said);
    }
    let Some(span) = one.words.filter(|_| one.statements >= FEWEST) else { return Vec::new() };
    let unspoken = sourcing.quotations.iter().any(|quotation| quotation.kind == QuotationKind::Full && quotation.attribution.is_none());
    let asked = || fairness::sentences(&parse).any(|index| fairness::entries(&parse, parse.sentences[index].tokens(), "silence").next().is_some());
    if unspoken || !one.is_joined(context, &parse) || asked() || fairness::sentences(&parse).any(|index| one.is_contradicted(&parse, index)) {
        return Vec::new();
    }
    let words = span.of(&parse.prose.text);
    let reason = format!("“{words}”: {} statements rest on this source, and no other was found. Ask somebody else, or look at a document.", one.statements);
    vec![Finding { weight: 0.6, ..context.finding(span, "Is there a second source?", reason) }]
}

/// The one source of an article: a person, a body, or a body and the person who speaks for it.
#[derive(Default)]
struct One {
    person: Option<Person>,
    body: Option<Body>,
    statements: usize,
    /// Where it is first given, in more than a pronoun.
    words: Option<Span>,
}

struct Person {
    entity: Option<EntityId>,
    surname: String,
    /// The tokens that give the name first among sources.
    first: Range<usize>,
}

struct Body {
    entity: Option<EntityId>,
    noun: String,
}

impl One {
    /// Whether a source is this one too.
    fn takes(&mut self, context: &Context, parse: &Parse, source: &Source) -> bool {
        let head = source.head as usize;
        let tokens = source.first as usize..source.last as usize;
        if parse.is_any(head, &["he", "she", "it", "they", "who", "which", "one", "I", "we"]) {
            let whose = source.entity.filter(|_| source.others.is_empty());
            let known = |id| self.person.as_ref().is_some_and(|one| one.entity.is_none_or(|known| known == id)) || self.body.as_ref().is_some_and(|one| one.entity == Some(id));
            return source.others.is_empty() && (whose.is_none_or(known) || self.person.is_none() && self.is_new_person(context, parse, source));
        }
        if parse.block_of(parse.sentence_of(head)).role.is_body() {
            self.words = self.words.or(source.spans.first().copied());
        }
        match source.kind {
            _ if !source.others.is_empty() => false,
            SourceKind::Organization => self.is_body(parse, source),
            SourceKind::Named => self.is_person(context, parse, source),
            SourceKind::Anonymous => {
                let speaks = tokens.clone().any(|at| parse.in_fairness(at, "advocate") || parse.in_fairness(at, "police-people"));
                let officers = || self.body.as_ref().is_some_and(|body| body.noun == "police") || !parse.in_fairness(head, "police-people");
                speaks && self.body.is_some() && officers()
            }
            SourceKind::Document | SourceKind::Vague => false,
        }
    }

    fn is_body(&mut self, parse: &Parse, source: &Source) -> bool {
        let (first, last) = (source.first as usize, source.last as usize);
        let noun = parse.word(source.head as usize).to_lowercase();
        let Some(body) = &self.body else {
            self.body = Some(Body { entity: source.entity, noun });
            return true;
        };
        let same = source.entity.is_some() && source.entity == body.entity;
        same || noun == body.noun || (first..last).any(|at| parse.word(at).to_lowercase() == body.noun)
    }

    fn is_person(&mut self, context: &Context, parse: &Parse, source: &Source) -> bool {
        let tokens = source.first as usize..source.last as usize;
        let named = tokens.clone().any(|at| parse.tags[at].is_proper());
        // "The man's lawyer" is somebody else, whomever it was taken for.
        if !named && tokens.clone().any(|at| parse.tags[at] == Tag::Pos || parse.tags[at] == Tag::PrpS) {
            return false;
        }
        let known = self.person.as_ref().map(|person| {
            match (source.entity, person.entity) {
                (Some(one), Some(other)) => one == other,
                _ => surname(context, parse, source).is_some_and(|name| name == person.surname),
            }
        });
        known.unwrap_or_else(|| self.is_new_person(context, parse, source))
    }

    fn is_new_person(&mut self, context: &Context, parse: &Parse, source: &Source) -> bool {
        let Some(surname) = surname(context, parse, source) else { return false };
        let first = source.first as usize..source.last as usize;
        self.person = Some(Person { entity: source.entity, surname, first });
        true
    }

    /// Whether the person is said to speak for the body, where there are both.
    fn is_joined(&self, context: &Context, parse: &Parse) -> bool {
        let (Some(person), Some(body)) = (&self.person, &self.body) else { return true };
        let entities = &context.article.entities;
        let of = |tokens: Range<usize>| {
            let sentence = parse.sentences[parse.sentence_of(tokens.start)].tokens();
            let near = tokens.start.saturating_sub(NEAR).max(sentence.start)..sentence.end.min(tokens.end + NEAR);
            near.clone().any(|at| {
                let noun = parse.word(at).to_lowercase() == body.noun;
                let its = parse.is_any(at, &["its", "their"]) && at < tokens.end;
                let named = body.entity.is_some() && entities.mention_at(at).is_some_and(|mention| Some(mention.entity) == body.entity && mention.form.is_name());
                noun || its || named || parse.in_fairness(at, "advocate")
            })
        };
        let first = person.entity.and_then(|id| entities.mentions_of(id).find(|mention| mention.form.is_name())).map(Mention::tokens);
        of(person.first.clone()) || first.is_some_and(of)
    }

    /// Whether a sentence has another body or a paper that tells something: "the ministry puts the number at nine".
    fn is_contradicted(&self, parse: &Parse, index: usize) -> bool {
        let tokens = parse.sentences[index].tokens();
        tokens.clone().any(|at| {
            let body = parse.has(at, Class::BodyNoun) || parse.has(at, Class::DocumentNoun);
            let own = self.body.as_ref().is_some_and(|body| parse.word(at).to_lowercase() == body.noun);
            body && !own && parse.quoted_at(at).is_none() && at + 1 < tokens.end && parse.in_fairness(at + 1, "tells") && parse.tags[at].is_noun()
        })
    }
}

/// The last word of a source's name, in small letters.
fn surname(context: &Context, parse: &Parse, source: &Source) -> Option<String> {
    let own = (source.first as usize..source.last as usize).rev().find(|at| parse.tags[*at].is_proper()).map(|at| parse.word(at));
    let name = || source.entity.and_then(|id| context.article.entities.get(id).name.split_whitespace().last());
    name().or(own).map(str::to_lowercase)
}

