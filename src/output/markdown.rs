//! A comment for a pull request: the gravest ten findings, the rest folded. GitHub's summary of a step is the same page.

use super::said::said;
use super::{CheckedFile, Query, Style, Summary};
use crate::check::MARK;
use crate::finding::Severity;
use crate::ide::excerpt;

/// Findings that are seen before anything is unfolded.
const OPEN: usize = 10;

/// The longest comment in bytes: hosts refuse more than 65,536 characters.
const MOST: usize = 60_000;

/// The longest reason why something was not checked, in characters.
const REASON: usize = 300;

/// Room for what stands behind the findings.
const REST: usize = 1_000;

/// The findings of one file, for the end.
pub fn queries(file: &CheckedFile, style: Style) -> Vec<Query> {
    let query = |shown: &crate::check::Shown| Query {
        severity: shown.severity,
        rule: shown.finding.rule.clone(),
        path: file.rooted.clone(),
        line: file.place(shown.finding.span.start).line,
        said: if style.quotes { said(&shown.finding, style).line() } else { said(&shown.finding, style).title.into_owned() },
    };
    file.printed(style.show).map(query).collect()
}

/// The page.
pub fn end(summary: &Summary, style: Style) -> String {
    let mut queries: Vec<&Query> = summary.queries.iter().collect();
    queries.sort_by_key(|query| std::cmp::Reverse(query.severity));
    let articles = counted(summary.articles, "article", "articles");
    let new = if summary.known.is_some() { "new " } else { "" };
    let mut page = match queries.len() {
        // Of what nobody read it would be a false comfort.
        0 if summary.articles == 0 && summary.failed > 0 => format!("{MARK}\n### onrecord: nothing was checked\n"),
        0 => format!("{MARK}\n### onrecord: nothing {new}to ask in {articles}\n"),
        1 => format!("{MARK}\n### onrecord: 1 {new}query in {articles}\n"),
        many => format!("{MARK}\n### onrecord: {many} {new}queries in {articles}\n"),
    };
    if summary.failed > 0 {
        page.push_str(&format!("\n**{} could not be checked.**\n\n", counted(summary.failed, "file", "files")));
        for one in summary.unchecked.iter().take(OPEN) {
            page.push_str(&format!("- {}:{}: {}\n", inert(&one.path), one.line, inert(&excerpt::shorten(&one.reason, REASON))));
        }
        if summary.unchecked.len() > OPEN {
            page.push_str("- the log tells of the others\n");
        }
    }
    if !summary.gate.is_empty() {
        page.push_str("\n**The gate is not passed.**\n\n");
        summary.gate.iter().take(OPEN).for_each(|message| page.push_str(&format!("- {}\n", inert(&excerpt::shorten(message, REASON)))));
    }
    if let Some(known) = summary.known.filter(|known| *known > 0) {
        page.push_str(&format!("\n{} left out.\n", counted(known, "known query was", "known queries were")));
    }
    let (open, folded) = queries.split_at(queries.len().min(OPEN));
    page.push_str(if open.is_empty() { "" } else { "\n" });
    let mut left = 0;
    for query in open {
        push(&mut page, query, &mut left);
    }
    if !folded.is_empty() {
        page.push_str(&format!("\n<details><summary>{} more</summary>\n\n", folded.len()));
        folded.iter().for_each(|query| push(&mut page, query, &mut left));
        page.push_str("\n</details>\n");
    }
    if left > 0 {
        page.push_str(&format!("\n{left} more did not fit; the log and the report have them all.\n"));
    }
    if !style.quotes && !queries.is_empty() {
        page.push_str("\nThe words are not quoted here, since this repository is public or may be; `onrecord check` shows them.\n");
    }
    page.push_str("\nonrecord finds about half of what an editor would ask; it clears nothing.\n");
    page
}

/// One line, while there is room.
fn push(page: &mut String, query: &Query, left: &mut usize) {
    let severity = match query.severity {
        Severity::Error => "**error**",
        Severity::Warning => "**warning**",
        other => other.name(),
    };
    let line = format!("- {}:{}, {severity} ({}): {}\n", inert(&query.path), query.line, inert(&query.rule), inert(&query.said));
    if page.len() + line.len() + REST > MOST {
        *left += 1;
    } else {
        page.push_str(&line);
    }
}

/// Words that are no Markdown and call nobody: hosts look for people, issues and labels in what the Markdown came to, so that a backslash does
/// not part the sign from the name. A comment does.
fn inert(words: &str) -> String {
    let escaped = excerpt::markdown(words);
    let mut inert = String::with_capacity(escaped.len() + 16);
    let mut characters = escaped.chars().peekable();
    while let Some(c) = characters.next() {
        inert.push(c);
        if "@#!~%&$:".contains(c)
            && characters.peek().is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '\'' | '\\' | '+' | '-' | '/'))
        {
            inert.push_str("<!-- -->");
        }
    }
    inert
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(severity: Severity, line: u32) -> Query {
        Query { severity, rule: "placeholder".into(), path: "a.txt".into(), line, said: "Is this still to be filled in?".into() }
    }

    const STYLE: Style = Style { show: Severity::Hint, colour: false, quotes: true, fails: None };

    #[test]
    fn ten_are_open_the_gravest_first_and_the_rest_is_folded() {
        let mut queries: Vec<Query> = (1..=14).map(|line| query(Severity::Information, line)).collect();
        queries.push(query(Severity::Error, 15));
        let page = end(&Summary { articles: 1, queries, ..Summary::default() }, STYLE);
        let (open, folded) = page.split_once("<details>").unwrap();
        assert_eq!((open.matches("\n- ").count(), folded.matches("\n- ").count()), (10, 5));
        assert!(open.contains("15 queries in 1 article") && open.find("a.txt:15, **error**") < open.find("a.txt:1, information"), "{page}");
        assert!(folded.starts_with("<summary>5 more</summary>\n\n- "));
    }

    #[test]
    fn a_comment_is_never_longer_than_hosts_take() {
        let queries = (0..5_000).map(|line| query(Severity::Warning, line)).collect();
        let page = end(&Summary { queries, ..Summary::default() }, STYLE);
        assert!(page.len() < MOST && page.contains(" more did not fit") && page.contains("</details>"), "{}", page.len());
    }

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        assert_eq!(inert("@oru #12 GH!3 a@b"), "\\@<!-- -->oru \\#<!-- -->12 GH!<!-- -->3 a\\@<!-- -->b");
        assert!(!inert("see https://x.example/ or [a](javascript:x) <img src=x>").contains("://"));
        assert!(inert("<script>`x`").starts_with("\\<script\\>\\`"));
    }

    #[test]
    fn nothing_to_ask_clears_nothing() {
        let page = end(&Summary { articles: 2, ..Summary::default() }, STYLE);
        assert_eq!(
            page,
            "<!-- onrecord -->\n### onrecord: nothing to ask in 2 articles\n\nonrecord finds about half of what an editor would ask; it clears nothing.\n"
        );
    }
}
