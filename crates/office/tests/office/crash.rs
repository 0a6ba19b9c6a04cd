//! Invariant 7: a crash at any instant loses no acknowledged petition.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use huiyin_office as office;
use kernel::org::Role;
use office::Office;

use crate::county::{County, OFFICE, roof, today, viewer_in};

const FOLDER: &str = "HUIYIN_TEST_REGISTER_IN";

/// Not a test of its own: the process that is killed. Without the folder in its environment it does nothing.
#[test]
fn registers_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let office = Office::open(testkit::home(PathBuf::from(dir))).unwrap();
    let clerk = viewer_in(&office, OFFICE, Role::Clerk);
    loop {
        let receipt = office.register(&clerk, roof(), today()).unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {} {}", receipt.number, receipt.code).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_registered_petition_survives_a_killed_process() {
    // At its first petition, in the middle of a batch, and in the long run.
    for moment in [1, 2, 7, 40, 90] {
        survives(moment);
    }
}

/// Kills the registering process once it has acknowledged so many petitions.
fn survives(moment: usize) {
    let county = County::new();
    let data = county.data();
    let County {
        dir: _dir, office, ..
    } = county;
    drop(office);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::registers_until_it_is_killed",
            "--nocapture",
        ])
        .env(FOLDER, &data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut acknowledged: Vec<(String, String)> = Vec::new();
    let keep = |line: String| {
        let (number, code) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
        Some((number.to_owned(), code.to_owned()))
    };
    while acknowledged.len() < moment {
        acknowledged.extend(keep(
            lines
                .next()
                .expect("the registering process ended by itself"),
        ));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died counts as well, except a line cut in half.
    acknowledged.extend(lines.filter_map(keep).filter(|(_, code)| code.len() == 8));
    let office = Office::open(testkit::home(&data)).unwrap();
    let clerk = viewer_in(&office, OFFICE, Role::Clerk);
    for (number, code) in &acknowledged {
        assert!(
            office.by_number(&clerk, number).unwrap().is_some(),
            "{number} is lost"
        );
        assert_eq!(
            &office
                .petitioner(number, code, "", today())
                .and_then(|one| one.track())
                .unwrap()
                .petition
                .number,
            number
        );
    }
    let report = store::verify::verify(office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
    let next = office.register(&clerk, roof(), today()).unwrap();
    assert!(
        acknowledged
            .iter()
            .all(|(number, _)| *number != next.number)
    );
}
