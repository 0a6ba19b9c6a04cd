//! A clock that was set back numbers nothing and counts nothing.

use exchange::Format;
use huiyin_office as office;
use kernel::org::{Role, UnitKind};
use office::intake::Submission;
use office::lists::Filter;
use office::stand_in::StandInForm;
use office::{Moment, Office, OfficeError};

use crate::county::{
    County, GOVERNMENT, HOUSING, OFFICE, PASSWORD, at, note, post_form, roof, today, transfer,
    unit_form, viewer_in,
};

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
            told(
                office
                    .petitioner(&receipt.number, &receipt.code, "", back)
                    .and_then(|one| one.supplement("x".to_owned(), Vec::new())),
            ),
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

/// Units, posts, logins and what left the office are entered in the office's own chain by the same clock.
#[test]
fn nor_is_anything_entered_in_the_offices_own_chain() {
    let county = County::new();
    county.register(roof());
    let office: &Office = &county.office;
    let admin = viewer_in(office, OFFICE, Role::Administrator);
    let clerk = viewer_in(office, OFFICE, Role::Clerk);
    let unit = || unit_form("青禾县林业局", UnitKind::Department, GOVERNMENT);
    let stands_in = || StandInForm {
        of: clerk.post,
        person: viewer_in(office, OFFICE, Role::Handler).person,
        from: "2026-03-02".parse().unwrap(),
        to: "2026-03-20".parse().unwrap(),
        reason: "休假".to_owned(),
    };
    let export = |moment| office.export(None, &Filter::default(), Format::Csv, Vec::new(), moment);
    office.watch_clock(today());
    let before = store::ledger::position(&office.store().reader().unwrap()).unwrap();
    let back = at("2026-02-27");
    let acts = |moment| {
        [
            office.keep_unit(&admin, unit(), moment).err(),
            office
                .keep_post(&admin, post_form(OFFICE, Role::Clerk, "林小满"), moment)
                .err(),
            office.appoint_stand_in(&clerk, stands_in(), moment).err(),
            export(moment).err(),
            office.sign_in("admin", PASSWORD, "", moment).err(),
        ]
    };
    for (number, error) in acts(back).into_iter().enumerate() {
        let told = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains("时间被拨回"), "act {number}: {told}");
    }
    let after = store::ledger::position(&office.store().reader().unwrap()).unwrap();
    assert_eq!(before, after);
    for (number, error) in acts(today()).into_iter().enumerate() {
        assert!(error.is_none(), "act {number}: {error:?}");
    }
}

#[test]
fn a_clock_that_goes_back_opens_no_session_that_has_ended() {
    let county = County::new();
    let office: &Office = &county.office;
    office.watch_clock(today());
    let cookie = office.sign_in("admin", PASSWORD, "", today()).unwrap();
    let is_in = |moment| office.signed_in(&cookie, moment).unwrap().is_some();
    assert!(is_in(minutes(today(), 60)));
    assert!(!is_in(minutes(today(), 24 * 60)), "it has run out");
    assert!(!is_in(minutes(today(), 60)), "and does not run again");
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
