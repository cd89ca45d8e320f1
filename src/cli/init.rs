//! `onrecord init`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};

use super::{CLEAN, terminal};
use crate::config::{FILE_NAME, template::TEMPLATE};

/// Writes a commented configuration into `folder`; one that is there is left alone. Returns the exit code.
pub fn run(folder: &Path) -> anyhow::Result<i32> {
    let path = folder.join(FILE_NAME);
    let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    // Creating and asking whether it exists are one step, so that nothing is ever overwritten.
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => bail!("{shown}: is already there; nothing was written"),
        Err(error) => return Err(error).with_context(|| shown),
    };
    file.write_all(TEMPLATE.as_bytes()).with_context(|| shown.clone())?;
    terminal::note(&format!("wrote {shown}"));
    Ok(CLEAN)
}
