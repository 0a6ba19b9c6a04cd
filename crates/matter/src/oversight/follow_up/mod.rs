//! Follow-up (回访): after a matter is closed the office calls or visits, always where it must and by sample elsewhere, and reopens what
//! was not done. Nobody chooses the sample: it follows from the matter's number and the day of closing.
//!
//! The Regulation does not name the call-back; local law does (北京市接诉即办工作条例第二十三条), so its period is a setting.

mod decide;

use jiff::civil::Date;
use kernel::coded;
use serde::{Deserialize, Serialize};

use super::{ANYONE, DutyKind, DutyRow, OversightEvent, joined, staff};
use crate::command::Action;
use crate::decide::Steps;
use crate::petition::Petition;
use crate::sight;
use crate::state::{Rating, Score};
use crate::{Context, Event, Matter, Stage};
use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::Weight;
use kernel::{ClockId, DemandId, UnitId};

pub(super) use decide::decide;

/// The limit of a follow-up that is due.
pub const LIMIT: &str = "FUP";
/// The setting of how many of a hundred closed matters are followed up by sample.
pub const SAMPLE: &str = "follow_up_sample_percent";
/// After so many tries in vain a follow-up is over.
pub const TRIES: usize = 3;

coded! {
    /// Why there is a follow-up.
    FollowUpReason {
        /// The matter is one that must be followed up.
        Required = "required", "应当回访", "Required";
        /// It fell into the sample.
        Sampled = "sampled", "抽中回访", "Sampled";
        /// Somebody decided to.
        Chosen = "chosen", "主动回访", "Chosen";
    }
}

coded! {
    /// How the petitioner was asked.
    FollowUpMethod {
        /// By telephone.
        Call = "call", "电话回访", "Call";
        /// By a visit.
        Visit = "visit", "上门回访", "Visit";
        /// By video.
        Video = "video", "视频回访", "Video";
    }
}

coded! {
    /// What was found.
    FollowUpOutcome {
        /// What was decided is done.
        Done = "done", "已落实", "Done";
        /// Partly.
        Partly = "partly", "部分落实", "Partly done";
        /// Not.
        NotDone = "not_done", "未落实", "Not done";
        /// Nobody was reached.
        Unreached = "unreached", "未联系上", "Not reached";
    }
}

/// One follow-up, due or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// Why.
    pub reason: FollowUpReason,
    /// Why, in words.
    pub why: String,
    /// The unit that asks.
    pub unit: UnitId,
    /// The day it was planned.
    pub since: Date,
    /// Its clock.
    pub clock: ClockId,
    /// The day it is due.
    pub due: Date,
    /// The tries in vain.
    pub tries: Vec<Date>,
    /// The day it was made.
    pub on: Option<Date>,
    /// How.
    pub method: Option<FollowUpMethod>,
    /// What was found.
    pub outcome: Option<FollowUpOutcome>,
    /// What the petitioner said.
    pub words: String,
    /// The demands it reopened.
    pub reopened: Vec<DemandId>,
    /// Ended without being made.
    pub dropped: bool,
}

impl FollowUp {
    /// Whether it is still to be made.
    pub fn is_open(&self) -> bool {
        self.outcome.is_none() && !self.dropped
    }
}

/// What a follow-up found, as a form gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How the petitioner was asked.
    pub method: FollowUpMethod,
    /// What was found.
    pub outcome: FollowUpOutcome,
    /// What the petitioner said.
    pub words: String,
    /// The demands to reopen.
    pub reopen: Vec<DemandId>,
    /// Why they are reopened; told to the unit that handles them again.
    pub reason: String,
}

/// A command about follow-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpCommand {
    /// Plan one.
    Plan {
        /// Why.
        why: String,
    },
    /// Record one.
    Make {
        /// Which; none records one that nobody planned.
        id: Option<u16>,
        /// What was found.
        found: Found,
    },
}

