//! What stands beside the copy, known by its neighbours: lists of other articles under their heading, what follows the last paragraph,
//! a headline said twice, lines about the writer, appeals, the head of a message.

use super::super::formulas::{self, Kind};
use super::super::furniture::appeal::Address;
use super::super::furniture::{Shape, note, shown_words, writer};
use super::super::lines::is_finished;
use super::super::{Block, Prose, Role};

/// A block with what is asked of it more than once.
struct Seen<'a> {
    text: &'a str,
    words: u32,
    finished: bool,
    /// Nearly all of it is words of links.
    linked: bool,
}

/// Words from which on a finished block is running text.
const RUNNING: u32 = 12;

/// How far from the end lines about the writer stand, in blocks.
const TAIL: usize = 6;

/// Gives their roles to the blocks of `prose` that stand beside the copy.
///
/// In a text that is laid out, and not marked up, menus are known by [`super`].
pub(super) fn assign(prose: &mut Prose, laid_out: bool) {
    let all: Vec<Seen> = prose.blocks.iter().map(|block| seen(prose, block)).collect();
    let mut roles: Vec<Role> = prose.blocks.iter().map(|block| block.role).collect();
    let levels: Vec<u8> = prose.blocks.iter().map(|block| block.level).collect();
    message_head(&all, &mut roles);
    doubled(&all, &mut roles);
    appeals(&all, &mut roles);
    links(&all, &mut roles);
    under_headings(&all, &levels, &mut roles);
    corrections(&mut roles, &all);
    writers(&prose.text, &all, &mut roles);
    tail(&all, &mut roles, laid_out);
    for (block, role) in prose.blocks.iter_mut().zip(roles) {
        block.role = role;
    }
}

fn seen<'a>(prose: &'a Prose, block: &Block) -> Seen<'a> {
    let text = block.span.of(&prose.text);
    let linked = prose.linked(block.span) * 10 >= block.span.len() * 8;
    Seen { text, words: shown_words(text), finished: is_finished(text), linked }
}

fn is_text(role: Role) -> bool {
    matches!(role, Role::Paragraph | Role::ListItem)
}

fn is_running(seen: &Seen, role: Role) -> bool {
    matches!(role, Role::Paragraph | Role::ListItem | Role::BlockQuote) && seen.words >= RUNNING && (seen.finished || seen.words > 40)
}

/// The fields at the head of a message: two at least, before anything else.
fn message_head(all: &[Seen], roles: &mut [Role]) {
    let fields = all.iter().take(20).take_while(|seen| note::is_field(seen.text)).count();
    if fields >= 2 {
        roles[..fields].fill(Role::Boilerplate);
    }
}

/// A headline that is said again before the first paragraph, or right above it.
fn doubled(all: &[Seen], roles: &mut [Role]) {
    let Some(headline) = roles.iter().position(|role| *role == Role::Headline) else { return };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let said = letters(all[headline].text);
    for at in (0..all.len().min(headline + 8)).filter(|at| *at != headline) {
        if matches!(roles[at], Role::Heading | Role::Paragraph | Role::Standfirst | Role::Headline) && letters(all[at].text) == said {
            roles[at] = Role::Boilerplate;
        }
    }
}

/// Appeals, and what belongs to them: a heading above, a line between two.
fn appeals(all: &[Seen], roles: &mut [Role]) {
    let open = |role: Role| matches!(role, Role::Paragraph | Role::ListItem | Role::Heading | Role::BlockQuote);
    let is: Vec<bool> =
        (0..all.len()).map(|at| open(roles[at]) && Address::may_appeal(all[at].text) && Address::of(all[at].text).is_appeal()).collect();
    let may_go_on = |at: usize| Address::of(all[at].text).may_go_on();
    let mut last: Option<usize> = None;
    for at in 0..all.len() {
        if !is[at] {
            continue;
        }
        roles[at] = Role::Boilerplate;
        if let Some(last) = last.filter(|last| at - last <= 4) {
            let between = last + 1..at;
            if between.clone().all(|inner| !open(roles[inner]) || may_go_on(inner)) {
                between
                    .filter(|inner| open(roles[*inner]))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|inner| roles[inner] = Role::Boilerplate);
            }
        }
        if at > 0 && roles[at - 1] == Role::Heading && may_go_on(at - 1) {
            roles[at - 1] = Role::Boilerplate;
        }
        last = Some(at);
    }
}

/// Lines that are links and no sentence: a row of several, an item among others, a line between paragraphs.
fn links(all: &[Seen], roles: &mut [Role]) {
    let is = |at: usize, roles: &[Role]| is_text(roles[at]) && all[at].linked && !all[at].finished && all[at].words <= 40;
    let mut start = 0;
    while start < all.len() {
        let items = (start..all.len()).take_while(|at| roles[*at] == Role::ListItem).count();
        if items > 0 {
            let linked = (start..start + items).filter(|at| is(*at, roles)).count();
            let announced = start > 0 && roles[start - 1] == Role::Paragraph && all[start - 1].text.ends_with(':');
            if items >= 2 && linked * 5 >= items * 4 && !announced {
                roles[start..start + items].fill(Role::Boilerplate);
            }
            start += items;
            continue;
        }
        if roles[start] == Role::Paragraph && is(start, roles) {
            let above = (start..all.len()).find(|at| is_running(&all[*at], roles[*at]));
            let named = Shape::new(all[start].text).is_name() && start < 8 && above.is_some_and(|running| running <= start + 6);
            roles[start] = if named { Role::Byline } else { Role::Boilerplate };
        }
        start += 1;
    }
}

