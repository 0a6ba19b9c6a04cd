//! The clocks of a matter: started, met, extended and ended by events, never by the passing of time alone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::petition::Purpose;
use kernel::calendar::Calendar;
use kernel::clock::{Due, Explanation, Light, Span, light};
use kernel::org::Org;
use kernel::rulebook::{LimitKey, Rulebook, Weight};
use kernel::{ClockId, Refusal, RefusalKind, UnitId};

/// Who must, or may, act before the clock runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A unit has a duty.
    Unit(UnitId),
    /// The petitioner has a right.
    Petitioner,
}

/// Whether a clock still runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It runs.
    Running,
    /// The duty was done that day.
    Met(Date),
    /// It ended without the duty being done, because the procedure went another way.
    Ended(Date, String),
}

/// One clock (期限).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Its number inside the matter.
    pub id: ClockId,
    /// The limit in the rulebook that it follows.
    pub limit: LimitKey,
    /// Who must act.
    pub holder: Holder,
    /// For handling clocks: the purpose whose demands it watches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// Trigger, length, unit, stops and extension.
    pub span: Span,
    /// The day it comes due.
    pub due: Due,
    /// Running, met or ended.
    pub state: ClockState,
    /// Runs beside the procedure: an order, a suggestion, an instruction, a follow-up. It moves no stage.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
}

impl Clock {
    /// Whether it still runs.
    pub fn is_running(&self) -> bool {
        self.state == ClockState::Running
    }

    /// Whether it stands still now.
    pub fn is_stopped(&self) -> bool {
        self.is_running() && self.span.stops.iter().any(|stop| stop.to.is_none())
    }

    /// The unit whose duty it is.
    pub fn unit(&self) -> Option<UnitId> {
        match self.holder {
            Holder::Unit(unit) => Some(unit),
            Holder::Petitioner => None,
        }
    }

    /// The day that counts: a unit's duty ends on the raw day, a petitioner's right on the day moved off a rest day.
    pub fn duty_date(&self) -> Date {
        match self.holder {
            Holder::Unit(_) => self.due.raw,
            Holder::Petitioner => self.due.moved,
        }
    }

    /// Whether the duty was, or is, late.
    pub fn is_late(&self, today: Date) -> bool {
        match self.state {
            // A clock that stands still grows no later than it was when it stopped.
            ClockState::Running if self.is_stopped() => {
                let open = self.span.stops.iter().filter(|stop| stop.to.is_none());
                open.map(|stop| stop.from)
                    .min()
                    .is_some_and(|from| from.min(today) > self.duty_date())
            }
            ClockState::Running => today > self.duty_date(),
            ClockState::Met(on) => on > self.duty_date(),
            ClockState::Ended(..) => false,
        }
    }

    /// Green, yellow or red, for a running clock.
    pub fn light(&self, today: Date, warn_days: u16) -> Light {
        light(self.duty_date(), today, warn_days)
    }

    /// The due date day by day.
    pub fn explain(&self, calendar: &Calendar) -> Explanation {
        self.span.explain(calendar)
    }
}

/// The limit for the first step after an arrival: a petition department routes within K1, any other organ tells the
/// petitioner within K2 (《信访工作条例》第二十二条、第二十三条).
pub fn routing_limit(office: UnitId, org: &Org) -> &'static str {
    if org.is_petition_office(office) {
        "K1"
    } else {
        "K2"
    }
}

/// Duties of whoever has the matter before acceptance. They are met once its way is decided: by passing it on, by
/// acceptance, or by an answer.
pub(super) const BEFORE_ACCEPTANCE: [&str; 14] = [
    "K1", "K1aN", "K1aP", "K1aC", "K1aX", "K2", "K3", "K19", "K20", "K22", "K23", "K24", "K26",
    "K29",
];

/// What a new clock needs besides its limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub id: ClockId,
    pub holder: Holder,
    pub trigger: Date,
    pub purpose: Option<Purpose>,
    /// Days named by the assigning body, for limits that leave the length to it.
    pub named: Option<u16>,
}

/// Starts the clock for `key`.
///
/// # Errors
/// A refusal of kind `Law` when the rulebook has no such limit: nothing may run without a rule.
pub(super) fn start(
    rulebook: &Rulebook,
    calendar: &Calendar,
    key: &LimitKey,
    weight: Weight,
    start: Start,
) -> Result<Clock, Refusal> {
    let limit = rulebook.limit(key, weight).ok_or_else(|| {
        Refusal::new(
            RefusalKind::Law,
            format!("规则册“{}”没有期限 {key}，不能起算", rulebook.version),
            format!("rulebook {} has no limit {key}", rulebook.version),
        )
    })?;
    let span = Span {
        trigger: start.trigger,
        length: start.named.unwrap_or(limit.length),
        unit: limit.unit,
        extended: 0,
        stops: Vec::new(),
    };
    Ok(Clock {
        id: start.id,
        limit: key.clone(),
        holder: start.holder,
        purpose: start.purpose,
        due: span.due(calendar),
        span,
        state: ClockState::Running,
        beside: false,
    })
}
