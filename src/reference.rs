//! What a newsroom knows beside its articles, as read-only values.

pub mod corrections;
pub mod notebook;
pub mod protected;
