//! Which lines of a plain text go on in the next.
//!
//! Three forms are met: one paragraph a line; blank lines between paragraphs; hard-wrapped lines, with or without blank lines. A file
//! shows its form by its unfinished lines that go on in lower case: when each of them was full, so that the next word would not have
//! fitted, the file is wrapped at that width. In a wrapped file a line whose next word would have fitted ends its paragraph, and one
//! that is cut off in mid-sentence is known by the sentence opener that starts the next.

use super::formulas;
use super::lines::{self, Line, Marker};

/// How a line hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// It opens a block.
    Opens,
    /// It goes on after a space.
    GoesOn,
    /// It goes on after a hyphen ("day-to-" / "day").
    Hyphenated,
}

/// How a file sets its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Each line is a paragraph of its own.
    Lines,
    /// Lines are filled up to `width` code points.
    Wrapped {
        width: u32,
        /// Blank lines stand between the paragraphs.
        blanks: bool,
        /// Sentences end in mid-line more often than paragraphs end.
        long: bool,
        /// Some line is certainly cut off in mid-sentence.
        cuts: bool,
    },
    /// Lines are broken within sentences, at no width.
    Ragged,
}

/// A line shorter than this says too little to be continued: a menu's entry, a name.
const SHORT: u32 = 25;

/// For each line of `text`, how it hangs on the one before; and the width in code points that lines are wrapped at, if they are.
pub(super) fn joints(text: &str, lines: &[Line]) -> (Vec<Joint>, Option<u32>) {
    let form = form(text, lines);
    let groups = broken_groups(lines);
    let mut joints = Vec::with_capacity(lines.len());
    // The marker of the block that is open.
    let mut block = Marker::None;
    for (at, line) in lines.iter().enumerate() {
        let joint = match at.checked_sub(1).map(|before| &lines[before]) {
            Some(before)
                if !line.after_blank && !starts_item(text, block, before, line) && goes_on(text, before, line, form, groups[at]) =>
            {
                let hyphen =
                    before.span.of(text).ends_with('-') && before.span.of(text).rsplit(' ').next().is_some_and(|word| word.len() > 1);
                if hyphen && line.lower { Joint::Hyphenated } else { Joint::GoesOn }
            }
            _ => {
                block = line.marker;
                Joint::Opens
            }
        };
        joints.push(joint);
    }
    let width = match form {
        Form::Wrapped { width, .. } => Some(width),
        Form::Lines | Form::Ragged => None,
    };
    (joints, width)
}

/// Whether `line`'s marker makes it an item of its own, and is not a dash or a number of the sentence before it.
fn starts_item(text: &str, block: Marker, before: &Line, line: &Line) -> bool {
    let free = || before.finished || block == line.marker || before.span.of(text).ends_with(':');
    match line.marker {
        Marker::None => before.marker == Marker::Quote,
        Marker::Quote => before.marker != Marker::Quote,
        Marker::Bullet => free(),
        Marker::Number => free() || before.width < SHORT,
    }
}

/// For each line, whether some line of its group (between blank lines) breaks off within a sentence.
fn broken_groups(lines: &[Line]) -> Vec<bool> {
    let mut groups = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start + 1..].iter().position(|line| line.after_blank).unwrap_or(lines.len() - start - 1) + 1;
        let broken = lines[start..start + length].windows(2).any(|pair| is_broken(&pair[0], &pair[1]));
        groups[start..start + length].fill(broken);
        start += length;
    }
    groups
}

/// An unfinished line that goes on in lower case.
fn is_broken(line: &Line, next: &Line) -> bool {
    !next.after_blank && !line.finished && next.lower && next.marker == Marker::None && line.width >= SHORT
}

fn form(text: &str, lines: &[Line]) -> Form {
    let pairs = || lines.windows(2).map(|pair| (&pair[0], &pair[1]));
    let broken = || pairs().filter(|(line, next)| is_broken(line, next));
    let count = broken().count();
    let width = broken().map(|(line, _)| line.width).max().unwrap_or(0);
    if count == 0 || (count < 2 && lines.len() > 6) || !(SHORT..=240).contains(&width) {
        return if count > 1 && width <= 400 { Form::Ragged } else { Form::Lines };
    }
    let full = broken().filter(|(line, next)| line.width + 1 + next.first_word > width).count();
    let wide = lines.iter().filter(|line| line.width > width + 12).count();
    if full * 5 < count * 4 || wide * 4 > lines.len() {
        return if count * 6 > lines.len() { Form::Ragged } else { Form::Lines };
    }
    // Some full line that ends a sentence may be a little wider than any that does not.
    let width = lines.iter().map(|line| line.width).filter(|other| *other <= width + 12).max().unwrap_or(width).min(width + 3);
    let fits = |line: &Line, next: &Line| line.width + 1 + next.first_word <= width;
    let close = || pairs().filter(|(line, next)| !next.after_blank && !starts_item(text, line.marker, line, next));
    let ends = close().filter(|(line, next)| line.finished && fits(line, next)).count();
    let gaps = pairs().filter(|(_, next)| next.after_blank).count();
    let blanks = gaps > 0 && gaps >= ends;
    let stops: u32 = lines.iter().map(|line| lines::stops(line.span.of(text))).sum();
    let cuts = close().any(|(line, next)| !line.finished && !fits(line, next) && opener(text, next).is_some_and(|word| word != "The"));
    Form::Wrapped { width, blanks, long: stops as usize > ends, cuts: cuts && !blanks }
}

