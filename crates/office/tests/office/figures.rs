//! Invariant 8: a figure equals the count of the list that opens from it, for the same viewer.

use exchange::Format;
use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::{AnswerId, MatterId};
use matter::oversight::DutyKind;
use matter::petition::{Channel, Purpose, Relation};
use matter::review::ReviewCommand;
use matter::{Command, Stage};
use office::intake::Submission;
use office::lists::{Filter, Order, PAGE, Verb};

use crate::county::{County, HOUSING, OFFICE, accusation, at, roof, today, transfer};

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

/// What waits to be screened, an opinion that is to be served, and one that is challenged.
fn held_and_asked(county: &County) {
    let accusing = Submission {
        channel: Channel::Online,
        screening: None,
        body: "镇书记收受施工队的好处费。".to_owned(),
        ..roof()
    };
    county.office.submit(accusing, today()).unwrap();
    let to_serve = county.answered().matter;
    county.issues_answer(HOUSING, to_serve, "2026-03-24");
    let challenged = county.served().matter;
    let ask = Command::Review(ReviewCommand::Request {
        answer: AnswerId(1),
        reasons: "没有到现场查看。".to_owned(),
        on: "2026-03-27".parse().unwrap(),
        late: None,
    });
    county.does(OFFICE, Role::Clerk, challenged, "2026-03-27", ask);
}

fn distinct(ids: &[MatterId]) -> usize {
    ids.iter().collect::<std::collections::BTreeSet<_>>().len()
}

/// The cards that nothing of this life stands on; the walks through the pages meet each of them.
const THROUGH_PAGES: [&str; 24] = [
    "advice",
    "area-idle",
    "consulted",
    "decide_review",
    "execution",
    "extension",
    "follow_up",
    "hearing",
    "idle",
    "mediation",
    "owned",
    "plan",
    "reading",
    "recusal",
    "respond",
    "returned",
    "serve_review",
    "settle",
    "sign",
    "sign_off",
    "study",
    "task",
    "urgent",
    "verify",
];

#[test]
fn every_card_of_every_workbench_counts_its_list() {
    let county = County::new();
    county.everything();
    held_and_asked(&county);
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
    let here: std::collections::BTreeSet<_> = Verb::all()
        .map(Verb::code)
        .filter(|verb| !THROUGH_PAGES.contains(verb))
        .collect();
    assert_eq!(seen, here, "a card that counts nothing proves nothing");
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
        (
            count(&office, Verb::Duty(DutyKind::Route)),
            count(&housing, Verb::Duty(DutyKind::Decide))
        ),
        (0, 0)
    );
    let id = county.register(roof()).matter;
    assert_eq!(
        (
            count(&office, Verb::Duty(DutyKind::Route)),
            count(&housing, Verb::Duty(DutyKind::Decide))
        ),
        (1, 0)
    );
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
    assert_eq!(
        (
            count(&office, Verb::Duty(DutyKind::Route)),
            count(&housing, Verb::Duty(DutyKind::Decide))
        ),
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
    assert_eq!(
        (counts.items, counts.batches, counts.sessions, counts.people),
        (1, 1, 1, 16),
        "a video session is no visit"
    );
    let outside = county
        .office
        .counts(&county.viewer(HOUSING, Role::Clerk), &Filter::default())
        .unwrap();
    assert_eq!(outside.people, 0);
}

/// A matter that came up by letter in February, with a visit of twelve and a video session of March and a letter of April joined to it;
/// and a visit of March of its own. Registered on other days than they came, as letters are.
fn joined_over_the_months(county: &County) -> [MatterId; 2] {
    let arrival = |channel, received: &str, head_count| Submission {
        channel,
        received: received.parse().unwrap(),
        head_count,
        ..roof()
    };
    let registered = |submission: Submission| {
        let clerk = county.viewer(OFFICE, Role::Clerk);
        let made = county.office.register(&clerk, submission, at("2026-04-20"));
        made.unwrap().matter
    };
    let host = registered(arrival(Channel::Letter, "2026-02-27", 1));
    for guest in [
        arrival(Channel::Visit, "2026-03-02", 12),
        arrival(Channel::Video, "2026-03-31", 3),
        arrival(Channel::Letter, "2026-04-01", 1),
    ] {
        registered(Submission {
            join: Some((host, Relation::Repeat)),
            ..guest
        });
    }
    let own = registered(arrival(Channel::Visit, "2026-03-15", 2));
    [host, own]
}

fn period(from: &str, to: &str) -> Filter {
    Filter {
        from: Some(from.parse().unwrap()),
        to: Some(to.parse().unwrap()),
        ..Filter::default()
    }
}

fn by(channel: Channel) -> Filter {
    Filter {
        channel: Some(channel),
        ..Filter::default()
    }
}

#[test]
fn after_a_join_a_petition_counts_in_its_own_period_and_channel() {
    let county = County::new();
    joined_over_the_months(&county);
    let viewer = county.viewer(OFFICE, Role::Supervisor);
    let counts = |filter: &Filter| {
        let counts = county.office.counts(&viewer, filter).unwrap();
        (counts.items, counts.batches, counts.sessions, counts.people)
    };
    assert_eq!(counts(&period("2026-02-01", "2026-02-28")), (1, 0, 0, 1));
    assert_eq!(counts(&period("2026-03-01", "2026-03-31")), (0, 2, 1, 17));
    assert_eq!(counts(&period("2026-03-03", "2026-03-30")), (0, 1, 0, 2));
    assert_eq!(counts(&period("2026-04-01", "2026-04-30")), (1, 0, 0, 1));
    assert_eq!(counts(&by(Channel::Visit)), (0, 2, 0, 14));
    assert_eq!(counts(&by(Channel::Letter)), (2, 0, 0, 2));
    assert_eq!(counts(&by(Channel::Video)), (0, 0, 1, 3));
    let visits_of_march = Filter {
        channel: Some(Channel::Visit),
        ..period("2026-03-10", "2026-03-31")
    };
    assert_eq!(counts(&visits_of_march), (0, 1, 0, 2));
    assert_eq!(counts(&Filter::default()), (2, 2, 1, 19));
}

