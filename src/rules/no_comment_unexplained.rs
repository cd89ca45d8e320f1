//! Somebody could not be reached, and nobody learns how that was tried.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{Parse, Tag};

/// How far before a verb the words stand that turn it round.
const NEGATED: usize = 5;
/// How far before a verb a subject stands that turns it round: "neither the owner nor the skipper of the boat".
const NOBODY: usize = 24;

pub(super) static RULE: Rule = Rule {
    name: "no-comment-unexplained",
    basis: Basis::Judgement,
    severity: Severity::Hint,
    summary: "Somebody could not be reached, and how and when that was tried is not said",
    documentation: "\
## What it flags

\"Could not be reached\", \"was not available for comment\", \"did not respond\", \"attempts to reach him were unsuccessful\", where neither the
clause nor a sentence beside it on the asking says how or when that was: by phone, by letter, on Friday, two hours before publication. A date
in the same sentence that belongs to something else is no answer. What others asked, and what rescuers could not reach, is left alone.

## Why it matters

A call an hour before the deadline is no chance to answer. Readers, and the one who is written about, should be able to judge whether it was one.

## Example

```text
Dan Holt, who ran the ferry, could not be reached for comment.
```

## Instead

```text
Dan Holt, who ran the ferry, could not be reached for comment on Monday; two letters to his house came back.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Opinion, Kind::Review],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings = Vec::new();
    let is_read = |role: Role| role.is_body() || role == Role::Standfirst;
    for index in fairness::sentences(&parse).filter(|index| is_read(parse.block_of(*index).role)) {
        let sentence = parse.sentences[index].tokens();
        let found = sentence.clone().filter(|at| parse.quoted_at(*at).is_none()).find_map(|at| silence(context, &parse, &sentence, at));
        let Some(tokens) = found else { continue };
        let block = parse.sentences[index].block;
        let beside = |other: usize| parse.sentences.get(other).is_some_and(|sentence| sentence.block.abs_diff(block) < 2) && tries(&parse, other);
        if explains(&parse, &sentence, &tokens) || index > 0 && beside(index - 1) || beside(index + 1) {
            continue;
        }
        let words = parse.span(tokens.clone()).of(&parse.prose.text);
        let reason = format!("“{words}”: how and when was not found. Say by which way you asked, and how long before publication.");
        findings.push(Finding { weight: 0.6, ..context.finding(parse.span(tokens), "How and when did we ask?", reason) });
    }
    findings
}

/// The words at `at` that say that somebody whom we asked gave no answer.
fn silence(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let found = unanswered(context, parse, sentence, at).or_else(|| unreached(context, parse, sentence, at)).or_else(|| fruitless(parse, sentence, at))?;
    (!told_by_others(context, parse, sentence, &found)).then_some(found)
}

/// "Did not respond", "neither of them replied to questions", "ignored requests for comment", "received no response".
fn unanswered(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let answers = parse.is_any(at, &["respond", "responded", "reply", "replied", "answer", "answered", "return", "returned"]);
    if parse.is_any(at, &["response", "reply", "answer", "responses", "replies"]) && at > sentence.start && parse.is(at - 1, "no") {
        let asked = sentence.clone().find_map(|at| request(parse, sentence, at));
        return asked.map(|_| at - 1..at + 1);
    }
    if parse.is_any(at, &["ignored", "ignoring"]) {
        let asked = (at + 1..sentence.end.min(at + 6)).find_map(|at| request(parse, sentence, at))?;
        return Some(at..asked.end);
    }
    if parse.is(at, "unanswered") {
        return (sentence.start..at).find_map(|at| request(parse, sentence, at)).map(|_| at..at + 1);
    }
    if !answers {
        return None;
    }
    let first = negated(parse, sentence, at)?;
    let plain = parse.is_any(at, &["return", "returned", "answer", "answered"]);
    // "Requests for comment were not answered".
    let before = first.saturating_sub(NOBODY).max(sentence.start)..first;
    let passive = (first..at).any(|at| parse.is_any(at, &["was", "were", "been", "be"]));
    if passive {
        return before.clone().find_map(|at| request(parse, sentence, at)).map(|_| first..at + 1);
    }
    let to = if parse.is(at + 1, "to") { at + 2 } else { at + 1 };
    let asked = (to..sentence.end.min(to + 5)).find_map(|at| request(parse, sentence, at));
    if let Some(asked) = asked.filter(|_| to > at + 1 || plain) {
        return Some(first..asked.end);
    }
    let stops = at + 1 >= sentence.end || parse.tags[at + 1].is_punctuation() || parse.is_any(at + 1, &["and", "but", "before", "by", "on", "in", "within", "despite", "when"]);
    (!plain && stops && is_somebody(context, parse, sentence, first, false)).then_some(first..at + 1)
}

/// "Could not be reached", "was unavailable for comment", "no one was available to comment".
fn unreached(context: &Context, parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let comment = comment(parse, sentence, at + 1);
    if parse.is_any(at, &["unavailable", "unreachable", "unreached"]) {
        let first = auxiliaries(parse, sentence, at);
        let alone = parse.is(at, "unreachable") && is_somebody(context, parse, sentence, first, true);
        return comment.or(alone.then_some(at + 1)).map(|end| first..end);
    }
    let reached = parse.is_any(at, &["reached", "contacted"]);
    if !reached && !parse.is_any(at, &["available", "reachable"]) {
        return None;
    }
    let first = negated(parse, sentence, at)?;
    let be = (first.saturating_sub(2)..at).any(|at| parse.is_any(at, &["be", "been", "was", "were", "is", "are"])) || parse.is(at, "available");
    if let Some(end) = comment.filter(|_| be) {
        return Some(first..end);
    }
    let next = at + 1;
    let stops = next >= sentence.end || parse.tags[next].is_punctuation() || parse.is_any(next, &["and", "but", "on", "by", "at", "before", "despite", "to"]);
    let by = parse.is(next, "by") && !(next + 1..sentence.end.min(next + 4)).any(|at| parse.in_fairness(at, "asked-how") || newsroom(parse, at));
    let dead = parse.is(at, "available") || by || !stops || !be;
    (!dead && is_somebody(context, parse, sentence, first, true)).then_some(first..next)
}

/// "Attempts to reach him were unsuccessful", "the paper was unable to contact her".
fn fruitless(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !parse.is_any(at, &["reach", "contact", "locate", "find"]) || at == sentence.start {
        return None;
    }
    let to = parse.is(at - 1, "to");
    let near = at.saturating_sub(5).max(sentence.start)..at;
    let subject = sentence.start.max(at.saturating_sub(14))..at;
    let ours = subject.clone().any(|at| newsroom(parse, at) || parse.is_any(at, &["we", "I"]));
    let commented = comment(parse, sentence, at + 1).or_else(|| (at + 1..sentence.end.min(at + 12)).find(|at| parse.is(*at, "for")).and_then(|at| comment(parse, sentence, at)));
    let tried = near.clone().find(|at| to && parse.is_any(*at, &["attempts", "attempt", "efforts", "effort", "tried", "tries", "attempted", "trying"]));
    let unable = near.clone().find(|at| to && parse.is(*at, "unable") || !to && parse.is_any(*at, &["could", "couldn't", "couldn’t"]) && negated(parse, sentence, at + 1).is_some());
    let vain = || (at..sentence.end).any(|from| parse.fairness_entry(from..sentence.end, "fruitless").is_some());
    let rescued = sentence.clone().any(|at| parse.in_fairness(at, "rescue"));
    let noun = tried.is_some_and(|at| parse.is_any(at, &["attempts", "attempt", "efforts", "effort"]));
    let first = match (tried, unable) {
        (Some(tried), _) if vain() && (ours || commented.is_some() || noun && !rescued) => tried,
        (_, Some(unable)) if ours || commented.is_some() => unable,
        _ => return None,
    };
    Some(first..commented.filter(|end| *end <= at + 3).unwrap_or(at + 1))
}

/// The first of the words that turn a verb round, auxiliaries too: "could not be", "has yet to", "did n't", "neither of them".
fn negated(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let near = at.saturating_sub(NEGATED).max(sentence.start)..at;
    let glued = |at: usize| parse.word(at).ends_with("n't") || parse.word(at).ends_with("n’t");
    let passes = |at: usize| parse.tags[at].is_adverb() || parse.is_any(at, &["be", "been", "to", "yet", "immediately", "have", "has", "had", "or", "also"]);
    let not = near.clone().rev().find(|at| parse.is_any(*at, &["not", "never", "failed", "yet"]) || glued(*at));
    if let Some(not) = not.filter(|not| (not + 1..at).all(passes)) {
        let turns = !parse.is_any(not, &["yet", "failed"]) || parse.is(not + 1, "to");
        return turns.then(|| auxiliaries(parse, sentence, not));
    }
    // "No one from the firm was available", "neither he nor the club responded".
    let from = at.saturating_sub(NOBODY).max(sentence.start);
    let nobody = (from..at).rev().find(|at| {
        parse.is_any(*at, &["neither", "nobody", "none", "no-one"]) || parse.is(*at, "no") && (parse.is_any(at + 1, &["one", "spokesman", "spokeswoman", "spokesperson", "representative", "official", "officials"]))
    })?;
    let finite = (nobody + 1..at).filter(|at| parse.tags[*at].is_finite()).count();
    let own = usize::from(parse.tags[at].is_finite());
    (finite + own <= 1).then(|| auxiliaries(parse, sentence, at))
}

/// Where the auxiliaries before a token begin.
fn auxiliaries(parse: &Parse, sentence: &Range<usize>, at: usize) -> usize {
    let before = (sentence.start..at).rev().take(5);
    before.take_while(|at| parse.tags[*at] == Tag::Md || parse.tags[*at].is_adverb() || parse.is_any(*at, &["be", "been", "was", "were", "is", "are", "has", "have", "had", "did", "do", "does"])).last().unwrap_or(at)
}

/// One past "for comment", "to comment", "for an interview" at a token.
fn comment(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let from = if parse.is_any(at, &["immediately", "yesterday", "today"]) { at + 1 } else { at };
    let leads = parse.is_any(from, &["for", "to"]);
    (from + 1..sentence.end.min(from + 4)).find(|at| leads && parse.in_fairness(*at, "comment")).map(|at| at + 1)
}

/// A request of ours at a token: "requests for comment", "questions", "a query from the Courier".
fn request(parse: &Parse, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !sentence.contains(&at) || !parse.in_fairness(at, "asking") {
        return None;
    }
    let next = at + 1;
    if let Some(end) = comment(parse, sentence, next) {
        return Some(at..end);
    }
    let before = at.saturating_sub(3).max(sentence.start)..at;
    let named = before.clone().any(|at| newsroom(parse, at) || parse.is_any(at, &["our", "my"]));
    if named || parse.is_any(next, &["from", "by"]) && (next + 1..sentence.end.min(next + 5)).any(|at| newsroom(parse, at)) {
        return Some(at..next);
    }
    // "The question", "his requests": somebody else asked. "Requests for help", "questions from senators": others, too.
    let others = before.clone().any(|at| parse.is_any(at, &["the", "this", "that", "these", "his", "her", "their", "its", "any", "enough"]) || parse.tags[at] == Tag::Pos);
    let stops = next >= sentence.end || parse.tags[next].is_punctuation() || parse.is_any(next, &["about", "on", "regarding", "concerning", "sent", "and", "but", "before", "by", "or"]);
    (!others && stops).then_some(at..next)
}

/// Whether a token stands for the paper that asks.
fn newsroom(parse: &Parse, at: usize) -> bool {
    let name = parse.word(at).starts_with(char::is_uppercase) && parse.in_fairness(at, "masthead");
    name || parse.is_any(at, &["newspaper", "newspapers", "reporter", "reporters", "journalist", "journalists"]) || parse.is(at.saturating_sub(1), "this") && parse.in_fairness(at, "outlet")
}

/// Whether the subject before `first` is somebody who could have answered us.
fn is_somebody(context: &Context, parse: &Parse, sentence: &Range<usize>, first: usize, reached: bool) -> bool {
    let index = parse.sentence_of(first);
    let from = index.checked_sub(1).filter(|before| parse.sentences[*before].block == parse.sentences[index].block);
    let start = from.filter(|_| reached).map_or(sentence.start, |before| parse.sentences[before].tokens().start);
    let around = start..sentence.end;
    let set = if reached { "rescue" } else { "treated" };
    if !reached && (sentence.start..first).any(|at| parse.in_fairness(at, "tries") && comment(parse, sentence, at + 1).is_some()) {
        return true;
    }
    if around.clone().any(|at| parse.in_fairness(at, set)) {
        return false;
    }
    let classes = [Class::PersonNoun, Class::Title, Class::BodyNoun, Class::Kin, Class::OrganizationWord, Class::AnonymousNoun];
    let entities = &context.article.entities;
    let somebody = |at: usize| {
        let named = entities.mention_at(at).is_some_and(|mention| matches!(entities.get(mention.entity).kind, EntityType::Person | EntityType::Organization));
        named || parse.tags[at].is_noun() && classes.iter().any(|class| parse.has(at, *class)) || parse.in_fairness(at, "answerer") || parse.is_any(at, &["he", "she", "they", "who"])
    };
    (first.saturating_sub(12).max(sentence.start)..first).any(somebody)
}

/// Whether somebody else than the paper tells of it: "Oru said that the firm had not replied to her requests".
fn told_by_others(context: &Context, parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let index = parse.sentence_of(tokens.start);
    let attributions = &context.article.sourcing.attributions;
    let from = attributions.partition_point(|attribution| (attribution.sentence as usize) < index);
    let told = attributions[from..].iter().take_while(|attribution| attribution.sentence as usize == index).any(|attribution| {
        let Some(cue) = attribution.cue.as_ref().filter(|cue| !cue.passive && attribution.source.is_some()) else { return false };
        let head = cue.head as usize;
        let holds = attribution.content.iter().any(|content| parse.tokens_over(*content).contains(&tokens.start));
        holds && !tokens.contains(&head) && head < tokens.start && !(sentence.start..head).any(|at| newsroom(parse, at))
    });
    let near = tokens.start.saturating_sub(4).max(sentence.start)..tokens.start;
    let clause = near.clone().find(|at| parse.is_any(*at, &["when", "if", "whether", "because"]));
    told || clause.is_some_and(|clause| !(clause..near.end).any(|at| parse.is(at, ","))) || parse.is_any(sentence.start, &["if", "when", "whether"]) && !(sentence.start..tokens.start).any(|at| parse.is(at, ","))
}

/// Whether the sentence itself says how or when, in the clause of the silence or in one on the asking.
fn explains(parse: &Parse, sentence: &Range<usize>, tokens: &Range<usize>) -> bool {
    let mut first = sentence.start;
    while first < sentence.end {
        let breaks = |at: &usize| parse.tags[*at].is_punctuation() && !parse.is(*at, ".") || parse.is_any(*at, &["and", "but", "who", "which", "whose"]) && !tokens.contains(at);
        let end = (first..sentence.end).find(breaks).unwrap_or(sentence.end);
        let own = first < tokens.end && tokens.start < end;
        let opening = first == sentence.start && !own && is_opening(parse, first..end);
        let asked = parse.is_any(first, &["asked", "contacted", "approached", "phoned", "emailed", "called", "reached"]) || parse.is(first, "when") && parse.is_any(first + 1, &["asked", "contacted", "approached", "reached"]);
        let asking = asked || (first >= tokens.end || sentence.start == first || first > 0 && parse.is_any(end, &["and", "but", ",", ";"]) && end < tokens.start && !between_commas(parse, first, end, tokens)) && tells_of_asking(parse, first..end);
        let behind = first >= tokens.end && (first..sentence.end.min(first + 1)).any(|at| parse.is_any(at, &["by", "despite", "at", "before", "either", "in", "on", "within", "through", "via", "as", "after"]));
        if (own || opening || asking || behind) && is_told(parse, first..end, tokens) {
            return true;
        }
        first = end + 1;
    }
    false
}

/// Whether a stretch stands between commas right before the verb of the silence: an apposition, which tells who somebody is.
fn between_commas(parse: &Parse, first: usize, end: usize, tokens: &Range<usize>) -> bool {
    parse.is(end, ",") && end + 1 == tokens.start && (parse.is(first - 1, ",") || parse.is_any(first - 1, &["who", "which", "whose"]))
}

/// "By Friday evening", "on Monday": a stretch before the subject without a verb of its own.
fn is_opening(parse: &Parse, tokens: Range<usize>) -> bool {
    let leads = parse.is_any(tokens.start, &["by", "on", "at", "before", "within", "despite", "after", "as", "late", "yesterday"]);
    leads && !tokens.clone().any(|at| parse.tags[at].is_finite())
}

/// Whether words speak of asking: "was approached", "we wrote", "messages were left", "attempts by phone".
fn tells_of_asking(parse: &Parse, mut tokens: Range<usize>) -> bool {
    let (start, end) = (tokens.start, tokens.end);
    tokens.any(|at| {
        let ours = || (start..at).any(|at| newsroom(parse, at) || parse.is_any(at, &["we", "I"]) || parse.in_fairness(at, "outlet"));
        let passive = || at > start && (at.saturating_sub(3).max(start)..at).any(|at| parse.is_any(at, &["was", "were", "been", "be", "being"]));
        let noun = parse.is_any(at, &["request", "requests", "message", "messages", "calls", "emails", "e-mails", "letters", "questions", "attempts", "efforts", "query", "queries", "voicemails", "texts"]);
        noun && end > at || parse.in_fairness(at, "tries") && (ours() || passive() || at == start)
    })
}

/// Whether a stretch tells how or when: "by phone", "on Friday", "at his home", "before publication".
fn is_told(parse: &Parse, tokens: Range<usize>, silence: &Range<usize>) -> bool {
    let (start, end) = (tokens.start, tokens.end);
    let topic = |at: &usize| *at >= silence.end && parse.is_any(*at, &["about", "regarding", "concerning", "over"]);
    let limit = tokens.clone().find(topic).unwrap_or(end);
    let preposition = |at: usize, words: &[&str]| (at.saturating_sub(4).max(start)..at).any(|at| parse.is_any(at, words));
    (start..limit).any(|at| {
        let paper = parse.word(at).starts_with(char::is_uppercase) && parse.in_fairness(at, "masthead");
        let how = parse.in_fairness(at, "asked-how") && !paper && !(at < silence.start && silence.start < end && at == start);
        let place = parse.in_fairness(at, "asked-where") && preposition(at, &["at", "to", "through", "via", "on", "outside", "from", "with"]) && !(at < silence.start && silence.start < end);
        let when = parse.has(at, Class::Weekday) || parse.has(at, Class::Month) && parse.word(at).starts_with(char::is_uppercase) && !parse.is(at, "May") || parse.is(at, "May") && at > start && (parse.is(at - 1, "in") || parse.word(at - 1).starts_with(|c: char| c.is_ascii_digit())) || parse.in_fairness(at, "asked-when") || parse.is(at, "time") && preposition(at, &["by", "at", "before", "in"]);
        how || place || when
    })
}

/// Whether a sentence beside it says how or when somebody was asked.
fn tries(parse: &Parse, index: usize) -> bool {
    let tokens = parse.sentences[index].tokens();
    let wrote = tokens.clone().any(|at| {
        let we = (tokens.start..at).any(|at| newsroom(parse, at) || parse.is_any(at, &["we", "I"]));
        we && parse.is_any(at, &["wrote", "emailed", "phoned", "telephoned", "called", "texted", "messaged", "rang", "visited", "knocked", "faxed"])
    });
    wrote || tells_of_asking(parse, tokens.clone()) && is_told(parse, tokens.clone(), &(tokens.start..tokens.start))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn how_and_when_are_asked_for() {
        for (text, words) in [
            ("Dan Holt could not be reached for comment.", "could not be reached for comment"),
            ("Holt, a baker, did not respond to a request for comment.", "did not respond to a request for comment"),
            ("The company did not immediately respond to questions.", "did not immediately respond to questions"),
            ("The mayor was unavailable for comment.", "was unavailable for comment"),
            ("Holt, who left the board on Monday, could not be reached for comment.", "could not be reached for comment"),
            ("No one from the harbour board was available for comment.", "was available for comment"),
            ("Attempts to reach Dan Holt were unsuccessful.", "Attempts to reach"),
            ("Requests for comment from the harbour board went unanswered.", "unanswered"),
        ] {
            assert_eq!(found("no-comment-unexplained", text), [words], "{text}");
        }
        for text in [
            "Dan Holt could not be reached by phone on Monday.",
            "Dan Holt could not be reached for comment. Two letters were sent to his house last week.",
            "Asked by email on Friday, Dan Holt did not respond.",
            "The harbour board was approached for comment on Friday but did not respond.",
            "We wrote to Dan Holt. He did not reply.",
            "Marit Oru, the mayor, said that the board had not responded to her requests.",
            "Attempts to reach the climbers were unsuccessful.",
            "The patients did not respond to the drug.",
            "The crew could not be reached by rescuers.",
            "Dan Holt declined to comment.",
            "No agreement could be reached.",
            "“He did not respond to our request,” said Marit Oru, the mayor.",
        ] {
            assert!(found("no-comment-unexplained", text).is_empty(), "{text}");
        }
    }
}
