//! What a short block is by its own words: byline, credit, caption, contact line, or the site's furniture.
//!
//! The lists hold closed sets of formulas. A block called boilerplate is analysis lost, so each formula must open the block or fill it.

pub(super) mod appeal;
pub(super) mod note;
pub(super) mod writer;

use super::Role;
use super::formulas::{self, Kind};
use super::lines::is_finished;

/// A block's words, measured once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape<'a> {
    /// The words.
    pub text: &'a str,
    /// How many words there are, as white space divides them.
    pub words: usize,
    /// How many of them start with a capital.
    pub capitals: usize,
    /// How many of them start with a lower-case letter and are longer than three letters.
    pub lower: usize,
    /// Whether it ends a sentence.
    pub finished: bool,
}

impl<'a> Shape<'a> {
    /// Measures `text`.
    pub fn new(text: &'a str) -> Shape<'a> {
        let mut shape = Shape { text, words: 0, capitals: 0, lower: 0, finished: is_finished(text) };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at <= bytes.len() {
            let length = bytes[at..].iter().position(|byte| *byte == b' ').unwrap_or(bytes.len() - at);
            let bare = text[at..at + length].trim_start_matches(|c: char| !c.is_alphanumeric());
            shape.words += 1;
            shape.capitals += usize::from(bare.starts_with(char::is_uppercase));
            shape.lower += usize::from(bare.len() > 3 && bare.starts_with(char::is_lowercase));
            at += length + 1;
        }
        shape
    }

    /// Whether every word that matters is capitalised.
    pub fn is_title_case(&self) -> bool {
        self.capitals >= 2 && self.lower * 4 <= self.capitals
    }

    /// Whether it holds letters and none in lower case.
    pub fn is_all_capitals(&self) -> bool {
        self.capitals > 0 && !self.text.contains(char::is_lowercase)
    }

    /// Whether it is two to four capitalised words and nothing else, as a name is.
    pub fn is_name(&self) -> bool {
        is_name(self.text.trim_end_matches('.'))
    }
}

/// How many words `raw` has, as white space divides them; what has neither letter nor digit is none.
pub(super) fn shown_words(raw: &str) -> u32 {
    raw.split_ascii_whitespace().filter(|word| *word != "&nbsp;" && is_word(word)).count() as u32
}

/// Whether it holds a letter or a digit.
fn is_word(shown: &str) -> bool {
    shown.bytes().any(|byte| byte.is_ascii_alphanumeric()) || shown.contains(char::is_alphanumeric)
}

/// The role that a block's own words give it; `None` for all that may be the article's text.
pub(super) fn role(text: &str) -> Option<Role> {
    if let Some(role) = note::role(text) {
        return Some(role);
    }
    if writer::credits(text) {
        return Some(Role::Byline);
    }
    if text.len() > LONGEST_CAPTION {
        return None;
    }
    if text.len() > LONGEST_LINE {
        if is_reached(text) {
            return Some(Role::Contact);
        }
        return is_caption(text).then_some(Role::Caption);
    }
    // A longer line is furniture only with a formula or a mark.
    let marked = |byte: u8| matches!(byte, b'@' | b'|' | b'<' | b':');
    if text.len() > 120 && !formulas::shipped().may_open(text) && !text.bytes().any(marked) {
        return is_caption(text).then_some(Role::Caption);
    }
    let shape = Shape::new(text);
    if is_site(&shape) {
        Some(Role::Boilerplate)
    } else if is_byline(&shape) {
        Some(Role::Byline)
    } else if is_contact(&shape) {
        Some(Role::Contact)
    } else if is_credit(text) {
        Some(Role::Credit)
    } else {
        is_caption(text).then_some(Role::Caption)
    }
}

/// Bytes of the longest line that is a byline, a contact line, a credit or a site's.
const LONGEST_LINE: usize = 280;

/// Bytes of the longest caption.
const LONGEST_CAPTION: usize = 700;

fn is_name(text: &str) -> bool {
    let mut words = 0;
    let mut capitals = 0;
    for word in text.split(' ') {
        words += 1;
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''));
        let particle = matches!(
            word,
            "de" | "del" | "der" | "den" | "van" | "von" | "da" | "di" | "dos" | "la" | "le" | "al" | "el" | "bin" | "ibn" | "y"
        );
        if !letters || !(particle || word.starts_with(char::is_uppercase)) {
            return false;
        }
        capitals += usize::from(!particle);
    }
    (2..=5).contains(&words) && (2..=4).contains(&capitals)
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn is_one_of(text: &str, formulas: &[&str]) -> bool {
    formulas.iter().any(|formula| text.eq_ignore_ascii_case(formula))
}

