//! A small network that corrects the rules.

pub mod rows;
