//! Whether a document has reached the petitioner.

use crate::model::answer::Service;
use crate::model::document::Document;
use crate::model::matter::Matter;

impl Document {
    /// Its proof of service: its own, or that of the answer it carries.
    pub fn proof<'m>(&'m self, matter: &'m Matter) -> Option<&'m Service> {
        let of_answer = || matter.answer(self.content.answer?)?.service.as_ref();
        self.service.as_ref().or_else(of_answer)
    }

    /// Whether it still has to reach the petitioner.
    pub fn waits(&self, matter: &Matter) -> bool {
        self.content.for_petitioner && self.voided.is_none() && self.proof(matter).is_none()
    }
}