fn is_site(shape: &Shape) -> bool {
    let text = shape.text;
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return true;
    }
    if shape.words <= 5 && (formulas::shipped().fills(bare, Kind::SiteWord) || is_count(bare) || is_address(text)) {
        return true;
    }
    let formula = formulas::shipped().opening(text, Kind::SiteOpening).map(|length| &text[..length]);
    // A whole sentence needs more of a formula than a line that is none.
    let opens = |formula: &str| !shape.finished || formula.ends_with(':') || (shape.words <= 14 && formula.matches(' ').count() >= 2);
    formula.is_some_and(|formula| opens(formula) && !(formula == "©" && is_owner(&text[formula.len()..])))
        || is_date_alone(bare)
        || is_menu(text)
        || is_loader(text)
        || (text.starts_with('<') && text.trim_end_matches('.').ends_with('>'))
}

/// "12", "3 comments", "1.2K shares", "5 min read".
fn is_count(bare: &str) -> bool {
    let mut words = bare.split(' ');
    let number = words.next().unwrap_or("");
    let digits = number.trim_end_matches(['K', 'k', 'M', '+']);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    let unit = words.next();
    is_number
        && match unit {
            None => number.len() < 4,
            Some(unit) => {
                let units = [
                    "comment",
                    "comments",
                    "share",
                    "shares",
                    "likes",
                    "views",
                    "min",
                    "mins",
                    "minute",
                    "minutes",
                    "reads",
                    "retweets",
                    "replies",
                    "followers",
                ];
                is_one_of(unit, &units) && words.all(|word| is_one_of(word, &["read", "ago"]))
            }
        }
}

