//! Bytes in, bytes out, and when to stop.
//!
//! The framework gives up at the first message it cannot read, does not know the protocol's exit codes and reads on while its standard
//! input stays open. So two threads of our own stand between it and the client: one reads whole messages, answers the unreadable ones
//! itself and hands on the sound ones; the other writes. Neither belongs to the runtime, so that a blocked read never holds up the end.

use std::io::{BufRead, BufReader, Read, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc as blocking;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{Notify, mpsc};

/// Messages that wait between the reading thread and the framework.
const QUEUE: usize = 256;

/// The longest message that is taken, in bytes; a longer one is skipped and answered with an error.
const LONGEST_MESSAGE: u64 = 256 * 1024 * 1024;

/// The longest line of a header.
const LONGEST_HEADER: u64 = 16 * 1024;

/// How the session ends.
#[derive(Debug, Default)]
pub struct Session {
    /// 0 running, 1 shutdown was asked for.
    shutdown: AtomicU8,
    /// Told once when nothing more is to come: `exit`, the end of the input, or a client that died.
    pub ended: Notify,
}

impl Session {
    /// What the process exits with: 0 after `shutdown`, else 1.
    pub fn exit_code(&self) -> i32 {
        i32::from(self.shutdown.load(Ordering::Acquire) == 0)
    }
}

/// Sound messages, as the framework reads them.
pub struct Input {
    messages: mpsc::Receiver<Vec<u8>>,
    message: Vec<u8>,
    read: usize,
}

/// What the framework and the reading thread write.
#[derive(Clone)]
pub struct Output(blocking::Sender<Vec<u8>>);

/// Starts both threads. The second handle ends when every [`Output`] is gone and all is written.
pub fn start(
    reader: impl Read + Send + 'static,
    mut writer: impl Write + Send + 'static,
    session: Arc<Session>,
) -> (Input, Output, JoinHandle<()>) {
    let (sender, messages) = mpsc::channel(QUEUE);
    let (outgoing, written) = blocking::channel::<Vec<u8>>();
    let output = Output(outgoing);
    let answers = output.clone();
    thread::spawn(move || {
        read_messages(BufReader::with_capacity(1 << 16, reader), &sender, answers, &session);
        session.ended.notify_one();
    });
    let writing = thread::spawn(move || {
        for bytes in written {
            if writer.write_all(&bytes).and_then(|()| writer.flush()).is_err() {
                break;
            }
        }
    });
    (Input { messages, message: Vec::new(), read: 0 }, output, writing)
}

/// Reads until the end or `exit`.
fn read_messages(mut reader: impl BufRead, sender: &mpsc::Sender<Vec<u8>>, answers: Output, session: &Session) {
    while let Some(length) = next_length(&mut reader) {
        let Some(length) = length.filter(|length| *length <= LONGEST_MESSAGE) else {
            answers.error(-32700, "a header that cannot be read, or a message that is too long");
            continue;
        };
        let mut body = Vec::new();
        if reader.by_ref().take(length).read_to_end(&mut body).is_err() || (body.len() as u64) < length {
            return;
        }
        match method_of(&body) {
            Ok(method) => {
                if method == "shutdown" {
                    session.shutdown.store(1, Ordering::Release);
                }
                let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
                message.append(&mut body);
                if sender.blocking_send(message).is_err() || method == "exit" {
                    return;
                }
            }
            Err((code, message)) => answers.error(code, message),
        }
    }
}

/// The length of the next message; `Some(None)` when its header does not say, `None` at the end of the input.
fn next_length(reader: &mut impl BufRead) -> Option<Option<u64>> {
    let mut length = None;
    let mut began = false;
    loop {
        let mut line = Vec::new();
        let read = reader.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line).ok()?;
        if read == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            if began {
                return Some(length);
            }
            continue;
        }
        began = true;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

/// The method of a sound message (empty for a reply), else the code and words of the error.
fn method_of(body: &[u8]) -> Result<String, (i64, &'static str)> {
    let value: Value = serde_json::from_slice(body).map_err(|_| (-32700, "a message that is not JSON"))?;
    let id = value.get("id");
    let sound = value.get("jsonrpc").and_then(Value::as_str) == Some("2.0")
        && id.is_none_or(|id| id.is_i64() || id.is_string() || id.is_null())
        && value.get("method").is_none_or(Value::is_string);
    if !sound {
        return Err((-32600, "a message that is neither a request nor a reply"));
    }
    Ok(value.get("method").and_then(Value::as_str).unwrap_or_default().to_owned())
}

impl Output {
    fn error(&self, code: i64, message: &str) {
        let body = json!({"jsonrpc": "2.0", "id": null, "error": {"code": code, "message": message}}).to_string();
        let _ = self.0.send(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    }
}

impl AsyncRead for Input {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        if self.read == self.message.len() {
            match self.messages.poll_recv(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Ready(Some(message)) => (self.message, self.read) = (message, 0),
            }
        }
        let rest = self.message.get(self.read..).unwrap_or_default();
        let taken = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..taken]);
        self.read += taken;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Output {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        // The framework flushes whole messages, so an answer of the reading thread never lands inside one.
        Poll::Ready(self.0.send(bytes.to_vec()).map(|()| bytes.len()).map_err(|_| std::io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(input: &str) -> Vec<Option<u64>> {
        let mut reader = std::io::Cursor::new(input.as_bytes());
        std::iter::from_fn(|| next_length(&mut reader)).collect()
    }

    #[test]
    fn headers_in_any_case_and_order_and_broken_ones() {
        assert_eq!(lengths("Content-Type: x; charset=utf-8\r\ncontent-length: 12\r\n\r\n"), [Some(12)]);
        assert_eq!(lengths("Content-Length: twelve\r\n\r\nContent-Length: 3\n\n"), [None, Some(3)]);
        assert_eq!(lengths("nonsense\r\n\r\n"), [None]);
        assert!(lengths("").is_empty());
    }

    #[test]
    fn what_is_no_message_is_told_from_what_is() {
        assert_eq!(method_of(br#"{"jsonrpc":"2.0","method":"exit"}"#), Ok("exit".to_owned()));
        assert_eq!(method_of(br#"{"jsonrpc":"2.0","id":1,"result":null}"#), Ok(String::new()));
        assert_eq!(method_of(b"{").unwrap_err().0, -32700);
        assert_eq!(method_of(b"[]").unwrap_err().0, -32600);
        assert_eq!(method_of(br#"{"jsonrpc":"2.0","id":{},"method":"x"}"#).unwrap_err().0, -32600);
        assert_eq!(method_of("[".repeat(5000).as_bytes()).unwrap_err().0, -32700);
    }
}
