//! What only a local rulebook allows: acceptance in three working days, more stops, suspension, termination (T35, T36).

use std::sync::LazyLock;

use kernel::access::Actor;
use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::rulebook::Rulebook;
use kernel::{AnswerId, Refusal, RefusalKind};
use matter::petition::Purpose::Appeal;
use matter::review::{Outcome, ReviewState};
use matter::{Command, Context, Stage, decide};

use crate::common::acts::{hear, serve};
use crate::common::case::Case;
use crate::common::reviews::{
    accept, ask, ask_supplement, conclude, hold_hearing, notify, record, resume, rule, supplement,
    suspend, terminate,
};
use crate::common::{COUNTY, HOUSING, OFFICE, day, post};

static LOCAL: LazyLock<Rulebook> = LazyLock::new(|| {
    Rulebook::national()
        .tightened_by(include_str!(
            "../../../../rulebooks/examples/review-shandong-style.toml"
        ))
        .unwrap()
});

fn try_local(case: &Case, command: Command) -> Result<Vec<matter::Event>, Refusal> {
    let ctx = Context {
        rulebook: &LOCAL,
        ..COUNTY.context(case.today, &case.actor)
    };
    decide(&case.matter, command, &ctx)
}

/// The command under the local book.
#[track_caller]
fn local(case: &mut Case, command: Command) {
    let events = try_local(case, command).unwrap();
    events.iter().for_each(|event| case.matter.apply(event));
    case.events.extend(events);
}

/// Asked for on 1 April under the local book.
fn asked() -> Case {
    let mut case = Case::served();
    case.on("2026-04-01").by(OFFICE, Clerk);
    local(&mut case, ask(1, "2026-04-01"));
    case
}

#[test]
fn acceptance_takes_three_working_days() {
    let case = asked();
    // 4 to 6 April are Qingming.
    assert_eq!(case.clock("K10").due.raw, day("2026-04-07"));
}

#[test]
fn the_day_a_request_is_complete_counts_as_the_day_it_was_received() {
    let mut case = asked();
    case.on("2026-04-02");
    local(&mut case, ask_supplement(1));
    assert!(case.clock("K11").is_stopped() && case.clock("K10").is_stopped());
    case.on("2026-04-08").by_petitioner();
    local(&mut case, supplement(1));
    assert_eq!(
        case.clock("K11").due.raw,
        day("2026-05-08"),
        "30 days from 8 April"
    );
    assert_eq!(
        case.clock("K10").due.raw,
        day("2026-04-13"),
        "3 working days from 8 April"
    );
}

#[test]
fn hearing_time_stands_outside_the_review_and_the_handling_period() {
    let mut case = asked();
    case.by(OFFICE, Leader);
    local(&mut case, accept(1));
    case.on("2026-04-07");
    local(&mut case, hold_hearing(Some(1), post(OFFICE, Handler), 5));
    assert_eq!(
        try_local(&case, notify(1, "2026-04-20")).unwrap_err().kind,
        RefusalKind::Law,
        "ten working days before"
    );
    local(&mut case, notify(1, "2026-04-21"));
    case.on("2026-04-21");
    local(&mut case, record(1, "2026-04-21", 1));
    local(&mut case, conclude(1));
    // Fifteen days of hearing: 30 + 15 from 1 April.
    assert_eq!(case.clock("K11").due.raw, day("2026-05-16"));

    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler).does(hear());
    local(&mut case, hold_hearing(None, post(HOUSING, Leader), 5));
    assert!(case.clock("K6").is_stopped());
}

#[test]
fn national_law_knows_no_suspension_and_no_termination() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Leader);
    for command in [suspend(), terminate(None, HOUSING)] {
        let refusal = case.refuses(command);
        assert_eq!(refusal.kind, RefusalKind::Law);
        assert!(refusal.article.unwrap().contains("地方"));
    }
}

#[test]
fn a_suspended_matter_waits_with_its_clocks_and_goes_on_where_it_stood() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10").by(HOUSING, Leader);
    local(&mut case, suspend());
    assert_eq!(case.matter.stage, Stage::Suspended);
    assert!(case.matter.next_due().is_none());
    case.on("2026-08-01");
    assert_eq!(
        try_local(&case, hear()).unwrap_err().kind,
        RefusalKind::Stage
    );
    assert!(!case.clock("K6").is_late(case.today));
    case.on("2026-03-19");
    local(&mut case, resume());
    assert_eq!(case.matter.stage, Stage::Handling);
    assert_eq!(case.clock("K6").due.raw, day("2026-05-14"), "60 + 10 days");
}

#[test]
fn a_withdrawn_review_ends_with_a_notice_and_the_opinion_stands() {
    let mut case = asked();
    case.by(OFFICE, Leader);
    local(&mut case, terminate(Some(1), OFFICE));
    assert_eq!(
        case.matter.stage,
        Stage::ReviewPending,
        "until the notice is served"
    );
    case.issues(AnswerId(2));
    local(&mut case, serve(2, "2026-04-01"));
    assert_eq!(case.matter.reviews[0].state, ReviewState::Terminated);
    assert_eq!(
        (case.matter.stage, case.matter.owner),
        (Stage::Served, HOUSING)
    );
    assert!(case.running().is_empty());
}

#[test]
fn open_demands_end_with_a_served_notice_of_termination() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10").by(HOUSING, Leader);
    local(&mut case, terminate(None, HOUSING));
    assert_eq!(case.matter.stage, Stage::Answered);
    case.issues(AnswerId(1));
    local(&mut case, serve(1, "2026-03-10"));
    assert_eq!(case.matter.stage, Stage::Served);
}

#[test]
fn a_review_decided_under_local_law_stops_no_other_clock() {
    let mut case = asked();
    case.by(OFFICE, Leader);
    local(&mut case, accept(1));
    local(&mut case, rule(1, Outcome::Uphold, OFFICE));
    case.issues(AnswerId(2));
    local(&mut case, serve(2, "2026-04-01"));
    assert_eq!(case.running(), ["K12"]);
}

#[test]
fn a_system_has_no_unit_to_advise_from() {
    let mut case = asked();
    case.by(OFFICE, Leader);
    local(&mut case, accept(1));
    case.actor = Actor::System;
    let advise = crate::common::reviews::advise(1);
    assert_eq!(
        try_local(&case, advise).unwrap_err().kind,
        RefusalKind::Stage
    );
}
