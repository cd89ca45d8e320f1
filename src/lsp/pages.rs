//! Pages of rules that an editor can open. There is no site that holds them, so they are written on demand into the user's cache folder from
//! what the program itself holds; deleting them costs nothing.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;

use tower_lsp::ls_types::Uri;

use super::from_proto::uri_of;
use super::server::lock;
use crate::config::regular;
use crate::rules::{self, Rule};
use crate::workspace::private;

/// The pages of this session, by rule; `None` where a page cannot be written.
static WRITTEN: Mutex<Option<HashMap<&'static str, Option<Uri>>>> = Mutex::new(None);

/// The address of a rule's page.
pub fn of_rule(name: &str) -> Option<Uri> {
    let rule = rules::find(name)?;
    let mut written = lock(&WRITTEN);
    let page = || write(rule).ok().as_deref().and_then(uri_of);
    written.get_or_insert_default().entry(rule.name).or_insert_with(page).clone()
}

/// Writes a rule's page, unless it stands there already; where it is.
fn write(rule: &Rule) -> io::Result<PathBuf> {
    let own = private::cache_folder().ok_or(io::ErrorKind::NotFound)?.join("onrecord");
    private::folder(&own)?;
    // Another version of the program has other pages.
    let folder = own.join(env!("CARGO_PKG_VERSION")).join("rules");
    private::folder(&folder)?;
    let (path, text) = (folder.join(format!("{}.md", rule.name)), rule.page());
    if regular::read(&path, text.len() as u64).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(path);
    }
    private::sweep(&folder);
    private::write(&path, text.as_bytes())?;
    Ok(path)
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
