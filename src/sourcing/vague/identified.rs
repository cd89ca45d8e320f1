//! Whether somebody of a crowd is identified after all.

use crate::entity::Entities;
use crate::sourcing::Attribution;
use crate::syntax::Parse;

/// Examples stand with the source ("critics such as Marit Oru"), or the next sentence takes one of them up ("One of them, Marit Oru, …").
/// `own` are attributions of the sentence `index` where the candidate is a source itself: "attacks like Vellmouth" in what it reports
/// names nobody who reports.
pub(super) fn is_identified<'a>(
    parse: &Parse,
    entities: &Entities,
    index: usize,
    own: impl Iterator<Item = &'a Attribution> + Clone,
) -> bool {
    let Some(sentence) = parse.sentences.get(index) else { return false };
    let named_after = |at: usize, end: usize| entities.mentions_in(at..(at + 8).min(end)).any(|mention| mention.form.is_name());
    let reported = |at: usize| own.clone().take(8).flat_map(|own| &own.content).any(|span| span.contains(parse.tokens[at].span));
    let examples = sentence.tokens().any(|at| {
        let introduces =
            parse.is_any(at, &["including", "like", "notably", "namely"]) || (parse.is(at, "as") && at > 0 && parse.is(at - 1, "such"));
        introduces && named_after(at + 1, sentence.last as usize) && !reported(at)
    });
    if examples {
        return true;
    }
    let Some(next) = parse.sentences.get(index + 1) else { return false };
    let first = next.first as usize;
    let takes_up = parse.is_any(first, &["one", "among", "they", "both", "two"])
        && (first + 1..(first + 5).min(next.last as usize))
            .any(|at| parse.is_any(at, &["them", "such", "include", "included", "critic", "those", "are", "expert", "was"]));
    takes_up && named_after(first, next.last as usize)
}
