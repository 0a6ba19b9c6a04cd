//! One server a folder; commands may work beside it, and it sees what they wrote.

use std::fs;

use huiyin_office as office;
use kernel::access::Actor;
use kernel::org::{Role, UnitKind};
use office::background::Job;
use office::lists::{Order, Search};
use office::organisation::{PostForm, UnitForm};
use office::{Office, OfficeError};
use store::StoreError;

use crate::county::{
    County, GOVERNMENT, HOUSING, OFFICE, PASSWORD, VILLAGE, post_form, roof, today, transfer,
    unit_form, viewer_in,
};

/// The same folder, opened once more as another process does.
fn beside(county: &County) -> Office {
    Office::open(testkit::home(county.data())).unwrap()
}

#[test]
fn a_second_server_is_refused_and_told_who_serves() {
    let county = County::new();
    let serving = county.office.serve_alone("http://127.0.0.1:8080/").unwrap();
    let other = beside(&county);
    let refused = other.serve_alone("http://127.0.0.1:8081/").unwrap_err();
    assert!(matches!(
        refused,
        OfficeError::Store(StoreError::Served { .. })
    ));
    let told = refused.to_string();
    let process = std::process::id().to_string();
    assert!(
        told.contains("http://127.0.0.1:8080/") && told.contains(&process),
        "{told}"
    );
    // The one that was refused takes nothing away from the one that serves.
    assert!(other.serve_alone("http://127.0.0.1:8081/").is_err());
    drop(serving);
    other.serve_alone("http://127.0.0.1:8081/").unwrap();
}

#[test]
fn a_server_that_was_killed_holds_nothing_back() {
    let county = County::new();
    // Its file stays, its lock does not.
    fs::write(
        county.data().join(store::serving::LOCK),
        "进程 process 1，http://127.0.0.1:1/",
    )
    .unwrap();
    assert!(!store::serving::is_served(&county.data()));
    let _serving = county.office.serve_alone("http://127.0.0.1:8080/").unwrap();
    assert!(store::serving::is_served(&county.data()));
}

fn clerk() -> PostForm {
    PostForm {
        login: "housing-1".to_owned(),
        password: PASSWORD.to_owned(),
        ..post_form(HOUSING, Role::Clerk, "顾长青")
    }
}

#[test]
fn a_post_given_up_elsewhere_ends_its_sight_at_once() {
    let county = County::new();
    let a = &county.office;
    let _serving = a.serve_alone("http://127.0.0.1:8080/").unwrap();
    let b = beside(&county);
    let post = b.put_post(Actor::System, clerk(), today()).unwrap();
    // A new post is known at once, too.
    let cookie = a.sign_in("housing-1", PASSWORD, "", today()).unwrap();
    let viewer = a.signed_in(&cookie, today()).unwrap().unwrap().viewer;
    assert_eq!((viewer.post, viewer.unit), (post, HOUSING));
    let person = Some(viewer.person);
    let given_up = PostForm {
        id: Some(post),
        person,
        active: false,
        login: String::new(),
        password: String::new(),
        ..clerk()
    };
    // Another's session, which no table row ends: only the organisation tells.
    let moved = PostForm {
        unit: VILLAGE,
        active: true,
        ..given_up.clone()
    };
    b.put_post(Actor::System, moved, today()).unwrap();
    let viewer = a.signed_in(&cookie, today()).unwrap().unwrap().viewer;
    assert_eq!(
        viewer.unit, VILLAGE,
        "moved elsewhere, it sees with its new unit"
    );
    b.put_post(Actor::System, given_up, today()).unwrap();
    assert!(a.signed_in(&cookie, today()).unwrap().is_none());
    assert!(a.sign_in("housing-1", PASSWORD, "", today()).is_err());
}

#[test]
fn an_act_is_decided_on_the_organisation_as_it_stands() {
    let county = County::new();
    let b = beside(&county);
    let garden = unit_form("青禾县园林局", UnitKind::Department, GOVERNMENT);
    let unit = b.put_unit(Actor::System, garden.clone(), today()).unwrap();
    let id = county.register(roof()).matter;
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(unit));
    let other = b.put_unit(
        Actor::System,
        UnitForm {
            name: "青禾县绿化办".to_owned(),
            ..garden.clone()
        },
        today(),
    );
    let closed = UnitForm {
        id: Some(other.unwrap()),
        name: "青禾县绿化办".to_owned(),
        active: false,
        ..garden
    };
    let closed = b.put_unit(Actor::System, closed, today()).unwrap();
    let id = county.register(roof()).matter;
    let refused = county.tries(OFFICE, Role::Clerk, id, "2026-03-03", transfer(closed));
    assert!(
        matches!(refused, Err(OfficeError::Refused(_))),
        "{refused:?}"
    );
}

