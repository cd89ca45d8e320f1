//! What may be typed. Help, completions and errors all come from these definitions.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{Strictness, settings::Overrides};
use crate::finding::Severity;
use crate::output::OutputFormat;
use crate::output::jsonl::Offsets;
use crate::rules::{self, Kind};

const EXAMPLES: &str = "\
Examples:
  onrecord check article.txt             read one article as a standards editor does
  onrecord check articles/               all articles of a folder, by .gitignore and onrecord.toml
  cat draft.md | onrecord check -        an article from another program
  onrecord rule vague-attribution        what a rule flags, why, and what to write instead
  onrecord init                          write a commented onrecord.toml

Nothing leaves this machine: onrecord never uses the network.";

/// Who says so? Reads news articles the way a standards editor does: who is named, who says what, and which claims rest on nobody.
#[derive(Debug, Parser)]
#[command(name = "onrecord", bin_name = "onrecord", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the sourcing of articles
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Print the whole analysis of articles, one JSON object a line
    Annotate(AnnotateArguments),
    /// Tell why something on a line was flagged, or why not
    #[command(after_help = "Example:\n  onrecord explain article.txt:12")]
    Explain(ExplainArguments),
    /// Write down what was asked before, so that `check --baseline` reports only what is new
    Baseline {
        #[command(subcommand)]
        command: BaselineCommand,
    },
    /// Accept a finding: write an entry with your reason into onrecord.toml
    #[command(after_help = "Example:\n  onrecord allow ferry.txt:12 unattributed-number --reason \"From the harbour board's minutes.\"")]
    Allow(AllowArguments),
    /// Tell which settings apply to an article, and where each comes from
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Tell what a rule flags, why it matters and what to write instead; without a name, list all rules
    Rule {
        /// The rule's name, as printed in brackets behind a finding
        name: Option<String>,
    },
    /// Records of people, bodies and places: what is wrong in them, which there are, a new one
    #[command(after_help = "Example:\n  onrecord notebook new \"Marit Oru\"")]
    Notebook {
        #[command(subcommand)]
        command: NotebookCommand,
    },
    /// Names that must not appear: sources, complainants, whoever a court protects
    #[command(after_help = "Example:\n  onrecord protect add    # then one name a line, and Ctrl-D")]
    Protect {
        #[command(subcommand)]
        command: ProtectCommand,
    },
    /// Tell who somebody is by the notebook
    #[command(after_help = "Example:\n  onrecord who \"Marit Oru\" --at 2025-03-01")]
    Who(WhoArguments),
    /// Run the language server on standard input and output, as editors start it
    Lsp {
        /// Connect to a client that listens on this local port instead, for debugging
        #[arg(long, value_name = "PORT")]
        socket: Option<u16>,
        /// Accepted, since some clients always pass it
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Write a commented onrecord.toml; an existing one is left alone
    Init {
        /// The folder to write it to
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Print the manual page; with a folder, write one for each command there
    #[command(after_help = "Example:\n  onrecord manual | man -l -")]
    Manual {
        /// The folder
        folder: Option<PathBuf>,
    },
    /// Print a shell's completion script
    #[command(after_help = "Example:\n  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the rules' pages and the configuration's schema into a folder
    #[command(hide = true)]
    Generate {
        /// The folder, `docs` in the source tree
        folder: PathBuf,
    },
}

const CHECK_EXAMPLES: &str = "\
Examples:
  onrecord check articles/ --fail-on error          report everything, fail on errors only
  onrecord check . --select placeholder             only unfinished copy
  onrecord check column.md --kind opinion           as an opinion column
  onrecord check . --format sarif > onrecord.sarif  for code scanning
  onrecord check . --output-file sheet=queries.html a page to print, beside what is printed here
  onrecord check - --stdin-filename articles/a.md < draft
  onrecord check --since main                       only what is new on this branch
  onrecord check --staged                           only what is new in the next commit, as hooks do
  onrecord check articles/ --baseline               only what onrecord.baseline does not know
  onrecord check articles/ --fix --dry-run          what the safe repairs would change

Exit code: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked.";

/// What `check` and `annotate` share: which files.
#[derive(Debug, Default, Args)]
pub struct FileArguments {
    /// What each command takes as its arguments.
    #[arg(skip)]
    pub paths: Vec<PathBuf>,
    /// The name that standard input is checked as: it chooses the format and the configuration
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Use this configuration for every file instead of the nearest onrecord.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Leave out excluded files even when they are given by name, as hooks do
    #[arg(long)]
    pub force_exclude: bool,
    /// Check all articles as this kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// How sure a judgement must be before it is shown as more than a hint
    #[arg(long, value_enum, value_name = "HOW")]
    pub strictness: Option<Strictness>,
    /// Run only these rules; a newsroom's own wordings are rules too
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_name)]
    pub select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_name)]
    pub ignore: Vec<String>,
    /// How many files are read at once, 128 at most; as many as there are cores unless given
    #[arg(long, short = 'j', value_name = "N")]
    pub jobs: Option<usize>,
    /// Keep in this folder what was read of each sentence, so that the next run reads only what is new; it may be deleted at any
    /// time. It is sealed with a key of your own, or the value of ONRECORD_CACHE_KEY, and is nothing to those who lack it
    #[arg(long, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,
}

