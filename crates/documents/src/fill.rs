//! A template and values make a paper.

use std::collections::BTreeMap;

use crate::marks;
use crate::paper::{Block, Layout, Paper};
use crate::template::{Field, Kind, Line, Part, Pattern, Template, parse_pattern};

/// Placeholders every template may use without defining them.
pub const COMMON: [&str; 5] = ["organ", "date", "number", "to", "copies"];

/// What the form holds, by field. Besides a template's own fields: `to`, `attachments` (one a line), `signer`,
/// `copy_to` and `copies`.
pub type Values = BTreeMap<String, String>;

/// What the office knows of every document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The organ that issues it.
    pub organ: String,
    /// The day, as `2026年5月9日`.
    pub date: String,
    /// The number; empty on a draft.
    pub number: String,
}

/// Why a document cannot be made of these values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FillError {
    /// Mandatory fields are empty.
    #[error("{document}缺少：{}（依据{article}）", labels(.missing))]
    Missing {
        /// The document's name.
        document: String,
        /// Name and label of each.
        missing: Vec<(String, String)>,
        /// The article that demands them.
        article: String,
    },
    /// A choice that is none of those offered.
    #[error("“{label}”应为：{}", .options.join("、"))]
    Choice {
        /// The field.
        field: String,
        /// What it is called.
        label: String,
        /// What may be chosen.
        options: Vec<String>,
    },
    /// The number of copies is no number from 1 to 999.
    #[error("份数应为 1 至 999 的整数")]
    Copies,
}

fn labels(missing: &[(String, String)]) -> String {
    let labels: Vec<_> = missing.iter().map(|(_, label)| label.as_str()).collect();
    labels.join("、")
}

impl Template {
    /// Fills the template.
    ///
    /// # Errors
    /// What is missing or cannot be used, for the form to say.
    pub fn fill(&self, frame: &Frame, values: &Values) -> Result<Paper, FillError> {
        self.complete(values)?;
        let copies = self.copies_of(values)?;
        let filler = Filler {
            template: self,
            frame,
            values,
            copies,
        };
        let title = filler
            .words(&parse_pattern(&self.title))
            .unwrap_or_default();
        Ok(Paper {
            code: self.code.clone(),
            layout: self.layout,
            title,
            number: frame.number.clone(),
            organ: frame.organ.clone(),
            date: frame.date.clone(),
            to: marks::settled(&filler.to()),
            blocks: filler.blocks(),
            attachments: entries(&own_words(value(values, "attachments"))),
            signer: match self.layout {
                Layout::Report => own_words(value(values, "signer")),
                _ => String::new(),
            },
            copy_to: own_words(value(values, "copy_to")),
            copies,
            verification: None,
        })
    }

    fn complete(&self, values: &Values) -> Result<(), FillError> {
        let addressed =
            self.layout == Layout::Record || !self.to.is_empty() || !value(values, "to").is_empty();
        let to = ("to".to_owned(), "主送、受送达人".to_owned());
        let missing: Vec<_> = self
            .fields
            .iter()
            .filter(|field| field.required && value(values, &field.name).is_empty())
            .map(|field| (field.name.clone(), field.label.clone()))
            .chain((!addressed).then_some(to))
            .collect();
        if !missing.is_empty() {
            return Err(FillError::Missing {
                document: self.name.clone(),
                missing,
                article: self.article.clone(),
            });
        }
        for field in &self.fields {
            let chosen = value(values, &field.name);
            if let Kind::Choice(options) = &field.kind
                && !chosen.is_empty()
                && !options.iter().any(|option| option == chosen)
            {
                return Err(FillError::Choice {
                    field: field.name.clone(),
                    label: field.label.clone(),
                    options: options.clone(),
                });
            }
        }
        Ok(())
    }

    fn copies_of(&self, values: &Values) -> Result<u16, FillError> {
        match value(values, "copies") {
            "" => Ok(self.copies),
            typed => typed
                .parse()
                .ok()
                .filter(|copies| (1..=999).contains(copies))
                .ok_or(FillError::Copies),
        }
    }
}

