//! The same article in three formats reads the same, and whatever the bytes, spans hold.

use onrecord::prose::{Prose, Role};
use onrecord::text::{Document, Format, Span};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const FORMATS: [Format; 3] = [Format::Plain, Format::Markdown, Format::Html];

fn read(text: &str, format: Format) -> Prose {
    Prose::read(&Document::new("article", text, format))
}

fn article(format: Format) -> &'static str {
    match format {
        Format::Plain => include_str!("articles/ferry.txt"),
        Format::Markdown => include_str!("articles/ferry.md"),
        Format::Html => include_str!("articles/ferry.html"),
        Format::Docx => "",
    }
}

/// The file with other line ends, with and without a byte order mark.
fn variants(text: &str) -> Vec<String> {
    let ends = [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")];
    ends.iter().flat_map(|text| [text.clone(), format!("\u{FEFF}{text}")]).collect()
}

fn blocks(prose: &Prose) -> Vec<(Role, &str)> {
    prose.blocks.iter().filter(|block| block.role != Role::Footnote).map(|block| (block.role, block.span.of(&prose.text))).collect()
}

/// Text as a reader sees it: references resolved, accents composed, white space and markup between words gone.
fn bare(source: &str) -> String {
    let mut shown = String::new();
    let mut tag = false;
    for c in source.nfc() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if tag || c.is_whitespace() || matches!(c, '*' | '[') => {}
            _ => shown.push(c),
        }
    }
    shown
}

#[test]
fn the_same_article_reads_the_same_in_every_format() {
    let expected = [
        (Role::Headline, "Vellmouth sells its last ferry"),
        (Role::Byline, "By Nils Veddel"),
        (
            Role::Paragraph,
            "VELLMOUTH, May 3 — The town’s last ferry was sold on Monday, said Marit Oru, the harbour master, who has run the quay since 2011.",
        ),
        (Role::Paragraph, "“Nobody asked us,” Oru said. “They simply came & took it.”"),
        (
            Role::Paragraph,
            "The buyer, Quay & Sons, paid 12 million crowns — half of what it cost — according to a contract seen by the Gazette.",
        ),
        (Role::Heading, "Why it matters"),
        (Role::ListItem, "The islands lose their only link."),
        (Role::ListItem, "The school loses eleven pupils."),
        (Role::Paragraph, "Ana Nicolás of the island council called the sale “a theft in daylight”."),
    ];
    for format in FORMATS {
        for text in variants(article(format)) {
            let prose = read(&text, format);
            assert_eq!(blocks(&prose), expected, "{format:?} {:?}", &text[..40]);
            let dateline = prose.blocks[2].dateline.map(|span| span.of(&prose.text));
            assert_eq!(dateline, Some("VELLMOUTH, May 3 —"), "{format:?}");
        }
    }
}

#[test]
fn spans_hold_the_same_words_in_the_source() {
    for format in FORMATS {
        for text in variants(article(format)) {
            let prose = read(&text, format);
            for words in
                ["Marit Oru", "Monday", "Nobody asked us", "Quay", "Sons", "a theft in daylight", "eleven pupils", "paid", "Nicolás"]
            {
                let at = prose.text.find(words).unwrap() as u32;
                let source = prose.to_source(Span::new(at, at + words.len() as u32));
                let held = bare(&source.of(&text).replace("&aacute;", "á").replace("&#769;", "\u{301}"));
                assert_eq!(held, bare(words), "{format:?}");
                assert!(!source.of(&text).starts_with(['<', '[', '*', ' ']), "{format:?} {}", source.of(&text));
                assert_eq!(prose.to_prose(source.start), Some(at), "{format:?} {words}");
            }
        }
    }
}

