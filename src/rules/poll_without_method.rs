//! Results of a poll without who took it, whom it asked or when.

use std::ops::Range;

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::entity::EntityType;
use crate::fairness;
use crate::finding::{Finding, Severity};
use crate::lexicon::Class;
use crate::prose::Role;
use crate::syntax::{Parse, Tag, Unit};

/// Fewer people than these are no sample.
const SAMPLE: f64 = 30.0;

pub(super) static RULE: Rule = Rule {
    name: "poll-without-method",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Results of a poll without who took it, how many were asked and when",
    documentation: "\
## What it flags

A poll or a survey of people whose results are told, where the article does not say who took it, or says none of how many were asked, when, and
with what margin of error. It asks once for an article. Elections, averages of polls and surveys of land, birds and buildings are left alone.

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
    let is_read = |role: Role| role.is_body() || role == Role::Standfirst;
    let asks = |(index, at): &&(usize, usize)| is_read(parse.block_of(*index).role) && tells_result(&parse, *index, *at);
    let Some((_, at)) = of_polls.iter().find(asks) else { return Vec::new() };
    let polls: Vec<usize> = of_polls.iter().map(|(index, _)| *index).collect();
    let beside = |index: usize| (index.saturating_sub(1)..index + 2).any(|near| polls.binary_search(&near).is_ok());
    let taken = polls.iter().any(|index| is_taken_by(context, &parse, *index));
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
    let sentence = parse.sentences[index].tokens();
    sentence.clone().filter(|at| parse.quoted_at(*at).is_none()).find(|at| is_poll(parse, &sentence, *at) || is_polling(parse, &sentence, *at))
}

/// Whether a noun at a token is a poll: no election, no survey of land, no name.
fn is_poll(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    if !parse.in_fairness(at, "poll") || parse.tags[at].is_verb() {
        return false;
    }
    let before = at.saturating_sub(1).max(sentence.start);
    let near = at.saturating_sub(3).max(sentence.start)..at;
    let other = at > sentence.start && parse.in_fairness(before, "poll-other") || parse.in_fairness(at + 1, "poll-thing");
    let name = parse.tags[at].is_proper() && at > sentence.start && parse.tags[before].is_proper() && parse.is_any(at, &["survey", "surveys"]);
    let finds = (at + 1..sentence.end.min(at + 4)).any(|at| parse.in_fairness(at, "poll-finds"));
    let election = parse.is_any(at, &["polls", "poll"]) && is_election(parse, sentence, at, near) && !finds;
    !other && !name && !election && (!parse.is_any(at, &["survey", "surveys"]) || of_people(parse, sentence, at))
}

/// Whether "polls" are an election: "went to the polls", "the presidential polls", "votes in the poll".
fn is_election(parse: &Parse, sentence: &Range<usize>, at: usize, mut near: Range<usize>) -> bool {
    if near.clone().any(|at| parse.is_any(at, &["opinion", "exit"])) {
        return false;
    }
    let the = near.clone().find(|at| parse.is(*at, "the")).is_some_and(|the| the > sentence.start && parse.is_any(the - 1, &["to", "at", "from", "of", "before", "after", "when"]));
    let opens = parse.is_any(at + 1, &["open", "opened", "opens", "close", "closed", "closes", "closing", "opening", "will"]);
    let kind = near.any(|at| parse.in_fairness(at, "election"));
    let votes = sentence.clone().any(|at| parse.in_fairness(at, "ballots")) && !sentence.clone().any(|at| parse.is_any(at, &["would", "if", "think", "support"]));
    the && parse.is(at, "polls") || opens || kind || votes
}

/// Whether a survey asks people: what stands behind "of" is people, or the sentence tells of some.
fn of_people(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    if parse.is(at + 1, "of") {
        let phrase = (at + 2..sentence.end.min(at + 9)).take_while(|at| !parse.tags[*at].is_punctuation() && !parse.tags[*at].is_verb());
        return phrase.clone().any(|at| is_people(parse, at)) || phrase.clone().any(|at| parse.tags[at].is_proper());
    }
    let behind = parse.sentences.get(parse.sentence_of(at) + 1).map_or(0..0, |next| next.tokens());
    sentence.clone().chain(behind).any(|at| is_people(parse, at) || parse.in_fairness(at, "opinion"))
}

fn is_people(parse: &Parse, at: usize) -> bool {
    parse.in_fairness(at, "people") || parse.has(at, Class::PeopleNoun) || parse.has(at, Class::PersonNoun) && parse.word(at).ends_with('s') || parse.has(at, Class::Demonym) && parse.word(at).ends_with('s')
}

