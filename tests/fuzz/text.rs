//! Nasty articles: what newsrooms write, and all that breaks readers of it, mixed by a grammar.
//!
//! An article is front matter, blocks and words; a word may be dressed as markup, and now and then a control, a lone mark or a cut goes
//! through all of it. People and places are invented.

use fastrand::Rng;
use onrecord::text::Format;

use super::words::{CLAIMS, CLOSING, CUES, FIRST, INVISIBLE, JOINTS, LAST, OPENING, ROLES, SOURCES, STOPS, STRAY, TITLES};

/// An article of a few paragraphs. The same generator gives the same article.
pub fn article(rng: &mut Rng, format: Format) -> String {
    let mut text = String::new();
    if rng.u8(..8) == 0 {
        text.push('\u{FEFF}');
    }
    if rng.u8(..3) == 0 {
        text.push_str(&front_matter(rng, format));
    }
    for _ in 0..rng.usize(1..9) {
        text.push_str(&block(rng, format));
        text.push_str(one_of(rng, &["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n", ""]));
    }
    let ends = one_of(rng, &["\n", "\n", "\n", "\n", "\r\n", "\r"]);
    text = text.replace('\n', ends);
    for _ in 0..rng.usize(..4).saturating_sub(1) {
        text = damaged(rng, text);
    }
    text
}

/// One of `choices`.
pub fn one_of<'a>(rng: &mut Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.usize(..choices.len())]
}

/// `text` with a piece lost, doubled, moved or put in; always on character boundaries.
pub fn damaged(rng: &mut Rng, text: String) -> String {
    let (one, other) = (place(rng, &text), place(rng, &text));
    let (from, to) = (one.min(other), one.max(other));
    let piece = &text[from..to];
    match rng.u8(..6) {
        0 if piece.len() < 200 => format!("{}{}", &text[..from], &text[to..]),
        1 if piece.len() < 400 => format!("{}{piece}{}", &text[..to], &text[from..]),
        2 => text[..to].to_owned(),
        3 => format!("{}{}{}", &text[..from], one_of(rng, STRAY), &text[from..]),
        _ => format!("{}{}{}", &text[..from], one_of(rng, INVISIBLE), &text[from..]),
    }
}

