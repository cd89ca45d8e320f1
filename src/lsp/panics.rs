//! What a defect of ours costs: one answer, and a line in the log that names the document or the request.

use std::panic::AssertUnwindSafe;

use futures_util::future::FutureExt;

use crate::workspace::defect;

/// Runs `work` on a document; a panic becomes words for the log.
pub fn guarded<T>(document: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    defect::guarded(work).map_err(|told| during(&told, document))
}

/// Waits for `work` on a request of some name; a panic becomes words for the log.
pub async fn guarded_request<T>(request: &str, work: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|_| during(&defect::last(), request))
}

fn during(told: &str, name: &str) -> String {
    format!("{told}, while it worked on {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_tells_its_document() {
        defect::keep_quiet();
        let told = guarded("file:///news/a.txt", || "é"[1..].len()).unwrap_err();
        assert!(told.contains("lsp/panics.rs:") && told.ends_with("while it worked on file:///news/a.txt"), "{told}");
        assert!(!told.contains('é'), "{told}");
        assert_eq!(guarded("a", || 1), Ok(1));
    }
}
