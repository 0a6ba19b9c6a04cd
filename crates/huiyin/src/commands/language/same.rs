//! `language same`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use exchange::Moment;
use jiff::civil::date;
use language::{LIKELY, Print, Told, Words};
use serde::Serialize;

use super::rows::{self, Row};
use super::{Failure, Outcome};
use crate::commands::out::tell;

#[derive(Args)]
pub(in crate::commands) struct Same {
    /// 成对的 JSONL 文件，每行 {"a":{…},"b":{…}}，各有 user、subject、time、body
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 结果写入的文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Line {
    same: bool,
    score: f64,
    why: Vec<String>,
}

impl Same {
    pub(super) fn run(self) -> Outcome {
        let rows = rows::read(&self.input)?;
        let words = Words::new();
        let compare = |row: &Row| -> Result<Line, Failure> {
            let (a, b) = (row.inner("a")?, row.inner("b")?);
            let likeness = print(&words, &a).likeness(&print(&words, &b));
            Ok(Line {
                same: likeness.score >= LIKELY,
                score: rows::round(likeness.score),
                why: likeness.why.iter().map(language::Why::zh).collect(),
            })
        };
        let lines: Vec<Line> = rows.iter().map(compare).collect::<Result<_, _>>()?;
        let same = lines.iter().filter(|line| line.same).count();
        rows::write(&self.out, lines.iter())?;
        tell!(
            "{} 对，其中 {same} 对像是同一事项，写入 {}",
            lines.len(),
            self.out.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}

fn print(words: &Words, row: &Row) -> Print {
    let (subject, body, place) = (row.text("subject"), row.text("body"), row.text("place"));
    let user = row.text("user");
    Print::of(
        words,
        &Told {
            subject: &subject,
            body: &body,
            place: (!place.is_empty()).then_some(place.as_str()),
            petitioner: (!user.is_empty()).then_some(user.as_str()),
            on: day(&row.text("time")),
        },
    )
}

/// Days since 1970-01-01 of a moment as files write it.
pub(super) fn day(time: &str) -> Option<i64> {
    let moment = Moment::parse(time)?;
    let since = moment.datetime().date().since(date(1970, 1, 1)).ok()?;
    Some(i64::from(since.get_days()))
}
