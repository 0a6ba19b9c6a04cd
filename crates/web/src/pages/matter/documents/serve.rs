//! Service, cancelling, the signed copy: what is refused comes back on the document's own page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{DocumentId, MatterId};
use matter::{Attachment, ServiceMethod};
use office::documents::serving::Delivery;
use office::{Basis, Moment, Office, OfficeError, Viewer};

use super::super::open;
use super::page::View;
use super::{find, href};
use crate::app::App;
use crate::pages::frame::unprocessable;
use crate::problem::Problem;
use crate::request::{StaffUpload, Upload};
use crate::undone::Undone;

/// What every deed needs.
struct Deed {
    viewer: Viewer,
    matter: MatterId,
    document: DocumentId,
    based_on: Basis,
    now: Moment,
}

type Did = Result<(), OfficeError>;

/// Runs a deed and goes back to the document, or says on its page why it was refused.
async fn run<F>(
    app: App,
    (id, document): (String, String),
    sent: StaffUpload,
    deed: F,
) -> Result<Response, Problem>
where
    F: FnOnce(&Office, Deed, Upload) -> Did + Send + 'static,
{
    let based_on = sent.basis();
    let StaffUpload { staff, upload, .. } = sent;
    let file = open(&app, &staff, &id).await?;
    let found = find(&file, &document)?;
    let job = Deed {
        viewer: staff.viewer().clone(),
        matter: file.matter.id,
        document: found.id,
        based_on,
        now: app.now(),
    };
    let undone = match app.act(move |office| deed(office, job, upload)).await {
        Ok(()) => Undone::Before,
        Err(error) => Undone::of(error)?,
    };
    let words = match undone {
        Undone::Before => {
            let back = format!("{}?done=acted", href(file.matter.id, found.id));
            return Ok(Redirect::to(&back).into_response());
        }
        Undone::Refused(refusal) | Undone::Overtaken(refusal) => {
            staff.lang().pick(refusal.zh, refusal.en)
        }
    };
    let view = View {
        app: &app,
        staff: &staff,
        file: &file,
        document: found,
    };
    Ok(unprocessable(view.page(Some(&words))?))
}

/// Records a service or a failed try.
pub(super) async fn deliver(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    run(app, path, sent, |office, deed, upload| {
        let fields = &upload.fields;
        let method = ServiceMethod::parse(fields.text("method"))
            .ok_or_else(|| OfficeError::Input("请选择送达方式".to_owned()))?;
        let on = fields
            .parsed("on")
            .ok_or_else(|| OfficeError::Input("请填写送达日期".to_owned()))?;
        let picture: Option<Attachment> = upload
            .files
            .first()
            .map(|file| file.keep(office, false))
            .transpose()?;
        let delivery = Delivery {
            document: deed.document,
            method,
            on,
            words: fields.text("words").to_owned(),
            reached: !fields.ticked("failed"),
            picture,
        };
        office.deliver_document(&deed.viewer, deed.matter, deed.based_on, delivery, deed.now)
    })
    .await
}

/// Sends a text message.
pub(super) async fn sms(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    run(app, path, sent, |office, deed, upload| {
        let text = upload.fields.text("text").to_owned();
        if text.is_empty() {
            return Err(OfficeError::Input("请填写短信内容".to_owned()));
        }
        let message = (deed.document, text);
        office
            .send_sms(&deed.viewer, deed.matter, deed.based_on, message, deed.now)
            .map(|_| ())
    })
    .await
}

/// Cancels the document.
pub(super) async fn void(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    run(app, path, sent, |office, deed, upload| {
        let void = (deed.document, upload.fields.text("reason").to_owned());
        office.void_document(&deed.viewer, deed.matter, deed.based_on, void, deed.now)
    })
    .await
}

/// Keeps the signed copy.
pub(super) async fn signed(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    run(app, path, sent, |office, deed, upload| {
        let file = upload
            .files
            .first()
            .ok_or_else(|| OfficeError::Input("请选择签章件".to_owned()))?;
        let copy = file.keep(office, false)?;
        let copy = (deed.document, copy);
        office.keep_signed(&deed.viewer, deed.matter, deed.based_on, copy, deed.now)
    })
    .await
}
