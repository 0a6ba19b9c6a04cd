//! What the local rulebook must switch on, and what may be terminated now.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;

use kernel::ReviewId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

/// The setting that allows suspension.
const SUSPENSION: &str = "suspension_allowed";

/// The setting that allows termination.
const TERMINATION: &str = "termination_allowed";

/// The rule both follow.
const RULE: &str =
    "《山东省信访事项复查复核工作规则（试行）》第二十二条、第三十七条、第三十八条（地方规定）";

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(action, Action::Suspend | Action::Resume | Action::Terminate)
}

/// The roles that carry the right.
pub fn roles() -> &'static [Role] {
    &[Role::Handler, Role::Leader]
}

/// Whether this viewer's unit may.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer) -> bool {
    let reviews = matter
        .open_reviews()
        .any(|review| review.desk == viewer.unit || review.body == viewer.unit);
    matter.owner == viewer.unit || (action == Action::Terminate && reviews)
}

/// Conditions that hold or fail whatever the form says: first of all the rulebook.
pub fn conditions(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::Suspend if !ctx.rulebook.flag(SUSPENSION) => Err(off("中止")),
        Action::Suspend if waits_for_service(matter) => Err(Refusal::missing(
            "有待送达的文书，先送达再中止",
            "serve what is signed before suspending",
        )),
        Action::Suspend if matter.open_hearing().is_some() => Err(Refusal::missing(
            "听证尚未结束，先结束听证再中止",
            "conclude the hearing before suspending",
        )),
        Action::Terminate if !ctx.rulebook.flag(TERMINATION) => Err(off("终止")),
        Action::Terminate if scopes(matter).is_empty() => Err(Refusal::missing(
            "没有可以终止的复查、复核申请或者待办诉求（听证、调解未结束的，先结束）",
            "there is nothing that could be terminated now",
        )),
        _ => Ok(()),
    }
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
