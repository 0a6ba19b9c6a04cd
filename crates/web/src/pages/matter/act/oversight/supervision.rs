//! Orders, feedback, sign-off, inspections; the three suggestions and their answers.

use jiff::ToSpan;
use kernel::UnitId;
use kernel::rulebook::{GroundCode, GroundEffect};
use matter::oversight::{
    AdviceCommand, AdviceKind, AdviceText, Inspection, OrderState, OrderText, SupervisionCommand,
    SupervisionForm,
};
use matter::{Adoption, OversightCommand};
use maud::{Markup, html};

use super::super::super::oversight::when_ordered;
use super::super::form::{ActForm, Asks, parsed};
use super::pieces;
use crate::form::Got;
use crate::look::{Choice, Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<SupervisionCommand>) -> Asks {
    super::asks(fields, || read().map(OversightCommand::Supervision))
}

/// What was done on an order.
pub(in super::super) fn feedback(form: &ActForm<'_>) -> Asks {
    let order = which(form, OrderState::Open);
    let hint = ("逐项回应督办要求。", "Answer each demand of the order.");
    let text = form.long("text", "办理和整改情况", "What was done", hint, 6);
    asks(html! { (order) (text) }, || {
        Some(SupervisionCommand::FeedBack {
            order: order.value?,
            text: text.value?,
        })
    })
}

/// An order: ground, problem, demand, deadline.
pub(in super::super) fn order(form: &ActForm<'_>) -> Asks {
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
    let known = |code: &str| {
        let known = grounds.iter().any(|(known, ..)| known == code);
        known.then(|| GroundCode::new(code))
    };
    let ground = form
        .ask("ground", "督办情形", "Ground")
        .cards(&choices, known);
    let problem = form.long("problem", "存在的问题", "The problem", ("", ""), 4);
    let demand = form.long("demand", "督办要求", "The demand", ("", ""), 3);
    let forms = form.coded(
        SupervisionForm::ALL,
        SupervisionForm::code,
        SupervisionForm::zh,
        SupervisionForm::en,
    );
    let by_form = form.ask("form", "督办方式", "How").required();
    let by_form = by_form.select(&forms, SupervisionForm::parse);
    let later = form.file.today.saturating_add(10.days()).to_string();
    let by = form.day("by", ("反馈期限", "Feedback due"), &later);
    let approver = approver(form);
    let to = form.file.org.unit_name(form.file.matter.owner);
    let title = form.lang().pick(
        format!("督办{to}，不改变办理阶段"),
        format!("To {to}; the procedure goes on"),
    );
    let fields = html! {
        (notice(Tone::Info, &title, None))
        (ground)
        (problem)
        (demand)
        div class="form-row" { (by_form) (by) }
        (approver)
    };
    asks(fields, || {
        Some(SupervisionCommand::Order(OrderText {
            ground: ground.value?,
            form: by_form.value?,
            problem: problem.value?,
            demand: demand.value?,
            by: by.value?,
            approver: approver.value?,
        }))
    })
}

/// The leader of the own unit who approves it, where one has to.
fn approver(form: &ActForm<'_>) -> Got<Option<kernel::PostId>> {
    let unit = form.staff.viewer().unit;
    let org = &form.file.org;
    let rows: Vec<(String, String)> = pieces::leaders(form, |post| post.unit == unit)
        .iter()
        .map(|post| {
            let name = office::matter_file::post_name(org, post.id);
            (post.id.to_string(), name)
        })
        .collect();
    let question = form.ask(
        "approver",
        "批准人（实地、联合督办必填）",
        "Approved by (on-site and joint)",
    );
    let question = question.optional().unchosen("不需要", "Not needed");
    question.maybe_select(&rows, parsed)
}

/// The orders in a state that are the reader's unit's.
fn which(form: &ActForm<'_>, state: OrderState) -> Got<u16> {
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
    let question = form.ask("order", "哪一项督办", "Which order").first(first);
    form.cards(question, &rows, parsed)
}

