//! What the words around a name say of its kind.

use super::lists::{COUNTRY_CODES, DIRECTIONS, GROUNDS, OFFICERS, OUTLETS, PEOPLES, PLAYERS, REGIONS, SITES, STAYS};
use super::{ORGANIZATION, OTHER, PERSON, PLACE};
use crate::entity::office;
use crate::entity::segment::Segment;
use crate::lexicon::Class;
use crate::syntax::{Parse, Shape};

/// "VELLMOUTH, 3 May (Courier) —", "VELLMOUTH 1996-05-03": a place opens a dateline, an agency stands in its brackets.
pub(super) fn in_dateline(parse: &Parse, segment: &Segment, sums: &mut [f32; 4]) {
    let sentence = parse.sentence_of(segment.first);
    let block = parse.block_of(sentence);
    let span = parse.span(segment.tokens());
    let opens = span.start == block.span.start;
    let within = block.dateline.is_some_and(|dateline| dateline.start <= span.start && span.end <= dateline.end);
    let upper = segment.tokens().all(|at| parse.tokens[at].shape == Shape::Upper);
    let next = parse.tokens.get(segment.last);
    let dated =
        opens && block.span.len() < 60 && upper && next.is_some_and(|next| next.shape == Shape::Number && next.span.end == block.span.end);
    // "VELLMOUTH: The ferry …", "VELLMOUTH, 3 May: The ferry …", "Vellmouth-The ferry …".
    let followed = |at: usize, mark: &str| parse.tokens.get(at).is_some_and(|token| token.span.end <= block.span.end) && parse.is(at, mark);
    let marked = opens
        && segment.narrowed.is_none()
        && (upper && followed(segment.last, ":") && known_place(parse, segment)
            || upper && followed(segment.last, ",") && date_behind(parse, segment.last + 1)
            || followed(segment.last, "-") && !parse.tokens[segment.last].spaced && known_place(parse, segment));
    if within && segment.first > 0 && parse.is(segment.first - 1, "(") {
        sums[ORGANIZATION] += 4.0;
    } else if opens && within || dated || marked {
        sums[PLACE] += 6.0;
    }
}

fn known_place(parse: &Parse, segment: &Segment) -> bool {
    super::whole(parse, segment, parse.span(segment.tokens()).of(&parse.prose.text)).any(&[Class::Town, Class::Country])
}

/// Whether a day and a month, in either order, stand at token `at` with a colon or dash behind them.
fn date_behind(parse: &Parse, at: usize) -> bool {
    let month = |at: usize| parse.tokens.get(at).is_some_and(|token| token.entry.classes.any(&[Class::Month, Class::Abbreviation]));
    let day = |at: usize| parse.tokens.get(at).is_some_and(|token| token.shape == Shape::Number && token.span.len() < 3);
    let date = month(at) && day(at + 1) || day(at) && month(at + 1);
    date && at + 2 < parse.tokens.len() && parse.is_any(at + 2, &[":", "-", "--", "–", "—"])
}

