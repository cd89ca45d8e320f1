//! `onrecord notebook` and `onrecord who`: the desk's records, by the command line. Nothing private is printed.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use super::arguments::{NotebookCommand, WhoArguments};
use super::{CLEAN, FAILED, FOUND, terminal};
use crate::config::{Config, Discovery, FILE_NAME};
use crate::entity::EntityType;
use crate::ide::card;
use crate::prose::date::Date;
use crate::reference::corrections::Corrections;
use crate::reference::notebook::record::day_of;
use crate::reference::notebook::{PRIVATE, Record};
use crate::text::{nearest, visible};

/// Runs one of its commands; returns the exit code.
pub fn run(command: &NotebookCommand) -> anyhow::Result<i32> {
    match command {
        NotebookCommand::Check => check(),
        NotebookCommand::List => list(),
        NotebookCommand::New { name, r#type, private } => new(name, r#type.as_deref(), *private),
    }
}

/// The configuration that governs the current folder.
fn config() -> anyhow::Result<std::sync::Arc<Config>> {
    let here = std::path::absolute(Path::new("."))?;
    let config = Discovery::default().of_folder(&here, &here)?;
    config.with_context(|| format!("no {FILE_NAME} here or above: a notebook lies beside one (`onrecord init` writes it)"))
}

/// The folder of the notebook.
fn folder(config: &Config) -> anyhow::Result<PathBuf> {
    let named = config.notebook_folder();
    named.with_context(|| format!("{}: names no notebook; write notebook = \"people/\" at its top", shown(&config.path)))
}

/// Tells what is wrong in the records.
fn check() -> anyhow::Result<i32> {
    let config = config()?;
    let folder = folder(&config)?;
    let mut output = terminal::Output::standard();
    let faults: Vec<_> = config.notebook.faults.iter().chain(&config.notebook.clashes).collect();
    for fault in &faults {
        let path = shown(&fault.path);
        output.write(visible(&format!("{path}:{}:{}: {}", fault.line, fault.column, fault.message)).as_bytes());
        output.write(b"\n");
    }
    let count = config.notebook.records().count();
    let unconfirmed = config.notebook.records().filter(|record| record.confirmed.is_none()).count();
    terminal::note(&format!("{count} record{}, {unconfirmed} not confirmed, {} fault{}", s(count), faults.len(), s(faults.len())));
    if is_kept_by_git(&folder.join(PRIVATE)) {
        let private = shown(&folder.join(PRIVATE));
        terminal::note(&format!("{private}: Git keeps files of it; “private” means a file on this disk that nobody else gets"));
    }
    Ok(if !output.finish() {
        FAILED
    } else if faults.is_empty() {
        CLEAN
    } else {
        FOUND
    })
}

fn list() -> anyhow::Result<i32> {
    let config = config()?;
    folder(&config)?;
    let mut records: Vec<&Record> = config.notebook.records().map(|record| &**record).filter(|record| !record.no_card).collect();
    records.sort_by(|a, b| (&a.name, &a.shown).cmp(&(&b.name, &b.shown)));
    let width = records.iter().map(|record| record.name.chars().count()).max().unwrap_or(0);
    let mut output = terminal::Output::standard();
    for record in records {
        let role = record.roles_at(None).next().map(|role| role.told()).unwrap_or_default();
        output.write(visible(&format!("{:width$}  {}  {role}", record.name, record.shown)).trim_end().as_bytes());
        output.write(b"\n");
    }
    Ok(if output.finish() { CLEAN } else { FAILED })
}

/// Writes a record to be filled in; one that is there is left alone.
fn new(name: &str, kind: Option<&str>, private: bool) -> anyhow::Result<i32> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = file_name(&name);
    ensure!(!plain.is_empty() && visible(&name) == name, "a record needs a name, in letters");
    ensure!(!plain.starts_with("readme"), "a file of that name is read as no record");
    let config = config()?;
    let notebook = folder(&config)?;
    let folder = if private { notebook.join(PRIVATE) } else { notebook.clone() };
    std::fs::create_dir_all(&folder).with_context(|| shown(&folder))?;
    let is_own = notebook
        .parent()
        .and_then(|base| Some(folder.canonicalize().ok()? == base.canonicalize().ok()?.join(folder.strip_prefix(base).ok()?)));
    ensure!(is_own == Some(true), "{}: leads out of the folder of onrecord.toml by a link; nothing was written", shown(&folder));
    if private {
        // Git reads it in the folder itself, wherever that is moved.
        let ignore = folder.join(".gitignore");
        if std::fs::symlink_metadata(&ignore).is_err() {
            std::fs::write(&ignore, "*\n").with_context(|| shown(&ignore))?;
        } else {
            terminal::note(&format!("{}: was there already; see that it leaves out the new record too", shown(&ignore)));
        }
    }
    let path = folder.join(format!("{plain}.md"));
    let known: Vec<String> = config.notebook.named(&name).iter().map(|record| record.shown.clone()).collect();
    let kind = kind.map(|kind| format!("type: {kind}\n")).unwrap_or_default();
    let quoted = serde_json::to_string(&name)?;
    let text = format!(
        "---\nname: {quoted}\n{kind}# aliases: [\"\"]\n# roles:\n#   - role: \n#     body: \n#     from: 2025-03\n#     source: \n# pronouns: \n# pronunciation: \n# style: \n# confirmed: \n---\n"
    );
    let written = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => bail!("{}: is already there; nothing was written", shown(&path)),
        written => written.with_context(|| shown(&path))?,
    }
    terminal::note(&format!("wrote {}", shown(&path)));
    if !known.is_empty() {
        terminal::note(&format!("{} has this name too: give both a role that tells them apart", known.join(", ")));
    }
    Ok(CLEAN)
}

