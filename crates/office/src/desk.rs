//! The desk of a writing job: who asks, by which law, and the organisation as it stands where it is decided.

use std::sync::Arc;

use bureau::OfficeRecord;
use kernel::Refusal;
use kernel::access::{Actor, Viewer};
use kernel::org::Org;
use matter::{Command, Event, Matter};
use store::Writing;
use store::ledger::{Author, Stamp};
use store::streams;

use crate::change::Consequences;
use crate::once::{Acting, Once};
use crate::vault::Vault;
use crate::{Law, Moment, Office, OfficeError, wall_clock};

/// Who asks for something to be written, when and by which law: all that is known before the writing job runs. The organisation is
/// not among it: it is read where it is written ([`Asking::desk`]), so that nothing is decided by a unit or a post that is gone by
/// then.
#[derive(Clone)]
pub(crate) struct Asking {
    pub law: Arc<Law>,
    pub vault: Arc<Vault>,
    pub moment: Moment,
    pub actor: Actor,
    /// The moment the clock on the wall came back from; nothing is written then.
    pub set_back_from: Option<Moment>,
    /// The form it comes from, which is acted on once.
    pub once: Option<Once>,
}

impl Asking {
    /// Enters in the office's own chain what was done with its data.
    pub fn record(&self, writing: &Writing<'_>, record: OfficeRecord) -> Result<(), OfficeError> {
        trust_clock(self.moment, self.set_back_from)?;
        remember(writing, self.once.as_ref(), self.moment)?;
        let stamp = stamp(&self.actor, self.moment);
        Ok(streams::record(writing, record, stamp)?)
    }

    /// Refuses a form that was acted on already. Inside the writing job: two clicks at once cannot both pass.
    ///
    /// # Errors
    /// [`OfficeError::DoneBefore`]; the storage's.
    pub fn refuse_second_click(&self, writing: &Writing<'_>) -> Result<(), OfficeError> {
        match &self.once {
            Some(once) => once.refuse_second_click(writing, self.moment),
            None => Ok(()),
        }
    }

    /// The desk inside the writing job.
    ///
    /// # Errors
    /// The refusal to a post that was given up, or handed to somebody else, since it asked, and of a day that was over already;
    /// [`OfficeError::DoneBefore`] where its form was acted on already.
    pub fn desk(&self, writing: &Writing<'_>) -> Result<Desk, OfficeError> {
        self.refuse_second_click(writing)?;
        trust_clock(self.moment, self.set_back_from)?;
        let org = writing.org()?;
        let actor = match &self.actor {
            Actor::Staff(viewer) => Actor::Staff(still(viewer, &org)?),
            other @ (Actor::Petitioner | Actor::System) => other.clone(),
        };
        Ok(Desk {
            law: Arc::clone(&self.law),
            vault: Arc::clone(&self.vault),
            org,
            moment: self.moment,
            actor,
            once: self.once.clone(),
        })
    }
}

/// The viewer with the rights the post has now.
fn still(viewer: &Viewer, org: &Org) -> Result<Viewer, OfficeError> {
    let post = org.post(viewer.post);
    match post.filter(|post| post.active && post.person == viewer.person) {
        Some(post) => Ok(Viewer::of(post, org)),
        None => Err(Refusal::not_yours(
            "您的岗位刚被停用或者改由他人担任，操作没有完成；请重新登录，查看现在的岗位",
            "your post was just given up or handed to somebody else, so nothing was done; sign in again to see your posts",
        )
        .into()),
    }
}

/// The desk of one writing job: it lives no longer than the job, since its organisation is that of the job.
#[derive(Clone)]
pub(crate) struct Desk {
    pub law: Arc<Law>,
    pub vault: Arc<Vault>,
    pub org: Arc<Org>,
    pub moment: Moment,
    pub actor: Actor,
    /// The form that is acted on, remembered with the first thing that is written.
    once: Option<Once>,
}

impl Desk {
    /// Who acts, and when, as the entries keep it.
    pub fn stamp(&self) -> Stamp {
        stamp(&self.actor, self.moment)
    }

    /// What a command does to a matter now.
    ///
    /// # Errors
    /// The refusal, with its rule.
    pub fn decide(&self, matter: &Matter, command: Command) -> Result<Vec<Event>, OfficeError> {
        let ctx = self
            .law
            .context(&matter.rulebook, self.moment, &self.actor, &self.org);
        Ok(matter::decide(matter, command, &ctx)?)
    }

    /// Appends what was decided and brings the tables up to date, with whatever else follows in the same job.
    ///
    /// # Errors
    /// The storage's.
    pub fn append<A: Consequences>(
        &self,
        writing: &Writing<'_>,
        aggregate: &mut A,
        events: &[A::Event],
    ) -> Result<(), OfficeError> {
        let based_on = aggregate.version();
        events.iter().for_each(|event| aggregate.apply(event));
        self.keep(writing, aggregate, based_on, events)
    }

    /// The same where the events are applied already: `after` is the aggregate as they leave it.
    pub(super) fn keep<A: Consequences>(
        &self,
        writing: &Writing<'_>,
        after: &A,
        based_on: u32,
        events: &[A::Event],
    ) -> Result<(), OfficeError> {
        remember(writing, self.once.as_ref(), self.moment)?;
        streams::append(writing, after, based_on, events, self.stamp(), &self.org)?;
        after.follow(writing, self, events)
    }
}

impl Office {
    pub(crate) fn asking(&self, moment: Moment, actor: Actor) -> Asking {
        Asking {
            law: Arc::clone(&self.law),
            vault: Arc::clone(&self.vault),
            set_back_from: self.watch.passes(moment),
            moment,
            actor,
            once: None,
        }
    }

    /// The same for a post that sent a form.
    pub(crate) fn asking_once(&self, moment: Moment, acting: Acting) -> Asking {
        Asking {
            once: acting.once,
            ..self.asking(moment, Actor::Staff(acting.viewer))
        }
    }
}

fn trust_clock(now: Moment, set_back_from: Option<Moment>) -> Result<(), OfficeError> {
    match set_back_from {
        Some(latest) => Err(wall_clock::set_back(now, latest).into()),
        None => Ok(()),
    }
}

fn stamp(actor: &Actor, moment: Moment) -> Stamp {
    let author = match actor {
        Actor::Staff(viewer) => Author::Post(viewer.post),
        Actor::Petitioner => Author::Petitioner,
        Actor::System => Author::System,
    };
    Stamp {
        at: moment.millis(),
        author,
    }
}

/// Remembers that a form was acted on, with what it did, so that both stand or neither.
fn remember(writing: &Writing<'_>, once: Option<&Once>, now: Moment) -> Result<(), OfficeError> {
    match once {
        Some(once) => once.remember(writing, now),
        None => Ok(()),
    }
}
