//! Saying which of those whom the notebook has an article means.

use std::path::PathBuf;

use super::Effect;
use super::allow::{configure, lead, pattern, quote};
use crate::ide::card;
use crate::ide::subject::{self, Subject};
use crate::reference::notebook::{Known, Record};
use crate::text::Span;
use crate::workspace::Analysis;

/// What may be said of the name at `range`, where the notebook has somebody of it: who it is, where that is not sure, or that it is somebody else. It
/// holds for the article, and stands in the configuration.
pub(super) fn choices(analysis: &Analysis, range: Span, roots: &[PathBuf]) -> Vec<(String, Effect)> {
    let (article, settings) = (&analysis.article, &analysis.governing.settings);
    let Some(Subject::Mention(index)) = subject::at(article, range.start).map(|pointed| pointed.subject) else { return Vec::new() };
    let Some(mention) = article.entities.mentions.get(index) else { return Vec::new() };
    let entity = article.entities.get(mention.entity);
    let name = &entity.name;
    let is = |record: &Record| {
        (format!("“{name}” is {} (in onrecord.toml)", card::told_apart(record, article.published())), record.shown.clone())
    };
    let mut choices: Vec<(String, String)> = match settings.notebook.of(article, entity, &settings.who, false) {
        Known::Nobody => return Vec::new(),
        // A card that is wrong can be taken off.
        Known::One(_) => Vec::new(),
        Known::Unsure(records) => records.iter().filter(|record| !record.no_card).map(|record| is(record)).collect(),
    };
    choices.push((format!("“{name}” is somebody else (in onrecord.toml)"), String::new()));
    let effect = |record: &str| {
        configure(analysis, roots, |relative, text| {
            Some(format!(
                "{}[[who]]\npath = {}\nname = {}\nrecord = {}\n",
                lead(text),
                quote(&pattern(relative)),
                quote(name),
                quote(record)
            ))
        })
    };
    choices.into_iter().filter_map(|(title, record)| Some((title, effect(&record)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Format};
    use crate::workspace::Configurations;

    #[test]
    fn what_is_chosen_holds_for_the_article() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("onrecord.toml", "notebook = \"people\"\n");
        write("people/a.md", "---\nname: Jonas Vik\nroles: [{role: skipper}]\n---\n");
        write("people/b.md", "---\nname: Jonas Vik\nroles: [{role: teacher}]\n---\n");
        let (path, text) = (folder.path().join("a.txt"), "On Monday Jonas Vik met the mayor. Vik said it was late.\n");
        let known = |at: u32| {
            let governing = Configurations::default().of(Some(&path), None);
            let analysis = Analysis::new(Document::new("a.txt", text, Format::Plain), Some(path.clone()), governing, 1, None);
            let choices = choices(&analysis, Span::new(at, at), &[folder.path().to_path_buf()]);
            let settings = &analysis.governing.settings;
            let known = settings.notebook.of(&analysis.article, &analysis.article.entities.entities[0], &settings.who, true);
            let who = match known {
                Known::One(record) => record.shown.clone(),
                Known::Nobody => "nobody".to_owned(),
                Known::Unsure(_) => "?".to_owned(),
            };
            (choices, who)
        };
        let at = text.find("Vik said").unwrap() as u32;
        let (choices, who) = known(at);
        let titles: Vec<&str> = choices.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "“Jonas Vik” is skipper (people/a.md) (in onrecord.toml)",
                "“Jonas Vik” is teacher (people/b.md) (in onrecord.toml)",
                "“Jonas Vik” is somebody else (in onrecord.toml)",
            ]
        );
        assert_eq!((who.as_str(), known(0).0.len()), ("?", 0));
        for ((_, effect), expected) in choices.iter().zip(["people/a.md", "people/b.md", "nobody"]) {
            let Effect::Configure { entry, .. } = effect else { panic!("{effect:?}") };
            write("onrecord.toml", &format!("notebook = \"people\"\n{entry}"));
            let (again, who) = known(at);
            assert_eq!((again.len(), who.as_str()), (usize::from(expected != "nobody"), expected));
        }
    }
}
