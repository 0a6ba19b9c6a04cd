//! Transfer, assignment, objection and what the sender makes of it.

use kernel::rulebook::{Ground, GroundEffect};
use matter::{Command, Event};
use maud::{Markup, html};

use super::form::{ActForm, Asks};
use super::way;
use crate::look::{Tone, notice};

/// To whom, with a note.
pub(super) fn transfer(form: &ActForm<'_>) -> Asks {
    let to = way::receiver(form);
    let note = form.remark("note", "转送说明", "Note to the receiver");
    Asks::of(html! { (to) (note) }, || {
        Some(Command::Transfer {
            to: to.value?,
            note: note.value?,
        })
    })
}

/// To whom, by when, with a note.
pub(super) fn assign(form: &ActForm<'_>) -> Asks {
    let to = way::receiver(form);
    let report_by = form
        .ask("report_by", "反馈期限", "Report due by")
        .required();
    let report_by = report_by.hint(
        "在这一天前反馈办理结果。",
        "The day the completion report is due.",
    );
    let report_by = report_by.day();
    let note = form.remark("note", "交办要求", "Note to the receiver");
    Asks::of(html! { (to) (report_by) (note) }, || {
        Some(Command::Assign {
            to: to.value?,
            report_by: report_by.value?,
            note: note.value?,
        })
    })
}

/// On which ground, why, and who is responsible instead.
pub(super) fn object(form: &ActForm<'_>) -> Asks {
    let book = form.app.office.law().rulebook(&form.file.matter.rulebook);
    let grounds: Vec<&Ground> = book
        .grounds()
        .filter(|ground| ground.effect == GroundEffect::Return)
        .collect();
    let ground = form.ask("ground", "异议的情形", "Ground");
    let ground = form.grounds(ground, &grounds);
    let hint = (
        "说明为什么不属于本单位职权，写明依据。",
        "Say why the matter is not yours, with the basis.",
    );
    let reason = form.long("reason", "异议的详细理由", "Detailed reasons", hint, 5);
    let receivers = form.units(&form.receivers());
    let believed = form.ask(
        "believed",
        "认为有权处理的单位",
        "Body believed responsible",
    );
    let believed = believed.required().hint(
        "提出异议必须写明应由谁办理。",
        "An objection says who is responsible instead.",
    );
    // Without it the procedure refuses, with the article that asks for it.
    let believed = believed.maybe_grouped(&receivers, super::form::parsed);
    let fields = html! { (way::moves(form)) (ground) (reason) (believed) };
    Asks::of(fields, || {
        Some(Command::Object {
            ground: ground.value?,
            reason: reason.value?,
            believed: believed.value?,
        })
    })
}

/// The objection, and what was found.
pub(super) fn agree(form: &ActForm<'_>) -> Asks {
    let note = form.remark("note", "核实情况", "Finding");
    let fields = html! { (way::moves(form)) (objection(form)) (note) };
    Asks::of(fields, || {
        Some(Command::AgreeObjection { note: note.value? })
    })
}

/// The objection, and why it is rejected.
pub(super) fn reject(form: &ActForm<'_>) -> Asks {
    let reason = form.long("reason", "不同意的理由", "Why not", ("", ""), 4);
    Asks::of(html! { (objection(form)) (reason) }, || {
        Some(Command::RejectObjection {
            reason: reason.value?,
        })
    })
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
