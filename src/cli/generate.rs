//! `onrecord generate docs`: what is written from the definitions in the code, so that it cannot differ from them.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::CLEAN;
use crate::output::rule_index;
use crate::{config, rules};

/// Writes `rules/*.md` and `onrecord.schema.json` into `folder`; returns the exit code.
pub fn run(folder: &Path) -> anyhow::Result<i32> {
    let pages = folder.join("rules");
    fs::create_dir_all(&pages).with_context(|| pages.display().to_string())?;
    for rule in rules::ALL {
        write(&pages.join(format!("{}.md", rule.name)), &rule.page())?;
    }
    write(&pages.join("README.md"), &rule_index::index())?;
    write(&folder.join("onrecord.schema.json"), &config::schema::schema())?;
    Ok(CLEAN)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
