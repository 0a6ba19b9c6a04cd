//! A form for every action, and what it does.
//!
//! Asking and doing are two requests to one address: `GET` draws the form with just the action's fields, `POST` does it.
//! What is refused comes back with the reason on top and everything typed kept; what was overtaken by somebody else's save
//! comes back with both texts side by side.

mod answers;
mod category;
pub(super) mod desk;
mod execution;
mod form;
mod handling;
mod hearing;
mod intake;
mod lawful;
mod links;
mod mediation;
pub(super) mod oversight;
mod paper;
mod pick;
mod records;
mod review;
mod routing;
mod stale;
mod way;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::matter::{Action, Attachment, Command};
use domain::petition::Relation;
use domain::{MatterId, Refusal};
use maud::Markup;
use office::matter_file::MatterFile;
use office::same::Candidate;
use office::set_apart::Added;
use office::{Basis, OfficeError};

use self::form::ActForm;
use super::people::verdict;
use super::{href, identity, open, same};
use crate::app::App;
use crate::pages::frame::{staff_page, unprocessable};
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffUpload, Upload, UploadedFile, numbered};

/// What a form asks for, read.
enum Deed {
    /// A command on this matter alone.
    Command(Box<Command>),
    /// Join this matter to another.
    Join(MatterId, Relation),
    /// Undo that.
    UndoJoin(String),
    /// Keep the files sent along.
    Attach,
    /// Show names and contacts, for this reason.
    ShowIdentity(String),
}

impl From<Command> for Deed {
    fn from(command: Command) -> Self {
        Self::Command(Box::new(command))
    }
}

/// The form of an action: what it draws, and how it is read.
type Parts = (
    fn(&ActForm<'_>) -> Markup,
    fn(&ActForm<'_>) -> Result<Deed, Refusal>,
);

/// Where the form of an action is kept.
fn parts(action: Action) -> Parts {
    use Action as A;
    match action {
        A::Register | A::AddDemand | A::NameAccused => (intake::fields, intake::read),
        A::Transfer | A::Assign | A::Object | A::AgreeObjection | A::RejectObjection => {
            (routing::fields, routing::read)
        }
        A::Accept | A::NotifyAcceptance | A::Hear | A::Extend | A::Close | A::Serve => {
            (handling::fields, handling::read)
        }
        A::NotAccept
        | A::NoLongerAccept
        | A::Redirect
        | A::IssueOpinion
        | A::ReplySuggestion
        | A::ReplyAccusation => (answers::fields, answers::read),
        A::ReportUp
        | A::DecideReport
        | A::ReferDispute
        | A::SettleDispute
        | A::AskCoHandler
        | A::Contribute
        | A::EndCoHandling
        | A::Guide => (way::fields, way::read),
        A::Classify
        | A::LeadIn
        | A::ReplyDuty
        | A::ConcludeInquiry
        | A::Simplify
        | A::UseOrdinary => (lawful::fields, lawful::read),
        action if desk::concerns(action) => (desk::fields, desk::read),
        A::Join | A::UndoJoin | A::Relate => (links::fields, links::read),
        A::SetCategory => (category::fields, category::read),
        A::Note
        | A::Attach
        | A::RequestIdentity
        | A::ConsentIdentity
        | A::ShowIdentity
        | A::Rate
        | A::Supplement => (records::fields, records::read),
        A::TrackExecution
        | A::UrgeExecution
        | A::ReportExecution
        | A::Suspend
        | A::Resume
        | A::Terminate => (execution::fields, execution::read),
        A::DecideHearing
        | A::NotifyHearing
        | A::PostponeHearing
        | A::HoldHearing
        | A::ConcludeHearing
        | A::CancelHearing => (hearing::fields, hearing::read),
        A::ProposeMediation
        | A::ConsentMediation
        | A::MeetMediation
        | A::AgreeMediation
        | A::EndMediation
        | A::AskConfirmation
        | A::RecordConfirmation => (mediation::fields, mediation::read),
        A::RequestReview
        | A::AskReviewSupplement
        | A::SupplementReview
        | A::AcceptReview
        | A::RefuseReview
        | A::RespondReview
        | A::ConsultReview
        | A::AdviseReview
        | A::DecideReview
        | A::PublishReview
        | A::LapseReview
        | A::StateNewFacts => (review::fields, review::read),
        _ => (oversight::fields, oversight::read),
    }
}

/// The fields of an action.
fn fields(form: &ActForm<'_>) -> Markup {
    parts(form.action).0(form)
}

/// Reads the fields of an action.
fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    parts(form.action).1(form)
}

fn action_of(code: &str) -> Result<Action, Problem> {
    // Only codes: an address with a Chinese name in it is none of ours.
    Action::ALL
        .iter()
        .copied()
        .find(|action| action.code() == code)
        .ok_or_else(Problem::not_found)
}

async fn likely(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
    action: Action,
) -> Result<Vec<Candidate>, Problem> {
    match action {
        Action::Join | Action::Relate => same::likely(app, staff, file).await,
        _ => Ok(Vec::new()),
    }
}

fn draw(form: &ActForm<'_>, content: &Markup) -> Result<Markup, Problem> {
    let title = form.lang().pick(form.action.zh(), form.action.en());
    staff_page(form.app, form.staff, title, "/matters", "", content)
}

/// Draws the form of an action, or why there is none now.
pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((id, action)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let action = action_of(&action)?;
    let file = open(&app, &staff, &id).await?;
    if super::documents::is_theirs(action) {
        return Ok(Redirect::to(&super::documents::home(&file.matter, action)).into_response());
    }
    if let Some(document) = super::documents::to_serve(&file, action) {
        return Ok(Redirect::to(&document).into_response());
    }
    let (likely, typed) = (likely(&app, &staff, &file, action).await?, Fields(query));
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        action,
        typed: &typed,
        likely: &likely,
    };
    match verdict(&file.choices, action) {
        Ok(()) => Ok(Html(draw(&form, &form.page(None))?.into_string()).into_response()),
        Err(refusal) => Ok(unprocessable(draw(&form, &form.closed(refusal))?)),
    }
}

