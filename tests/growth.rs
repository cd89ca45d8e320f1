//! Nothing that stands in a text may cost more than a text of its length: no time that grows with the square.
//!
//! Each family is one shape of text, at two lengths, one four times the other. Instructions would be counted where the system lets them
//! be, but containers and continuous integration mostly do not; so the time of this thread alone is measured, which other work on the
//! machine hardly changes, and the least of a few turns counts. Four times the length may take 6.5 times as long: what grows with the
//! square takes 16, and n log n takes less than 5. A family that takes no time worth measuring has shown that it does not grow.

use std::time::Duration;

use cpu_time::ThreadTime;
use onrecord::article::Article;
use onrecord::check::check;
use onrecord::config::Settings;
use onrecord::lexicon::Lexicon;
use onrecord::text::{Document, Format};

/// The longer text, in bytes; front matter has a largest size, and is shorter.
const LONG: usize = 60_000;

/// The shorter one.
const SHORT: usize = LONG / 4;

/// Time that is too short to tell how it grows.
const NOTHING: Duration = Duration::from_millis(60);

/// How many times as long the longer one may take.
const MOST: f64 = 6.5;

/// How often a length is tried before its growth is believed.
const TURNS: usize = 9;

/// A text: how it begins, what is repeated, how it ends. `{}` in what is repeated is another word each time.
struct Family {
    format: Format,
    start: &'static str,
    piece: &'static str,
    end: &'static str,
}

fn plain(piece: &'static str) -> Family {
    Family { format: Format::Plain, start: "", piece, end: "" }
}

fn markdown(start: &'static str, piece: &'static str, end: &'static str) -> Family {
    Family { format: Format::Markdown, start, piece, end }
}

fn html(piece: &'static str) -> Family {
    Family { format: Format::Html, start: "", piece, end: "" }
}

impl Family {
    fn text(&self, length: usize) -> String {
        let mut text = String::from(self.start);
        for number in 0.. {
            if text.len() >= length {
                break;
            }
            text.push_str(&self.piece.replace("{}", &word(number)));
        }
        text.push_str(self.end);
        text
    }

    /// What a text of `length` bytes takes.
    fn time(&self, length: usize) -> Duration {
        let path = match self.format {
            Format::Plain | Format::Docx => "article.txt",
            Format::Markdown => "article.md",
            Format::Html => "article.html",
        };
        let text = self.text(length);
        let started = ThreadTime::now();
        let article = Article::analyze(Document::new(path, text.as_str(), self.format), Lexicon::shipped(), None);
        std::hint::black_box(check(&article, &Settings::default()));
        started.elapsed()
    }

    fn assert_grows_little(&self) {
        let mut long = self.time(LONG);
        if long < NOTHING {
            return;
        }
        let mut short = self.time(SHORT);
        // What the machine did beside it is not this text's.
        for _ in 1..TURNS {
            if grows_little(short, long) {
                return;
            }
            (short, long) = (short.min(self.time(SHORT)), long.min(self.time(LONG)));
        }
        assert!(grows_little(short, long), "{:?} in {:?}: {short:?}, and {long:?} for four times as much", self.piece, self.format);
    }
}

fn grows_little(short: Duration, long: Duration) -> bool {
    long < NOTHING || long.as_secs_f64() <= short.as_secs_f64() * MOST
}

/// A word of its own for each number.
fn word(mut number: usize) -> String {
    let mut word = String::new();
    loop {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return word;
        }
    }
}

fn assert_all(families: &[Family]) {
    // Lists and weights are loaded by the first article.
    plain("He left. ").time(10);
    families.iter().for_each(Family::assert_grows_little);
}

#[test]
fn front_matter_grows_with_its_length() {
    let yaml = |start, piece, end| markdown(start, piece, end);
    assert_all(&[
        yaml("---\na: ", "[", "\n---\nHe left.\n"),
        yaml("---\na: ", "{a: ", "\n---\nHe left.\n"),
        yaml("---\na: ", "- ", "\n---\nHe left.\n"),
        yaml("---\n? ", "? ", "\n---\nHe left.\n"),
        yaml("---\na: &a [x]\nb: [", "*a, ", "]\n---\nHe left.\n"),
        yaml("---\n", "a{}: [b, c]\n", "---\nHe left.\n"),
        yaml("---\ntitle: \"", "said ", "\"\n---\nHe left.\n"),
        yaml("---\ntitle: >\n", "  said\n", "---\nHe left.\n"),
        yaml("---\na: ", "said: ", "\n---\nHe left.\n"),
        yaml("+++\na = ", "[", "\n+++\nHe left.\n"),
        yaml("+++\n", "[[a]]\n", "+++\nHe left.\n"),
        yaml("+++\na", ".a", "=1\n+++\nHe left.\n"),
        yaml("---\n", "a\n", ""),
    ]);
}

