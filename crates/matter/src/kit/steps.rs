//! The steps of one decision: its events, and the clocks it starts, meets and ends.

use jiff::civil::Date;

use crate::kit::clocks::{self, Start};
use crate::kit::context::Context;
use crate::kit::running::Running;
use crate::model::clock::{Clock, ClockState, Holder};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;

use kernel::org::{Unit, UnitKind};
use kernel::refusal::Refusal;
use kernel::rulebook::{LimitKey, Weight, key};
use kernel::{ClockId, UnitId};

/// Collects the events of one decision and numbers the clocks it starts.
pub struct Steps<'a> {
    ctx: &'a Context<'a>,
    weight: Weight,
    next_clock: u16,
    /// The events so far.
    pub events: Vec<Event>,
}

impl<'a> Steps<'a> {
    /// Steps on a matter that exists.
    pub fn on(matter: &Matter, ctx: &'a Context<'a>) -> Self {
        let last = matter
            .clocks
            .iter()
            .map(|clock| clock.id.0)
            .max()
            .unwrap_or(0);
        Self {
            ctx,
            weight: matter.weight,
            next_clock: last + 1,
            events: Vec::new(),
        }
    }

    /// The first steps of a new matter.
    pub fn new(weight: Weight, ctx: &'a Context<'a>) -> Self {
        Self {
            ctx,
            weight,
            next_clock: 1,
            events: Vec::new(),
        }
    }

    /// What the decision may look at.
    pub fn context(&self) -> &'a Context<'a> {
        self.ctx
    }

    /// Starts a clock of a limit that only some rulebooks have.
    pub fn start_if_known(
        &mut self,
        key: &str,
        holder: Holder,
        trigger: Date,
    ) -> Result<&mut Self, Refusal> {
        let known = self.ctx.rulebook.limit(&LimitKey::new(key), self.weight);
        if known.is_some() {
            self.start(key, holder, trigger, None, None)?;
        }
        Ok(self)
    }

    /// Adds an event.
    pub fn push(&mut self, event: Event) -> &mut Self {
        self.events.push(event);
        self
    }

    /// Starts a clock that follows a limit of the rulebook.
    pub fn start(
        &mut self,
        key: &str,
        holder: Holder,
        trigger: Date,
        purpose: Option<Purpose>,
        named: Option<u16>,
    ) -> Result<&mut Self, Refusal> {
        let clock = clocks::start(
            self.ctx.rulebook,
            self.ctx.calendar,
            &LimitKey::new(key),
            self.weight,
            Start {
                id: ClockId(self.next_clock),
                holder,
                trigger,
                purpose,
                named,
            },
        )?;
        self.next_clock += 1;
        self.events.push(Event::ClockStarted { clock });
        Ok(self)
    }

    /// Starts a clock that runs beside the procedure, from today; returns its number.
    pub fn start_beside(
        &mut self,
        key: &str,
        unit: UnitId,
        named: Option<u16>,
    ) -> Result<ClockId, Refusal> {
        let id = ClockId(self.next_clock);
        self.start(key, Holder::Unit(unit), self.ctx.today, None, named)?;
        if let Some(Event::ClockStarted { clock }) = self.events.last_mut() {
            clock.beside = true;
        }
        Ok(id)
    }

    /// The day a clock started in these steps comes due.
    pub fn due_of(&self, id: ClockId) -> Option<Date> {
        self.events.iter().find_map(|event| match event {
            Event::ClockStarted { clock } if clock.id == id => Some(clock.duty_date()),
            _ => None,
        })
    }

    /// Marks the clocks as met today: the duty was done.
    pub fn meet(&mut self, matter: &Matter, which: &Running<'_>) -> &mut Self {
        for clock in which.of_matter(matter) {
            self.meet_clock(clock.id);
        }
        self
    }

    /// Ends the clocks, because the procedure went another way.
    pub fn end(&mut self, matter: &Matter, which: &Running<'_>, why: &str) -> &mut Self {
        for clock in which.of_matter(matter) {
            self.end_clock(clock.id, why);
        }
        self
    }

    /// Marks one clock as met today.
    pub fn meet_clock(&mut self, clock: ClockId) -> &mut Self {
        let on = self.ctx.today;
        self.push(Event::ClockMet { clock, on })
    }

    /// Ends one clock whose duty fell away.
    pub fn end_clock(&mut self, clock: ClockId, why: &str) -> &mut Self {
        let (on, why) = (self.ctx.today, why.to_owned());
        self.push(Event::ClockEnded { clock, on, why })
    }

    /// Starts again a clock that was ended, with its first trigger and extensions.
    pub fn resume(&mut self, ended: &Clock) -> &mut Self {
        let mut clock = ended.clone();
        clock.id = ClockId(self.next_clock);
        clock.state = ClockState::Running;
        self.next_clock += 1;
        self.events.push(Event::ClockStarted { clock });
        self
    }
}

impl Steps<'_> {
    /// Starts the duties of a unit that receives a matter: to decide on acceptance and to tell the petitioner. Discipline
    /// organs and procuratorates tell by their own rules; a unit that an arbiter named does not object (`named`).
    pub fn start_receipt(
        &mut self,
        matter: &Matter,
        from: UnitId,
        to: UnitId,
        named: bool,
    ) -> Result<&mut Self, Refusal> {
        let (today, holder) = (self.ctx.today, Holder::Unit(to));
        let kind = |id| self.ctx.org.unit(id).map(|unit| unit.kind);
        let discipline = kind(to) == Some(UnitKind::Discipline);
        let between = discipline && kind(from) == Some(UnitKind::Discipline);
        let procuratorate = self.ctx.org.unit(to).is_some_and(Unit::is_procuratorate);
        let by_name = discipline && matter.is_sealed() && matter.has_real_name();
        self.start(
            if by_name {
                key::ACCUSER_TOLD
            } else {
                key::NOTIFY_SENT
            },
            holder,
            today,
            None,
            None,
        )?;
        if !named {
            self.start(key::OBJECT, holder, today, None, None)?;
        }
        if matter.simple.is_some() {
            self.start(key::SIMPLE_ACCEPT, holder, today, None, None)?;
        }
        if between {
            self.start(key::PASS_ON_ACCUSATION, holder, today, None, None)?;
        }
        if procuratorate {
            self.start(key::PROCURATORATE_REPLY, holder, today, None, None)?;
            self.start(key::PROCURATORATE_RESULT, holder, today, None, None)?;
        }
        Ok(self)
    }
}
