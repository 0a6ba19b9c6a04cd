//! Which points of the checklist the record itself shows.

use jiff::civil::Date;

use crate::model::clock::Clock;
use crate::model::matter::Matter;
use crate::model::oversight::follow_up::{FollowUp, FollowUpOutcome};
use crate::model::oversight::risk::RiskPoint;
use crate::model::petition::{GROUP_THRESHOLD, Petition, Relation};

use kernel::rulebook::Rulebook;

/// The points that the record itself shows; a person adds what it cannot know.
pub fn on_record(matter: &Matter, book: &Rulebook, today: Date) -> Vec<RiskPoint> {
    let many = book.number(GROUP_THRESHOLD).unwrap_or(u32::MAX);
    let late = |clock: &Clock| clock.unit().is_some() && clock.is_late(today);
    let repeat = |petition: &Petition| petition.relation == Relation::Repeat;
    let unperformed = |one: &FollowUp| one.outcome == Some(FollowUpOutcome::NotDone);
    let shown = [
        (RiskPoint::ManyAffected, matter.head_count() >= many),
        (RiskPoint::Overdue, matter.clocks.iter().any(late)),
        (
            RiskPoint::HandedBack,
            matter.returns > 0 || matter.objection.is_some(),
        ),
        (RiskPoint::Repeated, matter.petitions.iter().any(repeat)),
        (RiskPoint::Similar, !matter.related.is_empty()),
        (
            RiskPoint::NotPerformed,
            matter.oversight.follow_ups.iter().any(unperformed),
        ),
    ];
    shown
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(point, _)| point)
        .collect()
}
