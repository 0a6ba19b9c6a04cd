//! Hot issues: found as matters come in, shown to each as far as they see, never with an accusation in them.

use huiyin_office::hot::{HotIssue, HotPage};
use huiyin_office::intake::Submission;
use huiyin_office::lists::Filter;
use huiyin_office::vault::Identity;
use kernel::MatterId;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::petition::{Channel, Purpose, Relation};
use matter::{Accused, Command, Screening};

use crate::county::{County, HOUSING, OFFICE, WATER, asks, at, letter, today, transfer};

const PLANT: [&str; 4] = [
    "蓢塘花园旁边的搅拌站夜里施工，噪音扰民，粉尘很大",
    "投诉蓢塘花园附近搅拌站噪音粉尘污染",
    "搅拌站粉尘飘进蓢塘花园，孩子咳嗽，噪音整夜不停",
    "蓢塘花园小区门口新建搅拌站，噪音大粉尘大",
];

fn told(text: &str, name: &str, day: &str, purpose: Purpose) -> Submission {
    Submission {
        received: day.parse().unwrap(),
        place: Some("蓢塘花园".to_owned()),
        people: vec![Identity {
            name: name.to_owned(),
            phone: format!(
                "1390000{:04}",
                name.len() * 97 + name.chars().map(|c| c as usize).sum::<usize>() % 9000
            ),
            ..Identity::default()
        }],
        screening: Some(Screening {
            category: Some("生态环境".to_owned()),
            ..asks(purpose)
        }),
        ..letter(text, text)
    }
}

/// Four neighbours about the mixing plant, the last two in the last week, and two other matters.
fn plant(county: &County) -> Vec<MatterId> {
    let days = ["2026-02-10", "2026-02-12", "2026-02-26", "2026-03-01"];
    let names = ["周远山", "李清", "王一凡", "赵晓"];
    let told = PLANT
        .iter()
        .zip(names)
        .zip(days)
        .map(|((text, name), day)| {
            county
                .register(told(text, name, day, Purpose::Appeal))
                .matter
        });
    let ids = told.collect();
    for other in [
        "枧水苑5栋电梯经常困人，维修基金用不了",
        "坜头村水渠垮塌，稻田无水可灌",
    ] {
        county.register(letter(other, other));
    }
    ids
}

fn page(county: &County, viewer: &Viewer) -> HotPage {
    county.office.read_hot(today()).unwrap();
    county.office.hot(viewer, today()).unwrap()
}

fn issues(county: &County, viewer: &Viewer) -> Vec<HotIssue> {
    page(county, viewer).issues
}

#[test]
fn one_event_in_one_place_is_found_and_grows_as_matters_come_in() {
    let county = County::new();
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let before = county.office.hot(&clerk, today()).unwrap();
    assert!(!before.ready && before.issues.is_empty());
    let ids = plant(&county);
    let found = issues(&county, &clerk);
    assert_eq!(found.len(), 1, "{found:?}");
    let issue = &found[0];
    let mut shown: Vec<MatterId> = issue.matters.iter().map(|line| line.id).collect();
    shown.sort_unstable();
    assert_eq!(shown, ids);
    assert!(PLANT.contains(&issue.title.as_str()));
    assert_eq!(issue.place.as_deref(), Some("蓢塘花园"));
    assert_eq!((issue.petitions, issue.petitioners), (4, 4));
    assert_eq!(issue.growth, (2, 0));
    assert!(!issue.is_early_sign(), "two are not many");
    let signs = |viewer| county.office.early_signs(viewer, today()).unwrap();
    assert!(signs(&clerk).is_empty());
    assert_eq!(issue.categories, [("生态环境".to_owned(), 4)]);
    assert!((issue.heat() - 4.0).abs() < 1e-9);
    // The same neighbour again, and the plant's dust on the very next day.
    county.register(told(PLANT[1], "李清", "2026-03-02", Purpose::Appeal));
    let found = issues(&county, &clerk);
    let issue = &found[0];
    assert_eq!((issue.petitions, issue.petitioners), (5, 4));
    assert!((issue.heat() - 4.5).abs() < 1e-9);
    assert_eq!(issue.growth, (3, 0));
    assert!(issue.is_early_sign());
    let told: Vec<i64> = signs(&clerk).iter().map(|issue| issue.key).collect();
    assert_eq!(told, [issue.key]);
    let housing = county.viewer(HOUSING, Role::Handler);
    assert!(signs(&housing).is_empty(), "nothing of it is in sight");
}

