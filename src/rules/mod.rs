//! The rules, one file each: documentation, check, examples. A rule sees its [`Context`] only and knows no severity.
//!
//! The list below is the registry: one word adds a rule, its documentation page, its configuration key and its SARIF descriptor.

use std::fmt;

use crate::article::Article;
use crate::finding::{Finding, Related, Severity};
use crate::text::Span;

macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every rule, by name.
        pub static ALL: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    placeholder,
    unknown_rule,
    unused_suppression,
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

/// The name of the rule that a wrong name most likely means.
pub fn nearest(wrong: &str) -> Option<&'static str> {
    crate::text::nearest(wrong, ALL.iter().map(|rule| rule.name))
}

/// The finding of `unknown-rule` on a name in the configuration.
pub(crate) use unknown_rule::finding as unknown_rule_named;
/// The finding of `unused-suppression` on a suppression that silenced nothing.
pub(crate) use unused_suppression::finding as unused_suppression_of;

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The text proves it.
    Mechanical,
    /// Someone may differ.
    Judgement,
}

/// The kind of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    #[default]
    News,
    Brief,
    Live,
    Analysis,
    Opinion,
    Review,
    Interview,
    Feature,
    Obituary,
    Court,
    Sport,
    Explainer,
    PressReview,
}

/// The value of an option; its default also says its type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OptionValue {
    /// On or off.
    Switch(bool),
    /// A number.
    Number(f64),
}

/// An option of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleOption {
    /// Its key in `onrecord.toml`.
    pub name: &'static str,
    /// Its value if nobody sets it.
    pub default: OptionValue,
    /// What it does, one sentence.
    pub meaning: &'static str,
}

/// A rule.
pub struct Rule {
    /// Reads well after "allow".
    pub name: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// Severity before configuration.
    pub severity: Severity,
    /// One line.
    pub summary: &'static str,
    /// Markdown with the headings *What it flags*, *Why it matters*, *Example*, *Instead*; the fenced texts run as tests.
    pub documentation: &'static str,
    /// Its options.
    pub options: &'static [RuleOption],
    /// Kinds of article it is off for.
    pub off_for: &'static [Kind],
    /// The check.
    pub check: fn(&Context) -> Vec<Finding>,
}

impl Rule {
    /// The text under one heading of the documentation, without blank lines around it; empty if it has no such heading.
    pub fn section(&self, heading: &str) -> &'static str {
        let mut sections = self.documentation.split("## ").skip(1);
        let found = sections.find_map(|section| section.split_once('\n').filter(|(title, _)| title.trim() == heading));
        found.map_or("", |(_, text)| text.trim())
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What a rule sees.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its kind.
    pub kind: Kind,
    /// Names that need no introduction, and acronyms that need no full form, in the newsroom's eyes.
    pub well_known: &'a [String],
    /// The newsroom's own name.
    pub outlet: &'a str,
    /// The values of the rule's options that were set.
    pub options: &'a [(String, OptionValue)],
    /// The rule that runs.
    pub rule: &'a Rule,
}

impl Context<'_> {
    /// A finding on `prose` bytes, with its message and its reason.
    pub fn finding(&self, prose: Span, message: impl Into<String>, reason: impl Into<String>) -> Finding {
        let span = self.article.source(prose);
        Finding { rule: self.rule.name, span, weight: 1.0, message: message.into(), reason: reason.into(), related: Vec::new() }
    }

    /// A place that explains a finding, on `prose` bytes.
    pub fn related(&self, prose: Span, message: impl Into<String>) -> Related {
        Related { span: self.article.source(prose), message: message.into() }
    }

    /// Whether a switch is on.
    pub fn switch(&self, name: &str) -> bool {
        matches!(self.option(name), Some(OptionValue::Switch(true)))
    }

    /// The value of a number.
    pub fn number(&self, name: &str) -> f64 {
        match self.option(name) {
            Some(OptionValue::Number(number)) => number,
            _ => 0.0,
        }
    }

    fn option(&self, name: &str) -> Option<OptionValue> {
        let set = self.options.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
        set.or_else(|| self.rule.options.iter().find(|option| option.name == name).map(|option| option.default))
    }
}
