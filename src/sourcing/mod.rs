//! Who says what: quotations, attributions, what each sentence rests on, and the claims that rest on nobody. It knows no rules.

pub mod attribution;
pub mod carry;
pub mod claim;
pub mod quotation;
pub mod resolve;
pub mod tally;
pub mod terms;
pub mod vague;

pub use attribution::{Attribution, Cue, Quote, Source};
pub use carry::Grounds;
pub use claim::{Claim, ClaimKind};
pub use quotation::{Quotation, QuotationKind};
pub use tally::Tally;
pub use terms::{SourceKind, Terms};

use crate::entity::Entities;
use crate::syntax::Parse;

/// The sourcing of an article. Spans are prose bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sourcing {
    /// In text order of their cue, or of their content where there is none.
    pub attributions: Vec<Attribution>,
    /// In text order.
    pub quotations: Vec<Quotation>,
    /// What each sentence rests on; one a sentence.
    pub grounds: Vec<Grounds>,
    /// Every claim, whether it rests on somebody or not; in text order.
    pub claims: Vec<Claim>,
}

/// Reads the sourcing of an article.
pub fn read(parse: &Parse, entities: &Entities) -> Sourcing {
    let mut attributions = attribution::find(parse);
    resolve::sources(parse, entities, &mut attributions);
    let quotations = quotation::classify(parse, &attributions);
    let grounds = carry::grounds(parse, &attributions);
    let claims = claim::find(parse, entities, &attributions, &grounds);
    Sourcing { attributions, quotations, grounds, claims }
}
