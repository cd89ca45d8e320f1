//! The language server as a real process.

mod archive;
mod client;
mod closing;
mod features;
mod growth;
mod guards;
mod left;
mod memory;
mod notebook;
mod parity;
mod protocol;
mod random;
mod reading;
mod same;
mod sync;
mod work;
mod writing;

/// An article of invented people, with an accent, an astral character and a combining one before the places that are asked about.
pub const ARTICLE: &str = "\
Vellmouth sells its last ferry

Ä 😀 e\u{301}: Marit Oru, the mayor, said on Monday that the ferry had been sold. “We had no choice,” she said.

The contractor skimmed the harbour fund. Oru said the town would publish the accounts. It was XXX who signed.
";
