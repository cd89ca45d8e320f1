//! A newsroom's own words: what `[[wording]]` in `onrecord.toml` looks for. Each entry is a rule of the newsroom's own, with a name, a
//! pattern and what is said where it fits.
//!
//! A match lies within one sentence, and a search costs no more than others of its length: the pattern is compiled within a size, and what
//! it goes over in one piece is bounded.

use regex::{Regex, RegexBuilder};

use crate::article::Article;
use crate::finding::{Finding, Severity};
use crate::prose::Role;
use crate::text::Span;

/// The longest pattern, in bytes.
const MAX_PATTERN: usize = 1024;

/// The largest compiled pattern, and what a search with it may remember, in bytes.
const MAX_COMPILED: usize = 1 << 20;

/// How deep groups may nest.
const MAX_NESTING: u32 = 32;

/// The longest piece of a sentence that is gone over at once, in bytes: looking for every match of a bad pattern costs the square of it.
const PIECE: usize = 2048;

/// Where a wording is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The paper's own words: everything outside quotation marks and quoted blocks.
    #[default]
    Copy,
    /// Words in quotation marks and quoted blocks.
    Quotations,
    /// Headlines and headings.
    Headlines,
}

/// A wording that a newsroom asks about.
#[derive(Debug, Clone)]
pub struct Wording {
    /// Its name, which is a rule's.
    pub name: String,
    /// What is said where it is found.
    pub message: String,
    /// Severity before `[rules]`.
    pub severity: Severity,
    /// Where it is looked for.
    pub scope: Scope,
    pattern: Regex,
    unless: Option<Regex>,
    suggestion: Option<String>,
}

/// The parts of an entry that are written as text.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The name.
    pub name: &'a str,
    /// The pattern.
    pub pattern: &'a str,
    /// The message.
    pub message: &'a str,
    /// The words to write instead.
    pub suggestion: Option<&'a str>,
    /// The pattern of sentences that are left alone.
    pub unless: Option<&'a str>,
}

/// The part of an entry that is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The name.
    Name(String),
    /// The pattern.
    Pattern(String),
    /// The message.
    Message(String),
    /// The words to write instead.
    Suggestion(String),
    /// The pattern of sentences that are left alone.
    Unless(String),
}

impl Wording {
    /// A wording as it is written, looked for in `scope`.
    pub fn new(written: Written, severity: Severity, scope: Scope) -> Result<Wording, Fault> {
        let Written { name, pattern, message, suggestion, unless } = written;
        if !is_name(name) {
            return Err(Fault::Name(format!("“{name}” is no name: small letters and digits, with hyphens between words")));
        }
        if message.trim().is_empty() {
            return Err(Fault::Message("a wording needs a message: what is said where it is found".to_owned()));
        }
        let compiled = compile(pattern).map_err(Fault::Pattern)?;
        if compiled.is_match("") {
            return Err(Fault::Pattern(format!("“{pattern}” also fits where no words are")));
        }
        let unless = unless.map(compile).transpose().map_err(Fault::Unless)?;
        if let Some(group) = suggestion.and_then(|suggestion| unknown_group(suggestion, &compiled)) {
            return Err(Fault::Suggestion(format!("“{group}”: the pattern has no such group (write $$ for a dollar sign)")));
        }
        let (name, message, suggestion) = (name.to_owned(), message.trim().to_owned(), suggestion.map(str::to_owned));
        Ok(Wording { name, message, severity, scope, pattern: compiled, unless, suggestion })
    }

    /// What is found in an article, in text order. What overlaps within one piece of text is found once, the first and longest.
    pub fn findings(&self, article: &Article) -> Vec<Finding> {
        let parse = article.parse();
        let prose = &article.prose;
        let mut found = Vec::new();
        for sentence in parse.sentences {
            let role = prose.blocks.get(sentence.block as usize).map_or(Role::Boilerplate, |block| block.role);
            let pieces = self.pieces(article, role, sentence.span);
            if pieces.is_empty() || self.unless.as_ref().is_some_and(|unless| unless.is_match(sentence.span.of(&prose.text))) {
                continue;
            }
            for piece in pieces {
                let matches = self.pattern.find_iter(piece.of(&prose.text)).filter(|words| !words.is_empty());
                let spans = matches.map(|words| Span::new(piece.start + words.start() as u32, piece.start + words.end() as u32));
                found.extend(spans.filter(|span| !prose.is_code(span.start)).map(|span| self.finding(article, span)));
            }
        }
        found
    }

    /// What to write instead of the words of a finding, with their prose bytes.
    pub fn replacement(&self, article: &Article, finding: &Finding) -> Option<(Span, String)> {
        let span = article.prose.of_source(finding.span)?;
        Some((span, self.instead(span.of(&article.prose.text))?))
    }

    /// Its page, in Markdown.
    pub fn page(&self) -> String {
        let mut page = format!("# {}\n\n{}\n\nSeverity: {}. A wording of this newsroom,", self.name, self.message, self.severity.name());
        page.push_str(match self.scope {
            Scope::Copy => " asked about outside quotation marks.",
            Scope::Quotations => " asked about in quotations.",
            Scope::Headlines => " asked about in headlines.",
        });
        page.push_str(&format!("\n\nPattern: `{}`\n", self.pattern.as_str()));
        if let Some(unless) = &self.unless {
            page.push_str(&format!("\nNot in sentences that fit: `{}`\n", unless.as_str()));
        }
        if let Some(suggestion) = &self.suggestion {
            page.push_str(&format!("\nWrite: “{suggestion}”\n"));
        }
        page
    }

