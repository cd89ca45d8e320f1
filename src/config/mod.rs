//! `onrecord.toml`: its model, how it is found (upwards from the file), and what it means for one article.
//!
//! Mistakes in it are told with line and column and the nearest right name, since a misspelt key that is ignored would silently
//! change what is checked.

pub mod archive;
pub mod below;
pub mod discovery;
pub mod error;
pub mod gate;
pub mod governs;
pub mod kinds;
pub mod model;
pub mod own;
pub mod places;
pub mod profile;
pub mod protected;
pub mod records;
pub mod regular;
pub mod schema;
pub mod secret;
pub mod settings;
pub mod template;

pub use discovery::{Config, Discovery, FILE_NAME};
pub use error::ConfigError;
pub use model::{Allow, ConfigFile, Strictness};
pub use own::OwnRule;
pub use profile::Profile;
pub use settings::{RuleSettings, Settings};
