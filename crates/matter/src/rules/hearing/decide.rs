//! Holding a hearing, step by step.

use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::stops::{self, Cause};
use crate::kit::text::required;
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::hearing::{
    Hearing, HearingCommand, HearingEvent, HearingGround, HearingNotice, HearingRecord,
};
use crate::model::matter::Matter;
use crate::model::petition::MAX_REPRESENTATIVES;
use crate::model::said::Said;
use crate::rules::hearing;
use crate::rules::review::decide::by_unit;

use kernel::clock::Span;
use kernel::refusal::Refusal;
use kernel::rulebook::{LimitKey, key};
use kernel::{HearingId, PersonId, PostId, ReviewId, UnitId};

/// The setting with the least number of hearing members.
const MEMBERS: &str = "hearing_members_min";

/// The setting that says from when hearing time counts.
const FROM: &str = "hearing_time_from";

/// Decides what a command does to a hearing.
///
/// # Errors
/// A refusal that names what is missing or the rule.
pub fn decide(
    matter: &Matter,
    command: HearingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        HearingCommand::Decide {
            review,
            ground,
            reason,
            host,
            members,
        } => open(matter, review, (ground, reason), (host, members), ctx),
        HearingCommand::Notify {
            hearing,
            on,
            time,
            place,
            note,
        } => {
            let notice = HearingNotice {
                told: ctx.today,
                on,
                time: required(&time, "听证时间", "the time")?,
                place: required(&place, "听证地点", "the place")?,
                note: note.trim().to_owned(),
            };
            notify(matter, find(matter, hearing, ctx)?, notice, ctx)
        }
        HearingCommand::Postpone { hearing, reason } => {
            let hearing = find(matter, hearing, ctx)?.id;
            let reason = said(&reason, "延期举行的理由", ctx)?;
            Ok(vec![Event::Hearing(HearingEvent::Postponed {
                hearing,
                reason,
            })])
        }
        HearingCommand::Hold { hearing, record } => {
            hold(matter, find(matter, hearing, ctx)?, record, ctx)
        }
        HearingCommand::Conclude { hearing, text } => {
            conclude(matter, find(matter, hearing, ctx)?, &text, ctx)
        }
        HearingCommand::Cancel { hearing, reason } => {
            cancel(matter, find(matter, hearing, ctx)?, &reason, ctx)
        }
    }
}

fn said(text: &str, zh: &str, ctx: &Context<'_>) -> Result<Said, Refusal> {
    Ok(Said {
        on: ctx.today,
        text: required(text, zh, zh)?,
    })
}

fn find<'m>(matter: &'m Matter, id: HearingId, ctx: &Context<'_>) -> Result<&'m Hearing, Refusal> {
    let hearing = matter
        .hearing(id)
        .filter(|hearing| hearing.is_open())
        .ok_or_else(|| {
            Refusal::input(
                "该听证已结束，请刷新页面",
                "that hearing is over; reload the page",
            )
        })?;
    holds(matter, hearing.review, hearing.unit, ctx)?;
    Ok(hearing)
}

/// The unit that holds the hearing, or the review body it works for.
fn holds(
    matter: &Matter,
    review: Option<ReviewId>,
    unit: UnitId,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let body = review.and_then(|id| matter.review(id)).map(|one| one.body);
    by_unit(ctx, &[unit, body.unwrap_or(unit)])
}

/// The unit that would hold a hearing: the review's desk, or the owner in handling.
pub fn holder(matter: &Matter, review: Option<ReviewId>) -> UnitId {
    review
        .and_then(|id| matter.review(id))
        .map_or(matter.owner, |review| review.desk)
}

fn open(
    matter: &Matter,
    review: Option<ReviewId>,
    (ground, reason): (HearingGround, String),
    (host, members): (PostId, Vec<String>),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if !hearing::may::venues(matter).contains(&review) {
        return Err(Refusal::input(
            "现在不能就这一环节举行听证，请刷新页面",
            "no hearing can be held at that step now",
        ));
    }
    let unit = holder(matter, review);
    holds(matter, review, unit, ctx)?;
    let hearing = Hearing {
        id: HearingId(
            matter
                .hearings
                .iter()
                .map(|hearing| hearing.id.0)
                .max()
                .unwrap_or(0)
                + 1,
        ),
        review,
        unit,
        ground,
        reason: required(&reason, "举行听证的理由", "why a hearing is held")?,
        decided: ctx.today,
        host: suitable_host(matter, review, host, unit, ctx)?,
        members: panel(members, ctx)?,
        notice: None,
        postponed: Vec::new(),
        record: None,
        conclusion: None,
        cancelled: None,
    };
    let mut steps = Steps::on(matter, ctx);
    let cause = Cause::Hearing(review);
    steps.push(Event::Hearing(HearingEvent::Decided {
        hearing: Box::new(hearing),
    }));
    steps.start(key::HEARING, Holder::Unit(unit), ctx.today, None, None)?;
    if ctx.rulebook.word(FROM) != Some("session") {
        stops::stop(&mut steps, matter, cause, ctx.today);
    }
    Ok(steps.events)
}

/// The persons who investigated: who heard the petitioner in handling, who works on the review.
fn investigators(matter: &Matter, review: Option<ReviewId>, ctx: &Context<'_>) -> Vec<PersonId> {
    let posts: Vec<PostId> = match review.and_then(|id| matter.review(id)) {
        Some(review) => review.handler.into_iter().collect(),
        None => matter.heard.iter().filter_map(|heard| heard.by).collect(),
    };
    posts
        .into_iter()
        .filter_map(|post| ctx.org.post(post).map(|found| found.person))
        .collect()
}

