//! Review and re-review: asking, accepting, answering, consulting, deciding.

use kernel::Refusal;
use matter::review::{Late, Level, Outcome, Review, ReviewCommand, ReviewOpinion};
use matter::sight;
use matter::{Command, Decision};
use maud::{Markup, html};

use super::Deed;
use super::form::{ActForm, Select};
use crate::look::{Choice, Tone, notice, radio_cards};

/// The reviews this action can be meant for, as a choice; nothing to choose where there is one.
fn which(form: &ActForm<'_>) -> Markup {
    let rows: Vec<(String, String)> = meant(form)
        .into_iter()
        .map(|review| (review.id.to_string(), form.review_name(review)))
        .collect();
    form.choose("review", ("哪一项申请", "Which request"), &rows, true)
}

fn meant<'f>(form: &'f ActForm<'_>) -> Vec<&'f Review> {
    matter::review::meant(form.view.action, &form.file.matter)
}

fn one<'f>(form: &'f ActForm<'_>) -> Option<&'f Review> {
    let chosen = form.typed.parsed("review");
    let reviews = meant(form);
    reviews
        .iter()
        .find(|review| Some(review.id) == chosen)
        .or(reviews.first())
        .copied()
}

/// Which request, and a text about it.
fn one_text(form: &ActForm<'_>, zh: &str, en: &str) -> Markup {
    html! {
        (which(form))
        (form.long("text", zh, en, ("", ""), 6))
    }
}

/// The new facts.
pub(super) fn new_facts(form: &ActForm<'_>) -> Markup {
    let hint = (
        "写明与复核时相比新在哪里、有什么材料；同一事实和理由不再受理。",
        "What is new against the re-review, and with what proof; the same facts are no longer accepted.",
    );
    form.long("text", "新的事实和理由", "New facts and reasons", hint, 6)
}

/// Reads them.
pub(super) fn read_new_facts(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let text = form.text("text");
    deed(ReviewCommand::NewFacts { text })
}

/// Which request is accepted.
pub(super) fn accept(form: &ActForm<'_>) -> Markup {
    html! {
        (which(form))
        (notice(Tone::Info, form.pick("受理后通知被申请单位答辩；复查、复核期限自收到申请之日起算。",
            "The respondent is told to answer; the period runs from the day of the request."), None))
    }
}

/// Reads it.
pub(super) fn read_accept(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Accept {
        review: form.chosen("review")?,
    })
}

/// What the petitioner is to add.
pub(super) fn ask(form: &ActForm<'_>) -> Markup {
    one_text(form, "需要补正的全部内容", "Everything that is missing")
}

/// Reads it.
pub(super) fn read_ask(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::AskSupplement {
        review: form.chosen("review")?,
        what: form.text("text"),
    })
}

/// What is added.
pub(super) fn complete(form: &ActForm<'_>) -> Markup {
    one_text(form, "补正内容", "What is added")
}

/// Reads it.
pub(super) fn read_complete(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Supplement {
        review: form.chosen("review")?,
        text: form.text("text"),
    })
}

/// Why a request is refused, and who signs.
pub(super) fn refuse(form: &ActForm<'_>) -> Markup {
    html! {
        (one_text(form, "不予受理的理由", "Why it is not accepted"))
        @if let Some(review) = one(form) { (form.review_signer(review)) }
    }
}

/// Reads it.
pub(super) fn read_refuse(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Refuse {
        review: form.chosen("review")?,
        reason: form.text("text"),
        signer: form.signer_of()?,
    })
}

/// The respondent's answer.
pub(super) fn respond(form: &ActForm<'_>) -> Markup {
    one_text(form, "答辩意见和证据、依据", "The answer with its evidence")
}

/// Reads it.
pub(super) fn read_respond(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Respond {
        review: form.chosen("review")?,
        text: form.text("text"),
    })
}

/// The advice of the organ that was asked.
pub(super) fn advise(form: &ActForm<'_>) -> Markup {
    one_text(form, "答复意见", "The advice")
}

/// Reads it.
pub(super) fn read_advise(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Advise {
        review: form.chosen("review")?,
        text: form.text("text"),
    })
}

/// Where an opinion is public.
pub(super) fn publish(form: &ActForm<'_>) -> Markup {
    one_text(
        form,
        "公示的地点、网址和起止时间",
        "Where and when it is public",
    )
}

/// Reads it.
pub(super) fn read_publish(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Publish {
        review: form.chosen("review")?,
        place: form.text("text"),
    })
}

/// A period ends by itself: the domain refuses this to people.
pub(super) fn read_lapse(_: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Lapse)
}

fn deed(command: ReviewCommand) -> Result<Deed, Refusal> {
    Ok(Command::Review(command).into())
}

