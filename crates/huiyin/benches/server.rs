//! The load program: `cargo bench --bench server`.
//!
//! Prepares (once) a county with many matters, starts the server in this process on a free port, and measures pages and
//! registrations over 16 keep-alive connections from other threads of the same machine. Every figure stands beside an empty
//! page of the same server in the same run, since machines differ and are noisy: read the ratios. The empty page is a signed-in
//! one: session, navigation with its counts and frame, with nothing in it.
//!
//! `HUIYIN_BENCH_MATTERS` (default 100000), `HUIYIN_BENCH_SECONDS` (default 5), `HUIYIN_BENCH_DATA` (default
//! `target/bench-data`), `HUIYIN_BENCH_ONLY` (a part of a figure's name: measure that one and the empty page alone).

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use office::background::Job;
use office::{Moment, Office};

const CONNECTIONS: usize = 16;

fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

fn main() {
    let matters: usize = setting("HUIYIN_BENCH_MATTERS", "100000").parse().unwrap();
    let seconds: u64 = setting("HUIYIN_BENCH_SECONDS", "5").parse().unwrap();
    let root = PathBuf::from(setting("HUIYIN_BENCH_DATA", "target/bench-data"));
    let dir = root.join(format!("county-{matters}"));
    prepare(&dir, matters);

    // Registrations change the county, so every run works on a copy.
    let dir = copy(&dir, &root.join("scratch"));
    let opened = Instant::now();
    let office = Arc::new(Office::open(&dir).unwrap());
    let address = serve(Arc::clone(&office));
    get(address, "/", "").expect("the front page answers");
    println!(
        "start to first page        {:>8.0} ms",
        opened.elapsed().as_secs_f64() * 1e3
    );

    let cookie = sign_in(&office, "leader");
    let bench = Bench {
        address,
        time: Duration::from_secs(seconds),
        cookie,
        only: setting("HUIYIN_BENCH_ONLY", ""),
    };
    // The last arrivals of the plan may lie in the evening to come.
    let count = office
        .count(
            &office.keeper().unwrap(),
            &store::tables::list::Filter::default(),
        )
        .unwrap();
    bench.bare("bare page, no session", "/sign-in");
    bench.page("staff list, first page", |_| "/matters".to_owned());
    bench.page("staff list, filtered", filtered);
    bench.page("staff list, deep pages", move |n| deep(n, count));
    bench.page("workbench", |_| "/work".to_owned());
    // The first look into a sealed file within an hour is an entry; what is measured is reading.
    for matter in 1..=count {
        get(address, &format!("/matters/{matter}"), &bench.cookie).expect("every file opens");
    }
    bench.page("matter page, random", move |n| {
        format!("/matters/{}", scatter(n) % count + 1)
    });
    bench.page("search, random words", words);
    if !bench.only.is_empty() {
        return;
    }
    candidates(&office, seconds);
    register(&office, seconds, 16);
    register(&office, seconds, 64);
    println!("resident memory            {:>8} MB", resident());
}

fn prepare(dir: &Path, matters: usize) {
    if dir.join("ready").exists() {
        // The index may be of an older version; what it is still reading must not be measured.
        Office::open(dir).unwrap().catch_up(&mut |_| {}).unwrap();
        return;
    }
    let _ = std::fs::remove_dir_all(dir);
    let plan = huiyin::demo::Plan {
        seed: 7,
        until: Moment::now().today(),
        petitions: Some(matters),
    };
    let started = Instant::now();
    huiyin::demo::prepare(dir, &plan, &mut |done, total| {
        if done.is_multiple_of(65_536) {
            eprintln!("preparing {done} of {total} steps");
        }
    })
    .unwrap();
    std::fs::write(dir.join("ready"), "").unwrap();
    eprintln!(
        "prepared {matters} petitions in {:.0} s",
        started.elapsed().as_secs_f64()
    );
}

fn copy(from: &Path, to: &Path) -> PathBuf {
    let _ = std::fs::remove_dir_all(to);
    copy_folder(from, to);
    to.to_owned()
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn serve(office: Arc<Office>) -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(huiyin::server::workers())
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let _following = office.start(Job::Index).unwrap();
            let app = web::App::new(Arc::clone(&office));
            web::serve(listener, app, std::future::pending())
                .await
                .unwrap();
        });
    });
    told.recv().unwrap()
}

