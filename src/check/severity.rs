//! How loud a finding is: from the rule's severity, its weight, the strictness and what somebody set.

use crate::config::{RuleSettings, Strictness};
use crate::finding::Severity;
use crate::rules::{Basis, Kind, Rule};

/// The weight from which a judgement rule may warn: seven findings in ten are right there.
const SURE_ENOUGH_TO_WARN: f32 = 0.7;

/// The share of the confidence asked for below which a finding is not even a hint: an editor full of hints hides the good ones.
const WORTH_A_HINT: f32 = 0.5;

/// Whether a rule runs on articles of `kind`.
pub(super) fn runs(rule: &Rule, set: &RuleSettings, kind: Kind) -> bool {
    set.enabled && set.severity.unwrap_or(rule.severity) != Severity::Off && !rule.off_for.contains(&kind)
}

/// The weight from which a finding of a judgement rule is more than a hint.
pub(super) fn asked(set: &RuleSettings, strictness: Strictness) -> f32 {
    (set.confidence + strictness.shift()).max(0.0)
}

/// The severity of a finding with `weight`. A severity that somebody set may always warn, but confidence still applies.
pub(super) fn of(rule: &Rule, set: &RuleSettings, strictness: Strictness, weight: f32) -> Severity {
    let severity = set.severity.unwrap_or(rule.severity);
    let asked = asked(set, strictness);
    let warns = weight >= SURE_ENOUGH_TO_WARN + strictness.shift();
    match rule.basis {
        Basis::Judgement if weight < asked * WORTH_A_HINT => Severity::Off,
        Basis::Judgement if weight < asked => severity.min(Severity::Hint),
        Basis::Judgement if set.severity.is_none() && !warns => severity.min(Severity::Information),
        _ => severity,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(name: &'static str, basis: Basis, severity: Severity) -> Rule {
        Rule { name, basis, severity, summary: "", documentation: "", options: &[], off_for: &[Kind::Opinion], check: |_| Vec::new() }
    }

    fn set(confidence: f32) -> RuleSettings {
        RuleSettings { enabled: true, severity: None, confidence, options: Vec::new() }
    }

    #[test]
    fn what_is_not_sure_enough_is_a_hint_and_strictness_moves_the_bar() {
        let vague = rule("vague-attribution", Basis::Judgement, Severity::Information);
        let at = |strictness, weight| of(&vague, &set(0.6), strictness, weight);
        assert_eq!(at(Strictness::Calm, 0.6), Severity::Information);
        assert_eq!(at(Strictness::Calm, 0.59), Severity::Hint);
        assert_eq!(at(Strictness::Normal, 0.5), Severity::Information);
        assert_eq!(at(Strictness::Normal, 0.4), Severity::Hint);
        assert_eq!((at(Strictness::Calm, 0.3), at(Strictness::Calm, 0.29)), (Severity::Hint, Severity::Off));
        assert_eq!((at(Strictness::Picky, 0.29), at(Strictness::Picky, 0.1)), (Severity::Hint, Severity::Off));
        assert_eq!(at(Strictness::Picky, 0.4), Severity::Information);
        let mechanical = rule("placeholder", Basis::Mechanical, Severity::Error);
        assert_eq!(of(&mechanical, &set(0.5), Strictness::Calm, 0.1), Severity::Error, "what the text proves asks for no confidence");
    }

    #[test]
    fn a_judgement_warns_only_where_it_is_sure_unless_somebody_sets_more() {
        let allegation = rule("unattributed-allegation", Basis::Judgement, Severity::Warning);
        assert_eq!(of(&allegation, &set(0.5), Strictness::Calm, 0.7), Severity::Warning);
        assert_eq!(of(&allegation, &set(0.5), Strictness::Calm, 0.69), Severity::Information);
        assert_eq!(of(&allegation, &set(0.5), Strictness::Normal, 0.6), Severity::Warning, "strictness moves this bar too");
        let chosen = RuleSettings { severity: Some(Severity::Error), ..set(0.5) };
        assert_eq!(of(&allegation, &chosen, Strictness::Calm, 0.6), Severity::Error);
        assert_eq!(of(&allegation, &chosen, Strictness::Calm, 0.4), Severity::Hint);
        let mechanical = rule("placeholder", Basis::Mechanical, Severity::Warning);
        assert_eq!(of(&mechanical, &set(0.5), Strictness::Calm, 0.1), Severity::Warning);
    }

    #[test]
    fn a_rule_is_off_by_severity_by_choice_and_by_kind() {
        let vague = rule("vague-attribution", Basis::Judgement, Severity::Information);
        assert!(runs(&vague, &set(0.5), Kind::News));
        assert!(!runs(&vague, &set(0.5), Kind::Opinion));
        assert!(!runs(&vague, &RuleSettings { severity: Some(Severity::Off), ..set(0.5) }, Kind::News));
        assert!(!runs(&vague, &RuleSettings { enabled: false, ..set(0.5) }, Kind::News));
    }
}
