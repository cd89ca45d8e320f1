//! Who may work when. Threads cost memory that is not given back, and more of them than cores make nothing faster, so that each kind of
//! work has a few, and waits for its turn where they are taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The turns of each kind of work.
#[derive(Debug)]
pub struct Turns {
    /// Answers to requests.
    pub answers: Turn,
    /// Texts of open documents that are read.
    pub analysis: Turn,
    /// Files that changed.
    pub files: Turn,
    /// The reading of whole folders.
    pub folders: Turn,
    /// Reports on all articles.
    pub reports: Turn,
}

/// The turns of one kind of work.
#[derive(Debug, Clone)]
pub struct Turn(Arc<Semaphore>);

impl Turns {
    /// The turns on a machine of so many cores.
    pub fn new(cores: usize) -> Turns {
        let turn = |most| Turn(Arc::new(Semaphore::new(most)));
        let answers = turn(cores.clamp(2, 8));
        // A short text need not wait for long ones.
        Turns { answers, analysis: turn(2 * cores.clamp(2, 8)), files: turn(1), folders: turn(1), reports: turn(1) }
    }
}

impl Turn {
    /// Waits for a turn.
    pub async fn acquire(&self) -> Option<OwnedSemaphorePermit> {
        self.0.clone().acquire_owned().await.ok()
    }

    /// Does `work` in its turn, on a thread that may block. Returns at once.
    pub fn take(&self, work: impl FnOnce() + Send + 'static) {
        let turns = self.clone();
        tokio::spawn(async move {
            let _turn = turns.acquire().await;
            let _ = tokio::task::spawn_blocking(work).await;
        });
    }
}

/// A question to the client that is asked again as long as it is wanted again, but never twice at once: a client that answers slowly, or
/// never, is asked no more often than it answers.
#[derive(Debug, Default)]
pub struct Wanted(AtomicUsize);

impl Wanted {
    /// Notes that it is wanted; whether nobody asks yet.
    pub fn want(&self) -> bool {
        self.0.fetch_add(1, Ordering::AcqRel) == 0
    }

    /// Whether it is to be asked, again if it was wanted since the last time. `last` is what is kept between, 0 in the beginning.
    pub fn is_wanted_after(&self, last: &mut usize) -> bool {
        let done = self.0.compare_exchange(*last, 0, Ordering::AcqRel, Ordering::Acquire);
        *last = done.err().unwrap_or_default();
        *last > 0
    }
}

/// Tells work on another thread that nobody waits for it any more.
pub struct Abandoned(pub Arc<AtomicBool>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_while_it_is_asked_is_asked_once_more() {
        let wanted = Wanted::default();
        let mut last = 0;
        assert!(wanted.want() && wanted.is_wanted_after(&mut last));
        assert!(!wanted.want() && !wanted.want());
        assert!(wanted.is_wanted_after(&mut last));
        assert!(!wanted.is_wanted_after(&mut last));
        assert!(wanted.want());
    }
}
