//! Words that are already known: names as they are typed, the speaker after a quotation, rules in comments, keys in front matter.

mod names;
mod speakers;

use std::path::PathBuf;

use crate::entity::EntityType;
use crate::rules;
use crate::text::{Format, Span};
use crate::workspace::{Analysis, Workspace};

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The words that are written.
    pub text: String,
    /// What is said beside them.
    pub detail: String,
    /// What they are.
    pub kind: CompletionKind,
    /// The words that are replaced, in source bytes.
    pub span: Span,
    /// What a client compares with what is typed while its list is open. It is a letter shorter than the words, so that they are not
    /// offered any more when they are typed in full, and Enter ends the line.
    pub filter: Option<String>,
    /// What more can be said of it, when somebody asks.
    pub about: About,
}

/// What more can be said of a completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Nothing.
    Nothing,
    /// The gist of a rule's page.
    Rule(&'static str),
    /// Who a name is, and where it stands.
    Name {
        /// The full name.
        name: String,
        /// The article; `None` for this one.
        path: Option<PathBuf>,
    },
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// A name.
    Name(EntityType),
    /// A speaker with a verb.
    Speaker,
    /// A rule.
    Rule,
    /// A key or value of the front matter.
    Key,
}

/// Keys of the front matter that are read.
const KEYS: &[(&str, &str)] = &[
    ("kind", "which rules apply: news, opinion, interview, …"),
    ("title", "the headline"),
    ("date", "when it is published"),
    ("onrecord", "ignore: the article is left alone"),
];

/// What may be meant at `offset`.
pub fn completions(workspace: &Workspace, analysis: &Analysis, offset: u32) -> Vec<Completion> {
    let article = &analysis.article;
    let text = &*article.document.text;
    let line_number = article.lines.line_of(offset);
    let Some(line) = article.lines.line(text, line_number) else { return Vec::new() };
    let before = Span::new(line.start, offset).of(text);
    if let Some(comment) = before.rfind("<!-- onrecord:").filter(|_| article.document.format != Format::Plain) {
        return directive(before.get(comment..).unwrap_or_default(), offset);
    }
    if let Some(found) = front_matter(text, line, before, offset) {
        return found;
    }
    speakers::speakers(analysis, before, offset).unwrap_or_else(|| names::names(workspace, analysis, before, offset))
}

/// What may follow in a comment: `allow` and its kin, then the name of a rule.
fn directive(comment: &str, offset: u32) -> Vec<Completion> {
    let typed = comment.rsplit(' ').next().unwrap_or_default();
    let words = comment.split_whitespace().count() - usize::from(!typed.is_empty());
    let span = Span::new(offset - typed.len() as u32, offset);
    let allow = [
        ("allow", "in the paragraph that follows"),
        ("allow-line", "in this line, or the next one"),
        ("allow-file", "in the whole article"),
    ];
    match words {
        // "<!--" and "onrecord:"; then what is silenced; then the rule.
        2 => allow
            .into_iter()
            .filter(|(word, _)| word.starts_with(typed))
            .map(|(word, detail)| Completion {
                text: word.into(),
                detail: format!("silences a rule {detail}"),
                kind: CompletionKind::Key,
                span,
                filter: None,
                about: About::Nothing,
            })
            .collect(),
        3 => rule_names(typed, span),
        _ => Vec::new(),
    }
}

/// The rules whose names hold what is typed.
pub fn rule_names(typed: &str, span: Span) -> Vec<Completion> {
    let fits = rules::ALL.iter().filter(|rule| rule.name.contains(typed));
    let offer = |rule: &&rules::Rule| Completion {
        text: rule.name.into(),
        detail: rule.summary.into(),
        kind: CompletionKind::Rule,
        span,
        filter: None,
        about: About::Rule(rule.name),
    };
    fits.map(offer).collect()
}

