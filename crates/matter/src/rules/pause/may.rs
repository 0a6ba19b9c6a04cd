//! What the local rulebook must switch on, and what may be terminated now.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, RUNNING, Stages, Who, always, owner};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::routing::may::waits_for_contributions;

use kernel::ReviewId;
use kernel::access::Viewer;
use kernel::refusal::Refusal;

/// The setting that allows suspension.
const SUSPENSION: &str = "suspension_allowed";

/// The setting that allows termination.
const TERMINATION: &str = "termination_allowed";

/// The rule both follow.
const RULE: &str =
    "《山东省信访事项复查复核工作规则（试行）》第二十二条、第三十七条、第三十八条（地方规定）";

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Handling, ReviewPending, Reviewing, Suspended};
    const OWNER: Who = Who::Those(owner);
    const DURING: Stages = Stages::At(&[Handling, ReviewPending, Reviewing]);
    const WAITING: Stages = Stages::At(&[Suspended]);
    const PARTS: Who = Who::Those(owns_or_reviews);
    &[
        Policy::staff(A::Suspend, DECIDERS, OWNER, DURING, may_suspend),
        Policy::staff(A::Resume, DECIDERS, OWNER, WAITING, always),
        Policy::staff(A::Terminate, DECIDERS, PARTS, RUNNING, may_terminate),
    ]
};

fn owns_or_reviews(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let mut reviews = matter.open_reviews();
    matter.owner == viewer.unit
        || reviews.any(|review| review.desk == viewer.unit || review.body == viewer.unit)
}

fn may_suspend(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if !ctx.rulebook.flag(SUSPENSION) {
        return Err(off("中止"));
    }
    if waits_for_service(matter) {
        return Err(Refusal::missing(
            "有待送达的文书，先送达再中止",
            "serve what is signed before suspending",
        ));
    }
    if matter.open_hearing().is_some() {
        return Err(Refusal::missing(
            "听证尚未结束，先结束听证再中止",
            "conclude the hearing before suspending",
        ));
    }
    Ok(())
}

fn may_terminate(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.stage == Stage::Handling {
        waits_for_contributions(matter, ctx)?;
    }
    if !ctx.rulebook.flag(TERMINATION) {
        return Err(off("终止"));
    }
    if scopes(matter).is_empty() {
        return Err(Refusal::missing(
            "没有可以终止的复查、复核申请或者待办诉求（听证、调解未结束的，先结束）",
            "there is nothing that could be terminated now",
        ));
    }
    Ok(())
}

fn off(what: &str) -> Refusal {
    Refusal::law(
        format!("国家规定没有{what}程序，须由地方规则册开启后才能使用"),
        "national law has no such step; a local rulebook must switch it on",
        RULE,
    )
}

fn waits_for_service(matter: &Matter) -> bool {
    matter.answers.iter().any(|answer| answer.service.is_none())
}

/// What could be terminated now: an open review, or (`None`) the open demands in handling.
pub fn scopes(matter: &Matter) -> Vec<Option<ReviewId>> {
    let mut found: Vec<_> = matter
        .open_reviews()
        .filter(|review| review.result.is_none())
        .filter(|review| matter.open_hearing_on(Some(review.id)).is_none())
        .map(|review| Some(review.id))
        .collect();
    let busy = matter.open_hearing_on(None).is_some() || matter.open_mediation().is_some();
    if matter.stage == Stage::Handling && matter.open_demands().next().is_some() && !busy {
        found.push(None);
    }
    found
}
