//! Which running clocks a decision means: those of a limit, of a unit, due on a day.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::clock::Clock;
use crate::model::matter::Matter;

use kernel::UnitId;

/// Running clocks, narrowed down step by step: `running().limit("K10A").of(respondent).first()`.
#[derive(Clone, Copy, Default)]
pub struct Running<'a> {
    limits: Option<&'a [&'a str]>,
    unit: Option<UnitId>,
    due: Option<Date>,
    duties: bool,
    first: bool,
    kept: Option<&'a dyn Fn(&Clock) -> bool>,
}

/// All that run.
pub fn running<'a>() -> Running<'a> {
    Running::default()
}

/// The duties of the procedure that run, whoever's. A petitioner's period is a right and no duty; what stands beside the procedure, an
/// instruction say, is none of it.
pub fn duties<'a>() -> Running<'a> {
    Running {
        duties: true,
        ..Running::default()
    }
}

impl<'a> Running<'a> {
    /// Those of one of these limits.
    pub fn limits(self, limits: &'a [&'a str]) -> Self {
        Self {
            limits: Some(limits),
            ..self
        }
    }

    /// Those that one unit holds.
    pub fn of(self, unit: UnitId) -> Self {
        Self {
            unit: Some(unit),
            ..self
        }
    }

    /// Those whose named days end on this one, stops aside.
    pub fn due(self, day: Date) -> Self {
        Self {
            due: Some(day),
            ..self
        }
    }

    /// The oldest of them alone.
    pub fn first(self) -> Self {
        Self {
            first: true,
            ..self
        }
    }

    /// All but those for which this holds.
    pub fn but(self, kept: &'a dyn Fn(&Clock) -> bool) -> Self {
        Self {
            kept: Some(kept),
            ..self
        }
    }

    /// These of a matter's clocks, in order of start.
    pub fn of_matter<'m>(&self, matter: &'m Matter) -> impl Iterator<Item = &'m Clock> {
        let most = if self.first { 1 } else { usize::MAX };
        matter
            .clocks
            .iter()
            .filter(move |clock| self.means(clock))
            .take(most)
    }

    fn means(&self, clock: &Clock) -> bool {
        let limit = clock.limit.as_str();
        clock.is_running()
            && self.limits.is_none_or(|limits| limits.contains(&limit))
            && self.unit.is_none_or(|unit| clock.unit() == Some(unit))
            && self.due.is_none_or(|day| named_day(clock) == day)
            && (!self.duties || (clock.unit().is_some() && !clock.beside))
            && !self.kept.is_some_and(|kept| kept(clock))
    }
}

/// The day that was named when the clock started.
fn named_day(clock: &Clock) -> Date {
    let days = i64::from(clock.span.length).days();
    clock.span.trigger.saturating_add(days)
}
