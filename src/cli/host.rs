//! What the CI service says of the run it started: who may see it, and where its summary goes.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::arguments::Quote;
use crate::config::regular;

/// The largest event that is read, in bytes; GitHub's are far below.
const MOST: u64 = 32 << 20;

/// Whether comments and annotations may quote the article. Where a CI service does not say that the repository is closed, they may not.
pub fn quotes(asked: Quote) -> bool {
    match asked {
        Quote::Always => true,
        Quote::Never => false,
        Quote::Auto if is("GITHUB_ACTIONS") => env::var_os("GITHUB_EVENT_PATH").is_some_and(|path| is_closed(Path::new(&path))),
        Quote::Auto if is("GITLAB_CI") => {
            env::var("CI_PROJECT_VISIBILITY").is_ok_and(|seen| matches!(seen.as_str(), "private" | "internal"))
        }
        Quote::Auto => true,
    }
}

fn is(name: &str) -> bool {
    env::var(name).is_ok_and(|value| value == "true")
}

/// Whether the event that GitHub wrote down says that the repository is not public.
fn is_closed(event: &Path) -> bool {
    let read = || Some(serde_json::from_slice::<Value>(&regular::read(event, MOST).ok()?).ok()?.get("repository")?.clone());
    read().is_some_and(|repository| match repository.get("visibility").and_then(Value::as_str) {
        Some(seen) => matches!(seen, "private" | "internal"),
        None => repository.get("private") == Some(&Value::Bool(true)),
    })
}

/// The revision from which on pre-commit asks, where it was told one (`pre-commit run --from-ref A --to-ref B`).
pub fn changed_from() -> Option<String> {
    env::var("PRE_COMMIT_FROM_REF").ok().filter(|revision| !revision.is_empty())
}

/// The file that GitHub shows as the summary of a step.
pub fn step_summary() -> Option<PathBuf> {
    env::var_os("GITHUB_STEP_SUMMARY").filter(|path| is("GITHUB_ACTIONS") && !path.is_empty()).map(PathBuf::from)
}

/// Adds to the summary of a step: earlier steps of the job write into the same file.
pub fn append(path: &Path, page: &str) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(page.as_bytes())
}
