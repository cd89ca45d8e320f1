//! Long answers, written down where they are made.
//!
//! The framework makes a tree of every answer, with a map for each position: an outline of a long article would take a second and a
//! hundred megabytes. What is packed passes through it as one string and is written to the client as it is.

use serde::ser::{Serialize, SerializeMap, Serializer};
use tower_lsp::jsonrpc::{Error, Response, Result};

/// The one key of a packed answer; no client's word.
const KEY: &str = "\0packed";

/// An answer as it is sent.
#[derive(Debug)]
pub struct Packed(String);

impl Packed {
    /// Packs an answer.
    pub fn new(answer: &impl Serialize) -> Result<Packed> {
        serde_json::to_string(answer).map(Packed).map_err(|_| Error::internal_error())
    }
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(KEY, &self.0)?;
        map.end()
    }
}

/// The body of a response, with what is packed in it unpacked.
pub fn body(response: Response) -> Option<Vec<u8>> {
    let packed = response.result().and_then(|result| result.get(KEY)?.as_str());
    let Some(packed) = packed else { return serde_json::to_vec(&response).ok() };
    let id = serde_json::to_string(response.id()).ok()?;
    Some(format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{packed}}}"#).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use tower_lsp::jsonrpc::Id;

    #[test]
    fn what_is_packed_arrives_as_it_was() {
        let answer = json!({"a": ["é\u{0}\"", 1, null], "b": {}});
        for id in [Id::Number(7), Id::String("x\"y".into())] {
            let packed = serde_json::to_value(Packed::new(&answer).unwrap()).unwrap();
            let sent: Value = serde_json::from_slice(&body(Response::from_ok(id.clone(), packed)).unwrap()).unwrap();
            let plain: Value = serde_json::from_slice(&body(Response::from_ok(id, answer.clone())).unwrap()).unwrap();
            assert_eq!(sent, plain);
        }
        let refused = Response::from_error(Id::Number(1), Error::content_modified());
        assert!(String::from_utf8(body(refused).unwrap()).unwrap().contains("-32801"));
    }
}
