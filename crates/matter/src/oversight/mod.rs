//! What stands beside the procedure and watches over it. It moves no stage, except a follow-up that reopens.
//!
//! One file per subject, each with its state, its commands, its events, who may ask for them and what follows.
//! - [`recusal`]: who may not act on the matter (回避);
//! - [`supervision`]: orders with deadline, feedback and sign-off, records made on site (督办);
//! - [`advice`]: the three suggestions, tracked to their written answer (三项建议);
//! - [`urgent`]: major and urgent information with its reports (重大紧急信访信息);
//! - [`instruction`]: what leaders read and write, and collective study (阅批、批示、集体研究);
//! - [`ownership`]: a leader's case with team, plan and budget (领导包案);
//! - [`tier`]: three-tier escalation (三级工作机制);
//! - [`risk`]: the checklist on the matter (风险评估);
//! - [`follow_up`]: the call or visit after closing (回访);
//! - [`archive`]: the closed file with contents list and retention class (归档).

pub mod advice;
pub mod archive;
mod duty;
pub mod follow_up;
pub mod instruction;
pub mod ownership;
pub mod recusal;
pub mod risk;
pub mod supervision;
pub mod tier;
pub mod urgent;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::command::Action;
use super::decide::{Steps, acting, leader_of};
use super::{Context, Event, Matter, Stage};
use crate::sight;
use kernel::access::{Actor, Viewer};
use kernel::org::{Org, Role};
use kernel::refusal::{Refusal, RefusalKind};
use kernel::{ClockId, UnitId};

pub use advice::{Advice, AdviceCommand, AdviceEvent, AdviceKind, AdviceText};
pub use archive::{Archive, ArchiveCommand, ArchiveEvent, Retention};
pub use duty::{DutyKind, DutyRow, duties};
pub use follow_up::{
    FollowUp, FollowUpCommand, FollowUpEvent, FollowUpMethod, FollowUpOutcome, FollowUpReason,
    Found,
};
pub use instruction::{
    Disposition, Instruction, InstructionCommand, InstructionEvent, Reading, Study,
};
pub use ownership::{Ownership, OwnershipCommand, OwnershipEvent};
pub use recusal::{Recusal, RecusalCommand, RecusalEvent, RecusalSource, RecusalState};
pub use risk::{Assessment, RiskCommand, RiskEvent, RiskLevel, RiskPoint};
pub use supervision::{
    Inspection, Order, OrderState, OrderText, SupervisionCommand, SupervisionEvent, SupervisionForm,
};
pub use tier::{Standing, Tier, TierCommand, TierEvent};
pub use urgent::{Recipient, ReportStep, Sent, UrgentCommand, UrgentEvent, UrgentReport};

/// What watches over one matter, subject by subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oversight {
    /// Persons who may not act on it, and requests that wait.
    pub recusals: Vec<Recusal>,
    /// Supervision orders.
    pub orders: Vec<Order>,
    /// Records made on site.
    pub inspections: Vec<Inspection>,
    /// The three suggestions.
    pub advice: Vec<Advice>,
    /// Reports of urgent information.
    pub urgent: Vec<Sent>,
    /// What was put before leaders.
    pub readings: Vec<Reading>,
    /// What leaders wrote.
    pub instructions: Vec<Instruction>,
    /// Minutes of collective study.
    pub studies: Vec<Study>,
    /// The leader's case.
    pub ownership: Option<Ownership>,
    /// The tier it stands in.
    pub tier: Option<Standing>,
    /// The last assessment of its risk.
    pub risk: Option<Assessment>,
    /// Follow-ups, due and made.
    pub follow_ups: Vec<FollowUp>,
    /// The archived file.
    pub archive: Option<Archive>,
}

impl Oversight {
    /// Whether an order is not done yet (UNDER_SUPERVISION, T40).
    pub fn is_supervised(&self) -> bool {
        self.orders.iter().any(Order::is_open)
    }

    /// The clocks of what is still awaited.
    pub fn live_clocks(&self) -> Vec<ClockId> {
        let orders = self
            .orders
            .iter()
            .filter(|order| order.state == OrderState::Open)
            .map(|order| order.clock);
        let advice = self
            .advice
            .iter()
            .filter(|advice| advice.is_open())
            .map(|advice| advice.clock);
        let tasks = self
            .instructions
            .iter()
            .filter(|one| one.is_open())
            .filter_map(|one| one.clock);
        let plan = self
            .tier
            .iter()
            .filter(|standing| standing.plan.is_none())
            .map(|standing| standing.clock);
        let follow_ups = self
            .follow_ups
            .iter()
            .filter(|one| one.is_open())
            .map(|one| one.clock);
        orders
            .chain(advice)
            .chain(tasks)
            .chain(plan)
            .chain(follow_ups)
            .collect()
    }
}

