//! How long a one-page notice takes once the press is warm, and a pile of them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use huiyin_documents::{Fonts, Frame, Paper, Press, Templates, Values};

/// An acceptance notice, each with another number and matter.
fn notice(templates: &Templates, serial: usize) -> Paper {
    let template = templates.get("D03").unwrap();
    let mut values: Values = template
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.example.clone()))
        .collect();
    values.insert("matter".to_owned(), format!("和平小区{serial}号楼屋面漏水"));
    let frame = Frame {
        organ: "青川县住房和城乡建设局".to_owned(),
        date: "2026年5月15日".to_owned(),
        number: format!("青住建信受〔2026〕{serial}号"),
    };
    template.fill(&frame, &values).unwrap()
}

fn print(criterion: &mut Criterion) {
    let templates = Templates::shipped().unwrap();
    let press = Press::new(Arc::new(Fonts::of_system(Path::new("no-such-folder"))));
    let mut serial = 0;
    criterion.bench_function("one notice", |bench| {
        bench.iter(|| {
            serial += 1;
            press.pdf(&notice(&templates, serial)).unwrap()
        });
    });
    let pile: Vec<Paper> = (0..1_000)
        .map(|serial| notice(&templates, serial))
        .collect();
    let mut group = criterion.benchmark_group("pile");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_secs(1));
    group.bench_function("1,000 notices", |bench| {
        bench.iter(|| press.pdf_of_many(&pile, &mut |_| {}).unwrap());
    });
    group.finish();
}

criterion_group!(benches, print);
criterion_main!(benches);
