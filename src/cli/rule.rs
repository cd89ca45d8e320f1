//! `onrecord rule`: the page of a rule, or the list of all.

use anyhow::bail;

use super::arguments::unknown_rule;
use super::{CLEAN, FAILED, terminal};
use crate::rules;

/// Prints one rule's page, or the list; returns the exit code.
pub fn run(name: Option<&str>) -> anyhow::Result<i32> {
    let text = match name {
        Some(name) => match rules::find(name) {
            Some(rule) => rule.page(),
            None => bail!(unknown_rule(name)),
        },
        None => {
            let width = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
            let line = |rule: &&rules::Rule| format!("{:width$}  {:11}  {}\n", rule.name, rule.severity.name(), rule.summary);
            rules::ALL.iter().map(line).collect()
        }
    };
    let mut output = terminal::Output::standard();
    output.write(text.as_bytes());
    Ok(if output.finish() { CLEAN } else { FAILED })
}
