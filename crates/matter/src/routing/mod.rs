//! Who is the right organ: reporting up, disputes, several organs on one matter, visits at a wrong level.
//!
//! At every moment one unit answers for a matter, whatever is asked of others meanwhile: while a matter is reported up
//! or disputed the unit that has it keeps it, and a co-handling unit owes its contribution to the lead, who answers for
//! the whole (《信访工作条例》第二十条、第二十二条、第二十四条).
//!
//! - [`mod@propose`]: which unit is the likely one, by which rule;
//! - [`level`]: whether a visit was made at the right level;
//! - `deciding`: reports for decision and disputes; `together`: co-handling; `guiding`: visits.

mod apply;
mod deciding;
mod guiding;
pub mod level;
mod may;
pub mod propose;
mod together;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use kernel::org::Org;
use kernel::refusal::Refusal;
use kernel::rulebook::GroundCode;
use kernel::{PostId, UnitId};

use super::{Action, Context, Event, Matter, Stage};

pub(super) use may::{conditions, may_unit, waits_for_contributions};
pub(super) use propose::rule_for;
pub use propose::{Proposal, Rule, propose};
pub(super) use together::{end_accused, end_tasks};

/// An objection that was raised, whatever became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// The unit that objected.
    pub by: UnitId,
    /// The coded ground; none on entries from before grounds were coded.
    pub ground: Option<GroundCode>,
    /// Detailed reasons.
    pub reason: String,
    /// The body believed responsible.
    pub believed: Option<UnitId>,
}

/// A report for decision to one's own committee or government (第二十二条第一款第一项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Who decides.
    pub to: UnitId,
    /// Why it is reported.
    pub reason: String,
    /// The unit that shall handle it, once decided.
    pub unit: Option<UnitId>,
    /// The decision's words; none while it waits.
    pub decision: Option<String>,
}

/// A dispute about who accepts (第二十四条第一款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// The common superior, else the common joint conference.
    pub arbiter: UnitId,
    /// Why it is disputed.
    pub reason: String,
    /// The unit named, once decided.
    pub unit: Option<UnitId>,
    /// The decision's words.
    pub decision: Option<String>,
}

/// What became of a co-handling task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// The unit owes its contribution.
    Open,
    /// It gave it.
    Done {
        /// The day.
        on: Date,
        /// The contribution.
        text: String,
    },
    /// The lead no longer needs it, or it may not have the matter any more.
    Ended {
        /// Why.
        why: String,
    },
}

/// A co-handling task (协办任务): the duty of another unit towards the lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoTask {
    /// The co-handling unit.
    pub unit: UnitId,
    /// The unit that asked.
    pub asked_by: UnitId,
    /// What is asked of it.
    pub request: String,
    /// The day it was asked.
    pub on: Date,
    /// The day the contribution is due.
    pub due: Date,
    /// What became of it.
    pub state: TaskState,
}

impl CoTask {
    /// Whether the contribution is still owed.
    pub fn is_open(&self) -> bool {
        self.state == TaskState::Open
    }
}

/// What a matter knows of its way between organs, beside its custody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routing {
    /// Every objection raised, oldest first.
    pub objections: Vec<Objection>,
    /// The last report for decision.
    pub report: Option<Report>,
    /// The last dispute.
    pub dispute: Option<Dispute>,
    /// Co-handling tasks, oldest first.
    pub tasks: Vec<CoTask>,
    /// The unit a visitor was guided to, which is told of it.
    pub guided: Option<UnitId>,
}

impl Routing {
    /// Tasks whose contribution is still owed.
    pub fn open_tasks(&self) -> impl Iterator<Item = &CoTask> {
        self.tasks.iter().filter(|task| task.is_open())
    }

    /// The open task of a unit.
    pub fn open_task(&self, unit: UnitId) -> Option<&CoTask> {
        self.open_tasks().find(|task| task.unit == unit)
    }

    /// Whether a common superior or joint conference has named the unit, so that nobody objects any more.
    pub fn is_settled(&self) -> bool {
        self.dispute
            .as_ref()
            .is_some_and(|dispute| dispute.unit.is_some())
    }

    /// The accused owner lost the matter: what it had asked of others lapses.
    pub(crate) fn forget_open(&mut self) {
        for task in self.tasks.iter_mut().filter(|task| task.is_open()) {
            task.state = TaskState::Ended {
                why: "原牵头单位被检举控告".to_owned(),
            };
        }
        self.report = None;
        self.dispute = None;
    }

    /// Units that have or had a part in the matter's way and may therefore see it.
    pub(crate) fn parties(&self) -> impl Iterator<Item = UnitId> + '_ {
        let asked = self
            .tasks
            .iter()
            .filter(|task| !matches!(task.state, TaskState::Ended { .. }))
            .map(|task| task.unit);
        asked
            .chain(self.report.iter().map(|report| report.to))
            .chain(self.dispute.iter().map(|dispute| dispute.arbiter))
            .chain(self.guided)
    }
}

impl Matter {
    /// The unit whose decision is awaited while the matter is reported up or disputed.
    pub fn decider(&self) -> Option<UnitId> {
        match self.stage {
            Stage::ReportedUp => self.routing.report.as_ref().map(|report| report.to),
            Stage::Disputed => self.routing.dispute.as_ref().map(|dispute| dispute.arbiter),
            _ => None,
        }
    }
}

