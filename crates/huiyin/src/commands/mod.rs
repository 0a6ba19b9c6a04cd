//! The command line: one file per command.

mod backup;
mod calendar;
mod confirm;
mod demo;
mod documents;
mod export;
mod import;
mod init;
mod language;
mod moving;
pub(crate) mod out;
mod rulebook;
mod search;
mod serve;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use office::{Durability, Office, OfficeError, Progress, StoreError};
use store::{Database, Home, Server, Store};

use crate::commands::out::{say, tell};

/// 回音：信访办公软件。件件有着落、事事有回音。
#[derive(Parser)]
#[command(name = "huiyin", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 演示：生成一个虚构县一年的信访数据并启动服务
    Demo(demo::Demo),
    /// 新建一个信访办的数据目录
    Init(init::Init),
    /// 启动服务
    Serve(serve::Serve),
    /// 从 JSONL、CSV、XLSX 文件导入信访件
    Import(import::Import),
    /// 导出信访件
    Export(export::Export),
    /// 计算到期日并逐日说明
    Due(calendar::DueDate),
    /// 加若干个工作日
    WorkingDays(calendar::WorkingDays),
    /// 把一天制发的文书合成一个 PDF
    Documents(documents::DayDocuments),
    /// 全文检索
    Search(search::SearchText),
    /// 核验卷宗、数据表和附件
    Verify(verify::Verify),
    /// 由卷宗重建数据表和检索索引
    Rebuild(verify::Rebuild),
    /// 备份（服务运行中也可以）
    Backup(backup::Backup),
    /// 把数据迁到 PostgreSQL 数据库，或迁回数据目录
    Move(moving::Move),
    /// 从备份恢复到空目录
    Restore(backup::Restore),
    /// 中文文本：内容分类、重复件、热点、答复质量
    Language(language::Language),
    /// 检查并启用本地规则册
    Rulebook(rulebook::Adopt),
    /// 确认岗位（仅在已无人可以在页面上确认时使用）
    Confirm(confirm::Confirm),
}

impl Command {
    /// The data folder it works on.
    fn folder(&self) -> Option<PathBuf> {
        let data = match self {
            Self::Demo(command) => return Some(command.data.clone()),
            Self::Move(command) => return command.folder(),
            Self::Init(command) => &command.data,
            Self::Serve(command) => &command.data,
            Self::Import(command) => &command.data,
            Self::Export(command) => &command.data,
            Self::Documents(command) => &command.data,
            Self::Search(command) => &command.data,
            Self::Verify(command) => &command.data,
            Self::Rebuild(command) => &command.data,
            Self::Backup(command) => &command.data,
            Self::Restore(command) => &command.data,
            Self::Rulebook(command) => &command.data,
            Self::Confirm(command) => &command.data,
            Self::Due(_) | Self::WorkingDays(_) | Self::Language(_) => return None,
        };
        Some(data.data.clone())
    }
}

/// Where the data folder is, and its database.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct DataDir {
    /// 数据目录
    #[arg(long, value_name = "目录")]
    data: PathBuf,
    #[command(flatten)]
    database: DatabaseAt,
}

/// Where the database is, if not in the data folder.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct DatabaseAt {
    /// PostgreSQL 数据库地址，如 postgres://用户@主机/数据库；不给则用数据目录中的内置数据库。
    /// 含口令时请用环境变量，以免出现在进程列表中
    #[arg(
        long,
        value_name = "地址",
        env = "HUIYIN_DATABASE",
        hide_env_values = true
    )]
    database: Option<Server>,
}

impl DatabaseAt {
    /// The data folder with this database.
    fn home(&self, data: &Path) -> Home {
        Home {
            dir: data.to_owned(),
            database: match &self.database {
                Some(server) => Database::Server(server.clone()),
                None => Database::Embedded,
            },
        }
    }
}

impl DataDir {
    fn at(data: &Path, database: &DatabaseAt) -> Self {
        Self {
            data: data.to_owned(),
            database: database.clone(),
        }
    }

    /// The data folder and its database.
    fn home(&self) -> Home {
        self.database.home(&self.data)
    }

    fn open(&self) -> Result<Office, Failure> {
        let mut filling = Filling::default();
        let office = Office::open_with(self.home(), Durability::Full, &mut |at| filling.show(at))?;
        Ok(office)
    }

    /// The store alone, for the commands that work on the folder itself.
    fn store(&self) -> Result<Store, Failure> {
        let mut filling = Filling::default();
        Store::open_with(self.home(), Durability::Full, &mut |at| filling.show(at))
            .map_err(|error| Failure::new(error.to_string()))
    }
}

