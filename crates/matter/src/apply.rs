//! What has happened, applied. No judgement here: an entry in the ledger is a fact.

use std::collections::BTreeMap;

use crate::model::desk::Desk;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::Oversight;
use crate::model::parts::Accused;
use crate::model::routing::Routing;
use crate::model::stage::Stage;
use crate::rules::{desk, oversight};

use kernel::rulebook::Weight;
use kernel::{MatterId, UnitId};

impl Matter {
    /// A matter before its first entry. Only replay starts from it.
    fn blank(id: MatterId) -> Self {
        Self {
            id,
            version: 0,
            rulebook: String::new(),
            stage: Stage::Received,
            stage_before_join: None,
            office: UnitId(0),
            owner: UnitId(0),
            weight: Weight::default(),
            subject: String::new(),
            category: None,
            place: None,
            petitions: Vec::new(),
            demands: Vec::new(),
            accused: Accused::default(),
            custody: Vec::new(),
            objection: None,
            returns: 0,
            returned: false,
            heard: Vec::new(),
            answers: Vec::new(),
            withdrawn: Vec::new(),
            clocks: Vec::new(),
            accepted: None,
            acceptance_notice: None,
            rating: None,
            closing: None,
            joined_into: None,
            related: Vec::new(),
            attachments: Vec::new(),
            documents: Vec::new(),
            identity_requests: Vec::new(),
            oversight: Oversight::default(),
            routing: Routing::default(),
            simple: None,
            concluded: None,
            desk: Desk::default(),
            reviews: Vec::new(),
            before_review: None,
            redo: BTreeMap::new(),
            finality: Vec::new(),
            lapsed: None,
            hearings: Vec::new(),
            mediations: Vec::new(),
            executions: Vec::new(),
            suspension: None,
            sealing: None,
        }
    }

    /// Replays a matter from its events. `None` when there are none.
    pub fn replay<'e>(id: MatterId, events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        let mut matter = Self::blank(id);
        for event in events {
            matter.apply(event);
        }
        (matter.version > 0).then_some(matter)
    }
}

impl Matter {
    /// Applies one event.
    pub fn apply(&mut self, event: &Event) {
        self.version += 1;
        match event {
            Event::Received { .. }
            | Event::Registered { .. }
            | Event::DemandAdded { .. }
            | Event::AccusedNamed { .. }
            | Event::TakenOver { .. } => self.apply_intake(event),
            Event::Declared { .. } | Event::Held { .. } => self.apply_seal(event),
            Event::ClockStarted { .. }
            | Event::ClockMet { .. }
            | Event::ClockEnded { .. }
            | Event::ClockExtended { .. }
            | Event::ClockStopped { .. }
            | Event::ClockRestarted { .. } => self.apply_clock(event),
            Event::HandedOver { .. }
            | Event::Objected { .. }
            | Event::Returned { .. }
            | Event::ObjectionRejected { .. } => self.apply_routing(event),
            Event::TookIn { .. }
            | Event::JoinedInto { .. }
            | Event::GaveBack { .. }
            | Event::JoinUndone { .. }
            | Event::Related { .. } => self.apply_joining(event),
            Event::Oversight(event) => oversight::apply::apply(self, event),
            Event::Routing(event) => self.apply_way(event),
            Event::Lawful(event) => self.apply_lawful(event),
            Event::Simple(event) => self.apply_simple(event),
            Event::Document(event) => self.apply_document(event),
            Event::Desk(event) => desk::apply::apply(self, event),
            Event::Review(event) => self.apply_review(event),
            Event::Hearing(event) => self.apply_hearing(event),
            Event::Mediation(event) => self.apply_mediation(event),
            Event::Execution(event) => self.apply_execution(event),
            Event::Pause(event) => self.apply_pause(event),
            Event::Sorted { sorting, .. } => self.category = Some(sorting.category.clone()),
            _ => self.apply_handling(event),
        }
    }
}
