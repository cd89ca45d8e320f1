//! Profiles: severities where the handbooks of large newsrooms differ from the rules' own, each with what it rests on.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Severity;

const LIST: &str = include_str!("profiles.toml");

/// A handbook to go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Associated Press.
    Ap,
    /// Reuters.
    Reuters,
    /// BBC.
    Bbc,
    /// The Guardian.
    Guardian,
    /// NPR.
    Npr,
}

/// What a profile says of a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The severity.
    pub set: Severity,
    /// What it rests on.
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    title: String,
    rules: BTreeMap<String, Choice>,
}

impl Profile {
    /// Its name in a configuration.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Ap => "ap",
            Profile::Reuters => "reuters",
            Profile::Bbc => "bbc",
            Profile::Guardian => "guardian",
            Profile::Npr => "npr",
        }
    }

    /// Whose handbook it is.
    pub fn title(self) -> &'static str {
        self.listed().map_or(self.name(), |listed| listed.title.as_str())
    }

    /// What it says of a rule, if anything.
    pub fn choice(self, rule: &str) -> Option<&'static Choice> {
        self.listed()?.rules.get(rule)
    }

    /// What it says, by rule.
    pub fn choices(self) -> impl Iterator<Item = (&'static str, &'static Choice)> {
        self.listed().into_iter().flat_map(|listed| &listed.rules).map(|(rule, choice)| (rule.as_str(), choice))
    }

    fn listed(self) -> Option<&'static Listed> {
        static LISTED: OnceLock<BTreeMap<String, Listed>> = OnceLock::new();
        LISTED.get_or_init(|| toml::from_str(LIST).unwrap_or_default()).get(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn every_choice_is_of_a_rule_changes_it_or_names_its_source() {
        assert!(LIST.starts_with("# Origin:"));
        for profile in [Profile::Ap, Profile::Reuters, Profile::Bbc, Profile::Guardian, Profile::Npr] {
            assert!(profile.choices().count() >= 5 && profile.title() != profile.name(), "{profile:?}");
            for (rule, choice) in profile.choices() {
                assert!(rules::find(rule).is_some() && choice.source.len() > 10, "{profile:?}: {rule}");
            }
        }
    }
}
