//! What a join means for host and guest.

use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::petition::Relation;
use crate::model::stage::Stage;

impl Matter {
    pub(crate) fn apply_joining(&mut self, event: &Event) {
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
}
