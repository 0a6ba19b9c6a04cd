//! Confirming posts (岗位确认): a second person opens sealed matters to a post. Who may is decided in
//! [`bureau::organisation::confirm`].

use std::sync::Arc;

use bureau::organisation::{Command, Organisation};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::org::{Post, Role};
use kernel::refusal::Refusal;
use kernel::trust::{Grant, Way, Widening};
use kernel::{PostId, StreamId};
use store::tables::accounts;
use store::{ledger, streams};

use crate::matter_file::post_name;
use crate::once::Acting;
use crate::organisation::nothing_beside;
use crate::{Moment, Office, OfficeError};

/// How long one is told that something was done to one's own post or account, in days.
const TOLD: i64 = 30;

/// A post that waits, for a page.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The post with its grant.
    pub post: Post,
    /// Whether the viewer may confirm it, and if not why.
    pub verdict: Result<Way, Refusal>,
}

/// Something others did to one's own post or account.
#[derive(Clone, Debug)]
pub struct Told {
    /// The post concerned: a stand-in's for one's own, or one's own.
    pub post: Post,
    /// The act.
    pub act: Widening,
    /// Who did it; none for the program.
    pub by: Option<PostId>,
    /// The day.
    pub on: Date,
}

impl Office {
    /// The posts that wait to be confirmed, those this viewer may confirm first. A leader sees them all, others those they may
    /// confirm; an administrator none.
    ///
    /// # Errors
    /// The storage's.
    pub fn posts_to_confirm(
        &self,
        viewer: &Viewer,
        moment: Moment,
    ) -> Result<Vec<Waiting>, OfficeError> {
        let org = self.org();
        let Some(me) = org.post(viewer.post).filter(|_| viewer.reads_matters()) else {
            return Ok(Vec::new());
        };
        let waits: Vec<&Post> = org
            .posts()
            .into_iter()
            .filter(|post| post.active && post.awaits())
            .filter(|post| {
                post.stand_in
                    .as_ref()
                    .is_none_or(|days| days.to >= moment.today())
            })
            .collect();
        if waits.is_empty() {
            return Ok(Vec::new());
        }
        let reader = self.store.reader()?;
        let accounts = accounts::known(&reader)?;
        let found = streams::load::<Organisation>(&reader, StreamId::ORGANISATION)?;
        let (organisation, _) = found.ok_or(OfficeError::NotFound)?;
        let mut found = Vec::new();
        for post in waits {
            let verdict = organisation.may_confirm(me, post, &accounts, moment.today());
            if verdict.is_ok() || me.role == Role::Leader {
                found.push(Waiting {
                    post: post.clone(),
                    verdict,
                });
            }
        }
        // In a new office the leader begins with the own post.
        found.sort_by_key(|waiting| {
            let post = &waiting.post;
            (
                waiting.verdict.is_err(),
                post.id != me.id,
                post.unit,
                post.id,
            )
        });
        Ok(found)
    }

    /// A second person confirms that a post is rightly held as it is. An entry of the office says who and by which right.
    ///
    /// # Errors
    /// Why this viewer may not, or not yet.
    pub fn confirm_post(
        &self,
        by: impl Into<Acting>,
        id: PostId,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let asking = self.asking_once(moment, by.into());
        self.organise(asking, Command::ConfirmPost { post: id }, nothing_beside)?;
        Ok(())
    }

    /// Whoever keeps the data folder confirms a post at its machine: the way out where nobody is left who could.
    ///
    /// # Errors
    /// When nothing about the post waits, or its holder's password is not the own one yet.
    pub fn confirm_post_as_keeper(&self, id: PostId, moment: Moment) -> Result<(), OfficeError> {
        let asking = self.asking(moment, Actor::System);
        self.organise(asking, Command::ConfirmPost { post: id }, nothing_beside)?;
        Ok(())
    }

    /// Who gave a post its sight, as they were called then; none for the program.
    ///
    /// # Errors
    /// The storage's.
    pub fn who_granted(&self, grant: &Grant) -> Result<Option<String>, OfficeError> {
        let Some(by) = grant.by else { return Ok(None) };
        let org = self.org();
        let then = ledger::office_seq_at(&*self.store.reader()?, grant.at)?;
        let then = then.map_or_else(|| Arc::clone(&org), |seq| org.as_of(seq));
        Ok(Some(post_name(&then, by)))
    }

    /// What others did to this viewer's posts and account of late: stand-ins for them, logins and passwords.
    pub fn told(&self, viewer: &Viewer, today: Date) -> Vec<Told> {
        let org = self.org();
        let since = today.saturating_sub(TOLD.days());
        let mine = |id| {
            org.post(id)
                .is_some_and(|post| post.person == viewer.person)
        };
        let mut told: Vec<Told> = Vec::new();
        for post in org.posts().into_iter().filter(|post| post.active) {
            let Some(grant) = &post.grant else { continue };
            let on = Moment::from_millis(grant.at).today();
            let stand_in = post
                .stand_in
                .as_ref()
                .is_some_and(|days| days.to >= today && mine(days.of));
            let account =
                post.person == viewer.person && grant.act == Widening::Account && on >= since;
            if (stand_in || account) && grant.person != Some(viewer.person) {
                told.push(Told {
                    post: post.clone(),
                    act: grant.act,
                    by: grant.by,
                    on,
                });
            }
        }
        told
    }
}
