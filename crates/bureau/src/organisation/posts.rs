//! Posts and the people who hold them. Whatever gives a post sight leaves a grant in it that a second person confirms
//! ([`super::confirm`]).

use kernel::Refusal;
use kernel::org::{Org, Post, Role};
use kernel::trust::Widening;

use super::accounts;
use super::command::PostChange;
use super::steps::Steps;

/// Adds or changes a post, and the account of the person who holds it.
pub(super) fn keep(steps: &mut Steps<'_>, change: PostChange) -> Result<(), Refusal> {
    steps.ctx.administers()?;
    let old = match change.id {
        Some(id) => Some(steps.before.post(id).ok_or_else(unknown)?),
        None => None,
    };
    check(steps.before, &change)?;
    let next = steps.ctx.facts.next;
    let mut post = Post {
        id: change.id.unwrap_or(next.post),
        unit: change.unit,
        person: change.person.unwrap_or(next.person),
        person_name: change.name.trim().to_owned(),
        title: change.title.trim().to_owned(),
        role: change.role,
        active: change.active,
        stand_in: old.and_then(|old| old.stand_in.clone()),
        grant: old.and_then(|old| old.grant.clone()),
    };
    if let Some(act) = widening(old, &post) {
        apart(steps.before, &post)?;
        post.grant = (post.role != Role::Administrator).then(|| steps.ctx.grant(act));
    }
    let person = post.person;
    if let Some(old) = old.filter(|old| old.person == person) {
        correct_name(steps, old, &post.person_name);
    }
    if old != Some(&post) {
        steps.keep_post(post);
    }
    match change.login {
        Some(login) => accounts::give(steps, login, person),
        None => Ok(()),
    }
}

/// A post that is not on record.
pub(super) fn unknown() -> Refusal {
    Refusal::input(
        "没有这个岗位，请返回岗位列表重新选择",
        "there is no such post; go back to the list and choose one",
    )
}

fn check(org: &Org, change: &PostChange) -> Result<(), Refusal> {
    if change.name.trim().is_empty() || change.title.trim().is_empty() {
        return Err(Refusal::input(
            "请填写姓名和岗位名称",
            "give the person's name and the title of the post",
        ));
    }
    if org.unit(change.unit).is_none() {
        return Err(Refusal::input(
            "所属单位不存在，请重新选择",
            "that unit does not exist; choose another",
        ));
    }
    let administers = |post: &Post| post.role == Role::Administrator;
    let others = org.posts().into_iter().any(|post| {
        let own = post.active && post.stand_in.is_none();
        own && administers(post) && Some(post.id) != change.id
    });
    let was = change
        .id
        .and_then(|id| org.post(id))
        .is_some_and(administers);
    if was && !others && (!change.active || change.role != Role::Administrator) {
        return Err(Refusal::missing(
            "这是最后一名管理员，请先设置另一名管理员",
            "this is the last administrator; appoint another one first",
        ));
    }
    Ok(())
}

/// What about a change gives the post sight it did not have.
fn widening(old: Option<&Post>, new: &Post) -> Option<Widening> {
    let Some(old) = old else {
        return Some(Widening::Made);
    };
    if old.person != new.person {
        Some(Widening::Holder)
    } else if old.role != new.role {
        Some(Widening::Role)
    } else if old.unit != new.unit {
        Some(Widening::Unit)
    } else if new.active && !old.active {
        Some(Widening::Resumed)
    } else {
        None
    }
}

/// Whoever keeps posts and passwords reads no matter, and the other way round: else one person could open everything.
pub(super) fn apart(org: &Org, post: &Post) -> Result<(), Refusal> {
    let mut others = org
        .posts()
        .into_iter()
        .filter(|other| other.active && other.person == post.person && other.id != post.id);
    let administers = post.role == Role::Administrator;
    let mixed = |other: &Post| (other.role == Role::Administrator) != administers;
    if post.active && others.any(mixed) {
        return Err(Refusal::input(
            "管理员不能同时担任或者代理办件岗位，办件人员也不能同时担任管理员：请先卸任另一岗位，或者另选他人",
            "nobody both keeps posts and reads petitions, not as a stand-in either: give up the other post first, or choose somebody else",
        ));
    }
    Ok(())
}

/// A name that is corrected at one post of a person is that of the person, whatever other posts they hold or held.
fn correct_name(steps: &mut Steps<'_>, old: &Post, name: &str) {
    if old.person_name == name {
        return;
    }
    let others = steps.before.posts().into_iter().filter(|other| {
        other.person == old.person && other.id != old.id && other.person_name != name
    });
    for other in others {
        steps.keep_post(Post {
            person_name: name.to_owned(),
            ..other.clone()
        });
    }
}