/// Does it.
pub(super) async fn perform(
    State(app): State<App>,
    Path((id, action)): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    let action = action_of(&action)?;
    let basis = sent.basis();
    let StaffUpload { staff, upload } = sent;
    if let Some(once) = &basis.once
        && app.office.was_done(once, app.now())?
    {
        return done(&app, &staff, numbered(&id)?, action);
    }
    let file = open(&app, &staff, &id).await?;
    if super::documents::is_theirs(action) {
        return Ok(Redirect::to(&super::documents::home(&file.matter, action)).into_response());
    }
    let likely = likely(&app, &staff, &file, action).await?;
    let Upload {
        fields: typed,
        mut files,
    } = upload;
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        action,
        typed: &typed,
        likely: &likely,
    };
    let deed = match read(&form) {
        Ok(deed) => deed,
        Err(refusal) => return refused(&form, &refusal),
    };
    let deed = match paper::signed(&form, deed, &mut files).await? {
        Ok(deed) => deed,
        Err(OfficeError::Refused(refusal)) => return refused(&form, &refusal),
        Err(OfficeError::Input(text)) => {
            return refused(&form, &Refusal::input(text.clone(), text));
        }
        Err(other) => return Err(other.into()),
    };
    let outcome = match deed {
        Deed::ShowIdentity(reason) => match show_identity(&form, reason).await? {
            Ok(page) => return Ok(page),
            Err(error) => Err(error),
        },
        Deed::Attach => attach(&form, basis.clone(), files).await?,
        other => carry_out(&form, basis.clone(), other).await?,
    };
    match outcome {
        Ok(Added::Here) | Err(OfficeError::DoneBefore) => {
            done(&app, &staff, file.matter.id, action)
        }
        Ok(Added::Apart(_)) => back(&app, &staff, file.matter.id, "apart"),
        Err(OfficeError::Refused(refusal)) => refused(&form, &refusal),
        Err(OfficeError::Input(text)) => refused(&form, &Refusal::input(text.clone(), text)),
        Err(OfficeError::Stale { .. }) => overtaken(&form, basis.version),
        Err(other) => Err(other.into()),
    }
}

/// The draft to read, with what changed since this reader's last look. Reading signs nothing and marks nothing.
pub(super) async fn draft(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    let viewer = staff.viewer();
    let Some(draft) = &file.matter.desk.draft else {
        return Ok(Redirect::to(&href(file.matter.id)).into_response());
    };
    if viewer.unit != file.matter.owner && draft.with != Some(viewer.post) {
        return Err(Problem::forbidden());
    }
    let typed = Fields(Vec::new());
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        action: Action::LookAtReply,
        typed: &typed,
        likely: &[],
    };
    let title = staff.lang().pick("阅看文稿", "Read the draft");
    let page = staff_page(
        &app,
        &staff,
        title,
        "/matters",
        "",
        &desk::to_read(&form, title),
    )?;
    Ok(Html(page.into_string()).into_response())
}

