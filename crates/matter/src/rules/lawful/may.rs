//! Who may find a route, lead demands out or answer them, and who concludes an inquiry.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, Stages, WORKERS, Who, owner};
use crate::model::action::Action as A;
use crate::model::lawful::Route;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::model::petition::Purpose;
use crate::model::stage::Stage;
use crate::rules::lawful::routes::takes_opinion;
use crate::rules::routing::may::waits_for_contributions;

use kernel::org::UnitKind;
use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Handling, Registered, Transferred};
    const OWNER: Who = Who::Those(owner);
    const UNANSWERED: Stages = Stages::At(&[Registered, Transferred, Handling]);
    const DURING: Stages = Stages::At(&[Handling]);
    &[
        Policy::staff(A::Classify, WORKERS, OWNER, UNANSWERED, may_classify),
        Policy::staff(A::LeadIn, WORKERS, OWNER, UNANSWERED, may_lead_in),
        Policy::staff(A::ReplyDuty, DECIDERS, OWNER, DURING, may_reply_duty),
        Policy::staff(A::ConcludeInquiry, DECIDERS, OWNER, DURING, may_conclude),
    ]
};

const ROUTES: &str = "《信访工作条例》第三十一条";

const DISCIPLINE: &str = "《纪检监察机关处理检举控告工作规则》";

fn may_classify(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    some_open(
        matter,
        |demand| demand.purpose == Purpose::Appeal,
        "没有待答复的“申诉求决”诉求，不需要甄别途径",
        "no open appeal needs a route",
    )
}

fn may_lead_in(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    leads_away(matter, ctx)?;
    some_open(
        matter,
        |demand| demand.route.is_some_and(Route::leads_out),
        "没有甄别为第一至第四项途径的诉求，先“甄别途径”",
        "no open demand belongs to routes 1–4; find the route first",
    )
}

fn may_reply_duty(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    leads_away(matter, ctx)?;
    some_open(
        matter,
        |demand| demand.route == Some(Route::Duty),
        "没有甄别为“履行职责”（第五项）的诉求，先“甄别途径”",
        "no open demand belongs to route 5; find the route first",
    )
}

/// Whether some open demand ends in a handling opinion.
pub fn takes_opinion_on_some(matter: &Matter) -> Result<(), Refusal> {
    some_open(
        matter,
        takes_opinion,
        "待答复的诉求都应当导入其他法定途径或者依法履职，不出具信访处理意见书",
        "every open demand belongs to routes 1–5, which do not end in a petition opinion",
    )
}

/// What leads demands away waits until nothing else is under way about them.
fn leads_away(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.open_hearing_on(None).is_some() || matter.open_mediation().is_some() {
        return Err(Refusal::missing(
            "听证、调解尚未结束，先结束再作此答复",
            "a hearing or mediation is open; end it first",
        ));
    }
    waits_for_contributions(matter, ctx)
}

fn some_open(
    matter: &Matter,
    fits: fn(&Demand) -> bool,
    zh: &'static str,
    en: &'static str,
) -> Result<(), Refusal> {
    if matter.open_demands().any(fits) {
        return Ok(());
    }
    Err(Refusal::missing(zh, en).under(ROUTES))
}

/// An inquiry is concluded once, by a discipline organ that has the matter.
fn may_conclude(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if !is_discipline(matter, ctx) {
        return Err(Refusal::missing(
            "只有办理检举控告的纪检监察机关登记查办办结",
            "only a discipline organ with an accusation concludes an inquiry",
        )
        .under(DISCIPLINE));
    }
    let open = matter
        .open_demands()
        .any(|demand| demand.purpose == Purpose::Accusation);
    if matter.concluded.is_some() || !open {
        return Err(Refusal::missing(
            "查办已登记办结，或者检举控告已经反馈",
            "the inquiry is concluded already, or the accusation has its feedback",
        )
        .under(DISCIPLINE));
    }
    Ok(())
}

fn is_discipline(matter: &Matter, ctx: &Context<'_>) -> bool {
    matter.is_sealed()
        && ctx
            .org
            .unit(matter.owner)
            .is_some_and(|unit| unit.kind == UnitKind::Discipline)
}
