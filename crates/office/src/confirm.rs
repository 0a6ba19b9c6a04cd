//! Confirming posts (岗位确认): a second person opens sealed matters to a post. Who may is [`kernel::trust`]'s answer.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::PostId;
use kernel::access::{Actor, Viewer};
use kernel::org::{Post, Role};
use kernel::refusal::Refusal;
use kernel::trust::{Confirmation, Grant, Way, Widening};
use store::tables::accounts;
use store::tables::org::OfficeEvent;
use store::{Connection, Writing, ledger};

use crate::desk::Desk;
use crate::matter_file::post_name;
use crate::once::Acting;
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
        let fresh = is_fresh(&reader)?;
        let mut found = Vec::new();
        for post in waits {
            let mut verdict = org.may_confirm(me, post, fresh, moment.today());
            if verdict.is_ok() && accounts::has_initial(&reader, post.person)? {
                verdict = Err(own_password_first(post));
            }
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
        self.store
            .writer()
            .write(move |writing| confirm(writing, &asking.desk(writing)?, id))?;
        self.refresh_org()
    }

    /// Whoever keeps the data folder confirms a post at its machine: the way out where nobody is left who could.
    ///
    /// # Errors
    /// When nothing about the post waits, or its holder's password is not the own one yet.
    pub fn confirm_post_as_keeper(&self, id: PostId, moment: Moment) -> Result<(), OfficeError> {
        let asking = self.asking(moment, Actor::System);
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                let desk = asking.desk(writing)?;
                let post = desk.org.post(id).ok_or(OfficeError::NotFound)?;
                if !post.awaits() {
                    return Err(Refusal::missing(
                        "该岗位没有待确认的变更",
                        "nothing about this post waits to be confirmed",
                    )
                    .into());
                }
                if accounts::has_initial(writing.connection, post.person)? {
                    return Err(own_password_first(post).into());
                }
                desk.confirmed(writing, id, Way::Keeper)
            })?;
        self.refresh_org()
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

fn confirm(writing: &Writing<'_>, desk: &Desk, id: PostId) -> Result<(), OfficeError> {
    let org = &desk.org;
    let viewer = desk.actor.viewer().ok_or(OfficeError::Forbidden)?;
    let subject = org.post(id).filter(|post| post.active);
    let subject = subject.ok_or(OfficeError::NotFound)?;
    let me = org
        .post(viewer.post)
        .filter(|post| post.person == viewer.person)
        .ok_or(OfficeError::Forbidden)?;
    let fresh = is_fresh(writing.connection)?;
    let way = org.may_confirm(me, subject, fresh, desk.moment.today())?;
    for post in [me, subject] {
        if accounts::has_initial(writing.connection, post.person)? {
            return Err(own_password_first(post).into());
        }
    }
    desk.confirmed(writing, id, way)
}

impl Desk {
    fn confirmed(&self, writing: &Writing<'_>, post: PostId, way: Way) -> Result<(), OfficeError> {
        let viewer = self.actor.viewer();
        let event = OfficeEvent::PostConfirmed {
            post,
            confirmed: Confirmation {
                by: viewer.map(|viewer| viewer.post),
                person: viewer.map(|viewer| viewer.person),
                at: self.moment.millis(),
                way,
            },
        };
        self.record(writing, &event)
    }
}

/// As long as somebody else knows the password, nobody can tell who signs in.
fn own_password_first(post: &Post) -> Refusal {
    Refusal::missing(
        format!(
            "{}尚在使用他人设置的密码，请本人先登录并修改密码，再确认",
            post.person_name
        ),
        format!(
            "{} still has a password that somebody else set; it must be changed by its holder first",
            post.person_name
        ),
    )
}

/// Whether nobody could ever be confirmed here: no leader was, and no reading post is from before confirmations were kept.
/// Asked of the ledger, since giving up or resetting every leader's post must not make an office new again.
fn is_fresh(connection: &Connection) -> Result<bool, OfficeError> {
    let mut leaders: HashMap<PostId, bool> = HashMap::new();
    for entry in ledger::office_since(connection, 0)? {
        match serde_json::from_str(&entry.body) {
            Ok(OfficeEvent::PostKept(post)) => {
                if post.grant.is_none() && post.role != Role::Administrator {
                    return Ok(false);
                }
                leaders.insert(post.id, post.role == Role::Leader);
            }
            Ok(OfficeEvent::PostConfirmed { post, .. }) if leaders.get(&post) == Some(&true) => {
                return Ok(false);
            }
            _ => {}
        }
    }
    Ok(true)
}
