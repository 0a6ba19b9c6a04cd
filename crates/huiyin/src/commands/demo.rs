//! `demo`: a year in a county that does not exist, served.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use office::{Moment, Office};

use super::{Failure, Outcome, bar, print_json};
use crate::{demo, server};

#[derive(Args)]
pub(super) struct Demo {
    /// 数据目录；已有演示数据时直接启动
    #[arg(long, value_name = "目录", default_value = "huiyin-demo")]
    data: PathBuf,
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 生成数据的种子，相同种子得到相同的县
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// 数据截止日，默认今天
    #[arg(long)]
    until: Option<Date>,
    /// 信访件数；默认约三千
    #[arg(long)]
    petitions: Option<usize>,
    /// 只准备数据，不启动服务
    #[arg(long)]
    prepare_only: bool,
    /// 以一行 JSON 说明地址和账号
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) fn run(self) -> Outcome {
        server::log();
        let fresh = !self.data.join("huiyin.db").exists();
        if fresh {
            let plan = demo::Plan {
                seed: self.seed,
                until: self.until.unwrap_or_else(|| Moment::now().today()),
                petitions: self.petitions,
            };
            let watched = bar(0, "生成演示数据");
            demo::prepare(&self.data, &plan, &mut |done, total| {
                watched.set_length(total);
                watched.set_position(done);
            })?;
            watched.finish_and_clear();
        }
        let office = Arc::new(Office::open(&self.data)?);
        self.tell(&office)?;
        if self.prepare_only {
            return Ok(ExitCode::SUCCESS);
        }
        server::run(office, self.listen, false)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Says where to look and who to be.
    fn tell(&self, office: &Office) -> Result<(), Failure> {
        let accounts = demo::accounts(office);
        if self.json {
            return print_json(&serde_json::json!({
                "office": office.name(),
                "data": self.data,
                "url": format!("http://{}/", self.listen),
                "password": demo::PASSWORD,
                "accounts": accounts,
            }));
        }
        println!(
            "{}（虚构演示数据，目录 {}）",
            office.name(),
            self.data.display()
        );
        println!("  群众页面  http://{}/", self.listen);
        println!("  工作人员  http://{}/sign-in", self.listen);
        println!("  演示账号（密码均为 {}）：", demo::PASSWORD);
        for account in accounts {
            println!(
                "    {:<8} {:<10} {}",
                account.role, account.login, account.who
            );
        }
        Ok(())
    }
}
