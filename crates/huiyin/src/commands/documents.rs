//! `documents`: a day's documents in one file.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use office::Moment;

use super::{DataDir, Failure, Outcome, bar};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct DayDocuments {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 哪一天制发的文书；不给则为今天
    #[arg(long, value_name = "日期")]
    day: Option<Date>,
    /// 写入的 PDF 文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
    /// 只打印该登录名可见的文书；不给则为全部
    #[arg(long, value_name = "登录名")]
    login: Option<String>,
}

impl DayDocuments {
    pub(super) fn run(self) -> Outcome {
        let opened = self.data.open()?;
        let viewer = match &self.login {
            Some(login) => Some(
                opened
                    .viewer_of(login)?
                    .ok_or_else(|| Failure::new(format!("没有登录名“{login}”，或没有在任岗位")))?,
            ),
            None => None,
        };
        let now = Moment::now();
        let day = self.day.unwrap_or_else(|| now.today());
        let progress = bar(0, "排版文书");
        let pile = opened.print_day(viewer.as_ref(), day, now, &mut |done, of| {
            progress.set_length(of as u64);
            progress.set_position(done as u64);
        })?;
        progress.finish_and_clear();
        if pile.printed == 0 {
            say!("{day} 没有可以合并打印的文书，未写文件");
        } else {
            store::private::create_file(&self.out)?.write_all(&pile.pdf)?;
            say!("{} 份文书写入 {}", pile.printed, self.out.display());
        }
        if pile.sealed > 0 {
            say!(
                "另有 {} 份属于密封的检举控告事项，请登录后逐份打印",
                pile.sealed
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
