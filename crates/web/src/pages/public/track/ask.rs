//! What a petitioner may ask for with number and code: review and re-review, completing such a request, new facts after the
//! end, consent to mediation, and that somebody with an interest keeps out of it.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::matter::mediation::{MediationCommand, Party};
use domain::matter::oversight::{OversightCommand, RecusalCommand};
use domain::matter::review::{Late, ReviewCommand, meant};
use domain::matter::{Action, Command};
use jiff::civil::Date;
use maud::{Markup, html};
use office::OfficeError;
use office::tracking::Added;

use super::page::{Shown, Typed};
use super::{Proof, SUPPLEMENT, answer, apart, refused};
use crate::app::App;
use crate::look::{
    ButtonKind, Choice, Field, Icon, Lang, SelectOption, Tone, action_button, form_end, hidden,
    icon, notice, panel, radio_cards,
};
use crate::pages::public::view::Errors;
use crate::problem::Problem;
use crate::request::{Address, Fields, Reader};

/// The choice between consent and refusal.
const AGREES: &str = "agrees";

/// What was typed, kept while something is wrong with it.
#[derive(Debug, Default)]
pub struct Asked {
    action: Option<Action>,
    text: String,
    named: String,
    late: String,
    late_on: String,
}

impl Asked {
    fn of(action: Action, fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            action: Some(action),
            text: fields.text(&text_of(action)).to_owned(),
            named: text("named"),
            late: text("late"),
            late_on: text("late_on"),
        }
    }
}

/// Takes a request.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address);
    let action = Action::parse(&code)
        .filter(|action| office::tracking::ASKING.contains(action))
        .ok_or_else(Problem::not_found)?;
    let lang = reader.lang;
    let mut typed = Typed {
        asked: Asked::of(action, &fields),
        ..Typed::default()
    };
    match command(action, &fields, app.now().today(), lang) {
        Err((field, text)) => typed.errors.add(field, text),
        Ok(command) => match send(&app, &proof, command).await? {
            Ok(Added::Here) => typed = Typed::done(thanks(action, lang)),
            Ok(Added::Apart(receipt)) => {
                let text = format!("{}{}", thanks(action, lang), apart(lang, &receipt));
                typed = Typed::done(&text);
            }
            Err(OfficeError::Refused(refusal)) => {
                let rule = refusal.article.map(|article| format!("（{article}）"));
                let text = lang.pick(refusal.zh, refusal.en) + &rule.unwrap_or_default();
                typed.errors.add(place_of(action), text);
            }
            Err(error) => return refused(&app, &reader, &proof, error),
        },
    }
    answer(&app, &reader, &proof, typed)
}

async fn send(
    app: &App,
    proof: &Proof,
    command: Command,
) -> Result<Result<Added, OfficeError>, Problem> {
    let office = std::sync::Arc::clone(&app.office);
    let (number, code, place) = (
        proof.number.clone(),
        proof.code.clone(),
        proof.place.clone(),
    );
    let now = app.now();
    tokio::task::spawn_blocking(move || office.ask(&number, &code, &place, command, now))
        .await
        .map_err(|_| Problem::broken())
}

/// The command a form asks for, or the field that is wrong and why.
fn command(
    action: Action,
    fields: &Fields,
    today: Date,
    lang: Lang,
) -> Result<Command, (String, String)> {
    let text = fields.text(&text_of(action)).to_owned();
    let field = place_of(action);
    let over = text.chars().count().saturating_sub(SUPPLEMENT);
    if over > 0 {
        let zh = format!("请删减{over}字");
        let en = format!("Take out {over} characters");
        return Err((field, lang.pick(zh, en)));
    }
    let stale = || {
        let zh = "页面已有变化，请重新查询后再填";
        (
            field.clone(),
            lang.pick(zh, "This page has changed; track again and fill it in anew")
                .to_owned(),
        )
    };
    Ok(match action {
        Action::RequestReview => Command::Review(ReviewCommand::Request {
            answer: fields.parsed("answer").ok_or_else(stale)?,
            reasons: text,
            on: today,
            late: late(fields, lang)?,
        }),
        Action::SupplementReview => Command::Review(ReviewCommand::Supplement {
            review: fields.parsed("review").ok_or_else(stale)?,
            text,
        }),
        Action::ConsentMediation => Command::Mediation(MediationCommand::Consent {
            mediation: fields.parsed("mediation").ok_or_else(stale)?,
            party: Party::Petitioner,
            agrees: match fields.text(AGREES) {
                "yes" => true,
                "no" => false,
                _ => {
                    let zh = "请选择同意或者不同意";
                    let text = lang.pick(zh, "Choose whether you agree");
                    return Err((field, text.to_owned()));
                }
            },
        }),
        Action::AskRecusal => Command::Oversight(OversightCommand::Recusal(RecusalCommand::Ask {
            post: None,
            named: fields.text("named").to_owned(),
            reason: text,
        })),
        _ => Command::Review(ReviewCommand::NewFacts { text }),
    })
}

/// Why a request comes after the period, with the day that belongs to it.
fn late(fields: &Fields, lang: Lang) -> Result<Option<Late>, (String, String)> {
    let why = match fields.text("late") {
        "hindered" => Late::Hindered,
        "not_told" => Late::NotTold,
        _ => return Ok(None),
    };
    let day = fields.text("late_on").parse::<Date>().map_err(|_| {
        let zh = "请填写障碍消除或者知道申请权利的日期";
        let text = lang.pick(zh, "Give the day the hindrance ended or you learned of it");
        ("late_on".to_owned(), text.to_owned())
    })?;
    Ok(Some(why(day)))
}

/// The name of a form's main text; each form has its own, so that what is wrong stands beside the right one.
fn text_of(action: Action) -> String {
    format!("{}-text", action.code())
}

/// The field beside which a refusal stands.
fn place_of(action: Action) -> String {
    match action {
        Action::ConsentMediation => AGREES.to_owned(),
        _ => text_of(action),
    }
}

fn thanks(action: Action, lang: Lang) -> &'static str {
    match action {
        Action::RequestReview => lang.pick(
            "申请已提交，审查期限自今天起算，见下方“期限”。",
            "Your request is in; its period runs from today, see the limits below.",
        ),
        Action::ConsentMediation => lang.pick(
            "您的意见已记录。调解自愿，随时可以要求终止。",
            "Recorded. Mediation is voluntary; you may end it at any time.",
        ),
        Action::AskRecusal => lang.pick(
            "回避申请已提交，由有关负责人决定。",
            "Your request was handed to the leader who decides it.",
        ),
        _ => lang.pick("已提交。", "It is handed in."),
    }
}

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
    let open = domain::matter::review::request::challengeable(matter);
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
    let clock = domain::matter::review::request::asking_clock(matter, first, *level);
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
