//! `search`.

use std::process::ExitCode;

use clap::Args;
use office::lists::Search;
use serde::Serialize;

use super::{DataDir, Failure, Outcome, print_json};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct SearchText {
    /// 要找的词语、“短语”或编号
    text: String,
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 最多列出几条
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
    /// 按该登录名的可见范围检索；不给则以信访部门的范围检索
    #[arg(long, value_name = "登录名")]
    login: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct SearchJson {
    total: usize,
    hits: Vec<HitJson>,
}

#[derive(Serialize)]
struct HitJson {
    number: String,
    matter: i64,
    subject: String,
    stage: &'static str,
    received: String,
    due: Option<String>,
}

impl SearchText {
    pub(super) fn run(self) -> Outcome {
        let opened = self.data.open()?;
        if let Err(error) = opened.catch_up(&mut |_| {}) {
            tracing::info!(%error, "the running server keeps the index");
        }
        let viewer = match &self.login {
            Some(login) => opened
                .viewer_of(login)?
                .ok_or_else(|| Failure::new(format!("没有登录名“{login}”，或没有在任岗位")))?,
            None => opened
                .keeper()
                .ok_or_else(|| Failure::new("数据目录中没有信访部门"))?,
        };
        let found = opened.search(
            &viewer,
            &Search {
                text: self.text,
                limit: usize::from(self.limit),
                ..Search::default()
            },
        )?;
        let answer = SearchJson {
            total: found.total,
            hits: found
                .lines
                .into_iter()
                .map(|line| HitJson {
                    number: line.number,
                    matter: line.id.0,
                    subject: line.subject,
                    stage: line.stage.code(),
                    received: line.received,
                    due: line.due,
                })
                .collect(),
        };
        if self.json {
            print_json(&answer)?;
        } else {
            say!("共 {} 件", answer.total);
            for hit in &answer.hits {
                say!("{}  {}  {}", hit.number, hit.received, hit.subject);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
