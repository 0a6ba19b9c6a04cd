//! Orders with their feedback, inspections, the three suggestions with their answers.

use std::sync::Arc;

use kernel::org::Org;
use matter::oversight::{Advice, AdviceEvent, Order, OrderState, SupervisionEvent};
use matter::{Event, OversightEvent};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use crate::app::App;
use crate::look::{Fact, Lang, StageTone, facts, panel, stage_badge};

/// Orders and what was recorded on site.
pub(super) fn orders(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    let oversight = &file.matter.oversight;
    if oversight.orders.is_empty() && oversight.inspections.is_empty() {
        return html! {};
    }
    let body = html! {
        @for order in &oversight.orders { (one(app, lang, file, order)) }
        @for record in &oversight.inspections {
            div class="stack" {
                h3 { (lang.pick("实地督查记录", "Inspection on site")) " " (lang.date(record.on)) }
                p { (record.findings) }
                p class="small soft" {
                    (record.place) "　" (record.inspectors)
                    @if record.met_petitioner { "　" (lang.pick("已当面听取信访人意见", "the petitioner was met")) }
                }
            }
        }
    };
    panel("supervision", lang.pick("督办", "Supervision"), None, &body)
}

/// The names of when an order was given.
pub(in super::super) fn when_ordered(file: &MatterFile, order: &Order) -> Arc<Org> {
    file.org_when(|event| {
        matches!(event, Event::Oversight(OversightEvent::Supervision(SupervisionEvent::Ordered { id, .. })) if *id == order.id)
    })
}

fn one(app: &App, lang: Lang, file: &MatterFile, order: &Order) -> Markup {
    let today = file.today;
    let state = match order.state {
        OrderState::Open if today > order.text.by => {
            stage_badge(StageTone::Waiting, lang.pick("逾期未反馈", "feedback late"))
        }
        OrderState::Open => stage_badge(StageTone::Working, lang.pick("待反馈", "feedback due")),
        OrderState::FedBack => stage_badge(StageTone::Waiting, lang.pick("待销号", "to sign off")),
        OrderState::SignedOff => stage_badge(StageTone::Done, lang.pick("已销号", "signed off")),
        OrderState::Withdrawn => stage_badge(StageTone::Ended, lang.pick("已撤回", "withdrawn")),
    };
    let book = app.office.law().rulebook(&file.matter.rulebook);
    let ground = book.ground(&order.text.ground);
    let ground = ground.map_or_else(
        || order.text.ground.to_string(),
        |ground| lang.pick(&ground.text, &ground.text_en).to_owned(),
    );
    let text = |value: &str| html! { (value) };
    let then = when_ordered(file, order);
    let list = [
        Fact {
            label: lang.pick("督办单位", "By"),
            value: text(&then.unit_name(order.from)),
        },
        Fact {
            label: lang.pick("被督办单位", "To"),
            value: text(&then.unit_name(order.to)),
        },
        Fact {
            label: lang.pick("情形", "Ground"),
            value: text(&ground),
        },
        Fact {
            label: lang.pick("问题", "Problem"),
            value: text(&order.text.problem),
        },
        Fact {
            label: lang.pick("要求", "Demand"),
            value: text(&order.text.demand),
        },
        Fact {
            label: lang.pick("反馈期限", "Feedback due"),
            value: text(&lang.date(order.text.by)),
        },
    ];
    html! {
        div class="stack" id={ "order-" (order.id) } {
            p class="tags" { b { (lang.pick(order.text.form.zh(), order.text.form.en())) } " " (lang.date(order.on)) " " (state) }
            (facts(&list))
            @for feedback in &order.feedback {
                p { b { (lang.date(feedback.on)) (lang.pick(" 反馈：", " feedback: ")) } (feedback.text) }
                @if let Some(why) = &feedback.sent_back { p class="small" { (lang.pick("退回：", "Sent back: ")) (why) } }
            }
            @if !order.closing.is_empty() { p { b { (lang.pick("销号：", "Signed off: ")) } (order.closing) } }
        }
    }
}

/// The three suggestions.
pub(super) fn advice(lang: Lang, file: &MatterFile) -> Markup {
    let all = &file.matter.oversight.advice;
    if all.is_empty() {
        return html! {};
    }
    let body = html! { @for advice in all { (suggestion(lang, file, advice)) } };
    panel(
        "advice",
        lang.pick("三项建议", "The three suggestions"),
        None,
        &body,
    )
}

fn suggestion(lang: Lang, file: &MatterFile, advice: &Advice) -> Markup {
    let state = match &advice.answer {
        Some(answer) => stage_badge(
            StageTone::Done,
            lang.pick(answer.adoption.zh(), answer.adoption.en()),
        ),
        None if advice.withdrawn => stage_badge(StageTone::Ended, lang.pick("已撤回", "withdrawn")),
        None if file.today > advice.due => {
            stage_badge(StageTone::Waiting, lang.pick("逾期未反馈", "answer late"))
        }
        None => stage_badge(StageTone::Working, lang.pick("待书面反馈", "answer due")),
    };
    let then = file.org_when(|event| {
        matches!(event, Event::Oversight(OversightEvent::Advice(AdviceEvent::Given { id, .. })) if *id == advice.id)
    });
    let (from, to) = (then.unit_name(advice.from), then.unit_name(advice.text.to));
    html! {
        div class="stack" id={ "advice-" (advice.id) } {
            p class="tags" { b { (lang.pick(advice.text.kind.zh(), advice.text.kind.en())) } " " (from) " → " (to) " " (state) }
            p { (lang.pick("问题：", "Problem: ")) (advice.text.problem) }
            p { (lang.pick("建议：", "Suggestion: ")) (advice.text.suggestion) }
            p class="small soft" {
                (lang.date(advice.on)) "　" (lang.pick("签发：", "Signed: ")) (post_name(&then, advice.text.signer))
                "　" (lang.pick("反馈期限 ", "answer due ")) (lang.date(advice.due))
            }
            @if let Some(answer) = &advice.answer {
                p { b { (lang.date(answer.on)) (lang.pick(" 反馈：", " answer: ")) } (answer.text) }
            }
        }
    }
}