/// Which opinion is challenged, why and when.
pub(super) fn request(form: &ActForm<'_>) -> Markup {
    let late = [
        ("".to_owned(), form.pick("没有逾期", "In time").to_owned()),
        (
            "hindered".to_owned(),
            form.pick(
                "不可抗力等正当理由（填障碍消除之日）",
                "Hindered (day it ended)",
            )
            .to_owned(),
        ),
        (
            "not_told".to_owned(),
            form.pick(
                "未告知申请权利（填知道之日）",
                "Not told of the right (day of learning)",
            )
            .to_owned(),
        ),
    ];
    let options: Vec<_> = late
        .iter()
        .map(|(value, label)| crate::look::SelectOption { value, label })
        .collect();
    let field = |name, label: (&'static str, &'static str)| {
        crate::look::Field::new(form.lang(), name, form.pick(label.0, label.1)).optional()
    };
    html! {
        (form.choose("answer", ("不服哪份意见", "Which opinion"), &form.challengeable(), true))
        (form.long("text", "申请的具体请求、事实和理由", "What is asked for, with facts and reasons", ("", ""), 6))
        (form.day("on", ("收到申请的日期", "Day of the request"), &form.file.today.to_string()))
        div class="form-row" {
            (field("late", ("逾期的理由", "Why it comes late")).select(&options, &form.value("late", "")))
            (field("late_on", ("障碍消除或知道之日", "That day")).date(&form.value("late_on", "")))
        }
    }
}

/// Reads them.
pub(super) fn read_request(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Request {
        answer: form.chosen("answer")?,
        reasons: form.text("text"),
        on: form.day_of("on")?,
        late: late(form)?,
    })
}

/// Which organ is asked what.
pub(super) fn consult(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let org = &form.file.org;
    let mut units = org.units();
    units.retain(|unit| sight::may_receive(matter, unit.id, org));
    html! {
        (which(form))
        (form.units(&Select {
            id: "organ",
            name: "organ",
            label: form.pick("征询哪个专业机关", "Which organ"),
            hint: None,
            required: true,
            value: form.typed.text("organ"),
        }, &units))
        (form.long("text", "征询的问题", "The question", ("", ""), 4))
    }
}

/// Reads it.
pub(super) fn read_consult(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Consult {
        review: form.chosen("review")?,
        organ: form.unit("organ")?,
        question: form.text("text"),
    })
}

/// The opinion of the review body.
pub(super) fn decision(form: &ActForm<'_>) -> Markup {
    let Some(review) = one(form) else {
        return html! {};
    };
    let lang = form.lang();
    let outcomes: Vec<Choice<'_>> = Outcome::ALL
        .iter()
        .map(|outcome| Choice {
            value: outcome.code(),
            label: form.pick(outcome.zh(), outcome.en()),
            note: None,
            icon: None,
        })
        .collect();
    let decisions = form.coded(Decision::ALL, Decision::code, Decision::zh, Decision::en);
    let asked = [
        form.pick("申请人的请求和理由：", "The applicant asks: "),
        &review.reasons,
    ]
    .concat();
    html! {
        (which(form))
        (notice(Tone::Info, &asked, None))
        @if let Some(response) = &review.response {
            (notice(Tone::Info, &[form.pick("被申请单位答辩：", "The respondent: "), &response.text].concat(), None))
        } @else {
            (notice(Tone::Warning, form.pick("被申请单位尚未答辩。",
                "The respondent has not answered yet."), None))
        }
        (radio_cards("outcome", form.pick("复查（复核）结论", "Outcome"), &outcomes, &form.value("outcome", ""), None))
        (form.long("request", "申请的具体请求", "The request", ("", ""), 3))
        (form.long("facts", "查明的事实", "Facts found", ("", ""), 5))
        (form.long("opinion", "复查（复核）意见", "The opinion", ("", ""), 5))
        (form.long("basis", "依据", "Basis", ("", ""), 3))
        fieldset class="stack" {
            legend { (lang.pick("变更的，重新决定每项诉求", "Where changed: decide on each demand anew")) }
            @for demand in &review.demands {
                @let name = format!("decision_{demand}");
                @let label = format!("{}{demand}", lang.pick("诉求", "Demand "));
                (crate::look::Field::new(lang, &name, &label).optional().select(
                    &std::iter::once(crate::look::SelectOption { value: "", label: lang.pick("不变更", "No change") })
                        .chain(decisions.iter().map(|(value, label)| crate::look::SelectOption { value, label }))
                        .collect::<Vec<_>>(),
                    &form.value(&name, "")))
            }
        }
        (form.review_signer(review))
    }
}

/// Reads it.
pub(super) fn read_decision(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(ReviewCommand::Decide {
        opinion: read_opinion(form)?,
        signer: form.signer_of()?,
    })
}

fn late(form: &ActForm<'_>) -> Result<Option<Late>, Refusal> {
    Ok(match form.typed.text("late") {
        "hindered" => Some(Late::Hindered(form.day_of("late_on")?)),
        "not_told" => Some(Late::NotTold(form.day_of("late_on")?)),
        _ => None,
    })
}

fn read_opinion(form: &ActForm<'_>) -> Result<ReviewOpinion, Refusal> {
    let id = form.chosen("review")?;
    let demands = form
        .file
        .matter
        .review(id)
        .map(|review| review.demands.clone())
        .unwrap_or_default();
    Ok(ReviewOpinion {
        review: id,
        level: Level::Review,
        outcome: Outcome::parse(form.typed.text("outcome"))
            .ok_or_else(|| Refusal::input("请选择结论", "choose the outcome"))?,
        request: form.text("request"),
        facts: form.text("facts"),
        opinion: form.text("opinion"),
        basis: form.text("basis"),
        decisions: demands
            .into_iter()
            .filter_map(|demand| {
                let found = Decision::parse(form.typed.text(&format!("decision_{demand}")))?;
                Some((demand, found))
            })
            .collect(),
    })
}
