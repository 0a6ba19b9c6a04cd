//! T40: an order with ground, demand and deadline; feedback; sign-off. The stage stays where it is.

use kernel::org::Role::{Clerk, Handler, Leader, Supervisor};
use kernel::rulebook::GroundCode;
use kernel::{RefusalKind, UnitId};
use matter::oversight::{
    DutyKind, Inspection, OrderState, OrderText, SupervisionCommand, SupervisionForm,
};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{Action, Command, OversightCommand, Stage};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{GOVERNMENT, HOUSING, OFFICE, WATER, acts, day, post};

fn about(command: SupervisionCommand) -> Command {
    order(OversightCommand::Supervision(command))
}

fn text(by: &str) -> OrderText {
    OrderText {
        ground: GroundCode::new("SV5"),
        form: SupervisionForm::Online,
        problem: "办理期限已过仍未答复".to_owned(),
        demand: "十日内作出处理意见并送达".to_owned(),
        by: day(by),
        approver: None,
    }
}

fn feedback() -> Command {
    about(SupervisionCommand::FeedBack {
        order: 1,
        text: "已现场查看并维修".to_owned(),
    })
}

fn sign_off(again_by: Option<&str>) -> Command {
    about(SupervisionCommand::SignOff {
        order: 1,
        note: "整改到位".to_owned(),
        again_by: again_by.map(day),
    })
}

/// A matter in handling, ordered by the petition department on 16 March with feedback due on the 26th.
fn supervised() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-16").by(OFFICE, Supervisor);
    case.does(about(SupervisionCommand::Order(text("2026-03-26"))));
    case
}

#[test]
fn an_order_runs_to_its_sign_off_and_moves_no_stage() {
    let mut case = supervised();
    assert!(case.matter.oversight.is_supervised());
    assert_eq!(case.clock("SUP").duty_date(), day("2026-03-26"));
    assert_eq!(case.clock("SUP").unit(), Some(HOUSING));
    assert_eq!(awaited(&case), [DutyKind::FeedBack]);
    case.on("2026-03-24").by(HOUSING, Handler).does(feedback());
    assert!(!case.clock("SUP").is_running());
    assert_eq!(awaited(&case), [DutyKind::SignOff]);
    case.by(OFFICE, Supervisor).does(sign_off(None));
    assert!(!case.matter.oversight.is_supervised());
    assert_eq!(awaited(&case), []);
    assert_eq!(case.matter.stage, Stage::Handling);
}

#[test]
fn a_feedback_that_does_not_do_goes_back_with_a_new_deadline() {
    let mut case = supervised();
    case.on("2026-03-24").by(HOUSING, Handler).does(feedback());
    case.by(OFFICE, Supervisor)
        .does(sign_off(Some("2026-04-03")));
    let found = &case.matter.oversight.orders[0];
    assert_eq!(found.state, OrderState::Open);
    assert_eq!(found.feedback[0].sent_back.as_deref(), Some("整改到位"));
    assert_eq!(case.clock("SUP").duty_date(), day("2026-04-03"));
    case.by(HOUSING, Handler).does(feedback());
    case.by(OFFICE, Supervisor).does(sign_off(None));
}

#[test]
fn late_feedback_shows_as_late() {
    let mut case = supervised();
    case.on("2026-03-28").by(HOUSING, Handler).does(feedback());
    assert!(case.clock("SUP").is_late(day("2026-03-28")));
}

#[test]
fn nobody_supervises_or_signs_off_their_own_work() {
    let case = |unit, role| {
        let mut case = Case::accepted(&[Appeal]);
        case.by(unit, role);
        case.may(Action::Supervise).map_err(|refusal| refusal.kind)
    };
    assert_eq!(case(HOUSING, Leader), Err(RefusalKind::NotYours));
    assert_eq!(case(OFFICE, Clerk), Err(RefusalKind::NotYours));
    assert!(case(OFFICE, Leader).is_ok() && case(OFFICE, Supervisor).is_ok());
    let mut fed = supervised();
    fed.on("2026-03-24").by(HOUSING, Handler).does(feedback());
    fed.by(HOUSING, Leader).refuses(sign_off(None));
}

#[test]
fn an_order_needs_a_ground_of_the_article_a_demand_and_a_day_to_come() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-16").by(OFFICE, Supervisor);
    let ordered = |change: &dyn Fn(&mut OrderText)| {
        let mut words = text("2026-03-26");
        change(&mut words);
        about(SupervisionCommand::Order(words))
    };
    case.refuses(ordered(&|words| words.ground = GroundCode::new("NA1")));
    case.refuses(ordered(&|words| words.demand.clear()));
    case.refuses(ordered(&|words| words.by = day("2026-03-16")));
}

#[test]
fn a_ground_for_supervision_never_refuses_a_petition() {
    let mut case = Case::transferred(&[Appeal]);
    let refusal = case
        .by(HOUSING, Leader)
        .refuses(acts::not_accept(HOUSING, "SV2"));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn on_site_supervision_needs_a_leaders_approval() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-16").by(OFFICE, Supervisor);
    let mut words = text("2026-03-26");
    words.form = SupervisionForm::OnSite;
    let command = |words: &OrderText| about(SupervisionCommand::Order(words.clone()));
    assert_eq!(case.refuses(command(&words)).kind, RefusalKind::Missing);
    words.approver = Some(post(HOUSING, Leader));
    case.refuses(command(&words));
    words.approver = Some(post(OFFICE, Leader));
    case.does(command(&words));
}

#[test]
fn an_inspection_is_recorded_with_who_went_and_what_was_found() {
    let mut case = supervised();
    let record = |found: &str, on: &str| {
        about(SupervisionCommand::Inspect(Inspection {
            order: Some(1),
            on: day(on),
            place: "东岸小区三号楼".to_owned(),
            inspectors: "督查员二人".to_owned(),
            met_petitioner: true,
            findings: found.to_owned(),
        }))
    };
    case.refuses(record("", "2026-03-16"));
    case.refuses(record("屋面已开始维修", "2026-03-17"));
    case.does(record("屋面已开始维修", "2026-03-16"));
    assert_eq!(case.matter.oversight.inspections.len(), 1);
}

#[test]
fn an_order_to_a_unit_that_is_accused_later_ends_with_its_clock() {
    let mut case = Case::accepted(&[Accusation]);
    case.on("2026-03-16").by(OFFICE, Supervisor);
    case.does(about(SupervisionCommand::Order(text("2026-03-26"))));
    case.by(OFFICE, Clerk).does(acts::accuse(&[HOUSING], &[]));
    assert_eq!(case.matter.oversight.orders[0].state, OrderState::Withdrawn);
    assert!(!case.clock("SUP").is_running());
    assert!(!case.sight().contains(&HOUSING));
}

#[test]
fn the_committee_and_government_above_may_supervise_what_it_was_given_to_read() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(GOVERNMENT, Leader);
    assert!(case.may(Action::Supervise).is_err(), "not in its sight yet");
    let none: Vec<UnitId> = case
        .sight()
        .into_iter()
        .filter(|unit| *unit == WATER)
        .collect();
    assert!(none.is_empty());
}

#[test]
fn a_matter_under_supervision_is_not_joined_away() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-16").by(OFFICE, Supervisor);
    case.does(about(SupervisionCommand::Order(text("2026-03-26"))));
    let join = Command::JoinInto {
        matter: kernel::MatterId(2),
        relation: matter::petition::Relation::Repeat,
    };
    assert_eq!(
        case.by(OFFICE, Clerk).refuses(join).kind,
        RefusalKind::Missing
    );
}
