//! Transfer, assignment, objection and what the sender makes of it.

use domain::matter::{Action, Command};
use domain::{Refusal, UnitId};
use maud::{Markup, html};

use super::Deed;
use super::form::{ActForm, Select};
use crate::look::{Field, Tone, notice};

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    match form.action {
        Action::Transfer => html! {
            (receiver(form))
            (form.remark("note", "转送说明", "Note to the receiver"))
        },
        Action::Assign => html! {
            (receiver(form))
            (Field::new(form.lang(), "report_by", form.pick("反馈期限", "Report due by")).required()
                .hint(form.pick("在这一天前反馈办理结果。", "The day the completion report is due."))
                .date(&form.value("report_by", "")))
            (form.remark("note", "交办要求", "Note to the receiver"))
        },
        Action::Object => html! {
            (form.long("reason", "异议的详细理由", "Detailed reasons", (
                "说明为什么不属于本单位职权，写明依据。", "Say why the matter is not yours, with the basis."), 5))
            (believed(form))
        },
        Action::AgreeObjection => html! {
            (objection(form))
            (form.remark("note", "核实情况", "Finding"))
        },
        _ => html! {
            (objection(form))
            (form.long("reason", "不同意的理由", "Why not", ("", ""), 4))
        },
    }
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let command = match form.action {
        Action::Transfer => Command::Transfer {
            to: form.unit("to")?,
            note: form.text("note"),
        },
        Action::Assign => Command::Assign {
            to: form.unit("to")?,
            report_by: form.typed.parsed("report_by").ok_or_else(|| {
                Refusal::input("请填写反馈期限", "enter the day the report is due")
            })?,
            note: form.text("note"),
        },
        Action::Object => Command::Object {
            reason: form.text("reason"),
            believed: form.typed.parsed::<UnitId>("believed"),
        },
        Action::AgreeObjection => Command::AgreeObjection {
            note: form.text("note"),
        },
        _ => Command::RejectObjection {
            reason: form.text("reason"),
        },
    };
    Ok(command.into())
}

fn receiver(form: &ActForm<'_>) -> Markup {
    // The unit that the last objection believed responsible is the likeliest receiver, but nobody chooses it unseen.
    let select = Select {
        id: "to",
        name: "to",
        label: form.pick("承接单位", "Receiver"),
        hint: Some(form.pick("有权处理的机关、单位。", "The organ that can decide.")),
        required: true,
        value: &form.value("to", ""),
    };
    form.units(&select, &form.receivers())
}

fn believed(form: &ActForm<'_>) -> Markup {
    let select = Select {
        id: "believed",
        name: "believed",
        label: form.pick("认为有权处理的单位", "Body believed responsible"),
        hint: None,
        required: false,
        value: &form.value("believed", ""),
    };
    form.units(&select, &form.receivers())
}

/// The objection to verify.
fn objection(form: &ActForm<'_>) -> Markup {
    let Some((reason, believed)) = &form.file.matter.objection else {
        return html! {};
    };
    let org = &form.file.org;
    let who = org.unit_name(form.file.matter.owner);
    let more = html! {
        p { (reason) }
        @if let Some(unit) = believed {
            p { (form.pick("认为应由 ", "Believes responsible: ")) (org.unit_name(*unit)) (form.pick(" 办理", "")) }
        }
    };
    let title = form
        .lang()
        .pick(format!("{who}提出的异议："), format!("Objection of {who}:"));
    notice(Tone::Info, &title, Some(&more))
}
