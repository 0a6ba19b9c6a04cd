//! `language train`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use language::{CategoryModel, Labelled, Outlook};
use office::category::LEAST;

use super::evaluate::Figures;
use super::rows::{self, Row};
use super::{Failure, Outcome};
use crate::commands::out::{say, tell};
use crate::commands::print_json;
use crate::commands::{DataDir, DatabaseAt};

#[derive(Args)]
pub(in crate::commands) struct Train {
    /// 已分好类的 JSONL 文件
    #[arg(
        long,
        value_name = "文件",
        required_unless_present = "data",
        conflicts_with = "data"
    )]
    input: Option<PathBuf>,
    /// 数据目录：从登记员已分类的事项学习，模型供登记时建议分类
    #[arg(long, value_name = "目录")]
    data: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseAt,
    /// 文本字段，先标题后正文
    #[arg(long, value_delimiter = ',', default_value = "subject,body")]
    text: Vec<String>,
    /// 类别字段
    #[arg(long, default_value = "label")]
    label: String,
    /// 模型写入的文件；用 --data 时写入数据目录，不必指明
    #[arg(
        long,
        value_name = "文件",
        required_unless_present = "data",
        conflicts_with = "data"
    )]
    out: Option<PathBuf>,
    /// 以 JSON 输出交叉验证的结果
    #[arg(long)]
    json: bool,
}

impl Train {
    pub(super) fn run(self) -> Outcome {
        match (&self.data, &self.input, &self.out) {
            (Some(data), ..) => self.learn_office(data),
            (None, Some(input), Some(out)) => self.learn_file(input, out),
            _ => Err(Failure::new(
                "请用 --input 和 --out，或者 --data".to_owned(),
            )),
        }
    }

    fn learn_file(&self, input: &Path, out: &Path) -> Outcome {
        let rows = rows::read(input)?;
        let (model, outlook) = learn(&rows, &self.text, &self.label)?;
        rows::write_bytes(out, &model.learned_from(self.text.clone()).to_bytes())?;
        self.tell(rows.len(), out, &outlook)
    }

    /// Learns what the clerks of an office decided, and keeps the model where its pages look for it.
    fn learn_office(&self, data: &Path) -> Outcome {
        let office = DataDir::at(data, &self.database).open()?;
        let history = office.sorted_matters()?;
        for (label, rows) in &history.too_few {
            tell!("类别“{label}”只有 {rows} 件，不足 {LEAST} 件，这次没有学");
        }
        let labelled: Vec<Labelled<'_>> = history
            .rows
            .iter()
            .map(|row| Labelled {
                subject: &row.subject,
                body: &row.body,
                label: &row.label,
            })
            .collect();
        let (model, outlook) =
            language::train(&labelled).map_err(|error| Failure::new(error.to_string()))?;
        office.keep_category_model(&model.learned_from(self.text.clone()))?;
        self.tell(labelled.len(), &office.model_path(), &outlook)
    }

    fn tell(&self, rows: usize, out: &Path, outlook: &Outlook) -> Outcome {
        let figures = Figures::of_outlook(outlook);
        if self.json {
            print_json(&figures)?;
        } else {
            say!("学习了 {rows} 条，模型写入 {}", out.display());
            say!("以下为训练数据内的交叉验证（每条都由没学过它的模型判断）：");
            figures.print();
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Learns from `rows`.
pub(super) fn learn(
    rows: &[Row],
    fields: &[String],
    label: &str,
) -> Result<(CategoryModel, Outlook), Failure> {
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let (subject, body) = row.told(fields);
        if subject.trim().is_empty() && body.trim().is_empty() {
            return Err(row.refuse(&format!(
                "没有文本：字段“{}”都为空；请用 --text 指明文本字段",
                fields.join(",")
            )));
        }
        told.push((subject, body, label_of(row, label)?));
    }
    let labelled: Vec<Labelled<'_>> = told
        .iter()
        .map(|(subject, body, label)| Labelled {
            subject,
            body,
            label,
        })
        .collect();
    language::train(&labelled).map_err(|error| Failure::new(error.to_string()))
}

/// The category of a row.
pub(super) fn label_of(row: &Row, field: &str) -> Result<String, Failure> {
    let label = row.text(field).trim().to_owned();
    if label.is_empty() {
        return Err(row.refuse(&format!(
            "没有类别：字段“{field}”为空；请补上类别，或用 --label 指明类别字段"
        )));
    }
    Ok(label)
}
