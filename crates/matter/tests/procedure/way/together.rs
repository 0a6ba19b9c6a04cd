//! Several organs on one matter: a lead that answers for the whole, co-handling tasks with own clocks.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Handler, Leader};
use matter::awaited;
use matter::oversight::{DutyKind, NEXT};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::routing::TaskState;
use matter::{Action, ClockState, Holder, Stage};

use crate::common::acts::{
    accuse, agree, ask_co_handler, close, contribute, end_co_handling, hear, object, opinion,
    serve, transfer,
};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, HOUSING_STATION, MERGED, OFFICE, TOWNSHIP, WATER, day};

fn asked() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-06")
        .does(ask_co_handler(WATER, "2026-03-20"));
    case
}

#[test]
fn a_co_handling_unit_has_its_own_clock_and_the_lead_keeps_the_matter() {
    let case = asked();
    assert_eq!(case.matter.owner, HOUSING);
    assert_eq!(case.clock("K5C").holder, Holder::Unit(WATER));
    assert_eq!(case.clock("K5C").due.raw, day("2026-03-20"));
    assert!(case.sight().contains(&WATER));
    assert_eq!(case.running(), ["K5C", "K6"]);
}

#[test]
fn what_the_procedure_awaits_next_is_one_row_beside_each_contribution_owed() {
    let rows = |case: &Case| -> Vec<_> {
        awaited(&case.matter, &COUNTY.org)
            .into_iter()
            .map(|row| (row.kind, row.number, row.unit))
            .collect()
    };
    let mut case = asked();
    let answer = (DutyKind::Answer, NEXT, HOUSING);
    assert_eq!(rows(&case), [answer, (DutyKind::CoHandle, 1, WATER)]);
    case.does(ask_co_handler(TOWNSHIP, "2026-03-25"));
    case.on("2026-03-17").by(WATER, Handler).does(contribute());
    assert_eq!(rows(&case), [answer, (DutyKind::CoHandle, 2, TOWNSHIP)]);

    let mut case = Case::transferred(&[Appeal]);
    assert_eq!(rows(&case), [(DutyKind::Decide, NEXT, HOUSING)]);
    case.on("2026-03-06").by(HOUSING, Handler).does(object());
    let sender = [(DutyKind::Verify, NEXT, OFFICE)];
    assert_eq!(
        rows(&case),
        sender,
        "while an objection waits, the sender's"
    );
    case.by(OFFICE, Clerk).does(agree());
    assert_eq!(rows(&case), [(DutyKind::Returned, NEXT, OFFICE)]);
}

#[test]
fn each_unit_gives_its_own_contribution() {
    let mut case = asked();
    case.does(ask_co_handler(TOWNSHIP, "2026-03-25"));
    case.on("2026-03-17").by(WATER, Handler).does(contribute());
    let states: Vec<bool> = case
        .matter
        .routing
        .tasks
        .iter()
        .map(|task| task.is_open())
        .collect();
    assert_eq!(states, [false, true]);
    assert_eq!(
        case.clocks("K5C")[0].state,
        ClockState::Met(day("2026-03-17"))
    );
    assert!(case.clocks("K5C")[1].is_running());
    assert_eq!(
        case.refuses(contribute()).kind,
        RefusalKind::Missing,
        "once"
    );
    assert_eq!(
        case.by(OFFICE, Clerk).refuses(contribute()).kind,
        RefusalKind::NotYours
    );
}

#[test]
fn the_lead_answers_for_the_whole_once_the_contributions_are_in() {
    let mut case = asked();
    case.on("2026-03-10").does(hear());
    let refusal = case.refuses(opinion(HOUSING, &[1]));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert!(refusal.zh.contains("青禾县水务局"));
    case.by(WATER, Handler).does(contribute());
    case.by(HOUSING, Leader).does(opinion(HOUSING, &[1]));
    case.does(serve(1, "2026-03-10"));
    assert_eq!(case.matter.stage, Stage::Served);
    case.does(close());
}

#[test]
fn the_lead_may_do_without_a_contribution_and_says_why() {
    let mut case = asked();
    case.does(hear());
    case.does(end_co_handling(WATER));
    assert!(matches!(
        case.matter.routing.tasks[0].state,
        TaskState::Ended { .. }
    ));
    assert!(matches!(case.clock("K5C").state, ClockState::Ended(..)));
    case.does(opinion(HOUSING, &[1]));
}

#[test]
fn nobody_co_handles_twice_at_once_or_beside_itself() {
    let case = asked();
    for unit in [WATER, HOUSING, MERGED] {
        assert_eq!(
            case.refuses(ask_co_handler(unit, "2026-03-20")).kind,
            RefusalKind::Input
        );
    }
    assert_eq!(
        case.refuses(ask_co_handler(TOWNSHIP, "2026-03-06")).kind,
        RefusalKind::Input
    );
}

#[test]
fn a_return_or_a_pass_on_frees_the_co_handling_units() {
    let mut returned = Case::transferred(&[Appeal]);
    returned
        .by(HOUSING, Leader)
        .does(ask_co_handler(WATER, "2026-03-20"));
    returned.does(object());
    returned.by(OFFICE, Clerk).does(agree());
    assert_eq!(returned.running(), ["K1"]);
    assert_eq!(returned.matter.routing.open_tasks().count(), 0);
    assert!(!returned.sight().contains(&WATER));

    let mut passed = Case::transferred(&[Appeal]);
    passed
        .by(HOUSING, Leader)
        .does(ask_co_handler(WATER, "2026-03-20"));
    passed.does(transfer(HOUSING_STATION));
    assert_eq!(passed.running(), ["K3", "K4"]);
}

#[test]
fn an_accused_unit_takes_no_part() {
    let mut case = Case::accepted(&[Accusation]);
    case.does(accuse(&[WATER], &[]));
    assert_eq!(
        case.refuses(ask_co_handler(WATER, "2026-03-20")).kind,
        RefusalKind::Law
    );

    let mut later = Case::accepted(&[Accusation]);
    later.does(ask_co_handler(WATER, "2026-03-20"));
    later.does(accuse(&[WATER], &[]));
    assert_eq!(later.running(), ["K6A"]);
    assert!(!later.sight().contains(&WATER));
    assert_eq!(later.matter.routing.open_tasks().count(), 0);
}

#[test]
fn the_petition_department_may_add_a_co_handling_unit_for_the_lead() {
    let mut case = Case::transferred(&[Appeal]);
    case.by(OFFICE, Clerk)
        .does(ask_co_handler(WATER, "2026-03-20"));
    assert_eq!(
        case.matter.routing.tasks[0].asked_by, HOUSING,
        "it owes the lead"
    );
    assert!(case.by(WATER, Handler).may(Action::AskCoHandler).is_err());
    assert!(case.may(Action::Contribute).is_ok());
}
