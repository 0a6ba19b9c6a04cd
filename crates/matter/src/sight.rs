//! Who may see a matter. The only place that knows; tables, search and pages follow what it says.

pub use crate::kit::accused::{bars, fallback_owner, is_accused, may_receive, oversees};
use crate::model::matter::Matter;

use kernel::UnitId;
use kernel::access::Viewer;
use kernel::org::Org;

/// The units that may see the matter: the owner, those who handed it down to the owner, the one that registered it, those
/// whose answers stand in it, those who decide or co-handle, those that oversight gave it to, and the petition departments
/// and townships that oversee any of these — but never an accused unit or one below it (《信访工作条例》第三十条第三款).
pub fn sight(matter: &Matter, org: &Org) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = holders(matter, org)
        .flat_map(|unit| std::iter::once(unit).chain(org.overseers(unit).iter().copied()))
        .filter(|unit| !is_accused(matter, *unit, org))
        .collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// The units that have or had to do with the matter, those that most often look at it first.
fn holders(matter: &Matter, org: &Org) -> impl Iterator<Item = UnitId> {
    [matter.owner, matter.office]
        .into_iter()
        .chain(matter.custody.iter().map(|handover| handover.from))
        .chain(matter.answers.iter().map(|answer| answer.unit))
        .chain(matter.routing.parties())
        .chain(review_units(matter))
        .chain(
            std::iter::once_with(|| crate::rules::oversight::holders::holders(matter, org))
                .flatten(),
        )
}

/// Who has a part in its reviews: the body, the unit that works for it, the organ that decided, and organs consulted. And who
/// answered for it before a review or has something to carry out.
fn review_units(matter: &Matter) -> impl Iterator<Item = UnitId> {
    let reviews = matter.reviews.iter().flat_map(|review| {
        let asked = review.consultations.iter().map(|asked| asked.organ);
        [review.body, review.desk, review.respondent]
            .into_iter()
            .chain(asked)
    });
    let carrying_out = matter.executions.iter().map(|one| one.unit);
    matter
        .before_review
        .into_iter()
        .chain(reviews)
        .chain(carrying_out)
}

/// Whether this viewer may see the matter: whether the viewer's unit is in its [`sight`]. Asked for every button of a page, so
/// it stops at the first unit that gives sight.
pub fn can_see(viewer: &Viewer, matter: &Matter, org: &Org) -> bool {
    viewer.may_read(matter.is_sealed())
        && !matter.accused.persons.contains(&viewer.person)
        && !is_accused(matter, viewer.unit, org)
        && holders(matter, org)
            .any(|unit| unit == viewer.unit || org.overseers(unit).contains(&viewer.unit))
}
