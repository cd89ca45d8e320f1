//! The terms a source stands under: named, organisation, document, anonymous or vague.

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// An identified person.
    Named,
    /// An identified organisation speaking as one.
    Organization,
    /// An identified document or data set.
    Document,
    /// Unnamed but concrete people.
    Anonymous,
    /// Nobody concrete.
    Vague,
}
