//! Recusal, decided.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::recused::{ARTICLE, of_person};
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::recusal::{Recusal, RecusalEvent, RecusalState};
use crate::rules::oversight::recusal::may::decides;
use crate::sight;

use kernel::refusal::Refusal;
use kernel::{PersonId, PostId};

fn entered(event: RecusalEvent) -> Vec<Event> {
    vec![Event::Oversight(OversightEvent::Recusal(event))]
}

/// Somebody declares an interest of their own.
pub(crate) fn declare(
    matter: &Matter,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let post = acting(ctx)?;
    let holder = ctx.org.post(post).map(|found| found.person);
    let person = holder
        .ok_or_else(|| Refusal::not_yours("此操作由在任岗位办理", "only a post can do this"))?;
    Ok(entered(RecusalEvent::Declared {
        id: next(matter),
        person,
        post,
        reason: interest(reason)?,
        on: ctx.today,
    }))
}

/// A leader decides on what the petitioner asked for.
pub(crate) fn decide(
    matter: &Matter,
    id: u16,
    (granted, post): (bool, Option<PostId>),
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let open = found(matter, id, RecusalState::Asked, ctx)?;
    let post = open.post.or(post);
    if granted && post.is_none() {
        return Err(Refusal::input(
            "请选择应当回避的人员",
            "choose the person who is to be recused",
        ));
    }
    let person = post.map(|post| person_of(post, matter, ctx)).transpose()?;
    if person.is_some() && person == ctx.actor.viewer().map(|viewer| viewer.person) {
        return Err(Refusal::law(
            "涉及您本人的回避申请由上级负责人决定",
            "a request about yourself is decided by a leader above",
            ARTICLE,
        ));
    }
    let reason = required(
        reason,
        "决定理由（将告知信访人）",
        "reason, told to the petitioner",
    )?;
    Ok(entered(RecusalEvent::Decided {
        id,
        granted,
        post,
        person,
        reason,
    }))
}

/// Ends a recusal.
pub(crate) fn end(
    matter: &Matter,
    id: u16,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    found(matter, id, RecusalState::InForce, ctx)?;
    let reason = required(reason, "解除理由", "why it ends")?;
    Ok(entered(RecusalEvent::Ended { id, reason }))
}

/// The petitioner asks that somebody does not act.
pub(crate) fn ask(
    matter: &Matter,
    (post, named): (Option<PostId>, &str),
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let person = post.map(|post| person_of(post, matter, ctx)).transpose()?;
    let named = match post {
        Some(_) => named.trim().to_owned(),
        None => required(named, "申请谁回避", "who should be recused")?,
    };
    if person.is_some_and(|person| of_person(matter, person).is_some()) {
        return Err(Refusal::missing(
            "该人员已经回避",
            "that person is recused already",
        ));
    }
    Ok(entered(RecusalEvent::Asked {
        id: next(matter),
        post,
        person,
        named,
        reason: interest(reason)?,
        on: ctx.today,
    }))
}

fn interest(reason: &str) -> Result<String, Refusal> {
    required(reason, "利害关系", "the interest")
}

/// The person behind a post, who must be able to act on the matter at all.
fn person_of(post: PostId, matter: &Matter, ctx: &Context<'_>) -> Result<PersonId, Refusal> {
    ctx.org
        .post(post)
        .filter(|found| sight::sight(matter, ctx.org).contains(&found.unit))
        .map(|found| found.person)
        .ok_or_else(|| {
            Refusal::input(
                "该岗位不经办本事项，请重新选择",
                "that post does not act on this matter; choose another",
            )
        })
}

fn next(matter: &Matter) -> u16 {
    let last = matter.oversight.recusals.last().map_or(0, |one| one.id);
    last.saturating_add(1)
}

fn found<'m>(
    matter: &'m Matter,
    id: u16,
    state: RecusalState,
    ctx: &Context<'_>,
) -> Result<&'m Recusal, Refusal> {
    let one = matter
        .oversight
        .recusals
        .iter()
        .find(|one| one.id == id && one.state == state);
    one.filter(|one| decides(one, matter, ctx)).ok_or_else(|| {
        Refusal::input(
            "请选择一项由您决定的回避，或刷新页面",
            "choose a recusal that is yours to decide, or reload the page",
        )
    })
}
