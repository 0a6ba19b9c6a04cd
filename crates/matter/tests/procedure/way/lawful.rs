//! The three purposes, and the six routes of an appeal (Art. 31): each demand has its own route and its own end.

use kernel::org::Role::{Clerk, Leader};
use kernel::rulebook::Rulebook;
use kernel::{DemandId, RefusalKind};
use matter::lawful::{Route, route_hints};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{Action, AnswerKind, ClockState, Command, Stage};

use crate::common::acts::{
    classify, close, conclude, hear, lead_in, opinion, reply_accusation, reply_duty,
    reply_suggestion, serve, transfer,
};
use crate::common::case::Case;
use crate::common::{COUNTY, DISCIPLINE, HOUSING, OFFICE, checked, day};

const ROUTES: &str = "《信访工作条例》第三十一条";
const OUT: [Route; 4] = [
    Route::Litigation,
    Route::Arbitration,
    Route::PartyAppeal,
    Route::Administrative,
];

#[test]
fn an_opinion_never_decides_a_demand_of_routes_one_to_five() {
    for route in OUT.into_iter().chain([Route::Duty]) {
        let mut case = Case::accepted(&[Appeal, Appeal]);
        case.does(hear()).does(classify(1, route));
        let refusal = case.refuses(opinion(HOUSING, &[1, 2]));
        assert_eq!(refusal.kind, RefusalKind::Law, "{}", route.zh());
        assert_eq!(refusal.article.as_deref(), Some(ROUTES));
        case.does(opinion(HOUSING, &[2]));
    }
}

#[test]
fn where_every_demand_leaves_the_petition_procedure_there_is_no_opinion_at_all() {
    let mut case = Case::accepted(&[Appeal]);
    case.does(hear()).does(classify(1, Route::Administrative));
    assert_eq!(
        case.may(Action::IssueOpinion)
            .unwrap_err()
            .article
            .as_deref(),
        Some(ROUTES)
    );
}

#[test]
fn routes_one_to_four_lead_into_the_other_procedure_with_its_time_limits() {
    for route in OUT {
        let mut case = Case::registered(&[Appeal]);
        case.by(OFFICE, Leader);
        assert!(
            case.may(Action::LeadIn).is_err(),
            "the route is found first"
        );
        case.does(classify(1, route)).does(lead_in(route, OFFICE));
        let AnswerKind::LedIn { outside, .. } = &case.matter.answers[0].kind else {
            panic!("no notice of the other procedure");
        };
        assert!(!outside.is_empty(), "{}", route.zh());
        assert_eq!(case.matter.stage, Stage::Answered);
        case.does(serve(1, "2026-03-02")).does(close());
    }
}

#[test]
fn the_outside_limits_are_those_of_the_law() {
    let book = Rulebook::national();
    let said = |route: Route| -> String {
        let rule = book.route(route.code()).unwrap();
        rule.outside.iter().map(|limit| limit.zh()).collect()
    };
    assert!(said(Route::Administrative).contains("60日内（《行政复议法》第二十条）"));
    assert!(said(Route::Litigation).contains("6个月内（《行政诉讼法》第四十六条）"));
    assert!(said(Route::Arbitration).contains("1年内（《劳动争议调解仲裁法》第二十七条）"));
    assert!(said(Route::PartyAppeal).contains("30日内（《公务员法》第九十五条）"));
    assert_eq!(said(Route::Petition), "");
}

#[test]
fn each_demand_has_its_own_route_and_end() {
    let mut case = Case::accepted(&[Appeal, Appeal, Appeal, Suggestion]);
    case.does(hear())
        .does(classify(1, Route::Arbitration))
        .does(classify(2, Route::Duty))
        .does(lead_in(Route::Arbitration, HOUSING))
        .does(reply_duty(HOUSING, true))
        .does(reply_suggestion(HOUSING))
        .does(opinion(HOUSING, &[3]));
    let ends: Vec<Vec<DemandId>> = case
        .matter
        .answers
        .iter()
        .map(|answer| answer.demands.clone())
        .collect();
    assert_eq!(
        ends,
        [[DemandId(1)], [DemandId(2)], [DemandId(4)], [DemandId(3)]]
    );
    for answer in 1..=4 {
        case.does(serve(answer, "2026-03-05"));
    }
    assert_eq!(case.matter.stage, Stage::Served);
    assert_eq!(case.running(), ["K9"], "only the opinion opens review");
}

