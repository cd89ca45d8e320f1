//! The newsroom's own rules: what `[[wording]]` says, and what `[rules]` says of them.

use std::sync::Arc;

use toml::Spanned;

use super::error::unknown;
use super::model::{ConfigFile, RuleEntry, Scalar, WordingEntry};
use crate::finding::Severity;
use crate::rules;
use crate::wording::{Fault, Wording, Written};

/// The most wordings a configuration may hold: each compiled pattern takes memory.
const MOST: usize = 200;

/// A rule that a newsroom configured.
#[derive(Debug, Clone)]
pub struct OwnRule {
    /// What it looks for.
    pub wording: Arc<Wording>,
    /// Whether it runs at all where its severity lets it.
    pub enabled: bool,
    /// How its findings are shown.
    pub severity: Severity,
}

impl OwnRule {
    /// Whether it runs.
    pub fn runs(&self) -> bool {
        self.enabled && self.severity != Severity::Off
    }
}

/// A byte of the configuration, and what is wrong there.
type Wrong = (usize, String);

/// The own rules of a configuration, in the order of its file.
pub(super) fn rules(file: &ConfigFile) -> Result<Vec<OwnRule>, Wrong> {
    let mut own: Vec<OwnRule> = Vec::new();
    for entry in &file.wording {
        if own.len() == MOST {
            return Err((entry.span().start, format!("more than {MOST} wordings")));
        }
        let rule = rule(entry.get_ref(), &own)?;
        own.push(rule);
    }
    for (name, entry) in &file.rules {
        if let Some(rule) = own.iter_mut().find(|rule| rule.wording.name == *name.get_ref()) {
            rule.severity = severity(entry)?.unwrap_or(rule.severity);
        }
    }
    Ok(own)
}

fn rule(entry: &WordingEntry, before: &[OwnRule]) -> Result<OwnRule, Wrong> {
    let name = entry.name.get_ref();
    let at = entry.name.span().start;
    if rules::find(name).is_some() {
        return Err((at, format!("“{name}” is a rule of onrecord; give the wording a name of its own")));
    }
    if before.iter().any(|rule| rule.wording.name == *name) {
        return Err((at, format!("there are two wordings named “{name}”")));
    }
    let severity = entry.severity.unwrap_or(Severity::Information);
    let text = |part: &Option<Spanned<String>>| part.as_ref().map(|part| part.get_ref().clone());
    let (suggestion, unless) = (text(&entry.suggestion), text(&entry.unless));
    let written = Written {
        name,
        pattern: entry.pattern.get_ref(),
        message: entry.message.get_ref(),
        suggestion: suggestion.as_deref(),
        unless: unless.as_deref(),
    };
    let place = |part: &Option<Spanned<String>>| part.as_ref().map_or(at, |part| part.span().start);
    let wording = Wording::new(written, severity, entry.scope).map_err(|fault| match fault {
        Fault::Name(message) => (at, message),
        Fault::Pattern(message) => (entry.pattern.span().start, message),
        Fault::Message(message) => (entry.message.span().start, message),
        Fault::Suggestion(message) => (place(&entry.suggestion), message),
        Fault::Unless(message) => (place(&entry.unless), message),
    })?;
    Ok(OwnRule { wording: Arc::new(wording), enabled: true, severity })
}

/// What `[rules]` sets for a wording: a severity, and nothing else.
fn severity(entry: &RuleEntry) -> Result<Option<Severity>, Wrong> {
    let mut severity = entry.severity;
    for (key, value) in &entry.entries {
        match (key.get_ref().as_str(), value.get_ref()) {
            ("severity", Scalar::Text(text)) => {
                severity = Some(super::discovery::severity(text).map_err(|message| (value.span().start, message))?);
            }
            ("severity", _) => return Err((value.span().start, "severity is off, hint, information, warning or error".to_owned())),
            (name, _) => return Err((key.span().start, unknown("key", name, &["severity"]))),
        }
    }
    Ok(severity)
}

/// The settings of a rule that somebody selects by name, or leaves out.
pub(super) fn chosen(rule: &OwnRule, select: &[String], ignore: &[String]) -> OwnRule {
    let named = |names: &[String]| names.contains(&rule.wording.name);
    let selected = named(select);
    let mut rule = rule.clone();
    rule.enabled = (selected || select.is_empty()) && !named(ignore);
    // Asking for a rule that is off by name turns it on.
    if selected && rule.severity == Severity::Off {
        rule.severity = Severity::Information;
    }
    rule
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;
    use crate::finding::Severity;

    fn message(text: &str) -> String {
        Config::parse(Path::new("onrecord.toml"), text).map(|_| ()).unwrap_err().to_string()
    }

    const ONE: &str = "[[wording]]\nname = \"very-unique\"\npattern = \"very unique\"\nmessage = \"Unique?\"\n";

    #[test]
    fn a_wording_is_a_rule_with_a_severity() {
        let config = Config::parse(Path::new("onrecord.toml"), &format!("{ONE}[rules]\nvery-unique = \"error\"\n")).unwrap();
        assert!(config.unknown_rules.is_empty());
        let settings = config.settings_for("ferry.txt");
        assert_eq!((settings.own.len(), settings.own[0].severity), (1, Severity::Error));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        assert_eq!(
            message(&ONE.replace("\"very unique\"", "\"(very\"")),
            "onrecord.toml:3:11: “(very” is no regular expression: unclosed group"
        );
        assert_eq!(message(&format!("{ONE}{ONE}")), "onrecord.toml:6:8: there are two wordings named “very-unique”");
        assert!(message(&ONE.replace("very-unique", "placeholder")).starts_with("onrecord.toml:2:8: “placeholder” is a rule of onrecord"));
        assert_eq!(
            message(&format!("{ONE}scope = \"headline\"\n")),
            "onrecord.toml:5:9: unknown value “headline”; did you mean “headlines”?"
        );
        assert!(message(&format!("{ONE}patern = \"a\"\n")).contains("unknown key “patern”"));
        assert!(
            message(&format!("{ONE}[rules]\nvery-unique = {{ confidence = 1 }}\n"))
                .starts_with("onrecord.toml:6:17: unknown key “confidence”")
        );
        assert!(
            message(&(0..201).map(|n| ONE.replace("very-unique", &format!("n{n}"))).collect::<String>())
                .ends_with("more than 200 wordings")
        );
    }
}
