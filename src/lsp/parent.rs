//! Ends the session when the editor that started it has died: its pipes may be held open by another of its children.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::transport::Session;

const PAUSE: Duration = Duration::from_millis(500);

/// Watches the process `id`. Where processes cannot be seen (other systems, another name space) nothing is watched: the end of the input
/// still ends the session.
pub fn watch(id: u32, session: Arc<Session>) {
    let place = PathBuf::from(format!("/proc/{id}"));
    if !place.exists() {
        return;
    }
    thread::spawn(move || {
        while place.exists() && !is_dead(&place) {
            thread::sleep(PAUSE);
        }
        session.ended.notify_one();
    });
}

/// A dead process that nobody has waited for still has its folder.
fn is_dead(place: &std::path::Path) -> bool {
    let state = std::fs::read_to_string(place.join("stat")).unwrap_or_default();
    state.rsplit(')').next().is_some_and(|rest| matches!(rest.trim_start().chars().next(), Some('Z' | 'X')))
}
