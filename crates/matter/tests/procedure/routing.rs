//! Transfer, assignment, objection and return.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::rulebook::GroundCode;
use kernel::{RefusalKind, UnitId};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{ClockState, Command, HandoverKind, Holder, Stage};

use crate::common::acts::{accuse, agree, assign, object, object_naming, reject, transfer};
use crate::common::case::Case;
use crate::common::{
    CITY, DISCIPLINE, HOUSING, HOUSING_STATION, MERGED, OFFICE, TOWNSHIP, VILLAGE, WATER, day,
};

const OBJECTION: &str = "《信访工作条例》第二十三条第三款";
const SEALED: &str = "《信访工作条例》第三十条第三款";

#[test]
fn a_transfer_ends_the_senders_duty_and_starts_the_receivers() {
    let case = Case::transferred(&[Appeal]);
    assert_eq!(case.matter.owner, HOUSING);
    assert_eq!(case.matter.stage, Stage::Transferred);
    assert_eq!(case.clock("K1").state, ClockState::Met(day("2026-03-03")));
    assert_eq!(case.running(), ["K3", "K4"]);
    assert_eq!(case.clock("K3").holder, Holder::Unit(HOUSING));
    assert_eq!(case.clock("K3").due.raw, day("2026-03-18"));
}

#[test]
fn an_assignment_names_the_day_of_the_report() {
    let mut case = Case::registered(&[Appeal]);
    case.on("2026-03-03")
        .by(OFFICE, Clerk)
        .does(assign(HOUSING, "2026-04-20"));
    assert_eq!(case.clock("K5").due.raw, day("2026-04-20"));
    let handover = case.matter.last_handover().unwrap();
    assert_eq!(handover.kind, HandoverKind::Assign);
    assert_eq!(handover.report_by, Some(day("2026-04-20")));
}

#[test]
fn a_report_is_never_due_today_or_before() {
    let mut case = Case::registered(&[Appeal]);
    case.on("2026-03-03").by(OFFICE, Clerk);
    for due in ["2026-03-03", "2026-03-02", "2029-03-03"] {
        assert_eq!(case.refuses(assign(HOUSING, due)).kind, RefusalKind::Input);
    }
}

#[test]
fn only_the_owner_routes() {
    let mut case = Case::registered(&[Appeal]);
    let refusal = case.by(WATER, Leader).refuses(transfer(HOUSING));
    assert_eq!(refusal.kind, RefusalKind::NotYours);
}

#[test]
fn a_matter_goes_to_a_unit_that_works_and_is_another_one() {
    let case = Case::registered(&[Appeal]);
    for to in [MERGED, UnitId(404), OFFICE] {
        assert_eq!(case.refuses(transfer(to)).kind, RefusalKind::Input);
    }
}

#[test]
fn an_accusation_never_reaches_the_accused() {
    let mut case = Case::registered(&[Accusation]);
    case.does(accuse(&[HOUSING], &[]));
    for to in [HOUSING, HOUSING_STATION] {
        for command in [transfer(to), assign(to, "2026-04-20")] {
            let refusal = case.refuses(command);
            assert_eq!(refusal.kind, RefusalKind::Law);
            assert_eq!(refusal.article.as_deref(), Some(SEALED));
        }
    }
}

#[test]
fn the_receiver_may_object_within_five_working_days_only() {
    let mut case = Case::transferred(&[Appeal]);
    assert_eq!(case.clock("K4").due.raw, day("2026-03-10"));
    let refusal = case.on("2026-03-11").by(HOUSING, Handler).refuses(object());
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert_eq!(refusal.article.as_deref(), Some(OBJECTION));
    case.on("2026-03-10").does(object());
    assert_eq!(case.matter.stage, Stage::Objected);
}

#[test]
fn an_objection_needs_reasons_and_another_body() {
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Handler);
    let with = |ground: &str, reason: &str, believed| Command::Object {
        ground: GroundCode::new(ground),
        reason: reason.to_owned(),
        believed,
    };
    let said = "不属于我单位";
    for wrong in [
        with("RT1", "", Some(WATER)),
        with("RT1", said, Some(HOUSING)),
        with("RT1", said, Some(MERGED)),
        with("NA1", said, Some(WATER)),
        with("RT9", said, Some(WATER)),
    ] {
        assert_eq!(case.refuses(wrong).kind, RefusalKind::Input);
    }
    let unnamed = case.refuses(with("RT1", said, None));
    assert_eq!(unnamed.article.as_deref(), Some(OBJECTION));
}

#[test]
fn the_sender_has_a_clock_to_verify_the_objection() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    assert_eq!(case.clock("K4V").holder, Holder::Unit(OFFICE));
    assert_eq!(case.clock("K4V").due.raw, day("2026-03-12"));
    assert_eq!(case.matter.owner, HOUSING);
}

