//! T42: a follow-up call or visit after closing, required or sampled, which reopens what was not done.

use kernel::DemandId;
use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::rulebook::Weight;
use matter::oversight::{
    DutyKind, FollowUpCommand, FollowUpMethod, FollowUpOutcome, FollowUpReason, Found, follow_up,
};
use matter::petition::Purpose::Appeal;
use matter::{Action, Command, OversightCommand, Score, Stage};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, OFFICE, acts, checked, day};

fn found(outcome: FollowUpOutcome, reopen: &[u16]) -> Found {
    Found {
        method: FollowUpMethod::Call,
        outcome,
        words: "信访人说屋顶仍然漏水".to_owned(),
        reopen: reopen.iter().map(|id| DemandId(*id)).collect(),
        reason: "承诺的维修没有做".to_owned(),
    }
}

fn make(outcome: FollowUpOutcome, reopen: &[u16]) -> Command {
    let found = found(outcome, reopen);
    order(OversightCommand::FollowUp(FollowUpCommand::Make {
        id: None,
        found,
    }))
}

/// Answered, rated not satisfied, closed on 30 March.
fn unsatisfied() -> Case {
    let mut case = Case::served();
    case.by_petitioner()
        .does(acts::rate(None, Some(Score::NotSatisfied)));
    case.on("2026-03-30")
        .by(HOUSING, Leader)
        .does(acts::close());
    case
}

#[test]
fn an_unsatisfied_petitioner_is_always_called_back() {
    let case = unsatisfied();
    let planned = &case.matter.oversight.follow_ups[0];
    assert_eq!(planned.reason, FollowUpReason::Required);
    assert_eq!(
        planned.unit, OFFICE,
        "the unit that handled it does not ask about itself"
    );
    assert_eq!(case.clock("FUP").duty_date(), day("2026-04-29"));
    assert!(awaited(&case).contains(&DutyKind::FollowUp));
}

/// Closed, and nobody is asked: the first number that the sample passes by.
fn closed_unsampled() -> Case {
    let mut case = Case::served();
    case.on("2026-03-30").by(HOUSING, Leader);
    let passed_by = |number: &u32| {
        let mut trial = case.clone();
        trial.matter.petitions[0].number = format!("20260330-{number:05}");
        trial.does(acts::close());
        trial.matter.oversight.follow_ups.is_empty()
    };
    let number = (1..).find(passed_by).unwrap();
    case.matter.petitions[0].number = format!("20260330-{number:05}");
    case.does(acts::close());
    case
}

#[test]
fn whoever_rates_not_satisfied_after_closing_is_called_back_too() {
    let not = Some(Score::NotSatisfied);
    for (office, unit) in [(None, not), (not, Some(Score::Satisfied)), (not, not)] {
        let mut case = closed_unsampled();
        assert!(!awaited(&case).contains(&DutyKind::FollowUp));
        case.on("2026-05-06").by_petitioner();
        case.does(acts::rate(office, unit));
        let planned = case.matter.oversight.follow_ups.last().unwrap();
        assert_eq!(planned.reason, FollowUpReason::Required);
        assert_eq!(planned.unit, OFFICE);
        assert_eq!(case.clock("FUP").span.trigger, day("2026-05-06"));
        assert!(awaited(&case).contains(&DutyKind::FollowUp));
        // It is made and reopens like any other.
        case.by(OFFICE, Clerk)
            .does(make(FollowUpOutcome::NotDone, &[1]));
        assert_eq!(case.matter.stage, Stage::Handling);
    }
}

#[test]
fn a_rating_after_an_earlier_call_asks_for_another_and_one_that_is_due_serves_for_both() {
    let mut case = closed_unsampled();
    case.on("2026-04-08")
        .by(OFFICE, Clerk)
        .does(make(FollowUpOutcome::Done, &[]));
    case.on("2026-05-06").by_petitioner();
    case.does(acts::rate(None, Some(Score::NotSatisfied)));
    assert_eq!(case.matter.oversight.follow_ups.len(), 2);

    let mut case = closed_unsampled();
    let plan = FollowUpCommand::Plan {
        why: "了解执行情况".to_owned(),
    };
    case.by(OFFICE, Clerk)
        .does(order(OversightCommand::FollowUp(plan)));
    case.by_petitioner();
    case.does(acts::rate(None, Some(Score::NotSatisfied)));
    assert_eq!(case.matter.oversight.follow_ups.len(), 1);
}

#[test]
fn a_content_rating_after_closing_calls_for_nothing() {
    for unit in [Score::Satisfied, Score::Basically] {
        let mut case = closed_unsampled();
        case.by_petitioner().does(acts::rate(None, Some(unit)));
        assert!(case.matter.oversight.follow_ups.is_empty());
    }
}

#[test]
fn a_major_matter_is_always_followed_up() {
    let mut arrival = checked(HOUSING, "2026-03-02", &[Appeal]);
    arrival.screening.as_mut().unwrap().weight = Weight::Major;
    let mut case = Case::open(arrival);
    case.by(HOUSING, Leader)
        .does(Command::Accept)
        .does(acts::hear());
    case.does(acts::opinion(HOUSING, &[1]))
        .does(acts::serve(1, "2026-03-02"));
    case.does(acts::close());
    assert_eq!(
        case.matter.oversight.follow_ups[0].reason,
        FollowUpReason::Required
    );
}

