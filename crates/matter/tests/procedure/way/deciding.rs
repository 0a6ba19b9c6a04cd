//! Reports for decision (T05), returns that are counted, disputes that an arbiter settles (J5).

use kernel::org::Role::{Clerk, Handler, Leader, Supervisor};
use kernel::rulebook::Weight;
use kernel::{RefusalKind, UnitId};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{Action, ClockState, Command, HandoverKind, Holder, Screening, Stage};

use crate::common::acts::{
    accuse, agree, decide_report, object, object_naming, refer, reject, report_up, settle, transfer,
};
use crate::common::case::Case;
use crate::common::{
    CITY, COUNTY, DISCIPLINE, GOVERNMENT, HOUSING, HOUSING_STATION, OFFICE, TOWNSHIP, VILLAGE,
    WATER, arrival, day, screening,
};

const DISPUTE: &str = "《信访工作条例》第二十四条第一款";

fn major() -> Case {
    let mut case = Case::open(arrival(OFFICE, "2026-03-02"));
    case.by(OFFICE, Clerk).does(Command::Register(Screening {
        weight: Weight::Major,
        ..screening(&[Appeal])
    }));
    case
}

/// Handed back by a unit that names another one.
fn returned_by(case: &mut Case, unit: UnitId, naming: UnitId) {
    case.by(OFFICE, Clerk).does(transfer(unit));
    case.by(unit, Handler).does(object_naming(naming));
    case.by(OFFICE, Clerk).does(agree());
}

#[test]
fn a_major_matter_is_reported_up_and_the_decision_comes_back() {
    let mut case = major();
    case.on("2026-03-03").does(report_up());
    assert_eq!(case.matter.stage, Stage::ReportedUp);
    assert_eq!(case.matter.owner, OFFICE, "who reported it keeps it");
    assert_eq!(case.running(), ["K1", "K1D"]);
    assert_eq!(case.clock("K1D").holder, Holder::Unit(GOVERNMENT));
    assert_eq!(case.clock("K1D").due.raw, day("2026-03-06"));
    case.on("2026-03-05")
        .by(GOVERNMENT, Leader)
        .does(decide_report(Some(HOUSING)));
    assert_eq!(case.matter.stage, Stage::Registered);
    assert_eq!(case.running(), ["K1"]);
    case.by(OFFICE, Clerk).does(transfer(HOUSING));
}

#[test]
fn an_ordinary_matter_is_not_reported_up() {
    let case = Case::registered(&[Appeal]);
    let refusal = case.refuses(report_up());
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第二十二条第一款第一项")
    );
}

#[test]
fn only_the_government_decides_on_a_report() {
    let mut case = major();
    case.does(report_up());
    for unit in [OFFICE, HOUSING] {
        case.by(unit, Leader);
        assert_eq!(
            case.refuses(decide_report(None)).kind,
            RefusalKind::NotYours
        );
    }
    case.by(GOVERNMENT, Supervisor);
    assert_eq!(
        case.refuses(decide_report(None)).kind,
        RefusalKind::NotYours
    );
}

#[test]
fn a_decision_names_a_unit_that_may_have_the_matter() {
    let mut case = Case::open(arrival(OFFICE, "2026-03-02"));
    case.by(OFFICE, Clerk).does(Command::Register(Screening {
        weight: Weight::Urgent,
        ..screening(&[Accusation])
    }));
    case.does(accuse(&[HOUSING], &[])).does(report_up());
    case.by(GOVERNMENT, Leader);
    assert_eq!(
        case.refuses(decide_report(Some(HOUSING_STATION))).kind,
        RefusalKind::Law
    );
    case.does(decide_report(None));
}

#[test]
fn nobody_disputes_what_nobody_objected_to() {
    let case = Case::transferred(&[Appeal]);
    let refusal = case.refuses(refer());
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(refusal.article.as_deref(), Some(DISPUTE));
}

#[test]
fn a_dispute_goes_to_the_common_superior_who_names_the_unit() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    case.on("2026-03-06").by(OFFICE, Clerk).does(refer());
    assert_eq!(case.matter.stage, Stage::Disputed);
    assert_eq!(
        case.matter.owner, HOUSING,
        "it never lies between two chairs"
    );
    assert_eq!(case.matter.decider(), Some(GOVERNMENT));
    assert_eq!(case.running(), ["K3", "K4D"]);
    assert_eq!(case.clock("K4D").due.raw, day("2026-03-13"));

    case.on("2026-03-09")
        .by(GOVERNMENT, Leader)
        .does(settle(WATER));
    assert_eq!(case.matter.owner, WATER);
    assert_eq!(case.matter.stage, Stage::Transferred);
    assert_eq!(case.running(), ["K3"], "a unit so named does not object");
    assert_eq!(case.clock("K4D").state, ClockState::Met(day("2026-03-09")));
    assert_eq!(
        case.matter.last_handover().map(|handover| handover.kind),
        Some(HandoverKind::Named)
    );
    let refusal = case.by(WATER, Handler).refuses(object_naming(HOUSING));
    assert_eq!(refusal.article.as_deref(), Some(DISPUTE));
    assert_eq!(case.refuses(refer()).article.as_deref(), Some(DISPUTE));
}