pub(super) fn before(parse: &Parse, segment: &Segment, sums: &mut [f32; 4], told: &mut [f32; 4]) {
    let sentence = parse.sentences[parse.sentence_of(segment.first)];
    let Some(at) = segment.first.checked_sub(1).filter(|at| *at >= sentence.first as usize) else { return };
    let classes = parse.tokens[at].entry.classes;
    // "members of Oru", "members of the Oru".
    let preposition = at - usize::from(at > sentence.first as usize && parse.is(at, "the"));
    if preposition > sentence.first as usize {
        beside_preposition(parse, preposition - 1, preposition, sums, told);
    }
    match parse.word(at) {
        "in" | "In" | "near" | "Near" | "throughout" | "across" | "inside" | "outside" => sums[PLACE] += 1.5,
        "at" | "into" | "around" => sums[PLACE] += 0.4,
        "from" | "to" => sums[PLACE] += 0.4,
        // "in The Lantern": the article is part of a paper's or a band's name.
        "The" if at > sentence.first as usize && parse.tokens[at - 1].shape == Shape::Lower => {
            sums[ORGANIZATION] += 2.0;
            sums[PERSON] -= 2.0;
            sums[PLACE] -= 1.0;
        }
        "the" | "The" => {
            let followed = segment.last < sentence.last as usize && parse.tags[segment.last].is_noun();
            if !followed {
                sums[ORGANIZATION] += 0.8;
                sums[PERSON] -= 2.0;
            }
            // Few places take an article, and the list knows them.
            if !parse.tokens[segment.last - 1].entry.classes.any(&[Class::PlaceWord, Class::Country, Class::Town]) {
                sums[PLACE] -= 0.8;
            }
        }
        "a" | "an" => sums[PERSON] -= 0.8,
        "by" => sums[PERSON] += 0.3,
        _ => {}
    }
    // "criminal organizations such as Oru", "pilots including Oru": what the names of a list are said to be.
    let such = parse.is(at, "as") && at > sentence.first as usize && parse.is(at - 1, "such");
    let noun =
        if such { at.checked_sub(2) } else { at.checked_sub(1).filter(|_| parse.is_any(at, &["including", "like", "called", "named"])) };
    if let Some(noun) = noun.filter(|noun| *noun >= sentence.first as usize && parse.tokens[*noun].shape == Shape::Lower) {
        let word = parse.word(noun);
        let one = word.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| word.strip_suffix('s').map(str::to_owned));
        if one.is_some_and(|one| parse.lexicon.word(&one).classes.has(Class::BodyNoun)) {
            told[ORGANIZATION] += 4.0;
        } else if parse.has(noun, Class::PeopleNoun) {
            sums[PERSON] += 1.0;
        }
    }
    if is_portfolio(parse, segment, sentence.first as usize) {
        sums[OTHER] += 3.5;
    }
    // "184 MW", "NT $50": a unit, not a body.
    let acronym = segment.len() == 1 && parse.tokens[segment.first].shape == Shape::Upper && parse.tokens[segment.first].span.len() < 4;
    if acronym && parse.tokens[at].shape == Shape::Number {
        sums[OTHER] += 3.0;
    }
    // "Marit Oru (VEL) won": a country's code.
    if parse.is(at, "(") && segment.len() == 1 && is_country_code(parse, segment.first) {
        sums[PLACE] += 6.0;
    } else if parse.is(at, "(") && segment.len() == 1 && parse.tokens[segment.first].shape != Shape::Capitalized {
        spelled_out(parse, segment, at, sentence.first as usize, sums, told);
    }
    // "“…,” says Oru": who is quoted.
    let quoted = parse.tokens[at].entry.verb.is_some()
        && parse.tokens[at].shape == Shape::Lower
        && at > sentence.first as usize
        && parse.tokens[at - 1].shape == Shape::CloseQuote;
    if quoted {
        sums[PERSON] += 1.2;
        sums[ORGANIZATION] += 0.7;
    }
    // "trust Oru", "that Oru is": the bare object of a verb, the bare subject of a clause.
    let bare_object = parse.tags[at].is_verb() && parse.tokens[at].shape == Shape::Lower;
    let bare_subject = matches!(parse.word(at), "that" | "when" | "if" | "because" | "while" | "how" | "what" | "why" | "where")
        && segment.last < sentence.last as usize
        && parse.tags[segment.last].is_finite();
    if segment.len() == 1 && (bare_object || bare_subject) {
        sums[PERSON] += 0.9;
        sums[ORGANIZATION] += 0.2;
    }
    if classes.any(&[Class::Kin, Class::PersonNoun]) && parse.tokens[at].shape == Shape::Lower {
        sums[PERSON] += 2.5;
    } else if classes.has(Class::BodyNoun) && parse.tokens[at].shape == Shape::Lower {
        sums[ORGANIZATION] += 1.5;
    }
    // "his wife, Oru,".
    if parse.is(at, ",") && at > sentence.first as usize && parse.has(at - 1, Class::Kin) && parse.tokens[at - 1].shape == Shape::Lower {
        sums[PERSON] += 3.0;
    }
    // "30 kilometres north of Oru".
    if parse.is(at, "of") && at > 0 && parse.is_any(at - 1, DIRECTIONS) {
        sums[PLACE] += 2.0;
    }
    // "a boy named Oru".
    if parse.is_any(at, &["named", "called"])
        && at > 0
        && parse.is_any(at - 1, &["man", "woman", "boy", "girl", "child", "student", "teenager"])
    {
        sums[PERSON] += 2.5;
    }
    if parse.is_any(at, &["at"]) && at > 0 && parse.has(at - 1, Class::Title) {
        sums[ORGANIZATION] += 1.0;
    }
}

