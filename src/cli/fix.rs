//! `check --fix`: repairs that are made, or printed as a patch.

use std::path::Path;

use similar::TextDiff;

use super::arguments::CheckArguments;
use super::files::{Input, Origin, absolute, from_repository, repository_of};
use super::known::{Filter, Narrowed};
use super::written;
use crate::article::Article;
use crate::check::check;
use crate::ide::actions::fixes;
use crate::ide::edit::applied;
use crate::text::document::decode;
use crate::text::{Document, Format, visible};

/// How often a text is read again: a repair may make way for another.
const ROUNDS: usize = 5;

/// How repairs are made.
#[derive(Debug, Clone, Copy)]
pub struct Fixer {
    /// Those that somebody should look at too.
    more: bool,
    /// They are printed, not made.
    dry: bool,
}

/// An article with its repairs.
pub struct Fixed {
    /// As it is now; as it was in a dry run.
    pub article: Article,
    /// What is left to ask.
    pub narrowed: Narrowed,
    /// How many repairs were made.
    pub made: usize,
    /// The patch, in a dry run.
    pub patch: String,
    /// Why the repairs could not be written, though they were found.
    pub unwritten: Option<String>,
}

impl Fixer {
    /// What was asked for, if anything was.
    pub fn of(arguments: &CheckArguments) -> Option<Fixer> {
        (arguments.fix || arguments.unsafe_fixes).then_some(Fixer { more: arguments.unsafe_fixes, dry: arguments.dry_run })
    }

    /// Whether repairs are only printed.
    pub fn is_dry(self) -> bool {
        self.dry
    }

    /// Makes the repairs of an article.
    ///
    /// # Errors
    ///
    /// Why nothing was written.
    pub fn fix(self, filter: &Filter, input: &Input, article: Article, narrowed: Narrowed) -> Result<Fixed, String> {
        let nothing = |article, narrowed| Ok(Fixed { article, narrowed, made: 0, patch: String::new(), unwritten: None });
        // The text of a Word document is not its bytes.
        if article.document.format == Format::Docx {
            return nothing(article, narrowed);
        }
        let first = fixes(&article, &input.settings, &narrowed.checked.shown, self.more);
        if first.is_empty() {
            return nothing(article, narrowed);
        }
        let mut next = first;
        let mut made = 0;
        let mut now: Option<(Article, Narrowed)> = None;
        for _ in 0..ROUNDS {
            let document = now.as_ref().map_or(&article.document, |(article, _)| &article.document);
            let text = applied(&document.text, next.iter().collect()).ok_or("its repairs touch one another")?;
            made += next.len();
            let document = Document::new(document.path.as_str(), text, document.format);
            let fixed = filter.reader.analyze(document, &input.settings);
            let checked = check(&fixed, &input.settings);
            let narrowed = filter.narrow(input, &fixed, checked)?;
            next = fixes(&fixed, &input.settings, &narrowed.checked.shown, self.more);
            now = Some((fixed, narrowed));
            if next.is_empty() {
                break;
            }
        }
        let Some((fixed, fixed_narrowed)) = now.filter(|_| next.is_empty()) else {
            return Err("its repairs come to no end, so none was made".to_owned());
        };
        if self.dry {
            let patch = patch(&article.document, &fixed.document);
            return Ok(Fixed { article, narrowed, made, patch, unwritten: None });
        }
        // What there is to ask is told whether or not it could be repaired.
        if let Err(why) = write(input, &article.document.text, &fixed.document.text) {
            return Ok(Fixed { article, narrowed, made: 0, patch: String::new(), unwritten: Some(why) });
        }
        Ok(Fixed { article: fixed, narrowed: fixed_narrowed, made, patch: String::new(), unwritten: None })
    }
}

/// Writes an article as it was encoded.
fn write(input: &Input, before: &str, after: &str) -> Result<(), String> {
    let Origin::File(path) = &input.origin else {
        return Err("what comes from another program cannot be changed; --dry-run prints the patch".to_owned());
    };
    if leads_out(path) {
        return Err("a link that leads out of here, so nothing was written; name what it leads to".to_owned());
    }
    let written = || {
        let bytes = crate::config::regular::read(path, input.max_size)?;
        let encoded = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => after.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            [0xFE, 0xFF, ..] => after.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => after.as_bytes().to_vec(),
        };
        if decode(bytes.clone()).ok().as_deref() != Some(before) {
            return Err(std::io::Error::other("it was changed by somebody else meanwhile, so nothing was written"));
        }
        written::replace(path, Some(&bytes), &encoded)
    };
    written().map_err(|error| error.to_string())
}

/// Whether a path leads by a link to what lies in another repository, or in none another folder.
fn leads_out(path: &Path) -> bool {
    let whole = absolute(path);
    let (Some(folder), Ok(real)) = (whole.parent(), path.canonicalize()) else { return false };
    let base = repository_of(folder).unwrap_or_else(|| folder.to_path_buf());
    base.canonicalize().is_ok_and(|base| !real.starts_with(base))
}

/// The change of a text as a patch: in a repository as Git writes it, which is read in any folder of it.
fn patch(before: &Document, after: &Document) -> String {
    let rooted = from_repository(&before.path);
    let is_in_one = repository_of(&absolute(Path::new(&before.path))).is_some();
    let path = visible(if is_in_one { &rooted } else { before.path.trim_start_matches('/') }).into_owned();
    let lines = TextDiff::from_lines(&*before.text, &*after.text);
    let patch = lines.unified_diff().context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    if is_in_one { format!("diff --git a/{path} b/{path}\n{patch}") } else { patch }
}