#[test]
fn every_figure_is_the_count_of_its_list() {
    let county = County::new();
    let ids = plant(&county);
    county.does(OFFICE, Role::Clerk, ids[0], "2026-03-02", transfer(HOUSING));
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let issue = issues(&county, &clerk).remove(0);
    let count = |filter: Filter| {
        let filter = Filter {
            hot: Some(issue.key),
            ..filter
        };
        usize::try_from(county.office.count(&clerk, &filter).unwrap()).unwrap()
    };
    assert_eq!(count(Filter::default()), issue.matters.len());
    assert_eq!(issue.units.len(), 2);
    for (unit, times) in &issue.units {
        let owner = Some(*unit);
        assert_eq!(
            count(Filter {
                owner,
                ..Filter::default()
            }),
            *times
        );
    }
    let from = Some(issue.week);
    assert_eq!(
        count(Filter {
            from,
            ..Filter::default()
        }),
        issue.growth.0
    );
    assert_eq!(
        count(Filter {
            channel: Some(Channel::Visit),
            ..Filter::default()
        }),
        0
    );
}

#[test]
fn a_unit_sees_of_an_issue_only_what_it_was_given() {
    let county = County::new();
    let ids = plant(&county);
    let housing = county.viewer(HOUSING, Role::Handler);
    for id in &ids[..2] {
        county.does(OFFICE, Role::Clerk, *id, "2026-03-02", transfer(HOUSING));
    }
    assert!(issues(&county, &housing).is_empty(), "two are no issue");
    county.does(OFFICE, Role::Clerk, ids[2], "2026-03-02", transfer(HOUSING));
    let found = issues(&county, &housing);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].matters.len(), found[0].petitions), (3, 3));
    assert_ne!(
        found[0].title, PLANT[3],
        "the title is of a matter in sight"
    );
    assert!(found[0].words.is_empty());
    let water = county.viewer(WATER, Role::Leader);
    assert!(issues(&county, &water).is_empty());
    let key = found[0].key;
    let hot = Some(key);
    let hidden = Filter {
        hot,
        ..Filter::default()
    };
    assert_eq!(county.office.count(&water, &hidden).unwrap(), 0);
    assert_eq!(county.office.count(&housing, &hidden).unwrap(), 3);
}

#[test]
fn an_accusation_is_in_no_issue_for_anybody() {
    let county = County::new();
    let ids = plant(&county);
    let accusation = "举报蓢塘花园旁边搅拌站噪音粉尘无人管，水务局收了好处";
    let mut told = told(accusation, "钱多", "2026-03-02", Purpose::Accusation);
    told.screening = told.screening.map(|screening| Screening {
        accused: Accused {
            units: vec![WATER],
            persons: Vec::new(),
        },
        ..screening
    });
    let sealed = county.register(told).matter;
    for viewer in county.everybody() {
        for issue in issues(&county, &viewer) {
            assert!(issue.matters.iter().all(|line| line.id != sealed));
            assert_ne!(issue.title, accusation);
        }
    }
    // What turns out to be an accusation leaves the issue it was in.
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let demand = Command::AddDemand {
        purpose: Purpose::Accusation,
        text: "追究收受好处的责任".to_owned(),
    };
    county.does(OFFICE, Role::Clerk, ids[3], "2026-03-02", demand);
    let key = issues(&county, &clerk)[0].key;
    let found = issues(&county, &clerk);
    assert_eq!(found[0].matters.len(), 3);
    assert!(found[0].matters.iter().all(|line| line.id != ids[3]));
    let hot = Some(key);
    let list = Filter {
        hot,
        ..Filter::default()
    };
    assert_eq!(county.office.count(&clerk, &list).unwrap(), 3);
}

#[test]
fn a_join_lowers_the_matters_and_keeps_the_petitions() {
    let county = County::new();
    let ids = plant(&county);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    assert_eq!(issues(&county, &clerk)[0].matters.len(), 4);
    let version = county.office.version(ids[1]).unwrap();
    county
        .office
        .join(
            &clerk,
            ids[1],
            version,
            ids[0],
            Relation::Joint,
            at("2026-03-02"),
        )
        .unwrap();
    let found = issues(&county, &clerk);
    assert_eq!((found[0].matters.len(), found[0].petitions), (3, 4));
    county
        .office
        .undo_join(&clerk, ids[1], 0, "并错了".to_owned(), at("2026-03-02"))
        .unwrap();
    let found = issues(&county, &clerk);
    assert_eq!((found[0].matters.len(), found[0].petitions), (4, 4));
}

#[test]
fn an_arrival_counts_from_its_registration_on() {
    let county = County::new();
    plant(&county);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let unread = Submission {
        channel: Channel::Online,
        screening: None,
        ..told(PLANT[0], "孙平", "2026-03-02", Purpose::Appeal)
    };
    county.office.submit(unread, today()).unwrap();
    assert_eq!(issues(&county, &clerk)[0].matters.len(), 4);
}
