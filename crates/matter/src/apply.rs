//! What has happened, applied. No judgement here: an entry in the ledger is a fact.

use std::collections::BTreeMap;

use crate::model::clock::ClockState;
use crate::model::desk::Desk;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::Oversight;
use crate::model::parts::Accused;
use crate::model::routing::Routing;
use crate::model::stage::Stage;
use crate::rules::{desk, extension, oversight};

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
            extension: None,
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
    /// Applies one event. Each is named here with what it means, so that a new one does not compile before it means something.
    pub fn apply(&mut self, event: &Event) {
        self.version += 1;
        match event {
            Event::Received {
                petition,
                office,
                owner,
                rulebook,
                place,
            } => {
                self.apply_received(petition, (*office, *owner), rulebook);
                self.place.clone_from(place);
            }
            Event::Declared { accused, told } => self.apply_declared(accused, told),
            Event::Held {
                chosen,
                accused,
                signs,
            } => self.apply_held(*chosen, accused, signs),
            Event::Registered {
                demands,
                category,
                place,
                weight,
            } => {
                self.category.clone_from(category);
                self.place.clone_from(place);
                self.apply_registered(demands, *weight);
            }
            Event::DemandAdded { demand } => self.demands.push(demand.clone()),
            Event::AccusedNamed { accused } => self.accused.add(accused),
            Event::TakenOver { owner } => self.apply_takeover(*owner),
            Event::ClockStarted { clock } => self.clocks.push(clock.clone()),
            Event::ClockMet { clock, on } => self.end_clock(*clock, ClockState::Met(*on)),
            Event::ClockEnded { clock, on, why } => {
                self.end_clock(*clock, ClockState::Ended(*on, why.clone()));
            }
            Event::ClockExtended {
                clock, days, due, ..
            } => self.extend_clock(*clock, *days, *due),
            Event::ClockStopped { clock, stop, due } => self.stop_clock(*clock, stop, *due),
            Event::ClockRestarted {
                clock,
                to,
                reason,
                due,
            } => self.restart_clock(*clock, *to, reason, *due),
            Event::HandedOver { handover, .. } => self.apply_handover(handover),
            Event::Objected {
                reason,
                believed,
                ground,
            } => self.apply_objection(reason, *believed, ground.as_ref()),
            Event::Returned { .. } => self.apply_return(),
            Event::ObjectionRejected { .. } => self.apply_rejection(),
            Event::Accepted { on } => self.apply_acceptance(*on),
            Event::AcceptanceNotified { service } => {
                self.acceptance_notice = Some(service.clone());
            }
            Event::Heard { heard } => self.heard.push(heard.clone()),
            Event::AnswerIssued { answer } => self.apply_answer(answer),
            Event::Served { answer, service } => self.apply_service(*answer, service),
            Event::Rated { rating } => self.rating = Some(rating.clone()),
            Event::Closed { closing } => self.apply_closing(closing),
            Event::Attached { attachment } => self.attachments.push(attachment.clone()),
            Event::TookIn { petition } => self.petitions.push(petition.clone()),
            Event::JoinedInto { matter, relation } => self.apply_join(*matter, *relation),
            Event::GaveBack { petition, .. } => {
                self.petitions.retain(|kept| kept.id != *petition);
            }
            Event::JoinUndone { .. } => self.apply_undo(),
            Event::Related { matter } => self.related.push(*matter),
            Event::IdentityRequested {
                post,
                person,
                reason,
            } => self.apply_identity_request(*post, *person, reason),
            Event::IdentityConsented { post, person, by } => {
                self.apply_identity_consent(*post, *person, *by);
            }
            Event::IdentityShown { .. } => self.apply_identity_shown(),
            Event::Sorted { sorting, .. } => self.category = Some(sorting.category.clone()),
            // Words for the file, and looks into it: the matter stands as it stood.
            Event::Supplemented { .. }
            | Event::Noted { .. }
            | Event::Exported { .. }
            | Event::FileOpened { .. } => {}
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
            Event::Extension(event) => extension::apply(self, event),
        }
        extension::lapse(self);
    }
}