/// A character boundary of `text`.
pub fn place(rng: &mut Rng, text: &str) -> usize {
    let mut at = rng.usize(..=text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Any format.
pub fn format(rng: &mut Rng) -> Format {
    [Format::Plain, Format::Markdown, Format::Html][rng.usize(..3)]
}

/// The name of a file of this format.
pub fn path(format: Format) -> &'static str {
    match format {
        Format::Plain | Format::Docx => "article.txt",
        Format::Markdown => "article.md",
        Format::Html => "article.html",
    }
}

fn name(rng: &mut Rng) -> String {
    match rng.u8(..4) {
        0 => format!("{}{}", one_of(rng, TITLES), one_of(rng, LAST)),
        1 => one_of(rng, LAST).to_owned(),
        _ => format!("{}{} {}", one_of(rng, TITLES), one_of(rng, FIRST), one_of(rng, LAST)),
    }
}

fn source(rng: &mut Rng) -> String {
    match rng.u8(..4) {
        0 => one_of(rng, SOURCES).to_owned(),
        1 => format!("{}, {},", name(rng), one_of(rng, ROLES)),
        2 => format!("{} and {}", name(rng), name(rng)),
        _ => name(rng),
    }
}

fn sentence(rng: &mut Rng, format: Format) -> String {
    let (source, claim) = (source(rng), one_of(rng, CLAIMS).to_owned());
    let (source, claim) = (dressed(rng, source, format), dressed(rng, claim, format));
    let cue = one_of(rng, CUES);
    let quoted = format!("{}{claim}{}", one_of(rng, OPENING), one_of(rng, CLOSING));
    let words = match rng.u8(..6) {
        0 => format!("{source} {cue} {claim}"),
        1 => format!("{quoted}{} {source} {cue}", one_of(rng, &[",", "", ".", ",”"])),
        2 => format!("{quoted}, {cue} {source}{} {quoted}", one_of(rng, STOPS)),
        3 => format!("{source} {cue} {quoted}"),
        4 => claim,
        _ => format!("{source} {cue}, {source} {cue} {quoted}"),
    };
    format!("{words}{}", one_of(rng, STOPS))
}

fn paragraph(rng: &mut Rng, format: Format) -> String {
    let mut text = String::new();
    if rng.u8(..10) == 0 {
        text.push_str(one_of(rng, &["VELLMOUTH, May 3 (Agency) — ", "Vellmouth (VHB) -- ", "Q: ", "ORU: ", "By "]));
    }
    for _ in 0..rng.usize(1..5) {
        text.push_str(&sentence(rng, format));
        text.push_str(one_of(rng, JOINTS));
    }
    text
}

/// `words` as markup writes them: in code, in bold, as entities, with escapes.
fn dressed(rng: &mut Rng, words: String, format: Format) -> String {
    if rng.u8(..3) > 0 {
        return words;
    }
    match format {
        Format::Plain | Format::Docx => match rng.u8(..4) {
            0 => format!("<b>{words}</b>"),
            1 => format!("*{words}*"),
            2 => {
                let piece = one_of(rng, INVISIBLE);
                inside(rng, &words, piece)
            }
            _ => words,
        },
        Format::Markdown => match rng.u8(..14) {
            0 => format!("`{words}`"),
            1 => format!("`` {} ``", inside(rng, &words, "\n")),
            2 => format!("**{words}**"),
            3 => format!("_{words}_"),
            4 => format!("[{words}](https://gazette.example \"{words}\")"),
            5 => format!("~~{words}~~"),
            6 => format!("![{words}](a.png)"),
            7 => inside(rng, &words, "\\*"),
            8 => inside(rng, &words, "&amp;"),
            9 => inside(rng, &words, "<b>"),
            10 => format!("{words}[^1]"),
            11 => format!("<span class=\"x\">{words}</span>"),
            12 => format!("[{words}][a]"),
            _ => {
                let piece = one_of(rng, INVISIBLE);
                inside(rng, &words, piece)
            }
        },
        Format::Html => match rng.u8(..10) {
            0 => format!("<b>{words}</b>"),
            1 => format!("<q>{words}</q>"),
            2 => format!("<a href='https://gazette.example/?a=b&c'>{words}</a>"),
            3 => inside(rng, &words, "&nbsp;"),
            4 => inside(rng, &words, "&rsquo;"),
            5 => inside(rng, &words, "<br>"),
            6 => inside(rng, &words, "<b>"),
            7 => inside(rng, &words, "<!-- a note -->"),
            8 => words.chars().map(|c| if rng.u8(..4) == 0 { format!("&#{};", c as u32) } else { c.to_string() }).collect(),
            _ => {
                let piece = one_of(rng, INVISIBLE);
                inside(rng, &words, piece)
            }
        },
    }
}

/// `words` with `piece` somewhere inside.
fn inside(rng: &mut Rng, words: &str, piece: &str) -> String {
    let places: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let at = places.get(rng.usize(..places.len().max(1))).copied().unwrap_or(0);
    format!("{}{piece}{}", &words[..at], &words[at..])
}

fn comment(rng: &mut Rng) -> String {
    let scope = one_of(rng, &["allow", "allow-line", "allow-file", "alow", ""]);
    let rule = one_of(rng, &["placeholder", "unattributed-number", "vague-attribution", "no-such-rule", ""]);
    let rest = one_of(rng, &["", " \"the fund\"", " (we know)", " \"TK\" (later)", " \"never closed", " because\n::error::x"]);
    format!("<!-- onrecord: {scope} {rule}{rest} -->")
}

fn block(rng: &mut Rng, format: Format) -> String {
    let words = paragraph(rng, format);
    match format {
        Format::Plain | Format::Docx => match rng.u8(..10) {
            0 => format!("- {words}"),
            1 => format!("> {words}"),
            2 => format!("<post author=\"{}\" date=\"May 3\n\">{words}</post>", one_of(rng, LAST)),
            3 => wrapped(&words),
            4 => format!("By {} and {}", name(rng), name(rng)),
            5 => format!("{words}\n{}", paragraph(rng, format)),
            _ => words,
        },
        Format::Markdown => match rng.u8(..18) {
            0 => format!("{} {}", one_of(rng, &["#", "##", "######", "#######"]), words.replace('\n', " ")),
            1 => format!("- {words}\n  - {words}\n\n    {words}"),
            2 => format!("> {words}\n> > {words}\n{words}"),
            3 => format!("| a | b |\n|---|:-:|\n| {} | x \\| y |\n| {} |", words.replace('\n', " "), words.replace('\n', " ")),
            4 => format!("```\n{words}\n```"),
            5 => format!("    {words}"),
            6 => format!("[^1]: {words}"),
            7 => format!("[a]: https://gazette.example \"{}\"", one_of(rng, CLAIMS)),
            8 => comment(rng),
            9 => format!("{words}{}", comment(rng)),
            10 => format!("<div>\n{}\n</div>", paragraph(rng, Format::Html)),
            11 => format!("1. {words}\n2) {words}"),
            12 => format!("{words}\n==="),
            13 => format!("- [ ] {words}"),
            14 => wrapped(&words),
            _ => words,
        },
        Format::Html => match rng.u8(..14) {
            0 => format!("<h1>{words}</h1>"),
            1 => format!("<ul><li>{words}<li>{words}</ul>"),
            2 => format!("<blockquote><p>{words}</blockquote>"),
            3 => format!("<table><tr><td>{words}<td>{words}</table>"),
            4 => format!("<pre>{words}</pre>"),
            5 => comment(rng),
            6 => format!("<figure><img alt=\"{words}\"><figcaption>{words}</figcaption></figure>"),
            7 => format!("<nav>{words}</nav><script>{words}</script><!-- {words} -->"),
            8 => format!("<div class='byline'>By {}</div>", name(rng)),
            9 => format!("{words}<br><br>{words}"),
            10 => words,
            _ => format!("<p>{words}</p>"),
        },
    }
}

/// `words` in lines of some forty bytes.
fn wrapped(words: &str) -> String {
    let mut text = String::new();
    let mut length = 0;
    for word in words.split(' ') {
        length += word.len() + 1;
        text.push_str(word);
        text.push(if length > 40 { '\n' } else { ' ' });
        length = if length > 40 { 0 } else { length };
    }
    text
}

fn front_matter(rng: &mut Rng, format: Format) -> String {
    let title = name(rng).replace(['\'', '"'], "’");
    match format {
        Format::Html => format!(
            "<!DOCTYPE html><html><head><title>{title} | Gazette</title><meta name=\"onrecord:kind\" content=\"{}\"></head><body><article>",
            one_of(rng, &["news", "opinion", "nonsense", ""])
        ),
        Format::Plain | Format::Markdown | Format::Docx => {
            let (fence, sign) = if rng.bool() { ("---", ": ") } else { ("+++", " = ") };
            let mut lines = vec![fence.to_owned()];
            for _ in 0..rng.usize(..5) {
                let key = one_of(rng, &["title", "kind", "date", "onrecord", "categories", "\"title\"", "author"]);
                let value = match rng.u8(..12) {
                    0 => format!("'{title}'' house'"),
                    1 => format!("\"{title} \\u00e9 \\\" said\""),
                    2 => format!(">\n  {title}\n  leaves"),
                    3 => format!("|-\n  {title}\n\n  leaves"),
                    4 => format!("[{title}, [a, b]]"),
                    5 => format!("{{a: {title}}}"),
                    6 => format!("&a {title} # a note"),
                    7 => "*a".to_owned(),
                    8 => "!!str news".to_owned(),
                    9 => "[[[[".to_owned(),
                    10 => format!("'{title}'"),
                    _ => one_of(rng, &["news", "opinion", "2031-05-03", "ignore", "~", "", "true", "1.5", "\"news\""]).to_owned(),
                };
                lines.push(format!("{key}{sign}{value}"));
            }
            lines.push(one_of(rng, &[fence, fence, fence, "...", "--- "]).to_owned());
            lines.push(String::new());
            lines.join("\n")
        }
    }
}

#[test]
fn articles_are_many_and_repeat_with_their_seed() {
    let mut seen = std::collections::HashSet::new();
    for seed in 0..300 {
        let mut rng = Rng::with_seed(seed);
        let format = format(&mut rng);
        assert!(Format::from_path(std::path::Path::new(path(format))) == Some(format));
        seen.insert(article(&mut rng, format));
        let again = {
            let mut rng = Rng::with_seed(seed);
            let format = self::format(&mut rng);
            article(&mut rng, format)
        };
        assert!(seen.contains(&again), "seed {seed}");
    }
    assert!(seen.len() > 250, "{} articles", seen.len());
}
