use jiff::civil::Date;

/// Why a year's table cannot be used. Each message says what to do, Chinese first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// Neither our TOML nor the JSON shape.
    #[error(
        "节假日文件格式不对：{0}。请按 calendars/2026.toml 的格式填写，或使用含 year、days 的 JSON 文件 / \
         the holiday file cannot be read; write it like calendars/2026.toml, or as JSON with `year` and `days`"
    )]
    Syntax(String),
    /// No day at all: an empty shell of a file.
    #[error(
        "{0}年的节假日文件里没有任何日期。请填入国务院办公厅通知的放假和上班日期，尚未公布的年份不要导入 / \
         the file for {0} lists no day; enter the dates of the notice, or leave the year out until it is published"
    )]
    Empty(i16),
    /// A day that a notice for this year cannot be about.
    #[error(
        "{date}不属于{year}年的安排。请改正日期或文件中的年份 / \
         {date} does not belong to the arrangement of {year}; correct the date or the year"
    )]
    OtherYear {
        /// The year the file is for.
        year: i16,
        /// The day out of place.
        date: Date,
    },
    /// `from` after `to`, or a holiday of more than a month.
    #[error(
        "“{name}”从{from}到{to}，起止日期不对。请核对通知 / \
         {name} runs from {from} to {to}; check both dates against the notice"
    )]
    BadRange {
        /// The holiday.
        name: String,
        /// First rest day given.
        from: Date,
        /// Last rest day given.
        to: Date,
    },
    /// Rest day and make-up day at once, or listed twice.
    #[error(
        "{0}出现了两次。请只保留一处：要么放假，要么上班 / \
         {0} is listed twice; keep it once, as a rest day or as a working day"
    )]
    Twice(Date),
    /// A make-up day that is a working day anyway.
    #[error(
        "{0}不是周六、周日，不能作为调休上班日。请核对通知 / \
         {0} is not a Saturday or Sunday, so it cannot be a make-up day; check the notice"
    )]
    MakeUpOnWeekday(Date),
}
