//! The JSON schema of `onrecord.toml`, so that editors complete its keys; made from the model and the rules themselves.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::model::ConfigFile;
use crate::rules::{self, Basis, OptionValue};

/// The schema, as it stands in `docs/onrecord.schema.json`.
pub fn schema() -> String {
    let mut value = schemars::schema_for!(ConfigFile).to_value();
    // The root's defaults would only repeat "empty" for each key.
    strip_defaults(&mut value);
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

/// `[rules]`: one key a rule.
pub(super) fn rules(_: &mut SchemaGenerator) -> Schema {
    let severity = json!({"enum": ["off", "hint", "information", "warning", "error"]});
    let mut properties = Map::new();
    for rule in rules::ALL {
        let mut keys = Map::new();
        keys.insert("severity".into(), severity.clone());
        if rule.basis == Basis::Judgement {
            keys.insert(
                "confidence".into(),
                json!({"type": "number", "minimum": 0, "maximum": 1, "description": "Findings below it are hints."}),
            );
        }
        for option in rule.options {
            let (kind, default) = match option.default {
                OptionValue::Switch(on) => ("boolean", json!(on)),
                OptionValue::Number(number) => ("number", json!(number)),
            };
            keys.insert(option.name.into(), json!({"type": kind, "default": default, "description": option.meaning}));
        }
        let table = json!({"type": "object", "properties": keys, "additionalProperties": false});
        properties.insert(rule.name.into(), json!({"description": rule.summary, "anyOf": [severity, table]}));
    }
    // A wording of the newsroom's own has a severity and no options.
    let own = json!({"anyOf": [severity, {"type": "object", "properties": {"severity": severity}, "additionalProperties": false}]});
    json_schema!({"type": "object", "properties": Value::Object(properties), "additionalProperties": own})
}

fn strip_defaults(value: &mut Value) {
    if let Some(properties) = value.get_mut("properties").and_then(Value::as_object_mut) {
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.remove("default");
        }
    }
}
