//! A form for every action, and what it does.
//!
//! Asking and doing are two requests to one address: `GET` draws the form with just the action's fields, `POST` does it.
//! What is refused comes back with the reason on top and everything typed kept; what was overtaken by somebody else's save
//! comes back with both texts side by side.

mod answers;
mod category;
mod desk;
mod execution;
mod form;
mod handling;
mod hearing;
mod intake;
mod lawful;
mod links;
mod mediation;
mod oversight;
mod paper;
mod pick;
mod records;
mod review;
mod routing;
pub(super) mod rows;
mod stale;
pub(super) mod view;
mod way;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::{MatterId, Refusal, RefusalKind};
use matter::petition::Relation;
use matter::{Action, Command};
use maud::Markup;
use office::matter_file::MatterFile;
use office::same::Candidate;
use office::set_apart::Added;
use office::vault::Identity;
use office::{Basis, Office, OfficeError};

use self::form::{ActForm, Asks};
use self::view::{ActView, Place};
use super::people::verdict;
use super::{href, identity, open, same};
use crate::app::App;
use crate::form::{Form, Stage};
use crate::pages::frame::{staff_page, unprocessable};
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffUpload, Upload, UploadedFile, numbered};
use crate::undone::Undone;

/// What a form asks for, read.
pub(super) enum Deed {
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
    /// Nothing that staff could do: only the petitioner can.
    Petitioners,
}

impl From<Command> for Deed {
    fn from(command: Command) -> Self {
        Self::Command(Box::new(command))
    }
}

/// The row of the action in an address: one of the codes, since an address with a Chinese name in it is none of ours.
fn view_of(code: &str) -> Result<&'static ActView, Problem> {
    let mut views = rows::all();
    let found = views.find(|view| view.action.code() == code);
    found.ok_or_else(Problem::not_found)
}

async fn likely(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
    view: &ActView,
) -> Result<Vec<Candidate>, Problem> {
    if view.compares {
        same::likely(app, staff, file).await
    } else {
        Ok(Vec::new())
    }
}

fn draw(form: &ActForm<'_>, content: &Markup) -> Result<Markup, Problem> {
    let title = form
        .lang()
        .pick(form.view.action.zh(), form.view.action.en());
    staff_page(form.app, form.staff, title, "/matters", "", content)
}

/// Draws the form of an action, or why there is none now.
pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path((id, action)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let view = view_of(&action)?;
    let file = open(&app, &staff, &id).await?;
    let elsewhere = match view.place {
        Place::Elsewhere(page) => Some(page(&file.matter)),
        Place::Form { rather, .. } => rather(&file.matter),
    };
    if let Some(page) = elsewhere {
        return Ok(Redirect::to(&page).into_response());
    }
    let (likely, typed) = (likely(&app, &staff, &file, view).await?, Fields(query));
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        view,
        form: &Form::fresh(staff.lang(), &typed),
        likely: &likely,
    };
    match verdict(&file.choices, view.action) {
        Ok(()) => {
            let page = form.page(&form.asks().fields, None);
            Ok(Html(draw(&form, &page)?.into_string()).into_response())
        }
        Err(refusal) => Ok(unprocessable(draw(&form, &form.closed(refusal))?)),
    }
}

