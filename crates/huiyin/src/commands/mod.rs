//! The command line: one file per command.

mod backup;
mod calendar;
mod demo;
mod documents;
mod import;
mod init;
mod language;
mod rulebook;
mod search;
mod serve;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use office::{Office, OfficeError};

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
    Export(import::Export),
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
    /// 从备份恢复到空目录
    Restore(backup::Restore),
    /// 中文文本：内容分类、重复件、热点、答复质量
    Language(language::Language),
    /// 检查并启用本地规则册
    Rulebook(rulebook::Adopt),
}

/// Where the data folder is.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct DataDir {
    /// 数据目录
    #[arg(long, value_name = "目录")]
    data: PathBuf,
}

impl DataDir {
    fn open(&self) -> Result<Office, Failure> {
        Ok(Office::open(&self.data)?)
    }
}

/// Why a command failed, in words for the person at the keyboard.
#[derive(Debug)]
pub(crate) struct Failure {
    text: String,
    code: u8,
}

impl Failure {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: 2,
        }
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
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
        Command::Restore(command) => command.run(),
        Command::Language(command) => command.run(),
        Command::Rulebook(command) => command.run(),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("{}", failure.text);
        ExitCode::from(failure.code)
    })
}

/// Prints a value as one line of JSON.
fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    println!("{}", serde_json::to_string(value)?);
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
