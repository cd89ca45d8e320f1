//! `onrecord protect`: the list of names that must not appear. Names come from standard input alone, so that no shell keeps them, and none is printed.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};

use super::arguments::ProtectCommand;
use super::{CLEAN, FOUND, terminal};
use crate::config::protected::{HEAD, VARIABLE, file, key, key_file, parse};
use crate::config::{Config, Discovery, FILE_NAME};
use crate::reference::protected::{Hash, Key, check_of, hash};
use crate::text::{hex, visible};
use crate::workspace::private;

/// The most bytes of names that are read at once.
const MOST: u64 = 1024 * 1024;

/// Runs one of its commands; returns the exit code.
pub fn run(command: &ProtectCommand) -> anyhow::Result<i32> {
    match command {
        ProtectCommand::Add => add(),
        ProtectCommand::Check => check(),
        ProtectCommand::Has => has(),
    }
}

/// The list that the configuration here names: its path, and its hashes if it is there.
fn list() -> anyhow::Result<(std::path::PathBuf, String, Vec<Hash>)> {
    let here = std::path::absolute(Path::new("."))?;
    let config: Option<Arc<Config>> = Discovery::default().of_folder(&here, &here)?;
    let config = config.with_context(|| format!("no {FILE_NAME} here or above (`onrecord init` writes it)"))?;
    let named = config.file.protected.as_ref().with_context(|| {
        format!("{}: names no list; write this in it, with a path outside of the repository if you like:\n\n[protected]\nfile = \"protected.txt\"", visible(&config.path.to_string_lossy()))
    })?;
    let path = file(config.path.parent().unwrap_or(Path::new(".")), named.file.get_ref());
    let shown = visible(&path.to_string_lossy()).into_owned();
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let (check, hashes) = parse(&text).map_err(|error| anyhow!("{shown}: {error}"))?;
            Ok((path, check, hashes))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((path, String::new(), Vec::new())),
        Err(error) => bail!("{shown}: {error}"),
    }
}

/// The names on standard input.
fn names() -> anyhow::Result<Vec<String>> {
    let mut text = String::new();
    std::io::stdin().take(MOST + 1).read_to_string(&mut text).context("standard input")?;
    ensure!(text.len() as u64 <= MOST, "standard input: more than {MOST} bytes of names; nothing was done");
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn add() -> anyhow::Result<i32> {
    let (path, check, mut hashes) = list()?;
    let (key, made) = own_key()?;
    ensure!(
        hashes.is_empty() || check_of(&key) == check,
        "{}: made with another key than the one at hand",
        visible(&path.to_string_lossy())
    );
    let names = names()?;
    let before = hashes.len();
    for (at, name) in names.iter().enumerate() {
        let hash =
            hash(&key, name).with_context(|| format!("line {}: no name, or one of more than four words; nothing was written", at + 1))?;
        if !hashes.contains(&hash) {
            hashes.push(hash);
        }
    }
    // In no order that tells who was added when.
    hashes.sort_unstable();
    let mut text =
        format!("{HEAD}\n# Written by `onrecord protect add`. Nobody can read a name from it without the key.\nkey {}\n", check_of(&key));
    for hash in &hashes {
        text.push_str(&hex(hash));
        text.push('\n');
    }
    private::write(&path, text.as_bytes()).with_context(|| visible(&path.to_string_lossy()).into_owned())?;
    terminal::note(&format!("{}: {} added, {} in all", visible(&path.to_string_lossy()), hashes.len() - before, hashes.len()));
    if let Some(made) = made {
        terminal::note(&format!(
            "its key is {} and on no other machine: for colleagues and CI set {VARIABLE} everywhere (32 characters or more) and add the names with it",
            visible(&made)
        ));
    }
    Ok(CLEAN)
}

/// The key; made the first time, and then told where it lies.
fn own_key() -> anyhow::Result<(Key, Option<String>)> {
    let mut made = None;
    if let Some(path) = key_file().filter(|_| std::env::var_os(VARIABLE).is_none()) {
        let shown = path.display().to_string();
        let new = private::folder(private::folder_of(&path)).and_then(|()| private::make_key(&path)).with_context(|| shown.clone())?;
        made = new.then_some(shown);
    }
    Ok((key().map_err(|error| anyhow!(error))?, made))
}

fn check() -> anyhow::Result<i32> {
    let (path, check, hashes) = list()?;
    let shown = visible(&path.to_string_lossy()).into_owned();
    ensure!(path.exists(), "{shown}: is not there; `onrecord protect add` makes it");
    let key = key().map_err(|error| anyhow!("{shown}: {error}"))?;
    ensure!(check_of(&key) == check, "{shown}: made with another key than the one at hand");
    terminal::note(&format!("{shown}: {} name{}, and the key fits", hashes.len(), if hashes.len() == 1 { "" } else { "s" }));
    Ok(CLEAN)
}

fn has() -> anyhow::Result<i32> {
    let (path, check, hashes) = list()?;
    let key = key().map_err(|error| anyhow!(error))?;
    ensure!(check_of(&key) == check, "{}: made with another key than the one at hand", visible(&path.to_string_lossy()));
    let mut output = terminal::Output::standard();
    let mut any = false;
    for (at, name) in names()?.iter().enumerate() {
        let is = hash(&key, name).is_some_and(|hash| hashes.contains(&hash));
        any |= is;
        output.write(format!("line {}: {}\n", at + 1, if is { "on the list" } else { "not on the list" }).as_bytes());
    }
    output.finish();
    Ok(if any { FOUND } else { CLEAN })
}
