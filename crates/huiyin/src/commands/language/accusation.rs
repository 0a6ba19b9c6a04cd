//! `language accusation`: which rows of a file would be held for screening, so that a change of the words can be measured.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::Outcome;
use super::rows;
use crate::commands::out::say;
use crate::commands::print_json;
use crate::commands::{DataDir, DatabaseAt};

#[derive(Args)]
pub(in crate::commands) struct Accusation {
    /// JSONL 文件
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 文本字段，先标题后正文
    #[arg(long, value_delimiter = ',', default_value = "subject,body")]
    text: Vec<String>,
    /// 按这个字段的值分别计数，如信访目的
    #[arg(long, value_name = "字段")]
    by: Option<String>,
    /// 数据目录：同时认其中的单位和人员，行内 unit 为接收单位
    #[arg(long, value_name = "目录")]
    data: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseAt,
    /// 每行的结果写入的文件：编号、是否疑似、凭哪些词
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line {
    id: Value,
    held: bool,
    signs: Vec<String>,
}

/// Rows, and those among them that read like an accusation.
#[derive(Clone, Copy, Default, Serialize)]
struct Count {
    rows: u32,
    held: u32,
}

impl Count {
    fn add(&mut self, held: bool) {
        self.rows += 1;
        self.held += u32::from(held);
    }
}

#[derive(Serialize)]
struct Figures {
    #[serde(flatten)]
    all: Count,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by: BTreeMap<String, Count>,
}

impl Accusation {
    pub(super) fn run(self) -> Outcome {
        let rows = rows::read(&self.input)?;
        let office = self
            .data
            .as_deref()
            .map(|data| DataDir::at(data, &self.database).open())
            .transpose()?;
        let alone = office::accusation::reader()?;
        let mut figures = Figures {
            all: Count::default(),
            by: BTreeMap::new(),
        };
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            let (subject, body) = row.told(&self.text);
            if subject.is_empty() && body.is_empty() {
                return Err(row.refuse(&format!("没有字段“{}”", self.text.join(","))));
            }
            let signs = match &office {
                Some(office) => office.accusing(&subject, &body, &row.text("unit"))?,
                None => alone.signs(&format!("{subject}。{body}"), &[]),
            };
            let held = !signs.is_empty();
            figures.all.add(held);
            if let Some(field) = &self.by {
                figures.by.entry(row.text(field)).or_default().add(held);
            }
            lines.push(Line {
                id: row.value("id"),
                held,
                signs,
            });
        }
        if let Some(out) = &self.out {
            rows::write(out, lines.iter())?;
        }
        if self.json {
            print_json(&figures)?;
        } else {
            figures.print();
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Figures {
    fn print(&self) {
        let told = |name: &str, count: &Count| {
            let share = f64::from(count.held) * 100.0 / f64::from(count.rows.max(1));
            say!(
                "{name}：{} 行，疑似检举控告 {} 行（{share:.2}%）",
                count.rows,
                count.held
            );
        };
        told("全部", &self.all);
        for (name, count) in &self.by {
            told(if name.is_empty() { "（空）" } else { name }, count);
        }
    }
}
