//! As much of JSON Schema as the schemas beside this file use; a word of theirs that is not known here fails the test.

use regex::Regex;
use serde_json::{Map, Value};

/// Every fault of `value`, each with its place.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Validator { root: schema }.check(schema, value, "", &mut faults);
    faults
}

struct Validator<'a> {
    root: &'a Value,
}

impl Validator<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let empty = Map::new();
        let (rules, object) = (schema.as_object().unwrap(), value.as_object().unwrap_or(&empty));
        for (key, rule) in rules {
            let held = match key.as_str() {
                "$schema" | "$id" | "title" | "description" | "default" | "definitions" | "format" => true,
                "$ref" => {
                    let target = rule.as_str().unwrap().strip_prefix('#').and_then(|path| self.root.pointer(path));
                    self.check(target.unwrap_or_else(|| panic!("{rule}")), value, at, faults);
                    true
                }
                "type" => match rule {
                    Value::Array(types) => types.iter().any(|one| is(one, value)),
                    one => is(one, value),
                },
                "enum" => rule.as_array().unwrap().contains(value),
                "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
                "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap()),
                "pattern" => value.as_str().is_none_or(|text| Regex::new(rule.as_str().unwrap()).unwrap().is_match(text)),
                "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
                "uniqueItems" => {
                    let twice = |items: &Vec<Value>| (1..items.len()).any(|index| items[..index].contains(&items[index]));
                    rule == false || !value.as_array().is_some_and(twice)
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}/{index}"), faults);
                    }
                    true
                }
                "required" => !value.is_object() || rule.as_array().unwrap().iter().all(|name| object.contains_key(name.as_str().unwrap())),
                "properties" => {
                    for (name, part) in object {
                        if let Some(schema) = rule.get(name) {
                            self.check(schema, part, &format!("{at}/{name}"), faults);
                        }
                    }
                    true
                }
                "additionalProperties" => {
                    let others = object.iter().filter(|(name, _)| rules.get("properties").is_none_or(|known| known.get(name).is_none()));
                    match rule {
                        Value::Bool(allowed) => *allowed || others.count() == 0,
                        schema => {
                            others.for_each(|(name, part)| self.check(schema, part, &format!("{at}/{name}"), faults));
                            true
                        }
                    }
                }
                "anyOf" => self.fitting(rule, value) > 0,
                "oneOf" => self.fitting(rule, value) == 1,
                other => panic!("the word “{other}” of a schema is not known here"),
            };
            if !held {
                faults.push(format!("{at}: {key} {rule} does not hold of {value}"));
            }
        }
    }

    fn fitting(&self, schemas: &Value, value: &Value) -> usize {
        let fits = |schema: &&Value| {
            let mut faults = Vec::new();
            self.check(schema, value, "", &mut faults);
            faults.is_empty()
        };
        schemas.as_array().unwrap().iter().filter(fits).count()
    }
}

fn is(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("no type “{other}”"),
    }
}
