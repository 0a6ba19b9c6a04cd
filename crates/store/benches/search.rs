//! Search at a million matters: `cargo bench -p huiyin-store --bench search`.
//!
//! Makes (once) an index and the rows of many invented matters, then lets sixteen threads search at once, each asking for the
//! next query as soon as it has the rows of the last, through the viewer's sight in index and tables alike. Prints median and
//! p99 by kind of query; then how long a new matter takes to be found while they search, and the candidates of a duplicate check.
//!
//! `HUIYIN_BENCH_MATTERS` (default 1000000: about 2.5 GB of disk, ten minutes to prepare), `HUIYIN_BENCH_SECONDS` (default 20),
//! `HUIYIN_BENCH_DATA` (default `target/bench-search`).

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[path = "search/county.rs"]
mod county_data;
#[path = "search/queries.rs"]
mod queries;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use county_data::{Cutter, drafts, prepare, viewer};
use huiyin_store::Store;
use huiyin_store::search::{Doc, Query, SearchIndex, Sight};
use huiyin_store::tables::list;
use kernel::MatterId;
use kernel::access::Viewer;
use language::{Print, Told};
use queries::{Asked, asked};

const CONNECTIONS: usize = 16;

fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

struct Bench {
    store: Store,
    index: SearchIndex,
    cutter: Arc<Cutter>,
    matters: usize,
    time: Duration,
}

fn main() {
    let matters: usize = setting("HUIYIN_BENCH_MATTERS", "1000000").parse().unwrap();
    let seconds: u64 = setting("HUIYIN_BENCH_SECONDS", "20").parse().unwrap();
    let dir = PathBuf::from(setting("HUIYIN_BENCH_DATA", "target/bench-search"))
        .join(format!("search-{matters}"));
    let cutter = Arc::new(Cutter::default());
    prepare(&dir, matters, &cutter);
    let bench = Bench {
        store: Store::open(&dir).unwrap(),
        index: SearchIndex::open(&dir.join("index"), cutter.clone()).unwrap(),
        cutter,
        matters,
        time: Duration::from_secs(seconds),
    };
    bench.one_by_one();
    bench.all_at_once();
    bench.fresh();
    bench.candidates();
}

impl Bench {
    /// One search as a page makes it: hits, then their rows.
    fn search(&self, asked: &Asked, offset: usize) -> usize {
        let viewer = viewer(asked.unit);
        let query = Query {
            offset,
            ..asked.query.clone()
        };
        let hits = self.index.find(&query).unwrap();
        let ids: Vec<MatterId> = hits.hits.iter().map(|hit| MatterId(hit.matter)).collect();
        let lines = list::lines(&self.store.reader().unwrap(), &viewer, &ids).unwrap();
        assert_eq!(lines.len(), ids.len(), "{}", asked.name);
        hits.total
    }

    /// Each query alone: what it costs.
    fn one_by_one(&self) {
        println!("{:<44} {:>9} {:>9}", "one at a time", "hits", "ms");
        for asked in asked() {
            self.search(&asked, 0);
            let mut times: Vec<Duration> = (0..5)
                .map(|_| {
                    let begun = Instant::now();
                    self.search(&asked, 0);
                    begun.elapsed()
                })
                .collect();
            times.sort_unstable();
            println!(
                "{:<44} {:>9} {:>9.2}",
                asked.name,
                self.search(&asked, 0),
                ms(times[2])
            );
        }
    }

    /// Sixteen at once, every kind of query in turn.
    fn all_at_once(&self) {
        let asked = asked();
        let times = self.load(&asked, &AtomicBool::new(false));
        let mut all: Vec<Duration> = times.iter().flatten().copied().collect();
        println!(
            "\n{:<44} {:>9} {:>9} {:>9}",
            "sixteen at once", "times", "median", "p99 ms"
        );
        for (asked, mut times) in asked.iter().zip(times) {
            row(&asked.name, &mut times);
        }
        row("all", &mut all);
        println!(
            "{:.0} searches a second",
            all.len() as f64 / self.time.as_secs_f64()
        );
    }

