//! Issuing, serving and cancelling documents.

use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;

use kernel::refusal::{Refusal, RefusalKind};

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

/// Conditions that hold or fail whatever the form says.
pub(crate) fn may(action: Action, matter: &Matter) -> Result<(), Refusal> {
    match action {
        Action::IssueDocument if matter.stage == Stage::Received => Err(Refusal::new(
            RefusalKind::Stage,
            "来件尚未登记，登记后才能制作文书",
            "register the arrival first, then issue documents",
        )),
        Action::ServeDocument => some(
            matter
                .documents
                .iter()
                .any(|document| document.waits(matter)),
            "没有待送达的文书",
            "no document waits to be served",
        ),
        Action::VoidDocument => some(
            matter
                .documents
                .iter()
                .any(|document| document.voided.is_none() && document.proof(matter).is_none()),
            "没有可以作废的文书（已送达的不能作废）",
            "no document can be cancelled; what was served stands",
        ),
        _ => Ok(()),
    }
}

fn some(present: bool, zh: &str, en: &str) -> Result<(), Refusal> {
    if present {
        Ok(())
    } else {
        Err(Refusal::missing(zh, en))
    }
}
