//! `serve`.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::{DataDir, Outcome, print_json};
use crate::server;

#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: DataDir,
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 前置代理使用 HTTPS 时加上，登录凭证只在加密连接中发送
    #[arg(long)]
    https: bool,
    /// 启动时以一行 JSON 说明地址
    #[arg(long)]
    json: bool,
}

impl Serve {
    pub(super) fn run(self) -> Outcome {
        server::log();
        let office = Arc::new(self.data.open()?);
        if self.json {
            print_json(
                &serde_json::json!({"office": office.name(), "url": format!("http://{}/", self.listen)}),
            )?;
        } else {
            println!("{}：http://{}/", office.name(), self.listen);
        }
        server::run(office, self.listen, self.https)?;
        Ok(ExitCode::SUCCESS)
    }
}
