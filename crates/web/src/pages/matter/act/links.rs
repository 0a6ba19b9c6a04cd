//! Joining this matter to another, undoing it, marking matters as related.

use kernel::MatterId;
use matter::Command;
use matter::petition::Relation;
use maud::html;

use super::super::same;
use super::Deed;
use super::form::{ActForm, Asks};
use crate::form::Got;
use crate::look::Choice;

/// Why a join is undone.
pub(super) fn undo(form: &ActForm<'_>) -> Asks {
    let hint = (
        "信访件回到原事项，原来的期限从最初的起算日接着算。",
        "The petition goes back to its own matter; its clocks run on from their first days.",
    );
    let reason = form.long("reason", "撤销理由", "Reason", hint, 3);
    Asks::of(html! { (reason) }, || Some(Deed::UndoJoin(reason.value?)))
}

/// Which matter it is joined to, and as what.
pub(super) fn join(form: &ActForm<'_>) -> Asks {
    let other = other(form, ("并入哪一件", "Join to which matter"));
    let relation = relation(form);
    Asks::of(html! { (other) (relation) }, || {
        Some(Deed::Join(other.value?, relation.value?))
    })
}

/// Which matter it is related to.
pub(super) fn relate(form: &ActForm<'_>) -> Asks {
    let other = other(form, ("与哪一件相关", "Related to which matter"));
    Asks::of(html! { (other) }, || Some(Command::Relate(other.value?)))
}

/// The other matter: one of the likely ones, or any other by its number.
fn other(form: &ActForm<'_>, (zh, en): (&str, &str)) -> Got<MatterId> {
    let number = form.typed().text("other");
    let found = find(form, number);
    let question = form.ask("other", zh, en).required();
    let question = question.says("请填写对方的登记编号", "enter the other matter's number");
    let question = question.hint("填写对方的登记编号。", "The other matter's number.");
    let question = question.wrong_if(
        found.is_none() && !number.is_empty(),
        format!("没有找到编号“{number}”的事项，或者您的岗位无权查看"),
        format!("no matter of number {number} within your sight"),
    );
    let field = question.text();
    let drawn = html! {
        (field)
        @if !form.likely.is_empty() {
            details open[number.is_empty()] {
                summary { (form.pick("可能是同一事项的有", "Likely the same")) }
                div class="candidates" {
                    @for candidate in form.likely {
                        div class="candidate" { (same::card(form.lang(), form.file, candidate)) }
                    }
                }
            }
        }
    };
    Got::new(drawn, found)
}

fn find(form: &ActForm<'_>, number: &str) -> Option<MatterId> {
    if number.is_empty() {
        return None;
    }
    let found = form.app.office.by_number(form.staff.viewer(), number);
    found.ok().flatten()
}

fn relation(form: &ActForm<'_>) -> Got<Relation> {
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
        candidate.same_person && candidate.line.number == form.typed().text("other")
    });
    let first = if same_person {
        Relation::Repeat.code()
    } else {
        ""
    };
    let question = form.ask("relation", "关系", "Relation").first(first);
    let question = question.says(
        "请选择“重复”（同一人同一事）或“共同”（不同人同一事）",
        "choose repeat (same person) or joint (other people)",
    );
    question.cards(&choices, |code| {
        Relation::parse(code).filter(|relation| *relation != Relation::First)
    })
}