#[test]
fn marks_in_plain_text_grow_with_their_length() {
    assert_all(&[
        plain("\"… "),
        plain("\"... "),
        plain("… "),
        plain("“… "),
        plain("\""),
        plain("“"),
        plain("'"),
        plain("'a "),
        plain("’s "),
        plain("“‘"),
        plain("(“"),
        plain("— “… ["),
        plain("( ... "),
        plain("“No {}\n\n"),
        plain("“No,” she said. "),
        plain("\"No\", he said. "),
        plain("!a"),
        plain("e\u{301}\u{301}"),
        plain("\u{200B}a"),
    ]);
}

#[test]
fn words_in_plain_text_grow_with_their_length() {
    assert_all(&[
        plain("Abc."),
        plain("Abc.Def@"),
        plain("abc."),
        plain("a"),
        plain("A"),
        plain("aB"),
        plain("1,"),
        plain("a-"),
        plain("a'"),
        plain("é"),
        plain("王"),
        plain("http://a.example/"),
        plain("and he said "),
        plain("TK "),
        plain("15 per cent of {}, "),
        plain("The {}, which was {}, "),
    ]);
}

#[test]
fn names_grow_with_their_length() {
    assert_all(&[
        plain("Marit Oru said no. "),
        plain("Mar{} Oru said no. "),
        plain("Marit Oru{} said no. "),
        plain("Mar{} Oru{}, the mayor, said no. She left. "),
        plain("Oru{}, Hale{} and Veddel{} and "),
        plain("Mayor Oru{}, "),
        plain("the Oru{} Harbour Board (OHB) said. The board left. OHB{} stayed. "),
        plain("Oru{}’s brother’s house. "),
        plain("according to Oru{}, who said "),
        plain("said that Oru{} told Hale that "),
        plain("Q: No {}?\n\nA: Yes.\n\n"),
        plain("ORU{}: No.\n\n"),
        plain("<post author=\"Oru{}\">No.</post>\n"),
        plain("By Mar{} Oru{}\n\n"),
    ]);
}

#[test]
fn markdown_grows_with_its_length() {
    let piece = |piece| markdown("", piece, "");
    assert_all(&[
        piece(">"),
        piece("> "),
        piece("- > "),
        piece("> - "),
        piece("* > + "),
        piece("1. "),
        piece("12) "),
        piece("- "),
        markdown("", "- ", "x"),
        piece("> {}\n> > {}\n"),
        piece("- {}\n  - {}\n    - {}\n"),
        piece("- {}\n\n  "),
        markdown("", "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > {}\n", ""),
        piece("[{}](a) "),
        piece("[{}]: a\n\n[{}] "),
        piece("[^{}]: a [^{}]\n\n"),
        piece("[a](<b"),
        piece("!["),
        piece("*a **b ***c "),
        piece("_{} __"),
        piece("`{}``"),
        piece("~~{}~"),
        piece("<{} a=\""),
        piece("<!--{}"),
        piece("<?{}"),
        piece("&amp;\\*"),
        markdown("|a|b|\n|-|-|\n", "|{}\n", ""),
        piece("| {} "),
        piece("    {}\n\n"),
        piece("{}\n===\n"),
    ]);
}

#[test]
fn html_grows_with_its_length() {
    assert_all(&[
        html("<q>No</q>, he said. "),
        html("<q>{}"),
        html("<b><i>{}</b></i>"),
        html("<p>{}"),
        html("<div>"),
        html("<ul><li>{}"),
        html("<blockquote>{}"),
        html("<table><tr><td>{}"),
        html("<{}>"),
        html("<{} a=\""),
        html("<!--{}"),
        html("<!-- {} -->"),
        html("<h1>{}</h1><article>{}</article>"),
        html("<div class=\"byline\">By Oru{}</div>"),
        html("<meta name=\"onrecord:kind\" content=\"{}\">"),
        html("&amp;&#8217;&x"),
        html("{}<br>{}<br><br>"),
        html("<script>{}"),
    ]);
}

#[test]
fn comments_grow_with_their_length() {
    let comments = [
        "<!-- onrecord: allow placeholder -->",
        "<!-- onrecord: allow placeholder -->\n",
        "<!-- onrecord: allow placeholder -->\n\nTK\n\n",
        "TK <!-- onrecord: allow-line placeholder --> ",
        "<p>TK <!-- onrecord: allow placeholder \"TK\" --></p>\n",
        "<!-- onrecord: allow placeholder \"{}\" -->TK {}\n\n",
        "<!-- onrecord: allow-file placeholder \"{}\" -->TK {} ",
        "<!-- onrecord: allow-file placeholder \"T\" -->TK ",
        "<!-- onrecord: alow {} -->",
    ];
    for piece in comments {
        assert_all(&[markdown("", piece, ""), html(piece)]);
    }
}
