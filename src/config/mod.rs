//! `onrecord.toml`.
