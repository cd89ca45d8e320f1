//! The outline of an article, and names across articles.

use std::path::PathBuf;
use std::sync::Arc;

use super::{excerpt, subject};
use crate::article::Article;
use crate::entity::fold::folded;
use crate::entity::{EntityType, Form};
use crate::prose::Role;
use crate::prose::date::Date;
use crate::sourcing::{QuotationKind, Source, Stance};
use crate::text::Span;
use crate::workspace::{IndexedEntity, IndexedFile, Workspace};

/// What an outline's entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// A headline or heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A quotation.
    Quotation,
    /// All entities of one type.
    Group,
    /// An entity.
    Entity(EntityType),
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What is said beside it: a speaker, a role.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, in source bytes.
    pub span: Span,
    /// The words to go to, inside `span`.
    pub place: Span,
    /// What lies below.
    pub children: Vec<Symbol>,
}

/// Longest name of an entry, in characters.
const NAME: usize = 48;

/// The outline: headings and paragraphs with their quotations, then entities by type.
pub fn outline(article: &Article) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    let mut quotations = article.sourcing.quotations.iter().peekable();
    for block in &article.prose.blocks {
        let mut children = Vec::new();
        while let Some(quotation) = quotations.next_if(|quotation| quotation.span.start < block.span.end) {
            if matches!(quotation.kind, QuotationKind::Full | QuotationKind::Partial) {
                let attribution = quotation.attribution.and_then(|index| article.sourcing.attributions.get(index as usize));
                let source = attribution.and_then(|attribution| attribution.source.as_ref());
                let denies = attribution.is_some_and(|attribution| attribution.stance == Stance::Denied);
                let speaker = |source: &Source| if denies { format!("{} denies it", source.name) } else { source.name.clone() };
                let span = article.source(quotation.span);
                children.push(Symbol {
                    name: excerpt::of(article, quotation.span, NAME),
                    detail: source.map_or_else(|| "no speaker".to_owned(), speaker),
                    kind: SymbolKind::Quotation,
                    span,
                    place: span,
                    children: Vec::new(),
                });
            }
        }
        let kind = match block.role {
            Role::Headline | Role::Heading => SymbolKind::Heading,
            role if role.is_body() => SymbolKind::Paragraph,
            _ => continue,
        };
        let span = article.source(block.span);
        let name = excerpt::of(article, block.span, NAME);
        if !name.is_empty() {
            symbols.push(Symbol { name, detail: String::new(), kind, span, place: span, children });
        }
    }
    let whole = Span::new(0, article.document.text.len() as u32);
    for (kind, title) in [(EntityType::Person, "People"), (EntityType::Organization, "Organisations"), (EntityType::Place, "Places")] {
        let children: Vec<Symbol> = entities(article, kind);
        if !children.is_empty() {
            let count = children.len().to_string();
            symbols.push(Symbol {
                name: title.into(),
                detail: count,
                kind: SymbolKind::Group,
                span: whole,
                place: Span::new(0, 0),
                children,
            });
        }
    }
    symbols
}

fn entities(article: &Article, kind: EntityType) -> Vec<Symbol> {
    let all = &article.entities;
    let named =
        all.entities.iter().filter(|entity| entity.kind == kind && all.mentions_of(entity.id).any(|mention| mention.form.is_name()));
    let symbol = |entity: &crate::entity::Entity| {
        let span = article.source(subject::first_reference(article, entity)?.span);
        let (name, detail) = (entity.name.clone(), entity.role.clone());
        Some(Symbol { name, detail, kind: SymbolKind::Entity(kind), span, place: span, children: Vec::new() })
    };
    named.filter_map(symbol).collect()
}

/// A name in some article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The fullest name there.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Its role there.
    pub role: String,
    /// When that was published.
    pub published: Option<Date>,
    /// The article.
    pub path: PathBuf,
    /// The article's text.
    pub text: Arc<str>,
    /// Its first reference, in source bytes.
    pub span: Span,
}

/// The names that match a query, best first, at most `most`: in any case, without accents, letters left out.
pub fn search(workspace: &Workspace, query: &str, most: usize) -> Vec<Found> {
    let query: Vec<char> = folded(query).filter(|c| !c.is_whitespace()).collect();
    let mut found: Vec<(u32, &IndexedFile, &IndexedEntity)> = Vec::new();
    for file in workspace.files() {
        found.extend(search_file(file, &query));
    }
    found.sort_by(|a, b| (a.0, &a.2.name, &a.1.path).cmp(&(b.0, &b.2.name, &b.1.path)));
    let shown = found.into_iter().filter_map(|(_, file, entity)| {
        let span = entity.mentions.get(entity.first)?.span;
        let (name, role, text) = (entity.name.to_string(), entity.role.to_string(), file.text()?);
        Some(Found { name, kind: entity.kind, role, published: file.published, path: file.path.clone(), text, span })
    });
    shown.take(most).collect()
}

fn search_file<'a>(file: &'a IndexedFile, query: &'a [char]) -> impl Iterator<Item = (u32, &'a IndexedFile, &'a IndexedEntity)> {
    let named =
        file.entities.iter().filter(|entity| entity.mentions.iter().any(|mention| mention.form.is_name() && mention.form != Form::Given));
    named.filter_map(move |entity| Some((distance(&entity.folded, query)?, file, entity)))
}

/// How far a name is from a query whose letters it holds in order: 0 for a beginning of a word, more for every gap; `None` if it is not.
fn distance(name: &str, query: &[char]) -> Option<u32> {
    let mut wanted = query.iter();
    let mut next = wanted.next();
    let (mut gaps, mut inside, mut previous) = (0, false, ' ');
    for c in name.chars() {
        match next {
            None => break,
            Some(letter) if *letter == c => {
                // A letter that begins a word is no gap.
                gaps += u32::from(!inside && previous != ' ');
                inside = true;
                next = wanted.next();
            }
            Some(_) if c != ' ' => inside = false,
            Some(_) => {}
        }
        previous = c;
    }
    next.is_none().then_some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{FERRY, analysis};
    use crate::text::Format;

    #[test]
    fn the_outline_holds_paragraphs_quotations_and_people() {
        let analysis = analysis(&format!("# {FERRY}"), Format::Markdown);
        let symbols = outline(&analysis.article);
        let kinds: Vec<SymbolKind> = symbols.iter().map(|symbol| symbol.kind).collect();
        assert_eq!(kinds[..3], [SymbolKind::Heading, SymbolKind::Paragraph, SymbolKind::Paragraph]);
        assert_eq!((symbols[1].children[0].name.as_str(), symbols[1].children[0].detail.as_str()), ("“We had no choice,”", "Marit Oru"));
        let people = symbols.iter().find(|symbol| symbol.name == "People").unwrap();
        assert_eq!((people.children[0].name.as_str(), people.children[0].detail.as_str()), ("Marit Oru", "mayor"));
    }

    #[test]
    fn letters_may_be_left_out_and_beginnings_come_first() {
        let letters = |query: &str| query.chars().collect::<Vec<char>>();
        assert_eq!(distance("marit oru", &letters("oru")), Some(0));
        assert_eq!(distance("marit oru", &letters("mor")), Some(0));
        assert_eq!(distance("marit oru", &letters("rit")), Some(1));
        assert_eq!(distance("marit oru", &letters("oz")), None);
        assert_eq!(distance("marit oru", &[]), Some(0));
    }
}
