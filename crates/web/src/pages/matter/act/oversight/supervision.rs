//! Orders, feedback, sign-off, inspections; the three suggestions and their answers.

use jiff::ToSpan;
use kernel::rulebook::{GroundCode, GroundEffect};
use kernel::{Refusal, UnitId};
use matter::oversight::{
    AdviceCommand, AdviceKind, AdviceText, Inspection, OrderState, OrderText, SupervisionCommand,
    SupervisionForm,
};
use matter::{Adoption, OversightCommand};
use maud::{Markup, html};

use super::super::super::oversight::when_ordered;
use super::super::Deed;
use super::super::form::ActForm;
use super::{deed, pieces};
use crate::look::{Choice, Tone, checkbox, notice, radio_cards};

/// What was done on an order.
pub(in super::super) fn feedback(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form, OrderState::Open))
        (form.long("text", "办理和整改情况", "What was done", ("逐项回应督办要求。", "Answer each demand of the order."), 6))
    }
}

/// Reads it.
pub(in super::super) fn read_feedback(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    supervision(SupervisionCommand::FeedBack {
        order: pieces::read_id(form, "order")?,
        text: form.text("text"),
    })
}

fn supervision(command: SupervisionCommand) -> Result<Deed, Refusal> {
    deed(OversightCommand::Supervision(command))
}

/// An order: ground, problem, demand, deadline.
pub(in super::super) fn order(form: &ActForm<'_>) -> Markup {
    let law = form.app.office.law();
    let book = law.rulebook(&form.file.matter.rulebook);
    let grounds: Vec<(String, String, String)> = book
        .grounds()
        .filter(|ground| ground.effect == GroundEffect::Supervise)
        .map(|ground| {
            (
                ground.code.to_string(),
                form.pick(&ground.text, &ground.text_en).to_owned(),
                format!(
                    "{}（{}）",
                    form.pick(&ground.needs, &ground.needs_en),
                    form.pick(&ground.article, &ground.article_en)
                ),
            )
        })
        .collect();
    let choices: Vec<Choice<'_>> = grounds
        .iter()
        .map(|(value, label, note)| Choice {
            value,
            label,
            note: Some(note),
            icon: None,
        })
        .collect();
    let unit = form.staff.viewer().unit;
    let approvers = pieces::leaders(form, |post| post.unit == unit);
    let week = form.file.today.saturating_add(10.days()).to_string();
    let to = form.file.org.unit_name(form.file.matter.owner);
    html! {
        (notice(Tone::Info, &form.lang().pick(format!("督办{to}，不改变办理阶段"), format!("To {to}; the procedure goes on")), None))
        (radio_cards("ground", form.pick("督办情形", "Ground"), &choices, &form.value("ground", ""), None))
        (form.long("problem", "存在的问题", "The problem", ("", ""), 4))
        (form.long("demand", "督办要求", "The demand", ("", ""), 3))
        div class="form-row" {
            (pieces::coded(form, "form", form.pick("督办方式", "How"),
                SupervisionForm::ALL.iter().map(|one| (one.code(), form.pick(one.zh(), one.en())))))
            (pieces::day(form, "by", form.pick("反馈期限", "Feedback due"), &week))
        }
        (optional_leader(form, "approver", form.pick("批准人（实地、联合督办必填）", "Approved by (on-site and joint)"), &approvers))
    }
}

/// Reads it.
pub(in super::super) fn read_order(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    supervision(SupervisionCommand::Order(OrderText {
        ground: GroundCode::new(form.typed.text("ground")),
        form: pieces::read_coded(form, "form", SupervisionForm::parse)?,
        problem: form.text("problem"),
        demand: form.text("demand"),
        by: pieces::read_day(form, "by")?,
        approver: form.typed.parsed("approver"),
    }))
}

fn optional_leader(
    form: &ActForm<'_>,
    name: &str,
    label: &str,
    posts: &[&kernel::org::Post],
) -> Markup {
    let rows: Vec<(String, String)> = posts
        .iter()
        .map(|post| {
            (
                post.id.to_string(),
                office::matter_file::post_name(&form.file.org, post.id),
            )
        })
        .collect();
    let none = crate::look::SelectOption {
        value: "",
        label: form.pick("不需要", "Not needed"),
    };
    let options: Vec<_> = std::iter::once(none)
        .chain(
            rows.iter()
                .map(|(value, label)| crate::look::SelectOption { value, label }),
        )
        .collect();
    crate::look::Field::new(form.lang(), name, label)
        .optional()
        .select(&options, &form.value(name, ""))
}

/// The orders in a state that are the reader's unit's.
fn which(form: &ActForm<'_>, state: OrderState) -> Markup {
    let unit = form.staff.viewer().unit;
    let mine = |order: &UnitId, other: &UnitId| match state {
        OrderState::Open => *other == unit,
        _ => *order == unit,
    };
    let rows: Vec<(String, String)> = form
        .file
        .matter
        .oversight
        .orders
        .iter()
        .filter(|order| order.state == state && mine(&order.from, &order.to))
        .map(|order| {
            let by = form.lang().date(order.text.by);
            (
                order.id.to_string(),
                format!(
                    "{}　{}（{by}）",
                    when_ordered(form.file, order).unit_name(order.from),
                    order.text.demand
                ),
            )
        })
        .collect();
    let first = rows.first().map_or("", |(value, _)| value.as_str());
    form.cards(
        "order",
        form.pick("哪一项督办", "Which order"),
        &rows,
        first,
    )
}

