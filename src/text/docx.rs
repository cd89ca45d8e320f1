//! Word documents (`.docx`): the text of one, a paragraph a line, with the style of each.
//!
//! Changes that are tracked count as accepted; remarks, fields and hidden text are left out; notes stand at the end. Nothing in the file is
//! believed: what unpacks to too much, and what is no such document, is told.

mod body;
mod styles;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

pub use styles::Style;

/// A paragraph's style, in the order of the lines.
pub type Styles = Vec<Style>;

/// The most bytes that a part of a document may unpack to.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    /// An older format, or a document under a password.
    #[error("not a .docx file: a Word document of the older format, or one with a password; save it as .docx without one")]
    Older,
    /// No archive, or a broken one.
    #[error("not a .docx file, or a broken one: {0}")]
    Broken(String),
    /// No document in it.
    #[error("not a .docx file: there is no text of a Word document in it")]
    NoDocument,
    /// A part unpacks to too much.
    #[error("its text unpacks to more than {} MB, which is the limit", LARGEST / 1024 / 1024)]
    TooLarge,
    /// Bad XML.
    #[error("a broken .docx file: {part} is not valid XML at byte {at}")]
    Xml {
        /// The part's name.
        part: &'static str,
        /// The byte of the part.
        at: u64,
    },
}

/// Whether bytes are an archive, as a `.docx` file is, or an older document of Word.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || is_older(bytes)
}

fn is_older(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// The text of a document, and the style of each of its lines.
pub fn read(bytes: &[u8]) -> Result<(String, Styles), DocxError> {
    if is_older(bytes) {
        return Err(DocxError::Older);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| DocxError::Broken(told(&error)))?;
    let document = part(&mut archive, "word/document.xml")?.ok_or(DocxError::NoDocument)?;
    let names = match part(&mut archive, "word/styles.xml")? {
        Some(xml) => styles::names(&xml)?,
        None => styles::Names::default(),
    };
    let mut text = body::Text::default();
    text.add(&document, "word/document.xml", &names, false)?;
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = part(&mut archive, name)? {
            text.add(&notes, name, &names, true)?;
        }
    }
    Ok((text.text, text.styles))
}

/// A part of the archive, unpacked; `None` where there is none of that name.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &'static str) -> Result<Option<String>, DocxError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(DocxError::Broken(told(&error))),
    };
    let mut bytes = Vec::new();
    // What a file says of its size need not be so.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| DocxError::Broken(error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(DocxError::TooLarge);
    }
    String::from_utf8(bytes).map(Some).map_err(|error| DocxError::Xml { part: name, at: error.utf8_error().valid_up_to() as u64 })
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(reason) => reason.to_string(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