/// The bar that is seen while the tables of a folder that an earlier version wrote are filled again.
#[derive(Default)]
struct Filling(Option<indicatif::ProgressBar>);

impl Filling {
    fn show(&mut self, at: Progress) {
        let bar = self
            .0
            .get_or_insert_with(|| bar(at.of, "更新数据表，请勿中断（中断后下次接着更新）"));
        bar.set_position(at.done);
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Why a command failed, in words for the person at the keyboard.
#[derive(Debug)]
pub(crate) struct Failure {
    text: String,
    code: u8,
    /// Whether a disk is full; the folder is then told too.
    full: bool,
}

impl Failure {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: 2,
            full: false,
        }
    }

    /// The disk of the data folder, or of the file written to, is full.
    fn full() -> Self {
        Self {
            full: true,
            ..Self::new(
                "磁盘已满，这一步没有保存任何内容；请腾出空间后重新执行，已完成的部分不会重复。\n\
                 The disk is full and nothing of this step was kept; make room and run it again, what was done is not done twice.",
            )
        }
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Store(StoreError::Full) => Self::full(),
            other => Self::new(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if store::error::no_room(&error) {
            return Self::full();
        }
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            // Whoever read the output has read enough.
            return Self {
                code: 0,
                ..Self::new("")
            };
        }
        Self::new(format!("读写出错：{error}"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::new(format!("无法写成 JSON：{error}"))
    }
}

type Outcome = Result<ExitCode, Failure>;

/// Runs the command given on the command line. Exit codes: 0 done, 1 done but something is wrong (`verify`, failed rows), 2
/// could not be done.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let folder = cli.command.folder();
    let outcome = match cli.command {
        Command::Demo(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Due(command) => command.run(),
        Command::WorkingDays(command) => command.run(),
        Command::Documents(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Rebuild(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Move(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Language(command) => command.run(),
        Command::Rulebook(command) => command.run(),
        Command::Confirm(command) => command.run(),
    };
    outcome.unwrap_or_else(|failure| {
        if !failure.text.is_empty() {
            tell!("{}", failure.text);
        }
        if let Some(folder) = folder.filter(|_| failure.full) {
            tell!("数据目录（data folder）：{}", folder.display());
        }
        ExitCode::from(failure.code)
    })
}

/// Prints a value as one line of JSON.
fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    say!("{}", serde_json::to_string(value)?);
    Ok(())
}

/// A progress bar on the terminal, silent where nobody watches.
fn bar(total: u64, words: &str) -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new(total);
    let style =
        indicatif::ProgressStyle::with_template("{msg} [{bar:32}] {percent}% {per_sec} 剩余 {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.set_message(words.to_owned());
    bar
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn a_full_disk_is_told_in_words_that_say_what_to_do() {
        let full = || Error::from(ErrorKind::StorageFull);
        for failure in [
            Failure::from(full()),
            Failure::from(OfficeError::from(full())),
            Failure::from(OfficeError::from(StoreError::from(full()))),
        ] {
            assert!(failure.full, "{}", failure.text);
            assert!(
                failure.text.contains("磁盘已满")
                    && failure.text.contains("nothing of this step was kept")
            );
        }
        assert!(!Failure::from(Error::from(ErrorKind::NotFound)).full);
    }

    #[test]
    fn a_command_names_the_folder_whose_disk_it_needs() {
        for (words, folder) in [
            (vec!["import", "a.csv", "--data", "/srv/a"], Some("/srv/a")),
            (vec!["backup", "b.tar", "--data", "/srv/b"], Some("/srv/b")),
            (vec!["demo", "--data", "/srv/c"], Some("/srv/c")),
            (
                vec!["working-days", "--from", "2026-03-10", "--add", "1"],
                None,
            ),
        ] {
            let line = [vec!["huiyin"], words].concat();
            let named = Cli::try_parse_from(line)
                .ok()
                .and_then(|cli| cli.command.folder());
            assert_eq!(named, folder.map(PathBuf::from));
        }
    }

    #[test]
    fn a_number_of_hits_that_nobody_reads_is_refused() {
        for limit in ["0", "10001", "9223372036854775808", "-1"] {
            let line = [
                "huiyin",
                "search",
                "路灯",
                "--data",
                "d",
                &format!("--limit={limit}"),
            ];
            assert!(Cli::try_parse_from(line).is_err(), "{limit}");
        }
    }
}