#[test]
fn a_duty_runs_on_its_own_clock_from_acceptance() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10").does(classify(1, Route::Duty));
    assert_eq!(case.running(), ["K8", "K8a"]);
    assert!(matches!(case.clock("K6").state, ClockState::Ended(..)));
    assert_eq!(
        case.clock("K8").due.raw,
        day("2026-05-04"),
        "a new route is no new time"
    );
    assert_eq!(
        case.clock("K8a").due.raw,
        day("2026-05-02"),
        "two months from 2 March"
    );
    case.does(classify(1, Route::Petition));
    assert_eq!(case.running(), ["K6"]);
    assert_eq!(case.clock("K6").due.raw, day("2026-05-04"));
}

#[test]
fn a_duty_found_before_acceptance_starts_no_petition_period() {
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Leader)
        .does(classify(1, Route::Duty))
        .does(Command::Accept);
    assert_eq!(case.running(), ["K8", "K8a"]);
    case.does(reply_duty(HOUSING, false));
    case.does(serve(1, "2026-03-03"));
    assert_eq!(case.matter.stage, Stage::Served);
    assert!(case.running().is_empty());
}

#[test]
fn remedies_are_named_only_to_whom_they_concern() {
    let remedies = |interest| {
        let mut case = Case::accepted(&[Appeal]);
        case.does(classify(1, Route::Duty))
            .does(reply_duty(HOUSING, interest));
        match case.matter.answers.remove(0).kind {
            AnswerKind::DutyReply { outside, .. } => outside.len(),
            _ => panic!("no notice on the complaint"),
        }
    };
    assert_eq!((remedies(true), remedies(false)), (2, 0));
}

#[test]
fn only_open_appeals_have_a_route() {
    let case = Case::accepted(&[Suggestion]);
    assert_eq!(
        case.may(Action::Classify).unwrap_err().kind,
        RefusalKind::Missing
    );
    let mut mixed = Case::accepted(&[Suggestion, Appeal]);
    assert_eq!(
        mixed.refuses(classify(1, Route::Duty)).kind,
        RefusalKind::Input
    );
    mixed.does(classify(2, Route::Duty));
}

#[test]
fn words_in_a_demand_hint_at_a_route_and_decide_nothing() {
    let book = Rulebook::national();
    let hints = route_hints("单位拖欠工资三个月", &book);
    assert_eq!(hints, [(Route::Arbitration, "拖欠工资")]);
    assert!(route_hints("路灯坏了", &book).is_empty());
}

fn accused_at_discipline(anonymous: bool) -> Case {
    let mut arrival = checked(OFFICE, "2026-03-02", &[Accusation]);
    if anonymous {
        arrival.petition.petitioners.clear();
    }
    let mut case = Case::open(arrival);
    case.on("2026-03-03")
        .by(OFFICE, Clerk)
        .does(transfer(DISCIPLINE));
    case
}

#[test]
fn a_real_name_accuser_hears_of_acceptance_and_result_in_fifteen_working_days() {
    let mut case = accused_at_discipline(false);
    assert_eq!(case.running(), ["K22", "K4"]);
    assert_eq!(case.clock("K22").due.raw, day("2026-03-24"));
    case.on("2026-03-20")
        .by(DISCIPLINE, Leader)
        .does(Command::Accept);
    assert_eq!(case.clock("K22").state, ClockState::Met(day("2026-03-20")));
    case.on("2026-04-08").does(conclude());
    assert_eq!(case.running(), ["K22R", "K6A"]);
    assert_eq!(case.clock("K22R").due.raw, day("2026-04-29"));
    assert!(case.may(Action::ConcludeInquiry).is_err(), "once");
    case.on("2026-04-20")
        .does(reply_accusation(DISCIPLINE))
        .does(serve(1, "2026-04-20"));
    assert_eq!(case.clock("K22R").state, ClockState::Met(day("2026-04-20")));
    assert!(case.running().is_empty());
}

#[test]
fn an_anonymous_accusation_is_handled_but_nobody_is_owed_feedback() {
    let mut case = accused_at_discipline(true);
    assert_eq!(case.running(), ["K3", "K4"]);
    case.by(DISCIPLINE, Leader)
        .does(Command::Accept)
        .does(conclude());
    assert_eq!(case.running(), ["K6A"]);
}

#[test]
fn only_a_discipline_organ_concludes_an_inquiry() {
    let case = Case::accepted(&[Accusation]);
    assert_eq!(
        case.may(Action::ConcludeInquiry).unwrap_err().kind,
        RefusalKind::Missing
    );
    assert_eq!(COUNTY.org.discipline_organ(), Some(DISCIPLINE));
}