#[test]
fn only_the_sender_verifies_an_objection() {
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Handler).does(object());
    for command in [agree(), reject()] {
        assert_eq!(case.refuses(command).kind, RefusalKind::NotYours);
    }
    case.by(OFFICE, Clerk).does(agree());
}

#[test]
fn an_agreed_objection_brings_the_matter_back_with_a_new_routing_clock() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    case.on("2026-03-06").by(OFFICE, Clerk).does(agree());
    assert_eq!(case.matter.owner, OFFICE);
    assert_eq!(case.matter.stage, Stage::Registered);
    assert!(case.matter.returned);
    assert_eq!(case.running(), ["K1"]);
    assert_eq!(case.clock("K1").due.raw, day("2026-03-21"));
    case.does(transfer(WATER));
    assert!(!case.matter.returned);
    assert_eq!(case.matter.returns, 1);
}

#[test]
fn a_returned_assignment_leaves_the_receiver_no_duty() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(assign(HOUSING, "2026-04-20"));
    case.by(HOUSING, Handler).does(object());
    case.by(OFFICE, Clerk).does(agree());
    assert_eq!(case.running(), ["K1"]);
}

#[test]
fn a_rejected_objection_leaves_the_receivers_clock_running() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    case.on("2026-03-09").by(OFFICE, Clerk).does(reject());
    assert_eq!(case.matter.stage, Stage::Transferred);
    assert_eq!(case.running(), ["K3"]);
    assert_eq!(case.clock("K3").due.raw, day("2026-03-18"));
}

#[test]
fn the_receiver_objects_once() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    case.by(OFFICE, Clerk).does(reject());
    assert_eq!(
        case.by(HOUSING, Handler).refuses(object()).kind,
        RefusalKind::Law
    );
}

#[test]
fn a_return_goes_back_one_step_in_the_chain_of_custody() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(transfer(TOWNSHIP));
    case.by(TOWNSHIP, Clerk).does(transfer(VILLAGE));
    case.by(VILLAGE, Handler).does(object());
    case.by(TOWNSHIP, Clerk).does(agree());
    assert_eq!(case.matter.owner, TOWNSHIP);
    assert_eq!(case.running(), ["K2"]);
    assert!(!case.sight().contains(&VILLAGE));
}

#[test]
fn passing_on_ends_the_duties_of_the_unit_in_between() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(assign(TOWNSHIP, "2026-04-20"));
    case.by(TOWNSHIP, Clerk).does(transfer(VILLAGE));
    assert_eq!(case.running(), ["K3", "K4"]);
    assert!(
        case.matter
            .clocks
            .iter()
            .all(|clock| !clock.is_running() || clock.unit() == Some(VILLAGE))
    );
}

#[test]
fn an_accepted_matter_is_not_passed_on() {
    let case = Case::accepted(&[Appeal]);
    assert_eq!(case.refuses(transfer(WATER)).kind, RefusalKind::Stage);
}

#[test]
fn an_accused_owner_loses_the_matter_to_the_discipline_organ() {
    let mut case = Case::accepted(&[Accusation]);
    case.on("2026-03-09")
        .by(OFFICE, Leader)
        .does(accuse(&[HOUSING], &[]));
    assert_eq!(case.matter.owner, DISCIPLINE);
    assert_eq!(case.matter.stage, Stage::Registered);
    assert_eq!(case.running(), ["K2"]);
    assert_eq!(case.matter.accepted, None);
}

#[test]
fn where_the_discipline_organ_is_accused_the_sender_takes_over() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Clerk).does(transfer(DISCIPLINE));
    case.does(accuse(&[DISCIPLINE], &[]));
    assert_eq!(case.matter.owner, OFFICE);
    assert_eq!(case.running(), ["K1"]);
}

#[test]
fn nobody_above_the_top_can_take_over_and_the_refusal_says_so() {
    let case = Case::registered(&[Accusation]);
    let refusal = case.refuses(accuse(&[CITY], &[]));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(refusal.article.as_deref(), Some(SEALED));
}

#[test]
fn an_objection_never_hands_a_matter_back_to_an_accused_sender() {
    let mut case = Case::open(crate::common::checked(WATER, "2026-03-02", &[Accusation]));
    case.by(WATER, Clerk).does(transfer(HOUSING));
    let mut accused_first = case.clone();
    accused_first
        .by(HOUSING, Leader)
        .does(accuse(&[WATER], &[]));
    assert_eq!(
        accused_first
            .refuses(object_naming(TOWNSHIP))
            .article
            .as_deref(),
        Some(SEALED)
    );

    case.by(HOUSING, Leader).does(object_naming(TOWNSHIP));
    case.does(accuse(&[WATER], &[]));
    assert_eq!(case.matter.owner, DISCIPLINE);
    assert_eq!(case.matter.stage, Stage::Registered);
    assert_eq!(case.running(), ["K2"]);
}
