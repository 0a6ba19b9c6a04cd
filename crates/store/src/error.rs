//! What can go wrong with a store, in words that say what to do.

use std::path::PathBuf;

use kernel::StreamId;

use crate::engine::DatabaseError;

/// An error of the store. The texts reach administrators and command lines.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder holds an office already.
    #[error("数据目录 {0} 中已有信访办数据，请换一个空目录")]
    Exists(PathBuf),
    /// The folder holds no office.
    #[error("数据目录 {0} 中没有信访办数据，请先运行 huiyin init --data {0}")]
    NoOffice(PathBuf),
    /// The database holds no office.
    #[error(
        "数据库 {0} 中没有信访办数据，请先运行 huiyin init，并写明同一数据库 \
         (the database holds no office: run huiyin init with the same --database first)"
    )]
    NoOfficeThere(String),
    /// The database holds something already.
    #[error(
        "数据库 {0} 中已有数据表，请换一个空的数据库 (the database is not empty: use an empty one)"
    )]
    InUse(String),
    /// The database server does not answer.
    #[error(
        "连接不上数据库：请确认 PostgreSQL 正在运行、地址和口令正确，然后重试，同一张表单再次提交不会登记两次 \
         (the database cannot be reached: see that PostgreSQL runs and that address and password are right, then try again; a form that is sent twice is registered once)：{0}"
    )]
    Unreachable(String),
    /// The database cannot be used as it is.
    #[error("{0}")]
    Unfit(String),
    /// A server works on the folder already.
    #[error(
        "数据目录 {dir} 已有服务在运行（{by}），一个数据目录只能由一个服务使用：请访问该服务，或先停止它再启动；\
         导入、导出、检索、核验和备份可以在服务运行时进行 \
         (a server already works on {dir}: use it, or stop it before starting another; commands may work beside it)"
    )]
    Served {
        /// The folder.
        dir: PathBuf,
        /// Who serves it and where, as far as known.
        by: String,
    },
    /// The tables are of another version.
    #[error("数据格式版本为 {0}，本程序不能读取，请使用相应版本的程序")]
    Schema(String),
    /// A newer program wrote the folder.
    #[error(
        "数据目录由更新版本的程序写成（{0}），本程序不能读取，请使用新版本的程序 \
         (a newer version of the program wrote this folder: use that version)"
    )]
    Newer(String),
    /// Tables have to be made anew, and a server works on them.
    #[error(
        "数据目录 {0} 由较早版本写成，本版本需要更新其中的数据表，而服务正在运行：请先停止服务，再用本版本启动 \
         (an earlier version wrote this folder and its server is running: stop it, then start this version)"
    )]
    ServedByOlder(PathBuf),
    /// Somebody else wrote to the matter in between.
    #[error("本事项已有更新（现为第 {now} 版，您看到的是第 {based_on} 版），请核对后重试")]
    Stale {
        /// The version the write was based on.
        based_on: u32,
        /// The version there is now.
        now: u32,
    },
    /// No stream has this number.
    #[error("卷宗中不可能有编号 {0}")]
    NoStream(StreamId),
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
    /// The disk has no room left. What was being written is undone.
    #[error("磁盘已满：数据目录所在的磁盘没有空间了，这一步没有保存任何内容；请腾出空间后重试")]
    Full,
    /// The writer has stopped.
    #[error("存储已停止写入，请查看日志并重新启动程序")]
    Stopped,
    /// The database refused.
    #[error("数据库错误：{0}")]
    Database(#[source] DatabaseError),
    /// The disk refused.
    #[error("读写文件出错：{0}")]
    Io(#[source] std::io::Error),
    /// Something could not be written as JSON.
    #[error("数据无法序列化：{0}")]
    Json(#[from] serde_json::Error),
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if no_room(&error) {
            Self::Full
        } else {
            Self::Io(error)
        }
    }
}

/// Whether the disk, or what its owner may use of it, is full.
pub fn no_room(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_from_other_failures() {
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            assert!(matches!(
                StoreError::from(Error::from(kind)),
                StoreError::Full
            ));
        }
        let other = Error::from(ErrorKind::PermissionDenied);
        assert!(matches!(StoreError::from(other), StoreError::Io(_)));
    }
}
