//! What the program is built from: licences, origins, and nothing that speaks to a network. The rules stand in `deny.toml`, which `cargo deny`
//! reads too; that tool takes longer to build than all tests together, so here the same rules are held without it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, ParseMode};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> toml::Table {
    fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap()
}

/// Every crate that `Cargo.lock` names, for every system.
fn packages() -> Vec<Value> {
    let mut cargo = Command::new(env!("CARGO"));
    let output =
        cargo.args(["metadata", "--format-version", "1", "--locked", "--offline", "--all-features"]).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().clone();
    assert!(packages.len() > 100, "{} crates are too few to be all", packages.len());
    packages
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

fn list<'a>(table: &'a toml::Value, key: &str) -> Vec<&'a str> {
    table[key].as_array().unwrap().iter().map(|one| one.as_str().unwrap_or_else(|| one["crate"].as_str().unwrap())).collect()
}

/// Whether a licence can be met with those that are allowed.
fn is_allowed(licence: &str, allowed: &[&str]) -> bool {
    let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else { return false };
    expression.evaluate(|asked| asked.addition.is_none() && asked.license.id().is_some_and(|id| allowed.contains(&id.name)))
}

#[test]
fn every_crate_has_a_licence_that_is_allowed_and_comes_from_the_registry() {
    let rules = rules();
    let (licences, registries) = (list(&rules["licenses"], "allow"), list(&rules["sources"], "allow-registry"));
    let mut wrong = Vec::new();
    for package in &packages() {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        if !is_allowed(licence, &licences) {
            wrong.push(format!("{name}: the licence “{licence}”"));
        }
        let registry = text(package, "source").strip_prefix("registry+");
        if name != "onrecord" && !registry.is_some_and(|registry| registries.contains(&registry)) {
            wrong.push(format!("{name}: from “{}”", text(package, "source")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_crate_speaks_to_a_network() {
    let rules = rules();
    let banned = list(&rules["bans"], "deny");
    assert!(banned.len() > 20);
    let found: Vec<String> =
        packages().iter().map(|package| text(package, "name").to_owned()).filter(|name| banned.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_licence_is_allowed_when_what_it_asks_for_is() {
    let allowed = ["MIT", "Unicode-3.0"];
    for licence in
        ["MIT", "GPL-3.0-only OR MIT", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR MIT"]
    {
        assert!(is_allowed(licence, &allowed), "{licence}");
    }
    for licence in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "MIT WITH Classpath-exception-2.0", "no licence"] {
        assert!(!is_allowed(licence, &allowed), "{licence}");
    }
}
