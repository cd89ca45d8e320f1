//! Reporting verbs that tell readers what to think of what is said.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Basis, Context, Rule, RuleOption};
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Act, Class, Fairness, Tone};
use crate::sourcing::{Attribution, Quote, SourceKind};
use crate::syntax::{Parse, Tag};

pub(super) static RULE: Rule = Rule {
    name: "loaded-reporting-verb",
    basis: Basis::Judgement,
    severity: Severity::Hint,
    summary: "A reporting verb tells readers what to think of what is said",
    documentation: "\
## What it flags

A verb that doubts what it reports (claimed, admitted, insisted), vouches for it (noted, pointed out, revealed) or turns up the heat (slammed,
blasted), where somebody's words follow. Each verb is asked about once in an article. Confessions in court, claims of responsibility, what
papers and suits claim or note, and everything inside quotation marks are left alone.

## Why it matters

\"Said\" takes no side. Another verb does, and readers of the other side notice.

## Example

```text
Marit Oru, the mayor, claimed that the ferry was safe.
```

## Instead

```text
Marit Oru, the mayor, said that the ferry was safe.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let attributions = &context.article.sourcing.attributions;
    let cues = attributions.iter().filter_map(|attribution| Some((attribution.cue.as_ref()?.head, attribution)));
    let cues: FxHashMap<u32, &Attribution> = cues.collect();
    let mut first: Vec<(&str, Finding)> = Vec::new();
    for index in fairness::sentences(&parse) {
        let sentence = parse.sentences[index].tokens();
        for at in sentence.clone() {
            let Some((lemma, tone)) = loaded(&parse, &sentence, at, cues.get(&(at as u32)).copied()) else { continue };
            let span = parse.tokens[at].span;
            if let Some((_, finding)) = first.iter_mut().find(|(known, _)| *known == lemma) {
                finding.related.push(context.related(span, "Here again."));
                continue;
            }
            let words = span.of(&parse.prose.text);
            let (title, reason) = match tone {
                Tone::Doubting => ("Do we doubt what is said here?", "sounds as if we did not believe it. Write “said”, or tell what speaks against it."),
                Tone::Endorsing => ("Do we vouch for this?", "takes what is said for true. Write “said”, unless we checked it."),
                _ => ("Is this our heat or theirs?", "tells readers how angry it was. Write “said” or “criticised”, and let the words speak."),
            };
            first.push((lemma, Finding { weight: 0.6, ..context.finding(span, title, format!("“{words}” {reason}")) }));
        }
    }
    first.into_iter().map(|(_, finding)| finding).collect()
}

/// The lemma and tone of a verb, if it is of those that judge and reports somebody's words.
fn loaded<'a>(parse: &Parse<'a>, sentence: &Range<usize>, at: usize, attribution: Option<&Attribution>) -> Option<(&'a str, Tone)> {
    let verb = parse.reporting_verb(at).filter(|verb| verb.act == Act::Speech && verb.tone != Tone::Neutral)?;
    let lemma = verb.lemma.as_str();
    if !Fairness::shipped().has("loaded", lemma) || parse.quoted_at(at).is_some() || lemma == "point" && !parse.is(at + 1, "out") {
        return None;
    }
    let reports = match verb.tone {
        Tone::Heated => is_heard(parse, sentence, at, attribution),
        tone => {
            // "To explain why" and "note that" tell what somebody is to do.
            let base = parse.tags[at] == Tag::Vb && tone == Tone::Endorsing;
            !base && (attribution.is_some_and(|one| reports(parse, at, one)) || says_that(parse, sentence, at) || says_barely(parse, sentence, at) || lemma == "claim" && parse.is(at + 1, "to") && parse.is_any(at + 2, &["have", "be"]))
        }
    };
    (reports && !is_of_paper(parse, sentence, at, attribution) && !is_confession(parse, sentence, at, lemma)).then_some((lemma, verb.tone))
}

/// Whether an attribution has somebody's words: a quotation, or a clause.
fn reports(parse: &Parse, at: usize, attribution: &Attribution) -> bool {
    if attribution.source.is_none() || attribution.cue.as_ref().is_none_or(|cue| cue.passive) {
        return false;
    }
    attribution.quote != Quote::Indirect || attribution.content.iter().any(|content| is_clause(parse, at, parse.tokens_over(*content)))
}

/// Whether words are a clause and no object: "the ferry was safe" is one, "two lives before it blew over" is none.
fn is_clause(parse: &Parse, at: usize, content: Range<usize>) -> bool {
    let that = (content.start.saturating_sub(1)..content.end.min(content.start + 1)).chain(at + 1..at + 2).any(|at| parse.is(at, "that"));
    let Some(verb) = content.clone().find(|at| parse.tags[*at].is_finite()) else { return false };
    let breaks = |at: usize| parse.in_fairness(at, "clause-break") || parse.tags[at].is_punctuation() && parse.quoted_at(at).is_none();
    that || content.end <= at || verb > content.start && !(content.start..verb).any(breaks)
}

/// "Maintains that the will was signed": the verb and a clause behind it, whether anybody is known to say so or not.
fn says_that(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let from = if parse.is(at + 1, "out") { at + 2 } else { at + 1 };
    // "Claimed to police that", "admitted on Monday that".
    let to = if parse.is_any(from, &["to", "on", "in", "at", "during", "last"]) { from + 6 } else { from + 1 };
    let stops = |at: &usize| parse.tags.get(*at).is_some_and(|tag| tag.is_finite() || tag.is_punctuation());
    let that = (from..sentence.end.min(to)).take_while(|at| !stops(at)).find(|at| parse.is(*at, "that")).unwrap_or(from);
    let passive = at > sentence.start && parse.is_any(at - 1, &["be", "been", "being", "is", "was", "it"]);
    parse.is(that, "that") && !passive && parse.tags[at] != Tag::Vb && (that + 1..sentence.end.min(that + 20)).any(|at| parse.tags[at].is_finite())
}

/// "The smell, residents claim, comes from the plant" · "has claimed its pipes were sound": without "that".
fn says_barely(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let finite = matches!(parse.tags[at], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let noun = |at: usize| parse.tags[at].is_noun() || parse.tags[at].is_adjective() || matches!(parse.tags[at], Tag::Dt | Tag::Prp | Tag::PrpS | Tag::Pos);
    let subject = (at.saturating_sub(6).max(sentence.start)..at).rev().take_while(|at| noun(*at)).last();
    let between = subject.is_some_and(|first| first > sentence.start && parse.is(first - 1, ",") && parse.tags[first..at].iter().any(|tag| tag.is_noun() || *tag == Tag::Prp));
    let parenthesis = between && parse.is(at + 1, ",");
    let next = (at + 1..sentence.end.min(at + 9)).take_while(|at| noun(*at) || parse.tags[*at].is_finite()).find(|at| parse.tags[*at].is_finite());
    let opens = matches!(parse.tags.get(at + 1), Some(Tag::Dt | Tag::Prp | Tag::PrpS));
    finite && (parenthesis || opens && next.is_some_and(|verb| verb > at + 1))
}

/// Whether a verb of heat has words with it: quoted ones, or "saying", "calling".
fn is_heard(parse: &Parse, sentence: &Range<usize>, at: usize, attribution: Option<&Attribution>) -> bool {
    if parse.tags[at] == Tag::Vb && at > sentence.start && parse.is(at - 1, "to") {
        return false;
    }
    let quoted = attribution.is_some_and(|one| one.quote != Quote::Indirect) || (at..sentence.end).any(|at| parse.quoted_at(at).is_some());
    let saying = (at + 1..sentence.end.min(at + 20)).any(|at| parse.is_any(at, &["saying", "calling", "accusing", "describing", "branding", "as"]) && (parse.is(at - 1, ",") || parse.is(at, "as")));
    quoted || saying || says_that(parse, sentence, at)
}

/// Whether it is a paper that "notes" or a suit that "claims".
fn is_of_paper(parse: &Parse, sentence: &Range<usize>, at: usize, attribution: Option<&Attribution>) -> bool {
    if let Some(source) = attribution.and_then(|one| one.source.as_ref()) {
        return source.kind == SourceKind::Document;
    }
    let subject = (at.saturating_sub(4).max(sentence.start)..at).rev().find(|at| parse.tags[*at].is_noun());
    subject.is_some_and(|at| parse.has(at, Class::DocumentNoun))
}

/// "Admitted theft in court", "claimed responsibility": the name of an act.
fn is_confession(parse: &Parse, sentence: &Range<usize>, at: usize, lemma: &str) -> bool {
    if !matches!(lemma, "admit" | "claim" | "confess") {
        return false;
    }
    let act = |at: usize| parse.quoted_at(at).is_none() && (parse.in_fairness(at, "confession") || parse.is(at, "responsibility"));
    let index = parse.sentence_of(at);
    let before = index.checked_sub(1).filter(|before| lemma == "admit" && parse.sentences[*before].block == parse.sentences[index].block);
    let pleaded = before.is_some_and(|before| parse.sentences[before].tokens().any(|at| parse.is_any(at, &["pleaded", "guilty", "plea", "sentenced", "convicted"])));
    sentence.clone().any(act) || pleaded
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_verb_that_judges_is_asked_about_once() {
        let text = "Marit Oru, the mayor, claimed that the ferry was safe. Oru claimed that it was new. “It is a disgrace,” fumed Tom Hale, a baker. \
                    Ina Brook, an auditor, pointed out that the books were late. Brook revealed that the fund was empty.";
        assert_eq!(found("loaded-reporting-verb", text), ["claimed", "fumed", "pointed", "revealed"]);
        for (text, verb) in [
            ("Marit Oru, the mayor, slammed the harbour board, saying it had let the quay rot.", "slammed"),
            ("The board maintains that the quay is safe.", "maintains"),
            ("Marit Oru, the mayor, claimed to have asked every household.", "claimed"),
        ] {
            assert_eq!(found("loaded-reporting-verb", text), [verb], "{text}");
        }
    }

    #[test]
    fn a_deed_a_confession_and_a_plain_verb_are_not() {
        for text in [
            "The storm claimed two lives on Monday.",
            "Dan Holt admitted theft in court on Monday.",
            "Dan Holt was admitted to hospital.",
            "The storm claimed two lives before it blew over.",
            "Skerry conceded two goals and lost the match.",
            "The suit claims that the ferry was unsafe.",
            "Nobody could explain why the ferry was late.",
            "The group claimed responsibility for the fire.",
            "The museum revealed a statue.",
            "Marit Oru, the mayor, said that the ferry was safe.",
            "“He claimed that it was safe,” said Tom Hale, a baker.",
        ] {
            assert!(found("loaded-reporting-verb", text).is_empty(), "{text}");
        }
    }
}
