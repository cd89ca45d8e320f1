//! Bytes in, bytes out, and when to stop.
//!
//! Two threads stand between the client and the session: one reads messages, the other writes. Neither belongs to the runtime, so that a
//! blocked read never holds up the end. What the client leaves unread is bounded: when that much waits, nothing more is sent, worked out
//! or read until the client reads on.

use std::io::{BufWriter, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc as blocking;
use std::thread::{self, JoinHandle};

use serde::Serialize;
use tokio::sync::{Notify, Semaphore, mpsc};
use tower_lsp::jsonrpc::Response;

use super::frames::Frames;
use super::messages::{self, Message};
use super::packed;

/// Messages that wait between the reading thread and the session.
const QUEUE: usize = 256;

/// Bytes that may wait for the client to read them. One message may be longer.
const MOST_UNREAD: usize = 32 * 1024 * 1024;

/// How the session ends.
#[derive(Debug, Default)]
pub struct Session {
    /// `shutdown` was asked for.
    shutdown: AtomicBool,
    /// Told when nothing more is to come: `exit`, the end of the input, a client that died or does not read any more.
    pub ended: Notify,
}

impl Session {
    /// What the process exits with: 0 after `shutdown`, else 1.
    pub fn exit_code(&self) -> i32 {
        i32::from(!self.shutdown.load(Ordering::Acquire))
    }
}

/// What is sent to the client.
#[derive(Debug, Clone)]
pub struct Output {
    bodies: blocking::Sender<Vec<u8>>,
    room: Room,
}

/// Whether more can be sent.
#[derive(Debug, Clone)]
pub struct Room(Arc<Semaphore>);

/// Starts both threads. The second handle ends when every [`Output`] is gone and all is written.
pub fn start(
    reader: impl Read + Send + 'static,
    writer: impl Write + Send + 'static,
    session: Arc<Session>,
) -> (mpsc::Receiver<Message>, Output, JoinHandle<()>) {
    let (sender, received) = mpsc::channel(QUEUE);
    let (bodies, sent) = blocking::channel::<Vec<u8>>();
    let room = Room(Arc::new(Semaphore::new(MOST_UNREAD)));
    let output = Output { bodies, room: room.clone() };
    let reading = session.clone();
    thread::spawn(move || {
        read_messages(reader, &sender, &reading);
        reading.ended.notify_one();
    });
    let writing = thread::spawn(move || {
        let mut writer = BufWriter::with_capacity(1 << 16, writer);
        for body in sent {
            let header = format!("Content-Length: {}\r\n\r\n", body.len());
            let written = writer.write_all(header.as_bytes()).and_then(|()| writer.write_all(&body)).and_then(|()| writer.flush());
            if written.is_err() {
                session.ended.notify_one();
                break;
            }
            room.0.add_permits(weight(&body));
        }
        // Nothing waits for a client that has gone.
        room.0.close();
    });
    (received, output, writing)
}

/// Reads until the end or `exit`.
fn read_messages(reader: impl Read, sender: &mpsc::Sender<Message>, session: &Session) {
    let mut frames = Frames::new(reader);
    while let Some(frame) = frames.next() {
        let message = messages::read(frame);
        let mut last = false;
        if let Message::Request(request) = &message {
            if request.method() == "shutdown" {
                session.shutdown.store(true, Ordering::Release);
            }
            last = request.method() == "exit";
        }
        if sender.blocking_send(message).is_err() || last {
            return;
        }
    }
}

/// The part of the room that a body takes.
fn weight(body: &[u8]) -> usize {
    body.len().min(MOST_UNREAD)
}

impl Output {
    /// Sends an answer, as soon as there is room for it.
    pub async fn answer(&self, answer: Response) {
        if let Some(body) = packed::body(answer) {
            self.write(body).await;
        }
    }

    /// Sends a question or a notification, as soon as there is room for it.
    pub async fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.write(body).await;
        }
    }

    async fn write(&self, body: Vec<u8>) {
        if let Ok(taken) = self.room.0.acquire_many(weight(&body) as u32).await {
            taken.forget();
            let _ = self.bodies.send(body);
        }
    }

    /// Whether more can be sent.
    pub fn room(&self) -> Room {
        self.room.clone()
    }
}

impl Room {
    /// Returns when the client has read so much that more can be sent.
    pub async fn wait(&self) {
        drop(self.0.acquire().await);
    }
}
