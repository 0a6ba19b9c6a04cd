//! A leader signs in person. What a leader signed on paper is recorded as that, with its scan, by whoever records it; nobody signs in
//! another's name.

use crate::kit::context::Context;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::signature::{PaperSignature, Signature};

use kernel::PostId;
use kernel::refusal::Refusal;

/// Whose hand signs: nobody signs in another's name, and a paper says why it was signed on paper. Gives the paper, its reason
/// trimmed.
pub(crate) fn asked(
    signer: Option<PostId>,
    paper: Option<PaperSignature>,
    ctx: &Context<'_>,
) -> Result<Option<PaperSignature>, Refusal> {
    let Some(paper) = paper else {
        return own_hand(signer, ctx).map(|()| None);
    };
    let reason = required(
        &paper.reason,
        "纸质签发的理由",
        "why it was signed on paper",
    )?;
    match signer {
        Some(_) => Ok(Some(PaperSignature { reason, ..paper })),
        None => Err(nothing_to_sign()),
    }
}

fn own_hand(signer: Option<PostId>, ctx: &Context<'_>) -> Result<(), Refusal> {
    let (Some(signer), Some(me)) = (signer, ctx.actor.post()) else {
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

/// A paper was handed in for something that nobody signs.
pub(crate) fn nothing_to_sign() -> Refusal {
    Refusal::input("该操作不需要签发", "nothing is signed by that")
}

/// What was signed on paper: the scan first, then the answer that says so.
pub(crate) fn on_paper(events: Vec<Event>, paper: Option<PaperSignature>) -> Vec<Event> {
    let Some(PaperSignature { scan, reason }) = paper else {
        return events;
    };
    let signature = Signature::OnPaper {
        scan: scan.hash.clone(),
        reason,
    };
    let mut all = vec![Event::Attached { attachment: scan }];
    for mut event in events {
        if let Event::AnswerIssued { answer } = &mut event {
            answer.signature = signature.clone();
        }
        all.push(event);
    }
    all
}
