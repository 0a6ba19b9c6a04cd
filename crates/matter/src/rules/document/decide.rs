//! Issuing, serving and cancelling documents.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::text::required;
use crate::model::answer::{Answer, AnswerKind, Service, ServiceMethod};
use crate::model::code::{self, CARRIERS};
use crate::model::document::{
    Document, DocumentCommand, DocumentEvent, FailedTry, NewDocument, Voided,
};
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::answering::serve::serve as answer_served;
use crate::rules::document::may::{no_acceptance_document, not_issued};
use crate::rules::handling::decide::notify as notify_acceptance;

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::{AnswerId, DocumentId};

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
    carries(matter, &new)?;
    let last = matter.documents.iter().map(|document| document.id.0).max();
    let viewer = ctx.actor.viewer();
    let answer = new.answer.and_then(|id| matter.answer(id));
    if let (Some(answer), Some(viewer)) = (answer, viewer) {
        by_who_answers(matter, answer, viewer, ctx)?;
    }
    // An answer is issued in the name of the organ that gave it, whoever does the paper work.
    let unit = answer
        .map(|answer| answer.unit)
        .or(viewer.map(|viewer| viewer.unit))
        .unwrap_or(matter.owner);
    Ok(one(DocumentEvent::Issued {
        document: Box::new(Document {
            id: DocumentId(last.unwrap_or(0) + 1),
            unit,
            on: ctx.today,
            content: new,
            service: None,
            tries: Vec::new(),
            voided: None,
            signed: None,
        }),
    }))
}

/// An answer is issued by the unit that gave it, the one that works for it, or the one that has the matter now.
fn by_who_answers(
    matter: &Matter,
    answer: &Answer,
    viewer: &Viewer,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let desk = answer.kind.review().and_then(|id| matter.review(id));
    let ours = [
        Some(answer.unit),
        Some(matter.owner),
        desk.map(|review| review.desk),
    ];
    if ours.contains(&Some(viewer.unit)) {
        return Ok(());
    }
    let name = ctx.org.unit_name(answer.unit);
    Err(Refusal::not_yours(
        format!("这份答复由{name}作出，由该单位制发"),
        "the unit that gave the answer issues it",
    ))
}

/// A document that carries an answer carries one that was signed, of its own kind, to the petitioner, and as the only one that
/// stands: one answer, one number, one text.
fn carries(matter: &Matter, new: &NewDocument) -> Result<(), Refusal> {
    let is_carrier = CARRIERS.contains(&new.code.as_str());
    let Some(id) = new.answer else {
        return if is_carrier {
            Err(Refusal::missing(
                "没有已签发、尚未编号的答复可以制发",
                "no signed answer waits for its document",
            ))
        } else {
            Ok(())
        };
    };
    let answer = matter
        .answer(id)
        .filter(|answer| answer.kind.carrier() == Some(new.code.as_str()))
        .ok_or_else(|| {
            Refusal::input(
                "所附答复不在本事项中，或者与文书种类不符，请刷新页面",
                "the answer it carries is not in this matter, or not of this kind",
            )
        })?;
    if let Some(issued) = matter.issued(id) {
        return Err(Refusal::missing(
            format!(
                "这份答复已经以{}制发；需要重做的，先作废再制发",
                issued.content.number
            ),
            format!(
                "this answer was issued as {}; cancel that first",
                issued.content.number
            ),
        ));
    }
    if answer.service.is_some() && answer.needs_document() {
        return Err(Refusal::missing(
            "这份答复已经送达",
            "this answer has been served",
        ));
    }
    if !new.for_petitioner {
        return Err(Refusal::input(
            "答复的主送须是信访人",
            "an answer is addressed to the petitioner",
        ));
    }
    Ok(())
}

/// A notice of an act needs the act: nobody is told of an acceptance that did not happen.
///
/// # Errors
/// Which act is missing.
pub fn fits(matter: &Matter, document: &str) -> Result<(), Refusal> {
    let answered =
        |wanted: fn(&AnswerKind) -> bool| matter.answers.iter().any(|answer| wanted(&answer.kind));
    let (done, zh, en) = match document {
        code::SENT_NOTICE | code::TRANSFER | code::ASSIGNMENT => (
            !matter.custody.is_empty(),
            "本事项尚未转送、交办",
            "the matter has not been handed over yet",
        ),
        code::ACCEPTANCE => (
            matter.accepted.is_some(),
            "本事项尚未受理",
            "the matter has not been accepted yet",
        ),
        code::NOT_ACCEPTED => (
            answered(|kind| matches!(kind, AnswerKind::NotAccepted { .. }) && !kind.is_for_good()),
            "本事项没有不予受理的决定",
            "there is no decision not to accept",
        ),
        code::NO_LONGER_ACCEPTED => (
            answered(AnswerKind::is_for_good),
            "本事项没有不再受理的决定",
            "there is no decision to accept no longer",
        ),
        code::EXTENSION => (
            matter.clocks.iter().any(|clock| clock.span.extended > 0),
            "本事项没有延期的批准",
            "no extension has been approved",
        ),
        code::OPINION => (
            answered(|kind| matches!(kind, AnswerKind::Opinion(_))),
            "本事项尚未出具处理意见",
            "no opinion has been signed yet",
        ),
        one if CARRIERS.contains(&one) => (
            matter
                .answers
                .iter()
                .any(|answer| answer.kind.carrier() == Some(one)),
            "本事项没有已签发的这种答复",
            "no answer of this kind has been signed",
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

/// Serves an answer: by the document that carries it. What was not issued is not served; answers of earlier versions and those
/// given elsewhere have no document here.
///
/// # Errors
/// That the document is not issued yet, or what is wrong with the service.
pub fn serve_answer(
    matter: &Matter,
    id: AnswerId,
    how: (ServiceMethod, Date, String),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let served = |answer: &Answer| answer.service.is_some();
    if matter.answer(id).is_some_and(served) {
        return answer_served(matter, id, how, ctx);
    }
    if let Some(document) = matter.issued(id) {
        return serve(matter, document.id, how, ctx);
    }
    if matter
        .answer(id)
        .is_some_and(|answer| answer.needs_document())
    {
        return Err(not_issued());
    }
    answer_served(matter, id, how, ctx)
}

/// Serves the notice of acceptance: by its document.
///
/// # Errors
/// That there is none, or what is wrong with the service.
pub fn serve_acceptance(
    matter: &Matter,
    service: Service,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Some(document) = matter.acceptance_document() else {
        return Err(no_acceptance_document());
    };
    if document.service.is_some() {
        // Served before the notice was told of it.
        return notify_acceptance(matter, service, ctx);
    }
    let Service { method, on, proof } = service;
    serve(matter, document.id, (method, on, proof), ctx)
}

/// Serving the document that carries an answer serves the answer, and that of an acceptance tells of it, with all that follows
/// for the clocks.
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
        service: service.clone(),
    });
    let unserved = |answer: &AnswerId| {
        let found = matter.answer(*answer);
        found.is_some_and(|answer| answer.service.is_none())
    };
    if let Some(answer) = document.content.answer.filter(unserved) {
        events.extend(answer_served(matter, answer, (method, on, proof), ctx)?);
    }
    let tells = document.content.code == code::ACCEPTANCE && matter.acceptance_notice.is_none();
    if tells && matches!(matter.stage, Stage::Handling | Stage::Answered) {
        events.extend(notify_acceptance(matter, service, ctx)?);
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
