//! Whether a block is English. What is not can be neither read nor judged here, and nobody may take it for clean.
//!
//! Small words tell: no text of a language does without its own, and few of them are another language's too.

use super::formulas;

/// Fewer words are too few to tell.
const FEWEST: usize = 8;

/// After so many small words of English a text is English.
const PLAIN: usize = 6;

/// Fewer letters of another script are too few to tell.
const LETTERS: usize = 10;

/// Whether `text` is of another language: mostly another script, or many small words of others and hardly any of English.
pub(super) fn is_foreign(text: &str) -> bool {
    let (mut letters, mut other) = (0usize, 0usize);
    if !text.is_ascii() {
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            // Latin letters with their marks end where the phonetic alphabet begins, and go on among the later additions.
            other += usize::from(c > '\u{24F}' && !('\u{1E00}'..='\u{1EFF}').contains(&c));
        }
        if other >= LETTERS && other * 2 > letters {
            return true;
        }
    }
    let formulas = formulas::shipped();
    let (mut words, mut english, mut foreign, mut others) = (0usize, 0usize, 0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        let ours = formulas.is_small(word);
        let theirs = !ours && formulas.is_foreign(word);
        english += usize::from(ours);
        foreign += usize::from(theirs);
        others += usize::from(!ours && !theirs && word.starts_with(char::is_lowercase));
        if english >= PLAIN && foreign * 2 <= english {
            return false;
        }
    }
    // Names hold small words of other languages, but no other words in lower case.
    words >= FEWEST && foreign >= 3 && foreign * 100 >= words * 18 && foreign > english * 2 && others >= 3.max(foreign / 3)
}

#[cfg(test)]
mod tests {
    use super::is_foreign;

    #[test]
    fn other_languages_are_known_by_their_small_words_or_their_script() {
        for text in [
            "Der Rat von Vellmouth hat die Fähre am Montag verkauft, und niemand weiß, wo das Geld ist.",
            "Le conseil de la ville a vendu le ferry lundi, et personne ne sait où est passé l’argent.",
            "El consejo de la ciudad vendió el transbordador y nadie sabe dónde están los fondos.",
            "De raad van de stad heeft het veer op maandag verkocht en niemand weet waar het geld is.",
            "Совет города продал паром в понедельник.",
            "議会は月曜日にフェリーを売却した。",
        ] {
            assert!(is_foreign(text), "{text}");
        }
        for text in [
            "The council sold the ferry on Monday, said Marit van de Oru, who heads the Banco de la Costa in Vellmouth.",
            "Maria de la Cruz del Mar, Juan de los Santos y Paz and Luis de la Vega de Oru.",
            "“Das ist nicht wahr,” Oru said in German when she was asked about the money of the fund.",
            "Wien, Köln, Graz.",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }
}
