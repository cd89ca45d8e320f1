//! No edit that is offered takes a word that its title does not name: the reproducers, each of which once lost words, and what is said
//! where a name must stay.

use std::path::PathBuf;

use onrecord::ide::Replacement;
use onrecord::ide::actions::{Action, ActionKind, Effect, actions};
use onrecord::ide::rename::rename;
use onrecord::prose::Prose;
use onrecord::text::{Document, Format, Span};
use onrecord::workspace::{Analysis, Configurations, IndexedFile, Workspace};

fn analysis(text: &str, format: Format) -> Analysis {
    Analysis::new(Document::new("article", text, format), None, Configurations::default().of(None, None), 1, None)
}

fn applied(text: &str, edits: &[Replacement]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    assert!(apart, "edits overlap: {edits:?}");
    let mut changed = text.to_owned();
    edits.iter().rev().for_each(|edit| changed.replace_range(edit.span.range(), &edit.text));
    changed
}

fn prose(text: &str, format: Format) -> String {
    Prose::read(&Document::new("article", text, format)).text
}

/// The text after each action of a kind that edits.
fn after_each(text: &str, format: Format, kind: ActionKind) -> Vec<String> {
    let analysis = analysis(text, format);
    let offered = actions(&Workspace::default(), &analysis, Span::new(0, text.len() as u32), &[]);
    let edit = |action: &Action| match &action.effect {
        Effect::Edit(edits) if action.kind == kind => Some(applied(text, edits)),
        _ => None,
    };
    offered.iter().filter_map(edit).collect()
}

/// The text after the person at the first `name` of the source is renamed, and what is said of what stays.
fn renamed(text: &str, format: Format, name: &str, new: &str) -> (String, Option<String>) {
    let analysis = analysis(text, format);
    let at = text.find(name).unwrap() as u32;
    let renaming = rename(&Workspace::default(), &analysis, at, new).unwrap();
    let edits: Vec<_> = renaming.here.iter().filter(|renamed| !renamed.quoted).map(|renamed| renamed.replacement.clone()).collect();
    (applied(text, &edits), renaming.unchanged(&analysis.article, true))
}

#[test]
fn a_full_name_takes_the_place_of_a_surname_alone() {
    let code = "In `Oru said\nthe pier would close`. Marit Oru, the mayor, said so.\n";
    for kind in [ActionKind::FixAll, ActionKind::QuickFix] {
        for changed in after_each(code, Format::Markdown, kind) {
            let words = prose(&changed, Format::Markdown);
            assert!(words.contains("said the pier would close. Marit Oru, the mayor, said so."), "{changed}");
        }
    }
    let all = after_each(code, Format::Markdown, ActionKind::FixAll);
    assert_eq!(all, ["In `Marit Oru said\nthe pier would close`. Marit Oru, the mayor, said so.\n"]);
    for title in ["'Oru''s house: Oru leaves'", "\"Oru\\u2019s house: Oru leaves\"", ">\n  Oru\n  leaves"] {
        let source = format!("---\ntitle: {title}\n---\n\nMarit Oru, the mayor, left the town on Monday. Oru said nothing.\n");
        for changed in after_each(&source, Format::Markdown, ActionKind::QuickFix) {
            assert!(prose(&changed, Format::Markdown).contains("left the town on Monday. Oru said nothing."), "{changed}");
            assert!(changed.starts_with("---\ntitle: "), "{changed}");
        }
    }
}

#[test]
fn a_plainer_verb_takes_the_place_of_the_verb_alone() {
    for source in ["`Marit Oru claimed\nthat the ferry was safe` on Monday.\n", "> Marit Oru\n> claimed that the\n> ferry was safe.\n"] {
        let before = prose(source, Format::Markdown);
        let changed = after_each(source, Format::Markdown, ActionKind::Rewrite);
        assert_eq!(changed.iter().map(|text| prose(text, Format::Markdown)).collect::<Vec<_>>(), [before.replace("claimed", "said")]);
    }
}

#[test]
fn a_new_name_takes_the_place_of_the_name_alone() {
    let tail = "\n\nMarit Oru, the mayor, left. Oru said so.\n";
    let new = "Ada van Holm";
    let check = |source: &str, wanted: &str| {
        let (changed, _) = renamed(&format!("{source}{tail}"), Format::Markdown, "Marit Oru, the", new);
        assert_eq!(changed, format!("{wanted}\n\nAda van Holm, the mayor, left. Van Holm said so.\n"), "{source}");
    };
    check("`Marit Oru\nsaid so` on Monday.", "`Marit Oru\nsaid so` on Monday.");
    check("| Who | What |\n|---|---|\n| `Marit Oru` | left |", "| Who | What |\n|---|---|\n| `Marit Oru` | left |");
    check("---\ntitle: 'Oru''s house: Marit Oru leaves'\n---", "---\ntitle: 'Van Holm''s house: Ada van Holm leaves'\n---");
    check("---\ntitle: >\n  Marit Oru\n  said no\n---", "---\ntitle: >\n  Ada van Holm\n  said no\n---");
    check("---\ntitle: \"Marit Oru: \\u201cno\\u201d\"\n---", "---\ntitle: \"Ada van Holm: \\u201cno\\u201d\"\n---");
}

