//! What can go wrong with a file, and with a row of it.

use std::{fmt, io, path::PathBuf};

use crate::Field;

/// A file that cannot be read or written at all. The text (Chinese) says what
/// to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The file could not be opened or read.
    #[error("读不了 {}：{source}。请检查路径是否正确、是否有读取权限。", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not a regular file.
    #[error("{} 不是普通文件。请给出一个文件，不是文件夹或管道。", path.display())]
    NotAFile {
        /// What was given.
        path: PathBuf,
    },
    /// Nothing in it: 0 bytes, blank lines only, or a header and no row.
    #[error("{} 里没有数据（{what}）。请确认导出时选对了范围，再导出一次。", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// What it holds instead of rows.
        what: &'static str,
    },
    /// A format this program does not read, or content that belies the name.
    #[error("{}：{problem}。{advice}。", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What it is.
        problem: String,
        /// What to do.
        advice: &'static str,
    },
    /// A mapping file with an unknown key, a wrong type or a bad value.
    #[error("映射文件 {name} 第 {line} 行第 {column} 列：{problem}。{advice}。")]
    Mapping {
        /// The mapping file as given.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong.
        problem: String,
        /// What to do.
        advice: String,
    },
    /// Columns that the mapping names, or that every import needs, are not there.
    #[error("{} 第 {row} 行（表头）：{problem}。文件里的列是：{found}。{advice}。", path.display())]
    Header {
        /// The file.
        path: PathBuf,
        /// Row of the header, from 1.
        row: u64,
        /// What is wrong.
        problem: String,
        /// The columns found.
        found: String,
        /// What to do.
        advice: String,
    },
    /// The file of row errors could not be made or removed.
    #[error("写不了错误清单 {}：{source}。请检查文件夹的写入权限，并关闭打开着它的程序。", path.display())]
    ErrorFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A record could not be written.
    #[error("写第 {row} 条记录时出错：{problem}。{advice}。")]
    Write {
        /// Record, from 1; 0 is the header.
        row: u64,
        /// What went wrong.
        problem: String,
        /// What to do.
        advice: &'static str,
    },
}

/// A row that could not become an [`crate::Arrival`]. Its [`fmt::Display`] is
/// one Chinese line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Line or row in the file, from 1.
    pub row: u64,
    /// The field at fault, where it is one.
    pub field: Option<Field>,
    /// What is wrong (Chinese).
    pub problem: String,
    /// What to do about it (Chinese).
    pub advice: String,
    /// The row as it stands in the file, at most 200 characters.
    pub excerpt: String,
    /// The rest of the file could not be read: no rows follow.
    pub fatal: bool,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行", self.row)?;
        if let Some(field) = self.field {
            write!(f, "，{field}")?;
        }
        write!(f, "：{}。{}。", self.problem, self.advice)
    }
}

impl std::error::Error for RowError {}

/// What is wrong with the row being read; the source adds where it stands.
#[derive(Debug)]
pub(crate) struct Problem {
    pub field: Option<Field>,
    pub problem: String,
    pub advice: String,
    pub fatal: bool,
}

impl Problem {
    pub fn row(problem: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem {
            field: None,
            problem: problem.into(),
            advice: advice.into(),
            fatal: false,
        }
    }

    pub fn field(field: Field, problem: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem {
            field: Some(field),
            ..Problem::row(problem, advice)
        }
    }

    /// Reading failed under way: whatever follows is lost.
    pub fn broken_off(error: &io::Error) -> Problem {
        let problem = format!("读到这里中断了：{error}");
        Problem {
            fatal: true,
            ..Problem::row(problem, "这一行以后都没有读，请检查磁盘或网络后重新导入")
        }
    }

    pub fn at(self, row: u64, excerpt: String) -> RowError {
        let Problem {
            field,
            problem,
            advice,
            fatal,
        } = self;
        RowError {
            row,
            field,
            problem,
            advice,
            excerpt,
            fatal,
        }
    }
}

/// At most 200 characters of a raw row, on one line.
pub(crate) fn excerpt(raw: &[u8]) -> String {
    // 800 bytes hold 200 characters of any width.
    let head = String::from_utf8_lossy(&raw[..raw.len().min(800)]);
    head.trim()
        .chars()
        .take(200)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