/// Whether the sample takes a matter of this number that is closed on this day, at so many in a hundred.
fn sampled(number: u32, on: &str, percent: u32) -> bool {
    let mut case = Case::served();
    case.matter.petitions[0].number = format!("20260330-{number:05}");
    let book = COUNTY
        .rulebook
        .tightened_by(&format!(
            "id = \"sample\"\nversion = \"1\"\nnational = \"national-2022\"\ntitle = \"抽查比例\"\n\
             [[setting]]\nname = \"follow_up_sample_percent\"\nvalue = {percent}\n"
        ))
        .unwrap();
    let ctx = matter::Context {
        rulebook: &book,
        ..COUNTY.context(day(on), &case.actor)
    };
    !follow_up::after_closing(&case.matter, &ctx)
        .unwrap()
        .is_empty()
}

/// The draw as the rulebook describes it to whoever wants to check it: FNV-1a over number and day, folded, modulo a hundred.
fn drawn_by_hand(number: u32, on: &str) -> u32 {
    let text = format!("20260330-{number:05}{on}");
    let hash = text.bytes().fold(2_166_136_261_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(16_777_619)
    });
    (hash ^ (hash >> 16)) % 100
}

#[test]
fn about_one_in_ten_ordinary_matters_falls_into_the_sample_and_nobody_chooses() {
    let on = "2026-03-30";
    let drawn = (1..=1000).filter(|number| sampled(*number, on, 10)).count();
    assert!((80..=120).contains(&drawn), "{drawn} of 1000");
    for number in 1..=100 {
        let draw = drawn_by_hand(number, on);
        for percent in [0, 10, 35, 100] {
            assert_eq!(
                sampled(number, on, percent),
                draw < percent,
                "{number} at {percent} in a hundred"
            );
        }
    }
    let other_day = |number: &u32| sampled(*number, on, 10) != sampled(*number, "2026-03-31", 10);
    assert!(
        (1..=100).any(|number| other_day(&number)),
        "the number alone would tell who is never asked"
    );
}

#[test]
fn nobody_can_be_called_who_left_no_name() {
    let mut case = Case::served();
    case.matter.petitions[0].petitioners.clear();
    case.matter.weight = Weight::Urgent;
    let ctx = COUNTY.context(day("2026-03-30"), &case.actor);
    assert!(
        follow_up::after_closing(&case.matter, &ctx)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn what_was_not_done_is_open_again_with_its_period() {
    let mut case = unsatisfied();
    case.on("2026-04-08")
        .by(OFFICE, Clerk)
        .does(make(FollowUpOutcome::NotDone, &[1]));
    assert_eq!(case.matter.stage, Stage::Handling);
    assert_eq!(case.matter.closing, None);
    assert_eq!(case.matter.open_demands().count(), 1);
    assert_eq!(case.clock("K6").span.trigger, day("2026-04-08"));
    assert!(case.clock("K6").is_running());
    assert!(!case.clock("FUP").is_running());
    // It goes the whole way once more.
    case.on("2026-04-20")
        .by(HOUSING, Leader)
        .does(acts::opinion(HOUSING, &[1]));
    case.does(acts::serve(2, "2026-04-20")).does(acts::close());
    assert_eq!(case.matter.stage, Stage::Closed);
}

#[test]
fn what_is_done_is_not_reopened_and_stays_closed() {
    let mut case = unsatisfied();
    case.on("2026-04-08").by(OFFICE, Clerk);
    case.refuses(make(FollowUpOutcome::Done, &[1]));
    case.does(make(FollowUpOutcome::Done, &[]));
    assert_eq!(case.matter.stage, Stage::Closed);
    assert!(!awaited(&case).contains(&DutyKind::FollowUp));
}

#[test]
fn three_tries_in_vain_end_a_follow_up_and_reopen_nothing() {
    let mut case = unsatisfied();
    case.on("2026-04-08").by(OFFICE, Clerk);
    case.refuses(make(FollowUpOutcome::Unreached, &[1]));
    case.does(make(FollowUpOutcome::Unreached, &[]));
    case.does(make(FollowUpOutcome::Unreached, &[]));
    assert!(
        awaited(&case).contains(&DutyKind::FollowUp),
        "two tries are not enough"
    );
    case.does(make(FollowUpOutcome::Unreached, &[]));
    assert!(!awaited(&case).contains(&DutyKind::FollowUp));
}

#[test]
fn the_unit_that_handled_it_does_not_follow_up_itself() {
    let mut case = unsatisfied();
    for role in [Clerk, Handler, Leader] {
        case.by(HOUSING, role);
        assert!(case.may(Action::FollowUp).is_err());
    }
}

#[test]
fn nothing_is_followed_up_before_the_answer_was_served() {
    let mut case = Case::answered();
    case.by(OFFICE, Clerk);
    assert!(case.may(Action::FollowUp).is_err() && case.may(Action::PlanFollowUp).is_err());
}

#[test]
fn a_follow_up_may_be_planned_by_hand() {
    let mut case = Case::served();
    case.on("2026-03-30").by(OFFICE, Leader);
    let plan = FollowUpCommand::Plan {
        why: "了解执行情况".to_owned(),
    };
    case.does(order(OversightCommand::FollowUp(plan.clone())));
    case.refuses(order(OversightCommand::FollowUp(plan)));
    assert_eq!(
        case.matter.oversight.follow_ups[0].reason,
        FollowUpReason::Chosen
    );
}
