//! The forms of what stands beside the procedure, one file per subject.

mod cases;
mod closing;
mod leaders;
mod pieces;
mod recusal;
mod supervision;

use domain::Refusal;
use domain::matter::{Action, Command, OversightCommand};
use maud::Markup;

use super::Deed;
use super::form::ActForm;
use crate::look::Icon;

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    use Action as A;
    match form.action {
        A::Supervise | A::FeedBack | A::SignOff | A::Inspect => supervision::fields(form),
        A::Advise | A::AnswerAdvice => supervision::advice_fields(form),
        A::SubmitReading | A::Instruct | A::ReportTask | A::RecordStudy => leaders::fields(form),
        A::TakeCase | A::StepCase | A::EndCase | A::SetTier | A::FilePlan => cases::fields(form),
        A::AssessRisk | A::ReportUrgent => cases::matter_fields(form),
        A::PlanFollowUp | A::FollowUp | A::Archive => closing::fields(form),
        _ => recusal::fields(form),
    }
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    use Action as A;
    let command = match form.action {
        A::Supervise | A::FeedBack | A::SignOff | A::Inspect => supervision::read(form)?,
        A::Advise | A::AnswerAdvice => supervision::read_advice(form)?,
        A::SubmitReading | A::Instruct | A::ReportTask | A::RecordStudy => leaders::read(form)?,
        A::TakeCase | A::StepCase | A::EndCase | A::SetTier | A::FilePlan => cases::read(form)?,
        A::AssessRisk | A::ReportUrgent => cases::read_matter(form)?,
        A::PlanFollowUp | A::FollowUp | A::Archive => closing::read(form)?,
        _ => OversightCommand::Recusal(recusal::read(form)?),
    };
    Ok(Command::Oversight(command).into())
}

/// An action's picture.
pub(in super::super) fn picture(action: Action) -> Icon {
    use Action as A;
    match action {
        A::Supervise | A::Inspect => Icon::Show,
        A::FeedBack | A::AnswerAdvice | A::ReportTask => Icon::Reply,
        A::SignOff | A::Archive | A::EndCase => Icon::Check,
        A::Advise | A::Instruct | A::FilePlan => Icon::Write,
        A::ReportUrgent => Icon::Late,
        A::SubmitReading => Icon::Inbox,
        A::SetTier => Icon::Up,
        A::AssessRisk => Icon::Warning,
        A::PlanFollowUp | A::FollowUp => Icon::Call,
        A::StepCase => Icon::Add,
        A::DecideRecusal => Icon::Decide,
        _ => Icon::People,
    }
}
