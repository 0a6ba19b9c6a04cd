//! The steps of one decision: each is an event, and what follows is decided on the organisation as that event leaves it.

use kernel::org::{Org, Post, Role, Unit};
use kernel::trust::Widening;

use super::context::Context;
use super::event::OrganisationEvent;
use crate::office_event::OfficeEvent;

/// A decision on its way.
pub(super) struct Steps<'a> {
    /// The organisation before.
    pub before: &'a Org,
    /// The organisation as the steps leave it.
    pub now: Org,
    /// What the decision may look at.
    pub ctx: &'a Context<'a>,
    events: Vec<OfficeEvent>,
}

impl<'a> Steps<'a> {
    /// None yet.
    pub fn new(before: &'a Org, ctx: &'a Context<'a>) -> Self {
        Self {
            before,
            now: before.clone(),
            ctx,
            events: Vec::new(),
        }
    }

    /// What was decided.
    pub fn events(self) -> Vec<OfficeEvent> {
        self.events
    }

    /// A unit is kept as it is given.
    pub fn keep_unit(&mut self, unit: Unit) {
        self.now.keep_unit(unit.clone());
        self.add(OrganisationEvent::UnitKept(unit));
    }

    /// A post is kept as it is given.
    pub fn keep_post(&mut self, post: Post) {
        self.now.keep_post(post.clone());
        self.add(OrganisationEvent::PostKept(post));
    }

    /// Something that changes neither unit nor post, as far as this decision goes on.
    pub fn add(&mut self, event: OrganisationEvent) {
        self.events.push(event.into());
    }

    /// Every post that `concerns` picks waits for a second person, if it reads matters and does not wait already: that one goes on
    /// waiting for what it waits for.
    pub fn grant_anew(&mut self, concerns: impl Fn(&Post) -> bool, act: Widening) {
        let reads = |post: &Post| post.active && post.role != Role::Administrator;
        let posts = self.now.posts().into_iter();
        let posts: Vec<Post> = posts
            .filter(|post| concerns(post) && reads(post) && !post.awaits())
            .map(|post| Post {
                grant: Some(self.ctx.grant(act)),
                ..post.clone()
            })
            .collect();
        for post in posts {
            self.keep_post(post);
        }
    }
}
