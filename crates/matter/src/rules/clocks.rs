//! What clock events mean: met or ended, extended, stopped, restarted.

use jiff::civil::Date;

use crate::kit::stops::open_stop;
use crate::model::clock::{Clock, ClockState};
use crate::model::matter::Matter;

use kernel::ClockId;
use kernel::clock::{Due, Stop, StopKind};

impl Matter {
    /// It was met, or its duty fell away.
    pub(crate) fn end_clock(&mut self, id: ClockId, state: ClockState) {
        self.with_clock(id, |clock| clock.state = state);
    }

    /// It is lengthened; who asked for that has the answer.
    pub(crate) fn extend_clock(&mut self, id: ClockId, days: u16, due: Due) {
        self.extension = None;
        self.with_clock(id, |clock| {
            clock.span.extended += days;
            clock.due = due;
        });
    }

    pub(crate) fn stop_clock(&mut self, id: ClockId, stop: &Stop, due: Due) {
        self.with_clock(id, |clock| {
            clock.span.stops.push(stop.clone());
            clock.due = due;
        });
    }

    /// It runs again: `to` is the last day that does not count.
    pub(crate) fn restart_clock(&mut self, id: ClockId, to: Date, reason: &StopKind, due: Due) {
        self.with_clock(id, |clock| {
            if let Some(at) = open_stop(clock, reason) {
                clock.span.stops[at].to = Some(to);
            }
            clock.due = due;
        });
    }

    fn with_clock(&mut self, id: ClockId, change: impl FnOnce(&mut Clock)) {
        if let Some(clock) = self.clocks.iter_mut().find(|clock| clock.id == id) {
            change(clock);
        }
    }
}
