//! What a short block is by its own words: byline, credit, caption, contact line, or the site's furniture.
//!
//! The lists hold closed sets of formulas. A block called boilerplate is analysis lost, so each formula must open the block or fill it.

use super::Role;

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
        let mut shape = Shape { text, words: 0, capitals: 0, lower: 0, finished: super::lines::is_finished(text) };
        for word in text.split(' ') {
            let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            shape.words += 1;
            shape.capitals += usize::from(bare.starts_with(char::is_uppercase));
            shape.lower += usize::from(bare.len() > 3 && bare.starts_with(char::is_lowercase));
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

/// The role that a block's own words give it; `None` for all that may be the article's text.
pub(super) fn role(shape: &Shape) -> Option<Role> {
    let text = shape.text;
    if text.len() > 900 {
        return None;
    }
    if is_site(shape) {
        return Some(Role::Boilerplate);
    }
    if is_byline(shape) {
        return Some(Role::Byline);
    }
    if is_contact(shape) {
        return Some(Role::Contact);
    }
    if is_credit(text, shape) {
        return Some(Role::Credit);
    }
    is_caption(shape).then_some(Role::Caption)
}

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

/// Whether `text` opens with one of `formulas` and the word ends there.
fn opens_with(text: &str, formulas: &[&str]) -> bool {
    formulas.iter().any(|formula| starts_with(text, formula) && !text[formula.len()..].starts_with(char::is_alphanumeric))
}

fn is_one_of(text: &str, formulas: &[&str]) -> bool {
    formulas.iter().any(|formula| text.eq_ignore_ascii_case(formula))
}

/// Whole blocks that are a site's own.
const SITE_WORDS: &[&str] = &[
    "ad",
    "ads",
    "advertisement",
    "advertisements",
    "advertising",
    "article continues below",
    "back",
    "back to top",
    "breaking news",
    "click here",
    "close",
    "comment",
    "comments",
    "comments off",
    "contact us",
    "continue reading",
    "cookie policy",
    "cookies",
    "copied",
    "copy link",
    "e-mail",
    "email",
    "facebook",
    "follow us",
    "full story",
    "gift article",
    "home",
    "homepage",
    "in other news",
    "instagram",
    "latest",
    "latest news",
    "learn more",
    "like this",
    "linkedin",
    "listen",
    "listen to this article",
    "live",
    "load more",
    "loading",
    "log in",
    "login",
    "menu",
    "more",
    "more from this section",
    "more on this story",
    "more stories",
    "most popular",
    "most read",
    "my account",
    "newsletter",
    "newsletters",
    "next",
    "next article",
    "open menu",
    "play",
    "popular",
    "previous",
    "previous article",
    "print",
    "print this article",
    "privacy",
    "privacy policy",
    "promoted",
    "recommended",
    "recommended for you",
    "register",
    "related",
    "related articles",
    "related content",
    "related stories",
    "related topics",
    "reprints",
    "save",
    "save article",
    "search",
    "see also",
    "see more",
    "share",
    "share article",
    "share this",
    "share this article",
    "share this story",
    "show more",
    "sign in",
    "sign up",
    "skip advertisement",
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "sponsored",
    "sponsored content",
    "story continues below",
    "story continues below advertisement",
    "subscribe",
    "subscribe now",
    "tags",
    "terms and conditions",
    "terms of service",
    "terms of use",
    "topic",
    "topics",
    "top stories",
    "trending",
    "trending now",
    "tweet",
    "twitter",
    "unsubscribe",
    "view all",
    "view comments",
    "whatsapp",
];

/// Openings of a site's own blocks; what follows is at most a line.
const SITE_OPENINGS: &[&str] = &[
    "advertisement:",
    "all rights reserved",
    "already a subscriber",
    "browse more",
    "by signing up",
    "click here to",
    "click to",
    "comments (",
    "copyright ©",
    "copyright (c)",
    "don't miss:",
    "don’t miss:",
    "download our app",
    "download the app",
    "enter your email",
    "filed under",
    "filed under:",
    "first published",
    "follow us on",
    "get our",
    "get the latest",
    "have your say",
    "join our",
    "join the conversation",
    "last modified",
    "last updated",
    "like us on",
    "more:",
    "more from",
    "more on this",
    "posted in",
    "posted on",
    "published:",
    "published at",
    "published on",
    "read also",
    "read also:",
    "read full",
    "read more",
    "read more:",
    "read next",
    "read next:",
    "read the full",
    "recommended:",
    "related:",
    "related article:",
    "related story:",
    "see also:",
    "share on",
    "share this",
    "share via",
    "sign up for",
    "sign up to",
    "skip to",
    "sponsor:",
    "sponsored by",
    "sponsors:",
    "subscribe to",
    "support our",
    "tagged:",
    "tags:",
    "this article was originally published",
    "this article has been updated",
    "this site uses cookies",
    "this story has been updated",
    "this website uses",
    "to read more",
    "topics:",
    "updated:",
    "updated on",
    "view gallery",
    "watch live",
    "we use cookies",
    "you may also like",
    "you might also like",
    "©",
];

fn is_site(shape: &Shape) -> bool {
    let text = shape.text;
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return true;
    }
    if shape.words <= 5 && (is_one_of(bare, SITE_WORDS) || is_count(bare) || is_address(text)) {
        return true;
    }
    if text.len() > 240 {
        return false;
    }
    let imperative = starts_with(text, "sponsor") || !shape.finished || shape.words <= 14;
    (imperative && opens_with(text, SITE_OPENINGS))
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
    const OTHERS: &[&str] = &[
        "a.m",
        "am",
        "at",
        "bst",
        "cet",
        "cst",
        "edt",
        "est",
        "et",
        "fri",
        "friday",
        "gmt",
        "ist",
        "mon",
        "monday",
        "on",
        "p.m",
        "pdt",
        "pm",
        "posted",
        "pst",
        "published",
        "sat",
        "saturday",
        "sun",
        "sunday",
        "thu",
        "thursday",
        "tue",
        "tuesday",
        "updated",
        "utc",
        "wed",
        "wednesday",
    ];
    let mut dates = 0;
    let mut numbers = 0;
    let mut words = 0;
    for word in bare.split(|c: char| c == ' ' || matches!(c, ',' | '|' | '•' | '·' | '-' | '–' | '—' | '/' | ':')) {
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
        } else if !is_one_of(word, OTHERS) {
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
    let short = || entries().all(|entry| entry.split(' ').count() <= 3 && !super::lines::is_finished(entry));
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

const BYLINE_OPENINGS: &[&str] = &[
    "reporting by",
    "additional reporting by",
    "additional reporting:",
    "contributing:",
    "reporting:",
    "written by",
    "writing by",
    "story by",
    "stories by",
    "words by",
    "text by",
    "editing by",
    "edited by",
    "compiled by",
    "reported by",
    "with reporting by",
    "from our correspondent",
    "by staff",
    "by our",
];

const BYLINE_NOUNS: &[&str] = &[
    "writer",
    "correspondent",
    "reporter",
    "editor",
    "columnist",
    "staff",
    "contributor",
    "press",
    "reuters",
    "ap",
    "afp",
    "bureau",
    "desk",
    "gazette",
    "news",
    "post",
    "times",
];

fn is_byline(shape: &Shape) -> bool {
    let text = shape.text;
    if shape.words > 30 || text.len() > 240 {
        return false;
    }
    if opens_with(text, BYLINE_OPENINGS) {
        return !shape.finished || shape.words <= 16;
    }
    let by = starts_with(text, "by ") || starts_with(text, "by: ");
    if by {
        let rest = text[3..].trim_start();
        let end = rest.find([',', '|', '•', '·', '—', '–']).unwrap_or(rest.len());
        let first = rest[..end].trim().trim_end_matches('.');
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
    let place = last.split(' ').count() <= 5 && is_one_of(role, BYLINE_NOUNS);
    let correspondent = last.split(' ').count() <= 7
        && last.split(' ').any(|word| is_one_of(word, &["correspondent", "reporter", "writer", "editor"]))
        && !shape.finished;
    is_name(first) && (place || correspondent) && shape.words <= 12
}

/// How to reach or follow someone, with an address to do it at.
fn is_contact(shape: &Shape) -> bool {
    let text = shape.text;
    if shape.words > 45 || !text.contains('@') && !text.contains("http") && !text.contains("www.") && !text.contains(".com") {
        return false;
    }
    let openings = [
        "write to",
        "contact",
        "email",
        "e-mail",
        "follow",
        "reach",
        "send",
        "tweet",
        "call",
        "please email",
        "please send",
        "please contact",
        "got a tip",
        "have a tip",
        "do you have",
        "tips:",
        "get in touch",
        "to contact",
        "for more information",
        "twitter:",
        "on twitter",
        "you can follow",
        "you can reach",
    ];
    let mail = text.split(' ').any(|word| word.find('@').is_some_and(|at| at > 0 && word[at..].contains('.')));
    opens_with(text, &openings)
        || text.contains("can be reached at")
        || text.contains("can be followed")
        || (mail && shape.words <= 6)
        || (mail && text.contains("Write to "))
}

const CREDIT_OPENINGS: &[&str] = &[
    "photo",
    "photos",
    "photo by",
    "photos by",
    "photograph",
    "photograph by",
    "photographs by",
    "photo credit",
    "photo illustration",
    "photo-illustration",
    "photography",
    "image",
    "image by",
    "image credit",
    "images",
    "picture",
    "pictures",
    "picture by",
    "credit",
    "credits",
    "illustration",
    "illustration by",
    "video by",
    "graphic",
    "graphic by",
    "graphics",
    "source",
    "sources",
    "photographer",
    "foto",
    "cartoon by",
    "map by",
    "composite",
    "video",
    "animation by",
];

/// "Photo: A B", "Photograph by A B", "A B/Agency", "(Photo by A B)".
fn is_credit(text: &str, shape: &Shape) -> bool {
    let text = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    if shape.words > 16 || text.len() > 150 {
        return false;
    }
    if let Some(formula) = CREDIT_OPENINGS.iter().filter(|formula| starts_with(text, formula)).max_by_key(|formula| formula.len()) {
        let rest = &text[formula.len()..];
        let name = rest.trim_start_matches([':', ' ', '/', '|']);
        let marked = rest.starts_with([':', '/', '|']) || rest.starts_with(" by ") || (formula.ends_with(" by") && rest.starts_with(' '));
        return marked
            && name.trim_start_matches("by ").starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '©'))
            && shape.lower <= 3
            && (!shape.finished || shape.words <= 8);
    }
    let mut sides = text.splitn(2, '/');
    let (name, agency) = (sides.next().unwrap_or("").trim(), sides.next().unwrap_or("").trim());
    is_name(name)
        && !agency.is_empty()
        && agency.len() < 40
        && agency.split([' ', '/']).all(|word| word.starts_with(char::is_uppercase) || matches!(word, "via" | "for" | "the"))
}

const CAPTION_OPENINGS: &[&str] = &[
    "caption:",
    "file -",
    "file –",
    "file —",
    "file photo",
    "pictured:",
    "in this photo",
    "in this file photo",
    "in this image",
    "in this picture",
    "watch:",
    "video:",
    "image caption",
    "above:",
    "photo shows",
];

/// A picture's text: it opens as one, or ends with the picture's credit.
fn is_caption(shape: &Shape) -> bool {
    let text = shape.text;
    if text.len() > 700 {
        return false;
    }
    if opens_with(text, CAPTION_OPENINGS) && (text.len() < 400) {
        return true;
    }
    let last = match text.rfind(['(', '[']) {
        Some(at) if text.ends_with([')', ']']) => Some(&text[at..]),
        _ => text.rmatch_indices(". ").next().map(|(at, _)| &text[at + 2..]),
    };
    last.is_some_and(|last| last.len() < 90 && is_credit(last, &Shape::new(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Role> {
        role(&Shape::new(text))
    }

    #[test]
    fn formulas_are_known_by_their_form() {
        let cases: &[(&str, Role)] = &[
            ("By Marit Oru", Role::Byline),
            ("By Marit Oru, Nils van Veddel and Ada Quist", Role::Byline),
            ("BY MARIT ORU | Vellmouth Gazette", Role::Byline),
            ("Marit Oru, Staff writer", Role::Byline),
            ("Marit Oru, harbour correspondent", Role::Byline),
            ("Reporting by Marit Oru; editing by Nils Veddel", Role::Byline),
            ("Photo: Marit Oru", Role::Credit),
            ("(Photo by Marit Oru/Agency)", Role::Credit),
            ("Photograph by Marit Oru", Role::Credit),
            ("Marit Oru/Vellmouth Pictures", Role::Credit),
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
            assert_eq!(of(text), Some(*role), "{text}");
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
            assert_eq!(of(text), None, "{text}");
        }
    }
}
