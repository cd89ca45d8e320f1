//! Files that get another name: what a configuration says of them by their old one.

use std::path::{Path, PathBuf};

use super::Replacement;
use super::actions::allow::{pattern, quote, relative_to};
use crate::config::Config;
use crate::text::Span;

/// The changes in a configuration's text when files or folders are renamed, each given as old and new absolute path. Only patterns that
/// name a file or folder alone are changed; what moves out of the configuration's folder keeps its old name, which is then told as unused.
pub fn changes(config: &Config, renamed: &[(PathBuf, PathBuf)]) -> Vec<Replacement> {
    let Some(folder) = config.path.parent() else { return Vec::new() };
    let moved: Vec<(String, String)> =
        renamed.iter().filter_map(|(old, new)| Some((relative_to(old, folder)?, relative_to(new, folder)?))).collect();
    let file = &config.file;
    let who = file.who.iter().flat_map(|who| [&who.get_ref().path, &who.get_ref().record]);
    let patterns = file
        .allow
        .iter()
        .map(|allow| &allow.get_ref().path)
        .chain(&file.include)
        .chain(&file.exclude)
        .chain(file.kinds.paths.keys())
        .chain(who);
    let mut changes: Vec<Replacement> = patterns
        .filter_map(|written| {
            let new = moved.iter().find_map(|(old, new)| followed(written.get_ref(), old, new))?;
            let span = Span::new(written.span().start as u32, written.span().end as u32);
            Some(Replacement { span, text: quote(&new) })
        })
        .collect();
    changes.sort_by_key(|change| change.span);
    let mut changed = config.text.to_string();
    changes.iter().rev().for_each(|change| changed.replace_range(change.span.range(), &change.text));
    // Two patterns may have become one.
    if Config::parse(&config.path, &changed).is_ok() { changes } else { Vec::new() }
}

/// A pattern that names `old`, or something below it, as it must be written for `new`.
fn followed(written: &str, old: &str, new: &str) -> Option<String> {
    let bare = |path: &str| path.trim_start_matches(['!', '/']).to_owned();
    let sign = if written.starts_with('!') { "!" } else { "" };
    let (wanted, name) = (bare(&pattern(old)), bare(written));
    // A bare name fits at any depth, so that it may mean other files too.
    let anchored = written.trim_start_matches('!').starts_with('/') || name.trim_end_matches('/').contains('/');
    let rest = name.strip_prefix(&wanted).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
    let slash = if written.trim_start_matches('!').starts_with('/') && new.contains('/') { "/" } else { "" };
    (anchored || !old.contains('/')).then(|| format!("{sign}{slash}{}{rest}", pattern(new)))
}

/// The files among `known` that a rename of `old` to `new` moves, with their new paths: the file itself, or all below a folder.
pub fn moved<'a>(known: impl Iterator<Item = &'a PathBuf>, old: &Path, new: &Path) -> Vec<(PathBuf, PathBuf)> {
    let below = known.filter_map(|path| {
        let rest = path.strip_prefix(old).ok()?;
        Some((path.clone(), if rest.as_os_str().is_empty() { new.to_path_buf() } else { new.join(rest) }))
    });
    below.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_marks_of_every_kind_is_written_so_that_it_can_be_read() {
        for new in ["/n/o'\"b.md", "/n/a\nb.md", "/n/a\\b\u{7f}.md"] {
            let changed = after("exclude = ['/a.md']\n[kinds]\n'/a.md' = 'opinion'\n", &[("/n/a.md", new)]);
            let config = Config::parse(Path::new("/n/onrecord.toml"), &changed).unwrap();
            assert_eq!(config.file.kinds.paths.len(), 1, "{changed}");
            assert!(!changed.contains("a.md'"), "{changed}");
        }
    }

    fn after(text: &str, renamed: &[(&str, &str)]) -> String {
        let config = Config::parse(Path::new("/n/onrecord.toml"), text).unwrap();
        let renamed: Vec<(PathBuf, PathBuf)> = renamed.iter().map(|(old, new)| (old.into(), new.into())).collect();
        let mut changed = text.to_owned();
        for change in changes(&config, &renamed).into_iter().rev() {
            changed.replace_range(change.span.range(), &change.text);
        }
        changed
    }

    #[test]
    fn entries_follow_a_file_and_a_folder() {
        let text = "exclude = [\"old/\"]\n[[allow]]\npath = \"/ferry.txt\"\nrule = \"placeholder\"\n[[allow]]\npath = \"news/a [1].txt\"\nrule = \"placeholder\"\n";
        let escaped = text.replace("a [1].txt", "a \\\\[1\\\\].txt");
        let changed = after(&escaped, &[("/n/ferry.txt", "/n/news/ferry.txt"), ("/n/news", "/n/desk")]);
        assert!(changed.contains("path = \"/news/ferry.txt\""), "{changed}");
        assert!(changed.contains("path = '/desk/a \\[1\\].txt'"), "{changed}");
        assert!(Config::parse(Path::new("/n/onrecord.toml"), &changed).is_ok());
        assert!(changed.contains("\"old/\""));
    }

    #[test]
    fn patterns_for_many_files_and_files_that_leave_stay() {
        let text = "[[allow]]\npath = \"*.txt\"\nrule = \"placeholder\"\n[[allow]]\npath = \"a.txt\"\nrule = \"placeholder\"\n";
        assert_eq!(after(text, &[("/n/b.txt", "/n/c.txt"), ("/n/a.txt", "/m/a.txt")]), text);
    }

    #[test]
    fn a_folder_takes_all_below_it() {
        let known = [PathBuf::from("/n/a/x.txt"), PathBuf::from("/n/ab.txt")];
        assert_eq!(moved(known.iter(), Path::new("/n/a"), Path::new("/n/b")), [(known[0].clone(), PathBuf::from("/n/b/x.txt"))]);
        assert_eq!(moved(known.iter(), Path::new("/n/ab.txt"), Path::new("/n/c.txt"))[0].1, PathBuf::from("/n/c.txt"));
    }
}
