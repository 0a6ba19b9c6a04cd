//! Noting, adding and looking, decided.

use crate::kit::context::Context;
use crate::kit::hands::{acting, is_second_person};
use crate::kit::text::required;
use crate::model::command::Command;
use crate::model::event::Event;
use crate::model::matter::Matter;

use kernel::PetitionerId;
use kernel::refusal::{Refusal, RefusalKind};

/// Acts that change no stage: notes, supplements, files and looks at a sealed identity.
pub fn record(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        Command::Note(text) => Event::Noted {
            text: required(&text, "备注", "note")?,
        },
        Command::Supplement(text) => Event::Supplemented {
            text: required(&text, "补充内容", "what you want to add")?,
        },
        Command::Attach(attachment) => Event::Attached { attachment },
        Command::RequestIdentity { reason } => Event::IdentityRequested {
            post: acting(ctx)?,
            person: ctx.actor.viewer().map(|viewer| viewer.person),
            reason: required(&reason, "查看理由", "reason")?,
        },
        Command::ConsentIdentity { post } => {
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
            Event::IdentityConsented {
                post,
                person: request.person,
                by,
            }
        }
        Command::ShowIdentity {
            petitioners,
            reason,
        } => {
            let known = |one: &PetitionerId| {
                matter
                    .petitions
                    .iter()
                    .any(|petition| petition.petitioners.contains(one))
            };
            if !petitioners.iter().all(known) {
                return Err(Refusal::input(
                    "所选信访人不在本事项中，请刷新页面",
                    "that petitioner does not belong to this matter",
                ));
            }
            Event::IdentityShown {
                petitioners,
                reason: required(&reason, "查看理由", "reason")?,
            }
        }
        _ => {
            return Err(Refusal::new(
                RefusalKind::Stage,
                "此操作不能这样记录",
                "this act is not a mere record",
            ));
        }
    };
    Ok(vec![event])
}
