//! The forms of what stands beside the procedure, one file per subject.

mod cases;
mod closing;
mod leaders;
mod pieces;
mod recusal;
mod supervision;

use domain::Refusal;
use domain::matter::{Action, Command, OversightCommand, Service, ServiceMethod};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::{Field, Icon};

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
        A::NotifyAcceptance => acceptance_notice(form),
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
        A::NotifyAcceptance => return read_notice(form),
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
        A::NotifyAcceptance => Icon::Letter,
        A::DecideRecusal => Icon::Decide,
        _ => Icon::People,
    }
}

fn acceptance_notice(form: &ActForm<'_>) -> Markup {
    let lang = form.lang();
    html! {
        div class="form-row" {
            (pieces::coded(form, "method", form.pick("送达方式", "How"),
                ServiceMethod::ALL.iter().map(|one| (one.code(), form.pick(one.zh(), one.en())))))
            (Field::new(lang, "on", form.pick("送达日期", "Day of receipt")).required()
                .date(&form.value("on", &form.file.today.to_string())))
        }
        (Field::new(lang, "proof", form.pick("送达凭证", "Proof"))
            .hint(form.pick("邮寄填邮件号码，当面送达填签收情况。", "By post: the item number. In person: who signed."))
            .text(&form.value("proof", "")))
    }
}

fn read_notice(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let method = ServiceMethod::parse(form.typed.text("method"))
        .ok_or_else(|| Refusal::input("请选择送达方式", "choose how it was served"))?;
    let on = form
        .typed
        .parsed("on")
        .ok_or_else(|| Refusal::input("请填写送达日期", "enter the day of receipt"))?;
    let proof = form.text("proof");
    Ok(Command::NotifyAcceptance(Service { method, on, proof }).into())
}
