//! What an `onrecord.toml` may hold.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use super::gate::Gate;
use super::kinds::Kinds;
use super::profile::Profile;
use crate::finding::Severity;
use crate::rules::OptionValue;
use crate::wording::Scope;

/// How sure a judgement rule must be before its finding is shown as more than a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// Only what most desks would send back.
    #[default]
    Calm,
    /// What a careful desk would ask.
    Normal,
    /// What a picky editor would ask.
    Picky,
}

impl Strictness {
    /// What is added to the confidence that every judgement rule asks for.
    pub fn shift(self) -> f32 {
        match self {
            Strictness::Calm => 0.0,
            Strictness::Normal => -0.15,
            Strictness::Picky => -0.3,
        }
    }
}

/// Whether the reader is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// It weighs claims.
    #[default]
    On,
    /// The formulas alone weigh them.
    Off,
}

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(
    title = "onrecord.toml",
    description = "The configuration of onrecord. Paths are written as in .gitignore, from the folder of this file."
)]
pub struct ConfigFile {
    /// Which files of a folder are articles. Empty: all *.txt, *.text, *.md, *.markdown, *.mdx, *.html and *.htm.
    #[schemars(with = "Vec<String>")]
    pub include: Vec<Spanned<String>>,
    /// Which files of a folder are not checked, beside README*, LICENSE*, CHANGELOG*, CONTRIBUTING*, requirements*.txt and robots.txt.
    #[schemars(with = "Vec<String>")]
    pub exclude: Vec<Spanned<String>>,
    /// The handbook whose severities hold where it differs from the rules' own: ap, reuters, bbc, guardian or npr.
    pub profile: Option<Profile>,
    /// How sure a judgement rule must be: calm, normal or picky.
    pub strictness: Strictness,
    /// Whether the reader weighs claims (on), or the formulas alone, in a tenth of the time and with more false alarms (off).
    pub reader: Reader,
    /// The newsroom's own name.
    pub outlet: String,
    /// People and bodies that need no introduction.
    pub well_known: Vec<String>,
    /// Acronyms that need no full form.
    pub acronyms: Vec<String>,
    /// Files larger than this many bytes are not checked.
    #[schemars(with = "u64")]
    pub max_file_size: Option<u64>,
    /// The folder of the newsroom's notebook, beside this file: one Markdown file a person, body or place, and no articles.
    #[schemars(with = "Option<String>")]
    pub notebook: Option<Spanned<String>>,
    /// What was published.
    pub archive: Option<Archive>,
    /// Names that must not appear.
    pub protected: Option<ProtectedNames>,
    /// The folder of transcripts; they are not articles.
    pub transcripts: Option<String>,
    /// The kind of the articles below a path, and what the values of an article's own fields mean.
    pub kinds: Kinds,
    /// Severity and options of each rule.
    #[schemars(schema_with = "super::schema::rules")]
    pub rules: BTreeMap<Spanned<String>, RuleEntry>,
    /// The most findings that pass, whatever their severity.
    pub gate: Gate,
    /// The newsroom's own wordings to ask about.
    #[schemars(with = "Vec<WordingEntry>")]
    pub wording: Vec<Spanned<WordingEntry>>,
    /// Who is meant by a name that the notebook has, where it cannot know.
    #[schemars(with = "Vec<Who>")]
    pub who: Vec<Spanned<Who>>,
    /// Findings that were looked at and accepted.
    #[schemars(with = "Vec<Allow>")]
    pub allow: Vec<Spanned<Allow>>,
}

/// A wording that the newsroom asks about: a rule of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordingEntry {
    /// Its name, as a rule's: small letters and digits with hyphens, of no other rule.
    #[schemars(with = "String", regex(pattern = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"))]
    pub name: Spanned<String>,
    /// The words that are looked for: a regular expression, within one sentence. (?i) ignores case, \\b is a word's edge.
    #[schemars(with = "String")]
    pub pattern: Spanned<String>,
    /// What is said where they are found.
    #[schemars(with = "String")]
    pub message: Spanned<String>,
    /// How much it matters: information unless set, here or under `[rules]`.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Where it is looked for: copy (outside quotation marks), quotations or headlines.
    #[serde(default)]
    pub scope: Scope,
    /// What to write instead; $1 is the pattern's first group. Offered as a fix outside quotation marks.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub suggestion: Option<Spanned<String>>,
    /// A regular expression: sentences that it fits are left alone.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub unless: Option<Spanned<String>>,
}

/// What was published: read for names, words and corrections, and not checked any more.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Archive {
    /// The folders of published articles. Of an article there that is a draft, under an embargo or of a day to come nothing is shown.
    #[schemars(with = "Vec<String>")]
    pub folders: Vec<Spanned<String>>,
}

/// Names that must not appear: of sources, complainants, whoever a court protects.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProtectedNames {
    /// The list that `onrecord protect add` writes: hashes, made with a key that lies elsewhere. From the folder of this file, or `~/`, or absolute.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    /// Whether it is an error that the list or its key cannot be read; else it is a warning.
    #[serde(default)]
    pub required: bool,
}

/// Who is meant by a name in an article.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Who {
    /// The article, as in .gitignore.
    #[schemars(with = "String")]
    pub path: Spanned<String>,
    /// The full name, as the article has it.
    pub name: String,
    /// The record, from the folder of this file; empty: somebody who has none.
    #[schemars(with = "String")]
    pub record: Spanned<String>,
}

/// A finding that was looked at and accepted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Allow {
    /// The article, as in .gitignore.
    #[schemars(with = "String")]
    pub path: Spanned<String>,
    /// The rule.
    #[schemars(with = "String")]
    pub rule: Spanned<String>,
    /// Only findings on these words; without it, every finding of the rule in the article.
    #[serde(default)]
    pub text: Option<String>,
    /// Why it is accepted.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub reason: Option<Spanned<String>>,
}

/// What is set for one rule: a severity alone, or a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleEntry {
    /// Key and value, with their places in the file.
    pub entries: Vec<(Spanned<String>, Spanned<Scalar>)>,
    /// A severity that stands alone.
    pub severity: Option<Severity>,
}

/// The value of one key of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A severity.
    Text(String),
    /// The value of an option.
    Value(OptionValue),
}

impl<'de> Deserialize<'de> for RuleEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RuleEntry, D::Error> {
        deserializer.deserialize_any(RuleEntryVisitor)
    }
}

struct RuleEntryVisitor;

impl<'de> Visitor<'de> for RuleEntryVisitor {
    type Value = RuleEntry;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a severity (off, hint, information, warning, error) or a table of options")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<RuleEntry, E> {
        let severity = Severity::deserialize(de::value::StrDeserializer::new(value))?;
        Ok(RuleEntry { entries: Vec::new(), severity: Some(severity) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleEntry, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(RuleEntry { entries, severity: None })
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a severity, true, false or a number")
    }

    fn visit_str<E>(self, value: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_string()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar::Value(OptionValue::Switch(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
        Ok(Scalar::Value(OptionValue::Number(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar, E> {
        Ok(Scalar::Value(OptionValue::Number(value)))
    }
}
