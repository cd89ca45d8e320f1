//! Findings: what a rule has to say, where, and why.

use std::borrow::Cow;

use crate::text::Span;

/// The name of a rule: a built-in one, or one that a newsroom configured.
pub type RuleName = Cow<'static, str>;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Never shown.
    Off,
    /// In editors only; the command line counts it.
    Hint,
    /// Worth a look.
    Information,
    /// To be settled before publication.
    Warning,
    /// Must not be published.
    Error,
}

impl Severity {
    /// Its name, as in `onrecord.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Hint => "hint",
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Source bytes.
    pub span: Span,
    /// What is to be seen there.
    pub message: String,
}

/// What a rule found. It knows no severity: [`crate::check`] gives it one.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule's name.
    pub rule: RuleName,
    /// The words it is about, in source bytes.
    pub span: Span,
    /// Confidence between 0 and 1; 1 for a mechanical rule.
    pub weight: f32,
    /// What is wrong.
    pub message: String,
    /// Which words made it fire.
    pub reason: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
}
