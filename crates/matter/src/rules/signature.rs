//! A leader signs in person. What a leader signed on paper is recorded as that, with its scan, by whoever records it; nobody signs in
//! another's name.

use crate::kit::context::Context;
use crate::kit::text::required;
use crate::model::command::Command;
use crate::model::event::Event;
use crate::model::signature::{PaperSignature, Signature};

use kernel::refusal::Refusal;

/// Nobody signs in another's name.
pub(crate) fn own_hand(command: &Command, ctx: &Context<'_>) -> Result<(), Refusal> {
    let (Some(signer), Some(me)) = (command.signer(), ctx.actor.post()) else {
        return Ok(());
    };
    if signer == me {
        return Ok(());
    }
    Err(Refusal::missing(
        "须由签发人本人在系统中签发；已在纸质件上签发的，请登记纸质签发，并上传签字件扫描件、说明理由",
        "the signer signs in person; what was signed on paper is recorded as that, with its scan and the reason",
    ))
}

/// Records what was signed on paper: the scan first, then the answer that says so. `unsigned` decides what the signed command does.
pub(crate) fn on_paper(
    of: Command,
    paper: PaperSignature,
    unsigned: impl FnOnce(Command) -> Result<Vec<Event>, Refusal>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(
        &paper.reason,
        "纸质签发的理由",
        "why it was signed on paper",
    )?;
    if of.signer().is_none() || matches!(of, Command::OnPaper { .. }) {
        return Err(Refusal::input(
            "该操作不需要签发",
            "nothing is signed by that",
        ));
    }
    let scan = paper.scan.hash.clone();
    let mut events = vec![Event::Attached {
        attachment: paper.scan,
    }];
    for mut event in unsigned(of)? {
        if let Event::AnswerIssued { answer } = &mut event {
            answer.signature = Signature::OnPaper {
                scan: scan.clone(),
                reason: reason.clone(),
            };
        }
        events.push(event);
    }
    Ok(events)
}