/// Makes the enums of all subjects and hands each to its module.
macro_rules! subjects {
    ($($variant:ident = $module:ident: $command:ident, $event:ident;)+) => {
        /// A command of one of the subjects.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum OversightCommand {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $variant($command),)+
        }

        /// An event of one of the subjects. Names are part of the ledger's format: add, never rename.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum OversightEvent {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $variant($event),)+
        }

        impl OversightCommand {
            /// The right this command needs.
            pub fn action(&self) -> Action {
                match self {
                    $(Self::$variant(command) => command.action(),)+
                }
            }
        }

        /// Whether an action belongs to these subjects, which then know who may do it and when.
        pub fn concerns(action: Action) -> bool {
            false $(|| $module::concerns(action))+
        }

        /// Applies what happened.
        pub(super) fn apply(matter: &mut Matter, event: &OversightEvent) {
            match event {
                $(OversightEvent::$variant(event) => $module::apply(matter, event),)+
            }
        }
    };
}

subjects! {
    Recusal = recusal: RecusalCommand, RecusalEvent;
    Supervision = supervision: SupervisionCommand, SupervisionEvent;
    Advice = advice: AdviceCommand, AdviceEvent;
    Urgent = urgent: UrgentCommand, UrgentEvent;
    Instruction = instruction: InstructionCommand, InstructionEvent;
    Ownership = ownership: OwnershipCommand, OwnershipEvent;
    Tier = tier: TierCommand, TierEvent;
    Risk = risk: RiskCommand, RiskEvent;
    FollowUp = follow_up: FollowUpCommand, FollowUpEvent;
    Archive = archive: ArchiveCommand, ArchiveEvent;
}

/// Whether the actor may do this to the matter as it stands.
///
/// # Errors
/// The refusal names the right, the stage, the missing condition or the article.
pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        _ if supervision::concerns(action) => supervision::may(action, matter, ctx),
        _ if advice::concerns(action) => advice::may(action, matter, ctx),
        _ if urgent::concerns(action) => urgent::may(matter, ctx),
        _ if instruction::concerns(action) => instruction::may(action, matter, ctx),
        _ if ownership::concerns(action) => ownership::may(action, matter, ctx),
        _ if tier::concerns(action) => tier::may(action, matter, ctx),
        _ if risk::concerns(action) => risk::may(action, matter, ctx),
        _ if follow_up::concerns(action) => follow_up::may(matter, ctx),
        _ if archive::concerns(action) => archive::may(matter, ctx),
        _ => recusal::may(action, matter, ctx),
    }
}

/// Decides what a command does.
///
/// # Errors
/// What is missing or wrong in what was entered.
pub(super) fn decide(
    matter: &Matter,
    command: OversightCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        OversightCommand::Recusal(command) => recusal::decide(matter, command, ctx),
        OversightCommand::Supervision(command) => supervision::decide(matter, command, ctx),
        OversightCommand::Advice(command) => advice::decide(matter, command, ctx),
        OversightCommand::Urgent(command) => urgent::decide(matter, command, ctx),
        OversightCommand::Instruction(command) => instruction::decide(matter, command, ctx),
        OversightCommand::Ownership(command) => ownership::decide(matter, command, ctx),
        OversightCommand::Tier(command) => tier::decide(matter, command, ctx),
        OversightCommand::Risk(command) => risk::decide(command, ctx),
        OversightCommand::FollowUp(command) => follow_up::decide(matter, command, ctx),
        OversightCommand::Archive(command) => archive::decide(matter, command, ctx),
    }
}

/// The units that oversight gave the matter to: those of whom something is awaited now, and those that took part before, by an
/// order, a suggestion, an instruction, a case or a follow-up.
pub fn holders(matter: &Matter, org: &Org) -> Vec<UnitId> {
    let oversight = &matter.oversight;
    let awaited = duties(matter, org);
    let mut units: Vec<UnitId> = awaited.iter().map(|row| row.unit).collect();
    units.extend(
        oversight
            .orders
            .iter()
            .flat_map(|order| [order.from, order.to]),
    );
    units.extend(
        oversight
            .advice
            .iter()
            .flat_map(|advice| [advice.from, advice.text.to]),
    );
    units.extend(
        oversight
            .readings
            .iter()
            .filter_map(|one| Some(org.post(one.to)?.unit)),
    );
    units.extend(
        oversight
            .instructions
            .iter()
            .flat_map(|one| one.to.into_iter().chain([one.unit])),
    );
    units.extend(oversight.ownership.iter().map(|case| case.unit));
    units.extend(oversight.follow_ups.iter().map(|one| one.unit));
    let requests = oversight
        .recusals
        .iter()
        .filter(|one| one.source == RecusalSource::Petitioner);
    units.extend(requests.map(|one| recusal::decider(one, matter, org)));
    units
}

