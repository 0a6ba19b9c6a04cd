//! Three-tier escalation (三级工作机制): rules say when a matter calls for a higher tier; each tier names its working group and owes a
//! plan. The rules look at the matter and its record, never at who petitions.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DutyKind, DutyRow, OversightEvent, open_stage, staff, supervision};
use crate::command::Action;
use crate::decide::{Steps, required};
use crate::{Context, Event, Matter};
use kernel::access::Viewer;
use kernel::coded;
use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::rulebook::{Rulebook, Weight};
use kernel::{ClockId, UnitId};

coded! {
    /// The tiers, lowest first.
    Tier {
        /// The handling unit's own working group.
        One = "one", "三级（承办单位专班）", "Third tier: the handling unit";
        /// The leader in charge with the units concerned.
        Two = "two", "二级（分管领导专班）", "Second tier: the leader in charge";
        /// The main leader with the joint conference.
        Three = "three", "一级（主要领导专班）", "First tier: the main leader";
    }
}

impl Tier {
    /// The limit of the plan it owes.
    pub fn limit(self) -> &'static str {
        match self {
            Self::One => "TP1",
            Self::Two => "TP2",
            Self::Three => "TP3",
        }
    }
}

/// The tier a matter stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The tier.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// The posts of the working group.
    pub group: String,
    /// The unit that owes the plan.
    pub unit: UnitId,
    /// The day.
    pub on: Date,
    /// The clock of the plan.
    pub clock: ClockId,
    /// The day the plan is due.
    pub due: Date,
    /// The plan, once made.
    #[serde(default)]
    pub plan: Option<(Date, String)>,
}

/// A command about tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TierCommand {
    /// Set the tier.
    Set {
        /// The tier.
        tier: Tier,
        /// Why.
        reason: String,
        /// The posts of the working group.
        group: String,
    },
    /// File the plan.
    Plan {
        /// The plan.
        text: String,
    },
}

/// What happened about tiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierEvent {
    /// The tier was set.
    Set(Standing),
    /// The plan was filed.
    Planned {
        /// The plan.
        text: String,
        /// The day.
        on: Date,
    },
    /// The unit may not have the matter any more: the tier has to be set anew.
    Dropped,
}

impl TierCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Set { .. } => Action::SetTier,
            Self::Plan { .. } => Action::FilePlan,
        }
    }
}

pub(super) fn concerns(action: Action) -> bool {
    matches!(action, Action::SetTier | Action::FilePlan)
}

/// One rule that calls for a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The tier.
    pub tier: Tier,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

/// From how many of a thing a tier is called for: settings of the rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Thresholds {
    /// People, for the second tier.
    pub two_people: u32,
    /// People, for the first.
    pub three_people: u32,
    /// Times it was handed back, for the second tier.
    pub two_returns: u32,
    /// Supervision orders, for the first.
    pub three_orders: u32,
}

impl Thresholds {
    /// Those of a book; what it does not name is never reached.
    pub fn of(book: &Rulebook) -> Self {
        let number = |name: &str| book.number(name).unwrap_or(u32::MAX);
        Self {
            two_people: number("tier_two_people"),
            three_people: number("tier_three_people"),
            two_returns: number("tier_two_returns"),
            three_orders: number("tier_three_orders"),
        }
    }
}

/// The tiers that the rules call for today, each with its reason. The thresholds are settings of the rulebook.
pub fn calls(matter: &Matter, book: &Rulebook, today: Date) -> Vec<Call> {
    let least = Thresholds::of(book);
    let mut calls = Vec::new();
    let mut call = |tier, zh: String, en: String| calls.push(Call { tier, zh, en });
    match matter.weight {
        Weight::Urgent => call(
            Tier::Three,
            "紧急事项".to_owned(),
            "the matter is urgent".to_owned(),
        ),
        Weight::Major => call(
            Tier::Two,
            "重大事项".to_owned(),
            "the matter is major".to_owned(),
        ),
        Weight::Ordinary => {}
    }
    let people = matter.head_count();
    for (tier, least) in [
        (Tier::Two, least.two_people),
        (Tier::Three, least.three_people),
    ] {
        if people >= least {
            call(
                tier,
                format!("涉及{people}人（达到{least}人）"),
                format!("{people} people are concerned ({least} or more)"),
            );
        }
    }
    if u32::from(matter.returns) >= least.two_returns {
        call(
            Tier::Two,
            format!("已被退回{}次", matter.returns),
            format!("handed back {} times", matter.returns),
        );
    }
    if matter.next_due().is_some_and(|clock| clock.is_late(today)) {
        call(
            Tier::Two,
            "期限已过".to_owned(),
            "a period has passed".to_owned(),
        );
    }
    let orders = u32::try_from(matter.oversight.orders.len()).unwrap_or(u32::MAX);
    if orders >= least.three_orders {
        call(
            Tier::Three,
            format!("已督办{orders}次"),
            format!("supervised {orders} times"),
        );
    }
    calls
}

