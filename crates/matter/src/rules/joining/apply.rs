//! What a join means for the guest.

use crate::model::matter::Matter;
use crate::model::petition::Relation;
use crate::model::stage::Stage;

use kernel::MatterId;

impl Matter {
    pub(crate) fn apply_join(&mut self, host: MatterId, relation: Relation) {
        self.joined_into = Some(host);
        self.stage_before_join = Some(self.stage);
        self.stage = Stage::Joined;
        self.relate_first(relation);
    }

    pub(crate) fn apply_undo(&mut self) {
        self.joined_into = None;
        self.stage = self.stage_before_join.take().unwrap_or(Stage::Registered);
        self.relate_first(Relation::First);
    }

    fn relate_first(&mut self, relation: Relation) {
        if let Some(first) = self.petitions.first_mut() {
            first.relation = relation;
        }
    }
}
