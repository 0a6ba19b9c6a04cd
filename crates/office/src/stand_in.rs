//! Stand-ins (代理): while a post's holder is away, another person exercises its rights, for those days only.

use std::sync::Arc;

use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::{Org, Post, Role, StandIn};
use kernel::trust::{Confirmation, Grant, Trust, Way, Widening};
use kernel::{PersonId, PostId};
use store::Writing;
use store::tables::{self, counters, org::OfficeEvent};

use crate::desk::Desk;
use crate::once::Acting;
use crate::posts::check_apart;
use crate::{Moment, Office, OfficeError};

/// An appointment as a form gives it.
#[derive(Clone, Debug)]
pub struct StandInForm {
    /// The post whose holder is away.
    pub of: PostId,
    /// Who stands in.
    pub person: PersonId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why the holder is away.
    pub reason: String,
}

impl Office {
    /// The posts this viewer may find a stand-in for: the own one, a leader those of the unit, an administrator all.
    pub fn posts_to_cover(&self, viewer: &Viewer) -> Vec<Post> {
        let org = self.org();
        org.posts()
            .into_iter()
            .filter(|post| post.active && post.stand_in.is_none() && covers(viewer, post))
            .cloned()
            .collect()
    }

    /// The stand-ins of those posts that are not over yet, by first day.
    pub fn stand_ins(&self, viewer: &Viewer, today: Date) -> Vec<Post> {
        let org = self.org();
        let mut posts: Vec<Post> = org
            .posts()
            .into_iter()
            .filter(|post| {
                let current = post
                    .stand_in
                    .as_ref()
                    .is_some_and(|stand_in| stand_in.to >= today);
                let mine = post.person == viewer.person;
                post.active && current && (mine || covers(viewer, post))
            })
            .cloned()
            .collect();
        posts.sort_by_key(|post| {
            (
                post.stand_in.as_ref().map(|stand_in| stand_in.from),
                post.id,
            )
        });
        posts
    }

    /// Appoints a stand-in: a post made for those days, with the rights of the post it stands in for.
    ///
    /// # Errors
    /// A post that is not the viewer's to cover or is a stand-in itself, the holder as own stand-in, days that are over or in
    /// the wrong order, days that another stand-in covers.
    pub fn appoint_stand_in(
        &self,
        by: impl Into<Acting>,
        form: StandInForm,
        moment: Moment,
    ) -> Result<PostId, OfficeError> {
        let asking = self.asking_once(moment, by.into());
        let id = self
            .store
            .writer()
            .write(move |writing| appoint(writing, &asking.desk(writing)?, form))?;
        self.refresh_org()?;
        Ok(id)
    }

    /// Ends a stand-in before its last day: the rights end at once, the record stays.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none that this viewer may end.
    pub fn end_stand_in(
        &self,
        by: impl Into<Acting>,
        id: PostId,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let asking = self.asking_once(moment, by.into());
        self.store
            .writer()
            .write(move |writing| -> Result<(), OfficeError> {
                let desk = asking.desk(writing)?;
                let viewer = desk.actor.viewer().ok_or(OfficeError::Forbidden)?;
                let post = desk
                    .org
                    .post(id)
                    .filter(|post| post.active && post.stand_in.is_some() && covers(viewer, post))
                    .ok_or(OfficeError::NotFound)?;
                let ended = Post {
                    active: false,
                    ..post.clone()
                };
                desk.record(writing, &OfficeEvent::PostKept(ended))?;
                tables::follow_org(writing, &desk.org)?;
                Ok(())
            })?;
        self.refresh_org()
    }

    /// Who may stand in for a post: people of its unit who hold a post there, except its holder.
    pub fn stand_in_candidates(&self, of: &Post) -> Vec<(PersonId, String)> {
        candidates(&self.org(), of)
    }
}

