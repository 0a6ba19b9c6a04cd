//! An answer that an older record holds, taken over as it was given.

use crate::kit::context::Context;
use crate::kit::text::required;
use crate::model::answer::{Answer, AnswerKind, ServiceMethod};
use crate::model::command::PastReply;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::signature::Signature;
use crate::rules::answering::close::close;
use crate::rules::answering::decide::{new_answer, open_of};
use crate::rules::answering::serve::serve;
use crate::rules::handling;

use kernel::refusal::Refusal;

/// The rest of a matter's life where an older record holds its answer: accepted on the day of receipt, answered, served and
/// closed on the day of the answer.
pub fn past_answer(
    matter: &Matter,
    reply: PastReply,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let on = reply.on;
    let received = matter
        .petitions
        .first()
        .map_or(on, |petition| petition.received);
    let text = required(&reply.text, "答复内容", "reply")?;
    let accepting = Context {
        today: received,
        ..*ctx
    };
    let mut after = matter.clone();
    let mut events = handling::decide::accept(matter, &accepting)?;
    events.iter().for_each(|event| after.apply(event));
    let kind = AnswerKind::PastReply {
        text,
        time: reply.time,
    };
    // It was given elsewhere, on whatever paper that office used.
    let answer = Answer {
        signature: Signature::Unstated,
        ..new_answer(&after, kind, open_of(&after, None), None, on)
    };
    let id = answer.id;
    let issued = Event::AnswerIssued { answer };
    after.apply(&issued);
    events.push(issued);
    let serving = Context { today: on, ..*ctx };
    events.extend(serve(
        &after,
        id,
        (ServiceMethod::Web, on, String::new()),
        &serving,
    )?);
    events.extend(close(String::new(), &serving));
    Ok(events)
}