/// The numbers of the petitions that an export has.
fn exported(county: &County, viewer: &Viewer, filter: &Filter) -> Vec<(String, String)> {
    let (_, out) = county
        .office
        .export(Some(viewer), filter, Format::Jsonl, Vec::new(), today())
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    let word = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .map(|row| (word(&row, "number"), word(&row, "matter")))
        .collect()
}

#[test]
fn the_counts_are_the_rows_of_the_export_and_their_matters_are_in_the_list() {
    let county = County::new();
    county.busy_life();
    joined_over_the_months(&county);
    let months = [
        period("2026-02-01", "2026-02-28"),
        period("2026-03-01", "2026-03-31"),
        period("2026-04-01", "2026-12-31"),
    ];
    let mut filters = vec![Filter::default()];
    for channel in Channel::ALL {
        filters.push(by(*channel));
        filters.extend(months.iter().map(|month| Filter {
            channel: Some(*channel),
            ..month.clone()
        }));
    }
    filters.extend(months);
    for number in ["20260302", "20260420-0000", "20260420-00002"] {
        filters.push(Filter {
            number: Some(number.to_owned()),
            ..Filter::default()
        });
        filters.push(Filter {
            number: Some(number.to_owned()),
            channel: Some(Channel::Visit),
            stages: vec![Stage::Registered],
            ..Filter::default()
        });
    }
    let mut joined = 0;
    for viewer in [
        county.viewer(OFFICE, Role::Supervisor),
        county.viewer(HOUSING, Role::Handler),
    ] {
        for filter in &filters {
            let counts = county.office.counts(&viewer, filter).unwrap();
            let rows = exported(&county, &viewer, filter);
            assert_eq!(counts.arrivals(), rows.len() as u64, "{filter:?}");
            for order in [Order::Newest, Order::Oldest, Order::Due] {
                let (ids, total) = walk(&county, &viewer, filter, order);
                assert_eq!(total, ids.len() as u64, "{filter:?} {order:?}");
                assert_eq!(distinct(&ids), ids.len(), "{filter:?} repeats a line");
                if order == Order::Due {
                    continue;
                }
                let lines = county.office.lines(&viewer, &ids).unwrap();
                let listed: Vec<&str> = lines.iter().map(|line| line.number.as_str()).collect();
                for (number, matter) in &rows {
                    assert!(
                        listed.contains(&matter.as_str()),
                        "{number} is counted and its matter is not in the list of {filter:?}"
                    );
                    joined += usize::from(number != matter);
                }
            }
        }
    }
    assert!(
        joined > 20,
        "no joined petition was met: the test proves nothing"
    );
}

#[test]
fn a_page_goes_on_where_the_last_one_ended_though_the_list_has_two_parts() {
    let county = County::new();
    for turn in 0..2 * PAGE + 7 {
        let host = county.register(Submission {
            channel: [Channel::Letter, Channel::Visit][turn % 2],
            ..roof()
        });
        if turn % 3 == 0 {
            county.register(Submission {
                channel: Channel::Visit,
                join: Some((host.matter, Relation::Repeat)),
                ..roof()
            });
        }
    }
    let viewer = county.viewer(OFFICE, Role::Supervisor);
    for order in [Order::Newest, Order::Oldest, Order::Due] {
        let (ids, total) = walk(&county, &viewer, &by(Channel::Visit), order);
        assert_eq!(total, ids.len() as u64, "{order:?}");
        assert!(ids.len() > PAGE);
        assert_eq!(distinct(&ids), ids.len(), "{order:?}");
        match order {
            Order::Newest => assert!(ids.is_sorted_by(|a, b| a > b)),
            Order::Oldest => assert!(ids.is_sorted()),
            Order::Due => {}
        }
    }
}

#[test]
fn a_sealed_petition_is_in_no_figure_of_the_accused_in_whatever_month_it_came() {
    let county = County::new();
    let against = |received: &str, join| Submission {
        channel: Channel::Visit,
        received: received.parse().unwrap(),
        join,
        ..accusation(&[HOUSING], &[])
    };
    let host = county.register(against("2026-01-30", None)).matter;
    county.register(against("2026-02-20", Some((host, Relation::Repeat))));
    let accused = county.viewer(HOUSING, Role::Leader);
    let seen = county.viewer(OFFICE, Role::Leader);
    for filter in [
        by(Channel::Visit),
        period("2026-02-01", "2026-02-28"),
        period("2026-01-01", "2026-01-31"),
    ] {
        let figures = |viewer: &Viewer| {
            let counts = county.office.counts(viewer, &filter).unwrap();
            let count = county.office.count(viewer, &filter).unwrap();
            (
                counts.arrivals(),
                count,
                exported(&county, viewer, &filter).len(),
            )
        };
        assert_eq!(figures(&accused), (0, 0, 0), "{filter:?}");
        assert!(figures(&seen).0 > 0, "{filter:?}");
    }
}