/// Does it.
pub(super) async fn perform(
    State(app): State<App>,
    Path((id, action)): Path<(String, String)>,
    sent: StaffUpload,
) -> Result<Response, Problem> {
    let view = view_of(&action)?;
    let basis = sent.basis();
    let StaffUpload { staff, upload } = sent;
    if let Some(once) = &basis.once
        && app.office.was_done(once, app.now())?
    {
        return back(&app, &staff, numbered(&id)?, view.done);
    }
    let file = open(&app, &staff, &id).await?;
    if let Place::Elsewhere(page) = view.place {
        return Ok(Redirect::to(&page(&file.matter)).into_response());
    }
    let likely = likely(&app, &staff, &file, view).await?;
    let Upload {
        fields: typed,
        files,
    } = upload;
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        view,
        form: &Form::sent(staff.lang(), &typed),
        likely: &likely,
    };
    let based_on = basis.version;
    let Asks { fields, deed } = form.asks();
    let Some(deed) = deed else {
        return Ok(unprocessable(draw(&form, &form.page(&fields, None))?));
    };
    let undone = match carry_out(&form, deed, basis, files).await {
        Ok(Done::Entered(Added::Here)) => Undone::Before,
        Ok(Done::Entered(Added::Apart(_))) => {
            return back(&app, &staff, file.matter.id, "apart");
        }
        Ok(Done::Shown(people)) => {
            let page = draw(&form, &identity::shown(form.lang(), &file, &people))?;
            return Ok(Html(page.into_string()).into_response());
        }
        Err(error) => Undone::of(error)?,
    };
    match undone {
        Undone::Before => back(&app, &staff, file.matter.id, view.done),
        Undone::Refused(refusal) => {
            let page = form.page(&fields, Some(&refusal));
            Ok(unprocessable(draw(&form, &page)?))
        }
        Undone::Overtaken(_) => overtaken(&form, based_on),
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
    let nothing = Fields::default();
    let form = ActForm {
        app: &app,
        staff: &staff,
        file: &file,
        view: view_of(Action::LookAtReply.code())?,
        form: &Form::fresh(staff.lang(), &nothing),
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

/// Back to the matter, or to the workbench when the act took it out of sight.
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
        // What is saved now is to be read first: nothing is judged yet.
        form: &Form::at(Stage::Restored, form.lang(), form.typed()),
        ..*form
    };
    let page = draw(&form, &stale::page(&form, &form.asks(), based_on))?;
    Ok((StatusCode::CONFLICT, Html(page.into_string())).into_response())
}

/// What came of a form.
enum Done {
    /// It is in a file, this one or one apart.
    Entered(Added),
    /// Names are shown on the answer itself: no address leads to them, and no cache keeps them.
    Shown(Vec<Identity>),
}

/// Does what a form asks for.
async fn carry_out(
    form: &ActForm<'_>,
    deed: Deed,
    based_on: Basis,
    mut files: Vec<UploadedFile>,
) -> Result<Done, OfficeError> {
    let deed = paper::signed(form, deed, &mut files).await?;
    if matches!(deed, Deed::Attach) {
        check_count(&files)?;
    }
    let (viewer, id, now) = (
        form.staff.viewer().clone(),
        form.file.matter.id,
        form.app.now(),
    );
    let work = move |office: &Office| {
        match deed {
            Deed::Command(command) => {
                let added = office.enter(&viewer, id, based_on, *command, now)?;
                return Ok(Done::Entered(added));
            }
            Deed::Join(host, relation) => {
                office.join(&viewer, id, based_on, host, relation, now)?
            }
            Deed::UndoJoin(reason) => office.undo_join(&viewer, id, based_on, reason, now)?,
            Deed::Attach => {
                // All of them or none.
                let kept: Result<Vec<Command>, OfficeError> = files
                    .iter()
                    .map(|file| office.keep_upload(&file.name, &file.content, false))
                    .map(|kept| kept.map(Command::Attach))
                    .collect();
                office.act_all(&viewer, id, based_on, kept?, now)?;
            }
            Deed::ShowIdentity(reason) => {
                let people = office.show_identity(&viewer, id, reason, now)?;
                return Ok(Done::Shown(people));
            }
            Deed::Petitioners => {
                let (zh, en) = ("此操作由信访人本人办理", "only the petitioner can do this");
                return Err(Refusal::new(RefusalKind::NotYours, zh, en).into());
            }
        }
        Ok(Done::Entered(Added::Here))
    };
    form.app.act(work).await
}

fn check_count(files: &[UploadedFile]) -> Result<(), Refusal> {
    const MOST: usize = office::attachments::MOST;
    match files.len() {
        0 => Err(Refusal::input("请选择要添加的文件", "choose a file to add")),
        1..=MOST => Ok(()),
        _ => Err(Refusal::input(
            format!("一次最多添加{MOST}个文件，请分次上传"),
            format!("at most {MOST} files at a time"),
        )),
    }
}
