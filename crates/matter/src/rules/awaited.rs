//! Everything that is awaited on a matter: the next duty of the procedure, the contributions of co-handling units, and what stands
//! beside both ([`duties`]). One row each, which workbench, lists and alarms are made of.

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};
use kernel::org::Org;

use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::duties::duties;

/// The number of the procedure's own next duty, of which a matter has one at most; whatever else is awaited counts from 1.
pub const NEXT: u16 = 0;

/// Every row of a matter.
pub fn awaited(matter: &Matter, org: &Org) -> Vec<DutyRow> {
    let tasks = (1..).zip(&matter.routing.tasks);
    let owed = tasks.filter(|(_, task)| task.is_open());
    let owed = owed.map(|(number, task)| {
        DutyRow::of_unit(
            DutyKind::CoHandle,
            number,
            task.unit,
            task.on,
            Some(task.due),
        )
    });
    next(matter)
        .into_iter()
        .chain(owed)
        .chain(duties(matter, org))
        .collect()
}

/// What the procedure awaits next, from whom, and until when a duty runs. A matter that is closed or joined to another awaits
/// nothing, unless a duty of the office still runs on it.
fn next(matter: &Matter) -> Option<DutyRow> {
    let clock = matter.next_due();
    let kind = match matter.stage {
        Stage::Received => DutyKind::Register,
        Stage::Registered if matter.returned => DutyKind::Returned,
        Stage::Registered => DutyKind::Route,
        Stage::Transferred => DutyKind::Decide,
        Stage::Objected => DutyKind::Verify,
        Stage::ReportedUp | Stage::Disputed => DutyKind::Settle,
        Stage::Handling => DutyKind::Answer,
        Stage::Answered => DutyKind::Serve,
        Stage::Served | Stage::Lapsed | Stage::Concluded => DutyKind::Close,
        Stage::ReviewPending | Stage::Reviewing | Stage::Suspended | Stage::Executing => {
            DutyKind::Term
        }
        Stage::Closed | Stage::Joined if clock.is_some() => DutyKind::Term,
        Stage::Closed | Stage::Joined => return None,
    };
    let began = clock.map(|clock| clock.span.trigger);
    let sent = matter.last_handover().map(|handover| handover.on);
    let since = began
        .or(sent)
        .or(matter.petitions.first().map(|first| first.received))?;
    let due = clock.map(|clock| clock.duty_date());
    Some(DutyRow::of_unit(kind, NEXT, duty_unit(matter), since, due))
}

/// While an objection waits, the sender's act is awaited; while a report or dispute waits, the decider's; else the owner's.
fn duty_unit(matter: &Matter) -> UnitId {
    if let Some(decider) = matter.decider() {
        return decider;
    }
    match (matter.stage, matter.last_handover()) {
        (Stage::Objected, Some(handover)) => handover.from,
        _ => matter.owner,
    }
}