/// The highest tier called for that is above the one the matter stands in. A matter that nobody has to work on any more calls for
/// none.
pub fn due(matter: &Matter, book: &Rulebook, today: Date) -> Option<Tier> {
    if !matter.stage.is_open() {
        return None;
    }
    let stands = matter.oversight.tier.as_ref().map(|standing| standing.tier);
    let wanted = calls(matter, book, today)
        .iter()
        .map(|call| call.tier)
        .max()?;
    (Some(wanted) > stands).then_some(wanted)
}

pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let roles: &[Role] = match action {
        Action::SetTier => &[Role::Leader, Role::Supervisor],
        _ => &[Role::Handler, Role::Leader],
    };
    let viewer = staff(matter, ctx, roles)?;
    let theirs = |viewer: &Viewer| match action {
        Action::SetTier => {
            viewer.unit == matter.owner || supervision::supervises(viewer, matter, ctx)
        }
        _ => matter
            .oversight
            .tier
            .as_ref()
            .is_none_or(|standing| standing.unit == viewer.unit),
    };
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            "由负责单位或者其上的信访部门、党委政府办理",
            "the organ or those above it do this",
        ));
    }
    if action == Action::SetTier {
        return open_stage(action, matter);
    }
    match &matter.oversight.tier {
        Some(standing) if standing.plan.is_none() => Ok(()),
        _ => Err(Refusal::missing("没有待报的分级工作方案", "no plan is due")),
    }
}

pub(super) fn decide(
    matter: &Matter,
    command: TierCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let standing = matter.oversight.tier.as_ref();
    let event = match command {
        TierCommand::Set {
            tier,
            reason,
            group,
        } => {
            if standing.is_some_and(|standing| standing.tier == tier) {
                return Err(Refusal::input(
                    "本事项已在这一级",
                    "the matter stands in that tier already",
                ));
            }
            if standing.is_some_and(|standing| tier < standing.tier) {
                lowered_by_leader(matter, ctx)?;
            }
            let (reason, group) = (
                required(&reason, "调整理由", "why")?,
                required(&group, "专班成员岗位", "the posts of the working group")?,
            );
            if let Some(open) = standing.filter(|standing| standing.plan.is_none()) {
                steps.drop_clock(open.clock, "另定工作层级");
            }
            let clock = steps.start_beside(tier.limit(), matter.owner, None)?;
            TierEvent::Set(Standing {
                tier,
                reason,
                group,
                unit: matter.owner,
                on: ctx.today,
                clock,
                due: steps.due_of(clock).unwrap_or(ctx.today),
                plan: None,
            })
        }
        TierCommand::Plan { text } => {
            let text = required(&text, "工作方案", "the plan")?;
            if let Some(standing) = standing {
                steps.finish(standing.clock);
            }
            TierEvent::Planned {
                text,
                on: ctx.today,
            }
        }
    };
    steps.push(Event::Oversight(OversightEvent::Tier(event)));
    Ok(steps.events)
}

/// Raising a matter asks for attention; lowering it takes attention away, so a leader of those above the organ answers for that, the
/// organ's own where nobody is above it.
fn lowered_by_leader(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let topmost = ctx
        .org
        .overseers(matter.owner)
        .iter()
        .all(|above| *above == matter.owner);
    let may = |viewer: &Viewer| {
        viewer.role == Role::Leader && (topmost || supervision::supervises(viewer, matter, ctx))
    };
    if ctx.actor.viewer().is_none_or(may) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "降低工作层级由负责单位之上的信访部门、党委政府的负责人决定",
        "only a leader of those above the organ lowers the tier of a matter",
    ))
}

pub(super) fn apply(matter: &mut Matter, event: &TierEvent) {
    match event {
        TierEvent::Set(standing) => matter.oversight.tier = Some(standing.clone()),
        TierEvent::Planned { text, on } => {
            if let Some(standing) = &mut matter.oversight.tier {
                standing.plan = Some((*on, text.clone()));
            }
        }
        TierEvent::Dropped => matter.oversight.tier = None,
    }
}

/// A plan owed by a unit that may not have the matter any more falls away.
pub(super) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<TierEvent> {
    let standing = matter.oversight.tier.as_ref();
    let owed = standing.filter(|standing| standing.plan.is_none() && barred(standing.unit));
    owed.map(|_| TierEvent::Dropped).into_iter().collect()
}

pub(super) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    if let Some(standing) = matter
        .oversight
        .tier
        .as_ref()
        .filter(|standing| standing.plan.is_none())
    {
        rows.push(DutyRow::of_unit(
            DutyKind::Plan,
            1,
            standing.unit,
            standing.on,
            Some(standing.due),
        ));
    }
}
