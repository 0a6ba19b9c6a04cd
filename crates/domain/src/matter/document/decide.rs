//! Issuing, serving and cancelling documents.

use jiff::civil::Date;

use super::{Document, DocumentCommand, DocumentEvent, FailedTry, NewDocument, Voided};
use crate::DocumentId;
use crate::matter::decide::{required, serve_answer};
use crate::matter::state::{AnswerKind, Service, ServiceMethod};
use crate::matter::{Context, Event, Matter};
use crate::refusal::{Refusal, RefusalKind};

/// Decides what a command does to the documents of a matter.
///
/// # Errors
/// A [`Refusal`] that says what is missing.
pub fn decide(
    matter: &Matter,
    command: DocumentCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        DocumentCommand::Issue(new) => issue(matter, *new, ctx),
        DocumentCommand::Void { document, reason } => void(matter, document, &reason, ctx),
        DocumentCommand::Serve {
            document,
            method,
            on,
            proof,
        } => serve(matter, document, (method, on, proof), ctx),
        DocumentCommand::Fail {
            document,
            method,
            on,
            reason,
        } => fail(matter, document, (method, on), &reason, ctx),
        DocumentCommand::KeepSigned {
            document,
            attachment,
        } => {
            standing(matter, document)?;
            Ok(one(DocumentEvent::SignedKept {
                document,
                attachment,
            }))
        }
    }
}

fn one(event: DocumentEvent) -> Vec<Event> {
    vec![Event::Document(event)]
}

fn issue(matter: &Matter, new: NewDocument, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    fits(matter, &new.code)?;
    if let Some(answer) = new.answer
        && matter.answer(answer).is_none()
    {
        return Err(Refusal::input(
            "所附答复不在本事项中，请刷新页面",
            "the answer it carries is not in this matter",
        ));
    }
    let last = matter.documents.iter().map(|document| document.id.0).max();
    Ok(one(DocumentEvent::Issued {
        document: Box::new(Document {
            id: DocumentId(last.unwrap_or(0) + 1),
            unit: ctx
                .actor
                .viewer()
                .map_or(matter.owner, |viewer| viewer.unit),
            on: ctx.today,
            content: new,
            service: None,
            tries: Vec::new(),
            voided: None,
            signed: None,
        }),
    }))
}

/// A notice of an act needs the act: nobody is told of an acceptance that did not happen.
///
/// # Errors
/// Which act is missing.
pub fn fits(matter: &Matter, code: &str) -> Result<(), Refusal> {
    let answered =
        |wanted: fn(&AnswerKind) -> bool| matter.answers.iter().any(|answer| wanted(&answer.kind));
    let (done, zh, en) = match code {
        "D02" | "D06" | "D07" => (
            !matter.custody.is_empty(),
            "本事项尚未转送、交办",
            "the matter has not been handed over yet",
        ),
        "D03" => (
            matter.accepted.is_some(),
            "本事项尚未受理",
            "the matter has not been accepted yet",
        ),
        "D04" => (
            answered(
                |kind| matches!(kind, AnswerKind::NotAccepted { ground, .. } if !ground.as_str().starts_with("NL")),
            ),
            "本事项没有不予受理的决定",
            "there is no decision not to accept",
        ),
        "D05" => (
            answered(
                |kind| matches!(kind, AnswerKind::NotAccepted { ground, .. } if ground.as_str().starts_with("NL")),
            ),
            "本事项没有不再受理的决定",
            "there is no decision to accept no longer",
        ),
        "D10" => (
            matter.clocks.iter().any(|clock| clock.span.extended > 0),
            "本事项没有延期的批准",
            "no extension has been approved",
        ),
        "D11" => (
            answered(|kind| matches!(kind, AnswerKind::Opinion(_))),
            "本事项尚未出具处理意见",
            "no opinion has been signed yet",
        ),
        _ => return Ok(()),
    };
    if done {
        Ok(())
    } else {
        Err(Refusal::missing(
            format!("{zh}，不能制作这份文书"),
            format!("{en}; this document cannot be issued"),
        ))
    }
}

/// A document that stands: issued and not cancelled.
fn standing(matter: &Matter, id: DocumentId) -> Result<&Document, Refusal> {
    matter
        .document(id)
        .filter(|document| document.voided.is_none())
        .ok_or_else(|| {
            Refusal::input(
                "没有这份文书，或者已经作废，请刷新页面",
                "there is no such document, or it was cancelled",
            )
        })
}

/// One that has not reached whom it is for.
fn unserved(matter: &Matter, id: DocumentId) -> Result<&Document, Refusal> {
    let document = standing(matter, id)?;
    if document.proof(matter).is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "这份文书已经送达",
            "this document has been served",
        ));
    }
    Ok(document)
}

fn void(
    matter: &Matter,
    id: DocumentId,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    unserved(matter, id)?;
    let reason = required(reason, "作废理由", "why it is cancelled")?;
    Ok(one(DocumentEvent::Voided {
        document: id,
        voided: Voided {
            on: ctx.today,
            reason,
        },
    }))
}

fn on_a_day(document: &Document, on: Date, ctx: &Context<'_>) -> Result<(), Refusal> {
    if on < document.on || on > ctx.today {
        return Err(Refusal::input(
            format!("送达日期应在 {} 至今天之间", document.on),
            format!("the day must lie between {} and today", document.on),
        ));
    }
    Ok(())
}

/// Serving the document that carries an answer serves the answer, with all that follows for the clocks.
fn serve(
    matter: &Matter,
    id: DocumentId,
    (method, on, proof): (ServiceMethod, Date, String),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let document = unserved(matter, id)?;
    on_a_day(document, on, ctx)?;
    let proof = match method {
        ServiceMethod::Post => required(&proof, "邮件号码", "item number")?,
        ServiceMethod::InPerson => required(&proof, "签收情况", "who signed")?,
        ServiceMethod::Publication => required(&proof, "公告载体和起止日期", "where and how long")?,
        _ => proof.trim().to_owned(),
    };
    let service = Service {
        method,
        on,
        proof: proof.clone(),
    };
    let mut events = one(DocumentEvent::Served {
        document: id,
        service,
    });
    if let Some(answer) = document.content.answer {
        events.extend(serve_answer(matter, answer, (method, on, proof), ctx)?);
    }
    Ok(events)
}

fn fail(
    matter: &Matter,
    id: DocumentId,
    (method, on): (ServiceMethod, Date),
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let document = unserved(matter, id)?;
    on_a_day(document, on, ctx)?;
    let reason = required(reason, "未送达的原因", "why it was not served")?;
    Ok(one(DocumentEvent::ServiceFailed {
        document: id,
        failed: FailedTry { method, on, reason },
    }))
}
