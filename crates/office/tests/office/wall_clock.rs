//! A clock that was set back numbers nothing and counts nothing.

use domain::org::Role;
use huiyin_office as office;
use office::intake::Submission;
use office::{Moment, Office, OfficeError};

use crate::county::{County, HOUSING, OFFICE, at, note, roof, today, transfer, viewer_in};

fn minutes(moment: Moment, minutes: i64) -> Moment {
    Moment::from_millis(moment.millis() + minutes * 60_000)
}

fn told(outcome: Result<impl std::fmt::Debug, OfficeError>) -> String {
    match outcome {
        Err(error) => error.to_string(),
        Ok(done) => panic!("it was done: {done:?}"),
    }
}

#[test]
fn a_server_whose_clock_is_behind_the_ledger_says_both_times() {
    let county = County::new();
    county.register(roof());
    let office = &county.office;
    let newest = store::ledger::newest_time(&office.store().reader().unwrap());
    let newest = Moment::from_millis(newest.unwrap().unwrap());
    let day = 24 * 60;
    for back in [day + 1, 3 * day, 2 * 365 * day, 50 * 365 * day] {
        let now = minutes(newest, -back);
        let told = told(office.check_clock(now));
        for part in [newest.today().to_string(), now.today().to_string()] {
            assert!(told.contains(&part), "{part}: {told}");
        }
        assert!(told.contains("--accept-clock"), "{told}");
    }
    // A little earlier, and any time later, is as it should be.
    for on in [-20, 0, day, 20 * 365 * day] {
        office.check_clock(minutes(newest, on)).unwrap();
    }
}

#[test]
fn nothing_is_written_while_a_running_servers_clock_is_set_back() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let office: &Office = &county.office;
    let version = office.version(id).unwrap();
    office.watch_clock(today());
    let clerk = viewer_in(office, OFFICE, Role::Clerk);
    let later = minutes(today(), 60);
    let receipt = office.register(&clerk, roof(), later).unwrap();
    let before = store::ledger::position(&office.store().reader().unwrap()).unwrap();
    for back in [later.millis() - 6 * 60_000, at("2024-03-02").millis()] {
        let back = Moment::from_millis(back);
        for told in [
            told(office.register(&clerk, roof(), back)),
            told(office.submit(roof(), back)),
            told(office.act(&clerk, id, version, transfer(HOUSING), back)),
            told(office.act(&clerk, id, version, note("x"), back)),
            told(office.supplement(
                &receipt.number,
                &receipt.code,
                "",
                "x".to_owned(),
                Vec::new(),
                back,
            )),
        ] {
            assert!(told.contains("时间被拨回"), "{told}");
        }
    }
    let after = store::ledger::position(&office.store().reader().unwrap()).unwrap();
    assert_eq!(before, after);
    // A time server's correction is no such thing, and what is right again goes on.
    office.register(&clerk, roof(), minutes(later, -4)).unwrap();
    office.register(&clerk, roof(), minutes(later, 1)).unwrap();
}

#[test]
fn commands_and_tests_give_their_own_moments() {
    let county = County::new();
    county.register(roof());
    let clerk = viewer_in(&county.office, OFFICE, Role::Clerk);
    let old = Submission {
        received: "2025-01-05".parse().unwrap(),
        ..roof()
    };
    county
        .office
        .register(&clerk, old, at("2025-01-06"))
        .unwrap();
}
