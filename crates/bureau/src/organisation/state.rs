//! The organisation as a value: what its events made of it.

use kernel::org::{Org, Role};

use super::event::OrganisationEvent;

/// The organisation as its entries made it.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// How many entries the chain has.
    pub(super) version: u32,
    org: Org,
    /// Whether a leader was confirmed, or a post reads matters since before confirmations were kept. Asked of the ledger, since
    /// giving up or resetting every leader's post must not make an office new again.
    begun: bool,
}

impl Organisation {
    /// Units and posts as they stand, without the names of their past.
    pub fn org(&self) -> &Org {
        &self.org
    }

    /// Whether nobody could ever be confirmed here: then a leader may begin.
    pub fn is_fresh(&self) -> bool {
        !self.begun
    }

    pub(super) fn take_in(&mut self, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::UnitKept(unit) => self.org.keep_unit(unit.clone()),
            OrganisationEvent::PostKept(post) => {
                self.begun |= post.grant.is_none() && post.role != Role::Administrator;
                self.org.keep_post(post.clone());
            }
            OrganisationEvent::PostConfirmed { post, confirmed } => {
                let Some(mut post) = self.org.post(*post).cloned() else {
                    return;
                };
                self.begun |= post.role == Role::Leader;
                if let Some(grant) = &mut post.grant {
                    grant.confirmed = Some(confirmed.clone());
                }
                self.org.keep_post(post);
            }
            // Accounts lie beside the ledger, with their passwords.
            OrganisationEvent::AccountKept { .. } => {}
        }
    }
}
