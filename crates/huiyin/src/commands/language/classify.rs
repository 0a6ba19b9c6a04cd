//! `language classify`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use language::CategoryModel;
use serde::Serialize;
use serde_json::Value;

use super::rows;
use super::{Failure, Outcome};
use crate::commands::out::tell;

#[derive(Args)]
pub(in crate::commands) struct Classify {
    /// train 写出的模型
    #[arg(long, value_name = "文件")]
    model: PathBuf,
    /// JSONL 文件
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 结果写入的文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Value,
    label: &'a str,
    score: f64,
    unsure: bool,
    top: &'a [String],
}

impl Classify {
    pub(super) fn run(self) -> Outcome {
        let model = open(&self.model)?;
        let rows = rows::read(&self.input)?;
        let told: Vec<(String, String)> = rows.iter().map(|row| row.told(model.fields())).collect();
        if told
            .iter()
            .all(|(subject, body)| subject.is_empty() && body.is_empty())
        {
            return Err(Failure::new(format!(
                "{} 中没有模型要读的字段“{}”",
                self.input.display(),
                model.fields().join(",")
            )));
        }
        let found = model.suggest_all(&told);
        let unsure = found.iter().filter(|found| found.unsure).count();
        let lines = rows.iter().zip(&found).map(|(row, found)| Line {
            id: row.value("id"),
            label: found.label,
            score: rows::round(found.score),
            unsure: found.unsure,
            top: &found.top,
        });
        rows::write(&self.out, lines)?;
        tell!(
            "{} 行，其中 {unsure} 行拿不准，写入 {}",
            rows.len(),
            self.out.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads a model.
pub(super) fn open(path: &Path) -> Result<CategoryModel, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("读不了模型 {}：{error}", path.display())))?;
    CategoryModel::from_bytes(&bytes)
        .map_err(|error| Failure::new(format!("{}：{error}", path.display())))
}
