//! What follows once the review's result has reached the petitioner.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::clocks::routing_limit;
use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::model::answer::{Answer, AnswerKind};
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::petition::Purpose;
use crate::model::review::{Level, Next, Outcome, Review, ReviewEvent, ReviewState};
use crate::model::stage::Stage;
use crate::rules::review::apply::is_under_way;

use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// The review an answer ends, if it ends one.
pub fn review_of<'m>(matter: &'m Matter, answer: &Answer) -> Option<&'m Review> {
    matter
        .reviews
        .iter()
        .find(|review| review.state.is_open() && review.result == Some(answer.id))
}

/// Ends the review: its clocks, what the matter does next, and the next period that begins.
pub fn finish(
    steps: &mut Steps<'_>,
    matter: &Matter,
    (review, answer): (&Review, &Answer),
    on: Date,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let level = review.level;
    let (state, outcome) = match &answer.kind {
        AnswerKind::Review(opinion) => (ReviewState::Done, Some(opinion.outcome)),
        AnswerKind::ReviewRefused { .. } => (ReviewState::Refused, None),
        _ => (ReviewState::Terminated, None),
    };
    steps.end(
        matter,
        &running().limits(&[
            key::TAKE_REVIEW,
            key::RESPOND,
            key::ADVISE_REVIEW,
            key::COMPLETE_REQUEST,
        ]),
        "已作出决定并送达",
    );
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        // Only one review of a level runs at a time on one opinion; its clock began on the day of the request.
        let ours = clock.limit.as_str() == level.deciding_limit()
            && clock.unit() == Some(review.desk)
            && clock.span.trigger == review.on;
        if ours {
            let clock = clock.id;
            steps.push(Event::ClockMet { clock, on });
            break;
        }
    }
    let next = next(matter, review, outcome, ctx);
    steps.push(Event::Review(ReviewEvent::Finished {
        review: review.id,
        state,
        next,
        on,
    }));
    match (next, state) {
        (Next::Redo { by }, _) => {
            steps.start(key::REDO, Holder::Unit(by), on, Some(Purpose::Appeal), None)?;
        }
        (Next::Reroute { by }, _) if is_under_way(matter) => {
            let runs = matter
                .clocks
                .iter()
                .any(|clock| clock.is_running() && clock.limit.as_str() == key::HANDLE);
            if handles(matter) && !runs {
                steps.start(
                    key::HANDLE,
                    Holder::Unit(by),
                    on,
                    Some(Purpose::Appeal),
                    None,
                )?;
            }
        }
        (Next::Reroute { by }, _) => {
            let limit = routing_limit(by, ctx.org);
            steps.start(limit, Holder::Unit(by), on, None, None)?;
        }
        (Next::Stands, ReviewState::Refused) => give_period_back(steps, matter, review),
        (Next::Stands, ReviewState::Done) if level == Level::Review => {
            steps.start(key::ASK_RE_REVIEW, Holder::Petitioner, on, None, None)?;
        }
        (Next::Stands, _) => {}
    }
    Ok(())
}

fn next(matter: &Matter, review: &Review, outcome: Option<Outcome>, ctx: &Context<'_>) -> Next {
    if outcome != Some(Outcome::Remand) {
        return Next::Stands;
    }
    let by = matter.first_decider(review);
    if is_under_way(matter) && !(handles(matter) && matter.owner == by) {
        // Another unit is at work on the rest: it answers for these demands too.
        return Next::Reroute { by: matter.owner };
    }
    if accused::may_receive(matter, by, ctx.org) {
        Next::Redo { by }
    } else {
        Next::Reroute { by: review.desk }
    }
}

fn handles(matter: &Matter) -> bool {
    matches!(matter.stage, Stage::Handling | Stage::Answered)
}

/// A request that was not accepted has not used up the right: what is left of the period runs on.
fn give_period_back(steps: &mut Steps<'_>, matter: &Matter, review: &Review) {
    let served = matter
        .answer(review.challenged)
        .and_then(|answer| answer.service.as_ref())
        .map(|service| service.on);
    let used = matter.clocks.iter().rev().find(|clock| {
        clock.limit.as_str() == review.level.asking_limit() && Some(clock.span.trigger) == served
    });
    if let Some(clock) = used.filter(|clock| !clock.is_running()) {
        steps.resume(clock);
    }
}
