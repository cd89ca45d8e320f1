//! `onrecord rule`: the page of a rule, or the list of all.

use anyhow::bail;

use std::path::Path;

use super::arguments::unknown_rule;
use super::{CLEAN, FAILED, terminal};
use crate::config::settings::Overrides;
use crate::config::{Discovery, Settings};
use crate::rules;

/// The page of a rule of the newsroom whose configuration governs the current folder.
fn own(name: &str) -> anyhow::Result<String> {
    let here = std::path::absolute(Path::new("."))?;
    let config = Discovery::default().of_folder(&here, &here)?;
    let settings = Settings::new(config.as_deref(), "", &Overrides::default());
    match settings.own(name) {
        Some(rule) => Ok(rule.wording.page()),
        None => {
            let names: Vec<&str> = settings.own.iter().map(|rule| rule.wording.name.as_str()).collect();
            bail!(unknown_rule(name, &names))
        }
    }
}

/// Prints one rule's page, or the list; returns the exit code.
pub fn run(name: Option<&str>) -> anyhow::Result<i32> {
    let text = match name {
        Some(name) => match rules::find(name) {
            Some(rule) => rule.page(),
            None => own(name)?,
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