fn appoint(writing: &Writing<'_>, desk: &Desk, form: StandInForm) -> Result<PostId, OfficeError> {
    let org = &desk.org;
    let viewer = desk.actor.viewer().ok_or(OfficeError::Forbidden)?;
    let original = org
        .post(form.of)
        .filter(|post| post.active && covers(viewer, post));
    let original = original.ok_or(OfficeError::Forbidden)?.clone();
    check(org, &original, &form, desk.moment.today())?;
    let person_name =
        name_of(org, form.person).ok_or_else(|| OfficeError::Input("请选择代理人".to_owned()))?;
    let id = PostId(counters::ahead(writing.connection, counters::POST)?);
    let grant = grant(desk, viewer, org, &original, form.person);
    let post = Post {
        id,
        person: form.person,
        person_name,
        stand_in: Some(StandIn {
            of: form.of,
            from: form.from,
            to: form.to,
            reason: form.reason.trim().to_owned(),
        }),
        grant,
        ..original
    };
    check_apart(org, &post)?;
    tables::misc::next(writing, counters::POST)?;
    desk.record(writing, &OfficeEvent::PostKept(post))?;
    tables::follow_org(writing, org)?;
    Ok(id)
}

/// Whoever hands on the rights of the own post, or of one of the own unit, to somebody else is the second person, if confirmed;
/// what an administrator appoints, and what one takes oneself, waits for another.
fn grant(
    desk: &Desk,
    viewer: &Viewer,
    org: &Org,
    original: &Post,
    person: PersonId,
) -> Option<Grant> {
    if original.role == Role::Administrator {
        return None;
    }
    let trusted = |post: &Post| org.trust(post) == Trust::Confirmed;
    let own = viewer.role != Role::Administrator
        && viewer.person != person
        && trusted(original)
        && org.post(viewer.post).is_some_and(trusted);
    Some(Grant {
        confirmed: own.then(|| Confirmation {
            by: Some(viewer.post),
            person: Some(viewer.person),
            at: desk.moment.millis(),
            way: Way::Appointed,
        }),
        ..desk.grant(Widening::StandIn)
    })
}

fn candidates(org: &Arc<Org>, of: &Post) -> Vec<(PersonId, String)> {
    let mut people: Vec<(PersonId, String)> = org
        .posts()
        .into_iter()
        .filter(|post| post.active && post.stand_in.is_none() && post.unit == of.unit)
        .filter(|post| post.person != of.person)
        .filter(|post| may_stand_in(org, of, post.person))
        .map(|post| {
            (
                post.person,
                format!("{}（{}）", post.person_name, post.title),
            )
        })
        .collect();
    people.sort();
    people.dedup_by_key(|(person, _)| *person);
    people
}

/// Whoever keeps posts stands in for nobody who reads matters, and the other way round.
fn may_stand_in(org: &Org, of: &Post, person: PersonId) -> bool {
    if of.role == Role::Administrator {
        !org.reads(person)
    } else {
        !org.administers(person)
    }
}

/// Whether the viewer may find a stand-in for the post: the holder, a leader of its unit, an administrator. A stand-in hands
/// nothing on.
fn covers(viewer: &Viewer, post: &Post) -> bool {
    match viewer.role {
        Role::Administrator => true,
        Role::Leader if post.unit == viewer.unit => true,
        _ => {
            let of = post
                .stand_in
                .as_ref()
                .map_or(post.id, |stand_in| stand_in.of);
            viewer.post == of
        }
    }
}

fn check(
    org: &Arc<Org>,
    original: &Post,
    form: &StandInForm,
    today: Date,
) -> Result<(), OfficeError> {
    let bad = |text: String| Err(OfficeError::Input(text));
    if original.stand_in.is_some() {
        return bad("代理岗位不能再委托他人代理，请从原岗位委托".to_owned());
    }
    if form.reason.trim().is_empty() {
        return bad("请填写离岗事由".to_owned());
    }
    if form.to < form.from || form.to < today {
        return bad(format!(
            "代理的最后一天应不早于第一天（{}）和今天",
            form.from
        ));
    }
    if !candidates(org, original)
        .iter()
        .any(|(person, _)| *person == form.person)
    {
        return bad(
            "代理人应是本单位其他在岗人员，管理员与办件人员不能互相代理，请重新选择".to_owned(),
        );
    }
    let overlap = org.posts().into_iter().find(|post| {
        post.active
            && post.stand_in.as_ref().is_some_and(|other| {
                other.of == form.of && other.from <= form.to && form.from <= other.to
            })
    });
    match overlap {
        Some(other) => bad(format!("这些日子里已有{}代理，请先结束", other.person_name)),
        None => Ok(()),
    }
}

fn name_of(org: &Org, person: PersonId) -> Option<String> {
    org.posts()
        .into_iter()
        .find(|post| post.person == person)
        .map(|post| post.person_name.clone())
}
