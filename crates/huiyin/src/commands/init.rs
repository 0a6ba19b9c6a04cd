//! `init`: a new office.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::Office;
use office::setup::Setup;
use serde::Serialize;
use store::Database;

use super::{DataDir, Failure, Outcome, print_json};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct Init {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 信访部门名称，如 某县信访局
    #[arg(long)]
    office: Option<String>,
    /// 所属党委、政府的名称
    #[arg(long)]
    area: Option<String>,
    /// 首位管理员的登录名
    #[arg(long)]
    admin: Option<String>,
    /// 存放管理员密码的文件（首行）
    #[arg(long, value_name = "文件")]
    password_file: Option<PathBuf>,
    /// 单位名册 CSV（列：name,parent,kind,address,phone,hours）
    #[arg(long, value_name = "文件")]
    units: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct InitJson {
    data: PathBuf,
    office: String,
    admin: String,
    units: usize,
}

impl Init {
    pub(super) fn run(self) -> Outcome {
        let office = ask(self.office, "信访部门名称")?;
        let admin = ask(self.admin, "管理员登录名")?;
        let password = match &self.password_file {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| Failure::new(format!("无法读取 {}：{error}", path.display())))?
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            None => ask_password()?,
        };
        let units =
            match &self.units {
                Some(path) => Some(std::fs::read(path).map_err(|error| {
                    Failure::new(format!("无法读取 {}：{error}", path.display()))
                })?),
                None => None,
            };
        let setup = Setup {
            office: office.clone(),
            area: self.area,
            admin: admin.clone(),
            password,
        };
        let add = |made: &Office| match &units {
            Some(content) => made.add_units_from_csv(content, office::Moment::now()),
            None => Ok(0),
        };
        let (opened, added) = Office::create_with(self.data.home(), setup, add)?;
        let also = match self.data.home().database {
            Database::Embedded => "",
            Database::Server(_) => " --database 地址",
        };
        let answer = InitJson {
            data: self.data.data,
            office,
            admin,
            units: opened.org().units().len(),
        };
        if self.json {
            print_json(&answer)?;
        } else {
            say!(
                "已建立 {}（单位 {} 个，其中导入 {added} 个）",
                answer.office,
                answer.units
            );
            say!(
                "启动服务：huiyin serve --data {}{also}",
                answer.data.display()
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn ask(given: Option<String>, what: &str) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    // Whoever does not see the question is told below what is missing.
    let _closed = write!(std::io::stdout(), "{what}：").and_then(|()| std::io::stdout().flush());
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let line = line.trim().to_owned();
    if line.is_empty() {
        return Err(Failure::new(format!("请给出{what}")));
    }
    Ok(line)
}

fn ask_password() -> Result<String, Failure> {
    let asked = |what| {
        rpassword::prompt_password(what).map_err(|error| {
            Failure::new(format!(
                "这里不能输入密码，请把密码写入文件并用 --password-file 指定 \
                 (no terminal to type a password: use --password-file)：{error}"
            ))
        })
    };
    let first = asked("管理员密码（至少10个字符）：")?;
    let again = asked("再输入一次：")?;
    if first != again {
        return Err(Failure::new("两次输入的密码不同，请重试"));
    }
    Ok(first)
}
