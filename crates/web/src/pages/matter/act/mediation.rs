//! Mediation and settlement: proposed, agreed to, recorded, ended, confirmed by the court.

use domain::matter::mediation::{
    Agreement, AgreementForm, Confirmation, MediationCommand, MediationKind, Party, Promise,
};
use domain::matter::{Action, Command};
use domain::petition::Purpose;
use domain::{DemandId, MediationId, Refusal};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::{Field, Tone, notice};

/// How many promises a form offers.
const PROMISES: usize = 3;

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    match form.action {
        Action::ProposeMediation => proposal(form),
        Action::ConsentMediation => html! {
            (form.choose("party", ("哪一方", "Which side"), &codes(form, Party::ALL, Party::code, Party::zh, Party::en), false))
            (form.choose("agrees", ("是否同意调解", "Does it agree?"), &[
                ("yes".to_owned(), form.pick("同意", "Agrees").to_owned()),
                ("no".to_owned(), form.pick("不同意（调解终止）", "Refuses, which ends it").to_owned()),
            ], false))
        },
        Action::AgreeMediation => agreement(form),
        Action::MeetMediation => form.long("text", "调解记录", "The record", ("", ""), 6),
        Action::EndMediation => html! {
            (form.long("text", "终止调解的原因", "Why it ends", ("", ""), 4))
            (form.long("routes", "已告知的其他法定途径", "Other lawful routes that were told", (
                "仲裁、行政裁决、行政复议、诉讼等。", "Arbitration, ruling, reconsideration, the court."), 3))
        },
        Action::AskConfirmation => html! {
            (form.line("text", ("向哪个人民法院申请", "At which court")))
            (form.day("on", ("双方共同申请的日期", "Day of the joint request"), &form.file.today.to_string()))
        },
        _ => html! {
            (form.choose("ruling", ("裁定结果", "The ruling"),
                &codes(form, Confirmation::ALL, Confirmation::code, Confirmation::zh, Confirmation::en), false))
            (form.line("text", ("裁定书文号", "Number of the ruling")))
            (form.day("on", ("裁定日期", "Day"), &form.file.today.to_string()))
            (notice(Tone::Info, form.pick("驳回的，协议涉及的诉求恢复办理，可以重新调解或者引导诉讼。",
                "If rejected, the demands are open again."), None))
        },
    }
}

fn codes<T: Copy>(
    form: &ActForm<'_>,
    all: &[T],
    code: fn(T) -> &'static str,
    zh: fn(T) -> &'static str,
    en: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|one| {
            (
                code(*one).to_owned(),
                form.pick(zh(*one), en(*one)).to_owned(),
            )
        })
        .collect()
}

fn proposal(form: &ActForm<'_>) -> Markup {
    let kinds = codes(
        form,
        MediationKind::ALL,
        MediationKind::code,
        MediationKind::zh,
        MediationKind::en,
    );
    let demands: Vec<_> = appeals(form).collect();
    html! {
        (form.choose("kind", ("调解方式", "Kind"), &kinds, false))
        (Field::new(form.lang(), "by", form.pick("调解组织、机关或法院和调解员", "Who mediates"))
            .hint(form.pick("和解可以不填。", "Not for a settlement.")).optional().text(&form.value("by", "")))
        (Field::new(form.lang(), "other", form.pick("另一方", "The other party")).required()
            .hint(form.pick("写单位名称或者称谓，不写个人姓名、电话。", "A unit or a capacity, no private name."))
            .text(&form.value("other", "")))
        fieldset class="stack" {
            legend { (form.pick("调解哪些诉求", "Which demands")) }
            @for (id, text) in &demands {
                @let name = format!("demand_{id}");
                label class="check" {
                    input type="checkbox" name=(name) value="1" checked[demands.len() == 1 || !form.typed.text(&name).is_empty()];
                    " " (id) ". " (text)
                }
            }
        }
        (notice(Tone::Info, form.pick("调解须双方自愿、不违反强制性规定；任何一方不同意即终止，不影响其他法定途径。",
            "Only while both sides agree; a refusal ends it and bars no other lawful route."), None))
    }
}

fn appeals<'f>(form: &'f ActForm<'_>) -> impl Iterator<Item = (DemandId, String)> + 'f {
    form.file
        .matter
        .open_demands()
        .filter(|demand| demand.purpose == Purpose::Appeal)
        .map(|demand| (demand.id, demand.text.clone()))
}

