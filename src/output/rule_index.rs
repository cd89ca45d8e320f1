//! The table of all rules: made from the one definition, so that it cannot differ from the code.

use crate::rules;

/// The table of all rules, in Markdown.
pub fn index() -> String {
    let mut table = String::from(
        "# Rules\n\nMade by `onrecord generate docs`. *Mechanical*: the text proves it. *Judgement*: someone may differ; a finding that is not \
         sure enough is shown as a hint.\n\n| rule | severity | basis | what it flags |\n|---|---|---|---|\n",
    );
    for rule in rules::ALL {
        let (name, severity) = (rule.name, rule.severity.name());
        table.push_str(&format!("| [{name}]({name}.md) | {severity} | {} | {} |\n", rule.basis.name(), rule.summary));
    }
    table
}
