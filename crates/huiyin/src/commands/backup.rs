//! `backup` and `restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{DataDir, Failure, Outcome};

#[derive(Args)]
pub(super) struct Backup {
    /// 备份文件（不能已存在）
    file: PathBuf,
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(super) fn run(self) -> Outcome {
        let store =
            store::Store::open(&self.data.data).map_err(|error| Failure::new(error.to_string()))?;
        let size = office::backup::backup(&store, &self.file)?;
        if self.json {
            println!("{}", serde_json::json!({"file": self.file, "bytes": size}));
        } else {
            println!(
                "已备份到 {}（{size} 字节）。其中含身份信息密钥，请妥善保管。",
                self.file.display()
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub(super) struct Restore {
    /// 备份文件
    file: PathBuf,
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(super) fn run(self) -> Outcome {
        office::backup::restore(&self.file, &self.data.data)?;
        let opened = self.data.open()?;
        opened.catch_up(&mut |_| {})?;
        if self.json {
            println!(
                "{}",
                serde_json::json!({"data": self.data.data, "office": opened.name()})
            );
        } else {
            println!("已恢复“{}”到 {}", opened.name(), self.data.data.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
