//! Mediation and settlement: proposed, agreed to, recorded, ended, confirmed by the court.

use kernel::{DemandId, MediationId, Refusal};
use matter::Command;
use matter::mediation::{
    Agreement, AgreementForm, Confirmation, Mediation, MediationCommand, MediationKind, Party,
    Promise,
};
use matter::petition::Purpose;
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::{Field, Tone, notice};

/// How many promises a form offers.
const PROMISES: usize = 3;

/// Which side, and whether it agrees.
pub(super) fn consent(form: &ActForm<'_>) -> Markup {
    html! {
        (form.choose("party", ("哪一方", "Which side"), &form.coded(Party::ALL, Party::code, Party::zh, Party::en), false))
        (form.choose("agrees", ("是否同意调解", "Does it agree?"), &[
            ("yes".to_owned(), form.pick("同意", "Agrees").to_owned()),
            ("no".to_owned(), form.pick("不同意（调解终止）", "Refuses, which ends it").to_owned()),
        ], false))
    }
}

/// Reads them.
pub(super) fn read_consent(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(MediationCommand::Consent {
        mediation: open(form),
        party: form.one_of("party", Party::parse)?,
        agrees: form.yes_or_no("agrees")?,
    })
}

/// The record of a session.
pub(super) fn session(form: &ActForm<'_>) -> Markup {
    form.long("text", "调解记录", "The record", ("", ""), 6)
}

/// Reads it.
pub(super) fn read_session(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(MediationCommand::Meet {
        mediation: open(form),
        text: form.text("text"),
    })
}

/// Why it ends, and which other routes were told.
pub(super) fn ending(form: &ActForm<'_>) -> Markup {
    html! {
        (form.long("text", "终止调解的原因", "Why it ends", ("", ""), 4))
        (form.long("routes", "已告知的其他法定途径", "Other lawful routes that were told", (
            "仲裁、行政裁决、行政复议、诉讼等。", "Arbitration, ruling, reconsideration, the court."), 3))
    }
}

/// Reads them.
pub(super) fn read_ending(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(MediationCommand::End {
        mediation: open(form),
        reason: form.text("text"),
        routes: form.text("routes"),
    })
}

/// Which court, and when both sides asked it.
pub(super) fn ask_court(form: &ActForm<'_>) -> Markup {
    html! {
        (form.line("text", ("向哪个人民法院申请", "At which court")))
        (form.day("on", ("双方共同申请的日期", "Day of the joint request"), &form.file.today.to_string()))
    }
}

/// Reads them.
pub(super) fn read_ask_court(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let agreed = |one: &Mediation| one.agreement.is_some() && one.confirmation_asked.is_none();
    deed(MediationCommand::AskConfirmation {
        mediation: last(form, agreed),
        court: form.text("text"),
        on: form.day_of("on")?,
    })
}

/// What the court said.
pub(super) fn ruling(form: &ActForm<'_>) -> Markup {
    let rulings = form.coded(
        Confirmation::ALL,
        Confirmation::code,
        Confirmation::zh,
        Confirmation::en,
    );
    html! {
        (form.choose("ruling", ("裁定结果", "The ruling"), &rulings, false))
        (form.line("text", ("裁定书文号", "Number of the ruling")))
        (form.day("on", ("裁定日期", "Day"), &form.file.today.to_string()))
        (notice(Tone::Info, form.pick("驳回的，协议涉及的诉求恢复办理，可以重新调解或者引导诉讼。",
            "If rejected, the demands are open again."), None))
    }
}

/// Reads it.
pub(super) fn read_ruling(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let asked = |one: &Mediation| one.confirmation_asked.is_some() && one.confirmation.is_none();
    deed(MediationCommand::RecordConfirmation {
        mediation: last(form, asked),
        ruling: form.one_of("ruling", Confirmation::parse)?,
        words: form.text("text"),
        on: form.day_of("on")?,
    })
}

fn deed(command: MediationCommand) -> Result<Deed, Refusal> {
    Ok(Command::Mediation(command).into())
}

/// The last mediation of which this holds.
fn last(form: &ActForm<'_>, holds: fn(&Mediation) -> bool) -> MediationId {
    let mut mediations = form.file.matter.mediations.iter().rev();
    let found = mediations.find(|one| holds(one));
    found.map_or(MediationId(0), |one| one.id)
}

/// The one that goes on.
fn open(form: &ActForm<'_>) -> MediationId {
    last(form, Mediation::is_open)
}

/// The kind, who mediates, the other side, the demands.
pub(super) fn proposal(form: &ActForm<'_>) -> Markup {
    let kinds = form.coded(
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

/// Reads them.
pub(super) fn read_proposal(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(MediationCommand::Propose {
        kind: form.one_of("kind", MediationKind::parse)?,
        by: form.text("by"),
        other: form.text("other"),
        demands: appeals(form)
            .map(|(id, _)| id)
            .filter(|id| !form.typed.text(&format!("demand_{id}")).is_empty())
            .collect(),
    })
}

fn appeals<'f>(form: &'f ActForm<'_>) -> impl Iterator<Item = (DemandId, String)> + 'f {
    form.file
        .matter
        .open_demands()
        .filter(|demand| demand.purpose == Purpose::Appeal)
        .map(|demand| (demand.id, demand.text.clone()))
}

/// What was agreed, and what is to be done by when.
pub(super) fn agreement(form: &ActForm<'_>) -> Markup {
    let forms = form.coded(
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

/// Reads them.
pub(super) fn read_agreement(form: &ActForm<'_>) -> Result<Deed, Refusal> {
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
    deed(MediationCommand::Agree {
        agreement: Agreement {
            mediation: open(form),
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
