//! Where on a page the article stands, and what around and inside it is the site's.
//!
//! What an element is called, what it is by its own name or its `role`, and how much of it is links tell what is the site's; none of them
//! may take away most of what the page has in sentences. The article is the element that holds the most sentences for the least of
//! everything else.

use super::super::markup::{Element, Hint, Named};
use super::tree::{Step, Tree};
use super::weight::{Run, Weight, is_unseen, weigh};

/// What a survey of a page found, by number of element.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Whether an element and all in it is the site's.
    pub site: Vec<bool>,
    /// Whether a table, or any element of one, only arranges the page.
    pub layout: Vec<bool>,
    /// The element that is the article; `None` where all that is read is one.
    pub article: Option<u32>,
    /// The element that the article's copy stands in.
    pub body: Option<u32>,
    /// The headline's element.
    pub headline: Option<u32>,
    /// The element around the headline that the article begins with.
    pub head: Option<u32>,
    /// The runs of words, in order.
    pub runs: Vec<Run>,
}

/// Words of links for each ten words from which on a block is a menu.
const MENU: u32 = 7;

/// The most words of a teaser: a linked heading and what stands beside it.
const TEASER: u32 = 90;

/// What each part of the site's inside an element counts against its being the article, in words.
const PART: i64 = 8;

/// Bytes of a file for each word of its copy, markup included, at the least.
const BYTES_A_WORD: u32 = 8;

impl Page {
    /// Surveys a whole page.
    pub fn survey(text: &str, tree: &Tree) -> Page {
        let (weights, runs) = weigh(text, tree);
        let surveyor = Surveyor::new(tree, &weights);
        let mut page = Page { site: surveyor.site(), layout: layouts(tree, &weights), ..Page::default() };
        remarks(tree, &mut page.site);
        page.article = surveyor.article(&page.site);
        page.headline = headline(text, tree, &page);
        page.body = surveyor.body(&page, &runs);
        page.head = surveyor.head(&page);
        page.runs = runs;
        page
    }

    /// Surveys a piece of a page, all of which is read.
    pub fn of_fragment(text: &str, tree: &Tree) -> Page {
        let (weights, runs) = weigh(text, tree);
        let mut surveyor = Surveyor::new(tree, &weights);
        // Most of a part may be the site's; what must not be lost is most of the file.
        surveyor.running = surveyor.running.max(text.len() as u32 / BYTES_A_WORD);
        Page { site: surveyor.marked(true).0, layout: layouts(tree, &weights), runs, ..Page::default() }
    }
}

struct Surveyor<'a> {
    tree: &'a Tree<'a>,
    weights: &'a [Weight],
    /// The page's words in sentences, comments of readers left out.
    running: u32,
    /// Whether an element stands in an `article` or in `main`.
    in_article: Vec<bool>,
}

