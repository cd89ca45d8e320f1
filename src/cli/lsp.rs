//! `onrecord lsp`: the language server.

use anyhow::Context;

use crate::lsp::ledgers;

/// Serves one client until it ends the session; returns the protocol's exit code.
pub fn run(socket: Option<u16>) -> anyhow::Result<i32> {
    ledgers::remove_left();
    let ended = match socket {
        Some(port) => crate::lsp::serve_socket(port).with_context(|| format!("port {port}")),
        None => crate::lsp::serve_stdio().context("standard input and output"),
    };
    ledgers::end();
    ended
}
