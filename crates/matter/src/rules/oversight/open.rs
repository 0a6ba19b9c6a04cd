//! What oversight has not done yet.

use crate::model::matter::Matter;
use crate::model::oversight::advice::Advice;
use crate::model::oversight::follow_up::FollowUp;
use crate::model::oversight::instruction::Instruction;
use crate::model::oversight::ownership::Ownership;
use crate::model::oversight::supervision::OrderState;
use crate::rules::oversight::urgent;

use kernel::duty::DutyKind;

/// What is not done yet, each kind once; a matter with any of it is neither archived nor joined to another.
pub fn open_items(matter: &Matter) -> Vec<DutyKind> {
    let oversight = &matter.oversight;
    let is = |holds: bool, kind: DutyKind| holds.then_some(kind);
    let open = |state| oversight.orders.iter().any(|order| order.state == state);
    [
        is(open(OrderState::Open), DutyKind::FeedBack),
        is(open(OrderState::FedBack), DutyKind::SignOff),
        is(
            oversight.advice.iter().any(Advice::is_open),
            DutyKind::Advice,
        ),
        is(urgent::duties::is_running(matter), DutyKind::Urgent),
        is(
            oversight.instructions.iter().any(Instruction::is_open),
            DutyKind::Task,
        ),
        is(
            oversight
                .ownership
                .as_ref()
                .is_some_and(Ownership::is_active),
            DutyKind::Owned,
        ),
        is(
            oversight
                .tier
                .as_ref()
                .is_some_and(|standing| standing.plan.is_none()),
            DutyKind::Plan,
        ),
        is(
            oversight.follow_ups.iter().any(FollowUp::is_open),
            DutyKind::FollowUp,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
