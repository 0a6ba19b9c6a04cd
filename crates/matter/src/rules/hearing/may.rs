//! Who may do what in a hearing, and when.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Fits, Policy, RUNNING, WORKERS, Who};
use crate::model::action::Action as A;
use crate::model::hearing::Hearing;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::model::review::ReviewState;
use crate::model::stage::Stage;

use kernel::ReviewId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const DECIDES: Who = Who::Those(decides);
    &[
        Policy::staff(A::DecideHearing, DECIDERS, DECIDES, RUNNING, may_decide),
        of_open(A::NotifyHearing, WORKERS, |matter, _| {
            some_open(matter, |hearing| hearing.record.is_none())
        }),
        of_open(A::PostponeHearing, WORKERS, |matter, _| {
            some_open(matter, is_announced)
        }),
        of_open(A::HoldHearing, DECIDERS, |matter, _| {
            some_open(matter, is_announced)
        }),
        of_open(A::ConcludeHearing, DECIDERS, |matter, _| {
            some_open(matter, |hearing| hearing.record.is_some())
        }),
        of_open(A::CancelHearing, DECIDERS, |matter, _| {
            some_open(matter, |_| true)
        }),
    ]
};

const fn of_open(action: A, roles: &'static [Role], fits: Fits) -> Policy {
    Policy::staff(action, roles, Who::Those(holds), RUNNING, fits)
}

fn is_announced(hearing: &Hearing) -> bool {
    hearing.notice.is_some() && hearing.record.is_none()
}

fn has_review(matter: &Matter, viewer: &Viewer, review: ReviewId) -> bool {
    matter
        .review(review)
        .is_some_and(|review| review.desk == viewer.unit || review.body == viewer.unit)
}

fn decides(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let ours = |review: Option<ReviewId>| match review {
        None => matter.owner == viewer.unit,
        Some(review) => has_review(matter, viewer, review),
    };
    let venues = venues(matter);
    venues.iter().any(|venue| ours(*venue)) || (venues.is_empty() && matter.owner == viewer.unit)
}

fn holds(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let mut open = matter.hearings.iter().filter(|hearing| hearing.is_open());
    open.any(|hearing| {
        let of_review = |review| has_review(matter, viewer, review);
        hearing.unit == viewer.unit || hearing.review.is_some_and(of_review)
    })
}

fn may_decide(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if !venues(matter).is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "办理申诉求决事项或者复查、复核审查期间可以举行听证；已在听证的不重复举行",
        "a hearing is held while an appeal is handled or reviewed, one at a time",
    )
    .under("《信访工作条例》第三十一条第六项、第三十六条第二款"))
}

fn some_open(matter: &Matter, fits: fn(&Hearing) -> bool) -> Result<(), Refusal> {
    let mut hearings = matter.hearings.iter();
    if hearings.any(|hearing| hearing.is_open() && fits(hearing)) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "没有处于这一步的听证（先决定、再通知、举行并记录，然后作结论）",
        "no hearing is at this step: decide, give notice, hold and record, conclude",
    ))
}

/// Where a hearing could be opened now: in handling (`None`), or in a review that is being decided. Only appeals are heard.
pub fn venues(matter: &Matter) -> Vec<Option<ReviewId>> {
    let mut found = Vec::new();
    let appeals = matter
        .open_demands()
        .any(|demand| demand.purpose == Purpose::Appeal);
    if matter.stage == Stage::Handling && appeals {
        found.push(None);
    }
    found.extend(
        matter
            .open_reviews()
            .filter(|review| review.state == ReviewState::Accepted && review.result.is_none())
            .map(|review| Some(review.id)),
    );
    found.retain(|venue| matter.open_hearing_on(*venue).is_none());
    found
}
