//! Hands the client's messages to the session in their order, and what the session says to the client.
//!
//! The framework's own loop gives up at the first message that it cannot read, drops what is sent before it has answered `initialize`, and
//! keeps questions that the client never answers for ever. This one does none of that, and reads no further than the client reads.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::FutureExt;
use futures_util::sink::SinkExt;
use futures_util::stream::StreamExt;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, LspService};
use tower_service::Service;

use super::messages::Message;
use super::panics::guarded_request;
use super::requests::{DIAGNOSTICS, OUTLINE, REFERENCES};
use super::server::Server;
use super::transport::Output;

/// How many requests are worked on at once; fewer would let slow ones hold up a cancel.
const CONCURRENCY: usize = 64;

/// How long the client may take to answer a question.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Requests with long answers, which the session answers packed, under other names.
const PACKED: [(&str, &str); 3] =
    [("textDocument/documentSymbol", OUTLINE), ("textDocument/references", REFERENCES), ("textDocument/diagnostic", DIAGNOSTICS)];

/// Serves until the messages end or the client has said `exit`, and what was asked until then is answered.
pub async fn serve(mut service: LspService<Server>, socket: ClientSocket, mut messages: mpsc::Receiver<Message>, output: Output) {
    let (mut questions, replies) = socket.split();
    let replies = Arc::new(Mutex::new(replies));
    let (asking, answering) = (output.clone(), replies.clone());
    let asking = tokio::spawn(async move {
        while let Some(question) = questions.next().await {
            asking.send(&question).await;
            if let Some(id) = question.id().cloned() {
                // The framework would wait for ever.
                let replies = answering.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(PATIENCE).await;
                    let _ = replies.lock().await.send(Response::from_error(id, Error::request_cancelled())).await;
                });
            }
        }
    });
    let slots = Arc::new(Semaphore::new(CONCURRENCY));
    while let Some(message) = messages.recv().await {
        output.room().wait().await;
        match message {
            Message::Unsound(answer) => output.answer(answer).await,
            Message::Reply(reply) => drop(replies.lock().await.send(reply).await),
            Message::Request(request) => {
                if poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break;
                }
                let request = renamed(request);
                if let Some(handling) = begun(&mut service, request, &output).await {
                    let Ok(slot) = slots.clone().acquire_owned().await else { break };
                    let output = output.clone();
                    tokio::spawn(async move {
                        if let Some(answer) = handling.await {
                            output.answer(answer).await;
                        }
                        drop(slot);
                    });
                }
            }
        }
    }
    // Whoever has ended the input may still read answers.
    drop(slots.acquire_many(CONCURRENCY as u32).await);
    asking.abort();
}

fn renamed(request: Request) -> Request {
    let Some((_, name)) = PACKED.iter().find(|(asked, _)| *asked == request.method()) else { return request };
    let (_, id, params) = request.into_parts();
    let request = params.into_iter().fold(Request::build(*name), |request, params| request.params(params));
    id.into_iter().fold(request, |request, id| request.id(id)).finish()
}

/// Handles a request up to where it first waits, so that what a handler changes it changes in the order of the messages; the rest, if
/// there is one. `initialize` is handled to its end: until it is answered, nothing else can be.
async fn begun(
    service: &mut LspService<Server>,
    request: Request,
    output: &Output,
) -> Option<impl Future<Output = Option<Response>> + Send + 'static> {
    let id = request.id().cloned();
    let asks = id.is_some();
    match request.method() {
        // Both are questions. A client that shuts down without asking goes on to `exit`.
        "initialize" | "shutdown" if !asks => return None,
        _ => {}
    }
    let begins = request.method() == "initialize";
    let mut handling = Box::pin(answered(request.method().to_owned(), id, service.call(request)));
    let done = if begins { Some(handling.as_mut().await) } else { handling.as_mut().now_or_never() };
    match done {
        Some(answer) => {
            if let Some(answer) = answer {
                output.answer(answer).await;
            }
            None
        }
        None => Some(handling),
    }
}

/// The answer to a request; a panic costs this answer only, which tells where it happened.
async fn answered<E>(method: String, id: Option<Id>, handling: impl Future<Output = Result<Option<Response>, E>>) -> Option<Response> {
    match guarded_request(&method, handling).await {
        Ok(answer) => answer.ok().flatten(),
        Err(defect) => Some(Response::from_error(id?, Error { message: defect.into(), ..Error::internal_error() })),
    }
}
