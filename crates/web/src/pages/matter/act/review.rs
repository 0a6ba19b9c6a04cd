//! Review and re-review: asking, accepting, answering, consulting, deciding.

use kernel::{AnswerId, DemandId, ReviewId};
use matter::review::{Late, Level, Outcome, Review, ReviewCommand, ReviewOpinion};
use matter::sight;
use matter::{Command, Decision};
use maud::{Markup, html};

use super::form::{ActForm, Asks};
use crate::form::Got;
use crate::look::{Choice, Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<ReviewCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Review))
}

/// The reviews this action can be meant for, as a choice; nothing to choose where there is one.
fn which(form: &ActForm<'_>) -> Got<ReviewId> {
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
    let chosen = form.typed().parsed("review");
    let reviews = meant(form);
    reviews
        .iter()
        .find(|review| Some(review.id) == chosen)
        .or(reviews.first())
        .copied()
}

/// Which request, and a text about it.
fn one_text(
    form: &ActForm<'_>,
    (zh, en): (&str, &str),
    command: impl FnOnce(ReviewId, String) -> ReviewCommand,
) -> Asks {
    let review = which(form);
    let text = form.long("text", zh, en, ("", ""), 6);
    asks(html! { (review) (text) }, || {
        Some(command(review.value?, text.value?))
    })
}

/// The new facts.
pub(super) fn new_facts(form: &ActForm<'_>) -> Asks {
    let hint = (
        "写明与复核时相比新在哪里、有什么材料；同一事实和理由不再受理。",
        "What is new against the re-review, and with what proof; the same facts are no longer accepted.",
    );
    let text = form.long("text", "新的事实和理由", "New facts and reasons", hint, 6);
    asks(html! { (text) }, || {
        Some(ReviewCommand::NewFacts { text: text.value? })
    })
}

/// Which request is accepted.
pub(super) fn accept(form: &ActForm<'_>) -> Asks {
    let review = which(form);
    let fields = html! {
        (review)
        (notice(Tone::Info, form.pick("受理后通知被申请单位答辩；复查、复核期限自收到申请之日起算。",
            "The respondent is told to answer; the period runs from the day of the request."), None))
    };
    asks(fields, || {
        Some(ReviewCommand::Accept {
            review: review.value?,
        })
    })
}

/// What the petitioner is to add.
pub(super) fn ask(form: &ActForm<'_>) -> Asks {
    let label = ("需要补正的全部内容", "Everything that is missing");
    one_text(form, label, |review, what| ReviewCommand::AskSupplement {
        review,
        what,
    })
}

/// What is added.
pub(super) fn complete(form: &ActForm<'_>) -> Asks {
    one_text(form, ("补正内容", "What is added"), |review, text| {
        ReviewCommand::Supplement { review, text }
    })
}

/// Why a request is refused, and who signs.
pub(super) fn refuse(form: &ActForm<'_>) -> Asks {
    let review = which(form);
    let reason = form.long(
        "text",
        "不予受理的理由",
        "Why it is not accepted",
        ("", ""),
        6,
    );
    let signer = one(form).map(|review| form.review_signer(review));
    let fields = html! {
        (review)
        (reason)
        @if let Some(signer) = &signer { (signer) }
    };
    asks(fields, || {
        Some(ReviewCommand::Refuse {
            review: review.value?,
            reason: reason.value?,
            signer: signer?.value?,
        })
    })
}

/// The respondent's answer.
pub(super) fn respond(form: &ActForm<'_>) -> Asks {
    let label = ("答辩意见和证据、依据", "The answer with its evidence");
    one_text(form, label, |review, text| ReviewCommand::Respond {
        review,
        text,
    })
}

/// The advice of the organ that was asked.
pub(super) fn advise(form: &ActForm<'_>) -> Asks {
    one_text(form, ("答复意见", "The advice"), |review, text| {
        ReviewCommand::Advise { review, text }
    })
}

/// Where an opinion is public.
pub(super) fn publish(form: &ActForm<'_>) -> Asks {
    let label = ("公示的地点、网址和起止时间", "Where and when it is public");
    one_text(form, label, |review, place| ReviewCommand::Publish {
        review,
        place,
    })
}

/// A period ends by itself: the procedure refuses this to people.
pub(super) fn lapse(_: &ActForm<'_>) -> Asks {
    asks(html! {}, || Some(ReviewCommand::Lapse))
}

/// Which opinion is challenged, why and when.
pub(super) fn request(form: &ActForm<'_>) -> Asks {
    let label = ("不服哪份意见", "Which opinion");
    let answer = form.choose::<AnswerId>("answer", label, &form.challengeable(), true);
    let label = (
        "申请的具体请求、事实和理由",
        "What is asked for, with facts and reasons",
    );
    let reasons = form.long("text", label.0, label.1, ("", ""), 6);
    let today = form.file.today.to_string();
    let on = form.day("on", ("收到申请的日期", "Day of the request"), &today);
    let late = late(form);
    asks(html! { (answer) (reasons) (on) (late) }, || {
        Some(ReviewCommand::Request {
            answer: answer.value?,
            reasons: reasons.value?,
            on: on.value?,
            late: late.value?,
        })
    })
}

