//! Accepting, recording that the notice arrived, hearing the petitioner, lengthening the period.

use crate::kit::clocks::BEFORE_ACCEPTANCE;
use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::signers::leader_of_owner;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::answer::{Service, ServiceMethod};
use crate::model::clock::Clock;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Heard;
use crate::model::signature::Signature;
use crate::rules::handling::limits::{NOTIFYING, start_unserved, starts_with_notice};
use crate::rules::handling::may::extendable;
use crate::rules::simple;

use kernel::PostId;
use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// The competent organ accepts; the handling periods start from today, or once the notice is served.
pub fn accept(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let by_notice = starts_with_notice(ctx);
    let runs_on = |key: &&str| by_notice && NOTIFYING.contains(key);
    let met: Vec<&str> = BEFORE_ACCEPTANCE
        .into_iter()
        .filter(|key| !runs_on(key))
        .collect();
    steps.meet(matter, &running().limits(&met));
    steps.end(matter, &running().limits(&[key::OBJECT]), "已受理");
    steps.push(Event::Accepted { on: ctx.today });
    if !by_notice {
        start_unserved(&mut steps, matter, ctx.today, ctx)?;
    }
    simple::decide::start_handling(&mut steps, matter, ctx)?;
    Ok(steps.events)
}

/// Records that the acceptance notice (受理告知书) reached the petitioner; by the rulebook's choice the periods start with it.
pub fn notify(matter: &Matter, service: Service, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let accepted = matter.accepted.unwrap_or(ctx.today);
    if service.on < accepted || service.on > ctx.today {
        return Err(Refusal::input(
            format!("送达日期应在 {accepted} 至今天之间"),
            format!("the day of service must lie between {accepted} and today"),
        ));
    }
    let proof = match service.method {
        ServiceMethod::Post => required(&service.proof, "邮件号码", "item number")?,
        ServiceMethod::InPerson => required(&service.proof, "签收情况", "who signed")?,
        _ => service.proof.trim().to_owned(),
    };
    let on = service.on;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::AcceptanceNotified {
        service: Service { proof, ..service },
    });
    if starts_with_notice(ctx) {
        let notifying = matter
            .clocks
            .iter()
            .filter(|clock| clock.is_running() && NOTIFYING.contains(&clock.limit.as_str()));
        for clock in notifying {
            steps.push(Event::ClockMet {
                clock: clock.id,
                on,
            });
        }
        start_unserved(&mut steps, matter, on, ctx)?;
    }
    Ok(steps.events)
}

/// Records that the petitioner was heard.
pub fn hear(note: String, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Heard {
        heard: Heard {
            on: ctx.today,
            note: required(&note, "听取陈述的情况", "what the petitioner stated")?,
            by: ctx.actor.post(),
        },
    }])
}

/// The head lengthens the handling period; all extensions together stay within the cap (第三十四条).
pub fn extend(
    matter: &Matter,
    (days, approver): (u16, Option<PostId>),
    (reason, remark): (&str, &str),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(
        reason,
        "延期理由（将告知信访人）",
        "reason, told to the petitioner",
    )?;
    let approver = head(matter, approver, ctx)?;
    if let Some(asked) = matter.extension.as_ref().filter(|one| days > one.days) {
        return Err(Refusal::input(
            format!("申请延期{}日，批准的天数可以减少，不能增加", asked.days),
            format!(
                "{} days were asked for; fewer may be granted, not more",
                asked.days
            ),
        ));
    }
    let clock = lengthened(matter, days, ctx)?;
    let mut span = clock.span.clone();
    span.extended += days;
    Ok(vec![Event::ClockExtended {
        clock: clock.id,
        days,
        approver,
        reason,
        due: span.due(ctx.calendar),
        remark: remark.trim().to_owned(),
        signature: Signature::Here,
    }])
}

/// The clock that so many more days would lengthen, within the cap.
pub(crate) fn lengthened<'m>(
    matter: &'m Matter,
    days: u16,
    ctx: &Context<'_>,
) -> Result<&'m Clock, Refusal> {
    let (clock, cap) = extendable(matter, ctx.rulebook)
        .ok_or_else(|| Refusal::missing("没有可以延期的期限", "no period can be extended"))?;
    let left = cap.saturating_sub(clock.span.extended);
    if days == 0 || days > left {
        return Err(Refusal::law(
            format!("延期天数应为1至{left}日（累计不超过三十日）"),
            format!("an extension may be 1 to {left} days here"),
            "《信访工作条例》第三十四条",
        ));
    }
    Ok(clock)
}

/// The head who approves. A unit without a leader's post here has none to name: who approved then stands on the paper.
fn head(
    matter: &Matter,
    approver: Option<PostId>,
    ctx: &Context<'_>,
) -> Result<Option<PostId>, Refusal> {
    match approver {
        Some(post) => leader_of_owner(matter, post, ctx).map(Some),
        None if ctx.org.leaders_on(matter.owner, ctx.today).is_empty() => Ok(None),
        None => Err(Refusal::input(
            "请选择批准延期的本单位负责人",
            "choose the leader of the unit who approves",
        )),
    }
}
