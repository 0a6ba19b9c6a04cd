//! Stand-ins (代理): while a post's holder is away, another person exercises its rights, for those days only.

use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::org::{Org, Post, Role, StandIn};
use kernel::trust::{Confirmation, Grant, Trust, Way, Widening};
use kernel::{PersonId, PostId, Refusal};

use super::command::StandInForm;
use super::context::Context;
use super::posts::{apart, unknown};
use super::steps::Steps;

/// Appoints a stand-in: a post made for those days, with the rights of the post it stands in for.
pub(super) fn appoint(steps: &mut Steps<'_>, form: StandInForm) -> Result<(), Refusal> {
    let (org, ctx) = (steps.before, steps.ctx);
    let viewer = ctx.viewer()?;
    let original = org
        .post(form.of)
        .filter(|post| post.active && covers(viewer, post))
        .ok_or_else(not_yours)?;
    check(org, original, &form, ctx.today)?;
    // A person's name is the same at all posts, but for those of long ago.
    let mut posts = org.posts().into_iter();
    let person_name = posts
        .find(|post| post.person == form.person)
        .map(|post| post.person_name.clone())
        .unwrap_or_default();
    let post = Post {
        id: ctx.facts.next.post,
        person: form.person,
        person_name,
        stand_in: Some(StandIn {
            of: form.of,
            from: form.from,
            to: form.to,
            reason: form.reason.trim().to_owned(),
        }),
        grant: grant(ctx, viewer, org, original, form.person),
        ..original.clone()
    };
    apart(org, &post)?;
    steps.keep_post(post);
    Ok(())
}

/// Ends a stand-in before its last day.
pub(super) fn end(steps: &mut Steps<'_>, id: PostId) -> Result<(), Refusal> {
    let viewer = steps.ctx.viewer()?;
    let post = steps.before.post(id);
    let post = post.filter(|post| post.stand_in.is_some());
    let post = post.ok_or_else(unknown)?;
    if !covers(viewer, post) {
        return Err(not_yours());
    }
    if !post.active {
        return Err(Refusal::missing(
            "这项代理已经结束",
            "this stand-in is over already",
        ));
    }
    let ended = Post {
        active: false,
        ..post.clone()
    };
    steps.keep_post(ended);
    Ok(())
}

/// Whether the viewer may find a stand-in for the post: the holder, a leader of its unit, an administrator. A stand-in hands
/// nothing on.
pub fn covers(viewer: &Viewer, post: &Post) -> bool {
    match viewer.role {
        Role::Administrator => true,
        Role::Leader if post.unit == viewer.unit => true,
        Role::Leader | Role::Clerk | Role::Handler | Role::Supervisor => {
            let of = post
                .stand_in
                .as_ref()
                .map_or(post.id, |stand_in| stand_in.of);
            viewer.post == of
        }
    }
}

/// Who may stand in for a post: people of its unit who hold a post there, except its holder. Each with the post held, by their
/// numbers; somebody with several posts stands there several times.
pub fn candidates<'o>(org: &'o Org, of: &Post) -> Vec<&'o Post> {
    let mut posts = org.posts();
    posts.retain(|post| {
        let there = post.active && post.stand_in.is_none() && post.unit == of.unit;
        there && post.person != of.person && may_stand_in(org, of, post.person)
    });
    posts
}

/// Whoever keeps posts stands in for nobody who reads matters, and the other way round.
fn may_stand_in(org: &Org, of: &Post, person: PersonId) -> bool {
    if of.role == Role::Administrator {
        !org.reads(person)
    } else {
        !org.administers(person)
    }
}

/// Whoever hands on the rights of the own post, or of one of the own unit, to somebody else is the second person, if confirmed;
/// what an administrator appoints, and what one takes oneself, waits for another.
fn grant(
    ctx: &Context<'_>,
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
        confirmed: own.then_some(Confirmation {
            by: Some(viewer.post),
            person: Some(viewer.person),
            at: ctx.at,
            way: Way::Appointed,
        }),
        ..ctx.grant(Widening::StandIn)
    })
}

fn not_yours() -> Refusal {
    Refusal::not_yours(
        "代理由任职人本人、本单位负责人或者管理员指定和结束",
        "the holder, a leader of the unit or an administrator appoints a stand-in and ends it",
    )
}

/// Whether this person may stand in for those days.
fn check(org: &Org, original: &Post, form: &StandInForm, today: Date) -> Result<(), Refusal> {
    if original.stand_in.is_some() {
        return Err(Refusal::input(
            "代理岗位不能再委托他人代理，请从原岗位委托",
            "a stand-in hands nothing on; appoint one for the post itself",
        ));
    }
    if form.reason.trim().is_empty() {
        return Err(Refusal::input(
            "请填写离岗事由",
            "say why the holder is away",
        ));
    }
    if form.to < form.from || form.to < today {
        return Err(Refusal::input(
            format!("代理的最后一天应不早于第一天（{}）和今天", form.from),
            format!(
                "the last day must not be before the first ({}) nor before today",
                form.from
            ),
        ));
    }
    let chosen = |post: &&Post| post.person == form.person;
    if !candidates(org, original).iter().any(chosen) {
        return Err(Refusal::input(
            "代理人应是本单位其他在岗人员，管理员与办件人员不能互相代理，请重新选择",
            "a stand-in is another person with a post in the unit; administrators and those who read petitions do not stand in for each other",
        ));
    }
    let overlap = org.posts().into_iter().find(|post| {
        post.active
            && post.stand_in.as_ref().is_some_and(|other| {
                other.of == form.of && other.from <= form.to && form.from <= other.to
            })
    });
    match overlap {
        Some(other) => Err(Refusal::input(
            format!("这些日子里已有{}代理，请先结束", other.person_name),
            format!(
                "{} stands in on some of these days already; end that first",
                other.person_name
            ),
        )),
        None => Ok(()),
    }
}
