//! Prints petitions of the generated county, for a clerk to read critically.
//! Usage: `cargo run -p huiyin-county --example read [SEED]`

use jiff::civil::date;

fn main() {
    let seed = std::env::args()
        .nth(1)
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    let county = huiyin_county::County::new(seed);
    for petition in county.year(date(2026, 6, 30)).step_by(197) {
        println!("{petition:#?}\n");
    }
}
