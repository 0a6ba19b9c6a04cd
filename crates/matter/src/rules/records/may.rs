//! Who may note, add and look, and whose consent opens a sealed identity.

use crate::kit::context::Context;
use crate::kit::hands::is_second_person;
use crate::kit::policy::{ANYONE, Petitioner, Policy, STANDING, Stages, WORKERS, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::parts::IdentityRequest;
use crate::model::petition::Petition;
use crate::model::stage::Stage;
use crate::rules::whose::{around, sees};

use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Disputed, Handling, Objected, Received, Registered, ReportedUp, Transferred};
    const SEES: Who = Who::Those(sees);
    const SECOND: &[Role] = &[Role::Leader, Role::Supervisor];
    const UNANSWERED: Stages = Stages::At(&[
        Received,
        Registered,
        ReportedUp,
        Transferred,
        Objected,
        Disputed,
        Handling,
    ]);
    &[
        Policy::staff(A::Note, ANYONE, SEES, STANDING, always),
        Policy::staff(A::Attach, WORKERS, Who::Those(around), STANDING, always)
            .or_petitioner(Petitioner::Yes),
        Policy::petitioner(A::Supplement, UNANSWERED, always),
        Policy::staff(A::RequestIdentity, ANYONE, SEES, STANDING, is_sealed),
        Policy::staff(
            A::ConsentIdentity,
            SECOND,
            SEES,
            STANDING,
            consent_conditions,
        ),
        Policy::staff(A::ShowIdentity, ANYONE, SEES, STANDING, show_conditions),
    ]
};

/// Only a sealed identity is asked for; any other is shown for a reason.
fn is_sealed(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.is_sealed() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "本事项未密封，说明理由即可查看",
        "the matter is not sealed; give a reason and look",
    ))
}

fn consent_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let waiting: Vec<_> = matter
        .identity_requests
        .iter()
        .filter(|request| request.consent.is_none() && request.stands(ctx.org))
        .collect();
    if waiting.is_empty() {
        return Err(Refusal::missing(
            "没有待同意的查看申请",
            "no request waits for consent",
        ));
    }
    let refused = |post| is_second_person(post, ctx).err();
    match waiting
        .iter()
        .map(|request| refused(request.post))
        .min_by_key(Option::is_some)
    {
        Some(Some(refusal)) => Err(refusal),
        Some(None) | None => Ok(()),
    }
}

fn show_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.petitions.iter().all(Petition::is_anonymous) {
        return Err(Refusal::missing(
            "信访人未留身份信息",
            "the petitioner left no name",
        ));
    }
    // A consent is the holder's who asked: whoever takes over the post asks anew.
    let me = ctx.actor.viewer();
    let consented = me.is_some_and(|me| {
        let own = |request: &IdentityRequest| {
            request.post == me.post
                && request.person == Some(me.person)
                && request.consent.is_some()
        };
        matter.identity_requests.iter().any(own)
    });
    if matter.is_sealed() && !consented {
        return Err(Refusal::missing(
            "检举控告事项的身份信息须先“申请查看身份”，经第二人同意后才能查看",
            "a sealed identity needs a request and a second person's consent",
        )
        .under("《信访工作条例》第三十条第三款"));
    }
    Ok(())
}
