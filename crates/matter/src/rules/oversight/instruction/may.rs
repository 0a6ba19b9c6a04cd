//! Who puts a matter before leaders, who writes on it, and who reports and studies.

use crate::kit::context::Context;
use crate::kit::policy::{ANYONE, LEADERS, Policy, WORKERS, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::oversight::instruction::Disposition;
use crate::rules::oversight::guard::{ANY_STAGE, CHECKED, sees};

use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const SEES: Who = Who::Told(sees);
    &[
        Policy::staff(A::SubmitReading, ANYONE, SEES, CHECKED, always),
        Policy::staff(A::Instruct, LEADERS, SEES, CHECKED, always),
        Policy::staff(A::ReportTask, WORKERS, SEES, ANY_STAGE, awaits_report),
        Policy::staff(A::RecordStudy, ANYONE, SEES, CHECKED, always),
    ]
};

fn awaits_report(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = ctx.actor.viewer();
    let mut tasks = matter.oversight.instructions.iter();
    let mine = tasks.any(|one| {
        one.is_open()
            && one.disposition == Disposition::Task
            && viewer.is_none_or(|viewer| Some(viewer.unit) == one.to)
    });
    if mine {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您单位办理的批示",
        "no instruction waits for your unit",
    ))
}
