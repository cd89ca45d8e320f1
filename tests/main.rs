//! All tests of the program from outside, in one binary: building one is several times quicker than building thirty.
//!
//!     cargo test cli::                    the tests of one file
//!     cargo test --profile quick lsp::    the same, optimised

mod accusations;
mod allow;
mod architecture;
mod attributions;
mod baseline;
mod cli;
mod dependencies;
mod edits;
mod examples;
mod files;
mod fix;
mod formats;
mod furniture;
mod fuzz;
mod grids;
mod growth;
mod hostile_text;
mod lsp;
mod names;
mod notebook;
mod one_answer;
mod people;
mod prose;
mod protected;
mod quotations;
mod readme;
mod real_articles;
mod renames;
mod reports;
mod repository;
mod reuse;
mod roles;
mod rules;
mod seeds;
mod since;
mod terminal;
mod voice;

/// A file of tests that is not a module here would never run.
#[test]
fn every_file_of_tests_is_run() {
    let (folder, own) = (std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), include_str!("main.rs"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let holds_tests = path.extension().is_some_and(|extension| extension == "rs") || path.join("mod.rs").exists();
        assert!(!holds_tests || name == "main" || own.contains(&format!("\nmod {name};\n")), "{}", path.display());
    }
}