/// "settled in Oru", "the chief executive of Oru": what the word before the preposition at `at` says of the name behind it.
fn beside_preposition(parse: &Parse, back: usize, at: usize, sums: &mut [f32; 4], told: &mut [f32; 4]) {
    let (word, preposition) = (parse.word(back), parse.word(at));
    let opens = parse.sentences.get(parse.sentence_of(back)).is_some_and(|sentence| sentence.first as usize == back);
    let lower = parse.tokens[back].shape == Shape::Lower || opens;
    let word = if opens { &*word.to_lowercase() } else { word };
    let classes = parse.tokens[back].entry.classes;
    match preposition {
        // "farms at Oru", "people from Oru".
        "at" | "near" if lower && (classes.has(Class::PlaceWord) || GROUNDS.binary_search(&word).is_ok()) => sums[PLACE] += 2.5,
        "from" | "in" if lower && classes.has(Class::PeopleNoun) => sums[PLACE] += 2.5,
        "of" if parse.is_any(back, REGIONS) => told[PLACE] += 3.0,
        "for" | "to" if parse.is_any(back, &["signed", "signing", "transfer", "move", "loaned"]) => sums[ORGANIZATION] += 1.0,
        "of" | "at" if OFFICERS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok() => told[ORGANIZATION] += 2.5,
        "in" | "near" if STAYS.binary_search(&word).is_ok() => told[PLACE] += 2.0,
        "into" | "from" | "to" | "at" if STAYS.binary_search(&word).is_ok() => sums[PLACE] += 1.0,
        _ => {}
    }
}

/// "Inspector General of Harbours (IGH)", "port dues (PD)": what the words that an acronym's letters stand for make of it.
fn spelled_out(parse: &Parse, segment: &Segment, bracket: usize, start: usize, sums: &mut [f32; 4], told: &mut [f32; 4]) {
    let lower = bracket > start && parse.tokens[bracket - 1].shape == Shape::Lower;
    let upper = parse.tokens[segment.first].shape == Shape::Upper;
    let Some(first) = first_spelled(parse, parse.word(segment.first), bracket, start) else {
        sums[OTHER] += if lower && upper { 4.0 } else { 0.0 };
        return;
    };
    let joint = (first + 1..bracket).find(|at| parse.is_any(*at, &["of", "for", "on", "to", "in", "through", "against"]));
    let head = joint.unwrap_or(bracket) - 1;
    let classes = parse.tokens[head].entry.classes;
    if classes.any(&[Class::OrganizationWord, Class::BodyNoun]) {
        told[ORGANIZATION] += 3.0;
    } else if classes.any(&[Class::Title, Class::PersonNoun]) || parse.has(first, Class::Title) {
        told[OTHER] += 4.0;
    } else if (first..bracket).all(|at| parse.tokens[at].shape == Shape::Lower) {
        told[OTHER] += 3.0;
    }
}

/// The first of the words before a bracket that the letters in it stand for.
fn first_spelled(parse: &Parse, acronym: &str, bracket: usize, start: usize) -> Option<usize> {
    let mut letters = acronym.chars().filter(|c| c.is_uppercase()).map(|c| c.to_ascii_lowercase()).rev().peekable();
    letters.peek()?;
    let mut at = bracket;
    while let Some(letter) = letters.peek().copied() {
        at = at.checked_sub(1).filter(|at| *at >= start)?;
        if !parse.tokens[at].shape.is_word() {
            return None;
        }
        let opens = |word: &str| word.chars().next().is_some_and(|c| c.to_ascii_lowercase() == letter);
        if opens(parse.word(at)) {
            letters.next();
        } else if !parse.is_any(at, &["of", "for", "and", "the", "on", "in", "to", "through", "&", "against"]) {
            return None;
        }
    }
    (bracket - at > 1).then_some(at)
}