fn goes_on(text: &str, line: &Line, next: &Line, form: Form, group_broken: bool) -> bool {
    match form {
        Form::Lines => is_broken(line, next),
        Form::Ragged => {
            group_broken
                && line.width >= SHORT
                && (next.lower || !line.finished && opener(text, next).is_none() || line.finished && lines::stops(line.span.of(text)) > 0)
        }
        Form::Wrapped { width, blanks, long, cuts } => {
            let room = if blanks { width - width / 8 } else { width };
            let fits = line.width + 1 + next.first_word <= room;
            if next.lower {
                return !fits || (!line.finished && line.width >= SHORT.max(width / 2));
            }
            if fits || line.width > width + 12 {
                return false;
            }
            if line.finished {
                return blanks || long;
            }
            match opener(text, next) {
                None => !(is_label(text, next) || (cuts && quotes_sentence(text, line, next))),
                Some(_) if blanks || in_title(text, line) || line.span.of(text).ends_with(':') => true,
                Some("The") => !cuts && before_name(text, line) && name_follows(text, next),
                Some(_) => false,
            }
        }
    }
}

/// The closed-class word, capitalised, that opens a sentence and hardly ever a name.
fn opener<'a>(text: &'a str, line: &Line) -> Option<&'a str> {
    let word = line.span.of(text).split([' ', ',', '\u{A0}']).next()?;
    (word.starts_with(|c: char| c.is_ascii_uppercase()) && formulas::shipped().opens_sentence(word)).then_some(word)
}

/// Whether the line stops at a word that a name with an article may follow ("told" / "The Vellmouth Gazette").
fn before_name(text: &str, line: &Line) -> bool {
    let last = line.span.of(text).rsplit(' ').next().unwrap_or("");
    ["about", "against", "and", "as", "at", "by", "for", "from", "in", "into", "near", "of", "on", "or", "than", "to", "told", "with"]
        .contains(&last)
}

/// Whether a speaker's label opens the line ("Q:", "ORU:").
fn is_label(text: &str, line: &Line) -> bool {
    let word = line.span.of(text).split(' ').next().unwrap_or("");
    word.strip_suffix(':').is_some_and(|label| !label.is_empty() && label.chars().all(|c| c.is_uppercase() || c == '.'))
}

/// Whether `next` opens with a quoted sentence that nothing in `line` leads up to: no comma, no colon, no reporting word.
fn quotes_sentence(text: &str, line: &Line, next: &Line) -> bool {
    let words = next.span.of(text);
    let Some(inside) = words.strip_prefix(['“', '"', '\'', '‘']) else { return false };
    let inside = inside.strip_prefix('\'').unwrap_or(inside);
    let before = line.span.of(text);
    let last = before.rsplit(' ').next().unwrap_or("");
    let leads = before.ends_with([',', ':', '-', '–', '—'])
        || matches!(last, "said" | "says" | "saying" | "say" | "asked" | "added" | "wrote" | "called" | "that" | "of");
    let close = inside.find(['”', '"', '’', '\'']).unwrap_or(inside.len());
    inside.starts_with(char::is_uppercase) && !leads && inside[..close].split(' ').count() > 5
}

/// Whether the line stops within a title: nearly all of its last words are capitalised, prepositions too.
fn in_title(text: &str, line: &Line) -> bool {
    let words = line.span.of(text).rsplit(' ').take(6);
    words.filter(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)).count() >= 5
}

fn name_follows(text: &str, line: &Line) -> bool {
    line.span.of(text).split(' ').nth(1).is_some_and(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Vec<usize> {
        let lines = lines::read(text);
        let (joints, _) = joints(text, &lines);
        joints.iter().enumerate().filter(|(_, joint)| **joint == Joint::Opens).map(|(at, _)| at + 1).collect()
    }

    #[test]
    fn one_paragraph_a_line() {
        let text = "Council sells the ferry\nThe council of Vellmouth sold its ferry on Monday.\n“It was old,” said Marit Oru.\nThe buyer paid in cash.\n";
        assert_eq!(starts(text), [1, 2, 3, 4]);
    }

    #[test]
    fn hard_wrapped_without_blank_lines() {
        // Line 4 is cut off before "Behind"; line 6 is short and so ends its paragraph; the name at the end of line 7 goes on.
        let text = "\
The harbour board of Vellmouth met behind closed doors -
but the chair that matters most of all stayed empty.
The harbour master has asked for a second opinion about
the ferry, and for a full account of the money of Marit
Behind the scenes the board has begun to talk about how
it could be rid of him.
'Nobody on the board has spoken to me,' said Councillor
Nils Veddel, who has sat there longer than anybody else
and means to stay.
";
        assert_eq!(starts(text), [1, 3, 5, 7]);
    }

    #[test]
    fn hard_wrapped_with_blank_lines_joins_whole_groups() {
        let text = "\
On Monday the council of Vellmouth sold its ferry. Nobody
bid for the quay. The Gazette had asked for the list of
The Friends of the Ferry in May.
- One buyer paid in cash, and asked for no receipt in all
of it.
- Another did not.

“It was old,” said Marit Oru, who runs the harbour office
and its boats.
";
        assert_eq!(starts(text), [1, 4, 6, 7]);
    }

    #[test]
    fn an_article_before_a_name_is_no_new_sentence() {
        let text = "\
The harbour board met behind closed doors, Oru told
The Vellmouth Gazette, and nobody was to speak about
it. The board then sent its clerk to the harbour to
read the list.
She has been there ever since the spring of the flood
and will stay.
";
        assert_eq!(starts(text), [1, 5]);
    }
}