    fn finding(&self, article: &Article, span: Span) -> Finding {
        let words = span.of(&article.prose.text);
        let mut reason = format!("“{words}” is a wording that this newsroom asks about.");
        if let Some(instead) = self.instead(words) {
            reason.push_str(&format!(" Write: “{instead}”."));
        }
        let (rule, message) = (self.name.clone().into(), self.message.clone());
        Finding { rule, span: article.source(span), weight: 1.0, message, reason, related: Vec::new() }
    }

    fn instead(&self, words: &str) -> Option<String> {
        let suggestion = self.suggestion.as_deref()?;
        // Without the words around them a pattern may fit no more; then only what needs no groups can be said.
        match self.pattern.captures(words).filter(|groups| groups.get(0).is_some_and(|all| all.as_str() == words)) {
            Some(groups) => {
                let mut instead = String::new();
                groups.expand(suggestion, &mut instead);
                Some(instead)
            }
            None => (!suggestion.contains('$')).then(|| suggestion.to_owned()),
        }
    }

    /// The stretches of a sentence that are looked at, in prose bytes.
    fn pieces(&self, article: &Article, role: Role, sentence: Span) -> Vec<Span> {
        let quoted_block = role == Role::BlockQuote;
        let stretches = match self.scope {
            _ if !role.is_article() => Vec::new(),
            Scope::Headlines if matches!(role, Role::Headline | Role::Heading) => vec![sentence],
            Scope::Headlines => Vec::new(),
            Scope::Quotations if quoted_block => vec![sentence],
            Scope::Copy if quoted_block => Vec::new(),
            Scope::Quotations => quoted(article, sentence),
            Scope::Copy => outside(&quoted(article, sentence), sentence),
        };
        let text = &article.prose.text;
        stretches.into_iter().flat_map(|stretch| cut(text, stretch)).collect()
    }
}

/// The quotations in a sentence, as far as they lie in it, in prose bytes.
fn quoted(article: &Article, sentence: Span) -> Vec<Span> {
    let all = &article.sourcing.quotations;
    let from = all.partition_point(|quotation| quotation.span.end <= sentence.start);
    let there = all[from..].iter().map(|quotation| quotation.span).take_while(|span| span.start < sentence.end);
    there.map(|span| Span::new(span.start.max(sentence.start), span.end.min(sentence.end))).collect()
}

/// What of a sentence lies outside its quotations.
fn outside(quoted: &[Span], sentence: Span) -> Vec<Span> {
    let mut left = Vec::new();
    let mut at = sentence.start;
    for span in quoted {
        if at < span.start {
            left.push(Span::new(at, span.start));
        }
        at = at.max(span.end);
    }
    if at < sentence.end {
        left.push(Span::new(at, sentence.end));
    }
    left
}

/// A stretch in pieces that are not too long, cut at spaces where there are any.
fn cut(text: &str, stretch: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut at, end) = (stretch.start as usize, stretch.end as usize);
    while end - at > PIECE {
        let limit = (0..=at + PIECE).rev().find(|limit| text.is_char_boundary(*limit)).unwrap_or(end);
        let to = text[at..limit].rfind(' ').filter(|space| *space > 0).map_or(limit, |space| at + space);
        pieces.push(Span::new(at as u32, to as u32));
        at = to;
    }
    pieces.push(Span::new(at as u32, end as u32));
    pieces
}

fn is_name(name: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.len() <= 60 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split('-').all(word)
}

fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.trim().is_empty() {
        return Err("an empty pattern fits everywhere".to_owned());
    }
    if pattern.len() > MAX_PATTERN {
        return Err(format!("the pattern has more than {MAX_PATTERN} bytes"));
    }
    let mut builder = RegexBuilder::new(pattern);
    builder.size_limit(MAX_COMPILED).dfa_size_limit(MAX_COMPILED).nest_limit(MAX_NESTING);
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => format!("“{pattern}” is too large a pattern: it counts too far, or repeats too much"),
        error => {
            // The last line says what is wrong; those before it draw where.
            let told = error.to_string();
            let why = told.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            format!("“{pattern}” is no regular expression: {why}")
        }
    })
}

/// The first group that a suggestion names and the pattern does not have.
fn unknown_group(suggestion: &str, pattern: &Regex) -> Option<String> {
    let mut rest = suggestion;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
            continue;
        }
        let name = match rest.strip_prefix('{') {
            Some(inside) => inside.split('}').next().unwrap_or_default(),
            None => &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())],
        };
        let known = match name.parse::<usize>() {
            Ok(number) => number < pattern.captures_len(),
            Err(_) => pattern.capture_names().flatten().any(|known| known == name),
        };
        if !known {
            return Some(format!("${name}"));
        }
    }
    None
}

#[cfg(test)]
mod tests;
