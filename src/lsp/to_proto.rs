//! From our words to the protocol's: places and what is shown. Edits are in [`edits`], what is offered to do in [`actions`], what leads
//! elsewhere in [`relations`], the decorations of a text in [`decorations`].

pub mod actions;
pub mod decorations;
pub mod edits;
pub mod relations;

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::path::Path;

use serde_json::json;
use tower_lsp::ls_types::*;

use crate::article::Article;
use crate::check::Shown;
use crate::config::ConfigError;
use crate::entity::EntityType;
use crate::finding::Severity;
use crate::ide;
use crate::ide::definition::Definition;
use crate::ide::excerpt;
use crate::ide::hover::Part;
use crate::ide::symbols::{Found, Symbol};
use crate::text::{Encoding, LineColumn, LineIndex, Span, visible};
use crate::workspace::Analysis;

use super::documents::Address;
use super::pages;

/// Offsets of one text as positions.
pub struct Positions<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    encoding: Encoding,
}

impl<'a> Positions<'a> {
    /// The positions of a text.
    pub fn new(text: &'a str, lines: &'a LineIndex, encoding: Encoding) -> Positions<'a> {
        Positions { text, lines, encoding }
    }

    /// The positions of an article.
    pub fn of(article: &'a Article, encoding: Encoding) -> Positions<'a> {
        Positions::new(&article.document.text, &article.lines, encoding)
    }

    /// The position of a byte.
    pub fn at(&self, offset: u32) -> Position {
        let LineColumn { line, column } = self.lines.position(self.text, offset, self.encoding);
        Position { line, character: column }
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        let start = self.at(span.start);
        Range { start, end: self.at(span.end) }
    }
}

/// The findings of an analysis, hints included.
pub fn diagnostics(uri: &Uri, analysis: &Analysis, encoding: Encoding) -> Vec<Diagnostic> {
    if analysis.too_large {
        let limit = analysis.governing.max_size;
        return vec![Diagnostic {
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some("onrecord".into()),
            message: format!("Not read: larger than {limit} bytes, which is the limit (max-file-size in onrecord.toml)."),
            ..Diagnostic::default()
        }];
    }
    let positions = Positions::of(&analysis.article, encoding);
    let fault = analysis.governing.error.as_ref().map(|error| broken(error, analysis.governing.config.is_some()));
    let records = analysis.faults.iter().map(|fault| Diagnostic {
        range: positions.range(fault.span),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("onrecord".into()),
        code: Some(NumberOrString::String("record".into())),
        message: shown(&fault.message),
        ..Diagnostic::default()
    });
    fault.into_iter().chain(records).chain(analysis.checked.shown.iter().map(|shown| diagnostic(&positions, shown, Some(uri)))).collect()
}

/// What is said over an article whose configuration cannot be used: without a word, no findings would look like nothing to find.
fn broken(error: &ConfigError, earlier: bool) -> Diagnostic {
    let (path, place, reason) = match error {
        ConfigError::Unreadable { path, reason } => (path, String::new(), reason),
        ConfigError::Wrong { path, line, message, .. } => (path, format!(" (line {line})"), message),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let what = if earlier { "Checked by what it said before" } else { "Not checked" };
    Diagnostic {
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some("onrecord".into()),
        code: Some(NumberOrString::String("configuration".into())),
        message: shown(&format!("{what}: {name}{place} cannot be used. {reason}")),
        ..Diagnostic::default()
    }
}

/// A name for what was found: the same findings have the same name.
pub fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = rustc_hash::FxHasher::default();
    serde_json::to_vec(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// One finding; its related places lie in the document at `uri`.
pub fn diagnostic(positions: &Positions, shown: &Shown, uri: Option<&Uri>) -> Diagnostic {
    let finding = &shown.finding;
    let severity = match shown.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint | Severity::Off => DiagnosticSeverity::HINT,
    };
    let range = positions.range(finding.span);
    let related = uri.filter(|_| !finding.related.is_empty()).map(|uri| {
        let place = |related: &crate::finding::Related| DiagnosticRelatedInformation {
            location: Location { uri: uri.clone(), range: positions.range(related.span) },
            message: related.message.clone(),
        };
        finding.related.iter().map(place).collect()
    });
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: pages::of_rule(&finding.rule).map(|href| CodeDescription { href }),
        source: Some("onrecord".into()),
        message: format!("{} {}", finding.message, finding.reason).trim_end().to_owned(),
        related_information: related,
        tags: (finding.rule == "unused-suppression").then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({"rule": finding.rule})),
    }
}

