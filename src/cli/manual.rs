//! `onrecord manual`: the manual pages, made of the same definitions as the help.

use std::fs;
use std::path::Path;

use anyhow::Context;
use clap_mangen::Man;

use super::{CLEAN, FAILED, terminal};

/// Prints the page of `command`, or writes its page and one for each of its parts into `folder`; returns the exit code.
pub fn run(command: clap::Command, folder: Option<&Path>) -> anyhow::Result<i32> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        Man::new(command).render(&mut page)?;
        let mut output = terminal::Output::standard();
        output.write(&page);
        return Ok(if output.finish() { CLEAN } else { FAILED });
    };
    let told = || folder.display().to_string();
    fs::create_dir_all(folder).with_context(told)?;
    clap_mangen::generate_to(command, folder).with_context(told)?;
    Ok(CLEAN)
}
