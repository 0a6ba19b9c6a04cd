//! `move`: an office's database from the data folder onto a server, or back.

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;
use store::serving::Serving;
use store::{Database, Home, Server};

use super::{Failure, Outcome, bar};
use crate::commands::out::say;

#[derive(Args)]
pub(super) struct Move {
    /// 从哪里迁出：数据目录，或 PostgreSQL 数据库地址
    #[arg(long, value_name = "目录或地址")]
    from: Option<Place>,
    /// 迁到哪里：数据目录，或 PostgreSQL 数据库地址
    #[arg(long, value_name = "目录或地址")]
    to: Option<Place>,
    /// 未写明的一方：PostgreSQL 数据库地址。含口令时请用环境变量，以免出现在进程列表中
    #[arg(
        long,
        value_name = "地址",
        env = "HUIYIN_DATABASE",
        hide_env_values = true
    )]
    database: Option<Server>,
}

/// One side of a move.
#[derive(Clone, Debug)]
enum Place {
    /// A data folder, whose own database is meant.
    Folder(PathBuf),
    /// A database on a server.
    Server(Server),
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            text.parse().map(Self::Server)
        } else {
            Ok(Self::Folder(text.into()))
        }
    }
}

impl Move {
    /// The data folder it works on.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let folder = |place: &Option<Place>| match place {
            Some(Place::Folder(dir)) => Some(dir.clone()),
            Some(Place::Server(_)) | None => None,
        };
        folder(&self.from).or_else(|| folder(&self.to))
    }

    pub(super) fn run(self) -> Outcome {
        let given = self.database.map(Place::Server);
        let (from, to) = match (self.from.or_else(|| given.clone()), self.to.or(given)) {
            (Some(Place::Folder(dir)), Some(Place::Server(server))) => {
                (Home::from(&dir), on(dir, server))
            }
            (Some(Place::Server(server)), Some(Place::Folder(dir))) => {
                (on(dir.clone(), server), Home::from(dir))
            }
            _ => {
                return Err(Failure::new(
                    "请写明数据目录和数据库地址各一个，如 huiyin move --from 目录 --to postgres://用户@主机/数据库 \
                     (name one data folder and one database, as in huiyin move --from DIR --to URL)",
                ));
            }
        };
        if !from.dir.join("keys.toml").exists() {
            return Err(Failure::new(format!(
                "目录 {} 不是这个信访办的数据目录：其中没有密钥 (not the data folder of an office: it has no keys)",
                from.dir.display()
            )));
        }
        let watched = bar(0, "迁移数据，请勿中断（中断后再次运行会接着迁移）");
        let moved = Serving::begin(&from.dir, "huiyin move").and_then(|_alone| {
            store::moving::move_office(&from, &to, &mut |at| {
                watched.set_length(at.of);
                watched.set_position(at.done);
            })
        });
        watched.finish_and_clear();
        moved.map_err(|error| Failure::from(office::OfficeError::from(error)))?;
        say!("已从 {from} 迁到 {to}");
        say!(
            "请核验：huiyin verify --data {}{}",
            to.dir.display(),
            match to.database {
                Database::Embedded => "",
                Database::Server(_) => " --database 地址",
            }
        );
        Ok(ExitCode::SUCCESS)
    }
}

fn on(dir: PathBuf, server: Server) -> Home {
    Home {
        dir,
        database: Database::Server(server),
    }
}
