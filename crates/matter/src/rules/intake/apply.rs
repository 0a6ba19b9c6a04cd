//! What arrival, registration and naming the accused mean for the matter.

use crate::model::desk::Desk;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Accused;
use crate::model::seal::Sealing;
use crate::model::stage::Stage;

impl Matter {
    pub(crate) fn apply_intake(&mut self, event: &Event) {
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
                self.desk = Desk::default();
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
}

impl Matter {
    pub(crate) fn apply_seal(&mut self, event: &Event) {
        match event {
            Event::Declared { accused, told } => {
                self.accused.add(accused);
                self.sealing = Some(Sealing::Declared { told: told.clone() });
            }
            Event::Held {
                chosen,
                accused,
                signs,
            } => {
                self.accused = accused.clone();
                self.sealing = Some(Sealing::Held {
                    chosen: *chosen,
                    signs: signs.clone(),
                });
            }
            _ => {}
        }
    }

    /// Once it is screened, whom the text seemed to accuse counts no longer: the clerk says who is accused.
    pub(crate) fn end_hold(&mut self) {
        if matches!(self.sealing, Some(Sealing::Held { .. })) {
            self.accused = Accused::default();
            self.sealing = Some(Sealing::Screened);
        }
    }
}
