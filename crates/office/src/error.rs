//! What a use case can answer besides success.

use kernel::Refusal;
use store::StoreError;
use store::search::SearchError;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The domain refused, with rule and article.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The matter moved on since the page was read.
    #[error("本事项已有更新，请先查看最新情况；您填写的内容已保留")]
    Stale {
        /// The version the page showed.
        based_on: u32,
        /// The version now.
        now: u32,
    },
    /// This very form was acted on already: a second click.
    #[error("这张表单已经提交并办理")]
    DoneBefore,
    /// There is nothing of that number that this viewer may see. Which of the two is not said.
    #[error("没有找到，或者您的岗位无权查看")]
    NotFound,
    /// The post's role does not allow it.
    #[error("您的岗位没有这项权限")]
    Forbidden,
    /// Too many wrong guesses.
    #[error("尝试次数过多，请在 {seconds} 秒后再试")]
    SlowDown {
        /// How long to wait.
        seconds: u64,
    },
    /// Strangers at one place did more than is there for them in an hour.
    #[error(
        "您所在的网络近一小时内提交较多，请在 {minutes} 分钟后再试；急事可到接待窗口或来电反映"
    )]
    TooMuch {
        /// How long until it goes on.
        minutes: u64,
    },
    /// Too many ask at once for what takes long.
    #[error("现在办理的人较多，请过一会儿再试")]
    Busy,
    /// The work came to no end: it panicked, or its thread was taken away.
    #[error("办理中断，请重试")]
    BrokeOff,
    /// What was entered cannot be used.
    #[error("{0}")]
    Input(String),
    /// Rows of a file cannot be used: one sentence each, with its line.
    #[error("{}", .0.join("；"))]
    Rows(Vec<String>),
    /// The storage failed.
    #[error(transparent)]
    Store(StoreError),
    /// The search index failed.
    #[error("检索出错：{0}")]
    Search(SearchError),
    /// Keys or sealed data are unusable.
    #[error("{0}")]
    Vault(String),
    /// Reading or writing a file in or out failed.
    #[error(transparent)]
    Exchange(#[from] exchange::ExchangeError),
    /// A rulebook does not load.
    #[error("规则册无法使用：{0}")]
    Rulebook(#[from] kernel::rulebook::RulebookError),
    /// The local rulebook in the data folder is not the text it should be.
    #[error(transparent)]
    LocalRulebook(#[from] crate::setup::LocalRulebook),
}

impl From<StoreError> for OfficeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale { based_on, now } => Self::Stale { based_on, now },
            other => Self::Store(other),
        }
    }
}

impl From<SearchError> for OfficeError {
    fn from(error: SearchError) -> Self {
        Self::Search(error)
    }
}

impl From<std::io::Error> for OfficeError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}
