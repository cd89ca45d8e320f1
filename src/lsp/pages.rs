//! Pages of rules that an editor can open. There is no site that holds them, so they are written on demand into the user's cache folder from
//! what the program itself holds; deleting them costs nothing. All are written at once: which of them are there must not tell which rules
//! spoke about an article.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tower_lsp::ls_types::Uri;

use super::from_proto::uri_of;
use crate::config::regular;
use crate::rules::{self, Rule};
use crate::workspace::private;

/// The folder of the pages, once they are written in this session; `None` where they cannot be.
static WRITTEN: OnceLock<Option<PathBuf>> = OnceLock::new();

/// The address of a rule's page.
pub fn of_rule(name: &str) -> Option<Uri> {
    let rule = rules::find(name)?;
    uri_of(&page_in(WRITTEN.get_or_init(|| write().ok()).as_deref()?, rule))
}

/// Whether a document is the page of a rule.
pub fn is_page(path: Option<&Path>) -> bool {
    let folder = WRITTEN.get().and_then(Option::as_deref);
    path.zip(folder).is_some_and(|(path, folder)| path.starts_with(folder))
}

fn page_in(folder: &Path, rule: &Rule) -> PathBuf {
    folder.join(format!("{}.md", rule.name))
}

/// Writes the pages of all rules, those that do not stand there already; the folder.
fn write() -> io::Result<PathBuf> {
    let own = private::cache_folder().ok_or(io::ErrorKind::NotFound)?.join("onrecord");
    private::folder(&own)?;
    // Another version of the program has other pages.
    let folder = own.join(env!("CARGO_PKG_VERSION")).join("rules");
    private::folder(&folder)?;
    private::sweep(&folder);
    for rule in rules::ALL {
        let (path, text) = (page_in(&folder, rule), rule.page());
        if !regular::read(&path, text.len() as u64).is_ok_and(|there| there == text.as_bytes()) {
            private::write(&path, text.as_bytes())?;
        }
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_a_page_and_what_is_no_rule_has_none() {
        let page = of_rule("placeholder").unwrap();
        let text = std::fs::read_to_string(page.to_file_path().unwrap()).unwrap();
        assert!(text.starts_with("# placeholder\n"));
        assert_eq!(of_rule("place-holder"), None);
    }
}
