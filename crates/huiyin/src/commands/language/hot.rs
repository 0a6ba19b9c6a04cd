//! `language hot`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::ToSpan;
use jiff::civil::date;
use language::{HotIssues, Incoming, Issue, Words};
use serde::Serialize;

use super::Outcome;
use super::rows::{self, Row};
use super::same::day;
use crate::commands::out::say;
use crate::commands::print_json;

#[derive(Args)]
pub(in crate::commands) struct Hot {
    /// JSONL 文件，每行有 id、user、subject、time、body，可有 likes
    #[arg(long, value_name = "文件")]
    input: PathBuf,
    /// 至少几件才算热点
    #[arg(long, default_value_t = 2)]
    least: usize,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    title: &'a str,
    place: Option<&'a str>,
    first: String,
    last: String,
    heat: f64,
    ids: &'a [String],
}

impl Hot {
    pub(super) fn run(self) -> Outcome {
        let rows = rows::read(&self.input)?;
        let mut dated = Vec::with_capacity(rows.len());
        for row in &rows {
            let day = day(&row.text("time")).ok_or_else(|| {
                row.refuse("的 time 读不懂，应如 2026-03-01T10:00:00 或 2026-03-01")
            })?;
            dated.push((day, row));
        }
        dated.sort_by_key(|(day, _)| *day);
        let words = Words::new();
        let mut hot = HotIssues::new();
        for (day, row) in dated {
            take(&mut hot, &words, row, day);
        }
        let issues = hot.issues(self.least);
        if self.json {
            let lines: Vec<Line<'_>> = issues.iter().map(line).collect();
            print_json(&lines)?;
        } else {
            for issue in &issues {
                let Line { first, last, .. } = line(issue);
                say!(
                    "热度 {:.1}  {} 件 {} 人  {first} 至 {last}  {}  {}",
                    issue.heat,
                    issue.ids.len(),
                    issue.petitioners,
                    issue.place.as_deref().unwrap_or("－"),
                    issue.title
                );
            }
            say!("热度 = 人数 + ½×（件数 − 人数）+ ln(1 + 点赞数)");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn take(hot: &mut HotIssues, words: &Words, row: &Row, on: i64) {
    let (id, subject, body, user) = (
        row.text("id"),
        row.text("subject"),
        row.text("body"),
        row.text("user"),
    );
    hot.add(
        words,
        &Incoming {
            id: &id,
            subject: &subject,
            body: &body,
            petitioner: (!user.is_empty()).then_some(user.as_str()),
            on,
            support: row.text("likes").parse().unwrap_or(0),
        },
    );
}

fn line(issue: &Issue) -> Line<'_> {
    Line {
        title: &issue.title,
        place: issue.place.as_deref(),
        first: written(issue.span.0),
        last: written(issue.span.1),
        heat: rows::round(issue.heat),
        ids: &issue.ids,
    }
}

/// A day as files write it.
pub(super) fn written(day: i64) -> String {
    let day = date(1970, 1, 1).checked_add(day.days());
    day.map_or_else(|_| String::new(), |day| day.to_string())
}
