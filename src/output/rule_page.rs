//! A rule's page, and the table of all rules: made from the one definition, so that they cannot differ from the code.

use super::report::severity_name;
use crate::rules::{self, Basis, Kind, OptionValue, Rule};

/// The page of a rule, in Markdown.
pub fn page(rule: &Rule) -> String {
    let mut page = format!("# {}\n\n{}.\n\n", rule.name, rule.summary);
    page.push_str(&format!("Severity: {}. Basis: {}.", severity_name(rule.severity), basis(rule.basis)));
    if !rule.off_for.is_empty() {
        let kinds: Vec<String> = rule.off_for.iter().map(|kind| kind_name(*kind)).collect();
        page.push_str(&format!(" Off for articles of the kind {}.", kinds.join(", ")));
    }
    page.push_str("\n\n");
    page.push_str(rule.documentation.trim_end());
    page.push('\n');
    if !rule.options.is_empty() {
        page.push_str("\n## Options\n\n| key | default | meaning |\n|---|---|---|\n");
        for option in rule.options {
            let default = match option.default {
                OptionValue::Switch(on) => on.to_string(),
                OptionValue::Number(number) => number.to_string(),
            };
            page.push_str(&format!("| `{}` | {default} | {} |\n", option.name, option.meaning));
        }
    }
    page
}

/// The table of all rules, in Markdown.
pub fn index() -> String {
    let mut table = String::from(
        "# Rules\n\nMade by `onrecord generate docs`. *Mechanical*: the text proves it. *Judgement*: someone may differ; a finding that is not \
         sure enough is shown as a hint.\n\n| rule | severity | basis | what it flags |\n|---|---|---|---|\n",
    );
    for rule in rules::ALL {
        let (name, severity) = (rule.name, severity_name(rule.severity));
        table.push_str(&format!("| [{name}]({name}.md) | {severity} | {} | {} |\n", basis(rule.basis), rule.summary));
    }
    table
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Mechanical => "mechanical",
        Basis::Judgement => "judgement",
    }
}

fn kind_name(kind: Kind) -> String {
    clap::ValueEnum::to_possible_value(&kind).map_or(String::new(), |value| value.get_name().to_string())
}
