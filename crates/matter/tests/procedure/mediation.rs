//! Mediation, settlement, confirmation by the court, carrying out: T20, T21, T24, K18.

use kernel::RefusalKind;
use kernel::org::Role::{Handler, Leader};
use matter::execution::ExecutionState;
use matter::lawful::Route;
use matter::mediation::{Confirmation, MediationKind, MediationState, Party};
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::{Action, ClockState, Stage};

use crate::common::acts::{classify, close, hear, opinion, reply_suggestion, serve};
use crate::common::case::Case;
use crate::common::reviews::{
    agree, ask_confirmation, confirmed, consent, end_mediation, meet, propose, report, track, urge,
};
use crate::common::{HOUSING, WATER, day};

/// Proposed on 10 March.
fn proposed(kind: MediationKind) -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10")
        .by(HOUSING, Handler)
        .does(propose(kind, &[1]));
    case
}

fn mediating(kind: MediationKind) -> Case {
    let mut case = proposed(kind);
    case.by_petitioner()
        .does(consent(1, Party::Petitioner, true));
    case.by(HOUSING, Handler)
        .does(consent(1, Party::Other, true));
    case
}

/// Agreed on 16 March; the repair is promised for 30 April.
fn agreed() -> Case {
    let mut case = mediating(MediationKind::Peoples);
    case.on("2026-03-16")
        .does(meet(1))
        .does(agree(1, "2026-03-16", &[("完成维修", "2026-04-30")]));
    case
}

#[test]
fn nothing_is_mediated_before_both_sides_agree_to_it() {
    let mut case = proposed(MediationKind::Peoples);
    let refusal = case.refuses(agree(1, "2026-03-10", &[]));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第三十三条")
    );
    case.does(consent(1, Party::Other, true));
    assert_eq!(case.refuses(meet(1)).kind, RefusalKind::Missing);
}

