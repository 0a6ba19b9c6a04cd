//! Supervision (督办): an order with its ground, demand and deadline, the organ's feedback, the sign-off; records made on site.
//!
//! A petition department urges "in time" where a ground of《信访工作条例》第四十条第一款 is met. An order moves no stage: the organ
//! supervised goes on with the procedure and answers for it (UNDER_SUPERVISION, T40).

mod decide;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DutyKind, DutyRow, open_stage, staff};
use crate::command::Action;
use crate::sight;
use crate::{Context, Matter};
use kernel::access::Viewer;
use kernel::coded;
use kernel::org::Role;
use kernel::refusal::Refusal;
use kernel::rulebook::GroundCode;
use kernel::{ClockId, PostId, UnitId};

pub(super) use decide::decide;

/// The article behind every order.
pub const ARTICLE: &str = "《信访工作条例》第四十条第一款";
/// The limit that an order's deadline follows.
pub const LIMIT: &str = "SUP";

coded! {
    /// How an order is given (local norms).
    SupervisionForm {
        /// In the system.
        Online = "online", "网上督办", "Online";
        /// By telephone.
        Phone = "phone", "电话督办", "Telephone";
        /// By letter (督办函).
        Letter = "letter", "发函督办", "Letter";
        /// By an interview with the organ's leader.
        Interview = "interview", "约谈督办", "Interview";
        /// On the spot; needs a leader's approval.
        OnSite = "on_site", "实地督办", "On site";
        /// With other organs on the spot; needs a leader's approval.
        Joint = "joint", "联合督办", "Joint";
    }
}

impl SupervisionForm {
    /// Whether a leader of the ordering unit must approve it.
    pub fn needs_approval(self) -> bool {
        matches!(self, Self::OnSite | Self::Joint)
    }
}

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// The organ owes its feedback.
    Open,
    /// The feedback waits for the sign-off.
    FedBack,
    /// Done.
    SignedOff,
    /// Withdrawn, because the organ may not have the matter any more.
    Withdrawn,
}

/// What the organ reported back, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The day.
    pub on: Date,
    /// What was done.
    pub text: String,
    /// Why it did not do, where it was sent back.
    pub sent_back: Option<String>,
}

/// The words of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderText {
    /// The ground in the rulebook.
    pub ground: GroundCode,
    /// How it is given.
    pub form: SupervisionForm,
    /// The problem found.
    pub problem: String,
    /// What is demanded.
    pub demand: String,
    /// The day by which feedback is due.
    pub by: Date,
    /// The leader who approved it, where its form needs that.
    #[serde(default)]
    pub approver: Option<PostId>,
}

/// One order (督办).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The unit that orders.
    pub from: UnitId,
    /// The organ supervised.
    pub to: UnitId,
    /// The day it was given.
    pub on: Date,
    /// Ground, form, problem, demand, deadline.
    pub text: OrderText,
    /// The clock of the feedback that is due now or was last.
    pub clock: ClockId,
    /// How it stands.
    pub state: OrderState,
    /// Feedback so far.
    pub feedback: Vec<Feedback>,
    /// The closing words.
    pub closing: String,
}

impl Order {
    /// Whether something is still awaited.
    pub fn is_open(&self) -> bool {
        matches!(self.state, OrderState::Open | OrderState::FedBack)
    }
}

/// A record made on the spot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The order it belongs to.
    pub order: Option<u16>,
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// Who went.
    pub inspectors: String,
    /// Whether the petitioner was met.
    pub met_petitioner: bool,
    /// What was read, asked and found.
    pub findings: String,
}

/// A command about supervision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupervisionCommand {
    /// Order.
    Order(OrderText),
    /// Report back.
    FeedBack {
        /// Which order.
        order: u16,
        /// What was done.
        text: String,
    },
    /// Sign off, or send back with a new deadline.
    SignOff {
        /// Which order.
        order: u16,
        /// The closing words, or why it does not do.
        note: String,
        /// The new deadline where it is sent back.
        again_by: Option<Date>,
    },
    /// Record an inspection.
    Inspect(Inspection),
}

/// What happened about supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupervisionEvent {
    /// An order was given.
    Ordered {
        /// Its number.
        id: u16,
        /// The unit that orders.
        from: UnitId,
        /// The organ supervised.
        to: UnitId,
        /// Its words.
        text: OrderText,
        /// The clock of the feedback.
        clock: ClockId,
        /// The day.
        on: Date,
    },
    /// The organ reported back.
    FedBack {
        /// Which order.
        order: u16,
        /// What was done.
        text: String,
        /// The day.
        on: Date,
    },
    /// The feedback did not do.
    SentBack {
        /// Which order.
        order: u16,
        /// Why.
        note: String,
        /// The new deadline.
        by: Date,
        /// Its clock.
        clock: ClockId,
    },
    /// The order is done.
    SignedOff {
        /// Which order.
        order: u16,
        /// The closing words.
        note: String,
        /// The day.
        on: Date,
    },
    /// The organ may not have the matter any more.
    Withdrawn {
        /// Which order.
        order: u16,
    },
    /// A record made on the spot.
    Inspected(Inspection),
}

impl SupervisionCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Order(_) => Action::Supervise,
            Self::FeedBack { .. } => Action::FeedBack,
            Self::SignOff { .. } => Action::SignOff,
            Self::Inspect(_) => Action::Inspect,
        }
    }
}

