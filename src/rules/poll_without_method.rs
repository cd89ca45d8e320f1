//! Results of a poll without who took it, whom it asked or when.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Class, Fairness};
use crate::syntax::{Parse, Unit};

pub(super) static RULE: Rule = Rule {
    name: "poll-without-method",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Results of a poll without who took it, how many were asked and when",
    documentation: "\
## What it flags

A poll or a survey whose results are told, where the article does not say who took it, or says none of how many were asked, when, and
with what margin of error. It asks once for an article.

## Why it matters

Five hundred people who clicked on a web page are no poll. Readers can only judge a figure if they know who was asked, by whom and when.

## Example

```text
A poll found that 62 per cent of residents wanted the ferry back.
```

## Instead

```text
A poll by the Skerry Institute, which asked 1,004 residents in March, found that 62 per cent wanted the ferry back.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Opinion, Kind::Review, Kind::Brief],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let sentences: Vec<usize> = fairness::sentences(&parse).collect();
    let of_polls: Vec<(usize, usize)> = sentences.iter().filter_map(|index| Some((*index, poll(&parse, *index)?))).collect();
    let Some((_, at)) = of_polls.iter().find(|(index, _)| parse.block_of(*index).role.is_body() && tells_result(&parse, *index)) else { return Vec::new() };
    let beside = |index: usize| of_polls.iter().any(|(poll, _)| poll.abs_diff(index) < 2);
    let taken = of_polls.iter().any(|(index, _)| is_taken_by(context, &parse, *index));
    let told = sentences.iter().any(|index| is_method(&parse, *index, beside(*index)));
    let missing = match (taken, told) {
        (true, true) => return Vec::new(),
        (true, false) => "how many were asked, and when, was not found. Add both, and the margin of error.",
        (false, true) => "who took it was not found. Name them, and who paid for it.",
        (false, false) => "who took it, how many were asked and when was not found. Add these, or cut the figures.",
    };
    let phrase = parse.phrase_of(*at).map_or(*at..*at + 1, |phrase| phrase.tokens());
    let words = parse.span(phrase.clone()).of(&parse.prose.text);
    vec![Finding { weight: 0.6, ..context.finding(parse.span(phrase), "Who was polled, by whom and when?", format!("“{words}”: {missing}")) }]
}

/// The token of a sentence that speaks of a poll of people's opinions.
fn poll(parse: &Parse, index: usize) -> Option<usize> {
    parse.sentences[index].tokens().find(|at| {
        let noun = Fairness::shipped().has("poll", parse.word(*at)) && parse.quoted_at(*at).is_none();
        let before = at.saturating_sub(1);
        // Elections have polls too, land has surveys, and so have bodies' names.
        let election = parse.is(*at, "polls")
            && (parse.is(before, "the") && at.checked_sub(2).is_some_and(|two| parse.is_any(two, &["to", "at", "from", "of", "in", "before", "after", "when"]))
                || parse.is_any(*at + 1, &["open", "opened", "close", "closed", "closing", "opening", "will"]));
        let other = parse.is_any(*at + 1, &["station", "stations", "booth", "booths", "tax", "vessel", "ship", "map", "team", "worker", "workers"])
            || parse.is_any(before, &["geological", "land", "geophysical", "seabed", "aerial", "straw", "structural", "property", "exit", "engineering"]);
        let verb = parse.tags[*at].is_verb();
        let name = parse.tags[*at].is_proper() && parse.tags[before].is_proper() && parse.is(*at, "Survey");
        noun && !election && !other && !verb && !name
    })
}

/// Whether a sentence or the next tells a share, a lead or a majority.
fn tells_result(parse: &Parse, index: usize) -> bool {
    let tells = |index: usize| {
        let tokens = parse.sentences[index].tokens();
        let share = parse.numbers(tokens.clone()).iter().any(|number| matches!(number.unit, Unit::Percent | Unit::Points));
        let part = tokens.clone().any(|at| {
            parse.is_any(at, &["majority", "lead", "leads", "leading", "ahead", "neck-and-neck", "tied", "trailing", "trails", "thirds", "quarters", "half", "most"])
                || parse.number_at(at).is_some() && parse.is_any(at + 1, &["in", "out"]) && parse.number_at(at + 2).or_else(|| parse.number_at(at + 3)).is_some()
                || parse.is(at, "third") && at > tokens.start && parse.is_any(at - 1, &["a", "one"])
        });
        share || part
    };
    let next = || parse.sentences.get(index + 1).is_some_and(|next| next.block == parse.sentences[index].block) && tells(index + 1);
    let finds = parse.sentences[index].tokens().any(|at| {
        parse.is_any(at, &["found", "finds", "shows", "showed", "suggests", "suggested", "puts", "put", "gave", "gives", "says", "said", "had", "has", "indicated", "indicates", "revealed", "reveals", "showing", "according", "placed", "points"])
    });
    tells(index) || finds && next()
}

/// Whether a sentence names who took a poll.
fn is_taken_by(context: &Context, parse: &Parse, index: usize) -> bool {
    let all = &context.article.entities;
    let beside = index.saturating_sub(1)..parse.sentences.len().min(index + 2);
    let body = |index: usize| {
        let tokens = parse.sentences[index].tokens();
        // "A poll by the newspaper and the institute": whoever is said to have taken it.
        let by = tokens.clone().any(|at| {
            let takes = parse.is_any(at, &["by", "for", "from", "pollster", "pollsters"]) || parse.is_any(at, &["conducted", "commissioned", "carried"]) && parse.is_any(at + 1, &["by", "out"]);
            takes && all.mentions_in(at + 1..at + 7).any(|mention| mention.form.is_name() && !matches!(all.get(mention.entity).kind, EntityType::Place))
        });
        let named = all.mentions_in(tokens).any(|mention| {
            let kind = all.get(mention.entity).kind;
            let last = mention.last as usize;
            let right_before = (last..last + 5).any(|at| Fairness::shipped().has("poll", parse.word(at)));
            mention.form.is_name() && (kind == EntityType::Organization || kind == EntityType::Other && right_before)
        });
        by || named
    };
    let tokens = parse.sentences[index].tokens();
    // "The Skerry Institute poll", whatever the words before it were taken for.
    let proper = tokens.clone().any(|at| Fairness::shipped().has("poll", parse.word(at)) && at > tokens.start + 1 && parse.tags[at - 1].is_proper() && !parse.has(at - 1, Class::Weekday) && !parse.has(at - 1, Class::Month) && !parse.has(at - 1, Class::Demonym));
    proper || beside.filter(|beside| *beside == index || parse.sentences[*beside].block.abs_diff(parse.sentences[index].block) < 2).any(body)
}

/// Whether a sentence tells how a poll was taken: how many were asked, with what margin, when.
fn is_method(parse: &Parse, index: usize, beside: bool) -> bool {
    let tokens = parse.sentences[index].tokens();
    let polled = tokens.clone().any(|at| Fairness::shipped().has("polled", parse.word(at)));
    let poll = tokens.clone().any(|at| Fairness::shipped().has("poll", parse.word(at)));
    if !polled && !poll && !beside {
        return false;
    }
    let asked = tokens.clone().any(|at| parse.is_any(at, &["asked", "adults", "people", "voters", "residents", "readers", "households", "workers", "members", "students", "women", "men", "respondents", "answers", "replies", "firms", "companies", "businesses", "parents", "teachers"]));
    let sample = (asked || polled) && parse.numbers(tokens.clone()).iter().any(|number| number.unit == Unit::Count && number.value >= 50.0 && !is_year(parse, number.tokens.start));
    let margin = tokens.clone().any(|at| parse.is(at, "margin") && parse.is(at + 1, "of") || parse.is(at, "plus") && parse.is_any(at + 1, &["or", "/", "-"]) || parse.word(at) == "±");
    let dated = (polled || poll) && tokens.clone().any(|at| {
        let month = parse.has(at, Class::Month) && parse.word(at).starts_with(char::is_uppercase);
        month || parse.has(at, Class::Weekday) || parse.is_any(at, &["last", "this"]) && parse.is_any(at + 1, &["week", "month", "weekend", "year", "spring", "summer", "autumn", "winter", "fall"])
    });
    sample || margin || dated
}

fn is_year(parse: &Parse, at: usize) -> bool {
    parse.word(at).len() == 4 && parse.word(at).parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn who_asked_whom_and_when_is_asked_for() {
        for (text, words) in [
            ("A poll found that 62 per cent of residents wanted the ferry back.", "A poll"),
            ("A survey by the Skerry Institute found that two in three residents wanted the ferry back.", "A survey"),
            ("Polls show that a majority wants the ferry back.", "Polls"),
        ] {
            assert_eq!(found("poll-without-method", text), [words], "{text}");
        }
        for text in [
            "A poll by the Skerry Institute, which asked 1,004 adults in March, found that 62 per cent wanted the ferry back.",
            "A Skerry Institute poll put Marit Oru at 40 per cent. It has a margin of error of three points.",
            "Half of the town went to the polls on Sunday.",
            "The Geological Survey found that the quay had sunk by 2 per cent.",
            "A poll will be taken in May.",
        ] {
            assert!(found("poll-without-method", text).is_empty(), "{text}");
        }
    }
}
