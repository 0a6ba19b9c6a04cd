//! Who may do what in a hearing, and when.

use crate::model::action::Action;
use crate::model::hearing::Hearing;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::model::review::ReviewState;
use crate::model::stage::Stage;

use kernel::ReviewId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(
        action,
        Action::DecideHearing
            | Action::NotifyHearing
            | Action::PostponeHearing
            | Action::HoldHearing
            | Action::ConcludeHearing
            | Action::CancelHearing
    )
}

/// The roles that carry the right.
pub fn roles(action: Action) -> &'static [Role] {
    use Role::{Clerk, Handler, Leader};
    match action {
        Action::NotifyHearing | Action::PostponeHearing => &[Clerk, Handler, Leader],
        _ => &[Handler, Leader],
    }
}

/// Whether this viewer's unit may: the one that holds the hearing, or could.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer) -> bool {
    let body = |review: ReviewId| {
        matter
            .review(review)
            .is_some_and(|review| review.desk == viewer.unit || review.body == viewer.unit)
    };
    let ours = |review: Option<ReviewId>| match review {
        None => matter.owner == viewer.unit,
        Some(review) => body(review),
    };
    if action == Action::DecideHearing {
        let venues = venues(matter);
        return venues.iter().any(|venue| ours(*venue))
            || (venues.is_empty() && matter.owner == viewer.unit);
    }
    matter
        .hearings
        .iter()
        .filter(|hearing| hearing.is_open())
        .any(|hearing| hearing.unit == viewer.unit || hearing.review.is_some_and(body))
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

/// Conditions that hold or fail whatever the form says.
pub fn conditions(action: Action, matter: &Matter) -> Result<(), Refusal> {
    let open = |fits: fn(&Hearing) -> bool| {
        matter
            .hearings
            .iter()
            .any(|hearing| hearing.is_open() && fits(hearing))
    };
    let fits = match action {
        Action::DecideHearing => {
            return if venues(matter).is_empty() {
                Err(Refusal::new(
                    RefusalKind::Stage,
                    "办理申诉求决事项或者复查、复核审查期间可以举行听证；已在听证的不重复举行",
                    "a hearing is held while an appeal is handled or reviewed, one at a time",
                )
                .under("《信访工作条例》第三十一条第六项、第三十六条第二款"))
            } else {
                Ok(())
            };
        }
        Action::NotifyHearing => open(|hearing| hearing.record.is_none()),
        Action::PostponeHearing => {
            open(|hearing| hearing.notice.is_some() && hearing.record.is_none())
        }
        Action::HoldHearing => open(|hearing| hearing.notice.is_some() && hearing.record.is_none()),
        Action::ConcludeHearing => open(|hearing| hearing.record.is_some()),
        _ => open(|_| true),
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "没有处于这一步的听证（先决定、再通知、举行并记录，然后作结论）",
        "no hearing is at this step: decide, give notice, hold and record, conclude",
    ))
}
