//! One whole life, as the ledger keeps it and as its clocks tell it.

use std::fmt::Write as _;

use kernel::org::Role::{Clerk, Handler, Leader};
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::{Clock, ClockState, Command, Holder, Score};

use crate::common::acts::{
    agree, assign, close, extend, hear, object_naming, opinion, rate, reply_suggestion, serve,
    transfer,
};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, OFFICE, WATER, arrival, screening};

/// Sent to the wrong department, returned, sent to the right one, extended, answered, rated, closed.
fn a_life() -> Case {
    let mut case = Case::open(arrival(OFFICE, "2026-03-02"));
    case.by(OFFICE, Clerk)
        .does(Command::Register(screening(&[Appeal, Suggestion])));
    case.on("2026-03-03").does(transfer(WATER));
    case.on("2026-03-06")
        .by(WATER, Handler)
        .does(object_naming(HOUSING));
    case.on("2026-03-09").by(OFFICE, Clerk).does(agree());
    case.on("2026-03-10").does(assign(HOUSING, "2026-06-10"));
    case.on("2026-03-13")
        .by(HOUSING, Leader)
        .does(Command::Accept);
    case.on("2026-03-20").does(hear());
    case.on("2026-05-08").does(extend(15, HOUSING));
    case.on("2026-05-20")
        .does(opinion(HOUSING, &[1]))
        .does(reply_suggestion(HOUSING));
    case.on("2026-05-22")
        .does(serve(1, "2026-05-22"))
        .does(serve(2, "2026-05-21"));
    case.by_petitioner()
        .does(rate(None, Some(Score::Satisfied)));
    case.on("2026-05-25").by(HOUSING, Leader).does(close());
    case
}

fn told(clock: &Clock) -> String {
    let who = match clock.holder {
        Holder::Unit(unit) => COUNTY.org.unit_name(unit),
        Holder::Petitioner => "信访人".to_owned(),
    };
    let state = match &clock.state {
        ClockState::Running => "running".to_owned(),
        ClockState::Met(on) => format!("met {on}"),
        ClockState::Ended(on, why) => format!("ended {on}: {why}"),
    };
    let due = clock.due;
    let moved = if due.moved == due.raw {
        String::new()
    } else {
        format!(" → {}", due.moved)
    };
    format!(
        "{:<4} {who}: {} … {}{moved}, {state}",
        clock.limit, clock.span.trigger, due.raw
    )
}

#[test]
fn the_clocks_of_a_life() {
    let mut story = String::new();
    for clock in &a_life().matter.clocks {
        writeln!(story, "{}", told(clock)).unwrap();
    }
    insta::assert_snapshot!(story, @r"
    K1   青禾县信访局: 2026-03-02 … 2026-03-17, met 2026-03-03
    K3   青禾县水务局: 2026-03-03 … 2026-03-18, ended 2026-03-09: 异议成立，已退回
    K4   青禾县水务局: 2026-03-03 … 2026-03-10, met 2026-03-06
    K4V  青禾县信访局: 2026-03-06 … 2026-03-13, met 2026-03-09
    K1   青禾县信访局: 2026-03-09 … 2026-03-24, met 2026-03-10
    K3   青禾县住房局: 2026-03-10 … 2026-03-25, met 2026-03-13
    K4   青禾县住房局: 2026-03-10 … 2026-03-17, ended 2026-03-13: 已受理
    K5   青禾县住房局: 2026-03-10 … 2026-06-10, met 2026-05-22
    K6S  青禾县住房局: 2026-03-13 … 2026-05-12, met 2026-05-21
    K6   青禾县住房局: 2026-03-13 … 2026-05-27, met 2026-05-22
    K9   信访人: 2026-05-22 … 2026-06-21 → 2026-06-22, running
    FUP  青禾县信访局: 2026-05-25 … 2026-06-24, running
    ");
}

#[test]
fn the_entries_of_a_life() {
    let kinds: Vec<_> = a_life().events.iter().map(matter::Event::kind).collect();
    insta::assert_json_snapshot!(kinds, @r#"
    [
      "received",
      "clock_started",
      "registered",
      "clock_met",
      "handed_over",
      "clock_started",
      "clock_started",
      "objected",
      "clock_met",
      "clock_started",
      "clock_met",
      "clock_ended",
      "returned",
      "clock_started",
      "clock_met",
      "handed_over",
      "clock_started",
      "clock_started",
      "clock_started",
      "clock_met",
      "clock_ended",
      "accepted",
      "clock_started",
      "clock_started",
      "heard",
      "clock_extended",
      "answer_issued",
      "answer_issued",
      "document",
      "document",
      "served",
      "clock_met",
      "clock_started",
      "document",
      "document",
      "served",
      "clock_met",
      "clock_met",
      "rated",
      "closed",
      "clock_started",
      "oversight"
    ]
    "#);
}

#[test]
fn a_life_replayed_is_the_same_life() {
    let case = a_life();
    let replayed = matter::Matter::replay(case.matter.id, &case.events);
    assert_eq!(replayed, Some(case.matter));
}
