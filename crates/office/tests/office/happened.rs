//! What happened to a unit and a post since a day is told to them, and to nobody who may not see the matter.

use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::rulebook::GroundCode;
use matter::{Command, RatedFrom, Score};
use office::happened::NoticeKind;
use store::verify::verify;

use crate::county::{County, HOUSING, OFFICE, WATER, accusation, at, roof, transfer};
use crate::older::waiting;
use crate::oversight::supervise;

/// What a viewer is told on a day of what happened since another: kind and day, the newest first.
fn told(county: &County, viewer: &Viewer, since: &str, today: &str) -> Vec<(NoticeKind, String)> {
    let since = since.parse().unwrap();
    let told = county.office.happened_since(viewer, since, at(today));
    let told = told.unwrap();
    told.iter()
        .map(|one| (one.kind, one.day.to_string()))
        .collect()
}

fn on(kind: NoticeKind, day: &str) -> (NoticeKind, String) {
    (kind, day.to_owned())
}

#[test]
fn a_unit_is_told_what_came_what_was_signed_and_how_it_was_rated() {
    let county = County::new();
    let receipt = county.served();
    let rated = county
        .office
        .petitioner(&receipt.number, &receipt.code, "here", at("2026-03-26"))
        .and_then(|one| {
            one.rate(
                Some(Score::Satisfied),
                Some(Score::NotSatisfied),
                (String::new(), RatedFrom::Elsewhere),
            )
        });
    rated.unwrap();
    let housing = county.viewer(HOUSING, Role::Handler);
    let all = [
        on(NoticeKind::Rated, "2026-03-26"),
        on(NoticeKind::Signed, "2026-03-20"),
        on(NoticeKind::Assigned, "2026-03-03"),
    ];
    assert_eq!(told(&county, &housing, "2026-03-03", "2026-03-26"), all);
    assert_eq!(
        told(&county, &housing, "2026-03-04", "2026-03-26"),
        all[..2]
    );
    assert_eq!(
        told(&county, &housing, "2026-03-04", "2026-03-25"),
        all[1..2]
    );
    let office = county.viewer(OFFICE, Role::Clerk);
    assert_eq!(told(&county, &office, "2026-03-03", "2026-03-26"), all[..1]);
    let water = county.viewer(WATER, Role::Handler);
    assert_eq!(told(&county, &water, "2026-03-01", "2026-03-26"), []);
    let report = verify(county.office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
}

#[test]
fn an_order_and_the_first_day_after_its_last_are_told_on_their_days() {
    let county = County::new();
    let id = county.accepted().matter;
    supervise(&county, id);
    let housing = county.viewer(HOUSING, Role::Handler);
    let ordered = || on(NoticeKind::Ordered, "2026-03-16");
    assert_eq!(
        told(&county, &housing, "2026-03-16", "2026-03-26"),
        [ordered()]
    );
    let late = || on(NoticeKind::Late, "2026-03-27");
    assert_eq!(
        told(&county, &housing, "2026-03-16", "2026-03-27"),
        [late(), ordered()]
    );
    assert_eq!(
        told(&county, &housing, "2026-03-27", "2026-04-02"),
        [late()]
    );
    assert_eq!(told(&county, &housing, "2026-03-28", "2026-04-02"), []);
}

#[test]
fn a_draft_that_waits_is_told_to_the_post_that_signs_it_alone() {
    let county = County::new();
    waiting(&county);
    let [leader, handler] = [Role::Leader, Role::Handler].map(|role| county.viewer(HOUSING, role));
    let waits = on(NoticeKind::Assigned, "2026-03-11");
    assert_eq!(told(&county, &leader, "2026-03-11", "2026-03-11"), [waits]);
    assert_eq!(told(&county, &handler, "2026-03-11", "2026-03-11"), []);
}

#[test]
fn what_came_back_is_told_to_its_sender_until_it_is_sent_on() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let by = |unit, role, day, command| county.does(unit, role, id, day, command);
    by(OFFICE, Role::Clerk, "2026-03-03", transfer(HOUSING));
    let objection = Command::Object {
        ground: GroundCode::new("RT1"),
        reason: "属于水务局职责".to_owned(),
        believed: Some(WATER),
    };
    by(HOUSING, Role::Handler, "2026-03-04", objection);
    let note = "异议成立".to_owned();
    by(
        OFFICE,
        Role::Clerk,
        "2026-03-05",
        Command::AgreeObjection { note },
    );
    let [office, water, housing] =
        [OFFICE, WATER, HOUSING].map(|unit| county.viewer(unit, Role::Clerk));
    let back = on(NoticeKind::Returned, "2026-03-05");
    assert_eq!(told(&county, &office, "2026-03-04", "2026-03-06"), [back]);
    by(OFFICE, Role::Clerk, "2026-03-06", transfer(WATER));
    assert_eq!(told(&county, &office, "2026-03-04", "2026-03-06"), []);
    let came = on(NoticeKind::Assigned, "2026-03-06");
    assert_eq!(told(&county, &water, "2026-03-04", "2026-03-06"), [came]);
    assert_eq!(told(&county, &housing, "2026-03-01", "2026-03-06"), []);
}

#[test]
fn nobody_is_told_of_an_accusation_out_of_sight() {
    let county = County::new();
    let id = county.register(accusation(&[HOUSING], &[])).matter;
    for viewer in county.everybody() {
        let sees = county
            .office
            .matter_file(&viewer, id, at("2026-03-09"))
            .is_ok();
        let told = told(&county, &viewer, "2026-03-01", "2026-06-30");
        assert!(sees || told.is_empty(), "{viewer:?}");
    }
}