#[test]
fn the_petitioner_speaks_for_nobody_else() {
    let mut case = proposed(MediationKind::Peoples);
    let refusal = case.by_petitioner().refuses(consent(1, Party::Other, true));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn a_refusal_ends_the_mediation_and_the_handling_goes_on() {
    let mut case = proposed(MediationKind::Administrative);
    case.by_petitioner()
        .does(consent(1, Party::Petitioner, false));
    assert_eq!(case.matter.mediations[0].state, MediationState::Failed);
    assert_eq!(case.matter.stage, Stage::Handling);
    assert_eq!(case.running(), ["K6"]);
}

#[test]
fn whoever_ends_a_mediation_names_the_other_lawful_routes() {
    let mut case = mediating(MediationKind::Peoples);
    assert_eq!(case.refuses(end_mediation(1, " ")).kind, RefusalKind::Input);
    case.does(end_mediation(1, "向人民法院提起诉讼"));
    assert!(
        case.matter.mediations[0]
            .failed
            .as_ref()
            .unwrap()
            .text
            .contains("诉讼")
    );
}

#[test]
fn only_open_appeals_are_mediated() {
    let mut case = Case::accepted(&[Appeal, Suggestion]);
    case.by(HOUSING, Handler);
    for demands in [&[2][..], &[], &[9]] {
        assert_eq!(
            case.refuses(propose(MediationKind::Peoples, demands)).kind,
            RefusalKind::Input
        );
    }
}

#[test]
fn no_opinion_on_a_demand_that_is_being_mediated() {
    let mut case = mediating(MediationKind::Peoples);
    case.by(HOUSING, Leader).does(hear());
    assert_eq!(
        case.refuses(opinion(HOUSING, &[1])).kind,
        RefusalKind::Missing
    );
}

#[test]
fn an_agreement_is_a_lawful_end_of_its_demand() {
    let mut case = mediating(MediationKind::Settlement);
    case.on("2026-03-16").does(agree(1, "2026-03-16", &[]));
    assert_eq!(case.matter.stage, Stage::Served);
    assert_eq!(case.clock("K6").state, ClockState::Met(day("2026-03-16")));
    assert!(
        case.running().is_empty(),
        "a settlement is not confirmed by a court"
    );
    case.by(HOUSING, Leader).does(close());
}

#[test]
fn other_demands_still_need_their_answers() {
    let mut case = Case::accepted(&[Appeal, Suggestion]);
    case.by(HOUSING, Leader)
        .does(propose(MediationKind::Administrative, &[1]))
        .does(consent(1, Party::Petitioner, true))
        .does(consent(1, Party::Other, true))
        .does(agree(1, "2026-03-05", &[]));
    assert_eq!(case.matter.stage, Stage::Handling);
    case.does(reply_suggestion(HOUSING));
    case.does(serve(2, "2026-03-05"));
    assert_eq!(case.matter.stage, Stage::Served);
}

#[test]
fn a_promise_is_watched_until_its_day() {
    let mut case = agreed();
    assert_eq!(case.matter.stage, Stage::Executing);
    assert_eq!(case.clock("K32").due.raw, day("2026-04-30"));
    case.by(HOUSING, Leader);
    assert!(case.may(Action::Close).is_err());
    case.on("2026-04-20").does(urge(1));
    case.on("2026-04-28").does(report(1, true));
    assert_eq!(case.matter.executions[0].state, ExecutionState::Done);
    assert_eq!(case.matter.stage, Stage::Served);
}

#[test]
fn both_sides_ask_the_court_within_thirty_days() {
    let mut case = agreed();
    assert_eq!(case.clock("K18").due.raw, day("2026-04-15"));
    case.on("2026-04-16");
    let refusal = case.refuses(ask_confirmation(1, "2026-04-16"));
    assert!(refusal.article.unwrap().contains("第二百零五条"));
    case.does(ask_confirmation(1, "2026-04-15"));
    assert!(!case.clock("K18").is_running());
    case.does(confirmed(1, Confirmation::Confirmed, "2026-04-16"));
    assert_eq!(
        case.matter.stage,
        Stage::Executing,
        "it can now be enforced"
    );
}

#[test]
fn an_agreement_the_court_rejects_ends_nothing() {
    let mut case = agreed();
    case.on("2026-03-20")
        .does(ask_confirmation(1, "2026-03-20"));
    case.on("2026-03-30")
        .does(confirmed(1, Confirmation::Rejected, "2026-03-30"));
    assert_eq!(case.matter.stage, Stage::Handling);
    assert_eq!(case.matter.open_demands().count(), 1);
    assert_eq!(case.running(), ["K6"]);
    case.does(propose(MediationKind::Peoples, &[1]));
}

#[test]
fn an_agreement_the_court_rejects_gives_a_demand_the_period_of_its_own_route() {
    let mut case = Case::accepted(&[Appeal, Appeal]);
    case.by(HOUSING, Handler)
        .does(classify(2, Route::Duty))
        .does(propose(MediationKind::Peoples, &[2]));
    case.by_petitioner()
        .does(consent(1, Party::Petitioner, true));
    case.by(HOUSING, Handler)
        .does(consent(1, Party::Other, true))
        .does(meet(1))
        .does(agree(1, "2026-03-05", &[]))
        .does(ask_confirmation(1, "2026-03-05"));
    assert_eq!(case.running(), ["K6"]);
    case.on("2026-03-30")
        .does(confirmed(1, Confirmation::Rejected, "2026-03-30"));
    assert_eq!(case.running(), ["K6", "K8", "K8a"]);
}

#[test]
fn administrative_mediation_is_not_confirmed_by_the_court_here() {
    let mut case = mediating(MediationKind::Administrative);
    case.does(agree(1, "2026-03-10", &[]));
    assert!(case.may(Action::AskConfirmation).is_err());
}

#[test]
fn a_supporting_opinion_is_carried_out_and_the_result_is_known() {
    let mut case = Case::served();
    case.on("2026-03-25").by(HOUSING, Leader);
    assert_eq!(
        case.refuses(track(1, "2026-03-24")).kind,
        RefusalKind::Input,
        "a day in the past"
    );
    case.does(track(1, "2026-04-20"));
    assert_eq!(case.matter.stage, Stage::Executing);
    case.on("2026-04-21").does(report(1, false));
    assert_eq!(case.matter.executions[0].state, ExecutionState::NotDone);
    assert_eq!(case.matter.stage, Stage::Served);
}

#[test]
fn another_unit_reports_nothing() {
    let mut case = agreed();
    case.by(WATER, Leader);
    assert_eq!(case.refuses(report(1, true)).kind, RefusalKind::NotYours);
}
