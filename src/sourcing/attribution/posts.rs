//! Posts: words without quotation marks whose author the markup names, or a line such as "— Marit Oru (@maritoru) May 3, 2024" below them.

use std::ops::Range;

use super::content;
use super::draft::{Draft, Reader, SourcePhrase};
use crate::prose::Role;

/// How many tokens a signature may have behind its dash.
const SIGNATURE: usize = 20;
/// Words of the longest name that signs.
const NAME: usize = 5;
/// A signed post has at most so many paragraphs.
const PARAGRAPHS: usize = 6;

/// Adds an attribution for each post, in place of what was found of its label.
pub(super) fn find(reader: &Reader, drafts: &mut Vec<Draft>) {
    let mut found: Vec<Draft> = authored(reader).collect();
    found.extend(signed(reader));
    if found.is_empty() {
        return;
    }
    drafts.retain(|draft| !draft.cue.is_empty() || !found.iter().any(|post| overlap(draft, post)));
    drafts.extend(found);
}

/// Whether two drafts give some of the same words to somebody.
fn overlap(draft: &Draft, post: &Draft) -> bool {
    draft.content.iter().any(|own| post.content.iter().any(|words| own.start < words.end && words.start < own.end))
}

/// Posts whose author the markup names.
fn authored<'a>(reader: &'a Reader) -> impl Iterator<Item = Draft> + 'a {
    let parse = reader.parse;
    parse.prose.posts.iter().filter_map(move |post| {
        let name = parse.token_from(post.author.start)..parse.token_from(post.author.end);
        let words = parse.token_from(post.words.start).max(name.end + 1)..parse.token_from(post.words.end);
        draft(reader, name.clone(), name.end, by_block(reader, words))
    })
}

/// Posts signed with a name and a handle.
fn signed<'a>(reader: &'a Reader) -> impl Iterator<Item = Draft> + 'a {
    let parse = reader.parse;
    let blocks = parse.prose.blocks.iter().enumerate();
    blocks.filter(|(_, block)| block.span.of(&parse.prose.text).contains("(@")).filter_map(move |(index, block)| {
        let (first, last) = (parse.token_from(block.span.start), parse.token_from(block.span.end));
        let dash = (first..last).rev().take(SIGNATURE).find(|at| reader.is_dash(*at))?;
        let open = (dash + 2..last.min(dash + 2 + NAME)).find(|at| reader.is(*at, "("))?;
        let signs = reader.is(open + 1, "@") && reader.is(open + 3, ")");
        let named = (dash + 1..open).all(|at| parse.tokens[at].shape.is_word()) && parse.tokens[dash + 1].shape.is_capitalized();
        if !signs || !named {
            return None;
        }
        let words = if dash > first { first } else { start_above(reader, index)? }..dash;
        draft(reader, dash + 1..open, dash, by_block(reader, words))
    })
}

/// The first token of the post above the block that signs it: a block quotation's paragraphs, else one paragraph.
fn start_above(reader: &Reader, index: usize) -> Option<usize> {
    let blocks = &reader.parse.prose.blocks[..index];
    let quoted = blocks.iter().rev().take(PARAGRAPHS).take_while(|block| block.role == Role::BlockQuote).count();
    let block = &blocks[index.checked_sub(quoted.max(1))?];
    block.role.is_body().then(|| reader.parse.token_from(block.span.start))
}

/// Tokens `words`, cut where a block ends.
pub(super) fn by_block(reader: &Reader, words: Range<usize>) -> Vec<Range<usize>> {
    let parse = reader.parse;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut block = None;
    let (from, to) = (parse.sentence_of(words.start), parse.sentence_of(words.end.max(words.start + 1) - 1));
    for sentence in parse.sentences.get(from..=to).unwrap_or_default() {
        let own = words.start.max(sentence.first as usize)..words.end.min(sentence.last as usize);
        match ranges.last_mut().filter(|_| block == Some(sentence.block)) {
            Some(last) => last.end = own.end,
            None => ranges.push(own),
        }
        block = Some(sentence.block);
    }
    ranges.into_iter().map(|range| content::trim(reader, range)).filter(|range| !range.is_empty()).collect()
}

fn draft(reader: &Reader, name: Range<usize>, sign: usize, content: Vec<Range<usize>>) -> Option<Draft> {
    let says = content.iter().cloned().flatten().any(|at| reader.parse.tokens[at].shape.is_word());
    if name.is_empty() || !says {
        return None;
    }
    let sentence = reader.parse.sentence_of(name.start);
    let source = SourcePhrase { head: name.end - 1, range: name };
    Some(Draft { shown: true, ..Draft::without_cue(source, sign, content, 1.0, sentence) })
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::lexicon::Lexicon;
    use crate::sourcing::Quote;
    use crate::text::{Document, Format};

    /// Source and words of each attribution that quotes.
    fn quotes(text: &str, format: Format) -> Vec<(String, String)> {
        let article = Article::analyze(Document::new("article", text, format), Lexicon::shipped(), None);
        let quoted = article.sourcing.attributions.iter().filter(|attribution| attribution.quote != Quote::Indirect);
        quoted
            .map(|attribution| {
                let words: Vec<&str> = attribution.content.iter().map(|span| span.of(&article.prose.text)).collect();
                (attribution.source.as_ref().map_or(String::new(), |source| source.name.clone()), words.join(" / "))
            })
            .collect()
    }

    #[test]
    fn a_post_is_spoken_by_the_author_whom_its_markup_names() {
        let text = "Marit Oru, the harbour master, asked for calm on Monday.\n\n<post author=\"MaritOru\" id=\"1\">We wait. It is cold.</post>.\n\n\
                    <post author=\"@quayside\" id=\"2\">Nobody came.</post>.\n";
        let found = quotes(text, Format::Plain);
        let wanted = [("Marit Oru", "We wait. It is cold"), ("@quayside", "Nobody came")];
        assert_eq!(found, wanted.map(|(who, words)| (who.to_owned(), words.to_owned())));
    }

    #[test]
    fn a_post_is_spoken_by_whoever_signs_it() {
        let page = "<article><p>The port was late on Monday.</p><blockquote><p>We wait at the quay.</p>&mdash; Marit Oru (@maritoru) \
                    <a href=\"https://a.example\">May 3, 2024</a></blockquote></article>";
        assert_eq!(quotes(page, Format::Html), [("Marit Oru".to_owned(), "We wait at the quay".to_owned())]);
    }
}