/// Prints the cards of whoever has a name.
pub fn who(arguments: &WhoArguments) -> anyhow::Result<i32> {
    let config = config()?;
    let folder = folder(&config)?;
    let day = match &arguments.at {
        Some(words) => {
            let day = Date::in_words(words).or_else(|| day_of(words, true));
            Some(day.with_context(|| format!("“{words}” is no date: write 2025, 2025-03 or 2025-03-01"))?)
        }
        None => None,
    };
    let records: Vec<&Record> =
        config.notebook.named(&arguments.name).into_iter().map(|record| &**record).filter(|record| !record.no_card).collect();
    let corrections = config.archived().corrections();
    let mut output = terminal::Output::standard();
    if arguments.json {
        let found: Vec<Value> = records.iter().map(|record| object(record, day, &corrections)).collect();
        output.write(format!("{}\n", crate::text::visible::visible_json(&Value::from(found).to_string())).as_bytes());
    } else if records.is_empty() {
        let names = config.notebook.records().filter(|record| !record.no_card).map(|record| record.name.as_str());
        let near = nearest(&arguments.name, names).map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        bail!("nobody of the name “{}” is in {}{near}", arguments.name, shown(&folder));
    } else {
        if records.len() > 1 {
            terminal::note(&format!("the notebook has {} of this name", records.len()));
        }
        for (at, record) in records.iter().enumerate() {
            if at > 0 {
                output.write(b"\n");
            }
            for line in card::plain(record, day, &corrections) {
                output.write(format!("{}\n", visible(&line)).as_bytes());
            }
        }
    }
    Ok(if output.finish() { CLEAN } else { FAILED })
}

fn object(record: &Record, day: Option<Date>, corrections: &Corrections) -> Value {
    let kind = match record.kind {
        EntityType::Person => "person",
        EntityType::Organization => "body",
        EntityType::Place | EntityType::Other => "place",
    };
    let roles: Vec<Value> = record.roles.iter().map(|role| {
        let held = record.roles_at(day).any(|now| now == role);
        json!({"role": role.words, "body": role.body, "from": role.from_written, "until": role.until_written, "source": role.source, "held": held})
    }).collect();
    let corrected = record.names().find_map(|name| corrections.to_spelling(name));
    let corrected = corrected.map(|one| json!({"name": one.right, "date": one.day.map(|day| day.to_string()), "file": one.shown}));
    json!({
        "corrected": corrected,
        "name": record.name, "type": kind, "record": record.shown, "aliases": record.aliases, "acronym": record.acronym, "roles": roles,
        "pronouns": record.pronouns, "pronunciation": record.pronunciation, "style": record.style, "died": record.died, "links": record.links,
        "confirmed": record.confirmed.as_ref().map(|(date, who)| json!({"date": date.to_string(), "by": who})),
    })
}

/// "marit-oru" for "Märit Oru".
fn file_name(name: &str) -> String {
    let plain: String = crate::entity::fold::folded(name).map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-").chars().take(80).collect()
}

/// Whether Git keeps files of a folder.
fn is_kept_by_git(folder: &Path) -> bool {
    folder.is_dir() && super::changes::keeps(folder)
}

fn s(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn shown(path: &Path) -> String {
    super::files::shown_config(path)
}
