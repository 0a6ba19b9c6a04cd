//! Answers: the opinion with its four parts, replies, and notices that a matter is not accepted.

use kernel::rulebook::{Ground, GroundEffect, LimitKey};
use kernel::{DemandId, Refusal};
use matter::lawful::takes_opinion;
use matter::{Adoption, Command, Decision, Demand, Opinion};
use maud::{Markup, html};

use super::Deed;
use super::form::ActForm;
use crate::look::{Choice, Field, Lang, Tone, notice, radio_cards};

/// The fields of a notice that the matter is not accepted.
pub(super) fn not_accept(form: &ActForm<'_>) -> Markup {
    refusing(form, GroundEffect::NotAccept)
}

/// Reads them.
pub(super) fn read_not_accept(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    read_refusing(form, GroundEffect::NotAccept)
}

/// The fields of a notice that the matter is no longer accepted.
pub(super) fn no_longer_accept(form: &ActForm<'_>) -> Markup {
    refusing(form, GroundEffect::NoLongerAccept)
}

/// Reads them.
pub(super) fn read_no_longer_accept(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    read_refusing(form, GroundEffect::NoLongerAccept)
}

fn refusing(form: &ActForm<'_>, effect: GroundEffect) -> Markup {
    html! {
        (form.grounds(form.pick("情形", "Ground"), &fitting(form, effect)))
        (form.long("reason", "具体理由", "Concrete reason", (
            "按所选情形的要求写明；将书面告知信访人。", "State what the ground asks for; the petitioner gets it in writing."), 5))
        (signer(form))
    }
}

fn read_refusing(form: &ActForm<'_>, effect: GroundEffect) -> Result<Deed, Refusal> {
    let ground = fitting(form, effect)
        .into_iter()
        .find(|ground| ground.code.as_str() == form.typed.text("ground"))
        .map(|ground| ground.code.clone())
        .ok_or_else(|| Refusal::input("请选择情形", "choose the ground"))?;
    Ok(Command::NotAccept {
        ground,
        reason: form.text("reason"),
        signer: form.signed_by("signer")?,
    }
    .into())
}

fn signer(form: &ActForm<'_>) -> Markup {
    form.signer("signer", "签发人", "Signed by")
}

/// The fields of a notice where to turn instead.
pub(super) fn redirect(form: &ActForm<'_>) -> Markup {
    html! {
        (Field::new(form.lang(), "to", form.pick("应当去的机关或途径", "Where to go")).required()
            .text(&form.value("to", "")))
        (form.long("reason", "理由和依据", "Why, with the basis", ("", ""), 5))
        (signer(form))
    }
}

/// Reads them.
pub(super) fn read_redirect(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::Redirect {
        to: form.text("to"),
        reason: form.text("reason"),
        signer: form.signed_by("signer")?,
    }
    .into())
}

/// The fields of a reply to a suggestion.
pub(super) fn suggestion(form: &ActForm<'_>) -> Markup {
    html! {
        (adoption(form))
        (form.long("text", "答复内容", "Reply", ("说明采纳情况和理由。", "What is adopted, and why."), 8))
        (signer(form))
    }
}

/// Reads them.
pub(super) fn read_suggestion(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::ReplySuggestion {
        adoption: Adoption::parse(form.typed.text("adoption"))
            .ok_or_else(|| Refusal::input("请选择是否采纳", "choose whether it is adopted"))?,
        text: form.text("text"),
        signer: form.signed_by("signer")?,
    }
    .into())
}

/// The fields of a feedback on an accusation.
pub(super) fn accusation(form: &ActForm<'_>) -> Markup {
    let hint = (
        "反馈处理结果，不写调查细节。",
        "The result, without details of the investigation.",
    );
    html! {
        (form.long("text", "反馈内容", "Feedback", hint, 8))
        (signer(form))
    }
}

/// Reads them.
pub(super) fn read_accusation(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    Ok(Command::ReplyAccusation {
        text: form.text("text"),
        signer: form.signed_by("signer")?,
    }
    .into())
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

/// The grounds of the rulebook that have this effect and fit the matter's channel and purposes.
fn fitting<'f>(form: &'f ActForm<'_>, effect: GroundEffect) -> Vec<&'f Ground> {
    let matter = &form.file.matter;
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

/// The fields of an opinion with its four parts.
pub(super) fn opinion(form: &ActForm<'_>) -> Markup {
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
        (signer(form))
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

/// Reads them.
pub(super) fn read_opinion(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let decisions: Vec<(DemandId, Decision)> = open_appeals(form)
        .filter_map(|demand| {
            let typed = form.typed.text(&format!("decision-{}", demand.id));
            Decision::parse(typed).map(|decision| (demand.id, decision))
        })
        .collect();
    Ok(Command::IssueOpinion {
        opinion: Opinion {
            request: form.text("request"),
            facts: form.text("facts"),
            opinion: form.text("opinion"),
            basis: form.text("basis"),
            decisions,
            lines: Vec::new(),
        },
        signer: form.signed_by("signer")?,
    }
    .into())
}