/// "Those polled", "polling shows", "a polling company", "which surveyed bosses", "pollsters".
fn is_polling(parse: &Parse, sentence: &Range<usize>, at: usize) -> bool {
    let finds = |range: Range<usize>| range.into_iter().any(|at| at < sentence.end && parse.in_fairness(at, "poll-finds"));
    let before = at > sentence.start;
    match parse.word(at).to_lowercase().as_str() {
        "pollster" | "pollsters" => true,
        "polling" if parse.tags[at].is_proper() && before && parse.tags[at - 1].is_proper() => finds(at + 1..at + 4),
        "polling" if (at.saturating_sub(3)..at).any(|at| parse.is_any(at, &["little", "no"])) => false,
        "polling" => parse.is_any(at + 1, &["company", "firm", "institute", "agency", "data", "organisation", "organization", "by"]) || finds(at + 1..at + if parse.is_any(at + 1, &["for", "from"]) { 9 } else { 3 }),
        "polled" | "surveyed" | "questioned" => {
            let those = before && (parse.is_any(at - 1, &["those", "all", "were"]) || is_people(parse, at - 1));
            let whom = (at + 1..sentence.end.min(at + 4)).any(|next| is_people(parse, next));
            let forecast = before && parse.is_any(at - 1, &["economists", "analysts", "forecasters", "experts"]);
            (those || whom) && !forecast && !parse.is(at, "questioned") || those && sentence.start + 2 > at && parse.is(at - 1, "those")
        }
        _ => false,
    }
}

/// Whether a sentence or the next tells a share, a lead or a majority.
fn tells_result(parse: &Parse, index: usize, at: usize) -> bool {
    let finds = || parse.sentences[index].tokens().any(|at| parse.in_fairness(at, "poll-finds") && !parse.is_any(at, &["has", "have", "had", "say", "said"]));
    let next = || parse.sentences.get(index + 1).is_some_and(|next| next.block == parse.sentences[index].block) && tells_share(parse, index + 1, at);
    tells_share(parse, index, at) || finds() && next()
}

fn tells_share(parse: &Parse, index: usize, poll: usize) -> bool {
    let tokens = parse.sentences[index].tokens();
    let number = |at: usize| parse.number_at(at).is_some();
    let share = parse.numbers(tokens.clone()).iter().any(|number| matches!(number.unit, Unit::Percent | Unit::Points) || parse.is_any(number.tokens.end, &["points", "point", "-point", "percentage"]));
    // "Polls show her ahead" is no figure; a poll that does is one.
    let one = parse.is_any(poll, &["poll", "survey"]);
    share || tokens.clone().any(|at| {
        let of = parse.is(at + 1, "of") && (at + 2..at + 5).any(|at| parse.tags.get(at) == Some(&Tag::Nns)) || (at + 1..at + 4).any(|at| is_people(parse, at));
        let most = parse.is_any(at, &["most", "half"]) && of && !(at > tokens.start && parse.is(at - 1, "the"));
        let part = parse.is_any(at, &["third", "quarter", "thirds", "quarters", "fifth", "fifths", "tenth", "tenths"]) && at > tokens.start && (parse.is_any(at - 1, &["a", "one"]) || number(at - 1)) && !parse.is(at.saturating_sub(2), "for");
        let in_ten = number(at) && (at + 1..at + 4).any(|of| parse.is_any(of, &["in", "out"]) && (number(of + 1) || parse.is(of + 1, "of") && number(of + 2)) && (at + 1..of).all(|at| parse.tags[at].is_noun() || parse.tags[at].is_adjective()));
        let hyphened = parse.word(at).to_lowercase().ends_with("-point") || parse.in_fairness(at, "two-thirds");
        let lead = one && parse.is_any(at, &["lead", "leads", "leading", "ahead", "neck-and-neck", "tied", "trailing", "trails"]);
        most || part || in_ten || hyphened || lead || parse.is(at, "majority") && !parse.is_any(at + 1, &["in", "leader"])
    })
}

/// Whether a sentence, or one beside it, names who took a poll.
fn is_taken_by(context: &Context, parse: &Parse, index: usize) -> bool {
    let beside = index.saturating_sub(1)..parse.sentences.len().min(index + 2);
    // A headline and a dateline take no polls.
    let body = |beside: usize| parse.block_of(beside).role.is_body() || parse.block_of(index).role == parse.block_of(beside).role;
    let near = |beside: &usize| *beside == index || body(*beside) && parse.sentences[*beside].block.abs_diff(parse.sentences[index].block) < 2;
    is_before_poll(parse, index) || beside.filter(near).any(|index| names_taker(context, parse, index))
}

/// "The Skerry Institute poll", "the council's survey": whoever stands before the noun.
fn is_before_poll(parse: &Parse, index: usize) -> bool {
    let tokens = parse.sentences[index].tokens();
    tokens.clone().filter(|at| parse.in_fairness(*at, "poll")).any(|at| {
        let near = at.saturating_sub(4).max(tokens.start)..at;
        let plain = |at: usize| parse.has(at, Class::Weekday) || parse.has(at, Class::Month) || parse.has(at, Class::Demonym);
        let proper = near.clone().any(|at| at > tokens.start && parse.tags[at].is_proper() && !plain(at));
        let body = near.clone().any(|at| parse.has(at, Class::BodyNoun) && (parse.is(at + 1, "'s") || parse.is(at + 1, "’s") || parse.is(at + 1, "’") || parse.is(at + 1, "'")));
        proper || body || near.clone().any(|at| parse.is_any(at, &["our", "own"]))
    })
}

