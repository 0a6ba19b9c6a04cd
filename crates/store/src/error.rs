//! What can go wrong with a store, in words that say what to do.

use std::path::PathBuf;

/// An error of the store. The texts reach administrators and command lines.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds an office already.
    #[error("数据目录 {0} 中已有信访办数据，请换一个空目录")]
    Exists(PathBuf),
    /// The folder holds no office.
    #[error("数据目录 {0} 中没有信访办数据，请先运行 huiyin init --data {0}")]
    NoOffice(PathBuf),
    /// The tables are of another version.
    #[error("数据格式版本为 {0}，本程序不能读取，请使用相应版本的程序")]
    Schema(String),
    /// Somebody else wrote to the matter in between.
    #[error("本事项已有更新（现为第 {now} 版，您看到的是第 {based_on} 版），请核对后重试")]
    Stale {
        /// The version the write was based on.
        based_on: u32,
        /// The version there is now.
        now: u32,
    },
    /// An entry's body cannot be read.
    #[error("卷宗记录 {seq} 无法读取：{problem}")]
    Entry {
        /// The entry's place in the ledger.
        seq: i64,
        /// What is wrong with it.
        problem: String,
    },
    /// A file is not what it says it is, or cannot be kept.
    #[error("{0}")]
    File(String),
    /// Too many files are on their way in at once.
    #[error("现在上传的人较多，请过几分钟再试")]
    Crowded,
    /// The writer has stopped.
    #[error("存储已停止写入，请查看日志并重新启动程序")]
    Stopped,
    /// The database refused.
    #[error("数据库错误：{0}")]
    Database(#[from] rusqlite::Error),
    /// The disk refused.
    #[error("读写文件出错：{0}")]
    Io(#[from] std::io::Error),
    /// Something could not be written as JSON.
    #[error("数据无法序列化：{0}")]
    Json(#[from] serde_json::Error),
}
