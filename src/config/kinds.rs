//! `[kinds]`: the kind by path, and what the values of an article's own fields mean.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use toml::Spanned;

use crate::lexicon::kinds::normal;
use crate::rules::Kind;

/// The key of the table of fields.
const FIELDS: &str = "fields";

/// The whole table.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    /// The kind of the articles below a path.
    pub paths: BTreeMap<Spanned<String>, Kind>,
    /// What the values of fields mean.
    pub fields: Fields,
}

/// What the values of an article's own fields (`category`, `section`, `tags` …) mean, beside what ships with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// Whether a kind is read from the article itself at all.
    pub read: bool,
    /// By value, or by field and value (`desk: Voices`), as values are compared; no kind: the value says nothing.
    values: BTreeMap<String, Option<Kind>>,
}

impl Default for Fields {
    fn default() -> Fields {
        Fields { read: true, values: BTreeMap::new() }
    }
}

impl Fields {
    /// What is set for a value, which is in the form that values are compared in.
    pub fn of(&self, field: &str, value: &str) -> Option<Option<Kind>> {
        if self.values.is_empty() {
            return None;
        }
        self.values.get(&format!("{}: {value}", normal(field))).or_else(|| self.values.get(value)).copied()
    }
}

/// A value as it is compared; with a field before it where one stands.
fn key(written: &str) -> String {
    match written.split_once(": ") {
        Some((field, value)) => format!("{}: {}", normal(field), normal(value)),
        None => normal(written),
    }
}

impl<'de> Deserialize<'de> for Kinds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kinds, D::Error> {
        deserializer.deserialize_map(KindsVisitor)
    }
}

struct KindsVisitor;

impl<'de> Visitor<'de> for KindsVisitor {
    type Value = Kinds;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a table of paths, each with its kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kinds, A::Error> {
        let mut kinds = Kinds::default();
        while let Some(path) = map.next_key::<Spanned<String>>()? {
            if path.get_ref() == FIELDS {
                kinds.fields = map.next_value()?;
            } else {
                kinds.paths.insert(path, map.next_value()?);
            }
        }
        Ok(kinds)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_any(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("false, or a table of values, each with its kind or false")
    }

    fn visit_bool<E>(self, read: bool) -> Result<Fields, E> {
        Ok(Fields { read, ..Fields::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(value) = map.next_key::<String>()? {
            let Meant(kind) = map.next_value()?;
            fields.values.insert(key(&value), kind);
        }
        Ok(fields)
    }
}

/// A kind, or none.
struct Meant(Option<Kind>);

impl<'de> Deserialize<'de> for Meant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Meant, D::Error> {
        struct MeantVisitor;
        impl Visitor<'_> for MeantVisitor {
            type Value = Meant;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a kind of article, or false")
            }

            fn visit_bool<E: de::Error>(self, says: bool) -> Result<Meant, E> {
                if says { Err(E::custom("a value means a kind of article, or false: nothing")) } else { Ok(Meant(None)) }
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Meant, E> {
                Kind::deserialize(de::value::StrDeserializer::new(name)).map(|kind| Meant(Some(kind)))
            }
        }
        deserializer.deserialize_any(MeantVisitor)
    }
}

impl JsonSchema for Kinds {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Kinds".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kind = generator.subschema_for::<Kind>();
        let meant = json!({"anyOf": [kind.clone(), {"const": false}]});
        json_schema!({
            "type": "object",
            "description": "The kind of the articles below a path.",
            "properties": {"fields": {
                "description": "What the values of an article's own fields mean: a kind, or false for nothing. \
                                A key is a value (Comment) or a field and a value (desk: Voices). false: no kind is read from the article.",
                "anyOf": [{"const": false}, {"type": "object", "additionalProperties": meant}],
            }},
            "additionalProperties": kind,
        })
    }
}
