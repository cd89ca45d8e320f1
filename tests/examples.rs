//! The examples of a rule's page: texts, and the records, corrections and protected names that they are read with.

use std::sync::Arc;

use onrecord::config::Settings;
use onrecord::config::archive::Archived;
use onrecord::reference::notebook::{File, Notebook};
use onrecord::reference::protected::Protected;
use onrecord::rules::Rule;
use onrecord::text::Format;

/// An example.
pub struct Example {
    pub format: Format,
    pub text: String,
    notebook: Arc<Notebook>,
    archived: Arc<Archived>,
    protected: Arc<Protected>,
}

impl Example {
    /// These settings, with what the example is read with.
    pub fn settings(&self, settings: Settings) -> Settings {
        let (notebook, archived, protected) = (self.notebook.clone(), self.archived.clone(), self.protected.clone());
        Settings { notebook, archived, protected, ..settings }
    }
}

/// The fenced texts of a section; a fence of the language `record` is a record of the notebook for all of them, `protected` a list of protected names, `archive` an
/// article that was published.
pub fn of(rule: &Rule, heading: &str) -> Vec<Example> {
    let (mut records, mut names, mut texts, mut published) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for block in rule.section(heading).split("```").skip(1).step_by(2) {
        let Some((language, text)) = block.split_once('\n') else { continue };
        match language.trim() {
            "text" => texts.push((Format::Plain, text)),
            "markdown" => texts.push((Format::Markdown, text)),
            "html" => texts.push((Format::Html, text)),
            "record" => records.push(text),
            "archive" => published.push(text),
            "protected" => names.extend(text.lines()),
            other => panic!("a fence of the unknown language {other:?}"),
        }
    }
    let file = |(at, text): (usize, &str)| {
        let shown = format!("people/{at}.md");
        File { path: shown.clone().into(), shown, text: text.into(), private: false }
    };
    let notebook = Arc::new(Notebook::new(records.into_iter().enumerate().map(file).collect(), false));
    let archived = Arc::new(Archived::of_texts(&published));
    let protected = Arc::new(Protected::of_names(names));
    texts
        .into_iter()
        .map(|(format, text)| Example {
            format,
            text: text.to_owned(),
            notebook: notebook.clone(),
            archived: archived.clone(),
            protected: protected.clone(),
        })
        .collect()
}
