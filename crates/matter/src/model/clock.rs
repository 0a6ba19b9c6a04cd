//! The clocks of a matter as values: whose they are, whether they run, when they come due.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::petition::Purpose;

use kernel::calendar::Calendar;
use kernel::clock::{Due, Explanation, Light, Span, light};
use kernel::rulebook::{LimitKey, key};
use kernel::{ClockId, UnitId};

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

/// A running period that is the petitioner's to use: to ask for review, to complete the request, to have an agreement
/// confirmed.
pub fn is_right(clock: &Clock) -> bool {
    clock.is_running()
        && clock.holder == Holder::Petitioner
        && matches!(
            clock.limit.as_str(),
            key::ASK_REVIEW | key::ASK_RE_REVIEW | key::COMPLETE_REQUEST | key::ASK_CONFIRMATION
        )
}