fn agreement(form: &ActForm<'_>) -> Markup {
    let forms = codes(
        form,
        AgreementForm::ALL,
        AgreementForm::code,
        AgreementForm::zh,
        AgreementForm::en,
    );
    let lang = form.lang();
    html! {
        div class="form-row" {
            (form.choose("form", ("协议形式", "Form"), &forms, true))
            (form.day("on", ("生效日期", "Day it takes effect"), &form.file.today.to_string()))
        }
        (form.long("facts", "主要事实和争议事项", "Main facts and dispute", ("", ""), 4))
        (form.long("terms", "协议内容、履行方式", "What was agreed", ("", ""), 5))
        fieldset class="stack" {
            legend { (lang.pick("按期履行的内容（到期前提醒）", "What is to be done, and by when")) }
            @for number in 1..=PROMISES {
                @let (what, by) = (format!("what_{number}"), format!("by_{number}"));
                div class="form-row" {
                    (Field::new(lang, &what, lang.pick("履行内容", "What")).optional().text(&form.value(&what, "")))
                    (Field::new(lang, &by, lang.pick("履行日期", "By")).optional().date(&form.value(&by, "")))
                }
            }
        }
    }
}

/// The mediation this action is about.
fn current(form: &ActForm<'_>) -> MediationId {
    let matter = &form.file.matter;
    let wanted = |one: &&domain::matter::mediation::Mediation| match form.action {
        Action::AskConfirmation => one.agreement.is_some() && one.confirmation_asked.is_none(),
        Action::RecordConfirmation => {
            one.confirmation_asked.is_some() && one.confirmation.is_none()
        }
        _ => one.is_open(),
    };
    let found = matter.mediations.iter().rev().find(wanted);
    found.map_or(MediationId(0), |one| one.id)
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let mediation = current(form);
    let text = form.text("text");
    let choose = || Refusal::input("请选择表单中的必选项", "make the choice the form asks for");
    let command = match form.action {
        Action::ProposeMediation => MediationCommand::Propose {
            kind: MediationKind::parse(form.typed.text("kind")).ok_or_else(choose)?,
            by: form.text("by"),
            other: form.text("other"),
            demands: appeals(form)
                .map(|(id, _)| id)
                .filter(|id| !form.typed.text(&format!("demand_{id}")).is_empty())
                .collect(),
        },
        Action::ConsentMediation => MediationCommand::Consent {
            mediation,
            party: Party::parse(form.typed.text("party")).ok_or_else(choose)?,
            agrees: match form.typed.text("agrees") {
                "yes" => true,
                "no" => false,
                _ => return Err(choose()),
            },
        },
        Action::AgreeMediation => read_agreement(form, mediation)?,
        Action::MeetMediation => MediationCommand::Meet { mediation, text },
        Action::EndMediation => MediationCommand::End {
            mediation,
            reason: text,
            routes: form.text("routes"),
        },
        Action::AskConfirmation => MediationCommand::AskConfirmation {
            mediation,
            court: text,
            on: form.day_of("on")?,
        },
        _ => MediationCommand::RecordConfirmation {
            mediation,
            ruling: Confirmation::parse(form.typed.text("ruling")).ok_or_else(choose)?,
            words: text,
            on: form.day_of("on")?,
        },
    };
    Ok(Command::Mediation(command).into())
}

fn read_agreement(form: &ActForm<'_>, mediation: MediationId) -> Result<MediationCommand, Refusal> {
    let mut promises = Vec::new();
    for number in 1..=PROMISES {
        let what = form.text(&format!("what_{number}"));
        let by = format!("by_{number}");
        if what.trim().is_empty() && form.typed.text(&by).is_empty() {
            continue;
        }
        promises.push(Promise {
            what,
            by: form.day_of(&by)?,
        });
    }
    Ok(MediationCommand::Agree {
        agreement: Agreement {
            mediation,
            kind: MediationKind::Peoples,
            form: AgreementForm::parse(form.typed.text("form"))
                .ok_or_else(|| Refusal::input("请选择协议形式", "choose the form"))?,
            facts: form.text("facts"),
            terms: form.text("terms"),
        },
        on: form.day_of("on")?,
        promises,
    })
}
