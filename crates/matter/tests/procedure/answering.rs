//! Opinions, replies, service, closing.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{AnswerId, DemandId, RefusalKind};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{AnswerKind, ClockState, Command, Decision, Holder, ServiceMethod, Stage};

use crate::common::acts::{
    close, complete, hear, opinion, reply_accusation, reply_suggestion, serve, signed,
};
use crate::common::case::Case;
use crate::common::{HOUSING, WATER, day, viewer};

const PARTS: &str = "《信访工作条例》第三十二条";

fn heard() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10").does(hear());
    case
}

#[test]
fn an_opinion_without_basis_names_the_missing_part() {
    let mut draft = complete(&[1]);
    draft.basis = " ".to_owned();
    let refusal = heard().refuses(signed(HOUSING, draft));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(refusal.article.as_deref(), Some(PARTS));
    assert!(refusal.zh.contains("法律法规等依据"));
    assert!(!refusal.zh.contains("事实和理由"));
}

#[test]
fn an_opinion_decides_on_something() {
    let refusal = heard().refuses(opinion(HOUSING, &[]));
    assert_eq!(refusal.article.as_deref(), Some(PARTS));
}

#[test]
fn an_opinion_decides_on_each_demand_once_and_on_appeals_only() {
    let mut case = Case::accepted(&[Appeal, Suggestion]);
    case.does(hear());
    for demands in [&[1, 1][..], &[2], &[3]] {
        assert_eq!(
            case.refuses(opinion(HOUSING, demands)).kind,
            RefusalKind::Input
        );
    }
}

#[test]
fn each_demand_has_its_own_decision() {
    let mut case = Case::accepted(&[Appeal, Appeal]);
    let mut draft = complete(&[1, 2]);
    draft.decisions[1].1 = Decision::NotSupport;
    case.does(hear()).does(signed(HOUSING, draft));
    let ids: Vec<_> = case
        .matter
        .demands
        .iter()
        .map(|demand| demand.answer)
        .collect();
    assert_eq!(ids, [Some(AnswerId(1)), Some(AnswerId(1))]);
    let AnswerKind::Opinion(opinion) = &case.matter.answers[0].kind else {
        panic!("no opinion");
    };
    let decided: Vec<_> = opinion.decisions.iter().map(|(_, one)| *one).collect();
    assert_eq!(decided, [Decision::Support, Decision::NotSupport]);
    assert_eq!(case.matter.stage, Stage::Answered);
}

#[test]
fn a_leader_of_the_owner_signs() {
    let case = heard();
    assert_eq!(case.refuses(opinion(WATER, &[1])).kind, RefusalKind::Input);
    let by_handler = Command::IssueOpinion {
        opinion: complete(&[1]),
        signer: viewer(HOUSING, Handler).post,
    };
    assert_eq!(case.refuses(by_handler).kind, RefusalKind::Input);
}

#[test]
fn a_reply_answers_the_demands_of_its_purpose_only() {
    let mut case = Case::accepted(&[Appeal, Suggestion, Accusation]);
    case.does(reply_suggestion(HOUSING))
        .does(reply_accusation(HOUSING));
    let open: Vec<_> = case.matter.open_demands().map(|demand| demand.id).collect();
    assert_eq!(open, [DemandId(1)]);
    assert_eq!(case.matter.stage, Stage::Handling);
    assert_eq!(
        case.refuses(reply_suggestion(HOUSING)).kind,
        RefusalKind::Missing
    );
}

#[test]
fn the_handling_period_is_kept_when_the_petitioner_has_the_answer() {
    let case = Case::served();
    assert_eq!(case.clock("K6").state, ClockState::Met(day("2026-03-24")));
    assert_eq!(case.matter.stage, Stage::Served);
}

#[test]
fn service_of_an_opinion_gives_the_petitioner_thirty_days_for_review() {
    let case = Case::served();
    assert_eq!(case.clock("K9").holder, Holder::Petitioner);
    assert_eq!(case.clock("K9").due.raw, day("2026-04-23"));
    assert_eq!(
        case.matter.next_due(),
        None,
        "the petitioner's right is no duty of the office"
    );
}

