//! Diagnostics on their way to the client. Of each document only the newest wait: a client that reads slowly is not sent what is old, and
//! one that reads nothing fills no memory.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

use tokio::sync::Notify;
use tower_lsp::ls_types::notification::{Notification as _, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::server::lock;
use super::transport::Output;

/// As the client reads it: the framework would make a tree of every finding first.
#[derive(serde::Serialize)]
struct Notification {
    jsonrpc: &'static str,
    method: &'static str,
    params: PublishDiagnosticsParams,
}

type Findings = (Vec<Diagnostic>, Option<i32>);

/// What is to be sent.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<(VecDeque<Uri>, HashMap<Uri, Findings>)>,
    more: Notify,
}

impl Outbox {
    /// Takes the findings on a document in place of those that still wait.
    pub fn put(&self, uri: &Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        let (order, findings) = &mut *lock(&self.waiting);
        if findings.insert(uri.clone(), (diagnostics, version)).is_none() {
            order.push_back(uri.clone());
        }
        self.more.notify_one();
    }

    fn next(&self) -> Option<(Uri, Findings)> {
        let (order, findings) = &mut *lock(&self.waiting);
        let uri = order.pop_front()?;
        let found = findings.remove(&uri)?;
        if order.is_empty() {
            (*order, *findings) = Default::default();
        }
        Some((uri, found))
    }

    /// Sends all that is put in, one after the other.
    pub async fn send(&self, output: &Output) {
        loop {
            while let Some((uri, (diagnostics, version))) = self.next() {
                let params = PublishDiagnosticsParams { uri, diagnostics, version };
                output.send(&Notification { jsonrpc: "2.0", method: PublishDiagnostics::METHOD, params }).await;
            }
            self.more.notified().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_of_a_document_waits() {
        let outbox = Outbox::default();
        let uri = |name: &str| format!("untitled:{name}").parse::<Uri>().unwrap();
        for version in 1..100 {
            outbox.put(&uri("a"), Vec::new(), Some(version));
            outbox.put(&uri("b"), Vec::new(), Some(version));
        }
        assert_eq!(outbox.next(), Some((uri("a"), (Vec::new(), Some(99)))));
        assert_eq!(outbox.next(), Some((uri("b"), (Vec::new(), Some(99)))));
        assert_eq!(outbox.next(), None);
    }
}
