//! The forms, drawn where the petitioner may ask.

use matter::Action;
use matter::review::meant;
use maud::{Markup, html};

use super::super::SUPPLEMENT;
use super::super::page::Shown;
use super::{AGREES, Asked, text_of};
use crate::look::{
    ButtonKind, Choice, Field, Icon, Lang, SelectOption, Tone, action_button, form_end, hidden,
    icon, notice, panel, radio_cards,
};
use crate::pages::public::view::Errors;

/// Forms that stand beside the answers: what can be done now.
pub fn forms(page: &Shown) -> Markup {
    let may = |action| page.track.may(action);
    html! {
        @if may(Action::ConsentMediation) { (consent(page)) }
        @if may(Action::SupplementReview) { (supplement(page)) }
        @if may(Action::RequestReview) { (review(page)) }
        @if may(Action::StateNewFacts) { (new_facts(page)) }
    }
}

struct Form<'a> {
    page: &'a Shown<'a>,
    action: Action,
}

impl Form<'_> {
    fn lang(&self) -> Lang {
        self.page.lang
    }

    /// What was typed here before, if it was here.
    fn typed(&self, what: fn(&Asked) -> &str) -> &str {
        let asked = &self.page.typed.asked;
        if asked.action == Some(self.action) {
            what(asked)
        } else {
            ""
        }
    }

    fn errors(&self) -> &Errors {
        &self.page.typed.errors
    }

    /// The main text of the form.
    fn text(&self, label: &str, hint: &str, rows: u8) -> Markup {
        let name = text_of(self.action);
        Field::new(self.lang(), &name, label)
            .hint(hint)
            .required()
            .error(self.errors().of(&name))
            .textarea(self.typed(|asked| &asked.text), rows, SUPPLEMENT)
    }

    fn draw(&self, fields: &Markup, button: (Icon, &str)) -> Markup {
        html! {
            form class="form" method="post" action=(format!("/track/ask/{}", self.action.code())) {
                (self.page.proof())
                (fields)
                (form_end(&action_button(ButtonKind::Primary, Some(button.0), button.1, None)))
            }
        }
    }
}

fn review(page: &Shown) -> Markup {
    let matter = &page.track.matter;
    let form = Form {
        page,
        action: Action::RequestReview,
    };
    let lang = page.lang;
    let open = matter::review::request::challengeable(matter);
    let Some((first, level)) = open.first() else {
        return html! {};
    };
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
    let options: Vec<SelectOption> = rows
        .iter()
        .map(|(value, label)| SelectOption { value, label })
        .collect();
    let late = [
        ("", lang.pick("没有逾期", "I am in time")),
        (
            "hindered",
            lang.pick("因不可抗力等正当理由耽误", "I was hindered for good reason"),
        ),
        (
            "not_told",
            lang.pick("没有被告知可以申请", "Nobody told me of this right"),
        ),
    ]
    .map(|(value, label)| SelectOption { value, label });
    let clock = matter::review::request::asking_clock(matter, first, *level);
    let until = clock.map(|clock| lang.date(clock.duty_date()));
    let title = lang.pick(
        format!("不服？申请{}", level.zh()),
        format!("Not satisfied? Ask for {}", level.en().to_lowercase()),
    );
    let fields = html! {
        p class="soft" {
            @match &until {
                Some(day) => (lang.pick(format!("可以申请到 {day}（当日有效）。"), format!("You may ask until {day}, that day included."))),
                None => (lang.pick("申请期限已过；有正当理由的，请在下面写明理由和日期。", "The period is over; if you had good reason, state it with its day below.")),
            }
            " " (lang.pick("由上一级机关、单位审查。", "The body one level above decides."))
        }
        @if rows.len() > 1 {
            (Field::new(lang, "answer", lang.pick("不服哪份意见", "Which opinion")).required().select(&options, ""))
        } @else {
            (hidden("answer", &first.id.to_string()))
        }
        (form.text(lang.pick("申请的具体请求、事实和理由", "What you ask for, with facts and reasons"),
            lang.pick("写明哪里不对、希望怎样改变、有什么材料。", "What is wrong, what should change, what proof there is."), 6))
        details class="why" open[until.is_none() || !form.typed(|asked| &asked.late).is_empty()] {
            summary { (lang.pick("超过期限才申请的，在这里写明理由", "Asking after the period? Say why here")) (icon(Icon::Down)) }
            div class="form-row" {
                (Field::new(lang, "late", lang.pick("理由", "Reason")).optional().select(&late, form.typed(|asked| &asked.late)))
                (Field::new(lang, "late_on", lang.pick("障碍消除或知道权利之日", "The day it ended, or you learned of it")).optional()
                    .error(form.errors().of("late_on")).date(form.typed(|asked| &asked.late_on)))
            }
        }
    };
    let button = lang.pick(
        format!("提交{}申请", level.zh()),
        format!("Ask for {}", level.en().to_lowercase()),
    );
    panel(
        "review",
        &title,
        None,
        &form.draw(&fields, (Icon::Send, &button)),
    )
}

