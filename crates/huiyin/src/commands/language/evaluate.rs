//! `language evaluate`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use language::{Confusion, Outlook, calibration_error};
use serde::Serialize;

use super::Outcome;
use super::classify::open;
use super::rows;
use super::train::{label_of, learn};
use crate::commands::out::say;
use crate::commands::print_json;

#[derive(Args)]
pub(in crate::commands) struct Evaluate {
    /// 已分好类的 JSONL 文件
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// train 写出的模型；不给则在文件内交叉验证
    #[arg(long, value_name = "文件")]
    model: Option<PathBuf>,
    /// 交叉验证时的文本字段，先标题后正文
    #[arg(long, value_delimiter = ',', default_value = "subject,body")]
    text: Vec<String>,
    /// 类别字段
    #[arg(long, default_value = "label")]
    label: String,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Evaluate {
    pub(super) fn run(self) -> Outcome {
        let rows = rows::read(&self.input)?;
        let figures = match &self.model {
            None => Figures::of_outlook(&learn(&rows, &self.text, &self.label)?.1),
            Some(path) => {
                let model = open(path)?;
                let told: Vec<_> = rows.iter().map(|row| row.told(model.fields())).collect();
                let found = model.suggest_all(&told);
                let mut confusion = Confusion::new(model.labels().to_vec());
                let mut scores = Vec::with_capacity(rows.len());
                let mut kept = Vec::new();
                for (row, found) in rows.iter().zip(&found) {
                    let truth = label_of(row, &self.label)?;
                    confusion.add(&truth, found.label);
                    let right = found.label == truth;
                    scores.push((found.score, right));
                    if !found.unsure {
                        kept.push(right);
                    }
                }
                Figures::new(&confusion, calibration_error(&scores), &kept)
            }
        };
        if self.json {
            print_json(&figures)?;
        } else {
            figures.print();
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The figures of an evaluation.
#[derive(Serialize)]
pub(super) struct Figures {
    rows: u32,
    macro_f1: f64,
    accuracy: f64,
    calibration_error: f64,
    kept: f64,
    kept_right: f64,
    classes: Vec<Class>,
    /// Rows are the truth, columns the suggestion, in the order of `classes`.
    confusion: Vec<Vec<u32>>,
}

#[derive(Serialize)]
struct Class {
    label: String,
    precision: f64,
    recall: f64,
    f1: f64,
    rows: u32,
}

impl Figures {
    /// What cross-validation says.
    pub(super) fn of_outlook(outlook: &Outlook) -> Self {
        let mut figures = Self::new(&outlook.confusion, outlook.calibration_error, &[]);
        figures.kept = round(outlook.kept);
        figures.kept_right = round(outlook.kept_right);
        figures
    }

    #[allow(clippy::cast_precision_loss)]
    fn new(confusion: &Confusion, calibration_error: f64, kept: &[bool]) -> Self {
        let right = kept.iter().filter(|right| **right).count();
        let classes = confusion.labels.iter().enumerate().map(|(at, label)| {
            let class = confusion.of(at);
            Class {
                label: label.clone(),
                precision: round(class.precision),
                recall: round(class.recall),
                f1: round(class.f1),
                rows: class.rows,
            }
        });
        Self {
            rows: confusion.rows(),
            macro_f1: round(confusion.macro_f1()),
            accuracy: round(confusion.accuracy()),
            calibration_error: round(calibration_error),
            kept: round(kept.len() as f64 / f64::from(confusion.rows().max(1))),
            kept_right: round(right as f64 / kept.len().max(1) as f64),
            classes: classes.collect(),
            confusion: confusion.counts.clone(),
        }
    }

    /// Prints tables for a person.
    pub(super) fn print(&self) {
        let wide = self.classes.iter().map(|class| width(&class.label)).max();
        let wide = wide.unwrap_or(0).max(6);
        say!("{}  准确率  召回率      F1    件数", pad("类别", wide));
        for class in &self.classes {
            say!(
                "{}  {:6.4}  {:6.4}  {:6.4}  {:6}",
                pad(&class.label, wide),
                class.precision,
                class.recall,
                class.f1,
                class.rows
            );
        }
        say!(
            "宏平均 F1 {:.4}，正确率 {:.4}，校准误差 {:.4}；保留 {:.1}%，保留的正确率 {:.4}",
            self.macro_f1,
            self.accuracy,
            self.calibration_error,
            self.kept * 100.0,
            self.kept_right
        );
        say!("\n混淆表（行为实际类别，列为建议类别，列序同行序）");
        for (class, counts) in self.classes.iter().zip(&self.confusion) {
            let counts: String = counts.iter().map(|count| format!("{count:7}")).collect();
            say!("{}{counts}", pad(&class.label, wide));
        }
    }
}

/// Columns a text takes on a terminal: two for a Chinese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

fn round(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}
