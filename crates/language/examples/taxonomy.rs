//! Measures the two-level suggestion on petitions sorted by first level (JSON lines with `subject`, `body`, `label`): how often the
//! first level is right by the table's words alone, and with a model learned from four fifths of the rows, judged on the other fifth.
//!
//! `cargo run --release -p huiyin-language --example taxonomy -- TABLE.csv FILE.jsonl`

use std::error::Error;

use huiyin_language::{CategoryModel, Labelled, Taxonomy, Words, train};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let table = std::fs::read_to_string(arguments.next().ok_or("which table?")?)?;
    let rows: Vec<Value> = std::fs::read_to_string(arguments.next().ok_or("which file?")?)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let field = |row: &'_ Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows: Vec<[String; 3]> = rows
        .iter()
        .map(|row| ["subject", "body", "label"].map(|name| field(row, name)))
        .collect();
    let words = Words::new();
    let lines = table.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        [(); 3].map(|()| cells.next().unwrap_or_default())
    });
    let taxonomy = Taxonomy::new(&words, lines);
    judge(&taxonomy, &words, &rows, None, "words of the table alone");
    let part = |fifth: bool| -> Vec<[String; 3]> {
        let of = rows.iter().enumerate();
        of.filter(|(at, _)| (at % 5 == 0) == fifth)
            .map(|(_, row)| row.clone())
            .collect()
    };
    let learned: Vec<[String; 3]> = part(false);
    let labelled: Vec<Labelled<'_>> = learned
        .iter()
        .map(|[subject, body, label]| Labelled {
            subject,
            body,
            label,
        })
        .collect();
    let (model, _) = train(&labelled)?;
    let fifth = part(true);
    let right = fifth
        .iter()
        .filter(|[subject, body, label]| model.suggest(subject, body).label == label);
    println!(
        "the model alone, on the other fifth: right {:.3}",
        right.count() as f64 / fifth.len().max(1) as f64
    );
    judge(
        &taxonomy,
        &words,
        &fifth,
        Some(&model),
        "with a model, on the other fifth",
    );
    Ok(())
}

fn judge(
    taxonomy: &Taxonomy,
    words: &Words,
    rows: &[[String; 3]],
    model: Option<&CategoryModel>,
    name: &str,
) {
    let (mut right, mut sure, mut sure_right, mut named) = (0, 0, 0, 0);
    let mut expected = 0.0;
    let begun = std::time::Instant::now();
    for [subject, body, label] in rows {
        let Some(found) = taxonomy.suggest(words, subject, body, model) else {
            continue;
        };
        let hit = found.level1 == label;
        right += usize::from(hit);
        expected += f64::from(found.level1_score);
        named += usize::from(!found.level2.is_empty());
        if !found.unsure {
            sure += 1;
            sure_right += usize::from(hit);
        }
    }
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    println!(
        "{name}: {} rows, first level right {:.3} (its score on average {:.3}), sure {:.3}, of which right {:.3}; second level named {:.3}; {:.0} rows a second",
        rows.len(),
        share(right, rows.len()),
        expected / rows.len().max(1) as f64,
        share(sure, rows.len()),
        share(sure_right, sure),
        share(named, rows.len()),
        rows.len() as f64 / begun.elapsed().as_secs_f64()
    );
}
