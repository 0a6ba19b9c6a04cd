//! Finding a demand's route, leading it out, performing or answering, concluding an inquiry.

use super::super::decide::answering::new_answer;
use super::super::decide::steps::{Steps, lacking, leader_of_owner, required};
use super::{DutyNotice, LawfulEvent, Route, rebalance};
use crate::petition::Purpose;
use crate::state::AnswerKind;
use crate::{Context, Event, Holder, Matter};
use kernel::org::UnitKind;
use kernel::refusal::Refusal;
use kernel::rulebook::Outside;
use kernel::{DemandId, PostId};

const ROUTES: &str = "《信访工作条例》第三十一条";
const DISCIPLINE: &str = "《纪检监察机关处理检举控告工作规则》";

pub(super) fn classify(
    matter: &Matter,
    demand: DemandId,
    route: Route,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "甄别理由", "why this route")?;
    let open = matter
        .open_demands()
        .any(|kept| kept.id == demand && kept.purpose == Purpose::Appeal);
    if !open {
        return Err(Refusal::input(
            "请选择一项待答复的申诉求决诉求",
            "choose an open appeal",
        ));
    }
    let classified = Event::Lawful(LawfulEvent::Classified {
        demand,
        route,
        reason,
    });
    let mut after = matter.clone();
    after.apply(&classified);
    let mut steps = Steps::on(matter, ctx);
    steps.push(classified);
    rebalance(&mut steps, &after, ctx)?;
    Ok(steps.events)
}

fn of_route(matter: &Matter, route: Route) -> Vec<DemandId> {
    matter
        .open_demands()
        .filter(|demand| demand.route == Some(route))
        .map(|demand| demand.id)
        .collect()
}

fn told(route: Route, ctx: &Context<'_>) -> Vec<Outside> {
    ctx.rulebook
        .route(route.code())
        .map(|rule| rule.outside.clone())
        .unwrap_or_default()
}

/// Routes one to four: the petitioner is told the procedure, the body, and the time limits that run there.
pub(super) fn lead_in(
    matter: &Matter,
    route: Route,
    (to, reason): (&str, &str),
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let to = required(to, "受理机关", "the body to turn to")?;
    let reason = required(reason, "理由和办理方法", "why, and how to go about it")?;
    let demands = of_route(matter, route);
    if !route.leads_out() || demands.is_empty() {
        return Err(Refusal::input(
            "没有属于所选途径的待答复诉求，请刷新页面",
            "no open demand belongs to that route; reload the page",
        ));
    }
    let signed_by = Some(leader_of_owner(matter, signer, ctx)?);
    let kind = AnswerKind::LedIn {
        route,
        to,
        reason,
        outside: told(route, ctx),
    };
    Ok(vec![Event::AnswerIssued {
        answer: new_answer(matter, kind, demands, signed_by, ctx.today),
    }])
}

/// Route five ends in its own notice, never in a petition opinion.
pub(super) fn reply_duty(
    matter: &Matter,
    notice: DutyNotice,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let parts = [
        ("投诉（举报）内容", &notice.summary),
        ("核查情况", &notice.facts),
        ("处理结果", &notice.result),
        ("法律依据", &notice.basis),
    ];
    let missing = lacking(&parts);
    if !missing.is_empty() {
        return Err(Refusal::missing(
            format!("处理情况告知书缺少：{}", missing.join("、")),
            format!("the notice lacks {} of its parts", missing.len()),
        )
        .under(Route::Duty.article()));
    }
    let signed_by = Some(leader_of_owner(matter, signer, ctx)?);
    let outside = if notice.interest {
        told(Route::Duty, ctx)
    } else {
        Vec::new()
    };
    let kind = AnswerKind::DutyReply { notice, outside };
    let demands = of_route(matter, Route::Duty);
    Ok(vec![Event::AnswerIssued {
        answer: new_answer(matter, kind, demands, signed_by, ctx.today),
    }])
}

/// An inquiry is concluded once, by a discipline organ that has the matter.
pub(super) fn may_conclude(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
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

/// From here a real-name accuser must hear the result within fifteen working days.
pub(super) fn conclude(
    matter: &Matter,
    note: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Lawful(LawfulEvent::InquiryConcluded {
        on: ctx.today,
        note: note.trim().to_owned(),
    }));
    if matter.has_real_name() {
        let holder = Holder::Unit(matter.owner);
        let purpose = Some(Purpose::Accusation);
        steps.start("K22R", holder, ctx.today, purpose, None)?;
    }
    Ok(steps.events)
}

/// A demand of routes one to five is never decided by a petition opinion.
pub(crate) fn refuse_opinion(matter: &Matter, demand: DemandId) -> Result<(), Refusal> {
    let route = matter
        .open_demands()
        .find(|kept| kept.id == demand)
        .and_then(|kept| kept.route)
        .filter(|route| *route != Route::Petition);
    let Some(route) = route else { return Ok(()) };
    let what = if route == Route::Duty {
        "应当依法履行或者答复，出具投诉（举报）处理情况告知书"
    } else {
        "应当导入该法定途径"
    };
    Err(Refusal::law(
        format!(
            "诉求{demand}属于“{}”，{what}，不得用信访处理意见书代替",
            route.zh()
        ),
        format!(
            "demand {demand} belongs to route “{}”; a petition opinion may not stand in for it",
            route.en()
        ),
        ROUTES,
    ))
}
