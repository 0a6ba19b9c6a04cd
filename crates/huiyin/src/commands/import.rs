//! `import`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use exchange::Mapping;
use office::Moment;
use office::background::Job;

use super::{DataDir, Failure, Outcome, bar, print_json};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct Import {
    /// JSONL、CSV（UTF-8 或 GB18030）、XLSX 文件
    file: PathBuf,
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 列对照文件（TOML）
    #[arg(long, value_name = "文件")]
    map: Option<PathBuf>,
    /// 只检查，不写入
    #[arg(long)]
    dry_run: bool,
    /// 以 JSON 输出结果
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(super) fn run(self) -> Outcome {
        let mapping = match &self.map {
            Some(path) => Mapping::load(path).map_err(|error| Failure::new(error.to_string()))?,
            None => Mapping::default(),
        };
        let opened = Arc::new(self.data.open()?);
        // The index is made on another core while rows are written; what is left over is caught up with below.
        let following = if self.dry_run {
            None
        } else {
            Some(opened.start(Job::Index)?)
        };
        let watched = bar(0, "导入");
        let tally = opened.import(
            &self.file,
            &mapping,
            self.dry_run,
            Moment::now(),
            &mut |now| {
                watched.set_length(now.total);
                watched.set_position(now.position);
            },
        )?;
        watched.finish_and_clear();
        drop(following);
        if !self.dry_run {
            // The server, if one runs, follows by itself; else the words are indexed here.
            if let Err(error) = opened.catch_up(&mut |_| {}) {
                tracing::info!(%error, "the running server indexes what was imported");
            }
        }
        if self.json {
            print_json(&tally)?;
        } else {
            say!(
                "读取 {} 行，{} {} 件，此前已导入 {} 件，失败 {} 行",
                tally.read,
                if self.dry_run { "可导入" } else { "导入" },
                tally.imported,
                tally.already,
                tally.failed
            );
            if let Some(path) = &tally.errors {
                say!("失败的行及原因见 {}", path.display());
            }
        }
        Ok(if tally.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}
