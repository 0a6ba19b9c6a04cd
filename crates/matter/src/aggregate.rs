//! A matter as whoever reads, writes and checks streams asks for it: each answer stands where the matter's own callers find it.

use kernel::org::Org;
use kernel::{Aggregate, DutyRow, MatterId, Recorded, Refusal, StreamId, StreamKind};

use crate::decide::decide;
use crate::kit::context::Context;
use crate::model::command::Command;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::rules::awaited::awaited;

impl Recorded for Event {
    fn kind(&self) -> &'static str {
        Event::kind(self)
    }

    fn is_look(&self) -> bool {
        Event::is_look(self)
    }
}

impl Aggregate for Matter {
    const KIND: StreamKind = StreamKind::Matter;
    type Command = Command;
    type Event = Event;
    type Context<'a> = Context<'a>;

    fn replay<'e>(id: StreamId, events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        Matter::replay(MatterId(id.0), events)
    }

    fn stream(&self) -> StreamId {
        self.id.into()
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn decide(&self, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        decide(self, command, ctx)
    }

    fn apply(&mut self, event: &Event) {
        Matter::apply(self, event);
    }

    fn duties(&self, org: &Org) -> Vec<DutyRow> {
        awaited(self, org)
    }
}
