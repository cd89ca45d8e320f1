//! Figures that do not fit one another: parts and their whole, a change and its two values.

mod change;
mod figure;
mod parts;
mod shares;

use std::ops::Range;

use super::{Basis, Context, Rule};
use crate::fairness;
use crate::finding::{Finding, Severity};

/// The words that do not fit, and why.
type Wrong = (Range<usize>, String);

pub(super) static RULE: Rule = Rule {
    name: "sum-mismatch",
    basis: Basis::Mechanical,
    severity: Severity::Warning,
    summary: "Figures beside each other do not add up",
    documentation: "\
## What it flags

Parts that do not make the whole that is told with them (\"nine people: five men and three women\", \"three years and two, a total of six\",
\"of the 15, four died and the other nine were hurt\"), more of a whole than there is of it, shares that do not fit their counts or make more than a
hundred, and a change that does not fit its two values: \"rose from 40 to 50, an increase of 20 per cent\", \"doubled from 30 to 90\", \"fell from 8 per
cent to 6 per cent, a drop of 2 per cent\" (which is percentage points). What rounding explains, rough figures, parts that are said to be some of the
whole, and what may be true of one thing twice are left alone.

## Why it matters

One of the figures is wrong, and readers who notice will trust the others less.

## Example

```text
Nine people were rescued from the ferry: five men and three women.
```

## Instead

```text
Nine people were rescued from the ferry: five men and four women.
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut findings = Vec::new();
    let mut before: Option<(u32, Range<usize>, Vec<figure::Figure>)> = None;
    for index in fairness::sentences(&parse) {
        let (sentence, block) = (parse.sentences[index].tokens(), parse.sentences[index].block);
        let figures = figure::read(&parse, &sentence);
        let (last, earlier) = before.take().filter(|(of, ..)| *of == block).map(|(_, last, figures)| (last, figures)).unwrap_or_default();
        let read = parts::Read { parse: &parse, sentence: sentence.clone(), figures: &figures };
        let wrong = match figures.is_empty() {
            true => None,
            false => change::find(&parse, &sentence, &figures).or_else(|| shares::find(&parse, &sentence, &figures))
                .or_else(|| parts::find(&read, &earlier))
                .or_else(|| parts::all_of(&read, &earlier, &last))
                .or_else(|| change::since(&parse, &sentence, &figures, &earlier)),
        };
        if let Some((tokens, what)) = wrong {
            let words = parse.span(tokens.clone()).of(&parse.prose.text);
            findings.push(context.finding(parse.span(tokens), "Do these figures fit each other?", format!("“{words}”: {what}")));
        }
        before = Some((block, sentence, figures));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn figures_that_do_not_fit_are_asked_about() {
        let silent: Vec<&str> = [
            "Nine people were rescued from the ferry: five men and three women.",
            "Fares rose from 40 to 50 crowns, an increase of 20 per cent.",
            "The number of boats doubled from 30 to 90.",
            "Turnout fell from 8 per cent to 6 per cent, a drop of 2 per cent.",
            "Of the 12 councillors, seven voted for and six against.",
            "In the vote 62 per cent voted for the bridge and 45 per cent against.",
            "The budget grew by 50 per cent, from $2 million to $4 million.",
            "The crew has nine members. Five are paid by the harbour, three by the town and two by the state.",
            "The cost of £80,000 was made up of £50,000 for timber, £20,000 for paint and £20,000 for wages.",
            "Six boats – three trawlers, a ferry and three yachts – sank.",
            "Of the 20 people on the ferry, six were hurt and the other 12 were unharmed.",
            "The baker got two years for the theft and three for the fire, a total of six years.",
            "Eight people were held, of whom six are in prison and three were released.",
            "The fare will rise from $4 to $6 in May, a 20 percent increase.",
            "Skerry has grown by 2,000 people, from 16,000 to 19,000.",
            "The ferry carried 900 people in May, three times as many as the 200 of a year ago.",
            "Thirty of the 60 boats, or 40 per cent, were sold.",
            "Turnout rose from 62 per cent to 54 per cent.",
            "In the 40-seat council, the Greens hold 22, the Liberals 14 and the Harbour List nine.",
            "Nine people, five men and three women, were on the ferry.",
            "The nine victims were five men and three women.",
            "Five of the 12 councillors voted for, six against and two stayed away.",
            "Twelve votes were cast, eight for and five against.",
            "Five men and three women were on board. All nine were rescued.",
            "The motion was carried by 52 votes to 48, a majority of six.",
            "Ten of the 40 boats, a third of the fleet, were sold.",
            "In 2014 the ferry carried 400 people. In 2015 it carried 500, an increase of 50 per cent.",
            "Forty pupils sat in four classes of 12.",
            "“Nine people: five men and three women,” said Marit Oru, the mayor.",
        ]
        .into_iter()
        .filter(|text| found("sum-mismatch", text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn figures_that_fit_or_are_rough_are_not() {
        let loud: Vec<&str> = [
            "Nine people were rescued from the ferry: five men and four women.",
            "Nine people were rescued from the ferry, including five men and three women.",
            "Fares rose from 40 to 50 crowns, an increase of 25 per cent.",
            "The number of boats doubled from 30 to 61.",
            "The number of boats nearly doubled from 30 to 50.",
            "Turnout fell from 8 per cent to 6 per cent, a drop of 2 percentage points.",
            "Of the 12 councillors, seven voted for and four against.",
            "The ferry sails from 9 to 5, and 20 per cent of seats are free.",
            "From 2010 to 2015 fares rose by 12 per cent.",
            "Of the 20 pupils, 12 speak French and 11 German.",
            "Police arrested 12 on Monday and five on Tuesday, bringing the total to 40.",
            "Two were arrested on Monday and the other three on Tuesday.",
            "The budget grew by 30 per cent, from $1.5 million to $1.9 million.",
            "Some 60 per cent of women and 55 per cent of men voted.",
            "The board has seven members. Four were born in Skerry, and two in May.",
        ]
        .into_iter()
        .filter(|text| !found("sum-mismatch", text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}