    fn load(&self, asked: &[Asked], stop: &AtomicBool) -> Vec<Vec<Duration>> {
        let next = AtomicUsize::new(0);
        let started = Instant::now();
        let mut out = vec![Vec::new(); asked.len()];
        // As in the server: few threads answer what many connections ask, in order of arrival.
        let (ask, asks) = mpsc::sync_channel::<(usize, mpsc::SyncSender<()>)>(CONNECTIONS);
        let asks = Mutex::new(asks);
        std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CONNECTIONS)
                .map(|_| {
                    let (ask, next) = (ask.clone(), &next);
                    scope.spawn(move || {
                        let mut times = Vec::new();
                        let (done, answer) = mpsc::sync_channel(1);
                        while started.elapsed() < self.time && !stop.load(Ordering::Relaxed) {
                            let n = next.fetch_add(1, Ordering::Relaxed);
                            let at = scatter(n) % asked.len();
                            let begun = Instant::now();
                            ask.send((at, done.clone())).unwrap();
                            answer.recv().unwrap();
                            times.push((at, begun.elapsed()));
                        }
                        times
                    })
                })
                .collect();
            drop(ask);
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            for _ in 0..2 * cores {
                scope.spawn(|| {
                    loop {
                        let next = asks.lock().unwrap().recv();
                        let Ok((at, done)) = next else { break };
                        self.search(&asked[at], 0);
                        done.send(()).unwrap();
                    }
                });
            }
            for client in clients {
                for (at, time) in client.join().unwrap() {
                    out[at].push(time);
                }
            }
        });
        out
    }

    /// How long a new matter takes from being put to being found, while sixteen search.
    fn fresh(&self) {
        let mut indexer = self.index.writer().unwrap();
        let position = self.index.position().unwrap();
        let stop = AtomicBool::new(false);
        let asked = asked();
        let mut times = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(|| self.load(&asked, &stop));
            for round in 0..20 {
                std::thread::sleep(Duration::from_millis(200));
                let begun = Instant::now();
                // A number of its own, put again in every round: an index that other runs use does not grow.
                indexer
                    .put(Doc {
                        matter: self.matters as i64 + 1,
                        subject: format!("新件第{round}次"),
                        numbers: vec![format!("XJ999999{round:02}")],
                        sight: vec![2],
                        ..Doc::default()
                    })
                    .unwrap();
                indexer.commit(position).unwrap();
                let query = Query {
                    text: format!("XJ999999{round:02}"),
                    sight: Sight {
                        units: vec![2],
                        person: 1,
                        sealed: true,
                    },
                    limit: 20,
                    ..Query::default()
                };
                while self.index.find(&query).unwrap().total != 1 {
                    assert!(begun.elapsed() < Duration::from_secs(60));
                }
                times.push(begun.elapsed());
            }
            stop.store(true, Ordering::Relaxed);
        });
        println!();
        row("new matter found (200 ms of gathering not in)", &mut times);
    }

    /// The candidates of a duplicate check: the index's proposals, their rows, and the comparison of their texts.
    fn candidates(&self) {
        let viewer: Viewer = viewer(2);
        let sight = Sight {
            units: vec![2],
            person: 1,
            sealed: true,
        };
        let drafts = drafts(200);
        let mut times = Vec::new();
        for (subject, body) in drafts.iter().chain(&drafts) {
            let begun = Instant::now();
            let hits = self
                .index
                .candidates(&format!("{subject} {body}"), &sight, 12)
                .unwrap();
            let ids: Vec<MatterId> = hits.iter().map(|hit| MatterId(hit.matter)).collect();
            let lines = list::lines(&self.store.reader().unwrap(), &viewer, &ids).unwrap();
            let told = |subject, body| Told {
                subject,
                body,
                ..Told::default()
            };
            let print = Print::of(&self.cutter.words, &told(subject, body));
            for (line, (_, text)) in lines.iter().zip(&drafts) {
                std::hint::black_box(
                    print.likeness(&Print::of(&self.cutter.words, &told(&line.subject, text))),
                );
            }
            times.push(begun.elapsed());
        }
        row("candidates of a duplicate check", &mut times);
    }
}

fn row(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| ms(times[(times.len() - 1) * share / 100]);
    println!(
        "{name:<44} {:>9} {:>9.2} {:>9.2}",
        times.len(),
        at(50),
        at(99)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A fixed shuffle, so that every run asks the same.
fn scatter(n: usize) -> usize {
    (n as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29) as usize
        >> 3
}