pub(super) fn after(parse: &Parse, segment: &Segment, sums: &mut [f32; 4], told: &mut [f32; 4]) {
    let sentence = parse.sentences[parse.sentence_of(segment.first)];
    let end = sentence.last as usize;
    let at = segment.last;
    if at >= end {
        return;
    }
    let token = &parse.tokens[at];
    if token.entry.verb.is_some() && token.shape == Shape::Lower {
        sums[PERSON] += 1.0;
        sums[ORGANIZATION] += 0.7;
        sums[PLACE] -= 0.5;
    }
    let acronym = segment.len() == 1 && parse.tokens[segment.first].shape == Shape::Upper;
    if acronym && token.shape == Shape::Lower && parse.tags[at].is_noun() {
        sums[ORGANIZATION] -= 0.7;
    }
    if token.shape == Shape::Number && token.span.len() <= 4 && !parse.word(at).contains([',', ':']) {
        sums[OTHER] += 1.5;
    }
    // "Marit Oru and her sons".
    if parse.is(at, "and") && at + 2 < end && parse.is_any(at + 1, &["his", "her"]) && parse.has(at + 2, Class::Kin) {
        sums[PERSON] += 3.0;
    }
    if parse.is(at, "who") {
        sums[PERSON] += 2.0;
    }
    if acronym && parse.word(at).starts_with('$') && !parse.has(segment.first, Class::Country) {
        sums[OTHER] += 4.0;
    }
    // "the Oru valley", "Oru and Saar districts": what a place is said to be.
    if token.shape == Shape::Lower && SITES.contains(&parse.word(at)) {
        sums[PLACE] += 2.0;
    }
    // "the Oru people", "the Oru language": neither a person nor a place.
    if PEOPLES.contains(&parse.word(at))
        && segment.first > sentence.first as usize
        && parse.is_any(segment.first - 1, &["the", "The", "of"])
        || parse.is_any(at, &["language", "languages", "dialect"])
    {
        told[OTHER] += 2.0;
    }
    if token.shape != Shape::Capitalized && OUTLETS.contains(&parse.word(at)) {
        sums[ORGANIZATION] += 1.5;
    }
    // "the Saarholm striker": whom somebody plays for, if not a country.
    if !parse.has(segment.last - 1, Class::Country) && PLAYERS.binary_search(&parse.word(at)).is_ok() {
        told[ORGANIZATION] += 2.5;
    }
    let possessive = matches!(parse.word(at), "'s" | "’s" | "'" | "’");
    if possessive
        && at + 1 < end
        && (parse.has(at + 1, Class::Kin)
            || parse.is_any(at + 1, &["life", "death", "career", "lawyer", "attorney", "hand", "face", "campaign"]))
    {
        sums[PERSON] += 1.5;
    }
    if parse.is(at, ",") && at + 1 < end {
        let next = at + 1;
        let number = parse.word(next);
        let age = parse.tokens[next].shape == Shape::Number && (1..=3).contains(&number.len());
        if age && next + 1 < end && parse.is_any(next + 1, &[",", ".", ")"]) {
            sums[PERSON] += 4.0;
        } else if parse.is_any(next, &["who", "whose", "himself", "herself"]) {
            sums[PERSON] += 2.0;
        } else if parse.is_any(next, &["a", "an", "the", "former"]) {
            let head = (next + 1..end.min(next + 7))
                .take_while(|i| parse.tokens[*i].shape.is_word())
                .find(|i| parse.tokens[*i].entry.classes.any(&[Class::PersonNoun, Class::Title, Class::BodyNoun, Class::Kin]));
            match head {
                Some(head) if parse.tokens[head].entry.classes.any(&[Class::PersonNoun, Class::Title, Class::Kin]) => sums[PERSON] += 2.0,
                Some(_) => sums[ORGANIZATION] += 1.0,
                None => {}
            }
        } else if parse.tokens[next].entry.classes.any(&[Class::Country])
            || (parse.has(next, Class::Town) && parse.tokens[next].shape == Shape::Capitalized && segment.len() == 1)
        {
            sums[PLACE] += 0.9;
        }
    }
    if parse.is(at, "(") && at + 2 < end {
        // "(R-Vell.)", "(D., Fla.)": party and state.
        let word = parse.word(at + 1);
        let party = ["R-", "D-", "I-", "R.-", "D.-", "I.-"].iter().any(|party| word.starts_with(party));
        let closed = parse.is(at + 2, ")");
        if party || matches!(word, "R." | "D." | "I." | "R" | "D") && parse.is_any(at + 2, &[",", "-", "–", ")"]) {
            sums[PERSON] += 4.0;
        } else if closed && segment.len() > 1 && (is_country_code(parse, at + 1) || parse.has(at + 1, Class::Country)) {
            // "Marit Oru (VEL) beat Jon Saar (Vellmouthia)": whom a competitor starts for.
            sums[PERSON] += 1.5;
        } else if parse.tokens[at + 1].shape == Shape::Upper && parse.is(at + 2, ")") && segment.len() > 1 {
            sums[ORGANIZATION] += 2.5;
            sums[PERSON] -= 2.0;
        }
    }
}

/// Whether the token is the code of a country in three letters.
fn is_country_code(parse: &Parse, at: usize) -> bool {
    parse.tokens[at].shape == Shape::Upper && COUNTRY_CODES.binary_search(&parse.word(at)).is_ok()
}

/// "Minister of Health", "Under-Secretary for Harbour Affairs": the words say what somebody is charged with, and name no body.
fn is_portfolio(parse: &Parse, segment: &Segment, start: usize) -> bool {
    let head = office::head(parse, start, segment.first).map(|head| parse.word(head));
    let Some(head) = head.filter(|head| office::is_minister(head)) else { return false };
    // "Minister of Labour and Public Service": the ministry's own words.
    let named: &[Class] = match head.to_ascii_lowercase().starts_with("minister") {
        true => &[Class::KnownAcronym, Class::Country, Class::Town, Class::GivenName],
        false => &[Class::OrganizationWord, Class::KnownBody, Class::KnownAcronym, Class::Country, Class::Town, Class::GivenName],
    };
    let field =
        |at: usize| parse.tokens[at].shape == Shape::Lower || !parse.tokens[at].entry.classes.any(named) && office::is_common(parse, at);
    segment.tokens().all(field)
}