/// A hover, as Markdown or as plain text.
pub fn hover(uri: &Uri, article: &Article, hover: &ide::hover::Hover, rich: bool, encoding: Encoding) -> Hover {
    Hover {
        contents: HoverContents::Markup(lines(Some(uri), &hover.lines, rich)),
        range: Some(Positions::of(article, encoding).range(hover.span)),
    }
}

/// Lines of words, as Markdown where it is `rich`; places in them are links into the document at `uri`.
pub fn lines(uri: Option<&Uri>, lines: &[Vec<Part>], rich: bool) -> MarkupContent {
    let lines: Vec<String> = lines.iter().map(|line| line.iter().map(|part| words(uri, part, rich)).collect()).collect();
    let (kind, between) = if rich { (MarkupKind::Markdown, "  \n") } else { (MarkupKind::PlainText, "\n") };
    MarkupContent { kind, value: lines.join(between) }
}

/// Words of an article as a label: one line that does nothing.
pub fn shown(words: &str) -> String {
    visible(words).into_owned()
}

/// An address as the target of a Markdown link, which a bracket in a file's name would end.
fn destination(uri: &Uri) -> String {
    uri.as_str().replace('(', "%28").replace(')', "%29")
}

fn words(uri: Option<&Uri>, part: &Part, rich: bool) -> String {
    match part {
        Part::Text(words) if rich => excerpt::markdown(words),
        Part::Strong(words) if rich => format!("**{}**", excerpt::markdown(words)),
        Part::Text(words) | Part::Strong(words) => shown(words),
        Part::Line(_, line) => match uri.filter(|uri| rich && uri.scheme().as_str() == "file") {
            Some(uri) => format!("[line {line}]({}#L{line})", destination(uri)),
            None => format!("line {line}"),
        },
        Part::File(path, record) => match super::from_proto::uri_of(path).filter(|_| rich) {
            Some(uri) => format!("[{}]({})", excerpt::markdown(record), destination(&uri)),
            None => shown(record),
        },
        Part::Page(rule) => match pages::of_rule(rule).filter(|_| rich) {
            Some(page) => format!("[The whole page]({})", destination(&page)),
            None => format!("The whole page: onrecord rule {rule}"),
        },
    }
}

/// A definition, with the words it starts from where the client takes them.
pub fn definition(
    uri: &Uri,
    article: &Article,
    found: &Definition,
    address_of: impl Fn(&Path) -> Option<Address>,
    links: bool,
    encoding: Encoding,
) -> Option<GotoDefinitionResponse> {
    let positions = Positions::of(article, encoding);
    let location = location(uri, &positions, &found.target, address_of, encoding)?;
    Some(if links {
        GotoDefinitionResponse::Link(vec![LocationLink {
            origin_selection_range: Some(positions.range(found.origin)),
            target_uri: location.uri,
            target_range: location.range,
            target_selection_range: location.range,
        }])
    } else {
        GotoDefinitionResponse::Scalar(location)
    })
}

/// Where a target lies.
pub fn location(
    uri: &Uri,
    here: &Positions,
    target: &ide::Target,
    address_of: impl Fn(&Path) -> Option<Address>,
    encoding: Encoding,
) -> Option<Location> {
    locations(uri, here, std::slice::from_ref(target), address_of, encoding).pop()
}

/// Where targets lie. The lines of another article are read once, however many lie in it.
pub fn locations<'a>(
    uri: &Uri,
    here: &Positions,
    targets: &'a [ide::Target],
    address_of: impl Fn(&Path) -> Option<Address>,
    encoding: Encoding,
) -> Vec<Location> {
    let mut others: HashMap<&Path, Option<(Uri, LineIndex)>> = HashMap::new();
    let place = |target: &'a ide::Target| {
        let Some((path, text)) = &target.file else { return Some(Location { uri: uri.clone(), range: here.range(target.span) }) };
        let other = others.entry(path).or_insert_with(|| Some((address_of(path)?.0, LineIndex::new(text))));
        let (uri, lines) = other.as_ref()?;
        Some(Location { uri: uri.clone(), range: Positions::new(text, lines, encoding).range(target.span) })
    };
    targets.iter().filter_map(place).collect()
}