#[test]
fn a_name_with_markup_inside_stays_and_that_is_said() {
    let source = "<p>Marit Oru, the mayor, left.</p>\n<p>M<b>arit</b> Oru said so.</p>\n<p>Oru left.</p>\n";
    let (changed, said) = renamed(source, Format::Html, "Marit Oru", "Ada Holm");
    assert_eq!(changed, "<p>Ada Holm, the mayor, left.</p>\n<p>M<b>arit</b> Oru said so.</p>\n<p>Holm left.</p>\n");
    assert_eq!(said.as_deref(), Some("The old name stays in this article (line 2), where markup stands in the name."));
    let whole = "<p>Marit Oru, the mayor, left.</p>\n<p>Oru left.</p>\n";
    assert_eq!(renamed(whole, Format::Html, "Marit Oru", "Ada Holm").1, None);
}

#[test]
fn other_articles_lose_no_words_either() {
    let other = "In `Marit Oru\nsaid so` it stood. Marit Oru, the mayor, **Mar**it Oru, left.\n";
    let mut workspace = Workspace::default();
    let indexed = IndexedFile::new(PathBuf::from("/n/b.md"), &analysis(other, Format::Markdown).article);
    workspace.insert(indexed);
    let here = analysis("Marit Oru, the mayor, left.\n", Format::Plain);
    let renaming = rename(&workspace, &here, 2, "Ada van Holm").unwrap();
    let edits: Vec<_> = renaming.elsewhere[0].changes.iter().map(|renamed| renamed.replacement.clone()).collect();
    let changed = applied(other, &edits);
    assert_eq!(changed, "In `Marit Oru\nsaid so` it stood. Ada van Holm, the mayor, **Mar**it Oru, left.\n");
    let said = renaming.unchanged(&here.article, true).unwrap();
    assert!(said.contains("in 1 place of other articles") && said.contains("in 1 place, where it is code"), "{said}");
}

#[test]
fn a_comment_goes_only_where_that_joins_no_paragraphs() {
    let comment = "<!-- onrecord: allow placeholder (old) -->";
    let apart = format!("Marit Oru left on Monday.\n\n{comment}\n\nNobody came to the quay.\n");
    assert_eq!(after_each(&apart, Format::Markdown, ActionKind::FixAll), ["Marit Oru left on Monday.\n\nNobody came to the quay.\n"]);
    let between = format!("Marit Oru left on Monday.\n{comment}\nNobody came to the quay.\n");
    for changed in after_each(&between, Format::Markdown, ActionKind::FixAll) {
        assert_eq!(prose(&changed, Format::Markdown), "Marit Oru left on Monday.\nNobody came to the quay.");
    }
}

#[test]
fn a_comment_goes_only_where_no_block_becomes_another_kind_of_block() {
    for source in [
        "Oru left.\n<!-- onrecord: allow placeholder -->\n\n---\n\nMarit Oru, the mayor, left.\n",
        "| Who |\n|---|\n| Oru |\n<!-- onrecord: allow placeholder -->\nThe pier was sold.\n",
        "- Oru left.\n\n<!-- onrecord: allow placeholder -->\n\n    The town council met.\n",
    ] {
        let roles = |text: &str| {
            let prose = Prose::read(&Document::new("article", text, Format::Markdown));
            prose.blocks.iter().map(|block| (block.role, block.level)).collect::<Vec<_>>()
        };
        for kind in [ActionKind::FixAll, ActionKind::QuickFix] {
            for changed in after_each(source, Format::Markdown, kind) {
                assert_eq!(roles(&changed), roles(source), "{changed}");
            }
        }
    }
}

#[test]
fn a_closing_mark_stands_in_no_address_link_or_code() {
    for (format, end) in [
        (Format::Markdown, "<http://oru.example/a>"),
        (Format::Markdown, "`x = 1`"),
        (Format::Markdown, "[the site](http://x.example)"),
        (Format::Html, "<a href=\"http://x.example\">the site</a>"),
        (Format::Html, "<code>x = 1</code>"),
    ] {
        let source = format!("The mayor, Marit Oru, said: “The ferry is sold, see {end}\n");
        for changed in after_each(&source, format, ActionKind::QuickFix) {
            assert!(changed.contains(end), "{changed}");
        }
    }
    let closed = after_each("The mayor, Marit Oru, said: “The ferry is *sold*\n", Format::Markdown, ActionKind::QuickFix);
    assert!(closed.iter().any(|text| text.contains("sold”")), "{closed:?}");
}

#[test]
fn findings_point_at_their_own_words() {
    let source = "In `Oru said\nthe pier would close`. Marit Oru, the mayor, said so. He paid `TBD\\`, \\n` for it.\n";
    let analysis = analysis(source, Format::Markdown);
    for shown in &analysis.checked.shown {
        let words = shown.finding.span.of(source);
        assert!(!words.contains('\n') && words.len() < 12, "{}: {words:?}", shown.finding.rule);
    }
    let mention = analysis.article.entities.mentions.iter().map(|mention| analysis.article.source(mention.span).of(source));
    assert_eq!(mention.take(1).collect::<Vec<_>>(), ["Oru"]);
}
