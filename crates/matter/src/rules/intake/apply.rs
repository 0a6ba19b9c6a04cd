//! What arrival, registration and naming the accused mean for the matter.

use crate::model::desk::Desk;
use crate::model::matter::Matter;
use crate::model::parts::{Accused, Demand};
use crate::model::petition::Petition;
use crate::model::seal::Sealing;
use crate::model::stage::Stage;

use kernel::UnitId;
use kernel::rulebook::Weight;

impl Matter {
    pub(crate) fn apply_received(
        &mut self,
        petition: &Petition,
        (office, owner): (UnitId, UnitId),
        rulebook: &str,
    ) {
        self.subject.clone_from(&petition.subject);
        self.petitions.push(petition.clone());
        self.office = office;
        self.owner = owner;
        rulebook.clone_into(&mut self.rulebook);
    }

    pub(crate) fn apply_declared(&mut self, accused: &Accused, told: &str) {
        self.accused.add(accused);
        self.sealing = Some(Sealing::Declared {
            told: told.to_owned(),
        });
    }

    pub(crate) fn apply_held(&mut self, chosen: UnitId, accused: &Accused, signs: &[String]) {
        self.accused = accused.clone();
        self.sealing = Some(Sealing::Held {
            chosen,
            signs: signs.to_vec(),
        });
    }

    /// Once it is screened, whom the text seemed to accuse counts no longer: the clerk says who is accused.
    pub(crate) fn apply_registered(&mut self, demands: &[Demand], weight: Weight) {
        self.demands = demands.to_vec();
        self.weight = weight;
        self.stage = Stage::Registered;
        if matches!(self.sealing, Some(Sealing::Held { .. })) {
            self.accused = Accused::default();
            self.sealing = Some(Sealing::Screened);
        }
    }

    pub(crate) fn apply_takeover(&mut self, owner: UnitId) {
        self.owner = owner;
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
}
