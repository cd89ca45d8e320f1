//! `annotate --format jsonl`: the public, versioned output of the analysis (schema "onrecord/1").

use serde_json::{Value, json};

use crate::article::Article;
use crate::check::Checked;
use crate::config::Settings;
use crate::entity::{EntityType, Form, Mention};
use crate::fairness::{self, Reply, Standing};
use crate::prose::Role;
use crate::prose::unread::Share;
use crate::reference::notebook::Known;
use crate::sourcing::{ClaimKind, QuotationKind, Quote, SourceKind};
use crate::text::visible::visible_json;
use crate::text::{Format, Span};

/// Unit of the printed offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Offsets {
    /// Bytes.
    Byte,
    /// Unicode code points.
    #[default]
    Char,
    /// UTF-16 code units.
    Utf16,
}

/// Source bytes to the asked unit, by a table of the text's characters.
struct Units {
    table: Option<Vec<u32>>,
}

impl Units {
    fn new(text: &str, offsets: Offsets) -> Units {
        if offsets == Offsets::Byte || (text.is_ascii()) {
            return Units { table: None };
        }
        let mut table = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, c) in text.char_indices() {
            table[at..at + c.len_utf8()].fill(count);
            count += if offsets == Offsets::Utf16 { c.len_utf16() as u32 } else { 1 };
        }
        table[text.len()] = count;
        Units { table: Some(table) }
    }

    fn at(&self, byte: u32) -> u32 {
        self.table.as_ref().map_or(byte, |table| table[byte as usize])
    }
}

/// One article as one JSON object, on one line. Names and roles are exactly those of the article; what would steer a terminal is an escape.
pub fn line(article: &Article, checked: &Checked, settings: &Settings, offsets: Offsets) -> String {
    let mut line = visible_json(&document(article, checked, settings, offsets).to_string()).into_owned();
    line.push('\n');
    line
}

/// One article as one JSON object.
pub fn document(article: &Article, checked: &Checked, settings: &Settings, offsets: Offsets) -> Value {
    let units = Units::new(&article.document.text, offsets);
    let source = |span: Span| units_of(&units, span);
    let prose = |span: Span| source(article.source(span));
    let pairs = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| {
                let (start, end) = prose(*span);
                json!([start, end])
            })
            .collect::<Vec<_>>()
    };
    let parse = article.parse();
    let sourcing = &article.sourcing;

    let sentences: Vec<Value> = parse.sentences.iter().enumerate().map(|(index, sentence)| {
        let (start, end) = prose(sentence.span);
        let grounds = &sourcing.grounds[index];
        let claims: Vec<Value> = sourcing.claims.iter().filter(|claim| claim.sentence as usize == index).map(|claim| {
            let (start, end) = prose(claim.span);
            json!({"start": start, "end": end, "kind": claim_kind(claim.kind), "weight": round(claim.weight)})
        }).collect();
        json!({
            "start": start, "end": end, "paragraph": sentence.block, "role": role(parse.block_of(index).role),
            "sources": grounds.kinds.iter().map(|kind| source_kind(*kind)).collect::<Vec<_>>(), "carried": grounds.carried, "claims": claims,
        })
    }).collect();

    let entities: Vec<Value> = article
        .entities
        .entities
        .iter()
        .map(|entity| {
            let own = |mention: &&Mention| mention.entity == entity.id;
            let more = article.entities.inside.iter().filter(own);
            let mut mentions: Vec<&Mention> = article.entities.mentions_of(entity.id).chain(more).collect();
            mentions.sort_by_key(|mention| (mention.first, std::cmp::Reverse(mention.last)));
            let mentions: Vec<Value> = mentions
                .into_iter()
                .map(|mention| {
                    let (start, end) = prose(mention.span);
                    let mut object = json!({"start": start, "end": end, "form": form(mention.form)});
                    if mention.form == Form::Pronoun {
                        object["sure"] = mention.sure.into();
                    }
                    object
                })
                .collect();
            let first = entity.first.map(|index| {
                let (start, end) = prose(article.entities.mentions[index as usize].span);
                json!([start, end])
            });
            let record = match settings.notebook.of(article, entity, &settings.who, false) {
                Known::One(record) if !record.no_card => record.shown.as_str().into(),
                _ => Value::Null,
            };
            json!({
                "id": format!("e{}", entity.id + 1), "name": entity.name, "type": entity_type(entity.kind), "role": entity.role,
                "first": first, "notebook": record, "mentions": mentions,
            })
        })
        .collect();

    let attributions: Vec<Value> = sourcing.attributions.iter().enumerate().map(|(index, attribution)| {
        json!({
            "id": format!("a{}", index + 1),
            "source": attribution.source.as_ref().map(|source| {
                let entity = source.entity.or(source.likely);
                let name = source.likely.map_or(&source.name, |id| &article.entities.get(id).name);
                json!({
                    "spans": pairs(&source.spans), "name": name, "entity": entity.map(|id| format!("e{}", id + 1)), "kind": source_kind(source.kind),
                    "sure": source.likely.is_none(),
                })
            }),
            "cue": attribution.cue.as_ref().map(|cue| json!({"spans": pairs(&cue.spans), "lemma": cue.lemma})),
            "content": {"spans": pairs(&attribution.content)},
            "quote": quote(attribution.quote),
            "stance": attribution.stance.name(),
            "weight": round(attribution.weight),
        })
    }).collect();

    let quotations: Vec<Value> = sourcing.quotations.iter().map(|quotation| {
        let (start, end) = prose(quotation.span);
        json!({"start": start, "end": end, "kind": quotation_kind(quotation.kind), "attribution": quotation.attribution.map(|index| format!("a{}", index + 1))})
    }).collect();

    let findings: Vec<Value> = checked
        .shown
        .iter()
        .map(|shown| {
            let finding = &shown.finding;
            let (start, end) = source(finding.span);
            let related: Vec<Value> = finding
                .related
                .iter()
                .map(|related| {
                    let (start, end) = source(related.span);
                    json!({"start": start, "end": end, "message": related.message})
                })
                .collect();
            json!({
                "rule": finding.rule, "severity": shown.severity, "weight": round(finding.weight), "start": start, "end": end,
                "message": finding.message, "reason": finding.reason, "related": related,
            })
        })
        .collect();

    let allegations: Vec<Value> = fairness::accused(&Standing::new(article))
        .iter()
        .map(|accused| {
            let (start, end) = prose(parse.span(accused.allegation.tokens.clone()));
            let (state, reply) = match accused.reply {
                Reply::Found(span) => ("found", Some(prose(span))),
                Reply::NotFound => ("not-found", None),
                Reply::Convicted => ("convicted", None),
                Reply::Dead => ("dead", None),
            };
            json!({
                "start": start, "end": end, "entity": format!("e{}", accused.allegation.accused + 1), "reply": state,
                "reply_span": reply.map(|(start, end)| json!([start, end])),
            })
        })
        .collect();

    let unread: Vec<Value> = article
        .prose
        .unread
        .iter()
        .map(|unread| {
            let (start, end) = source(unread.span);
            json!([start, end, unread.why.name()])
        })
        .collect();
    let share = Share::of(&article.prose);

    json!({
        "schema": "onrecord/1", "path": article.document.path, "format": match article.document.format { Format::Plain => "plain", Format::Markdown => "markdown", Format::Html => "html", Format::Docx => "docx" },
        "offsets": match offsets { Offsets::Byte => "byte", Offsets::Char => "char", Offsets::Utf16 => "utf16" },
        "sentences": sentences, "entities": entities, "attributions": attributions, "quotations": quotations, "findings": findings,
        "allegations": allegations,
        "kind": {"value": checked.kind.name(), "because": checked.because},
        "copy": {"read": round(share.of_read()), "unread": unread},
    })
}

