//! What kind of file it is: by its name, and by its first bytes.

use std::{fmt, path::Path, str::FromStr};

use crate::{ExchangeError, encoding::byte_order_mark};

/// A format of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-, semicolon- or tab-separated text with a header.
    Csv,
    /// An Excel workbook (2007 and later).
    Xlsx,
}

impl Format {
    /// The file name extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    /// The media type for a download.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jsonl => "application/jsonl; charset=utf-8",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The format of the file at `path`, whose beginning is `head`.
    pub(crate) fn of(path: &Path, head: &[u8]) -> Result<Format, ExchangeError> {
        let extension = path
            .extension()
            .map(|it| it.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let refuse = |problem: String, advice| ExchangeError::Format {
            path: path.to_owned(),
            problem,
            advice,
        };
        let content =
            content(head).map_err(|(problem, advice)| refuse(problem.to_owned(), advice))?;
        let named = match extension.as_str() {
            "jsonl" | "ndjson" | "json" => Format::Jsonl,
            "csv" | "tsv" => Format::Csv,
            "xlsx" | "xlsm" => Format::Xlsx,
            "" | "txt" => return Ok(content),
            other => {
                let problem = format!("不支持扩展名 .{other}");
                return Err(refuse(problem, "请另存为 .jsonl、.csv 或 .xlsx 再导入"));
            }
        };
        match (named, content) {
            // A text whose first line is broken is still the file it says it is.
            (Format::Jsonl, Format::Csv) => Ok(Format::Jsonl),
            (named, content) if named == content => Ok(named),
            (named, content) => {
                let problem = format!("扩展名是 .{}，内容却是 {content}", named.extension());
                Err(refuse(problem, "请把扩展名改成与内容一致，或重新导出"))
            }
        }
    }
}

/// The format that the first bytes speak for, or what they are and what to do.
fn content(head: &[u8]) -> Result<Format, (&'static str, &'static str)> {
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Format::Xlsx);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err((
            "这是旧版 Excel（.xls）或加了密码的文件",
            "请在 Excel 里去掉密码，另存为 .xlsx 再导入",
        ));
    }
    if head.starts_with(b"%PDF") {
        return Err(("这是 PDF 文件", "请从原系统导出为 .xlsx 或 .csv 再导入"));
    }
    let mark = byte_order_mark(head);
    let wide = mark.is_some_and(|mark| mark.mark == 2);
    if !wide && head.contains(&0) {
        return Err((
            "这不是文本文件",
            "请从原系统导出为 .jsonl、.csv 或 .xlsx 再导入",
        ));
    }
    let text = &head[mark.map_or(0, |mark| mark.mark)..];
    match text
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && **byte != 0)
    {
        Some(b'{') => Ok(Format::Jsonl),
        Some(b'[') => Err((
            "这是一个 JSON 数组",
            "请存成 JSONL：每行一个 {…} 对象，不要外层的 [ ]",
        )),
        _ => Ok(Format::Csv),
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.extension().to_uppercase())
    }
}

impl FromStr for Format {
    type Err = String;

    /// Reads `jsonl`, `csv` or `xlsx`.
    fn from_str(text: &str) -> Result<Format, String> {
        [Format::Jsonl, Format::Csv, Format::Xlsx]
            .into_iter()
            .find(|format| format.extension() == text.to_lowercase())
            .ok_or_else(|| format!("不认识的格式“{text}”，可用：jsonl、csv、xlsx"))
    }
}
