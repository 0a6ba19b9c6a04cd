//! When a document may be issued, served or cancelled.

use crate::{Action, Matter, Stage};
use kernel::refusal::{Refusal, RefusalKind};

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
