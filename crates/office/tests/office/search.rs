//! Search follows the ledger and the viewer.

use std::time::{Duration, Instant};

use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::Stage;
use office::Office;
use office::background::Job;
use office::lists::{Filter, Found, Search};

use crate::county::{County, HOUSING, OFFICE, WATER, accusation, letter, roof, transfer};

fn find(office: &Office, viewer: &Viewer, text: &str) -> Found {
    let search = Search {
        text: text.to_owned(),
        limit: 20,
        ..Search::default()
    };
    office.search(viewer, &search).unwrap()
}

#[test]
fn a_new_matter_is_found_within_a_second() {
    let county = County::new();
    let following = county.office.start(Job::Index).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    // The first commit also opens the index; a running server has done that long before.
    let first = county.register(letter("路灯不亮", "村口三盏路灯坏了半个月。"));
    let wait = |text: &str, longest: Duration| {
        let begun = Instant::now();
        while find(&county.office, &clerk, text).total == 0 {
            assert!(
                begun.elapsed() < longest,
                "{text} is not found after {:?}",
                begun.elapsed()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    wait("路灯", Duration::from_secs(10));
    for (subject, word) in [
        ("水渠堵塞", "水渠"),
        ("校车停运", "校车"),
        ("井盖缺失", "井盖"),
    ] {
        county.register(letter(subject, "反映多次没有人管。"));
        wait(word, Duration::from_secs(1));
    }
    wait(&first.number, Duration::from_secs(1));
    drop(following);
}

#[test]
fn a_unit_finds_and_counts_its_own_matters_only() {
    let county = County::new();
    let id = county.register(roof()).matter;
    county.register(roof());
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
    county.office.catch_up(&mut |_| {}).unwrap();
    for (unit, expected) in [(OFFICE, 2), (HOUSING, 1), (WATER, 0)] {
        let found = find(
            &county.office,
            &county.viewer(unit, Role::Handler),
            "屋顶漏水",
        );
        assert_eq!(
            (found.total, found.lines.len()),
            (expected, expected),
            "unit {unit}"
        );
    }
    let narrowed = Search {
        text: "屋顶".to_owned(),
        filter: Filter {
            stages: vec![Stage::Transferred],
            ..Filter::default()
        },
        limit: 20,
        ..Search::default()
    };
    let found = county
        .office
        .search(&county.viewer(OFFICE, Role::Clerk), &narrowed)
        .unwrap();
    assert_eq!((found.total, found.lines[0].id), (1, id));
}

#[test]
fn a_deleted_index_is_filled_again() {
    let county = County::new();
    county.busy_life();
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let before = find(&county.office, &clerk, "屋顶");
    assert!(before.total > 3);
    let data = county.data();
    let County {
        dir: _dir, office, ..
    } = county;
    drop(office);
    std::fs::remove_dir_all(data.join("index")).unwrap();
    let office = Office::open(testkit::home(&data)).unwrap();
    assert_eq!(find(&office, &clerk, "屋顶").total, 0);
    let mut last = 0;
    office.catch_up(&mut |position| last = position).unwrap();
    assert_eq!(find(&office, &clerk, "屋顶").total, before.total);
    assert_eq!(
        last,
        store::ledger::position(&office.store().reader().unwrap()).unwrap()
    );
}

#[test]
fn a_search_for_a_number_finds_the_matter_it_was_joined_to() {
    let county = County::new();
    let host = county.accepted();
    let guest = county.register(office::intake::Submission {
        join: Some((host.matter, matter::petition::Relation::Repeat)),
        ..roof()
    });
    county.office.catch_up(&mut |_| {}).unwrap();
    let found = find(
        &county.office,
        &county.viewer(HOUSING, Role::Clerk),
        &guest.number,
    );
    assert!(
        found.lines.iter().any(|line| line.id == host.matter),
        "{found:?}"
    );
}

#[test]
fn a_word_that_only_the_text_has_is_shown_with_the_text_but_never_of_a_sealed_matter() {
    let county = County::new();
    let open = county.register(letter(
        "楼顶漏水",
        "下雨就漏，物业公司说维修资金还没有批下来。",
    ));
    let sealed = county.register(office::intake::Submission {
        body: "有人挪用维修资金。".to_owned(),
        ..accusation(&[], &[])
    });
    county.office.catch_up(&mut |_| {}).unwrap();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let found = find(&county.office, &clerk, "维修资金");
    assert_eq!(found.total, 2, "{found:?}");
    assert!(found.texts[&open.matter].contains("维修资金"));
    assert!(!found.texts.contains_key(&sealed.matter));
    assert!(
        find(&county.office, &clerk, "楼顶").texts.is_empty(),
        "the subject says it"
    );
}
