//! Starting a clock by the rulebook, and the limits that come before acceptance.

use jiff::civil::Date;

use crate::model::clock::{Clock, ClockState, Holder};
use crate::model::petition::Purpose;

use kernel::calendar::Calendar;
use kernel::clock::Span;
use kernel::org::Org;
use kernel::rulebook::{LimitKey, Rulebook, Weight, key};
use kernel::{ClockId, Refusal, RefusalKind, UnitId};

/// The limit for the first step after an arrival: a petition department routes within K1, any other organ tells the
/// petitioner within K2 (《信访工作条例》第二十二条、第二十三条).
pub fn routing_limit(office: UnitId, org: &Org) -> &'static str {
    if org.is_petition_office(office) {
        key::ROUTE
    } else {
        key::NOTIFY_DIRECT
    }
}

/// Duties of whoever has the matter before acceptance. They are met once its way is decided: by passing it on, by
/// acceptance, or by an answer.
pub(crate) const BEFORE_ACCEPTANCE: [&str; 14] = [
    key::ROUTE,
    key::ROUTE_NATIONAL,
    key::ROUTE_PROVINCE,
    key::ROUTE_CITY,
    key::ROUTE_COUNTY,
    key::NOTIFY_DIRECT,
    key::NOTIFY_SENT,
    key::SIMPLE_PASS_ON,
    key::SIMPLE_ACCEPT,
    key::ACCUSER_TOLD,
    key::PASS_ON_ACCUSATION,
    key::PROCURATORATE_REPLY,
    key::HOTLINE,
    key::FAST_ROUTE,
];

/// What a new clock needs besides its limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start {
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
pub(crate) fn start(
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