#[test]
fn what_was_imported_beside_stands_in_list_search_and_figures() {
    let county = County::new();
    let a = &county.office;
    let _serving = a.serve_alone("http://127.0.0.1:8080/").unwrap();
    let viewer = county.viewer(OFFICE, Role::Clerk);
    county.register(roof());
    a.catch_up(&mut |_| {}).unwrap();
    let search = Search {
        text: "路灯".to_owned(),
        limit: 10,
        ..Search::default()
    };
    let before = a.count(&viewer, &Default::default()).unwrap();
    assert_eq!(a.search(&viewer, &search).unwrap().total, 0);
    let works = |office: &Office| -> u64 {
        let works = office.workbench(&viewer, today()).unwrap();
        works.iter().map(|work| work.count).sum()
    };
    let waiting = works(a);
    let b = beside(&county);
    let file = county.dir.path().join("rows.jsonl");
    fs::write(
        &file,
        "{\"subject\":\"路灯不亮\",\"body\":\"村口路灯坏了半个月。\"}\n{\"subject\":\"路灯太亮\",\"body\":\"路灯照进屋里。\"}\n",
    )
    .unwrap();
    let tally = b
        .import(
            &file,
            &exchange::Mapping::default(),
            false,
            today(),
            &mut |_| {},
        )
        .unwrap();
    assert_eq!(tally.imported, 2);
    assert_eq!(a.count(&viewer, &Default::default()).unwrap(), before + 2);
    let page = a
        .list(&viewer, &Default::default(), Order::Newest, None)
        .unwrap();
    assert!(page.lines.iter().any(|line| line.subject == "路灯太亮"));
    assert!(works(a) > waiting);
    // The other process wrote the index, so there is nothing left to write here, only to read.
    b.catch_up(&mut |_| {}).unwrap();
    drop(b);
    a.catch_up(&mut |_| {}).unwrap();
    assert_eq!(a.search(&viewer, &search).unwrap().total, 2);
}

#[test]
fn a_rulebook_put_in_force_beside_is_known_to_the_matters_that_keep_it() {
    let county = County::new();
    let text = include_str!("../../../../rulebooks/examples/local-tighter.toml");
    fs::write(county.data().join(office::setup::LOCAL_RULEBOOK), text).unwrap();
    let b = beside(&county);
    assert_ne!(b.law().current.version, county.office.law().current.version);
    let viewer = viewer_in(&b, OFFICE, Role::Clerk);
    let receipt = b.register(&viewer, roof(), today()).unwrap();
    let kept = county.matter(receipt.matter).rulebook;
    assert_eq!(kept, b.law().current.version);
    let a = &county.office;
    a.catch_up(&mut |_| {}).unwrap();
    assert_eq!(a.law().rulebook(&kept).version, kept);
}

#[test]
fn an_index_that_is_taken_away_is_made_anew() {
    let county = County::new();
    let a = &county.office;
    county.register(roof());
    a.catch_up(&mut |_| {}).unwrap();
    let viewer = county.viewer(OFFICE, Role::Clerk);
    let search = Search {
        text: "屋顶".to_owned(),
        limit: 10,
        ..Search::default()
    };
    assert_eq!(a.search(&viewer, &search).unwrap().total, 1);
    fs::remove_dir_all(county.data().join(office::INDEX)).unwrap();
    county.register(roof());
    a.catch_up(&mut |_| {}).unwrap();
    assert_eq!(a.search(&viewer, &search).unwrap().total, 2);
    // A part of it only.
    fs::remove_file(county.data().join(office::INDEX).join("meta.json")).unwrap();
    county.register(roof());
    a.catch_up(&mut |_| {}).unwrap();
    assert_eq!(a.search(&viewer, &search).unwrap().total, 3);
}

#[test]
fn a_server_that_follows_makes_a_lost_index_anew_by_itself() {
    let county = County::new();
    let a = &county.office;
    county.register(roof());
    let following = a.start(Job::Index).unwrap();
    let viewer = county.viewer(OFFICE, Role::Clerk);
    let search = Search {
        text: "屋顶".to_owned(),
        limit: 10,
        ..Search::default()
    };
    let comes_to = |wanted: usize| {
        // Waits as long as it takes; a server that never comes to it is stopped by the patience of whoever runs the tests.
        (0..600).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            a.search(&viewer, &search)
                .is_ok_and(|found| found.total == wanted)
        })
    };
    assert!(comes_to(1));
    fs::remove_dir_all(county.data().join(office::INDEX)).unwrap();
    county.register(roof());
    assert!(comes_to(2));
    drop(following);
}
