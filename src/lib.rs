//! onrecord reads a news article the way a standards editor does: who is named in it, who says what, and which claims rest on
//! nobody. One analysis ([`article::Article`]) serves every face: the checker, the exporter and the language server.
//!
//! Data flows one way, and a module imports only from modules above it in this list; `tests/architecture.rs` holds that.

pub mod text;

pub mod prose;

pub mod lexicon;

pub mod syntax;

pub mod model;

pub mod entity;

pub mod sourcing;

pub mod article;

pub mod fairness;

pub mod finding;

pub mod wording;

pub mod reference;

pub mod rules;

pub mod config;

pub mod check;

pub mod workspace;

pub mod ide;

pub mod lsp;

pub mod output;

pub mod cli;
