//! Somebody is accused, and the article has no answer of theirs.

use super::{Basis, Context, Kind, Rule, RuleOption};
use crate::fairness::{self, Reply};
use crate::finding::{Finding, Severity};
use crate::syntax::Parse;

/// Words of an article below which it is a brief, whatever it is called.
const BRIEF: usize = 120;
/// So many who are accused are looked at in one article, the first.
const MOST: usize = 40;
/// An article with a word of politics in so many words is one about politics.
const POLITICS: usize = 60;

pub(super) static RULE: Rule = Rule {
    name: "allegation-without-reply",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "Somebody is accused, and no answer of theirs was found",
    documentation: "\
## What it flags

A person or a body that the article names and that somebody, or the article itself, accuses of wrongdoing, or of whom those with a grievance tell what no neutral telling has (\"sent out crews without licences, the union said\"), where no answer was found: no
denial, no word of theirs or of a lawyer or spokesperson, no plea, and no \"declined\", \"did not respond\" or \"could not be reached\". A body
and its people are one. It asks once for each of them, and not of the convicted, the dead, and politicians of a
country, and not in articles about politics, where to accuse is to argue.

## Why it matters

Whoever is accused has a right to answer, and an answer may change the story. Where none is to be had, readers should be told that the
paper asked.

## Example

```text
The auditors of the harbour board met on Monday in the town hall of Vellmouth. Ina Brook, the chief auditor, said that Dan Holt, who ran
the ferry for eleven years, stole the money of the pension fund. The books were opened in March, after two pensioners asked why their money
had not come. Brook counted what was left and found a quarter of it. The council will hear the report in June, and the pensioners have been
invited. The ferry sails on as before, with a new manager, a new set of books and a lock on the till. Tickets are sold at the pier, where a
queue stood on Monday from early in the morning until the last boat had gone. The mayor was on that boat. The harbour board will elect a new
chair in autumn.
```

## Instead

```text
The auditors of the harbour board met on Monday in the town hall of Vellmouth. Ina Brook, the chief auditor, said that Dan Holt, who ran
the ferry for eleven years, stole the money of the pension fund. Holt did not answer two letters and a call last week. The books were opened
in March, after two pensioners asked why their money had not come. Brook counted what was left and found a quarter of it. The council will
hear the report in June, and the pensioners have been invited. The ferry sails on as before, with a new manager, a new set of books and a
lock on the till. Tickets are sold at the pier, where a queue stood on Monday from early in the morning until the last boat had gone. The
mayor was on that boat. The harbour board will elect a new chair in autumn.
```
",
    options: &[RuleOption::confidence(0.5)],
    off_for: &[Kind::Live, Kind::Brief],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    if context.article.word_count() < BRIEF {
        return Vec::new();
    }
    let accused = fairness::accused(context.standing);
    if accused.is_empty() || is_political(context, &parse) {
        return Vec::new();
    }
    let open = accused.iter().take(MOST).filter(|accused| accused.reply == Reply::NotFound);
    let findings = open.map(|fairness::Accused { allegation, .. }| {
        let words = parse.span(allegation.tokens.clone()).of(&parse.prose.text);
        let name = &context.article.entities.get(allegation.accused).name;
        let reason = format!("“{words}”: no reply of {name} was found. Ask for one, or write when and how you asked.");
        Finding { weight: 0.6, ..context.finding(parse.span(allegation.tokens.clone()), "Was the other side asked?", reason) }
    });
    findings.collect()
}

/// Whether an article is about politics, where to accuse is to argue.
fn is_political(context: &Context, parse: &Parse) -> bool {
    let of_politics = |at: &usize| parse.in_fairness(*at, "politics");
    let count = fairness::sentences(parse).flat_map(|index| parse.sentences[index].tokens()).filter(of_politics).count();
    count * POLITICS > context.article.word_count()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    /// Words that make an article of a few sentences longer than a brief.
    const MORE: &str = "The ferry sails as before, with a new set of books and a lock on the till. Tickets are sold at the pier, where a queue \
        stood on Monday from early in the morning until the last boat had gone. The weather was good and the sea was calm. In autumn the pier \
        will be painted. The work takes six weeks, and the boats will leave from the old quay for that time. Buses run from the station to the \
        quay every hour. The timetable hangs in the shop windows. A band will play on the first day, and the shops in the main street will stay \
        open until ten. The town has had a ferry for as long as anybody can remember, and most of its families have worked on it.";

    fn open(text: &str) -> Vec<String> {
        found("allegation-without-reply", &format!("{MORE}\n\n{text}"))
    }

    #[test]
    fn who_is_accused_and_does_not_answer_is_asked_about() {
        let silent: Vec<&str> = [
            "Ina Brook, an auditor, said that Dan Holt stole the money of the pension fund.",
            "Dan Holt stole the money of the pension fund, Ina Brook, an auditor, said.",
            "Ina Brook, an auditor, accused Dan Holt of stealing the money of the pension fund.",
            "Dan Holt was accused of stealing the money of the pension fund by Ina Brook, an auditor.",
            "Dan Holt, who ran the ferry, is accused of bribing two inspectors.",
            "Dan Holt allegedly stole the money of the pension fund, according to a report of the auditors.",
            "A lawsuit alleges that Dan Holt defrauded the pensioners.",
            "The auditors published allegations against Dan Holt on Monday.",
            "“Dan Holt stole the money of the pension fund,” said Ina Brook, an auditor.",
            "Ina Brook, an auditor, said that the Vellmouth Ferry Company bribed two inspectors.",
            "“The Vellmouth Ferry Company lied to the inspectors,” said Ina Brook, an auditor.",
            "Ina Brook, an auditor, accused the Vellmouth Ferry Company of forging its accounts.",
            "The auditors said that Dan Holt embezzled the fees. Marit Oru, the mayor, said the town would have the ferry back.",
            "Ina Brook, an auditor, accused Marit Oru, the mayor, of taking bribes from two shipping companies.",
            "Dan Holt is alleged to have stolen the bell, the parish council said.",
            "Former pupils said that Dan Holt, a teacher, groomed pupils for years.",
            "The union accused Dan Holt of fraud.",
            "Workers said that Dan Holt beat a cleaner.",
            "The complaint alleges Dan Holt falsified the records of the ferry.",
            "The accusations that Dan Holt forged the accounts were made by Ina Brook, an auditor.",
        ]
        .into_iter()
        .filter(|text| open(text).len() != 1)
        .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }

    #[test]
    fn an_answer_of_any_kind_is_enough() {
        let accused = "Ina Brook, an auditor, said that Dan Holt stole the money of the pension fund.";
        let body = "Ina Brook, an auditor, said that the Vellmouth Ferry Company bribed two inspectors.";
        let loud: Vec<String> = [
            format!("{accused} Holt denied it."),
            format!("{accused} Holt denies the accusation."),
            format!("{accused} He declined to comment."),
            format!("{accused} Holt did not respond to two letters."),
            format!("{accused} Holt could not be reached."),
            format!("{accused} Holt's lawyer, Pia Stark, said that the books were in order."),
            format!("{accused} A lawyer for Holt said that the books were in order."),
            format!("{accused} “I counted every crown,” Holt said."),
            format!("{accused} Holt pleaded not guilty."),
            format!("{accused} Holt was convicted in May."),
            format!("{accused} Holt was jailed for six years."),
            format!("{accused} Holt died in March."),
            format!("{accused} Through a spokeswoman, Holt rejected the report."),
            format!("{body} The company did not reply to questions."),
            format!("{body} A spokesman for the Vellmouth Ferry Company said that the inspectors were friends."),
            format!("{body} Jan Falk, head of the Vellmouth Ferry Company, said that the inspectors were friends."),
            format!("{body} The Vellmouth Ferry Company apologised on Monday."),
            format!("{body} Calls to the Vellmouth Ferry Company were not returned. The company has no comment, it said."),
            "Senator Una Shaw said that President Dan Holt lied to the voters.".to_owned(),
            "Una Shaw, the leader of the opposition, accused Dan Holt, the prime minister, of lying to voters.".to_owned(),
            "Ina Brook, an auditor, said that somebody stole the money of the pension fund.".to_owned(),
            "The town accused the storm of nothing. Dan Holt stole the show on Monday, Ina Brook, a singer, said.".to_owned(),
            "Ina Brook said that Dan Holt sold the ferry to his brother in May.".to_owned(),
            "In 1897 Dan Holt stole the bell, Ina Brook, a historian, said.".to_owned(),
            "In the film, Ina Brook said, Dan Holt robs the savings bank and kills two guards.".to_owned(),
            "Ina Brook, an auditor, accused some Skerry traders of fraud.".to_owned(),
            "Ina Brook said that two men were accused of stealing the bell of Skerry.".to_owned(),
            "Dan Holt was accused of nothing.".to_owned(),
            "Dan Holt accused Ina Brook of being late.".to_owned(),
        ]
        .into_iter()
        .filter(|text| !open(text).is_empty())
        .collect();
        assert!(loud.is_empty(), "{loud:#?}");
        assert!(found("allegation-without-reply", accused).is_empty(), "a brief");
    }

    #[test]
    fn everybody_is_asked_about_once() {
        let text = "Ina Brook, an auditor, said that Dan Holt stole the money. Dan Holt bribed two inspectors, she said. Brook accused Pia Stark of theft.";
        assert_eq!(open(text), ["stole the money", "accused Pia Stark of theft"]);
        let text = "Dan Holt, a baker in the old town, is accused of stealing the money.";
        assert_eq!(open(text), ["accused of stealing the money"]);
    }
}