impl<'a> Surveyor<'a> {
    fn new(tree: &'a Tree<'a>, weights: &'a [Weight]) -> Surveyor<'a> {
        let mut running = 0;
        let mut node = 0;
        while node < tree.nodes.len() {
            if tree.nodes[node].parent.is_none() {
                running += weights[node].running;
            }
            if tree.nodes[node].attributes.named == Some(Named::Comments) {
                running = running.saturating_sub(weights[node].running);
                node = tree.nodes[node].last as usize;
            } else {
                node += 1;
            }
        }
        let mut in_article = vec![false; tree.nodes.len()];
        for (number, node) in tree.nodes.iter().enumerate() {
            in_article[number] = node.parent.is_some_and(|parent| {
                let outer = &tree.nodes[parent as usize];
                in_article[parent as usize] || outer.attributes.main || matches!(outer.element, Element::Article | Element::Main)
            });
        }
        Surveyor { tree, weights, running, in_article }
    }

    /// For each element, whether it and all in it is the site's.
    fn site(&self) -> Vec<bool> {
        let (site, kept) = self.marked(true);
        // Where next to nothing is left, the names mean something else than they do elsewhere.
        if kept * 5 < self.running { self.marked(false).0 } else { site }
    }

    /// The same, with or without regard to names; and the words in sentences that are left.
    fn marked(&self, names: bool) -> (Vec<bool>, u32) {
        let mut site = vec![false; self.tree.nodes.len()];
        let mut kept = self.running;
        let mut node = 0;
        while node < site.len() {
            if !self.is_site(node, names) {
                node += 1;
                continue;
            }
            let last = self.tree.nodes[node].last as usize;
            site[node..last].fill(true);
            if self.tree.nodes[node].attributes.named != Some(Named::Comments) {
                kept = kept.saturating_sub(self.weights[node].running);
            }
            node = last;
        }
        (site, kept)
    }

    fn is_site(&self, number: usize, names: bool) -> bool {
        let (node, weight) = (&self.tree.nodes[number], self.weights[number]);
        if is_unseen(node.element) {
            return false;
        }
        if matches!(node.element, Element::Body | Element::Html | Element::Heading(1)) {
            return false;
        }
        if names && node.attributes.named == Some(Named::Comments) {
            return true;
        }
        if weight.running * 2 >= self.running && weight.running > 0 {
            return false;
        }
        let whole = matches!(node.element, Element::Article | Element::Main);
        let few = weight.words <= 5 || weight.linked * 10 >= weight.words * 3;
        match node.element {
            Element::Skipped(4 | 6 | 7) => true,
            Element::Footer if !self.in_article[number] && !self.is_quoted(number) => true,
            Element::LINK => weight.headings > 0,
            _ if node.attributes.hidden || node.attributes.hint == Some(Hint::Site) && !whole => true,
            _ if !node.block || whole => false,
            _ if names && node.attributes.named == Some(Named::Surely) => true,
            _ if names && node.attributes.named == Some(Named::Maybe) && few && weight.heads == 0 => true,
            Element::Heading(_) => false,
            _ => self.is_menu(number) || self.is_teaser(number),
        }
    }

    /// Whether it stands in a block quotation, whose source a footer names.
    fn is_quoted(&self, number: usize) -> bool {
        let outer = std::iter::successors(self.tree.nodes[number].parent, |parent| self.tree.nodes[*parent as usize].parent);
        outer.take(8).any(|outer| self.tree.nodes[outer as usize].element == Element::BlockQuote)
    }

    /// Several links and hardly a word beside them.
    fn is_menu(&self, number: usize) -> bool {
        let weight = self.weights[number];
        let beside = weight.words - weight.linked.min(weight.words);
        weight.links >= 2 && weight.running == 0 && weight.linked * 10 >= weight.words * MENU && beside <= 30 && weight.heads == 0
    }

    /// A heading that is a link, with a line or two of text: another article.
    fn is_teaser(&self, number: usize) -> bool {
        let weight = self.weights[number];
        weight.headings == 1 && weight.linked_headings == 1 && weight.words <= TEASER
    }

    /// The article's element: an `article` that holds enough of the page or its headline, else `main`.
    fn article(&self, site: &[bool]) -> Option<u32> {
        let all = || (0..self.tree.nodes.len() as u32).filter(|node| !site[*node as usize]);
        let best = |is: &dyn Fn(&super::tree::Node) -> bool| {
            let fitting = all().filter(|node| is(&self.tree.nodes[*node as usize]));
            fitting.max_by_key(|node| (self.weights[*node as usize].running, std::cmp::Reverse(*node)))
        };
        let main = best(&|node| node.element == Element::Main || node.attributes.main);
        let whole = main.map_or(self.running, |main| self.weights[main as usize].running);
        let article = best(&|node| node.element == Element::Article || node.attributes.article)?;
        let running = self.weights[article as usize].running;
        let headed = || self.weights[article as usize].heads > 0;
        // A teaser is an article too, but neither holds the headline nor much of the page; of several posts none is the article.
        let most = running * 2 >= whole || running * 4 >= whole && headed();
        if most { Some(article) } else { main.filter(|_| whole * 2 >= self.running) }
    }

    /// The largest element around the headline that holds little more, so that what stands above the headline is read.
    fn head(&self, page: &Page) -> Option<u32> {
        let mut head = page.headline.filter(|node| self.tree.nodes[*node as usize].element != Element::Title)?;
        while let Some(parent) = self.tree.nodes[head as usize].parent {
            let small = self.weights[parent as usize].words <= HEAD;
            if !small || page.body.is_some_and(|body| self.tree.is_within(body, parent)) {
                break;
            }
            head = parent;
        }
        Some(head)
    }

    /// The element with the most words in sentences for the least of all else.
    fn body(&self, page: &Page, runs: &[Run]) -> Option<u32> {
        let mut worth = vec![0i64; self.tree.nodes.len()];
        for (number, node) in self.tree.nodes.iter().enumerate() {
            if page.site[number] && node.parent.is_none_or(|parent| !page.site[parent as usize]) {
                worth[number] -= PART;
            }
        }
        for run in runs {
            let Some(node) = run.node.filter(|node| !page.site[*node as usize]) else { continue };
            worth[node as usize] += if run.running { i64::from(run.words) } else { -i64::from(run.words.div_ceil(4)) };
        }
        for number in (0..self.tree.nodes.len()).rev() {
            if let Some(parent) = self.tree.nodes[number].parent {
                worth[parent as usize] += worth[number];
            }
        }
        let first = page.article.unwrap_or(0);
        let last = page.article.map_or(self.tree.nodes.len() as u32, |article| self.tree.nodes[article as usize].last);
        let holds = |node: &u32| {
            let opened = &self.tree.nodes[*node as usize];
            let one =
                matches!(opened.element, Element::Paragraph | Element::Heading(_) | Element::Item | Element::BlockQuote | Element::Caption);
            opened.block && !one && !page.site[*node as usize]
        };
        let body = (first..last).filter(holds).max_by_key(|node| (worth[*node as usize], *node))?;
        // A part is the body only where that saves something.
        if let Some(article) = page.article.filter(|article| worth[*article as usize] + GAIN > worth[body as usize]) {
            return Some(article);
        }
        // What has no element around it all is the body of an article, as systems hand it on.
        let roots = (0..self.tree.nodes.len()).filter(|node| self.tree.nodes[*node].parent.is_none());
        let all: i64 = roots.map(|root| worth[root]).sum();
        (page.article.is_some() || worth[body as usize] >= all + GAIN).then_some(body)
    }
}

/// How many words a part must be worth more than the whole to be taken for it.
const GAIN: i64 = 25;

/// The most words that stand around a headline.
const HEAD: u32 = 120;

/// For each table, whether it only arranges the page: its cells hold sentences, or another table.
fn layouts(tree: &Tree, weights: &[Weight]) -> Vec<bool> {
    let mut layout = vec![false; tree.nodes.len()];
    for (number, node) in tree.nodes.iter().enumerate().filter(|(_, node)| node.element == Element::Table) {
        // Those inside it are looked at on their own, so that each element is looked at once.
        let mut nested = false;
        let (mut cells, mut named) = (0, 0);
        let mut inner = number + 1;
        while inner < node.last as usize {
            match tree.nodes[inner].element {
                Element::Table => {
                    nested = true;
                    inner = tree.nodes[inner].last as usize;
                    continue;
                }
                Element::Cell => cells += 1,
                Element::HeaderCell => named += 1,
                _ => {}
            }
            inner += 1;
        }
        let weight = weights[number];
        let asked = if named > 0 { 8 } else { 5 };
        let copy = weight.running * 10 >= weight.words * asked && weight.running >= 8;
        layout[number] = node.attributes.presentation || nested || (cells == 1 && named == 0) || copy;
    }
    layout
}

/// Takes the remarks of a word processor's page for the site's: each stands, with the sign of its place, in an element of its own.
fn remarks(tree: &Tree, site: &mut [bool]) {
    for (number, node) in tree.nodes.iter().enumerate().filter(|(_, node)| node.attributes.remark) {
        let outer = |of: u32| tree.nodes[of as usize].parent.filter(|outer| tree.nodes[*outer as usize].element == Element::Container);
        let paragraph = node.parent.filter(|parent| tree.nodes[*parent as usize].element == Element::Paragraph);
        let first = |paragraph: u32| outer(paragraph).filter(|outer| outer + 1 == paragraph);
        let whole = paragraph.and_then(first).or(paragraph).unwrap_or(number as u32);
        site[whole as usize..tree.nodes[whole as usize].last as usize].fill(true);
    }
}

/// The headline: the heading that says what the page's title says, else the first `h1` of the article or before it, else the title.
fn headline(text: &str, tree: &Tree, page: &Page) -> Option<u32> {
    let within = |node: u32| page.article.is_none_or(|article| tree.is_within(node, article));
    let before = |node: u32| page.article.is_some_and(|article| node < article);
    let all = || tree.nodes.iter().enumerate().map(|(number, node)| (number as u32, node));
    let title = all().find(|(_, node)| node.element == Element::Title).map(|(number, _)| number);
    let seen = |node: &u32| !page.site[*node as usize];
    let headings: Vec<u32> =
        all().filter(|(_, node)| matches!(node.element, Element::Heading(1..=3))).map(|(node, _)| node).filter(seen).take(200).collect();
    let level = |node: u32| match tree.nodes[node as usize].element {
        Element::Heading(level) => level,
        _ => 9,
    };
    let words_of = Words::of(text, tree, &headings, title);
    let is_title = |node: &u32| words_of.agree(*node);
    let says = headings.iter().copied().filter(is_title).min_by_key(|node| (!(within(*node) || before(*node)), level(*node), *node));
    let first = || headings.iter().copied().filter(|node| level(*node) == 1);
    let above = || first().find(|node| before(*node) && (title.is_none() || words_of.may_be(*node)));
    let marked = || all().find(|(_, node)| node.element == Element::Paragraph && node.attributes.hint == Some(Hint::Title));
    let marked = || marked().map(|(number, _)| number).filter(seen);
    says.or_else(|| first().find(|node| within(*node))).or_else(above).or_else(marked).or(title)
}

/// The words of headings and of the title, in lower case.
struct Words {
    headings: Vec<(u32, Vec<String>)>,
    /// The title's, with and without the name of the site.
    title: Vec<String>,
    short: usize,
}

impl Words {
    fn of(text: &str, tree: &Tree, headings: &[u32], title: Option<u32>) -> Words {
        let mut words = Words { headings: headings.iter().map(|node| (*node, Vec::new())).collect(), title: Vec::new(), short: 0 };
        let mut open = None;
        for step in &tree.steps {
            match step {
                Step::Open(node) if headings.binary_search(node).is_ok() || Some(*node) == title => open = Some(*node),
                Step::Close(node) if Some(*node) == open => open = None,
                Step::Words(span) => {
                    let Some(node) = open else { continue };
                    if Some(node) == title {
                        words.title.extend(split(span.of(text)));
                        words.short += split(super::without_site(span.of(text))).count();
                    } else if let Ok(at) = headings.binary_search(&node) {
                        words.headings[at].1.extend(split(span.of(text)));
                    }
                }
                _ => {}
            }
        }
        words
    }