/// What is not done yet, each kind once; a matter with any of it is neither archived nor joined to another.
pub fn open_items(matter: &Matter) -> Vec<DutyKind> {
    let oversight = &matter.oversight;
    let is = |holds: bool, kind: DutyKind| holds.then_some(kind);
    let open = |state| oversight.orders.iter().any(|order| order.state == state);
    [
        is(open(OrderState::Open), DutyKind::FeedBack),
        is(open(OrderState::FedBack), DutyKind::SignOff),
        is(
            oversight.advice.iter().any(Advice::is_open),
            DutyKind::Advice,
        ),
        is(urgent::is_running(matter), DutyKind::Urgent),
        is(
            oversight.instructions.iter().any(Instruction::is_open),
            DutyKind::Task,
        ),
        is(
            oversight
                .ownership
                .as_ref()
                .is_some_and(Ownership::is_active),
            DutyKind::Owned,
        ),
        is(
            oversight
                .tier
                .as_ref()
                .is_some_and(|standing| standing.plan.is_none()),
            DutyKind::Plan,
        ),
        is(
            oversight.follow_ups.iter().any(FollowUp::is_open),
            DutyKind::FollowUp,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What an accusation ends: orders, suggestions, tasks, plans and follow-ups of units that may not have the matter any more, and
/// their clocks. `after` is the matter with the accused named.
pub(super) fn withdraw(after: &Matter, steps: &mut Steps<'_>, org: &Org) {
    let barred = |unit: UnitId| sight::is_accused(after, unit, org);
    let mut events: Vec<OversightEvent> = Vec::new();
    events.extend(
        supervision::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Supervision),
    );
    events.extend(
        advice::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Advice),
    );
    events.extend(
        instruction::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Instruction),
    );
    events.extend(
        tier::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::Tier),
    );
    events.extend(
        follow_up::withdraw(after, &barred)
            .into_iter()
            .map(OversightEvent::FollowUp),
    );
    let mut left = after.clone();
    events.iter().for_each(|event| apply(&mut left, event));
    let live = left.oversight.live_clocks();
    for clock in after
        .clocks
        .iter()
        .filter(|clock| clock.beside && clock.is_running())
    {
        if !live.contains(&clock.id) {
            steps.drop_clock(clock.id, "被检举控告单位不得接触本事项");
        }
    }
    for event in events {
        steps.push(Event::Oversight(event));
    }
}

/// The viewer, if it is staff that has one of `roles` and sees the matter; `None` for the program itself.
fn staff<'a>(
    matter: &Matter,
    ctx: &Context<'a>,
    roles: &[Role],
) -> Result<Option<&'a Viewer>, Refusal> {
    let viewer = match ctx.actor {
        Actor::System => return Ok(None),
        Actor::Petitioner => {
            return Err(Refusal::staff_only());
        }
        Actor::Staff(viewer) => viewer,
    };
    if !roles.contains(&viewer.role) {
        return Err(Refusal::wrong_role(roles, viewer.role));
    }
    if !sight::can_see(viewer, matter, ctx.org) {
        return Err(Refusal::not_yours(
            "您的岗位看不到本事项",
            "your post has no sight of this matter",
        ));
    }
    Ok(Some(viewer))
}

/// Everyone who works on matters.
const ANYONE: &[Role] = &[Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor];

/// A matter that was joined to another has nothing of its own any more.
fn joined(matter: &Matter) -> Result<(), Refusal> {
    if matter.stage != Stage::Joined {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "本事项已并入其他事项，请在所并入的事项中办理",
        "the matter was joined to another; do this there",
    ))
}

/// Oversight begins once a clerk has checked the arrival.
fn open_stage(action: Action, matter: &Matter) -> Result<(), Refusal> {
    joined(matter)?;
    if matter.stage != Stage::Received {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        format!("本事项待登记，登记以后才能{}", action.zh()),
        "a clerk has to check the arrival first",
    ))
}

/// Days from today to a deadline that somebody names.
fn days_until(day: Date, ctx: &Context<'_>) -> Result<u16, Refusal> {
    let days = (day - ctx.today).get_days();
    u16::try_from(days)
        .ok()
        .filter(|days| *days > 0)
        .ok_or_else(|| Refusal::input("期限应在今天以后", "the deadline must lie after today"))
}
