//! A leader signs in person. What a leader signed on paper is recorded as that, with its scan, by whoever records it; nobody signs in
//! another's name.

use crate::kit::context::Context;
use crate::kit::text::required;
use crate::model::command::Command;
use crate::model::event::Event;
use crate::model::signature::{PaperSignature, Signature};

use kernel::refusal::Refusal;

/// Whose hand signs: nobody signs in another's name, and a paper says why it was signed on paper. Gives the paper, its reason
/// trimmed.
pub(crate) fn asked(
    of: &Command,
    paper: Option<PaperSignature>,
    ctx: &Context<'_>,
) -> Result<Option<PaperSignature>, Refusal> {
    let Some(paper) = paper else {
        return own_hand(of, ctx).map(|()| None);
    };
    let reason = required(
        &paper.reason,
        "纸质签发的理由",
        "why it was signed on paper",
    )?;
    if !of.is_signed() {
        return Err(nothing_to_sign());
    }
    Ok(Some(PaperSignature { reason, ..paper }))
}

/// The program signs nothing and records what is told to it.
fn own_hand(of: &Command, ctx: &Context<'_>) -> Result<(), Refusal> {
    let me = ctx.actor.post();
    if me.is_none() || !of.is_signed() || of.signer() == me {
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

fn signature_of(event: &mut Event) -> Option<&mut Signature> {
    match event {
        Event::AnswerIssued { answer } => Some(&mut answer.signature),
        Event::ClockExtended { signature, .. } => Some(signature),
        _ => None,
    }
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
        if let Some(signed) = signature_of(&mut event) {
            *signed = signature.clone();
        }
        all.push(event);
    }
    all
}
