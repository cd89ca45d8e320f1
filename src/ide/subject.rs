//! What the cursor is on.

use crate::article::Article;
use crate::entity::{Entity, Form, Mention};
use crate::lexicon::Act;
use crate::rules::{self, Rule};
use crate::sourcing::{Attribution, Claim, ClaimKind};
use crate::text::Span;

/// From this weight on, a statement of no special kind may be asked about.
const LIKELY: f32 = 0.2;

/// What can be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A rule's name in a comment.
    Rule(String),
    /// A name, role or pronoun: index among the mentions.
    Mention(usize),
    /// The words that name a source which is no entity: index of the attribution.
    Source(usize),
    /// The words that report: index of the attribution.
    Cue(usize),
    /// Words in quotation marks: index of the quotation.
    Quotation(usize),
    /// A claim: its index.
    Claim(usize),
}

/// A subject and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointed {
    /// Source bytes.
    pub span: Span,
    /// What it is.
    pub subject: Subject,
}

/// The subject at an offset; one that ends there counts where nothing else begins.
pub fn at(article: &Article, offset: u32) -> Option<Pointed> {
    if let Some(comment) = article.prose.suppressions.iter().find(|comment| touches(comment.rule_span, offset)) {
        return Some(Pointed { span: comment.rule_span, subject: Subject::Rule(comment.rule.clone()) });
    }
    let prose = article.prose.to_prose(offset).unwrap_or(article.prose.text.len() as u32);
    let found = mention(article, prose).map(|index| (article.entities.mentions[index].span, Subject::Mention(index)));
    let (span, subject) = found.or_else(|| sourcing(article, prose))?;
    let span = article.source(span);
    touches(span, offset).then_some(Pointed { span, subject })
}

/// The rule whose name stands at a byte of any text, such as a configuration.
pub fn rule_at(text: &str, offset: u32) -> Option<&'static Rule> {
    let offset = offset as usize;
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let before = text.get(..offset)?.rfind(|c| !part(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let after = text.get(offset..)?.find(|c| !part(c)).map_or(text.len(), |length| offset + length);
    rules::find(text.get(before..after)?)
}

/// The mention at a prose offset, the shortest where they nest.
fn mention(article: &Article, prose: u32) -> Option<usize> {
    let mentions = article.entities.mentions.iter().enumerate().filter(|(_, mention)| touches(mention.span, prose));
    mentions.min_by_key(|(_, mention)| (!mention.span.holds(prose), mention.span.len())).map(|(index, _)| index)
}

fn sourcing(article: &Article, prose: u32) -> Option<(Span, Subject)> {
    let sourcing = &article.sourcing;
    // Who did something is no source of it: one says where something comes from, or is said to speak.
    let telling = sourcing.telling();
    let parse = article.parse();
    let speaks = |attribution: &Attribution| {
        let verb = attribution.cue.as_ref().and_then(|cue| parse.reporting_verb(cue.head as usize));
        verb.is_some_and(|verb| verb.act == Act::Speech)
    };
    let all = sourcing.attributions.iter().enumerate();
    for (index, attribution) in all.filter(|(index, attribution)| telling[*index] || speaks(attribution)) {
        let of = |spans: &[Span]| spans.iter().copied().find(|span| span.holds(prose));
        if let Some(span) = attribution.cue.as_ref().and_then(|cue| of(&cue.spans)) {
            return Some((span, Subject::Cue(index)));
        }
        if let Some(span) = attribution.source.as_ref().and_then(|source| of(&source.spans)) {
            return Some((span, Subject::Source(index)));
        }
    }
    let quotation = sourcing.quotations.iter().position(|quotation| quotation.span.holds(prose));
    if let Some(index) = quotation {
        return Some((sourcing.quotations[index].span, Subject::Quotation(index)));
    }
    // What hardly anybody would ask about is no subject.
    let asked = |claim: &Claim| claim.kind != ClaimKind::Other || claim.weight >= LIKELY;
    let claims = sourcing.claims.iter().enumerate().filter(|(_, claim)| claim.span.holds(prose) && asked(claim));
    claims.min_by_key(|(_, claim)| claim.span.len()).map(|(index, claim)| (claim.span, Subject::Claim(index)))
}

fn touches(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// The first reference of an entity: its first full name in the body, else the first words that name it.
pub fn first_reference<'a>(article: &'a Article, entity: &Entity) -> Option<&'a Mention> {
    let all = &article.entities;
    let named = || entity.mentions.iter().copied().find(|index| all.mentions.get(*index as usize).is_some_and(|m| m.form.is_name()));
    let index = entity.first.or_else(named).or_else(|| entity.mentions.first().copied())?;
    all.mentions.get(index as usize)
}

/// The name that a pronoun or role stands for: the nearest one before it, else the first reference.
pub fn antecedent<'a>(article: &'a Article, mention: &Mention) -> Option<&'a Mention> {
    let entity = article.entities.get(mention.entity);
    let before = article.entities.mentions_of(entity.id).filter(|other| other.form.is_name() && other.span.end <= mention.span.start);
    before.last().or_else(|| first_reference(article, entity))
}

/// Whether a mention stands for a name rather than being one.
pub fn stands_in(mention: &Mention) -> bool {
    matches!(mention.form, Form::Pronoun | Form::Role)
}
