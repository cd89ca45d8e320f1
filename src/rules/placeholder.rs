//! Marks of unfinished work.

use super::{Basis, Context, Rule};
use crate::finding::{Finding, Severity};
use crate::prose::Role;
use crate::syntax::{Parse, Shape};

/// A query in brackets has no more tokens: "[CQ: reply of Dan Holt]".
const QUERY: usize = 16;

pub(super) static RULE: Rule = Rule {
    name: "placeholder",
    basis: Basis::Mechanical,
    severity: Severity::Error,
    summary: "A mark of unfinished work is left in the copy",
    documentation: "\
## What it flags

TK, TKTK, [CQ], XXX, \"name here\" and the like, left in the copy. Silent in code, and on the numeral XXX and a surname Tk.

## Why it matters

They are notes to oneself; a reader must never see them.

## Example

```text
The harbour cost TK million crowns to dredge.
```

```text
Marit Oru [CQ] told the board on Monday that TKTK would pay.
```

```text
The harbour master, [name here], declined to comment.
```

## Instead

```text
The harbour cost 12 million crowns to dredge.
```

```text
Marit Oru told the board on Monday that the town would pay.
```

```markdown
The clerk had left `TK` in the table. {# TK: ask the clerk #}
```
",
    options: &[],
    off_for: &[],
    check,
};

fn check(context: &Context) -> Vec<Finding> {
    let parse = context.article.parse();
    let mut found = Vec::new();
    let mut end = 0;
    for at in 0..parse.tokens.len() {
        let token = &parse.tokens[at];
        if at < end || !matches!(token.shape, Shape::Upper | Shape::Mixed | Shape::Lower | Shape::Capitalized | Shape::Alphanumeric) {
            continue;
        }
        let Some(length) = mark(&parse, at) else { continue };
        if parse.block_of(parse.sentence_of(at)).role == Role::Code || parse.prose.is_code(token.span.start) {
            continue;
        }
        end = at + length;
        let (from, to) = with_brackets(&parse, at, end);
        let span = parse.span(from..to);
        let reason = format!("“{}” marks unfinished work. Fill it in, or cut it.", span.of(&parse.prose.text));
        found.push(context.finding(span, "Is this still to be filled in?", reason));
    }
    found
}

/// How many tokens of a placeholder begin at `at`.
fn mark(parse: &Parse, at: usize) -> Option<usize> {
    let word = parse.word(at);
    let one = match word {
        _ if parse.tokens[at].shape == Shape::Lower => false,
        _ if is_to_come(word) => !follows_a_given_name(parse, at),
        "CQ" => in_brackets(parse, at, at + 1) || parse.is(at + 1, ":") && (at + 2..at + QUERY).any(|end| in_brackets(parse, at, end)),
        "XX" => !is_name_or_numeral(parse, at) && (in_brackets(parse, at, at + 1) || next_is_a_measure(parse, at)),
        "XXX" | "XXXX" | "XXXXX" => !is_name_or_numeral(parse, at),
        "FIXME" | "TODO" => in_brackets(parse, at, at + 1) || parse.is(at + 1, ":"),
        _ => false,
    };
    if one {
        return Some(1);
    }
    let here = ["name", "title", "age", "date", "quote", "headline", "number", "caption"];
    let to_fill = parse.is(at + 1, "here") && ends_there(parse, at + 2) && parse.is_any(at, &here);
    let filler = parse.is(at, "lorem") && parse.is(at + 1, "ipsum");
    (to_fill || filler).then_some(2)
}

/// TK, TKTK, and a word with TKTK in it ("TKTKname").
fn is_to_come(word: &str) -> bool {
    let repeated = word.len() >= 2 && word.len().is_multiple_of(2) && word.as_bytes().chunks(2).all(|pair| pair == b"TK");
    repeated || word.contains("TKTK")
}

/// "Yoko TK", as some people are called.
fn follows_a_given_name(parse: &Parse, at: usize) -> bool {
    parse.word(at) == "TK" && at > 0 && parse.tokens[at - 1].shape == Shape::Capitalized && parse.tokens[at - 1].span.end + 1 == parse.tokens[at].span.start && {
        let known = parse.lexicon.word(parse.word(at - 1)).classes;
        known.has(crate::lexicon::Class::GivenName) && !known.has(crate::lexicon::Class::Opener)
    }
}

/// "Super Bowl XXX", "Leo XXX", "Chapter XXX".
fn is_name_or_numeral(parse: &Parse, at: usize) -> bool {
    at > 0 && parse.tokens[at - 1].shape.is_capitalized() && parse.tokens[at - 1].span.end + 1 == parse.tokens[at].span.start
        && !parse.lexicon.word(parse.word(at - 1)).classes.has(crate::lexicon::Class::Opener)
}

fn next_is_a_measure(parse: &Parse, at: usize) -> bool {
    parse.is_any(at + 1, &["million", "billion", "percent", "per", "%", "years", "people", "crowns", "dollars", "euros", "pounds"])
}

/// "(name here)", "name here," but not "the name here is a common one".
fn ends_there(parse: &Parse, at: usize) -> bool {
    at >= parse.tokens.len() || !parse.tokens[at].shape.is_word()
}

fn in_brackets(parse: &Parse, from: usize, to: usize) -> bool {
    from > 0 && parse.is_any(from - 1, &["[", "("]) && parse.is_any(to, &["]", ")"])
}

fn with_brackets(parse: &Parse, from: usize, to: usize) -> (usize, usize) {
    if in_brackets(parse, from, to) { (from - 1, to + 1) } else { (from, to) }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn marks_of_unfinished_work_are_found() {
        let text = "TK said the ferry [CQ] cost XXX crowns, TKTK more than (name here) expected. It took XX years.\n";
        assert_eq!(found("placeholder", text), ["TK", "[CQ]", "XXX", "TKTK", "(name here)", "XX"]);
        assert_eq!(found("placeholder", "The TKTKname paid.\n"), ["TKTKname"]);
        assert_eq!(found("placeholder", "Lorem ipsum dolor sit amet.\n"), ["Lorem ipsum"]);
    }

    #[test]
    fn names_numerals_and_common_words_are_not() {
        for whole in [
            "Yoko TK sang in Vellmouth on Monday.\n",
            "It was Super Bowl XXX that the town watched.\n",
            "The name here is a common one, Marit Oru said.\n",
            "The CQ format and the tk option stay as they are.\n",
        ] {
            assert_eq!(found("placeholder", whole), [""; 0], "{whole}");
        }
    }
}
