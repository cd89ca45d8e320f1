//! Repairs that can be told without an editor: those whose words the article or the list of rules holds already.

use super::repair;
use crate::article::Article;
use crate::check::Shown;
use crate::ide::Replacement;
use crate::ide::edit::Original;
use crate::text::Format;

/// A repair of one finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// In source bytes.
    pub edits: Vec<Replacement>,
}

/// For each of the findings its obvious repair, where there is one that changes what its title says and nothing else. Stubs that a person must fill in
/// are left out; so is every repair of a Word document, whose text is not its bytes.
pub fn certain(article: &Article, shown: &[Shown]) -> Vec<Option<Fix>> {
    if article.document.format == Format::Docx {
        return vec![None; shown.len()];
    }
    let repairs: Vec<_> = shown.iter().map(|shown| repair::certain(article, &shown.finding)).collect();
    let groups = repairs.iter().flatten().map(|repair| vec![repair.change.clone()]).collect();
    let mut kept = Original::from(article).kept(groups).into_iter();
    repairs.into_iter().map(|repair| repair.and_then(|repair| Some(Fix { title: repair.title, edits: kept.next()?? }))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::analysis;
    use crate::text::Format;

    #[test]
    fn what_the_article_says_is_a_repair_and_a_stub_is_none() {
        let text = "The council dismissed Oru on Monday. The contractor skimmed the harbour fund.\n\nMarit Oru, the mayor, left.\n";
        let analysis = analysis(text, Format::Plain);
        let fixes = certain(&analysis.article, &analysis.checked.shown);
        assert_eq!(fixes.len(), analysis.checked.shown.len());
        let of = |rule: &str| {
            let index = analysis.checked.shown.iter().position(|shown| shown.finding.rule == rule).unwrap();
            fixes[index].clone()
        };
        let fix = of("surname-before-full-name").unwrap();
        assert_eq!((fix.title.as_str(), fix.edits[0].text.as_str()), ("Write “Marit Oru” here", "Marit Oru"));
        assert_eq!(of("unattributed-allegation"), None);
    }
}
