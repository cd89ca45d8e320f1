//! `onrecord init`.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};

use super::{CLEAN, terminal};
use crate::config::{FILE_NAME, template::TEMPLATE};

/// Writes a commented configuration into `folder`; one that is there is left alone. Returns the exit code.
pub fn run(folder: &Path) -> anyhow::Result<i32> {
    let path = folder.join(FILE_NAME);
    let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    // It is put in place whole or, where the disk is full, not at all; and over nothing that is there.
    match write(folder, &path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => bail!("{shown}: is already there; nothing was written"),
        written => written.with_context(|| shown.clone())?,
    }
    terminal::note(&format!("wrote {shown}"));
    Ok(CLEAN)
}

fn write(folder: &Path, path: &Path) -> std::io::Result<()> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onrecord-new-");
    // Others may read a configuration, as far as the user lets them read files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(TEMPLATE.as_bytes())?;
    file.persist_noclobber(path)?;
    Ok(())
}
