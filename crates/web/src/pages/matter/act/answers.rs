//! Answers: the opinion with its four parts, replies, and notices that a matter is not accepted.

use kernel::rulebook::{Ground, GroundEffect, LimitKey, key};
use kernel::{DemandId, PostId};
use matter::lawful::takes_opinion;
use matter::{Adoption, Command, Decision, Demand, Opinion};
use maud::{Markup, html};

use super::form::{ActForm, Asks};
use crate::form::Got;
use crate::look::{Choice, Lang, Tone, notice};

/// A notice that the matter is not accepted.
pub(super) fn not_accept(form: &ActForm<'_>) -> Asks {
    refusing(form, GroundEffect::NotAccept)
}

/// A notice that the matter is no longer accepted.
pub(super) fn no_longer_accept(form: &ActForm<'_>) -> Asks {
    refusing(form, GroundEffect::NoLongerAccept)
}

fn refusing(form: &ActForm<'_>, effect: GroundEffect) -> Asks {
    let ground = form.ask("ground", "情形", "Ground");
    let ground = form.grounds(ground, &fitting(form, effect));
    let hint = (
        "按所选情形的要求写明；将书面告知信访人。",
        "State what the ground asks for; the petitioner gets it in writing.",
    );
    let reason = form.long("reason", "具体理由", "Concrete reason", hint, 5);
    let signer = signer(form);
    Asks::of(html! { (ground) (reason) (signer) }, || {
        Some(Command::NotAccept {
            ground: ground.value?,
            effect,
            reason: reason.value?,
            signer: signer.value?,
        })
    })
}

fn signer(form: &ActForm<'_>) -> Got<PostId> {
    form.signer("signer", "签发人", "Signed by")
}

/// A notice where to turn instead.
pub(super) fn redirect(form: &ActForm<'_>) -> Asks {
    let to = form.line("to", ("应当去的机关或途径", "Where to go"));
    let reason = form.long("reason", "理由和依据", "Why, with the basis", ("", ""), 5);
    let signer = signer(form);
    Asks::of(html! { (to) (reason) (signer) }, || {
        Some(Command::Redirect {
            to: to.value?,
            reason: reason.value?,
            signer: signer.value?,
        })
    })
}

/// A reply to a suggestion.
pub(super) fn suggestion(form: &ActForm<'_>) -> Asks {
    let rows = form.coded(Adoption::ALL, Adoption::code, Adoption::zh, Adoption::en);
    let adoption = form.ask("adoption", "采纳情况", "Adoption");
    let adoption = adoption.says("请选择是否采纳", "choose whether it is adopted");
    let adoption = form.cards(adoption, &rows, Adoption::parse);
    let hint = ("说明采纳情况和理由。", "What is adopted, and why.");
    let text = form.long("text", "答复内容", "Reply", hint, 8);
    let signer = signer(form);
    Asks::of(html! { (adoption) (text) (signer) }, || {
        Some(Command::ReplySuggestion {
            adoption: adoption.value?,
            text: text.value?,
            signer: signer.value?,
        })
    })
}

/// Feedback on an accusation.
pub(super) fn accusation(form: &ActForm<'_>) -> Asks {
    let hint = (
        "反馈处理结果，不写调查细节。",
        "The result, without details of the investigation.",
    );
    let text = form.long("text", "反馈内容", "Feedback", hint, 8);
    let signer = signer(form);
    Asks::of(html! { (text) (signer) }, || {
        Some(Command::ReplyAccusation {
            text: text.value?,
            signer: signer.value?,
        })
    })
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

/// The opinion: its four parts, and a decision on each demand.
pub(super) fn opinion(form: &ActForm<'_>) -> Asks {
    let asked: Vec<String> = open_appeals(form)
        .enumerate()
        .map(|(place, demand)| format!("{}. {}", place + 1, demand.text))
        .collect();
    let asked = asked.join("\n");
    let request = form.ask("request", "一、信访请求", "1. Request").required();
    let request = request.first(&asked).area(4);
    let hint = (
        "查明的事实，信访人陈述的意见是否成立。",
        "What was found, and whether what the petitioner stated holds.",
    );
    let facts = form.long("facts", "二、事实和理由", "2. Facts and reasons", hint, 7);
    let opinion = form.long("opinion", "三、处理意见", "3. Opinion", ("", ""), 5);
    let basis = form.long("basis", "四、法律法规等依据", "4. Legal basis", ("", ""), 3);
    let decisions: Vec<(DemandId, Got<Option<Decision>>)> = open_appeals(form)
        .map(|demand| (demand.id, decision(form, demand)))
        .collect();
    let signer = signer(form);
    let fields = html! {
        (request)
        (facts)
        (opinion)
        (basis)
        @for (_, decision) in &decisions { (decision) }
        (remedy(form))
        (signer)
    };
    Asks::of(fields, || {
        let mut decided = Vec::new();
        for (demand, decision) in decisions {
            decided.extend(decision.value?.map(|decision| (demand, decision)));
        }
        Some(Command::IssueOpinion {
            opinion: Opinion {
                request: request.value?,
                facts: facts.value?,
                opinion: opinion.value?,
                basis: basis.value?,
                decisions: decided,
                lines: Vec::new(),
            },
            signer: signer.value?,
        })
    })
}

/// The decision on one demand. A demand left open stays open for a later answer.
fn decision(form: &ActForm<'_>, demand: &Demand) -> Got<Option<Decision>> {
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
    let missing = ("请对每项诉求作出选择", "choose for each demand");
    // Nothing is chosen at first: a decision must be made, not left standing.
    let question = form.ask(&name, &legend, &legend).first("-");
    question
        .says(missing.0, missing.1)
        .cards(&choices, |code| match code {
            "" => Some(None),
            code => Decision::parse(code).map(Some),
        })
}

/// The line on review that the opinion will end with.
fn remedy(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let book = form.app.office.law().rulebook(&matter.rulebook);
    let Some(limit) = book.limit(&LimitKey::new(key::ASK_REVIEW), matter.weight) else {
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