fn sign_in(office: &Office, login: &str) -> String {
    let token = office
        .sign_in(login, huiyin::demo::PASSWORD, "bench", Moment::now())
        .unwrap();
    format!("Cookie: huiyin_session={token}\r\n")
}

/// A fixed shuffle of the request numbers, so that every run asks for the same pages.
fn scatter(n: u64) -> u64 {
    n.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) >> 3
}

fn filtered(n: u64) -> String {
    const FILTERS: [&str; 6] = [
        "verb=late",
        "stage=handling",
        "stage=closed&channel=letter",
        "purpose=suggestion",
        "sort=due",
        "verb=area-late",
    ];
    format!("/matters?{}", FILTERS[(n % 6) as usize])
}

fn deep(n: u64, count: u64) -> String {
    format!("/matters?after=,{}", scatter(n) % count + 1)
}

fn words(n: u64) -> String {
    const WORDS: [&str; 12] = [
        "拖欠工资",
        "噪音扰民",
        "征地补偿",
        "自来水",
        "搅拌站",
        "物业费",
        "学区",
        "医保报销",
        "公交线路",
        "垃圾清运",
        "房产证",
        "拖欠工资 工地",
    ];
    let word: String = WORDS[(scatter(n) % 12) as usize]
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    format!("/matters?q={word}")
}

/// A page of the same server with nothing on it but the frame: sign-in checked, navigation counted.
const EMPTY: &str = "/posts";
/// Turns in which a page and the empty page are asked for, one after the other: a machine is not equally fast all the time.
const TURNS: u32 = 10;

struct Bench {
    address: SocketAddr,
    /// For each page.
    time: Duration,
    /// The header of a signed-in session.
    cookie: String,
    /// Only measurements whose name has this.
    only: String,
}

impl Bench {
    /// Requests per second of a page without a session.
    fn bare(&self, name: &str, path: &str) {
        let load = self.load(self.time, &|_| path.to_owned(), "");
        println!(
            "{name:<26} {:>8.0} /s   p99 {:>6.1} ms",
            load.rate, load.p99
        );
    }

    /// Requests per second, and their ratio to the empty page's.
    fn page(&self, name: &str, path: impl Fn(u64) -> String + Sync) {
        if !name.contains(&self.only) {
            return;
        }
        let mut turns: Vec<(Load, f64)> = (0..TURNS)
            .map(|_| {
                let empty = self.load(self.time / TURNS / 2, &|_| EMPTY.to_owned(), &self.cookie);
                let load = self.load(self.time / TURNS, &path, &self.cookie);
                let ratio = load.rate / empty.rate * 100.0;
                (load, ratio)
            })
            .collect();
        turns.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let mean = |of: fn(&Load) -> f64| {
            turns.iter().map(|(load, _)| of(load)).sum::<f64>() / f64::from(TURNS)
        };
        println!(
            "{name:<26} {:>8.0} /s   p99 {:>6.1} ms   {:>5.1} % of the empty page ({:.1} to {:.1})",
            mean(|load| load.rate),
            mean(|load| load.p99),
            turns[turns.len() / 2].1,
            turns[0].1,
            turns[turns.len() - 1].1,
        );
    }

    fn load(&self, time: Duration, path: &(impl Fn(u64) -> String + Sync), headers: &str) -> Load {
        let next = AtomicU64::new(0);
        let started = Instant::now();
        let mut times: Vec<Duration> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..CONNECTIONS)
                .map(|_| {
                    scope.spawn(|| {
                        let mut connection = Connection::open(self.address);
                        let mut times = Vec::new();
                        while started.elapsed() < time {
                            let path = path(next.fetch_add(1, Ordering::Relaxed));
                            let begun = Instant::now();
                            let status = connection.get(&path, headers);
                            assert_eq!(status, 200, "{path}");
                            times.push(begun.elapsed());
                        }
                        times
                    })
                })
                .collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap())
                .collect()
        });
        let rate = times.len() as f64 / started.elapsed().as_secs_f64();
        times.sort_unstable();
        let p99 = times[times.len() * 99 / 100].as_secs_f64() * 1e3;
        Load { rate, p99 }
    }
}