#[test]
fn front_matter_and_comments_are_read_in_both_markups() {
    for format in [Format::Markdown, Format::Html] {
        for text in variants(article(format)) {
            let prose = read(&text, format);
            let (kind, span) = prose.front_matter.kind.clone().unwrap();
            assert_eq!((kind.as_str(), span.of(&text)), ("news", "news"), "{format:?}");
            let [suppression] = prose.suppressions.as_slice() else { panic!("{format:?}") };
            assert_eq!((suppression.rule.as_str(), suppression.rule_span.of(&text)), ("loaded-reporting-verb", "loaded-reporting-verb"));
            assert!(suppression.covers.of(&text).starts_with("Ana Nicol"), "{format:?} {}", suppression.covers.of(&text));
            assert!(suppression.covers.of(&text).ends_with("."), "{format:?}");
        }
    }
}

#[test]
fn hard_wrapped_text_reads_as_one_paragraph_and_remembers_its_line_ends() {
    let text = "\
The harbour board of Vellmouth met behind closed doors -
but the chair that matters most stayed empty, said Marit
Oru, who has run the quay since the spring of the flood.
";
    let prose = read(text, Format::Plain);
    assert_eq!(prose.blocks.len(), 1);
    assert!(prose.text.contains("doors - but the chair") && prose.text.contains("Marit Oru, who"));
    let at = prose.text.find("Marit Oru").unwrap() as u32;
    assert_eq!(prose.to_source(Span::new(at, at + 9)).of(text), "Marit\nOru");
    assert_eq!(prose.wraps, [prose.text.find(" but").unwrap() as u32, at + 5]);
    assert_eq!(prose.block_at(at), Some(0));
}

#[test]
fn hostile_input_stays_fast() {
    let inputs = [
        "“".repeat(10_000),
        "[(".repeat(5_000),
        "> ".repeat(5_000),
        "<div>".repeat(5_000) + "x",
        "<div>".repeat(5_000) + &"</p>".repeat(5_000),
        "*_".repeat(20_000),
        "a ".repeat(200_000),
        "&".repeat(50_000),
        "<!-- ".repeat(20_000),
        "- ".repeat(5_000),
        "\r".repeat(100_000),
        "a\n".repeat(50_000),
        "e\u{301}".repeat(50_000),
        "\u{301}".repeat(50_000),
        "![".repeat(10_000),
        "<p hidden>".repeat(20_000),
        "x".repeat(4 << 20),
    ];
    for format in FORMATS {
        for input in &inputs {
            let start = std::time::Instant::now();
            let prose = read(input, format);
            assert!(prose.text.len() <= input.len() * 3);
            assert!(start.elapsed().as_secs() < 5, "{format:?} {:?}", &input.chars().take(12).collect::<String>());
        }
    }
}

