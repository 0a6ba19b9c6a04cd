//! Measures hot issues on a file of messages (JSON lines with `id`, `user`, `subject`, `time`, `body`, `likes`) and one of known
//! events (`event`, `ids`): B-cubed figures, events mixed, the hottest, time; the messages repeated up to COUNT.
//!
//! `cargo run --release -p huiyin-language --example hot -- MESSAGES EVENTS [COUNT]`

use std::collections::HashMap;
use std::error::Error;
use std::time::Instant;

use huiyin_language::{HotIssues, Incoming, Issue, Words};
use serde_json::Value;

struct Message {
    id: String,
    user: String,
    subject: String,
    body: String,
    time: String,
    support: u32,
}

fn rows(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?)
}

/// Days since 1970-01-01 of `2019-01-23T…`.
fn day(time: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| time[range].parse::<i64>().unwrap_or(1);
    let (y, m, d) = (part(0..4), part(5..7), part(8..10));
    let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
    365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d - 719_469
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let mut messages: Vec<Message> = rows(&args[1])?
        .iter()
        .map(|row| Message {
            id: text(row, "id"),
            user: text(row, "user"),
            subject: text(row, "subject"),
            body: text(row, "body"),
            time: text(row, "time"),
            support: row["likes"].as_u64().unwrap_or(0) as u32,
        })
        .collect();
    messages.sort_by(|a, b| a.time.cmp(&b.time));
    let count = args
        .get(3)
        .map_or(Ok(messages.len()), |count| count.parse())?;
    let words = Words::new();
    let mut hot = HotIssues::new();
    let begun = Instant::now();
    for (turn, message) in messages.iter().cycle().take(count).enumerate() {
        let round = (turn / messages.len()) as i64;
        hot.add(
            &words,
            &Incoming {
                id: &message.id,
                subject: &message.subject,
                body: &message.body,
                petitioner: Some(&message.user),
                on: day(&message.time) + 1000 * round,
                support: message.support,
            },
        );
    }
    let issues = hot.issues(1);
    println!(
        "{count} messages in {:.1?}, {} groups",
        begun.elapsed(),
        issues.len()
    );
    if count > messages.len() {
        return Ok(());
    }
    known_events(&issues, &rows(&args[2])?)?;
    for issue in issues.iter().take(20) {
        println!(
            "{:6.1}  {} petitions, {} people, day {}–{}, {} | {} | {}",
            issue.heat,
            issue.ids.len(),
            issue.petitioners,
            issue.span.0,
            issue.span.1,
            issue.place.as_deref().unwrap_or("–"),
            issue.title,
            issue.words.join(" ")
        );
    }
    Ok(())
}

/// How whole and how pure the known events come out.
fn known_events(issues: &[Issue], rows: &[Value]) -> Result<(), Box<dyn Error>> {
    let mut group: HashMap<&str, usize> = HashMap::new();
    for (at, issue) in issues.iter().enumerate() {
        issue.ids.iter().for_each(|id| {
            group.insert(id, at);
        });
    }
    let mut event: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let ids = row["ids"].as_array().into_iter().flatten();
        let mut parts: HashMap<usize, usize> = HashMap::new();
        for id in ids.filter_map(Value::as_str) {
            event.insert(id.to_owned(), at);
            *parts
                .entry(*group.get(id).ok_or("in no issue")?)
                .or_default() += 1;
        }
        let mut parts: Vec<(usize, usize)> = parts
            .into_iter()
            .map(|(g, n)| (n, issues[g].ids.len()))
            .collect();
        parts.sort_unstable();
        parts.reverse();
        println!("{}: (known, all) of each group {parts:?}", row["event"]);
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (id, known) in &event {
        let both = event
            .iter()
            .filter(|(o, k)| *k == known && group[o.as_str()] == group[id.as_str()])
            .count() as f64;
        precision += both
            / event
                .keys()
                .filter(|o| group[o.as_str()] == group[id.as_str()])
                .count() as f64;
        recall += both / event.values().filter(|k| *k == known).count() as f64;
    }
    let (precision, recall) = (precision / event.len() as f64, recall / event.len() as f64);
    println!(
        "B-cubed precision {precision:.3} recall {recall:.3} F1 {:.3}",
        2.0 * precision * recall / (precision + recall)
    );
    Ok(())
}