/// What happened about follow-ups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpEvent {
    /// One is due.
    Planned {
        /// Its number.
        id: u16,
        /// Why.
        reason: FollowUpReason,
        /// Why, in words.
        why: String,
        /// The unit that asks.
        unit: UnitId,
        /// Its clock.
        clock: ClockId,
        /// The day it is due.
        due: Date,
        /// The day it was planned.
        on: Date,
    },
    /// Nobody was reached.
    Tried {
        /// Which.
        id: u16,
        /// How.
        method: FollowUpMethod,
        /// What happened.
        words: String,
        /// The day.
        on: Date,
    },
    /// It was made.
    Made {
        /// Which.
        id: u16,
        /// How.
        method: FollowUpMethod,
        /// What was found.
        outcome: FollowUpOutcome,
        /// What the petitioner said.
        words: String,
        /// The day.
        on: Date,
    },
    /// Demands that were not done are open again.
    Reopened {
        /// Which follow-up.
        id: u16,
        /// The demands.
        demands: Vec<DemandId>,
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The unit that should ask may not have the matter any more.
    Dropped {
        /// Which.
        id: u16,
    },
}

impl FollowUpCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Plan { .. } => Action::PlanFollowUp,
            Self::Make { .. } => Action::FollowUp,
        }
    }
}

pub(super) fn concerns(action: Action) -> bool {
    matches!(action, Action::PlanFollowUp | Action::FollowUp)
}

/// The unit that asks: the petition department that had or oversees the matter, so that nobody asks about their own work; the
/// owner where there is none.
pub fn asker(matter: &Matter, ctx: &Context<'_>) -> UnitId {
    let fit = |unit: &UnitId| sight::may_receive(matter, *unit, ctx.org);
    let department = |unit: &UnitId| ctx.org.is_petition_office(*unit);
    std::iter::once(matter.office)
        .filter(department)
        .chain(
            ctx.org
                .overseers(matter.owner)
                .iter()
                .copied()
                .filter(department),
        )
        .find(fit)
        .unwrap_or(matter.owner)
}

pub(super) fn may(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, ANYONE)?;
    let theirs = |viewer: &Viewer| {
        let planned = matter
            .oversight
            .follow_ups
            .iter()
            .any(|one| one.is_open() && one.unit == viewer.unit);
        planned || viewer.unit == asker(matter, ctx)
    };
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            format!("由{}回访", ctx.org.unit_name(asker(matter, ctx))),
            "the petition department follows up, not the unit that handled it",
        ));
    }
    joined(matter)?;
    if !matches!(matter.stage, Stage::Served | Stage::Lapsed | Stage::Closed) {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "答复送达以后才回访",
            "a follow-up comes after the answer was served",
        ));
    }
    Ok(())
}

/// What closing a matter asks for: a follow-up where one is required or the sample says so. Nobody can be asked who left no name.
///
/// # Errors
/// A rulebook without the limit.
pub fn after_closing(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let nameless = matter.petitions.iter().all(Petition::is_anonymous);
    let running = matter.oversight.follow_ups.iter().any(FollowUp::is_open);
    if nameless || running {
        return Ok(Vec::new());
    }
    let Some((reason, why)) = called_for(matter, ctx) else {
        return Ok(Vec::new());
    };
    let mut steps = Steps::on(matter, ctx);
    let event = planned(matter, reason, why.to_owned(), &mut steps, ctx)?;
    steps.push(Event::Oversight(OversightEvent::FollowUp(event)));
    Ok(steps.events)
}

/// What a rating given once the matter is closed asks for: whoever is not satisfied is always asked, as one who said so before.
/// A call that is still due asks about the rating too.
///
/// # Errors
/// A rulebook without the limit.
pub fn after_rating(
    matter: &Matter,
    rating: &Rating,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if matter.stage != Stage::Closed || !is_unhappy(rating) {
        return Ok(Vec::new());
    }
    let mut rated = matter.clone();
    rated.rating = Some(rating.clone());
    after_closing(&rated, ctx)
}

fn is_unhappy(rating: &Rating) -> bool {
    [rating.office, rating.unit].contains(&Some(Score::NotSatisfied))
}

