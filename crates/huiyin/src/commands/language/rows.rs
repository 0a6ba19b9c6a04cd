//! Rows of JSON lines in and out.

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Failure;

/// One line of a file.
pub(super) struct Row {
    /// Its number in the file, from 1.
    pub line: usize,
    fields: Map<String, Value>,
}

impl Row {
    /// The text of a field; a number as it is written; empty where there is none.
    pub fn text(&self, field: &str) -> String {
        match self.fields.get(field) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// A field as it stands, null where there is none.
    pub fn value(&self, field: &str) -> Value {
        self.fields.get(field).cloned().unwrap_or(Value::Null)
    }

    /// The row inside a field.
    ///
    /// # Errors
    /// A message where the field is missing or holds no object.
    pub fn inner(&self, field: &str) -> Result<Row, Failure> {
        match self.fields.get(field) {
            Some(Value::Object(fields)) => Ok(Row {
                line: self.line,
                fields: fields.clone(),
            }),
            _ => Err(self.refuse(&format!("没有“{field}”，或它不是 {{…}}"))),
        }
    }

    /// Subject and body out of `fields`: the first of several is the subject, the others the body.
    pub fn told(&self, fields: &[String]) -> (String, String) {
        match fields {
            [] => (self.text("subject"), self.text("body")),
            [only] => (String::new(), self.text(only)),
            [subject, body @ ..] => {
                let body: Vec<String> = body.iter().map(|field| self.text(field)).collect();
                (self.text(subject), body.join("\n"))
            }
        }
    }

    /// A message about this row.
    pub fn refuse(&self, what: &str) -> Failure {
        Failure::new(format!("第 {} 行{what}", self.line))
    }
}

/// Every row of a file of JSON lines; empty lines are passed over.
///
/// # Errors
/// A message where the file cannot be read, a line is no JSON object, or there is no row at all.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let shown = path.display();
    let bytes = fs::read(path).map_err(|error| Failure::new(format!("读不了 {shown}：{error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!(
            "{shown} 不是 UTF-8 编码；请另存为 UTF-8 的 JSONL 文件"
        ))
    })?;
    let mut rows = Vec::new();
    for (at, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(fields)) => rows.push(Row {
                line: at + 1,
                fields,
            }),
            Ok(_) => {
                let advice =
                    "每行应是一个 JSON 对象，如 {\"id\":1,\"subject\":\"…\",\"body\":\"…\"}";
                return Err(Failure::new(format!("{shown} 第 {} 行：{advice}", at + 1)));
            }
            Err(error) => {
                return Err(Failure::new(format!(
                    "{shown} 第 {} 行不是 JSON：{error}",
                    at + 1
                )));
            }
        }
    }
    if rows.is_empty() {
        return Err(Failure::new(format!("{shown} 中没有数据")));
    }
    Ok(rows)
}

/// Writes one line of JSON per row; the file appears whole or not at all.
///
/// # Errors
/// A message where it cannot be written.
pub(super) fn write(
    path: &Path,
    rows: impl Iterator<Item = impl Serialize>,
) -> Result<(), Failure> {
    let mut out = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut out, &row)?;
        out.push(b'\n');
    }
    write_bytes(path, &out)
}

/// Writes a file that appears whole or not at all.
///
/// # Errors
/// A message where it cannot be written.
pub(super) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    store::private::replace(path, bytes)
        .map_err(|error| Failure::new(format!("写不了 {}：{error}", path.display())))
}

/// A number rounded to four places: more would only look exact.
pub(super) fn round(number: f32) -> f64 {
    (f64::from(number) * 1e4).round() / 1e4
}
