//! The organisation (组织机构): units and posts, who confirmed them, who may sign in. One stream, the office's own chain, which holds
//! records of other things too ([`crate::office_event`]).
//!
//! [`Org`] is what everybody asks about units and posts; here is what may become of them, and what follows:
//! - [`command`] what is asked for, [`event`] what happened, `state` what that made of it, [`context`] what a decision may look at;
//! - [`founding`] the beginning, [`units`] the tree, [`posts`] who holds what, [`stand_in`] absences, [`confirm`] a second person's
//!   word, [`accounts`] logins.

pub mod accounts;
pub mod command;
pub mod confirm;
pub mod context;
pub mod event;
pub mod founding;
pub mod posts;
pub mod stand_in;
mod state;
mod steps;
pub mod units;

use kernel::org::Org;
use kernel::{Aggregate, DutyRow, Refusal, StreamId, StreamKind};

use crate::office_event::OfficeEvent;

pub use command::{Command, NewUnit, PostChange, StandInForm, UnitForm};
pub use context::{Account, Context, Facts, Next};
pub use event::{AccountChange, OrganisationEvent};
pub use state::Organisation;

use steps::Steps;

impl Aggregate for Organisation {
    const KIND: StreamKind = StreamKind::Organisation;
    type Command = Command;
    type Event = OfficeEvent;
    type Context<'a> = Context<'a>;

    fn replay<'e>(_: StreamId, events: impl IntoIterator<Item = &'e OfficeEvent>) -> Option<Self> {
        let mut organisation = Self::default();
        for event in events {
            organisation.apply(event);
        }
        (organisation.version > 0).then_some(organisation)
    }

    fn stream(&self) -> StreamId {
        StreamId::ORGANISATION
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn decide(&self, command: Command, ctx: &Context<'_>) -> Result<Vec<OfficeEvent>, Refusal> {
        let mut steps = Steps::new(self.org(), ctx);
        match command {
            Command::KeepUnit(form) => units::keep(&mut steps, form)?,
            Command::KeepDuties { unit, words } => units::keep_duties(&mut steps, unit, &words)?,
            Command::AddUnits(rows) => units::add(&mut steps, rows)?,
            Command::KeepPost(change) => posts::keep(&mut steps, change)?,
            Command::AppointStandIn(form) => stand_in::appoint(&mut steps, form)?,
            Command::EndStandIn { post } => stand_in::end(&mut steps, post)?,
            Command::ConfirmPost { post } => confirm::confirm(self, &mut steps, post)?,
            Command::KeepLogin { login, active } => accounts::keep(&mut steps, login, active)?,
            Command::ChangePassword { login } => accounts::change_password(&mut steps, login)?,
        }
        Ok(steps.events())
    }

    fn apply(&mut self, event: &OfficeEvent) {
        self.version += 1;
        match event {
            OfficeEvent::Organisation(event) => self.take_in(event),
            OfficeEvent::Record(_) => {}
        }
    }

    /// A post that waits to be confirmed waits for nobody's unit: who may confirm it follows from everybody's posts on the day it is
    /// asked ([`Org::may_confirm`]).
    fn duties(&self, _: &Org) -> Vec<DutyRow> {
        Vec::new()
    }
}
