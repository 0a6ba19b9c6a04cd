//! The database server is killed while the office writes: what was acknowledged is there, once.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use huiyin_office as office;
use testkit::Cluster;

use crate::town::{clerk, on, register, settle};

#[test]
fn what_was_acknowledged_before_the_database_was_killed_is_there_once() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let office = Arc::new(settle(&on(&dir.path().join("data"), &cluster.address())));
    let stop = Arc::new(AtomicBool::new(false));
    let kept = Arc::new(Mutex::new(Vec::new()));
    let clerks: Vec<_> = (0..4)
        .map(|desk| {
            let (office, stop, kept) = (Arc::clone(&office), Arc::clone(&stop), Arc::clone(&kept));
            std::thread::spawn(move || {
                let mut form = 0;
                while !stop.load(Ordering::Relaxed) {
                    // Whoever is told that it failed sends the same form again.
                    match register(&office, &format!("{desk}-{form}")) {
                        Ok(receipt) => {
                            kept.lock().unwrap().push(receipt.number);
                            form += 1;
                        }
                        Err(_) => std::thread::sleep(Duration::from_millis(20)),
                    }
                }
            })
        })
        .collect();
    let reach = |number: usize| {
        let begun = Instant::now();
        while kept.lock().unwrap().len() < number {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing goes on");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    for round in 1..=3 {
        reach(round * 15);
        cluster.kill_and_restart();
    }
    reach(60);
    stop.store(true, Ordering::Relaxed);
    for desk in clerks {
        desk.join().unwrap();
    }
    let kept = kept.lock().unwrap();
    let once: BTreeSet<&String> = kept.iter().collect();
    assert_eq!(once.len(), kept.len(), "a number was given twice");
    let viewer = clerk(&office);
    for number in kept.iter() {
        assert!(
            office.by_number(&viewer, number).unwrap().is_some(),
            "{number} is lost"
        );
    }
    let filter = office::lists::Filter::default();
    assert_eq!(office.count(&viewer, &filter).unwrap(), kept.len() as u64);
    let report = office::verify::verify(office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
}