/// The rules that may be meant in a configuration: a key below `[rules]`, or the value of `rule`.
pub fn in_configuration(text: &str, offset: u32) -> Vec<Completion> {
    let before = text.get(..offset as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let typed = line.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    let lead = line.get(..line.len() - typed.len()).unwrap_or_default();
    let value =
        lead.trim_start().strip_prefix("rule").is_some_and(|rest| rest.trim_start().starts_with('=') && rest.ends_with(['"', '\'']));
    let table = before.lines().rev().find(|line| line.starts_with('['));
    let key = lead.trim().is_empty() && table.is_some_and(|table| table.trim_end() == "[rules]") || lead == "[rules.";
    if value || key { rule_names(typed, Span::new(offset - typed.len() as u32, offset)) } else { Vec::new() }
}

/// Keys and values, when the line lies in the front matter; `None` elsewhere.
fn front_matter(text: &str, line: Span, before: &str, offset: u32) -> Option<Vec<Completion>> {
    let body = text.trim_start_matches('\u{FEFF}');
    let fence = ["---", "+++"].into_iter().find(|fence| body.starts_with(fence))?;
    let start = (text.len() - body.len() + fence.len()) as u32;
    let inside = text.get(start as usize..line.start.max(start) as usize)?;
    if line.start < start || inside.lines().any(|line| line.trim_end() == fence) {
        return None;
    }
    let key = |text: &str, detail: &str, span| Completion {
        text: text.into(),
        detail: detail.into(),
        kind: CompletionKind::Key,
        span,
        filter: None,
        about: About::Nothing,
    };
    let typed = before.rsplit([' ', ':', '=', '"']).next().unwrap_or_default();
    let span = Span::new(offset - typed.len() as u32, offset);
    let value_of =
        |name: &str| before.trim_start().strip_prefix(name).map(str::trim_start).is_some_and(|rest| rest.starts_with([':', '=']));
    if value_of("kind") {
        let kinds = <rules::Kind as clap::ValueEnum>::value_variants().iter();
        return Some(kinds.map(|kind| key(&kind.name(), "kind of article", span)).collect());
    }
    if value_of("onrecord") {
        return Some(vec![key("ignore", "the article is left alone", span)]);
    }
    let separator = if fence == "---" { ": " } else { " = " };
    Some(if before.contains([':', '=']) {
        Vec::new()
    } else {
        KEYS.iter()
            .filter(|(name, _)| name.starts_with(typed) && !has_key(inside, name))
            .map(|(name, detail)| key(&format!("{name}{separator}"), detail, span))
            .collect()
    })
}

/// Whether some line of a front matter begins with a key.
fn has_key(front_matter: &str, key: &str) -> bool {
    front_matter.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with([':', '='])))
}