/// What can be asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoutingCommand {
    /// Report a major or urgent matter to one's own committee or government.
    ReportUp {
        /// Why, and what is proposed.
        reason: String,
    },
    /// Decide on a report; the matter goes back to who reported it.
    DecideReport {
        /// The unit that shall handle it, if the decision names one.
        unit: Option<UnitId>,
        /// The decision.
        text: String,
    },
    /// Put a dispute to the common superior, else to the joint conference.
    ReferDispute {
        /// What is disputed.
        reason: String,
    },
    /// Decide a dispute.
    SettleDispute {
        /// The unit that accepts.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Ask another unit to co-handle.
    AskCoHandler {
        /// The unit.
        unit: UnitId,
        /// What is asked of it.
        request: String,
        /// The day its contribution is due.
        due: Date,
    },
    /// Give one's contribution.
    Contribute {
        /// The contribution.
        text: String,
    },
    /// Do without a contribution.
    EndCoHandling {
        /// Whose.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Guide a visitor to the right reception place.
    Guide {
        /// The competent organ.
        to: UnitId,
        /// What was explained.
        reason: String,
        /// The leader who signs the notice.
        signer: PostId,
    },
}

impl RoutingCommand {
    /// The right it needs.
    pub fn action(&self) -> Action {
        match self {
            Self::ReportUp { .. } => Action::ReportUp,
            Self::DecideReport { .. } => Action::DecideReport,
            Self::ReferDispute { .. } => Action::ReferDispute,
            Self::SettleDispute { .. } => Action::SettleDispute,
            Self::AskCoHandler { .. } => Action::AskCoHandler,
            Self::Contribute { .. } => Action::Contribute,
            Self::EndCoHandling { .. } => Action::EndCoHandling,
            Self::Guide { .. } => Action::Guide,
        }
    }
}

/// What can have happened here. Field names are part of the ledger's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoutingEvent {
    /// A major or urgent matter was reported for decision.
    ReportedUp {
        /// To whom.
        to: UnitId,
        /// Why.
        reason: String,
    },
    /// The decision came back.
    ReportDecided {
        /// The unit that shall handle it.
        unit: Option<UnitId>,
        /// The decision.
        text: String,
    },
    /// A dispute was put to the arbiter.
    DisputeReferred {
        /// The common superior or the joint conference.
        arbiter: UnitId,
        /// What is disputed.
        reason: String,
    },
    /// The arbiter named the unit; where it is another one, a hand-over follows.
    DisputeSettled {
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Another unit was asked to co-handle.
    CoHandlerAsked {
        /// Its task.
        task: CoTask,
    },
    /// A co-handling unit gave its contribution.
    Contributed {
        /// The unit.
        unit: UnitId,
        /// The day.
        on: Date,
        /// The contribution.
        text: String,
    },
    /// A co-handling task ended without a contribution.
    CoHandlingEnded {
        /// The unit.
        unit: UnitId,
        /// Why.
        why: String,
    },
    /// A visitor was guided to the right organ, which is told.
    VisitGuided {
        /// The competent organ.
        to: UnitId,
    },
}

/// Decides a command of this subject.
pub(super) fn decide(
    matter: &Matter,
    command: RoutingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        RoutingCommand::ReportUp { reason } => deciding::report_up(matter, &reason, ctx),
        RoutingCommand::DecideReport { unit, text } => {
            deciding::decide_report(matter, unit, &text, ctx)
        }
        RoutingCommand::ReferDispute { reason } => deciding::refer(matter, &reason, ctx),
        RoutingCommand::SettleDispute { unit, reason } => {
            deciding::settle(matter, unit, &reason, ctx)
        }
        RoutingCommand::AskCoHandler { unit, request, due } => {
            together::ask(matter, unit, &request, due, ctx)
        }
        RoutingCommand::Contribute { text } => together::contribute(matter, &text, ctx),
        RoutingCommand::EndCoHandling { unit, reason } => together::end(matter, unit, &reason, ctx),
        RoutingCommand::Guide { to, reason, signer } => {
            guiding::guide(matter, to, &reason, signer, ctx)
        }
    }
}

/// Who decides a dispute: the nearest unit above all who are part of it, else the joint conference (第二十四条第一款).
/// Neither may be accused.
pub fn arbiter(matter: &Matter, org: &Org) -> Option<UnitId> {
    let parties = disputants(matter, org);
    let (first, rest) = parties.split_first()?;
    let fits = |unit: &UnitId| crate::sight::may_receive(matter, *unit, org);
    let superior = org
        .above(*first)
        .into_iter()
        .filter(|above| !parties.contains(above))
        .find(|above| rest.iter().all(|party| org.is_within(*party, *above)) && fits(above));
    superior.or_else(|| {
        org.joint_conference(matter.office)
            .filter(|unit| fits(unit) && !parties.contains(unit))
    })
}

/// The organs that each say the other is competent; the petition department only passes the matter on.
fn disputants(matter: &Matter, org: &Org) -> Vec<UnitId> {
    let raised = matter.routing.objections.iter();
    let mut parties: Vec<UnitId> = raised
        .flat_map(|objection| std::iter::once(objection.by).chain(objection.believed))
        .chain(std::iter::once(matter.owner))
        .filter(|unit| !org.is_petition_office(*unit))
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// How many returns are left before an arbiter must decide.
pub fn returns_left(matter: &Matter, ctx: &Context<'_>) -> u16 {
    most_returns(ctx).saturating_sub(matter.returns)
}

/// How often a matter may be handed back; an open point of the rulebook.
pub fn most_returns(ctx: &Context<'_>) -> u16 {
    ctx.rulebook
        .number("most_returns")
        .and_then(|most| u16::try_from(most).ok())
        .unwrap_or(3)
}
