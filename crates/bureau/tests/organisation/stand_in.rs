//! Stand-ins.

use bureau::organisation::{Command, StandInForm};
use kernel::org::Role;
use kernel::trust::{Trust, Way};
use kernel::{PostId, RefusalKind};

use crate::town::{
    ADMIN, HOUSING, HOUSING_HANDLER, HOUSING_LEADER, OFFICE_LEADER, Town, away, post,
};

fn appoint(form: StandInForm) -> Command {
    Command::AppointStandIn(form)
}

#[test]
fn the_holder_or_a_leader_of_the_unit_hands_on_what_is_confirmed_already() {
    let mut town = Town::new();
    let handler = town.person(HOUSING_HANDLER);
    town.does(HOUSING_LEADER, appoint(away(HOUSING_LEADER, handler)));
    let stand_in = town.org().posts().last().copied().unwrap();
    assert_eq!((stand_in.unit, stand_in.role), (HOUSING, Role::Leader));
    let confirmed = stand_in.grant.as_ref().unwrap().confirmed.as_ref();
    assert_eq!(confirmed.unwrap().way, Way::Appointed);
}

#[test]
fn whom_an_administrator_appoints_sees_no_sealed_matter_yet() {
    let mut town = Town::new();
    let handler = town.person(HOUSING_HANDLER);
    town.does(ADMIN, appoint(away(HOUSING_LEADER, handler)));
    let stand_in = town.org().posts().last().copied().unwrap();
    assert_eq!(town.org().trust(stand_in), Trust::Awaiting);
}

#[test]
fn another_units_leader_appoints_nobody() {
    let town = Town::new();
    let handler = town.person(HOUSING_HANDLER);
    for by in [OFFICE_LEADER, HOUSING_HANDLER] {
        let refused = town.refuses(by, appoint(away(HOUSING_LEADER, handler)));
        assert_eq!(refused.kind, RefusalKind::NotYours);
    }
}

#[test]
fn nobody_stands_in_for_himself_nor_from_another_unit_nor_without_a_reason_nor_for_days_gone() {
    let mut town = Town::new();
    let (leader, handler) = (town.person(HOUSING_LEADER), town.person(HOUSING_HANDLER));
    for person in [leader, town.person(OFFICE_LEADER)] {
        let refused = town.refuses(HOUSING_LEADER, appoint(away(HOUSING_LEADER, person)));
        assert!(refused.zh.contains("本单位其他在岗人员"), "{refused}");
    }
    let silent = StandInForm {
        reason: " ".to_owned(),
        ..away(HOUSING_LEADER, handler)
    };
    let refused = town.refuses(HOUSING_LEADER, appoint(silent));
    assert!(refused.zh.contains("离岗事由"), "{refused}");
    town.today = "2026-03-21".parse().unwrap();
    let refused = town.refuses(HOUSING_LEADER, appoint(away(HOUSING_LEADER, handler)));
    assert!(refused.zh.contains("最后一天"), "{refused}");
}

#[test]
fn two_do_not_stand_in_at_once_and_the_days_are_free_again_when_one_has_ended() {
    let mut town = Town::new();
    town.does(
        ADMIN,
        Command::KeepPost(post(None, None, HOUSING, Role::Clerk, "秦登记")),
    );
    let clerk = town.org().posts().last().unwrap().person;
    let handler = town.person(HOUSING_HANDLER);
    town.does(HOUSING_LEADER, appoint(away(HOUSING_LEADER, handler)));
    let first = town.org().posts().last().unwrap().id;
    let refused = town.refuses(HOUSING_LEADER, appoint(away(HOUSING_LEADER, clerk)));
    assert!(refused.zh.contains("林经办"), "{refused}");
    town.does(HOUSING_LEADER, Command::EndStandIn { post: first });
    town.does(HOUSING_LEADER, appoint(away(HOUSING_LEADER, clerk)));
    let again = town.refuses(HOUSING_LEADER, Command::EndStandIn { post: first });
    assert!(again.zh.contains("已经结束"), "{again}");
}

#[test]
fn a_stand_in_hands_nothing_on() {
    let mut town = Town::new();
    town.does(
        ADMIN,
        Command::KeepPost(post(None, None, HOUSING, Role::Clerk, "秦登记")),
    );
    let clerk = town.org().posts().last().unwrap().person;
    let handler = town.person(HOUSING_HANDLER);
    town.does(HOUSING_LEADER, appoint(away(HOUSING_LEADER, handler)));
    let stand_in = town.org().posts().last().unwrap().id;
    let refused = town.refuses(HOUSING_LEADER, appoint(away(stand_in, clerk)));
    assert!(refused.zh.contains("从原岗位委托"), "{refused}");
}

#[test]
fn the_number_of_nothing_and_of_a_post_of_its_own_lead_to_no_stand_in() {
    let mut town = Town::new();
    let handler = town.person(HOUSING_HANDLER);
    town.does(HOUSING_LEADER, appoint(away(HOUSING_LEADER, handler)));
    let stand_in = town.org().posts().last().unwrap().id;
    let leads = |post| Command::EndStandIn { post }.leads_somewhere(town.org());
    assert!(leads(stand_in));
    assert!(!leads(PostId(99)) && !leads(HOUSING_LEADER));
    let refused = town.refuses(OFFICE_LEADER, Command::EndStandIn { post: stand_in });
    assert_eq!(refused.kind, RefusalKind::NotYours);
}
