//! What the service of an answer brings about.

use jiff::civil::Date;

use crate::kit::clocks::BEFORE_ACCEPTANCE;
use crate::kit::context::Context;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::answer::{Answer, AnswerKind, Service, ServiceMethod};
use crate::model::clock::{Clock, Holder};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::rules::handling::limits::watches;
use crate::rules::review::served;
use crate::rules::simple;

use kernel::AnswerId;
use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// What the service of an answer brings about; the document that carries it, where it needs one, was looked for before. The handling period is kept when the petitioner has the answer, not when it was written; the review
/// period starts the next day (第三十五条).
pub fn serve(
    matter: &Matter,
    id: AnswerId,
    (method, on, proof): (ServiceMethod, Date, String),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let answer = matter
        .answer(id)
        .filter(|answer| answer.service.is_none())
        .ok_or_else(|| {
            Refusal::input(
                "没有这份待送达文书，请刷新页面",
                "no such answer waits to be served",
            )
        })?;
    if on < answer.on || on > ctx.today {
        return Err(Refusal::input(
            format!("送达日期应在 {} 至今天之间", answer.on),
            format!(
                "the day of service must lie between {} and today",
                answer.on
            ),
        ));
    }
    let proof = match method {
        ServiceMethod::Post => required(&proof, "邮件号码", "item number")?,
        ServiceMethod::InPerson => required(&proof, "签收情况", "who signed")?,
        _ => proof.trim().to_owned(),
    };
    simple::may::check_service(matter, method)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Served {
        answer: id,
        service: Service { method, on, proof },
    });
    if let Some(review) = served::review_of(matter, answer) {
        served::finish(&mut steps, matter, (review, answer), on, ctx)?;
        return Ok(steps.events);
    }
    meet_duties(&mut steps, matter, answer, on);
    if matches!(answer.kind, AnswerKind::Opinion(_)) {
        steps.start(key::ASK_REVIEW, Holder::Petitioner, on, None, None)?;
    }
    Ok(steps.events)
}

/// Meets each clock whose duty this service completes. Services may be recorded in another order than they happened, so
/// the duty is done on the last of their days.
pub fn meet_duties(steps: &mut Steps<'_>, matter: &Matter, answer: &Answer, on: Date) {
    let served = |demand: &Demand| match demand.answer.and_then(|id| matter.answer(id)) {
        Some(found) if found.id == answer.id => Some(on),
        Some(found) => found.service.as_ref().map(|service| service.on),
        None => None,
    };
    let done = |clock: &Clock| {
        matter
            .demands
            .iter()
            .filter(|demand| {
                let again = matter.redo.contains_key(&demand.id);
                match (clock.purpose, clock.limit.as_str()) {
                    (None, _) => true,
                    // Demands that are handled again have a clock of their own.
                    (_, key::REDO) => again,
                    (_, limit) => !again && watches(limit, demand),
                }
            })
            .try_fold(on, |last, demand| Some(last.max(served(demand)?)))
    };
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        let limit = clock.limit.as_str();
        let Some(on) = done(clock) else {
            continue;
        };
        let met = match clock.purpose {
            Some(_) => true,
            None => {
                BEFORE_ACCEPTANCE.contains(&limit)
                    || [
                        key::REPORT_RESULT,
                        key::SIMPLE_ANSWER,
                        key::PROCURATORATE_RESULT,
                    ]
                    .contains(&limit)
            }
        };
        if met {
            steps.push(Event::ClockMet {
                clock: clock.id,
                on,
            });
        } else if limit == key::OBJECT {
            steps.push(Event::ClockEnded {
                clock: clock.id,
                on,
                why: "已答复".to_owned(),
            });
        }
    }
}
