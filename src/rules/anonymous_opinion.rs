//! What an unnamed person thinks of somebody.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Fairness};
use crate::sourcing::claim::accusation;
use crate::sourcing::{Attribution, SourceKind};
use crate::syntax::{Parse, Tag};
use crate::text::Span;

/// So many tokens may stand between a verb and the word that judges.
const REACH: usize = 12;

pub(super) static RULE: Rule = Rule {
    name: "anonymous-opinion",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "An unnamed person's judgement of somebody",
    documentation: "\
## What it flags

Somebody without a name who says what a person or a body is like (\"a bully\", \"a lightweight\", \"brilliant\", \"the finest skipper\"), in quotation
marks or without, in plain words or by a figure (\"couldn't run a bath\", \"has no vision\", \"greed on legs\"), however it is told that they say it. What an unnamed person knows, saw or felt is left alone.

## Why it matters

Facts from an unnamed source can be checked. An opinion cannot, and whoever holds it pays nothing for it.

## Example

```text
Marit Oru took over the harbour board in May. “She is a bully,” a former aide said.
```

## Instead

```text
Marit Oru took over the harbour board in May. “She is a bully,” said Tom Hale, who was her aide until June.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Opinion, Kind::Review],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings: Vec<Finding> = Vec::new();
    for attribution in &context.article.sourcing.attributions {
        if !attribution.source.as_ref().is_some_and(|source| fairness::is_one_unnamed(&parse, source)) {
            continue;
        }
        let index = attribution.sentence as usize;
        let asks = attribution.cue.as_ref().is_some_and(|cue| matches!(cue.lemma.as_str(), "ask" | "wonder" | "question" | "plead"));
        if !asks && is_open(&parse, index) {
            findings.extend(judgement(context, &parse, attribution).map(|span| finding(context, &parse, span)));
        }
    }
    for index in fairness::sentences(&parse).filter(|index| is_open(&parse, *index)) {
        findings.extend(unattributed(context, &parse, index).map(|span| finding(context, &parse, span)));
    }
    findings.sort_by_key(|finding| finding.span);
    findings.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    findings
}

fn finding(context: &Context, parse: &Parse, span: Span) -> Finding {
    let words = span.of(&parse.prose.text);
    let reason = format!("“{words}”: what somebody without a name thinks of another. Find someone who says it by name, or cut it.");
    Finding { weight: 0.65, ..context.finding(span, "Who stands by this opinion?", reason) }
}

/// Whether a sentence of the body says something, and does not only suppose it.
fn is_open(parse: &Parse, index: usize) -> bool {
    let Some(sentence) = parse.sentences.get(index) else { return false };
    let supposed = sentence.tokens().any(|at| parse.is(at, "if") && parse.quoted_at(at).is_none());
    !supposed && parse.block_of(index).role.is_body()
}

/// The words of a sentence that judge somebody where only somebody without a name has a say in it, and no attribution was read.
fn unattributed(context: &Context, parse: &Parse, index: usize) -> Option<Span> {
    let sentence = parse.sentences[index].tokens();
    let voice = fairness::unnamed_voice(parse, &sentence)?;
    // Somebody else, with a name or in a body, has a say in it.
    let named = |one: &Attribution| one.source.as_ref().is_some_and(|source| {
        let own = (source.first as usize..source.last as usize).contains(&voice.start) || source.same_as.is_some();
        source.entity.is_some() || source.kind == SourceKind::Named || !own && !fairness::is_one_unnamed(parse, source)
    });
    if context.standing.telling(index).any(named) {
        return None;
    }
    let about = context.article.entities.mentions_in(sentence.clone()).any(|mention| is_somebody(context, mention.entity) && !voice.contains(&(mention.first as usize)));
    let best = |at: usize| parse.in_fairness(at, "superlative") && at > 0 && parse.is(at - 1, "the");
    let called = || sentence.clone().filter(|at| (length_of(parse, &sentence, *at).is_some() || best(*at)) && !voice.contains(at)).find_map(|word| {
        let lead = (sentence.start..word).rev().take(5).find(|at| parse.is_any(*at, &["as", "him", "her", "them"]) || parse.in_fairness(*at, "deems") || parse.reporting_verb(*at).is_some_and(|verb| Fairness::shipped().has("calls", &verb.lemma)))?;
        let plain = (lead + 1..word).all(|at| !parse.tags[at].is_verb() && !parse.is_any(at, &["that", "of"]) || parse.tags[at] == Tag::Vbn);
        let whom = (voice.end..=lead).any(|at| parse.is_any(at, &["him", "her", "them"]));
        let thing = (sentence.start..lead).any(|at| parse.is_any(at, &["it", "this", "that"]));
        let goes_on = parse.tags.get(word + 1).is_some_and(|next| next.is_noun() || *next == Tag::To) && !best(word);
        ((about || whom) && plain && !thing && !goes_on && is_whole(parse, word)).then(|| parse.span(word..end_of(parse, word, sentence.end)))
    });
    said_of(context, parse, &sentence, true).or_else(called)
}

/// The words of an attribution that judge a person or a body: in its content, or in marks in its sentence.
fn judgement(context: &Context, parse: &Parse, attribution: &Attribution) -> Option<Span> {
    let sentence = parse.sentences.get(attribution.sentence as usize)?.tokens();
    let source = attribution.source.as_ref().map_or(0..0, |source| source.first as usize..source.last as usize);
    let mut parts: Vec<Range<usize>> = attribution.content.iter().map(|content| parse.tokens_over(*content)).collect();
    parts.push(sentence.clone());
    let named = context.article.entities.mentions_in(sentence.clone()).any(|mention| is_somebody(context, mention.entity) && !source.contains(&(mention.first as usize)));
    parts.into_iter().find_map(|part| {
        let own = part == sentence;
        let said = said_of(context, parse, &part, false).filter(|_| !own);
        said.or_else(|| part.clone().filter(|at| length_of(parse, &part, *at).is_some() && !source.contains(at)).find_map(|word| {
            let inside = !own || parse.quoted_at(word).is_some();
            let (start, clause) = clause_of(parse, &part, word);
            if copula_before(parse, start..word).is_some() {
                return None;
            }
            // "Called the minister a lightweight", "“Lazy,” one aide said of Oru": no subject of its own.
            let calls = named && is_whole(parse, word) && is_of_somebody(parse, word) && (inside || is_called(parse, attribution)) && !has_other_verb(parse, start..word, attribution);
            calls.then(|| parse.span(parse.phrase_of(word).map_or(word, |phrase| (phrase.first as usize).max(part.start))..end_of(parse, word, clause)))
        }))
    })
}

/// What words say of a person or body as their subject: "is a coward", "has no vision", "couldn't run a bath", "is the finest skipper", "is “greed
/// on legs”"; of somebody `named` only, or of a pronoun too.
fn said_of(context: &Context, parse: &Parse, part: &Range<usize>, named: bool) -> Option<Span> {
    part.clone().find_map(|at| {
        // A predicate of the list, from its verb on.
        if let Some(length) = parse.fairness_entry(at..part.end, "judging") {
            let verb = (part.start..=at).rev().take(6).find(|at| parse.tags[*at].is_finite()).unwrap_or(at);
            let subject = [verb, at].into_iter().find_map(|verb| subject(context, parse, part, verb, named));
            if let Some(subject) = subject {
                return Some(parse.span(subject..at + length));
            }
        }
        if !is_copula(parse, at) {
            return lacks(parse, part, at).and_then(|end| subject(context, parse, part, at, named).map(|subject| parse.span(subject..end)));
        }
        let subject = subject(context, parse, part, at, named).filter(|subject| !is_thought(parse, part.start..*subject))?;
        let of_person = accusation::is_person(parse, subject) || parse.is_any(subject, &["he", "she", "who"]);
        let end = complement(parse, part, at, of_person)?;
        Some(parse.span(subject..end))
    })
}

/// "Has no vision", "lacks courage", "had the charm of a": where the lack or the likeness that the verb at `at` tells ends.
fn lacks(parse: &Parse, part: &Range<usize>, at: usize) -> Option<usize> {
    let has = parse.is_any(at, &["has", "had", "have", "lacks", "lacked", "lack", "showed", "shows", "with"]);
    let near = || (at + 1..part.end.min(at + 7)).find(|at| parse.in_fairness(*at, "virtue")).filter(|virtue| {
        let none = parse.is_any(at, &["lacks", "lacked", "lack"]) || (at + 1..*virtue).any(|at| parse.is_any(at, &["no", "little", "zero", "n't", "n’t", "not", "neither", "great", "enormous", "real", "rare", "huge"]));
        none && parse.tags.get(virtue + 1).is_none_or(|next| !next.is_noun())
    });
    let of_a = || (at + 1..part.end.min(at + 6)).find(|of| parse.is(*of, "of") && parse.is_any(of + 1, &["a", "an"]) && parse.is(at + 1, "the"));
    if has {
        return near().map(|virtue| virtue + 1).or_else(|| of_a().map(|of| part.end.min(of + 3)));
    }
    // "Runs the office like a barracks".
    let verb = parse.tags[at].is_finite() || parse.tags[at] == Tag::Vb;
    let like = verb.then(|| (at + 1..part.end.min(at + 7)).find(|like| parse.is(*like, "like") && parse.is_any(like + 1, &["a", "an", "his", "her", "dirt", "children", "slaves", "servants"])));
    like.flatten().map(|like| part.end.min(like + 3))
}

/// Where the complement of the copula at `at` ends, if it judges.
fn complement(parse: &Parse, part: &Range<usize>, at: usize, of_person: bool) -> Option<usize> {
    let limit = part.end.min(at + REACH);
    // "He is “greed on legs”"; of a party or a plan that may be anything: "has been “agnostic”".
    if parse.tags.get(at + 1) == Some(&Tag::OpenQuote) {
        if !of_person {
            return None;
        }
        let quoted = parse.quoted_at(at + 2)?;
        let words = at + 2..(quoted.end as usize).min(part.end);
        let short = words.len() < 9 && !words.clone().any(|at| parse.is_number(at) || matches!(parse.tags[at], Tag::Vbd | Tag::Vbg) || parse.tags[at] == Tag::To);
        return short.then_some(words.end);
    }
    let stops = |at: &usize| matches!(parse.tags[*at], Tag::Stop | Tag::Colon | Tag::Wdt | Tag::Wp) || parse.tags[*at] == Tag::In && !parse.is_any(*at, &["of", "as", "like"]) || parse.is_any(*at, &["not", "n't", "n’t", "never"]) || parse.tags[*at].is_finite();
    let range = at + 1..(at + 1..limit).find(stops).unwrap_or(limit);
    let judged = range.clone().find(|at| length_of(parse, part, *at).is_some() && is_whole(parse, *at) && !(range.start..*at).any(|at| parse.is(at, "of")));
    if let Some(word) = judged {
        return Some(end_of(parse, word, part.end));
    }
    // "The finest skipper on the coast", "as stubborn as a mule", "more of a clerk than".
    let best = range.clone().find(|at| {
        let superlative = parse.in_fairness(*at, "superlative") || parse.is_any(*at, &["most", "least"]) && parse.tags.get(at + 1).is_some_and(|tag| tag.is_adjective());
        superlative && (range.start..*at).any(|at| parse.is_any(at, &["the", "'s", "’s"]) || parse.tags[at] == Tag::PrpS)
    });
    let simile = range.clone().find(|at| parse.is(*at, "as") && parse.is(at + 2, "as") && parse.is_any(at + 3, &["a", "an", "the", "they"]) || parse.is(*at, "like") && parse.is_any(at + 1, &["a", "an"]));
    best.or(simile).map(|word| part.end.min(word + 3))
}

/// How many words the judging entry at token `at` has, its superlative too.
fn length_of(parse: &Parse, part: &Range<usize>, at: usize) -> Option<usize> {
    parse.fairness_entry(at..part.end, "judges").or_else(|| judges(parse, at).then_some(1))
}

/// Whether a word says what somebody is like; its superlative too.
fn judges(parse: &Parse, at: usize) -> bool {
    let word = parse.word(at);
    let has = |word: &str| Fairness::shipped().has("judges", word);
    let superlative = word.strip_suffix("est").is_some_and(|stem| has(stem) || stem.strip_suffix('i').is_some_and(|stem| has(&format!("{stem}y"))));
    has(word) || superlative
}

/// Where the clause of the word begins, and where it ends.
fn clause_of(parse: &Parse, part: &Range<usize>, word: usize) -> (usize, usize) {
    let stops = |at: &usize| matches!(parse.tags[*at], Tag::Stop | Tag::Colon);
    let start = (part.start..word).rev().take(REACH).take_while(|at| !stops(at)).last().unwrap_or(word);
    let end = (word..part.end).find(stops).unwrap_or(part.end);
    (start, end)
}

fn is_copula(parse: &Parse, at: usize) -> bool {
    parse.is_any(at, &["is", "was", "are", "were", "'s", "’s", "been", "be", "'re", "’re", "becomes", "became", "become", "seems", "seemed", "looks", "remains", "remained"]) && parse.tags[at] != Tag::Pos
}

/// The last copula of a range, if nothing of another clause stands behind it.
fn copula_before(parse: &Parse, range: Range<usize>) -> Option<usize> {
    let copula = range.clone().rev().find(|at| is_copula(parse, *at))?;
    let other = (copula + 1..range.end).any(|at| parse.tags[at].is_finite() || matches!(parse.tags[at], Tag::Wdt | Tag::Wp) || parse.is_any(at, &["that", "of", "in", "on", "with", "for", "by"]));
    (!other).then_some(copula)
}

/// Whether the words between belong to a clause of their own.
fn has_other_verb(parse: &Parse, mut range: Range<usize>, attribution: &Attribution) -> bool {
    let cue = attribution.cue.as_ref().map(|cue| cue.head as usize);
    range.any(|at| (parse.tags[at].is_finite() || parse.tags[at] == Tag::Vb) && Some(at) != cue)
}

/// Whether the attribution's verb calls somebody something.
fn is_called(parse: &Parse, attribution: &Attribution) -> bool {
    attribution.cue.as_ref().is_some_and(|cue| Fairness::shipped().has("calls", &cue.lemma) || parse.is(cue.head as usize + 1, "as"))
}

fn is_somebody(context: &Context, entity: u32) -> bool {
    matches!(context.article.entities.get(entity).kind, EntityType::Person | EntityType::Organization)
}

/// The first token of a person or body that stands as the subject before the verb at `at`; of a pronoun too, unless it must be `named`.
fn subject(context: &Context, parse: &Parse, tokens: &Range<usize>, at: usize, named: bool) -> Option<usize> {
    let all = &context.article.entities;
    let passes = |at: usize| parse.tags[at].is_adverb() || matches!(parse.tags[at], Tag::Md) || parse.is_any(at, &["has", "had", "have", "not", "n't", "n’t", "never", "could", "ca", "can", "would", "wo", "does", "do", "did", "is", "was", "'s", "’s", "both"]);
    let last = (tokens.start..at).rev().find(|before| !passes(*before))?;
    let ends_at = |last: usize| all.mentions_in(last..last + 1).find(|mention| mention.last as usize == last + 1 && is_somebody(context, mention.entity));
    // "The mayor, Marit Oru, was lazy", "Marit Oru, the mayor, was lazy", "Marit Oru, said an aide, is lazy".
    let open = || (tokens.start + 1..last).rev().take(24).filter(|comma| parse.is(*comma, ",")).map(|comma| comma - 1).find(|name| ends_at(*name).is_some());
    let last = match parse.is_any(last, &[",", "–", "—"]) {
        true if last > tokens.start && ends_at(last - 1).is_some() => last - 1,
        true => open()?,
        false => last,
    };
    let pronoun = parse.is_any(last, &["he", "she"]) && (!named || parse.quoted_at(last).is_some()) || parse.is(last, "who") && !named;
    let mention = all.mentions_in(last..last + 1).find(|mention| mention.last as usize == last + 1);
    // "The plan of Marit Oru was a disaster": a thing of theirs.
    let lead = mention.and_then(|mention| (mention.first as usize).checked_sub(1)).filter(|lead| *lead >= tokens.start);
    let owned = lead.is_some_and(|lead| parse.is_any(lead, &["of", "by", "from", "with", "to", "for", "at"]));
    let known = mention.filter(|mention| is_somebody(context, mention.entity) && !owned);
    // "The harbour board", of lower case.
    let body = || {
        let first = parse.phrase_of(last).map_or(last, |phrase| phrase.first as usize);
        let free = first == tokens.start || !parse.is_any(first - 1, &["of", "by", "from", "with", "to", "for", "at", "in"]);
        (parse.is(first, "the") && free && parse.has(last, Class::BodyNoun) && parse.tags[last] == Tag::Nn).then_some(first.max(tokens.start))
    };
    known.map(|mention| (mention.first as usize).max(tokens.start)).or(pronoun.then_some(last)).or_else(body)
}

/// Whether the word judges by itself and not as a part: "mean of two figures", "a joke about it".
fn is_whole(parse: &Parse, word: usize) -> bool {
    let noun = parse.tags[word].is_noun();
    let goes_on = parse.tags.get(word + 1).is_some_and(|tag| tag.is_noun()) && noun;
    !goes_on && !parse.tags[word].is_finite()
}

/// Whether the phrase that the judging word stands in means somebody: "racist crime statistics" judges no person.
fn is_of_somebody(parse: &Parse, word: usize) -> bool {
    let end = parse.phrase_of(word).map_or(word + 1, |phrase| phrase.last as usize);
    // "Racist and wildly inaccurate statistics" is one phrase, whatever cut it.
    let goes_on = parse.is_any(end, &["and", "or"]).then(|| parse.phrase_of(end + 1).or_else(|| parse.phrase_of(end + 2))).flatten();
    let head = goes_on.filter(|_| parse.tags[word].is_adjective()).map_or(end, |phrase| phrase.last as usize) - 1;
    head == word || !parse.tags[head].is_noun() || accusation::is_person_noun(parse, head) || judges(parse, head)
}

/// Whether a subject stands in what somebody is said to think or to have been told: "the perception that Oru is lazy".
fn is_thought(parse: &Parse, before: Range<usize>) -> bool {
    let that = before.end.checked_sub(2).filter(|noun| *noun >= before.start && parse.is(noun + 1, "that"));
    that.is_some_and(|noun| parse.tags[noun].is_noun())
}

/// One past the phrase that the judging word stands in.
fn end_of(parse: &Parse, word: usize, limit: usize) -> usize {
    parse.phrase_of(word).map_or(word + 1, |phrase| (phrase.last as usize).min(limit)).max(word + 1)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn what_an_unnamed_person_thinks_of_somebody_is_asked_about() {
        for text in [
            "Marit Oru took over in May. “She is a bully,” a former aide said.",
            "A senior official said that Marit Oru, the mayor, was lazy and vain.",
            "A former aide called Marit Oru, the mayor, a lightweight.",
            "“Marit Oru has always been a coward,” an official at the town hall said.",
        ] {
            assert_eq!(found("anonymous-opinion", text).len(), 1, "{text}");
        }
        for text in [
            "“She is a bully,” said Tom Hale, who was an aide to Marit Oru.",
            "A former aide said that Marit Oru, the mayor, left in May.",
            "A former aide said that the plan of Marit Oru, the mayor, was a disaster.",
            "“I was weak and afraid,” a former aide said.",
        ] {
            assert!(found("anonymous-opinion", text).is_empty(), "{text}");
        }
    }
}
