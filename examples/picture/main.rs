//! Draws what `onrecord check` prints on a terminal as an SVG, for the README.
//!
//! A picture made by hand lies as soon as a word of the output changes; this one is made from the output itself:
//!
//!     cargo run --release
//!     cargo run --release --example picture -- check seeds/ferry.txt > docs/check.svg

use std::process::{Command, ExitCode};

/// Advance of a character and height of a line at the font size below, in pixels.
const ADVANCE: f32 = 8.43;
const LINE: f32 = 19.0;
const FONT: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
/// Space around the text, and above it for the window's bar.
const MARGIN: f32 = 20.0;
const BAR: f32 = 36.0;

const GROUND: &str = "#11161d";
const PLAIN: &str = "#d5dce4";

/// The sixteen colours of a terminal.
const COLOURS: [&str; 16] = [
    "#2b333d", "#ff6b6b", "#8bd17c", "#f2b84b", "#6aa7ff", "#d79bff", "#4fc9c4", "#d5dce4", "#6f7b8a", "#ff6b6b", "#8bd17c", "#f2b84b",
    "#7cb3ff", "#d79bff", "#5fd7d1", "#ffffff",
];

/// How the next characters look.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
    colour: Option<u8>,
    bold: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let program = std::env::current_exe().ok().and_then(|example| Some(example.parent()?.parent()?.join("onrecord")));
    let Some(program) = program.map(|program| program.with_extension(std::env::consts::EXE_EXTENSION)) else {
        eprintln!("where is onrecord?");
        return ExitCode::FAILURE;
    };
    let output = match Command::new(&program).args(&arguments).env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR").output() {
        Ok(output) => output,
        Err(problem) => {
            eprintln!("{}: {problem}; build it first with: cargo build --release", program.display());
            return ExitCode::FAILURE;
        }
    };
    let prompt = format!("\x1b[92m$\x1b[0m \x1b[1monrecord {}\x1b[0m\n", arguments.join(" "));
    let printed = String::from_utf8_lossy(&output.stdout);
    print!("{}", picture(&format!("{prompt}{}", printed.trim_end())));
    ExitCode::SUCCESS
}

/// An SVG of a terminal that shows `text`.
fn picture(text: &str) -> String {
    let mut look = Look::default();
    let lines: Vec<Vec<(Look, String)>> = text.lines().map(|line| runs(line, &mut look)).collect();
    let length = |line: &Vec<(Look, String)>| line.iter().map(|(_, words)| words.chars().count()).sum::<usize>();
    let width = 2.0 * MARGIN + ADVANCE * lines.iter().map(length).max().unwrap_or_default() as f32;
    let height = BAR + MARGIN + LINE * lines.len() as f32;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         role=\"img\">\n<title>What onrecord prints on a terminal</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"{GROUND}\"/>\n"
    );
    for (index, colour) in ["#ff5f57", "#febc2e", "#28c840"].iter().enumerate() {
        svg.push_str(&format!("<circle cx=\"{}\" cy=\"18\" r=\"6\" fill=\"{colour}\"/>\n", 22 + 20 * index));
    }
    svg.push_str(&format!("<g font-family=\"{FONT}\" font-size=\"14\" fill=\"{PLAIN}\">\n"));
    for (index, line) in lines.iter().enumerate() {
        let y = BAR + LINE * (index as f32 + 0.8);
        let mut column = 0;
        for (look, words) in line {
            let count = words.chars().count();
            // Each run has its place and length of its own, so that no font can push the marks off their words.
            let bare = words.trim();
            if !bare.is_empty() {
                let indent = words.chars().take_while(|c| c.is_whitespace()).count();
                let (x, length) = (MARGIN + ADVANCE * (column + indent) as f32, ADVANCE * bare.chars().count() as f32);
                let fill = look.colour.and_then(|colour| COLOURS.get(colour as usize)).map(|fill| format!(" fill=\"{fill}\""));
                let bold = if look.bold { " font-weight=\"bold\"" } else { "" };
                svg.push_str(&format!(
                    "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\"{}{bold}>{}</text>\n",
                    fill.unwrap_or_default(),
                    escaped(bare)
                ));
            }
            column += count;
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// The runs of one look in a line; the sequences that change it are left out.
fn runs(line: &str, look: &mut Look) -> Vec<(Look, String)> {
    let mut runs: Vec<(Look, String)> = Vec::new();
    let mut push = |look: Look, words: &str| match runs.last_mut() {
        _ if words.is_empty() => {}
        Some((last, run)) if *last == look => run.push_str(words),
        _ => runs.push((look, words.to_string())),
    };
    let mut rest = line;
    while let Some((words, sequence)) = rest.split_once("\x1b[") {
        push(*look, words);
        let Some((codes, after)) = sequence.split_once('m') else { break };
        change(look, codes);
        rest = after;
    }
    push(*look, rest);
    runs
}

/// Follows a sequence of "select graphic rendition" codes.
fn change(look: &mut Look, codes: &str) {
    let mut codes = codes.split(';').map(|code| code.parse::<u8>().unwrap_or_default());
    while let Some(code) = codes.next() {
        match code {
            0 => *look = Look::default(),
            1 => look.bold = true,
            22 => look.bold = false,
            30..=37 => look.colour = Some(code - 30),
            90..=97 => look.colour = Some(code - 82),
            38 => look.colour = codes.nth(1),
            39 => look.colour = None,
            _ => {}
        }
    }
}

/// Without what SVG would read as markup or, as it does with a second space, leave out.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("  ", "\u{A0}\u{A0}")
}
