//! Measures how many petitions the generator yields in a second.
//! Usage: `cargo run --release -p huiyin-county --example pace`

use jiff::civil::date;

fn main() {
    let count = 100_000;
    let start = std::time::Instant::now();
    let bytes: usize = huiyin_county::County::new(1)
        .stream(count, date(2026, 6, 30))
        .map(|petition| petition.body.len())
        .sum();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:.0} petitions/s, {} bytes a body",
        count as f64 / seconds,
        bytes / count
    );
}
