//! `language forecast`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use kernel::calendar::spring_festivals;
use language::{Arrived, Asking, Forecast, Next, Outcome, Step, Tested, TooFew, overall};
use serde::Serialize;

use super::hot::written;
use super::rows::{self, Row};
use super::same::day;
use super::{Failure, Outcome as Done};
use crate::commands::out::{say, tell};
use crate::commands::print_json;

#[derive(Args)]
pub(in crate::commands) struct Expect {
    /// JSONL 文件，每行有 time、unit、label（或 category）；没有 unit 的按全部单位合计
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 按月还是按周
    #[arg(long, value_enum, default_value_t = By::Month)]
    by: By,
    /// 预测几个月（周）
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=12))]
    ahead: u8,
    /// 数据完整到哪一天，如 2026-03-31；不写则到最后一件那天
    #[arg(long, value_name = "日期")]
    until: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Month,
    Week,
}

/// What the file says, counted by day.
struct Counted {
    /// (unit, category, day) → petitions.
    counts: BTreeMap<(String, String, i64), u32>,
    /// Rows without a time or a category.
    left_out: usize,
}

#[derive(Serialize)]
struct Printed<'a> {
    until: String,
    left_out: usize,
    forecasts: Vec<Line<'a>>,
    tested: Vec<TestLine>,
}

#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    category: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    next: Vec<NextLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    too_few: Option<String>,
}

#[derive(Serialize)]
struct NextLine {
    from: String,
    to: String,
    expected: f64,
    low: u32,
    high: u32,
    seasons: Vec<(String, f64)>,
    tested: TestLine,
}

#[derive(Serialize)]
struct TestLine {
    forecasts: usize,
    mean_error: f64,
    last_year_error: f64,
    coverage: f64,
}

impl Expect {
    pub(super) fn run(self) -> Done {
        let counted = count(&rows::read(&self.input)?)?;
        let last = counted.counts.keys().map(|(_, _, day)| *day).max();
        let Some(last) = last else {
            return Err(Failure::new(format!(
                "{} 中没有一行既有 time 又有 label",
                self.input.display()
            )));
        };
        let until = match &self.until {
            Some(date) => day(date)
                .ok_or_else(|| Failure::new(format!("--until 读不懂“{date}”，应如 2026-03-31")))?,
            None => last,
        };
        let arrivals: Vec<Arrived<'_>> = counted
            .counts
            .iter()
            .map(|((unit, category, on), count)| Arrived {
                unit,
                category,
                on: *on,
                count: *count,
            })
            .collect();
        let new_years: Vec<i64> = spring_festivals()
            .filter_map(|date| day(&date.to_string()))
            .collect();
        let step = match self.by {
            By::Month => Step::Month,
            By::Week => Step::Week,
        };
        let asking = Asking {
            step,
            ahead: usize::from(self.ahead),
            known_to: until + 1,
            new_years: &new_years,
        };
        let found = language::forecast(&arrivals, &asking);
        let tested = (0..asking.ahead).map(|ahead| overall(&found, ahead));
        let tested: Vec<Tested> = tested.filter(|tested| tested.forecasts > 0).collect();
        if self.json {
            print_json(&Printed {
                until: written(until),
                left_out: counted.left_out,
                forecasts: found.iter().map(line).collect(),
                tested: tested.iter().map(test_line).collect(),
            })?;
        } else {
            if counted.left_out > 0 {
                tell!("{} 行没有 time 或 label，未计", counted.left_out);
            }
            print(&found, &tested);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn count(rows: &[Row]) -> Result<Counted, Failure> {
    let mut counted = Counted {
        counts: BTreeMap::new(),
        left_out: 0,
    };
    for row in rows {
        let (time, unit) = (row.text("time"), row.text("unit"));
        let mut category = row.text("label");
        if category.trim().is_empty() {
            category = row.text("category");
        }
        if time.trim().is_empty() || category.trim().is_empty() {
            counted.left_out += 1;
            continue;
        }
        let day = day(&time)
            .ok_or_else(|| row.refuse("的 time 读不懂，应如 2026-03-01T10:00:00 或 2026-03-01"))?;
        let unit = if unit.trim().is_empty() {
            "全部"
        } else {
            unit.trim()
        };
        let key = (unit.to_owned(), category.trim().to_owned(), day);
        *counted.counts.entry(key).or_default() += 1;
    }
    Ok(counted)
}

fn line(one: &Forecast) -> Line<'_> {
    let (next, too_few) = match &one.outcome {
        Outcome::Next(next) => (next.iter().map(next_line).collect(), None),
        Outcome::TooFew(why) => (Vec::new(), Some(words(*why))),
    };
    Line {
        unit: &one.unit,
        category: &one.category,
        next,
        too_few,
    }
}

fn next_line(next: &Next) -> NextLine {
    let seasons = next.seasons.iter();
    NextLine {
        from: written(next.from),
        to: written(next.to),
        expected: tenths(next.expected),
        low: next.low,
        high: next.high,
        seasons: seasons
            .map(|(name, factor)| (name.clone(), hundredths(*factor)))
            .collect(),
        tested: test_line(&next.tested),
    }
}

fn test_line(tested: &Tested) -> TestLine {
    let (error, last_year) = tested.errors();
    TestLine {
        forecasts: tested.forecasts,
        mean_error: hundredths(error),
        last_year_error: hundredths(last_year),
        coverage: hundredths(tested.coverage()),
    }
}

fn words(why: TooFew) -> String {
    match why {
        TooFew::Short { on_record, needed } => {
            format!("数据太少：只有 {on_record} 期完整记录，至少要 {needed} 期")
        }
        TooFew::Rare { last_year, needed } => {
            format!("数据太少：近一年只有 {last_year} 件，至少要 {needed} 件")
        }
    }
}

fn print(found: &[Forecast], tested: &[Tested]) {
    for one in found {
        say!("{}  {}", one.unit, one.category);
        match &one.outcome {
            Outcome::TooFew(why) => say!("  {}", words(*why)),
            Outcome::Next(next) => next.iter().for_each(print_next),
        }
    }
    for (tested, ahead) in tested.iter().zip(1..) {
        let (error, last_year) = tested.errors();
        say!(
            "回测（提前 {ahead} 期，{} 次）：平均误差 {error:.2} 件，照搬去年同期 {last_year:.2} 件；区间含实际数 {:.0} %",
            tested.forecasts,
            100.0 * tested.coverage()
        );
    }
    say!("区间：五次中约有四次实际数在其中。只按单位和类别计数，不涉及任何人。");
}

fn print_next(next: &Next) {
    let seasons = next.seasons.iter();
    let seasons: Vec<String> = seasons
        .map(|(name, factor)| format!("{name}是平常的 {factor:.1} 倍"))
        .collect();
    say!(
        "  {} 至 {}  约 {:.0} 件（{}–{}）  {}",
        written(next.from),
        written(next.to),
        next.expected,
        next.low,
        next.high,
        seasons.join("，")
    );
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
