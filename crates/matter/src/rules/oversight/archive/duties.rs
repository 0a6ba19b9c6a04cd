//! What is awaited of archiving, and what an accusation takes away.

use crate::model::answer::AnswerKind;
use crate::model::matter::Matter;
use crate::model::stage::Stage;

use kernel::duty::{DutyKind, DutyRow};

/// A closed matter waits for the archive; files taken over from older records were archived there.
pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    let Some(closing) = matter
        .closing
        .as_ref()
        .filter(|_| matter.stage == Stage::Closed)
    else {
        return;
    };
    let older = matter
        .answers
        .iter()
        .any(|answer| matches!(answer.kind, AnswerKind::PastReply { .. }));
    if matter.oversight.archive.is_none() && !older {
        rows.push(DutyRow::of_unit(
            DutyKind::Archive,
            1,
            matter.owner,
            closing.on,
            None,
        ));
    }
}
