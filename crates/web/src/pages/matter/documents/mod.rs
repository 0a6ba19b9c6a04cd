//! The documents of a matter: a panel, the form that makes one, the page of one, its service.
//!
//! - [`panel`]: the list on the matter's page;
//! - [`make`]: choose a template, fill it, preview it, issue it;
//! - [`page`]: one document as it stands on record;
//! - [`serve`]: proof of service, text message, cancelling, the signed copy;
//! - [`print`]: PDF and DOCX.

mod make;
mod page;
mod panel;
mod print;
mod serve;
mod words;

use axum::routing::{get, post};
use axum::{Extension, Router};
use domain::matter::answer::CARRIERS;
use domain::matter::{Action, Document, Matter};
use domain::{DocumentId, MatterId};
use maud::Markup;
use office::matter_file::MatterFile;

use crate::app::App;
use crate::look::{Lang, StageTone, stage_badge};
use crate::problem::Problem;
use crate::request::{Takes, numbered};

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
                .layer(Extension(Takes::Text)),
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

/// Whether an action is done on the pages here rather than on a form of its own.
pub(super) fn is_theirs(action: Action) -> bool {
    matches!(
        action,
        Action::IssueDocument | Action::ServeDocument | Action::VoidDocument
    )
}

/// Where it is done: a new document has a page of its own, the others are chosen from the list.
pub(super) fn home(matter: &Matter, action: Action) -> String {
    let mut waiting = CARRIERS
        .iter()
        .filter(|code| matter.to_issue(code).is_some());
    let id = matter.id;
    match (action, waiting.next()) {
        // An answer that was signed is issued next.
        (Action::IssueDocument, Some(code)) => format!("{}/{code}", new_href(id)),
        (Action::IssueDocument, None) => new_href(id),
        _ => format!("/matters/{id}#documents"),
    }
}

/// The page where an answer or a notice of acceptance is served: that of its document. None where there is none, as for answers
/// of earlier versions.
pub(super) fn to_serve(file: &MatterFile, action: Action) -> Option<String> {
    let matter = &file.matter;
    let unserved = |document: &&Document| document.proof(matter).is_none();
    let document = match action {
        Action::Serve => matter
            .answers
            .iter()
            .filter(|answer| answer.service.is_none())
            .find_map(|answer| matter.issued(answer.id))?,
        Action::NotifyAcceptance => matter.acceptance_document().filter(unserved)?,
        _ => return None,
    };
    Some(format!("{}#serve", href(matter.id, document.id)))
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