fn value<'v>(values: &'v Values, name: &str) -> &'v str {
    values.get(name).map_or("", |value| value.trim())
}

/// Words that bear no marks, whatever they look like.
fn own_words(typed: &str) -> String {
    marks::settled(&marks::of_field(typed, ""))
}

/// The entries of a list, one a line.
fn entries(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

struct Filler<'a> {
    template: &'a Template,
    frame: &'a Frame,
    values: &'a Values,
    copies: u16,
}

impl Filler<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for line in &self.template.body {
            match line {
                Line::Heading(level, pattern) => {
                    blocks.extend(self.words(pattern).map(|text| Block::Heading(*level, text)));
                }
                Line::Flush(pattern) => blocks.extend(self.words(pattern).map(Block::Flush)),
                Line::Text(pattern) => blocks.extend(self.paragraphs(pattern)),
                Line::Row(cells) => {
                    let row = cells
                        .iter()
                        .map(|cell| self.words(cell).unwrap_or_default())
                        .collect();
                    match blocks.last_mut() {
                        Some(Block::Table(rows)) => rows.push(row),
                        _ => blocks.push(Block::Table(vec![row])),
                    }
                }
            }
        }
        blocks
    }

    /// To whom, with its marks held. Whoever fills the form may address the petitioner.
    fn to(&self) -> String {
        match value(self.values, "to") {
            "" => marks::of_template(&self.template.to),
            typed => marks::of_field(typed.trim_end_matches([':', '：']), marks::NAME),
        }
    }

    /// A line of a body as paragraphs: one, unless a text of several paragraphs or a list stands in it.
    fn paragraphs(&self, pattern: &Pattern) -> Vec<Block> {
        let Some(text) = self.words(pattern) else {
            return Vec::new();
        };
        let alone = match pattern.0.as_slice() {
            [Part::Field(name)] => self.template.field(name),
            _ => None,
        };
        let lines = entries(&text);
        let numbered = matches!(
            alone,
            Some(Field {
                kind: Kind::List,
                ..
            })
        ) && lines.len() > 1;
        (1..)
            .zip(lines)
            .map(|(number, line)| {
                if numbered {
                    Block::Text(format!("{number}. {line}"))
                } else {
                    Block::Text(line)
                }
            })
            .collect()
    }

    /// The words of a pattern; `None` when it needs a field nobody filled.
    fn words(&self, pattern: &Pattern) -> Option<String> {
        let mut text = String::new();
        for part in &pattern.0 {
            match part {
                Part::Words(words) => text.push_str(&marks::of_template(words)),
                Part::Field(name) => text.push_str(&self.field(name)?),
            }
        }
        Some(marks::settled(&text))
    }

    fn field(&self, name: &str) -> Option<String> {
        let typed = value(self.values, name);
        let found = match (name, self.template.field(name)) {
            ("organ", _) => self.frame.organ.clone(),
            ("date", _) => self.frame.date.clone(),
            ("number", _) => self.frame.number.clone(),
            ("copies", _) => self.copies.to_string(),
            ("to", _) => self.to(),
            (_, Some(field)) if field.kind == Kind::Date => {
                marks::of_field(&chinese_date(typed), "")
            }
            (_, Some(field)) => marks::of_field(typed, &field.default),
            (_, None) => marks::of_field(typed, ""),
        };
        // A draft has no number yet; its text stands all the same.
        (!found.is_empty() || name == "number").then_some(found)
    }
}

/// `2026-05-09` as `2026年5月9日`; anything else stays as typed.
pub fn chinese_date(text: &str) -> String {
    let mut parts = text.splitn(3, '-');
    let mut number = || parts.next().and_then(|part| part.parse::<u16>().ok());
    match (number(), number(), number()) {
        (Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        _ => text.to_owned(),
    }
}
