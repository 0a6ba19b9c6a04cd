//! Measures the content category on a file of sorted petitions (JSON lines with `subject`, `body`, `label`): cross-validated
//! quality, time to learn, rows per second, size.
//!
//! `cargo run --release -p huiyin-language --example category -- FILE`

use std::error::Error;
use std::time::Instant;

use huiyin_language::{Labelled, train};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let rows: Vec<Value> = std::fs::read_to_string(path)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let field = |row: &'_ Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows: Vec<[String; 3]> = rows
        .iter()
        .map(|row| ["subject", "body", "label"].map(|name| field(row, name)))
        .collect();
    let labelled: Vec<Labelled<'_>> = rows
        .iter()
        .map(|[subject, body, label]| Labelled {
            subject,
            body,
            label,
        })
        .collect();
    let begun = Instant::now();
    let (model, outlook) = train(&labelled)?;
    println!(
        "learned from {} rows in {:.1?}",
        rows.len(),
        begun.elapsed()
    );
    let table = &outlook.confusion;
    for (at, label) in table.labels.iter().enumerate() {
        let class = table.of(at);
        println!(
            "{label}\tprecision {:.3}\trecall {:.3}\tF1 {:.3}\trows {}",
            class.precision, class.recall, class.f1, class.rows
        );
    }
    println!(
        "cross-validated: macro-F1 {:.4}, right {:.4}, calibration error {:.4}, kept {:.3} of which right {:.4}",
        table.macro_f1(),
        table.accuracy(),
        outlook.calibration_error,
        outlook.kept,
        outlook.kept_right
    );
    println!("model {:.1} MB", model.to_bytes().len() as f64 / 1e6);
    let begun = Instant::now();
    let mut sure = 0;
    for [subject, body, _] in &rows {
        sure += usize::from(!model.suggest(subject, body).unsure);
    }
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{sure} sure; {:.0} rows a second on one core",
        rows.len() as f64 / took
    );
    Ok(())
}
