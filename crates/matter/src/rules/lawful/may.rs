//! When a route may be found, led out or answered, and who concludes an inquiry.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::lawful::Route;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::model::petition::Purpose;
use crate::rules::lawful::routes::takes_opinion;

use kernel::org::UnitKind;
use kernel::refusal::Refusal;

const DISCIPLINE: &str = "《纪检监察机关处理检举控告工作规则》";

/// An inquiry is concluded once, by a discipline organ that has the matter.
pub(crate) fn may_conclude(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
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

/// Conditions that hold or fail whatever the form says.
pub(crate) fn conditions(
    action: Action,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let open = |fits: fn(&Demand) -> bool| matter.open_demands().any(fits);
    let missing =
        |zh: &str, en: &str| Err(Refusal::missing(zh, en).under("《信访工作条例》第三十一条"));
    match action {
        Action::Classify if !open(|demand| demand.purpose == Purpose::Appeal) => missing(
            "没有待答复的“申诉求决”诉求，不需要甄别途径",
            "no open appeal needs a route",
        ),
        Action::LeadIn if !open(|demand| demand.route.is_some_and(Route::leads_out)) => missing(
            "没有甄别为第一至第四项途径的诉求，先“甄别途径”",
            "no open demand belongs to routes 1–4; find the route first",
        ),
        Action::ReplyDuty if !open(|demand| demand.route == Some(Route::Duty)) => missing(
            "没有甄别为“履行职责”（第五项）的诉求，先“甄别途径”",
            "no open demand belongs to route 5; find the route first",
        ),
        Action::ConcludeInquiry => may_conclude(matter, ctx),
        Action::IssueOpinion if !open(takes_opinion) => missing(
            "待答复的诉求都应当导入其他法定途径或者依法履职，不出具信访处理意见书",
            "every open demand belongs to routes 1–5, which do not end in a petition opinion",
        ),
        _ => Ok(()),
    }
}
