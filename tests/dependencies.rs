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

/// The crates that the program is built from, for every system; where those of other systems cannot be fetched, for this one.
fn packages() -> Vec<Value> {
    let metadata = |more: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--format-version", "1", "--locked", "--all-features"]).args(more).current_dir(root());
        let output = cargo.output().unwrap();
        output.status.success().then_some(output.stdout).ok_or(output.stderr)
    };
    let told = metadata(&[]).unwrap_or_else(|_| {
        println!("skipped: the licences of crates for other systems, which are not here and could not be fetched");
        let here = format!("--filter-platform={}", host());
        metadata(&["--offline", &here]).unwrap_or_else(|error| panic!("{}", String::from_utf8_lossy(&error)))
    });
    let metadata: Value = serde_json::from_slice(&told).unwrap();
    let packages = metadata["packages"].as_array().unwrap().clone();
    assert!(packages.len() > 100, "{} crates are too few to be all", packages.len());
    packages
}

/// The system that the tests are built on.
fn host() -> String {
    let version = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Every crate that `Cargo.lock` names, for every system.
fn locked() -> Vec<toml::Value> {
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    lock["package"].as_array().unwrap().clone()
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
    }
    for package in &locked() {
        let part = |key: &str| package.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let registry = part("source").strip_prefix("registry+");
        if part("name") != "onrecord" && !registry.is_some_and(|registry| registries.contains(&registry)) {
            wrong.push(format!("{}: from “{}”", part("name"), part("source")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_crate_speaks_to_a_network() {
    let rules = rules();
    let banned = list(&rules["bans"], "deny");
    assert!(banned.len() > 20);
    let locked = locked();
    let names = locked.iter().filter_map(|package| package.get("name")?.as_str());
    let found: Vec<&str> = names.filter(|name| banned.contains(name)).collect();
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
