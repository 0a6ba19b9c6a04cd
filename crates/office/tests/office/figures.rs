//! Invariant 8: a figure equals the count of the list that opens from it, for the same viewer.

use domain::MatterId;
use domain::access::Viewer;
use domain::org::Role;
use domain::petition::{Channel, Purpose};
use huiyin_office as office;
use office::intake::Submission;
use office::lists::{Filter, Order, PAGE, Verb};

use crate::county::{County, HOUSING, OFFICE, at, roof, today, transfer};

/// A list walked page by page.
fn walk(county: &County, viewer: &Viewer, filter: &Filter, order: Order) -> (Vec<MatterId>, u64) {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = county
            .office
            .list(viewer, filter, order, cursor.as_ref())
            .unwrap();
        ids.extend(page.lines.iter().map(|line| line.id));
        match page.next {
            Some(next) => cursor = Some(next),
            None => return (ids, page.total),
        }
    }
}

fn distinct(ids: &[MatterId]) -> usize {
    ids.iter().collect::<std::collections::BTreeSet<_>>().len()
}

#[test]
fn every_card_of_every_workbench_counts_its_list() {
    let county = County::new();
    county.busy_life();
    for turn in 0..PAGE + 5 {
        let id = county.register(roof()).matter;
        if turn % 2 == 0 {
            county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for day in ["2026-03-04", "2026-03-14", "2026-03-27", "2026-06-30"] {
        for viewer in county.everybody() {
            for work in county.office.workbench(&viewer, at(day)).unwrap().iter() {
                let filter = work.verb.filter(&viewer, at(day).today());
                for order in [Order::Newest, Order::Oldest, Order::Due] {
                    let (ids, total) = walk(&county, &viewer, &filter, order);
                    assert_eq!(
                        total,
                        ids.len() as u64,
                        "{:?} {order:?} of {viewer:?}",
                        work.verb
                    );
                    assert_eq!(distinct(&ids), ids.len(), "a page repeats a line");
                    if order != Order::Due {
                        assert_eq!(work.count, total, "{:?} of {viewer:?} on {day}", work.verb);
                    }
                }
                if work.count > 0 {
                    seen.insert(work.verb.code());
                }
            }
        }
    }
    for verb in [
        Verb::Register,
        Verb::Route,
        Verb::Decide,
        Verb::Answer,
        Verb::DueThisWeek,
        Verb::Late,
        Verb::LateInArea,
    ] {
        assert!(seen.contains(verb.code()), "{verb:?} was never counted");
    }
}

#[test]
fn counts_follow_every_act_at_once() {
    let county = County::new();
    let office = county.viewer(OFFICE, Role::Clerk);
    let housing = county.viewer(HOUSING, Role::Handler);
    let count = |viewer: &Viewer, verb: Verb| {
        county
            .office
            .count(viewer, &verb.filter(viewer, today().today()))
            .unwrap()
    };
    assert_eq!(
        (count(&office, Verb::Route), count(&housing, Verb::Decide)),
        (0, 0)
    );
    let id = county.register(roof()).matter;
    assert_eq!(
        (count(&office, Verb::Route), count(&housing, Verb::Decide)),
        (1, 0)
    );
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
    assert_eq!(
        (count(&office, Verb::Route), count(&housing, Verb::Decide)),
        (0, 1)
    );
}

#[test]
fn every_filter_counts_what_it_lists() {
    let county = County::new();
    county.busy_life();
    let day = |text: &str| Some(text.parse().unwrap());
    let filters = [
        Filter::default(),
        Filter {
            owner: Some(HOUSING),
            ..Filter::default()
        },
        Filter {
            channel: Some(Channel::Online),
            ..Filter::default()
        },
        Filter {
            purpose: Some(Purpose::Accusation),
            ..Filter::default()
        },
        Filter {
            purpose: Some(Purpose::Appeal),
            ..Filter::default()
        },
        Filter {
            category: Some("住房".to_owned()),
            ..Filter::default()
        },
        Filter {
            from: day("2026-03-01"),
            to: day("2026-03-31"),
            ..Filter::default()
        },
        Filter {
            due_from: day("2026-03-01"),
            due_to: day("2026-12-31"),
            ..Filter::default()
        },
        Filter {
            returned: Some(false),
            ..Filter::default()
        },
        Filter {
            number: Some("20260302".to_owned()),
            ..Filter::default()
        },
    ];
    let viewer = county.viewer(OFFICE, Role::Supervisor);
    for filter in &filters {
        let (ids, total) = walk(&county, &viewer, filter, Order::Newest);
        assert_eq!(total, ids.len() as u64, "{filter:?}");
        assert!(
            total > 0,
            "{filter:?} finds nothing: the test proves nothing"
        );
    }
}

#[test]
fn arrivals_batches_and_people_are_counted_apart() {
    let county = County::new();
    county.register(roof());
    county.register(Submission {
        channel: Channel::Visit,
        head_count: 12,
        ..roof()
    });
    county.register(Submission {
        channel: Channel::Video,
        head_count: 3,
        ..roof()
    });
    let counts = county
        .office
        .counts(&county.viewer(OFFICE, Role::Clerk), &Filter::default())
        .unwrap();
    assert_eq!((counts.items, counts.batches, counts.people), (1, 2, 16));
    let outside = county
        .office
        .counts(&county.viewer(HOUSING, Role::Clerk), &Filter::default())
        .unwrap();
    assert_eq!(outside.people, 0);
}
