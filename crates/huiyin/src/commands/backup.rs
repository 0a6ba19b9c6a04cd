//! `backup` and `restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use office::Moment;
use office::backup::{Damage, restore};
use store::Database;

use super::verify::{exit_code, show};
use super::{DataDir, Outcome};
use crate::commands::out::say;

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
        let store = self.data.store()?;
        let size = office::backup::backup(&store, &self.file)?;
        if self.json {
            say!("{}", serde_json::json!({"file": self.file, "bytes": size}));
        } else {
            say!(
                "已备份到 {}（{size} 字节），已读回核对。其中含身份信息密钥且未加密，请妥善保管。",
                self.file.display()
            );
            if let Database::Server(_) = store.home().database {
                say!(
                    "其中没有数据库：每次备份请先运行 pg_dump -Fc -f 文件 -d 数据库地址，再运行本命令，两个文件一起保管 \
                     (the database is not in it: run pg_dump first, then this, and keep both files together)"
                );
            }
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
    /// 备份时数据已有损坏而没有别的备份时，仍然恢复
    #[arg(long)]
    accept_damage: bool,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(super) fn run(self) -> Outcome {
        let damage = if self.accept_damage {
            Damage::Accept
        } else {
            Damage::Refuse
        };
        let report = restore(&self.file, self.data.home(), damage, Moment::now())?;
        let opened = self.data.open()?;
        opened.catch_up(&mut |_| {})?;
        if self.json {
            say!(
                "{}",
                serde_json::json!({"data": self.data.data, "office": opened.name(), "check": report})
            );
            return Ok(exit_code(&report));
        }
        say!("已恢复“{}”到 {}", opened.name(), self.data.data.display());
        say!(
            "备份之后的登记、密码和岗位变动已丢失：请凭回执补登，并核对账号和岗位。所有人员须重新登录。"
        );
        show(&report, false, "核验")
    }
}
