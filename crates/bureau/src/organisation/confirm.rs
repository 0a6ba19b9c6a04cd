//! Confirming posts (岗位确认): a second person opens sealed matters to a post. Who is near enough is [`kernel::trust`]'s answer.

use jiff::civil::Date;
use kernel::access::Actor;
use kernel::org::Post;
use kernel::trust::{Confirmation, Way};
use kernel::{PostId, Refusal};

use super::accounts::has_initial;
use super::context::Account;
use super::event::OrganisationEvent;
use super::posts::unknown;
use super::state::Organisation;
use super::steps::Steps;

impl Organisation {
    /// By which right `confirmer` may confirm what waits in `subject` on a day. A page that offers it asks the same.
    ///
    /// # Errors
    /// Why not, or not yet.
    pub fn may_confirm(
        &self,
        confirmer: &Post,
        subject: &Post,
        accounts: &[Account],
        today: Date,
    ) -> Result<Way, Refusal> {
        let way = self
            .org()
            .may_confirm(confirmer, subject, self.is_fresh(), today)?;
        own_passwords(accounts, [confirmer, subject])?;
        Ok(way)
    }
}

/// A second person confirms that a post is rightly held as it is.
pub(super) fn confirm(
    organisation: &Organisation,
    steps: &mut Steps<'_>,
    post: PostId,
) -> Result<(), Refusal> {
    let accounts = &steps.ctx.facts.accounts;
    let subject = steps.before.post(post).ok_or_else(unknown)?;
    let way = match steps.ctx.actor {
        Actor::System => keeper_may_confirm(subject, accounts)?,
        Actor::Petitioner => return Err(Refusal::staff_only()),
        Actor::Staff(_) if !subject.active => {
            return Err(Refusal::missing(
                "该岗位已经卸任，不必确认",
                "this post was given up; there is nothing to confirm",
            ));
        }
        Actor::Staff(viewer) => {
            let me = steps.before.post(viewer.post);
            let me = me.filter(|post| post.person == viewer.person);
            let me = me.ok_or_else(unknown)?;
            organisation.may_confirm(me, subject, accounts, steps.ctx.today)?
        }
    };
    let viewer = steps.ctx.actor.viewer();
    steps.add(OrganisationEvent::PostConfirmed {
        post,
        confirmed: Confirmation {
            by: viewer.map(|viewer| viewer.post),
            person: viewer.map(|viewer| viewer.person),
            at: steps.ctx.at,
            way,
        },
    });
    Ok(())
}

/// Whoever keeps the data folder confirms a post at its machine: the way out where nobody is left who could.
fn keeper_may_confirm(subject: &Post, accounts: &[Account]) -> Result<Way, Refusal> {
    if !subject.awaits() {
        return Err(Refusal::missing(
            "该岗位没有待确认的变更",
            "nothing about this post waits to be confirmed",
        ));
    }
    own_passwords(accounts, [subject])?;
    Ok(Way::Keeper)
}

/// As long as somebody else knows the password, nobody can tell who signs in.
fn own_passwords<'p>(
    accounts: &[Account],
    posts: impl IntoIterator<Item = &'p Post>,
) -> Result<(), Refusal> {
    let mut posts = posts.into_iter();
    match posts.find(|post| has_initial(accounts, post.person)) {
        None => Ok(()),
        Some(post) => Err(Refusal::missing(
            format!(
                "{}尚在使用他人设置的密码，请本人先登录并修改密码，再确认",
                post.person_name
            ),
            format!(
                "{} still has a password that somebody else set; it must be changed by its holder first",
                post.person_name
            ),
        )),
    }
}