fn refused(form: &ActForm<'_>, refusal: &Refusal) -> Result<Response, Problem> {
    Ok(unprocessable(draw(form, &form.page(Some(refusal)))?))
}

/// Back to the matter, or to the workbench when the act took it out of sight.
fn done(app: &App, staff: &Staff, id: MatterId, action: Action) -> Result<Response, Problem> {
    let joined = action == Action::Join;
    back(app, staff, id, if joined { "joined" } else { "acted" })
}

fn back(app: &App, staff: &Staff, id: MatterId, word: &str) -> Result<Response, Problem> {
    let in_sight = !app.office.lines(staff.viewer(), &[id])?.is_empty();
    let to = if in_sight {
        href(id)
    } else {
        "/work".to_owned()
    };
    Ok(Redirect::to(&format!("{to}?done={word}")).into_response())
}

/// Somebody saved first: what is saved now beside what was typed, and the form again on top of the new state.
fn overtaken(form: &ActForm<'_>, based_on: u32) -> Result<Response, Problem> {
    let file =
        form.app
            .office
            .matter_file(form.staff.viewer(), form.file.matter.id, form.app.now())?;
    let form = ActForm {
        file: &file,
        ..*form
    };
    let page = draw(&form, &stale::page(&form, based_on))?;
    Ok((StatusCode::CONFLICT, Html(page.into_string())).into_response())
}

/// Writes on a thread that may wait for the disk.
async fn carry_out(
    form: &ActForm<'_>,
    based_on: Basis,
    deed: Deed,
) -> Result<Result<Added, OfficeError>, Problem> {
    let (viewer, id, now) = (
        form.staff.viewer().clone(),
        form.file.matter.id,
        form.app.now(),
    );
    form.app
        .work(move |office| {
            Ok(match deed {
                Deed::Command(command) => office.enter(&viewer, id, based_on, *command, now),
                Deed::Join(host, relation) => office
                    .join(&viewer, id, based_on, host, relation, now)
                    .map(|()| Added::Here),
                Deed::UndoJoin(reason) => office
                    .undo_join(&viewer, id, based_on, reason, now)
                    .map(|()| Added::Here),
                Deed::Attach | Deed::ShowIdentity(_) => Ok(Added::Here),
            })
        })
        .await
}

/// Keeps the files, all of them or none, then enters each.
async fn attach(
    form: &ActForm<'_>,
    based_on: Basis,
    files: Vec<UploadedFile>,
) -> Result<Result<Added, OfficeError>, Problem> {
    if files.is_empty() {
        return Ok(Err(Refusal::input(
            "请选择要添加的文件",
            "choose a file to add",
        )
        .into()));
    }
    if files.len() > office::attachments::MOST {
        let most = office::attachments::MOST;
        return Ok(Err(OfficeError::Input(format!(
            "一次最多添加{most}个文件，请分次上传"
        ))));
    }
    let (viewer, id, now) = (
        form.staff.viewer().clone(),
        form.file.matter.id,
        form.app.now(),
    );
    form.app
        .work(move |office| {
            let kept: Result<Vec<Attachment>, OfficeError> = files
                .iter()
                .map(|file| office.keep_upload(&file.name, &file.content, false))
                .collect();
            let kept = match kept {
                Ok(kept) => kept,
                Err(error) => return Ok(Err(error)),
            };
            let attach = kept.into_iter().map(Command::Attach).collect();
            let attached = office.act_all(&viewer, id, based_on, attach, now);
            Ok(attached.map(|()| Added::Here))
        })
        .await
}

/// Shows the names on the answer itself: no address leads to them, and no cache keeps them.
async fn show_identity(
    form: &ActForm<'_>,
    reason: String,
) -> Result<Result<Response, OfficeError>, Problem> {
    let (viewer, id, now) = (
        form.staff.viewer().clone(),
        form.file.matter.id,
        form.app.now(),
    );
    let people = form
        .app
        .work(move |office| Ok(office.show_identity(&viewer, id, reason, now)))
        .await?;
    let people = match people {
        Ok(people) => people,
        Err(error) => return Ok(Err(error)),
    };
    let page = draw(form, &identity::shown(form.lang(), form.file, &people))?;
    Ok(Ok(Html(page.into_string()).into_response()))
}
