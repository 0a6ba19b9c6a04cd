//! The documents of a matter: a panel, the form that makes one, the page of one, its service.
//!
//! - [`mod@panel`]: the list on the matter's page;
//! - [`make`]: choose a template, fill it, preview it, issue it;
//! - [`page`]: one document as it stands on record;
//! - [`serve`]: proof of service, text message, cancelling, the signed copy;
//! - [`mod@print`]: PDF and DOCX.

mod make;
mod page;
mod panel;
mod print;
mod serve;
mod words;

use axum::routing::{get, post};
use axum::{Extension, Router};
use kernel::{DocumentId, MatterId};
use matter::document::code::CARRIERS;
use matter::{Document, Matter};
use maud::Markup;
use office::matter_file::MatterFile;

use crate::app::App;
use crate::look::{Lang, StageTone, stage_badge};
use crate::problem::Problem;
use crate::request::{Keeps, Takes, numbered};

pub(super) use panel::panel;
pub(super) use words::tell;

/// The addresses of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/matters/{id}/documents/new", get(make::choose))
        .route(
            "/matters/{id}/documents/new/{code}",
            get(make::ask)
                .post(make::perform)
                .layer((Extension(Takes::Text), Extension(Keeps))),
        )
        .route("/matters/{id}/documents/{document}", get(page::show))
        .route(
            "/matters/{id}/documents/{document}/pdf",
            get(print::pdf).post(print::pdf),
        )
        .route(
            "/matters/{id}/documents/{document}/docx",
            get(print::docx).post(print::docx),
        )
        .route(
            "/matters/{id}/documents/{document}/serve",
            post(serve::deliver).layer(Extension(Takes::Files)),
        )
        .route("/matters/{id}/documents/{document}/sms", post(serve::sms))
        .route("/matters/{id}/documents/{document}/void", post(serve::void))
        .route(
            "/matters/{id}/documents/{document}/signed",
            post(serve::signed).layer(Extension(Takes::Files)),
        )
}

/// The address of a document.
fn href(matter: MatterId, document: DocumentId) -> String {
    format!("/matters/{matter}/documents/{document}")
}

/// The address where one is made.
fn new_href(matter: MatterId) -> String {
    format!("/matters/{matter}/documents/new")
}

/// Whether a signed answer waits for its document.
pub(super) fn waits(matter: &Matter) -> bool {
    next_carrier(matter).is_some()
}

/// The template that carries an answer which was signed and waits for it.
fn next_carrier(matter: &Matter) -> Option<&'static str> {
    let mut codes = CARRIERS.iter().copied();
    codes.find(|code| matter.to_issue(code).is_some())
}

/// Where a document is made: an answer that was signed is issued next, else a template is chosen.
pub(super) fn next_to_issue(matter: &Matter) -> String {
    let new = new_href(matter.id);
    match next_carrier(matter) {
        Some(code) => format!("{new}/{code}"),
        None => new,
    }
}

/// Where one of several documents is chosen.
pub(super) fn list(matter: &Matter) -> String {
    format!("/matters/{}#documents", matter.id)
}

/// Where an answer is served: on the page of its document. None where there is no document, as for answers of earlier versions.
pub(super) fn of_unserved_answer(matter: &Matter) -> Option<String> {
    let mut unserved = matter
        .answers
        .iter()
        .filter(|answer| answer.service.is_none());
    let document = unserved.find_map(|answer| matter.issued(answer.id))?;
    Some(serving(matter, document))
}

/// Where the notice of acceptance is served: on the page of its document.
pub(super) fn of_unserved_acceptance(matter: &Matter) -> Option<String> {
    let document = matter.acceptance_document()?;
    document
        .proof(matter)
        .is_none()
        .then(|| serving(matter, document))
}

fn serving(matter: &Matter, document: &Document) -> String {
    format!("{}#serve", href(matter.id, document.id))
}

/// The document in an address.
fn find<'f>(file: &'f MatterFile, document: &str) -> Result<&'f Document, Problem> {
    let id: DocumentId = numbered(document)?;
    file.matter.document(id).ok_or_else(Problem::not_found)
}

/// Where its service stands.
fn state(lang: Lang, matter: &Matter, document: &Document) -> Markup {
    if document.voided.is_some() {
        return stage_badge(StageTone::Ended, lang.pick("已作废", "Cancelled"));
    }
    if let Some(service) = document.proof(matter) {
        let words = lang.pick(
            format!("{}{}", lang.date(service.on), service.method.zh()),
            format!("{}, {}", service.method.en(), lang.date(service.on)),
        );
        return stage_badge(StageTone::Done, &words);
    }
    if !document.content.for_petitioner {
        return stage_badge(StageTone::Done, lang.pick("已制发", "Issued"));
    }
    match document.tries.len() {
        0 => stage_badge(StageTone::Waiting, lang.pick("待送达", "To serve")),
        tries => stage_badge(
            StageTone::Waiting,
            &lang.pick(
                format!("{tries} 次未送达，须再送"),
                format!("{tries} failed, try again"),
            ),
        ),
    }
}
