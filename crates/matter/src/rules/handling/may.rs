//! Who may accept, hear and extend, and when the handling period may be lengthened.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, Stages, WORKERS, Who, always, owner};
use crate::model::action::Action as A;
use crate::model::clock::Clock;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::document::may::no_acceptance_document;
use crate::rules::simple::may::not_extended;

use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::Rulebook;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Answered, Handling, Registered, Transferred};
    const OWNER: Who = Who::Those(owner);
    const BEFORE: Stages = Stages::At(&[Registered, Transferred]);
    const DURING: Stages = Stages::At(&[Handling]);
    const NOTICE: Stages = Stages::At(&[Handling, Answered]);
    &[
        Policy::staff(A::Accept, DECIDERS, OWNER, BEFORE, accept_conditions),
        Policy::staff(
            A::NotifyAcceptance,
            WORKERS,
            OWNER,
            NOTICE,
            notice_conditions,
        ),
        Policy::staff(A::Hear, WORKERS, OWNER, DURING, always),
        Policy::staff(A::Extend, DECIDERS, OWNER, DURING, extend_conditions),
    ]
};

fn accept_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if ctx.org.is_petition_office(matter.owner) {
        return Err(Refusal::law(
            "信访部门不直接受理实体事项，应转送、交办有权处理的机关、单位",
            "a petition department does not decide the merits; send it to the competent organ",
            "《信访工作条例》第十四条、第二十二条",
        ));
    }
    Ok(())
}

fn notice_conditions(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.acceptance_notice.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "受理告知书已经送达",
            "the acceptance notice was served already",
        ));
    }
    match matter.acceptance_document() {
        Some(_) => Ok(()),
        None => Err(no_acceptance_document()),
    }
}

/// While the head is asked, only the head answers.
fn extend_conditions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let asks = ctx
        .actor
        .viewer()
        .is_some_and(|viewer| viewer.role != Role::Leader);
    if asks && matter.extension.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "已经申请延期，由负责人批准；负责人已在纸质件上批准的，先撤回申请，再登记",
            "an extension was asked for and the head decides; what was approved on paper is recorded once the request is taken back",
        ));
    }
    may_be_extended(matter, ctx)
}

/// A running period that can still be lengthened.
pub(crate) fn may_be_extended(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    not_extended(matter)?;
    let Some((clock, cap)) = extendable(matter, ctx.rulebook) else {
        return Err(Refusal::missing(
            "没有可以延期的办理期限（只有申诉求决事项的六十日办理期限可以延期）",
            "no running period can be extended",
        )
        .under("《信访工作条例》第三十四条"));
    };
    if clock.span.extended >= cap {
        return Err(Refusal::law(
            format!("累计延期已达上限{cap}日"),
            format!("the extensions have reached the cap of {cap} days"),
            "《信访工作条例》第三十四条",
        ));
    }
    if clock.span.extended > 0 && !ctx.rulebook.flag("several_extensions") {
        return Err(Refusal::law(
            "已经延期一次；本地规则册规定只能延期一次",
            "it was extended once, and the rulebook in force allows one extension only",
            "规则册设置 several_extensions（《信访工作条例》第三十四条未规定次数）",
        ));
    }
    if ctx.today > clock.duty_date() {
        return Err(Refusal::law(
            "办理期限已过，延期应当在期限届满前作出",
            "the period has passed; an extension must come before its end",
            "《信访工作条例》第三十四条",
        ));
    }
    Ok(())
}

/// The running clock that the rulebook allows to be extended, and the days that all its extensions may reach together.
pub fn extendable<'m>(matter: &'m Matter, rulebook: &Rulebook) -> Option<(&'m Clock, u16)> {
    let mut running = matter.clocks.iter().filter(|clock| clock.is_running());
    running.find_map(|clock| {
        let cap = rulebook.limit(&clock.limit, matter.weight)?.extension_cap();
        (cap > 0).then_some((clock, cap))
    })
}
