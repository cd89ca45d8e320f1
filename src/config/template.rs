//! What `onrecord init` writes: every key with what it means, commented out, so that an unchanged file changes nothing.

/// The commented configuration.
pub const TEMPLATE: &str = r#"# Configuration of onrecord. It governs this folder and all below it; every key is optional.
# Paths are written as in .gitignore, from this file's folder.

# Which files are articles (all *.txt, *.text, *.md, *.markdown, *.mdx, *.html, *.htm unless you say), and which are not.
# include = ["articles/"]
# exclude = ["drafts/", "!README.md"]

# A handbook to go by, where it asks for more or less than the rules do by themselves: "ap", "reuters", "bbc", "guardian" or "npr".
# `onrecord config show FILE` tells what each choice rests on.
# profile = "ap"

# How sure a judgement must be before it is shown as more than a hint: "calm", "normal" or "picky".
# strictness = "calm"

# The reader weighs claims, and takes most of the time. On an old computer it may be "off": then formulas weigh them, less well.
# reader = "on"

# Your newsroom's own name, and what your readers need no introduction to.
# outlet = "The Vellmouth Courier"
# well-known = ["Vellmouth Rovers"]
# acronyms = ["VHB"]

# The folder of your notebook: one Markdown file a person, body or place (`onrecord notebook new NAME` writes one). Neither these nor transcripts are
# articles.
# notebook = "people/"
# transcripts = "transcripts/"

# Files larger than this many bytes are not checked.
# max-file-size = 4194304

# The kind of the articles below a path: news, brief, live, analysis, opinion, review, interview, feature, obituary, court,
# sport, explainer, press-review. The front matter of an article (kind: opinion) comes first. The last path that fits counts.
[kinds]
# "columns/" = "opinion"
# "matches/" = "sport"

# Where neither says it, the article's own fields do: category, section, tags, type, JSON-LD, a word over the headline, a folder
# ("category: Comment" reads as opinion). Here stands what your own words for it mean, or false for nothing. With `fields` set to false
# under [kinds] no kind is read from an article.
[kinds.fields]
# "The Long View" = "analysis"
# "desk: Voices" = "feature"
# "Insight" = false

# Names that must not appear, of sources and complainants: the list that `onrecord protect add` writes, in hashes.
# [protected]
# file = "protected.txt"
# required = false

# Severity (off, hint, information, warning, error) and options of a rule; `onrecord rule NAME` tells what each does.
[rules]
# placeholder = "error"
# unattributed-number = { severity = "warning", confidence = 0.7 }

# The most findings that pass in one run, whatever their severity (hints are not counted). "all" counts every rule but those on unnamed
# sources: a gate would press for more about a source, change after change, until he is known. They gate where you name them.
# [gate]
# all = 40
# placeholder = 0
# [gate.court]
# unattributed-allegation = 0

# A wording that you ask about: a rule of your own. The pattern is a regular expression, looked for within a sentence; \b is a word's
# edge, (?i) ignores case. scope: "copy" (outside quotation marks), "quotations" or "headlines".
# [[wording]]
# name = "passed-away"
# pattern = '(?i)\bpassed away\b'
# message = "Do we mean died?"
# severity = "information"
# scope = "copy"
# suggestion = "died"
# unless = '(?i)obituary'

# Who is meant where the notebook cannot know it; without words for a record it is somebody else.
# [[who]]
# path = "articles/ferry.txt"
# name = "Jonas Vik"
# record = "people/jonas-vik.md"

# A finding that was looked at and accepted. Without `text`, all findings of the rule in that article.
# [[allow]]
# path = "articles/ferry.txt"
# rule = "unattributed-number"
# text = "15 per cent"
# reason = "From the harbour board's own minutes, on file."
"#;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    #[test]
    fn the_template_is_right_as_it_stands_and_with_every_comment_taken_away() {
        assert!(Config::parse(Path::new("onrecord.toml"), TEMPLATE).is_ok());
        let is_key = |line: &str| line.starts_with("# ") && (line.contains(" = ") || line.starts_with("# ["));
        let all: Vec<&str> = TEMPLATE.lines().map(|line| if is_key(line) { &line[2..] } else { line }).collect();
        let config = Config::parse(Path::new("onrecord.toml"), &all.join("\n")).map(|config| config.file);
        let file = config.unwrap();
        assert_eq!(Config::parse(Path::new("onrecord.toml"), &all.join("\n")).unwrap().limits.len(), 3);
        assert_eq!((file.allow.len(), file.kinds.paths.len(), file.acronyms.len(), file.wording.len()), (1, 2, 1, 1));
    }
}
