//! `onrecord annotate`: the whole analysis, one JSON object a line and article.

use std::path::Path;

use anyhow::Context;

use super::arguments::AnnotateArguments;
use super::cache::Cache;
use super::files::gather;
use super::reader::Reader;
use super::{CLEAN, FAILED, terminal};
use crate::check::check;
use crate::config::regular;
use crate::output::jsonl;
use crate::sourcing::claim::formula;
use crate::sourcing::{footing, reader};

/// Prints the analysis of the articles; returns the exit code.
pub fn run(arguments: &AnnotateArguments) -> anyhow::Result<i32> {
    let super::arguments::AnnotateFormat::Jsonl = arguments.format;
    if let Some(path) = &arguments.model {
        let text = text(path)?;
        anyhow::ensure!(formula::choose(&text), "{} holds no formula of this version", path.display());
    }
    if let Some(path) = &arguments.footing {
        let text = text(path)?;
        anyhow::ensure!(footing::choose(&text), "{} holds no weights of this version", path.display());
    }
    if let Some(path) = &arguments.reader {
        anyhow::ensure!(reader::choose(&bytes(path)?), "{} holds no layer of this version", path.display());
    }
    let mut inputs = gather(&arguments.files);
    if arguments.model.is_some() {
        // The formula judges where the reader does not.
        inputs.files.iter_mut().for_each(|input| input.settings.reader = false);
    }
    if !inputs.misnamed.is_empty() {
        anyhow::bail!(inputs.misnamed.join("\n"));
    }
    for failure in &inputs.errors {
        terminal::error(&failure.message);
    }
    for message in &inputs.notes {
        terminal::note(message);
    }
    let mut failed = !inputs.errors.is_empty();
    let mut output = terminal::Output::standard();
    let cache = Cache::open(arguments.files.cache.as_deref());
    let reader = Reader { kept: cache.readings(), texts: None };
    reader.for_each(
        &inputs.files,
        arguments.files.jobs,
        |input, article| {
            let checked = check(&article, &input.settings);
            Ok(jsonl::line(&article, &checked, &input.settings, arguments.offsets))
        },
        |_, line| match line {
            Ok(line) => output.write(line.as_bytes()),
            Err(failure) => {
                terminal::error(&failure.message);
                failed = true;
            }
        },
    );
    cache.save();
    let complete = output.finish();
    Ok(if failed || !complete { FAILED } else { CLEAN })
}

/// The largest file of weights, in bytes.
const MAX_WEIGHTS: u64 = 16 << 20;

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    regular::read(path, MAX_WEIGHTS).with_context(|| format!("cannot read {}", path.display()))
}

fn text(path: &Path) -> anyhow::Result<String> {
    String::from_utf8(bytes(path)?).with_context(|| format!("cannot read {}", path.display()))
}
