//! Reads one template file and says what is wrong with it.

use serde::Deserialize;

use super::{About, Field, Kind, Line, Part, Pattern, Template, TemplateError};
use crate::fill;
use crate::paper::Layout;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTemplate {
    code: String,
    name: String,
    english: String,
    series: String,
    layout: String,
    #[serde(default = "matter")]
    about: String,
    article: String,
    #[serde(default = "one")]
    copies: u16,
    #[serde(default)]
    to: String,
    #[serde(default)]
    to_from: String,
    title: Option<String>,
    body: String,
    #[serde(default)]
    field: Vec<RawField>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    name: String,
    label: String,
    #[serde(default)]
    required: bool,
    #[serde(default = "line")]
    kind: String,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    from: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    default: String,
    #[serde(default)]
    example: String,
}

fn one() -> u16 {
    1
}

fn matter() -> String {
    "matter".to_owned()
}

fn line() -> String {
    "line".to_owned()
}

/// Reads a template.
pub(super) fn template(file: &str, text: &str) -> Result<Template, TemplateError> {
    let raw: RawTemplate = toml::from_str(text).map_err(|error| TemplateError::Syntax {
        file: file.to_owned(),
        problem: error.to_string().trim().to_owned(),
    })?;
    let wrong = |key: &str, value: &str, hint: &str| TemplateError::Value {
        file: file.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
    };
    let layout = Layout::parse(&raw.layout).ok_or_else(|| {
        wrong(
            "layout",
            &raw.layout,
            "应为 notice、letter、report、record 之一",
        )
    })?;
    let about = About::parse(&raw.about)
        .ok_or_else(|| wrong("about", &raw.about, "应为 matter、office 之一"))?;
    if !is_code(&raw.code) {
        return Err(wrong("code", &raw.code, "应为大写字母加数字，如 D03、X01"));
    }
    if raw.series.is_empty()
        || raw
            .series
            .chars()
            .any(|c| c.is_ascii_digit() || "〔〕[]号".contains(c))
    {
        return Err(wrong(
            "series",
            &raw.series,
            "代字不能为空，也不能含数字、括号和“号”字",
        ));
    }
    let fields = raw
        .field
        .into_iter()
        .map(|field| read_field(file, field))
        .collect::<Result<Vec<_>, _>>()?;
    let title = raw.title.unwrap_or_else(|| raw.name.clone());
    let template = Template {
        body: body(&raw.body),
        code: raw.code,
        name: raw.name,
        english: raw.english,
        series: raw.series,
        layout,
        about,
        article: raw.article,
        copies: raw.copies.max(1),
        to: raw.to,
        to_from: raw.to_from,
        title,
        fields,
    };
    check(file, &template)?;
    Ok(template)
}

/// An upper-case letter, two or more digits, perhaps a letter more.
fn is_code(code: &str) -> bool {
    let rest = code.strip_prefix(|c: char| c.is_ascii_uppercase());
    rest.map(|rest| {
        rest.strip_suffix(|c: char| c.is_ascii_uppercase())
            .unwrap_or(rest)
    })
    .is_some_and(|digits| digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn read_field(file: &str, raw: RawField) -> Result<Field, TemplateError> {
    let kind = match raw.kind.as_str() {
        "line" => Kind::Line,
        "text" => Kind::Text,
        "date" => Kind::Date,
        "list" => Kind::List,
        "choice" if !raw.options.is_empty() => Kind::Choice(raw.options),
        other => {
            return Err(TemplateError::Value {
                file: file.to_owned(),
                key: format!("{} 的 kind", raw.name),
                value: other.to_owned(),
                hint: "应为 line、text、date、list，或带 options 的 choice".to_owned(),
            });
        }
    };
    Ok(Field {
        name: raw.name,
        label: raw.label,
        required: raw.required,
        kind,
        from: raw.from,
        hint: raw.hint,
        default: raw.default,
        example: raw.example,
    })
}

fn body(text: &str) -> Vec<Line> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            if let Some(heading) = line.strip_prefix("## ") {
                Line::Heading(2, pattern(heading))
            } else if let Some(heading) = line.strip_prefix("# ") {
                Line::Heading(1, pattern(heading))
            } else if let Some(flush) = line.strip_prefix("> ") {
                Line::Flush(pattern(flush))
            } else if let Some(row) = line.strip_prefix('|') {
                let row = row.strip_suffix('|').unwrap_or(row);
                Line::Row(row.split('|').map(|cell| pattern(cell.trim())).collect())
            } else {
                Line::Text(pattern(line))
            }
        })
        .collect()
}

/// Splits a text at its placeholders.
pub(crate) fn pattern(text: &str) -> Pattern {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !words.is_empty() {
            parts.push(Part::Words(words.to_owned()));
        }
        parts.push(Part::Field(name.trim().to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest.to_owned()));
    }
    Pattern(parts)
}

impl Pattern {
    /// The placeholders in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Field(name) => Some(name.as_str()),
            Part::Words(_) => None,
        })
    }
}

impl Line {
    /// The patterns in it.
    pub(crate) fn patterns(&self) -> &[Pattern] {
        match self {
            Self::Heading(_, pattern) | Self::Text(pattern) | Self::Flush(pattern) => {
                std::slice::from_ref(pattern)
            }
            Self::Row(cells) => cells,
        }
    }
}

fn check(file: &str, template: &Template) -> Result<(), TemplateError> {
    let title = pattern(&template.title);
    let used: Vec<&str> = template
        .body
        .iter()
        .flat_map(Line::patterns)
        .chain([&title])
        .flat_map(Pattern::names)
        .collect();
    let mut seen: Vec<&str> = fill::COMMON.to_vec();
    for field in &template.fields {
        if seen.contains(&field.name.as_str()) {
            return Err(TemplateError::DoubledField {
                file: file.to_owned(),
                name: field.name.clone(),
            });
        }
        if !used.contains(&field.name.as_str()) {
            return Err(TemplateError::UnusedField {
                file: file.to_owned(),
                name: field.name.clone(),
            });
        }
        seen.push(&field.name);
    }
    match used.iter().find(|name| !seen.contains(name)) {
        Some(unknown) => Err(TemplateError::UnknownPlaceholder {
            file: file.to_owned(),
            name: (*unknown).to_owned(),
            known: seen.join("、"),
        }),
        None => Ok(()),
    }
}
