//! What asking for a sealed identity, agreeing to it and seeing it mean for the matter.

use crate::model::matter::Matter;
use crate::model::parts::IdentityRequest;

use kernel::{PersonId, PostId};

impl Matter {
    pub(crate) fn apply_identity_request(
        &mut self,
        post: PostId,
        person: Option<PersonId>,
        reason: &str,
    ) {
        self.identity_requests.push(IdentityRequest {
            post,
            person,
            reason: reason.to_owned(),
            consent: None,
        });
    }

    pub(crate) fn apply_identity_consent(
        &mut self,
        post: PostId,
        person: Option<PersonId>,
        by: PostId,
    ) {
        for request in &mut self.identity_requests {
            if request.post == post && request.person == person {
                request.consent = Some(by);
            }
        }
    }

    /// A consent opens the seal once.
    pub(crate) fn apply_identity_shown(&mut self) {
        self.identity_requests
            .retain(|request| request.consent.is_none());
    }
}
