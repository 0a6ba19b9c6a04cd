//! A museum of data folders: what an earlier version wrote must open, verify, and say what it said.
//!
//! Each folder stands here as that version's own backup, beside a table of what that version said of its petitions
//! (`folders/*.tsv`: numbers, days, stages, due days, and the beginnings of the hashes of texts and replies). How one is added:
//! `CONTRIBUTING.md`, "The museum of data folders".
//!
//! The pages of the first folder are a net under a change that must change nothing: `pages.rs` walks every page as six kinds of
//! people and keeps one hash for each kind of page. A page that changes on purpose changes its line.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod pages;
mod rows;

use std::fs::File;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use jiff::civil::date;
use office::backup::{Damage, restore};
use office::{Moment, Office};

/// A folder of an earlier version.
struct Exhibit {
    /// The file in `folders/`, without its end.
    name: &'static str,
    /// The day after its last entry, as year, month and day: the day it is opened on.
    opened: (i16, i8, i8),
}

const VILLAGE: Exhibit = Exhibit {
    name: "village-0679ffd",
    opened: (2026, 12, 2),
};

/// Every folder, oldest first.
const EXHIBITS: &[Exhibit] = &[VILLAGE];

impl Exhibit {
    fn path(&self, end: &str) -> PathBuf {
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/museum/folders");
        folders.join(format!("{}.{end}", self.name))
    }

    fn moment(&self) -> Moment {
        let (year, month, day) = self.opened;
        Moment::at(date(year, month, day).at(9, 30, 0, 0))
    }
}

/// A backup restored into a folder that is gone with the test.
struct Opened {
    office: Office,
    dir: tempfile::TempDir,
}

fn open(packed: &Path, moment: Moment) -> Opened {
    let dir = tempfile::tempdir().unwrap();
    let (backup, data) = (dir.path().join("backup.huiyin"), dir.path().join("data"));
    let mut unpacked = GzDecoder::new(File::open(packed).unwrap());
    std::io::copy(&mut unpacked, &mut File::create(&backup).unwrap()).unwrap();
    restore(&backup, &data, Damage::Refuse, moment).unwrap();
    let office = Office::open(&data).unwrap();
    office.catch_up(&mut |_| {}).unwrap();
    Opened { office, dir }
}

#[test]
fn what_an_earlier_version_kept_verifies() {
    for exhibit in EXHIBITS {
        let opened = open(&exhibit.path("huiyin.gz"), exhibit.moment());
        drop(opened.office);
        let store = store::Store::open(opened.dir.path().join("data")).unwrap();
        let report = office::verify::verify(&store, &mut |_| {}).unwrap();
        assert!(report.ok, "{}: {report:?}", exhibit.name);
    }
}

#[test]
fn every_petition_has_the_number_days_stage_and_answer_it_had() {
    for exhibit in EXHIBITS {
        let opened = open(&exhibit.path("huiyin.gz"), exhibit.moment());
        let said = std::fs::read_to_string(exhibit.path("tsv")).unwrap();
        let says = rows::of(&opened.office, exhibit.moment());
        let (said, says): (Vec<_>, Vec<_>) = (said.lines().collect(), says.lines().collect());
        assert_eq!(said.len(), says.len(), "{}", exhibit.name);
        for (said, says) in said.iter().zip(&says) {
            assert_eq!(said, says, "{}", exhibit.name);
        }
    }
}

#[tokio::test]
async fn every_page_says_what_it_said() {
    let opened = open(&VILLAGE.path("huiyin.gz"), VILLAGE.moment());
    let said = pages::walk(opened.office, VILLAGE.moment(), 4, None).await;
    insta::assert_snapshot!(said);
}

/// The same over another backup: `MUSEUM_BACKUP=FILE.gz MUSEUM_DAY=2026-12-02 MUSEUM_PAGES=FOLDER cargo test --workspace --test museum
/// -- --ignored`. What was said goes into the folder, the whole of each page, so that two versions of the program can be compared.
#[tokio::test]
#[ignore = "writes pages of a backup named by MUSEUM_BACKUP"]
async fn pages_of_another_folder() {
    let named = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let day: jiff::civil::Date = named("MUSEUM_DAY").parse().unwrap();
    let moment = Moment::at(day.at(9, 30, 0, 0));
    let into = PathBuf::from(named("MUSEUM_PAGES"));
    std::fs::create_dir_all(&into).unwrap();
    let opened = open(Path::new(&named("MUSEUM_BACKUP")), moment);
    std::fs::write(into.join("rows.tsv"), rows::of(&opened.office, moment)).unwrap();
    let said = pages::walk(opened.office, moment, 40, Some(&into)).await;
    std::fs::write(into.join("pages.txt"), said).unwrap();
}