impl FileArguments {
    /// The one article at `path`.
    pub fn one(path: PathBuf, config: Option<PathBuf>) -> FileArguments {
        FileArguments { paths: vec![path], config, jobs: Some(1), ..FileArguments::default() }
    }

    /// What was named, standard input by the name that it is checked as; the current folder where nothing was.
    pub fn places(&self) -> Vec<PathBuf> {
        let named = |path: &PathBuf| if path.as_os_str() == "-" { self.stdin_filename.clone().unwrap_or_default() } else { path.clone() };
        if self.paths.is_empty() { vec![PathBuf::from(".")] } else { self.paths.iter().map(named).collect() }
    }

    /// Whether not every rule runs as it would by itself.
    pub fn chooses(&self) -> bool {
        !self.select.is_empty() || !self.ignore.is_empty() || self.kind.is_some() || self.strictness.is_some()
    }

    pub fn overrides(&self) -> Overrides {
        Overrides { select: self.select.clone(), ignore: self.ignore.clone(), kind: self.kind, strictness: self.strictness }
    }
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Articles, folders of articles, or - for standard input
    #[arg(required_unless_present_any = ["since", "staged", "patch"], value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub files: FileArguments,
    /// Report only what is new since a Git revision: in articles that differ from where its history and yours parted, findings that
    /// their earlier versions do not have. Without PATH, in the current folder
    #[arg(long, value_name = "REV", conflicts_with_all = ["staged", "patch"])]
    pub since: Option<String>,
    /// Compare with the revision itself, not with where its history and yours parted
    #[arg(long, requires = "since")]
    pub no_merge_base: bool,
    /// Report only what is new in what is staged for the next commit, and read it as it is staged
    #[arg(long, conflicts_with = "patch")]
    pub staged: bool,
    /// Leave out what a baseline knows: FILE, or the nearest onrecord.baseline above the articles
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    #[allow(clippy::option_option)]
    pub baseline: Option<Option<PathBuf>>,
    /// Report only what is new by a patch (diff -u) that has been applied to the files; - for standard input
    #[arg(long, value_name = "FILE")]
    pub patch: Option<PathBuf>,
    /// Make the repairs that need nobody's judgement: full names that the article gives, comments that silence nothing
    #[arg(long, conflicts_with_all = ["staged", "patch"])]
    pub fix: bool,
    /// Make also those that somebody should look at: quotations closed, wordings of your own replaced
    #[arg(long, conflicts_with_all = ["staged", "patch"])]
    pub unsafe_fixes: bool,
    /// Print the repairs as a patch and change nothing; exit with 1 when there are any
    #[arg(long)]
    pub dry_run: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: OutputFormat,
    /// Print findings of this severity and above; the others are counted
    #[arg(long, value_enum, default_value = "information", value_name = "SEVERITY")]
    pub show: Bar,
    /// Exit with 1 when there is a finding of this severity or above
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Also write a report in this format to a file, such as junit=report.xml; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report)]
    pub output_file: Vec<(OutputFormat, PathBuf)>,
    /// Print nothing but errors: the exit code and the files of --output-file tell the rest
    #[arg(long, short)]
    pub quiet: bool,
    /// Whether comments and annotations (github, gitlab, markdown, sarif, junit, rdjson, rdjsonl, checkstyle) quote the article;
    /// auto: not where a CI service does not say that the repository is closed
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub quote: Quote,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Quote {
    Auto,
    Always,
    Never,
}

impl CheckArguments {
    /// Whether what an earlier version has is left out.
    pub fn compares(&self) -> bool {
        self.since.is_some() || self.staged || self.patch.is_some()
    }
}

#[derive(Debug, Args)]
pub struct AnnotateArguments {
    /// Articles, folders of articles, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub files: FileArguments,
    /// The output format
    #[arg(long, value_enum, default_value = "jsonl", value_name = "FORMAT")]
    pub format: AnnotateFormat,
    /// The unit of start and end
    #[arg(long, value_enum, default_value = "char", value_name = "UNIT")]
    pub offsets: Offsets,
    /// Judge claims by the formula in this file, as examples/claims/fit.py writes it, instead of the one built in
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Judge what sentences rest on by the weights in this file, as examples/footing/fit.py writes it, instead of those built in
    #[arg(long, value_name = "FILE")]
    pub footing: Option<PathBuf>,
    /// Ask the layer over the article in this file, as examples/reader/article.py writes it, instead of the one built in
    #[arg(long, value_name = "FILE")]
    pub reader: Option<PathBuf>,
}

/// What is done with a baseline.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Write down what is found now, as hashes
    Write {
        #[command(flatten)]
        arguments: BaselineArguments,
        /// Write a new one in the place of one that cannot be used: of another layout, half written, or with a merge undecided
        #[arg(long)]
        force: bool,
    },
    /// Take out what is found no more
    Prune(BaselineArguments),
    /// Tell which findings of the articles are known
    Show(BaselineArguments),
    /// Forget what is known of these articles; without PATH, remove the baseline
    Purge(BaselineArguments),
}

