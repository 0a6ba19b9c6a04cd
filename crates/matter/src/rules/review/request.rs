//! Asking for review: in time, or late for a reason; supplements; the period that ends unused; new facts after the end.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::kit::clocks::routing_limit;
use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::stops::{self, Cause};
use crate::kit::text::required;
use crate::model::answer::{Answer, AnswerKind};
use crate::model::clock::{Clock, Holder, is_right};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Demand;
use crate::model::petition::Purpose;
use crate::model::review::{Late, Level, Outcome, Review, ReviewEvent, ReviewState};
use crate::model::said::Said;
use crate::rules::review;

use kernel::clock::{DayUnit, Span};
use kernel::refusal::Refusal;
use kernel::rulebook::{LimitKey, key};
use kernel::{AnswerId, DemandId, ReviewId};

/// Days within which a request may come after a hindrance has ended; 0 means that no hindrance is heard.
const HINDERED: &str = "late_review_days_after_hindrance";

/// Whether the period runs anew from the day the petitioner learned of the right.
const NOT_TOLD: &str = "late_review_when_not_told";

/// The level at which an answer may be challenged: a handling opinion by review, a review opinion by re-review.
pub fn level_of(matter: &Matter, answer: &Answer) -> Option<Level> {
    answer.service.as_ref()?;
    let level = match &answer.kind {
        AnswerKind::Opinion(_) => Level::Review,
        AnswerKind::Review(opinion)
            if opinion.level == Level::Review && opinion.outcome != Outcome::Remand =>
        {
            Level::ReReview
        }
        _ => return None,
    };
    let used = matter
        .reviews
        .iter()
        .any(|review| review.challenged == answer.id && review.state != ReviewState::Refused);
    (!used).then_some(level)
}

/// The answers that may be challenged now, newest first.
pub fn challengeable(matter: &Matter) -> Vec<(&Answer, Level)> {
    let mut found: Vec<_> = matter
        .answers
        .iter()
        .filter_map(|answer| Some((answer, level_of(matter, answer)?)))
        .collect();
    found.reverse();
    found
}

/// The petitioner's running period to challenge this answer.
pub fn asking_clock<'m>(matter: &'m Matter, answer: &Answer, level: Level) -> Option<&'m Clock> {
    let served = answer.service.as_ref()?.on;
    matter.clocks.iter().find(|clock| {
        clock.is_running()
            && clock.limit.as_str() == level.asking_limit()
            && clock.span.trigger == served
    })
}

/// What a request says besides the opinion it challenges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// What is asked for, with facts and reasons.
    pub reasons: String,
    /// The day the body received the request.
    pub on: Date,
    /// Why it comes late.
    pub late: Option<Late>,
}

/// The petitioner asks, or a clerk writes down that they asked.
///
/// # Errors
/// When the answer cannot be challenged, the period is over without a good reason, or no body stands above.
pub fn request(
    matter: &Matter,
    answer: AnswerId,
    asking: Asking,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let answer = matter.answer(answer).ok_or_else(no_such_opinion)?;
    let level = level_of(matter, answer).ok_or_else(no_such_opinion)?;
    let reasons = required(
        &asking.reasons,
        "申请的具体请求、事实和理由",
        "what you ask for, with facts and reasons",
    )?;
    let served = answer
        .service
        .as_ref()
        .map_or(answer.on, |service| service.on);
    if asking.on < served || asking.on > ctx.today {
        return Err(Refusal::input(
            format!("收到申请的日期应在 {served} 至今天之间"),
            format!("the day of the request must lie between {served} and today"),
        ));
    }
    let clock = asking_clock(matter, answer, level);
    let in_time = clock.is_some_and(|clock| asking.on <= clock.duty_date());
    if !in_time {
        excuse(&asking, level, matter, ctx)?;
    }
    let (body, desk) = review::body::above(matter, answer.unit, ctx)?;
    let mut steps = Steps::on(matter, ctx);
    if let Some(clock) = clock {
        steps.push(Event::ClockMet {
            clock: clock.id,
            on: asking.on,
        });
    }
    steps.push(Event::Review(ReviewEvent::Requested {
        review: Review {
            id: next_id(matter),
            level,
            challenged: answer.id,
            demands: answer.demands.clone(),
            respondent: answer.unit,
            body,
            desk,
            on: asking.on,
            reasons,
            late: asking.late.filter(|_| !in_time),
            state: ReviewState::Asked,
            supplement: None,
            handler: None,
            response: None,
            consultations: Vec::new(),
            result: None,
            published: None,
        },
    }));
    let holder = Holder::Unit(desk);
    steps.start(level.deciding_limit(), holder, asking.on, None, None)?;
    steps.start_if_known(key::TAKE_REVIEW, holder, asking.on)?;
    Ok(steps.events)
}

fn no_such_opinion() -> Refusal {
    Refusal::input(
        "没有这份可以申请复查、复核的意见，或已就它提出申请，请刷新页面",
        "there is no such opinion to challenge, or it has been challenged already",
    )
}

fn next_id(matter: &Matter) -> ReviewId {
    ReviewId(
        matter
            .reviews
            .iter()
            .map(|review| review.id.0)
            .max()
            .unwrap_or(0)
            + 1,
    )
}

