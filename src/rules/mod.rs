//! The rules, one file each: documentation, check, examples. A rule sees its [`Context`] only and knows no severity.
//!
//! The list below is the registry: one word adds a rule, its documentation page, its configuration key and its SARIF descriptor.

use std::fmt;
use std::sync::Arc;

use crate::article::Article;
use crate::fairness::Standing;
use crate::finding::{Finding, Related, Severity};
use crate::reference::corrections::Corrections;
use crate::reference::notebook::{Chosen, Notebook};
use crate::reference::protected::Protected;
use crate::sourcing::ClaimKind;
use crate::sourcing::claim;
use crate::text::Span;

macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every rule, by name.
        pub static ALL: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    acronym_not_spelled_out,
    age_mismatch,
    allegation_without_reply,
    alleged_label,
    anonymous_opinion,
    anonymous_without_reason,
    bare_anonymous_source,
    broken_sentence,
    corrected_before,
    guilt_assumed,
    headline_quote_not_in_body,
    headline_without_source,
    loaded_reporting_verb,
    minor_named,
    name_never_in_full,
    name_variant,
    no_comment_unexplained,
    outlet_not_credited,
    person_without_role,
    placeholder,
    poll_without_method,
    protected_name,
    redundant_allegedly,
    single_anonymous_source,
    single_source_story,
    speaker_without_role,
    stale_title,
    sum_mismatch,
    surname_before_full_name,
    unattributed_allegation,
    unattributed_cause,
    unattributed_claim,
    unattributed_disputed,
    unattributed_judgement,
    unattributed_motive,
    unattributed_number,
    unattributed_prediction,
    unattributed_private_account,
    unattributed_quotation,
    unattributed_superlative,
    unclosed_quotation,
    unexplained_suppression,
    unknown_rule,
    unnamed_spokesperson,
    unused_suppression,
    vague_attribution,
    vague_authority,
    vague_hedge,
    weekday_mismatch,
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

/// The name of the rule that a wrong name most likely means.
pub fn nearest(wrong: &str) -> Option<&'static str> {
    crate::text::nearest(wrong, ALL.iter().map(|rule| rule.name))
}

/// The finding of `protected-name` on a list that cannot be read.
pub(crate) use protected_name::not_looked_for as protected_names_unread;
/// The finding of `unexplained-suppression` on a reason that is none.
pub(crate) use unexplained_suppression::finding as unexplained_suppression_of;
/// The finding of `unknown-rule` on a name in the configuration.
pub(crate) use unknown_rule::finding as unknown_rule_named;
/// The finding of `unused-suppression` on a suppression that silenced nothing.
pub(crate) use unused_suppression::finding as unused_suppression_of;
/// The finding of `unused-suppression` on an entry for a file that is not there.
pub(crate) use unused_suppression::of_no_file as suppression_of_no_file;

/// "Which critics?", where the words are a single noun in the plural.
fn which(words: &str) -> Option<String> {
    let noun = words.to_lowercase();
    let plural = noun.len() > 3 && noun.ends_with('s') && noun.bytes().all(|byte| byte.is_ascii_lowercase());
    plural.then(|| format!("Which {noun}?"))
}

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

impl RuleOption {
    /// How sure a finding of a judgement rule must be.
    pub const fn confidence(default: f64) -> RuleOption {
        let meaning = "How sure a finding must be to be more than a hint, 0 to 1.";
        RuleOption { name: "confidence", default: OptionValue::Number(default), meaning }
    }

    /// How sure a claim without a source must be.
    pub const CLAIM: RuleOption = RuleOption::confidence(claim::LIKELY);

    /// Whether those whom everybody knows by their office need a full name.
    pub const HEAD_OF_STATE: RuleOption = RuleOption {
        name: "head-of-state",
        default: OptionValue::Switch(true),
        meaning: "The title and surname of a head of state or government, a monarch or a pope are introduction enough.",
    };
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

impl Rule {
    /// Its page, in Markdown: what it is, its documentation, its options.
    pub fn page(&self) -> String {
        let mut page = format!("# {}\n\n{}.\n\n", self.name, self.summary);
        page.push_str(&format!("Severity: {}. Basis: {}.", self.severity.name(), self.basis.name()));
        if !self.off_for.is_empty() {
            let kinds: Vec<String> = self.off_for.iter().map(|kind| kind.name()).collect();
            page.push_str(&format!(" Off for articles of the kind {}.", kinds.join(", ")));
        }
        page.push_str("\n\n");
        page.push_str(self.documentation.trim_end());
        page.push('\n');
        if !self.options.is_empty() {
            page.push_str("\n## Options\n\n| key | default | meaning |\n|---|---|---|\n");
            for option in self.options {
                let default = match option.default {
                    OptionValue::Switch(on) => on.to_string(),
                    OptionValue::Number(number) => number.to_string(),
                };
                page.push_str(&format!("| `{}` | {default} | {} |\n", option.name, option.meaning));
            }
        }
        page
    }
}

impl Basis {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Mechanical => "mechanical",
            Basis::Judgement => "judgement",
        }
    }
}

