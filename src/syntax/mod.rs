//! Sentences, words, quotation marks and noun phrases. It knows no names and no sources.

pub mod amount;
pub mod kept;
pub mod number;
pub mod parse;
pub mod phrase;
pub mod quotation_marks;
pub mod retag;
pub mod sentence;
pub mod tag;
pub mod token;

pub use number::{Number, Unit};
pub use parse::{Parse, Placement};
pub use phrase::Phrase;
pub use quotation_marks::{Quoted, QuotedEnd};
pub use sentence::Sentence;
pub use tag::{NameTag, Tag};
pub use token::{Shape, Token, Tokens};
