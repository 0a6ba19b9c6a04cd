//! Simplified handling (K19–K21): quicker clocks above the ordinary ones, and a way back.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::rulebook::Weight;
use matter::lawful::Route;
use matter::petition::Purpose;
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{Action, Command, Screening, ServiceMethod, Stage};

use crate::common::acts::{
    classify, extend, hear, object, opinion, serve, simplify, transfer, use_ordinary,
};
use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, arrival, checked, day, screening};

const MEASURES: &str = "《信访事项简易办理办法（试行）》";

fn simple() -> Case {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(simplify(false));
    case
}

#[test]
fn a_simple_matter_runs_on_one_three_and_ten_working_days() {
    let mut case = simple();
    assert_eq!(case.clock("K19").due.raw, day("2026-03-03"));
    case.on("2026-03-03").does(transfer(HOUSING));
    assert_eq!(case.running(), ["K20", "K3", "K4"]);
    assert_eq!(case.clock("K20").due.raw, day("2026-03-06"));
    case.on("2026-03-05")
        .by(HOUSING, Leader)
        .does(Command::Accept);
    assert_eq!(case.running(), ["K21", "K6"]);
    assert_eq!(case.clock("K21").due.raw, day("2026-03-19"));
    case.does(hear())
        .does(opinion(HOUSING, &[1]))
        .does(serve(1, "2026-03-05"));
    assert_eq!(case.running(), ["K9"]);
}

#[test]
fn a_matter_that_proves_unfit_goes_back_to_the_ordinary_procedure_without_losing_a_day() {
    let mut case = simple();
    case.on("2026-03-03").does(transfer(HOUSING));
    case.on("2026-03-05")
        .by(HOUSING, Leader)
        .does(Command::Accept);
    case.on("2026-03-12").does(use_ordinary());
    assert_eq!(case.running(), ["K6"]);
    assert_eq!(case.clock("K6").due.raw, day("2026-05-04"));
    assert!(case.matter.simple.is_none());
    case.does(extend(10, HOUSING));
}

#[test]
fn a_simple_matter_is_not_extended() {
    let mut case = simple();
    case.does(transfer(HOUSING));
    case.by(HOUSING, Leader).does(Command::Accept);
    assert_eq!(
        case.refuses(extend(10, HOUSING)).article.as_deref(),
        Some(MEASURES)
    );
}

#[test]
fn whoever_asks_for_paper_gets_paper() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(simplify(true))
        .does(hear())
        .does(opinion(HOUSING, &[1]));
    let by = |method| Command::Serve {
        answer: kernel::AnswerId(1),
        method,
        on: day("2026-03-05"),
        proof: "XA1".to_owned(),
    };
    for method in [ServiceMethod::Web, ServiceMethod::Sms, ServiceMethod::Phone] {
        assert_eq!(case.refuses(by(method)).article.as_deref(), Some(MEASURES));
    }
    case.does(by(ServiceMethod::Post));
    assert_eq!(case.matter.stage, Stage::Served);
}

fn scope(purposes: &[Purpose], change: impl FnOnce(&mut Screening)) -> bool {
    let mut found = screening(purposes);
    change(&mut found);
    let mut case = Case::open(arrival(OFFICE, "2026-03-02"));
    case.by(OFFICE, Clerk).does(Command::Register(found));
    case.may(Action::Simplify).is_ok()
}

#[test]
fn only_simple_matters_are_in_scope() {
    assert!(scope(&[Appeal], |_| {}));
    assert!(!scope(&[Appeal], |found| found.weight = Weight::Major));
    assert!(!scope(&[Accusation], |_| {}));

    let mut group = checked(OFFICE, "2026-03-02", &[Appeal]);
    group.petition.head_count = 5;
    assert!(Case::open(group).may(Action::Simplify).is_err());

    let mut led_out = Case::registered(&[Appeal]);
    led_out
        .by(OFFICE, Leader)
        .does(classify(1, Route::Arbitration));
    assert!(led_out.may(Action::Simplify).is_err());

    let mut disputed = Case::transferred(&[Appeal]);
    disputed.by(HOUSING, Handler).does(object());
    disputed
        .by(OFFICE, Clerk)
        .does(crate::common::acts::reject());
    assert!(disputed.by(HOUSING, Leader).may(Action::Simplify).is_err());
}

#[test]
fn simplified_handling_begins_within_its_own_periods() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-20");
    let refusal = case.refuses(simplify(false));
    assert_eq!(refusal.kind, RefusalKind::Law);
    case.on("2026-03-19").does(simplify(false));
}

#[test]
fn an_accusation_found_later_ends_simplified_handling() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(simplify(false)).does(Command::AddDemand {
        purpose: Accusation,
        text: "经办人收受好处".to_owned(),
    });
    assert!(case.matter.simple.is_none());
    assert_eq!(case.running(), ["K6", "K6A"]);
}