fn units_of(units: &Units, span: Span) -> (u32, u32) {
    (units.at(span.start), units.at(span.end))
}

fn round(weight: f32) -> f64 {
    (f64::from(weight) * 100.0).round() / 100.0
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Headline | Role::Standfirst | Role::Heading => "heading",
        Role::Byline => "byline",
        Role::Caption | Role::Credit => "caption",
        Role::Contact | Role::Boilerplate | Role::Foreign => "boilerplate",
        Role::Table => "fragment",
        Role::Code => "code",
        Role::Correction => "correction",
        Role::Paragraph | Role::BlockQuote | Role::ListItem | Role::Footnote => "prose",
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Full => "full",
        Form::Surname => "surname",
        Form::Given => "given",
        Form::Short => "short",
        Form::Acronym => "acronym",
        Form::Role => "role",
        Form::Pronoun => "pronoun",
        Form::Demonym => "demonym",
    }
}

fn entity_type(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Place => "place",
        EntityType::Other => "other",
    }
}

fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "named",
        SourceKind::Organization => "organization",
        SourceKind::Document => "document",
        SourceKind::Anonymous => "anonymous",
        SourceKind::Vague => "vague",
    }
}

fn quote(quote: Quote) -> &'static str {
    match quote {
        Quote::Direct | Quote::Shown => "direct",
        Quote::Mixed => "mixed",
        Quote::Indirect => "indirect",
    }
}

fn quotation_kind(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Full => "full",
        QuotationKind::Partial => "partial",
        QuotationKind::Scare => "scare",
        QuotationKind::Title => "title",
    }
}

fn claim_kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Number => "number",
        ClaimKind::Allegation => "allegation",
        ClaimKind::Motive => "motive",
        ClaimKind::Cause => "cause",
        ClaimKind::Prediction => "prediction",
        ClaimKind::Superlative => "superlative",
        ClaimKind::Evaluation => "evaluation",
        ClaimKind::Private => "private",
        ClaimKind::Disputed => "disputed",
        ClaimKind::Other => "other",
    }
}
