//! An office begins whole or not at all.

use std::fs;

use huiyin_office as office;
use office::setup::Setup;
use office::{Office, OfficeError};

use crate::county::{PASSWORD, setup, today};

fn with_units(dir: &std::path::Path, setup: Setup, units: &str) -> Result<usize, OfficeError> {
    Office::create_with(testkit::home(dir), setup, |office| {
        office.add_units_from_csv(units.as_bytes(), today())
    })
    .map(|(_, added)| added)
}

const WRONG: &str = "name,parent,kind\n青禾县住房局,没有这个单位,department\n";
const RIGHT: &str = "name,parent,kind\n青禾县住房局,青禾县人民政府,department\n";

#[test]
fn what_failed_leaves_nothing_and_the_corrected_run_goes_through() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let weak = Setup {
        password: "short".to_owned(),
        ..setup()
    };
    assert!(with_units(&data, weak, RIGHT).is_err());
    assert!(!data.exists());
    assert!(with_units(&data, setup(), WRONG).is_err());
    assert!(!data.exists());
    // What stood there before stays.
    fs::create_dir_all(data.join("templates")).unwrap();
    fs::write(data.join("notes.txt"), "ours").unwrap();
    assert!(with_units(&data, setup(), WRONG).is_err());
    assert_eq!(fs::read_dir(&data).unwrap().count(), 2);
    assert_eq!(with_units(&data, setup(), RIGHT).unwrap(), 1);
    let office = Office::open(testkit::home(&data)).unwrap();
    assert_eq!(office.org().units().len(), 3);
    office.sign_in("admin", PASSWORD, "", today()).unwrap();
    assert_eq!(fs::read_to_string(data.join("notes.txt")).unwrap(), "ours");
    assert!(matches!(
        Office::create(testkit::home(&data), setup()),
        Err(OfficeError::Store(store::StoreError::Exists(_)))
    ));
}

#[test]
fn keys_that_stand_in_the_folder_are_never_replaced() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("keys.toml"), "somebody's only keys").unwrap();
    assert!(Office::create(testkit::home(dir.path()), setup()).is_err());
    assert_eq!(
        fs::read_to_string(dir.path().join("keys.toml")).unwrap(),
        "somebody's only keys"
    );
}
