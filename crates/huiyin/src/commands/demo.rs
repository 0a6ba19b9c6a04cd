//! `demo`: a year in a county that does not exist, served.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use office::{Moment, Office};

use super::{DataDir, DatabaseAt, Failure, Outcome, bar, print_json};
use crate::commands::out::say;
use crate::{
    demo,
    server::{self, Front},
};

#[derive(Args)]
pub(super) struct Demo {
    /// 数据目录；已有演示数据时直接启动
    #[arg(long, value_name = "目录", default_value = "huiyin-demo")]
    pub(super) data: PathBuf,
    #[command(flatten)]
    database: DatabaseAt,
    /// 监听地址；演示账号的密码是公开的，所以只能是本机地址
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 也让其他机器访问：任何人都能以任何演示账号登录
    #[arg(long)]
    anybody: bool,
    /// 生成数据的种子，相同种子得到相同的县
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// 数据截止日，默认今天
    #[arg(long, value_parser = until)]
    until: Option<Date>,
    /// 信访件数；默认约三千
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    petitions: Option<u32>,
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
        if let Some(refusal) = self.in_the_open() {
            return Err(refusal);
        }
        let home = self.database.home(&self.data);
        let fresh =
            !store::Store::is_there(&home).map_err(|error| Failure::new(error.to_string()))?;
        if fresh {
            let plan = demo::Plan {
                seed: self.seed,
                until: self.until.unwrap_or_else(|| Moment::now().today()),
                petitions: self.petitions.map(|count| count as usize),
            };
            let watched = bar(0, "生成演示数据");
            demo::prepare(home, &plan, &mut |done, total| {
                watched.set_length(total);
                watched.set_position(done);
            })?;
            watched.finish_and_clear();
        }
        let office = Arc::new(DataDir::at(&self.data, &self.database).open()?);
        if self.prepare_only {
            self.tell(&office)?;
            return Ok(ExitCode::SUCCESS);
        }
        let serving = office.serve_alone(&format!("http://{}/", self.listen))?;
        self.tell(&office)?;
        server::run(office, Front::of(self.listen))?;
        drop(serving);
        Ok(ExitCode::SUCCESS)
    }

    /// Known passwords are for this machine alone, unless somebody says otherwise.
    fn in_the_open(&self) -> Option<Failure> {
        let own = self.listen.ip().to_canonical().is_loopback();
        (!own && !self.anybody && !self.prepare_only).then(|| {
            Failure::new(format!(
                "演示账号的密码是公开的，{} 可从其他机器访问，因此没有启动。请用本机地址（如 127.0.0.1:8080）；\
                 确要让其他机器访问，请加 --anybody。\n\
                 The demonstration's passwords are public and other machines reach {}, so it was not started. Use an \
                 address of this machine such as 127.0.0.1:8080, or add --anybody to let everybody in.",
                self.listen, self.listen
            ))
        })
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
        say!(
            "{}（虚构演示数据，目录 {}）",
            office.name(),
            self.data.display()
        );
        say!("  群众页面  http://{}/", self.listen);
        say!("  工作人员  http://{}/sign-in", self.listen);
        say!("  演示账号（密码均为 {}）：", demo::PASSWORD);
        for account in accounts {
            say!(
                "    {:<8} {:<10} {}",
                account.role,
                account.login,
                account.who
            );
        }
        Ok(())
    }
}

/// A last day around which a year can be told.
fn until(text: &str) -> Result<Date, String> {
    let date: Date = text
        .parse()
        .map_err(|_| "日期应如 2026-03-31（a date such as 2026-03-31）".to_owned())?;
    if (2000..=2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err("应在 2000 年至 2100 年之间（between 2000 and 2100）".to_owned())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        demo: Demo,
    }

    fn demo(words: &[&str]) -> Demo {
        Line::try_parse_from([&["demo"], words].concat())
            .unwrap()
            .demo
    }

    #[test]
    fn the_known_password_is_for_this_machine_unless_anybody_may_come() {
        for own in ["127.0.0.1:80", "[::1]:8080"] {
            assert!(demo(&["--listen", own]).in_the_open().is_none(), "{own}");
        }
        for open in ["0.0.0.0:8080", "[::]:8080", "10.0.0.5:80"] {
            let refused = demo(&["--listen", open]).in_the_open().unwrap();
            assert!(refused.text.contains("--anybody"), "{open}");
            assert!(
                demo(&["--listen", open, "--anybody"])
                    .in_the_open()
                    .is_none()
            );
        }
    }

    #[test]
    fn numbers_and_days_that_no_county_has_are_refused() {
        for words in [
            ["--petitions", "0"],
            ["--petitions", "9223372036854775808"],
            ["--until", "9999-12-31"],
            ["--until", "-009999-01-01"],
            ["--until", "morgen"],
        ] {
            let line = [&["demo"][..], &words].concat();
            assert!(Line::try_parse_from(line).is_err(), "{words:?}");
        }
    }
}
