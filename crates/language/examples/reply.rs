//! Measures the reading of answers on a file (JSON lines with `subject`, `body`, `reply`, `time`, `reply_time`): how surely a true
//! answer outranks the answer to another message (AUC).
//!
//! `cargo run --release -p huiyin-language --example reply -- FILE`

use std::error::Error;

use huiyin_language::{Answer, Asked, ReplyQuality, ReplyReader};
use serde_json::Value;

type Figure = (&'static str, fn(&ReplyQuality) -> f32);

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let rows: Vec<Value> = std::fs::read_to_string(path)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let rows: Vec<[String; 5]> = rows
        .iter()
        .map(|row| ["subject", "body", "reply", "time", "reply_time"].map(|field| text(row, field)))
        .collect();
    let mut reader = ReplyReader::new();
    for [subject, body, reply, ..] in &rows {
        reader.learn(&format!("{subject} {body}"));
        reader.learn(reply);
    }
    // Another message's answer: the one a fixed way down the file.
    let check = |by: usize| -> Vec<ReplyQuality> {
        let other = |at: usize| &rows[(at + by) % rows.len()];
        let checked = rows
            .iter()
            .enumerate()
            .map(|(at, [subject, body, _, time, _])| {
                let [_, _, reply, _, replied] = other(at);
                reader.check(
                    &Asked {
                        subject,
                        body,
                        demands: &[],
                        on: day(time),
                    },
                    &Answer {
                        text: reply,
                        on: day(replied),
                    },
                )
            });
        checked.collect()
    };
    let (own, others) = (check(0), check(rows.len() / 3));
    let figures: [Figure; 4] = [
        ("relevance", |found| found.relevance.value),
        ("completeness", |found| found.completeness.value),
        ("explanation", |found| found.explanation.value),
        ("mean of the four", |found| {
            let sum = found.relevance.value + found.completeness.value;
            (sum + found.explanation.value + found.timeliness.value) / 4.0
        }),
    ];
    for (name, figure) in figures {
        let own: Vec<f32> = own.iter().map(figure).collect();
        let others: Vec<f32> = others.iter().map(figure).collect();
        println!("{name}: AUC {:.4}", auc(&own, &others));
    }
    Ok(())
}

/// The chance that one of `own` is larger than one of `others`.
fn auc(own: &[f32], others: &[f32]) -> f64 {
    let mut sum = 0.0;
    for a in own {
        for b in others {
            sum += match a.total_cmp(b) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    sum / (own.len() * others.len()) as f64
}

/// Days since 1970-01-01 of `2019-01-23T…`.
fn day(time: &str) -> Option<i64> {
    let part = |range: std::ops::Range<usize>| time.get(range)?.parse::<i64>().ok();
    let (y, m, d) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
    Some(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d - 719_469)
}
