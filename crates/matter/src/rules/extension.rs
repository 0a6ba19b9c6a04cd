//! Asking the head for an extension: who may, what follows, what it means. The clock stays as it is until the head extends it
//! (`handling`); a request lapses with what it asks for.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::policy::{LEADERS, Policy, Stages, Who, owner};
use crate::kit::signers;
use crate::kit::text::required;
use crate::model::action::Action as A;
use crate::model::event::Event;
use crate::model::extension::{ExtensionCommand, ExtensionEvent, ExtensionRequest};
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::handling::decide::lengthened;
use crate::rules::handling::may::may_be_extended;

use kernel::PostId;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const HANDLERS: &[Role] = &[Role::Handler];
    const OWNER: Who = Who::Those(owner);
    const DURING: Stages = Stages::At(&[Stage::Handling]);
    &[
        Policy::staff(A::AskExtension, HANDLERS, OWNER, DURING, may_ask),
        Policy::staff(A::TakeBackExtension, HANDLERS, OWNER, DURING, is_asked),
        Policy::staff(A::RefuseExtension, LEADERS, OWNER, DURING, is_asked),
    ]
};

fn may_ask(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.extension.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "已经申请延期，等待负责人批准；要改申请的，先撤回",
            "an extension was asked for and waits for the head; take it back first to change it",
        ));
    }
    may_be_extended(matter, ctx)?;
    if signers::of_units(matter, &[matter.owner], ctx.org, ctx.today).is_empty() {
        return Err(Refusal::missing(
            "本单位在系统中没有可以批准延期的负责人；负责人在纸质件上批准后，用“延期”登记并上传签字件",
            "no leader of the unit can approve here; record the decision given on paper by “Extend”, with its scan",
        ));
    }
    Ok(())
}

fn is_asked(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    match matter.extension {
        Some(_) => Ok(()),
        None => Err(Refusal::missing(
            "没有待批准的延期申请",
            "no request for an extension waits",
        )),
    }
}

/// Decides a command of this subject.
pub(crate) fn decide(
    matter: &Matter,
    command: ExtensionCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        ExtensionCommand::Ask { to, days, reason } => ask(matter, (to, days), &reason, ctx)?,
        ExtensionCommand::TakeBack { reason } => ExtensionEvent::TakenBack {
            reason: reason.trim().to_owned(),
        },
        ExtensionCommand::Refuse { reason } => ExtensionEvent::Refused {
            by: acting(ctx)?,
            reason: required(&reason, "不同意延期的理由", "why it is refused")?,
        },
    };
    Ok(vec![Event::Extension(event)])
}

/// A request within the cap, to a leader of the unit who may approve.
fn ask(
    matter: &Matter,
    (to, days): (PostId, u16),
    reason: &str,
    ctx: &Context<'_>,
) -> Result<ExtensionEvent, Refusal> {
    let reason = required(reason, "申请延期的理由", "why more days are needed")?;
    let request = ExtensionRequest {
        by: acting(ctx)?,
        to: signers::leader_of_owner(matter, to, ctx)?,
        clock: lengthened(matter, days, ctx)?.id,
        days,
        reason,
        on: ctx.today,
    };
    Ok(ExtensionEvent::Asked { request })
}

/// What it means for the matter.
pub(crate) fn apply(matter: &mut Matter, event: &ExtensionEvent) {
    matter.extension = match event {
        ExtensionEvent::Asked { request } => Some(request.clone()),
        ExtensionEvent::TakenBack { .. } | ExtensionEvent::Refused { .. } => None,
    };
}

/// A request lapses once nobody could grant it: the matter is answered, closed, joined or with another unit, or its clock has ended.
pub(crate) fn lapse(matter: &mut Matter) {
    let stays = matches!(matter.stage, Stage::Handling | Stage::Suspended);
    if !stays || matter.clock_to_extend().is_none() {
        matter.extension = None;
    }
}