/// The outline of an article, flat for clients that know no levels.
pub fn outline(uri: &Uri, article: &Article, symbols: &[Symbol], levels: bool, encoding: Encoding) -> DocumentSymbolResponse {
    let positions = Positions::of(article, encoding);
    if levels {
        return DocumentSymbolResponse::Nested(symbols.iter().map(|symbol| nested(&positions, symbol)).collect());
    }
    let mut all = Vec::new();
    for symbol in symbols {
        flat(uri, &positions, symbol, None, &mut all);
    }
    DocumentSymbolResponse::Flat(all)
}

#[allow(deprecated)]
fn nested(positions: &Positions, symbol: &Symbol) -> DocumentSymbol {
    DocumentSymbol {
        name: shown(&symbol.name),
        detail: (!symbol.detail.is_empty()).then(|| shown(&symbol.detail)),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: positions.range(symbol.span),
        selection_range: positions.range(symbol.place),
        children: Some(symbol.children.iter().map(|child| nested(positions, child)).collect()),
    }
}

#[allow(deprecated)]
fn flat(uri: &Uri, positions: &Positions, symbol: &Symbol, above: Option<&str>, all: &mut Vec<SymbolInformation>) {
    all.push(SymbolInformation {
        name: shown(&symbol.name),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: uri.clone(), range: positions.range(symbol.span) },
        container_name: above.map(shown),
    });
    for child in &symbol.children {
        flat(uri, positions, child, Some(&symbol.name), all);
    }
}

fn kind(kind: ide::symbols::SymbolKind) -> SymbolKind {
    use ide::symbols::SymbolKind as Ours;
    match kind {
        Ours::Heading => SymbolKind::NAMESPACE,
        Ours::Paragraph => SymbolKind::STRING,
        Ours::Quotation => SymbolKind::EVENT,
        Ours::Group => SymbolKind::PACKAGE,
        Ours::Entity(kind) => entity_kind(kind),
    }
}

fn entity_kind(kind: EntityType) -> SymbolKind {
    match kind {
        EntityType::Person => SymbolKind::CLASS,
        EntityType::Organization => SymbolKind::MODULE,
        EntityType::Place => SymbolKind::FIELD,
        EntityType::Other => SymbolKind::OBJECT,
    }
}

/// Names across articles.
#[allow(deprecated)]
pub fn workspace_symbols<'a>(
    found: &'a [Found],
    address_of: impl Fn(&Path) -> Option<Address>,
    encoding: Encoding,
) -> Vec<SymbolInformation> {
    let mut articles: HashMap<&Path, LineIndex> = HashMap::new();
    let symbol = |found: &'a Found| {
        let lines = articles.entry(&found.path).or_insert_with(|| LineIndex::new(&found.text));
        let location = Location { uri: address_of(&found.path)?.0, range: Positions::new(&found.text, lines, encoding).range(found.span) };
        let role = Some(found.role.clone()).filter(|role| !role.is_empty());
        let beside: Vec<String> = role.into_iter().chain(found.published.map(|day| day.to_string())).collect();
        let container_name = (!beside.is_empty()).then(|| shown(&beside.join(", ")));
        Some(SymbolInformation {
            name: shown(&found.name),
            kind: entity_kind(found.kind),
            tags: None,
            deprecated: None,
            location,
            container_name,
        })
    };
    found.iter().filter_map(symbol).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_in_any_order() {
        let text = "Ä 😀 teh\nend";
        let lines = LineIndex::new(text);
        for (encoding, column) in [(Encoding::Utf8, 8), (Encoding::Utf16, 5), (Encoding::Utf32, 4)] {
            let positions = Positions::new(text, &lines, encoding);
            assert_eq!(positions.at(3).character, if encoding == Encoding::Utf8 { 3 } else { 2 });
            assert_eq!(positions.at(8), Position { line: 0, character: column });
            assert_eq!(positions.at(13), Position { line: 1, character: 1 });
            assert_eq!(positions.at(8), Position { line: 0, character: column });
            assert_eq!(positions.at(99), Position { line: 1, character: 3 });
        }
    }
}