impl Kind {
    /// Its name, as in front matter and in `onrecord.toml`.
    pub fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map_or(String::new(), |value| value.get_name().to_string())
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
    /// What it tells of its people: one for all rules, so that it is worked out once.
    pub standing: &'a Standing<'a>,
    /// Its kind.
    pub kind: Kind,
    /// Names that need no introduction, and acronyms that need no full form, in the newsroom's eyes.
    pub well_known: &'a [String],
    /// What the desk knows of people, bodies and places.
    pub notebook: &'a Notebook,
    /// What was corrected in the archive, which is read when it is first asked for.
    pub corrections: &'a dyn Fn() -> Arc<Corrections>,
    /// The names that must not appear.
    pub protected: &'a Protected,
    /// Whom somebody said that names of the article mean.
    pub who: &'a [Chosen],
    /// The newsroom's own name.
    pub outlet: &'a str,
    /// The values of the rule's options that were set.
    pub options: &'a [(String, OptionValue)],
    /// The names of the newsroom's own rules.
    pub own: &'a [&'a str],
    /// The rule that runs.
    pub rule: &'a Rule,
}

impl Context<'_> {
    /// A finding on `prose` bytes, with its message and its reason.
    pub fn finding(&self, prose: Span, message: impl Into<String>, reason: impl Into<String>) -> Finding {
        let span = self.article.source(prose);
        Finding { rule: self.rule.name.into(), span, weight: 1.0, message: message.into(), reason: reason.into(), related: Vec::new() }
    }

    /// A place that explains a finding, on `prose` bytes.
    pub fn related(&self, prose: Span, message: impl Into<String>) -> Related {
        Related { span: self.article.source(prose), message: message.into() }
    }

    /// Whether the newsroom calls a name or an acronym well known.
    pub fn is_well_known(&self, name: &str) -> bool {
        self.well_known.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// A finding for each sentence whose leading claim is of `kind` and rests on nobody.
    pub fn claims(&self, kind: ClaimKind, message: &str) -> Vec<Finding> {
        let claims = claim::unsupported(&self.article.sourcing.claims).filter(|claim| claim.kind == kind);
        claims.map(|claim| Finding { weight: claim.weight, ..self.finding(claim.span, message, claim.reason.as_str()) }).collect()
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

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::Arc;

    use super::{ALL, Context, Kind};
    use crate::article::Article;
    use crate::fairness::Standing;
    use crate::lexicon::Lexicon;
    use crate::reference::corrections::Corrections;
    use crate::reference::notebook::Notebook;
    use crate::reference::protected::Protected;
    use crate::text::{Document, Format};

    /// The words a rule's findings lie on in a plain text, in text order.
    pub(crate) fn found(name: &str, text: &str) -> Vec<String> {
        found_in(name, Document::new("article.txt", text, Format::Plain), &Notebook::default())
    }

    /// What a newsroom knows beside an article.
    pub(crate) struct Beside<'a> {
        pub notebook: &'a Notebook,
        pub corrections: Arc<Corrections>,
    }

    /// The same in any document, with a notebook.
    pub(crate) fn found_in(name: &str, document: Document, notebook: &Notebook) -> Vec<String> {
        found_beside(name, document, Beside { notebook, corrections: Arc::default() })
    }

    /// The same in any document.
    pub(crate) fn found_beside(name: &str, document: Document, Beside { notebook, corrections }: Beside) -> Vec<String> {
        let text = document.text.clone();
        let article = Article::analyze(document, Lexicon::shipped(), None);
        let rule = ALL.iter().find(|rule| rule.name == name).expect("a rule of this name");
        let context = Context {
            article: &article,
            standing: &Standing::new(&article),
            kind: Kind::News,
            well_known: &[],
            notebook,
            corrections: &|| corrections.clone(),
            protected: &Protected::default(),
            who: &[],
            outlet: "",
            options: &[],
            own: &[],
            rule,
        };
        let mut findings = (rule.check)(&context);
        findings.sort_by_key(|finding| finding.span);
        findings.iter().map(|finding| finding.span.of(&text).to_owned()).collect()
    }
}