fn names_taker(context: &Context, parse: &Parse, index: usize) -> bool {
    let all = &context.article.entities;
    let tokens = parse.sentences[index].tokens();
    let named = |range: Range<usize>| all.mentions_in(range).any(|mention| mention.form.is_name() && all.get(mention.entity).kind != EntityType::Place);
    let by = tokens.clone().any(|at| {
        let takes = parse.is_any(at, &["by", "for", "from", "pollster", "pollsters"]) || parse.is_any(at, &["conducted", "commissioned", "carried"]) && parse.is_any(at + 1, &["by", "out"]);
        let body = || parse.is(at, "by") && parse.is_any(at + 1, &["the", "this"]) && (at + 2..tokens.end.min(at + 5)).any(|at| parse.has(at, Class::BodyNoun));
        takes && (named(at + 1..at + 7) || body())
    });
    let asks = tokens.clone().any(|at| parse.is_any(at, &["asked", "surveyed", "polled", "questioned", "interviewed", "canvassed"])) && named(tokens.clone());
    // "The Skerry Institute found", "Skerry poll": a body that the answers are about has taken none.
    by || asks || all.mentions_in(tokens.clone()).any(|mention| {
        let (first, last) = (mention.first as usize, mention.last as usize);
        let kind = all.get(mention.entity).kind;
        let takes = || (last..last + 3).any(|at| parse.in_fairness(at, "poll-finds") && !parse.is_any(at, &["had", "has", "have"])) || (first.saturating_sub(3).max(tokens.start)..first).any(|at| parse.is_any(at, &["by", "for", "from", "with"]));
        mention.form.is_name() && ((last..last + 5).any(|at| parse.in_fairness(at, "poll")) || kind == EntityType::Organization && (takes() || first <= tokens.start + 2))
    })
}

/// Whether a sentence tells how a poll was taken: how many were asked, with what margin, when.
fn is_method(parse: &Parse, index: usize, beside: bool) -> bool {
    let tokens = parse.sentences[index].tokens();
    let any = |set: &str| tokens.clone().any(|at| parse.in_fairness(at, set));
    let (polled, poll) = (any("polled"), any("poll"));
    if !polled && !poll && !beside {
        return false;
    }
    let sample = parse.numbers(tokens.clone()).iter().any(|number| {
        let people = || (number.tokens.end..tokens.end.min(number.tokens.end + 5)).any(|at| is_people(parse, at) || parse.in_fairness(at, "polled")) || polled || tokens.clone().any(|at| parse.is(at, "asked"));
        number.unit == Unit::Count && number.value >= SAMPLE && !is_year(parse, number.tokens.start) && people()
    });
    let margin = tokens.clone().any(|at| {
        parse.is_any(at, &["margin", "credibility", "confidence"]) && parse.is_any(at + 1, &["of", "interval"]) || parse.is(at, "plus") && parse.is_any(at + 1, &["or", "/", "-"]) || parse.word(at).starts_with('±')
    });
    let average = poll && tokens.clone().any(|at| parse.is(at, "average") && parse.is_any(at + 1, &["of", "calculated", "compiled"]));
    sample || margin || average || (polled || poll) && is_dated(parse, tokens)
}

/// Whether words tell a day, a month, a year or a time of late.
fn is_dated(parse: &Parse, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        let month = parse.has(at, Class::Month) && parse.word(at).starts_with(char::is_uppercase);
        let late = parse.is_any(at, &["last", "this", "past"]) && parse.is_any(at + 1, &["week", "month", "weekend", "year", "spring", "summer", "autumn", "winter", "fall"]);
        month || late || parse.has(at, Class::Weekday) || is_year(parse, at)
    })
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
            ("Many polls have found that a majority wants the ferry back.", "Many polls"),
            ("Of all those who were polled, 62 per cent wanted the ferry back.", "polled"),
            ("One family in three wants the ferry back, a survey has found.", "a survey"),
            ("Marit Oru trails by seven points in the polls.", "the polls"),
        ] {
            assert_eq!(found("poll-without-method", text), [words], "{text}");
        }
        for text in [
            "A poll by the Skerry Institute, which asked 1,004 adults in March, found that 62 per cent wanted the ferry back.",
            "A Skerry Institute poll put Marit Oru at 40 per cent. It has a margin of error of three points.",
            "Half of the town went to the polls on Sunday.",
            "The Geological Survey found that the quay had sunk by 2 per cent.",
            "A survey of the quay found that 40 per cent of its stones were loose.",
            "The council’s survey, which 430 households answered, found that 62 per cent wanted the ferry back.",
            "Marit Oru won 40 per cent of the votes in the polls.",
            "A poll will be taken in May.",
        ] {
            assert!(found("poll-without-method", text).is_empty(), "{text}");
        }
    }
}