/// A web address, a handle or hashtags, and nothing else.
fn is_address(text: &str) -> bool {
    text.trim_end_matches('.').split(' ').all(|word| {
        let word = word.trim_matches(['(', ')', '|']);
        starts_with(word, "http://")
            || starts_with(word, "https://")
            || starts_with(word, "www.")
            || (word.len() > 2 && word.starts_with(['@', '#']) && !word[1..].starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// A date and time, and nothing else: at least a month or a numeric date.
fn is_date_alone(bare: &str) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut dates = 0;
    let mut numbers = 0;
    let mut words = 0;
    for word in bare.split([' ', ',', '|', '•', '·', '-', '–', '—', '/', ':']) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        words += 1;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && is_one_of(&word[digits..], &["", "st", "nd", "rd", "th", "am", "pm", "a.m", "p.m"]) {
            numbers += 1;
        } else if word.len() >= 3 && MONTHS.iter().any(|month| starts_with(word, month)) && (word.len() <= 4 || is_month(word)) {
            dates += 1;
        } else if !formulas::shipped().fills(word, Kind::DateWord) {
            return false;
        }
    }
    let clock = dates == 0 && numbers > 0 && words <= 4 && bare.ends_with('m') && bare.contains(':');
    words <= 12 && (clock || dates == 1 && numbers > 0 || dates == 0 && numbers >= 3 && (bare.contains(['/', '-'])))
}

fn is_month(word: &str) -> bool {
    is_one_of(word, &["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"])
}

/// Entries between bars: "Home | News | Sport", "| Town, ST".
fn is_menu(text: &str) -> bool {
    let entries = || text.split(['|', '›', '»', '•', '·']).map(str::trim).filter(|entry| !entry.is_empty());
    let bars = text.matches(['|', '›', '»', '•', '·']).count();
    let short = || entries().all(|entry| entry.split(' ').count() <= 3 && !is_finished(entry));
    (text.starts_with('|') && text.len() < 60 && short()) || (bars >= 2 && short())
}

/// What a page's script leaves before a picture's title: "NextImg:The title".
fn is_loader(text: &str) -> bool {
    let Some(colon) = text.find(':') else { return false };
    let (label, rest) = (&text[..colon], &text[colon + 1..]);
    let camel = label.len() > 3
        && label.bytes().all(|b| b.is_ascii_alphanumeric())
        && label.bytes().skip(1).any(|b| b.is_ascii_uppercase())
        && label.bytes().any(|b| b.is_ascii_lowercase());
    camel && rest.starts_with(char::is_alphanumeric)
}

fn is_byline(shape: &Shape) -> bool {
    let text = shape.text.trim_start_matches(['(', '[']);
    if shape.words > 30 || text.len() > 240 {
        return false;
    }
    if formulas::shipped().opening(text, Kind::Byline).is_some() {
        return !shape.finished || shape.words <= 16;
    }
    let by = starts_with(text, "by ") || starts_with(text, "by: ");
    if by {
        let rest = text[3..].trim_start();
        let end = rest.find([',', '|', '•', '·', '—', '–']).unwrap_or(rest.len());
        let mut first = rest[..end].trim().trim_end_matches('.');
        // An address may follow the name.
        if let Some(at) = first.find('@') {
            first = first[..at].rsplit_once(' ').map_or("", |(name, _)| name);
        }
        // "By Marit Oru in Vellmouth".
        if let Some((name, place)) = first.split_once(" in ").filter(|_| !shape.finished)
            && place.split(' ').count() <= 3
            && place.split(' ').all(|word| word.starts_with(char::is_uppercase))
        {
            first = name;
        }
        // "By Monday Marit Oru had left" has words that no byline has.
        let names =
            first.split(" and ").flat_map(|part| part.split(" & ")).all(|part| is_name(part) || is_one_of(part, &["Reuters", "AP", "AFP"]));
        let agency = rest.len() < 60 && !shape.finished && first.split(' ').all(|word| word.starts_with(char::is_uppercase));
        return (names || agency) && shape.lower <= 5 && (!shape.finished || shape.words <= 8);
    }
    let mut parts = text.trim_end_matches('.').splitn(2, [',', '|', '•', '·', '—']);
    let first = parts.next().unwrap_or("").trim();
    let last = parts.next().unwrap_or("").trim();
    let role = last.rsplit(' ').next().unwrap_or("");
    let place = last.split(' ').count() <= 5 && formulas::shipped().fills(role, Kind::BylineNoun);
    let correspondent = last.split(' ').count() <= 7
        && last.split(' ').any(|word| is_one_of(word, &["correspondent", "reporter", "writer", "editor"]))
        && !shape.finished;
    is_name(first) && (place || correspondent) && shape.words <= 12
}

/// How to reach or follow someone, with an address to do it at.
fn is_contact(shape: &Shape) -> bool {
    let text = shape.text;
    if !text.contains('@') && !text.contains("http") && !text.contains("www.") {
        return false;
    }
    let mut mail = false;
    let mut address = false;
    for word in text.split(' ') {
        let at = word.find('@');
        mail |= at.is_some_and(|at| at > 0 && word[at..].contains('.'));
        address |= at.is_some() || starts_with(word, "http") || starts_with(word, "www.");
    }
    address && (formulas::shipped().opening(text, Kind::Contact).is_some() || (mail && shape.words <= 6) || is_reached(text))
}

/// Whether it tells at what address somebody is reached.
fn is_reached(text: &str) -> bool {
    let reached = text.matches("can be reached at").count();
    reached > 0 && text.len() <= 280 * reached && text.contains('@') && !text.contains(['“', '"'])
}

/// "Photo: A B", "Photograph by A B", "A B/Agency", "(Photo by A B)".
fn is_credit(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    if text.len() > 150 {
        return false;
    }
    if let Some(owner) = text.strip_prefix('©') {
        return is_owner(owner);
    }
    let Some(length) = formulas::shipped().opening(text, Kind::Credit) else {
        let Some((name, agency)) = text.split_once('/') else { return false };
        let agency = agency.trim();
        let named = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "via" | "for" | "the");
        return is_name(name.trim()) && !agency.is_empty() && agency.len() < 40 && agency.split([' ', '/']).all(named);
    };
    let shape = Shape::new(text);
    let (formula, rest) = text.split_at(length);
    let by = formula.ends_with(" by") || rest.starts_with(" by ");
    let name = rest.trim_start_matches([':', ' ', '/', '|']).trim_start_matches("by ");
    (by || rest.starts_with([':', '/', '|']))
        && name.starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '©'))
        && shape.words <= 16
        && shape.lower <= 3
        && (!shape.finished || shape.words <= 8)
}