/// What stands under a heading that announces other articles, or how the work was done.
fn under_headings(all: &[Seen], levels: &[u8], roles: &mut [Role]) {
    let formulas = formulas::shipped();
    let mut at = 0;
    while at < all.len() {
        let label = all[at].text.trim_matches(|c: char| !c.is_alphanumeric());
        let may_head = matches!(roles[at], Role::Heading | Role::Paragraph | Role::ListItem | Role::Boilerplate) && all[at].words <= 7;
        let related = may_head && formulas.fills(label, Kind::OthersHeading);
        let method = roles[at] == Role::Heading && formulas.fills(label, Kind::MethodHeading);
        at += 1;
        if !related && !method {
            continue;
        }
        let head = at - 1;
        let level = if roles[head] == Role::Heading { levels[head] } else { u8::MAX };
        let first = at;
        while at < all.len() {
            let goes_on = match roles[at] {
                Role::Heading => levels[at] > level || related && all[at].linked,
                Role::Paragraph if method => true,
                Role::ListItem => method || all[at].words <= 30,
                Role::Paragraph => all[at].words <= 20 && (!all[at].finished || all[at].linked),
                Role::Boilerplate | Role::Caption | Role::Credit | Role::Byline | Role::Contact => true,
                _ => false,
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        // A label that nothing follows may be anything.
        if at > first || related && roles[head] == Role::Heading {
            roles[head..at]
                .iter_mut()
                .filter(|role| !matches!(role, Role::Byline | Role::Credit | Role::Contact))
                .for_each(|role| *role = Role::Boilerplate);
        }
    }
}

/// What stands under the heading of a correction.
fn corrections(roles: &mut [Role], all: &[Seen]) {
    for at in 1..all.len() {
        let labelled = roles[at - 1] == Role::Correction && all[at - 1].words <= 2;
        if labelled && is_text(roles[at]) {
            roles[at] = Role::Correction;
        }
    }
}

/// Lines about the writer: at the end, or above the first paragraph.
fn writers(text: &str, all: &[Seen], roles: &mut [Role]) {
    let bylines: Vec<&str> = (0..all.len()).filter(|at| roles[*at] == Role::Byline).map(|at| all[at].text).take(4).collect();
    let is_writer = |name: &str| {
        let signed = bylines.iter().any(|byline| byline.to_lowercase().contains(&name.to_lowercase()));
        let surname = name.rsplit(' ').next().unwrap_or(name);
        // Whoever the article is about is named in it.
        signed || text.matches(surname).take(2).count() < 2
    };
    let texts: Vec<usize> = (0..all.len()).filter(|at| is_text(roles[*at]) || roles[*at] == Role::Standfirst).collect();
    let Some(first) = texts.first().copied() else { return };
    let head = texts.iter().take(2).copied().filter(|at| *at <= first + 2 && texts.len() > 3);
    for at in head {
        if writer::described(all[at].text).is_some_and(|name| is_writer(name) && all[at].words <= 60) {
            roles[at] = Role::Boilerplate;
        }
    }
    let mut about: Option<&str> = None;
    let tail: Vec<usize> = texts.iter().rev().take(TAIL).rev().copied().filter(|at| texts.len() > 2 && *at != first).collect();
    for at in tail {
        match writer::described(all[at].text).filter(|name| is_writer(name)) {
            Some(name) => {
                about = Some(name);
                roles[at] = Role::Boilerplate;
            }
            None if about.is_some_and(|name| writer::goes_on(all[at].text, name)) => roles[at] = Role::Boilerplate,
            None if is_running(&all[at], roles[at]) => about = None,
            None => {}
        }
    }
}

/// Three and more short lines in a row behind the last paragraph: tags, menus, addresses.
fn tail(all: &[Seen], roles: &mut [Role], laid_out: bool) {
    let Some(last) = (0..all.len()).rev().find(|at| is_running(&all[*at], roles[*at])) else { return };
    let short = |at: usize, roles: &[Role]| {
        let signs = all[at].text.starts_with(['–', '—', '-', '~']) || all[at].text.ends_with([':', ',', '”', '"', '’']);
        let signed = at == last + 1 && Shape::new(all[at].text).is_name();
        let item = roles[at] == Role::ListItem && !all[at].linked && roles[last] == Role::ListItem;
        is_text(roles[at]) && all[at].words <= 6 && !all[at].finished && !signs && !item && !signed || roles[at] == Role::Boilerplate
    };
    // Behind a line of signs nothing follows that does not end a sentence.
    if let Some(line) = (last + 1..all.len()).find(|at| note::is_mostly_signs(all[*at].text)) {
        (line..all.len()).filter(|at| !all[*at].finished && all[*at].words <= 40).for_each(|at| roles[at] = Role::Boilerplate);
    }
    let mut start = last + 1;
    while start < all.len() {
        let run = (start..all.len()).take_while(|at| short(*at, roles)).count();
        if run >= 3 && !laid_out {
            roles[start..start + run].fill(Role::Boilerplate);
        }
        start += run.max(1);
    }
}
