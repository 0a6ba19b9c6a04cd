//! What anybody learns who scans the code on a document: that it is on record. Nothing personal.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use office::OfficeError;
use office::documents::checking::OnRecord;
use serde::Deserialize;

use crate::app::App;
use crate::look::{
    ButtonKind, Fact, Field, Icon, Lang, Paper, Tone, action_button, facts, heading, notice, panel,
};
use crate::pages::frame::public_page;
use crate::problem::Problem;
use crate::request::{Address, Reader};

/// A code typed into the form.
#[derive(Deserialize)]
pub(super) struct Typed {
    code: Option<String>,
}

/// Asks for a code; a typed one has its own address.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    Query(typed): Query<Typed>,
) -> Response {
    let clean: String = typed
        .code
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if clean.is_empty() {
        return Html(page(&app, &reader, "", None).into_string()).into_response();
    }
    Redirect::to(&format!("/verify/{clean}")).into_response()
}

/// What is on record under a code.
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let lang = reader.lang;
    match app.office.check_document(&code, &address.0, app.now()) {
        Ok(found) => {
            let told = on_record(lang, &found);
            Ok(Html(page(&app, &reader, &code, Some(&told)).into_string()).into_response())
        }
        Err(OfficeError::NotFound) => {
            let told = notice(
                Tone::Error,
                lang.pick(
                    "没有这个核验码的文书。请核对后重输；如文书上确是此码，请到制发机关询问。",
                    "No document has this code. Check it; if the paper really bears it, ask the organ that issued it.",
                ),
                None,
            );
            let page = page(&app, &reader, &code, Some(&told));
            Ok((StatusCode::NOT_FOUND, Html(page.into_string())).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn on_record(lang: Lang, found: &OnRecord) -> Markup {
    let (tone, words) = if found.voided {
        (
            Tone::Warning,
            lang.pick("记录在案，但已作废", "On record, but cancelled"),
        )
    } else {
        (Tone::Success, lang.pick("记录在案", "On record"))
    };
    let list = [
        Fact {
            label: lang.pick("文号", "Number"),
            value: html! { (found.number) },
        },
        Fact {
            label: lang.pick("制发日期", "Day of issue"),
            value: html! { (lang.date(found.issued)) },
        },
        Fact {
            label: lang.pick("制发机关", "Organ"),
            value: html! { (found.organ) },
        },
        Fact {
            label: lang.pick("内容指纹", "Hash"),
            value: html! { code class="small" { (found.hash) } },
        },
    ];
    html! {
        (notice(tone, words, None))
        (panel("record", lang.pick("文书记录", "The record"), None, &html! {
            (facts(&list))
            p class="hint" { (lang.pick(
                "请与手中文书的文号、日期、机关和内容指纹的前16位核对。这里不显示任何个人信息。",
                "Compare number, day, organ and the first 16 characters of the hash with the paper. Nothing personal is shown here.")) }
        }))
    }
}

fn page(app: &App, reader: &Reader, code: &str, told: Option<&Markup>) -> Markup {
    let lang = reader.lang;
    let title = lang.pick("核验文书", "Check a document");
    let content = html! {
        (heading(title, Some(lang.pick(
            "输入文书左下角的核验码，可以知道它是否记录在案。",
            "Enter the check code at the foot of a document to learn whether it is on record.")), None, None))
        @if let Some(told) = told { (told) }
        form class="form" method="get" action="/verify" {
            (Field::new(lang, "code", lang.pick("核验码", "Check code")).required().text(code))
            (action_button(ButtonKind::Primary, Some(Icon::Check), lang.pick("核验", "Check"), None))
        }
    };
    public_page(app, reader, title, Paper::Sheet, &content)
}
