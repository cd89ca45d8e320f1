//! Holds the house together: a layer imports only from its left.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers of `src/lib.rs`, leftmost first. What stands side by side in one entry may not import one another.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["prose"],
    &["lexicon"],
    &["syntax"],
    &["model"],
    &["entity"],
    &["sourcing"],
    &["article"],
    &["fairness"],
    &["finding"],
    &["wording"],
    &["reference"],
    &["rules"],
    &["config"],
    &["check"],
    &["workspace"],
    &["ide"],
    &["lsp", "output"],
    &["cli"],
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn layer_of(path: &Path) -> String {
    let relative = path.strip_prefix(source()).unwrap();
    relative.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_string()
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|layers| layers.contains(&layer))
}

/// The file's text without its comments, which may point anywhere, and without its tests, which may use anything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap().split("#[cfg(test)]\npub(crate) mod testing").next().unwrap().to_string();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The layers that a file's code names: `crate::x`, and every `x` of `use crate::{x, y::z}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let Some(list) = part.strip_prefix('{') else {
            found.push(name(part));
            continue;
        };
        let mut depth = 0;
        found.push(name(list));
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => found.push(name(&list[at + 1..])),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn a_layer_imports_only_from_its_left() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    assert!(files.len() > 40, "the sources were not found");
    let mut wrong = Vec::new();
    for path in files.iter().filter(|path| !path.ends_with("lib.rs") && !path.ends_with("main.rs") && !path.ends_with("tests.rs")) {
        let layer = layer_of(path);
        let own = rank(&layer).unwrap_or_else(|| panic!("{layer} is in no layer: add it to src/lib.rs and to this test"));
        for import in imports(&code(path)) {
            let Some(other) = rank(&import) else { continue };
            if import != layer && other >= own {
                wrong.push(format!("{}: {layer} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_lists_its_layers_in_their_order() {
    let library = fs::read_to_string(source().join("lib.rs")).unwrap();
    let listed: Vec<&str> = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let ranks: Vec<usize> = listed.iter().map(|layer| rank(layer).unwrap_or_else(|| panic!("{layer} is in no layer"))).collect();
    assert!(ranks.is_sorted(), "{listed:?}");
}

#[test]
fn only_the_faces_read_write_or_print() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    for path in files.iter().filter(|path| !path.ends_with("main.rs") && !path.ends_with("tests.rs")) {
        let allowed: &[&str] = match layer_of(path).as_str() {
            "cli" | "lsp" | "workspace" => continue,
            "config" => &["std::fs", "std::env"],
            _ => &[],
        };
        let code = code(path);
        for forbidden in ["std::fs", "std::env", "std::net", "std::process", "println!", "eprintln!", "dbg!"] {
            assert!(!code.contains(forbidden) || allowed.contains(&forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn imports_are_read_in_every_form() {
    assert_eq!(imports("use crate::text::Span;\nlet x = crate::rules::ALL;"), ["text", "rules"]);
    assert_eq!(imports("use crate::{config, rules::{self, page}, text};"), ["config", "rules", "text"]);
}

#[test]
fn a_panic_is_caught_only_where_it_is_told() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    let catching = files.iter().filter(|path| code(path).contains("catch_unwind"));
    let places: Vec<_> = catching.map(|path| path.strip_prefix(source()).unwrap().to_string_lossy().replace('\\', "/")).collect();
    assert!(places.iter().all(|place| ["workspace/defect.rs", "lsp/panics.rs"].contains(&place.as_str())), "{places:?}");
    assert_eq!(places.len(), 2);
}
