//! `cargo bench -p huiyin-language --bench reading`: what reading Chinese costs, on texts of the invented county.
//!
//! `HUIYIN_BENCH_TEXTS` names a file of JSON lines (`subject`, `body`, `label`) to read instead. Start-up is measured first, once:
//! whatever is loaded is loaded then, for the whole process.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput};
use huiyin_language::{
    Answer, Arrived, Asked, Asking, HotIssues, Incoming, Labelled, Marker, Print, ReplyReader,
    Step, Taxonomy, Told, Words, forecast, train,
};
use jiff::civil::date;

/// Texts that are read over and over.
const TEXTS: usize = 2_000;

/// A petition, sorted.
struct Text {
    subject: String,
    body: String,
    label: String,
}

fn texts() -> Vec<Text> {
    if let Ok(path) = std::env::var("HUIYIN_BENCH_TEXTS") {
        let file = std::fs::read_to_string(path).unwrap();
        let rows = file.lines().take(TEXTS);
        return rows
            .map(|line| {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
                Text {
                    subject: field("subject"),
                    body: field("body"),
                    label: field("label"),
                }
            })
            .collect();
    }
    county::County::new(5)
        .stream(TEXTS, date(2026, 6, 30))
        .map(|petition| Text {
            subject: petition.subject,
            body: petition.body,
            label: petition.category.to_owned(),
        })
        .collect()
}

fn main() {
    let begun = Instant::now();
    black_box(Words::new().search_words("云溪县城关镇拖欠工资"));
    println!(
        "start-up: dictionary and first text      {:.0} ms (aim: under 300)",
        begun.elapsed().as_secs_f64() * 1e3
    );
    let texts = texts();
    let letters: usize = texts.iter().map(|text| text.body.chars().count()).sum();
    println!(
        "{} texts, {} characters each\n",
        texts.len(),
        letters / texts.len()
    );
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    words(&mut criterion, &texts);
    categories(&mut criterion, &texts);
    pairs(&mut criterion, &texts);
    issues(&mut criterion, &texts);
    answers(&mut criterion, &texts);
    seasons(&mut criterion);
    criterion.final_summary();
}

