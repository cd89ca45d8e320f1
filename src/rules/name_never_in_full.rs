//! A person whose full name never comes.

use super::{Basis, Context, Rule, RuleOption};
use crate::entity::{EntityType, Form, introduction};
use crate::finding::{Finding, Severity};

/// Below this it is not sure that a person is meant.
const CERTAIN: f32 = 0.5;

pub(super) static RULE: Rule = Rule {
    name: "name-never-in-full",
    basis: Basis::Judgement,
    severity: Severity::Information,
    summary: "A person's full name never comes",
    documentation: "\
## What it flags

A person who is called by surname only, from the first word to the last. Words inside quotations count too: the article has to say who
is meant. Peers and judges go by their titles, and who has one name only, as the article says, has no other.

## Why it matters

A reader must be able to tell who is named without looking anywhere else.

## Example

```text
The council met on Monday. Mr. Oru asked for new pilots, and the council refused.
```

## Instead

```text
The council met on Monday. Marit Oru, the harbour master, asked for new pilots, and the council refused.
```
",
    options: &[RuleOption::HEAD_OF_STATE],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let all = &context.article.entities;
    let families = introduction::families(all);
    let mut findings = Vec::new();
    for entity in all.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
        if all.mentions_of(entity.id).any(|mention| matches!(mention.form, Form::Full | Form::Given)) {
            continue;
        }
        let body = introduction::in_body(&parse, all, entity.id);
        let Some(first) = body.first() else { continue };
        let certainty = introduction::certainty(&parse, all, entity.id);
        let head = context.switch("head-of-state") && introduction::is_head_of_state(&parse, all, entity.id);
        if certainty < CERTAIN
            || head
            || context.is_well_known(&entity.name)
            || introduction::is_credited(&parse, all, entity.id)
            || introduction::is_styled(&parse, all, entity.id)
            || introduction::has_one_name(&parse, all, entity.id)
            || introduction::shows_given_name(&parse, all, entity.id)
            || introduction::has_given_name(&parse, all, entity.id)
            || introduction::shares_family(&families, entity, u32::MAX)
        {
            continue;
        }
        let name = first.span.of(&parse.prose.text);
        let times = if body.len() == 1 { "once".to_owned() } else { format!("{} times", body.len()) };
        let mut finding = context.finding(
            first.span,
            "What is the full name?",
            format!("“{name}”, {times}: a given name was not found. Give it at first mention, or list the name under well-known in onrecord.toml."),
        );
        finding.weight = certainty;
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn a_place_named_after_somebody_is_nobody() {
        assert!(found("name-never-in-full", "The school on Tanner's Hill will stay closed until Wednesday, the mayor said.").is_empty());
        assert_eq!(found("name-never-in-full", "The council met on Monday. Councillor Quist asked for new pilots."), ["Quist"]);
    }

    #[test]
    fn who_has_one_name_or_goes_by_a_title_is_named() {
        for text in [
            "Suharta, a village head who like many here uses one name, said the road was gone.",
            "Wayan, 42, a farmer who goes by a single name, lost two fields. Mr. Wayan will plant again.",
            "Mr. Sutrisno, who has only one name, sold his boat.",
            "Lord Penhale told the committee that the pier was lost.",
            "Baroness Trewin asked for the papers. Mrs Justice Quist ruled on Monday.",
            "Mara Tell came with her brother Quillan, who is a pilot. Quillan rowed.",
            "On the stage Quist (Jory Pell) learns the truth. Quist leaves.",
            "Dr. Van Johansen, a surgeon, said the ward was full. “It is over,” Johansen said.",
        ] {
            assert!(found("name-never-in-full", text).is_empty(), "{text}");
        }
        let text = "Councillor Quist asked for one name after the other.";
        assert_eq!(found("name-never-in-full", text), ["Quist"], "of somebody else's name");
    }
}
