//! The receipt: number, query code, QR, and what happens next. The code stands on the page, never in an address.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use kernel::PetitionId;
use kernel::rulebook::key;
use maud::{Markup, html};
use office::tracking::Track;

use super::draft::Sent;
use super::session::Session;
use super::{begin_again, steps};
use crate::app::App;
use crate::look::{
    ButtonKind, Icon, Lang, Paper, Receipt, Tone, heading, link_button, notice, print_button, qr,
    receipt,
};
use crate::pages::frame::public_page;
use crate::pages::public::view::{length, limit, moment, sealed_words};
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::Reader;

/// The receipt, to the browser that sent it and for some minutes: afterwards only number and code lead back.
pub async fn page(
    State(app): State<App>,
    reader: Reader,
    headers: HeaderMap,
    session: Session,
) -> Result<Response, Problem> {
    let Some(sent) = session.draft(&app)?.and_then(|draft| draft.sent) else {
        return Ok(begin_again());
    };
    let lang = reader.lang;
    let title = lang.pick("登记回执", "Receipt");
    if !sent.is_shown(app.now()) {
        let content = expired(lang, &sent);
        return Ok(public_page(&app, &reader, title, Paper::Sheet, &content).into_response());
    }
    let code = app.office.query_code(PetitionId(sent.petition))?;
    // Its own place, so that wrong tries by neighbours behind the same address cannot hold back a receipt.
    let track = app
        .office
        .petitioner(
            &sent.number,
            &code,
            &format!("receipt:{}", session.token()),
            app.now(),
        )
        .and_then(|one| one.track())?;
    let url = shared::track_url(&app, &headers, &sent.number);
    let content = slip(&app, lang, &track, &code, &url);
    Ok(public_page(&app, &reader, title, Paper::Slip, &content).into_response())
}

fn expired(lang: Lang, sent: &Sent) -> Markup {
    html! {
        (heading(lang.pick("回执已过期", "This receipt is no longer shown"), None, None, None))
        (notice(Tone::Info, lang.pick(
            "为保护您的查询码，回执页面只显示十分钟。请用编号和查询码查询。",
            "To protect your query code the receipt is shown for ten minutes. Please use number and code."), None))
        (link_button(ButtonKind::Primary, Some(Icon::Search), lang.pick("查询办理进度", "Track"),
            &format!("/track?number={}", sent.number)))
        (steps::end(lang))
    }
}

fn slip(app: &App, lang: Lang, track: &Track, code: &str, url: &str) -> Markup {
    let next = next_steps(app, lang, track);
    let next: Vec<&str> = next.iter().map(String::as_str).collect();
    let at = track.history.first().map_or_else(
        || lang.date(track.petition.received),
        |(entry, _)| moment(office::Moment::from_millis(entry.at).civil(), lang),
    );
    let office = track.org.unit_name(track.matter.office);
    html! {
        (heading(lang.pick("已提交", "Sent"), Some(lang.pick(
            "请记下编号和查询码，或者打印、截图保存。查询码等于钥匙，请不要给别人。",
            "Write down number and code, print or save this page. The code is a key: do not give it away.")), None, None))
        (receipt(lang, &Receipt {
            office: &office,
            number: &track.petition.number,
            code: &shared::spaced(code),
            registered: &at,
            next: &next,
            track_url: url,
            qr: qr(url),
        }))
        @if let Some(words) = sealed_words(lang, track) { (notice(Tone::Info, &words, None)) }
        div class="actions" {
            (print_button(lang))
            (link_button(ButtonKind::Quiet, Some(Icon::Search), lang.pick("现在就查询", "Track it now"),
                &format!("/track?number={}", track.petition.number)))
        }
        (steps::end(lang))
    }
}

/// What happens next, with the day the first clock ends.
fn next_steps(app: &App, lang: Lang, track: &Track) -> Vec<String> {
    let mut next = Vec::new();
    if let Some(story) = track.clocks.first() {
        let due = lang.date(story.clock.duty_date());
        next.push(if story.clock.limit.as_str() == key::ROUTE {
            lang.pick(
                format!("最迟{due}：登记完毕，转给有权处理的单位。"),
                format!("By {due}: registered and passed to the unit that can decide."),
            )
        } else {
            lang.pick(
                format!("最迟{due}：告诉您是否由本单位受理。"),
                format!("By {due}: you are told whether this unit accepts it."),
            )
        });
    }
    if let Some(handling) = limit(&app.office.law().current, key::HANDLE) {
        let days = length(handling, lang);
        next.push(lang.pick(
            format!("受理后{days}内办结，给您书面答复；需要延期的，告诉您理由。"),
            format!("Within {days} of acceptance: a written answer. You are told the reasons of any extension."),
        ));
    }
    next.push(
        lang.pick(
            "答复以后，您可以在查询页面评价。",
            "After the answer you can rate it on the tracking page.",
        )
        .to_owned(),
    );
    next
}