/// The period is over: only a reason that the rulebook knows opens the way.
fn excuse(
    asking: &Asking,
    level: Level,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let length = ctx
        .rulebook
        .limit(&LimitKey::new(level.asking_limit()), matter.weight)
        .map_or(30, |limit| limit.length);
    let (since, days, ended) = match asking.late {
        None => {
            return Err(too_late(
                level,
                format!("申请{}的{length}日期限已过", level.zh()),
                format!("the {length} days to ask are over"),
                ctx,
            ));
        }
        Some(Late::Hindered(ended)) => {
            let days = ctx.rulebook.number(HINDERED).unwrap_or(0);
            (ended, u16::try_from(days).unwrap_or(u16::MAX), "障碍消除")
        }
        Some(Late::NotTold(known)) => {
            let days = if ctx.rulebook.flag(NOT_TOLD) {
                length
            } else {
                0
            };
            (known, days, "知道申请权利")
        }
    };
    if since > asking.on {
        return Err(Refusal::input(
            format!("{ended}之日 {since} 晚于申请之日，请核对"),
            format!("{since} lies after the day of the request"),
        ));
    }
    let due = Span::new(since, days, DayUnit::Calendar).due(ctx.calendar);
    if days > 0 && asking.on <= due.moved {
        return Ok(());
    }
    Err(too_late(
        level,
        if days == 0 {
            "规则册没有规定这一逾期理由".to_owned()
        } else {
            format!(
                "自{ended}之日起{days}日内可以申请，最后一日为 {}",
                due.moved
            )
        },
        format!("a late request is taken for {days} days after that"),
        ctx,
    ))
}

fn too_late(level: Level, zh: String, en: String, ctx: &Context<'_>) -> Refusal {
    let (hint, hint_en) = if ctx.rulebook.flag("lapse_bars_repetition") {
        ("", "")
    } else {
        (
            "。逾期不影响就新的事实和理由另行提出信访事项",
            "; new facts and reasons may still be raised",
        )
    };
    Refusal::law(
        format!("{zh}；因不可抗力等正当理由耽误，或未被告知申请权利的，请写明理由和日期{hint}"),
        format!("{en}; state the reason and day if you were hindered or not told{hint_en}"),
        level.article(),
    )
}

/// The body asks the petitioner to add something; the time until then is not counted where the rulebook says so, and the
/// day of completion counts as the day of receipt.
pub fn ask_supplement(
    matter: &Matter,
    review: &Review,
    what: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(what, "需要补正的内容", "what is to be added")?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Review(ReviewEvent::SupplementAsked {
        review: review.id,
        asked: Said {
            on: ctx.today,
            text,
        },
    }));
    steps.start(
        key::COMPLETE_REQUEST,
        Holder::Petitioner,
        ctx.today,
        None,
        None,
    )?;
    let from = review.on.saturating_add(1.day());
    stops::stop(&mut steps, matter, Cause::Supplement(review), from);
    Ok(steps.events)
}

/// The petitioner adds what was asked for.
pub fn supplement(
    matter: &Matter,
    review: &Review,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "补正内容", "what you add")?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Review(ReviewEvent::Supplemented {
        review: review.id,
        text,
    }));
    steps.meet(matter, &running().limits(&[key::COMPLETE_REQUEST]));
    stops::restart(&mut steps, matter, Cause::Supplement(review));
    Ok(steps.events)
}

/// Periods of the petitioner that ended unused. Only time does this: the program asks each day.
pub fn lapse(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let (mut over, mut left) = (false, false);
    for clock in matter.clocks.iter().filter(|clock| is_right(clock)) {
        let asking = matches!(clock.limit.as_str(), key::ASK_REVIEW | key::ASK_RE_REVIEW);
        if ctx.today > clock.duty_date() {
            over |= asking;
            steps.push(Event::ClockEnded {
                clock: clock.id,
                on: ctx.today,
                why: "逾期未申请".to_owned(),
            });
        } else {
            left |= asking;
        }
    }
    if steps.events.is_empty() {
        return Err(Refusal::missing(
            "没有届满的申请期限",
            "no period to ask has ended",
        ));
    }
    if over && !left && matter.is_resting() {
        steps.push(Event::Review(ReviewEvent::Lapsed { on: ctx.today }));
    }
    Ok(steps.events)
}

/// New facts or reasons open a concluded matter again: only the same facts and reasons are barred (第三十六条第三款).
pub fn new_facts(matter: &Matter, text: &str, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let text = required(
        text,
        "新的事实和理由（与复核时相比新在哪里，有什么材料）",
        "the new facts and reasons",
    )?;
    let last = matter.demands.iter().map(|demand| demand.id.0).max();
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Review(ReviewEvent::NewFacts { text: text.clone() }));
    steps.push(Event::DemandAdded {
        demand: Demand {
            id: DemandId(last.unwrap_or(0) + 1),
            text,
            purpose: Purpose::Appeal,
            answer: None,
            route: None,
        },
    });
    let limit = routing_limit(matter.owner, ctx.org);
    steps.start(limit, Holder::Unit(matter.owner), ctx.today, None, None)?;
    Ok(steps.events)
}