/// Cutting for the index, for a query, and for the marks of a result.
fn words(criterion: &mut Criterion, texts: &[Text]) {
    let words = Words::new();
    let mut group = criterion.benchmark_group("words");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("of a text, for the index", |bench| {
        bench.iter(|| {
            texts
                .iter()
                .map(|text| words.search_words(&text.body).len())
                .sum::<usize>()
        });
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("of a query", |bench| {
        bench.iter(|| words.query_words(black_box("城关镇 拖欠农民工工资")));
    });
    let wanted = ["工资".to_owned(), "施工".to_owned()];
    group.bench_function("marked in a text", |bench| {
        bench.iter(|| Marker::new(&wanted).mark(black_box(&texts[0].body), 80));
    });
}

/// The category, and the two levels of a table.
fn categories(criterion: &mut Criterion, texts: &[Text]) {
    let words = Words::new();
    let mut labels: Vec<&str> = texts.iter().map(|text| text.label.as_str()).collect();
    labels.sort_unstable();
    let often = |label: &str| labels.iter().filter(|other| **other == label).count() >= 20;
    let rows: Vec<Labelled<'_>> = texts
        .iter()
        .filter(|text| often(&text.label))
        .map(|text| Labelled {
            subject: &text.subject,
            body: &text.body,
            label: &text.label,
        })
        .collect();
    let (model, _) = train(&rows).unwrap();
    let mut group = criterion.benchmark_group("category");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("of a text, one core", |bench| {
        bench.iter(|| {
            texts
                .iter()
                .filter(|text| model.suggest(&text.subject, &text.body).unsure)
                .count()
        });
    });
    let told: Vec<(&str, &str)> = texts
        .iter()
        .map(|text| (text.subject.as_str(), text.body.as_str()))
        .collect();
    group.bench_function("of a text, all cores", |bench| {
        bench.iter(|| model.suggest_all(&told).len());
    });
    let bytes = model.to_bytes();
    group.throughput(Throughput::Elements(1));
    group.bench_function("model opened", |bench| {
        bench.iter(|| huiyin_language::CategoryModel::from_bytes(&bytes).unwrap());
    });
    labels.dedup();
    let second = [
        "工资报酬",
        "物业服务",
        "环境噪声",
        "道路施工",
        "征地补偿",
        "学校收费",
        "医疗保险",
        "供水供电",
    ];
    let table = labels
        .iter()
        .flat_map(|first| second.map(|second| [*first, second, ""]));
    let taxonomy = Taxonomy::new(&words, table);
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("of two levels, with a model", |bench| {
        bench.iter(|| {
            let suggested = texts.iter().filter_map(|text| {
                taxonomy.suggest(&words, &text.subject, &text.body, Some(&model))
            });
            suggested.filter(|found| found.unsure).count()
        });
    });
}

/// Two petitions compared, as a duplicate check does with each of its candidates.
fn pairs(criterion: &mut Criterion, texts: &[Text]) {
    let words = Words::new();
    let print = |text: &Text| {
        Print::of(
            &words,
            &Told {
                subject: &text.subject,
                body: &text.body,
                ..Told::default()
            },
        )
    };
    let draft = print(&texts[0]);
    let mut group = criterion.benchmark_group("same");
    group.bench_function("twelve candidates read and compared", |bench| {
        bench.iter(|| {
            texts[1..13]
                .iter()
                .map(|text| draft.likeness(&print(text)).score)
                .sum::<f32>()
        });
    });
}

/// Hot issues, message by message.
fn issues(criterion: &mut Criterion, texts: &[Text]) {
    let words = Words::new();
    let mut group = criterion.benchmark_group("hot");
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("messages taken in", |bench| {
        bench.iter(|| {
            let mut hot = HotIssues::new();
            for (text, on) in texts.iter().zip(20_000..) {
                hot.add(
                    &words,
                    &Incoming {
                        id: &text.subject,
                        subject: &text.subject,
                        body: &text.body,
                        petitioner: None,
                        on: 20_000 + (on - 20_000) / 8,
                        support: 0,
                    },
                );
            }
            hot.issues(2).len()
        });
    });
}

/// An answer checked, as the reply desk does while it is written.
fn answers(criterion: &mut Criterion, texts: &[Text]) {
    let mut reader = ReplyReader::new();
    for text in texts {
        reader.learn(&text.body);
    }
    let mut group = criterion.benchmark_group("answer");
    let asked = Asked {
        subject: &texts[0].subject,
        body: &texts[0].body,
        demands: &[],
        on: Some(20_000),
    };
    group.bench_function("checked", |bench| {
        bench.iter(|| {
            reader.check(
                black_box(&asked),
                &Answer {
                    text: &texts[1].body,
                    on: Some(20_012),
                },
            )
        });
    });
}

/// A forecast of fifteen categories in fifty units from five years of days, back-tests and all.
fn seasons(criterion: &mut Criterion) {
    let (units, kinds): (Vec<String>, Vec<String>) = (
        (0..50).map(|unit| format!("单位{unit}")).collect(),
        (0..15).map(|kind| format!("类别{kind}")).collect(),
    );
    let mut arrivals = Vec::new();
    for on in 18_000..19_826 {
        for (at, unit) in units.iter().enumerate() {
            for (kind, category) in kinds.iter().enumerate() {
                if (on as usize * 31 + at * 7 + kind * 13).is_multiple_of(5 + kind) {
                    arrivals.push(Arrived {
                        unit,
                        category,
                        on,
                        count: 1,
                    });
                }
            }
        }
    }
    let new_years = [17_932, 18_286, 18_670, 19_024, 19_379, 19_763, 20_117];
    let asking = Asking {
        step: Step::Month,
        ahead: 3,
        known_to: 19_820,
        new_years: &new_years,
    };
    let mut group = criterion.benchmark_group("forecast");
    group.sample_size(10);
    group.bench_function("of 750 series", |bench| {
        bench.iter(|| forecast(black_box(&arrivals), &asking).len());
    });
}
