//! The language server: the only place that names a protocol type.
//!
//! A handler changes the state before it first waits, so that edits apply in the order they were sent. Analysis runs on threads of its
//! own; the newest text wins, and edits that arrive meanwhile are read as one. No handler waits for the client.

mod capabilities;
mod colours;
mod commands;
mod configuration;
mod diagnostics;
mod documents;
mod files;
mod frames;
mod from_proto;
mod hierarchy;
mod indexing;
pub mod ledgers;
mod messages;
mod offers;
mod outbox;
mod packed;
mod pages;
mod panics;
mod parent;
mod requests;
mod server;
mod serving;
mod to_proto;
mod transport;
mod turns;

pub use server::{serve_socket, serve_stdio};
