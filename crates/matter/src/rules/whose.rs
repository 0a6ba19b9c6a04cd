//! Which units' staff act, where several subjects ask alike.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::matter::Matter;
use crate::sight;

use kernel::access::Viewer;

/// The owner, the unit that registered the matter, and the petition department above the owner.
pub fn around(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    viewer.unit == matter.owner
        || viewer.unit == matter.office
        || accused::oversees(viewer, matter, ctx.org)
}

/// Whoever sees the matter.
pub fn sees(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    sight::can_see(viewer, matter, ctx.org)
}

/// The owner, and whoever gave an answer or works for a body that reviews one.
pub fn answered(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let answers = matter.answers.iter().map(|answer| answer.unit);
    let reviews = matter.reviews.iter().map(|review| review.desk);
    std::iter::once(matter.owner)
        .chain(answers)
        .chain(reviews)
        .any(|unit| unit == viewer.unit)
}
