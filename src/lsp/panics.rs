//! What a defect of ours leaves behind: where it happened and in which document, never what it said, which may quote the article.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use futures_util::future::FutureExt;

thread_local! {
    /// Where the last panic of this thread happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the place of every panic, and writes it to standard error in place of its words.
pub fn watch() {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        eprintln!("onrecord: a defect at {place}");
        PLACE.set(Some(place));
    }));
}

/// Runs `work` on a document; a panic becomes words for the log.
pub fn guarded<T>(document: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| defect(document))
}

/// Waits for `work` on a request of some name; a panic becomes words for the log.
pub async fn guarded_request<T>(request: &str, work: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|_| defect(request))
}

fn defect(name: &str) -> String {
    let place = PLACE.take().unwrap_or_else(|| "a place unknown".to_owned());
    format!("a defect in onrecord, please report it: {place}, while it worked on {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_tells_its_place_and_document_and_no_words() {
        watch();
        let told = guarded("file:///news/a.txt", || "é"[1..].len()).unwrap_err();
        let _ = std::panic::take_hook();
        assert!(told.contains("src/lsp/panics.rs:") && told.ends_with("while it worked on file:///news/a.txt"), "{told}");
        assert!(!told.contains('é'), "{told}");
        assert_eq!(guarded("a", || 1), Ok(1));
    }
}
