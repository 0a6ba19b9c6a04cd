//! Naming who is accused, and what that takes from them: the matter, their reviews, what oversight awaits of them.

use crate::kit::accused;
use crate::kit::clocks::routing_limit;
use crate::kit::context::Context;
use crate::kit::running::{duties, running};
use crate::kit::steps::Steps;
use crate::kit::stops;
use crate::model::clock::{Clock, Holder};
use crate::model::event::Event;
use crate::model::execution::ExecutionEvent;
use crate::model::hearing::HearingEvent;
use crate::model::matter::Matter;
use crate::model::mediation::MediationEvent;
use crate::model::parts::Accused;
use crate::model::review::ReviewEvent;
use crate::model::said::Said;
use crate::model::stage::Stage;
use crate::rules::oversight::withdraw;
use crate::rules::review;
use crate::rules::routing::together::end_accused;

use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// Names who is accused. Where that is the owner, or the unit an objection would hand the matter back to, another unit
/// answers for the matter from this moment.
pub fn name_accused(
    matter: &Matter,
    accused: Accused,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if accused.is_empty() {
        return Err(Refusal::input(
            "请选择被检举控告的单位或人员",
            "choose the accused unit or person",
        ));
    }
    if !matter.is_sealed() {
        return Err(Refusal::missing(
            "请先登记一项“检举控告”诉求",
            "enter a demand of purpose “accusation” first",
        ));
    }
    let mut after = matter.clone();
    let named = Event::AccusedNamed { accused };
    after.apply(&named);
    let mut steps = Steps::on(matter, ctx);
    steps.push(named);
    let would_return_to = matter
        .last_handover()
        .map(|handover| handover.from)
        .filter(|_| matter.stage == Stage::Objected);
    let mut answerable = std::iter::once(matter.owner)
        .chain(would_return_to)
        .chain(matter.decider());
    if answerable.any(|unit| accused::is_accused(&after, unit, ctx.org)) {
        let owner = accused::fallback_owner(&after, ctx.org).ok_or_else(nobody_left)?;
        let on = |clock: &Clock| goes_on(clock, &after, ctx);
        steps.end(matter, &duties().but(&on), TAKEN_OVER);
        end_overlays(&mut steps, &after, ctx);
        steps.push(Event::TakenOver { owner });
        steps.start(
            routing_limit(owner, ctx.org),
            Holder::Unit(owner),
            ctx.today,
            None,
            None,
        )?;
    } else {
        end_accused(&mut steps, &after, ctx.org);
    }
    move_reviews(&mut steps, &after, ctx)?;
    withdraw::withdraw(&after, &mut steps, ctx.org);
    Ok(steps.events)
}

const TAKEN_OVER: &str = "被检举控告单位不得办理，改由其他单位负责";

pub(crate) fn nobody_left() -> Refusal {
    Refusal::missing(
        "没有可接手的单位：请管理员先登记纪检监察机关或上级单位",
        "no unit can take the matter over: enter a discipline organ or a unit above first",
    )
    .under("《信访工作条例》第三十条第三款")
}

/// Whether the clock binds somebody else, in a review or in carrying something out, who goes on whoever handles the rest.
fn goes_on(clock: &Clock, after: &Matter, ctx: &Context<'_>) -> bool {
    let hears = |unit| {
        after.hearings.iter().any(|hearing| {
            let in_review = hearing.is_open() && hearing.review.is_some();
            in_review && hearing.unit == unit && hearing.decided == clock.span.trigger
        })
    };
    match (clock.limit.as_str(), clock.unit()) {
        (
            key::TAKE_REVIEW | key::RESPOND | key::ADVISE_REVIEW | key::REVIEW | key::RE_REVIEW,
            _,
        ) => true,
        (key::HEARING, Some(unit)) => hears(unit),
        (key::CARRY_OUT, Some(unit)) => !accused::is_accused(after, unit, ctx.org),
        _ => false,
    }
}

/// What the accused owner had begun in handling ends with it.
fn end_overlays(steps: &mut Steps<'_>, matter: &Matter, ctx: &Context<'_>) {
    let words = || Said {
        on: ctx.today,
        text: TAKEN_OVER.to_owned(),
    };
    if let Some(hearing) = matter.open_hearing_on(None) {
        steps.push(Event::Hearing(HearingEvent::Cancelled {
            hearing: hearing.id,
            reason: words(),
        }));
    }
    if let Some(mediation) = matter.open_mediation() {
        steps.push(Event::Mediation(MediationEvent::Failed {
            mediation: mediation.id,
            party: None,
            reason: words(),
        }));
    }
    for one in matter.executions.iter().filter(|one| one.is_open()) {
        if accused::is_accused(matter, one.unit, ctx.org) {
            steps.push(Event::Execution(ExecutionEvent::Reported {
                execution: one.id,
                done: false,
                result: words(),
            }));
        }
    }
}

/// A review whose body is accused passes to the body above it; its period runs on from the first day. An accused organ
/// that was only asked something is asked no longer.
fn move_reviews(steps: &mut Steps<'_>, after: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let barred = |unit| accused::is_accused(after, unit, ctx.org);
    for clock in after.clocks.iter().filter(|clock| clock.is_running()) {
        let asked = matches!(clock.limit.as_str(), key::RESPOND | key::ADVISE_REVIEW);
        if asked && clock.unit().is_some_and(barred) {
            steps.end_clock(clock.id, TAKEN_OVER);
        }
    }
    for review in after.open_reviews() {
        if !barred(review.body) && !barred(review.desk) {
            continue;
        }
        let (body, desk) = review::body::above(after, review.respondent, ctx)?;
        if let Some(hearing) = after.open_hearing_on(Some(review.id)) {
            steps.push(Event::Hearing(HearingEvent::Cancelled {
                hearing: hearing.id,
                reason: Said {
                    on: ctx.today,
                    text: TAKEN_OVER.to_owned(),
                },
            }));
            steps.end(
                after,
                &running().limits(&[key::HEARING]).of(review.desk).first(),
                TAKEN_OVER,
            );
        }
        steps.push(Event::Review(ReviewEvent::Moved {
            review: review.id,
            body,
            desk,
        }));
        let bound = |clock: &&Clock| clock.is_running() && clock.unit() == Some(review.desk);
        for clock in after.clocks.iter().filter(bound) {
            let limit = clock.limit.as_str();
            if stops::decides(clock, review) || limit == key::TAKE_REVIEW {
                steps.end_clock(clock.id, TAKEN_OVER);
                steps.start(limit, Holder::Unit(desk), clock.span.trigger, None, None)?;
            }
        }
    }
    Ok(())
}
