//! Joining this matter to another, undoing it, marking matters as related.

use kernel::{MatterId, Refusal};
use matter::Command;
use matter::petition::Relation;
use maud::{Markup, html};

use super::super::same;
use super::Deed;
use super::form::ActForm;
use crate::look::{Choice, Field, radio_cards};

/// Why a join is undone.
pub(super) fn undo(form: &ActForm<'_>) -> Markup {
    let hint = (
        "信访件回到原事项，原来的期限从最初的起算日接着算。",
        "The petition goes back to its own matter; its clocks run on from their first days.",
    );
    form.long("reason", "撤销理由", "Reason", hint, 3)
}

/// Reads it.
pub(super) fn read_undo(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Deed::UndoJoin(form.text("reason")))
}

/// Which matter it is joined to, and as what.
pub(super) fn join(form: &ActForm<'_>) -> Markup {
    html! {
        (other(form, form.pick("并入哪一件", "Join to which matter")))
        (relation(form))
    }
}

/// Reads them.
pub(super) fn read_join(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let relation = Relation::parse(form.typed.text("relation"))
        .filter(|relation| *relation != Relation::First)
        .ok_or_else(|| {
            Refusal::input(
                "请选择“重复”（同一人同一事）或“共同”（不同人同一事）",
                "choose repeat (same person) or joint (other people)",
            )
        })?;
    Ok(Deed::Join(find(form)?, relation))
}

/// Which matter it is related to.
pub(super) fn relate(form: &ActForm<'_>) -> Markup {
    other(form, form.pick("与哪一件相关", "Related to which matter"))
}

/// Reads it.
pub(super) fn read_relate(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Relate(find(form)?).into())
}

/// The other matter: one of the likely ones, or any other by its number.
fn other(form: &ActForm<'_>, label: &str) -> Markup {
    let chosen = form.value("other", "");
    html! {
        (Field::new(form.lang(), "other", label).required()
            .hint(form.pick("填写对方的登记编号。", "The other matter's number."))
            .text(&chosen))
        @if !form.likely.is_empty() {
            details open[chosen.is_empty()] {
                summary { (form.pick("可能是同一事项的有", "Likely the same")) }
                div class="candidates" {
                    @for candidate in form.likely {
                        div class="candidate" { (same::card(form.lang(), form.file, candidate)) }
                    }
                }
            }
        }
    }
}

fn relation(form: &ActForm<'_>) -> Markup {
    let choices = [
        Choice {
            value: Relation::Repeat.code(),
            label: form.pick("重复", "Repeat"),
            note: Some(form.pick(
                "同一信访人以同一事实和理由再次提出",
                "the same person, the same facts again",
            )),
            icon: None,
        },
        Choice {
            value: Relation::Joint.code(),
            label: form.pick("共同", "Joint"),
            note: Some(form.pick(
                "不同信访人反映同一件事",
                "other people about the same event",
            )),
            icon: None,
        },
    ];
    let same_person = form.likely.iter().any(|candidate| {
        candidate.same_person && candidate.line.number == form.typed.text("other")
    });
    let first = if same_person {
        Relation::Repeat.code()
    } else {
        ""
    };
    radio_cards(
        "relation",
        form.pick("关系", "Relation"),
        &choices,
        &form.value("relation", first),
        None,
    )
}

fn find(form: &ActForm<'_>) -> Result<MatterId, Refusal> {
    let number = form.typed.text("other");
    if number.is_empty() {
        return Err(Refusal::input(
            "请填写对方的登记编号",
            "enter the other matter's number",
        ));
    }
    form.app
        .office
        .by_number(form.staff.viewer(), number)
        .ok()
        .flatten()
        .ok_or_else(|| {
            Refusal::input(
                format!("没有找到编号“{number}”的事项，或者您的岗位无权查看"),
                format!("no matter of number {number} within your sight"),
            )
        })
}
