//! Noting, adding and looking, decided.

use crate::kit::context::Context;
use crate::kit::hands::{acting, is_second_person};
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Attachment;

use kernel::refusal::Refusal;
use kernel::{PetitionerId, PostId};

/// A note for colleagues.
pub fn note(text: &str) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "备注", "note")?;
    Ok(vec![Event::Noted { text }])
}

/// What the petitioner adds.
pub fn supplement(text: &str) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "补充内容", "what you want to add")?;
    Ok(vec![Event::Supplemented { text }])
}

/// A file.
pub fn attach(attachment: Attachment) -> Vec<Event> {
    vec![Event::Attached { attachment }]
}

/// Asks to see a sealed identity; the request is the holder's of the post, not a successor's.
pub fn request_identity(reason: &str, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::IdentityRequested {
        post: acting(ctx)?,
        person: ctx.actor.viewer().map(|viewer| viewer.person),
        reason: required(reason, "查看理由", "reason")?,
    }])
}

/// A second person agrees to such a request.
pub fn consent_identity(
    matter: &Matter,
    post: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let by = acting(ctx)?;
    let mut requests = matter.identity_requests.iter();
    let waits = requests.find(|request| {
        request.post == post && request.consent.is_none() && request.stands(ctx.org)
    });
    let Some(request) = waits.filter(|_| by != post) else {
        return Err(Refusal::missing(
            "该岗位没有待您同意的查看申请",
            "that post has no request waiting for you",
        ));
    };
    is_second_person(post, ctx)?;
    Ok(vec![Event::IdentityConsented {
        post,
        person: request.person,
        by,
    }])
}

/// Names and contacts of petitioners of this matter are shown, for a reason.
pub fn show_identity(
    matter: &Matter,
    petitioners: Vec<PetitionerId>,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let known = |one: &PetitionerId| {
        let mut petitions = matter.petitions.iter();
        petitions.any(|petition| petition.petitioners.contains(one))
    };
    if !petitioners.iter().all(known) {
        return Err(Refusal::input(
            "所选信访人不在本事项中，请刷新页面",
            "that petitioner does not belong to this matter",
        ));
    }
    Ok(vec![Event::IdentityShown {
        petitioners,
        reason: required(reason, "查看理由", "reason")?,
    }])
}
