//! Answers: the opinion with its four parts, replies, and notices that a matter is not accepted.

use domain::matter::lawful::takes_opinion;
use domain::matter::{Action, Adoption, Command, Decision, Demand, Opinion};
use domain::rulebook::{Ground, GroundEffect, LimitKey};
use domain::{DemandId, Refusal};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::{Choice, Field, Lang, Tone, notice, radio_cards};

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    let own = match form.action {
        Action::IssueOpinion => opinion(form),
        Action::ReplySuggestion => html! {
            (adoption(form))
            (form.long("text", "答复内容", "Reply", ("说明采纳情况和理由。", "What is adopted, and why."), 8))
        },
        Action::ReplyAccusation => form.long(
            "text",
            "反馈内容",
            "Feedback",
            (
                "反馈处理结果，不写调查细节。",
                "The result, without details of the investigation.",
            ),
            8,
        ),
        Action::Redirect => html! {
            (Field::new(form.lang(), "to", form.pick("应当去的机关或途径", "Where to go")).required()
                .text(&form.value("to", "")))
            (form.long("reason", "理由和依据", "Why, with the basis", ("", ""), 5))
        },
        _ => html! {
            (form.grounds(form.pick("情形", "Ground"), &fitting(form)))
            (form.long("reason", "具体理由", "Concrete reason", (
                "按所选情形的要求写明；将书面告知信访人。", "State what the ground asks for; the petitioner gets it in writing."), 5))
        },
    };
    html! { (own) (form.signer("signer", "签发人", "Signed by")) }
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let signer = form.signed_by("signer");
    let command = match form.action {
        Action::IssueOpinion => Command::IssueOpinion {
            opinion: read_opinion(form),
            signer: signer?,
        },
        Action::ReplySuggestion => Command::ReplySuggestion {
            adoption: Adoption::parse(form.typed.text("adoption"))
                .ok_or_else(|| Refusal::input("请选择是否采纳", "choose whether it is adopted"))?,
            text: form.text("text"),
            signer: signer?,
        },
        Action::ReplyAccusation => Command::ReplyAccusation {
            text: form.text("text"),
            signer: signer?,
        },
        Action::Redirect => Command::Redirect {
            to: form.text("to"),
            reason: form.text("reason"),
            signer: signer?,
        },
        _ => {
            let ground = fitting(form)
                .into_iter()
                .find(|ground| ground.code.as_str() == form.typed.text("ground"))
                .map(|ground| ground.code.clone())
                .ok_or_else(|| Refusal::input("请选择情形", "choose the ground"))?;
            Command::NotAccept {
                ground,
                reason: form.text("reason"),
                signer: signer?,
            }
        }
    };
    Ok(command.into())
}

fn adoption(form: &ActForm<'_>) -> Markup {
    let choices: Vec<Choice<'_>> = Adoption::ALL
        .iter()
        .map(|adoption| Choice::plain(adoption.code(), form.pick(adoption.zh(), adoption.en())))
        .collect();
    radio_cards(
        "adoption",
        form.pick("采纳情况", "Adoption"),
        &choices,
        form.typed.text("adoption"),
        None,
    )
}

/// The grounds of the rulebook that lead to this action and fit the matter's channel and purposes.
fn fitting<'f>(form: &'f ActForm<'_>) -> Vec<&'f Ground> {
    let matter = &form.file.matter;
    let effect = match form.action {
        Action::NoLongerAccept => GroundEffect::NoLongerAccept,
        _ => GroundEffect::NotAccept,
    };
    let fits = |ground: &&Ground| {
        let channel = ground.channel.as_deref().is_none_or(|channel| {
            matter
                .petitions
                .iter()
                .any(|petition| petition.channel.code() == channel)
        });
        let purpose = ground.purpose.as_deref().is_none_or(|purpose| {
            matter
                .open_demands()
                .any(|demand| demand.purpose.code() == purpose)
        });
        ground.effect == effect && channel && purpose
    };
    form.app
        .office
        .law()
        .rulebook(&matter.rulebook)
        .grounds()
        .filter(fits)
        .collect()
}

/// Demands that an opinion can decide.
fn open_appeals<'f>(form: &'f ActForm<'_>) -> impl Iterator<Item = &'f Demand> {
    form.file
        .matter
        .open_demands()
        .filter(|demand| takes_opinion(demand))
}

fn opinion(form: &ActForm<'_>) -> Markup {
    let asked: Vec<String> = open_appeals(form)
        .enumerate()
        .map(|(place, demand)| format!("{}. {}", place + 1, demand.text))
        .collect();
    let lang = form.lang();
    let request = form.value("request", &asked.join("\n"));
    html! {
        (Field::new(lang, "request", form.pick("一、信访请求", "1. Request")).required().textarea(&request, 4, super::form::LONGEST))
        (form.long("facts", "二、事实和理由", "2. Facts and reasons", (
            "查明的事实，信访人陈述的意见是否成立。", "What was found, and whether what the petitioner stated holds."), 7))
        (form.long("opinion", "三、处理意见", "3. Opinion", ("", ""), 5))
        (form.long("basis", "四、法律法规等依据", "4. Legal basis", ("", ""), 3))
        @for demand in open_appeals(form) { (decision(form, demand)) }
        (remedy(form))
    }
}

/// The decision on one demand. A demand left open stays open for a later answer.
fn decision(form: &ActForm<'_>, demand: &Demand) -> Markup {
    let name = format!("decision-{}", demand.id);
    let mut choices: Vec<Choice<'_>> = Decision::ALL
        .iter()
        .map(|decision| Choice::plain(decision.code(), form.pick(decision.zh(), decision.en())))
        .collect();
    choices.push(Choice::plain(
        "",
        form.pick("本次不答复", "Not in this answer"),
    ));
    let legend = form.lang().pick(
        format!("对诉求 {} 的意见：{}", demand.id, demand.text),
        format!("Decision on demand {}: {}", demand.id, demand.text),
    );
    // Nothing is chosen at first: a decision must be made, not left standing.
    let value = form.value(&name, "-");
    radio_cards(&name, &legend, &choices, &value, None)
}

/// The line on review that the opinion will end with.
fn remedy(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let book = form.app.office.law().rulebook(&matter.rulebook);
    let Some(limit) = book.limit(&LimitKey::new("K9"), matter.weight) else {
        return html! {};
    };
    let line = match form.lang() {
        Lang::Zh => format!(
            "文书末尾将写明：如对本处理意见不服，可以自收到之日起{}内请求原办理机关、单位的上一级机关、单位复查（{}）。",
            limit.length_zh(),
            limit.article
        ),
        Lang::En => format!(
            "The opinion will end with: you may ask the body one level above for review within {} of receipt ({}).",
            limit.length_en(),
            limit.article_en
        ),
    };
    notice(Tone::Info, &line, None)
}

fn read_opinion(form: &ActForm<'_>) -> Opinion {
    let decisions: Vec<(DemandId, Decision)> = open_appeals(form)
        .filter_map(|demand| {
            let typed = form.typed.text(&format!("decision-{}", demand.id));
            Decision::parse(typed).map(|decision| (demand.id, decision))
        })
        .collect();
    Opinion {
        request: form.text("request"),
        facts: form.text("facts"),
        opinion: form.text("opinion"),
        basis: form.text("basis"),
        decisions,
        lines: Vec::new(),
    }
}