/// The words without their last letter.
fn shorter(mut words: String) -> Option<String> {
    words.pop();
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{analysis, marked};

    fn offered(text: &str) -> Vec<String> {
        let (analysis, at) = marked(text);
        completions(&Workspace::default(), &analysis, at).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn names_are_offered_as_they_are_typed() {
        let text = "Marit Oru, the mayor, spoke on Monday. The town knows Or$0";
        assert_eq!(offered(text), ["Marit Oru"]);
        assert!(offered("Marit Oru, the mayor, spoke on Monday. The o$0").is_empty());
    }

    #[test]
    fn after_a_quotation_come_its_possible_speakers() {
        let text = "Marit Oru, the mayor, spoke on Monday. “We had no choice,” $0";
        assert_eq!(offered(text), ["said Marit Oru", "Marit Oru said"]);
        assert_eq!(offered("Marit Oru, the mayor, spoke on Monday. “We had no choice,” sa$0"), ["said Marit Oru"]);
        assert!(offered("Marit Oru, the mayor, spoke on Monday. “We had no choice,” she sa$0").is_empty());
        assert!(offered("Marit Oru, the mayor, spoke on Monday. The boats’ $0").is_empty());
        assert!(offered("Marit Oru, the mayor, said: “We had no choice,” $0").is_empty());
    }

    #[test]
    fn only_who_may_be_there_is_offered_as_a_speaker() {
        let text = "Ivor Penhallow, the harbour master, said the pier was unsafe.\n\nThe pier was opened in 1897 by Princess Beatrice Holm. The late \
                    Otto Vane built it. “I trust Ada Berg,” Penhallow said.\n\n“It is a pity,” $0";
        assert_eq!(offered(text), ["said Penhallow", "Penhallow said"]);
    }

    #[test]
    fn a_name_replaces_what_of_it_stands_there() {
        let completed = |text: &str| {
            let (analysis, at) = marked(text);
            let found = completions(&Workspace::default(), &analysis, at);
            let source = analysis.article.document.text.to_string();
            let with = |one: Completion| source[..one.span.start as usize].to_owned() + &one.text + &source[one.span.end as usize..];
            found.into_iter().map(with).map(|text| text.lines().last().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let text = "Hanna Greaves, the mayor, met Ludwig von der Heide, a baker, and Ivor Penhallow, the harbour master, of the Vellmouth Harbour \
                    Board.\n\n";
        for (typed, whole) in [
            ("By Hanna Gre", "By Hanna Greaves"),
            ("By Gre", "By Hanna Greaves"),
            ("By Han", "By Hanna Greaves"),
            ("The town knows Mr Penha", "The town knows Mr Penhallow"),
            ("The town knows Mr. Penha", "The town knows Mr. Penhallow"),
            ("It was Ludwig von der Hei", "It was Ludwig von der Heide"),
            ("It was Mr von der Hei", "It was Mr von der Heide"),
            ("It was Mayor Greav", "It was Mayor Hanna Greaves"),
            ("It was Dr Hanna Gre", "It was Dr Hanna Greaves"),
            ("the Vellmouth Harb", "the Vellmouth Harbour Board"),
        ] {
            assert_eq!(completed(&format!("{text}{typed}$0")), [whole], "{typed}");
        }
        for whole in [
            "By Hanna Greaves",
            "By Hanna",
            "By Greaves",
            "Mr Penhallow",
            "By Peter Gre",
            "By Hanna Gre$0en",
            "See https://x.example/Gre",
            "May",
        ] {
            let text = if whole.contains("$0") { format!("{text}{whole}") } else { format!("{text}{whole}$0") };
            assert_eq!(completed(&text), [""; 0], "{whole}");
        }
    }

    #[test]
    fn a_name_that_is_typed_in_full_is_no_match_any_more() {
        let (analysis, at) = marked("Hanna Greaves, the mayor, spoke on Monday. By Hanna Gre$0");
        let found = completions(&Workspace::default(), &analysis, at);
        assert_eq!(found[0].filter.as_deref(), Some("Hanna Greave"));
    }

    #[test]
    fn a_configuration_takes_rules_where_they_belong() {
        let offered = |text: &str| in_configuration(text, text.len() as u32).into_iter().map(|one| one.text).collect::<Vec<_>>();
        assert_eq!(offered("[rules]\nplaceh"), ["placeholder"]);
        assert_eq!(offered("[[allow]]\nrule = \"placeh"), ["placeholder"]);
        assert!(offered("[kinds]\nplaceh").is_empty());
    }

    #[test]
    fn comments_take_rules_and_front_matter_takes_kinds() {
        let at = |text: &str| {
            let offset = text.find("$0").unwrap() as u32;
            let analysis = analysis(&text.replacen("$0", "", 1), Format::Markdown);
            completions(&Workspace::default(), &analysis, offset).into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        assert_eq!(at("<!-- onrecord: allow placeh$0 -->\n\nThe ferry.\n"), ["placeholder"]);
        assert_eq!(at("<!-- onrecord: al$0 -->\n\nThe ferry.\n"), ["allow", "allow-line", "allow-file"]);
        assert_eq!(at("---\n$0\n---\n\nThe ferry.\n"), ["kind: ", "title: ", "date: ", "onrecord: "]);
        assert_eq!(at("---\nki$0\n---\n\nThe ferry.\n"), ["kind: "]);
        assert!(at("---\n---$0\n\nThe ferry.\n").is_empty());
        assert_eq!(at("---\nkind: news\nonrecord: $0\n---\n\nThe ferry.\n"), ["ignore"]);
        assert!(at("---\nkind: o$0\n---\n\nThe ferry.\n").contains(&"opinion".to_owned()));
        assert!(at("---\nkind: news\n---\n\nOp$0\n").is_empty());
    }
}
