//! A leader's case, decided.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::recused;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::ownership::{Ownership, OwnershipEvent, PlanStep};
use crate::rules::oversight::ownership::duties::active;

use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::{PostId, UnitId};

fn entered(event: OwnershipEvent) -> Vec<Event> {
    vec![Event::Oversight(OversightEvent::Ownership(event))]
}

/// A leader takes the case, with team, goal, plan and budget.
pub(crate) fn take(
    matter: &Matter,
    (leader, budget): (PostId, u64),
    (team, goal): (&str, &str),
    plan: Vec<(String, Date)>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    acting(ctx)?;
    Ok(entered(OwnershipEvent::Taken(Ownership {
        unit: owner(leader, matter, ctx)?,
        leader,
        team: required(team, "工作专班人员", "the team")?,
        goal: required(goal, "化解目标", "what it is to come to")?,
        plan: first_steps(plan, ctx)?,
        budget,
        spent: 0,
        since: ctx.today,
        last_step: ctx.today,
        ended: None,
        undone: String::new(),
    })))
}

/// Records progress: a step of the plan, or something beside it.
pub(crate) fn step(
    matter: &Matter,
    (done, text): (Option<usize>, &str),
    spent: u64,
    more: Vec<(String, Date)>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let case = active(matter)
        .ok_or_else(|| Refusal::missing("本事项没有领导包案", "no leader has this case"))?;
    let open = |at: usize| case.plan.get(at).is_some_and(|step| step.done.is_none());
    if done.is_some_and(|at| !open(at)) {
        return Err(Refusal::input(
            "该步骤已完成或者不存在，请刷新页面",
            "that step is done or does not exist",
        ));
    }
    Ok(entered(OwnershipEvent::Stepped {
        done,
        text: required(text, "工作进展", "what was done")?,
        spent,
        on: ctx.today,
        more: steps(more, ctx)?,
    }))
}

/// Ends the case, with what it came to and why planned steps are still open.
pub(crate) fn end(
    matter: &Matter,
    result: &str,
    undone: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    Ok(entered(OwnershipEvent::Ended {
        result: required(result, "包案结果", "the result")?,
        undone: why_open(matter, undone)?,
        on: ctx.today,
    }))
}

/// The unit of a leader who may have the matter.
fn owner(leader: PostId, matter: &Matter, ctx: &Context<'_>) -> Result<UnitId, Refusal> {
    recused::guard_post(matter, leader, ctx)?;
    ctx.org
        .post(leader)
        .filter(|post| post.role == Role::Leader && ctx.org.in_force(post, ctx.today))
        .filter(|post| accused::may_receive(matter, post.unit, ctx.org))
        .filter(|post| !matter.accused.persons.contains(&post.person))
        .map(|post| post.unit)
        .ok_or_else(|| {
            Refusal::input(
                "请选择在任且可以接触本事项的负责人",
                "choose a leader in office who may have this matter",
            )
        })
}

/// A case does not end over steps that nobody did, unless it is said why.
fn why_open(matter: &Matter, undone: &str) -> Result<String, Refusal> {
    let open: Vec<&str> = active(matter)
        .into_iter()
        .flat_map(Ownership::open_steps)
        .map(|step| step.text.as_str())
        .collect();
    if open.is_empty() || !undone.trim().is_empty() {
        return Ok(undone.trim().to_owned());
    }
    Err(Refusal::missing(
        format!(
            "方案还有步骤没有完成：{}。请先记录完成情况，或者说明为什么不再完成",
            open.join("、")
        ),
        format!(
            "steps of the plan are open: {}; record them as done, or say why they are not",
            open.join(", ")
        ),
    ))
}

fn first_steps(plan: Vec<(String, Date)>, ctx: &Context<'_>) -> Result<Vec<PlanStep>, Refusal> {
    if plan.is_empty() {
        return Err(Refusal::input(
            "请至少填写一个有日期的步骤",
            "enter at least one dated step",
        ));
    }
    steps(plan, ctx)
}

fn steps(plan: Vec<(String, Date)>, ctx: &Context<'_>) -> Result<Vec<PlanStep>, Refusal> {
    let mut steps = Vec::with_capacity(plan.len());
    for (text, due) in plan {
        if due < ctx.today {
            return Err(Refusal::input(
                "步骤的日期不能早于今天",
                "a step's date lies in the past",
            ));
        }
        steps.push(PlanStep {
            text: required(&text, "步骤", "step")?,
            due,
            done: None,
        });
    }
    steps.sort_by_key(|step| step.due);
    Ok(steps)
}
