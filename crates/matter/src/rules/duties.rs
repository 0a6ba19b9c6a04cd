//! Everything awaited on a matter, from whom and until when: the rows behind the workbench.

use crate::kit::accused;
use crate::model::clock::Clock;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::awaits;
use crate::rules::oversight::{
    advice, archive, follow_up, instruction, ownership, recusal, supervision, tier, urgent,
};

use kernel::duty::{DutyKind, DutyRow};
use kernel::org::Org;

/// Everything awaited on a matter, never from an accused unit. A matter that was joined to another awaits nothing.
pub fn duties(matter: &Matter, org: &Org) -> Vec<DutyRow> {
    let mut rows = Vec::new();
    if matter.stage == Stage::Joined {
        return rows;
    }
    screening(matter, &mut rows);
    recusal::duties::duties(matter, org, &mut rows);
    supervision::duties::duties(matter, &mut rows);
    advice::duties::duties(matter, &mut rows);
    urgent::duties::duties(matter, &mut rows);
    instruction::duties::duties(matter, org, &mut rows);
    ownership::duties::duties(matter, org, &mut rows);
    tier::duties::duties(matter, &mut rows);
    follow_up::duties::duties(matter, &mut rows);
    archive::duties::duties(matter, &mut rows);
    awaits::duties(matter, &mut rows);
    rows.retain(|row| !accused::is_accused(matter, row.unit, org));
    rows
}

/// What reads like an accusation waits for the unit that screens it, under the clock of its registration.
fn screening(matter: &Matter, rows: &mut Vec<DutyRow>) {
    let Some(first) = matter.petitions.first().filter(|_| matter.held().is_some()) else {
        return;
    };
    let due = matter.next_due().map(Clock::duty_date);
    rows.push(DutyRow::of_unit(
        DutyKind::Screening,
        1,
        matter.owner,
        first.received,
        due,
    ));
}