pub(super) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::Supervise | Action::FeedBack | Action::SignOff | Action::Inspect
    )
}

/// Whether the unit supervises the owner: a petition department or a committee or government above it, never the owner itself.
pub(super) fn supervises(viewer: &Viewer, matter: &Matter, ctx: &Context<'_>) -> bool {
    let kind = ctx.org.unit(viewer.unit).map(|unit| unit.kind);
    let department = ctx.org.is_petition_office(viewer.unit)
        && (sight::oversees(viewer, matter, ctx.org) || viewer.unit == matter.office);
    let government = kind == Some(kernel::org::UnitKind::Government)
        && ctx.org.above(matter.owner).contains(&viewer.unit);
    viewer.unit != matter.owner && (department || government)
}

pub(super) fn supervisor(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let Some(viewer) = staff(matter, ctx, &[Role::Supervisor, Role::Leader])? else {
        return Ok(());
    };
    if supervises(viewer, matter, ctx) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "督办由负责单位以外的信访部门或者上级党委、政府进行",
        "supervision is for the petition department or the committee or government above the organ",
    )
    .under(ARTICLE))
}

pub(super) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::FeedBack => {
            let viewer = staff(matter, ctx, &[Role::Handler, Role::Leader])?;
            one_of(matter, OrderState::Open, |order| {
                viewer.is_none_or(|viewer| viewer.unit == order.to)
            })
        }
        Action::SignOff => {
            let viewer = staff(matter, ctx, &[Role::Supervisor, Role::Leader])?;
            one_of(matter, OrderState::FedBack, |order| {
                viewer.is_none_or(|viewer| viewer.unit == order.from)
            })
        }
        _ => {
            supervisor(matter, ctx)?;
            open_stage(action, matter)
        }
    }
}

fn one_of(
    matter: &Matter,
    state: OrderState,
    theirs: impl Fn(&Order) -> bool,
) -> Result<(), Refusal> {
    if matter
        .oversight
        .orders
        .iter()
        .any(|order| order.state == state && theirs(order))
    {
        return Ok(());
    }
    Err(match state {
        OrderState::Open => Refusal::missing(
            "没有待您单位反馈的督办",
            "no order waits for your unit's feedback",
        ),
        _ => Refusal::missing(
            "没有待您单位销号的督办反馈",
            "no feedback waits for your unit's sign-off",
        ),
    })
}

fn find(matter: &Matter, id: u16, state: OrderState) -> Result<&Order, Refusal> {
    let order = matter
        .oversight
        .orders
        .iter()
        .find(|order| order.id == id && order.state == state);
    order.ok_or_else(|| {
        Refusal::input(
            "请选择一项督办，或刷新页面",
            "choose an order, or reload the page",
        )
    })
}

pub(super) fn apply(matter: &mut Matter, event: &SupervisionEvent) {
    let oversight = &mut matter.oversight;
    let orders = &mut oversight.orders;
    match event {
        SupervisionEvent::Ordered {
            id,
            from,
            to,
            text,
            clock,
            on,
        } => orders.push(Order {
            id: *id,
            from: *from,
            to: *to,
            on: *on,
            text: text.clone(),
            clock: *clock,
            state: OrderState::Open,
            feedback: Vec::new(),
            closing: String::new(),
        }),
        SupervisionEvent::FedBack { order, text, on } => with(orders, *order, |order| {
            order.state = OrderState::FedBack;
            order.feedback.push(Feedback {
                on: *on,
                text: text.clone(),
                sent_back: None,
            });
        }),
        SupervisionEvent::SentBack {
            order,
            note,
            by,
            clock,
        } => with(orders, *order, |order| {
            order.state = OrderState::Open;
            order.text.by = *by;
            order.clock = *clock;
            if let Some(last) = order.feedback.last_mut() {
                last.sent_back = Some(note.clone());
            }
        }),
        SupervisionEvent::SignedOff { order, note, .. } => with(orders, *order, |order| {
            order.state = OrderState::SignedOff;
            order.closing.clone_from(note);
        }),
        SupervisionEvent::Withdrawn { order } => {
            with(orders, *order, |order| order.state = OrderState::Withdrawn);
        }
        SupervisionEvent::Inspected(record) => oversight.inspections.push(record.clone()),
    }
}

fn with(orders: &mut [Order], id: u16, change: impl FnOnce(&mut Order)) {
    if let Some(order) = orders.iter_mut().find(|order| order.id == id) {
        change(order);
    }
}

/// Orders to units that may not have the matter any more end.
pub(super) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<SupervisionEvent> {
    let open = matter
        .oversight
        .orders
        .iter()
        .filter(|order| order.is_open());
    open.filter(|order| barred(order.to) || barred(order.from))
        .map(|order| SupervisionEvent::Withdrawn { order: order.id })
        .collect()
}

pub(super) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    for order in &matter.oversight.orders {
        let (kind, unit, due) = match order.state {
            OrderState::Open => (DutyKind::FeedBack, order.to, Some(order.text.by)),
            OrderState::FedBack => (DutyKind::SignOff, order.from, None),
            _ => continue,
        };
        let since = order.feedback.last().map_or(order.on, |last| last.on);
        rows.push(DutyRow::of_unit(kind, order.id, unit, since, due));
    }
}
