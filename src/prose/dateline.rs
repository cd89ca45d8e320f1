//! Datelines: where, when and by which agency a paragraph was filed.

/// Bytes of the dateline that opens `text`, its dash included: "VELLMOUTH, May 3 (Agency) —", "Vellmouth (AP) -", "ST. ORU, Vell. –".
///
/// A place in capitals, or any place with its agency in brackets, then a dash between spaces (or a long one), then a sentence.
pub(super) fn dateline(text: &str) -> Option<usize> {
    // Most paragraphs begin with a capital and a small letter and have no bracket in sight: none of those has a dateline.
    let bytes = text.as_bytes();
    if bytes.get(1).is_none_or(u8::is_ascii_lowercase) && !bytes[..bytes.len().min(70)].contains(&b'(') {
        return None;
    }
    let (before, dash) = first_dash(text)?;
    let rest = text[before + dash..].trim_start();
    if !rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'' | '«')) {
        return None;
    }
    let words = text[..before].trim_end();
    let bracket = words.find('(').filter(|_| words.ends_with(')'));
    let place = words[..bracket.unwrap_or(words.len())].trim_end();
    let first = place.split([' ', ',', '/']).next().unwrap_or("");
    let capitals = first.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !first.chars().any(char::is_lowercase);
    let named = place.split([' ', '/']).all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(word, "and" | "of" | "the" | "de" | "del" | "la" | "al")
    });
    let lone = bracket.is_none() && !place.contains([' ', ',']) && place.len() < 4;
    (named && !place.is_empty() && !lone && (capitals || bracket.is_some())).then_some(before + dash)
}

/// Where the first dash of the opening stands, and its bytes.
fn first_dash(text: &str) -> Option<(usize, usize)> {
    let opening = text.char_indices().take(90);
    let mut before = ' ';
    for (at, c) in opening {
        let after = &text[at + c.len_utf8()..];
        match c {
            '—' | '―' | '–' => return Some((at, c.len_utf8())),
            '-' if after.starts_with('-') => return Some((at, 2)),
            '-' if before == ' ' && after.starts_with(' ') => return Some((at, 1)),
            '“' | '"' | ';' | ':' | '!' | '?' => return None,
            _ => before = c,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_and_what_only_looks_like_one() {
        let found = |text: &'static str| dateline(text).map(|length| &text[..length]);
        assert_eq!(found("VELLMOUTH, May 3 (Agency) — The ferry left."), Some("VELLMOUTH, May 3 (Agency) —"));
        assert_eq!(found("VELLMOUTH (AP) -- “No,” she said."), Some("VELLMOUTH (AP) --"));
        assert_eq!(found("ST. ORU, Vell. – On Monday it left."), Some("ST. ORU, Vell. –"));
        assert_eq!(found("Vellmouth (AP) - The ferry left."), Some("Vellmouth (AP) -"));
        assert_eq!(found("The ferry — old as it was — left."), None);
        assert_eq!(found("Marit Oru - harbour master - left."), None);
        assert_eq!(found("VHB - The board."), None);
        assert_eq!(found("A well-known ferry left."), None);
    }
}
