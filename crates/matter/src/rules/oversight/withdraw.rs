//! What an accusation ends: whatever oversight awaits of units that may not have the matter any more.

use crate::kit::accused;
use crate::kit::steps::Steps;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::rules::oversight::{self, advice, follow_up, instruction, supervision, tier};

use kernel::UnitId;
use kernel::org::Org;

/// What an accusation ends: orders, suggestions, tasks, plans and follow-ups of units that may not have the matter any more, and
/// their clocks. `after` is the matter with the accused named.
pub(crate) fn withdraw(after: &Matter, steps: &mut Steps<'_>, org: &Org) {
    let barred = |unit: UnitId| accused::is_accused(after, unit, org);
    let mut events: Vec<OversightEvent> = Vec::new();
    events.extend(
        supervision::duties::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Supervision),
    );
    events.extend(
        advice::duties::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Advice),
    );
    events.extend(
        instruction::duties::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Instruction),
    );
    events.extend(
        tier::duties::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Tier),
    );
    events.extend(
        follow_up::duties::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::FollowUp),
    );
    let mut left = after.clone();
    events
        .iter()
        .for_each(|event| oversight::apply::apply(&mut left, event));
    let live = left.oversight.live_clocks();
    for clock in after
        .clocks
        .iter()
        .filter(|clock| clock.beside && clock.is_running())
    {
        if !live.contains(&clock.id) {
            steps.end_clock(clock.id, "被检举控告单位不得接触本事项");
        }
    }
    for event in events {
        steps.push(Event::Oversight(event));
    }
}