    /// Whether a heading has most of the title's words, and the title most of its.
    fn agree(&self, node: u32) -> bool {
        let Ok(at) = self.headings.binary_search_by_key(&node, |(node, _)| *node) else { return false };
        let heading = &self.headings[at].1;
        // Longer ones are no headlines.
        if heading.is_empty() || self.title.is_empty() || heading.len() > 60 || self.title.len() > 60 {
            return false;
        }
        let common = heading.iter().filter(|word| self.title.contains(word)).count();
        let whole = common >= 3 && common == self.title.len();
        whole || common * 10 >= heading.len() * 7 && common * 2 >= self.short && !(self.short < self.title.len() && self.is_site(heading))
    }

    /// Whether a heading shares a word with the title and is not the name of the site.
    fn may_be(&self, node: u32) -> bool {
        let Ok(at) = self.headings.binary_search_by_key(&node, |(node, _)| *node) else { return false };
        let heading = &self.headings[at].1;
        let shares = heading.iter().take(60).any(|word| self.title.iter().take(60).any(|other| other == word));
        shares && !(self.short < self.title.len() && self.is_site(heading))
    }

    /// Whether a heading is the name of the site, which stands behind the bar of the title.
    fn is_site(&self, heading: &[String]) -> bool {
        heading.iter().all(|word| self.title[self.short.min(self.title.len())..].contains(word))
    }
}

fn split(raw: &str) -> impl Iterator<Item = String> {
    // References of characters are no words.
    let bare =
        raw.split('&').enumerate().map(|(at, part)| if at == 0 { part } else { part.split_once(';').map_or(part, |(_, rest)| rest) });
    let words = bare.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}
