//! Closing a matter, and the petitioner's rating.

use crate::kit::context::Context;
use crate::model::answer::{RatedFrom, Rating, Score};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::Closing;
use crate::rules::oversight::follow_up;

use kernel::refusal::Refusal;

/// Closes a matter whose every answer is served, and plans the follow-up that is called for.
pub fn close_matter(
    matter: &Matter,
    note: String,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut events = close(note, ctx);
    events.extend(follow_up::plan::after_closing(matter, ctx)?);
    Ok(events)
}

/// The entry that closes a matter.
pub fn close(note: String, ctx: &Context<'_>) -> Vec<Event> {
    vec![Event::Closed {
        closing: Closing {
            on: ctx.today,
            note: note.trim().to_owned(),
        },
    }]
}

/// Takes the petitioner's rating; a question left open stays "not rated".
pub fn rate(
    matter: &Matter,
    (office, unit): (Option<Score>, Option<Score>),
    comment: String,
    from: RatedFrom,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if office.is_none() && unit.is_none() {
        return Err(Refusal::input(
            "请至少评价一项：信访部门或办理单位",
            "rate at least one: the petition department or the handling unit",
        ));
    }
    if comment.chars().count() > 1000 {
        return Err(Refusal::input(
            "意见请控制在1000字以内",
            "keep the comment under 1,000 characters",
        ));
    }
    let rating = Rating {
        office,
        unit,
        comment: comment.trim().to_owned(),
        on: ctx.today,
        from,
    };
    let follow_up = follow_up::plan::after_rating(matter, &rating, ctx)?;
    let mut events = vec![Event::Rated { rating }];
    events.extend(follow_up);
    Ok(events)
}
