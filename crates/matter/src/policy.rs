//! Who may do what, and when: one row for each action, asked before every command and for every button. An action without a row is
//! refused.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::kit::accused::is_accused;
use crate::kit::context::Context;
use crate::kit::policy::Policy;
use crate::kit::recused;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::{
    answering, desk, document, execution, extension, handling, hearing, intake, joining, lawful,
    mediation, oversight, pause, records, review, routing, simple,
};

use kernel::access::Actor;
use kernel::refusal::{Refusal, RefusalKind};

/// The rows of each subject of the procedure; those of oversight follow.
const SUBJECTS: [&[Policy]; 16] = [
    intake::may::ROWS,
    joining::may::ROWS,
    records::may::ROWS,
    routing::may::ROWS,
    lawful::may::ROWS,
    simple::may::ROWS,
    handling::may::ROWS,
    extension::ROWS,
    answering::may::ROWS,
    desk::may::ROWS,
    document::may::ROWS,
    review::may::ROWS,
    hearing::may::ROWS,
    mediation::may::ROWS,
    execution::may::ROWS,
    pause::may::ROWS,
];

/// All rows.
fn rows() -> impl Iterator<Item = &'static Policy> {
    SUBJECTS.into_iter().chain(oversight::may::ROWS).flatten()
}

/// The rows by their action.
static POLICY: LazyLock<BTreeMap<Action, &'static Policy>> =
    LazyLock::new(|| rows().map(|row| (row.action, row)).collect());

/// One action with its verdict; pages draw buttons from exactly these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The action.
    pub action: Action,
    /// Allowed, or why not.
    pub verdict: Result<(), Refusal>,
}

/// Every action with allowed or the refusal.
pub fn options(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let fit = fit_to_act(matter, ctx);
    let choice = |&action| Choice {
        action,
        verdict: fit.clone().and_then(|()| ruled(action, matter, ctx)),
    };
    Action::ALL.iter().map(choice).collect()
}

/// Whether the actor may do this to the matter as it stands.
///
/// # Errors
/// The refusal names the right, the stage, the missing condition or the article.
pub fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    fit_to_act(matter, ctx)?;
    ruled(action, matter, ctx)
}

/// What the action's own row says.
fn ruled(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match POLICY.get(&action) {
        Some(row) => row.may(matter, ctx),
        None => Err(Refusal::new(
            RefusalKind::NotYours,
            format!("没有规定谁可以{}", action.zh()),
            "no rule says who may do this",
        )),
    }
}

/// Nobody accused, nobody with an interest, and no stand-in outside its days acts on the matter at all.
fn fit_to_act(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let Actor::Staff(viewer) = ctx.actor else {
        return Ok(());
    };
    if matter.accused.persons.contains(&viewer.person) || is_accused(matter, viewer.unit, ctx.org) {
        return Err(Refusal::law(
            "被检举控告的人员、单位不得接触本事项",
            "an accused person or unit has no access to this matter",
            "《信访工作条例》第三十条第三款",
        ));
    }
    if !viewer.may_read(matter.is_sealed()) {
        return Err(Refusal::law(
            "您的岗位变更尚待负责人确认，确认前不能接触检举控告事项",
            "a leader has yet to confirm your post; until then accusations are closed to it",
            "《信访工作条例》第三十条第三款",
        ));
    }
    recused::guard(matter, viewer.person)?;
    match ctx.org.post(viewer.post) {
        Some(post) if post.stand_in.is_some() && !ctx.org.in_force(post, ctx.today) => {
            Err(Refusal::not_yours(
                "代理期限未到或者已过，不能以此岗位办理",
                "the days of this stand-in have not begun or are over",
            ))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_one_row() {
        let mut rows: Vec<Action> = rows().map(|row| row.action).collect();
        rows.sort_unstable();
        let mut actions = Action::ALL.to_vec();
        actions.sort_unstable();
        assert_eq!(rows, actions);
    }
}
