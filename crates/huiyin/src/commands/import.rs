//! `import` and `export`.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use exchange::{Format, Mapping};
use office::Moment;
use store::tables::list::Filter;

use super::{DataDir, Failure, Outcome, bar, print_json};
use crate::commands::out::{say, tell};

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
            Some(opened.follow()?)
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

#[derive(Args)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// jsonl、csv 或 xlsx
    #[arg(long, default_value = "jsonl")]
    format: String,
    /// 写入文件；不给则写到标准输出
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
    /// 按该登录名的可见范围导出；不给则导出全部（限数据目录的保管人）
    #[arg(long, value_name = "登录名")]
    login: Option<String>,
    /// 结束时在标准错误输出 JSON
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(super) fn run(self) -> Outcome {
        let format: Format = self
            .format
            .parse()
            .map_err(|_| Failure::new("--format 应为 jsonl、csv 或 xlsx"))?;
        let opened = self.data.open()?;
        let viewer = self
            .login
            .as_deref()
            .map(|login| {
                opened
                    .viewer_of(login)?
                    .ok_or_else(|| Failure::new(format!("没有登录名“{login}”，或没有在任岗位")))
            })
            .transpose()?;
        let filter = Filter::default();
        let rows = match &self.out {
            Some(path) => {
                // Names and texts leave the office: for the owner alone.
                let out = BufWriter::new(store::private::create_file(path)?);
                let (rows, mut out) =
                    opened.export(viewer.as_ref(), &filter, format, out, Moment::now())?;
                out.flush()?;
                rows
            }
            None => {
                let out = BufWriter::new(std::io::stdout());
                let (rows, mut out) =
                    opened.export(viewer.as_ref(), &filter, format, out, Moment::now())?;
                out.flush()?;
                rows
            }
        };
        if self.json {
            tell!("{{\"exported\":{rows}}}");
        } else {
            tell!("导出 {rows} 件");
        }
        Ok(ExitCode::SUCCESS)
    }
}
