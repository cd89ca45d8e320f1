//! What is told of a panic: that it happened and where, never with which words. A panic's message often quotes the text it stumbled over,
//! and logs are read, kept and sent to others.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// Where the last panic of this thread happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Whether somebody on this thread waits for a panic to tell of it.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Sees to it that no panic prints what it stumbled over, for the rest of the process.
pub fn keep_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        if !GUARDED.get() {
            eprintln!("error: {}", told(place.as_deref()));
        }
        PLACE.replace(place);
    }));
}

/// Runs `work`; a panic becomes what may be told of it.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work)).map_err(|_| last());
    GUARDED.set(before);
    done
}

/// What may be told of the last panic of this thread.
pub fn last() -> String {
    told(PLACE.take().as_deref())
}

fn told(place: Option<&str>) -> String {
    format!("a defect in onrecord, please report it: {}", place.unwrap_or("at an unknown place"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_where_it_happened_and_quotes_nothing() {
        keep_quiet();
        let words = "Marit Oru";
        let told = guarded(|| assert_eq!(words, "")).unwrap_err();
        assert!(told.contains("defect.rs:") && !told.contains("Oru"), "{told}");
        assert_eq!(guarded(|| 1), Ok(1));
    }
}
