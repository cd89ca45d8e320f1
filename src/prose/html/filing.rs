//! What a page says it is filed under: `meta` elements, the path of its address, and JSON-LD.

use serde_json::Value;

use super::super::front_matter::Sign;

/// Bytes of the largest JSON-LD that is read.
const LARGEST: usize = 512 * 1024;

/// The most signs of a page that are kept.
const MOST: usize = 200;

/// The `meta` elements that file an article, and whether they hold tags.
const FIELDS: &[(&str, bool)] = &[
    ("article:content_type", false),
    ("article:section", false),
    ("article:subsection", false),
    ("article:tag", true),
    ("article_type", false),
    ("category", false),
    ("cxenseparse:category", false),
    ("dc.type", false),
    ("keywords", true),
    ("news_keywords", true),
    ("og:section", false),
    ("page-type", false),
    ("page_type", false),
    ("parsely-section", false),
    ("parsely-tags", true),
    ("primary_section", false),
    ("sailthru.tags", true),
    ("section", false),
    ("subsection", false),
    ("type", false),
];

/// Takes what a `meta` element files the article under.
pub(super) fn of_meta(name: &str, content: &str, signs: &mut Vec<Sign>) {
    let lower = name.to_ascii_lowercase();
    if lower == "og:url" {
        return of_address(content, signs);
    }
    let Some((_, tags)) = FIELDS.iter().find(|(field, _)| *field == lower) else { return };
    for value in content.split([',', ';', '|']).map(str::trim).filter(|value| !value.is_empty()) {
        add(signs, name, value, *tags);
    }
}

/// Takes the folders of an address; the last part names the article itself.
fn of_address(address: &str, signs: &mut Vec<Sign>) {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let folders = parts.len().saturating_sub(1);
    parts[..folders].iter().take(6).for_each(|folder| add(signs, "address", folder, false));
}

/// Takes the types, sections and genres of an article from what a `script` holds, if that is JSON-LD.
pub(super) fn of_program(program: &str, signs: &mut Vec<Sign>) {
    let data = program.trim();
    let is_data = data.len() <= LARGEST && data.starts_with(['{', '[']) && data.contains("schema.org");
    let Some(value) = is_data.then(|| serde_json::from_str::<Value>(data).ok()).flatten() else { return };
    let graph = value.get("@graph").unwrap_or(&value);
    match graph {
        Value::Array(nodes) => nodes.iter().take(50).for_each(|node| of_node(node, signs)),
        node => of_node(node, signs),
    }
}

fn of_node(node: &Value, signs: &mut Vec<Sign>) {
    let texts = |key: &str| match node.get(key) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).take(20).collect(),
        _ => Vec::new(),
    };
    let types = texts("@type");
    if !types.iter().any(|name| name.ends_with("Article") || name.ends_with("Review") || name.contains("Posting")) {
        return;
    }
    types.iter().for_each(|name| add(signs, "@type", name, false));
    for key in ["articleSection", "genre"] {
        texts(key).iter().for_each(|value| add(signs, key, value, false));
    }
    for value in texts("keywords").iter().flat_map(|values| values.split(',')) {
        add(signs, "keywords", value, true);
    }
}

fn add(signs: &mut Vec<Sign>, field: &str, value: &str, tag: bool) {
    if signs.len() < MOST {
        signs.push(Sign { field: field.to_owned(), value: value.trim().to_owned(), tag });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(take: impl Fn(&mut Vec<Sign>)) -> String {
        let mut signs = Vec::new();
        take(&mut signs);
        signs.iter().map(|sign| format!("{}={}{}", sign.field, sign.value, if sign.tag { "~" } else { "" })).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_page_says_what_it_is_filed_under() {
        assert_eq!(signs(|signs| of_meta("article:section", "Opinion", signs)), "article:section=Opinion");
        assert_eq!(signs(|signs| of_meta("article:tag", "Ferries, Opinion", signs)), "article:tag=Ferries~ article:tag=Opinion~");
        assert_eq!(signs(|signs| of_meta("og:url", "https://gazette.example/opinion/the-ferry?x=1", signs)), "address=opinion");
        assert_eq!(signs(|signs| of_meta("description", "Opinion", signs)), "");
        let data = r#"{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":["OpinionNewsArticle"],"articleSection":"Comment"}]}"#;
        assert_eq!(signs(|signs| of_program(data, signs)), "@type=OpinionNewsArticle articleSection=Comment");
        assert_eq!(signs(|signs| of_program("{ var a = 'schema.org' }", signs)), "");
    }
}