/// The host belongs to the unit that holds the hearing and did not investigate the matter.
fn suitable_host(
    matter: &Matter,
    review: Option<ReviewId>,
    host: PostId,
    unit: UnitId,
    ctx: &Context<'_>,
) -> Result<PostId, Refusal> {
    let body = review
        .and_then(|id| matter.review(id))
        .map(|review| review.body);
    let post = ctx
        .org
        .post(host)
        .filter(|post| post.active && (post.unit == unit || Some(post.unit) == body))
        .ok_or_else(|| {
            Refusal::input(
                "主持人须是举行听证的机关、单位的在任人员",
                "the host must hold a post of the unit that holds the hearing",
            )
        })?;
    let barred = matter.accused.persons.contains(&post.person);
    if barred || investigators(matter, review, ctx).contains(&post.person) {
        return Err(Refusal::law(
            "听证主持人不得是本事项的调查、承办人员，请另选主持人",
            "the host of a hearing may not be who investigated the matter; choose another",
            "各地信访听证办法（听证主持人应由非本事项调查人员担任）",
        ));
    }
    Ok(host)
}

/// An odd number of different members, at least as many as the rulebook says.
fn panel(members: Vec<String>, ctx: &Context<'_>) -> Result<Vec<String>, Refusal> {
    let mut panel: Vec<String> = members
        .iter()
        .map(|member| member.trim().to_owned())
        .filter(|member| !member.is_empty())
        .collect();
    let named = panel.len();
    panel.sort();
    panel.dedup();
    let least = ctx.rulebook.number(MEMBERS).unwrap_or(5) as usize;
    if panel.len() != named || named < least || named.is_multiple_of(2) || named > 99 {
        return Err(Refusal::law(
            format!("听证员须为{least}人以上的单数且不重复，现填写{named}人"),
            format!(
                "hearing members must be an odd number of at least {least} different people; {named} were given"
            ),
            "各地信访听证办法（人数为规则册设置，可调整）",
        ));
    }
    Ok(panel)
}

/// Time and place, told early enough for the parties to prepare.
fn notify(
    matter: &Matter,
    hearing: &Hearing,
    notice: HearingNotice,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if hearing.record.is_some() {
        return Err(Refusal::input(
            "听证会已举行，不再通知",
            "the session has been held",
        ));
    }
    let limit = ctx
        .rulebook
        .limit(&LimitKey::new(key::HEARING_NOTICE), matter.weight);
    if let Some(limit) = limit {
        let span = Span::new(ctx.today, limit.length, limit.unit);
        let earliest = span.due(ctx.calendar).raw;
        if notice.on < earliest {
            return Err(Refusal::law(
                format!("听证应提前{}通知，最早可定于 {earliest}", limit.length_zh()),
                format!(
                    "the parties must be told {} before; the earliest day is {earliest}",
                    limit.length_en()
                ),
                limit.article.clone(),
            ));
        }
    }
    Ok(vec![Event::Hearing(HearingEvent::Notified {
        hearing: hearing.id,
        notice,
    })])
}

fn hold(
    matter: &Matter,
    hearing: &Hearing,
    mut record: HearingRecord,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Some(notice) = hearing.notice.as_ref().filter(|_| hearing.record.is_none()) else {
        return Err(Refusal::missing(
            "请先通知听证的时间、地点；已有笔录的不能重复登记",
            "give notice first; a record that exists is not replaced",
        ));
    };
    if record.on < notice.on || record.on > ctx.today {
        return Err(Refusal::input(
            format!("举行日期应在通知的 {} 至今天之间", notice.on),
            format!("the day must lie between {} and today", notice.on),
        ));
    }
    if usize::from(record.representatives) > MAX_REPRESENTATIVES {
        return Err(Refusal::law(
            format!("多人共同提出的，代表不得超过{MAX_REPRESENTATIVES}人"),
            format!("at most {MAX_REPRESENTATIVES} representatives may speak"),
            "《信访工作条例》第二十条第三款",
        ));
    }
    record.present = required(&record.present, "参加人员", "who took part")?;
    record.text = required(&record.text, "听证笔录", "the record")?;
    let from = record.on;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Hearing(HearingEvent::Held {
        hearing: hearing.id,
        record,
    }));
    if ctx.rulebook.word(FROM) == Some("session") {
        stops::stop(&mut steps, matter, Cause::Hearing(hearing.review), from);
    }
    Ok(steps.events)
}

fn conclude(
    matter: &Matter,
    hearing: &Hearing,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if hearing.record.is_none() {
        return Err(Refusal::missing(
            "请先登记听证笔录，再作听证结论",
            "record the session before concluding",
        ));
    }
    let conclusion = said(text, "听证结论", ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Hearing(HearingEvent::Concluded {
        hearing: hearing.id,
        conclusion,
    }));
    steps.meet(
        matter,
        &running().limits(&[key::HEARING]).of(hearing.unit).first(),
    );
    stops::restart(&mut steps, matter, Cause::Hearing(hearing.review));
    Ok(steps.events)
}

fn cancel(
    matter: &Matter,
    hearing: &Hearing,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = said(reason, "取消听证的理由", ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Hearing(HearingEvent::Cancelled {
        hearing: hearing.id,
        reason,
    }));
    steps.end(
        matter,
        &running().limits(&[key::HEARING]).of(hearing.unit).first(),
        "听证取消",
    );
    stops::restart(&mut steps, matter, Cause::Hearing(hearing.review));
    Ok(steps.events)
}