#[test]
fn a_reply_to_a_suggestion_opens_no_review() {
    let mut case = Case::accepted(&[Suggestion]);
    case.does(reply_suggestion(HOUSING))
        .does(serve(1, "2026-03-05"));
    assert_eq!(case.matter.stage, Stage::Served);
    assert!(case.clocks("K9").is_empty());
}

#[test]
fn service_before_the_answers_day_or_after_today_is_refused() {
    let mut case = Case::answered();
    case.on("2026-03-24");
    for wrong in ["2026-03-19", "2026-03-25"] {
        assert_eq!(case.refuses(serve(1, wrong)).kind, RefusalKind::Input);
    }
}

#[test]
fn post_and_handing_over_need_proof() {
    let case = Case::answered();
    for method in [ServiceMethod::Post, ServiceMethod::InPerson] {
        let unproved = Command::Serve {
            answer: AnswerId(1),
            method,
            on: case.today,
            proof: String::new(),
        };
        assert_eq!(case.refuses(unproved).kind, RefusalKind::Input);
    }
}

#[test]
fn an_answer_is_served_once() {
    let mut case = Case::accepted(&[Suggestion, Accusation]);
    case.does(reply_suggestion(HOUSING))
        .does(reply_accusation(HOUSING));
    case.does(serve(1, "2026-03-05")).issues(AnswerId(2));
    assert_eq!(
        case.refuses(serve(1, "2026-03-05")).kind,
        RefusalKind::Input
    );
}

#[test]
fn a_period_watches_all_demands_of_its_purpose() {
    let mut case = Case::accepted(&[Appeal, Appeal, Suggestion]);
    case.does(hear())
        .does(opinion(HOUSING, &[1]))
        .does(opinion(HOUSING, &[2]));
    case.does(serve(2, "2026-03-05"));
    assert!(case.clock("K6").is_running());
    case.does(serve(1, "2026-03-05"));
    assert_eq!(case.running(), ["K6S", "K9", "K9"]);
}

#[test]
fn a_duty_is_done_on_the_last_day_of_service_whatever_is_recorded_first() {
    let mut case = Case::accepted(&[Appeal, Appeal]);
    case.does(hear())
        .does(opinion(HOUSING, &[1]))
        .does(opinion(HOUSING, &[2]));
    case.on("2026-05-20")
        .does(serve(1, "2026-05-20"))
        .does(serve(2, "2026-05-01"));
    assert_eq!(case.clock("K6").state, ClockState::Met(day("2026-05-20")));
    assert!(case.clock("K6").is_late(case.today));
}

#[test]
fn closing_waits_until_every_demand_is_served() {
    let mut case = Case::accepted(&[Appeal, Suggestion]);
    case.by(HOUSING, Leader)
        .does(hear())
        .does(opinion(HOUSING, &[1]))
        .does(serve(1, "2026-03-05"));
    assert_eq!(case.refuses(close()).kind, RefusalKind::Stage);
    case.does(reply_suggestion(HOUSING));
    assert_eq!(case.refuses(close()).kind, RefusalKind::Stage);
    case.does(serve(2, "2026-03-05")).does(close());
    assert_eq!(case.matter.stage, Stage::Closed);
}

#[test]
fn a_closed_matter_takes_no_new_demand() {
    let mut case = Case::served();
    case.does(close());
    let late = Command::AddDemand {
        purpose: Appeal,
        text: "还有一件事".to_owned(),
    };
    assert_eq!(case.refuses(late).kind, RefusalKind::Stage);
}

#[test]
fn a_clerk_serves_but_does_not_sign() {
    let mut case = heard();
    assert_eq!(
        case.by(HOUSING, Clerk).refuses(opinion(HOUSING, &[1])).kind,
        RefusalKind::NotYours
    );
    case.by(HOUSING, Leader).does(opinion(HOUSING, &[1]));
    case.by(HOUSING, Clerk).does(serve(1, "2026-03-10"));
}
