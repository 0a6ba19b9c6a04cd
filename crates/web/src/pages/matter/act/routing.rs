//! Transfer, assignment, objection and what the sender makes of it.

use std::str::FromStr;

use kernel::rulebook::{Ground, GroundCode, GroundEffect};
use kernel::{Refusal, UnitId};
use matter::{Command, Event};
use maud::{Markup, html};

use super::form::{ActForm, Select};
use super::{Deed, way};
use crate::look::{Field, Tone, notice};

/// To whom, with a note.
pub(super) fn transfer(form: &ActForm<'_>) -> Markup {
    html! {
        (way::receiver(form))
        (form.remark("note", "转送说明", "Note to the receiver"))
    }
}

/// Reads them.
pub(super) fn read_transfer(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Transfer {
        to: way::read_receiver(form)?,
        note: form.text("note"),
    }
    .into())
}

/// To whom, by when, with a note.
pub(super) fn assign(form: &ActForm<'_>) -> Markup {
    html! {
        (way::receiver(form))
        (Field::new(form.lang(), "report_by", form.pick("反馈期限", "Report due by")).required()
            .hint(form.pick("在这一天前反馈办理结果。", "The day the completion report is due."))
            .date(&form.value("report_by", "")))
        (form.remark("note", "交办要求", "Note to the receiver"))
    }
}

/// Reads them.
pub(super) fn read_assign(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Assign {
        to: way::read_receiver(form)?,
        report_by: form
            .typed
            .parsed("report_by")
            .ok_or_else(|| Refusal::input("请填写反馈期限", "enter the day the report is due"))?,
        note: form.text("note"),
    }
    .into())
}

/// On which ground, why, and who is responsible instead.
pub(super) fn object(form: &ActForm<'_>) -> Markup {
    html! {
        (way::moves(form))
        (grounds(form))
        (form.long("reason", "异议的详细理由", "Detailed reasons", (
            "说明为什么不属于本单位职权，写明依据。", "Say why the matter is not yours, with the basis."), 5))
        (believed(form))
    }
}

/// Reads them.
pub(super) fn read_object(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Object {
        ground: GroundCode::from_str(form.typed.text("ground")).map_err(|_| {
            Refusal::input("请选择异议的情形", "choose the ground of the objection")
        })?,
        reason: form.text("reason"),
        believed: form.typed.parsed::<UnitId>("believed"),
    }
    .into())
}

/// The objection, and what was found.
pub(super) fn agree(form: &ActForm<'_>) -> Markup {
    html! {
        (way::moves(form))
        (objection(form))
        (form.remark("note", "核实情况", "Finding"))
    }
}

/// Reads it.
pub(super) fn read_agree(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let note = form.text("note");
    Ok(Command::AgreeObjection { note }.into())
}

/// The objection, and why it is rejected.
pub(super) fn reject(form: &ActForm<'_>) -> Markup {
    html! {
        (objection(form))
        (form.long("reason", "不同意的理由", "Why not", ("", ""), 4))
    }
}

/// Reads it.
pub(super) fn read_reject(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let reason = form.text("reason");
    Ok(Command::RejectObjection { reason }.into())
}

/// The coded grounds of an objection.
fn grounds(form: &ActForm<'_>) -> Markup {
    let book = form.app.office.law().rulebook(&form.file.matter.rulebook);
    let grounds: Vec<&Ground> = book
        .grounds()
        .filter(|ground| ground.effect == GroundEffect::Return)
        .collect();
    form.grounds(form.pick("异议的情形", "Ground"), &grounds)
}

fn believed(form: &ActForm<'_>) -> Markup {
    let select = Select {
        id: "believed",
        name: "believed",
        label: form.pick("认为有权处理的单位", "Body believed responsible"),
        hint: Some(form.pick(
            "提出异议必须写明应由谁办理。",
            "An objection says who is responsible instead.",
        )),
        required: true,
        value: &form.value("believed", ""),
    };
    form.units(&select, &form.receivers())
}

/// The objection to verify.
fn objection(form: &ActForm<'_>) -> Markup {
    let Some((reason, believed)) = &form.file.matter.objection else {
        return html! {};
    };
    let org = form
        .file
        .org_when(|event| matches!(event, Event::Objected { .. }));
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