fn supplement(page: &Shown) -> Markup {
    let form = Form {
        page,
        action: Action::SupplementReview,
    };
    let lang = page.lang;
    let matter = &page.track.matter;
    let Some(review) = meant(Action::SupplementReview, matter).first().copied() else {
        return html! {};
    };
    let fields = html! {
        @if let Some(asked) = review.supplement.as_ref().filter(|_| page.is_alone()) {
            (notice(Tone::Warning, &asked.text, None))
        }
        (hidden("review", &review.id.to_string()))
        (form.text(lang.pick("补正内容", "What you add"), "", 5))
    };
    let title = lang.pick("请补正复查、复核申请", "Please complete your request");
    panel(
        "review-supplement",
        title,
        None,
        &form.draw(&fields, (Icon::Send, lang.pick("提交补正", "Hand in"))),
    )
}

fn new_facts(page: &Shown) -> Markup {
    let form = Form {
        page,
        action: Action::StateNewFacts,
    };
    let lang = page.lang;
    let fields = form.text(
        lang.pick("新的事实和理由", "New facts and reasons"),
        lang.pick(
            "写明与复核时相比新在哪里、有什么材料；同一事实和理由不再受理。",
            "What is new against the re-review, and with what proof; the same facts are no longer accepted.",
        ),
        5,
    );
    let title = lang.pick("有新的事实和理由", "New facts and reasons");
    panel(
        "new-facts",
        title,
        None,
        &form.draw(&fields, (Icon::Send, lang.pick("提交", "Hand in"))),
    )
}

fn consent(page: &Shown) -> Markup {
    let form = Form {
        page,
        action: Action::ConsentMediation,
    };
    let lang = page.lang;
    let Some(one) = page.track.matter.open_mediation() else {
        return html! {};
    };
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
    let fields = html! {
        p {
            (lang.pick(one.kind.zh(), one.kind.en())) "　" (one.by)
            br;
            span class="soft" { (lang.pick("另一方：", "The other side: ")) (one.other) }
        }
        (hidden("mediation", &one.id.to_string()))
        (radio_cards(AGREES, lang.pick("是否同意调解", "Do you agree to mediation"), &choices, "", form.errors().of(AGREES)))
    };
    let title = lang.pick("办理单位提议调解", "Mediation is proposed");
    panel(
        "mediation",
        title,
        None,
        &form.draw(&fields, (Icon::Check, lang.pick("提交意见", "Answer"))),
    )
}

/// Asking that somebody keeps out of it, folded away beside the page.
pub fn recusal(page: &Shown) -> Markup {
    let form = Form {
        page,
        action: Action::AskRecusal,
    };
    if !page.track.may(Action::AskRecusal) {
        return html! {};
    }
    let lang = page.lang;
    let here = page.typed.asked.action == Some(Action::AskRecusal);
    let fields = html! {
        (Field::new(lang, "named", lang.pick("应当回避的人员", "Who should keep out"))
            .hint(lang.pick("姓名或者职务，不知道姓名的写明是哪次接待、哪个部门的人", "Name or post, or when and where you met them"))
            .required().text(form.typed(|asked| &asked.named)))
        (form.text(lang.pick("有什么利害关系", "What interest they have"),
            lang.pick("本人和决定回避的负责人会看到；检举控告请另行在“提交信访事项”中提出。",
                "That person and the leader who decides read this; an accusation is submitted as a petition of its own."), 3))
    };
    panel(
        "recusal",
        lang.pick("申请回避", "Ask for recusal"),
        None,
        &html! {
            details class="why" open[here] {
                summary { (lang.pick("经办人员与本事项有利害关系的，可以申请其回避", "Somebody who handles this has an interest in it?")) (icon(Icon::Down)) }
                (form.draw(&fields, (Icon::Send, lang.pick("提交回避申请", "Hand in"))))
            }
        },
    )
}
