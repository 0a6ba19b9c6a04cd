//! `rulebook`: checks a local rulebook and puts it in force for matters that begin from now on.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kernel::rulebook::Rulebook;
use office::setup::LOCAL_RULEBOOK;

use super::{DataDir, Failure, Outcome, print_json};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct Adopt {
    /// 本地规则册（TOML）：只能收紧国家规定
    file: PathBuf,
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 只检查，不启用
    #[arg(long)]
    check: bool,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Adopt {
    pub(super) fn run(self) -> Outcome {
        let text = std::fs::read_to_string(&self.file)
            .map_err(|error| Failure::new(format!("无法读取 {}：{error}", self.file.display())))?;
        let book = Rulebook::national()
            .tightened_by(&text)
            .map_err(|error| Failure::new(format!("规则册未启用：{error}")))?;
        if !self.check {
            // Opened first, so that a folder that is no office is named before anything is written.
            drop(self.data.open()?);
            let target = self.data.data.join(LOCAL_RULEBOOK);
            let before = std::fs::read_to_string(&target).ok();
            store::private::replace(&target, text.as_bytes())?;
            if let Err(failure) = self.data.open() {
                match before {
                    Some(before) => store::private::replace(&target, before.as_bytes())?,
                    None => std::fs::remove_file(&target)?,
                }
                return Err(failure);
            }
        }
        if self.json {
            let retired: Vec<&str> = book.retired().iter().map(|gone| gone.name).collect();
            print_json(&serde_json::json!({
                "version": book.version, "adopted": !self.check, "retired": retired,
            }))?;
            return Ok(ExitCode::SUCCESS);
        }
        for gone in book.retired() {
            say!(
                "设置项“{}”已经取消，写在规则册里不起作用：{}",
                gone.name,
                gone.zh
            );
        }
        if self.check {
            say!("规则册“{}”可以启用", book.version);
        } else {
            say!(
                "已启用规则册“{}”，新登记的事项适用；此前的事项仍用原规则。重启服务后生效。",
                book.version
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
