//! Finding a demand's route, leading it out, performing or answering, concluding an inquiry.

use crate::kit::context::Context;
use crate::kit::signers::leader_of_owner;
use crate::kit::steps::Steps;
use crate::kit::text::{lacking, required};
use crate::model::answer::AnswerKind;
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::lawful::{DutyNotice, LawfulCommand, LawfulEvent, Route};
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::rules::answering::decide::new_answer;
use crate::rules::handling::limits::rebalance;

use kernel::refusal::Refusal;
use kernel::rulebook::{Outside, key};
use kernel::{DemandId, PostId};

pub(crate) fn classify(
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
pub(crate) fn lead_in(
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
pub(crate) fn reply_duty(
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

/// From here a real-name accuser must hear the result within fifteen working days.
pub(crate) fn conclude(
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
        steps.start(key::ACCUSER_ANSWERED, holder, ctx.today, purpose, None)?;
    }
    Ok(steps.events)
}

/// Decides a command of this subject.
pub(crate) fn decide(
    matter: &Matter,
    command: LawfulCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        LawfulCommand::Classify {
            demand,
            route,
            reason,
        } => classify(matter, demand, route, &reason, ctx),
        LawfulCommand::LeadIn {
            route,
            to,
            reason,
            signer,
        } => lead_in(matter, route, (&to, &reason), signer, ctx),
        LawfulCommand::ReplyDuty { notice, signer } => reply_duty(matter, notice, signer, ctx),
        LawfulCommand::ConcludeInquiry { note } => conclude(matter, &note, ctx),
    }
}
