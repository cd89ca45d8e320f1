//! What must come out of the three real articles that lie beside the project. No sentence of theirs is in it; without them there is nothing to
//! test.

use std::path::Path;

use onrecord::article::Article;
use onrecord::entity::EntityType;
use onrecord::lexicon::Lexicon;
use onrecord::text::document::decode;
use onrecord::text::{Document, Format};

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| decode(std::fs::read(path).ok()?).ok());
    texts.map(|text| Article::analyze(Document::new("article.txt".to_owned(), text, Format::Plain), Lexicon::shipped(), None)).collect()
}

#[test]
fn who_is_who_in_the_real_articles() {
    for article in articles() {
        let names: Vec<&str> = article.entities.entities.iter().map(|entity| entity.name.as_str()).collect();
        assert!(!names.iter().any(|name| name.ends_with(" on Rubio")), "{names:?}");
        assert!(names.contains(&"Marco Rubio"), "{names:?}");
        for entity in article.entities.entities.iter().filter(|entity| entity.kind == EntityType::Person) {
            for accused in ["terrorist", "fugitive", "criminal", "thug", "autocratic", "embattled"] {
                assert!(!entity.role.contains(accused), "{}: {}", entity.name, entity.role);
            }
            if entity.name.ends_with("Maduro") {
                assert_eq!(entity.role.rsplit(' ').next(), Some("leader"), "{}", entity.role);
            }
            if entity.name == "Volodymyr Zelensky" {
                assert!(entity.role.contains("President"), "{}", entity.role);
            }
        }
    }
}
