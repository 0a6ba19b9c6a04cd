//! One writer, many jobs per commit: a job that fails takes only its own changes with it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use huiyin_store as store;
use store::tables::misc::{keep_setting, next, setting};
use store::{Store, StoreError};

fn fresh() -> (tempfile::TempDir, Arc<Store>) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(testkit::home(dir.path().join("data"))).unwrap();
    (dir, Arc::new(store))
}

fn broken() -> StoreError {
    StoreError::File("this job fails".to_owned())
}

#[test]
fn what_is_acknowledged_is_seen_by_every_reader() {
    let (_dir, store) = fresh();
    for n in 0..20 {
        let value = n.to_string();
        store
            .writer()
            .write(move |writing| keep_setting(writing, "n", &value))
            .unwrap();
        assert_eq!(
            setting(&store.reader().unwrap(), "n").unwrap(),
            Some(n.to_string())
        );
    }
}

#[test]
fn a_failing_job_in_a_shared_batch_undoes_only_itself() {
    let (_dir, store) = fresh();
    // The first job holds the writer until the others wait, so that they share one commit.
    let (release, held) = mpsc::channel::<()>();
    let (holding, held) = (Arc::clone(&store), Arc::new(Mutex::new(held)));
    let first = std::thread::spawn(move || {
        holding.writer().write(move |_| -> Result<(), StoreError> {
            // Released for good, since it may have to run again.
            let _ = held.lock().unwrap().recv();
            Ok(())
        })
    });
    let commits = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&commits);
    store.writer().on_commit(move || {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    let jobs: Vec<_> = (0..60)
        .map(|n| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                let outcome: Result<i64, StoreError> = store.writer().write(move |writing| {
                    let serial = next(writing, "serial")?;
                    keep_setting(writing, &format!("job-{n}"), "done")?;
                    if n % 3 == 0 {
                        Err(broken())
                    } else {
                        Ok(serial)
                    }
                });
                (n, outcome)
            })
        })
        .collect();
    std::thread::sleep(std::time::Duration::from_millis(200));
    drop(release);
    first.join().unwrap().unwrap();
    let mut serials = Vec::new();
    for job in jobs {
        let (n, outcome) = job.join().unwrap();
        let kept = setting(&store.reader().unwrap(), &format!("job-{n}")).unwrap();
        assert_eq!(kept.is_some(), n % 3 != 0, "job {n}");
        assert_eq!(outcome.is_ok(), n % 3 != 0, "job {n}");
        serials.extend(outcome.ok());
    }
    serials.sort_unstable();
    assert_eq!(
        serials,
        (1..=40).collect::<Vec<_>>(),
        "a job that failed took no number"
    );
    assert!(
        commits.load(Ordering::SeqCst) < 30,
        "the jobs did not share commits"
    );
}

#[test]
fn a_job_that_panics_fails_alone() {
    let (_dir, store) = fresh();
    let outcome: Result<(), StoreError> = store.writer().write(|writing| {
        keep_setting(writing, "half", "done")?;
        panic!("a defect in a job")
    });
    assert!(outcome.is_err());
    store
        .writer()
        .write(|writing| keep_setting(writing, "next", "done"))
        .unwrap();
    let reader = store.reader().unwrap();
    assert_eq!(setting(&reader, "half").unwrap(), None);
    assert_eq!(setting(&reader, "next").unwrap().as_deref(), Some("done"));
}

#[test]
fn one_thread_may_keep_many_jobs_on_their_way_and_they_run_in_order() {
    let (_dir, store) = fresh();
    let under_way: Vec<_> = (1..=200_i64)
        .map(|n| {
            store
                .writer()
                .send(move |writing| -> Result<i64, StoreError> {
                    let serial = next(writing, "serial")?;
                    if n == 77 { Err(broken()) } else { Ok(serial) }
                })
        })
        .collect();
    let outcomes: Vec<_> = under_way.into_iter().map(|job| job.wait().ok()).collect();
    let expected: Vec<_> = (1..=200)
        .map(|n| (n != 77).then_some(if n < 77 { n } else { n - 1 }))
        .collect();
    assert_eq!(outcomes, expected);
}

#[test]
fn jobs_handed_over_are_written_before_the_store_is_left() {
    let (dir, store) = fresh();
    for n in 0..50 {
        drop(
            store
                .writer()
                .send(move |writing| keep_setting(writing, &format!("job-{n}"), "done")),
        );
    }
    drop(store);
    let store = Store::open(testkit::home(dir.path().join("data"))).unwrap();
    let reader = store.reader().unwrap();
    assert!((0..50).all(|n| setting(&reader, &format!("job-{n}")).unwrap().is_some()));
}

#[test]
fn a_folder_holds_one_office_and_says_when_there_is_none() {
    let (dir, store) = fresh();
    let data = dir.path().join("data");
    assert!(matches!(
        Store::create(testkit::home(&data)),
        Err(StoreError::Exists(_) | StoreError::InUse(_))
    ));
    assert!(matches!(
        Store::open(testkit::home(dir.path().join("none"))),
        Err(StoreError::NoOffice(_) | StoreError::NoOfficeThere(_))
    ));
    store
        .writer()
        .write(|writing| keep_setting(writing, "schema", "99"))
        .unwrap();
    drop(store);
    assert!(
        matches!(Store::open(testkit::home(&data)), Err(StoreError::Schema(version)) if version == "99")
    );
}

#[test]
fn a_file_is_kept_whole_under_its_hash_and_no_path_leads_out() {
    let dir = tempfile::tempdir().unwrap();
    let contents = [&b"one"[..], b"two", b""];
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope
                .spawn(|| contents.map(|content| store::files::keep(dir.path(), content).unwrap()));
        }
    });
    for content in contents {
        let hash = store::files::hash(content);
        assert_eq!(store::files::read(dir.path(), &hash).unwrap(), content);
    }
    for name in [
        "../../keys.toml",
        "",
        "zz",
        &"g".repeat(64),
        &"é".repeat(32),
    ] {
        assert!(store::files::path(dir.path(), name).is_none(), "{name}");
        assert!(store::files::read(dir.path(), name).is_err());
    }
}
