//! `[gate]`: how many findings a run may have, whatever their severity.
//!
//! A gate presses whoever must pass it. Of a source who is not named it would press to say more, change after change, until he is known. So
//! the limit for all rules together leaves out those that ask about unnamed sources; they gate where a newsroom names them.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::error::unknown;
use crate::rules::{self, Kind};

/// The key that stands for all rules together.
const ALL: &str = "all";

/// Rules that ask about sources who are not named.
const UNNAMED: &[&str] = &["anonymous-without-reason", "bare-anonymous-source", "unnamed-spokesperson"];

/// A limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The rule; `None`: all together, but those on unnamed sources.
    pub rule: Option<String>,
    /// The kind of article; `None`: every kind.
    pub kind: Option<Kind>,
    /// The most findings that pass.
    pub most: usize,
    /// The first byte of the key in the configuration's text.
    pub at: usize,
}

impl Limit {
    /// Whether findings of a rule in articles of a kind are counted.
    pub fn counts(&self, rule: &str, kind: Kind) -> bool {
        let of_rule = self.rule.as_deref().map_or_else(|| !UNNAMED.contains(&rule), |own| own == rule);
        of_rule && self.kind.is_none_or(|own| own == kind)
    }
}

/// The table as it is written.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    entries: Vec<(Spanned<String>, Entry)>,
}

#[derive(Debug, Clone)]
enum Entry {
    Most(usize),
    Kind(BTreeMap<Spanned<String>, usize>),
}

impl Gate {
    /// Its limits; `own` are the newsroom's own rules.
    pub(super) fn limits(&self, own: &[&str]) -> Result<Vec<Limit>, (usize, String)> {
        let mut limits = Vec::new();
        for (key, entry) in &self.entries {
            let name = key.get_ref();
            match entry {
                Entry::Most(most) => limits.push(limit(key, *most, None, own, true)?),
                Entry::Kind(table) => {
                    let kind = Kind::deserialize(de::value::StrDeserializer::<de::value::Error>::new(name));
                    let Ok(kind) = kind else {
                        let kinds = kinds();
                        let known: Vec<&str> = kinds.iter().map(String::as_str).collect();
                        return Err((key.span().start, unknown("kind of article", name, &known)));
                    };
                    for (key, most) in table {
                        limits.push(limit(key, *most, Some(kind), own, false)?);
                    }
                }
            }
        }
        limits.sort_by_key(|limit| limit.at);
        Ok(limits)
    }
}

fn limit(key: &Spanned<String>, most: usize, kind: Option<Kind>, own: &[&str], outer: bool) -> Result<Limit, (usize, String)> {
    let name = key.get_ref();
    let at = key.span().start;
    let rule = (name != ALL).then(|| name.clone());
    if rule.is_some() && rules::find(name).is_none() && !own.contains(&name.as_str()) {
        if outer && kinds().contains(name) {
            return Err((at, format!("the limits of a kind of article are a table: [gate.{name}]")));
        }
        let known: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).chain(own.iter().copied()).chain([ALL]).collect();
        return Err((at, unknown("rule", name, &known)));
    }
    Ok(Limit { rule, kind, most, at })
}

fn kinds() -> Vec<String> {
    <Kind as clap::ValueEnum>::value_variants().iter().map(|kind| kind.name()).collect()
}

impl<'de> Deserialize<'de> for Gate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Gate, D::Error> {
        struct GateVisitor;
        impl<'de> Visitor<'de> for GateVisitor {
            type Value = Gate;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a table of rules, each with the most findings that pass")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Gate, A::Error> {
                let mut gate = Gate::default();
                while let Some(entry) = map.next_entry()? {
                    gate.entries.push(entry);
                }
                Ok(gate)
            }
        }
        deserializer.deserialize_map(GateVisitor)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the most findings that pass, 0 or more, or a table for a kind of article")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Entry, E> {
                usize::try_from(value).map(Entry::Most).map_err(|_| E::custom("a limit is 0 or more"))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
                let mut table = BTreeMap::new();
                while let Some((key, value)) = map.next_entry()? {
                    table.insert(key, value);
                }
                Ok(Entry::Kind(table))
            }
        }
        deserializer.deserialize_any(EntryVisitor)
    }
}

impl JsonSchema for Gate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Gate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let most = serde_json::json!({"type": "integer", "minimum": 0});
        let table = serde_json::json!({"type": "object", "additionalProperties": most});
        json_schema!({
            "type": "object",
            "description": "The most findings of a rule that pass in one run, whatever their severity (hints are not counted). Empty: no limits. \
                            “all” counts every rule but those on unnamed sources; a table of a kind of article holds for that kind.",
            "additionalProperties": {"anyOf": [most, table]},
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn parse(text: &str) -> Result<Vec<Limit>, String> {
        Config::parse(Path::new("onrecord.toml"), text).map(|config| config.limits.clone()).map_err(|error| error.to_string())
    }

    #[test]
    fn every_name_is_a_rule() {
        assert!(UNNAMED.iter().all(|name| rules::find(name).is_some()));
    }

    #[test]
    fn limits_hold_by_rule_and_kind_and_all_leaves_out_unnamed_sources() {
        let limits = parse("[gate]\nall = 9\nplaceholder = 0\n[gate.court]\nunattributed-allegation = 1\n").unwrap();
        let told: Vec<_> = limits.iter().map(|limit| (limit.rule.as_deref(), limit.kind, limit.most)).collect();
        assert_eq!(told, [(None, None, 9), (Some("placeholder"), None, 0), (Some("unattributed-allegation"), Some(Kind::Court), 1)]);
        assert!(limits[0].counts("placeholder", Kind::News) && limits[0].counts("a-wording", Kind::Court));
        assert!(!limits[0].counts("bare-anonymous-source", Kind::News));
        assert!(limits[2].counts("unattributed-allegation", Kind::Court) && !limits[2].counts("unattributed-allegation", Kind::News));
        let asked = parse("[gate]\nbare-anonymous-source = 0\n").unwrap();
        assert!(asked[0].counts("bare-anonymous-source", Kind::News));
        assert_eq!(parse("outlet = \"x\"\n"), Ok(Vec::new()));
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        for (text, told) in [
            ("[gate]\nplace-holder = 0\n", "onrecord.toml:2:1: unknown rule “place-holder”; did you mean “placeholder”?"),
            ("[gate]\ncourt = 0\n", "onrecord.toml:2:1: the limits of a kind of article are a table: [gate.court]"),
            ("[gate.cuort]\nplaceholder = 0\n", "onrecord.toml:1:7: unknown kind of article “cuort”; did you mean “court”?"),
            ("[gate]\nplaceholder = -1\n", "onrecord.toml:2:15: a limit is 0 or more"),
        ] {
            assert_eq!(parse(text).unwrap_err(), told);
        }
        assert!(parse("[gate]\nplaceholder = \"none\"\n").unwrap_err().starts_with("onrecord.toml:2:15: "));
        assert!(parse("gate = 3\n").is_err() && parse("[gate.court]\nplaceholder = \"x\"\n").is_err());
    }
}
