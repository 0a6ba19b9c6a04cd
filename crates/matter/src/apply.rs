//! What has happened, applied. No judgement here: an entry in the ledger is a fact.

use std::collections::BTreeMap;

use super::clocks::{Clock, ClockState};
use super::event::Event;
use super::routing::Objection;
use super::state::{IdentityRequest, Matter, Stage};
use crate::petition::Relation;
use kernel::rulebook::Weight;
use kernel::{ClockId, MatterId, UnitId};

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
            accused: super::Accused::default(),
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
            oversight: super::Oversight::default(),
            routing: super::routing::Routing::default(),
            simple: None,
            concluded: None,
            desk: super::Desk::default(),
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
            Event::Oversight(event) => super::oversight::apply(self, event),
            Event::Routing(event) => self.apply_way(event),
            Event::Lawful(event) => self.apply_lawful(event),
            Event::Simple(event) => self.apply_simple(event),
            Event::Document(event) => self.apply_document(event),
            Event::Desk(event) => super::desk::apply(self, event),
            Event::Review(event) => self.apply_review(event),
            Event::Hearing(event) => self.apply_hearing(event),
            Event::Mediation(event) => self.apply_mediation(event),
            Event::Execution(event) => self.apply_execution(event),
            Event::Pause(event) => self.apply_pause(event),
            Event::Sorted { sorting, .. } => self.category = Some(sorting.category.clone()),
            _ => self.apply_handling(event),
        }
    }

    fn apply_intake(&mut self, event: &Event) {
        match event {
            Event::Received {
                petition,
                office,
                owner,
                rulebook,
                place,
            } => {
                self.subject.clone_from(&petition.subject);
                self.petitions.push(petition.clone());
                self.office = *office;
                self.owner = *owner;
                self.rulebook.clone_from(rulebook);
                self.place.clone_from(place);
            }
            Event::Registered {
                demands,
                category,
                place,
                weight,
            } => {
                self.demands.clone_from(demands);
                self.category.clone_from(category);
                self.place.clone_from(place);
                self.weight = *weight;
                self.stage = Stage::Registered;
                self.end_hold();
            }
            Event::DemandAdded { demand } => self.demands.push(demand.clone()),
            Event::AccusedNamed { accused } => {
                self.accused.add(accused);
            }
            Event::TakenOver { owner } => {
                self.owner = *owner;
                self.desk = super::Desk::default();
                self.custody.clear();
                self.objection = None;
                self.returned = false;
                // The accused unit's acceptance binds nobody: the new owner decides afresh.
                self.accepted = None;
                self.simple = None;
                self.concluded = None;
                self.routing.forget_open();
                self.acceptance_notice = None;
                self.redo.clear();
                self.stage = Stage::Registered;
            }
            _ => {}
        }
    }

    fn apply_clock(&mut self, event: &Event) {
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
                if let Some(at) = super::stops::open_stop(clock, reason) {
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

    fn apply_routing(&mut self, event: &Event) {
        match event {
            Event::HandedOver { handover, .. } => {
                self.owner = handover.to;
                self.custody.push(handover.clone());
                self.stage = Stage::Transferred;
                self.returned = false;
            }
            Event::Objected {
                reason,
                believed,
                ground,
            } => {
                self.routing.objections.push(Objection {
                    by: self.owner,
                    ground: ground.clone(),
                    reason: reason.clone(),
                    believed: *believed,
                });
                self.objection = Some((reason.clone(), *believed));
                self.stage = Stage::Objected;
            }
            Event::Returned { .. } => {
                if let Some(handover) = self.custody.pop() {
                    self.owner = handover.from;
                }
                self.objection = None;
                self.returns += 1;
                self.returned = true;
                self.stage = Stage::Registered;
            }
            Event::ObjectionRejected { .. } => {
                self.objection = None;
                self.stage = Stage::Transferred;
            }
            _ => {}
        }
    }

    fn apply_joining(&mut self, event: &Event) {
        match event {
            Event::TookIn { petition } => self.petitions.push(petition.clone()),
            Event::JoinedInto { matter, relation } => {
                self.joined_into = Some(*matter);
                self.stage_before_join = Some(self.stage);
                self.stage = Stage::Joined;
                if let Some(first) = self.petitions.first_mut() {
                    first.relation = *relation;
                }
            }
            Event::GaveBack { petition, .. } => {
                self.petitions.retain(|kept| kept.id != *petition);
            }
            Event::JoinUndone { .. } => {
                self.joined_into = None;
                self.stage = self.stage_before_join.take().unwrap_or(Stage::Registered);
                if let Some(first) = self.petitions.first_mut() {
                    first.relation = Relation::First;
                }
            }
            Event::Related { matter } => self.related.push(*matter),
            _ => {}
        }
    }

    fn apply_handling(&mut self, event: &Event) {
        match event {
            Event::Accepted { on } => {
                self.accepted = Some(*on);
                self.stage = Stage::Handling;
            }
            Event::AcceptanceNotified { service } => {
                self.acceptance_notice = Some(service.clone());
            }
            Event::Heard { heard } => self.heard.push(heard.clone()),
            Event::AnswerIssued { answer } if self.note_result(answer) => {
                self.answers.push(answer.clone());
            }
            Event::AnswerIssued { answer } => {
                self.note_agreement(answer);
                for demand in &mut self.demands {
                    if answer.demands.contains(&demand.id) {
                        demand.answer = Some(answer.id);
                    }
                }
                self.answers.push(answer.clone());
                if self.open_demands().next().is_none() {
                    self.stage = Stage::Answered;
                }
            }
            Event::Served { answer, service } => {
                if let Some(answer) = self.answers.iter_mut().find(|kept| kept.id == *answer) {
                    answer.service = Some(service.clone());
                }
                let all_served = self.demands.iter().all(|demand| self.is_served(demand));
                for id in self
                    .answer(*answer)
                    .map_or(Vec::new(), |one| one.demands.clone())
                {
                    if self
                        .demands
                        .iter()
                        .any(|demand| demand.id == id && demand.answer == Some(*answer))
                    {
                        self.redo.remove(&id);
                    }
                }
                if self.stage == Stage::Answered && all_served {
                    self.stage = Stage::Served;
                    self.settle();
                }
            }
            Event::Rated { rating } => self.rating = Some(rating.clone()),
            Event::Attached { attachment } => self.attachments.push(attachment.clone()),
            Event::IdentityRequested {
                post,
                person,
                reason,
            } => {
                self.identity_requests.push(IdentityRequest {
                    post: *post,
                    person: *person,
                    reason: reason.clone(),
                    consent: None,
                });
            }
            Event::IdentityConsented { post, person, by } => {
                for request in &mut self.identity_requests {
                    if request.post == *post && request.person == *person {
                        request.consent = Some(*by);
                    }
                }
            }
            Event::IdentityShown { .. } => {
                // A consent opens the seal once.
                self.identity_requests
                    .retain(|request| request.consent.is_none());
            }
            Event::Closed { closing } => {
                self.closing = Some(closing.clone());
                self.stage = Stage::Closed;
            }
            _ => {}
        }
    }
}
