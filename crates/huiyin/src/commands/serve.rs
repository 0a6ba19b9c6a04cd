//! `serve`.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use office::Moment;
use web::server::proxies::{Network, Proxies};

use super::{DataDir, Outcome, print_json};
use crate::commands::out::{say, tell};
use crate::server::{self, Front};

#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) data: DataDir,
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 前置代理使用 HTTPS 时加上，登录凭证只在加密连接中发送
    #[arg(long)]
    https: bool,
    /// 前置代理的地址或网段，如 127.0.0.1、10.0.0.0/24，可多次；只有它们转达的来源地址（X-Forwarded-For）才算数
    #[arg(long, value_name = "网段")]
    trusted_proxy: Vec<Network>,
    /// 本机关办公网络（含接待大厅自助终端）的地址或网段，可多次；从那里提交的评价在卷宗里注明，不与群众自行提交的混同
    #[arg(long, value_name = "网段")]
    office_network: Vec<Network>,
    /// 本机时间早于卷宗最新记录而确认无误时，仍然启动
    #[arg(long)]
    accept_clock: bool,
    /// 启动时以一行 JSON 说明地址
    #[arg(long)]
    json: bool,
}

impl Serve {
    pub(super) fn run(self) -> Outcome {
        server::log();
        let office = Arc::new(self.data.open()?);
        let now = Moment::now();
        if !self.accept_clock {
            office.check_clock(now)?;
        }
        office.watch_clock(now);
        let serving = office.serve_alone(&format!("http://{}/", self.listen))?;
        if self.json {
            print_json(
                &serde_json::json!({"office": office.name(), "url": format!("http://{}/", self.listen)}),
            )?;
        } else {
            say!("{}：http://{}/", office.name(), self.listen);
        }
        if let Some(warning) = in_the_open(self.listen, self.https) {
            tell!("{warning}");
        }
        let front = Front {
            listen: self.listen,
            https: self.https,
            proxies: Proxies(self.trusted_proxy),
            offices: self.office_network,
        };
        server::run(office, front)?;
        drop(serving);
        Ok(ExitCode::SUCCESS)
    }
}

/// A warning when other machines reach the server and nothing says that the line between is encrypted.
fn in_the_open(listen: SocketAddr, https: bool) -> Option<String> {
    (!https && !listen.ip().to_canonical().is_loopback()).then(|| {
        format!(
            "注意：{listen} 可从其他机器访问，而没有 --https：密码、查询码和身份信息将在网络上明文传送。\
             请只监听 127.0.0.1，在前面设置带 HTTPS 的反向代理，并加上 --https。\n\
             Warning: other machines reach {listen} and there is no --https: passwords, query codes and identities \
             travel in clear text. Listen on 127.0.0.1 behind a reverse proxy with HTTPS, and add --https."
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn whoever_listens_beyond_this_machine_without_https_is_warned() {
        for open in [
            "0.0.0.0:8080",
            "[::]:80",
            "192.168.1.5:8080",
            "[::ffff:10.0.0.1]:80",
        ] {
            let listen = open.parse().unwrap();
            let warning = in_the_open(listen, false).unwrap();
            assert!(warning.contains("明文") && warning.contains("clear text"));
            assert_eq!(in_the_open(listen, true), None, "{open}");
        }
        for own in ["127.0.0.1:8080", "[::1]:80", "127.5.0.1:1"] {
            assert_eq!(in_the_open(own.parse().unwrap(), false), None, "{own}");
        }
    }
}
