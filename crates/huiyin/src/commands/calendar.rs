//! `due` and `working-days`: the clock engine by hand.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use kernel::calendar::{Calendar, YearTable};
use kernel::clock::{DayLine, LineKind, Span, Stop, StopKind};
use kernel::rulebook::{LimitKey, Rulebook, Weight};
use serde::Serialize;

use super::{Failure, Outcome, print_json};
use crate::commands::out::say;

/// The longest stop that is explained day by day.
const LONGEST_STOP: i32 = 3_660;

#[derive(Args)]
pub(super) struct DueDate {
    /// 期限代码，如 K6
    #[arg(long)]
    limit: String,
    /// 起算日（当日不计入）
    #[arg(long)]
    from: Date,
    /// 指定期限的天数（用于 K5 等由交办机关指定的期限）
    #[arg(long)]
    days: Option<u16>,
    /// 延长天数
    #[arg(long, default_value_t = 0)]
    extend: u16,
    /// 扣除的时间，如 2026-03-20..2026-03-29，可多次
    #[arg(long, value_name = "起..止")]
    stop: Vec<String>,
    /// 年度放假安排文件（替换内置的该年数据），可多次
    #[arg(long, value_name = "文件")]
    holidays: Vec<PathBuf>,
    /// 本地规则册
    #[arg(long, value_name = "文件")]
    rulebook: Option<PathBuf>,
    /// 事项轻重：ordinary、major、urgent
    #[arg(long, default_value = "ordinary")]
    weight: String,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct DueJson {
    due: Date,
    raw: Date,
    limit: String,
    article: String,
    days: Vec<DayLine>,
    moved: Vec<DayLine>,
}

impl DueDate {
    pub(super) fn run(self) -> Outcome {
        let calendar = calendar(&self.holidays)?;
        let book = match &self.rulebook {
            None => Rulebook::national(),
            Some(path) => Rulebook::national()
                .tightened_by(&read(path)?)
                .map_err(|error| Failure::new(error.to_string()))?,
        };
        let weight = Weight::parse(&self.weight)
            .ok_or_else(|| Failure::new("--weight 应为 ordinary、major 或 urgent"))?;
        let key: LimitKey = self
            .limit
            .parse()
            .map_err(|_| Failure::new(format!("期限代码 {} 的写法不对，例如 K6", self.limit)))?;
        let limit = book.limit(&key, weight).ok_or_else(|| {
            let known: Vec<String> = book.limits().map(|limit| limit.key.to_string()).collect();
            Failure::new(format!("规则册没有期限 {key}；现有：{}", known.join("、")))
        })?;
        let cap = limit.extension_cap();
        if self.extend > cap {
            return Err(Failure::new(format!(
                "{key} 累计延期不得超过 {cap} 日（{}）",
                limit
                    .extension
                    .as_ref()
                    .map_or(limit.article.as_str(), |rule| rule.article.as_str())
            )));
        }
        if limit.named && self.days.is_none() {
            return Err(Failure::new(format!(
                "{key} 的期限由交办机关指定，请用 --days 给出天数"
            )));
        }
        let mut span = Span::new(self.from, self.days.unwrap_or(limit.length), limit.unit);
        span.extended = self.extend;
        span.stops = self
            .stop
            .iter()
            .map(|text| parse_stop(text))
            .collect::<Result<_, _>>()?;
        let explanation = span.explain(&calendar);
        let answer = DueJson {
            due: explanation.due.moved,
            raw: explanation.due.raw,
            limit: key.to_string(),
            article: limit.article.clone(),
            days: explanation.days,
            moved: explanation.moved,
        };
        if self.json {
            print_json(&answer)?;
        } else {
            say!("{} {}（{}）", answer.limit, limit.name, answer.article);
            answer.days.iter().chain(&answer.moved).for_each(print_line);
            say!("期限届满：{}", answer.raw);
            if answer.due != answer.raw {
                say!("遇休息日顺延：{}", answer.due);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub(super) struct WorkingDays {
    /// 起算日（当日不计入）
    #[arg(long)]
    from: Date,
    /// 工作日数
    #[arg(long)]
    add: u16,
    /// 年度放假安排文件（替换内置的该年数据），可多次
    #[arg(long, value_name = "文件")]
    holidays: Vec<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct WorkingDaysJson {
    date: Date,
    from: Date,
    add: u16,
    days: Vec<DayLine>,
}

impl WorkingDays {
    pub(super) fn run(self) -> Outcome {
        let calendar = calendar(&self.holidays)?;
        let span = Span::new(self.from, self.add, kernel::clock::DayUnit::Working);
        let explanation = span.explain(&calendar);
        let answer = WorkingDaysJson {
            date: calendar.add_working_days(self.from, self.add),
            from: self.from,
            add: self.add,
            days: explanation.days,
        };
        if self.json {
            print_json(&answer)?;
        } else {
            answer.days.iter().for_each(print_line);
            say!("{}", answer.date);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn calendar(files: &[PathBuf]) -> Result<Calendar, Failure> {
    files
        .iter()
        .try_fold(Calendar::national(), |calendar, path| {
            let table = YearTable::parse(&read(path)?)
                .map_err(|error| Failure::new(format!("{}：{error}", path.display())))?;
            Ok(calendar.with_year(table))
        })
}

fn read(path: &PathBuf) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("无法读取 {}：{error}", path.display())))
}

fn parse_stop(text: &str) -> Result<Stop, Failure> {
    let wrong = || {
        Failure::new(format!(
            "--stop {text} 的写法不对，应如 2026-03-20..2026-03-29"
        ))
    };
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let from: Date = from.trim().parse().map_err(|_| wrong())?;
    let to: Date = to.trim().parse().map_err(|_| wrong())?;
    if to < from || (to - from).get_days() > LONGEST_STOP {
        return Err(Failure::new(format!(
            "--stop {text}：止日应不早于起日，且不超过十年"
        )));
    }
    Ok(Stop {
        from,
        to: Some(to),
        kind: StopKind::read("扣除"),
    })
}

fn print_line(line: &DayLine) {
    let kind = match line.kind {
        LineKind::First => "起算日不计",
        LineKind::Counted => "计入",
        LineKind::Rest => "休息日",
        LineKind::Holiday => "节假日",
        LineKind::Makeup => "调休上班",
        LineKind::Stopped => "扣除",
    };
    let number = line
        .number
        .map(|number| format!("第{number}日"))
        .unwrap_or_default();
    let provisional = if line.provisional {
        "（暂按法定，待国务院安排）"
    } else {
        ""
    };
    say!(
        "{} {kind} {number} {}{provisional}",
        line.date,
        line.name.as_deref().unwrap_or_default()
    );
}
