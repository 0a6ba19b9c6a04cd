//! Which closed matters are followed up, and by whom.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::steps::Steps;
use crate::model::answer::{Rating, Score};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::follow_up::{FollowUp, FollowUpEvent, FollowUpReason};
use crate::model::petition::Petition;
use crate::model::stage::Stage;

use kernel::UnitId;
use kernel::refusal::Refusal;
use kernel::rulebook::{Weight, key};

/// The limit of a follow-up that is due.
pub const LIMIT: &str = key::FOLLOW_UP;

/// The setting of how many of a hundred closed matters are followed up by sample.
pub const SAMPLE: &str = "follow_up_sample_percent";

/// The unit that asks: the petition department that had or oversees the matter, so that nobody asks about their own work; the
/// owner where there is none.
pub fn asker(matter: &Matter, ctx: &Context<'_>) -> UnitId {
    let fit = |unit: &UnitId| accused::may_receive(matter, *unit, ctx.org);
    let department = |unit: &UnitId| ctx.org.is_petition_office(*unit);
    std::iter::once(matter.office)
        .filter(department)
        .chain(
            ctx.org
                .overseers(matter.owner)
                .iter()
                .copied()
                .filter(department),
        )
        .find(fit)
        .unwrap_or(matter.owner)
}

/// What closing a matter asks for: a follow-up where one is required or the sample says so. Nobody can be asked who left no name.
///
/// # Errors
/// A rulebook without the limit.
pub fn after_closing(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let nameless = matter.petitions.iter().all(Petition::is_anonymous);
    let running = matter.oversight.follow_ups.iter().any(FollowUp::is_open);
    if nameless || running {
        return Ok(Vec::new());
    }
    let Some((reason, why)) = called_for(matter, ctx) else {
        return Ok(Vec::new());
    };
    let mut steps = Steps::on(matter, ctx);
    let event = planned(matter, reason, why.to_owned(), &mut steps, ctx)?;
    steps.push(Event::Oversight(OversightEvent::FollowUp(event)));
    Ok(steps.events)
}

/// What a rating given once the matter is closed asks for: whoever is not satisfied is always asked, as one who said so before.
/// A call that is still due asks about the rating too.
///
/// # Errors
/// A rulebook without the limit.
pub fn after_rating(
    matter: &Matter,
    rating: &Rating,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if matter.stage != Stage::Closed || !is_unhappy(rating) {
        return Ok(Vec::new());
    }
    let mut rated = matter.clone();
    rated.rating = Some(rating.clone());
    after_closing(&rated, ctx)
}

fn is_unhappy(rating: &Rating) -> bool {
    [rating.office, rating.unit].contains(&Some(Score::NotSatisfied))
}

fn called_for(matter: &Matter, ctx: &Context<'_>) -> Option<(FollowUpReason, &'static str)> {
    if matter.rating.as_ref().is_some_and(is_unhappy) {
        return Some((FollowUpReason::Required, "信访人评价不满意"));
    }
    if matter.weight != Weight::Ordinary {
        return Some((FollowUpReason::Required, "重大、紧急事项"));
    }
    if matter
        .oversight
        .orders
        .iter()
        .any(|order| order.is_open() || !order.feedback.is_empty())
    {
        return Some((FollowUpReason::Required, "曾经督办"));
    }
    let percent = ctx.rulebook.number(SAMPLE).unwrap_or(0);
    (draw(matter.number(), ctx.today) < percent).then_some((FollowUpReason::Sampled, "抽查"))
}

/// A number from 0 to 99 that anyone can work out again from the matter's number and the day (FNV-1a).
fn draw(number: &str, day: Date) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in number.bytes().chain(day.to_string().bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 16)) % 100
}

pub(crate) fn planned(
    matter: &Matter,
    reason: FollowUpReason,
    why: String,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<FollowUpEvent, Refusal> {
    let unit = asker(matter, ctx);
    let clock = steps.start_beside(LIMIT, unit, None)?;
    Ok(FollowUpEvent::Planned {
        id: matter
            .oversight
            .follow_ups
            .last()
            .map_or(1, |last| last.id.saturating_add(1)),
        reason,
        why,
        unit,
        clock,
        due: steps.due_of(clock).unwrap_or(ctx.today),
        on: ctx.today,
    })
}
