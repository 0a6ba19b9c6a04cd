//! The forms: each is described once, drawn where the petitioner may ask and read when it is sent.

use std::str::FromStr;

use jiff::civil::Date;
use matter::mediation::{MediationCommand, Party};
use matter::oversight::{OversightCommand, RecusalCommand};
use matter::review::{Late, ReviewCommand, meant};
use matter::{Action, Command};
use maud::{Markup, html};

use super::super::SUPPLEMENT;
use super::super::page::Shown;
use super::{AGREES, text_of};
use crate::form::{Form, Got};
use crate::look::{
    ButtonKind, Choice, Icon, Tone, action_button, form_end, hidden, icon, notice, panel,
};

/// Forms that stand beside the answers: what can be done now.
pub fn forms(page: &Shown) -> Markup {
    let may = |action| page.track.may(action);
    html! {
        @if may(Action::ConsentMediation) { (consent_panel(page)) }
        @if may(Action::SupplementReview) { (supplement_panel(page)) }
        @if may(Action::RequestReview) { (review_panel(page)) }
        @if may(Action::StateNewFacts) { (new_facts_panel(page)) }
    }
}

/// Draws a form with what was typed into it before, if it was into this one.
fn draw(
    page: &Shown,
    action: Action,
    ask: fn(&Shown, &Form<'_>) -> Got<Command>,
    button: (Icon, &str),
) -> Markup {
    let form = page.form(action);
    html! {
        form class="form" method="post" action=(format!("/track/ask/{}", action.code())) {
            (page.proof())
            (ask(page, &form))
            (form_end(&action_button(ButtonKind::Primary, Some(button.0), button.1, None)))
        }
    }
}

/// The main text of a form.
fn text(
    form: &Form<'_>,
    action: Action,
    (zh, en): (&str, &str),
    hint: (&str, &str),
    rows: u8,
) -> Got<String> {
    let name = text_of(action);
    let question = form.ask(&name, zh, en).required().hint(hint.0, hint.1);
    question.most(SUPPLEMENT).area(rows)
}

/// What the form is about, where nobody chooses it. One of another day is of another page than the matter has now.
fn about<T: FromStr>(form: &Form<'_>, name: &str, value: &str, place: &str) -> Got<T> {
    let typed = form.value(name, value).and_then(|typed| typed.parse().ok());
    if typed.is_none() {
        let words = form.lang().pick(
            "页面已有变化，请重新查询后再填",
            "This page has changed; track again and fill it in anew",
        );
        form.mark(place, words);
    }
    Got::new(hidden(name, value), typed)
}

/// A request for review or re-review.
pub(super) fn review(page: &Shown, form: &Form<'_>) -> Got<Command> {
    let (matter, lang) = (&page.track.matter, page.lang);
    let open = matter::review::request::challengeable(matter);
    let rows: Vec<(String, String)> = open
        .iter()
        .map(|(answer, level)| {
            let unit = page.org_of(answer.id).unit_name(answer.unit);
            let name = lang.pick(answer.kind.zh(), answer.kind.en());
            let asks = lang.pick(level.zh(), level.en());
            let day = lang.date(answer.on);
            (
                answer.id.to_string(),
                format!("{unit} {name} {day}（{asks}）"),
            )
        })
        .collect();
    let main = text_of(Action::RequestReview);
    let answer = match rows.as_slice() {
        [(only, _)] => about(form, "answer", only, &main),
        [] => about(form, "answer", "", &main),
        rows => {
            let which = form
                .ask("answer", "不服哪份意见", "Which opinion")
                .required();
            which.select(rows, |answer| answer.parse().ok())
        }
    };
    let clock = open
        .first()
        .and_then(|(first, level)| matter::review::request::asking_clock(matter, first, *level));
    let until = clock.map(|clock| lang.date(clock.duty_date()));
    let hint = (
        "写明哪里不对、希望怎样改变、有什么材料。",
        "What is wrong, what should change, what proof there is.",
    );
    let label = (
        "申请的具体请求、事实和理由",
        "What you ask for, with facts and reasons",
    );
    let reasons = text(form, Action::RequestReview, label, hint, 6);
    let late = late(form);
    let drawn = html! {
        p class="soft" {
            @match &until {
                Some(day) => (lang.pick(format!("可以申请到 {day}（当日有效）。"), format!("You may ask until {day}, that day included."))),
                None => (lang.pick("申请期限已过；有正当理由的，请在下面写明理由和日期。", "The period is over; if you had good reason, state it with its day below.")),
            }
            " " (lang.pick("由上一级机关、单位审查。", "The body one level above decides."))
        }
        (answer)
        (reasons)
        details class="why" open[until.is_none() || form.typed().filled("late").is_some()] {
            summary { (lang.pick("超过期限才申请的，在这里写明理由", "Asking after the period? Say why here")) (icon(Icon::Down)) }
            (late)
        }
    };
    let read = || {
        Some(Command::Review(ReviewCommand::Request {
            answer: answer.value?,
            reasons: reasons.value?,
            on: page.app.now().today(),
            late: late.value?,
        }))
    };
    Got::new(drawn, read())
}

/// Why a request comes after the period, with the day that belongs to it.
fn late(form: &Form<'_>) -> Got<Option<Late>> {
    let lang = form.lang();
    let rows = [
        (
            "hindered",
            "因不可抗力等正当理由耽误",
            "I was hindered for good reason",
        ),
        (
            "not_told",
            "没有被告知可以申请",
            "Nobody told me of this right",
        ),
    ];
    let rows = rows.map(|(code, zh, en)| (code.to_owned(), lang.pick(zh, en).to_owned()));
    let why = form.ask("late", "理由", "Reason").optional();
    let why = why.unchosen("没有逾期", "I am in time");
    let why = why.maybe_select(&rows, |code| match code {
        "hindered" => Some(Late::Hindered as fn(Date) -> Late),
        "not_told" => Some(Late::NotTold as fn(Date) -> Late),
        _ => None,
    });
    let is_late = why.value.flatten().is_some();
    let open = form.typed().filled("late_on").is_none();
    let words = (
        "请填写障碍消除或者知道申请权利的日期",
        "Give the day the hindrance ended or you learned of it",
    );
    let day = form.ask(
        "late_on",
        "障碍消除或知道权利之日",
        "The day it ended, or you learned of it",
    );
    let day = day.optional().says(words.0, words.1);
    let day = day.wrong_if(is_late && open, words.0, words.1).maybe_day();
    let drawn = html! { div class="form-row" { (why) (day) } };
    let late = match (why.value, day.value) {
        (Some(None), _) => Some(None),
        (Some(Some(late)), Some(Some(day))) => Some(Some(late(day))),
        _ => None,
    };
    Got::new(drawn, late)
}

fn review_panel(page: &Shown) -> Markup {
    let open = matter::review::request::challengeable(&page.track.matter);
    let Some((_, level)) = open.first() else {
        return html! {};
    };
    let lang = page.lang;
    let title = lang.pick(
        format!("不服？申请{}", level.zh()),
        format!("Not satisfied? Ask for {}", level.en().to_lowercase()),
    );
    let button = lang.pick(
        format!("提交{}申请", level.zh()),
        format!("Ask for {}", level.en().to_lowercase()),
    );
    let form = draw(page, Action::RequestReview, review, (Icon::Send, &button));
    panel("review", &title, None, &form)
}

/// What completes such a request.
pub(super) fn supplement(page: &Shown, form: &Form<'_>) -> Got<Command> {
    let meant = meant(Action::SupplementReview, &page.track.matter);
    let review = meant.first().copied();
    let id = review
        .map(|review| review.id.to_string())
        .unwrap_or_default();
    let main = text_of(Action::SupplementReview);
    let about = about(form, "review", &id, &main);
    let added = text(
        form,
        Action::SupplementReview,
        ("补正内容", "What you add"),
        ("", ""),
        5,
    );
    let asked = review.and_then(|review| review.supplement.as_ref());
    let drawn = html! {
        @if let Some(asked) = asked.filter(|_| page.is_alone()) { (notice(Tone::Warning, &asked.text, None)) }
        (about)
        (added)
    };
    let read = || {
        let (review, text) = (about.value?, added.value?);
        Some(Command::Review(ReviewCommand::Supplement { review, text }))
    };
    Got::new(drawn, read())
}

fn supplement_panel(page: &Shown) -> Markup {
    let lang = page.lang;
    if meant(Action::SupplementReview, &page.track.matter).is_empty() {
        return html! {};
    }
    let title = lang.pick("请补正复查、复核申请", "Please complete your request");
    let button = (Icon::Send, lang.pick("提交补正", "Hand in"));
    let form = draw(page, Action::SupplementReview, supplement, button);
    panel("review-supplement", title, None, &form)
}

/// What is new after the end.
pub(super) fn new_facts(_: &Shown, form: &Form<'_>) -> Got<Command> {
    let hint = (
        "写明与复核时相比新在哪里、有什么材料；同一事实和理由不再受理。",
        "What is new against the re-review, and with what proof; the same facts are no longer accepted.",
    );
    let label = ("新的事实和理由", "New facts and reasons");
    let text = text(form, Action::StateNewFacts, label, hint, 5);
    text.map(|text| Command::Review(ReviewCommand::NewFacts { text }))
}

fn new_facts_panel(page: &Shown) -> Markup {
    let lang = page.lang;
    let title = lang.pick("有新的事实和理由", "New facts and reasons");
    let button = (Icon::Send, lang.pick("提交", "Hand in"));
    let form = draw(page, Action::StateNewFacts, new_facts, button);
    panel("new-facts", title, None, &form)
}

/// Whether the petitioner agrees to mediation.
pub(super) fn consent(page: &Shown, form: &Form<'_>) -> Got<Command> {
    let lang = page.lang;
    let one = page.track.matter.open_mediation();
    let id = one.map(|one| one.id.to_string()).unwrap_or_default();
    let mediation = about(form, "mediation", &id, AGREES);
    let choices = [
        (
            "yes",
            lang.pick("同意调解", "I agree"),
            lang.pick("调解期间随时可以要求终止", "You may end it at any time"),
        ),
        (
            "no",
            lang.pick("不同意调解", "I do not agree"),
            lang.pick(
                "按普通程序继续办理，不受影响",
                "The ordinary procedure goes on unharmed",
            ),
        ),
    ]
    .map(|(value, label, note)| Choice {
        value,
        label,
        note: Some(note),
        icon: None,
    });
    let agrees = form.ask(AGREES, "是否同意调解", "Do you agree to mediation");
    let agrees = agrees.says("请选择同意或者不同意", "Choose whether you agree");
    let agrees = agrees.cards(&choices, |answer| match answer {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let drawn = html! {
        @if let Some(one) = one {
            p {
                (lang.pick(one.kind.zh(), one.kind.en())) "　" (one.by)
                br;
                span class="soft" { (lang.pick("另一方：", "The other side: ")) (one.other) }
            }
        }
        (mediation)
        (agrees)
    };
    let read = || {
        Some(Command::Mediation(MediationCommand::Consent {
            mediation: mediation.value?,
            party: Party::Petitioner,
            agrees: agrees.value?,
        }))
    };
    Got::new(drawn, read())
}

fn consent_panel(page: &Shown) -> Markup {
    let lang = page.lang;
    if page.track.matter.open_mediation().is_none() {
        return html! {};
    }
    let title = lang.pick("办理单位提议调解", "Mediation is proposed");
    let button = (Icon::Check, lang.pick("提交意见", "Answer"));
    let form = draw(page, Action::ConsentMediation, consent, button);
    panel("mediation", title, None, &form)
}

/// Asking that somebody keeps out of it.
pub(super) fn keep_out(_: &Shown, form: &Form<'_>) -> Got<Command> {
    let named = form
        .ask("named", "应当回避的人员", "Who should keep out")
        .required();
    let named = named.hint(
        "姓名或者职务，不知道姓名的写明是哪次接待、哪个部门的人",
        "Name or post, or when and where you met them",
    );
    let named = named.text();
    let hint = (
        "本人和决定回避的负责人会看到；检举控告请另行在“提交信访事项”中提出。",
        "That person and the leader who decides read this; an accusation is submitted as a petition of its own.",
    );
    let label = ("有什么利害关系", "What interest they have");
    let reason = text(form, Action::AskRecusal, label, hint, 3);
    let drawn = html! { (named) (reason) };
    let read = || {
        Some(Command::Oversight(OversightCommand::Recusal(
            RecusalCommand::Ask {
                post: None,
                named: named.value?,
                reason: reason.value?,
            },
        )))
    };
    Got::new(drawn, read())
}

/// That form, folded away beside the page.
pub fn recusal(page: &Shown) -> Markup {
    if !page.track.may(Action::AskRecusal) {
        return html! {};
    }
    let lang = page.lang;
    let here = page.typed.asked == Some(Action::AskRecusal);
    let button = (Icon::Send, lang.pick("提交回避申请", "Hand in"));
    let title = lang.pick("申请回避", "Ask for recusal");
    panel(
        "recusal",
        title,
        None,
        &html! {
            details class="why" open[here] {
                summary { (lang.pick("经办人员与本事项有利害关系的，可以申请其回避", "Somebody who handles this has an interest in it?")) (icon(Icon::Down)) }
                (draw(page, Action::AskRecusal, keep_out, button))
            }
        },
    )
}
