//! `language suggest`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use language::{Taxonomy, Words};
use serde::Serialize;
use serde_json::Value;

use super::classify::open;
use super::rows;
use super::{Failure, Outcome};
use crate::commands::out::tell;

#[derive(Args)]
pub(in crate::commands) struct Suggest {
    /// 分类表，CSV：一级、二级、三级三列，可有表头
    #[arg(long, value_name = "文件")]
    taxonomy: PathBuf,
    /// train 写出的模型，其类别为表中的一级分类，或“一级/二级”
    #[arg(long, value_name = "文件")]
    model: Option<PathBuf>,
    /// JSONL 文件，每行有 id、subject、body
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 结果写入的文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Value,
    level1: &'a str,
    level2: &'a str,
    score: f64,
    level1_score: f64,
    unsure: bool,
    top: Vec<String>,
    others: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    level1: &'a str,
    level2: &'a str,
    score: f64,
}

impl Suggest {
    pub(super) fn run(self) -> Outcome {
        let words = Words::new();
        let table = office::category::published(&self.taxonomy)?;
        let lines = table.iter().map(|line| line.each_ref().map(String::as_str));
        let taxonomy = Taxonomy::new(&words, lines);
        if taxonomy.classes().next().is_none() {
            return Err(Failure::new(format!(
                "{} 中没有分类；应为 CSV，每行一级、二级、三级三列",
                self.taxonomy.display()
            )));
        }
        let model = self.model.as_deref().map(open).transpose()?;
        if let Some(model) = &model
            && !model.labels().iter().any(|label| taxonomy.knows(label))
        {
            return Err(Failure::new(format!(
                "模型的类别（{} 等）不在分类表中；请用按此表分类的文件训练",
                model.labels().first().map_or("", String::as_str)
            )));
        }
        let rows = rows::read(&self.input)?;
        let mut unsure = 0;
        let mut out = Vec::with_capacity(rows.len());
        let fields = model.as_ref().map_or(&[][..], |model| model.fields());
        for row in &rows {
            let (subject, body) = row.told(fields);
            let Some(found) = taxonomy.suggest(&words, &subject, &body, model.as_ref()) else {
                continue;
            };
            unsure += usize::from(found.unsure);
            let others = found.others.into_iter();
            out.push(Line {
                id: row.value("id"),
                level1: found.level1,
                level2: found.level2,
                score: rows::round(found.score),
                level1_score: rows::round(found.level1_score),
                unsure: found.unsure,
                top: found.top,
                others: others
                    .map(|(level1, level2, score)| Other {
                        level1,
                        level2,
                        score: rows::round(score),
                    })
                    .collect(),
            });
        }
        rows::write(&self.out, out.iter())?;
        tell!(
            "{} 行，其中 {unsure} 行拿不准，写入 {}",
            rows.len(),
            self.out.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}
