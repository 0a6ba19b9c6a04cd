//! What clock events mean: started, met, ended, extended, stopped, restarted.

use crate::kit::stops;
use crate::model::clock::{Clock, ClockState};
use crate::model::event::Event;
use crate::model::matter::Matter;

use kernel::ClockId;

impl Matter {
    pub(crate) fn apply_clock(&mut self, event: &Event) {
        match event {
            Event::ClockStarted { clock } => self.clocks.push(clock.clone()),
            Event::ClockMet { clock, on } => {
                self.with_clock(*clock, |clock| clock.state = ClockState::Met(*on));
            }
            Event::ClockEnded { clock, on, why } => {
                self.with_clock(*clock, |clock| {
                    clock.state = ClockState::Ended(*on, why.clone());
                });
            }
            Event::ClockExtended {
                clock, days, due, ..
            } => self.with_clock(*clock, |clock| {
                clock.span.extended += days;
                clock.due = *due;
            }),
            Event::ClockStopped { clock, stop, due } => self.with_clock(*clock, |clock| {
                clock.span.stops.push(stop.clone());
                clock.due = *due;
            }),
            Event::ClockRestarted {
                clock,
                to,
                reason,
                due,
            } => self.with_clock(*clock, |clock| {
                if let Some(at) = stops::open_stop(clock, reason) {
                    clock.span.stops[at].to = Some(*to);
                }
                clock.due = *due;
            }),
            _ => {}
        }
    }

    fn with_clock(&mut self, id: ClockId, change: impl FnOnce(&mut Clock)) {
        if let Some(clock) = self.clocks.iter_mut().find(|clock| clock.id == id) {
            change(clock);
        }
    }
}