/// Why it comes late, and since when that is over.
fn late(form: &ActForm<'_>) -> Got<Option<Late>> {
    let rows = [
        (
            "hindered",
            "不可抗力等正当理由（填障碍消除之日）",
            "Hindered (day it ended)",
        ),
        (
            "not_told",
            "未告知申请权利（填知道之日）",
            "Not told of the right (day of learning)",
        ),
    ];
    let rows = rows.map(|(code, zh, en)| (code.to_owned(), form.pick(zh, en).to_owned()));
    let why = form
        .ask("late", "逾期的理由", "Why it comes late")
        .optional();
    let why = why
        .unchosen("没有逾期", "In time")
        .maybe_select(&rows, |code| match code {
            "hindered" => Some(Late::Hindered as fn(_) -> _),
            "not_told" => Some(Late::NotTold as fn(_) -> _),
            _ => None,
        });
    let is_late = why.value.flatten();
    let on = form
        .ask("late_on", "障碍消除或知道之日", "That day")
        .optional();
    let open = form.typed().filled("late_on").is_none();
    let on = on.wrong_if(is_late.is_some() && open, "请填写日期", "enter the day");
    let on = on.maybe_day();
    let drawn = html! { div class="form-row" { (why) (on) } };
    let late = match (why.value, on.value) {
        (Some(None), _) => Some(None),
        (Some(Some(late)), Some(Some(day))) => Some(Some(late(day))),
        _ => None,
    };
    Got::new(drawn, late)
}

/// Which organ is asked what.
pub(super) fn consult(form: &ActForm<'_>) -> Asks {
    let (matter, org) = (&form.file.matter, &form.file.org);
    let mut units = org.units();
    units.retain(|unit| sight::may_receive(matter, unit.id, org));
    let review = which(form);
    let organ = form.unit(form.ask("organ", "征询哪个专业机关", "Which organ"), &units);
    let question = form.long("text", "征询的问题", "The question", ("", ""), 4);
    asks(html! { (review) (organ) (question) }, || {
        Some(ReviewCommand::Consult {
            review: review.value?,
            organ: organ.value?,
            question: question.value?,
        })
    })
}

/// The opinion of the review body.
pub(super) fn decision(form: &ActForm<'_>) -> Asks {
    let Some(review) = one(form) else {
        return asks(html! {}, || None);
    };
    let outcomes: Vec<Choice<'_>> = Outcome::ALL
        .iter()
        .map(|outcome| Choice {
            value: outcome.code(),
            label: form.pick(outcome.zh(), outcome.en()),
            note: None,
            icon: None,
        })
        .collect();
    let asked = [
        form.pick("申请人的请求和理由：", "The applicant asks: "),
        &review.reasons,
    ]
    .concat();
    let which = which(form);
    let outcome = form.ask("outcome", "复查（复核）结论", "Outcome");
    let outcome = outcome.cards(&outcomes, Outcome::parse);
    let request = form.long("request", "申请的具体请求", "The request", ("", ""), 3);
    let facts = form.long("facts", "查明的事实", "Facts found", ("", ""), 5);
    let opinion = form.long("opinion", "复查（复核）意见", "The opinion", ("", ""), 5);
    let basis = form.long("basis", "依据", "Basis", ("", ""), 3);
    let anew = anew(form, review);
    let signer = form.review_signer(review);
    let fields = html! {
        (which)
        (notice(Tone::Info, &asked, None))
        @if let Some(response) = &review.response {
            (notice(Tone::Info, &[form.pick("被申请单位答辩：", "The respondent: "), &response.text].concat(), None))
        } @else {
            (notice(Tone::Warning, form.pick("被申请单位尚未答辩。",
                "The respondent has not answered yet."), None))
        }
        (outcome)
        (request)
        (facts)
        (opinion)
        (basis)
        (anew)
        (signer)
    };
    asks(fields, || {
        Some(ReviewCommand::Decide {
            opinion: ReviewOpinion {
                review: which.value?,
                level: Level::Review,
                outcome: outcome.value?,
                request: request.value?,
                facts: facts.value?,
                opinion: opinion.value?,
                basis: basis.value?,
                decisions: anew.value?,
            },
            signer: signer.value?,
        })
    })
}

/// Where the decision is changed: each demand decided anew.
fn anew(form: &ActForm<'_>, review: &Review) -> Got<Vec<(DemandId, Decision)>> {
    let decisions = form.coded(Decision::ALL, Decision::code, Decision::zh, Decision::en);
    let rows: Vec<(DemandId, Got<Option<Decision>>)> = review
        .demands
        .iter()
        .map(|demand| {
            let name = format!("decision_{demand}");
            let label = format!("{}{demand}", form.pick("诉求", "Demand "));
            let question = form.ask(&name, &label, &label).optional();
            let question = question.unchosen("不变更", "No change");
            (*demand, question.maybe_select(&decisions, Decision::parse))
        })
        .collect();
    let drawn = html! {
        fieldset class="stack" {
            legend { (form.pick("变更的，重新决定每项诉求", "Where changed: decide on each demand anew")) }
            @for (_, row) in &rows { (row) }
        }
    };
    let decided = rows
        .into_iter()
        .filter_map(|(demand, row)| match row.value {
            Some(None) => None,
            Some(Some(decision)) => Some(Some((demand, decision))),
            None => Some(None),
        });
    Got::new(drawn, decided.collect())
}
