//! What two people do at the same moment: whichever is written second is decided by what the first one made of the office.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use huiyin_office as office;
use kernel::org::{Role, UnitKind};
use kernel::{MatterId, StreamId};
use matter::Stage;
use office::organisation::{PostForm, UnitForm};
use office::stand_in::StandInForm;
use office::{Office, OfficeError};
use store::{StoreError, ledger};

use crate::county::{
    County, GOVERNMENT, HOUSING, OFFICE, WATER, at, note, post_form, roof, today, transfer,
    unit_form,
};

type Act = Box<dyn FnOnce(&Office) -> Result<(), OfficeError> + Send>;

/// Two people press their buttons while the disk is busy: both requests are read before either is written, the first of them first.
fn at_once(county: &County, first: Act, second: Act) -> [Result<(), OfficeError>; 2] {
    let (open, gate) = mpsc::channel::<()>();
    let gate = Arc::new(Mutex::new(gate));
    let busy = county.office.store().writer().send(move |_| {
        let _ = gate.lock().unwrap().recv();
        Ok::<(), StoreError>(())
    });
    let threads = [first, second].map(|act| {
        let office = Arc::clone(&county.office);
        let thread = std::thread::spawn(move || act(&office));
        std::thread::sleep(Duration::from_millis(150));
        thread
    });
    drop(open);
    busy.wait().unwrap();
    threads.map(|thread| thread.join().unwrap())
}

fn succeeded(outcomes: &[Result<(), OfficeError>; 2]) -> usize {
    outcomes.iter().filter(|outcome| outcome.is_ok()).count()
}

fn closes(county: &County, unit: kernel::UnitId) -> Act {
    let admin = county.viewer(OFFICE, Role::Administrator);
    let org = county.office.org();
    let form = UnitForm {
        id: Some(unit),
        active: false,
        ..unit_form(&org.unit_name(unit), UnitKind::Department, GOVERNMENT)
    };
    Box::new(move |office| office.keep_unit(&admin, form, today()).map(drop))
}

fn transfers(county: &County, id: MatterId, to: kernel::UnitId) -> Act {
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let version = county.office.version(id).unwrap();
    Box::new(move |office| office.act(&clerk, id, version, transfer(to), at("2026-03-03")))
}

#[test]
fn no_matter_is_sent_to_a_unit_that_was_just_closed() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let outcomes = at_once(
        &county,
        closes(&county, WATER),
        transfers(&county, id, WATER),
    );
    assert_eq!(succeeded(&outcomes), 1, "{outcomes:?}");
    let closed = !county.office.org().unit(WATER).unwrap().active;
    assert_eq!(closed, county.stage(id) == Stage::Registered);
}

#[test]
fn nothing_is_received_for_a_unit_that_was_just_closed() {
    let county = County::new();
    let mut online = roof();
    online.office = WATER;
    online.screening = None;
    let send: Act = Box::new(move |office| office.submit(online, today()).map(drop));
    let outcomes = at_once(&county, closes(&county, WATER), send);
    assert_eq!(succeeded(&outcomes), 1, "{outcomes:?}");
}

#[test]
fn two_stand_ins_never_cover_the_same_day() {
    let county = County::new();
    let leader = county.viewer(HOUSING, Role::Leader);
    let appoints = |person| -> Act {
        let leader = leader.clone();
        let form = StandInForm {
            of: leader.post,
            person,
            from: "2026-03-09".parse().unwrap(),
            to: "2026-03-13".parse().unwrap(),
            reason: "出差".to_owned(),
        };
        Box::new(move |office| office.appoint_stand_in(&leader, form, today()).map(drop))
    };
    let handler = appoints(county.viewer(HOUSING, Role::Handler).person);
    let clerk = appoints(county.viewer(HOUSING, Role::Clerk).person);
    let outcomes = at_once(&county, handler, clerk);
    assert_eq!(succeeded(&outcomes), 1, "{outcomes:?}");
}

#[test]
fn two_units_never_get_one_name() {
    let county = County::new();
    let admin = county.viewer(OFFICE, Role::Administrator);
    let adds = |kind| -> Act {
        let (admin, form) = (admin.clone(), unit_form("青禾县教育局", kind, GOVERNMENT));
        Box::new(move |office| office.keep_unit(&admin, form, today()).map(drop))
    };
    let outcomes = at_once(
        &county,
        adds(UnitKind::Department),
        adds(UnitKind::Township),
    );
    assert_eq!(succeeded(&outcomes), 1, "{outcomes:?}");
}

#[test]
fn two_administrators_never_both_give_up() {
    let county = County::new();
    let first = county.viewer(OFFICE, Role::Administrator);
    let form = post_form(OFFICE, Role::Administrator, "管理员乙");
    let second = county.office.keep_post(&first, form, today()).unwrap();
    let org = county.office.org();
    let gives_up = |id| -> Act {
        let post = org.post(id).unwrap();
        let viewer = kernel::access::Viewer::of(post, &org);
        let form = PostForm {
            id: Some(id),
            person: Some(post.person),
            active: false,
            ..post_form(OFFICE, Role::Administrator, &post.person_name)
        };
        Box::new(move |office| office.keep_post(&viewer, form, today()).map(drop))
    };
    let outcomes = at_once(&county, gives_up(first.post), gives_up(second));
    assert_eq!(succeeded(&outcomes), 1, "{outcomes:?}");
}

#[test]
fn a_post_that_was_just_given_up_writes_nothing_more() {
    for given in [false, true] {
        let county = County::new();
        let id = county.register(roof()).matter;
        let admin = county.viewer(OFFICE, Role::Administrator);
        let clerk = county.viewer(OFFICE, Role::Clerk);
        let form = PostForm {
            id: Some(clerk.post),
            // Given up, or handed to the next person.
            person: (!given).then_some(clerk.person),
            active: given,
            ..post_form(OFFICE, Role::Clerk, "接替的人")
        };
        let gives_up: Act =
            Box::new(move |office| office.keep_post(&admin, form, today()).map(drop));
        let version = county.office.version(id).unwrap();
        let writes: Act =
            Box::new(move |office| office.act(&clerk, id, version, note("来电询问"), today()));
        let [gone, written] = at_once(&county, gives_up, writes);
        gone.unwrap();
        if let Err(error) = written {
            let told = error.to_string();
            assert!(told.contains("岗位"), "{told}");
            continue;
        }
        // Then it was written before.
        let reader = county.office.store().reader().unwrap();
        let seq = |stream: StreamId| {
            ledger::entries(&reader, stream)
                .unwrap()
                .last()
                .unwrap()
                .seq
        };
        assert!(seq(id.into()) < seq(ledger::OFFICE));
    }
}