/// Pieces that exercise each format's syntax, and any text between.
fn wild_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "title: x\n",
        "# ",
        "> ",
        "- ",
        "1. ",
        "* ",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "[",
        "](u)",
        "![",
        "[^1]",
        "[^1]: ",
        "|",
        "|-|\n",
        "~~",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<!-- onrecord: allow x -->",
        "&rsquo;",
        "&amp",
        "&#8217;",
        "&",
        "<br>",
        "<article>",
        "</article>",
        "<h1>",
        "<li>",
        "<title>",
        "<form>",
        "\\",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        "\u{FEFF}",
        "\u{A0}",
        "\u{200B}",
        "\u{202E}",
        "e\u{301}",
        "\u{301}",
        "\u{2028}",
        "\u{85}",
        "“",
        "”",
        "’",
        "—",
        "By Marit Oru",
        "VELLMOUTH (AP) —",
        "The ferry left Vellmouth on Monday, said Marit",
        "Oru.",
        "ferry",
        " ",
        ". ",
        "é",
        "漢字",
        "😀",
        "\u{1F1F3}\u{1F1F4}",
        "\0",
        "\u{7f}",
        "ﬁ",
        "가",
        "<",
        ">",
    ]);
    let any = prop_oneof![6 => pieces.prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(any, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prose_holds_together(text in wild_text()) {
        for format in FORMATS {
            let prose = read(&text, format);
            let length = prose.text.len() as u32;
            let mut end = None;
            for (index, block) in prose.blocks.iter().enumerate() {
                prop_assert!(!block.span.is_empty() && block.span.end <= length);
                prop_assert!(end.is_none_or(|end| block.span.start == end + 1));
                prop_assert!(!block.span.of(&prose.text).is_empty());
                prop_assert!(!block.span.of(&prose.text).contains('\n'));
                prop_assert!(block.dateline.is_none_or(|dateline| block.span.contains(dateline)));
                prop_assert_eq!(prose.block_at(block.span.start), Some(index));
                end = Some(block.span.end);
            }
            let mut before = 0;
            for (at, c) in prose.text.char_indices().filter(|(_, c)| *c != '\n') {
                let source = prose.to_source(Span::new(at as u32, (at + c.len_utf8()) as u32));
                prop_assert!(source.end as usize <= text.len(), "{:?} {:?}", format, source);
                prop_assert!(text.is_char_boundary(source.start as usize) && text.is_char_boundary(source.end as usize));
                prop_assert!(source.start >= before, "{:?}: {} at {}", format, source.start, before);
                prop_assert!(!source.is_empty());
                before = source.start;
                if c.is_alphanumeric() {
                    // A character that the source writes as part of a larger unit is found at the unit's start.
                    let back = prose.to_prose(source.start);
                    prop_assert!(back.is_some_and(|back| back <= at as u32));
                    prop_assert_eq!(back.map(|back| prose.to_source(Span::new(back, back + 1)).start), Some(source.start));
                    if source.of(&text).chars().eq([c]) {
                        prop_assert_eq!(back, Some(at as u32));
                    }
                }
            }
            prop_assert!(prose.wraps.is_sorted());
            prop_assert!(prose.wraps.iter().all(|wrap| prose.text.as_bytes().get(*wrap as usize) == Some(&b' ')));
            for suppression in &prose.suppressions {
                prop_assert!(text.get(suppression.span.range()).is_some() && text.get(suppression.covers.range()).is_some());
                prop_assert!(text.get(suppression.rule_span.range()).is_some());
            }
            for span in [prose.front_matter.span, prose.front_matter.error.as_ref().map(|error| error.1)].into_iter().flatten() {
                prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}

#[test]
fn code_in_a_line_is_known_as_code() {
    for (format, text) in [
        (Format::Markdown, "He set `TK` and\n``the pier`` on Monday."),
        (Format::Html, "<p>He set <code>TK</code> and <kbd>the <b>pier</b></kbd> on Monday."),
    ] {
        let prose = read(text, format);
        let code: String = prose.code.iter().map(|code| code.of(&prose.text)).collect();
        assert_eq!(code, "TKthe pier", "{format:?}");
        let at = |word: &str| prose.text.find(word).unwrap() as u32;
        assert!(prose.is_code(at("pier")) && prose.is_code(at("TK")), "{format:?}");
        assert!(!prose.is_code(at("He")) && !prose.is_code(at("and")) && !prose.is_code(at("Monday")), "{format:?}");
    }
}

#[test]
fn what_a_generator_takes_out_is_no_copy() {
    let markdown = "---\ntitle: The ferry\n---\n\n{% comment %} TK {% endcomment %}\n\nMarit Oru left. {# TK #}\n\n    {# TK #}\n\n{{< tweet id=\"TK\" >}}\n\n{{% pullquote author=\"Oru\" %}}\nNo.\n{{% /pullquote %}}\n";
    let prose = read(markdown, Format::Markdown);
    assert_eq!(prose.text, "The ferry\nMarit Oru left.\nNo.");
    let at = prose.text.find("left").unwrap() as u32;
    assert_eq!(prose.to_source(Span::new(at, at + 4)).of(markdown), "left");
    let html = "{% extends 'a.html' %}<p>Marit Oru left.{# TK #}</p>{% if a < b %}<p>No.</p>{% endif %}";
    assert_eq!(read(html, Format::Html).text, "Marit Oru left.\nNo.");
}