/// Whether an order is done.
pub(in super::super) fn sign_off(form: &ActForm<'_>) -> Markup {
    let orders = form.file.matter.oversight.orders.iter();
    let told: Vec<String> = orders
        .filter(|order| order.state == OrderState::FedBack)
        .filter_map(|order| order.feedback.last().map(|last| last.text.clone()))
        .collect();
    let more = html! { @for text in &told { p { (text) } } };
    let verdicts = [
        (
            "done".to_owned(),
            form.pick("销号：要求已落实", "Sign off: it is done")
                .to_owned(),
        ),
        (
            "again".to_owned(),
            form.pick("退回：继续整改", "Send back: go on").to_owned(),
        ),
    ];
    let week = form.file.today.saturating_add(7.days()).to_string();
    html! {
        (which(form, OrderState::FedBack))
        (notice(Tone::Info, form.pick("反馈内容：", "The feedback:"), Some(&more)))
        (form.cards("verdict", form.pick("意见", "Verdict"), &verdicts, ""))
        (form.long("note", "销号意见或者退回理由", "Why", ("", ""), 3))
        (crate::look::Field::new(form.lang(), "again_by", form.pick("退回时：新的反馈期限", "When sent back: new deadline"))
            .date(&form.value("again_by", &week)))
    }
}

/// Reads it.
pub(in super::super) fn read_sign_off(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    supervision(SupervisionCommand::SignOff {
        order: pieces::read_id(form, "order")?,
        note: form.text("note"),
        again_by: match form.typed.text("verdict") {
            "done" => None,
            "again" => Some(pieces::read_day(form, "again_by")?),
            _ => {
                return Err(Refusal::input(
                    "请选择销号还是退回",
                    "choose sign off or send back",
                ));
            }
        },
    })
}

/// What was found on site.
pub(in super::super) fn inspection(form: &ActForm<'_>) -> Markup {
    let orders: Vec<(String, String)> = form
        .file
        .matter
        .oversight
        .orders
        .iter()
        .map(|order| (order.id.to_string(), order.text.demand.clone()))
        .collect();
    let last = orders.last().map_or("", |(value, _)| value.as_str());
    html! {
        @if !orders.is_empty() { (form.cards("order", form.pick("哪一项督办", "Which order"), &orders, last)) }
        div class="form-row" {
            (pieces::day(form, "on", form.pick("日期", "Day"), &form.file.today.to_string()))
            (pieces::line(form, "place", form.pick("地点", "Place")))
        }
        (pieces::line(form, "inspectors", form.pick("督查人员", "Who inspected")))
        (checkbox("met", form.pick("当面听取了信访人意见", "The petitioner was met"), None, form.typed.ticked("met")))
        (form.long("findings", "查阅、询问和核实的情况", "What was read, asked and found", ("", ""), 6))
    }
}

/// Reads it.
pub(in super::super) fn read_inspection(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    supervision(SupervisionCommand::Inspect(Inspection {
        order: form.typed.parsed("order"),
        on: pieces::read_day(form, "on")?,
        place: form.text("place"),
        inspectors: form.text("inspectors"),
        met_petitioner: form.typed.ticked("met"),
        findings: form.text("findings"),
    }))
}

/// One of the three suggestions.
pub(in super::super) fn advice(form: &ActForm<'_>) -> Markup {
    let kinds: Vec<Choice<'_>> = AdviceKind::ALL
        .iter()
        .map(|kind| Choice {
            value: kind.code(),
            label: form.pick(kind.zh(), kind.en()),
            note: Some(kind.article()),
            icon: None,
        })
        .collect();
    let unit = form.staff.viewer().unit;
    let signers = pieces::leaders(form, |post| post.unit == unit);
    html! {
        (radio_cards("kind", form.pick("哪一项建议", "Which suggestion"), &kinds, &form.value("kind", ""), None))
        (pieces::unit(form, "to", form.pick("向谁提出", "To whom"), true, None))
        (form.long("problem", "存在的问题", "The problem", ("", ""), 4))
        (form.long("suggestion", "建议内容", "What is suggested", ("", ""), 4))
        (pieces::leader(form, "signer", form.pick("签发人", "Signed by"), &signers))
    }
}

/// Reads it.
pub(in super::super) fn read_advice(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Advice(AdviceCommand::Give(AdviceText {
        kind: pieces::read_coded(form, "kind", AdviceKind::parse)?,
        to: form.unit("to")?,
        problem: form.text("problem"),
        suggestion: form.text("suggestion"),
        signer: pieces::read_post(form, "signer")?,
    })))
}

/// The answer to a suggestion.
pub(in super::super) fn answer(form: &ActForm<'_>) -> Markup {
    let unit = form.staff.viewer().unit;
    let rows: Vec<(String, String)> = form
        .file
        .matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open() && advice.text.to == unit)
        .map(|advice| {
            let kind = form.pick(advice.text.kind.zh(), advice.text.kind.en());
            (
                advice.id.to_string(),
                format!("{kind}：{}", advice.text.suggestion),
            )
        })
        .collect();
    let adoptions: Vec<(String, String)> = Adoption::ALL
        .iter()
        .map(|one| {
            (
                one.code().to_owned(),
                form.pick(one.zh(), one.en()).to_owned(),
            )
        })
        .collect();
    let first = rows.first().map_or("", |(value, _)| value.as_str());
    html! {
        (form.cards("advice", form.pick("哪一项建议", "Which suggestion"), &rows, first))
        (form.cards("adoption", form.pick("是否采纳", "Adopted?"), &adoptions, ""))
        (form.long("text", "采纳和落实情况，或者不采纳的理由", "What is done, or why it is not adopted", ("", ""), 6))
    }
}

/// Reads it.
pub(in super::super) fn read_answer(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Advice(AdviceCommand::Answer {
        advice: pieces::read_id(form, "advice")?,
        adoption: pieces::read_coded(form, "adoption", Adoption::parse)?,
        text: form.text("text"),
    }))
}
