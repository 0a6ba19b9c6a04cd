//! Older records become matters whose clocks tell late from on time.

use kernel::access::Actor;
use kernel::{MatterId, Refusal, RefusalKind};
use matter::history::from_record;
use matter::petition::Purpose::Appeal;
use matter::{Action, ClockState, Event, Matter, PastReply, Stage};

use crate::common::{COUNTY, HOUSING, arrival, checked, day};

fn reply(on: &str) -> PastReply {
    PastReply {
        text: "已安排维修".to_owned(),
        on: day(on),
        time: None,
    }
}

/// A letter of 2 March 2026 with its answer, taken over on the last day of the year.
fn taken_over(answer: Option<PastReply>) -> Result<Matter, Refusal> {
    let ctx = COUNTY.context(day("2026-12-31"), &Actor::System);
    let events: Vec<Event> = from_record(checked(HOUSING, "2026-03-02", &[Appeal]), answer, &ctx)?;
    Ok(Matter::replay(MatterId(1), &events).unwrap())
}

#[test]
fn an_answered_record_becomes_a_closed_matter() {
    let matter = taken_over(Some(reply("2026-04-01"))).unwrap();
    assert_eq!(matter.stage, Stage::Closed);
    assert_eq!(
        matter.closing.as_ref().map(|closing| closing.on),
        Some(day("2026-04-01"))
    );
    assert!(matter.clocks.iter().all(|clock| !clock.is_running()));
    assert_eq!(matter.answers[0].signed_by, None);
}

#[test]
fn the_clock_of_a_record_shows_late_or_on_time() {
    for (on, late) in [("2026-05-01", false), ("2026-05-02", true)] {
        let matter = taken_over(Some(reply(on))).unwrap();
        let handling = matter
            .clocks
            .iter()
            .find(|clock| clock.limit.as_str() == "K6")
            .unwrap();
        assert_eq!(
            handling.span.trigger,
            day("2026-03-02"),
            "counted from receipt"
        );
        assert_eq!(handling.state, ClockState::Met(day(on)));
        assert_eq!(handling.is_late(day("2026-12-31")), late, "{on}");
    }
}

#[test]
fn an_unanswered_record_goes_on_where_it_stood() {
    let matter = taken_over(None).unwrap();
    assert_eq!(matter.stage, Stage::Registered);
    assert!(matter.next_due().unwrap().is_late(day("2026-12-31")));
}

#[test]
fn no_answer_before_the_petition_or_in_the_future() {
    for on in ["2026-03-01", "2027-01-01"] {
        assert_eq!(
            taken_over(Some(reply(on))).unwrap_err().kind,
            RefusalKind::Input
        );
    }
}

#[test]
fn an_answer_of_an_older_system_is_not_rated_here() {
    let matter = taken_over(Some(reply("2026-04-01"))).unwrap();
    let ctx = COUNTY.context(day("2026-12-31"), &Actor::Petitioner);
    let refusal = matter::may(Action::Rate, &matter, &ctx).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Missing);
}

#[test]
fn a_record_without_demands_and_answer_waits_for_a_clerk() {
    let ctx = COUNTY.context(day("2026-12-31"), &Actor::System);
    let events = from_record(arrival(HOUSING, "2026-03-02"), None, &ctx).unwrap();
    let matter = Matter::replay(MatterId(1), &events).unwrap();
    assert_eq!(matter.stage, Stage::Received);
}