fn called_for(matter: &Matter, ctx: &Context<'_>) -> Option<(FollowUpReason, &'static str)> {
    if matter.rating.as_ref().is_some_and(is_unhappy) {
        return Some((FollowUpReason::Required, "信访人评价不满意"));
    }
    if matter.weight != Weight::Ordinary {
        return Some((FollowUpReason::Required, "重大、紧急事项"));
    }
    if matter
        .oversight
        .orders
        .iter()
        .any(|order| order.is_open() || !order.feedback.is_empty())
    {
        return Some((FollowUpReason::Required, "曾经督办"));
    }
    let percent = ctx.rulebook.number(SAMPLE).unwrap_or(0);
    (draw(matter.number(), ctx.today) < percent).then_some((FollowUpReason::Sampled, "抽查"))
}

/// A number from 0 to 99 that anyone can work out again from the matter's number and the day (FNV-1a).
fn draw(number: &str, day: Date) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in number.bytes().chain(day.to_string().bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 16)) % 100
}

fn planned(
    matter: &Matter,
    reason: FollowUpReason,
    why: String,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<FollowUpEvent, Refusal> {
    let unit = asker(matter, ctx);
    let clock = steps.start_beside(LIMIT, unit, None)?;
    Ok(FollowUpEvent::Planned {
        id: matter
            .oversight
            .follow_ups
            .last()
            .map_or(1, |last| last.id.saturating_add(1)),
        reason,
        why,
        unit,
        clock,
        due: steps.due_of(clock).unwrap_or(ctx.today),
        on: ctx.today,
    })
}

pub(super) fn apply(matter: &mut Matter, event: &FollowUpEvent) {
    let all = &mut matter.oversight.follow_ups;
    match event {
        FollowUpEvent::Planned {
            id,
            reason,
            why,
            unit,
            clock,
            due,
            on,
        } => all.push(FollowUp {
            id: *id,
            reason: *reason,
            why: why.clone(),
            unit: *unit,
            since: *on,
            clock: *clock,
            due: *due,
            tries: Vec::new(),
            on: None,
            method: None,
            outcome: None,
            words: String::new(),
            reopened: Vec::new(),
            dropped: false,
        }),
        FollowUpEvent::Tried { id, on, .. } => with(all, *id, |one| one.tries.push(*on)),
        FollowUpEvent::Made {
            id,
            method,
            outcome,
            words,
            on,
        } => with(all, *id, |one| {
            one.on = Some(*on);
            one.method = Some(*method);
            one.outcome = Some(*outcome);
            one.words.clone_from(words);
        }),
        FollowUpEvent::Reopened { id, demands, .. } => {
            with(all, *id, |one| one.reopened.clone_from(demands));
            for demand in matter
                .demands
                .iter_mut()
                .filter(|demand| demands.contains(&demand.id))
            {
                demand.answer = None;
            }
            matter.closing = None;
            matter.oversight.archive = None;
            matter.stage = if matter.accepted.is_some() {
                Stage::Handling
            } else {
                Stage::Registered
            };
        }
        FollowUpEvent::Dropped { id } => with(all, *id, |one| one.dropped = true),
    }
}

fn with(all: &mut [FollowUp], id: u16, change: impl FnOnce(&mut FollowUp)) {
    if let Some(one) = all.iter_mut().find(|one| one.id == id) {
        change(one);
    }
}

/// Follow-ups of units that may not have the matter any more end.
pub(super) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<FollowUpEvent> {
    let open = matter
        .oversight
        .follow_ups
        .iter()
        .filter(|one| one.is_open());
    open.filter(|one| barred(one.unit))
        .map(|one| FollowUpEvent::Dropped { id: one.id })
        .collect()
}

pub(super) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    for one in matter
        .oversight
        .follow_ups
        .iter()
        .filter(|one| one.is_open())
    {
        rows.push(DutyRow::of_unit(
            DutyKind::FollowUp,
            one.id,
            one.unit,
            one.since,
            Some(one.due),
        ));
    }
}