/// Whoever owns a picture, not a page: no year, no claim of rights.
fn is_owner(owner: &str) -> bool {
    let owner = owner.trim();
    owner.starts_with(char::is_uppercase) && owner.len() < 60 && !owner.contains(|c: char| c.is_ascii_digit() || c == '.')
}

/// A picture's text: it opens as one, or ends with the picture's credit.
fn is_caption(text: &str) -> bool {
    if text.len() < 400 && formulas::shipped().opening(text, Kind::Caption).is_some() {
        return true;
    }
    // The credit is short, and the bytes before its last hundred need not be read.
    let tail = (text.len().saturating_sub(100)..text.len()).find_map(|at| text.get(at..)).unwrap_or("");
    let last = match tail.rfind(['(', '[']) {
        Some(at) if tail.ends_with([')', ']']) => Some(&tail[at..]),
        _ => tail.as_bytes().windows(2).rposition(|pair| pair == b". ").map(|at| &tail[at + 2..]),
    };
    last.is_some_and(is_credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_known_by_their_form() {
        let cases: &[(&str, Role)] = &[
            ("By Marit Oru", Role::Byline),
            ("By Marit Oru in Vellmouth", Role::Byline),
            ("By Marit Oru, Nils van Veddel and Ada Quist", Role::Byline),
            ("BY MARIT ORU | Vellmouth Gazette", Role::Byline),
            ("Marit Oru, Staff writer", Role::Byline),
            ("Marit Oru, harbour correspondent", Role::Byline),
            ("Reporting by Marit Oru; editing by Nils Veddel", Role::Byline),
            ("Photo: Marit Oru", Role::Credit),
            ("(Photo by Marit Oru/Agency)", Role::Credit),
            ("Photograph by Marit Oru", Role::Credit),
            ("Marit Oru/Vellmouth Pictures", Role::Credit),
            ("© Vellmouth Council/Gazette", Role::Credit),
            ("© 2031 The Vellmouth Gazette", Role::Boilerplate),
            ("The ferry leaves Vellmouth for the last time. Photo Illustration: Marit Oru", Role::Caption),
            ("The old ferry at its quay. (Marit Oru/Agency)", Role::Caption),
            ("FILE - The ferry at its quay in May.", Role::Caption),
            ("Write to Marit Oru at marit.oru@gazette.example", Role::Contact),
            ("Follow Marit Oru on Twitter @maritoru.", Role::Contact),
            ("Advertisement", Role::Boilerplate),
            ("Sponsor: Quay Games: Play today! Boats and Numbers.", Role::Boilerplate),
            ("Read more: the ferry that never came", Role::Boilerplate),
            ("Share this", Role::Boilerplate),
            ("Aug 22, 2031 |", Role::Boilerplate),
            ("Monday 3 May 2031, 10:15 am GMT", Role::Boilerplate),
            ("| Vellmouth,VM", Role::Boilerplate),
            ("Home | News | Sport", Role::Boilerplate),
            ("0", Role::Boilerplate),
            ("12 comments", Role::Boilerplate),
            ("* * *", Role::Boilerplate),
            ("NextImg:The Ferry That Never Came", Role::Boilerplate),
            ("https://gazette.example/ferry", Role::Boilerplate),
        ];
        for (text, role) in cases {
            assert_eq!(super::role(text), Some(*role), "{text}");
        }
    }

    #[test]
    fn sentences_that_begin_alike_are_text() {
        let cases = [
            "By Monday the ferry had left the quay of Vellmouth for good.",
            "By Mayor Oru’s account, the ferry left at ten.",
            "Read more books, the harbour master told the pupils of the school at the quay on Monday.",
            "Share prices fell in Vellmouth on Monday.",
            "Photos of the ferry appeared on Monday.",
            "More boats came.",
            "May was cold.",
            "Follow the money, Marit Oru told the board.",
            "Home is where the harbour is.",
            "Video shows the ferry leaving.",
            "“I left,” said Marit Oru.",
            "The board/council met.",
        ];
        for text in cases {
            assert_eq!(super::role(text), None, "{text}");
        }
    }
}
