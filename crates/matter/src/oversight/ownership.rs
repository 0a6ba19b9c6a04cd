//! Case ownership (领导包案): one matter, one leader, one team, one plan, one fund, to the end. Ownership in name only shows: no step
//! within the days of the rulebook's setting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DutyKind, DutyRow, OversightEvent, acting, open_stage, staff, supervision};
use crate::command::Action;
use crate::decide::required;
use crate::sight;
use crate::{Context, Event, Matter};
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::{PostId, UnitId};

/// The setting of days without a step after which ownership counts as idle.
pub const IDLE_DAYS: &str = "ownership_idle_days";

/// One dated step of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// What is to be done.
    pub text: String,
    /// Until when.
    pub due: Date,
    /// The day it was done.
    #[serde(default)]
    pub done: Option<Date>,
}

/// A leader's case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// The leader's post.
    pub leader: PostId,
    /// The leader's unit.
    pub unit: UnitId,
    /// Who works with the leader.
    pub team: String,
    /// What it is to come to.
    pub goal: String,
    /// The plan.
    pub plan: Vec<PlanStep>,
    /// The budget in yuan.
    pub budget: u64,
    /// What was spent of it, in yuan.
    #[serde(default)]
    pub spent: u64,
    /// The day it began.
    pub since: Date,
    /// The day of the last step.
    pub last_step: Date,
    /// The day and result of its end.
    #[serde(default)]
    pub ended: Option<(Date, String)>,
    /// Why it ended with steps of the plan open; empty where none was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub undone: String,
}

impl Ownership {
    /// Whether it still goes on.
    pub fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// The steps of the plan that are not done.
    pub fn open_steps(&self) -> impl Iterator<Item = &PlanStep> {
        self.plan.iter().filter(|step| step.done.is_none())
    }

    /// Days since the last step.
    pub fn idle_days(&self, today: Date) -> i32 {
        (today - self.last_step).get_days()
    }

    /// Whether there was no step for longer than `most` days.
    pub fn is_idle(&self, today: Date, most: u32) -> bool {
        self.is_active() && i64::from(self.idle_days(today)) > i64::from(most)
    }
}

/// A command about case ownership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnershipCommand {
    /// A leader takes the case.
    Take {
        /// The leader's post.
        leader: PostId,
        /// Who works with the leader.
        team: String,
        /// What it is to come to.
        goal: String,
        /// What is to be done until when.
        plan: Vec<(String, Date)>,
        /// The budget in yuan.
        budget: u64,
    },
    /// A step was taken.
    Step {
        /// The step of the plan it does, counted from 0.
        done: Option<usize>,
        /// What was done.
        text: String,
        /// What it cost, in yuan.
        spent: u64,
        /// Further steps of the plan, each with its day.
        more: Vec<(String, Date)>,
    },
    /// It ends with its result.
    End {
        /// The result.
        result: String,
        /// Why steps of the plan stay open, where any does.
        undone: String,
    },
}

/// What happened about case ownership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnershipEvent {
    /// A leader took the case.
    Taken(Ownership),
    /// A step was taken.
    Stepped {
        /// The step of the plan it did.
        done: Option<usize>,
        /// What was done.
        text: String,
        /// What it cost, in yuan.
        spent: u64,
        /// The day.
        on: Date,
        /// Steps added to the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more: Vec<PlanStep>,
    },
    /// It ended.
    Ended {
        /// The result.
        result: String,
        /// The day.
        on: Date,
        /// Why steps of the plan stay open; empty where none does.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        undone: String,
    },
}

impl OwnershipCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Take { .. } => Action::TakeCase,
            Self::Step { .. } => Action::StepCase,
            Self::End { .. } => Action::EndCase,
        }
    }
}

pub(super) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::TakeCase | Action::StepCase | Action::EndCase
    )
}

fn active(matter: &Matter) -> Option<&Ownership> {
    matter
        .oversight
        .ownership
        .as_ref()
        .filter(|case| case.is_active())
}

pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if action == Action::TakeCase {
        let viewer = staff(matter, ctx, &[Role::Leader, Role::Supervisor])?;
        let theirs = |viewer: &Viewer| {
            viewer.unit == matter.owner || supervision::supervises(viewer, matter, ctx)
        };
        if !viewer.is_none_or(theirs) {
            return Err(Refusal::not_yours(
                "由负责单位或者其上的信访部门、党委政府确定包案领导",
                "the organ or those above it name the leader",
            ));
        }
        if let Some(case) = active(matter) {
            return Err(Refusal::missing(
                format!("已由{}包案", name(case.leader, ctx)),
                "a leader has this case already",
            ));
        }
        return open_stage(action, matter);
    }
    let viewer = staff(matter, ctx, &[Role::Handler, Role::Leader, Role::Clerk])?;
    let case = active(matter)
        .ok_or_else(|| Refusal::missing("本事项没有领导包案", "no leader has this case"))?;
    let leaders = |viewer: &Viewer| viewer.unit == case.unit && viewer.role == Role::Leader;
    let team = |viewer: &Viewer| viewer.unit == matter.owner && action == Action::StepCase;
    if viewer.is_none_or(|viewer| leaders(viewer) || team(viewer)) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        format!("由包案领导{}办理", name(case.leader, ctx)),
        "the leader who has the case does this",
    ))
}

fn name(post: PostId, ctx: &Context<'_>) -> String {
    ctx.org
        .post(post)
        .map_or_else(String::new, |post| post.person_name.clone())
}

pub(super) fn decide(
    matter: &Matter,
    command: OwnershipCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        OwnershipCommand::Take {
            leader,
            team,
            goal,
            plan,
            budget,
        } => {
            acting(ctx)?;
            OwnershipEvent::Taken(Ownership {
                unit: owner(leader, matter, ctx)?,
                leader,
                team: required(&team, "工作专班人员", "the team")?,
                goal: required(&goal, "化解目标", "what it is to come to")?,
                plan: first_steps(plan, ctx)?,
                budget,
                spent: 0,
                since: ctx.today,
                last_step: ctx.today,
                ended: None,
                undone: String::new(),
            })
        }
        OwnershipCommand::Step {
            done,
            text,
            spent,
            more,
        } => {
            let case = active(matter)
                .ok_or_else(|| Refusal::missing("本事项没有领导包案", "no leader has this case"))?;
            let open = |at: usize| case.plan.get(at).is_some_and(|step| step.done.is_none());
            if done.is_some_and(|at| !open(at)) {
                return Err(Refusal::input(
                    "该步骤已完成或者不存在，请刷新页面",
                    "that step is done or does not exist",
                ));
            }
            let text = required(&text, "工作进展", "what was done")?;
            OwnershipEvent::Stepped {
                done,
                text,
                spent,
                on: ctx.today,
                more: steps(more, ctx)?,
            }
        }
        OwnershipCommand::End { result, undone } => OwnershipEvent::Ended {
            result: required(&result, "包案结果", "the result")?,
            undone: why_open(matter, &undone)?,
            on: ctx.today,
        },
    };
    Ok(vec![Event::Oversight(OversightEvent::Ownership(event))])
}

/// The unit of a leader who may have the matter.
fn owner(leader: PostId, matter: &Matter, ctx: &Context<'_>) -> Result<UnitId, Refusal> {
    super::recusal::guard_post(matter, leader, ctx)?;
    ctx.org
        .post(leader)
        .filter(|post| post.role == Role::Leader && ctx.org.in_force(post, ctx.today))
        .filter(|post| sight::may_receive(matter, post.unit, ctx.org))
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

pub(super) fn apply(matter: &mut Matter, event: &OwnershipEvent) {
    match event {
        OwnershipEvent::Taken(case) => matter.oversight.ownership = Some(case.clone()),
        OwnershipEvent::Stepped {
            done,
            spent,
            on,
            more,
            ..
        } => {
            if let Some(case) = &mut matter.oversight.ownership {
                case.last_step = *on;
                case.spent = case.spent.saturating_add(*spent);
                if let Some(step) = done.and_then(|at| case.plan.get_mut(at)) {
                    step.done = Some(*on);
                }
                case.plan.extend(more.iter().cloned());
                case.plan.sort_by_key(|step| step.due);
            }
        }
        OwnershipEvent::Ended { result, on, undone } => {
            if let Some(case) = &mut matter.oversight.ownership {
                case.ended = Some((*on, result.clone()));
                case.undone.clone_from(undone);
            }
        }
    }
}

/// The leader's owned matter: `since` is the last step, `due` the next open step of the plan.
pub(super) fn duties(matter: &Matter, org: &kernel::org::Org, rows: &mut Vec<DutyRow>) {
    let Some(case) = active(matter) else { return };
    if sight::is_accused(matter, case.unit, org) {
        return;
    }
    let next = case.open_steps().map(|step| step.due).min();
    let row = DutyRow::of_unit(DutyKind::Owned, 1, case.unit, case.last_step, next);
    rows.push(row.for_post(org.acts_for(case.leader)));
}
