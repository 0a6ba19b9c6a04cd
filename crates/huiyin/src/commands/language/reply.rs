//! `language check-reply`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use language::{Answer, Asked, ReplyReader, Score};
use serde::Serialize;
use serde_json::Value;

use super::Outcome;
use super::rows::{self, Row};
use super::same::day;

#[derive(Args)]
pub(in crate::commands) struct CheckReply {
    /// JSONL 文件，每行有 subject、body、reply，可有 id、time、reply_time、demands
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 结果写入的文件；不给则写到标准输出
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Line {
    id: Value,
    relevance: f64,
    completeness: f64,
    explanation: f64,
    timeliness: f64,
    evidence: Evidence,
}

#[derive(Serialize)]
struct Evidence {
    relevance: Vec<String>,
    completeness: Vec<String>,
    explanation: Vec<String>,
    timeliness: Vec<String>,
}

impl CheckReply {
    pub(super) fn run(self) -> Outcome {
        let rows = rows::read(&self.input)?;
        let mut reader = ReplyReader::new();
        for row in &rows {
            if row.text("reply").trim().is_empty() {
                return Err(row.refuse("没有答复：字段“reply”为空"));
            }
            reader.learn(&format!("{} {}", row.text("subject"), row.text("body")));
            reader.learn(&row.text("reply"));
        }
        let lines = rows.iter().map(|row| check(&reader, row));
        match &self.out {
            Some(path) => rows::write(path, lines)?,
            None => {
                let mut out = std::io::stdout().lock();
                for line in lines {
                    writeln!(out, "{}", serde_json::to_string(&line)?)?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn check(reader: &ReplyReader, row: &Row) -> Line {
    let (subject, body, reply) = (row.text("subject"), row.text("body"), row.text("reply"));
    let demands: Vec<String> = match row.value("demands") {
        Value::Array(demands) => demands
            .iter()
            .filter_map(|demand| Some(demand.as_str()?.to_owned()))
            .collect(),
        _ => Vec::new(),
    };
    let found = reader.check(
        &Asked {
            subject: &subject,
            body: &body,
            demands: &demands,
            on: day(&row.text("time")),
        },
        &Answer {
            text: &reply,
            on: day(&row.text("reply_time")),
        },
    );
    let figure = |score: &Score| rows::round(score.value);
    Line {
        id: row.value("id"),
        relevance: figure(&found.relevance),
        completeness: figure(&found.completeness),
        explanation: figure(&found.explanation),
        timeliness: figure(&found.timeliness),
        evidence: Evidence {
            relevance: found.relevance.evidence,
            completeness: found.completeness.evidence,
            explanation: found.explanation.evidence,
            timeliness: found.timeliness.evidence,
        },
    }
}
