//! What a comment or an annotation says of a finding. It is read by everybody who sees the repository: where that is the public, it tells the rule and
//! the place and quotes nothing, since an accusation that was cut before publication would stand there for ever.

use std::borrow::Cow;

use super::Style;
use crate::finding::Finding;
use crate::rules;

/// A question and its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said<'a> {
    /// One short sentence.
    pub title: Cow<'a, str>,
    /// Two sentences at most.
    pub reason: Cow<'a, str>,
}

/// What is said where the article is not quoted.
const UNQUOTED: &str = "onrecord check shows the words.";

/// What is said of a finding.
pub(super) fn said(finding: &Finding, style: Style) -> Said<'_> {
    if style.quotes {
        return Said { title: finding.message.as_str().into(), reason: finding.reason.as_str().into() };
    }
    // A newsroom's own rule asks in words that may be made of the article's.
    let flags = rules::find(&finding.rule).map_or("A wording that this newsroom asks about", |rule| rule.summary);
    Said { title: format!("{flags}.").into(), reason: UNQUOTED.into() }
}

impl Said<'_> {
    /// Both on one line.
    pub fn line(&self) -> String {
        format!("{} {}", self.title, self.reason)
    }
}