#[test]
fn a_unit_confirmed_by_the_superior_keeps_its_clock() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-05").by(HOUSING, Handler).does(object());
    case.by(OFFICE, Clerk).does(reject());
    case.by(HOUSING, Leader).does(refer());
    case.on("2026-03-09")
        .by(GOVERNMENT, Leader)
        .does(settle(HOUSING));
    assert_eq!(case.matter.owner, HOUSING);
    assert_eq!(case.clock("K3").due.raw, day("2026-03-18"));
    assert_eq!(case.clocks("K3").len(), 1);
}

#[test]
fn a_named_unit_passes_the_matter_down_only() {
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Handler).does(object());
    case.by(OFFICE, Clerk).does(refer());
    case.by(GOVERNMENT, Leader).does(settle(HOUSING));
    case.by(HOUSING, Leader);
    assert_eq!(case.refuses(transfer(WATER)).kind, RefusalKind::Law);
    case.does(transfer(HOUSING_STATION));
}

#[test]
fn the_superior_of_a_township_and_its_village_stands_above_both() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(transfer(VILLAGE));
    case.by(VILLAGE, Handler).does(object_naming(TOWNSHIP));
    case.by(OFFICE, Clerk).does(refer());
    assert_eq!(case.matter.decider(), Some(GOVERNMENT));
}

#[test]
fn two_stations_of_one_department_are_settled_by_it() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(transfer(HOUSING_STATION));
    case.by(HOUSING_STATION, Handler).does(object_naming(WATER));
    case.by(OFFICE, Clerk).does(refer());
    assert_eq!(
        case.matter.decider(),
        Some(GOVERNMENT),
        "the department of one party is no superior of the other"
    );
}

#[test]
fn without_a_common_superior_the_joint_conference_decides() {
    let org = crate::common::with_conference();
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Handler).does(object_naming(CITY));
    let refusal = case.by(OFFICE, Clerk).refuses(refer());
    assert_eq!(
        refusal.kind,
        RefusalKind::Missing,
        "nobody stands above the city"
    );
    assert_eq!(
        matter::routing::arbiter(&case.matter, &org),
        Some(crate::common::CONFERENCE)
    );
    assert_eq!(matter::routing::arbiter(&case.matter, &COUNTY.org), None);
}

#[test]
fn after_three_returns_an_arbiter_decides_instead_of_another_move() {
    let mut case = Case::registered(&[Appeal]);
    returned_by(&mut case, HOUSING, WATER);
    returned_by(&mut case, WATER, TOWNSHIP);
    assert!(case.may(Action::Transfer).is_ok());
    returned_by(&mut case, TOWNSHIP, HOUSING);
    assert_eq!(case.matter.returns, 3);
    for action in [Action::Transfer, Action::Assign] {
        let refusal = case.may(action).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Law);
        assert_eq!(refusal.article.as_deref(), Some(DISPUTE));
    }
    case.does(refer());
    assert_eq!(case.running(), ["K1", "K4D"]);
    case.by(GOVERNMENT, Leader).does(settle(HOUSING));
    assert_eq!(case.matter.owner, HOUSING);
    assert_eq!(case.running(), ["K3"]);
}

#[test]
fn a_dispute_is_never_settled_onto_a_petition_department_or_an_accused_unit() {
    let mut case = Case::transferred(&[Accusation]);
    case.by(HOUSING, Handler).does(object_naming(TOWNSHIP));
    case.by(OFFICE, Clerk)
        .does(accuse(&[WATER], &[]))
        .does(refer());
    case.by(GOVERNMENT, Leader);
    for unit in [WATER, OFFICE] {
        assert_eq!(case.refuses(settle(unit)).kind, RefusalKind::Law);
    }
}

#[test]
fn a_decider_who_is_accused_loses_the_decision() {
    let mut case = Case::transferred(&[Accusation]);
    case.by(HOUSING, Handler).does(object());
    case.by(OFFICE, Clerk).does(refer());
    case.matter.routing.dispute.as_mut().unwrap().arbiter = TOWNSHIP;
    case.does(accuse(&[TOWNSHIP], &[]));
    assert_eq!(case.matter.owner, DISCIPLINE);
    assert_eq!(case.matter.stage, Stage::Registered);
    assert!(!case.sight().contains(&TOWNSHIP));
    assert_eq!(case.running(), ["K2"]);
}

#[test]
fn the_decider_sees_the_matter_it_decides_on() {
    let mut case = Case::open(crate::common::checked(HOUSING, "2026-03-02", &[Appeal]));
    case.by(HOUSING, Leader).does(transfer(WATER));
    assert!(!case.sight().contains(&GOVERNMENT));
    case.by(WATER, Handler).does(object_naming(HOUSING));
    case.by(HOUSING, Leader).does(refer());
    assert!(case.sight().contains(&GOVERNMENT));
}