#[derive(Debug, Clone, Args)]
pub struct BaselineArguments {
    /// Articles or folders of articles; the current folder unless given
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The baseline; unless given, the nearest onrecord.baseline above the articles, else beside the onrecord.toml that governs them
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Use this configuration for every file instead of the nearest onrecord.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How many files are read at once, 128 at most; as many as there are cores unless given
    #[arg(long, short = 'j', value_name = "N")]
    pub jobs: Option<usize>,
    /// Keep in this folder what was read of each sentence, as `check` does
    #[arg(long, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct AllowArguments {
    /// The article and the line; behind a second colon the column, where a line has several
    #[arg(value_name = "FILE:LINE")]
    pub place: String,
    /// The rule, as printed in brackets
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Why it is accepted
    #[arg(long, value_name = "WHY")]
    pub reason: String,
    /// Accept everything that the rule finds in this article, so that no words of it stand in the configuration
    #[arg(long)]
    pub article: bool,
    /// Use this configuration instead of the nearest onrecord.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum NotebookCommand {
    /// Tell which files are no records, and which records clash; exit code 1 where there are any
    Check,
    /// List all records
    List,
    /// Write a record to be filled in
    New {
        /// The name, spelled as it should be
        name: String,
        /// What it is the name of: a person unless you say
        #[arg(long, value_name = "TYPE", value_parser = ["person", "body", "place"])]
        r#type: Option<String>,
        /// In the folder that is for your own eyes: no check, report or export reads it, and Git leaves it alone
        #[arg(long)]
        private: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum ProtectCommand {
    /// Read names from standard input, one a line, and write their hashes to the list that onrecord.toml names
    Add,
    /// Tell whether the list and its key can be read, and how many names there are
    Check,
    /// Tell whether names from standard input, one a line, are on the list; exit code 1 where one is
    Has,
}

#[derive(Debug, Args)]
pub struct WhoArguments {
    /// The name, or an alias or acronym
    pub name: String,
    /// What they were on this day
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// As JSON, a list
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the settings of an article, and where each comes from
    Show(ConfigArguments),
}

#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// The article
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub how: HowArguments,
}

/// How one article is looked at.
#[derive(Debug, Args)]
pub struct HowArguments {
    /// Use this configuration instead of the nearest onrecord.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// As an article of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// How sure a judgement must be before it is shown as more than a hint
    #[arg(long, value_enum, value_name = "HOW")]
    pub strictness: Option<Strictness>,
}

impl HowArguments {
    /// The article at `path`, looked at so.
    pub fn file(&self, path: PathBuf) -> FileArguments {
        FileArguments { kind: self.kind, strictness: self.strictness, ..FileArguments::one(path, self.config.clone()) }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AnnotateFormat {
    Jsonl,
}

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The article and the line
    #[arg(value_name = "FILE:LINE")]
    pub place: String,
    /// How it is told
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: ExplainFormat,
    #[command(flatten)]
    pub how: HowArguments,
}

/// How `explain` prints.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ExplainFormat {
    /// Plain words, for people.
    Text,
    /// One JSON object.
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Bar {
    Error,
    Warning,
    Information,
    Hint,
}

impl Bar {
    pub fn severity(self) -> Severity {
        match self {
            Bar::Error => Severity::Error,
            Bar::Warning => Severity::Warning,
            Bar::Information => Severity::Information,
            Bar::Hint => Severity::Hint,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    /// `None`: findings never fail.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Information => Some(Severity::Information),
            FailOn::Hint => Some(Severity::Hint),
            FailOn::Never => None,
        }
    }
}

/// A format and the file that it is written to.
fn report(value: &str) -> Result<(OutputFormat, PathBuf), String> {
    let (format, file) = value.split_once('=').ok_or("it is a format, an equals sign and a file, such as junit=report.xml")?;
    let known = OutputFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = known.map(|known| known.get_name().to_owned()).collect();
    let format =
        OutputFormat::from_str(format, false).map_err(|_| match crate::text::nearest(format, names.iter().map(String::as_str)) {
            Some(right) => format!("no format is named “{format}”; did you mean “{right}”?"),
            None => format!("no format is named “{format}”; there are {}", names.join(", ")),
        })?;
    if file.is_empty() { Err("the file is missing behind the equals sign".to_owned()) } else { Ok((format, file.into())) }
}

/// A name that a rule may have: which wordings a newsroom has is known only when its configuration is read.
fn rule_name(name: &str) -> Result<String, String> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if rules::find(name).is_some() || (!name.is_empty() && name.bytes().all(letter)) {
        return Ok(name.to_owned());
    }
    Err(unknown_rule(name, &[]))
}

/// What to say of a rule nobody knows; `own` are the newsroom's own.
pub fn unknown_rule(name: &str, own: &[&str]) -> String {
    match crate::text::nearest(name, rules::ALL.iter().map(|rule| rule.name).chain(own.iter().copied())) {
        Some(right) => format!("no rule is named “{name}”; did you mean “{right}”?"),
        None => format!("no rule is named “{name}”; `onrecord rule` lists them"),
    }
}
