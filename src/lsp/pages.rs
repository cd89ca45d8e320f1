//! Pages that an editor can open: those of the rules, and ledgers. There is no site that holds them, so they are written on demand into
//! the user's cache folder from what the program itself holds; deleting them costs nothing.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tower_lsp::ls_types::Uri;

use super::from_proto::uri_of;
use super::server::lock;
use crate::rules;

/// The pages of this session, by rule; `None` where a page cannot be written.
static WRITTEN: Mutex<Option<HashMap<&'static str, Option<Uri>>>> = Mutex::new(None);

/// The address of a rule's page.
pub fn of_rule(name: &str) -> Option<Uri> {
    let rule = rules::find(name)?;
    let mut written = lock(&WRITTEN);
    let page = || write(&Path::new("rules").join(format!("{}.md", rule.name)), &rule.page());
    written.get_or_insert_default().entry(rule.name).or_insert_with(page).clone()
}

/// Writes a page below the cache folder, unless it stands there already; its address.
pub fn write(relative: &Path, text: &str) -> Option<Uri> {
    let path = folder()?.join(relative);
    if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return uri_of(&path);
    }
    std::fs::create_dir_all(path.parent()?).ok()?;
    // Another server may write the same page; each makes its own and puts it in place whole.
    let draft = path.with_extension(format!("{}.draft", std::process::id()));
    std::fs::write(&draft, text).and_then(|()| std::fs::rename(&draft, &path)).ok()?;
    uri_of(&path)
}

/// Where this version of the program keeps its pages.
fn folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        std::env::home_dir().map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
    };
    let cache = cache.filter(|path| path.is_absolute()).unwrap_or_else(std::env::temp_dir);
    Some(cache.join("onrecord").join(env!("CARGO_PKG_VERSION")))
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
