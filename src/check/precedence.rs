//! One fault, one finding: where two rules meet on the same words, which one speaks.

use super::Shown;
use crate::finding::Severity;

/// The first rule silences the others on the same words.
const PRECEDENCE: &[(&str, &[&str])] = &[
    ("broken-sentence", &["unclosed-quotation"]),
    ("poll-without-method", &["vague-authority"]),
    (
        "single-anonymous-source",
        &["bare-anonymous-source", "anonymous-without-reason", "vague-attribution", "unattributed-allegation", "allegation-without-reply"],
    ),
    ("guilt-assumed", &["single-anonymous-source"]),
    ("headline-without-source", &["unattributed-allegation", "guilt-assumed", "allegation-without-reply"]),
    ("bare-anonymous-source", &["anonymous-without-reason", "unattributed-allegation"]),
    ("anonymous-without-reason", &["unattributed-allegation"]),
    ("vague-attribution", &["bare-anonymous-source", "anonymous-without-reason", "unattributed-allegation", "allegation-without-reply"]),
    ("vague-authority", &["bare-anonymous-source", "anonymous-without-reason", "unattributed-allegation"]),
    ("alleged-label", &["vague-hedge", "unattributed-allegation"]),
    ("redundant-allegedly", &["vague-hedge"]),
    ("guilt-assumed", &["allegation-without-reply", "alleged-label"]),
    ("unattributed-allegation", &["allegation-without-reply"]),
    ("vague-hedge", &["allegation-without-reply"]),
    ("alleged-label", &["allegation-without-reply"]),
    ("corrected-before", &["name-variant", "name-never-in-full", "surname-before-full-name", "unattributed-number"]),
    ("name-variant", &["name-never-in-full", "surname-before-full-name", "speaker-without-role", "person-without-role"]),
];

/// Rules on claims without a source, the one that speaks first: two of them on the same words are one finding.
const CLAIMS: &[&str] = &[
    "guilt-assumed",
    "unattributed-allegation",
    "unattributed-private-account",
    "unattributed-number",
    "unattributed-disputed",
    "unattributed-superlative",
    "unattributed-motive",
    "unattributed-cause",
    "unattributed-prediction",
    "unattributed-judgement",
    "unattributed-claim",
];

/// Leaves one finding where two rules meet on the same words. `shown` is in text order.
///
/// What is only a hint never silences what is shown.
pub(super) fn apply(shown: &mut Vec<Shown>) {
    let mut silenced = silencers(shown).into_iter();
    shown.retain(|_| silenced.next().flatten().is_none());
}

/// For each finding, the one that speaks instead, as an index. `shown` is in text order.
pub(super) fn silencers(shown: &[Shown]) -> Vec<Option<usize>> {
    let mut silenced = vec![None; shown.len()];
    for (at, one) in shown.iter().enumerate() {
        for (other_at, other) in shown.iter().enumerate().skip(at + 1) {
            if other.finding.span.start >= one.finding.span.end {
                break;
            }
            if outranks(one, other) {
                silenced[other_at] = silenced[other_at].or(Some(at));
            } else if outranks(other, one) {
                silenced[at] = silenced[at].or(Some(other_at));
            }
        }
    }
    silenced
}

fn outranks(one: &Shown, other: &Shown) -> bool {
    let (hint, other_hint) = (one.severity == Severity::Hint, other.severity == Severity::Hint);
    let both_related = comes_before(&one.finding.rule, &other.finding.rule) || comes_before(&other.finding.rule, &one.finding.rule);
    match (hint, other_hint) {
        (true, false) => false,
        (false, true) => both_related,
        _ => comes_before(&one.finding.rule, &other.finding.rule),
    }
}

fn comes_before(one: &str, other: &str) -> bool {
    if PRECEDENCE.iter().any(|(first, others)| *first == one && others.contains(&other)) {
        return true;
    }
    let rank = |rule: &str| CLAIMS.iter().position(|claim| *claim == rule);
    matches!((rank(one), rank(other)), (Some(one), Some(other)) if one < other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::text::Span;

    fn shown(rule: &'static str, start: u32, end: u32, severity: Severity) -> Shown {
        let finding = Finding {
            rule: rule.into(),
            span: Span::new(start, end),
            weight: 1.0,
            message: String::new(),
            reason: String::new(),
            related: Vec::new(),
        };
        Shown { finding, severity }
    }

    fn left(mut found: Vec<Shown>) -> Vec<String> {
        found.sort_by_key(|shown| shown.finding.span);
        apply(&mut found);
        found.iter().map(|shown| shown.finding.rule.to_string()).collect()
    }

    #[test]
    fn on_the_same_words_one_rule_speaks() {
        use Severity::{Hint, Information, Warning};
        let pairs = [
            ("broken-sentence", "unclosed-quotation"),
            ("unattributed-allegation", "unattributed-number"),
            ("unattributed-allegation", "unattributed-cause"),
            ("unattributed-allegation", "unattributed-judgement"),
            ("unattributed-motive", "unattributed-prediction"),
            ("poll-without-method", "vague-authority"),
            ("bare-anonymous-source", "anonymous-without-reason"),
            ("vague-attribution", "bare-anonymous-source"),
            ("vague-authority", "anonymous-without-reason"),
            ("single-anonymous-source", "bare-anonymous-source"),
            ("single-anonymous-source", "unattributed-allegation"),
            ("headline-without-source", "allegation-without-reply"),
            ("alleged-label", "vague-hedge"),
            ("guilt-assumed", "unattributed-allegation"),
            ("guilt-assumed", "unattributed-number"),
            ("guilt-assumed", "allegation-without-reply"),
            ("unattributed-allegation", "allegation-without-reply"),
            ("vague-attribution", "allegation-without-reply"),
            ("redundant-allegedly", "vague-hedge"),
        ];
        for (first, second) in pairs {
            for (a, b) in [((0, 5), (3, 9)), ((3, 9), (0, 5)), ((0, 9), (2, 4)), ((2, 4), (0, 9))] {
                assert_eq!(left(vec![shown(first, a.0, a.1, Warning), shown(second, b.0, b.1, Information)]), [first], "{a:?} {b:?}");
                assert_eq!(left(vec![shown(first, a.0, a.1, Information), shown(second, b.0, b.1, Warning)]), [first], "{a:?} {b:?}");
            }
            assert_eq!(left(vec![shown(first, 0, 5, Warning), shown(second, 5, 9, Warning)]).len(), 2, "they only touch");
            assert_eq!(left(vec![shown(first, 0, 5, Hint), shown(second, 0, 5, Warning)]), [second], "a hint silences nothing");
        }
        assert_eq!(left(vec![shown("placeholder", 0, 5, Warning), shown("vague-hedge", 0, 5, Warning)]).len(), 2);
    }

    #[test]
    fn a_claim_rule_never_stands_in_its_own_way() {
        use Severity::Warning;
        let two = vec![shown("unattributed-number", 0, 5, Warning), shown("unattributed-number", 0, 5, Warning)];
        assert_eq!(left(two).len(), 2);
    }
}
