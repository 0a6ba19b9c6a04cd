//! When a document may be issued, served or cancelled.

use crate::kit::context::Context;
use crate::kit::policy::{Policy, STANDING, WORKERS, Who};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::whose::{answered, around};

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const OURS: Who = Who::Those(keeps_or_answered);
    &[
        Policy::staff(A::IssueDocument, WORKERS, OURS, STANDING, is_registered),
        Policy::staff(A::ServeDocument, WORKERS, OURS, STANDING, some_waits),
        Policy::staff(A::VoidDocument, WORKERS, OURS, STANDING, some_may_fall),
    ]
};

fn keeps_or_answered(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    around(matter, viewer, ctx) || answered(matter, viewer, ctx)
}

fn is_registered(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.stage != Stage::Received {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "来件尚未登记，登记后才能制作文书",
        "register the arrival first, then issue documents",
    ))
}

fn some_waits(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    let mut documents = matter.documents.iter();
    some(
        documents.any(|document| document.waits(matter)),
        "没有待送达的文书",
        "no document waits to be served",
    )
}

fn some_may_fall(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    let mut documents = matter.documents.iter();
    some(
        documents.any(|document| document.voided.is_none() && document.proof(matter).is_none()),
        "没有可以作废的文书（已送达的不能作废）",
        "no document can be cancelled; what was served stands",
    )
}

fn some(present: bool, zh: &'static str, en: &'static str) -> Result<(), Refusal> {
    if present {
        Ok(())
    } else {
        Err(Refusal::missing(zh, en))
    }
}

/// Why an answer cannot be served yet.
pub(crate) fn not_issued() -> Refusal {
    Refusal::missing(
        "答复尚未编号制发：先“制作文书”编号制发，再登记送达",
        "the answer is not issued yet: issue its document with its number, then record the service",
    )
}

/// Why the notice of acceptance cannot be served yet.
pub(crate) fn no_acceptance_document() -> Refusal {
    Refusal::missing(
        "受理告知书尚未制发：先“制作文书”编号制发，再登记送达",
        "the notice of acceptance is not issued yet: issue its document, then record the service",
    )
}
