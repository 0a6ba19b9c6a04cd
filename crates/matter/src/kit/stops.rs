//! When clocks stand still, and when they run again (rules.md B.5): a hearing, a supplement, a suspension, a mediation.
//!
//! The law stops one clock: hearing time stands outside the re-review period (《信访工作条例》第三十六条第二款), which the limit
//! itself says (`stops = ["hearing"]`). Everything else is a setting of the rulebook, off by default.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::steps::Steps;
use crate::model::clock::Clock;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::review::Review;

use kernel::ReviewId;
use kernel::clock::{Stop, StopKind};
use kernel::rulebook::key;

/// Why clocks stop.
#[derive(Clone, Copy, Debug)]
pub enum Cause<'r> {
    /// A hearing in a review, or in handling for `None`.
    Hearing(Option<ReviewId>),
    /// A supplement that a review waits for.
    Supplement(&'r Review),
    /// A suspension of the whole matter.
    Suspension,
    /// A mediation in handling.
    Mediation,
}

impl Cause<'_> {
    /// What the day list shows.
    fn kind(self) -> StopKind {
        match self {
            Self::Hearing(_) => StopKind::Hearing,
            Self::Supplement(_) => StopKind::Supplement,
            Self::Suspension => StopKind::Suspension,
            Self::Mediation => StopKind::Mediation,
        }
    }

    fn stops(self, clock: &Clock, matter: &Matter, ctx: &Context<'_>) -> bool {
        let limit = clock.limit.as_str();
        let handling = matches!(limit, key::HANDLE | key::REDO);
        let limit_says = || {
            ctx.rulebook
                .limit(&clock.limit, matter.weight)
                .is_some_and(|limit| limit.stops.contains(&self.kind()))
        };
        match self {
            Self::Hearing(None) => {
                handling && (limit_says() || ctx.rulebook.flag("hearing_stops_handling"))
            }
            Self::Hearing(Some(id)) => {
                let ours = matter
                    .review(id)
                    .is_some_and(|review| decides(clock, review));
                ours && (limit_says() || ctx.rulebook.flag("hearing_stops_review"))
            }
            Self::Supplement(review) => {
                (limit == key::TAKE_REVIEW && clock.span.trigger == review.on)
                    || (decides(clock, review)
                        && (limit_says() || ctx.rulebook.flag("supplement_stops_review")))
            }
            Self::Suspension => clock.unit().is_some(),
            Self::Mediation => {
                handling && (limit_says() || ctx.rulebook.flag("mediation_stops_handling"))
            }
        }
    }
}

/// Whether the clock is the one in which this review must be decided.
pub fn decides(clock: &Clock, review: &Review) -> bool {
    clock.limit.as_str() == review.level.deciding_limit()
        && clock.unit() == Some(review.desk)
        && clock.span.trigger == review.on
}

/// Stops the clocks that this cause stops by the rulebook, from that day on.
pub fn stop(steps: &mut Steps<'_>, matter: &Matter, cause: Cause<'_>, from: Date) {
    let ctx = steps.context();
    let kind = cause.kind();
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        if !cause.stops(clock, matter, ctx) || open_stop(clock, &kind).is_some() {
            continue;
        }
        let stop = Stop {
            from,
            to: None,
            kind: kind.clone(),
        };
        let mut span = clock.span.clone();
        span.stops.push(stop.clone());
        steps.push(Event::ClockStopped {
            clock: clock.id,
            stop,
            due: span.due(ctx.calendar),
        });
    }
}

/// Lets the clocks that this cause has stopped run again: today is the last day that does not count.
pub fn restart(steps: &mut Steps<'_>, matter: &Matter, cause: Cause<'_>) {
    let ctx = steps.context();
    let kind = cause.kind();
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        let Some(at) = open_stop(clock, &kind) else {
            continue;
        };
        let ours = match cause {
            Cause::Hearing(Some(id)) => matter.review(id).is_some_and(|one| decides(clock, one)),
            Cause::Hearing(None) => matches!(clock.limit.as_str(), key::HANDLE | key::REDO),
            _ => true,
        };
        if !ours {
            continue;
        }
        let mut span = clock.span.clone();
        span.stops[at].to = Some(ctx.today);
        steps.push(Event::ClockRestarted {
            clock: clock.id,
            to: ctx.today,
            reason: kind.clone(),
            due: span.due(ctx.calendar),
        });
    }
}

/// The place of the clock's open stop of this kind.
pub(crate) fn open_stop(clock: &Clock, kind: &StopKind) -> Option<usize> {
    clock
        .span
        .stops
        .iter()
        .position(|stop| stop.to.is_none() && stop.kind == *kind)
}
