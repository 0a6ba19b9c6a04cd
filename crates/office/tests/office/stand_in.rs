//! Stand-ins: appointed by who may, for their days only, and both names on record.

use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::{PersonId, PostId, RefusalKind};
use matter::Command;
use office::OfficeError;
use office::matter_file::{author, post_name};
use office::stand_in::StandInForm;

use crate::county::{County, HOUSING, OFFICE, WATER, at, roof, transfer};

fn form(county: &County, person: PersonId) -> StandInForm {
    StandInForm {
        of: county.leader(HOUSING),
        person,
        from: "2026-03-16".parse().unwrap(),
        to: "2026-03-20".parse().unwrap(),
        reason: "培训".to_owned(),
    }
}

/// The housing department's handler stands in for its leader from 16 to 20 March.
fn appointed(county: &County) -> (Viewer, Viewer) {
    let leader = county.viewer(HOUSING, Role::Leader);
    let handler = county.viewer(HOUSING, Role::Handler);
    let wanted = form(county, handler.person);
    let post = county
        .office
        .appoint_stand_in(&leader, wanted, at("2026-03-13"))
        .unwrap();
    let stand_in = Viewer {
        post,
        ..leader.clone()
    };
    (
        leader,
        Viewer {
            person: handler.person,
            ..stand_in
        },
    )
}

fn posts_on(county: &County, person: PersonId, day: &str) -> Vec<PostId> {
    let posts = county.office.posts_of(person, day.parse().unwrap());
    posts.iter().map(|post| post.id).collect()
}

#[test]
fn the_post_is_the_stand_ins_for_those_days_only() {
    let county = County::new();
    let (_, stand_in) = appointed(&county);
    let own = county.viewer(HOUSING, Role::Handler).post;
    assert_eq!(posts_on(&county, stand_in.person, "2026-03-15"), [own]);
    assert_eq!(
        posts_on(&county, stand_in.person, "2026-03-16"),
        [own, stand_in.post]
    );
    assert_eq!(posts_on(&county, stand_in.person, "2026-03-21"), [own]);
}

#[test]
fn an_act_of_a_stand_in_names_both_on_record() {
    let county = County::new();
    let id = county.register(roof()).matter;
    county.does(OFFICE, Role::Clerk, id, "2026-03-12", transfer(HOUSING));
    let (leader, stand_in) = appointed(&county);
    let version = county.office.version(id).unwrap();
    let early = county
        .office
        .act(&stand_in, id, version, Command::Accept, at("2026-03-13"));
    assert!(
        matches!(early, Err(OfficeError::Refused(_))),
        "before the first day"
    );
    county
        .office
        .act(&stand_in, id, version, Command::Accept, at("2026-03-17"))
        .unwrap();
    let file = county
        .office
        .matter_file(&leader, id, at("2026-03-18"))
        .unwrap();
    let (entry, _) = file.history.last().unwrap();
    let who = author(&file.org, entry.author);
    let name = |post| file.org.post(post).unwrap().person_name.clone();
    assert!(
        who.contains(&name(stand_in.post)) && who.contains(&name(leader.post)),
        "{who}"
    );
    assert!(post_name(&file.org, stand_in.post).contains("代"));
}

#[test]
fn a_stand_in_ended_early_has_no_rights_left_and_stays_on_record() {
    let county = County::new();
    let (leader, stand_in) = appointed(&county);
    county
        .office
        .end_stand_in(&leader, stand_in.post, at("2026-03-17"))
        .unwrap();
    let own = county.viewer(HOUSING, Role::Handler).post;
    assert_eq!(posts_on(&county, stand_in.person, "2026-03-18"), [own]);
    assert!(county.office.org().post(stand_in.post).is_some());
    assert!(
        county
            .office
            .end_stand_in(&leader, stand_in.post, at("2026-03-17"))
            .is_err()
    );
}

#[test]
fn only_the_holder_the_leader_and_the_administrator_find_a_stand_in() {
    let county = County::new();
    let handler = county.viewer(HOUSING, Role::Handler);
    let wanted = form(&county, handler.person);
    for (unit, role) in [
        (HOUSING, Role::Handler),
        (WATER, Role::Leader),
        (OFFICE, Role::Leader),
    ] {
        let other = county.viewer(unit, role);
        let tried = county
            .office
            .appoint_stand_in(&other, wanted.clone(), at("2026-03-13"));
        assert!(
            matches!(tried, Err(OfficeError::Refused(refusal)) if refusal.kind == RefusalKind::NotYours),
            "{unit} {role:?}"
        );
    }
    let admin = county.viewer(OFFICE, Role::Administrator);
    county
        .office
        .appoint_stand_in(&admin, wanted, at("2026-03-13"))
        .unwrap();
}

#[test]
fn a_stand_in_hands_nothing_on_and_two_do_not_stand_in_at_once() {
    let county = County::new();
    let (leader, stand_in) = appointed(&county);
    let clerk = county.viewer(HOUSING, Role::Clerk);
    let again = form(&county, clerk.person);
    let twice = county
        .office
        .appoint_stand_in(&leader, again.clone(), at("2026-03-13"));
    assert!(matches!(twice, Err(OfficeError::Refused(refusal)) if refusal.zh.contains("已有")));
    let chained = StandInForm {
        of: stand_in.post,
        ..again
    };
    let tried = county
        .office
        .appoint_stand_in(&stand_in, chained, at("2026-03-17"));
    assert!(tried.is_err());
}

#[test]
fn nobody_stands_in_for_himself_nor_from_another_unit_nor_for_days_gone() {
    let county = County::new();
    let leader = county.viewer(HOUSING, Role::Leader);
    let stranger = county.viewer(WATER, Role::Handler).person;
    for person in [leader.person, stranger] {
        let tried =
            county
                .office
                .appoint_stand_in(&leader, form(&county, person), at("2026-03-13"));
        assert!(matches!(tried, Err(OfficeError::Refused(_))));
    }
    let handler = county.viewer(HOUSING, Role::Handler).person;
    let late = county
        .office
        .appoint_stand_in(&leader, form(&county, handler), at("2026-03-23"));
    assert!(matches!(late, Err(OfficeError::Refused(_))));
}

#[test]
fn the_ledger_replays_to_the_same_posts() {
    let county = County::new();
    appointed(&county);
    let report = store::verify::verify(county.office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{:?}", report.problems);
}