/// What a load saw.
struct Load {
    /// Requests per second.
    rate: f64,
    /// In milliseconds.
    p99: f64,
}

/// One keep-alive connection.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: vec![0; 1 << 18],
        }
    }

    fn get(&mut self, path: &str, headers: &str) -> u16 {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        self.stream.write_all(request.as_bytes()).unwrap();
        let mut read = 0;
        let head = loop {
            read += self.fill(read);
            if let Some(end) = self.buffer[..read]
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
            {
                break end + 4;
            }
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_lowercase();
        let status = text[9..12].parse().unwrap();
        let length: usize = text
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.lines().next())
            .map_or(0, |value| value.trim().parse().unwrap());
        while read < head + length {
            read += self.fill(read);
        }
        status
    }

    fn fill(&mut self, from: usize) -> usize {
        if from == self.buffer.len() {
            self.buffer.resize(from * 2, 0);
        }
        let got = self.stream.read(&mut self.buffer[from..]).unwrap();
        assert!(got > 0, "the server closed the connection");
        got
    }
}

fn get(address: SocketAddr, path: &str, headers: &str) -> Option<u16> {
    Some(Connection::open(address).get(path, headers)).filter(|status| *status == 200)
}

/// The duplicate check while typing, one after another as one clerk types.
fn candidates(office: &Office, seconds: u64) {
    let viewer = office.keeper().unwrap();
    let county = county::County::new(99);
    let drafts: Vec<_> = county
        .stream(200, Moment::now().today())
        .map(|petition| office::same::Draft {
            subject: petition.subject,
            body: petition.body,
            place: petition.place.text,
            ..office::same::Draft::default()
        })
        .collect();
    let started = Instant::now();
    let mut times = Vec::new();
    for draft in drafts.iter().cycle() {
        if started.elapsed() > Duration::from_secs(seconds) {
            break;
        }
        let begun = Instant::now();
        office
            .candidates(&viewer, draft, None, Moment::now())
            .unwrap();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!(
        "duplicate check            {:>8.1} ms median   p99 {:>6.1} ms",
        at(50),
        at(99)
    );
}

/// Durable registrations through the use case, many clerks at once.
fn register(office: &Office, seconds: u64, clerks: usize) {
    let viewer = office.viewer_of("clerk1").unwrap().unwrap();
    let started = Instant::now();
    let time = Duration::from_secs(seconds);
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clerks)
            .map(|clerk| {
                let viewer = &viewer;
                scope.spawn(move || {
                    let county = county::County::new(1_000 + clerk as u64);
                    let mut times = Vec::new();
                    for petition in county.stream(100_000, Moment::now().today()) {
                        if started.elapsed() > time {
                            break;
                        }
                        let submission = submission(&petition, viewer.unit);
                        let begun = Instant::now();
                        office.register(viewer, submission, Moment::now()).unwrap();
                        times.push(begun.elapsed());
                    }
                    times
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort_unstable();
    let p99 = times[times.len() * 99 / 100].as_secs_f64() * 1e3;
    println!("registration, {clerks:>2} clerks    {rate:>8.0} /s   p99 {p99:>6.1} ms   durable");
}

fn submission(petition: &county::Petition, office: kernel::UnitId) -> office::intake::Submission {
    office::intake::Submission {
        channel: matter::petition::Channel::Letter,
        received: petition.received,
        time: None,
        office,
        subject: petition.subject.clone(),
        body: petition.body.clone(),
        place: Some(petition.place.text.clone()),
        people: petition
            .petitioners
            .iter()
            .map(|person| office::vault::Identity {
                name: person.name.clone(),
                phone: person.phone.clone().unwrap_or_default(),
                ..office::vault::Identity::default()
            })
            .collect(),
        head_count: petition.head_count.max(5),
        attachments: Vec::new(),
        screening: Some(matter::Screening {
            demands: vec![(matter::petition::Purpose::Appeal, petition.subject.clone())],
            category: Some(petition.category.to_owned()),
            ..matter::Screening::default()
        }),
        once: None,
        join: None,
        related: Vec::new(),
        extra: std::collections::BTreeMap::new(),
    }
}

/// Resident memory of this process, in megabytes.
fn resident() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmRSS"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map_or(0, |kilobytes| kilobytes / 1024)
}
