//! Matters taken over from older records: the arrival, and the answer if there was one.

use crate::kit::context::Context;
use crate::model::command::{Arrival, PastReply};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::rules::answering::past::past_answer;
use crate::rules::intake::decide::open;

use kernel::refusal::Refusal;

/// The events of an imported record. An old record rarely says when a matter was accepted: the day of receipt is taken, so
/// that the handling period is never counted in the office's favour.
///
/// # Errors
/// The same as for [`open`], and an answer dated before the petition or in the future.
pub fn from_record(
    arrival: Arrival,
    answer: Option<PastReply>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let home = arrival.petition.home;
    let received = arrival.petition.received;
    let mut events = open(arrival, ctx)?;
    if let Some(answer) = answer {
        let on = answer.on;
        if on < received || on > ctx.today {
            return Err(Refusal::input(
                format!("答复日期 {on} 早于来件日期 {received} 或晚于今天"),
                format!("the answer's day {on} lies before {received} or in the future"),
            ));
        }
        let matter = Matter::replay(home, &events)
            .ok_or_else(|| Refusal::input("没有可登记的内容", "nothing to register"))?;
        events.extend(past_answer(&matter, answer, ctx)?);
    }
    Ok(events)
}