/// Whether an order is done.
pub(in super::super) fn sign_off(form: &ActForm<'_>) -> Asks {
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
    let order = which(form, OrderState::FedBack);
    let again = form.ask("verdict", "意见", "Verdict");
    let again = again.says("请选择销号还是退回", "choose sign off or send back");
    let again = form.cards(again, &verdicts, |verdict| match verdict {
        "done" => Some(false),
        "again" => Some(true),
        _ => None,
    });
    let note = form.long("note", "销号意见或者退回理由", "Why", ("", ""), 3);
    let week = form.file.today.saturating_add(7.days()).to_string();
    let by = form.ask(
        "again_by",
        "退回时：新的反馈期限",
        "When sent back: new deadline",
    );
    let none = form
        .form
        .value("again_by", &week)
        .is_none_or(|day| day.is_empty());
    let none = none && again.value == Some(true);
    let by = by
        .first(&week)
        .wrong_if(none, "请填写日期", "enter the day");
    let by = by.maybe_day();
    let fields = html! {
        (order)
        (notice(Tone::Info, form.pick("反馈内容：", "The feedback:"), Some(&more)))
        (again)
        (note)
        (by)
    };
    asks(fields, || {
        let again_by = match again.value? {
            false => None,
            true => Some(by.value??),
        };
        Some(SupervisionCommand::SignOff {
            order: order.value?,
            note: note.value?,
            again_by,
        })
    })
}

/// What was found on site.
pub(in super::super) fn inspection(form: &ActForm<'_>) -> Asks {
    let orders: Vec<(String, String)> = form
        .file
        .matter
        .oversight
        .orders
        .iter()
        .map(|order| (order.id.to_string(), order.text.demand.clone()))
        .collect();
    let last = orders.last().map_or("", |(value, _)| value.as_str());
    let choices: Vec<Choice<'_>> = orders
        .iter()
        .map(|(value, label)| Choice::plain(value, label))
        .collect();
    let order = form.ask("order", "哪一项督办", "Which order").first(last);
    let order = order.maybe_cards(&choices, parsed);
    let today = form.file.today.to_string();
    let on = form.day("on", ("日期", "Day"), &today);
    let place = form.line("place", ("地点", "Place"));
    let inspectors = form.line("inspectors", ("督查人员", "Who inspected"));
    let met = form.ask("met", "当面听取了信访人意见", "The petitioner was met");
    let met = met.tick();
    let findings = form.long(
        "findings",
        "查阅、询问和核实的情况",
        "What was read, asked and found",
        ("", ""),
        6,
    );
    let fields = html! {
        @if !orders.is_empty() { (order) }
        div class="form-row" { (on) (place) }
        (inspectors)
        (met)
        (findings)
    };
    asks(fields, || {
        Some(SupervisionCommand::Inspect(Inspection {
            order: order.value?,
            on: on.value?,
            place: place.value?,
            inspectors: inspectors.value?,
            met_petitioner: met.value?,
            findings: findings.value?,
        }))
    })
}

/// One of the three suggestions.
pub(in super::super) fn advice(form: &ActForm<'_>) -> Asks {
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
    let kind = form.ask("kind", "哪一项建议", "Which suggestion");
    let kind = kind.cards(&kinds, AdviceKind::parse);
    let to = form.ask("to", "向谁提出", "To whom");
    let to = form.unit(to, &pieces::units(form));
    let problem = form.long("problem", "存在的问题", "The problem", ("", ""), 4);
    let suggestion = form.long("suggestion", "建议内容", "What is suggested", ("", ""), 4);
    let signer = pieces::leader(form, form.ask("signer", "签发人", "Signed by"), &signers);
    let fields = html! { (kind) (to) (problem) (suggestion) (signer) };
    super::asks(fields, || {
        Some(OversightCommand::Advice(AdviceCommand::Give(AdviceText {
            kind: kind.value?,
            to: to.value?,
            problem: problem.value?,
            suggestion: suggestion.value?,
            signer: signer.value?,
        })))
    })
}

/// The answer to a suggestion.
pub(in super::super) fn answer(form: &ActForm<'_>) -> Asks {
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
    let first = rows.first().map_or("", |(value, _)| value.as_str());
    let advice = form
        .ask("advice", "哪一项建议", "Which suggestion")
        .first(first);
    let advice = form.cards(advice, &rows, parsed);
    let adoptions = form.coded(Adoption::ALL, Adoption::code, Adoption::zh, Adoption::en);
    let adoption = form.ask("adoption", "是否采纳", "Adopted?");
    let adoption = form.cards(adoption, &adoptions, Adoption::parse);
    let text = form.long(
        "text",
        "采纳和落实情况，或者不采纳的理由",
        "What is done, or why it is not adopted",
        ("", ""),
        6,
    );
    super::asks(html! { (advice) (adoption) (text) }, || {
        Some(OversightCommand::Advice(AdviceCommand::Answer {
            advice: advice.value?,
            adoption: adoption.value?,
            text: text.value?,
        }))
    })
}
